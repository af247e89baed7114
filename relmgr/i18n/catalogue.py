"""Reads a catalogue of texts (.po) as `dev.py texts` writes it: each text on one line, nothing compiled."""

import re
from collections.abc import Callable
from gettext import c2py
from pathlib import Path

# Every entry begins with a comment that says where its text stands; three plain patterns are quicker than one for all.
_SINGLE = re.compile(r'^#.*\nmsgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
_IN_CONTEXT = re.compile(r'^msgctxt "(.+)"\nmsgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
_PLURALS = re.compile(r'^msgid "(.+)"\nmsgid_plural ".+"\n((?:msgstr\[\d\] ".*"\n?)+)', re.MULTILINE)
_FORM = re.compile(r'^msgstr\[\d\] "(.*)"$', re.MULTILINE)
_RULE = re.compile(r"Plural-Forms:[^\n]*?plural=([^;\n]+);")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


def plain(text: str) -> str:
    """`text` without the backslashes that the file needs."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text)


class Catalogue:
    """The texts of one language; English ones stand in for those that are missing."""

    def __init__(self, content: str) -> None:
        head = content.partition("\n\n")[0]
        rule = _RULE.search(head)
        self._form: Callable[[int], int] = c2py(rule[1] if rule else "n != 1")
        self._texts = {plain(one): plain(text) for one, text in _SINGLE.findall(content)}
        self._in_context = {
            (plain(context), plain(one)): plain(text) for context, one, text in _IN_CONTEXT.findall(content)
        }
        self._plurals: dict[str, tuple[str, ...]] = {}
        for one, forms in _PLURALS.findall(content):
            said = tuple(plain(form) for form in _FORM.findall(forms))
            if all(said):
                self._plurals[plain(one)] = said

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
