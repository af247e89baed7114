"""Moments: dated pieces of evidence about a relationship, each of a kind from the fixed catalogue (D1, D2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from relmgr.domain.ids import ConversationId, MomentId, PersonId
from relmgr.domain.moments import OFFERED, MomentKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentInput:
    """What was seen. In a conversation, `person_id` None means its first person."""

    kind: MomentKind
    note: str = ""
    person_id: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentDetails:
    """One moment as it is kept."""

    id: MomentId
    person_id: PersonId
    kind: MomentKind
    on_day: date
    note: str
    conversation_id: ConversationId | None


def add(store: Store, person_id: PersonId, kind: MomentKind, on_day: date, note: str = "") -> MomentId:
    """Keep one moment. Raises InputError for a kind that is not in the catalogue, NotFoundError for nobody."""
    with store.change(_("Add moment")) as session:
        rows.get(session, t.person, person_id)
        return add_in(session, person_id, MomentInput(kind=kind, note=note), on_day)


def add_in(
    session: Session,
    person_id: PersonId,
    given: MomentInput,
    on_day: date,
    conversation_id: ConversationId | None = None,
) -> MomentId:
    """The same inside a change that stands already; `given.person_id` goes before `person_id`."""
    values = {
        "person_id": given.person_id or person_id,
        "on_day": on_day,
        "moment_kind": _known(given.kind),
        "note": given.note.strip(),
        "conversation_id": conversation_id,
    }
    return MomentId(rows.add(session, t.moment, values))


def edit(store: Store, moment_id: MomentId, kind: MomentKind, on_day: date, note: str = "") -> None:
    """Change what was seen, when, and its note. Raises InputError, NotFoundError."""
    values = {"moment_kind": _known(kind), "on_day": on_day, "note": note.strip()}
    with store.change(_("Edit moment")) as session:
        rows.change(session, t.moment, moment_id, values)


def get(store: Store, moment_id: MomentId) -> MomentDetails:
    """The moment. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.moment, moment_id))


def remove(store: Store, moment_id: MomentId) -> None:
    """Take one moment out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove moment")) as session:
        rows.remove(session, t.moment, moment_id)


def of(store: Store, person_id: PersonId) -> tuple[MomentDetails, ...]:
    """All moments of a person, the newest first."""
    m = t.moment.c
    query = select(t.moment).where(m.person_id == person_id).order_by(m.on_day.desc(), m.id.desc())
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(query))


def _details(row: Row[Any]) -> MomentDetails:
    return MomentDetails(
        id=MomentId(row.id),
        person_id=PersonId(row.person_id),
        kind=MomentKind(row.moment_kind),
        on_day=row.on_day,
        note=row.note,
        conversation_id=row.conversation_id,
    )


def _known(kind: str) -> MomentKind:
    if kind not in OFFERED:
        raise InputError(_("Choose what was seen from the list."), "kind")
    return MomentKind(kind)
