"""What to do next with them: "call again Thursday", "follow up in two weeks", "Next: send the menu on Monday" (C1)."""

import re
from collections.abc import Iterator
from datetime import date

from relmgr.domain.capture.hours import find_times
from relmgr.domain.capture.scene import Scene, is_denied
from relmgr.domain.capture.values import NextStep, Span, SpanKind
from relmgr.domain.phrases import FoundDate, Precision
from relmgr.domain.phrases import day as say_day
from relmgr.i18n import _

_FOLLOW = (
    r"(?:follow(?:ing)?[ -]?up|check(?:ing)? (?:back )?in|catch(?:ing)?[ -]?up|touch base|chase(?: up)?|reconnect|circle back"
    r"|call back|ring back|(?:call|ring|phone|text|e-?mail) (?:her|him|them) back|remind (?:her|him|them|me)"
    r"|ask (?:her |him |them |[\w’-]+ )?(?:about|how|whether|if|after))"
)
_DO = (
    r"(?:call|ring|phone|e-?mail|text|message|write(?: to)?|meet(?: up)?|speak|talk|send|visit|see|invite|book|ask|post|ping"
    r"|pop (?:in|round)|drop (?:in|by|round)|go (?:round|back|over)|get (?:back|in touch)|arrange|schedule|set up|prepare|draft"
    r"|quote|zoom|buy|pick up|drop off|try|return|bring|order|share|confirm|chat|have (?:lunch|coffee|a call))"
)
_LED = r"(?:(?:next time,?|must|should|need to|let['’]s|we['’]ll|we should|we will|to|will|I should|I must|and|then|so|please|going to|gonna)[ \t]{1,3}){0,2}"
_NAMED = re.compile(
    r"(?:^|(?<=[.!?;,\n)–—-])|(?<=[.!?;,\n)–—-] ))[ \t]{0,3}(?:(?:the )?next(?: step| steps| up| action| thing| time)?|to-?do|action|follow[- ]?ups?|then)[ \t]{0,3}"
    r"(?::|\s[–—-]|\s(?:is|are)(?: to)?\b)[ \t]{0,3}(?P<what>[^.!?;\n]{2,120})",
    re.IGNORECASE,
)
_SAID = re.compile(
    rf"(?:^|(?<=[.!?;,:\n(–—-])|\b(?:and|then|so|we['’]ll|we will|let['’]s|we(?:['’]re)?|should|must)(?=\s))[ \t]{{0,3}}(?:{_LED})"
    rf"(?P<what>(?P<follow>{_FOLLOW})|(?P<do>{_DO})|(?P<again>(?:speak|talk|meet|see|call|ring|chat)(?:ing)? again)"
    r"|(?P<thing>(?:next|another|second|follow-?up) (?:call|meeting|chat|visit|session|coffee|lunch|catch-?up|round|appointment)))\b",
    re.IGNORECASE,
)
_IS_A_NOUN = re.compile(
    r"\s+(?:with|w/|w|from|went|was|is|of|call|calls|chat|message)\b|[:,]|\s*$", re.IGNORECASE
)
""" "Call with Ben", "Text from Will", "Coffee, then a walk" name contacts that were."""
_AGAIN = re.compile(r"\b(?:again|back|next time)\b", re.IGNORECASE)
_I_AM_TOLD = re.compile(
    r"\b(?:she|he|they|I)(?:['’](?:ll|d|s|re|ve))?(?:\s\w+){0,3}\s*(?:,|and|then|so)?\s*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?;\n](?=\s|$)|[\n]|\s[–—]\s")
_SOON = 92
"""Days: "on 20 Nov" said on the 24th is a day that was, unless the coming one is as near as this."""
_TRAILING = re.compile(r"[\s,;:–—-]+$|\s+(?:on|by|in|at|for|and|the)$", re.IGNORECASE)


def read_next_steps(scene: Scene) -> Iterator[Span]:
    """The next steps said, in text order; what was done already, is asked or belongs to a promise is none."""
    for found in _NAMED.finditer(scene.text):
        span = _step(scene, found.start("what"), min(found.end(), scene.sentence(found.start("what"))[1]))
        if span is not None:
            yield span
    for found in _SAID.finditer(scene.text):
        start = found.start("what")
        is_label = scene.text[found.end() : found.end() + 1] == ":"
        if is_label or (_IS_A_NOUN.match(scene.text, found.end()) and not found["follow"]):
            continue
        if scene.is_supposed(start) or is_denied(scene.before(start)) or _goes_on(scene, found):
            continue
        end = _end(scene, found.end())
        day = _day(scene, start, end)
        clause = scene.text[start : scene.clause_end(found.end())]
        is_meant = found["follow"] or found["again"] or (_AGAIN.search(clause) and not found["thing"])
        if day is None and not is_meant:
            continue
        span = _step(scene, start, end if day else min(end, scene.clause_end(found.end())))
        if span is not None:
            yield span


def _goes_on(scene: Scene, found: re.Match[str]) -> bool:
    """Whether "and call" goes on with what somebody else does: "she said she would think and call on Friday"."""
    lead = scene.text[found.start() : found.start("what")].strip().casefold()
    if not lead.startswith("and"):
        return False
    return bool(re.search(r"\b(?:she|he|they|I|we)\b", scene.before(found.start())[-60:], re.IGNORECASE))


def _end(scene: Scene, position: int) -> int:
    """Where the sentence ends, or a comma behind which something new begins."""
    _start, end = scene.sentence(position)
    limit = min(end, position + 160)
    first = scene.clause_end(position)
    for day in scene.dates_in(position, limit):
        if day.lead_start <= first + 24:
            return (
                min(limit, max(first, day.end)) if day.lead_start <= first else _up_to(scene, first, day.end)
            )
    return min(first, limit)


def _up_to(scene: Scene, first: int, end: int) -> int:
    """The end of a day behind "when she is back", but not behind a comma."""
    return first if scene.text[first : first + 1] in ",.;:!?\n()" else end


def _day(scene: Scene, start: int, end: int) -> FoundDate | None:
    for day in scene.dates_in(start, end):
        if (
            day.lead not in ("since", "seit", "after", "of", "until", "till", "til")
            and day.last >= scene.today
        ):
            return day
    return None


def _step(scene: Scene, start: int, end: int) -> Span | None:
    day = _day(scene, start, end)
    stop = day.lead_start if day is not None and day.lead_start > start else end
    clock = next(find_times(scene.text, start, end), None)
    if clock is not None and start < clock.start < stop:
        stop = clock.start
    if day is not None and day.lead_start <= start:
        start, stop = day.end, end
    what = scene.text[start:stop]
    if day is not None and day.lead_start > start:
        rest = scene.text[day.end : end]
        if clock is not None and clock.start >= day.end:
            rest = scene.text[max(day.end, clock.end) : end]
        rest = re.sub(r"^[\s,]*", " ", rest)
        what = what.rstrip() + rest if rest.strip(" ,.") and len(rest) < 60 else what
    what = " ".join(_TRAILING.sub("", _TRAILING.sub("", what)).split()).strip(" ,.;:–—-")
    if not any(character.isalpha() for character in what):
        return None
    step = NextStep(_opened(what), _on(day), clock.clock if clock else None)
    return next_span(scene, start, max(end, start + 1), step)


def _on(day: FoundDate | None) -> date | None:
    return day.last if day is not None and day.precision is Precision.DAY else day.day if day else None


def _opened(what: str) -> str:
    return what[:1].upper() + what[1:]


def next_span(scene: Scene, start: int, end: int, step: NextStep) -> Span:
    """The span of a next step between the two positions."""
    while end > start and scene.text[end - 1] in " \t,.;:!?\n–—-":
        end -= 1
    while start < end and scene.text[start].isspace():
        start += 1
    return Span(
        start=start,
        end=end,
        kind=SpanKind.NEXT,
        value=step,
        label=_("Next"),
        words=step_words(step, scene.today),
    )


def step_words(step: NextStep, today: date) -> str:
    """The words of its chip: "Call again, Thu 26 Nov 10:00"."""
    if step.on is None:
        return step.what
    day = say_day(step.on, today)
    day = _("{day} {time}").format(day=day, time=f"{step.clock:%H:%M}") if step.clock else day
    return _("{what}, {day}").format(what=step.what, day=day)
