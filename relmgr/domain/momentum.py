"""Which way a relationship is going: how often we talk now, against before and against our own rhythm (D4)."""

from enum import StrEnum

from relmgr.domain.numbers import count_word, starting
from relmgr.domain.rhythm import silence_sentence
from relmgr.i18n import _, ngettext

_LEVEL = 0.05
"""Within this much of even, two people keep their pace."""

_USUAL_DAYS = 30
"""Where neither a rhythm nor a cadence is known, as in `rhythm.warmth`."""

_LEAST_DAYS = 7
"""Whoever talks daily has not cooled over a weekend."""

_LATE_AT_MOST = 3
"""A silence of three times the usual counts as much as one can."""


class Going(StrEnum):
    """Which way it goes."""

    WARMING = "warming"
    LEVEL = "level"
    COOLING = "cooling"


def momentum(
    talks: int, before: int, silence: int, usual: int | None, cadence_days: int | None = None
) -> float:
    """From -1, cooling, over 0 to 1, warming: never shown as a number, only as a place on the map.

    talks, before: conversations in the period, and in as long a time before it. What changed between the two, with one
    added, so that a single talk more among few is no leap; less how far the present silence, in days, is beyond what
    these two usually leave between them (principle 3): twice the usual takes away a half, three times the whole.
    """
    change = (talks - before) / (talks + before + 1)
    expected = usual or cadence_days or _USUAL_DAYS
    expected = max(expected, _LEAST_DAYS)
    if silence <= expected:  # so it is of most of the thousands a map may hold
        return change
    late = (silence / expected - 1) / (_LATE_AT_MOST - 1)
    return max(-1.0, change - min(1.0, late))


def going(value: float) -> Going:
    """The word for a momentum."""
    if abs(value) < _LEVEL:
        return Going.LEVEL
    return Going.WARMING if value > 0 else Going.COOLING


def going_word(way: Going) -> str:
    """ "Warming", "Keeping pace", "Cooling"."""
    return {
        Going.WARMING: _("Warming"),
        Going.LEVEL: _("Keeping pace"),
        Going.COOLING: _("Cooling"),
    }[way]


def reason(talks: int, before: int, days: int, silence: int, usual: int | None) -> str:
    """Why: "Four talks in 90 days, one in the 90 before. Quiet 47 days, usually 21."."""
    said = ngettext("{count} talk in {days} days", "{count} talks in {days} days", talks)
    now = said.format(count=starting(count_word(talks)), days=days)
    text = _("{now}, {before} in the {days} before.").format(now=now, before=count_word(before), days=days)
    if usual is None or silence <= max(_LEAST_DAYS, usual):
        return text
    return _("{talks} {quiet}.").format(talks=text, quiet=silence_sentence(silence, usual))


def sentence(people: int, warming: int, cooling: int, deep_cooling: int) -> str:
    """ "Of the 13 people you spoke with, seven are warming. Six are cooling, and two of those run deep."

    deep_cooling: of the cooling, those that are deep. Nothing where nobody was spoken with.
    """
    if not people:
        return ""
    parts = [_warming(people, warming), _cooling(cooling, deep_cooling)]
    if level := people - warming - cooling:
        text = ngettext("{count} keeps the pace.", "{count} keep their pace.", level)
        parts.append(text.format(count=starting(count_word(level))))
    return " ".join(part for part in parts if part)


def _warming(people: int, warming: int) -> str:
    if people == 1:
        return (
            _("You spoke with one person.") if not warming else _("The one person you spoke with is warming.")
        )
    if not warming:
        return _("You spoke with {people} people.").format(people=count_word(people))
    text = ngettext(
        "Of the {people} people you spoke with, {count} is warming.",
        "Of the {people} people you spoke with, {count} are warming.",
        warming,
    )
    return text.format(people=count_word(people), count=count_word(warming))


def _cooling(cooling: int, deep: int) -> str:
    if not cooling:
        return ""
    if not deep:
        text = ngettext("{count} is cooling.", "{count} are cooling.", cooling)
        return text.format(count=starting(count_word(cooling)))
    if cooling == 1:
        return _("One is cooling, and it runs deep.")
    text = ngettext(
        "{count} are cooling, and {deep} of those runs deep.",
        "{count} are cooling, and {deep} of those run deep.",
        deep,
    )
    return text.format(count=starting(count_word(cooling)), deep=count_word(deep))
