"""The quarter one chooses for, when it is asked about, and when a year is looked back at (D4, D7)."""

from datetime import date

from relmgr.domain.calendar_words import months_after
from relmgr.domain.reviews import friday_of
from relmgr.i18n import _

MOST = 3
"""How many people one chooses to deepen in a quarter: more is none."""

_YEAR_DAYS = 300
_DECEMBER, _MIDDLE = 12, 15


def quarter_of(day: date) -> date:
    """The first day of the quarter `day` lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """The first day of the quarter after."""
    return months_after(quarter_of(day), 3)


def quarter_before(day: date) -> date:
    """The first day of the quarter before."""
    return months_after(quarter_of(day), -3)


def quarter_words(first: date) -> str:
    """ "the fourth quarter of 2026", by its first day."""
    names = (_("first"), _("second"), _("third"), _("fourth"))
    return _("the {which} quarter of {year}").format(which=names[(first.month - 1) // 3], year=first.year)


def is_quarter_due(today: date, last: date | None) -> bool:
    """Whether to offer the choice: on the days of looking back, once a quarter, chosen or skipped."""
    return friday_of(today) is not None and (last is None or last < quarter_of(today))


def is_year_due(today: date, last: date | None) -> bool:
    """Whether to offer looking back at the year: on the days of looking back, from mid-December to the end of January."""
    is_season = today.month == 1 or (today.month == _DECEMBER and today.day >= _MIDDLE)
    is_new = last is None or (today - last).days > _YEAR_DAYS
    return friday_of(today) is not None and is_season and is_new
