"""Who can help with …? Allies first, then everybody, by what they are labelled, do and are known for (P14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, column, func, select, table, text

from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sensitivity
from relmgr.domain.people_filter import ally_kind_word
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.light import light
from relmgr.store.store import Session

HELPERS = 40
_LOOKED_AT, _AT_ONCE = 200, 50
_MOST_LOOKED_UP = 1_000
"""How many may answer to what was asked for that each of them is looked up."""
_SHORTEST = 3
_LONGEST = 90
_FILLERS = frozenset(
    [
        "a",
        "an",
        "and",
        "can",
        "could",
        "for",
        "from",
        "help",
        "helps",
        "in",
        "me",
        "my",
        "need",
        "needs",
        "of",
        "on",
        "or",
        "somebody",
        "someone",
        "that",
        "the",
        "to",
        "who",
        "with",
    ]
)
"""Words of a question that say nothing of the matter. Folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """Somebody who may help, and the words that speak for it. Has what a portrait needs."""

    id: PersonId
    name: str
    role_line: str
    initials: str
    person_colour: int
    company_colour: int | None
    monogram: str
    photo_id: int | None
    ally_words: str
    """Such as "Peer"; empty for those who are no allies."""
    found: tuple[str, ...]
    """The labels, roles and facts that hold what was asked for."""


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_PEOPLE = table("person_search", column("rowid"))
_S, _P, _F, _A = t.summary.c, t.person.c, t.fact.c, t.affiliation.c
_IS_LISTED = (_S.is_deleted.is_(False), _S.is_light.is_(False))
_HITS = select(_PEOPLE.c.rowid).where(text("person_search MATCH :match"))
_HOW_MANY = select(func.count()).select_from(_PEOPLE).where(text("person_search MATCH :match"))
_ALLIES = indexed_by(select(_P.id).where(_P.ally_kind.is_not(None)), t.person, "person_ally")
_BY_NAME = (_S.sort_key, _S.id)
_FEW = (
    select(_S.id)
    .join(_PEOPLE, _PEOPLE.c.rowid == _S.id)
    .join(t.person, _P.id == _S.id)
    .where(text("person_search MATCH :match"), *_IS_LISTED)
    .order_by(_P.ally_kind.is_(None), *_BY_NAME)
    .limit(_LOOKED_AT)
)
"""Of few that answer: each is looked up."""
_MANY = (
    select(_S.id)
    .where(_S.id.in_(_ALLIES), _S.id.in_(_HITS), func.coalesce(_S.is_deleted, 0) == 0, _S.is_light.is_(False))
    .order_by(*_BY_NAME)
    .limit(_LOOKED_AT),
    indexed_by(
        select(_S.id)
        .where(_S.id.in_(_HITS), _S.id.not_in(_ALLIES), *_IS_LISTED)
        .order_by(*_BY_NAME)
        .limit(_LOOKED_AT),
        *(t.summary, "summary_sort"),
    ),
)
"""Of many: everybody by name, until a page of them is found. A row of each of thousands took a tenth of a second."""
_ROWS = select(*_S, _P.ally_kind, _P.headline).join(t.person, _P.id == _S.id).where(_S.id.in_(_IDS))
_LABELS = (
    select(t.person_label.c.person_id, t.label.c.name)
    .join(t.label, t.label.c.id == t.person_label.c.label_id)
    .where(t.person_label.c.person_id.in_(_IDS))
    .order_by(t.label.c.name)
)
_TITLES = select(_A.person_id, _A.title, _A.department).where(_A.person_id.in_(_IDS), _A.until_year.is_(None))
_FACTS = (
    select(_F.person_id, _F.label, _F.text)
    .where(_F.person_id.in_(_IDS), _F.sensitivity != Sensitivity.NEVER_FIRST)
    .order_by(_F.heard_on.desc(), _F.id.desc())
)


def who_can_help(store: Store, asked: str, limit: int = HELPERS) -> tuple[Helper, ...]:
    """Those of whom every word asked for is known; where there are none, those of whom any is. Allies first.

    What is never to be mentioned first does not make a suggestion (P4). Nobody for no word.
    """
    words = words_of(asked)
    if not words:
        return ()
    with store.read() as connection:
        session = light(connection)
        for joined in (" AND ", " OR ") if len(words) > 1 else (" AND ",):
            match = joined.join('"' + word.replace('"', '""') + '" *' for word in words)
            helpers = _helpers(session, f"{{rest}} : ({match})", words, limit, every=joined == " AND ")
            if helpers:
                return tuple(helpers)
    return ()


def words_of(asked: str) -> list[str]:
    """The words of the matter; a short or common one counts where there is no other."""
    plain = "".join(letter if letter.isalnum() else " " for letter in fold(asked)).split()
    telling = [word for word in plain if word not in _FILLERS]
    return list(dict.fromkeys([word for word in telling if len(word) >= _SHORTEST] or telling))


def _helpers(session: Session, match: str, words: list[str], limit: int, *, every: bool) -> list[Helper]:
    ids, found = _matching(session, match), list[Helper]()
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows = {row.id: row for row in session.execute(_ROWS, {"ids": some})}
        known = _known(session, some)
        for row in (rows[id_] for id_ in some):
            said = [row.headline, *known.get(row.id, ())]
            holding = [one for one in dict.fromkeys(filter(None, said)) if holds(one, words)]
            held = [word for word in words if any(holds(one, [word]) for one in holding)]
            if len(held) == len(words) if every else held:
                found.append(_helper(row, holding))
        if len(found) >= limit:
            break
    return found[:limit]


def _matching(session: Session, match: str) -> list[int]:
    """The first of those who answer to `match`, allies first, by name."""
    asked = {"match": match}
    if int(session.execute(_HOW_MANY, asked).scalar() or 0) <= _MOST_LOOKED_UP:
        return list(session.execute(_FEW, asked).scalars())
    ids = [id_ for query in _MANY for id_ in session.execute(query, asked).scalars()]
    return ids[:_LOOKED_AT]


def _known(session: Session, ids: list[int]) -> dict[int, list[str]]:
    known: dict[int, list[str]] = {}
    for person, name in session.execute(_LABELS, {"ids": ids}):
        known.setdefault(person, []).append(name)
    for person, *titles in session.execute(_TITLES, {"ids": ids}):
        known.setdefault(person, []).extend(titles)
    for person, label, fact in session.execute(_FACTS, {"ids": ids}):
        known.setdefault(person, []).append(f"{label}: {fact}" if label else fact)
    return known


def holds(said: str, words: Iterable[str]) -> bool:
    """Whether a word of `said` begins with one of `words`, which are folded."""
    there = fold(said).replace("-", " ").split()
    bare = ["".join(letter for letter in one if letter.isalnum()) for one in there]
    return any(one.startswith(word) for word in words for one in (*there, *bare))


def _helper(row: Any, found: list[str]) -> Helper:
    return Helper(
        id=PersonId(row.id),
        name=row.name,
        role_line=row.role_line,
        initials=row.initials,
        person_colour=row.person_colour,
        company_colour=row.company_colour,
        monogram=row.monogram,
        photo_id=row.photo_id,
        ally_words=ally_kind_word(row.ally_kind) if row.ally_kind is not None else "",
        found=tuple(shortened(one) for one in found[:3]),
    )


def shortened(said: str) -> str:
    """`said` as one line that fits a row."""
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
