"""Looking back: five minutes a week, and two minutes a month for each person I invest in (R7).

Offered from Friday to Monday, when a week can be looked back at; never counted, and a skipped one is as good as done.
"""

from datetime import date, timedelta

FRIDAY = 4
DAYS = 4
"""From Friday to Monday."""

PERSON_DAYS = 30
"""How long a look at one person holds."""


def friday_of(today: date) -> date | None:
    """The Friday that began the days of looking back `today` belongs to; None on the days between."""
    since = (today.weekday() - FRIDAY) % 7
    return today - timedelta(days=since) if since < DAYS else None


def is_week_due(today: date, last: date | None) -> bool:
    """Whether the week is to be looked back at: once from Friday to Monday, done or skipped."""
    friday = friday_of(today)
    return friday is not None and (last is None or last < friday)


def is_person_due(today: date, last: date | None) -> bool:
    """Whether one person is to be thought of: not looked at for 30 days, and the days are those of looking back."""
    return friday_of(today) is not None and (last is None or (today - last).days >= PERSON_DAYS)
