"""What is noted of people piece by piece, found by its own words: facts, events, dates, promises, goals and so on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, column, select, table, text

from relmgr.domain.fold import quoted
from relmgr.domain.ids import PersonId
from relmgr.domain.kindnesses import kind_words
from relmgr.domain.kinds import Sensitivity
from relmgr.domain.search import marking
from relmgr.domain.search.ranking import Rank, Standing, order
from relmgr.domain.sides import side_words
from relmgr.i18n import _
from relmgr.services.search.model import HitKind, Ranked, titled
from relmgr.services.search.names import Split
from relmgr.store import noted
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

_MANY = 100
_INDEX = table("noted_search", column("rowid"))
_FOUND = (
    select(_INDEX.c.rowid)
    .where(text("noted_search MATCH :match"))
    .order_by(_INDEX.c.rowid.desc())
    .limit(bindparam("limit"))
)
_OF_SOMEBODY = 2000
"""Pieces looked at when some of the words are a name; each is then compared with whom it is about."""


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of piece: as what it is shown, and which column says when."""

    kind: HitKind
    words: Callable[[Any], str]
    day: str = ""


_SORTS = {
    "fact": _Sort(HitKind.FACT, lambda row: side_words(row.side), "heard_on"),
    "life_event": _Sort(HitKind.LIFE_EVENT, lambda _row: _("Going on"), "follow_up_on"),
    "milestone": _Sort(HitKind.MILESTONE, lambda _row: _("Date")),
    "expectation": _Sort(HitKind.EXPECTATION, lambda _row: _("Expectation"), "opened_on"),
    "scope_item": _Sort(HitKind.EXPECTATION, lambda _row: _("Expectation")),
    "way": _Sort(HitKind.WAY, lambda _row: _("Way"), "heard_on"),
    "goal": _Sort(HitKind.GOAL, lambda _row: _("Goal"), "noted_on"),
    "need": _Sort(HitKind.NEED, lambda _row: _("Need"), "heard_on"),
    "stage": _Sort(HitKind.STAGE, lambda _row: _("Stage")),
    "chapter": _Sort(HitKind.CHAPTER, lambda _row: _("Chapter")),
    "moment": _Sort(HitKind.MOMENT, lambda _row: _("Moment"), "on_day"),
    "referral": _Sort(HitKind.REFERRAL, lambda _row: _("Introduction"), "on_day"),
    "reminder": _Sort(HitKind.REMINDER, lambda _row: _("Reminder"), "start_on"),
    "question": _Sort(HitKind.QUESTION, lambda _row: _("To ask"), "noted_on"),
    "give": _Sort(HitKind.GIVE, lambda _row: _("Given"), "given_on"),
    "advice": _Sort(HitKind.ADVICE, lambda _row: _("Advice"), "given_on"),
    "feedback": _Sort(HitKind.FEEDBACK, lambda _row: _("Feedback"), "given_on"),
    "rough_patch": _Sort(HitKind.ROUGH_PATCH, lambda _row: _("Rough patch"), "opened_on"),
    "rough_patch_step": _Sort(HitKind.ROUGH_PATCH, lambda _row: _("Rough patch"), "on_day"),
    "mistake": _Sort(HitKind.MISTAKE, lambda _row: _("Mistake of mine"), "on_day"),
    "kindness": _Sort(HitKind.KINDNESS, lambda row: kind_words(row.kindness_kind), "on_day"),
    "first_days_step": _Sort(HitKind.FIRST_STEP, lambda _row: _("First 30 days"), "due_on"),
    "deepening": _Sort(HitKind.DEEPENING, lambda _row: _("Next step"), "chosen_on"),
    "long_view": _Sort(HitKind.LONG_VIEW, lambda _row: _("The long view"), "on_day"),
    "heads_up": _Sort(HitKind.HEADS_UP, lambda _row: _("Heads-up"), "noted_on"),
    "conversation_person": _Sort(HitKind.CONVERSATION, lambda _row: _("Conversation"), "on_day"),
}


_PART_OF = {
    t.scope_item: t.expectation,
    t.rough_patch_step: t.rough_patch,
    t.first_days_step: t.first_days,
}
"""The tables whose rows are parts of another's, and belong to its person."""

_PRIVATE = (t.rough_patch, t.rough_patch_step, t.mistake)
"""What went wrong is not shown while names are hidden."""


@cache
def _rows(one: noted.Searched) -> Select[Any]:
    """What a hit of this sort is made from; built once."""
    c, s = one.table.c, t.summary.c
    columns = [c.id, *(c[name] for name in one.columns)]
    sort = _SORTS[one.table.name]
    if sort.day:
        columns.append(c[sort.day])
    if one.table is t.fact:
        columns += [c.side, c.sensitivity]
    opens: Any = c.id
    person: Any = c.get("person_id")
    whole = _PART_OF.get(one.table)
    if one.table is t.kindness:
        columns.append(c.kindness_kind)
    if whole is not None:
        opens, person = c[f"{whole.name}_id"], whole.c.person_id
        if one.table is t.first_days_step:
            opens = c.id
    elif one.table is t.conversation_person:
        opens = c.conversation_id
    elif one.table is t.referral:
        person = c.by_person_id
    source = select(
        *columns, opens.label("opens"), person.label("about"), s.name.label("who"), s.is_deleted
    ).select_from(one.table)
    if whole is not None:
        source = source.join(whole, whole.c.id == c[f"{whole.name}_id"])
    return source.join(t.summary, s.id == person).where(among(c.id))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A row with its place among the others; what it says is worked out for those that are shown."""

    standing: Standing
    one: noted.Searched
    row: Any


def find(session: Session, words: Sequence[str], somebody: Split | None, limit: int) -> list[Ranked]:
    """The pieces that hold all `words`, or some and are about the people whom the others name; the newest first."""
    found = _pieces(session, _asked(session, words, _MANY), None)
    if somebody is not None:
        found |= _pieces(session, _asked(session, somebody.words, _OF_SOMEBODY), set(somebody.people))
    nearest = sorted(found.values(), key=lambda piece: order(piece.standing))[:limit]
    return [_hit(piece, words) for piece in nearest]


def _asked(session: Session, words: Sequence[str], limit: int) -> list[int]:
    match = " ".join(map(quoted, words))
    return list(session.execute(_FOUND, {"match": match, "limit": limit}).scalars())


def _pieces(
    session: Session, rowids: list[int], people: set[int] | None
) -> dict[tuple[HitKind, int], _Piece]:
    """The pieces at `rowids`, of `people` alone where they are given; one for each thing that can be opened."""
    by_sort: dict[int, list[int]] = {}
    for rowid in rowids:
        one, id_ = noted.number_of(rowid)
        by_sort.setdefault(one.code or 0, []).append(id_)
    found: dict[tuple[HitKind, int], _Piece] = {}
    for code, ids in by_sort.items():
        one = noted.OF_CODE[code]
        sort = _SORTS[one.table.name]
        for row in session.execute(_rows(one), {"ids": listed(ids)}):
            if not row.is_deleted and (people is None or row.about in people):
                day: date | None = getattr(row, sort.day) if sort.day else None
                standing = Standing(rank=Rank.KNOWN, last_on=day, number=row.opens)
                found.setdefault((sort.kind, row.opens), _Piece(standing, one, row))
    return found


def _hit(piece: _Piece, words: Sequence[str]) -> Ranked:
    one, row = piece.one, piece.row
    sort = _SORTS[one.table.name]
    texts = [text_ for name in one.columns if (text_ := getattr(row, name))]
    best = max(texts, key=lambda text_: sum(marking.holds(text_, word) for word in words), default="")
    return titled(
        sort.kind,
        marking.marked(best, words),
        f"{row.who} · {sort.words(row)}",
        piece.standing,
        person_id=PersonId(row.about),
        is_private=one.table in _PRIVATE
        or (one.table is t.fact and row.sensitivity is Sensitivity.NEVER_FIRST),
    )
