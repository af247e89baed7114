"""Ways: their habits that I respect, and my own boundaries with them (P8)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.ids import PersonId, WayId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class WayInput:
    """What the form holds."""

    is_mine: bool = False
    """My boundary with them, rather than a habit of theirs."""
    label: str = ""
    """A short heading, such as "Payment run"; where it is empty the card says "Manner" or "My limits"."""
    text: str
    heard_on: date | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class WayDetails:
    """One way as it stands."""

    id: WayId
    person_id: PersonId
    input: WayInput


def heading(is_mine: bool, label: str) -> str:
    """What a way is called on the card: the user's word, else "Manner" for theirs and "My limits" for mine."""
    return label or (_("My limits") if is_mine else _("Manner"))


def _columns(given: WayInput) -> dict[str, Any]:
    if not given.text.strip():
        raise InputError(_("There is nothing written yet."), "text")
    return {
        "is_mine": given.is_mine,
        "label": given.label.strip(),
        "text": given.text.strip(),
        "heard_on": given.heard_on,
        "position": given.position,
    }


def add(store: Store, person_id: PersonId, given: WayInput) -> WayId:
    """Keep a way. Raises InputError where nothing is written, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add boundary") if given.is_mine else _("Add habit")) as session:
        rows.get(session, t.person, person_id)
        return WayId(rows.add(session, t.way, {"person_id": person_id, **values}))


def edit(store: Store, way_id: WayId, given: WayInput) -> None:
    """Replace the way. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit boundary") if given.is_mine else _("Edit habit")) as session:
        rows.change(session, t.way, way_id, values)


def remove(store: Store, way_id: WayId) -> None:
    """Take the way out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove habit or boundary")) as session:
        rows.remove(session, t.way, way_id)


def get(store: Store, way_id: WayId) -> WayDetails:
    """The way. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.way, way_id))


_W = t.way.c
_OF = select(t.way).where(_W.person_id == bindparam("person")).order_by(_W.is_mine, _W.position, _W.id)


def of(store: Store, person_id: PersonId) -> tuple[WayDetails, ...]:
    """All ways with a person: theirs first, then mine."""
    with store.read() as session:
        return of_in(session, person_id)


def of_in(session: Session, person_id: PersonId) -> tuple[WayDetails, ...]:
    """The same inside a read that stands already."""
    return tuple(_details(row) for row in session.execute(_OF, {"person": person_id}))


def _details(row: Row[Any]) -> WayDetails:
    given = WayInput(
        is_mine=row.is_mine, label=row.label, text=row.text, heard_on=row.heard_on, position=row.position
    )
    return WayDetails(WayId(row.id), PersonId(row.person_id), given)
