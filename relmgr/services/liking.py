"""Who would like this? People by what they are interested in, want and need, with the words that speak for it (G2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, column, func, select, table, text

from relmgr.domain.kinds import Circle, MilestoneKind, Sensitivity, Side
from relmgr.domain.sides import side_words
from relmgr.i18n import _
from relmgr.services.helping import holds, shortened, words_of
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.store import Store, noted
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

LIKERS = 30
_LOOKED_AT = 2000
"""Matches looked at, shared among the words: common words of a long title cost no more than one, and crowd out none."""

_SHORTEST_PLURAL = 4
_REASONS = 3
_ABOUT = frozenset(
    {
        *("about", "article", "book", "how", "link", "new", "this", "tip", "what", "when", "where", "why"),
        "your",
    }
)
"""Words of a title that say nothing of the matter. Folded."""


@dataclass(frozen=True, slots=True)
class Liker:
    """Somebody who may like it, and what speaks for it."""

    face: PersonFace
    found: tuple[str, ...]
    """Such as "Interests: Keeps bees on the roof"; nothing that is never to be mentioned first."""


@dataclass(frozen=True, slots=True)
class Likers:
    """Whoever may like it, the most fitting first."""

    people: tuple[Liker, ...] = ()
    left_out: int = 0
    """How many more are away, in gentle mode or let rest: this is not the moment."""


_INDEX = table("noted_search", column("rowid"))
_FOUND = (
    select(_INDEX.c.rowid)
    .where(text("noted_search MATCH :match"))
    .order_by(_INDEX.c.rowid.desc())
    .limit(bindparam("most"))
)
_S, _P, _F, _G, _N = t.summary.c, t.person.c, t.fact.c, t.goal.c, t.need.c
_FACTS = select(_F.person_id, _F.side, _F.label, _F.text).where(
    among(_F.id),
    (_F.sensitivity == Sensitivity.FINE)
    | ((_F.sensitivity == Sensitivity.WORK_ONLY) & (_F.side == Side.WORK)),
)
_GOALS = select(_G.person_id, _G.to_text).where(among(_G.id), _G.reached_on.is_(None))
_NEEDS = select(_N.person_id, _N.text).where(among(_N.id), _N.met_on.is_(None))
_DEAD = select(t.milestone.c.person_id).where(
    t.milestone.c.milestone_kind == MilestoneKind.DEATH, among(t.milestone.c.person_id)
)
# Left out by a computed value: a plain condition would draw the planner to the index of all who are not deleted.
_WHO = (
    select(
        *(_S.id, *FACE, _P.circle, _P.away_from, _P.away_until, _P.gentle_until),
    )
    .join(t.person, _P.id == _S.id)
    .where(among(_S.id), func.coalesce(_S.is_deleted, 0) == 0, func.coalesce(_S.is_light, 0) == 0)
    .order_by(_S.sort_key)
)
_GIVEN = select(t.give.c.person_id).where(t.give.c.text == bindparam("text"), t.give.c.text != "")


def who_would_like(store: Store, about: str, today: date, limit: int = LIKERS) -> Likers:
    """Those of whose interests, goals and needs most words of `about` speak; nobody for no word.

    Facts that are never to be mentioned first make no suggestion, those for work only where they are about work (P4).
    Who was given the very same is left out.
    """
    words = _stems(about)
    if not words:
        return Likers()
    with store.read() as session:
        reasons = _reasons(session, words)
        if not reasons:
            return Likers()
        dead = set(session.execute(_DEAD, {"ids": listed(reasons)}).scalars())
        given = set(session.execute(_GIVEN, {"text": about.strip()}).scalars())
        rows = [
            row
            for row in session.execute(_WHO, {"ids": listed(reasons)})
            if row.id not in dead and row.id not in given
        ]
    free = [row for row in rows if not _is_spared(row, today)]
    free.sort(key=lambda row: -_fit(reasons[row.id], words))
    people = tuple(Liker(face_of(row), tuple(reasons[row.id][:_REASONS])) for row in free[:limit])
    return Likers(people, len(rows) - len(free))


def _stems(about: str) -> list[str]:
    """The words of the matter, without the ending of a plural: "bees" finds "a bee"."""
    words = [word for word in words_of(about) if word not in _ABOUT]
    return list(dict.fromkeys(_stem(word) for word in words))


def _stem(word: str) -> str:
    is_plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word


def _reasons(session: Session, words: list[str]) -> dict[int, list[str]]:
    """What speaks for whom: by person, interests first."""
    share, rows = max(1, _LOOKED_AT // len(words)), set[int]()
    for word in words:
        match = '"' + word.replace('"', '""') + '" *'
        rows.update(session.execute(_FOUND, {"match": match, "most": share}).scalars())
    ids: dict[str, list[int]] = {}
    for rowid in sorted(rows, reverse=True):
        one, id_ = noted.number_of(rowid)
        ids.setdefault(one.table.name, []).append(id_)
    found: dict[int, list[str]] = {}
    for row in sorted(_read(session, _FACTS, ids.get("fact", ())), key=_interest_first):
        said = f"{row.label}: {row.text}" if row.label else row.text
        _add(found, row.person_id, side_words(row.side), said, words)
    for row in _read(session, _GOALS, ids.get("goal", ())):
        _add(found, row.person_id, _("Goal"), row.to_text, words)
    for row in _read(session, _NEEDS, ids.get("need", ())):
        _add(found, row.person_id, _("Need"), row.text, words)
    return found


def _read(session: Session, query: Any, ids: Iterable[int]) -> list[Row[Any]]:
    wanted = list(ids)
    return list(session.execute(query, {"ids": listed(wanted)})) if wanted else []


def _interest_first(row: Any) -> bool:
    return row.side is not Side.INTERESTS


def _add(found: dict[int, list[str]], person: int, what: str, said: str, words: list[str]) -> None:
    if holds(said, words):
        line = shortened(_("{what}: {text}").format(what=what, text=said))
        found.setdefault(person, []).append(line)


def _fit(reasons: list[str], words: list[str]) -> int:
    return sum(holds(" ".join(reasons), [word]) for word in words)


def _is_spared(row: Any, today: date) -> bool:
    is_away = row.away_until is not None and (row.away_from or today) <= today <= row.away_until
    is_gentle = row.gentle_until is not None and today <= row.gentle_until
    return row.circle is Circle.REST or is_away or is_gentle
