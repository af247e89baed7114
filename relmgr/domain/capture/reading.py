"""Reading a text into a capture: every reader looks, the more telling one wins where two claim the same words."""

from collections.abc import Iterable, Sequence
from datetime import date

from relmgr.domain.capture.contact import how_words, read_how, read_plan, read_when, read_with, when_words
from relmgr.domain.capture.feelings import read_feeling
from relmgr.domain.capture.lateness import read_lateness
from relmgr.domain.capture.life import read_life
from relmgr.domain.capture.milestones import read_milestones
from relmgr.domain.capture.next_steps import read_next_steps
from relmgr.domain.capture.promises import read_promises
from relmgr.domain.capture.scene import Scene, prepare
from relmgr.domain.capture.seen import read_seen
from relmgr.domain.capture.values import (
    Capture,
    Chip,
    Felt,
    How,
    KnownLifeEvent,
    KnownPerson,
    Span,
    SpanKind,
    When,
    Who,
)
from relmgr.domain.capture.who import People
from relmgr.domain.ids import PersonId
from relmgr.i18n import _

LONGEST_TEXT = 20_000
"""Characters that are read; what stands behind stays text."""

_ORDER = {kind: index for index, kind in enumerate(SpanKind)}


def read(
    text: str,
    today: date,
    people: Sequence[KnownPerson] | People = (),
    with_person: PersonId | None = None,
    life_events: Sequence[KnownLifeEvent] = (),
) -> Capture:
    """What `text` says about one contact (C3); deterministic, never raises, saves nothing.

    `people` are all that may be named (hand in a ready `People` when reading at each keystroke), `with_person` the one
    whose card the dialog was opened from, `life_events` what is already known to be going on for those people.
    """
    index = people if isinstance(people, People) else People(people)
    events = [event for event in life_events if with_person is None or event.person == with_person]
    scene = prepare(text[:LONGEST_TEXT], today, index, with_person, events)
    spans: list[Span] = []
    named = read_with(scene)
    they = _only_name(scene, named)
    readers = (
        read_promises(scene, they),
        read_milestones(scene),
        read_life(scene),
        read_lateness(scene),
        read_next_steps(scene),
    )
    for found in readers:
        _add(spans, sorted(found, key=lambda span: (span.start, -span.end)))
    feeling = read_feeling(scene, {one for who in _people(scene, named) for one in who.people})
    _add(spans, [feeling] if feeling else [])
    how = read_how(scene)
    plan, is_all = read_plan(scene, how, named, spans)
    if plan is not None:
        spans = [*(span for span in spans if not _overlap(span, plan)), plan]
    how = None if is_all else how
    when = None if is_all else read_when(scene, how, spans)
    _add(spans, [when] if when else [])
    _add(spans, named)
    _add(spans, [how] if how else [])
    there = {one for who in _people(scene, named) for one in who.people}
    _add(spans, read_seen(scene, there))
    spans.sort(key=lambda span: span.start)
    return _capture(text, scene, tuple(spans), named)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _add(spans: list[Span], found: Iterable[Span]) -> None:
    """Take what claims no words that are taken."""
    for span in found:
        if span.end > span.start and not any(_overlap(span, one) for one in spans):
            spans.append(span)


def _capture(text: str, scene: Scene, spans: tuple[Span, ...], named: list[Span]) -> Capture:
    people = _people(scene, named)
    said = next((span.value for span in spans if isinstance(span.value, When)), When(scene.today))
    how = next((span.value.kind for span in spans if isinstance(span.value, How)), None)
    feeling = next((span.value.feeling for span in spans if isinstance(span.value, Felt)), None)
    return Capture(
        text=text,
        spans=spans,
        people=people,
        when=said.day,
        clock=said.clock,
        how=how,
        feeling=feeling,
        chips=_chips(scene, spans, people, said),
    )


def _only_name(scene: Scene, named: list[Span]) -> str:
    """The first name of the one person this is about; "" if there are several or none."""
    people = {who.people for who in _people(scene, named)}
    only = people.pop() if len(people) == 1 else ()
    return scene.people.first_name(only[0]) if len(only) == 1 else ""


def _people(scene: Scene, spans: list[Span]) -> tuple[Who, ...]:
    """Who the contact was with: the person of the dialog first, then whom the text names."""
    named = [span.value for span in spans if isinstance(span.value, Who)]
    own = (scene.with_person,) if scene.with_person is not None else ()
    first = [Who(own, scene.people.name(own[0]))] if own else []
    return tuple(first + [who for who in named if who.people != own])


def _chips(scene: Scene, spans: tuple[Span, ...], people: tuple[Who, ...], when: When) -> tuple[Chip, ...]:
    chips = [_with_chip(spans, who) for who in people]
    parts = tuple(index for index, span in enumerate(spans) if span.kind in (SpanKind.WHEN, SpanKind.HOW))
    words = when_words(when.day, scene.today, when.clock)
    how = next((span.value.kind for span in spans if isinstance(span.value, How)), None)
    if how is not None:
        words = _("{day}, {how}").format(day=words, how=how_words(how))
    chips.append(Chip(kind=SpanKind.WHEN, label=_("When"), words=words, spans=parts))
    apart = (SpanKind.WITH, SpanKind.WHEN, SpanKind.HOW, SpanKind.LATE, SpanKind.MOMENT)
    rest = [(index, span) for index, span in enumerate(spans) if span.kind not in apart]
    rest.sort(key=lambda one: _ORDER[one[1].kind])
    chips.extend(Chip(kind=s.kind, label=s.label, words=s.words, spans=(index,)) for index, s in rest)
    return tuple(chips)


def _with_chip(spans: tuple[Span, ...], who: Who) -> Chip:
    parts = tuple(index for index, span in enumerate(spans) if span.value == who)
    return Chip(
        kind=SpanKind.WITH, label=_("With"), words=who.name, spans=parts, needs_choice=who.is_ambiguous
    )
