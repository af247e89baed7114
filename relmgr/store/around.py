"""What stands beside a person's own row: what their line in the lists and their searched words are made from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, func, literal_column, or_, select
from sqlalchemy.sql.util import find_tables

from relmgr.domain import depth
from relmgr.domain.depth import WARNINGS_AT_RISK
from relmgr.domain.kinds import Direction, MilestoneKind
from relmgr.domain.moments import Moment, MomentKind
from relmgr.domain.rhythm import LAST_CONVERSATIONS
from relmgr.store import tables as t
from relmgr.store.among import among, each, listed
from relmgr.store.light import Prepared


@dataclass(slots=True)
class Around:
    """What stands beside the person's own row."""

    organisations: list[Any] = field(default_factory=list)
    conversations: int = 0
    days: list[date] = field(default_factory=list)
    """The last ten different days of conversations, oldest first: as many as a rhythm is made of."""
    moments: list[Moment] = field(default_factory=list)
    """Of each kind those of its last two days: a sign asks for the last one, a risk for the last two warnings."""
    troubles: list[depth.Trouble] = field(default_factory=list)
    overrulings: list[depth.Overruling] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    has_died: bool = False


class Line(Enum):
    """Columns of somebody's line in the lists that are made from the same tables."""

    NAME = auto()
    TALK = auto()
    RISK = auto()
    SIGNS = auto()
    SLIPS = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True)
class Parts:
    """What is to be made anew of the people a change touched: by the tables it touched."""

    lines: frozenset[Line] = frozenset(Line)
    words: bool = True
    relatives: bool = True
    """The words of relatives too: a child's name is found at the parent."""
    touched: frozenset[str] | None = None
    """Of people who are new: the only tables in which anything can be beside them. None: they were here before."""

    def of_new(self, tables: Iterable[str]) -> "Parts":
        """The same of people who came with a change of `tables`."""
        return replace(self, touched=frozenset(tables))

    def rows(self, connection: Connection, query: Prepared, chosen: dict[str, str]) -> list[Any]:
        """What `query` finds beside the people `chosen`; it is not sent where that can be nothing, or says nothing of
        these parts.
        """
        is_of_words = self.words and (query is _JOBS or query in _TEXTS)
        if not is_of_words and not any(query in _MADE_OF[line] for line in self.lines):
            return []
        if self.touched is not None and self.touched.isdisjoint(_beside(query)):
            return []
        return query.rows(connection, **chosen)


def parts_of(tables: Iterable[str]) -> Parts:
    """What follows from a change of `tables`. One that is read here and not looked at there would leave what is stale."""
    names = set(tables)
    return Parts(
        lines=frozenset(line for line in Line if not names.isdisjoint(_line_tables(line))),
        words=not names.isdisjoint(_word_tables()),
        relatives=t.person.name in names,
    )


def look_around(connection: Connection, ids: list[int], parts: Parts) -> dict[int, Around]:
    """What is beside the rows of `ids`, as far as `parts` need it."""
    found: dict[int, Around] = defaultdict(Around)
    chosen = {"ids": listed(ids)}
    for row in parts.rows(connection, _JOBS, chosen):
        found[row.person_id].organisations.append(row)
        found[row.person_id].words += (row.name, row.title)
    if parts.lines:
        _look_at_the_line(connection, chosen, parts, found)
    if parts.words:
        for query in _TEXTS:
            for person_id, words in parts.rows(connection, query, chosen):
                found[person_id].words.append(words)
    return found


def relatives(connection: Connection, ids: list[int]) -> set[int]:
    """Whom those of these people are related to who are or were known through others alone, whose names are found there.

    With a relation that comes or goes, both its ends are touched.
    """
    light = _LIGHT.firsts(connection, ids=listed(ids))
    if not light:
        return set()
    return {found for query in _RELATIVES for found in query.firsts(connection, ids=listed(light))}


def _look_at_the_line(
    connection: Connection, chosen: dict[str, str], parts: Parts, found: dict[int, Around]
) -> None:
    for person_id, conversations, days in parts.rows(connection, _TALKS, chosen):
        if conversations:
            found[person_id].conversations = conversations
            found[person_id].days = [date.fromisoformat(day) for day in sorted(days.split(","))]
    for person_id, kind, days in parts.rows(connection, _MOMENTS, chosen):
        last = sorted(set(days.split(",")))[-WARNINGS_AT_RISK:]
        found[person_id].moments += (Moment(MomentKind(kind), date.fromisoformat(day)) for day in last)
    _look_for_trouble(connection, chosen, parts, found)
    for (person_id,) in parts.rows(connection, _DEATHS, chosen):
        found[person_id].has_died = True


def _look_for_trouble(
    connection: Connection, chosen: dict[str, str], parts: Parts, found: dict[int, Around]
) -> None:
    for person_id, opened, solved, felt_on, felt in parts.rows(connection, _PATCHES, chosen):
        found[person_id].troubles.append(depth.rough_patch(opened, solved))
        mended = depth.mended(solved, felt_on, felt)
        if mended is not None:
            found[person_id].moments.append(mended)
    for row in parts.rows(connection, _SLIPS, chosen):
        if row.direction is Direction.OF_ME:
            slip = depth.slip(row.opened_on, row.due_until or row.due_on, row.told_on, None)
            if slip is not None:
                found[row.person_id].troubles.append(slip)
    for person_id, number, standing, day in parts.rows(connection, _WORDS, chosen):
        found[person_id].overrulings.append(depth.Overruling(standing, "", day, number=number))


@cache
def _beside(query: Prepared) -> frozenset[str]:
    """The tables that are not of the people themselves."""
    return _tables_of(query) - {t.person.name}


def _tables_of(*queries: Prepared) -> frozenset[str]:
    return frozenset(
        table.name
        for query in queries
        for table in find_tables(query.statement, include_joins=True)
        if isinstance(table, Table)
    )


_A, _O, _P, _R = t.affiliation.c, t.organisation.c, t.person.c, t.relation.c
_SPOKEN, _METHOD, _FACT, _LIFE = t.conversation_person.c, t.contact_method.c, t.fact.c, t.life_event.c
_GOAL, _E, _Q, _V, _M = t.goal.c, t.expectation.c, t.rough_patch.c, t.overruling.c, t.moment.c
# Built once: they are sent for every save, and building them takes longer than sending them.
_JOBS = Prepared(
    select(_A.person_id, _A.title, _O.name, _O.uid, _O.monogram, _A.until_year)
    .join(t.organisation, _O.id == _A.organisation_id)
    .where(among(_A.person_id))
    .order_by(_A.until_year.is_not(None), _A.position, _A.id)
)
# Of years of conversations and moments the file itself says what is last: reading each of them was most of a save.
_WHO = each("who")
_LAST_DAYS = (
    select(_SPOKEN.on_day)
    .where(_SPOKEN.person_id == _WHO.c.value)
    .distinct()
    .order_by(_SPOKEN.on_day.desc())
    .limit(LAST_CONVERSATIONS)
    .correlate(_WHO)
    .subquery()
)
_TALKS = Prepared(
    select(
        _WHO.c.value,
        select(func.count())
        .select_from(t.conversation_person)
        .where(_SPOKEN.person_id == _WHO.c.value)
        .correlate(_WHO)
        .scalar_subquery(),
        select(func.group_concat(_LAST_DAYS.c.on_day)).correlate(_WHO).scalar_subquery(),
    )
)
_MOMENTS = Prepared(
    select(_M.person_id, _M.moment_kind, func.group_concat(_M.on_day))
    .where(among(_M.person_id))
    .group_by(_M.person_id, _M.moment_kind)
)
# Not as it stands: it would draw the planner to the index of all that is open.
_SLIPS = Prepared(
    select(*(_E.person_id, _E.direction, _E.opened_on, _E.due_on, _E.due_until, _E.told_on)).where(
        among(_E.person_id), func.coalesce(_E.closed_on, literal_column("''")) == literal_column("''")
    )
)
_PATCHES = Prepared(
    select(_Q.person_id, _Q.opened_on, _Q.solved_on, _Q.felt_on, _Q.felt).where(among(_Q.person_id))
)
_WORDS = Prepared(
    select(_V.person_id, _V.id, _V.standing, _V.on_day).where(among(_V.person_id), _V.ended_on.is_(None))
)
_DEATHS = Prepared(
    select(t.milestone.c.person_id).where(
        among(t.milestone.c.person_id), t.milestone.c.milestone_kind == MilestoneKind.DEATH
    )
)
_WAYS = ((_R.from_person_id, _R.to_person_id), (_R.to_person_id, _R.from_person_id))
_LIGHT = Prepared(
    select(_P.id)
    .outerjoin(t.summary, t.summary.c.id == _P.id)
    .where(among(_P.id), or_(_P.is_light, t.summary.c.is_light))
)
_RELATIVES = tuple(Prepared(select(theirs).where(among(mine))) for mine, theirs in _WAYS)
_TEXTS = tuple(
    Prepared(query)
    for query in (
        select(_METHOD.person_id, _METHOD.value).where(among(_METHOD.person_id)),
        select(_FACT.person_id, _FACT.text).where(among(_FACT.person_id)),
        select(_LIFE.person_id, _LIFE.title).where(among(_LIFE.person_id)),
        select(t.way.c.person_id, t.way.c.text).where(among(t.way.c.person_id)),
        select(_GOAL.person_id, _GOAL.from_text + " " + _GOAL.to_text + " " + _GOAL.note).where(
            among(_GOAL.person_id)
        ),
        select(t.need.c.person_id, t.need.c.text).where(among(t.need.c.person_id)),
        select(t.stage.c.person_id, t.stage.c.story).where(among(t.stage.c.person_id)),
        select(t.person_label.c.person_id, t.label.c.name)
        .join(t.label, t.label.c.id == t.person_label.c.label_id)
        .where(among(t.person_label.c.person_id)),
        *(
            select(mine, _P.display_name).join(t.person, _P.id == theirs).where(among(mine), _P.is_light)
            for mine, theirs in _WAYS
        ),
    )
)
_MADE_OF: dict[Line, tuple[Prepared, ...]] = {
    Line.NAME: (_JOBS, _DEATHS),
    Line.TALK: (_TALKS, _DEATHS),
    Line.RISK: (_TALKS, _MOMENTS, _PATCHES, _DEATHS),
    Line.SIGNS: (_MOMENTS, _PATCHES),
    Line.SLIPS: (_SLIPS, _DEATHS),
    Line.WORD: (_WORDS,),
}
_ASK_THE_CIRCLE = (Line.TALK, Line.RISK)


@cache
def _line_tables(line: Line) -> frozenset[str]:
    circles = {t.circle_cadence.name} if line in _ASK_THE_CIRCLE else set()
    return _tables_of(*_MADE_OF[line]) | {t.person.name} | circles


@cache
def _word_tables() -> frozenset[str]:
    return _tables_of(_JOBS, *_TEXTS) | {t.person.name}
