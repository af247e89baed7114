"""Precision and recall of the search for duplicates on the labelled pairs, and its time at 10,000 people.

Each labelled pair is judged alone: an address book of two. What is told apart by how many others share an address is
measured by the time's address book, whose planted pairs must be found.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from relmgr.domain.duplicates import Certainty, Entry, Number, Pair, compare, find
from relmgr.domain.partial_date import PartialDate

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "duplicates"
PARTS = ("tuning", "held_back")
_CLASSES = tuple(Certainty)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One line of the files."""

    kind: str
    is_same: bool
    one: Entry
    other: Entry


@dataclass(frozen=True, slots=True)
class Measured:
    """Precision and recall at a class: of the pairs given this class or a surer one."""

    precision: float
    recall: float
    found: int
    wrong: int


def labelled(part: str) -> tuple[Labelled, ...]:
    """The pairs of one part. Raises ValueError for a line that cannot be read."""
    lines = (FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_read(line) for line in lines if line.strip() and not line.startswith("#"))


def _read(line: str) -> Labelled:
    head, one, other = (each.strip() for each in line.split("|"))
    sign, kind = head.split(" ", 1)
    if sign not in "=/":
        raise ValueError(line)
    return Labelled(kind, sign == "=", _entry(1, one), _entry(2, other))


def _entry(key: int, text: str) -> Entry:
    name, *rest = (each.strip() for each in text.split(";"))
    parts = name.split("/")
    given, additional, family = ("", "", "")
    if len(parts) == 2:
        given, family = parts
    elif len(parts) == 3:
        given, additional, family = parts
    said: dict[str, list[str]] = {}
    for each in rest:
        word, _colon, value = each.partition(":")
        said.setdefault(word, []).append(value)
    numbers = [Number(each, is_mobile=True) for each in said.get("m", [])]
    numbers += [Number(_digits(each)) for each in said.get("p", [])]
    numbers += [Number(_digits(each), is_shared=True) for each in said.get("w", [])]
    born = said.get("b", [""])[0]
    return Entry(
        key=key,
        name=" ".join(filter(None, parts)),
        given=given,
        additional=additional,
        family=family,
        prefix=said.get("t", [""])[0],
        suffix=said.get("s", [""])[0],
        nickname=said.get("n", [""])[0],
        native=said.get("x", [""])[0],
        emails=tuple(each.casefold() for each in said.get("e", [])),
        numbers=tuple(numbers),
        links=tuple(said.get("l", [])),
        chats=tuple(said.get("h", [])),
        organisations=tuple(said.get("o", [])),
        birthday=_date(born) if born else None,
        city=said.get("c", [""])[0],
        is_light="light" in said,
    )


def _digits(text: str) -> str:
    return "+" + text[2:] if text.startswith("00") else text


def _date(text: str) -> PartialDate:
    if text.startswith("--"):
        month, day = text[2:].split("-")
        return PartialDate(None, int(month), int(day))
    return PartialDate(*map(int, text.split("-")))


def judged(pairs: Sequence[Labelled]) -> Iterator[tuple[Labelled, Pair | None]]:
    """Each pair, and what is made of it."""
    return ((each, compare(each.one, each.other)) for each in pairs)


def measured(pairs: Sequence[Labelled]) -> dict[Certainty, Measured]:
    """Precision and recall at each class."""
    results = list(judged(pairs))
    same = sum(each.is_same for each in pairs)
    found: dict[Certainty, Measured] = {}
    for number, certainty in enumerate(_CLASSES):
        upto = _CLASSES[: number + 1]
        hits = [each.is_same for each, pair in results if pair is not None and pair.certainty in upto]
        right = sum(hits)
        found[certainty] = Measured(
            right / len(hits) if hits else 1.0, right / same, len(hits), len(hits) - right
        )
    return found


def main(arguments: list[str]) -> int:
    """Print precision and recall of both parts, and the time of a whole address book."""
    parser = argparse.ArgumentParser(prog="dev.py bench duplicates", description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    given = parser.parse_args(arguments)
    for part in PARTS:
        pairs = labelled(part)
        print(f"{part}: {len(pairs)} pairs, {sum(each.is_same for each in pairs)} of them one person")
        for certainty, one in measured(pairs).items():
            print(
                f"  {certainty} or surer: precision {one.precision:.3f}, recall {one.recall:.3f}"
                f" ({one.found} found, {one.wrong} of them wrong)"
            )
    for count in (given.people // 2, given.people):
        _time(count)
    return 0


def _time(count: int) -> None:
    """The least of three runs, on the wall and of the processor, and how many of the planted pairs were found."""
    people, planted = address_book(count)
    wall, busy = float("inf"), float("inf")
    found: set[tuple[int, int]] = set()
    for _run in range(3):
        began, began_busy = time.perf_counter(), time.process_time()
        found = {pair.both for pair in find(people)}
        wall = min(wall, time.perf_counter() - began)
        busy = min(busy, time.process_time() - began_busy)
    hits = len(planted & found)
    print(
        f"{count} people: {wall:.2f} s ({busy:.2f} s of the processor), {hits} of {len(planted)} planted pairs found"
    )


def address_book(count: int, seed: int = 7) -> tuple[list[Entry], set[tuple[int, int]]]:
    """`count` invented people, one in twenty of them twice: reversed, mistyped, shortened or by the same address."""
    chance = random.Random(seed)
    people: list[Entry] = []
    planted: set[tuple[int, int]] = set()
    for key in range(count):
        if key % 20 == 19:
            like = people[chance.randrange(len(people))]
            people.append(_again(like, key, chance))
            planted.add((like.key, key))
        else:
            people.append(_invented(key, chance))
    return people, planted


def _invented(key: int, chance: random.Random) -> Entry:
    given = chance.choice(_GIVEN)
    family = "".join(chance.choice(_SYLLABLES) for _each in range(chance.choice((2, 3)))).title()
    house = f"{chance.choice(_SYLLABLES)}{chance.choice(_SYLLABLES)}"
    return Entry(
        key=key,
        name=f"{given} {family}",
        given=given,
        family=family,
        emails=(f"{given}.{family}{key}@{house}.example".casefold(),),
        numbers=(Number(f"+44770{chance.randrange(10**7):07}", is_mobile=True),),
        organisations=(f"{house.title()} {chance.choice(('Ltd', 'GmbH', 'Studio'))}",),
        birthday=PartialDate(chance.randrange(1940, 2005), chance.randrange(1, 13), chance.randrange(1, 29)),
    )


def _again(like: Entry, key: int, chance: random.Random) -> Entry:
    """The same person as another program has them."""
    way = chance.randrange(4)
    given, family = like.given, like.family
    if way == 0:
        given, family = family, given
    elif way == 1:
        at = chance.randrange(1, len(family) - 1)
        family = family[:at] + family[at + 1] + family[at] + family[at + 2 :]
    elif way == 2:
        given = f"{given[0]}."
    return Entry(
        key=key,
        name=f"{given} {family}",
        given=given,
        family=family,
        emails=like.emails if way in (1, 2) else (),
        numbers=like.numbers if way in (0, 3) else (),
        organisations=like.organisations,
    )


_NAMES = """
Anna Ben Carla David Elena Felix Greta Hugo Ines Jonas Katja Leon Marta Nils Olga Paul Rosa Simon Tara Uwe Vera Walter
Yara Amira Bruno Chiara Dmitri Emma Farid Gwen Hana Ivan Julia Karim Lucia Mateo Nadia Oscar Priya Quentin Rania Sofia
Tomas Ursula Viktor Wanda Xavier Yusuf Zoe Alma Boris Celine Dario Esther Frank Gloria Henrik Irene Jakob Kamila Lars
"""
_SOUNDS = """
ber gar hol lin mar nor pet ros san tor vel wal zim kra bru den fal gut hei jan kel lor mul nie ott pra rei sch tan ulm
vog wei abo cha dou esh fio gri haj iko jor kov lem mit nak oro pol qua rud sil tch usk vin wyn xan yos zab
"""
_GIVEN, _SYLLABLES = tuple(_NAMES.split()), tuple(_SOUNDS.split())
