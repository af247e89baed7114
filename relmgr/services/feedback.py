"""Feedback both ways: open, decided, changed, told; it starts with thanks, and each step keeps its own day (G4)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.giving import FeedbackDays
from relmgr.domain.ids import FeedbackId, PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackInput:
    """What the form holds. `is_mine`: I told them; then thanking, deciding and changing is theirs."""

    is_mine: bool = False
    text: str
    given_on: date
    thanked_on: date | None = None
    decided_on: date | None = None
    decision: str = ""
    """What I will change, or why I leave it as it is."""
    will_change: bool | None = None
    change_by: date | None = None
    changed_on: date | None = None
    change: str = ""
    told_on: date | None = None
    told_how: str = ""
    is_hard_truth: bool = False
    based_on: str = ""
    """What a hard truth of mine was based on: what I saw and heard, not what I guessed."""
    how_taken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackDetails:
    """One piece of feedback as it stands."""

    id: FeedbackId
    person_id: PersonId
    input: FeedbackInput


def add(store: Store, person_id: PersonId, given: FeedbackInput) -> FeedbackId:
    """Keep feedback; the thanks for theirs are due the same day. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Add feedback")) as session:
        rows.get(session, t.person, person_id)
        return FeedbackId(rows.add(session, t.feedback, {"person_id": person_id, **values}))


def edit(store: Store, feedback_id: FeedbackId, given: FeedbackInput) -> None:
    """Replace it with the form's content. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit feedback")) as session:
        rows.change(session, t.feedback, feedback_id, values)


def remove(store: Store, feedback_id: FeedbackId) -> None:
    """Take it out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove feedback")) as session:
        rows.remove(session, t.feedback, feedback_id)


def thank(store: Store, feedback_id: FeedbackId, today: date) -> None:
    """They were thanked for it. Raises NotFoundError."""
    with store.change(_("Thanked")) as session:
        thank_in(session, feedback_id, today)


def thank_in(session: Session, feedback_id: FeedbackId, today: date) -> None:
    """The same inside a change that stands already; thanks that were said are not overwritten."""
    _set_once(session, feedback_id, "thanked_on", today)


def decide_in(session: Session, feedback_id: FeedbackId, today: date) -> None:
    """I will change something. Inside a change that stands already; a decision made before stays."""
    row = rows.get(session, t.feedback, feedback_id)
    if row.decided_on is None:
        rows.change(session, t.feedback, feedback_id, {"decided_on": today, "will_change": True})


def changed(store: Store, feedback_id: FeedbackId, today: date) -> None:
    """What I decided to change is changed; they are to be told. Raises NotFoundError."""
    with store.change(_("Changed")) as session:
        changed_in(session, feedback_id, today)


def changed_in(session: Session, feedback_id: FeedbackId, today: date) -> None:
    """The same inside a change that stands already."""
    _set_once(session, feedback_id, "changed_on", today)


def told(store: Store, feedback_id: FeedbackId, today: date) -> None:
    """They were told what came of it. Raises NotFoundError."""
    with store.change(_("Told")) as session:
        told_in(session, feedback_id, today)


def told_in(session: Session, feedback_id: FeedbackId, today: date) -> None:
    """The same inside a change that stands already."""
    _set_once(session, feedback_id, "told_on", today)


def get(store: Store, feedback_id: FeedbackId) -> FeedbackDetails:
    """The feedback. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.feedback, feedback_id))


_F = t.feedback.c
_OF = (
    select(t.feedback)
    .where(_F.person_id == bindparam("person"))
    .order_by(_F.told_on.is_not(None), _F.given_on.desc(), _F.id.desc())
)


def of(store: Store, person_id: PersonId) -> tuple[FeedbackDetails, ...]:
    """All feedback between a person and me: what is not told yet first, then the newest."""
    with store.read() as session:
        return tuple(_details(row) for row in rows_of(session, person_id))


def rows_of(session: Session, person_id: PersonId) -> Sequence[Row[Any]]:
    """The same as rows."""
    return session.execute(_OF, {"person": person_id}).all()


def days_of(row: Any) -> FeedbackDays:
    """What the rules look at, from a row or a form's content."""
    return FeedbackDays(**{one.name: getattr(row, one.name) for one in fields(FeedbackDays)})


def _set_once(session: Session, feedback_id: FeedbackId, column: str, today: date) -> None:
    if getattr(rows.get(session, t.feedback, feedback_id), column) is None:
        rows.change(session, t.feedback, feedback_id, {column: today})


_TEXTS = ("text", "decision", "change", "told_how", "based_on", "how_taken")


def _columns(given: FeedbackInput) -> dict[str, Any]:
    if not given.text.strip():
        raise InputError(_("There is nothing written yet."), "text")
    for day, field in (
        (given.thanked_on, "thanked_on"),
        (given.decided_on, "decided_on"),
        (given.changed_on, "changed_on"),
        (given.told_on, "told_on"),
    ):
        if day is not None and day < given.given_on:
            raise InputError(_("This is before the day on which it was given."), field)
    values = {one.name: getattr(given, one.name) for one in fields(FeedbackInput)}
    values |= {name: values[name].strip() for name in _TEXTS}
    if given.decided_on is None and given.changed_on is None:
        values["will_change"] = None
    elif given.will_change is None:
        values["will_change"] = True
    return values


def _details(row: Any) -> FeedbackDetails:
    given = FeedbackInput(**{one.name: getattr(row, one.name) for one in fields(FeedbackInput)})
    return FeedbackDetails(id=FeedbackId(row.id), person_id=PersonId(row.person_id), input=given)
