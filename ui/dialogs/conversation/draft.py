"""What was understood of the text, with the user's corrections on top: nothing here is saved (C3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from relmgr.domain import phrases
from relmgr.domain.capture import (
    Capture,
    Chip,
    Felt,
    KnownLifeEvent,
    Life,
    Milestone,
    NextStep,
    People,
    Promise,
    Seen,
    Span,
    SpanKind,
    Who,
    read,
)
from relmgr.domain.capture.contact import how_words, when_words
from relmgr.domain.capture.next_steps import step_words
from relmgr.domain.capture.promises import label_of
from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, Feeling
from relmgr.domain.moments import MomentKind
from relmgr.i18n import _

Key = tuple[SpanKind, str]
"""What tells one understood thing from another while the text is written on: its kind and its words."""

Noted = Life | Promise | Milestone
_NOTED = (
    SpanKind.LIFE,
    SpanKind.PROMISE_MINE,
    SpanKind.PROMISE_THEIRS,
    SpanKind.REQUEST,
    SpanKind.MILESTONE,
)
_WHEN: Key = (SpanKind.WHEN, "")
_FELT: Key = (SpanKind.FELT, "")


@dataclass(frozen=True, slots=True)
class ShownChip:
    """One chip as it is shown. `value` is what pressing it changes."""

    key: Key
    kind: SpanKind
    label: str
    words: str
    value: Who | Noted | NextStep | None = None
    needs_choice: bool = False


@dataclass(frozen=True, slots=True)
class Talker:
    """Somebody the conversation was with. `person` None: somebody new, to be added with the conversation."""

    key: Key
    name: str
    person: PersonId | None


class Draft:
    """Reads the text anew at each keystroke and keeps to what the user changed, dropped or added."""

    def __init__(
        self,
        people: People,
        life_events: Sequence[KnownLifeEvent],
        today: date,
        *,
        with_person: PersonId | None = None,
        usual_how: ConversationKind = ConversationKind.CALL,
    ) -> None:
        self._people, self._life_events, self._today = people, life_events, today
        self._with_person, self._usual_how = with_person, usual_how
        self._dropped: set[Key] = set()
        self._changed: dict[Key, tuple[SpanKind, Noted]] = {}
        self._chosen: dict[Key, PersonId] = {}
        self._added: list[Talker] = []
        self._day: date | None = None
        self._how: ConversationKind | None = None
        self._feeling: Feeling | None = None
        self._feeling_is_chosen = False
        self.is_corrected = False
        self.capture: Capture = read("", today, people, with_person, life_events)

    # Reading

    def learn(self, people: People) -> None:
        """Know these people from now on, and understand the text anew."""
        self._people = people
        self.read(self.capture.text)

    def read(self, text: str) -> None:
        """Understand `text`."""
        self.capture = read(text, self._today, self._people, self._with_person, self._life_events)

    def know(self) -> None:
        """Take what the text says so far as noted already: an old conversation promises nothing anew."""
        for span in self.capture.spans:
            if span.kind in _NOTED or span.kind in (SpanKind.LATE, SpanKind.NEXT, SpanKind.MOMENT):
                self._dropped.add(self._key(span))
        self.is_corrected = False

    def _key(self, span: Span) -> Key:
        return span.kind, fold(self.capture.text[span.start : span.end])

    def marked(self) -> tuple[Span, ...]:
        """The spans to mark in the text."""
        dropped_day, dropped_feeling = _WHEN in self._dropped, _FELT in self._dropped
        hidden = {SpanKind.WHEN} if dropped_day else set()
        hidden |= {SpanKind.FELT} if dropped_feeling else set()
        return tuple(
            span
            for span in self.capture.spans
            if span.is_marked and span.kind not in hidden and self._key(span) not in self._dropped
        )

    # What holds

    def talkers(self) -> tuple[Talker, ...]:
        """Everybody it was with, the person of the dialog first; who is not clear is left out."""
        found = [Talker(key, who.name, who.people[0]) for key, who in self._who() if not who.is_ambiguous]
        known = {one.person for one in found}
        return (*found, *(one for one in self._added if one.person is None or one.person not in known))

    def unclear(self) -> tuple[Who, ...]:
        """Names that several people answer to, and nobody was chosen for."""
        return tuple(who for _key, who in self._who() if who.is_ambiguous)

    def _who(self) -> Iterator[tuple[Key, Who]]:
        for who in self.capture.people:
            key = _key_of(who)
            if key in self._dropped:
                continue
            chosen = self._chosen.get(key)
            yield key, who if chosen is None else Who((chosen,), self._people.name(chosen) or who.name)

    @property
    def day(self) -> date:
        """The day it took place."""
        if self._day is not None:
            return self._day
        return self._today if _WHEN in self._dropped else self.capture.when

    @property
    def clock(self) -> time | None:
        """The time of day the text names for the day that holds."""
        is_of_text = _WHEN not in self._dropped and self.day == self.capture.when
        return self.capture.clock if is_of_text else None

    @property
    def next_step(self) -> NextStep | None:
        """What the text says is to be done next."""
        return next((span.value for span in self._next_spans() if isinstance(span.value, NextStep)), None)

    def _next_spans(self) -> Iterator[Span]:
        for span in self.capture.spans:
            if span.kind is SpanKind.NEXT and self._key(span) not in self._dropped:
                yield span

    @property
    def how(self) -> ConversationKind:
        """How it took place."""
        if self._how is not None:
            return self._how
        return self._usual_how if _WHEN in self._dropped else self.capture.how or self._usual_how

    @property
    def feeling(self) -> Feeling | None:
        """How the first person seemed to leave."""
        if self._feeling_is_chosen:
            return self._feeling
        return None if self._felt_of() is not None else self._said_feeling()

    def _said_feeling(self) -> Feeling | None:
        return None if _FELT in self._dropped else self.capture.feeling

    def _felt_of(self) -> PersonId | None:
        """Whose the feeling in the text is, where it is that of somebody there but the first."""
        felt, there = self.capture.felt, [one.person for one in self.talkers()]
        return felt.person if felt is not None and felt.person in there[1:] else None

    def feelings_of_others(self) -> dict[PersonId, Feeling]:
        """How the text says that others than the first one left."""
        feeling, person = self._said_feeling(), self._felt_of()
        return {person: feeling} if person is not None and feeling is not None else {}

    @property
    def feeling_word(self) -> str:
        """The word in the text for how the first person left; "" where the user chose otherwise."""
        if self._felt_of() is not None or self._said_feeling() is not self.feeling:
            return ""
        return self._said_word()

    def _said_word(self) -> str:
        span = next((span for span in self.capture.spans if isinstance(span.value, Felt)), None)
        return "" if span is None or _FELT in self._dropped else span.words.lower()

    @property
    def is_late(self) -> bool:
        """Whether something of theirs is late."""
        return any(span.kind is SpanKind.LATE for span in self.marked())

    def seen(self) -> tuple[MomentKind, ...]:
        """The moments the text tells outright, and a delay of theirs."""
        told = [span.value.kind for span in self.marked() if isinstance(span.value, Seen)]
        return (*([MomentKind.DELAY] if self.is_late else []), *told)

    def drop_seen(self, kind: MomentKind) -> None:
        """It was not so after all."""
        self.is_corrected = True
        for span in self.capture.spans:
            is_delay = span.kind is SpanKind.LATE and kind is MomentKind.DELAY
            if is_delay or (isinstance(span.value, Seen) and span.value.kind is kind):
                self._dropped.add(self._key(span))

    def noted(self) -> tuple[tuple[SpanKind, Noted], ...]:
        """Life events, promises, requests and dates that will be kept, in text order."""
        return tuple(noted for _key, noted, _span in self._noted())

    def _noted(self) -> Iterator[tuple[Key, tuple[SpanKind, Noted], Span]]:
        for span in self.capture.spans:
            key = self._key(span)
            if (
                span.kind in _NOTED
                and key not in self._dropped
                and isinstance(span.value, Life | Promise | Milestone)
            ):
                yield key, self._changed.get(key, (span.kind, span.value)), span

    # The chips

    def chips(self) -> tuple[ShownChip, ...]:
        """With, when, felt, life, promises: in the design's order."""
        return (
            *self._with_chips(),
            *self._when_chip(),
            *self._felt_chip(),
            *self._noted_chips(),
            *self._next_chip(),
            *self._seen_chips(),
        )

    def _seen_chips(self) -> Iterator[ShownChip]:
        for span in self.marked():
            if span.kind is SpanKind.MOMENT:
                yield ShownChip(self._key(span), span.kind, span.label, span.words)

    def _with_chips(self) -> Iterator[ShownChip]:
        label = _("With")
        for key, who in self._who():
            yield ShownChip(key, SpanKind.WITH, label, who.name, who, who.is_ambiguous)
        known = {one.people for _key, one in self._who()}
        for one in self._added:
            if one.person is None or (one.person,) not in known:
                yield ShownChip(one.key, SpanKind.WITH, label, one.name)

    def _when_chip(self) -> Iterator[ShownChip]:
        if _WHEN not in self._dropped or self._day is not None or self._how is not None:
            words = _("{day}, {how}").format(
                day=when_words(self.day, self._today, self.clock), how=how_words(self.how)
            )
            yield ShownChip(_WHEN, SpanKind.WHEN, _("When"), words)

    def _felt_chip(self) -> Iterator[ShownChip]:
        said: Chip | None = next((chip for chip in self.capture.chips if chip.kind is SpanKind.FELT), None)
        other = self._felt_of()
        if said is not None and other is not None and self._said_word():
            name = self._people.first_name(other)
            words = _("{name}: {what}").format(name=name, what=said.words)
            yield ShownChip(_FELT, SpanKind.FELT, said.label, words)
        elif said is not None and self.feeling_word:
            yield ShownChip(_FELT, SpanKind.FELT, said.label, said.words)

    def _noted_chips(self) -> Iterator[ShownChip]:
        order = {kind: number for number, kind in enumerate(SpanKind)}
        for key, (kind, value), span in sorted(self._noted(), key=lambda one: order[one[1][0]]):
            label, words = span.label, span.words
            if key in self._changed:
                label = span.label if kind is span.kind else _label(kind, self._whose(kind, value))
                words = self._words(value)
            yield ShownChip(key, kind, label, self._of_whom(value, words), value)

    def _next_chip(self) -> Iterator[ShownChip]:
        span = next(self._next_spans(), None)
        if span is not None and isinstance(span.value, NextStep):
            words = step_words(span.value, self._today)
            yield ShownChip(self._key(span), SpanKind.NEXT, span.label, words, span.value)

    def _of_whom(self, value: Noted, words: str) -> str:
        """Names whose life it is, where that is not the first one talked with and the words do not say so."""
        if isinstance(value, Promise) or value.person is None:
            return words
        first = next(iter(self.talkers()), None)
        name = self._people.first_name(value.person)
        if not name or name in words or (first is not None and first.person == value.person):
            return words
        return _("{name}: {what}").format(name=name, what=words)

    def owners(self, value: Life | Milestone) -> tuple[tuple[PersonId, str], ...]:
        """Whose it can be: whom it was with, and whom the text said it of."""
        some = [one.person for one in self.talkers()] + [value.person]
        ids = dict.fromkeys(one for one in some if one is not None)
        return tuple((one, self._people.name(one)) for one in ids)

    def first_name(self) -> str:
        """The first person's name for a sentence; "" where nobody is named yet."""
        first = next(iter(self.talkers()), None)
        if first is None:
            return ""
        return self._people.first_name(first.person) or first.name

    def _whose(self, kind: SpanKind, value: Noted) -> str:
        """Whom a chip's label names after a correction."""
        if isinstance(value, Promise) and value.person is not None:
            return self._people.first_name(value.person)
        return "" if kind is SpanKind.PROMISE_MINE else self.first_name()

    def _words(self, value: Noted) -> str:
        if isinstance(value, Promise):
            day = phrases.day(value.due, self._today) if value.due else ""
            what = value.statement
        elif isinstance(value, Milestone):
            day, what = phrases.partial(value.date), value.title
        else:
            day, what = "", value.title
        return _("{what}, {day}").format(what=what, day=day) if day else what

    # Corrections

    def drop(self, key: Key) -> None:
        """Take away what was understood; the text stays as it is."""
        self.is_corrected = True
        added = [one for one in self._added if one.key == key]
        if added:
            self._added.remove(added[0])
            return
        self._dropped.add(key)
        if key == _WHEN:
            self._day = self._how = None
        if key == _FELT:
            self._feeling_is_chosen = False

    def choose_person(self, key: Key, person: PersonId) -> None:
        """Say who is meant by a name, or that it was somebody else."""
        self.is_corrected = True
        self._chosen[key] = person

    def add_person(self, person: PersonId | None, name: str) -> None:
        """It was also with `person`, or, without an id, with somebody new of that name."""
        self.is_corrected = True
        key = (SpanKind.WITH, f"+{person or fold(name)}")
        self._dropped.discard((SpanKind.WITH, f"{person}"))
        if all(one.key != key for one in self._added):
            self._added.append(Talker(key, name, person))

    def set_day(self, day: date) -> None:
        """It took place on `day`."""
        self.is_corrected = True
        self._day = day

    def set_how(self, how: ConversationKind) -> None:
        """It took place like this."""
        self.is_corrected = True
        self._how = how

    def set_feeling(self, feeling: Feeling | None) -> None:
        """They felt like this, whatever the text says."""
        self._feeling, self._feeling_is_chosen = feeling, True

    def change(self, key: Key, kind: SpanKind, value: Noted) -> None:
        """What was understood reads otherwise."""
        self.is_corrected = True
        self._changed[key] = kind, value


def _key_of(who: Who) -> Key:
    return SpanKind.WITH, ",".join(str(person) for person in who.people)


def _label(kind: SpanKind, name: str) -> str:
    if kind in (SpanKind.PROMISE_MINE, SpanKind.PROMISE_THEIRS, SpanKind.REQUEST):
        return label_of(kind, name)
    return _("Life") if kind is SpanKind.LIFE else _("Date")


def with_title(life: Life, title: str, follow_up: date | None) -> Life:
    """The life event under another title, asked about on another day."""
    return replace(life, title=title or life.title, follow_up=follow_up or life.follow_up)
