"""When it went wrong: how long they wait for an answer, when it is closed, and when to ask again (G5).

What happened is told in their words first and mine after; the next step stands before the cause, and nothing here has a
field for fault: whoever looks for the guilty one stops looking for what helps.
"""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from relmgr.domain.calendar_words import short_day
from relmgr.domain.kinds import Feeling
from relmgr.domain.numbers import count_word
from relmgr.domain.zones import local_day, local_instant
from relmgr.i18n import _, ngettext

AFTERCARE_DAYS = 30
"""Days after it was solved that one asks how it is now (G5)."""

FELT_ASKED_DAYS = 60
"""How long the card keeps the second question open: later it would only stir up what has settled."""

_SOON = timedelta(hours=2)
_EVENING = time(18)
_MORNING = time(10)
_FEW_MINUTES = 10
_HOUR = 60
_DAY = 24 * _HOUR
_WORDS = 90
"""Characters of what happened that fit into a line."""

_WELL = frozenset({Feeling.GOOD, Feeling.DELIGHTED})


class PatchState(StrEnum):
    """How far a rough patch has come: it is closed twice (G5)."""

    OPEN = "open"
    SOLVED = "solved"
    """The matter is settled; how they feel about it is not known."""
    CLOSED = "closed"


def state(solved_on: date | None, felt: Feeling | None) -> PatchState:
    """How far it has come. Open is what makes a standing at risk (D3)."""
    if solved_on is None:
        return PatchState.OPEN
    return PatchState.SOLVED if felt is None else PatchState.CLOSED


def is_well_handled(solved_on: date | None, felt: Feeling | None) -> bool:
    """Whether it counts as support for depth: solved, and they feel good about how it was handled, or better (G5)."""
    return solved_on is not None and felt in _WELL


def aftercare_day(solved_on: date) -> date:
    """The day on which to ask how it is now."""
    return solved_on + timedelta(days=AFTERCARE_DAYS)


def answer_until(heard_at: datetime, zone: tzinfo) -> datetime:
    """By when to have answered at the latest, unless the user says otherwise (UTC).

    Two hours later; what comes in the evening or at night may wait for ten in the morning, for an answer given in haste
    at midnight mends nothing.
    """
    soon, day = heard_at + _SOON, local_day(heard_at, zone)
    evening, morning = local_instant(day, _EVENING, zone), local_instant(day, _MORNING, zone)
    if soon <= morning:
        return morning
    return soon if soon <= evening else local_instant(day + timedelta(days=1), _MORNING, zone)


def waits_words(name: str, heard_at: datetime, now: datetime) -> str:
    """ "Megan has waited two hours for an answer.": said calmly, and exact enough to act on."""
    minutes = int((now - heard_at) / timedelta(minutes=1))
    if minutes < _FEW_MINUTES:
        return _("{name} is waiting for an answer.").format(name=name)
    if minutes < _HOUR:
        return _("{name} has waited less than an hour for an answer.").format(name=name)
    if minutes < _DAY:
        count = minutes // _HOUR
        text = ngettext(
            "{name} has waited {count} hour for an answer.",
            "{name} has waited {count} hours for an answer.",
            count,
        )
    else:
        count = minutes // _DAY
        text = ngettext(
            "{name} has waited {count} day for an answer.",
            "{name} has waited {count} days for an answer.",
            count,
        )
    return text.format(name=name, count=count_word(count))


def since_words(opened_on: date, today: date) -> str:
    """ "A rough patch since 3 Nov"."""
    if opened_on >= today:
        return _("A rough patch since today")
    return _("A rough patch since {day}").format(day=short_day(opened_on, today))


def felt_question(name: str) -> str:
    """The second closing, asked apart from whether it is solved (G5)."""
    return _("How does {name} feel about how it was handled?").format(name=name)


def aftercare_question(name: str) -> str:
    """What is asked a month later."""
    return _("How is it now with {name}?").format(name=name)


def in_short(their_words: str, my_words: str) -> str:
    """What happened in one line: their words in quotation marks, mine where theirs are not known."""
    theirs, mine = _line(their_words), _line(my_words)
    return _("“{words}”").format(words=theirs) if theirs else mine


def _line(text: str) -> str:
    words = " ".join(text.split())
    if len(words) <= _WORDS:
        return words
    return words[:_WORDS].rpartition(" ")[0].rstrip(",;:.") + "…"


def how_it_ended(solved_on: date, felt: Feeling | None, name: str, today: date) -> str:
    """ "Solved on 3 Nov; Megan felt good about how it was handled."."""
    day = short_day(solved_on, today)
    if felt is None:
        return _("Solved on {day}.").format(day=day)
    word = {
        Feeling.UPSET: _("Solved on {day}; {name} was upset about how it was handled."),
        Feeling.UNEASY: _("Solved on {day}; {name} was uneasy about how it was handled."),
        Feeling.EVEN: _("Solved on {day}; {name} was fine with how it was handled."),
        Feeling.GOOD: _("Solved on {day}; {name} felt good about how it was handled."),
        Feeling.DELIGHTED: _("Solved on {day}; {name} was delighted with how it was handled."),
    }[felt]
    return word.format(day=day, name=name)
