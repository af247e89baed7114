"""The long line: what a stretch of years is called, when it began and ended, and the marks of a ruler over it (P11)."""

from dataclasses import dataclass
from datetime import date

from relmgr.domain import phrases
from relmgr.domain.kinds import ChapterKind
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _

_STEPS = (1, 2, 5, 10, 20, 50, 100)


def chapter_word(kind: ChapterKind) -> str:
    """One chapter of the kind, as a word."""
    return {
        ChapterKind.JOB: _("Job"),
        ChapterKind.PROJECT: _("Project"),
        ChapterKind.MOVE: _("Place they lived"),
        ChapterKind.OTHER: _("Something else"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first day it can mean to the last; `is_open` where it goes on, `ends` then being today."""

    starts: date
    ends: date
    is_open: bool


def stretch(from_: PartialDate | None, until: PartialDate | None, today: date) -> Stretch | None:
    """Where a chapter lies. Of what is known only in part, the longest it can mean; None without any year.

    Without a beginning it is known only that it had ended by then: a stretch of no length. An end still to come
    is an end; what begins after today lies ahead.
    """
    first = from_.earliest() if from_ is not None else None
    last = until.latest() if until is not None else None
    if first is None and last is None:
        return None
    if last is None:
        begun = first or today
        return Stretch(begun, max(begun, today), until is None)  # it may be over in a year nobody knows
    if first is None:
        return Stretch(last, last, False)
    return Stretch(first, max(first, last), False)


def stretch_words(from_: PartialDate | None, until: PartialDate | None) -> str:
    """ "2019 to March 2022", "since June 2024", "until 2018", "" where nothing is known."""
    if from_ is not None and until is not None:
        if from_ == until:
            return phrases.partial(from_)
        return _("{start} to {end}").format(start=phrases.partial(from_), end=phrases.partial(until))
    if from_ is not None:
        return _("since {start}").format(start=phrases.partial(from_))
    return _("until {end}").format(end=phrases.partial(until)) if until is not None else ""


def is_backwards(from_: PartialDate | None, until: PartialDate | None) -> bool:
    """Whether it ends before it can have begun."""
    first = from_.earliest() if from_ is not None else None
    last = until.latest() if until is not None else None
    return first is not None and last is not None and last < first


def year_step(years: int, most: int) -> int:
    """How many years lie between two marks of the ruler, so that there are at most `most` (1 or more) of them."""
    return next((step for step in _STEPS if years <= step * max(1, most)), _STEPS[-1])


def tracks(stretches: list[tuple[float, float]]) -> list[int]:
    """For each stretch (start, end; in order of their starts) the first track on which it lies over no other."""
    ends: list[float] = []
    found = []
    for start, end in stretches:
        track = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        ends[track:] = [end] if track == len(ends) else [end, *ends[track + 1 :]]
        found.append(track)
    return found
