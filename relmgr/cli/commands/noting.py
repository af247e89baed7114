"""`log`: a conversation in one sentence, read as quick capture reads it; what is not certain is asked, never guessed."""

import argparse
from typing import Any

from relmgr.cli import output
from relmgr.cli.opening import writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.domain.capture import Capture, Life, SpanKind, read
from relmgr.domain.kinds import ConversationKind, Direction, ExpectationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import conversations, life_events, milestones, people
from relmgr.services.conversations import ConversationInput, LifeEventUpdate, PersonTalk, PromiseInput
from relmgr.services.life_events import LifeEventInput
from relmgr.store import Store

_NAMED = 8


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Prints what was understood and kept."""
    text = options.text.strip()
    if not text:
        raise InputError(_("Say what happened, such as “Coffee with Megan, she liked the plan”."))
    with writing(options) as store:
        capture = read(text, clock.today(), people.known_people(store), None, life_events.known(store))
        _require_certainty(store, capture)
        conversation_id = conversations.log(store, conversation_of(capture, clock), clock.now())
    if options.json:
        output.say_json(_as_json(capture, conversation_id))
    else:
        output.say(_("Kept:"))
        for chip in capture.chips:
            output.say(_("  {label}: {words}").format(label=chip.label, words=chip.words))
        if capture.how is None:
            output.say(_("  How: not said; kept as a message"))
    return 0


def _require_certainty(store: Store, capture: Capture) -> None:
    if not capture.people:
        raise InputError(
            _("Nobody in this text is in your list, so nothing was kept. Name them as “people” lists them.")
        )
    for who in capture.people:
        if who.is_ambiguous:
            names = {one.id: one.name for one in people.find(store, who.name)}
            first = [names.get(id_, str(id_)) for id_ in who.people[:_NAMED]]
            listed = ", ".join(first) + (_(" and others") if len(who.people) > _NAMED else "")
            raise InputError(
                _("“{name}” may be {choices}, so nothing was kept. Say the whole name.").format(
                    name=who.name, choices=listed
                )
            )


def conversation_of(capture: Capture, clock: Clock) -> ConversationInput:
    """What the text says, as the form of a conversation; the text itself is kept whole."""
    feeling = capture.feeling
    with_whom = dict.fromkeys(who.people[0] for who in capture.people)
    lives = capture.lives
    return ConversationInput(
        at=clock.now() if capture.when == clock.today() else _noon_of(capture, clock),
        on_day=capture.when,
        kind=capture.how or ConversationKind.MESSAGE,
        people=tuple(
            PersonTalk(person_id=id_, feeling=feeling if at == 0 else None)
            for at, id_ in enumerate(with_whom)
        ),
        their_world=capture.text,
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
        milestones=tuple(
            milestones.MilestoneInput(kind=one.kind, title=one.title, date=one.date)
            for one in capture.milestones
        ),
    )


def _noon_of(capture: Capture, clock: Clock) -> Any:
    return clock.local_now().replace(
        year=capture.when.year,
        month=capture.when.month,
        day=capture.when.day,
        hour=12,
        minute=0,
        second=0,
        microsecond=0,
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


def _new(life: Life) -> LifeEventInput:
    return LifeEventInput(
        title=life.title,
        since=PartialDate.of(life.since) if life.since else None,
        until=PartialDate.of(life.until) if life.until else None,
        follow_up_on=life.follow_up,
    )


def _as_json(capture: Capture, conversation_id: int) -> dict[str, Any]:
    return {
        "conversation": conversation_id,
        "people": [who.people[0] for who in capture.people],
        "on": capture.when,
        "how": capture.how,
        "feeling": capture.feeling,
        "understood": [
            {"kind": chip.kind, "label": chip.label, "words": chip.words} for chip in capture.chips
        ],
    }
