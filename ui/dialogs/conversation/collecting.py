"""From what was understood and corrected to what the service keeps."""

from relmgr.domain.capture import Life, Milestone, Promise, SpanKind
from relmgr.domain.kinds import Direction, ExpectationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services.conversations import LifeEventUpdate, PromiseInput
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from ui.dialogs.conversation.draft import Draft


def promises(draft: Draft) -> tuple[PromiseInput, ...]:
    """What was promised by either side, and what they asked for."""
    return tuple(
        PromiseInput(
            direction=Direction.OF_THEM if kind is SpanKind.PROMISE_THEIRS else Direction.OF_ME,
            statement=noted.statement,
            due_on=noted.due,
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
        since=PartialDate.of(life.since) if life.since else None,
        until=PartialDate.of(life.until) if life.until else None,
        follow_up_on=life.follow_up,
    )


def milestones(draft: Draft) -> tuple[MilestoneInput, ...]:
    """The dates in their life."""
    return tuple(
        MilestoneInput(kind=noted.kind, title=noted.title, date=noted.date)
        for _kind, noted in draft.noted()
        if isinstance(noted, Milestone)
    )
