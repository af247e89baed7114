"""What a file of the collection gives, as NAME.expected.json states it beside NAME.

Shown for a file by `python -m tests.transfer.wild.describing FILE…`, so that whoever writes a file can look through it
and keep it; the test never writes anything.

    {"format": …, "answers": {"columns": {…}, "date_order": …},   answers only where the file asks for them
     "people": [{"name": …, further fields that are not empty …}],
     "counts": {"mapped": …, "kept": …, "left_out": …, "strays": …},   lines or cells of the cards; what stood outside
     "problems": [reason …]}   each reason once, in their order
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

from relmgr.transfer.sources import NO_ANSWERS, Answers, Beyond, Entry, Loose, read, recognise
from relmgr.transfer.sources.answering import answers_of
from relmgr.transfer.vcard import Card, Problem
from relmgr.transfer.vcard.dates import write_date

WILD = Path(__file__).parents[2] / "data" / "wild"
EXPECTED = ".expected.json"


def described(path: Path, said: dict[str, Any] | None = None) -> dict[str, Any]:
    """What reading the file gives, on the way that the command line takes."""
    stream = BytesIO(path.read_bytes())
    recognised = recognise(stream, path.name)
    answers: Answers = answers_of(said) if said else NO_ANSWERS
    entries = list(read(stream, recognised, answers))
    cards = [entry for entry in entries if isinstance(entry, Card)]
    told: dict[str, Any] = {"format": recognised.format.value}
    if recognised.asks:
        told["asks"] = sorted(recognised.asks)
    if said:
        told["answers"] = said
    told["people"] = [person(card) for card in cards]
    loose = [one for entry in entries if isinstance(entry, Loose) for one in entry.beyond]
    if loose:
        told["loose"] = [_beyond(one) for one in loose]
    told["counts"] = {
        "mapped": sum(card.tally.mapped for card in cards),
        "kept": sum(card.tally.kept for card in cards),
        "left_out": sum(card.tally.left_out for card in cards),
        "strays": sum(isinstance(entry, Problem) for entry in entries),
    }
    told["problems"] = list(dict.fromkeys(problem.reason for problem in problems(entries)))
    return told


def problems(entries: Iterable[Entry]) -> list[Problem]:
    """All problems of a file, those of its cards included."""
    found: list[Problem] = []
    for entry in entries:
        if isinstance(entry, Problem):
            found.append(entry)
        elif isinstance(entry, Card):
            found += entry.problems
    return found


def person(card: Card) -> dict[str, Any]:
    """The fields of a card that are not empty, each as short as it can be read."""
    told: dict[str, Any] = {
        "name": card.display_name,
        "uid": card.uid,
        "kind": "" if card.kind == "individual" else card.kind.value,
        "parts": "|".join(
            (card.name.prefix, card.name.given, card.name.additional, card.name.family, card.name.suffix)
        ).strip("|")
        and "|".join(
            (card.name.prefix, card.name.given, card.name.additional, card.name.family, card.name.suffix)
        ),
        "nicknames": list(card.nicknames),
        "native_name": card.native_name,
        "phonetic": " ".join(filter(None, (card.phonetic_given, card.phonetic_family))),
        "sort_as": card.sort_as,
        "pronouns": card.pronouns,
        "contacts": [
            f"{one.kind.value}{f'/{one.service}' if one.service else ''} {one.label}{'*' if one.preferred else ''}: {one.value}"
            for one in card.contacts
        ],
        "jobs": [
            " | ".join((one.title, " / ".join(one.units), one.name, one.role)).rstrip(" |")
            for one in card.organisations
        ],
        "dates": [f"{one.title or one.kind.value}: {write_date(one.date)}" for one in card.milestones],
        "relations": [f"{one.label or one.kind.value}: {one.name or one.uid}" for one in card.relations],
        "labels": list(card.labels),
        "languages": list(card.languages),
        "time_zone": card.time_zone,
        "facts": [f"{one.label}: {one.text}" for one in card.facts],
        "met": " | ".join(filter(None, (card.how_met.where, card.how_met.through, card.how_met.impression))),
        "cadence_days": card.cadence_days,
        "last_contact": card.last_contact.on.isoformat() if card.last_contact else "",
        "notes": list(card.notes),
        "photo": card.photo.media_type if card.photo else card.photo_url,
        "beyond": [_beyond(one) for one in card.beyond],
        "kept": [*card.unknown, *(f"{heading}: {value}" for heading, value in card.columns)],
    }
    return {name: value for name, value in told.items() if value or name == "name"}


def _beyond(one: Beyond) -> str:
    """What is carried besides, with all it says that is not empty."""
    said = {
        field.name: getattr(one, field.name) for field in fields(one) if field.name not in ("mark", "line")
    }
    told = "; ".join(f"{name}={value}" for name, value in said.items() if value not in ("", None, False, ()))
    return f"{type(one).__name__}: {told}"


def stated(path: Path) -> dict[str, Any]:
    """What is written beside the file."""
    said: dict[str, Any] = json.loads(path.with_name(path.name + EXPECTED).read_text("utf-8"))
    return said


if __name__ == "__main__":
    for one in map(Path, sys.argv[1:]):
        beside = one.with_name(one.name + EXPECTED)
        held = json.loads(beside.read_text("utf-8")).get("answers") if beside.exists() else None
        sys.stdout.write(json.dumps(described(one, held), ensure_ascii=False, indent=1) + "\n")
