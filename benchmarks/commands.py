"""How long whole commands take, from the start of the process to its end, beside khard and abook with the same people.

Neither is among what Relmgr needs: `KHARD` names a khard of one's own, else the programs on the path are taken; what is
not there is said in its row.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.data.build_db import TODAY
from benchmarks.measure import Budget, Figure, Times, once
from benchmarks.peers import books
from benchmarks.peers.profile import opening
from relmgr.domain.fold import fold
from relmgr.services import people
from relmgr.store import Store
from relmgr.transfer.exporting import export

_PEOPLE_AT_ONCE = 500
_TENTH = (Budget(times=0.1),)
_ROOT = Path(__file__).resolve().parent.parent
_KEY_AT_HAND = (
    "import sys, main, benchmarks.started as started; started.make_unlocking_cheap(); sys.exit(main.main())"
)
"""Ours as it is with the key in the keyring: what a passphrase costs on purpose is not the command's."""


def figures(bench: Bench) -> Iterator[Figure]:
    """`card NAME` beside `khard show`, `people WORD` beside `khard list` and abook's query, and `due`."""
    cards = bench.folder / "people.vcf"
    cards.write_bytes(b"".join(export(bench.store, "3.0")))
    name = _somebody(bench.store)
    word = name.split()[0]
    khard, abook = _khard(cards, bench.folder), _abook(cards, bench.folder)
    for words, peer, asked, budgets in (
        (("card", name), khard, ("show", name), _TENTH),
        (("people", word), khard, ("list", word), _TENTH),
        (("people", word), abook, (word,), ()),
        (("due",), (), (), ()),
    ):
        yield _beside(bench, words, [*peer, *asked] if peer else [], budgets)


def _beside(bench: Bench, words: tuple[str, ...], peer: Sequence[str], budgets: tuple[Budget, ...]) -> Figure:
    """Raises RuntimeError if one of the two ends with an error."""
    profile, passphrase = opening(bench)
    opened = ("--profile", profile, "--passphrase-file", passphrase)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(bench.folder / "compiled"), "PYTHONPATH": str(_ROOT)}
    ours, theirs = Times(), Times()
    both = [(ours, [sys.executable, "-c", _KEY_AT_HAND, *opened, *words])]
    if peer:
        both.append((theirs, list(peer)))
    for number in range(bench.runs + 1):
        for times, command in both:
            kept = times if number else Times()  # the first one compiles our modules, and reads theirs
            _note(kept, command, environment)
    name = Path(peer[0]).name if peer else ""
    return Figure(
        what=f"command line: {words[0]}" + (f", beside {name}" if name else ""),
        ours=ours,
        limit=theirs if peer else None,
        limit_name=name,
        goal="CLI",
        budgets=budgets if peer else (),
    )


def _note(times: Times, command: Sequence[str], environment: Mapping[str, str]) -> None:
    def run() -> None:
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode:
            raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[-800:]}")

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall, _own = once(run)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    times.wall.append(wall)
    times.cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _khard(cards: Path, folder: Path) -> tuple[str, ...]:
    program = os.environ.get("KHARD") or shutil.which("khard")
    if program is None:
        return ()
    home = folder / "khard"
    books.fill_khard(cards, home)
    return (program, "-c", str(home / "khard.conf"), "--skip-unparsable")


def _abook(cards: Path, folder: Path) -> tuple[str, ...]:
    if shutil.which("abook") is None:
        return ()
    home = folder / "abook"
    books.fill_abook(cards, home)
    return ("abook", "--datafile", str(home / "addressbook"), "--mutt-query")


def _somebody(store: Store) -> str:
    """A name of two words that stands in nobody else's: khard asks which one is meant, and nobody is there to answer."""
    ids = people.list_ids(store, TODAY)
    starts = range(0, len(ids), _PEOPLE_AT_ONCE)
    names = [
        row.name
        for start in starts
        for row in people.rows(store, ids[start : start + _PEOPLE_AT_ONCE], TODAY)
    ]
    everybody = "\n".join(fold(name) for name in names)
    plain = sorted(name for name in set(names) if name.isascii() and name.count(" ") == 1)
    half = len(plain) // 2
    return next(name for name in plain[half:] if everybody.count(fold(name)) == 1)
