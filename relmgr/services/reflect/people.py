"""Who was spoken with in a period: depth and momentum of each, read at once for all of them (D4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from relmgr.domain import map_of_people as rules
from relmgr.domain import momentum as pace
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, Standing
from relmgr.domain.map_of_people import Depth, Period, Quarter
from relmgr.domain.momentum import Going
from relmgr.domain.rhythm import silence_days
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

_FROM, _BEFORE, _UNTIL = (bindparam(name, type_=Day()) for name in ("since", "before", "until"))
_C, _P, _S = t.conversation_person.c, t.person.c, t.summary.c
_MEANT = (_S.is_deleted.is_(False), _S.is_light.is_(False), _S.last_on > _FROM, _S.is_silent.is_(False))
"""Those who may be on the map; written so that the planner takes the index of who spoke last."""
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
    .where(*_MEANT)
)
_TALKS = (
    select(_C.person_id, func.count().filter(_C.on_day > _FROM), func.count())
    .join(t.summary, _S.id == _C.person_id)
    .where(*_MEANT, _C.on_day > _BEFORE, _C.on_day <= _UNTIL)
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


def people_in(session: Session, today: date, period: Period) -> tuple[OnMap, ...]:
    """Everybody spoken with in the `period` up to `today`, deepest first; nobody who is let rest or has died."""
    since = today - timedelta(days=period.days)
    seen_from, fading_from = rules.horizons(today)
    asked = {"since": since, "before": since - timedelta(days=period.days), "until": today}
    talks = {row[0]: (row[1], row[2] - row[1]) for row in session.execute(_TALKS, asked).all()}
    found: list[OnMap] = []
    for row in session.execute(_PEOPLE, asked).all():
        now, before = talks.get(row[0], (0, 0))
        if now:
            depth = rules.depth_of(row.sign_days, seen_from, fading_from)
            found.append(_on_map(row, (now, before), depth, today, period))
    return tuple(sorted(found, key=_deepest))


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


def sentence(people: tuple[OnMap, ...]) -> str:
    """ "Of the 13 people you spoke with, seven are warming. Six are cooling, and two of those run deep."."""
    ways = [one.going for one in people]
    deep = sum(one.going is Going.COOLING and one.is_deep for one in people)
    return pace.sentence(len(people), ways.count(Going.WARMING), ways.count(Going.COOLING), deep)
