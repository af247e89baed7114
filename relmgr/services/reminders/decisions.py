"""Deciding about one occurrence: done, snoozed, skipped, handled; one undoable change with what follows from it (R1)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo

from relmgr.domain import reminders
from relmgr.domain.endings import asks_from
from relmgr.domain.ids import (
    AdviceId,
    ExpectationId,
    FeedbackId,
    FirstDaysStepId,
    HeadsUpId,
    LifeEventId,
    PersonId,
    ReferralId,
    RhythmId,
    RoughPatchId,
)
from relmgr.domain.kinds import Decision, Status
from relmgr.domain.zones import ComputerZone, local_day
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import (
    advice,
    depth,
    expectations,
    feedback,
    first_days,
    life_events,
    referrals,
    rough_patches,
    rows,
    updates,
)
from relmgr.services.people.record import partial_of
from relmgr.services.reminders import given, keeping
from relmgr.services.reminders.agenda import decisions_about, newest
from relmgr.services.reminders.candidates import life_event_day
from relmgr.services.reminders.frame import Candidate
from relmgr.services.reminders.model import Source
from relmgr.services.reminders.record import rule_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

TABLES = {
    Source.REMINDER: t.reminder,
    Source.MILESTONE: t.milestone,
    Source.LIFE_EVENT: t.life_event,
    Source.EXPECTATION: t.expectation,
    Source.THANK_YOU: t.referral,
    Source.CADENCE: t.person,
    Source.QUIET: t.person,
    Source.GAP: t.expectation,
    Source.REQUEST: t.expectation,
    Source.UPDATE: t.update_rhythm,
    Source.HEADS_UP: t.heads_up,
    Source.NOTICE: t.person,
    Source.AWAY: t.person,
    Source.GENTLE: t.person,
    Source.ANSWER: t.rough_patch,
    Source.ROUGH_PATCH: t.rough_patch,
    Source.AFTERCARE: t.rough_patch,
    Source.FIRST_DAYS: t.first_days_step,
    Source.DEEPENING: t.deepening,
    Source.LONG_VIEW: t.long_view,
    Source.KEEPING: t.person,
    Source.ADVICE: t.advice,
    **dict.fromkeys(given.STEPS, t.feedback),
}
"""Which table a due item's `source_id` is of."""


def decide(  # noqa: PLR0917  (the key of a due item, then what was decided)
    store: Store,
    source: Source,
    source_id: int,
    occurrence: date,
    decision: Decision,
    now: datetime,
    until: datetime | None = None,
    zone: tzinfo | None = None,
) -> None:
    """Decide about what `DueItem.key` names. `until`: the end of a snooze, UTC, after `now`. `zone`: mine, by default.

    Done also means: met for an expectation, answered for a request, told for a heads-up, up to date for an update,
    thanked today for a thank-you, asked today for a life event, and over for one that asked whether it is; answered, taken
    or asked today for a rough patch, taken for a step of the first 30 days, asked today for advice; thanked, decided to
    change, changed or told today for feedback; kept for another year where it was asked whether to keep somebody. Raises
    InputError for a snooze without an end to come, NotFoundError where it is gone.
    """
    if decision is Decision.SNOOZED and (until is None or until <= now):
        raise InputError(_("Choose a time that is still to come."), "until")
    with store.change(_label(decision)) as session:
        if source is not Source.KEEPING_LOOK:  # it is about nobody
            rows.get(session, TABLES[source], source_id)
        rows.add(
            session,
            t.decision,
            {
                "source": source,
                "source_id": source_id,
                "occurrence": occurrence,
                "decision": decision,
                "until_at": until if decision is Decision.SNOOZED else None,
                "decided_at": now,
            },
        )
        if decision is not Decision.SNOOZED:
            _follow(session, source, source_id, occurrence, decision, now=now, zone=zone or ComputerZone())


def _label(decision: Decision) -> str:
    return {
        Decision.DONE: _("Marked as done"),
        Decision.SNOOZED: _("Snoozed"),
        Decision.SKIPPED: _("Skipped"),
        Decision.HANDLED: _("Handled already"),
    }[decision]


def _follow(
    session: Session,
    source: Source,
    source_id: int,
    occurrence: date,
    decision: Decision,
    *,
    now: datetime,
    zone: tzinfo,
) -> None:
    today, is_done = local_day(now, zone), decision in (Decision.DONE, Decision.HANDLED)
    match source:
        case Source.REMINDER:
            _end_if_over(session, source_id, now, zone)
        case Source.LIFE_EVENT:
            _follow_up(session, LifeEventId(source_id), occurrence, today, was_asked=is_done)
        case Source.EXPECTATION if is_done:
            expectations.set_status_in(
                session, ExpectationId(source_id), Status.MET, "", now=now, today=today
            )
        case Source.REQUEST if is_done:
            expectations.answer_in(session, ExpectationId(source_id), now, today)
        case Source.ANSWER if is_done:
            rough_patches.answered_in(session, RoughPatchId(source_id), now)
        case _ if is_done and source in _DONE:
            _DONE[source](session, source_id, today)


_DONE: dict[Source, Callable[[Session, int, date], object]] = {
    Source.UPDATE: lambda session, id_, today: updates.happened_in(session, RhythmId(id_), today),
    Source.HEADS_UP: lambda session, id_, today: updates.told_in(session, HeadsUpId(id_), today),
    Source.NOTICE: lambda session, id_, today: depth.dismiss_in(session, PersonId(id_), "", today),
    Source.THANK_YOU: lambda session, id_, today: referrals.thank_in(session, ReferralId(id_), today),
    Source.ROUGH_PATCH: lambda session, id_, today: rough_patches.step_done_in(
        session, RoughPatchId(id_), today
    ),
    Source.AFTERCARE: lambda session, id_, today: rough_patches.asked_after_in(
        session, RoughPatchId(id_), today
    ),
    Source.FIRST_DAYS: lambda session, id_, today: first_days.step_done_in(
        session, FirstDaysStepId(id_), today
    ),
    Source.DEEPENING: lambda session, id_, today: rows.change(session, t.deepening, id_, {"done_on": today}),
    Source.LONG_VIEW: lambda session, id_, today: rows.change(
        session, t.long_view, id_, {"looked_back_on": today}
    ),
    Source.ADVICE: lambda session, id_, today: advice.asked_in(session, AdviceId(id_), today),
    Source.KEEPING: keeping.keep_on,
    Source.FEEDBACK_THANKS: lambda session, id_, today: feedback.thank_in(session, FeedbackId(id_), today),
    Source.FEEDBACK_DECIDE: lambda session, id_, today: feedback.decide_in(session, FeedbackId(id_), today),
    Source.FEEDBACK_CHANGE: lambda session, id_, today: feedback.changed_in(session, FeedbackId(id_), today),
    Source.FEEDBACK_TELL: lambda session, id_, today: feedback.told_in(session, FeedbackId(id_), today),
}
"""What follows when it was done that day."""


def _follow_up(
    session: Session, life_event_id: LifeEventId, occurrence: date, today: date, *, was_asked: bool
) -> None:
    row = rows.get(session, t.life_event, life_event_id)
    if life_event_day(row, today) != occurrence:
        return
    if was_asked and asks_from(partial_of(row, "until"), row.follow_up_on, today) is not None:
        life_events.end_in(session, life_event_id, today)
    elif was_asked:
        life_events.asked_in(session, life_event_id, today)
    else:
        later = today + timedelta(days=life_events.ASK_AGAIN_DAYS)
        rows.change(session, t.life_event, life_event_id, {"follow_up_on": later})


def _end_if_over(session: Session, reminder_id: int, now: datetime, zone: tzinfo) -> None:
    """A reminder that will never ask again has ended; it leaves the index of those to look at."""
    row = rows.get(session, t.reminder, reminder_id)
    rule, today = rule_of(row), local_day(now, zone)
    one = Candidate(
        source=Source.REMINDER,
        source_id=reminder_id,
        person_id=row.person_id,
        rule=rule,
        set_at=row.set_at,
        row=row,
    )
    made = decisions_about(session, [one], today)[Source.REMINDER, reminder_id]
    if newest(one, reminders.due(rule, made, now, zone, row.set_at), made, today):
        return
    if reminders.next_due(rule, made, now, zone, row.set_at) is None:
        rows.change(session, t.reminder, reminder_id, {"ended_on": today})
