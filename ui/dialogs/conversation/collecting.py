"""From what was understood and corrected to what the service keeps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time

from PySide6.QtCore import QTimeZone

from relmgr.domain.capture import Life, Milestone, Promise, SpanKind
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Feeling
from relmgr.domain.moments import MomentKind
from relmgr.domain.names import split_name
from relmgr.domain.zones import local_instant
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.conversations import ConversationInput, LifeEventUpdate, PersonTalk, PromiseInput
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.services.moments import MomentInput
from relmgr.services.people import PersonInput
from ui.context import Context
from ui.dialogs.conversation.draft import Draft

_NOON = time(12)


def instant(draft: Draft, clock: time | None, context: Context, known: ConversationInput | None) -> datetime:
    """When it took place: as typed, as it was known, now for today, else noon of its day."""
    zone, day = context.zone(), draft.day
    if known is not None and known.on_day == day:
        was = known.at.astimezone(zone).time().replace(second=0, microsecond=0)
        if clock in (None, was):
            return known.at
    if clock is not None:
        return local_instant(day, clock, zone)
    return context.now() if day == context.today() else local_instant(day, _NOON, zone)


def talks(
    draft: Draft,
    felt: Mapping[PersonId, Feeling | None] | Mapping[PersonId, Feeling],
    saw: str,
    known: ConversationInput | None,
    add_person: Callable[[str], PersonId],
) -> tuple[PersonTalk, ...]:
    """Everybody it was with and how they felt; who is new is added. Raises InputError where that is not clear."""
    unclear = draft.unclear()
    if unclear:
        message = _("Several people are called {name}. Press the name and choose one.")
        raise InputError(message.format(name=unclear[0].name), "people")
    before = {talk.person_id: talk for talk in known.people} if known else {}
    found: list[PersonTalk] = []
    for one in draft.talkers():
        person = one.person or add_person(one.name)
        old = before.get(person)
        is_first = not found
        feeling = draft.feeling if is_first else felt.get(person)
        word = draft.feeling_word if is_first else ""
        if not word and old is not None and old.feeling is feeling:
            word = old.feeling_word
        said = saw if is_first else old.saw if old else ""
        found.append(PersonTalk(person_id=person, feeling=feeling, feeling_word=word, saw=said))
    if not found:
        raise InputError(_("Choose who it was with."), "people")
    return tuple(found)


def named(name: str) -> PersonInput:
    """Somebody new of this name."""
    parts = split_name(name)
    return PersonInput(
        prefix=parts.prefix,
        given=parts.given,
        additional=parts.additional,
        family=parts.family,
        suffix=parts.suffix,
        nickname=parts.nickname,
    )


def noted_moments(kinds: Sequence[MomentKind], known: ConversationInput | None) -> tuple[MomentInput, ...]:
    """The moments that were seen, each once, with the notes they had."""
    before = {moment.kind: moment for moment in known.moments} if known else {}
    return tuple(before.get(kind, MomentInput(kind=kind)) for kind in dict.fromkeys(kinds))


def promises(draft: Draft) -> tuple[PromiseInput, ...]:
    """What was promised by either side, and what they asked for; each with the one it names, if they were there."""
    there = {one.person for one in draft.talkers()}
    return tuple(
        PromiseInput(
            direction=Direction.OF_THEM if kind is SpanKind.PROMISE_THEIRS else Direction.OF_ME,
            statement=noted.statement,
            due_on=noted.due,
            person_id=noted.person if noted.person in there else None,
            kind=ExpectationKind.REQUEST if kind is SpanKind.REQUEST else ExpectationKind.PROMISE,
        )
        for kind, noted in draft.noted()
        if isinstance(noted, Promise)
    )


def life_news(draft: Draft) -> tuple[tuple[LifeEventInput, ...], tuple[LifeEventUpdate, ...]]:
    """What is new in their life, and news of what was known already."""
    lives = [noted for _kind, noted in draft.noted() if isinstance(noted, Life)]
    new = [_new(life) for life in lives if life.continues is None and not life.is_over]
    news = [
        LifeEventUpdate(
            life_event_id=life.continues,
            is_over=life.is_over,
            follow_up_on=None if life.is_over else life.follow_up,
        )
        for life in lives
        if life.continues is not None
    ]
    return tuple(new), tuple(news)


def _new(life: Life) -> LifeEventInput:
    return LifeEventInput(
        title=life.title,
        since=life.since,
        until=life.until,
        follow_up_on=life.follow_up,
        person_id=life.person,
    )


def milestones(draft: Draft) -> tuple[MilestoneInput, ...]:
    """The dates in their life."""
    return tuple(
        MilestoneInput(kind=noted.kind, title=noted.title, date=noted.date, person_id=noted.person)
        for _kind, noted in draft.noted()
        if isinstance(noted, Milestone)
    )


def jotted(draft: Draft, context: Context, add_person: Callable[[str], PersonId]) -> ConversationInput:
    """What one line says, without anything else filled in. Raises InputError where it is not clear who is meant."""
    talked = talks(draft, draft.feelings_of_others(), "", None, add_person)
    lives, updates = life_news(draft)
    step = draft.next_step
    return ConversationInput(
        at=instant(draft, draft.clock, context, None),
        zone=zone_name(),
        on_day=draft.day,
        kind=draft.how,
        people=talked,
        their_world=draft.capture.text,
        next_step=step.what if step else "",
        next_on=step.on if step else None,
        moments=tuple(MomentInput(kind=kind) for kind in dict.fromkeys(draft.seen())),
        promises=promises(draft),
        life_events=lives,
        milestones=milestones(draft),
        life_event_updates=updates,
    )


def zone_name() -> str:
    """The IANA name of the zone this computer is set to."""
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()
