"""What is known of the people behind due items: how they are shown, how to reach them, what is muted for them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE, Circle, ContactKind, Direction, RelationKind
from relmgr.domain.pronouns import Pronouns, read_pronouns
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.services.reminders.model import Source
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

_KIN = (RelationKind.CHILD, RelationKind.PARTNER, RelationKind.PET, RelationKind.PARENT)
"""Whose card kin belong to: first a parent's, a partner's, an owner's."""


_P, _R, _S = t.person.c, t.relation.c, t.summary.c
# Built once: whoever shows what is due asks them.
_ROWS = (
    select(
        *(_P.id, *FACE, _P.pronouns, _P.city, _P.time_zone, _P.best_hours, _P.preferred_channel),
        *(
            _P.do_not_phone,
            _P.circle,
            _P.is_light,
            _P.away_from,
            _P.away_until,
            _P.gentle_until,
            _S.is_silent,
        ),
    )
    .join(t.summary, _S.id == _P.id)
    .where(among(_P.id))
)
# Hosts who are light or in the trash are left out afterwards: as a condition it would draw the planner to the index of
# all who are not.
_TIES = tuple(
    (
        select(
            *(_R.id, theirs.label("one"), hosts.label("host"), _R.relation_kind, _R.label.label("word")),
            *(_S.is_light, _S.is_deleted),
        )
        .join(t.summary, _S.id == hosts)
        .where(among(theirs)),
        is_forward,
    )
    for theirs, hosts, is_forward in (
        (_R.to_person_id, _R.from_person_id, True),
        (_R.from_person_id, _R.to_person_id, False),
    )
)


_Tie = tuple[int, RelationKind, str]


class Somebody:
    """One person behind a due item; what is known of them is read from the row when it is asked for."""

    __slots__ = ("_face", "_row", "_tie")

    def __init__(self, row: Any, tie: _Tie | None) -> None:
        self._row, self._tie = row, tie
        self._face: PersonFace | None = None

    @property
    def id(self) -> int:
        """The person's."""
        return int(self._row[0])

    @property
    def face(self) -> PersonFace:
        """How they are shown."""
        if self._face is None:
            self._face = face_of(self._row)
        return self._face

    @property
    def pronouns(self) -> Pronouns | None:
        """The forms a sentence needs."""
        return read_pronouns(self._row.pronouns)

    @property
    def city(self) -> str:
        """Where they live."""
        return str(self._row.city)

    @property
    def time_zone(self) -> str:
        """Its name, as it was typed."""
        return str(self._row.time_zone)

    @property
    def best_hours(self) -> str:
        """When they like to be called."""
        return str(self._row.best_hours)

    @property
    def may_phone(self) -> bool:
        """They like to be phoned."""
        return self._row.preferred_channel is ContactKind.PHONE and not self._row.do_not_phone

    @property
    def is_light(self) -> bool:
        """Known only through others."""
        return bool(self._row.is_light)

    @property
    def is_resting(self) -> bool:
        """Let rest."""
        return self._row.circle is Circle.REST

    @property
    def gentle_until(self) -> date | None:
        """The last day of gentle mode."""
        day: date | None = self._row.gentle_until
        return day

    @property
    def belongs_to(self) -> PersonId | None:
        """For kin: whose card they are on."""
        return None if self._tie is None else PersonId(self._tie[0])

    @property
    def tie(self) -> str:
        """What they are to that person in the user's words, such as "daughter"."""
        return "" if self._tie is None else self._tie[2]

    @property
    def tie_kind(self) -> RelationKind | None:
        """The same as one of the kinds."""
        return None if self._tie is None else self._tie[1]

    @property
    def may_be_silent(self) -> bool:
        """Whether it is worth asking what is silent of them: let rest or dead, or now or ever away or in gentle mode."""
        row = self._row
        return bool(row.is_silent) or row.away_until is not None or row.gentle_until is not None

    def is_spared(self, today: date) -> bool:
        """Away or in gentle mode: business waits, care does not (P7)."""
        row = self._row
        is_away = row.away_until is not None and (row.away_from or today) <= today <= row.away_until
        return is_away or (row.gentle_until is not None and today <= row.gentle_until)


def somebodies(session: Session, ids: Iterable[int]) -> dict[int, Somebody]:
    """The people of `ids` and those their kin belong to, by id."""
    wanted = set(ids)
    rows = _rows(session, wanted)
    ties = _ties(session, [id_ for id_, row in rows.items() if row.is_light])
    hosts = {host for host, _kind, _label in ties.values()} - wanted
    rows |= _rows(session, hosts)
    return {id_: Somebody(row, ties.get(id_)) for id_, row in rows.items()}


def _rows(session: Session, ids: set[int]) -> dict[int, Any]:
    return {row.id: row for row in session.execute(_ROWS, {"ids": listed(ids)}).all()} if ids else {}


def _ties(session: Session, light: list[int]) -> dict[int, _Tie]:
    """For each of the light people: whose they are, what they are to them, and the user's word for it."""
    if not light:
        return {}
    found: dict[int, list[tuple[int, int, int, RelationKind, str]]] = {}
    for query, is_forward in _TIES:
        for row in session.execute(query, {"ids": listed(light)}).all():
            if row.is_light or row.is_deleted:
                continue
            kind = row.relation_kind if is_forward else INVERSE[row.relation_kind]
            rank = _KIN.index(kind) if kind in _KIN else len(_KIN)
            word = row.word if is_forward else ""
            found.setdefault(row.one, []).append((rank, row.id, row.host, kind, word))
    return {one: min(ties)[2:] for one, ties in found.items()}


_PLAIN = (Source.ANSWER, Source.ROUGH_PATCH)


def is_muted(source: Source, direction: Direction | None, one: Somebody, host: Somebody, today: date) -> bool:
    """Whether this is not to be brought up about them now (P7, P13).

    Let rest: only what I set or promised myself comes back, and the answer that somebody waits for. Away or gentle:
    cadence, quiet, what they owe me, aftercare, the first 30 days and asking about advice wait; care (milestones, life events), thanks, my own
    promises and an open rough patch do not: see `is_plain_note`. Whether to keep somebody is asked of those let rest
    too, and waits while one goes gently.
    """
    if source is Source.KEEPING:
        return one.is_spared(today)
    if source in _MINE or (source is Source.EXPECTATION and direction is Direction.OF_ME):
        return False
    if one.is_resting or host.is_resting:
        return True
    return source in _BUSINESS and one.is_spared(today)


_MINE = (Source.REMINDER, Source.LONG_VIEW, *_PLAIN)
_BUSINESS = (
    Source.CADENCE,
    Source.QUIET,
    Source.EXPECTATION,
    Source.AFTERCARE,
    Source.DEEPENING,
    Source.FIRST_DAYS,
    Source.ADVICE,
    Source.FEEDBACK_TELL,
)


def is_plain_note(source: Source, one: Somebody, today: date) -> bool:
    """Whether it stands on Today and on the card as a plain note, but calls on nobody (P7, G5).

    A rough patch while somebody is away or grieving: they were let down and wait all the same, so that hiding it would
    let them wait for weeks, unseen; yet a popup would push us to talk business at the wrong moment. So it is there for
    whoever looks, and the user chooses the moment. Of those let rest the same.
    """
    if source is Source.KEEPING:
        return True
    return source in _PLAIN and (one.is_resting or one.is_spared(today))
