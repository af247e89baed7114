"""What the known ties suggest about a family: offered on the card, added or declined by the user (P5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, select

from relmgr.domain import names
from relmgr.domain.family import FAMILY, FamilyHint, Tie, family_hints
from relmgr.domain.ids import PersonId, RelationId
from relmgr.domain.kinds import RelationKind
from relmgr.i18n import _
from relmgr.services import relations
from relmgr.services.relations import RelationInput, RelationView
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_R, _D = t.relation.c, t.declined_relation.c
_KINDS = tuple(kind for kind in FAMILY if kind is not RelationKind.RELATIVE)
# Built once: building a statement takes longer than reading a few rows with it.
_TIES = tuple(
    select(_R.from_person_id, _R.relation_kind, _R.to_person_id).where(side.in_(_IDS))
    for side in (_R.from_person_id, _R.to_person_id)
)
_DECLINED = tuple(
    select(_D.from_person_id, _D.relation_kind, _D.to_person_id).where(side.in_(_IDS))
    for side in (_D.from_person_id, _D.to_person_id)
)
# Not `is_deleted IS 0`: it would draw the planner from these few people to the index of everybody who is in the list.
_NAMES = select(t.summary.c.id, t.summary.c.first_name).where(
    t.summary.c.id.in_(_IDS), func.coalesce(t.summary.c.is_deleted, 0) == 0
)


def hints_in(session: Session, person_id: PersonId, known: Sequence[RelationView]) -> tuple[FamilyHint, ...]:
    """What `known`, the ties of `person_id`, suggest with the ties of those they are tied to."""
    near = [view.other_id for view in known if view.kind in _KINDS]
    if not near:
        return ()
    ties = {Tie(*row) for query in _TIES for row in session.execute(query, {"ids": near})}
    hints = family_hints(person_id, ties)
    if not hints:
        return ()
    around = [person_id, *near]
    declined = {Tie(*row) for query in _DECLINED for row in session.execute(query, {"ids": around})}
    return family_hints(person_id, ties, declined) if declined else hints


def names_in(session: Session, hints: Sequence[FamilyHint]) -> Mapping[int, str]:
    """The first names of all in `hints` who are not in the trash, by id."""
    ids = {one for hint in hints for one in (hint.tie.one, hint.tie.other, hint.through)}
    return {row.id: row.first_name for row in session.execute(_NAMES, {"ids": list(ids)})} if ids else {}


def words(hint: FamilyHint, called: Mapping[int, str]) -> str:
    """The question: "Are Ivy and Noah siblings?", "Is Rosa Tom’s grandparent?"."""
    one, other = (_in_sentence(called[each]) for each in (hint.tie.one, hint.tie.other))
    whose = names.possessive(called[hint.tie.one])
    match hint.tie.kind:
        case RelationKind.SIBLING:
            return _("Are {one} and {other} siblings?").format(one=one, other=other)
        case RelationKind.PARTNER:
            return _("Are {one} and {other} partners?").format(one=one, other=other)
        case RelationKind.CHILD:
            return _("Is {other} {whose} child too?").format(other=other, whose=whose)
    return _("Is {other} {whose} grandparent?").format(other=other, whose=whose)


def _in_sentence(name: str) -> str:
    return names.isolate(name) if names.is_right_to_left(name) else name


def accept(store: Store, one: PersonId, kind: RelationKind, other: PersonId, now: datetime) -> RelationId:
    """Keep what was offered: `other` is the `kind` of `one`."""
    return relations.add(store, one, RelationInput(kind=kind, other_id=other), now)


def decline(store: Store, one: PersonId, kind: RelationKind, other: PersonId) -> None:
    """Do not offer it again; undo does."""
    with store.change(_("Decline the suggestion")) as session:
        session.execute(
            insert(t.declined_relation).values(from_person_id=one, to_person_id=other, relation_kind=kind)
        )
