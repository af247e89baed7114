"""The third line of a row: the one thing worth knowing about this person today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain import depth, phrases, rhythm
from relmgr.domain.endings import died_words
from relmgr.domain.kinds import ConversationKind, Direction, ExpectationKind, MilestoneKind, Standing
from relmgr.domain.milestones import Milestone, kept_between, kind_words, years_on
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.i18n import _, ngettext
from relmgr.services.depth.brief import recent_histories
from relmgr.services.referrals.record import IS_OWED
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.store.types import Day

SOON_DAYS = 7
"""How far ahead a milestone is a hint."""


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_TODAY: BindParameter[Any] = bindparam("today", type_=Day())
_L, _E = t.life_event.c, t.expectation.c
_C, _T, _D, _R = t.conversation.c, t.conversation_person.c, t.milestone.c, t.referral.c
# Built once: a page of the list asks all of them, and building them takes longer than asking.
_LIFE_DUE = (
    select(_L.person_id, _L.title)
    .where(_L.person_id.in_(_IDS), _L.ended_on.is_(None), _L.follow_up_on <= _TODAY)
    .order_by(_L.follow_up_on.desc())
)
_MESSAGES = (
    select(_T.person_id, _T.on_day)
    .join(t.conversation, _C.id == _T.conversation_id)
    .where(
        _T.person_id.in_(_IDS),
        _T.on_day >= bindparam("since", type_=Day()),
        _C.conversation_kind == ConversationKind.MESSAGE,
        _C.by_me.is_(False),
    )
)
_PROMISES = (
    select(_E.person_id, _E.statement)
    .where(
        _E.person_id.in_(_IDS),
        _E.closed_on.is_(None),
        _E.direction == Direction.OF_ME,
        _E.expectation_kind == ExpectationKind.PROMISE,
    )
    .order_by(_E.due_on.desc())
)
_DATES = (
    select(_D.person_id, _D.milestone_kind, _D.title, _D.on_year, _D.on_month, _D.on_day, t.person.c.leap_day)
    .join(t.person, t.person.c.id == _D.person_id)
    .where(_D.person_id.in_(_IDS), _D.on_day.is_not(None))
    .where(_D.on_month.in_(bindparam("months", expanding=True)))
)
_DEATHS = select(_D.person_id, _D.on_year, _D.on_month, _D.on_day).where(
    _D.person_id.in_(_IDS), _D.milestone_kind == MilestoneKind.DEATH
)
_AHEAD = select(_L.person_id, _L.title, _L.since_year, _L.since_month, _L.since_day).where(
    _L.person_id.in_(_IDS),
    _L.ended_on.is_(None),
    _L.since_day.is_not(None),
    _L.since_year >= bindparam("year"),
)
_UNTHANKED = select(_R.by_person_id).where(_R.by_person_id.in_(_IDS), IS_OWED)


class HintKind(StrEnum):
    """Which colour the hint takes: ember for their life, danger for a risk (DESIGN §3)."""

    LIFE = "life"
    RISK = "risk"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Hint:
    """What the third line says."""

    words: str = ""
    kind: HintKind = HintKind.PLAIN


def hints(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    """A hint for each of `people` (summary rows by id), the most pressing rule first.

    Of somebody who has died it says that alone; of those let rest, what I promised them (P7).
    """
    ids = list(people)
    found = _silent(session, people, today)
    for rule in (_life_due, _risk, _quiet, _message_left, _promise, _milestone_soon, _life_ahead, _thanks):
        left = {id_: people[id_] for id_ in ids if id_ not in found}
        if left:
            found.update(rule(session, left, today))
    for id_, row in people.items():
        found.setdefault(id_, Hint(_spoke(row, today)))
    return found


def _silent(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    silent = [id_ for id_, row in people.items() if row.is_silent]
    if not silent:
        return {}
    found = {
        row.person_id: Hint(died_words(PartialDate(row.on_year, row.on_month, row.on_day), None))
        for row in session.execute(_DEATHS, {"ids": silent})
    }
    resting = {id_: people[id_] for id_ in silent if id_ not in found}
    plain = {id_: Hint(_spoke(row, today)) for id_, row in resting.items()}
    return {**plain, **_promise(session, resting, today), **found}


def _spoke(row: Row[Any], today: date) -> str:
    return rhythm.spoke_sentence(rhythm.silence_days(today, row.last_on)) if row.last_on is not None else ""


def _is_spared(row: Row[Any], today: date) -> bool:
    """Away or in gentle mode: what they owe and how long they are silent is not brought up (P7)."""
    begun = row.spared_from is None or row.spared_from <= today
    return begun and row.spared_until is not None and row.spared_until >= today


def _life_due(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    return {
        row.person_id: Hint(_("{what}: ask today").format(what=row.title), HintKind.LIFE)
        for row in session.execute(_LIFE_DUE, {"ids": list(people), "today": today})
    }


def _risk(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    at_risk = {
        id_: row for id_, row in people.items() if _is_at_risk(row, today) and not _is_spared(row, today)
    }
    if not at_risk:
        return {}
    histories = recent_histories(session, at_risk, today)
    return {id_: Hint(_risk_words(history, today), HintKind.RISK) for id_, history in histories.items()}


def _is_at_risk(row: Row[Any], today: date) -> bool:
    if row.overruled is not None:
        return bool(row.overruled is Standing.AT_RISK)
    is_warned = row.risk_from is not None and row.risk_from <= today <= row.risk_until
    return is_warned or (row.slips_from is not None and row.slips_from <= today)


def _risk_words(history: depth.History, today: date) -> str:
    why = depth.risk_words(history, today)
    return _("At risk: {why}").format(why=why) if why else _("At risk, as you see it")


def _quiet(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    return {
        id_: Hint(rhythm.silence_sentence(rhythm.silence_days(today, row.last_on)))
        for id_, row in people.items()
        if rhythm.is_going_quiet(rhythm.warmth(today, row.last_on, row.usual_days, row.cadence_days))
        and not _is_spared(row, today)
    }


def _message_left(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    last = {id_: row.last_on for id_, row in people.items() if row.last_on is not None}
    recent = [id_ for id_, day in last.items() if (today - day).days <= SOON_DAYS]
    if not recent:
        return {}
    since = today - timedelta(days=SOON_DAYS)
    return {
        person_id: Hint(_("Left you a message {when}").format(when=phrases.spoken_day(day, today)))
        for person_id, day in session.execute(_MESSAGES, {"ids": recent, "since": since})
        if day == last[person_id]
    }


def _promise(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    found = session.execute(_PROMISES, {"ids": list(people)})
    return {
        person_id: Hint(_("You promised: {what}").format(what=statement)) for person_id, statement in found
    }


def _milestone_soon(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    soon: dict[int, tuple[date, str]] = {}
    months = list({today.month, (today + timedelta(days=SOON_DAYS)).month})
    for row in session.execute(_DATES, {"ids": list(people), "months": months}):
        milestone = Milestone(
            kind=row.milestone_kind,
            date=PartialDate(row.on_year, row.on_month, row.on_day),
            leap_day=LeapDay(row.leap_day or LeapDay.FEBRUARY_28),
        )
        day = next(iter(kept_between(milestone, today, today + timedelta(days=SOON_DAYS))), None)
        if day is None:
            continue
        said = f"{_kept(milestone, row.title, day)} {phrases.spoken_day(day, today)}"
        soon[row.person_id] = min(soon.get(row.person_id, (date.max, "")), (day, said))
    return {id_: Hint(words) for id_, (day, words) in soon.items()}


def _kept(milestone: Milestone, title: str, day: date) -> str:
    years = years_on(milestone, day)
    if milestone.kind is MilestoneKind.WORKING_TOGETHER and years:
        words = ngettext("{n} year of working together", "{n} years of working together", years)
        return words.format(n=years)
    return title or kind_words(milestone.kind)


def _life_ahead(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    found = {}
    for row in session.execute(_AHEAD, {"ids": list(people), "year": today.year}):
        start = PartialDate(row.since_year, row.since_month, row.since_day).as_date()
        if start is not None and start > today:
            words = _("{what} starts {day}").format(
                what=row.title, day=f"{start.day} {phrases.month_name(start.month)}"
            )
            found[row.person_id] = Hint(words)
    return found


def _thanks(session: Session, people: Mapping[int, Row[Any]], today: date) -> dict[int, Hint]:
    owing = session.execute(_UNTHANKED, {"ids": list(people)}).scalars()
    return {id_: Hint(_("Thank-you owed")) for id_ in owing}
