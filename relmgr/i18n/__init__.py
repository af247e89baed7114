"""Texts in the user's language, for core and windows alike: gettext's functions over catalogues read as they stand."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from relmgr import bundled
from relmgr.i18n.pseudo import Pseudo

_LOCALES = bundled.FOLDER / "locale"
ENGLISH = "en"
_Say = TypeVar("_Say", bound=Callable[..., str | tuple[str, ...]])


class Texts(Protocol):
    """What gives the texts of a language."""

    def gettext(self, message: str, /) -> str:
        """`message` in that language."""

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """The form that goes with `count`."""

    def pgettext(self, context: str, message: str, /) -> str:
        """`message` as used in `context`."""


class _English:
    """The texts as they stand in the code."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        return one if count == 1 else many

    def pgettext(self, _context: str, message: str, /) -> str:
        return message


_texts: Texts = _English()
_language = ENGLISH
_kept: list[Callable[[], None]] = []


def catalogues() -> dict[str, Path]:
    """Each language there is a catalogue for, such as "de", and the file."""
    return {path.parts[-3]: path for path in sorted(_LOCALES.glob("*/LC_MESSAGES/relmgr.po"))}


def use(languages: Sequence[str]) -> str:
    """Show texts in the first of `languages` (such as ["de_AT", "en"]) that can be had, else in English.

    "de_AT" and "de-AT" are answered by "de" where there is nothing nearer; "pseudo" and "pseudo_rtl" are for
    developers. Returns what was chosen.
    """
    global _texts, _language
    _texts, _language = _first_of(languages)
    for forget in _kept:
        forget()
    return _language


def _first_of(languages: Sequence[str]) -> tuple[Texts, str]:
    there = catalogues()
    for asked in languages:
        parts = asked.replace("-", "_").split(".")[0].split("@")[0].split("_")
        if parts[0] == "pseudo":
            return Pseudo(), "_".join(parts)
        for length in range(len(parts), 0, -1):
            name = "_".join(parts[:length])
            if name in there:
                from relmgr.i18n.catalogue import read

                return read(there[name]), name
        if parts[0] == ENGLISH:
            break
    return _English(), ENGLISH


def language() -> str:
    """The language of the texts, such as "de"; "en" where there is no better."""
    return _language


def kept(say: _Say) -> _Say:
    """`say`, its words remembered until another language is used: for what one page says hundreds of times."""
    remembering: Any = lru_cache(maxsize=4096)(say)
    _kept.append(remembering.cache_clear)
    return cast("_Say", remembering)


def _(message: str) -> str:
    """`message` in the user's language."""
    return _texts.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with `count`."""
    return _texts.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """`message` as used in `context`, in the user's language."""
    return _texts.pgettext(context, message)
