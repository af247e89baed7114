"""What was understood as plain values, in the form that `log --json` prints: every key is always there (C3)."""

import re
from datetime import date, datetime, time
from typing import Any

from relmgr.domain.capture.values import Capture, Life, Milestone, NextStep, SpanKind, Who
from relmgr.domain.capture.who import People
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.zones import local_instant

_NOON = time(12)
_PROMISES = ((SpanKind.PROMISE_MINE, "me"), (SpanKind.PROMISE_THEIRS, "them"))
_NOT_TOLD = frozenset({SpanKind.REQUEST, SpanKind.LATE, SpanKind.MOMENT})
"""What the window makes something of, and the form of the command line has no key for: it stays text there."""
_GLUE = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "about",
        "also",
        "are",
        "be",
        "been",
        "but",
        "coffee",
        "cc",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "him",
        "his",
        "i",
        "in",
        "is",
        "it",
        "me",
        "my",
        "of",
        "on",
        "or",
        "our",
        "re",
        "said",
        "says",
        "seemed",
        "she",
        "so",
        "sounded",
        "still",
        "that",
        "the",
        "their",
        "them",
        "then",
        "they",
        "to",
        "today",
        "was",
        "we",
        "were",
        "with",
        "w",
        "who",
        "will",
        "would",
        "promised",
        "felt",
        "left",
        "looked",
        "told",
        "s",
        "ll",
        "d",
        "ve",
        "re",
        "n",
        "just",
        "both",
        "call",
        "meeting",
        "quick",
    ]
)
"""Words that only join what was understood; alone they say nothing."""


def told(capture: Capture, people: People, now: datetime) -> dict[str, Any]:
    """The capture for JSON. `now` is zone-aware; its zone is the one the text speaks in.

    `when` is an instant with its offset; `due`, `since`, `until` and `date` are days, or what is known of one as ISO 8601
    truncates it ("2027-09", "--02-29"); what was not said is None or an empty list, and no key is ever missing.
    """
    return {
        "people": list(dict.fromkeys(_name(who, people) for who in capture.people)),
        "kind": capture.how,
        "when": instant(capture, now).isoformat(timespec="seconds"),
        "feeling": capture.feeling,
        "promises": [
            {"by": by, "what": one.statement, "due": _iso(one.due)}
            for kind, by in _PROMISES
            for one in capture.promises(kind)
        ],
        "life_events": [_life(one, capture, people) for one in capture.lives],
        "milestones": [_milestone(one, capture, people) for one in capture.milestones],
        "next_step": _next(capture.next_step, now),
        "rest": rest(capture),
    }


def instant(capture: Capture, now: datetime) -> datetime:
    """When the contact was: at the time said, now if it was today, else at noon of its day, in the zone of `now`."""
    zone = now.tzinfo
    assert zone is not None, "an instant has a zone"
    if capture.clock is not None:
        return local_instant(capture.when, capture.clock, zone).astimezone(zone)
    return now if capture.when == now.date() else local_instant(capture.when, _NOON, zone).astimezone(zone)


def rest(capture: Capture) -> str:
    """What nothing was understood of, as it was typed; the whole text where nothing was."""
    spans = [span for span in capture.spans if span.kind not in _NOT_TOLD]
    if not spans:
        return capture.text
    pieces, position = [], 0
    for span in spans:
        pieces.append(capture.text[position : span.start])
        position = max(position, span.end)
    pieces.append(capture.text[position:])
    return " ".join(piece.strip(" \t\r\n,.;:–—-") for piece in pieces if _says_something(piece))


def _says_something(piece: str) -> bool:
    said = re.findall(r"\w+", piece.casefold())
    return any(word not in _GLUE for word in said)


def _iso(day: PartialDate | date | None) -> str | None:
    if day is None:
        return None
    if isinstance(day, date):
        return day.isoformat()
    year = f"{day.year:04}" if day.year else "-"
    if day.month is None:
        return f"---{day.day:02}" if day.day else year
    return f"{year}-{day.month:02}" + (f"-{day.day:02}" if day.day else "")


def _next(step: NextStep | None, now: datetime) -> dict[str, Any] | None:
    if step is None:
        return None
    zone = now.tzinfo
    if step.on is None or step.clock is None or zone is None:
        return {"what": step.what, "when": _iso(step.on)}
    at = local_instant(step.on, step.clock, zone).astimezone(zone)
    return {"what": step.what, "when": at.isoformat(timespec="seconds")}


def _name(who: Who, people: People) -> str:
    return who.name if who.is_ambiguous else people.name(who.people[0]) or who.name


def _first(capture: Capture, people: People) -> str:
    return _name(capture.people[0], people) if capture.people else ""


def _life(life: Life, capture: Capture, people: People) -> dict[str, Any]:
    who = people.name(life.person) if life.person is not None else ""
    return {
        "who": who or _first(capture, people),
        "what": life.title,
        "since": _iso(life.since),
        "until": _iso(life.until),
    }


def _milestone(one: Milestone, capture: Capture, people: People) -> dict[str, Any]:
    is_named = one.who[:1].isupper() and (one.is_kin or one.person is None)
    who = one.who if is_named or one.person is None else people.name(one.person)
    return {"who": who or _first(capture, people), "what": one.title, "date": _iso(one.date)}
