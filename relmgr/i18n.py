"""Texts in the user's language: gettext for core and windows alike."""

import gettext
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

from relmgr import bundled

_LOCALES = bundled.FOLDER / "locale"
_translation: gettext.NullTranslations = gettext.NullTranslations()
_kept: list[Callable[[], None]] = []
_Say = TypeVar("_Say", bound=Callable[..., str])


def use(languages: list[str]) -> None:
    """Show texts in the first of `languages` (such as ["de_AT", "de"]) that there is a catalogue for, else English."""
    global _translation  # noqa: PLW0603  (one language per process, chosen at start)
    _translation = gettext.translation("relmgr", _LOCALES, languages, fallback=True)
    for forget in _kept:
        forget()


def kept(say: _Say) -> _Say:
    """`say`, its words remembered until another language is used: for what one page says hundreds of times."""
    remembering: Any = lru_cache(maxsize=4096)(say)
    _kept.append(remembering.cache_clear)
    return cast("_Say", remembering)


def _(message: str) -> str:
    """`message` in the user's language."""
    return _translation.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with `count`."""
    return _translation.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """`message` as used in `context`, in the user's language."""
    return _translation.pgettext(context, message)
