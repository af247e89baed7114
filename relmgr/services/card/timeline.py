"""The timeline: what happened between us and in their life, newest first, read by the page.

`entries` says what there is and in which order, `rows` words what is in view: years of conversations are never read
at once. The card brings the first page along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Row, Select, String, bindparam, or_, select, type_coerce

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ExpectationKind, MilestoneKind
from relmgr.domain.moments import STORY_KINDS
from relmgr.domain.partial_date import PartialDate
from relmgr.services.card import giving, mending
from relmgr.services.card.timeline_words import REFERRALS, Entry, Words, began, is_shared
from relmgr.services.card.views import Group, TimelineRow
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

FIRST_PAGE = 40
"""How many rows the card itself brings along: more than stand in view under the rest of it."""

_PERSON: BindParameter[Any] = bindparam("person")
_P = t.conversation_person.c
# Built once: building a statement takes longer than reading a few rows with it.
_NEWEST_FIRST = (_P.on_day.desc(), _P.conversation_id.desc())
_TALKS: Select[Any] = (
    select(type_coerce(_P.on_day, String), _P.conversation_id)
    .where(_P.person_id == _PERSON)
    .order_by(*_NEWEST_FIRST)
)
_NEWEST_TALKS = _TALKS.limit(FIRST_PAGE)
_NAMED = (
    select(t.person.c.pronouns, t.summary.c.first_name)
    .join(t.summary, t.summary.c.id == t.person.c.id)
    .where(t.person.c.id == _PERSON)
)


def _theirs(table: Any, *order: Any) -> Select[Any]:
    return select(table).where(table.c.person_id == _PERSON).order_by(*order)


_LIFE_EVENTS = _theirs(t.life_event, t.life_event.c.id)
_MILESTONES = _theirs(t.milestone, t.milestone.c.id)
_EXPECTATIONS = _theirs(t.expectation, t.expectation.c.id)
_STORY = frozenset(kind.value for kind in STORY_KINDS)
_STORIES = (
    select(t.moment)
    .where(t.moment.c.person_id == _PERSON, t.moment.c.conversation_id.is_(None))
    .where(or_(t.moment.c.note != "", t.moment.c.moment_kind.in_(sorted(_STORY))))
    .order_by(t.moment.c.on_day, t.moment.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What belongs in the timeline besides conversations, as it was read: hundreds at most."""

    person_id: PersonId
    expectations: Sequence[Row[Any]]
    life_events: Sequence[Row[Any]]
    milestones: Sequence[Row[Any]]
    moments: Sequence[Row[Any]]
    """Oldest first."""
    referrals: Sequence[Row[Any]]
    given: giving.Given
    mended: mending.Mending

    def entries(self, today: date) -> Iterator[tuple[Entry, Row[Any]]]:
        """Each with its row, in the order in which they stand on the same day."""
        for row in self.life_events:
            on = began(row)
            if on is not None and _is_past(on, today):
                yield Entry(_key(on), "life_event", row.id, Group.LIFE), row
        for row in self.milestones:
            on = partial_of(row, "on")
            told = row.milestone_kind is not MilestoneKind.FIRST_MET or row.note  # the head says when we met
            if (
                row.person_id == self.person_id
                and told
                and on is not None
                and on.year
                and _is_past(on, today)
            ):
                group = Group.MOMENTS if is_shared(row) else Group.LIFE
                yield Entry(_key(on), "milestone", row.id, group), row
        for row in self.expectations:
            if row.closed_on is not None and row.expectation_kind is not ExpectationKind.REQUEST:
                yield Entry(row.closed_on.isoformat(), "expectation", row.id, Group.PROMISES), row
        told_elsewhere = {row.moment_id for row in (*self.referrals, *self.given.advice)}
        for row in reversed(self.moments):
            # A bare sign stands in Depth; a told one is a story, and so is what speaks of no sign.
            is_story = row.conversation_id is None and (row.note or row.moment_kind in _STORY)
            if is_story and row.id not in told_elsewhere:
                yield Entry(row.on_day.isoformat(), "moment", row.id, Group.MOMENTS), row
        for row in self.referrals:
            yield Entry(row.on_day.isoformat(), "referral", row.id, Group.MOMENTS), row
        for source, row in self.given.sources():
            if row.given_on is not None:
                yield Entry(row.given_on.isoformat(), source, row.id, Group.MOMENTS), row
        for day, source, row in self.mended.entries():
            yield Entry(day.isoformat(), source, row.id, Group.MOMENTS), row


def first_page(
    session: Session, dated: Dated, *, pronouns: str, first_name: str, today: date
) -> tuple[tuple[TimelineRow, ...], int]:
    """The newest rows, and how many others than conversations there are in all."""
    others = list(dated.entries(today))
    talks = _talks(session, _NEWEST_TALKS, dated.person_id)
    newest = sorted([*talks, *(entry for entry, _row in others)], key=_by_day, reverse=True)[:FIRST_PAGE]
    held = {(entry.source, entry.id): row for entry, row in others}
    words = Words(session, dated.person_id, pronouns, first_name, today)
    return words.rows(newest, held), len(others)


def referrals_of(session: Session, person_id: PersonId) -> Sequence[Row[Any]]:
    """Who they brought and who brought them."""
    return session.execute(REFERRALS, {"person": person_id}).all()


def entries(store: Store, person_id: PersonId, today: date, group: Group | None = None) -> tuple[Entry, ...]:
    """Everything dated, newest first; what is known only by its year stands at that year's start.

    Of one day conversations come first, the later one before the earlier; the order is always the same.
    """
    with store.read() as session:
        found: list[Entry] = []
        if group in (None, Group.CONVERSATIONS):
            found = _talks(session, _TALKS, person_id)
        if group is not Group.CONVERSATIONS:
            found += [
                entry
                for entry, _row in _dated(session, person_id).entries(today)
                if group is None or entry.group is group
            ]
    return tuple(sorted(found, key=_by_day, reverse=True))


def rows(store: Store, person_id: PersonId, chosen: Sequence[Entry], today: date) -> tuple[TimelineRow, ...]:
    """The rows of `chosen`, in their order; what has gone since is left out. Ask for a page at a time."""
    with store.read() as session:
        named = session.execute(_NAMED, {"person": person_id}).first()
        if named is None:
            return ()
        words = Words(session, person_id, named.pronouns, named.first_name, today)
        return words.rows(chosen, {})


def _dated(session: Session, person_id: PersonId) -> Dated:
    def read(query: Select[Any]) -> Sequence[Row[Any]]:
        return session.execute(query, {"person": person_id}).all()

    return Dated(
        person_id=person_id,
        expectations=read(_EXPECTATIONS),
        life_events=read(_LIFE_EVENTS),
        milestones=read(_MILESTONES),
        moments=read(_STORIES),
        referrals=read(REFERRALS),
        given=giving.read(session, person_id),
        mended=mending.read(session, person_id),
    )


def _talks(session: Session, query: Select[Any], person_id: PersonId) -> list[Entry]:
    found = session.execute(query, {"person": person_id})
    return [Entry(day, "conversation", number, Group.CONVERSATIONS) for day, number in found]


def _is_past(on: PartialDate, today: date) -> bool:
    first = date(on.year or today.year, on.month or 1, on.day or 1)
    return first <= today


def _by_day(entry: Entry) -> str:
    return entry.day


def _key(on: PartialDate) -> str:
    return f"{on.year or 0:04}-{on.month or 0:02}-{on.day or 0:02}"
