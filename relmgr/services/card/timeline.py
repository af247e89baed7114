"""The timeline: what happened between us and in their life, newest first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select

from relmgr.domain import names, phrases
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, ExpectationKind, Feeling, MilestoneKind, Status
from relmgr.domain.milestones import kind_words
from relmgr.domain.moments import MEANINGS, MomentKind, moment_words
from relmgr.domain.numbers import starting
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import read_pronouns
from relmgr.i18n import _
from relmgr.services.card.talk import feeling_words, how_long
from relmgr.services.card.views import Group, TimelineRow
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session

CONVERSATIONS_READ = 100
"""How many conversations the timeline reads; older ones are found by search."""

_ICONS = {
    ConversationKind.CALL: "phone",
    ConversationKind.VIDEO: "video",
    ConversationKind.MEETING: "users",
    ConversationKind.MESSAGE: "message-square",
    ConversationKind.EMAIL: "mail",
    ConversationKind.MEAL: "utensils",
    ConversationKind.EVENT: "calendar-check",
}


_PERSON: BindParameter[Any] = bindparam("person")
_C, _P, _R = t.conversation.c, t.conversation_person.c, t.referral.c
# Built once: building a statement takes longer than reading a few rows with it.
_CONVERSATIONS: Select[Any] = (
    select(
        _C.id,
        _P.on_day,
        _C.conversation_kind,
        _C.minutes,
        func.coalesce(func.nullif(_C.headline, ""), func.nullif(_C.their_world, ""), _C.our_work).label(
            "said"
        ),
        _P.feeling,
        _P.feeling_word,
    )
    .join(t.conversation_person, _P.conversation_id == _C.id)
    .where(_P.person_id == _PERSON)
    .order_by(_P.on_day.desc(), _P.conversation_id.desc())
    .limit(CONVERSATIONS_READ)
)
_BY, _OF = t.person.alias(), t.person.alias()
_REFERRALS = (
    select(t.referral, _BY.c.display_name.label("by_name"), _OF.c.display_name.label("of_name"))
    .join(_BY, _BY.c.id == _R.by_person_id)
    .join(_OF, _OF.c.id == _R.of_person_id)
    .where((_R.by_person_id == _PERSON) | (_R.of_person_id == _PERSON))
)
_NOTES = (
    select(t.expectation_change.c.expectation_id, t.expectation_change.c.note)
    .where(t.expectation_change.c.expectation_id.in_(bindparam("ids", expanding=True)))
    .order_by(t.expectation_change.c.id)
)


def timeline(
    session: Session,
    person_id: PersonId,
    *,
    pronouns: str,
    first_name: str,
    expectations: Sequence[Row[Any]],
    life_events: Sequence[Row[Any]],
    milestones: Sequence[Row[Any]],
    moments: Sequence[Row[Any]],
    today: date,
) -> tuple[TimelineRow, ...]:
    """Everything dated, newest first; what is known only by its year stands at that year's start."""
    found: list[tuple[tuple[int, int, int], TimelineRow]] = []

    def put_day(row: TimelineRow, day: date) -> None:
        found.append(((day.year, day.month, day.day), row))

    def put(on: PartialDate, row: TimelineRow) -> None:
        found.append(((on.year or 0, on.month or 0, on.day or 0), row))

    spoken = {row.id: row for row in _conversations(session, person_id)}
    for row in spoken.values():
        said = _felt(row, first_name, pronouns)
        put_day(_conversation(row, said, today), row.on_day)
    notes = _closing_notes(session, [row.id for row in expectations if row.closed_on is not None])
    for row in life_events:
        _put_life_event(put, row, today)
    for row in milestones:
        on = partial_of(row, "on")
        told = row.milestone_kind is not MilestoneKind.FIRST_MET or row.note  # the head says when we met
        if row.person_id == person_id and told and on is not None and on.year and _is_past(on, today):
            put(on, _milestone(row, on, today))
    for row in expectations:
        if row.closed_on is not None and row.expectation_kind is not ExpectationKind.REQUEST:
            put_day(_closed(row, notes.get(row.id, ""), today), row.closed_on)
    for row in reversed(moments):
        if row.conversation_id is None and row.note:  # a bare sign stands in Depth; a told one is a story
            put_day(_moment(row, today), row.on_day)
    for row in _referrals(session, person_id):
        put_day(_referral(row, person_id, today), row.on_day)
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(row for _key, row in found)


def _is_past(on: PartialDate, today: date) -> bool:
    first = date(on.year or today.year, on.month or 1, on.day or 1)
    return first <= today


def _on_day(day: date, today: date, **fields: Any) -> TimelineRow:
    return TimelineRow(day=day, day_words=phrases.short_day(day, today), **fields)


def _row(on: PartialDate, today: date, **fields: Any) -> TimelineRow:
    day = on.as_date()
    words = phrases.short_day(day, today) if day is not None else phrases.partial(on)
    return TimelineRow(day=day, day_words=words, **fields)


def _conversations(session: Session, person_id: PersonId) -> Sequence[Row[Any]]:
    return session.execute(_CONVERSATIONS, {"person": person_id}).all()


def _felt(row: Row[Any], first_name: str, pronouns: str) -> str:
    feeling: Feeling | None = row.feeling
    if feeling is None:
        return ""
    known = read_pronouns(pronouns)
    who = known.subject.capitalize() if known is not None else first_name
    return _("{who} felt {feeling}.").format(
        who=who, feeling=row.feeling_word.lower() or feeling_words(feeling)
    )


def _conversation(row: Row[Any], felt: str, today: date) -> TimelineRow:
    how = how_long(row.conversation_kind, row.minutes)
    return _on_day(
        row.on_day,
        today,
        icon=_ICONS[row.conversation_kind],
        lead=how[:1].upper() + how[1:] + ".",
        rest=" ".join(part for part in (row.said, felt) if part),
        group=Group.CONVERSATIONS,
        source="conversation",
        source_id=row.id,
    )


def _put_life_event(put: Any, row: Row[Any], today: date) -> None:
    on = partial_of(row, "since") or (PartialDate.of(row.ended_on) if row.ended_on else None)
    if on is None or not on.year or not _is_past(on, today):
        return
    put(
        on,
        _row(
            on,
            today,
            icon=row.icon or "heart-pulse",
            lead=row.title + ".",
            rest=row.why or row.note,
            group=Group.LIFE,
            source="life_event",
            source_id=row.id,
        ),
    )


def _milestone(row: Row[Any], on: PartialDate, today: date) -> TimelineRow:
    kind: MilestoneKind = row.milestone_kind
    shared = kind in (MilestoneKind.FIRST_MET, MilestoneKind.WORKING_TOGETHER, MilestoneKind.CUSTOM)
    return _row(
        on,
        today,
        icon="flag" if shared else "cake" if kind is MilestoneKind.BIRTHDAY else "calendar-heart",
        lead=(row.title or kind_words(kind)) + ".",
        rest=row.note,
        group=Group.MOMENTS if shared else Group.LIFE,
        source="milestone",
        source_id=row.id,
    )


_CLOSED_ICONS = {Status.EXCEEDED: "chevrons-up", Status.MET: "check", Status.MISSED: "x"}


def _closing_notes(session: Session, ids: list[int]) -> dict[int, str]:
    """What was written when each was closed: the newest note of its history."""
    if not ids:
        return {}
    return {row.expectation_id: row.note for row in session.execute(_NOTES, {"ids": ids}) if row.note}


def _closed(row: Row[Any], note: str, today: date) -> TimelineRow:
    status = {
        Status.MET: _("Met."),
        Status.EXCEEDED: _("Exceeded."),
        Status.MISSED: _("Missed."),
    }[row.status]
    return _on_day(
        row.closed_on,
        today,
        icon=_CLOSED_ICONS[row.status],
        lead=starting(row.statement.rstrip(".")) + ".",
        rest=note or status,
        group=Group.PROMISES,
        source="expectation",
        source_id=row.id,
    )


_MOMENT_ICONS = {
    MomentKind.SPOKE_FOR_ME: "thumbs-up",
    MomentKind.SPOKE_AGAINST_ME: "thumbs-down",
    MomentKind.DID_ME_FAVOUR: "hand-helping",
    MomentKind.DID_THEM_FAVOUR: "hand-helping",
}


def _moment(row: Row[Any], today: date) -> TimelineRow:
    kind = MomentKind(row.moment_kind)
    return _on_day(
        row.on_day,
        today,
        icon=_MOMENT_ICONS.get(kind, "triangle-alert" if MEANINGS[kind].warning else "circle-check"),
        lead=moment_words(kind) + ".",
        rest=row.note,
        group=Group.MOMENTS,
        source="moment",
        source_id=row.id,
    )


def _referrals(session: Session, person_id: PersonId) -> Sequence[Row[Any]]:
    return session.execute(_REFERRALS, {"person": person_id}).all()


def _referral(row: Row[Any], person_id: PersonId, today: date) -> TimelineRow:
    mine = row.by_person_id == person_id
    lead = _("Introduced me to {name}.") if mine else _("Introduced by {name}.")
    thanked = ""
    if mine and row.thanked_on is not None:
        how = row.thanked_how or _("Thanked")
        thanked = _("{thanked} on {day}.").format(thanked=how, day=phrases.short_day(row.thanked_on, today))
    return _on_day(
        row.on_day,
        today,
        icon="waypoints",
        lead=lead.format(name=_in_sentence(row.of_name if mine else row.by_name)),
        rest=" ".join(part for part in (row.note, thanked) if part),
        group=Group.MOMENTS,
        source="referral",
        source_id=row.id,
    )


def _in_sentence(name: str) -> str:
    return names.isolate(name) if names.is_right_to_left(name) else name
