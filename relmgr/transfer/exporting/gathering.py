"""People as cards: with everything a card can hold, and the lines and columns that were kept for other programs."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Row, bindparam, exists, func, or_, select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE
from relmgr.domain.partial_date import PartialDate
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
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
_LOOKED_AT = 500


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
    for _found in gathering.look():
        pass
    for start in range(0, len(gathering.ids), _SLICE):
        yield from gathering.cards(start, _SLICE)


_SAME_PROGRAM = {
    "google-csv": ("google-csv", "google-old-csv"),
    "outlook-csv": ("outlook-csv", "outlook-web-csv", "outlook-google-csv"),
}
"""Tables that one program writes in several forms: what one of them kept goes out with the one that is written."""


class Gathering:
    """Whose cards are wanted, to be read slice by slice. `ids` None means everybody who is not in the trash: `look` first.

    `columns` names the format of which kept columns go with each card; "" for none.
    """

    def __init__(self, store: Store, ids: Iterable[PersonId] | None = None, columns: str = "") -> None:
        self._store = store
        self._columns = columns
        store.require_names()
        self._after: int | None = 0 if ids is None else None
        self.ids: list[int] = [] if ids is None else sorted(set(ids))

    def look(self) -> Iterator[int]:
        """Find out who has a card of their own, where nobody was named: a slice at each step, yields how many so far."""
        while self._after is not None:
            with self._store.read() as session:
                found = list(session.execute(_EVERYBODY, {"after": self._after}).scalars())
            self.ids += found
            self._after = found[-1] if len(found) == _LOOKED_AT else None
            yield len(self.ids)

    def cards(self, start: int, count: int) -> list[Card]:
        """The cards of the `count` people from the `start`th on."""
        wanted = self.ids[start : start + count]
        with self._store.read() as session:
            return list(_cards(session, wanted, self._columns))


def _cards(session: Session, ids: Sequence[int], columns: str) -> Iterator[Card]:
    around = _look_around(session, ids, columns)
    rows = session.execute(_ROWS, {"ids": listed(ids)}).all()
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


def _look_around(session: Session, ids: Sequence[int], columns: str) -> dict[int, _Around]:
    found: dict[int, _Around] = defaultdict(_Around)
    asked = {"ids": listed(ids)}
    for row in session.execute(_METHODS, asked):
        found[row.person_id].methods.append(row)
    for person_id, uid in session.execute(_UIDS, {**asked, "source": SOURCE}):
        found[person_id].uid = uid
    for row in session.execute(_JOBS, asked):
        found[row.person_id].jobs.append(row)
    for row in session.execute(_MILESTONES, asked):
        value = MilestoneValue(
            kind=row.milestone_kind, title=row.title, date=partial_of(row, "on") or PartialDate(day=1)
        )
        found[row.person_id].milestones.append(value)
    for person_id, name in session.execute(_LABELS, asked):
        found[person_id].labels.append(name)
    kept = (SOURCE, *_SAME_PROGRAM.get(columns, (columns,)))
    for person_id, form, raw in session.execute(_LINES, asked):
        if form == SOURCE:
            found[person_id].lines.append(raw)
        elif form in kept:
            heading, value_kept = json.loads(raw)
            found[person_id].columns.append((heading, value_kept))
    _facts(session, asked, found)
    _relations(session, asked, found)
    return found


def _facts(session: Session, asked: dict[str, str], found: dict[int, _Around]) -> None:
    for person_id, text, label, side, heard_on, sensitivity in session.execute(_FACTS, asked):
        found[person_id].facts.append(
            FactValue(text=text, label=label, side=side, heard_on=heard_on, sensitivity=sensitivity)
        )
    for person_id, day, kind in session.execute(_LATEST, asked):
        found[person_id].last_contact = LastContact(on=day, kind=kind)


def _relations(session: Session, asked: dict[str, str], found: dict[int, _Around]) -> None:
    """Ties as seen from both ends; whoever has no card of their own is named without an identity."""
    ties: list[tuple[int, int, RelationValue]] = []
    for forward, query in _TIES:
        for person_id, other, kind, label, name in session.execute(query, asked):
            own = kind if forward else INVERSE[kind]
            ties.append((person_id, other, RelationValue(kind=own, name=name, label=label)))
    if not ties:
        return
    others = {"ids": listed({other for _person, other, _value in ties})}
    uids = {row.id: row.uid for row in session.execute(_WITH_CARD, others)}
    uids |= {row.person_id: row.uid for row in session.execute(_UIDS, {**others, "source": SOURCE})}
    for person_id, other, value in ties:
        uid = uids.get(other)
        found[person_id].relations.append(value if uid is None else replace(value, uid=uid))


def _pictures(session: Session, rows: Sequence[Row[Any]], around: dict[int, _Around]) -> dict[int, Picture]:
    wanted = {row.photo_id for row in rows} | {job.logo_id for one in around.values() for job in one.jobs}
    wanted.discard(None)
    if not wanted:
        return {}
    asked = {"ids": listed(sorted(wanted))}
    return {row.id: Picture(row.media_type, row.data) for row in session.execute(_PICTURES, asked)}


_A, _C, _F, _I, _L = t.affiliation.c, t.contact_method.c, t.fact.c, t.identity.c, t.foreign_line.c
_M, _O, _P, _R, _T = t.milestone.c, t.organisation.c, t.person.c, t.relation.c, t.person_label.c
# Built once: they are sent for every ten people, and building them takes longer than their rows do.
_HAS_CARD = or_(
    func.coalesce(_P.is_light, 0) == 0,
    *(
        exists().where(table.c.person_id == _P.id)
        for table in (t.milestone, t.contact_method, t.affiliation, t.foreign_line, t.person_label, t.fact)
    ),
    _P.notes != "",
    _P.photo_id.is_not(None),
)
_EVERYBODY = (
    select(_P.id)
    .where(_P.id > bindparam("after"), _P.deleted_at.is_(None), _HAS_CARD)
    .order_by(_P.id)
    .limit(_LOOKED_AT)
)
_WITH_CARD = select(_P.id, _P.uid).where(among(_P.id), _P.deleted_at.is_(None), _HAS_CARD)
_ROWS = select(t.person).where(among(_P.id)).order_by(_P.id)
_PICTURES = select(t.photo).where(among(t.photo.c.id))
_METHODS = select(t.contact_method).where(among(_C.person_id)).order_by(_C.position, _C.id)
_UIDS = (
    select(_I.person_id, _I.uid)
    .where(
        among(_I.person_id), func.coalesce(_I.source, "") == bindparam("source")
    )  # by person, not by source
    .order_by(_I.id.desc())
)
_JOBS = (
    select(_A.person_id, _A.title, _A.department, _O.name, _O.logo_id)
    .join(t.organisation, _O.id == _A.organisation_id)
    .where(among(_A.person_id))
    .order_by(_A.until_year.is_not(None), _A.position, _A.id)
)
_MILESTONES = select(t.milestone).where(among(_M.person_id)).order_by(_M.id)
_LABELS = (
    select(_T.person_id, t.label.c.name)
    .join(t.label, t.label.c.id == _T.label_id)
    .where(among(_T.person_id))
    .order_by(_T.id)
)
_LINES = select(_L.person_id, _L.format, _L.raw).where(among(_L.person_id)).order_by(_L.id)
_FACTS = (
    select(_F.person_id, _F.text, _F.label, _F.side, _F.heard_on, _F.sensitivity)
    .where(among(_F.person_id))
    .order_by(_F.person_id, _F.position, _F.id)
)
_SPOKEN = t.conversation_person.c
_NEWEST = (
    select(_SPOKEN.person_id, func.max(_SPOKEN.on_day).label("day"), _SPOKEN.conversation_id)
    .where(among(_SPOKEN.person_id))
    .group_by(_SPOKEN.person_id)
    .subquery()
)
_LATEST = select(_NEWEST.c.person_id, _NEWEST.c.day, t.conversation.c.conversation_kind).join(
    t.conversation, t.conversation.c.id == _NEWEST.c.conversation_id
)
_TIES = tuple(
    (
        forward,
        select(mine, theirs, _R.relation_kind, label, _P.display_name)
        .join(t.person, _P.id == theirs)
        .where(among(mine), _P.deleted_at.is_(None))
        .order_by(_R.id),
    )
    for mine, theirs, label, forward in (
        (_R.from_person_id, _R.to_person_id, _R.label, True),
        (_R.to_person_id, _R.from_person_id, _R.back_label, False),
    )
)
