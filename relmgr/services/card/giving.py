"""Give and take on the card: what I gave, advice, and feedback both ways, each as a group of rows (G2, G3, G4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row

from relmgr.domain import phrases
from relmgr.domain.giving import FeedbackStep, feedback_asks, give_words, outcome_words
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import GiveKind
from relmgr.i18n import _
from relmgr.services import advice, feedback, gives
from relmgr.services.card.giving_views import GiveTakeView, TakeAction, TakeGroup, TakeRow
from relmgr.services.card.timeline_words import give_title, in_sentence
from relmgr.services.card.views import ThreadView, Tone
from relmgr.services.helping import shortened
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True)
class Given:
    """The rows as they were read: the block shows them, the timeline tells them, the starters ask about them."""

    gives: Sequence[Row[Any]] = ()
    advice: Sequence[Row[Any]] = ()
    feedback: Sequence[Row[Any]] = ()

    def sources(self) -> Iterator[tuple[str, Row[Any]]]:
        """Each row with its source, as the timeline and the block name it."""
        for source, rows in (("give", self.gives), ("advice", self.advice), ("feedback", self.feedback)):
            for row in rows:
                yield source, row


def read(session: Session, person_id: PersonId, told: Sequence[Row[Any]] | None = None) -> Given:
    """Everything given to a person, and said between us; `told` is the advice, where it was read already."""
    return Given(
        gives.rows_of(session, person_id),
        advice.rows_of(session, person_id) if told is None else told,
        feedback.rows_of(session, person_id),
    )


def view(given: Given, person_id: PersonId, name: str, today: date, *more: TakeGroup) -> GiveTakeView:
    """The groups of the block, `more` of them last; one with nothing in it is left out."""
    groups = (
        TakeGroup(_("What I gave"), "gift", tuple(_give(row, person_id, today) for row in given.gives)),
        TakeGroup(_("Advice"), "graduation-cap", tuple(_advice(row, today) for row in given.advice)),
        TakeGroup(
            _("Feedback"), "message-square", tuple(_feedback(row, name, today) for row in given.feedback)
        ),
    )
    return GiveTakeView(tuple(group for group in (*groups, *more) if group.rows))


def _sentences(*parts: str) -> str:
    return " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts if part)


def _give(row: Row[Any], person_id: PersonId, today: date) -> TakeRow:
    is_introduction = row.give_kind is GiveKind.INTRODUCTION
    word = "" if is_introduction else give_words(row.give_kind)
    if row.given_on is None:
        when = _("Not given yet")
    else:
        day = phrases.short_day(row.given_on, today)
        when = day if is_introduction else _("{what}, {day}").format(what=word, day=day)
    return TakeRow(
        source="give",
        source_id=row.id,
        text=give_title(row, person_id),
        details=_sentences(when, row.text if is_introduction else "", row.came_of_it or row.why),
        action=TakeAction.GIVEN if row.given_on is None else None,
    )


def _advice(row: Row[Any], today: date) -> TakeRow:
    given = _("Given on {day}").format(day=phrases.short_day(row.given_on, today))
    action: TakeAction | None = None
    if row.outcome is not None:
        what = outcome_words(row.outcome)
    elif row.asked_on is not None:
        what = _("Asked {day}; what came of it?").format(day=phrases.on_day(row.asked_on, today))
    elif row.ask_on is not None and row.ask_on <= today:
        what, action = _("Ask whether it helped"), TakeAction.ASKED
    elif row.ask_on is not None:
        what = _("Ask {day} whether it helped").format(day=phrases.on_day(row.ask_on, today))
    else:
        what = ""
    return TakeRow(
        source="advice",
        source_id=row.id,
        text=row.text,
        details=_sentences(given, what, row.outcome_note),
        action=action,
        is_over=row.outcome is not None,
    )


_ACTIONS = {
    FeedbackStep.THANK: TakeAction.THANKED,
    FeedbackStep.CHANGE: TakeAction.CHANGED,
    FeedbackStep.TELL: TakeAction.TOLD,
}


def _feedback(row: Row[Any], name: str, today: date) -> TakeRow:
    days = feedback.days_of(row)
    steps = [step for step, _day in feedback_asks(days)]
    action = next((_ACTIONS[step] for step in steps if step in _ACTIONS), None)
    return TakeRow(
        source="feedback",
        source_id=row.id,
        text=row.text,
        details=_sentences(_from(row, name, today), *_story(row, name, today), _next(row, name, steps)),
        action=action,
        is_over=row.told_on is not None or (row.is_mine and bool(row.how_taken)),
    )


def _from(row: Row[Any], name: str, today: date) -> str:
    day = phrases.short_day(row.given_on, today)
    if not row.is_mine:
        return _("From {name}, {day}").format(name=in_sentence(name), day=day)
    if row.is_hard_truth:
        return _("A hard truth of mine, {day}").format(day=day)
    return _("From me, {day}").format(day=day)


def _story(row: Row[Any], name: str, today: date) -> list[str]:
    """What happened to it, in its order, each with its day."""
    said: list[str] = []

    def on(day: date) -> str:
        return phrases.short_day(day, today)

    if row.thanked_on is not None and row.told_on is None and row.decided_on is None:
        said.append(_("Thanked on {day}").format(day=on(row.thanked_on)))
    if row.is_mine and row.how_taken:
        said.append(_("How it was taken: {how}").format(how=row.how_taken))
    if row.decided_on is not None and row.changed_on is None:
        if row.will_change:
            words = _("Decided on {day} to change it") if row.is_mine else _("You said you would change it")
        else:
            words = _("Decided on {day} to leave it as it is")
        said.append(words.format(day=on(row.decided_on)))
        said.append(row.decision)
    if row.changed_on is not None:
        said.append(_("Changed on {day}").format(day=on(row.changed_on)))
        said.append(row.change or row.decision)
    if row.told_on is not None and not row.is_mine:
        said.append(_("{name} was told on {day}").format(name=in_sentence(name), day=on(row.told_on)))
    return said


def _next(row: Row[Any], name: str, steps: list[FeedbackStep]) -> str:
    who = in_sentence(name)
    if FeedbackStep.THANK in steps:
        return _("Thank {name} for it first").format(name=who)
    if FeedbackStep.DECIDE in steps:
        return _("Not decided yet")
    if FeedbackStep.TELL in steps:
        return _("Tell {name}").format(name=who)
    if row.is_mine and row.is_hard_truth and not row.how_taken:
        return _("How did {name} take it?").format(name=who)
    return ""


def open_steps(given: Given, name: str, today: date) -> tuple[ThreadView, ...]:
    """The feedback that waits for my next step, the longest waiting first: before a call it is open between us (G4)."""
    found = []
    for row in given.feedback:
        days = feedback.days_of(row)
        found += [(day, row.id, _open_step(row, name, step)) for step, day in feedback_asks(days)[:1]]
    return tuple(thread for _day, _id, thread in sorted(found, key=lambda one: one[:2]))


def _open_step(row: Row[Any], name: str, step: FeedbackStep) -> ThreadView:
    who = in_sentence(name)
    if step is FeedbackStep.TELL and row.is_mine:
        words = _("Tell {name} that you noticed the change: “{feedback}”")
    else:
        words = {
            FeedbackStep.THANK: _("Thank {name} for saying: “{feedback}”"),
            FeedbackStep.DECIDE: _("Decide about what {name} said: “{feedback}”"),
            FeedbackStep.CHANGE: _("Change what {name} spoke of: “{feedback}”"),
            FeedbackStep.TELL: _("Tell {name} what came of it: “{feedback}”"),
        }[step]
    said = shortened(row.text)
    return ThreadView(
        lead="",
        text=words.format(name=who, feedback=said),
        due_words="",
        tone=Tone.NORMAL,
        expectation_id=None,
    )
