"""The user's choices: a small file that holds nothing personal and never keeps Relmgr from starting."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from relmgr.i18n import _
from relmgr.paths import make_private_folder, replace_file

SMALLEST_TEXT = 80
LARGEST_TEXT = 200
LOCK_CHOICES = (0, 5, 15, 60)
"""The minutes that the settings offer; 0 is never."""
LONGEST_LOCK = 24 * 60
_LARGEST_FILE = 1_000_000
_LANGUAGE = re.compile(r"(pseudo(_rtl)?|[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3})?")


class Appearance(StrEnum):
    """The colours of the windows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class OnClose(StrEnum):
    """What closing the main window does where there is a tray; without one it always quits (R2)."""

    KEEP_IN_TRAY = "keep_in_tray"
    QUIT = "quit"


class Motion(StrEnum):
    """Whether things move when they appear."""

    SYSTEM = "system"
    FULL = "full"
    REDUCED = "reduced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All choices; a `ValueError` names the one that is out of range."""

    appearance: Appearance = Appearance.SYSTEM
    text_size: int = 100
    """Per cent of the design's sizes, 80 to 200."""
    language: str = ""
    """Such as "de_AT"; empty: the system's."""
    attention_time: time = time(9)
    """When the day's reminders come, local time."""
    quiet_from: time | None = None
    """No popups from here to `quiet_until`, local time, over midnight too; both or neither."""
    quiet_until: time | None = None
    tray: bool = True
    on_close: OnClose = OnClose.KEEP_IN_TRAY
    hide_names: bool = False
    """For screen sharing (S2)."""
    names_in_notifications: bool = False
    """Promise 8: only if the user allows it."""
    system_notifications: bool = False
    """The desktop's own notifications instead of our popup, where there are some (R5)."""
    single_letter_keys: bool = True
    lock_after: int = 0
    """Minutes without use after which the file locks, 0 to 1440; 0: never (S2)."""
    lock_after_sleep: bool = False
    """Before the computer sleeps where the system says so in time, else as soon as it wakes (S2)."""
    lock_with_screen: bool = False
    """When the screen is locked (S2)."""
    motion: Motion = Motion.SYSTEM
    card_folder: str = ""
    """Absolute; where each person is kept as a card for other programs, not encrypted. Empty: nowhere (X3)."""
    card_folder_whole: bool = True
    """Whether those cards say everything, or are without private parts."""
    backup_folder: str = ""
    """Where backups go, absolute; empty: into the folder “backups” beside the file (S3)."""
    second_backup_folder: str = ""
    """A second place for them, such as a memory stick; empty: none."""
    unknown: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """What a newer version wrote; kept as it is."""

    def __post_init__(self) -> None:
        if not SMALLEST_TEXT <= self.text_size <= LARGEST_TEXT:
            raise ValueError("text_size")
        if not 0 <= self.lock_after <= LONGEST_LOCK:
            raise ValueError("lock_after")
        if not _LANGUAGE.fullmatch(self.language):
            raise ValueError("language")
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValueError("quiet_from")

    def is_quiet_at(self, moment: time) -> bool:
        """Whether popups wait at the local time `moment`."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= moment < self.quiet_until
        return moment >= self.quiet_from or moment < self.quiet_until


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read, and what to tell the user about it (empty: nothing)."""

    settings: Settings
    notice: str = ""


def load(path: Path) -> Loaded:
    """The choices in `path`; the defaults if there is none.

    A damaged file is set aside, never overwritten; a single choice that makes no sense gives way to its default.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        return Loaded(
            Settings(),
            _("Your settings in “{path}” cannot be read ({reason}). The defaults hold for now.").format(
                path=path, reason=error.strerror or type(error).__name__
            ),
        )
    try:
        if len(content) > _LARGEST_FILE:
            raise ValueError("too large")
        stored = json.loads(content)
        if not isinstance(stored, dict):
            raise TypeError("no object")
    except (ValueError, TypeError, RecursionError):
        return Loaded(Settings(), _set_aside(path))
    return _from_stored(stored)


def save(path: Path, settings: Settings) -> None:
    """Write the choices to `path`; raises a RelmgrError if the disk does not let us, the old file is then unchanged."""
    stored: dict[str, Any] = dict(settings.unknown)
    for name in _READERS:
        value = getattr(settings, name)
        stored[name] = value.strftime("%H:%M") if isinstance(value, time) else value
    make_private_folder(path.parent)
    replace_file(path, (json.dumps(stored, indent=2, ensure_ascii=False) + "\n").encode())


def _from_stored(stored: dict[str, Any]) -> Loaded:
    known: dict[str, Any] = {}
    bad: list[str] = []
    for name, reader in _READERS.items():
        if name in stored:
            try:
                known[name] = reader(stored[name])
            except (ValueError, TypeError):
                bad.append(name)
    settings = Settings(
        unknown=MappingProxyType({name: value for name, value in stored.items() if name not in _READERS})
    )
    if (known.get("quiet_from") is None) != (known.get("quiet_until") is None):
        known.pop("quiet_from", None)
        known.pop("quiet_until", None)
        bad.append("quiet_from")
    for name, value in known.items():
        if name in {"quiet_from", "quiet_until"}:
            continue
        try:
            settings = replace(settings, **{name: value})
        except ValueError:
            bad.append(name)
    settings = replace(settings, quiet_from=known.get("quiet_from"), quiet_until=known.get("quiet_until"))
    if not bad:
        return Loaded(settings)
    return Loaded(
        settings,
        _("These settings made no sense and are back at their defaults: {names}.").format(
            names=", ".join(dict.fromkeys(bad))
        ),
    )


def _set_aside(path: Path) -> str:
    for number in range(1, 100):
        aside = path.with_name(f"{path.name}.damaged-{number}")
        if not aside.exists():
            break
    else:
        return _("The settings file “{path}” is damaged. The defaults hold for now.").format(path=path)
    try:
        path.rename(aside)
    except OSError:
        return _("The settings file “{path}” is damaged. The defaults hold for now.").format(path=path)
    return _(
        "The settings file was damaged. It is kept as “{name}”, and the defaults hold. Your people are not in it "
        "and are safe."
    ).format(name=aside.name)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("no truth value")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("no whole number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _folder(value: object) -> str:
    place = _text(value)
    if place and not Path(place).is_absolute():
        raise ValueError("a folder that depends on where Relmgr was started")
    return place


def _time(value: object) -> time:
    hours, minutes = _text(value).split(":")
    return time(int(hours), int(minutes))


def _time_or_none(value: object) -> time | None:
    return None if value is None else _time(value)


_READERS: dict[str, Callable[[object], object]] = {
    "appearance": lambda value: Appearance(_text(value)),
    "text_size": _whole,
    "language": _text,
    "attention_time": _time,
    "quiet_from": _time_or_none,
    "quiet_until": _time_or_none,
    "tray": _flag,
    "on_close": lambda value: OnClose(_text(value)),
    "hide_names": _flag,
    "names_in_notifications": _flag,
    "system_notifications": _flag,
    "single_letter_keys": _flag,
    "lock_after": _whole,
    "lock_after_sleep": _flag,
    "lock_with_screen": _flag,
    "motion": lambda value: Motion(_text(value)),
    "backup_folder": _folder,
    "second_backup_folder": _folder,
    "card_folder": _folder,
    "card_folder_whole": _flag,
}
