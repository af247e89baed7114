"""The words of the timeline: each thing that happened as one line, its first clause and the rest."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select

from relmgr.domain import names, phrases
from relmgr.domain.calendar_words import short_month
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, Feeling, GiveKind, MilestoneKind, Status
from relmgr.domain.milestones import kind_words
from relmgr.domain.moments import MEANINGS, MomentKind, moment_words
from relmgr.domain.numbers import starting
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import read_pronouns
from relmgr.i18n import _
from relmgr.services.card import mending
from relmgr.services.card.talk import feeling_words, how_long
from relmgr.services.card.views import Group, TimelineRow
from relmgr.services.gives import NAMED
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session

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
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_C, _P, _R = t.conversation.c, t.conversation_person.c, t.referral.c
# Built once: building a statement takes longer than reading a few rows with it.
_CONVERSATIONS: Select[Any] = (
    select(
        _C.id,
        _P.on_day,
        _C.conversation_kind,
        _C.minutes,
        _C.their_world,
        _C.our_work,
        func.coalesce(func.nullif(_C.headline, ""), func.nullif(_C.their_world, ""), _C.our_work).label(
            "said"
        ),
        _P.feeling,
        _P.feeling_word,
    )
    .join(t.conversation_person, _P.conversation_id == _C.id)
    .where(_P.conversation_id.in_(_IDS), _P.person_id == _PERSON)
)
_BY, _OF = t.person.alias(), t.person.alias()
REFERRALS = (
    select(t.referral, _BY.c.display_name.label("by_name"), _OF.c.display_name.label("of_name"))
    .join(_BY, _BY.c.id == _R.by_person_id)
    .join(_OF, _OF.c.id == _R.of_person_id)
    .where((_R.by_person_id == _PERSON) | (_R.of_person_id == _PERSON))
)
_NOTES = (
    select(t.expectation_change.c.expectation_id, t.expectation_change.c.note)
    .where(t.expectation_change.c.expectation_id.in_(_IDS))
    .order_by(t.expectation_change.c.id)
)
MENDING = ("rough_patch", "mistake", "kindness")
"""The sources whose lines services/card/mending.py words."""

_BY_SOURCE: dict[str, Select[Any]] = {
    "life_event": select(t.life_event).where(t.life_event.c.id.in_(_IDS)),
    "milestone": select(t.milestone).where(t.milestone.c.id.in_(_IDS)),
    "expectation": select(t.expectation).where(t.expectation.c.id.in_(_IDS)),
    "moment": select(t.moment).where(t.moment.c.id.in_(_IDS)),
    "referral": REFERRALS.where(_R.id.in_(_IDS)),
    "give": NAMED.where(t.give.c.id.in_(_IDS)),
    "advice": select(t.advice).where(t.advice.c.id.in_(_IDS)),
    "feedback": select(t.feedback).where(t.feedback.c.id.in_(_IDS)),
    "rough_patch": select(t.rough_patch).where(t.rough_patch.c.id.in_(_IDS)),
    "mistake": select(t.mistake).where(t.mistake.c.id.in_(_IDS)),
    "kindness": select(t.kindness).where(t.kindness.c.id.in_(_IDS)),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """That something happened: its day as ISO 8601 text (00 for what is not known of it), and where it is kept."""

    day: str
    source: str
    id: int
    group: Group


def began(row: Row[Any]) -> PartialDate | None:
    on = partial_of(row, "since") or (PartialDate.of(row.ended_on) if row.ended_on else None)
    return on if on is not None and on.year else None


def is_shared(row: Row[Any]) -> bool:
    return row.milestone_kind in (
        MilestoneKind.FIRST_MET,
        MilestoneKind.WORKING_TOGETHER,
        MilestoneKind.CUSTOM,
    )


class Words:
    """Words entries: reads what is not held already, one statement a source."""

    def __init__(
        self, session: Session, person_id: PersonId, pronouns: str, first_name: str, today: date
    ) -> None:
        self._session, self._person, self._today = session, person_id, today
        self._pronouns, self._first_name = pronouns, first_name
        self._notes: dict[int, str] = {}

    def rows(self, chosen: Sequence[Entry], held: dict[tuple[str, int], Row[Any]]) -> tuple[TimelineRow, ...]:
        known = {**held, **self._read(chosen, held)}
        closed = [entry.id for entry in chosen if entry.source == "expectation"]
        self._notes = _closing_notes(self._session, closed)
        pairs = ((entry, known.get((entry.source, entry.id))) for entry in chosen)
        return tuple(self._row(entry, row) for entry, row in pairs if row is not None)

    def _read(
        self, chosen: Sequence[Entry], held: dict[tuple[str, int], Row[Any]]
    ) -> dict[tuple[str, int], Row[Any]]:
        wanted: dict[str, list[int]] = defaultdict(list)
        for entry in chosen:
            if (entry.source, entry.id) not in held:
                wanted[entry.source].append(entry.id)
        found: dict[tuple[str, int], Row[Any]] = {}
        for source, ids in wanted.items():
            query = _CONVERSATIONS if source == "conversation" else _BY_SOURCE[source]
            for row in self._session.execute(query, {"person": self._person, "ids": ids}):
                found[source, row.id] = row
        return found

    def _row(self, entry: Entry, row: Row[Any]) -> TimelineRow:
        today = self._today
        if entry.source == "conversation":
            return _conversation(row, _felt(row, self._first_name, self._pronouns), today)
        worded = {"life_event": _life_event, "milestone": _milestone, "moment": _moment}.get(entry.source)
        if worded is not None:
            return worded(row, today)
        if entry.source == "expectation":
            return _closed(row, self._notes.get(row.id, ""), today)
        if entry.source == "give":
            return _give(row, self._person, today)
        if entry.source in MENDING:
            return mending.timeline_row(entry.source, row, self._first_name, today)
        if entry.source in ("advice", "feedback"):
            return _said(entry.source, row, self._first_name, today)
        return _referral(row, self._person, today)


def _on_day(day: date, today: date, **fields: Any) -> TimelineRow:
    return TimelineRow(day=day, day_words=phrases.short_day(day, today), **fields)


def _row(on: PartialDate, today: date, **fields: Any) -> TimelineRow:
    day = on.as_date()
    words = phrases.short_day(day, today) if day is not None else _short(on)
    return TimelineRow(day=day, day_words=words, **fields)


def _short(on: PartialDate) -> str:
    """ "Nov 2025" stands in the column of days; "November 2025" does not."""
    return f"{short_month(on.month)} {on.year}" if on.month and on.year else phrases.partial(on)


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
        their_world=" ".join(part for part in (row.their_world, felt) if part),
        our_work=row.our_work,
    )


def _life_event(row: Row[Any], today: date) -> TimelineRow:
    return _row(
        began(row) or PartialDate(today.year),
        today,
        icon=row.icon or "heart-pulse",
        lead=row.title + ".",
        rest=row.why or row.note,
        group=Group.LIFE,
        source="life_event",
        source_id=row.id,
    )


def _milestone(row: Row[Any], today: date) -> TimelineRow:
    kind: MilestoneKind = row.milestone_kind
    shared = is_shared(row)
    return _row(
        partial_of(row, "on") or PartialDate(today.year),
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


def _moment_icon(kind: MomentKind) -> str:
    """Nobody is shown a tick for what was lacking."""
    meaning = MEANINGS[kind]
    if meaning.warning:
        return "triangle-alert"
    return "circle-alert" if meaning.contradicts or meaning.lacks else "circle-check"


def _moment(row: Row[Any], today: date) -> TimelineRow:
    kind = MomentKind(row.moment_kind)
    return _on_day(
        row.on_day,
        today,
        icon=_MOMENT_ICONS.get(kind, _moment_icon(kind)),
        lead=moment_words(kind) + ".",
        rest=row.note,
        group=Group.MOMENTS,
        source="moment",
        source_id=row.id,
    )


def _referral(row: Row[Any], person_id: PersonId, today: date) -> TimelineRow:
    mine = row.by_person_id == person_id
    lead = _("Introduced me to {name}.") if mine else _("Introduced by {name}.")
    thanked = []
    if mine and row.thanked_on is not None:
        thanked.append(_thanks(row.thanked_on, row.thanked_how, today))
    if mine and row.work_thanked_on not in (None, row.thanked_on):
        thanked.append(_thanks(row.work_thanked_on, row.work_thanked_how, today))
    return _on_day(
        row.on_day,
        today,
        icon="waypoints",
        lead=lead.format(name=in_sentence(row.of_name if mine else row.by_name)),
        rest=" ".join(part for part in (row.note, *thanked) if part),
        group=Group.MOMENTS,
        source="referral",
        source_id=row.id,
    )


def _thanks(day: date, how: str, today: date) -> str:
    on = phrases.short_day(day, today)
    if not how:
        return _("Thanked on {day}.").format(day=on)
    return _("Thanked on {day}: {how}.").format(day=on, how=how.rstrip("."))


def _give(row: Row[Any], person_id: PersonId, today: date) -> TimelineRow:
    is_introduction = row.give_kind is GiveKind.INTRODUCTION
    rest = (row.text if is_introduction else row.why, row.came_of_it)
    title = give_title(row, person_id)
    return _on_day(
        row.given_on,
        today,
        icon="waypoints" if is_introduction else "gift",
        lead=f"{title}." if is_introduction else _("I gave: {what}.").format(what=title.rstrip(".")),
        rest=" ".join(part for part in rest if part),
        group=Group.MOMENTS,
        source="give",
        source_id=row.id,
    )


def _said(source: str, row: Row[Any], first_name: str, today: date) -> TimelineRow:
    """Advice, and feedback both ways."""
    name, is_advice = in_sentence(first_name), source == "advice"
    if is_advice:
        lead = _("My advice.")
    elif row.is_mine:
        lead = _("I told {name} a hard truth.") if row.is_hard_truth else _("My feedback to {name}.")
    else:
        lead = _("Feedback from {name}.")
    after = row.outcome_note if is_advice else row.how_taken or row.change
    return _on_day(
        row.given_on,
        today,
        icon="graduation-cap" if is_advice else "message-square",
        lead=lead.format(name=name),
        rest=" ".join(part for part in (row.text, after) if part),
        group=Group.MOMENTS,
        source=source,
        source_id=row.id,
    )


def give_title(row: Row[Any], person_id: PersonId) -> str:
    """What was given as a title: an introduction says to whom, seen from `person_id`."""
    if row.give_kind is not GiveKind.INTRODUCTION:
        return str(row.text)
    other = row.taker_name if row.introduced_id == person_id else row.introduced_name
    return _("Introduced to {name}").format(name=in_sentence(other or _("somebody")))


def in_sentence(name: str) -> str:
    """A name that disturbs no sentence around it."""
    return names.isolate(name) if names.is_right_to_left(name) else name
