"""What opens over a page and closes again: dialogs, the search over everything, the sheet of keys."""
