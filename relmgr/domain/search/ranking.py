"""What comes first among the things found: a rule with no weights to tune.

1. the whole name; 2. a name that begins so, in either order of its parts; 3. a name with a word for each word typed;
4. a nickname; 5. an organisation, and who is there; 6. what is known of somebody; 7. what was said;
8. a name one slip of a finger away, looked for only where the names and nothing else gave nothing.
Within a rank: whole words before beginnings, people of the list before family found through them, who was spoken with
last, then by name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from relmgr.domain.search.spelling import initials_of, spellings


class Rank(IntEnum):
    """How well something answers what was typed, the best first."""

    EXACT_NAME = 1
    NAME_BEGINS = 2
    NAME_WORDS = 3
    NICKNAME = 4
    ORGANISATION = 5
    KNOWN = 6
    SAID = 7
    NEARLY = 8


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody's names, as they are written."""

    name: str
    native: str = ""
    said: str = ""
    nickname: str = ""
    given: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How a name answers."""

    rank: Rank
    is_whole: bool
    """Every word typed is a whole word of the name."""


def name_match(named: Named, words: Sequence[str]) -> NameMatch | None:
    """How well the names answer the folded `words` that were typed; None if they do not."""
    typed = " ".join(words)
    best: NameMatch | None = None
    for form in _forms(named.name, named.native, named.said, named.given, named.family):
        match = _of_form(form, typed, words)
        best = match if best is None or (match is not None and _order(match) < _order(best)) else best
    if best is not None:
        return best
    for nickname in spellings(named.nickname):
        match = _of_form(nickname, typed, words)
        if match is not None:
            return NameMatch(Rank.NICKNAME, match.is_whole)
    mixed = [
        *_forms(named.name, named.native, named.said, named.given, named.family),
        *spellings(named.nickname),
    ]
    if all(any(_begins(form, word) for form in mixed) for word in words):
        return NameMatch(Rank.NICKNAME, False)
    if typed and typed == initials_of(named.name):
        return NameMatch(Rank.NICKNAME, False)
    return None


@lru_cache(maxsize=4096)
def _forms(name: str, native: str, said: str, given: str, family: str) -> tuple[str, ...]:
    parts = (name, native, said, f"{given} {family}".strip(), f"{family} {given}".strip())
    return tuple(dict.fromkeys(form for part in parts if part for form in spellings(part)))


def _of_form(form: str, typed: str, words: Sequence[str]) -> NameMatch | None:
    if form == typed:
        return NameMatch(Rank.EXACT_NAME, True)
    whole = f" {form} "
    is_whole = all(f" {word} " in whole for word in words)
    if form.startswith(typed):
        return NameMatch(Rank.NAME_BEGINS, is_whole)
    if all(_begins(form, word) for word in words):
        return NameMatch(Rank.NAME_WORDS, is_whole)
    return None


def _begins(form: str, word: str) -> bool:
    """Whether a word of `form` begins with `word`; a hyphen or an apostrophe begins a word too."""
    at = form.find(word)
    while at >= 0:
        if at == 0 or not form[at - 1].isalnum():
            return True
        at = form.find(word, at + 1)
    return False


def _order(match: NameMatch) -> tuple[int, bool]:
    return match.rank, not match.is_whole


def forget() -> None:
    """Drop the names that are remembered."""
    _forms.cache_clear()
    spellings.cache_clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the order of two things found is made from."""

    rank: Rank
    is_whole: bool = False
    is_light: bool = False
    last_on: date | None = None
    """When it was, or when they were last spoken with."""
    name: str = ""
    number: int = 0


def order(one: Standing) -> tuple[int, bool, bool, int, str, int]:
    """The key that sorts what was found, the best first."""
    recency = -one.last_on.toordinal() if one.last_on is not None else 0
    return one.rank, not one.is_whole, one.is_light, recency, one.name, one.number
