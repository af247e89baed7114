"""Text tables in: CSV of Google, Outlook, Thunderbird, LinkedIn, our own and any other, each row as a Card (X1)."""
