"""Relations: who these two people are to each other; stored once, shown from both ends (P5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from relmgr.domain.ids import PersonId, RelationId
from relmgr.domain.kinds import INVERSE, RelationKind
from relmgr.domain.names import display_name, split_name
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people import record
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationInput:
    """What the form holds: `kind` says what the other is to this person."""

    kind: RelationKind
    other_id: PersonId | None = None
    other_name: str = ""
    """Makes a light person where `other_id` is None."""
    headline: str = ""
    """What a new light person does, such as "chef"."""
    label: str = ""
    """The user's own word for what the other is to this person, such as "Godmother"."""
    note: str = ""
    back_label: str = ""
    """The user's own word for what this person is to the other, such as "Godson"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """One relation as seen from one person's card."""

    id: RelationId
    kind: RelationKind
    other_id: PersonId
    other_name: str
    other_is_light: bool
    label: str
    note: str
    back_label: str = ""
    other_pronouns: str = ""
    other_headline: str = ""
    other_leap_day: str = ""


def add(store: Store, person_id: PersonId, given: RelationInput, now: datetime) -> RelationId:
    """Say who somebody is to this person. Raises InputError for nobody, or for the person themselves."""
    with store.change(_("Add relation")) as session:
        return add_in(session, person_id, given, now)


def add_in(session: Session, person_id: PersonId, given: RelationInput, now: datetime) -> RelationId:
    """The same inside a change that stands already."""
    other = given.other_id
    if other is None:
        if not given.other_name.strip():
            raise InputError(_("Say who it is."), "other_name")
        other = record.add_in(session, _light(given), now)
    if other == person_id:
        raise InputError(_("Nobody is related to themselves. Choose somebody else."), "other_name")
    return RelationId(
        rows.add(
            session,
            t.relation,
            {
                "from_person_id": person_id,
                "to_person_id": other,
                "relation_kind": given.kind,
                "label": given.label.strip(),
                "back_label": given.back_label.strip(),
                "note": given.note.strip(),
            },
        )
    )


def _light(given: RelationInput) -> record.PersonInput:
    parts = split_name(given.other_name)
    return record.PersonInput(
        prefix=parts.prefix,
        given=parts.given,
        additional=parts.additional,
        family=parts.family,
        suffix=parts.suffix,
        nickname=parts.nickname,
        display_name="" if display_name(parts) == given.other_name.strip() else given.other_name,
        headline=given.headline,
        is_light=True,
    )


def edit(store: Store, relation_id: RelationId, given: RelationInput, *, seen_from: PersonId) -> None:
    """Change kind, label and note, as seen from one of the two; who it is stays. Raises NotFoundError."""
    with store.change(_("Edit relation")) as session:
        edit_in(session, relation_id, given, seen_from=seen_from)


def edit_in(session: Session, relation_id: RelationId, given: RelationInput, *, seen_from: PersonId) -> None:
    """The same inside a change that stands already."""
    row = rows.get(session, t.relation, relation_id)
    is_forward = row.from_person_id == seen_from
    there, back = given.label.strip(), given.back_label.strip()
    values = {
        "relation_kind": given.kind if is_forward else INVERSE[given.kind],
        "label": there if is_forward else back,
        "back_label": back if is_forward else there,
        "note": given.note.strip(),
    }
    rows.change(session, t.relation, relation_id, values)


def other_of(store: Store, relation_id: RelationId, person_id: PersonId) -> PersonId:
    """Who the other of the two is. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.relation, relation_id)
    return PersonId(row.to_person_id if row.from_person_id == person_id else row.from_person_id)


def remove(store: Store, relation_id: RelationId) -> None:
    """Untie the two; both people stay. Raises NotFoundError."""
    with store.change(_("Remove relation")) as session:
        rows.remove(session, t.relation, relation_id)


def _ties(mine: Any, theirs: Any) -> Select[Any]:
    p = t.person.c
    return (
        select(
            *(t.relation, p.display_name, p.is_light, p.pronouns, p.headline, p.leap_day),
            theirs.label("other"),
        )
        .join(t.person, p.id == theirs)
        .where(mine == bindparam("person"), p.deleted_at.is_(None))
        .order_by(t.relation.c.id)
    )


_FROM, _TO = t.relation.c.from_person_id, t.relation.c.to_person_id
_TIES = ((_ties(_FROM, _TO), True), (_ties(_TO, _FROM), False))
"""Built once: every card asks both."""


def of(store: Store, person_id: PersonId) -> tuple[RelationView, ...]:
    """Everybody tied to this person, as seen from them."""
    with store.read() as session:
        return of_in(session, person_id)


def of_in(session: Session, person_id: PersonId) -> tuple[RelationView, ...]:
    """The same inside a read that stands already."""
    views: list[RelationView] = []
    for query, forward in _TIES:
        for row in session.execute(query, {"person": person_id}):
            kind = row.relation_kind if forward else INVERSE[row.relation_kind]
            views.append(
                RelationView(
                    id=RelationId(row.id),
                    kind=kind,
                    other_id=PersonId(row.other),
                    other_name=row.display_name,
                    other_is_light=row.is_light,
                    label=row.label if forward else row.back_label,
                    note=row.note,
                    back_label=row.back_label if forward else row.label,
                    other_pronouns=row.pronouns,
                    other_headline=row.headline,
                    other_leap_day=row.leap_day,
                )
            )
    return tuple(views)
