"""`log`: a conversation in one sentence, read as quick capture reads it; what is not certain is asked, never guessed."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from relmgr.cli import output
from relmgr.cli.opening import reading, writing
from relmgr.cli.running import Render
from relmgr.clock import Clock, fixed
from relmgr.domain.capture import Capture, Life, Milestone, People, SpanKind, Who, read
from relmgr.domain.capture.telling import instant, told
from relmgr.domain.kinds import ConversationKind, Direction, ExpectationKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import conversations, life_events, milestones, people
from relmgr.services.conversations import ConversationInput, LifeEventUpdate, PersonTalk, PromiseInput
from relmgr.services.life_events import LifeEventInput
from relmgr.store import Store

_NAMED = 8


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Prints what was understood, and unless it is a dry run what was kept."""
    text = options.text
    if not text.strip():
        raise InputError(_("Say what happened, such as “Coffee with Megan, she liked the plan”."))
    clock = clock if options.now is None else _at(options.now)
    opened: Callable[[argparse.Namespace], AbstractContextManager[Store]]
    opened = reading if options.dry_run else writing
    with opened(options) as store:
        known = People(people.known_people(store), people.known_ties(store))
        now = clock.local_now() if options.now is None else clock.read()
        capture = read(text, now.date(), known, None, life_events.known(store))
        if options.dry_run:
            return _tell(store, capture, told(capture, known, now), in_json=options.json)
        _require_certainty(store, capture)
        conversation_id = conversations.log(store, conversation_of(capture, now), clock.now())
    if options.json:
        output.say_json({"conversation": conversation_id, **told(capture, known, now)})
    else:
        output.say(_("Kept:"))
        _say_chips(capture)
    return 0


def _at(now: datetime) -> Clock:
    """A clock that stands at `now`; a time without an offset is one of this computer."""
    return fixed(now if now.tzinfo is not None else now.astimezone())


def _tell(store: Store, capture: Capture, what: dict[str, Any], *, in_json: bool) -> int:
    if in_json:
        output.say_json(what)
        return 0
    output.say(_("Understood, and nothing kept:"))
    _say_chips(capture)
    for sentence in _doubts(store, capture):
        output.say(sentence)
    return 0


def _say_chips(capture: Capture) -> None:
    for chip in capture.chips:
        output.say(_("  {label}: {words}").format(label=chip.label, words=chip.words))
    if capture.how is None:
        output.say(_("  How: not said, so it counts as a message"))


def _doubts(store: Store, capture: Capture) -> list[str]:
    """What has to be clear before it can be kept, each in a sentence."""
    if not capture.people:
        return [_("Nobody in this text is in your list. Name them as “people” lists them.")]
    return [_may_be(store, who) for who in capture.people if who.is_ambiguous]


def _may_be(store: Store, who: Who) -> str:
    names = {one.id: one.name for one in people.find(store, who.name)}
    first = [names.get(id_, str(id_)) for id_ in who.people[:_NAMED]]
    listed = ", ".join(first) + (_(" and others") if len(who.people) > _NAMED else "")
    return _("“{name}” may be {choices}. Say the whole name.").format(name=who.name, choices=listed)


def _require_certainty(store: Store, capture: Capture) -> None:
    doubts = _doubts(store, capture)
    if doubts:
        raise InputError(_("Nothing was kept. {why}").format(why=doubts[0]))


def conversation_of(capture: Capture, now: datetime) -> ConversationInput:
    """What the text says, as the form of a conversation; the text itself is kept whole."""
    with_whom = dict.fromkeys(who.people[0] for who in capture.people)
    lives, step = capture.lives, capture.next_step
    return ConversationInput(
        at=instant(capture, now),
        on_day=capture.when,
        kind=capture.how or ConversationKind.MESSAGE,
        people=tuple(PersonTalk(person_id=id_, feeling=capture.feeling_of(id_)) for id_ in with_whom),
        their_world=capture.text,
        next_step=step.what if step else "",
        next_on=step.on if step else None,
        promises=_promises(capture),
        life_events=tuple(_new(life) for life in lives if life.continues is None and not life.is_over),
        life_event_updates=tuple(
            LifeEventUpdate(
                life_event_id=life.continues,
                is_over=life.is_over,
                follow_up_on=None if life.is_over else life.follow_up,
            )
            for life in lives
            if life.continues is not None
        ),
        milestones=tuple(_milestone(one) for one in capture.milestones),
    )


def _promises(capture: Capture) -> tuple[PromiseInput, ...]:
    kinds = (
        (SpanKind.PROMISE_MINE, Direction.OF_ME, ExpectationKind.PROMISE),
        (SpanKind.PROMISE_THEIRS, Direction.OF_THEM, ExpectationKind.PROMISE),
        (SpanKind.REQUEST, Direction.OF_ME, ExpectationKind.REQUEST),
    )
    return tuple(
        PromiseInput(
            direction=direction, statement=one.statement, due_on=one.due, kind=kind, person_id=one.person
        )
        for span_kind, direction, kind in kinds
        for one in capture.promises(span_kind)
    )


def _milestone(one: Milestone) -> milestones.MilestoneInput:
    return milestones.MilestoneInput(kind=one.kind, title=one.title, date=one.date, person_id=one.person)


def _new(life: Life) -> LifeEventInput:
    return LifeEventInput(
        title=life.title,
        since=life.since,
        until=life.until,
        follow_up_on=life.follow_up,
        person_id=life.person,
    )
