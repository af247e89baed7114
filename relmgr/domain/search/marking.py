"""Which letters of a text matched what was typed, in the text as it is written, and the piece of it worth showing."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from relmgr.domain.fold import fold, is_unspaced

SNIPPET = 90
"""Characters of a text that a line of results shows."""

_BEFORE = 24
"""Characters kept before the first match, so that it is read in its sentence."""

Span = tuple[int, int]
"""From and to (exclusive), in characters of the text as written."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of text and the pieces of it that matched, in order and apart from each other."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as full-text search sees it, with where each of its letters comes from."""

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def spans(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Where the folded `words` begin words of `text`; what overlaps is one span."""
    wanted = _phrases(tuple(words))
    if text.isascii():
        found = sorted(span for each in _patterns(wanted) for span in _found_plainly(text, each))
    else:
        found = sorted(_found(_words_of(text), wanted))
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def holds(text: str, word: str) -> bool:
    """Whether a word of `text` begins with the folded `word`."""
    return bool(spans(text, (word,)))


def marked(text: str, words: Sequence[str], length: int = SNIPPET) -> Marked:
    """The piece of `text` around the first match, on one line, at most `length` characters, with the matches in it."""
    line = " ".join(text.split())
    found = spans(line, words)
    if len(line) <= length:
        return Marked(line, found)
    first = found[0][0] if found else 0
    start = 0 if first <= length - 2 * _BEFORE else _beginning_of_word(line, first - _BEFORE)
    room = length - 1 - (start > 0)
    end = min(len(line), start + room)
    piece = line[start:end].rstrip()
    lead, tail = "…" if start else "", "…" if end < len(line) else ""
    shift = len(lead) - start
    inside = tuple(
        (max(a, start) + shift, min(b, start + len(piece)) + shift)
        for a, b in found
        if a < start + len(piece) and b > start
    )
    return Marked(f"{lead}{piece}{tail}", inside)


def _beginning_of_word(line: str, at: int) -> int:
    space = line.rfind(" ", 0, at + 1)
    return space + 1 if space >= 0 and at - space < _BEFORE else at


@lru_cache(maxsize=1024)
def _words_of(text: str) -> tuple[_Token, ...]:
    """Remembered while somebody types: each key looks at mostly the same texts."""
    return tuple(_tokens(text))


def forget() -> None:
    """Drop the texts that are remembered."""
    _words_of.cache_clear()


@lru_cache(maxsize=64)
def _phrases(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each typed word as the words full-text search makes of it: "o'bri" is "o" and then "bri"."""
    return tuple(filter(None, (tuple(token.letters for token in _tokens(word)) for word in words)))


@lru_cache(maxsize=64)
def _patterns(wanted: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], ...]:
    between = "[^a-z0-9]+"
    return tuple(
        re.compile("(?<![a-z0-9])" + between.join(map(re.escape, each)))
        for each in wanted
        if "".join(each).isascii()
    )


def _found_plainly(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """The same in a text without accents, ten times as fast."""
    return (match.span() for match in pattern.finditer(text.lower()))


def _found(tokens: tuple[_Token, ...], wanted: tuple[tuple[str, ...], ...]) -> Iterator[Span]:
    for phrase in wanted:
        last = len(phrase) - 1
        for at in range(len(tokens) - last):
            there = tokens[at : at + last + 1]
            if all(token.letters == each for token, each in zip(there[:-1], phrase[:-1], strict=True)) and (
                there[-1].letters.startswith(phrase[-1])
            ):
                yield there[0].starts[0], there[-1].ends[len(phrase[-1]) - 1]


def _tokens(text: str) -> Iterator[_Token]:
    """The words of `text`, folded, each letter with the place it was made from."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for letter, start, end in _letters(text):
        alone = is_unspaced(letter)
        if letters and (alone or not _in_word(letter)):
            yield _Token("".join(letters), tuple(starts), tuple(ends))
            letters, starts, ends = [], [], []
        if alone:
            yield _Token(letter, (start,), (end,))
        elif _in_word(letter):
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    if letters:
        yield _Token("".join(letters), tuple(starts), tuple(ends))


def _in_word(letter: str) -> bool:
    """What FTS5's unicode61 keeps inside a word: letters, numbers, marks and private use."""
    if letter.isascii():
        return letter.isalnum()
    return (
        letter.isalnum() or unicodedata.category(letter)[0] in "LNM" or unicodedata.category(letter) == "Co"
    )


def _letters(text: str) -> Iterator[tuple[str, int, int]]:
    """Each folded letter with the piece of `text` it was made from: a letter with its marks, or joined Hangul."""
    if text.isascii():
        for at, letter in enumerate(text.lower()):
            yield letter, at, at + 1
        return
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and text[end] > "\u02ff" and _belongs(text[end]):
            end += 1
        if end == start + 1 and text[start].isascii():
            yield text[start].lower(), start, end
            start = end
            continue
        # Folding trims a space at an end; what leaves no trace at all, such as a soft hyphen, parts no word.
        leaves_nothing = (
            unicodedata.category(text[start])[0] == "M" or unicodedata.category(text[start]) == "Cf"
        )
        for letter in fold(text[start:end]) or ("" if leaves_nothing else " "):
            yield letter, start, end
        start = end


def _belongs(character: str) -> bool:
    """Whether it changes the letter before it rather than standing for itself."""
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or character in "\uff9e\uff9f"
    )
