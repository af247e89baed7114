"""Advice given: asked about once, and what became of it; acted on, it is evidence of depth (G3, D1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.giving import advice_asks_on
from relmgr.domain.ids import AdviceId, PersonId
from relmgr.domain.kinds import AdviceOutcome
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import evidence, rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceInput:
    """What the form holds. `ask_on` None: never asked about; `asked_on`: when I heard what became of it."""

    text: str
    given_on: date
    ask_on: date | None = None
    asked_on: date | None = None
    outcome: AdviceOutcome | None = None
    outcome_note: str = ""
    speaks_against: bool = False
    """Set aside, and I say that it speaks against the relationship: else it is only noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceDetails:
    """One piece of advice as it stands."""

    id: AdviceId
    person_id: PersonId
    input: AdviceInput


def new(text: str, given_on: date) -> AdviceInput:
    """Advice given on that day, asked about in a month."""
    return AdviceInput(text=text, given_on=given_on, ask_on=advice_asks_on(given_on))


def add(store: Store, person_id: PersonId, given: AdviceInput) -> AdviceId:
    """Keep advice. Raises InputError where nothing is written, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add advice")) as session:
        rows.get(session, t.person, person_id)
        advice_id = AdviceId(rows.add(session, t.advice, {"person_id": person_id, **values}))
        _mark(session, advice_id, given)
    return advice_id


def edit(store: Store, advice_id: AdviceId, given: AdviceInput) -> None:
    """Replace it with the form's content; its moment follows. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit advice")) as session:
        before = _details_in(session, advice_id).input
        rows.change(session, t.advice, advice_id, values)
        if _meaning(before) != _meaning(given):
            _mark(session, advice_id, given)
            return
        row = rows.get(session, t.advice, advice_id)
        day = given.asked_on or given.given_on
        evidence.follow(session, row.moment_id, PersonId(row.person_id), day)


def asked(store: Store, advice_id: AdviceId, today: date) -> None:
    """I asked whether it helped; it is not asked again. Raises NotFoundError."""
    with store.change(_("Asked whether it helped")) as session:
        asked_in(session, advice_id, today)


def asked_in(session: Session, advice_id: AdviceId, today: date) -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.advice, advice_id, {"asked_on": today})


def acted_on(store: Store, advice_id: AdviceId, today: date) -> None:
    """They acted on it: kept, with the moment that says so. Raises NotFoundError."""
    with store.change(_("Acted on my advice")) as session:
        row = rows.get(session, t.advice, advice_id)
        asked_on = row.asked_on or today
        values = {"asked_on": asked_on, "outcome": AdviceOutcome.ACTED_ON}
        rows.change(session, t.advice, advice_id, values)
        _mark(session, advice_id, _details(rows.get(session, t.advice, advice_id), None).input)


def remove(store: Store, advice_id: AdviceId) -> None:
    """Take it out, and the moment it made; undo brings both back. Raises NotFoundError."""
    with store.change(_("Remove advice")) as session:
        row = rows.get(session, t.advice, advice_id)
        rows.remove(session, t.advice, advice_id)
        evidence.take_back(session, row.moment_id)


def get(store: Store, advice_id: AdviceId) -> AdviceDetails:
    """The advice. Raises NotFoundError."""
    with store.read() as session:
        return _details_in(session, advice_id)


_A = t.advice.c
_OF = (
    select(t.advice)
    .where(_A.person_id == bindparam("person"))
    .order_by(_A.outcome.is_not(None), _A.given_on.desc(), _A.id.desc())
)


def of(store: Store, person_id: PersonId) -> tuple[AdviceDetails, ...]:
    """All advice to a person: what nothing is known of yet first, then the newest."""
    with store.read() as session:
        return tuple(_details(row, None) for row in rows_of(session, person_id))


def rows_of(session: Session, person_id: PersonId) -> Sequence[Row[Any]]:
    """The same as rows."""
    return session.execute(_OF, {"person": person_id}).all()


def _meaning(given: AdviceInput) -> tuple[object, ...]:
    return given.outcome, given.speaks_against


def _mark(session: Session, advice_id: AdviceId, given: AdviceInput) -> None:
    """Let the moment say what the outcome says, and nothing where it says nothing."""
    row = rows.get(session, t.advice, advice_id)
    evidence.take_back(session, row.moment_id)
    kind = None
    if given.outcome is AdviceOutcome.ACTED_ON:
        kind = MomentKind.ACTED_ON_ADVICE
    elif given.outcome is AdviceOutcome.SET_ASIDE and given.speaks_against:
        kind = MomentKind.IGNORED_ADVICE
    if kind is None:
        return
    day = given.asked_on or given.given_on
    # Without a note: what was advised is between us, and a note is read wherever the evidence of depth is.
    moment = evidence.make(session, PersonId(row.person_id), kind, day)
    rows.change(session, t.advice, advice_id, {"moment_id": moment})


def _columns(given: AdviceInput) -> dict[str, Any]:
    if not given.text.strip():
        raise InputError(_("There is nothing written yet."), "text")
    for day, field in ((given.ask_on, "ask_on"), (given.asked_on, "asked_on")):
        if day is not None and day < given.given_on:
            raise InputError(_("This is before the day on which it was given."), field)
    return {
        "text": given.text.strip(),
        "given_on": given.given_on,
        "ask_on": given.ask_on,
        "asked_on": given.asked_on,
        "outcome": given.outcome,
        "outcome_note": given.outcome_note.strip(),
    }


def _details_in(session: Session, advice_id: AdviceId) -> AdviceDetails:
    row = rows.get(session, t.advice, advice_id)
    kind = None
    if row.moment_id is not None:
        kind = MomentKind(rows.get(session, t.moment, row.moment_id).moment_kind)
    return _details(row, kind)


def _details(row: Any, moment: MomentKind | None) -> AdviceDetails:
    given = AdviceInput(
        text=row.text,
        given_on=row.given_on,
        ask_on=row.ask_on,
        asked_on=row.asked_on,
        outcome=row.outcome,
        outcome_note=row.outcome_note,
        speaks_against=moment is MomentKind.IGNORED_ADVICE,
    )
    return AdviceDetails(id=AdviceId(row.id), person_id=PersonId(row.person_id), input=given)
