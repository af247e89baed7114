"""Reminders: what asks for attention, when it is shown, and what is decided about it (R1, R2, R3)."""

from relmgr.services.reminders.agenda import UPCOMING_DAYS, due, due_in, next_look, upcoming, upcoming_in
from relmgr.services.reminders.decisions import decide
from relmgr.services.reminders.delivery import Look, looked, looking, mark_shown, to_show
from relmgr.services.reminders.foremost import MOST, counted
from relmgr.services.reminders.looking_ahead import NextShowing, last_look, next_showings
from relmgr.services.reminders.looking_back import Past, PastLine, history
from relmgr.services.reminders.model import DueItem, LookResult, ReminderDetails, ReminderInput, Source
from relmgr.services.reminders.record import add, edit, get, of, remove

__all__ = [
    "MOST",
    "UPCOMING_DAYS",
    "DueItem",
    "Look",
    "LookResult",
    "NextShowing",
    "Past",
    "PastLine",
    "ReminderDetails",
    "ReminderInput",
    "Source",
    "add",
    "counted",
    "decide",
    "due",
    "due_in",
    "edit",
    "get",
    "history",
    "last_look",
    "looked",
    "looking",
    "mark_shown",
    "next_look",
    "next_showings",
    "of",
    "remove",
    "to_show",
    "upcoming",
    "upcoming_in",
]
