"""What is known of the people behind due items: how they are shown, how to reach them, what is muted for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE, Circle, ContactKind, Direction, RelationKind
from relmgr.domain.pronouns import Pronouns, read_pronouns
from relmgr.services.people.faces import PersonFace, faces
from relmgr.services.reminders.model import Source
from relmgr.store import tables as t
from relmgr.store.store import Session

_KIN = (RelationKind.CHILD, RelationKind.PARTNER, RelationKind.PET, RelationKind.PARENT)
"""Whose card kin belong to: first a parent's, a partner's, an owner's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One person behind a due item."""

    face: PersonFace
    pronouns: Pronouns | None
    city: str
    time_zone: str
    best_hours: str
    may_phone: bool
    """They like to be phoned."""
    is_light: bool
    is_resting: bool
    away_from: date | None
    away_until: date | None
    gentle_until: date | None
    belongs_to: PersonId | None
    """For kin: whose card they are on."""
    tie: str
    """What they are to that person in the user's words, such as "daughter"."""
    tie_kind: RelationKind | None

    def is_spared(self, today: date) -> bool:
        """Away or in gentle mode: business waits, care does not (P7)."""
        is_away = self.away_until is not None and (self.away_from or today) <= today <= self.away_until
        is_gentle = self.gentle_until is not None and today <= self.gentle_until
        return is_away or is_gentle


def somebodies(session: Session, ids: Iterable[int]) -> dict[int, Somebody]:
    """The people of `ids` and those their kin belong to, by id."""
    wanted = set(ids)
    rows = _rows(session, wanted)
    ties = _ties(session, [id_ for id_, row in rows.items() if row.is_light])
    hosts = {host for host, _kind, _label in ties.values()} - wanted
    rows |= _rows(session, hosts)
    shown = faces(session, rows)
    return {id_: _somebody(row, shown[PersonId(id_)], ties.get(id_)) for id_, row in rows.items()}


def _rows(session: Session, ids: set[int]) -> dict[int, Any]:
    p = t.person.c
    query = select(
        *(p.id, p.pronouns, p.city, p.time_zone, p.best_hours, p.preferred_channel, p.do_not_phone, p.circle),
        *(p.is_light, p.away_from, p.away_until, p.gentle_until),
    )
    return {row.id: row for row in session.execute(query.where(p.id.in_(ids)))} if ids else {}


def _ties(session: Session, light: list[int]) -> dict[int, tuple[int, RelationKind, str]]:
    """For each of the light people: whose they are, what they are to them, and the user's word for it."""
    if not light:
        return {}
    r, s = t.relation.c, t.summary.c
    found: dict[int, list[tuple[int, int, int, RelationKind, str]]] = {}
    for theirs, hosts, is_forward in (
        (r.to_person_id, r.from_person_id, True),
        (r.from_person_id, r.to_person_id, False),
    ):
        query = (
            select(r.id, theirs.label("one"), hosts.label("host"), r.relation_kind, r.label.label("word"))
            .join(t.summary, s.id == hosts)
            .where(theirs.in_(light), s.is_light.is_(False), s.is_deleted.is_(False))
        )
        for row in session.execute(query):
            kind = row.relation_kind if is_forward else INVERSE[row.relation_kind]
            rank = _KIN.index(kind) if kind in _KIN else len(_KIN)
            word = row.word if is_forward else ""
            found.setdefault(row.one, []).append((rank, row.id, row.host, kind, word))
    return {one: min(ties)[2:] for one, ties in found.items()}


def _somebody(row: Any, face: PersonFace, tie: tuple[int, RelationKind, str] | None) -> Somebody:
    return Somebody(
        face=face,
        pronouns=read_pronouns(row.pronouns),
        city=row.city,
        time_zone=row.time_zone,
        best_hours=row.best_hours,
        may_phone=row.preferred_channel is ContactKind.PHONE and not row.do_not_phone,
        is_light=row.is_light,
        is_resting=row.circle is Circle.REST,
        away_from=row.away_from,
        away_until=row.away_until,
        gentle_until=row.gentle_until,
        belongs_to=None if tie is None else PersonId(tie[0]),
        tie="" if tie is None else tie[2],
        tie_kind=None if tie is None else tie[1],
    )


def is_muted(source: Source, direction: Direction | None, one: Somebody, host: Somebody, today: date) -> bool:
    """Whether this is not to be brought up about them now (P7, P13).

    Let rest: only what I set or promised myself comes back. Away or gentle: cadence, quiet and what they owe me wait;
    care (milestones, life events), thanks and my own promises do not.
    """
    if source is Source.REMINDER or (source is Source.EXPECTATION and direction is Direction.OF_ME):
        return False
    if one.is_resting or host.is_resting:
        return True
    is_business = source in (Source.CADENCE, Source.QUIET, Source.EXPECTATION)
    return is_business and one.is_spared(today)
