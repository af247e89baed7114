"""People as cards: with everything a card can hold, and the lines and columns that were kept for other programs."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, exists, func, or_, select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE
from relmgr.domain.partial_date import PartialDate
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.exporting.profiles import for_others
from relmgr.transfer.importing.content import LIGHT_LINE, LIST_GLUE, UNIT_GLUE, card_of_lines, contact_of
from relmgr.transfer.importing.existing import SOURCE
from relmgr.transfer.vcard import (
    Card,
    FactValue,
    HowMet,
    LastContact,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Picture,
    RelationValue,
    Version,
    write,
)

_SLICE = 200


@dataclass(slots=True)
class _Around:
    """What hangs on one person."""

    uid: str = ""
    methods: list[Any] = field(default_factory=list)
    jobs: list[Any] = field(default_factory=list)
    milestones: list[MilestoneValue] = field(default_factory=list)
    relations: list[RelationValue] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    facts: list[FactValue] = field(default_factory=list)
    last_contact: LastContact | None = None
    columns: list[tuple[str, str]] = field(default_factory=list)


def export(store: Store, version: Version = "4.0", ids: Iterable[PersonId] | None = None) -> Iterator[bytes]:
    """Pieces of a .vcf file, one a card, without facts that are not fine to mention; `ids` None: everybody."""
    return write(map(for_others, cards(store, ids)), version)


def cards(store: Store, ids: Iterable[PersonId] | None = None) -> Iterator[Card]:
    """One card a person, in the order of their ids. Light people have one only if more than a name is known."""
    gathering = Gathering(store, ids)
    for start in range(0, len(gathering.ids), _SLICE):
        yield from gathering.cards(start, _SLICE)


_SAME_PROGRAM = {
    "google-csv": ("google-csv", "google-old-csv"),
    "outlook-csv": ("outlook-csv", "outlook-web-csv", "outlook-google-csv"),
}
"""Tables that one program writes in several forms: what one of them kept goes out with the one that is written."""


class Gathering:
    """Whose cards are wanted, to be read slice by slice. `ids` None means everybody who is not in the trash.

    `columns` names the format of which kept columns go with each card; "" for none.
    """

    def __init__(self, store: Store, ids: Iterable[PersonId] | None = None, columns: str = "") -> None:
        self._store = store
        self._columns = columns
        store.require_names()
        with store.read() as session:
            everybody = _everybody(session)
        self._with_card = frozenset(everybody)
        self.ids: list[int] = everybody if ids is None else sorted(set(ids))

    def cards(self, start: int, count: int) -> list[Card]:
        """The cards of the `count` people from the `start`th on."""
        wanted = self.ids[start : start + count]
        with self._store.read() as session:
            return list(_cards(session, wanted, self._with_card, self._columns))


def _everybody(session: Session) -> list[int]:
    """Who has a card of their own. Looked up person by person for the light ones alone: all of the tables would take long."""
    p = t.person.c
    told = [
        exists().where(table.c.person_id == p.id)
        for table in (t.milestone, t.contact_method, t.affiliation, t.foreign_line, t.person_label, t.fact)
    ]
    more = or_(*told, p.notes != "", p.photo_id.is_not(None))
    here = select(p.id).where(p.deleted_at.is_(None))
    own = session.execute(here.where(p.is_light.is_(False))).scalars()
    light = session.execute(here.where(p.is_light.is_(True), more)).scalars()
    return sorted((*own, *light))


def _cards(session: Session, ids: Sequence[int], with_card: frozenset[int], columns: str) -> Iterator[Card]:
    around = _look_around(session, ids, with_card, columns)
    rows = session.execute(select(t.person).where(t.person.c.id.in_(ids)).order_by(t.person.c.id)).all()
    pictures = _pictures(session, rows, around)
    for row in rows:
        yield _card(row, around[row.id], pictures)


def _card(row: Row[Any], around: _Around, pictures: dict[int, Picture]) -> Card:
    spare = card_of_lines(tuple(around.lines))
    name = NameParts(
        prefix=row.prefix,
        given=row.given,
        additional=row.additional,
        family=row.family,
        suffix=row.suffix,
        secondary=spare.name.secondary,
        generation=spare.name.generation,
    )
    logo_id = next((job.logo_id for job in around.jobs if job.logo_id is not None), None)
    return replace(
        spare,
        uid=around.uid or row.uid,
        formatted_name=row.display_name,
        name=name,
        native_name=row.native_name,
        phonetic_given=spare.phonetic_given or row.say_name,
        nicknames=_listed(row.nickname),
        pronouns=row.pronouns,
        contacts=tuple(
            contact_of(one.contact_kind, one.label, one.value, one.parts, one.is_preferred)
            for one in around.methods
        ),
        organisations=_organisations(row, around, spare),
        milestones=tuple(around.milestones),
        relations=(*around.relations, *spare.relations),
        facts=(*around.facts, *spare.facts),
        how_met=HowMet(impression=row.first_impression, where=row.met_where, through=row.met_through),
        cadence_days=row.cadence_days,
        last_contact=around.last_contact,
        notes=(row.notes,) if row.notes else (),
        labels=tuple(around.labels),
        time_zone=row.time_zone or spare.time_zone,
        languages=_listed(row.languages),
        photo=pictures.get(row.photo_id) or spare.photo,
        logo=pictures.get(logo_id or 0) or spare.logo,
        created=spare.created or row.created_at,
        revised=row.changed_at,
        unknown=(*spare.unknown, LIGHT_LINE) if row.is_light else spare.unknown,
        columns=tuple(around.columns),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(LIST_GLUE)) if text else ()


def _organisations(row: Row[Any], around: _Around, spare: Card) -> tuple[OrganisationValue, ...]:
    """Affiliations and what somebody does without any; a role that had no place goes back to the first."""
    made = [
        OrganisationValue(
            name=job.name,
            units=tuple(job.department.split(UNIT_GLUE)) if job.department else (),
            title=job.title,
        )
        for job in around.jobs
    ]
    if row.headline:
        made.append(OrganisationValue(title=row.headline))
    for one in spare.organisations:
        at = next((at for at, held in enumerate(made) if not held.role and held.title), None)
        if at is not None and one.role and not one.name and not one.units:
            made[at] = replace(made[at], role=one.role)
        else:
            made.append(one)
    return tuple(made)


def _look_around(
    session: Session, ids: Sequence[int], with_card: frozenset[int], columns: str
) -> dict[int, _Around]:
    found: dict[int, _Around] = defaultdict(_Around)
    c, i = t.contact_method.c, t.identity.c
    for row in session.execute(
        select(t.contact_method).where(c.person_id.in_(ids)).order_by(c.position, c.id)
    ):
        found[row.person_id].methods.append(row)
    for row in session.execute(
        select(i.person_id, i.uid).where(i.person_id.in_(ids), i.source == SOURCE).order_by(i.id.desc())
    ):
        found[row.person_id].uid = row.uid
    a, o = t.affiliation.c, t.organisation.c
    jobs = (
        select(a.person_id, a.title, a.department, o.name, o.logo_id)
        .join(t.organisation, o.id == a.organisation_id)
        .where(a.person_id.in_(ids))
        .order_by(a.until_year.is_not(None), a.position, a.id)
    )
    for row in session.execute(jobs):
        found[row.person_id].jobs.append(row)
    for row in session.execute(
        select(t.milestone).where(t.milestone.c.person_id.in_(ids)).order_by(t.milestone.c.id)
    ):
        value = MilestoneValue(
            kind=row.milestone_kind, title=row.title, date=partial_of(row, "on") or PartialDate(day=1)
        )
        found[row.person_id].milestones.append(value)
    labels = (
        select(t.person_label.c.person_id, t.label.c.name)
        .join(t.label, t.label.c.id == t.person_label.c.label_id)
        .where(t.person_label.c.person_id.in_(ids))
        .order_by(t.person_label.c.id)
    )
    for row in session.execute(labels):
        found[row.person_id].labels.append(row.name)
    f = t.foreign_line.c
    formats = (SOURCE, *_SAME_PROGRAM.get(columns, (columns,)))
    kept = select(f.person_id, f.format, f.raw).where(f.person_id.in_(ids), f.format.in_(formats))
    for row in session.execute(kept.order_by(f.id)):
        if row.format == SOURCE:
            found[row.person_id].lines.append(row.raw)
        else:
            heading, value = json.loads(row.raw)
            found[row.person_id].columns.append((heading, value))
    _facts(session, ids, found)
    _relations(session, ids, found, with_card)
    return found


def _facts(session: Session, ids: Sequence[int], found: dict[int, _Around]) -> None:
    f, w, v = t.fact.c, t.conversation_person.c, t.conversation.c
    for row in session.execute(
        select(t.fact).where(f.person_id.in_(ids)).order_by(f.person_id, f.position, f.id)
    ):
        found[row.person_id].facts.append(
            FactValue(
                text=row.text,
                label=row.label,
                side=row.side,
                heard_on=row.heard_on,
                sensitivity=row.sensitivity,
            )
        )
    latest = (
        select(w.person_id, func.max(w.on_day), v.conversation_kind)
        .join(t.conversation, v.id == w.conversation_id)
        .where(w.person_id.in_(ids))
        .group_by(w.person_id)
    )
    for person_id, day, kind in session.execute(latest):
        found[person_id].last_contact = LastContact(on=day, kind=kind)


def _relations(
    session: Session, ids: Sequence[int], found: dict[int, _Around], with_card: frozenset[int]
) -> None:
    """Ties as seen from both ends; whoever has no card of their own is named without an identity."""
    r, p, i = t.relation.c, t.person.c, t.identity.c
    ties: list[tuple[int, int, RelationValue]] = []
    for mine, theirs, forward in (
        (r.from_person_id, r.to_person_id, True),
        (r.to_person_id, r.from_person_id, False),
    ):
        query = (
            select(mine, theirs, r.relation_kind, r.label if forward else r.back_label, p.display_name, p.uid)
            .join(t.person, p.id == theirs)
            .where(mine.in_(ids), p.deleted_at.is_(None))
            .order_by(r.id)
        )
        for person_id, other, kind, label, name, uid in session.execute(query):
            value = RelationValue(
                kind=kind if forward else INVERSE[kind],
                name=name,
                uid=uid if other in with_card else "",
                label=label,
            )
            ties.append((person_id, other, value))
    others = sorted({other for _person, other, _value in ties})
    uids: dict[int, str] = {}
    for start in range(0, len(others), _SLICE):
        query_uids = (
            select(i.person_id, i.uid)
            .where(i.source == SOURCE, i.person_id.in_(others[start : start + _SLICE]))
            .order_by(i.id.desc())
        )
        uids.update({row.person_id: row.uid for row in session.execute(query_uids)})
    for person_id, other, value in ties:
        found[person_id].relations.append(replace(value, uid=uids.get(other, value.uid)))


def _pictures(session: Session, rows: Sequence[Row[Any]], around: dict[int, _Around]) -> dict[int, Picture]:
    wanted = {row.photo_id for row in rows} | {job.logo_id for one in around.values() for job in one.jobs}
    query = select(t.photo).where(t.photo.c.id.in_([id_ for id_ in wanted if id_ is not None]))
    return {row.id: Picture(row.media_type, row.data) for row in session.execute(query)}
