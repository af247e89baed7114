"""Monica 4's JSON export: contacts with everything it holds about them (X1, ecosystem.md §2.3).

What a card can say becomes a card; calls, activities, reminders, gifts, tasks and life events are written besides
(`things`). Every leaf of the JSON is accounted for: taken over, kept with its person under format "monica", or named
in the report (`tree`).
"""

from relmgr.transfer.monica.reader import read, recognise

__all__ = ["read", "recognise"]
