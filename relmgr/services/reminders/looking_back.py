"""What was shown and what was decided, the newest first: the proof that no reminder was lost (R2)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select

from relmgr.domain import milestones
from relmgr.domain.kinds import Decision
from relmgr.i18n import _
from relmgr.services.reminders import given
from relmgr.services.reminders.agenda import AWAY_MARK
from relmgr.services.reminders.candidates import milestone_of
from relmgr.services.reminders.model import Source
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

LINES = 100


class Past(StrEnum):
    """What happened to a reminder."""

    SHOWN = "shown"
    SHOWN_LATE = "shown_late"
    """Shown as missed while the app was closed or asleep."""
    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    HANDLED = "handled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLine:
    """One line of the history."""

    at: datetime
    past: Past
    until: datetime | None
    """The end of a snooze."""
    title: str
    """Empty for what has been removed since."""
    person: str
    occurrence: date
    source: Source


def history(store: Store, count: int = LINES) -> tuple[PastLine, ...]:
    """The last `count` showings and decisions, the newest first."""
    with store.read() as session:
        happened = sorted(
            (*_decided(session, count), *_shown(session, count)), key=lambda one: one[0], reverse=True
        )
        happened = happened[:count]
        titles = _titles(session, {(source, id_) for _at, _past, _until, source, id_, _day in happened})
    lines = []
    for at, past, until, source, id_, day in happened:
        title, person = _said(titles.get((source, id_)), source, day)
        lines.append(
            PastLine(at=at, past=past, until=until, title=title, person=person, occurrence=day, source=source)
        )
    return tuple(lines)


_Happened = tuple[datetime, Past, datetime | None, Source, int, date]


def _shown(session: Session, count: int) -> list[_Happened]:
    n = t.shown.c
    found: dict[tuple[Source, int, date, str], _Happened] = {}
    for row in session.execute(select(t.shown).order_by(n.id.desc()).limit(2 * count)):
        source, stage = Source(row.source), row.stage.removeprefix(AWAY_MARK)
        key = (source, row.source_id, row.occurrence, stage)
        if key not in found or stage != row.stage:
            past = Past.SHOWN if stage == row.stage else Past.SHOWN_LATE
            found[key] = (row.shown_at, past, None, source, row.source_id, row.occurrence)
    return list(found.values())


def _decided(session: Session, count: int) -> list[_Happened]:
    d = t.decision.c
    words = {
        Decision.DONE: Past.DONE,
        Decision.SNOOZED: Past.SNOOZED,
        Decision.SKIPPED: Past.SKIPPED,
        Decision.HANDLED: Past.HANDLED,
    }
    return [
        (row.decided_at, words[row.decision], row.until_at, Source(row.source), row.source_id, row.occurrence)
        for row in session.execute(select(t.decision).order_by(d.id.desc()).limit(count))
    ]


def _titles(session: Session, wanted: set[tuple[Source, int]]) -> dict[tuple[Source, int], Any]:
    found: dict[tuple[Source, int], Any] = {}
    for source in {source for source, _id in wanted}:
        ids = [id_ for each, id_ in wanted if each is source]
        for row in session.execute(_rows_of(source, ids)):
            found[source, row.id] = row
    return found


def _rows_of(source: Source, ids: list[int]) -> Select[Any]:
    s = t.summary
    name = s.c.name.label("person_name")
    table = {
        Source.REMINDER: t.reminder,
        Source.MILESTONE: t.milestone,
        Source.LIFE_EVENT: t.life_event,
        Source.EXPECTATION: t.expectation,
        Source.THANK_YOU: t.referral,
        **dict.fromkeys((Source.ANSWER, Source.ROUGH_PATCH, Source.AFTERCARE), t.rough_patch),
        Source.ADVICE: t.advice,
        **dict.fromkeys(given.STEPS, t.feedback),
    }.get(source)
    if source is Source.FIRST_DAYS:
        step, whole = t.first_days_step, t.first_days
        query = select(step, name).join(whole, whole.c.id == step.c.first_days_id)
        return query.outerjoin(s, s.c.id == whole.c.person_id).where(step.c.id.in_(ids))
    if table is None:
        return select(s.c.id, name).where(s.c.id.in_(ids))
    whose = table.c.by_person_id if source is Source.THANK_YOU else table.c.person_id
    query = select(table, name).outerjoin(s, s.c.id == whose).where(table.c.id.in_(ids))
    if source is Source.MILESTONE:
        query = query.add_columns(t.person.c.leap_day, s.c.is_light, s.c.first_name).join(
            t.person, t.person.c.id == table.c.person_id
        )
    return query


def _said(row: Any, source: Source, day: date) -> tuple[str, str]:
    """Title and person; both empty where it is gone."""
    if row is None:
        return "", ""
    person = row.person_name or ""
    match source:
        case Source.REMINDER | Source.LIFE_EVENT:
            return row.title, person
        case Source.EXPECTATION:
            return row.statement, person
        case Source.MILESTONE:
            one = milestone_of(row, row.first_name)
            return milestones.title(one, day, is_light=bool(row.is_light)), person
        case Source.FIRST_DAYS:
            return row.text, person
        case _:
            return _plain_title(source), person


def _plain_title(source: Source) -> str:
    """What tells of nothing that happened in a rough patch: the history may be read over a shoulder."""
    return {
        Source.THANK_YOU: _("A thank-you for an introduction"),
        **dict.fromkeys((Source.CADENCE, Source.QUIET), _("Time to be in touch")),
        Source.ANSWER: _("An answer"),
        Source.ROUGH_PATCH: _("A next step"),
        Source.AFTERCARE: _("How is it now?"),
        Source.ADVICE: _("Did the advice help?"),
        Source.FEEDBACK_THANKS: _("Thanks for feedback"),
        Source.FEEDBACK_DECIDE: _("Feedback: a decision"),
        Source.FEEDBACK_CHANGE: _("Feedback: a change"),
        Source.FEEDBACK_TELL: _("Feedback: telling what came of it"),
    }.get(source, _("Back again?"))
