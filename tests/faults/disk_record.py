"""A disk that is written down call by call and cut off at any of them: what a loss of power leaves (promise 1).

Until a file is synced, a disk may keep each of its writes, drop it or tear it between two sectors, in any choice.
"""

import random
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

SECTOR = 512
_CALLS = "openat,close,pwrite64,write,ftruncate,fdatasync,fsync,unlink,rename"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


class Unsynced(StrEnum):
    """What becomes of the writes that were not synced when the power went."""

    KEPT = "kept"
    DROPPED = "dropped"
    TORN = "torn"


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes to a place of a file."""

    name: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file ends here."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    """All of the file is on the disk."""

    name: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The file was taken away."""

    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the process promised the user at this moment."""

    words: str


Event = Write | Cut | Sync | Gone | Said


def record(command: Sequence[str], trace: Path) -> list[Event]:
    """Run the command to its end under strace; what it wrote to the file and its log, and said, in order."""
    options = ["-f", "-qq", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(trace)]
    subprocess.run(["strace", *options, *command], check=True, stdout=subprocess.DEVNULL, timeout=600)
    with trace.open(encoding="ascii") as file:
        return list(_events(file))


def _events(calls: Iterable[str]) -> Iterator[Event]:
    names: dict[str, str] = {}
    for call in calls:
        found = _CALL.match(call)
        if found is None or int(found[3]) < 0:
            continue
        kind, given, answer = found[1], found[2], found[3]
        number = given.split(",", 1)[0]
        if kind == "openat":
            names[answer] = Path(_bytes(given).decode()).name
        elif kind == "close":
            names.pop(number, None)
        elif kind == "write" and number == "1":
            yield from (Said(line) for line in _bytes(given).decode().splitlines())
        elif kind == "unlink" and "relmgr.db" in (name := Path(_bytes(given).decode()).name):
            yield Gone(name)
        elif names.get(number, "") in ("relmgr.db", "relmgr.db-wal"):
            yield from _of_file(kind, names[number], given, int(answer))


def _of_file(kind: str, name: str, given: str, answer: int) -> Iterator[Event]:
    if kind == "pwrite64":
        yield Write(name, int(given.rsplit(",", 1)[1]), _bytes(given)[:answer])
    elif kind == "ftruncate":
        yield Cut(name, int(given.rsplit(",", 1)[1]))
    elif kind in ("fsync", "fdatasync"):
        yield Sync(name)


def _bytes(given: str) -> bytes:
    found = _TEXT.search(given)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


@dataclass(slots=True)
class _File:
    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Write | Cut] = field(default_factory=list)


class Disk:
    """The files of one folder as a disk holds them."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self._files = {name: _File(bytearray(content)) for name, content in before.items()}
        self.promised: set[str] = set()

    def take(self, event: Event) -> None:
        """One call later."""
        if isinstance(event, Said):
            self.promised.add(event.words)
        elif isinstance(event, Gone):
            self._files.pop(event.name, None)
        else:
            file = self._files.setdefault(event.name, _File())
            if isinstance(event, Sync):
                for each in file.waiting:
                    _apply(file.synced, each)
                file.waiting.clear()
            else:
                file.waiting.append(event)

    def after_power_loss(self, unsynced: Unsynced, chance: random.Random) -> dict[str, bytes]:
        """What is found on it after the power went now."""
        found = {}
        for name, file in self._files.items():
            content = bytearray(file.synced)
            for each in file.waiting:
                if unsynced is Unsynced.KEPT:
                    _apply(content, each)
                elif unsynced is Unsynced.TORN and chance.random() < 0.7:
                    _apply_torn(content, each, chance)
            found[name] = bytes(content)
        return found


def _apply(content: bytearray, event: Write | Cut) -> None:
    if isinstance(event, Cut):
        _resize(content, event.size)
    else:
        _resize(content, max(len(content), event.at + len(event.content)))
        content[event.at : event.at + len(event.content)] = event.content


def _apply_torn(content: bytearray, event: Write | Cut, chance: random.Random) -> None:
    if isinstance(event, Cut):
        _apply(content, event)
        return
    for start in range(0, len(event.content), SECTOR):
        if chance.random() < 0.6:
            _apply(content, Write(event.name, event.at + start, event.content[start : start + SECTOR]))


def _resize(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))
