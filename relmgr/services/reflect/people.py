"""Who was spoken with in a period: depth and momentum of each, some people at a step (D4)."""

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from relmgr.domain import map_of_people as rules
from relmgr.domain import momentum as pace
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, Standing
from relmgr.domain.map_of_people import Depth, Period, Quarter
from relmgr.domain.momentum import Going
from relmgr.domain.rhythm import silence_days
from relmgr.services.in_slices import RUN, sorting
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.types import Day

AT_ONCE = 100
"""People read at one step: some milliseconds."""

_FROM, _BEFORE, _UNTIL = (bindparam(name, type_=Day()) for name in ("since", "before", "until"))
_LAST, _LAST_ID = bindparam("last", type_=Day()), bindparam("last_id", type_=Integer())
_C, _P, _S = t.conversation_person.c, t.person.c, t.summary.c
_PEOPLE = (
    select(
        *(_S.id, *FACE, _S.last_on, _S.usual_days, _S.cadence_days, _S.risk_from, _S.risk_until),
        *(
            _S.spared_from,
            _S.spared_until,
            _S.slips_from,
            _S.overruled,
            _S.sign_days,
            _S.conversations,
            _P.circle,
        ),
    )
    .join(t.person, _P.id == _S.id)
    .where(_S.is_deleted.is_(False), _S.is_light.is_(False), _S.last_on > _FROM, _S.is_silent.is_(False))
    .where(_S.last_on <= _LAST, (_S.last_on < _LAST) | (_S.id < _LAST_ID))
    .order_by(_S.last_on.desc(), _S.id.desc())
    .limit(AT_ONCE)
)
"""Those who may be on the map, who was spoken with last first; written so that the planner takes the index of that."""
_TALKS = (
    select(_C.person_id, func.count().filter(_C.on_day > _FROM), func.count())
    .where(among(_C.person_id), _C.on_day > _BEFORE, _C.on_day <= _UNTIL)
    .group_by(_C.person_id)
)


@dataclass(slots=True)
class OnMap:
    """One person on the map. Nothing of it is shown as a value but what was counted: signs, talks, days."""

    row: Any
    talks: int
    before: int
    silence: int
    depth: Depth
    momentum: float
    is_spared: bool
    """Away or in gentle mode: shown, but nothing is suggested, and the silence is no cooling."""
    is_at_risk: bool
    period: Period

    @property
    def id(self) -> PersonId:
        """Whose dot it is."""
        return PersonId(self.row[0])

    @property
    def face(self) -> PersonFace:
        """How they are shown; made when it is asked for, for thousands are counted and dozens shown."""
        return face_of(self.row)

    @property
    def name(self) -> str:
        """The whole name."""
        return str(self.row[1])

    @property
    def going(self) -> Going:
        """Warming, level or cooling."""
        return pace.going(self.momentum)

    @property
    def circle(self) -> Circle | None:
        """How much I choose to invest."""
        return self.row.circle if isinstance(self.row.circle, Circle) else None

    @property
    def is_deep(self) -> bool:
        """Whether it runs deep: the user's own word, else the evidence (D3)."""
        said = self.row.overruled
        return self.depth.is_deep and not self.is_at_risk if said is None else said is Standing.DEEP

    @property
    def usual(self) -> int | None:
        """Days these two usually leave between them."""
        return None if self.row.usual_days is None else int(self.row.usual_days)

    @property
    def place(self) -> tuple[float, float]:
        """Across and up on the map, 0 to 1."""
        return rules.place(self.depth.share, self.momentum)

    @property
    def quarter(self) -> Quarter:
        """The corner they stand in."""
        return rules.quarter_of(self.depth.share, self.momentum)

    @property
    def words(self) -> str:
        """ "2 signs, 4 talks in 90 days"."""
        return rules.dot_words(self.depth.seen, self.talks, self.period.days)

    @property
    def reason(self) -> str:
        """Why they stand where they stand, across."""
        usual = None if self.is_spared else self.usual
        return pace.reason(self.talks, self.before, self.period.days, self.silence, usual)


def people_on_map(store: Store, today: date, period: Period) -> Generator[None, None, tuple[OnMap, ...]]:
    """Everybody spoken with in the `period` up to `today`, deepest first; nobody who is let rest or has died.

    Found a step at a time, between which the store rests: what was read before a change is void.
    """
    since = today - timedelta(days=period.days)
    horizons = rules.horizons(today)
    asked: dict[str, Any] = {"since": since, "before": since - timedelta(days=period.days), "until": today}
    last: dict[str, Any] = {"last": date.max, "last_id": 2**62}
    found: list[OnMap] = []
    while True:
        with store.read() as connection:
            session = light(connection)
            rows = session.execute(_PEOPLE, asked | last).all()
            counts = session.execute(_TALKS, asked | {"ids": listed(row[0] for row in rows)}).all()
        talks = {row[0]: (row[1], row[2] - row[1]) for row in counts}
        for row in rows:
            now, before = talks.get(row[0], (0, 0))
            if now:
                depth = rules.depth_of(row.sign_days, *horizons)
                found.append(_on_map(row, (now, before), depth, today, period))
        if len(rows) < AT_ONCE:
            break
        last = {"last": rows[-1].last_on, "last_id": rows[-1].id}
        yield
    return tuple((yield from sorting(found, _deepest)))


def _deepest(one: OnMap) -> tuple[int, float, int]:
    depth = one.depth
    return -2 * depth.seen - depth.fading, -one.momentum, one.row[0]


def _on_map(row: Any, talks: tuple[int, int], depth: Depth, today: date, period: Period) -> OnMap:
    now, before = talks
    last_on, usual, cadence, risk_from, risk_until, spared_from, spared_until, slips, said = row[10:19]
    is_spared = spared_until is not None and (spared_from or today) <= today <= spared_until
    silence = silence_days(today, last_on)
    value = pace.momentum(now, before, 0 if is_spared else silence, usual, cadence)
    is_warned = risk_from is not None and risk_from <= today <= risk_until
    is_at_risk = (
        is_warned or (slips is not None and slips <= today) if said is None else said is Standing.AT_RISK
    )
    return OnMap(row, now, before, silence, depth, value, is_spared, is_at_risk and not is_spared, period)


def sentence(people: Sequence[OnMap]) -> Generator[None, None, str]:
    """ "Of the 13 people you spoke with, seven are warming. Six are cooling, and two of those run deep."."""
    ways: Counter[Going] = Counter()
    deep = 0
    for start in range(0, len(people), RUN):
        some = [(one, one.going) for one in people[start : start + RUN]]
        ways.update(way for _one, way in some)
        deep += sum(way is Going.COOLING and one.is_deep for one, way in some)
        yield
    return pace.sentence(len(people), ways[Going.WARMING], ways[Going.COOLING], deep)
