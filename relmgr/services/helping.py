"""Who can help with …? Allies first, then everybody, by what they are labelled, do and are known for (P14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, column, select, table, text

from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sensitivity
from relmgr.domain.people_filter import ally_kind_word
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

HELPERS = 40
_LOOKED_AT = 200
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
_MATCHING = (
    select(*_S, _P.ally_kind, _P.headline)
    .join(_PEOPLE, _PEOPLE.c.rowid == _S.id)
    .join(t.person, _P.id == _S.id)
    .where(text("person_search MATCH :match"), _S.is_deleted.is_(False), _S.is_light.is_(False))
    .order_by(_P.ally_kind.is_(None), _S.sort_key)
    .limit(_LOOKED_AT)
)
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
    with store.read() as session:
        for joined in (" AND ", " OR ") if len(words) > 1 else (" AND ",):
            match = joined.join('"' + word.replace('"', '""') + '" *' for word in words)
            helpers = _helpers(session, f"{{rest}} : ({match})", words, every=joined == " AND ")
            if helpers:
                return tuple(helpers[:limit])
    return ()


def words_of(asked: str) -> list[str]:
    """The words of the matter; a short or common one counts where there is no other."""
    plain = "".join(letter if letter.isalnum() else " " for letter in fold(asked)).split()
    telling = [word for word in plain if word not in _FILLERS]
    return list(dict.fromkeys([word for word in telling if len(word) >= _SHORTEST] or telling))


def _helpers(session: Session, match: str, words: list[str], *, every: bool) -> list[Helper]:
    rows = session.execute(_MATCHING, {"match": match}).all()
    known = _known(session, [row.id for row in rows])
    found: list[Helper] = []
    for row in rows:
        said = [row.headline, *known.get(row.id, ())]
        holding = [one for one in dict.fromkeys(filter(None, said)) if holds(one, words)]
        held = [word for word in words if any(holds(one, [word]) for one in holding)]
        if len(held) == len(words) if every else held:
            found.append(_helper(row, holding))
    return found


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
