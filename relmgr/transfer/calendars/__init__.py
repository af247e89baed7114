"""Reads iCalendar (RFC 5545): birthdays and anniversaries as people, tasks as reminders; other events are reported.

Written by others for their own users, such files say whose birthday it is in the words of many languages (`sayings`).
Nothing is expanded: a rule that comes round every second takes no longer to read than any other.
"""

from relmgr.transfer.calendars.reader import read, recognise

__all__ = ["read", "recognise"]
