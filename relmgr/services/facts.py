"""Facts: what I know about a person, when I heard it, and how it may be used (P4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from relmgr.domain.ids import ConversationId, FactId, PersonId
from relmgr.domain.kinds import FactSource, Sensitivity, Side
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FactInput:
    """What the form holds."""

    side: Side
    label: str = ""
    """A short heading, such as "Coffee"; facts under one heading stand together."""
    text: str
    heard_on: date | None = None
    source: FactSource = FactSource.OWN
    sensitivity: Sensitivity = Sensitivity.FINE
    conversation_id: ConversationId | None = None
    position: int = 0
    question: str = ""
    """The question of the bank it answers, which is not asked any more; "" for none."""


@dataclass(frozen=True, slots=True)
class FactDetails:
    """One fact as it stands."""

    id: FactId
    person_id: PersonId
    input: FactInput


def columns(given: FactInput) -> dict[str, Any]:
    """The row's values. Raises InputError where nothing is written."""
    if not given.text.strip():
        raise InputError(_("There is nothing written yet."), "text")
    return {
        "side": given.side,
        "label": given.label.strip(),
        "text": given.text.strip(),
        "heard_on": given.heard_on,
        "source": given.source,
        "sensitivity": given.sensitivity,
        "conversation_id": given.conversation_id,
        "position": given.position,
        "question": given.question.strip(),
    }


def add(store: Store, person_id: PersonId, given: FactInput) -> FactId:
    """Keep a fact. Raises InputError where nothing is written."""
    values = columns(given)
    with store.change(_("Add fact")) as session:
        return add_in(session, person_id, values)


def add_in(session: Session, person_id: PersonId, values: dict[str, Any]) -> FactId:
    """The same inside a change that stands already."""
    return FactId(rows.add(session, t.fact, {"person_id": person_id, **values}))


def edit(store: Store, fact_id: FactId, given: FactInput) -> None:
    """Replace the fact. Raises InputError, NotFoundError."""
    values = columns(given)
    with store.change(_("Edit fact")) as session:
        rows.change(session, t.fact, fact_id, values)


def remove(store: Store, fact_id: FactId) -> None:
    """Forget the fact; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove fact")) as session:
        rows.remove(session, t.fact, fact_id)


def get(store: Store, fact_id: FactId) -> FactDetails:
    """The fact. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.fact, fact_id)
    return _details(row)


def of(store: Store, person_id: PersonId) -> tuple[FactDetails, ...]:
    """All facts about a person, in the order they were added."""
    f = t.fact.c
    query = select(t.fact).where(f.person_id == person_id).order_by(f.position, f.id)
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(query))


def _details(row: Row[Any]) -> FactDetails:
    given = FactInput(
        side=row.side,
        label=row.label,
        text=row.text,
        heard_on=row.heard_on,
        source=row.source,
        sensitivity=row.sensitivity,
        conversation_id=row.conversation_id,
        position=row.position,
        question=row.question,
    )
    return FactDetails(FactId(row.id), PersonId(row.person_id), given)
