"""Search over everything that was noted: people, what is known of them, and conversations (U1)."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import column, select, table, text

from relmgr.domain import phrases
from relmgr.domain.fold import fold, match_query
from relmgr.domain.ids import PersonId
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_TITLE = 90


class HitKind(StrEnum):
    """What was found."""

    PERSON = "person"
    FACT = "fact"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing found, and whose card it opens."""

    kind: HitKind
    id: int
    person_id: PersonId
    title: str
    detail: str


_PEOPLE = table("person_search", column("rowid"))
_TALKS = table("conversation_search", column("rowid"))


def everything(store: Store, query: str, limit: int = 20) -> tuple[Hit, ...]:
    """People by name first, then facts that hold the words, then conversations, the newest first; `limit` of each."""
    match = match_query(query)
    if match is None:
        return ()
    with store.read() as session:
        return (
            *_people(session, match, limit),
            *_facts(session, match, fold(query).split(), limit),
            *_conversations(session, match, limit),
        )


def _people(session: Session, match: str, limit: int) -> list[Hit]:
    s = t.summary.c
    found = session.execute(
        select(s.id, s.name, s.role_line)
        .join(_PEOPLE, _PEOPLE.c.rowid == s.id)
        .where(text("person_search MATCH :match"), s.is_deleted.is_(False))
        .order_by(s.is_light, s.sort_key)
        .limit(limit),
        {"match": f"{{name}} : ({match})"},
    )
    return [
        Hit(kind=HitKind.PERSON, id=row.id, person_id=PersonId(row.id), title=row.name, detail=row.role_line)
        for row in found
    ]


def _facts(session: Session, match: str, words: list[str], limit: int) -> list[Hit]:
    """Facts of the people whose other texts match, of which one holds a word that was typed."""
    f, s = t.fact.c, t.summary.c
    found = session.execute(
        select(f.id, f.person_id, f.text, s.name)
        .join(t.summary, s.id == f.person_id)
        .join(_PEOPLE, _PEOPLE.c.rowid == f.person_id)
        .where(text("person_search MATCH :match"), s.is_deleted.is_(False))
        .limit(limit * 10),
        {"match": f"{{rest}} : ({match})"},
    )
    hits = [
        Hit(
            kind=HitKind.FACT,
            id=row.id,
            person_id=PersonId(row.person_id),
            title=_short(row.text),
            detail=row.name,
        )
        for row in found
        if any(word in fold(row.text) for word in words)
    ]
    return hits[:limit]


def _conversations(session: Session, match: str, limit: int) -> list[Hit]:
    c, p, s = t.conversation.c, t.conversation_person.c, t.summary.c
    found = session.execute(
        select(c.id, c.on_day, c.headline, c.their_world, c.our_work, p.person_id, s.name)
        .join(_TALKS, _TALKS.c.rowid == c.id)
        .join(t.conversation_person, p.conversation_id == c.id)
        .join(t.summary, s.id == p.person_id)
        .where(text("conversation_search MATCH :match"), s.is_deleted.is_(False))
        .order_by(_TALKS.c.rowid.desc())
        .limit(limit),
        {"match": match},
    )
    return [
        Hit(
            kind=HitKind.CONVERSATION,
            id=row.id,
            person_id=PersonId(row.person_id),
            title=_short(row.headline or row.their_world or row.our_work),
            detail=f"{row.name}, {phrases.short_day(row.on_day, row.on_day)} {row.on_day.year}",
        )
        for row in found
    ]


def _short(text_: str) -> str:
    line = " ".join(text_.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"
