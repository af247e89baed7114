"""The pages of the guide, in their order; what they say of this computer is filled in when they are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QKeySequence

from relmgr import bundled
from relmgr.paths import Profile

ORDER = (
    "first-minutes",
    "card",
    "before-a-call",
    "after-a-call",
    "today",
    "expectations",
    "depth",
    "give-and-take",
    "organisations",
    "in-and-out",
    "keys-and-backup",
    "locked-or-lost",
    "keyboard",
    "command-line",
    "privacy",
)
"""The names of the pages, which are those of their files."""

_KEYS = re.compile(r"`((?:Ctrl|Alt|Shift)\+[^`…]+)`")
_MARKS = re.compile(r"[*`#|]|\]\([^)]*\)|\[")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: its name in links, its title, and its text in Markdown with the title as first heading."""

    name: str
    title: str
    text: str

    @property
    def plain(self) -> str:
        """The words alone, for searching."""
        return _MARKS.sub("", self.text)


@cache
def pages() -> tuple[GuidePage, ...]:
    """All pages in their order. Raises OSError where the guide does not lie beside the program."""
    made = []
    for name in ORDER:
        text = (bundled.GUIDE / f"{name}.md").read_text("utf-8")
        made.append(GuidePage(name, text.split("\n", 1)[0].removeprefix("# ").strip(), text))
    return tuple(made)


def found(query: str) -> tuple[GuidePage, ...]:
    """The pages that hold every word of `query`, those with it in the title first; all for none."""
    words = query.casefold().split()
    holding = [page for page in pages() if all(word in page.plain.casefold() for word in words)]
    if not words:
        return tuple(holding)
    return tuple(sorted(holding, key=lambda page: not all(word in page.title.casefold() for word in words)))


def places(profile: Profile) -> Mapping[str, str]:
    """What stands for `{data}` and the others on this computer; put in as plain text, never parsed."""
    return {
        "{data}": str(profile.data),
        "{settings}": str(profile.settings_file),
        "{logs}": str(profile.logs),
    }


def with_native_keys(text: str) -> str:
    """Keys as this computer's keyboard has them: ⌘K for Ctrl+K on macOS."""
    return _KEYS.sub(lambda found_: f"`{_native(found_[1])}`", text)


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
