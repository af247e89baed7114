"""Reads a catalogue of texts (.po) as `dev.py texts` writes it: each text on one line, nothing compiled."""

import re
from collections.abc import Callable, Iterator
from gettext import c2py
from itertools import pairwise
from pathlib import Path

# Every entry begins with a comment that says where its text stands; what is neither plain nor in a context is rare, and
# found by splitting, which is quicker than a pattern.
_SINGLE = re.compile(r'^#.*\nmsgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
_IN_CONTEXT, _PLURALS = '\nmsgctxt "', '"\nmsgid_plural "'
_RULE = re.compile(r"Plural-Forms:[^\n]*?plural=([^;\n]+);")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


def plain(text: str) -> str:
    """`text` without the backslashes that the file needs."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text)


def _in_contexts(content: str) -> Iterator[tuple[tuple[str, str], str]]:
    for piece in content.split(_IN_CONTEXT)[1:]:
        context, one, text = (
            line.partition('"')[2].removesuffix('"') for line in ('"' + piece).split("\n", 3)[:3]
        )
        if text:
            yield (plain(context), plain(one)), plain(text)


def _plurals(content: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    pieces = content.split(_PLURALS)
    for before, piece in pairwise(pieces):
        lines = piece.partition("\n\n")[0].rstrip("\n").split("\n")[1:]
        forms = tuple(plain(line.partition('"')[2].removesuffix('"')) for line in lines)
        if all(forms):
            yield plain(before[before.rindex('\nmsgid "') + 8 :]), forms


class Catalogue:
    """The texts of one language; English ones stand in for those that are missing."""

    def __init__(self, content: str) -> None:
        head = content.partition("\n\n")[0]
        rule = _RULE.search(head)
        self._form: Callable[[int], int] = c2py(rule[1] if rule else "n != 1")
        self._texts: dict[str, str] = dict(_SINGLE.findall(content))
        for one, text in [pair for pair in self._texts.items() if "\\" in pair[0] or "\\" in pair[1]]:
            del self._texts[one]
            self._texts[plain(one)] = plain(text)
        self._in_context = dict(_in_contexts(content))
        self._plurals = dict(_plurals(content))

    def gettext(self, message: str, /) -> str:
        """`message` in this language."""
        return self._texts.get(message, message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The form that goes with `count`."""
        forms = self._plurals.get(one)
        if forms is None:
            return one if count == 1 else many
        return forms[self._form(count)]

    def pgettext(self, context: str, message: str, /) -> str:
        """`message` as used in `context`."""
        return self._in_context.get((context, message), message)


def read(path: Path) -> Catalogue:
    """The catalogue in the file `path`."""
    return Catalogue(path.read_text("utf-8"))
