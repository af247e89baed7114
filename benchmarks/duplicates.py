"""Precision and recall of the search for duplicates on the labelled pairs, and its time at 10,000 people.

Each labelled pair is judged alone: an address book of two. What is told apart by how many others share an address is
measured by the time's address book, whose planted pairs must be found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from relmgr.domain.duplicates import Certainty, Entry, Number, Pair, compare
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
