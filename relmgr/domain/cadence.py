"""How often I want to be in touch, and when that makes the next contact due (P13, R4)."""

from collections.abc import Mapping
from datetime import date, timedelta

from relmgr.domain.kinds import Circle

CIRCLE_DAYS: dict[Circle, int | None] = {
    Circle.INVEST: 30,
    Circle.KEEP: 90,
    Circle.LIGHT: 180,
    Circle.REST: None,
}
"""The days between contacts that a circle starts with; none for those I let rest (P13).

What the user chose instead stands in the table circle_cadence; rest has no cadence whatever stands there.
"""

MAX_CADENCE_DAYS = 3650


def cadence_days(
    circle: Circle | None, own: int | None = None, circles: Mapping[Circle, int | None] = CIRCLE_DAYS
) -> int | None:
    """The cadence in days (1 to 3650): one's own choice, else the circle's; none at all for the circle of rest.

    circles: the days of each circle as the user keeps them (P13: "editable").
    """
    if circle is Circle.REST:
        return None
    if own is not None:
        return own
    return None if circle is None else circles[circle]


def cadence_due(set_on: date, last_contact: date | None, days: int, decided_on: date | None = None) -> date:
    """The day the next contact is due (R4).

    Any conversation restarts the count; never contacted is due from the day the cadence was set, and nobody is late
    for a time before that. decided_on: when the last one was ticked off without a conversation; that restarts it too.
    """
    starts = [day for day in (last_contact, decided_on) if day is not None]
    if not starts:
        return set_on
    return max(set_on, max(starts) + timedelta(days=days))
