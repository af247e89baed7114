"""What is to be talked about: never said or agreed, requests that wait, missing updates, heads-ups not told (E3, E4, E8).

Only for Today, never a popup: nothing here has an hour.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, exists, func, not_, or_, select

from relmgr.domain.calendar_words import short_day, weekday_day
from relmgr.domain.gaps import (
    GAP_DAYS,
    Gap,
    Standing,
    answer_words,
    gap_asks_on,
    gap_of,
    gap_since,
    gap_words,
    waits_too_long,
)
from relmgr.domain.kinds import Decision, Direction, Scope, Status
from relmgr.domain.names import possessive
from relmgr.domain.numbers import starting
from relmgr.domain.updates import every_words, last_update, update_due
from relmgr.i18n import _
from relmgr.services import updates
from relmgr.services.expectations.reading import answer_days_in
from relmgr.services.reminders.candidates import the_dead
from relmgr.services.reminders.model import DueItem, Saying, Source, Words
from relmgr.services.reminders.somebody import Somebody, somebodies
from relmgr.services.reminders.wording import in_sentence
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.store import Session
from relmgr.store.types import Day

ROWS = 5
"""How many of these the page bears; the board has them all."""

_LOOKED_AT, _LOOKED_AT_MOST = 40, 200
"""How many are looked at, and how many where most of these are not to be brought up."""
_AT_ONCE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wait:
    """Something to be talked about, before anybody is read about it. `is_mine`: I owe the word."""

    source: Source
    source_id: int
    person_id: int
    occurrence: date
    is_mine: bool
    days: int
    row: Any


_E, _I = t.expectation.c, t.scope_item.c
_NOT_SAID = (
    select(func.count())
    .where(_I.expectation_id == _E.id, _I.scope == Scope.NOT_SAID)
    .correlate(t.expectation)
    .scalar_subquery()
)
_BEFORE = bindparam("before", type_=Day())
_IS_NEAR = or_(
    _E.status == Status.AT_RISK,
    func.coalesce(func.julianday(bindparam("today", type_=Day())) >= t.EXPECTATION_NEAR, 0) != 0,
)
_IS_DECIDED = exists().where(t.decision.c.source == Source.EXPECTATION.value, t.decision.c.source_id == _E.id)
_OPEN = indexed_by(
    select(
        *(_E.id, _E.person_id, _E.expectation_kind, _E.direction, _E.status, _E.statement, _E.opened_on),
        *(_E.agreed_on, _E.answered_on, _NOT_SAID.label("not_said")),
    )
    .join(t.summary, t.summary.c.id == _E.person_id)
    .where(_E.closed_on.is_(None), func.coalesce(t.summary.c.is_deleted, 0) == 0)
    .where(bindparam("is_other") == t.NOT_A_REQUEST, t.OPEN_SINCE <= _BEFORE)
    .where(or_(bindparam("near_too"), not_(_IS_NEAR), _IS_DECIDED))
    .where(or_(_E.status.in_((Status.UNSPOKEN, Status.SAID)), _NOT_SAID > 0))
    .order_by(t.OPEN_SINCE)
    .limit(bindparam("most")),
    *(t.expectation, "expectation_gap"),
)
"""Requests, or all else: by the index of both, the oldest first. Without `near_too` those are left out at once that stand
among what is at risk, which are thousands where that list is long; of the decided ones it is for `elsewhere` to say.
"""
_WORDS = (
    select(_I.expectation_id, _I.text)
    .where(_I.expectation_id.in_(bindparam("ids", expanding=True)), _I.scope == Scope.NOT_SAID)
    .order_by(_I.position, _I.id)
)
_D = t.decision.c
_DECIDED = (
    select(_D.decision, _D.until_at)
    .where(
        _D.source == bindparam("source"),
        _D.source_id == bindparam("source_id"),
        _D.occurrence == bindparam("occurrence", type_=Day()),
    )
    .order_by(_D.id.desc())
    .limit(1)
)


def to_talk_about(
    session: Session,
    now: datetime,
    today: date,
    elsewhere: Callable[[set[int]], set[int]] = lambda _ids: set(),
    *,
    near_too: bool = True,
) -> tuple[DueItem, ...]:
    """The rows for Today: requests that wait too long, what I owe to tell, then the oldest gaps.

    `elsewhere`: says which of some expectations stand on the page already. near_too: whether any of which the day is
    near can stand elsewhere than there.
    """
    usual = answer_days_in(session)
    others = [*_updates(session, today), *_untold(session, today)]
    expected, is_all = _expected(session, today, usual, elsewhere, _LOOKED_AT, near_too=near_too)
    chosen, people = _chosen(session, [*expected, *others], now, today)
    if len(chosen) < ROWS and not is_all:
        expected, _is_all = _expected(session, today, usual, elsewhere, _LOOKED_AT_MOST, near_too=near_too)
        chosen, people = _chosen(session, [*expected, *others], now, today)
    unsaid = _unsaid_words(session, chosen)
    return tuple(
        _item(one, people[one.person_id], _words(one, people[one.person_id], usual, unsaid, today), now)
        for one in chosen
    )


def _chosen(
    session: Session, waits: list[_Wait], now: datetime, today: date
) -> tuple[list[_Wait], dict[int, Somebody]]:
    """Those to show, and who they are about."""
    waits.sort(key=lambda one: (_ORDER.index(one.source), -one.days, one.source_id))
    chosen: list[_Wait] = []
    people: dict[int, Somebody] = {}
    for start in range(0, len(waits), _AT_ONCE):
        some = waits[start : start + _AT_ONCE]  # mostly the first few are enough to fill the page
        people |= somebodies(session, {one.person_id for one in some})
        dead = the_dead(session, {one.person_id for one in some})
        chosen += [one for one in some if not _is_silent(session, one, people, dead, now, today)]
        if len(chosen) >= ROWS:
            break
    return chosen[:ROWS], people


def _is_silent(  # noqa: PLR0917  (a rule over what was read)
    session: Session, one: _Wait, people: dict[int, Somebody], dead: set[int], now: datetime, today: date
) -> bool:
    """Not to be brought up now: the dead, what they owe while they rest or are away, what was decided already."""
    somebody = people[one.person_id]
    is_muted = not one.is_mine and (somebody.is_resting or somebody.is_spared(today))
    return one.person_id in dead or is_muted or _is_put_off(session, one, now)


_ORDER = (Source.REQUEST, Source.HEADS_UP, Source.UPDATE, Source.GAP)


def _standing(row: Any) -> Standing:
    return Standing(
        kind=row.expectation_kind,
        status=row.status,
        opened_on=row.opened_on,
        agreed_on=row.agreed_on,
        answered_on=row.answered_on,
        not_said=row.not_said,
    )


def _expected(
    session: Session,
    today: date,
    usual: int | None,
    elsewhere: Callable[[set[int]], set[int]],
    most: int,
    *,
    near_too: bool,
) -> tuple[list[_Wait], bool]:
    """What was never said or agreed, and requests that wait; of the `most` oldest, and whether these are all."""
    asked = {"before": today - timedelta(days=1), "today": today, "near_too": near_too, "most": most}
    found = list(session.execute(_OPEN, {**asked, "is_other": False}))
    if len(found) < most:
        found += session.execute(_OPEN, {**asked, "is_other": True, "most": most - len(found)}).all()
    there = elsewhere({row.id for row in found})
    waits = (_wait(row, today, usual) for row in found if row.id not in there)
    return [one for one in waits if one is not None], len(found) < most


def _wait(row: Any, today: date, usual: int | None) -> _Wait | None:
    standing = _standing(row)
    gap = gap_of(standing)
    days = (today - gap_since(standing)).days
    if gap is None:
        return None
    is_request = gap is Gap.WAITING and row.direction is Direction.OF_ME
    if is_request:
        source, day = Source.REQUEST, row.opened_on if waits_too_long(days, usual) else None
    else:
        source, day = Source.GAP, gap_asks_on(standing, today, GAP_DAYS)
    if day is None:
        return None
    return _Wait(
        source=source,
        source_id=row.id,
        person_id=row.person_id,
        occurrence=day,
        is_mine=is_request,
        days=days,
        row=row,
    )


def _updates(session: Session, today: date) -> Iterator[_Wait]:
    for one in updates.missing_in(session, today):
        due = update_due(one.rhythm)
        yield _Wait(
            source=Source.UPDATE,
            source_id=one.id,
            person_id=one.person_id,
            occurrence=due,
            is_mine=one.rhythm.direction is Direction.OF_ME,
            days=(today - due).days,
            row=one,
        )


def _untold(session: Session, today: date) -> Iterator[_Wait]:
    for one in updates.untold_in(session):
        yield _Wait(
            source=Source.HEADS_UP,
            source_id=one.id,
            person_id=one.person_id,
            occurrence=one.noted_on,
            is_mine=True,
            days=(today - one.noted_on).days,
            row=one,
        )


def _is_put_off(session: Session, one: _Wait, now: datetime) -> bool:
    asked = {"source": one.source, "source_id": one.source_id, "occurrence": one.occurrence}
    made = session.execute(_DECIDED, asked).first()
    return made is not None and (made.decision is not Decision.SNOOZED or made.until_at > now)


def _unsaid_words(session: Session, chosen: list[_Wait]) -> dict[int, list[str]]:
    ids = [one.source_id for one in chosen if one.source is Source.GAP]
    found: dict[int, list[str]] = {}
    for row in session.execute(_WORDS, {"ids": ids}) if ids else ():
        found.setdefault(row.expectation_id, []).append(row.text)
    return found


def _words(
    one: _Wait, somebody: Somebody, usual: int | None, unsaid: dict[int, list[str]], today: date
) -> tuple[str, str]:
    """Title and reason."""
    name, row = in_sentence(somebody.face.first_name), one.row
    if one.source is Source.REQUEST:
        title = _("Answer {name}: {what}").format(name=name, what=row.statement)
        return title, answer_words(one.days, usual)
    if one.source is Source.HEADS_UP:
        why = _("Noted on {day}, not told yet.").format(day=short_day(row.noted_on, today))
        return _("Tell {name}: {what}").format(name=name, what=row.text), why
    if one.source is Source.UPDATE:
        return _update_words(one, somebody, today)
    texts = unsaid.get(one.source_id, [])
    if gap_of(_standing(row)) is Gap.NOT_SAID and len(texts) == 1:
        return starting(row.statement), _("“{what}” is not said yet.").format(what=texts[0])
    return starting(row.statement), gap_words(_standing(row), today)


def _update_words(one: _Wait, somebody: Somebody, today: date) -> tuple[str, str]:
    rhythm, name = one.row.rhythm, in_sentence(somebody.face.first_name)
    often = every_words(rhythm.every_days)
    if one.is_mine:
        last = short_day(last_update(rhythm), today)
        return _("Bring {name} up to date").format(name=name), _(
            "Agreed: {often}. The last was on {day}."
        ).format(often=often, day=last)
    title = _("{whose} update has not come").format(whose=possessive(somebody.face.first_name))
    why = _("Agreed: {often}. It was to come on {day}.").format(
        often=often, day=weekday_day(update_due(rhythm), today)
    )
    return title, why


def _item(one: _Wait, somebody: Somebody, words: tuple[str, str], now: datetime) -> DueItem:
    title, why = words
    return DueItem(
        source=one.source,
        source_id=one.source_id,
        occurrence=one.occurrence,
        person=somebody.face,
        saying=Saying(lambda: Words(title, why, why)),
        late_days=0,
        late_words="",
        due_on=one.occurrence,
        while_away=False,
        stage="0",
        since=now,
        days_ahead=0,
    )
