"""What for somebody is kept, and until when, in words (S, privacy)."""

from datetime import date

from relmgr.domain.calendar_words import full_day
from relmgr.domain.kinds import Purpose
from relmgr.i18n import _


def purpose_word(purpose: Purpose) -> str:
    """The purpose, as it begins a line."""
    return {
        Purpose.PRIVATE: _("Private"),
        Purpose.BUSINESS: _("Business"),
        Purpose.BOTH: _("Private and business"),
    }[purpose]


def kept_words(purpose: Purpose | None, until: date | None) -> str:
    """ "Business, until 1 Mar 2028"; "" where neither was said."""
    if until is None:
        return "" if purpose is None else purpose_word(purpose)
    day = full_day(until)
    if purpose is None:
        return _("Until {day}").format(day=day)
    return _("{purpose}, until {day}").format(purpose=purpose_word(purpose), day=day)
