"""Mutated files of the collection, read and planned on the way that the command line takes.

    python -m tests.transfer.wild.fuzzing --seconds 600 --seed 1

Names each file that raises, meets a fault of our own, loses a line or a cell, or takes over two seconds a card, and by
which seed and number it is made again; at the end it prints one line of figures, and how much longer files of eight
times the length take. The same seed makes the same files.
"""

import argparse
import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from relmgr.store import Store
from relmgr.store.database import create_store
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer import importing
from relmgr.transfer.sources import Entry, Format, Recognised, read, recognise
from relmgr.transfer.spreadsheets.lines import Lines
from relmgr.transfer.spreadsheets.reading import RecognisedTable, rows_of
from relmgr.transfer.spreadsheets.rows import Row
from relmgr.transfer.vcard import Card, Fate
from relmgr.transfer.vcard.lines import LineReader
from relmgr.transfer.vcard.model import DEFAULT, Problem
from relmgr.transfer.vcard.source import Source
from tests.builders import NOW
from tests.transfer.wild.describing import EXPECTED, WILD, problems

FILES = tuple(sorted(path for path in WILD.rglob("*") if path.is_file() and not path.name.endswith(EXPECTED)))
A_CARD = 2.0
"""Seconds of the processor that one card may take (quality.md §3)."""
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "gb18030", "utf-32-le", "iso2022_jp")
_BOMB = 200_000
_TIMES = 8
STEEPEST = 12.0
"""How many times the processor's seconds a file of eight times the length may take and still count as linear."""
_LONG = 400_000
"""Bytes of the shorter of two files of which the seconds are compared: enough for a steady figure."""

Mutation = Callable[[random.Random, bytes], bytes]


@dataclass(slots=True)
class Figures:
    """What a run has done: files, bytes, entries, processor seconds, and the slowest of them."""

    files: int = 0
    size: int = 0
    cards: int = 0
    told: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    slowest_file: str = ""
    formats: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The figures in one line."""
        formats = ", ".join(f"{name} {count}" for name, count in sorted(self.formats.items()))
        return (
            f"{self.files} mutated files, {self.size / 1e6:.1f} MB, {self.cards} cards, {self.told} problems told, "
            f"{len(self.faults)} faults, {self.seconds:.0f} s; slowest card {self.slowest:.3f} s ({self.slowest_file}); {formats}"
        )


def _flips(chance: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.randint(1, 1 + len(changed) // 50)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, content: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _time in range(2))
    return chance.choice((content[:start], content[end:], content[:start] + content[end:]))


def _splice(chance: random.Random, content: bytes) -> bytes:
    other = chance.choice(FILES).read_bytes() or b"\n"
    return content[: chance.randrange(len(content) + 1)] + other[chance.randrange(len(other)) :]


def _repeated(chance: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join(lines[: at + 1] + [lines[at]] * chance.randint(1, 300) + lines[at + 1 :])


def _shuffled(chance: random.Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    for _time in range(chance.randint(1, 5)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _swapped(chance: random.Random, content: bytes) -> bytes:
    told, written = chance.choice(_ENCODINGS), chance.choice(_ENCODINGS)
    return content.decode(told, "replace").encode(written, "replace")


def _bomb(chance: random.Random, content: bytes) -> bytes:
    piece = chance.choice(
        (b"a", b";", b",", b'"', b"\\", b"=", b"\n", b"\r\n ", b"(", b"{", b"[", b"\0", b"\xff", b":")
    )
    at = chance.randrange(len(content) + 1)
    return content[:at] + piece * chance.randint(100, _BOMB // len(piece)) + content[at:]


MUTATIONS: tuple[Mutation, ...] = (_flips, _cut, _splice, _repeated, _shuffled, _swapped, _bomb)


def mutated(seed: int, number: int) -> tuple[str, bytes]:
    """The mutated file of this number: its name, and its bytes."""
    chance = random.Random(f"{seed}:{number}")
    path = chance.choice(FILES)
    content = path.read_bytes()
    names = []
    for mutate in chance.choices(MUTATIONS, k=chance.randint(1, 3)):
        content = mutate(chance, content or b"\n")
        names.append(mutate.__name__.strip("_"))
    return f"{path.name} {'+'.join(names)} {seed}:{number}", content


def original_name(name: str) -> str:
    """The name the file had before it was mutated, for those who recognise by it."""
    return name.split(" ", maxsplit=1)[0]


class _OwnFaults(logging.Handler):
    """What the code logged with an exception: sources makes a row of the report of it, in whatever language."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note the fault."""
        if record.exc_info:
            self.seen.append(f"{record.getMessage()}: {record.exc_info[1]!r}")

    def __enter__(self) -> "_OwnFaults":
        logging.getLogger("relmgr").addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        logging.getLogger("relmgr").removeHandler(self)


def look_through(store: Store, name: str, content: bytes, figures: Figures) -> list[Entry]:
    """Recognise, read and plan one file, and hold it against all that is asked of it. Raises AssertionError."""
    with _OwnFaults() as own:
        began = time.process_time()
        stream = BytesIO(content)
        recognised = recognise(stream, original_name(name))
        entries = list(read(stream, recognised))
        plan = importing.plan_files(store, [(original_name(name), iter(entries))])
        took = time.process_time() - began
    assert not own.seen, own.seen
    cards = [entry for entry in entries if isinstance(entry, Card)]
    told = problems(entries)
    figures.files += 1
    figures.size += len(content)
    figures.cards += len(cards)
    figures.told += len(told)
    figures.seconds += took
    figures.formats[recognised.format.value] += 1
    slowness = took / max(1, len(cards))
    if slowness > figures.slowest:
        figures.slowest, figures.slowest_file = slowness, name
    assert all(one.reason for one in told)
    assert len(plan.rows) == len(cards), "each card has its row in the plan"
    for card in cards:
        assert len(card.traced) == card.tally.lines - _untraced(card), card.line
    _account(content, recognised, entries)
    assert slowness < A_CARD, f"{slowness:.2f} s a card, {len(content)} bytes"
    return entries


def _untraced(card: Card) -> int:
    """Empty cells of a table, and lines that a card had no room for, are counted, but not told one by one."""
    told = {one.line for one in card.traced}
    refused = sum(one.lines for one in card.problems if one.line not in told)
    return refused + card.tally.empty - sum(one.fate is Fate.EMPTY for one in card.traced)


def _account(content: bytes, recognised: Recognised, entries: list[Entry]) -> None:
    """Hold what the entries account for against the lines or cells that stand in the file."""
    if recognised.format is Format.VCARD:
        lines = sum(1 for _line in LineReader(DEFAULT).read(Source(BytesIO(content), DEFAULT).batches()))
        counted = sum(
            entry.tally.lines if isinstance(entry, Card) else entry.lines
            for entry in entries
            if isinstance(entry, Card | Problem)
        )
        assert counted == lines, f"{counted} of {lines} content lines have an account"
    elif isinstance(recognised, RecognisedTable) and not content.startswith(b"PK"):
        _account_of_table(content, recognised, entries)


def _account_of_table(content: bytes, recognised: RecognisedTable, entries: list[Entry]) -> None:
    """Every row with text in it is a card or a problem, and every cell with text has one fate."""
    rows = list(rows_of(Lines(BytesIO(content)), recognised.shape))
    cells = {
        row.line: sum(bool(cell.strip()) for cell in row.cells)
        for row in rows
        if isinstance(row, Row) and any(cell.strip() for cell in row.cells)
    }
    cards = {entry.line: len(entry.traced) for entry in entries if isinstance(entry, Card)}
    assert cards == cells, f"cells by line: {set(cells.items()) ^ set(cards.items())}"
    if all(isinstance(row, Row) for row in rows):
        below = list(Lines(BytesIO(content)))[recognised.shape.first_line - 1 :]
        written = sum(map(_letters, below))
        held = sum(_letters(cell) for row in rows if isinstance(row, Row) for cell in row.cells)
        assert held == written, f"{held} of {written} letters and figures arrive in cells"


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def fuzz(store: Store, *, seed: int, numbers: range, seconds: float | None = None) -> Figures:
    """The files of these numbers, as long as the processor's seconds last or until Ctrl+C; each fault is named in the figures."""
    figures = Figures()
    for number in numbers:
        if seconds is not None and figures.seconds >= seconds:
            break
        name, content = mutated(seed, number)
        try:
            look_through(store, name, content, figures)
        except KeyboardInterrupt:
            break
        except Exception as error:  # noqa: BLE001  (whatever it is, it is a fault and is told as one)
            figures.faults.append(f"{name}: {type(error).__name__}: {error}"[:600])
    return figures


def lengthened(content: bytes, times: int) -> bytes:
    """A file of so many times the rows or cards; the headings of a table stand once."""
    if b"BEGIN:V" in content:
        return content * times
    heading, end, rows = content.partition(b"\n")
    return heading + end + rows * times


def steepness(store: Store, content: bytes, name: str) -> tuple[float, int, int]:
    """How many times as long eight times the file takes to read and plan, and the cards of both."""
    shorter = lengthened(content, 1 + _LONG // len(content))
    took: list[float] = []
    cards: list[int] = []
    for longer in (shorter, lengthened(shorter, _TIMES)):
        figures = Figures()
        look_through(store, name, longer, figures)
        took.append(figures.seconds)
        cards.append(figures.cards)
    return took[1] / took[0], cards[0], cards[1]


def with_people(store: Store) -> Store:
    """The store with a file's people in it, so that plans have somebody to find."""
    for path in sorted((WILD / "vcf").glob("*-3.0*.vcf")):
        stream = BytesIO(path.read_bytes())
        plan = importing.plan_files(store, [(path.name, read(stream, recognise(stream, path.name)))])
        if plan.rows:
            importing.apply(store, plan, now=NOW)
    return store


LENGTHENED = ("vcf/*-3.0*.vcf", "csv/*.csv", "ics/*.ics")
"""Of which files the first is made longer, to compare the seconds."""


def main() -> int:
    """Run from the command line; 1 where a fault was found or a file takes more than its length allows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    logging.getLogger("relmgr").addHandler(logging.NullHandler())
    with TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "fuzz.db", DatabaseKey(bytes(32)), "fuzzing")
        try:
            figures = fuzz(with_people(store), seed=asked.seed, numbers=range(10**9), seconds=asked.seconds)
            slopes = {path.name: steepness(store, path.read_bytes(), path.name) for path in longest()}
        finally:
            store.close()
    for fault in figures.faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(f"seed {asked.seed}: {figures.line()}\n")
    for name, (ratio, few, many) in slopes.items():
        sys.stdout.write(f"{name}: {few} and {many} cards, {ratio:.1f} times the seconds\n")
    return int(bool(figures.faults) or any(ratio >= STEEPEST for ratio, _few, _many in slopes.values()))


def longest() -> list[Path]:
    """The first file of each format that can be made longer by saying it again."""
    return [min(WILD.glob(pattern)) for pattern in LENGTHENED]


if __name__ == "__main__":
    raise SystemExit(main())
