"""Gives: articles, tips and introductions given, to whom, and what came of it (G2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain.ids import GiveId, PersonId
from relmgr.domain.kinds import GiveKind
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveInput:
    """What the form holds. `given_on` None: meant for them, not given yet."""

    kind: GiveKind = GiveKind.ARTICLE
    text: str
    why: str = ""
    """Why it is for them."""
    introduced: PersonId | None = None
    """Whom I introduced them to; for an introduction alone."""
    given_on: date | None = None
    came_of_it: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDetails:
    """One thing given, and to whom."""

    id: GiveId
    person_id: PersonId
    input: GiveInput


def add(store: Store, people: Sequence[PersonId], given: GiveInput) -> tuple[GiveId, ...]:
    """Keep it for each of `people`, as one change. Raises InputError, NotFoundError."""
    everybody = tuple(dict.fromkeys(people))
    if not everybody:
        raise InputError(_("Choose who it is."), "people")
    label = ngettext("Add something given", "Add something given to {count} people", len(everybody))
    with store.change(label.format(count=len(everybody))) as session:
        made = []
        for person_id in everybody:
            rows.get(session, t.person, person_id)
            values = {"person_id": person_id, **_columns(session, person_id, given)}
            made.append(GiveId(rows.add(session, t.give, values)))
    return tuple(made)


def edit(store: Store, give_id: GiveId, given: GiveInput) -> None:
    """Replace it with the form's content. Raises InputError, NotFoundError."""
    with store.change(_("Edit something given")) as session:
        row = rows.get(session, t.give, give_id)
        rows.change(session, t.give, give_id, _columns(session, PersonId(row.person_id), given))


def gave(store: Store, give_id: GiveId, on_day: date) -> None:
    """What was meant for them is given now. Raises NotFoundError."""
    with store.change(_("Given")) as session:
        rows.change(session, t.give, give_id, {"given_on": on_day})


def remove(store: Store, give_id: GiveId) -> None:
    """Take it out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove something given")) as session:
        rows.remove(session, t.give, give_id)


def get(store: Store, give_id: GiveId) -> GiveDetails:
    """What was given. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.give, give_id))


_PERSON: BindParameter[Any] = bindparam("person")
_G, _P = t.give.c, t.person.alias("taker")
_O = t.person.alias("introduced")
NAMED = (
    select(t.give, _P.c.display_name.label("taker_name"), _O.c.display_name.label("introduced_name"))
    .join(_P, _P.c.id == _G.person_id)
    .outerjoin(_O, _O.c.id == _G.introduced_id)
)
"""What was given, with the names of both whom it is about."""

_OF = NAMED.where((_G.person_id == _PERSON) | (_G.introduced_id == _PERSON)).order_by(
    _G.given_on.is_not(None), _G.given_on.desc(), _G.id.desc()
)


def of(store: Store, person_id: PersonId) -> tuple[GiveDetails, ...]:
    """What a person was given, and the introductions that tie them to others: not given yet first, then the newest."""
    with store.read() as session:
        return tuple(_details(row) for row in rows_of(session, person_id))


def rows_of(session: Session, person_id: PersonId) -> Sequence[Row[Any]]:
    """The same as rows, with `taker_name` and `introduced_name`."""
    return session.execute(_OF, {"person": person_id}).all()


def _columns(session: Session, person_id: PersonId, given: GiveInput) -> dict[str, Any]:
    if given.kind is GiveKind.INTRODUCTION:
        if given.introduced is None:
            raise InputError(_("Choose whom you introduced."), "introduced")
        if given.introduced == person_id:
            raise InputError(_("Nobody is introduced to themselves. Choose somebody else."), "introduced")
        rows.get(session, t.person, given.introduced)
    elif not given.text.strip():
        raise InputError(_("There is nothing written yet."), "text")
    return {
        "give_kind": given.kind,
        "text": given.text.strip(),
        "why": given.why.strip(),
        "introduced_id": given.introduced if given.kind is GiveKind.INTRODUCTION else None,
        "given_on": given.given_on,
        "came_of_it": given.came_of_it.strip(),
    }


def _details(row: Any) -> GiveDetails:
    given = GiveInput(
        kind=row.give_kind,
        text=row.text,
        why=row.why,
        introduced=PersonId(row.introduced_id) if row.introduced_id is not None else None,
        given_on=row.given_on,
        came_of_it=row.came_of_it,
    )
    return GiveDetails(id=GiveId(row.id), person_id=PersonId(row.person_id), input=given)
