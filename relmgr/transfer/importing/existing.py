"""What is already known of people whom cards may be about, read for many of them at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select

from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE, RelationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.importing.content import VCARD, Content

SOURCE = VCARD
"""The source of identities that are UIDs of vCards."""
_CARD = "-card"
_BEYOND = "-beyond"
CHUNK = 400
"""Ids or keys in one query."""


def card_source(source: str) -> str:
    """The source of identities that are marks of whole records of this source (`content.digest_of`)."""
    return source + _CARD


def beyond_source(source: str) -> str:
    """The source of identities that are marks of things beyond a card of this source (`Beyond.mark`)."""
    return source + _BEYOND


@dataclass(slots=True)
class Existing:
    """One person as they stand: columns, and what hangs on them in a form that compares."""

    row: Row[Any]
    methods: list[Row[Any]] = field(default_factory=list)
    jobs: list[Row[Any]] = field(default_factory=list)
    milestones: list[tuple[int, Any, str, PartialDate]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    relatives: set[tuple[RelationKind, str]] = field(default_factory=set)
    """What each is to this person, and their folded name."""
    relative_uids: set[tuple[RelationKind, str, str]] = field(default_factory=set)
    """The same with their own identity, of no source, and with those that each source gave them."""
    lines: set[str] = field(default_factory=set)
    columns: set[tuple[str, str]] = field(default_factory=set)
    """What has no home here, of other formats than vCard: (format, raw)."""
    identities: set[tuple[str, str]] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    """Their texts, folded."""
    last_contact: date | None = None

    @property
    def id(self) -> PersonId:
        """Whose it is."""
        return PersonId(self.row.id)

    @property
    def name(self) -> str:
        """As it is shown."""
        return str(self.row.display_name)


def chunks(keys: Iterable[Any]) -> Iterable[list[Any]]:
    """The keys in pieces that one query takes."""
    listed = list(keys)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def load(session: Session, ids: Iterable[int]) -> dict[int, Existing]:
    """The people with these ids who are there, the ones in the trash too."""
    found: dict[int, Existing] = {}
    for chunk in chunks(sorted(set(ids))):
        for row in session.execute(select(t.person).where(t.person.c.id.in_(chunk))):
            found[row.id] = Existing(row)
        _hang_on(session, chunk, found)
    return found


def _hang_on(session: Session, ids: list[int], found: dict[int, Existing]) -> None:
    c = t.contact_method.c
    for row in session.execute(
        select(t.contact_method).where(c.person_id.in_(ids)).order_by(c.position, c.id)
    ):
        found[row.person_id].methods.append(row)
    a, o = t.affiliation.c, t.organisation.c
    jobs = (
        select(a.id, a.person_id, a.title, a.department, a.position, o.name)
        .join(t.organisation, o.id == a.organisation_id)
        .where(a.person_id.in_(ids))
        .order_by(a.position, a.id)
    )
    for row in session.execute(jobs):
        found[row.person_id].jobs.append(row)
    for row in session.execute(select(t.milestone).where(t.milestone.c.person_id.in_(ids))):
        day = partial_of(row, "on")
        if day is not None:
            found[row.person_id].milestones.append((row.id, row.milestone_kind, row.title, day))
    labels = (
        select(t.person_label.c.person_id, t.label.c.name)
        .join(t.label, t.label.c.id == t.person_label.c.label_id)
        .where(t.person_label.c.person_id.in_(ids))
    )
    for person_id, name in session.execute(labels):
        found[person_id].labels.add(name)
    f = t.foreign_line.c
    for person_id, form, raw in session.execute(
        select(f.person_id, f.format, f.raw).where(f.person_id.in_(ids))
    ):
        if form == VCARD:
            found[person_id].lines.add(raw)
        else:
            found[person_id].columns.add((form, raw))
    i = t.identity.c
    for person_id, source, uid in session.execute(
        select(i.person_id, i.source, i.uid).where(i.person_id.in_(ids))
    ):
        found[person_id].identities.add((source, uid))
    for person_id, text in session.execute(
        select(t.fact.c.person_id, t.fact.c.text).where(t.fact.c.person_id.in_(ids))
    ):
        found[person_id].facts.add(fold(text))
    w = t.conversation_person.c
    latest = select(w.person_id, func.max(w.on_day)).where(w.person_id.in_(ids)).group_by(w.person_id)
    for person_id, day in session.execute(latest):
        found[person_id].last_contact = day
    _relatives(session, ids, found)


def _relatives(session: Session, ids: list[int], found: dict[int, Existing]) -> None:
    r, p, i = t.relation.c, t.person.c, t.identity.c
    ties: list[tuple[int, RelationKind, int]] = []
    for mine, theirs, forward in (
        (r.from_person_id, r.to_person_id, True),
        (r.to_person_id, r.from_person_id, False),
    ):
        query = select(mine, r.relation_kind, theirs, p.display_name, p.uid).join(t.person, p.id == theirs)
        for person_id, kind, other, name, uid in session.execute(query.where(mine.in_(ids))):
            what = kind if forward else INVERSE[kind]
            found[person_id].relatives.add((what, fold(name)))
            found[person_id].relative_uids.add((what, "", uid))
            ties.append((person_id, what, other))
    uids: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for chunk in chunks({other for _person, _kind, other in ties}):
        for person_id, source, uid in session.execute(
            select(i.person_id, i.source, i.uid).where(i.person_id.in_(chunk))
        ):
            uids[person_id].append((source, uid))
    for person_id, what, other in ties:
        found[person_id].relative_uids |= {(what, source, uid) for source, uid in uids[other]}


def known_marks(session: Session, contents: Iterable[Content]) -> set[tuple[str, str]]:
    """Which things beyond these cards were written before: (source, mark) pairs, whoever holds them."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for content in contents:
        if content.beyond:
            wanted[content.source].update(one.mark for one in content.beyond)
    return {(source, mark) for source, marks in wanted.items() for mark in marks_of(session, source, marks)}


def marks_of(session: Session, source: str, marks: Iterable[str]) -> set[str]:
    """Those of `marks` that were written before."""
    i = t.identity.c
    found: set[str] = set()
    for chunk in chunks(marks):
        query = select(i.uid).where(i.source == beyond_source(source), i.uid.in_(chunk))
        found.update(session.execute(query).scalars())
    return found
