"""Which known people a text names, by full name, first name or nickname, in any script."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from relmgr.domain.capture.values import KnownPerson, Tie
from relmgr.domain.capture.vocabulary import FAMILY, words
from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE, RelationKind

_WORD = re.compile(
    "[\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f]+"
)
_ALSO_WORDS = words(
    "art april august bill bob bud buddy chance chase dawn dean drew earl faith frank gene grace guy hope jack joy june "
    "lance lily mark may miles mike nick olive pat pearl penny ray rich rob rose ruby rusty sandy she he sky sue summer "
    "sunny ted tom will an so do van my long song an in on so le the and page case day king young price"
)
_LONGEST_NAME = 12
_AS_A_NAME = re.compile(
    r"(?:@|\b(?:with|w/|rang|phoned|called|met|saw|texted|messaged|e-?mailed|zoomed|dm['’]?d|told|asked|cc|spoke to"
    r"|talked to|wrote to|ran into|bumped into|visited|(?:call|text|message|e-?mail|voicemail|letter) from)\s)$",
    re.IGNORECASE,
)
"""What stands before a name even where it is written small: "chat with mark"."""
_ACTS = re.compile(
    r"(?:['’](?:s|ll|d|re|ve)\b|\s*[,:;.!&+\n–—-]|\s*$|\s+(?:and|&|who|just|also|still|now|really|is|was|has|had|will|would|can|could"
    r"|can['’]t|couldn['’]t|won['’]t|wasn['’]t|isn['’]t|hasn['’]t|didn['’]t|doesn['’]t|rang|said|says|sent|told|met|left"
    r"|got|gave|made|came|went|took|felt|wrote|thinks|thought|knows|knew|found|wants|owes|seems|sounds|looks|feels|starts"
    r"|turns|needs|asks|hopes|likes|loves|works|moves|does|did|lives|plans|keeps|kept|brought|bought|sold|lost|spoke|saw"
    r"|gets|goes|\d|[^\W\d_]{3,}ed)\b)",
    re.IGNORECASE,
)
"""What follows a name at the start of a sentence, but not the "Will" of "Will anybody read this"."""
_WE_LEAD = re.compile(r"(?:^|[.!?\n:;(]\s*)$")
_MY = re.compile(r"(?<![\w’'])(?:my|our)\s+(?P<role>[^\W\d_]+(?:\s[^\W\d_]+)?)", re.IGNORECASE)


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

    __slots__ = ("_by_first_word", "_by_role", "_firsts", "_light", "_names", "_pronouns", "_ties")

    def __init__(self, people: Iterable[KnownPerson], ties: Iterable[Tie] = ()) -> None:
        self._names: dict[PersonId, str] = {}
        self._firsts: dict[PersonId, str] = {}
        self._pronouns: dict[PersonId, str] = {}
        self._light: set[PersonId] = set()
        self._by_role: dict[str, list[PersonId]] = {}
        self._ties: dict[PersonId, list[tuple[PersonId, RelationKind, str]]] = {}
        self._by_first_word: dict[str, dict[tuple[str, ...], dict[PersonId, None]]] = {}
        for tie in ties:
            self._ties.setdefault(tie.person, []).append((tie.other, tie.kind, fold(tie.label)))
            self._ties.setdefault(tie.other, []).append((tie.person, INVERSE[tie.kind], ""))
        for person in people:
            self._names[person.id] = person.name
            self._firsts[person.id] = person.first or person.name
            if person.pronouns:
                self._pronouns[person.id] = person.pronouns.casefold().replace("/", " ").split()[0]
            if person.is_light:
                self._light.add(person.id)
            if person.role:
                self._by_role.setdefault(fold(person.role), []).append(person.id)
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

    def pronoun(self, person: PersonId) -> str:
        """ "she", "he", "they" as their card has it; "" where none were given."""
        return self._pronouns.get(person, "")

    def is_light(self, person: PersonId) -> bool:
        """Whether they are known through somebody only, such as a client's son (P5)."""
        return person in self._light

    def are_tied(self, one: PersonId, other: PersonId) -> bool:
        """Whether the two are family, friends or colleagues."""
        return any(tied == other for tied, _kind, _label in self._ties.get(one, ()))

    def whom_they_belong_to(self, light: PersonId) -> PersonId | None:
        """The one person of the list whom a light person is known through."""
        full = {one for one, _kind, _label in self._ties.get(light, ()) if one not in self._light}
        return full.pop() if len(full) == 1 else None

    def relative(self, person: PersonId, word: str) -> PersonId | None:
        """Who is meant by somebody's "wife" or "son", if just one can be."""
        wanted = fold(word)
        tied = self._ties.get(person, ())
        called = {other for other, _kind, label in tied if label == wanted}
        if not called and word.casefold() in FAMILY:
            kind, pronoun = FAMILY[word.casefold()]
            called = {
                other
                for other, tied_as, label in tied
                if tied_as is kind and self._may_be(other, pronoun) and label not in FAMILY
            }
        return called.pop() if len(called) == 1 else None

    def _may_be(self, person: PersonId, pronoun: str) -> bool:
        return not pronoun or self._pronouns.get(person, pronoun) == pronoun

    def mentions(self, text: str, near: PersonId | None = None) -> list[Mention]:
        """Who is named where, in text order; the longest name wins, and all who answer to it are given.

        Where several answer, the family of who is named beyond doubt (or of `near`) comes first, then whoever is in the
        list over whoever is known through somebody only.
        """
        tokens = _tokens(text)
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            length, people = self._longest_at(tokens, position, text)
            if people:
                start, end = tokens[position].start, tokens[position + length - 1].end
                start -= text[start - 1 : start] == "@"
                found.append(Mention(start, end, people, tuple(self._names[person] for person in people)))
            position += length
        found.extend(self._by_what_they_do(text, found))
        found.sort(key=lambda mention: mention.start)
        return self._settled(found, near)

    def _by_what_they_do(self, text: str, found: Sequence[Mention]) -> Iterable[Mention]:
        """ "my accountant", where one person is that and nobody's name follows."""
        if not self._by_role:
            return
        for said in _MY.finditer(text):
            words_ = fold(said["role"])
            for role in (words_, words_.partition(" ")[0]):
                people = [] if role in FAMILY else self._by_role.get(role, [])
                end = said.start("role") + len(role)
                if len(people) == 1 and all(one.end <= said.start() or end + 2 < one.start for one in found):
                    yield Mention(said.start(), end, tuple(people), (self._names[people[0]],))
                    break

    def _settled(self, found: list[Mention], near: PersonId | None) -> list[Mention]:
        certain = {mention.people[0] for mention in found if len(mention.people) == 1}
        certain |= {near} if near is not None else set()
        return [
            mention if len(mention.people) == 1 else self._narrowed(mention, certain) for mention in found
        ]

    def _narrowed(self, mention: Mention, certain: set[PersonId]) -> Mention:
        tied = [one for one in mention.people if any(self.are_tied(one, other) for other in certain)]
        full = [one for one in mention.people if one not in self._light]
        for some in (tied, full):
            if len(some) == 1 and not (some is tied and certain & set(mention.people)):
                return Mention(mention.start, mention.end, (some[0],), (self._names[some[0]],))
        return mention

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
    if len(tokens) > 1 or first.folded not in _ALSO_WORDS:
        return True
    before_it = text[max(0, first.start - 16) : first.start]
    if not text[first.start].isupper():
        return bool(_AS_A_NAME.search(before_it))
    return not _WE_LEAD.search(before_it) or bool(_ACTS.match(text, first.end))


def mention_at(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The first mention inside `start` to `end`."""
    position = bisect_left(mentions, start, key=lambda mention: mention.start)
    if position < len(mentions) and mentions[position].end <= end:
        return mentions[position]
    return None
