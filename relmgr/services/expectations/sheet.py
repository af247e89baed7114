"""The sheet: what was agreed with a person, and nothing else, in words that they may read (E6).

What was only hoped, why something may slip, notes and histories are mine, and never on it.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from relmgr.domain.calendar_words import full_day, short_weekday
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, Scope, Status
from relmgr.domain.numbers import starting
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.expectations.model import ExpectationDetails
from relmgr.services.expectations.reading import details_in
from relmgr.services.people.faces import faces
from relmgr.store import Store
from relmgr.store import tables as t


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """One agreement: the words, what is part of it and what is not, by when, and how it was agreed."""

    statement: str
    included: tuple[str, ...]
    excluded: tuple[str, ...]
    due: str
    agreed: str
    best: str
    worst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementSheet:
    """The whole sheet."""

    name: str
    day: str
    of_me: tuple[Agreed, ...]
    of_them: tuple[Agreed, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing is agreed at the moment."""
        return not (self.of_me or self.of_them)


_E = t.expectation.c
_AGREED = (
    select(t.expectation)
    .where(_E.person_id == bindparam("person"), _E.closed_on.is_(None))
    .where(_E.status.in_((Status.AGREED, Status.AT_RISK)))
    .order_by(_E.due_on.is_(None), _E.due_on, _E.id)
)


def sheet(store: Store, person_id: PersonId, today: date) -> AgreementSheet:
    """What is agreed with this person and still open, both ways. Raises NotFoundError."""
    with store.read() as session:
        rows.get(session, t.person, person_id)
        name = faces(session, [person_id])[person_id].name
        found = [details_in(session, row) for row in session.execute(_AGREED, {"person": person_id}).all()]
    sides = {
        direction: tuple(_agreed(one) for one in found if one.input.direction is direction)
        for direction in Direction
    }
    return AgreementSheet(
        name=name,
        day=full_day(today),
        of_me=sides[Direction.OF_ME],
        of_them=sides[Direction.OF_THEM],
    )


def _day(day: date) -> str:
    return _("{weekday} {day}").format(weekday=short_weekday(day.weekday()), day=full_day(day))


def _agreed(one: ExpectationDetails) -> Agreed:
    given = one.input
    is_told = given.worst_case_told
    return Agreed(
        statement=starting(given.statement),
        included=tuple(item.text for item in given.items if item.scope is Scope.WILL_DO),
        excluded=tuple(item.text for item in given.items if item.scope is Scope.WONT),
        due=_due(given.due_on, given.due_until),
        agreed=_how(given.agreed_on, given.agreed_how, given.agreed_with),
        best=given.best_case if is_told else "",
        worst=given.worst_case if is_told else "",
    )


def _due(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    if last is not None and last != first:
        return _("between {first} and {last}").format(first=_day(first), last=_day(last))
    return _("by {day}").format(day=_day(first))


def _how(day: date | None, how: str, with_whom: str) -> str:
    parts = [
        _("on {day}").format(day=full_day(day)) if day is not None else "",
        how,
        _("with {name}").format(name=with_whom) if with_whom else "",
    ]
    said = [part for part in parts if part]
    return _("Agreed {how}.").format(how=_(", ").join(said)) if said else ""
