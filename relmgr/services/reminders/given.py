"""What of give and take asks for attention, and in which words: advice to ask about, the steps of feedback (G3, G4)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain.calendar_words import short_day
from relmgr.domain.giving import FeedbackStep, feedback_asks
from relmgr.domain.names import possessive
from relmgr.i18n import _
from relmgr.services.feedback import days_of
from relmgr.services.reminders.model import Source, Words
from relmgr.store import tables as t
from relmgr.store.light import streamed
from relmgr.store.store import Session
from relmgr.store.types import Day

STEPS = {
    Source.FEEDBACK_THANKS: FeedbackStep.THANK,
    Source.FEEDBACK_DECIDE: FeedbackStep.DECIDE,
    Source.FEEDBACK_CHANGE: FeedbackStep.CHANGE,
    Source.FEEDBACK_TELL: FeedbackStep.TELL,
}
"""Each step asks by itself, so that deciding about one says nothing of the next."""

SOURCES = (Source.ADVICE, *STEPS)

QUESTIONS = frozenset({Source.FEEDBACK_DECIDE, Source.FEEDBACK_CHANGE})
"""Questions to me: Done says yes."""

_BY_OTHER_DAYS = frozenset({Source.FEEDBACK_CHANGE, Source.FEEDBACK_TELL})
"""These ask by days that the user wrote and that nothing holds to the day it was given."""

_FINAL: BindParameter[Any] = bindparam("final", type_=Day())
_A, _F, _P = t.advice.c, t.feedback.c, t.person.c
_UNASKED = (
    select(t.advice, _P.created_at)
    .join(t.person, _P.id == _A.person_id)
    .where(_A.asked_on.is_(None), _A.ask_on <= _FINAL, _A.outcome.is_(None), _P.deleted_at.is_(None))
    .order_by(_A.ask_on)
)
_UNTOLD = (
    select(t.feedback, _P.created_at)
    .join(t.person, _P.id == _F.person_id)
    .where(_F.told_on.is_(None), _F.given_on <= _FINAL, _P.deleted_at.is_(None))
)
_NARROWED = {
    Source.FEEDBACK_THANKS: _UNTOLD.where(_F.thanked_on.is_(None)).order_by(_F.given_on.desc()),
    Source.FEEDBACK_DECIDE: _UNTOLD.where(_F.decided_on.is_(None), _F.changed_on.is_(None)).order_by(
        _F.given_on
    ),
    Source.FEEDBACK_CHANGE: _UNTOLD.where(_F.will_change.is_(True), _F.changed_on.is_(None)).order_by(
        _F.given_on
    ),
    Source.FEEDBACK_TELL: _UNTOLD.where(_F.decided_on.is_not(None) | _F.changed_on.is_not(None)).order_by(
        _F.given_on
    ),
}


def asking(session: Session, source: Source, last: date) -> Iterator[tuple[Row[Any], date, date]]:
    """What asks by `last` from one of SOURCES, each with the day from which it does, in the order of the third: no day
    of what follows is before it (thanks: after it, for there the newest come first).
    """
    if source is Source.ADVICE:
        for row in streamed(session, _UNASKED, {"final": last}):
            yield row, row.ask_on, row.ask_on
        return
    for row in streamed(session, _NARROWED[source], {"final": last}):
        for step, day in feedback_asks(days_of(row)):
            if step is STEPS[source] and day <= last:
                yield row, day, date.min if source in _BY_OTHER_DAYS else row.given_on


def words(source: Source, row: Any, first_name: str, name: str, today: date) -> Words:
    """What it says. `name`: the first name as it stands in a sentence. The short reason quotes nothing: it may be read
    over a shoulder.
    """
    said = _("Said on {day}.").format(day=short_day(row.given_on, today))
    if source is Source.ADVICE:
        given = _("Given on {day}.").format(day=short_day(row.given_on, today))
        title = _("Ask {name} whether your advice helped").format(name=name)
        return Words(title, _with_text(row.text, given), given)
    if source is Source.FEEDBACK_THANKS:
        return Words(_("Thank {name} for the feedback").format(name=name), _with_text(row.text, said), said)
    if source is Source.FEEDBACK_DECIDE:
        title = _("Will you change something after {whose} feedback?").format(whose=possessive(first_name))
        return Words(title, _with_text(row.text, said), said)
    if source is Source.FEEDBACK_CHANGE:
        title = _("Is it changed, after {whose} feedback?").format(whose=possessive(first_name))
        meant = _("You said so on {day}.").format(day=short_day(row.decided_on, today))
        return Words(title, _with_text(row.decision or row.text, meant), meant)
    return _telling(row, name, today)


def _telling(row: Any, name: str, today: date) -> Words:
    if row.changed_on is None:
        title = _("Tell {name} that it stays as it is, and why").format(name=name)
        short = _("Decided on {day}.").format(day=short_day(row.decided_on, today))
        return Words(title, _with_text(row.decision or row.text, short), short)
    short = _("Changed on {day}.").format(day=short_day(row.changed_on, today))
    title = _("Tell {name} that you noticed the change") if row.is_mine else _("Tell {name} what you changed")
    what = row.change or row.decision or row.text
    return Words(title.format(name=name), _with_text(what, short), short)


def _with_text(text: str, when: str) -> str:
    return _("“{text}” {when}").format(text=text.strip(), when=when)
