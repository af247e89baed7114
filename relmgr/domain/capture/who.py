"""Which known people a text names, by full name, first name or nickname, in any script."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from relmgr.domain.capture.values import KnownPerson
from relmgr.domain.capture.vocabulary import words
from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId

_WORD = re.compile(
    "[\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f]+"
)
_ALSO_WORDS = words(
    "art april august bill bob bud buddy chance chase dawn dean drew earl faith frank gene grace guy hope jack joy june "
    "lance lily mark may miles mike nick olive pat pearl penny ray rich rob rose ruby rusty sandy she he sky sue summer "
    "sunny ted tom will an so do van my long song an in on so le the and page case day king young price"
)
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names one of `people`."""

    start: int
    end: int
    people: tuple[PersonId, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str


def _tokens(text: str) -> list[_Token]:
    """The words of the text as search sees them; each character of a script without spaces is one."""
    tokens = []
    for found in _WORD.finditer(text):
        word = found[0]
        folded = fold(word)
        if " " not in folded:
            if folded:
                tokens.append(_Token(found.start(), found.end(), folded))
            continue
        for offset, character in enumerate(word):
            single = fold(character)
            if single and " " not in single:
                tokens.append(_Token(found.start() + offset, found.start() + offset + 1, single))
    return tokens


class People:
    """The names of all known people, made ready once so that reading a text costs no look at each of them."""

    __slots__ = ("_by_first_word", "_firsts", "_names")

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self._names: dict[PersonId, str] = {}
        self._firsts: dict[PersonId, str] = {}
        self._by_first_word: dict[str, dict[tuple[str, ...], dict[PersonId, None]]] = {}
        for person in people:
            self._names[person.id] = person.name
            self._firsts[person.id] = person.first or person.name
            for name in {person.name, person.first, person.nickname, *person.others}:
                said = tuple(token.folded for token in _tokens(name))[:_LONGEST_NAME]
                if said:
                    self._by_first_word.setdefault(said[0], {}).setdefault(said, {})[person.id] = None

    def name(self, person: PersonId) -> str:
        """The name as shown; "" for a stranger."""
        return self._names.get(person, "")

    def first_name(self, person: PersonId | None) -> str:
        """The name for a sentence; "" for a stranger."""
        return self._firsts.get(person, "") if person is not None else ""

    def mentions(self, text: str) -> list[Mention]:
        """Who is named where, in text order; the longest name wins, and all who answer to it are given."""
        tokens = _tokens(text)
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            length, people = self._longest_at(tokens, position, text)
            if people:
                start, end = tokens[position].start, tokens[position + length - 1].end
                found.append(Mention(start, end, people, tuple(self._names[person] for person in people)))
            position += length
        return found

    def _longest_at(
        self, tokens: Sequence[_Token], position: int, text: str
    ) -> tuple[int, tuple[PersonId, ...]]:
        choices = self._by_first_word.get(tokens[position].folded, {})
        for length in range(min(_LONGEST_NAME, len(tokens) - position), 0, -1):
            if not choices:
                break
            some = tokens[position : position + length]
            people = choices.get(tuple(token.folded for token in some))
            if people and _is_name(some, text):
                return length, tuple(people)
        return 1, ()


def is_also_a_word(name: str) -> bool:
    """Whether the name is one that also is a common word, such as "Will" or "May"."""
    return name.casefold() in _ALSO_WORDS


def _is_name(tokens: Sequence[_Token], text: str) -> bool:
    """Whether the words stand close together, and "may" or "will" is written as a name."""
    for before, after in pairwise(tokens):
        between = text[before.end : after.start]
        if len(between) > 3 or any(character in ".!?;:\n" for character in between.strip(" .")):
            return False
    first = tokens[0]
    return len(tokens) > 1 or first.folded not in _ALSO_WORDS or text[first.start].isupper()


def mention_at(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The first mention inside `start` to `end`."""
    position = bisect_left(mentions, start, key=lambda mention: mention.start)
    if position < len(mentions) and mentions[position].end <= end:
        return mentions[position]
    return None
