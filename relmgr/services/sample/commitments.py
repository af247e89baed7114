"""The sample people's expectations and promises, both ways."""

from datetime import UTC, date, datetime, time

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status
from relmgr.services import expectations
from relmgr.services.expectations import ExpectationInput, ScopeItemInput
from relmgr.store import Store

_AGREED, _OPEN = Scope.WILL_DO, Scope.NOT_SAID


def _scope(*items: tuple[str, Scope]) -> tuple[ScopeItemInput, ...]:
    return tuple(ScopeItemInput(text=text, scope=scope) for text, scope in items)


def _megan(megan: PersonId) -> tuple[ExpectationInput, ...]:
    me, them = Direction.OF_ME, Direction.OF_THEM
    return (
        ExpectationInput(
            person_id=megan,
            direction=me,
            statement="A rollout plan the depot managers can read without me",
            items=_scope(("Two depots", _AGREED), ("All five, with training notes", _OPEN)),
            due_on=date(2026, 11, 27),
            status=Status.AGREED,
            risk_reason="She hopes for five depots, you agreed two.",
        ),
        ExpectationInput(
            person_id=megan,
            direction=me,
            statement="Someone answers when the tracking page fails",
            items=_scope(("Weekdays, 8 to 18", _AGREED), ("December weekends too", _OPEN)),
            due_on=date(2026, 12, 1),
            due_words="Before peak season, 1 Dec",
            status=Status.UNSPOKEN,
        ),
        ExpectationInput(
            person_id=megan,
            direction=me,
            statement="Dashboard live before peak season",
            due_on=date(2026, 10, 30),
            status=Status.AGREED,
        ),
        ExpectationInput(
            person_id=megan,
            direction=them,
            statement="Invoices paid within 14 days",
            due_on=date(2026, 12, 4),
            due_words="Next one Fri 4 Dec",
            status=Status.AGREED,
        ),
        ExpectationInput(
            person_id=megan,
            direction=them,
            statement="The list of carriers before we plan January",
            due_on=date(2026, 11, 20),
            status=Status.AGREED,
        ),
        ExpectationInput(
            person_id=megan,
            direction=them,
            statement="One person who decides, not three",
            items=_scope(("Megan and finance sign", _AGREED), ("Megan decides alone", _OPEN)),
            status=Status.UNSPOKEN,
        ),
        ExpectationInput(
            person_id=megan,
            direction=me,
            kind=ExpectationKind.PROMISE,
            statement="send the revised rollout plan",
            due_on=date(2026, 11, 27),
            lead_days=1,
        ),
        ExpectationInput(
            person_id=megan,
            direction=them,
            kind=ExpectationKind.PROMISE,
            statement="sends the list of carriers",
            due_on=date(2026, 11, 20),
        ),
    )


def _others(people: dict[str, PersonId]) -> tuple[ExpectationInput, ...]:
    me, them = Direction.OF_ME, Direction.OF_THEM
    return (
        ExpectationInput(
            person_id=people["ben"],
            direction=me,
            statement="The timetable page, live before the change",
            items=_scope(("The page", _AGREED), ("Training for the desk", _OPEN)),
            due_on=date(2026, 12, 13),
            status=Status.AT_RISK,
            risk_reason="Ben cancelled the last two reviews.",
        ),
        ExpectationInput(
            person_id=people["layla"],
            direction=me,
            kind=ExpectationKind.PROMISE,
            statement="send the photographs",
            due_on=date(2026, 11, 28),
        ),
        ExpectationInput(
            person_id=people["misaki"],
            direction=me,
            statement="Notes her team can use while she is away",
            items=_scope(("Recorded walk-through", _OPEN), ("Written guide", _OPEN)),
            due_on=date(2026, 12, 7),
            status=Status.UNSPOKEN,
        ),
        ExpectationInput(
            person_id=people["jonas"],
            direction=them,
            statement="He tells me early when the budget moves",
            status=Status.UNSPOKEN,
        ),
        ExpectationInput(
            person_id=people["ike"],
            direction=me,
            statement="The booking page, ready for the anniversary",
            items=_scope(("Booking page", _AGREED), ("Gift vouchers", _AGREED)),
            due_on=date(2026, 12, 2),
            status=Status.AGREED,
        ),
        ExpectationInput(
            person_id=people["priya"],
            direction=me,
            statement="Campaign pages every month",
            items=_scope(("Two pages a month", _AGREED), ("A newsletter", _OPEN)),
            due_on=date(2026, 11, 30),
            status=Status.AGREED,
        ),
        ExpectationInput(
            person_id=people["aroha"],
            direction=me,
            statement="The grant report, laid out and printed",
            due_on=date(2026, 11, 20),
            status=Status.AGREED,
        ),
        ExpectationInput(
            person_id=people["kwame"],
            direction=me,
            statement="Price list updated every Monday",
            due_on=date(2026, 11, 9),
            status=Status.AGREED,
        ),
    )


_BEGUN, _LATELY = date(2026, 10, 5), date(2026, 11, 12)
_NEW = frozenset({"Campaign pages every month"})
"""Agreed or heard lately: nothing in them has waited so long that it asks to be talked about."""

_CLOSED = {
    "Dashboard live before peak season": (
        Status.EXCEEDED,
        date(2026, 10, 23),
        "“You have no idea what this does for my Monday.”",
    ),
    "The list of carriers before we plan January": (Status.MISSED, date(2026, 11, 21), ""),
    "sends the list of carriers": (Status.MISSED, date(2026, 11, 21), ""),
    "The grant report, laid out and printed": (Status.EXCEEDED, date(2026, 11, 16), ""),
    "Price list updated every Monday": (Status.MET, date(2026, 11, 9), ""),
}


def fill(store: Store, people: dict[str, PersonId], now: datetime) -> None:
    """Add them, and close those that are closed on their days."""
    for given in (*_megan(people["megan"]), *_others(people)):
        opened = _LATELY if given.status is Status.UNSPOKEN or given.statement in _NEW else _BEGUN
        number = expectations.add(store, given, datetime.combine(opened, time(9), UTC), opened)
        if given.statement in _CLOSED:
            status, day, note = _CLOSED[given.statement]
            expectations.set_status(store, number, status, note, datetime.combine(day, time(17), UTC), day)
