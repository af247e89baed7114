"""Conversations found by what was said in them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import column, literal_column, select, table, text

from relmgr.domain import phrases
from relmgr.domain.fold import quoted
from relmgr.domain.ids import PersonId
from relmgr.domain.search import marking
from relmgr.domain.search.ranking import Rank, Standing, order
from relmgr.services.search.model import HitKind, Ranked, titled
from relmgr.services.search.names import Split
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

_MANY = 40
"""The newest of those that match are put in order of their days."""

_C, _W, _S = t.conversation.c, t.conversation_person.c, t.summary.c
_INDEX = table("conversation_search", column("rowid"))
_FOUND = (
    select(_INDEX.c.rowid)
    .where(text("conversation_search MATCH :match"))
    .order_by(_INDEX.c.rowid.desc())
    .limit(_MANY)
)
# The plus keeps the planner from asking the index once for each conversation of these people.
_WITH_THEM = (
    select(_INDEX.c.rowid)
    .where(text("conversation_search MATCH :match"))
    .where(
        literal_column("+conversation_search.rowid").in_(
            select(_W.conversation_id).where(among(_W.person_id, "people"))
        )
    )
    .order_by(_INDEX.c.rowid.desc())
    .limit(_MANY)
)
_TEXTS = ("headline", "their_world", "our_work", "heard", "not_said", "next_step")
_ROWS = (
    select(_C.id, _C.on_day, *(_C[name] for name in _TEXTS), _W.person_id, _S.name, _S.is_deleted)
    .join(t.conversation_person, _W.conversation_id == _C.id)
    .join(t.summary, _S.id == _W.person_id)
    .where(among(_C.id))
)


def find(session: Session, words: Sequence[str], somebody: Split | None, limit: int) -> list[Ranked]:
    """The conversations in which all `words` were noted, or some with the people whom the others name."""
    ids = set(session.execute(_FOUND, {"match": " ".join(map(quoted, words))}).scalars())
    if somebody is not None:
        match = " ".join(map(quoted, somebody.words))
        ids.update(session.execute(_WITH_THEM, {"match": match, "people": listed(somebody.people)}).scalars())
    if not ids:
        return []
    together: dict[int, list[Any]] = {}
    for row in session.execute(_ROWS, {"ids": listed(ids)}):
        if not row.is_deleted:
            together.setdefault(row.id, []).append(row)
    ranked = [
        (Standing(rank=Rank.SAID, last_on=rows[0].on_day, number=-id_), rows)
        for id_, rows in together.items()
    ]
    ranked.sort(key=lambda one: order(one[0]))
    return [_hit(standing, rows, words, somebody) for standing, rows in ranked[:limit]]


def _hit(standing: Standing, rows: list[Any], words: Sequence[str], somebody: Split | None) -> Ranked:
    first = next((row for row in rows if somebody is not None and row.person_id in somebody.people), rows[0])
    said = max(
        (text_ for name in _TEXTS if (text_ := getattr(first, name))),
        key=lambda text_: sum(marking.holds(text_, word) for word in words),
        default="",
    )
    who = ", ".join(row.name for row in rows)
    day = first.on_day
    when = f"{phrases.short_day(day, day)} {day.year}"
    place = Standing(rank=Rank.SAID, last_on=standing.last_on, number=first.id)
    return titled(
        HitKind.CONVERSATION,
        marking.marked(said, words),
        f"{who}, {when}",
        place,
        person_id=PersonId(first.person_id),
    )
