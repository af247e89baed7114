"""The history of an expectation as a story: each step one dated sentence, nothing left out (E2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from relmgr.domain.calendar_words import weekday_day
from relmgr.domain.expectations import punctual_words
from relmgr.domain.kinds import Direction, ExpectationKind, Status, Step
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import inside
from relmgr.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step as it was noted. `due_before` and `due_after`: the date before and since, None for none."""

    on_day: date
    step: Step
    from_status: Status | None
    to_status: Status
    note: str = ""
    due_before: date | None = None
    due_after: date | None = None
    agreed_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose expectation it is; `name` as it stands in a sentence."""

    kind: ExpectationKind
    direction: Direction
    name: str


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One sentence of the story with its day; `note` is what the user wrote beside it."""

    day_words: str
    words: str
    note: str


def story(changes: Sequence[Change], subject: Subject, today: date) -> tuple[StoryLine, ...]:
    """The steps as sentences, the oldest first, as they were noted."""
    name = isolate(subject.name) if is_right_to_left(subject.name) else subject.name
    return tuple(
        StoryLine(weekday_day(one.on_day, today), _sentence(one, subject, name, today), one.note)
        for one in changes
    )


def _sentence(one: Change, subject: Subject, name: str, today: date) -> str:
    of_me = subject.direction is Direction.OF_ME
    if one.step is Step.TOLD:
        words = _("You told {name} that it may slip.") if of_me else _("{name} told you that it may slip.")
        return words.format(name=name)
    if one.step is Step.WORDING:
        return _("Worded anew. Before, it read:")
    if one.step is Step.UNDERSTOOD:
        return _("What was really asked became clear:")
    if one.step is Step.ANSWERED:
        return (
            _("You answered {name}.").format(name=name) if of_me else _("{name} answered.").format(name=name)
        )
    parts = [_lead(one, subject, name), _date_words(one, today)]
    whole = _("{sentence}.").format(sentence=", ".join(part for part in parts if part))
    if one.agreed_words:
        whole = _("{sentence} Agreed: {what}.").format(sentence=whole, what=one.agreed_words.rstrip("."))
    return whole


def _lead(one: Change, subject: Subject, name: str) -> str:
    if one.from_status is None:
        return _birth(one, subject, name)
    if one.step is Step.TERMS:
        return _("The terms changed")
    if one.to_status is Status.AGREED:
        is_new = one.from_status in (Status.UNSPOKEN, Status.SAID)
        return _("Agreed") if is_new else _("Agreed anew")
    return {
        Status.UNSPOKEN: _("Taken back: nothing is agreed"),
        Status.SAID: _("Said out loud"),
        Status.AT_RISK: _("It may slip"),
        Status.MET: _("Met"),
        Status.EXCEEDED: _("Better than hoped"),
        Status.MISSED: _("Missed"),
    }[one.to_status]


def _birth(one: Change, subject: Subject, name: str) -> str:
    of_me = subject.direction is Direction.OF_ME
    if subject.kind is ExpectationKind.PROMISE:
        return (_("You promised {name}") if of_me else _("{name} promised you")).format(name=name)
    if subject.kind is ExpectationKind.REQUEST:
        return (_("{name} asked you") if of_me else _("You asked {name}")).format(name=name)
    hopes = (_("{name} hopes for it") if of_me else _("You hope for it")).format(name=name)
    if one.to_status is Status.UNSPOKEN:
        return _("{hopes}, unsaid").format(hopes=hopes)
    return {
        Status.SAID: _("Said out loud"),
        Status.AGREED: _("Agreed"),
        Status.AT_RISK: _("Agreed, and it may slip"),
        Status.MET: _("Written down as met"),
        Status.EXCEEDED: _("Written down as better than hoped"),
        Status.MISSED: _("Written down as missed"),
    }[one.to_status]


def _date_words(one: Change, today: date) -> str:
    if one.to_status in (Status.MET, Status.EXCEEDED):
        if one.due_after is None:
            return ""
        words = punctual_words((one.on_day - one.due_after).days)
        return inside(words)
    if one.to_status is Status.MISSED or (one.due_after == one.due_before and one.from_status is not None):
        return ""
    after = weekday_day(one.due_after, today) if one.due_after else ""
    before = weekday_day(one.due_before, today) if one.due_before else ""
    if after and before:
        return _("for {after} instead of {before}").format(after=after, before=before)
    if after:
        return _("for {after}").format(after=after)
    return _("without a date, before {before}").format(before=before) if before else ""
