"""A language for developers: every text twice as long and in brackets, to find what is cut or not translated."""

import re

OPENING, CLOSING = "⟦", "⟧"
_PLACEHOLDER = re.compile(r"(\{[^{}]*\}|\{\{|\}\})")
_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçđéƒĝĥîĵķļɱñôƥǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔƤǪŔŠŢÛṼŴẊÝŽ",
)
_FILL = "ẋ"


def doubled(text: str) -> str:
    """`text` accented, with as many letters again, in brackets; placeholders and what it ends with stay."""
    core = text.strip()
    if not any(letter.isalpha() for letter in _PLACEHOLDER.sub("", core)):
        return text
    start = text.index(core)
    parts = _PLACEHOLDER.split(core)
    said = "".join(part if number % 2 else part.translate(_ACCENTED) for number, part in enumerate(parts))
    count = sum(len(part) for part in parts[::2])
    words = " ".join(_FILL * min(7, count - done) for done in range(0, count, 7))
    return f"{text[:start]}{OPENING}{said} {words}{CLOSING}{text[start + len(core) :]}"


class Pseudo:
    """Every text doubled."""

    def gettext(self, message: str, /) -> str:
        """`message`, doubled."""
        return doubled(message)

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The English form that goes with `count`, doubled."""
        return doubled(one if count == 1 else many)

    def pgettext(self, _context: str, message: str, /) -> str:
        """`message`, doubled."""
        return doubled(message)
