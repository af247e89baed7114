"""Mutated files of the collection, read and planned on the way that the command line takes.

    python -m tests.transfer.wild.fuzzing --seconds 600 --seed 1

Stops at the first file that raises, loses a line, or takes over two seconds a card, and says by which seed and number
it is made again; at the end it prints one line of figures. The same seed makes the same files.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from relmgr.store import Store
from relmgr.transfer import importing
from relmgr.transfer.sources import Entry, read, recognise
from relmgr.transfer.vcard import Card, Fate
from tests.transfer.wild.describing import EXPECTED, WILD, problems

FILES = tuple(sorted(path for path in WILD.rglob("*") if path.is_file() and not path.name.endswith(EXPECTED)))
A_CARD = 2.0
"""Seconds of the processor that one card may take (quality.md §3)."""
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "shift_jis", "gb18030", "utf-32-le", "iso2022_jp")
_BOMB = 200_000

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
    formats: dict[str, int] = field(default_factory=dict)

    def line(self) -> str:
        """The figures in one line."""
        formats = ", ".join(f"{name} {count}" for name, count in sorted(self.formats.items()))
        return (
            f"{self.files} mutated files, {self.size / 1e6:.1f} MB, {self.cards} cards, {self.told} problems told, "
            f"{self.seconds:.0f} s; slowest card {self.slowest:.3f} s ({self.slowest_file}); {formats}"
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


def suffix_of(name: str) -> str:
    """The name the file had before it was mutated, for those who recognise by it."""
    return Path(name.split(" ", maxsplit=1)[0]).name


def look_through(store: Store, name: str, content: bytes, figures: Figures) -> list[Entry]:
    """Recognise, read and plan one file, and hold it against all that is asked of it."""
    began = time.process_time()
    stream = BytesIO(content)
    recognised = recognise(stream, suffix_of(name))
    entries = list(read(stream, recognised))
    plan = importing.plan_files(store, [(suffix_of(name), iter(entries))])
    took = time.process_time() - began
    cards = [entry for entry in entries if isinstance(entry, Card)]
    for card in cards:
        fates = [one.fate for one in card.traced]
        tally = card.tally
        assert fates.count(Fate.MAPPED) == tally.mapped, name
        assert fates.count(Fate.KEPT) == tally.kept, name
    told = problems(entries)
    assert all(one.reason for one in told), name
    assert not any("fault of its own" in one.reason for one in told), f"{name}: {told}"
    assert cards or told or not content.strip(b"\0 \r\n\t") or plan is not None, name
    slowness = took / max(1, len(cards))
    assert slowness < A_CARD, f"{name}: {slowness:.2f} s a card, {len(content)} bytes"
    figures.files += 1
    figures.size += len(content)
    figures.cards += len(cards)
    figures.told += len(told)
    figures.seconds += took
    figures.formats[recognised.format.value] = figures.formats.get(recognised.format.value, 0) + 1
    if slowness > figures.slowest:
        figures.slowest, figures.slowest_file = slowness, name
    return entries


def fuzz(store: Store, *, seed: int, numbers: range, seconds: float | None = None) -> Figures:
    """The files of these numbers, as long as the processor's seconds last. Raises AssertionError at a fault."""
    figures = Figures()
    for number in numbers:
        if seconds is not None and figures.seconds >= seconds:
            break
        name, content = mutated(seed, number)
        look_through(store, name, content, figures)
    return figures


def with_people(store: Store) -> Store:
    """The store with a file's people in it, so that plans have somebody to find."""
    from tests.builders import NOW

    for path in sorted((WILD / "vcf").glob("*-3.0*.vcf")):
        stream = BytesIO(path.read_bytes())
        plan = importing.plan_files(store, [(path.name, read(stream, recognise(stream, path.name)))])
        if plan.rows:
            importing.apply(store, plan, now=NOW)
    return store


def main() -> int:
    """Run from the command line."""
    from tempfile import TemporaryDirectory

    from relmgr.store.database import create_store
    from relmgr.store.sqlcipher import DatabaseKey

    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "fuzz.db", DatabaseKey(bytes(32)), "fuzzing")
        try:
            figures = fuzz(with_people(store), seed=asked.seed, numbers=range(10**9), seconds=asked.seconds)
        finally:
            store.close()
    sys.stdout.write(f"seed {asked.seed}: {figures.line()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
