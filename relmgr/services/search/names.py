"""People found by their names, in any script and spelling."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, column, select, table, text

from relmgr.domain.fold import fold, quoted
from relmgr.domain.ids import PersonId
from relmgr.domain.search import marking
from relmgr.domain.search.ranking import Named, NameMatch, Rank, Standing, name_match, order
from relmgr.domain.search.spelling import contracted, slips, spellings
from relmgr.services.people.faces import FACE, face_of
from relmgr.services.search.model import Hit, HitKind, Ranked
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

_MANY = 100
"""Up to so many namesakes are all looked at; of more, these newest, the recently met and those whose name begins so."""
_RECENT = 200
_BEGUN = 40
_NAMESAKES = 50
"""A word that begins the names of more people than this is not taken for somebody's name in a longer query."""

_S, _P = t.summary.c, t.person.c
_INDEX = table("person_search", column("rowid"))
_MATCHES = text("person_search MATCH :match")
_COLUMNS = (
    *(_S.id, *FACE, _S.sort_key, _S.is_light, _S.last_on, _S.is_deleted),
    *(_P.native_name, _P.say_name, _P.nickname, _P.given, _P.family),
)
# Built once each: building a statement takes longer than finding a few people with it.
_IDS = select(_INDEX.c.rowid).where(_MATCHES).order_by(_INDEX.c.rowid.desc()).limit(bindparam("limit"))
# Who is in the trash is left out afterwards: as a condition it would draw the planner to the index of all who are not.
_ROWS = select(*_COLUMNS).join(t.person, _P.id == _S.id).where(among(_S.id))
_LISTED = (_S.is_deleted.is_(False), _S.is_light.is_(False))
_MET = select(_S.id, _S.sort_key).where(*_LISTED).order_by(_S.last_on.desc()).limit(_RECENT)
_BEGINNING = (
    select(_S.id)
    .where(*_LISTED, _S.sort_key >= bindparam("first"), _S.sort_key < bindparam("final"))
    .order_by(_S.sort_key)
    .limit(_BEGUN)
)


@dataclass(frozen=True, slots=True)
class Split:
    """A query of which some words name people: who that may be, and the other words."""

    people: tuple[int, ...]
    words: tuple[str, ...]


def find(session: Session, words: Sequence[str], limit: int) -> list[Ranked]:
    """The people whose names answer all `words`, the best first."""
    rows = _rows(session, _candidates(session, words))
    short = [contracted(word) for word in words]
    ranked = []
    for row in rows:
        named = _named(row)
        match = name_match(named, words) or (name_match(named, short) if short != list(words) else None)
        if match is not None:
            ranked.append((standing_of(row, match), row))
    ranked.sort(key=lambda one: order(one[0]))
    typed = [*words, *short]
    return [Ranked(standing, hit_of(row, standing.rank, typed)) for standing, row in ranked[:limit]]


def lately(session: Session, limit: int) -> list[Ranked]:
    """The people spoken with last: what is shown before anything is typed."""
    ids = [id_ for id_, _key in session.execute(_MET.limit(limit)).all()]
    found = [(standing_of(row, NameMatch(Rank.KNOWN, False)), row) for row in _rows(session, ids)]
    found.sort(key=lambda one: order(one[0]))
    return [Ranked(standing, hit_of(row, standing.rank, ())) for standing, row in found]


def _candidates(session: Session, words: Sequence[str]) -> list[int]:
    match = "{name} : (" + " AND ".join(map(_either, words)) + ")"
    ids = list(session.execute(_IDS, {"match": match, "limit": _MANY + 1}).scalars())
    if len(ids) <= _MANY:
        return ids
    begun = " ".join(words)
    more = set(session.execute(_BEGINNING, {"first": begun, "final": begun + "\U0010ffff"}).scalars())
    for id_, key in session.execute(_MET).all():
        if all(f" {key}".find(f" {word}") >= 0 for word in words):
            more.add(id_)
    return [*ids, *more.difference(ids)]


def _either(word: str) -> str:
    """What asks for `word` in any of its spellings; the index holds those of the names."""
    short = contracted(word)
    return quoted(word) if short == word else f"({quoted(word)} OR {quoted(short)})"


def _rows(session: Session, ids: Iterable[int]) -> list[Any]:
    wanted = list(ids)
    found = session.execute(_ROWS, {"ids": listed(wanted)}).all() if wanted else ()
    return [row for row in found if not row.is_deleted]


def rows_of(session: Session, ids: Iterable[int]) -> list[Any]:
    """What a hit on a person is made from, of those of `ids` that are not in the trash."""
    return _rows(session, ids)


def _named(row: Any) -> Named:
    return Named(row[1], *row[-5:])


def standing_of(row: Any, match: NameMatch) -> Standing:
    """The place of a person found."""
    return Standing(
        rank=match.rank,
        is_whole=match.is_whole,
        is_light=row.is_light,
        last_on=row.last_on,
        name=row.sort_key,
        number=row.id,
    )


def hit_of(row: Any, rank: Rank, words: Sequence[str], detail: marking.Marked | None = None) -> Hit:
    """A person as a hit: their name, and their role, or the form of the name or the text that matched."""
    marks = marking.spans(row.name, words) or _respelled(row.name, words)
    if detail is None:
        detail = marking.Marked(row.role_line)
        others = [each for each in (row.nickname, row.native_name, row.say_name) if each]
        other = max(others, key=lambda each: len(marking.spans(each, words)), default="")
        if words and not marks and other:
            said = f"“{other}”  {row.role_line}".rstrip()
            detail = marking.Marked(said, marking.spans(f"“{other}”", words))
    return Hit(
        kind=HitKind.PERSON,
        id=row.id,
        person_id=PersonId(row.id),
        title=row.name,
        marks=marks,
        detail=detail.text,
        detail_marks=detail.spans,
        face=face_of(row),
        rank=rank,
    )


def _respelled(name: str, words: Sequence[str]) -> tuple[marking.Span, ...]:
    """Where a word of the name begins with a typed one when it is spelled elsewise: all of that word."""
    found = []
    at = 0
    for word in name.split():
        at = name.index(word, at)
        if any(spelled.startswith(typed) for spelled in spellings(word) for typed in words):
            found.append((at, at + len(word)))
        at += len(word)
    return tuple(found)


def split(session: Session, words: Sequence[str]) -> Split | None:
    """Whether some of `words` name a few people and others are left; "megan budget" is the budget with Megan."""
    people: set[int] | None = None
    left: list[str] = []
    for word in words:
        asked = {"match": f"{{name}} : {quoted(word)}", "limit": _NAMESAKES + 1}
        found = set(session.execute(_IDS, asked).scalars())
        if 0 < len(found) <= _NAMESAKES:
            people = found if people is None else people & found
        else:
            left.append(word)
    return Split(tuple(sorted(people)), tuple(left)) if people and left else None


def nearly(session: Session, words: Sequence[str], limit: int) -> list[Ranked]:
    """The people whose names are one slip of a finger away from `words`."""
    ways = [(word, *slips(word)) for word in words]
    if all(len(way) == 1 for way in ways):
        return []
    match = " AND ".join("(" + " OR ".join([quoted(way[0]), *map(_exactly, way[1:])]) + ")" for way in ways)
    ids = session.execute(_IDS, {"match": f"{{name}} : ({match})", "limit": _MANY}).scalars()
    known = {each for way in ways for each in way}
    ranked = []
    for row in _rows(session, ids):
        standing = standing_of(row, NameMatch(Rank.NEARLY, False))
        there = [word for word in fold(row.name).split() if word in known]
        ranked.append(Ranked(standing, hit_of(row, Rank.NEARLY, there)))
    return sorted(ranked, key=lambda one: order(one.standing))[:limit]


def _exactly(word: str) -> str:
    return '"' + word + '"'
