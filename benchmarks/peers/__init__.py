"""Relmgr beside other programs with the same people, in the same run: what appears on a screen.

Debian's packages: gnome-contacts, evolution, thunderbird, xvfb, libxtst6, dbus, gir1.2-ebook-1.2, python3-gi.
What is not installed is said in its row and not measured. A screen without a window manager shows each program in its
own first size; the picture counts as ready when it has not changed for some seconds and the program rests.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import starting
from benchmarks.bench import Bench
from benchmarks.measure import START, Budget, Figure, Times
from benchmarks.peers import books
from benchmarks.peers.profile import opening
from benchmarks.screen import Screen, Seen, Shown
from relmgr.transfer.exporting import export

OURS, BARE = "Relmgr", "bare window"
_ROUNDS = 5
_OUR_SEARCH = 356, 97
"""Where the search of the list is in the window as it opens."""
_LETTER = "m"
"""The key that is pressed: a letter that many names begin with."""


Shares = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """A program with windows: how it is started, found and filled, and what the goals say of it."""

    name: str
    program: str
    command: tuple[str, ...]
    fill: Callable[[Path, Path], object]
    find: tuple[str, ...] = ()
    """The keys that lead to its search; the letter is pressed after them."""
    click: tuple[int, int] | None = None
    """Where its search is, in the window's first size, if no key leads there."""
    finishes: tuple[str, ...] = ()
    """The keys that make it search, where letters alone do not."""
    start: Shares = ()
    """What share of its start ours may be (S1), by the number of people."""
    key: Shares = ()
    """What share of its first key (F2)."""
    memory: Shares = ()
    """What share of its memory (T2)."""


PEERS = (
    Peer(
        "GNOME Contacts",
        "gnome-contacts",
        ("dbus-run-session", "--", "gnome-contacts"),
        books.fill_evolution,
        start=((1_000, 1 / 2), (10_000, 1 / 25)),
        key=((10_000, 1 / 100),),
        memory=((1_000, 1 / 2),),
    ),
    Peer(
        "Evolution",
        "evolution",
        ("dbus-run-session", "--", "evolution", "-c", "contacts"),
        books.fill_evolution,
        click=(553, 136),
        finishes=("Return",),
        start=((1_000, 1 / 2),),
        key=((10_000, 1 / 10),),
    ),
    Peer(
        "Thunderbird",
        "thunderbird",
        ("dbus-run-session", "--", "thunderbird", "-profile", "{home}", "-no-remote", "-addressbook"),
        books.fill_thunderbird,
        find=("Control_L", "f"),
        start=((1_000, 1 / 6),),
        key=((10_000, 1 / 100),),
        memory=((1_000, 1 / 2),),
    ),
)


def figures(bench: Bench) -> Iterator[Figure]:
    """Start, first key and memory, in turn with each program that is installed and with a bare window."""
    if not Screen.is_there():
        yield Figure(what="on a screen", ours=Times(), note="Xvfb or libXtst is not installed")
        return
    cards = bench.folder / "people.vcf"
    cards.write_bytes(b"".join(export(bench.store, "3.0")))
    yield from _on_the_screen(bench, cards, opening(bench))


@dataclass(slots=True)
class _Shown:
    """What was seen of one program in all rounds."""

    start: Times
    key: Times
    memory: Times


def _on_the_screen(bench: Bench, cards: Path, own: Sequence[str]) -> Iterator[Figure]:
    there = [peer for peer in PEERS if shutil.which(peer.program)]
    homes = {peer.name: bench.folder / peer.program for peer in there}
    for peer in there:
        print(f"  filling {peer.name}", flush=True)
        peer.fill(cards, homes[peer.name])
    found = {name: _Shown(Times(), Times(), Times()) for name in (BARE, OURS, *homes)}
    listed: dict[str, Times] = {}
    with Screen(bench.folder) as screen:
        shown_there = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.name}
        for number in range(_ROUNDS + 1):
            print(f"  round {number} of {_ROUNDS}", flush=True)
            for name, shown in found.items():
                chosen = next((one for one in there if one.name == name), None)
                seen = _round(screen, bench, chosen, name, own)
                if number and seen is not None:  # the first round is to get warm
                    _note(shown, *seen)
            starting.started(listed if number else {}, bench.folder, shown_there, "ours", [*own, "people"])
    yield from _told(found, listed["ours people"], bench.people)


def _note(shown: _Shown, start: Seen, key: Seen | None) -> None:
    shown.start.wall.append(start.last)
    shown.start.cpu.append(start.work)
    shown.memory.keep(start.memory)
    if key is not None:
        shown.key.wall.append(key.last)
        shown.key.cpu.append(key.work)


def _round(
    screen: Screen, bench: Bench, peer: Peer | None, name: str, own: Sequence[str]
) -> tuple[Seen, Seen | None] | None:
    """One start and one key of a program; None where it never came to rest, which is said."""
    if peer is None:
        given = ["benchmarks.bare_window"] if name == BARE else ["benchmarks.ours", *own]
        command = [sys.executable, "-m", *given]
        environment = _own_environment(bench.folder)
    else:
        home = bench.folder / peer.program
        command = [part.format(home=home) for part in peer.command]
        environment = books.environment(home)
    program = screen.start(command, environment, name.replace(" ", "-"))
    try:
        start = program.until_it_stays()
        return start, None if name == BARE else _key(screen, program, peer)
    except TimeoutError as fault:
        print(f"  {fault}", flush=True)
        return None
    finally:
        program.end()


def _key(screen: Screen, program: Shown, peer: Peer | None) -> Seen | None:
    """A letter in the search, which was led to before; None where nothing comes of it, which is said."""
    place = _OUR_SEARCH if peer is None else peer.click
    if place is not None:
        screen.click(*place)
    elif peer is not None and peer.find:
        screen.press(*peer.find)
    time.sleep(1)
    keys: tuple[str, ...] = (_LETTER,)
    if peer is not None and peer.finishes:
        screen.press(_LETTER)
        time.sleep(1)
        keys = peer.finishes
    try:
        return program.press(*keys)
    except TimeoutError as fault:
        print(f"  the key: {fault}", flush=True)
        return None


def _own_environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "RELMGR_STARTED": "0",
    }


def _told(found: dict[str, _Shown], listed: Times, size: int) -> Iterator[Figure]:
    """`listed`: when our list is painted. Of others only the picture tells, once it stays; ours goes on to count."""
    ours, bare = found[OURS], found[BARE]
    yield Figure(
        what="on a screen: start to the list of people",
        ours=listed,
        limit=bare.start,
        limit_name=BARE,
        goal="S1",
        budgets=(Budget(times=1.5),),
        growth=START,
    )
    yield Figure(what="on a screen: start until the picture stays", ours=ours.start, goal="S1")
    yield Figure(what="on a screen: a letter in the search", ours=ours.key, goal="F2", budgets=())
    yield Figure(
        what="on a screen: memory of one's own",
        ours=ours.memory,
        limit=bare.memory,
        limit_name=BARE,
        goal="T2",
        unit="MB",
        budgets=(Budget(times=3),),
    )
    for peer in PEERS:
        theirs = found.get(peer.name, _Shown(Times(), Times(), Times()))
        note = "" if peer.name in found else f"{peer.program} is not installed"
        for goal, what, mine, other, shares, unit in (
            ("S1", "start to the list of people", listed, theirs.start, peer.start, "ms"),
            ("S1", "start until the picture stays", ours.start, theirs.start, (), "ms"),
            ("F2", "a letter in the search", ours.key, theirs.key, peer.key, "ms"),
            ("T2", "memory of one's own", ours.memory, theirs.memory, peer.memory, "MB"),
        ):
            yield Figure(
                what=f"on a screen: {what}, beside {peer.name}",
                ours=mine,
                limit=other if other.wall else None,
                limit_name=peer.name,
                goal=goal,
                unit=unit,
                budgets=tuple(Budget(times=share) for people, share in shares if people == size),
                note=note,
            )
