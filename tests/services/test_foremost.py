"""The foremost of what asks is the beginning of all that does, as it was always judged: for random people, days and decisions."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, insert, select

from relmgr.domain import kinds
from relmgr.domain.kinds import Decision
from relmgr.services import today as page
from relmgr.services.reminders import DueItem, Source, agenda, due_in, upcoming_in
from relmgr.services.reminders import foremost as foremosts
from relmgr.services.reminders.candidates import candidates, in_slices
from relmgr.services.reminders.frame import Candidate, Frame
from relmgr.store import Store, derived
from relmgr.store import tables as t
from relmgr.store.light import light
from tests.builders import NOW, TODAY

ZONES = tuple(ZoneInfo(name) for name in ("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago"))
_PEOPLE = 30
_ORDER = (*(source for source in Source if source not in {Source.THANK_YOU, Source.FEEDBACK_THANKS}),)
_NO_STREAM = {
    Source.QUIET,
    Source.GAP,
    Source.REQUEST,
    Source.UPDATE,
    Source.HEADS_UP,
    Source.NOTICE,
    Source.KEEPING_LOOK,
}
"""What Today finds by other ways."""


class _Life:
    """Fills a file at random: everything that can ask, and what was decided of it. every: all of it on so few days."""

    def __init__(self, store: Store, seed: int, every: int = 1) -> None:
        self.store, self.chance, self._every = store, random.Random(seed), every

    def fill(self) -> None:
        """Every table that asks, then decisions about some of what it would ask."""
        with self.store.change("Fill") as session:
            for table, make in (
                (t.person, self._people),
                (t.milestone, self._milestones),
                (t.life_event, self._life_events),
                (t.expectation, self._expectations),
                (t.referral, self._referrals),
                (t.reminder, self._reminders),
                (t.feedback, self._feedback),
                (t.advice, self._advice),
                (t.conversation, self._talks),
                (t.conversation_person, self._spoken),
                (t.decision, self._decisions),
            ):
                rows = list(make())
                for row in rows:
                    session.execute(insert(table), row)

    def _day(self, before: int = 60, after: int = 40) -> date:
        return TODAY + timedelta(days=self.chance.randrange(-before, after, self._every))

    def _maybe(self, share: float, day: date) -> date | None:
        return day if self.chance.random() < share else None

    def _whom(self) -> int:
        return self.chance.randrange(1, _PEOPLE + 1)

    def _people(self) -> Iterable[dict[str, Any]]:
        for id_ in range(1, _PEOPLE + 1):
            yield {
                "id": id_,
                "uid": f"urn:uuid:{id_}",
                "display_name": f"Person {id_}",
                "given": "Person",
                "family": str(id_),
                "circle": self.chance.choice((None, None, *kinds.Circle)),
                "cadence_days": self.chance.choice((None, None, 7, 45)),
                "cadence_set_on": self._maybe(0.5, self._day(90, 1)),
                "away_until": self._maybe(0.2, self._day()),
                "gentle_until": self._maybe(0.2, self._day()),
                "keep_until": self._maybe(0.3, self._day()),
                "leap_day": "",
                "is_light": False,
                "created_at": NOW - timedelta(days=self.chance.randrange(300)),
                "changed_at": NOW,
                "deleted_at": NOW if self.chance.random() < 0.1 else None,
            }

    def _milestones(self) -> Iterable[dict[str, Any]]:
        for _number in range(60):
            day = self.chance.choice((self._day(), date(2024, 2, 29)))
            kind = self.chance.choice((kinds.MilestoneKind.BIRTHDAY, kinds.MilestoneKind.FIRST_MET))
            died = self.chance.random() < 0.03
            yield {
                "person_id": self._whom(),
                "milestone_kind": kinds.MilestoneKind.DEATH if died else kind,
                "on_year": None
                if kind is kinds.MilestoneKind.BIRTHDAY and self.chance.random() < 0.5
                else 1992,
                "on_month": day.month,
                "on_day": day.day,
                "remind": self.chance.random() < 0.9,
            }

    def _life_events(self) -> Iterable[dict[str, Any]]:
        for _number in range(40):
            since, until = self._day(30, 30), self._day()
            has_end = self.chance.random() < 0.4
            yield {
                "person_id": self._whom(),
                "title": "New kitchen",
                "since_year": since.year,
                "since_month": since.month,
                "since_day": since.day,
                "until_year": until.year if has_end else None,
                "until_month": until.month if has_end else None,
                "until_day": until.day if has_end and self.chance.random() < 0.7 else None,
                "follow_up_on": self._maybe(0.7, self._day()),
                "ended_on": self._maybe(0.2, TODAY),
            }

    def _expectations(self) -> Iterable[dict[str, Any]]:
        for number in range(40):
            yield {
                "uid": f"urn:e:{number}",
                "person_id": self._whom(),
                "direction": self.chance.choice(list(kinds.Direction)),
                "expectation_kind": self.chance.choice(list(kinds.ExpectationKind)),
                "statement": f"The plan {number}",
                "status": self.chance.choice((kinds.Status.AGREED, kinds.Status.AT_RISK, kinds.Status.SAID)),
                "due_on": (due := self._maybe(0.8, self._day())),
                "due_until": due + timedelta(days=9)
                if due is not None and self.chance.random() < 0.3
                else None,
                "lead_days": self.chance.choice((0, 3, 3, 30)),
                "opened_on": self._day(90, 0),
                "closed_on": self._maybe(0.2, TODAY),
            }

    def _referrals(self) -> Iterable[dict[str, Any]]:
        for _number in range(30):
            on_day = self._day(60, 5)
            work = self._maybe(0.4, on_day + timedelta(days=self.chance.randrange(20)))
            thanked = self._maybe(0.5, on_day + timedelta(days=self.chance.randrange(20)))
            yield {
                "by_person_id": self._whom(),
                "of_person_id": self._whom(),
                "on_day": on_day,
                "became_work_on": work,
                "thanked_on": thanked,
                "work_thanked_on": self._maybe(0.3, TODAY) if work and thanked else None,
            }

    def _reminders(self) -> Iterable[dict[str, Any]]:
        for _number in range(30):
            yield {
                "person_id": self.chance.choice((None, self._whom())),
                "title": "Ring back",
                "start_on": self._day(),
                "rrule": self.chance.choice(("", "", "FREQ=WEEKLY", "FREQ=MONTHLY")),
                "leads": self.chance.choice(("", "0", "7,0", "30")),
                "set_at": NOW - timedelta(days=self.chance.randrange(80)),
                "ended_on": self._maybe(0.2, TODAY),
            }

    def _feedback(self) -> Iterable[dict[str, Any]]:
        for _number in range(30):
            given = self._day(60, 1)
            decided = self._maybe(0.5, given)
            yield {
                "person_id": self._whom(),
                "is_mine": self.chance.random() < 0.3,
                "text": "Too slow",
                "given_on": given,
                "thanked_on": self._maybe(0.5, given),
                "decided_on": decided,
                "will_change": decided is not None and self.chance.random() < 0.5,
                "change_by": self._maybe(0.5, self._day()),
                "changed_on": self._maybe(0.3, given),
                "told_on": self._maybe(0.2, TODAY),
            }

    def _advice(self) -> Iterable[dict[str, Any]]:
        for _number in range(10):
            day = self._day()
            yield {"person_id": self._whom(), "text": "Plan ahead", "given_on": day, "ask_on": day}

    def _talks(self) -> Iterable[dict[str, Any]]:
        self._talked = [(number + 1, self._day(200, 0)) for number in range(60)]
        for id_, day in self._talked:
            yield {
                "id": id_,
                "uid": f"urn:t:{id_}",
                "at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
                "zone": "Europe/London",
                "on_day": day,
                "conversation_kind": kinds.ConversationKind.CALL,
                "by_me": True,
            }

    def _spoken(self) -> Iterable[dict[str, Any]]:
        for id_, day in self._talked:
            yield {"conversation_id": id_, "person_id": self._whom(), "on_day": day}

    def _decisions(self) -> Iterable[dict[str, Any]]:
        for _number in range(200):
            made = self.chance.choice((*Decision, Decision.SNOOZED))
            at = NOW - timedelta(hours=self.chance.randrange(900))
            yield {
                "source": self.chance.choice([*_ORDER, *foremosts.NEWEST_FIRST]),
                "source_id": self.chance.randrange(1, 40),
                "occurrence": self._day(),
                "decision": made,
                "until_at": at + timedelta(hours=self.chance.randrange(1, 1200))
                if made is Decision.SNOOZED
                else None,
                "decided_at": at,
            }


def _of(items: Iterable[DueItem]) -> list[tuple[Any, ...]]:
    return [(item, item.title) for item in items]


@pytest.mark.parametrize("every", [1, 10])
@pytest.mark.parametrize("seed", range(6))
def test_the_foremost_is_the_beginning_of_everything(store: Store, seed: int, every: int) -> None:
    _Life(store, seed, every).fill()
    chance = random.Random(seed)
    for zone in ZONES:
        now = NOW + timedelta(hours=chance.randrange(-200, 200))
        day = now.astimezone(zone).date()
        with store.read() as session:
            assert list(derived.differences(session)) == []
            everything = due_in(session, now, zone)
            coming = upcoming_in(session, day, sources=frozenset({Source.MILESTONE}))
            order: list[Source] = [source for source in _ORDER if source not in _NO_STREAM]
            wanted = sorted(
                (one for one in everything if one.source in order),
                key=lambda one: (order.index(one.source), one.occurrence, one.since, one.source_id),
            )
            thanks = foremosts.newest_first(one for one in everything if one.source in foremosts.NEWEST_FIRST)
            assert len(wanted) > 40
            assert thanks
            assert coming
            for most in (1, 4, 20, 1000):
                first = foremosts.first_due(session, now, zone, order, most)
                assert (_of(first.items), first.has_more) == (_of(wanted[:most]), len(wanted) > most)
                newest = foremosts.newest_thanks(session, now, zone, most)
                assert (_of(newest.items), newest.has_more) == (_of(thanks[:most]), len(thanks) > most)
                soon = foremosts.first_upcoming(session, day, most=most)
                assert (_of(soon.items), soon.has_more) == (_of(coming[:most]), len(coming) > most)
        waiting = sum(one.source in foremosts._WAITING for one in everything)
        for most in (1, 4, 20, 1000):
            risky = [one for one in wanted if one.source is Source.EXPECTATION][: most + 1]
            come = sum(one.due_on <= day for one in risky)
            assert foremosts.counted(store, now, zone, most) == (min(waiting, most + 1), come)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_seen_first_of_the_page_is_a_part_of_all_of_it(store: Store, seed: int) -> None:
    _Life(store, seed).fill()
    begun, whole = page.reading(store, NOW, ZONES[0], 5)
    assert not begun.is_whole
    assert whole == page.today(store, NOW, ZONES[0], 5)
    filled = replace(begun, thanks=whole.thanks, unsaid=whole.unsaid, next_words=whole.next_words)
    assert replace(filled, more=whole.more, is_whole=True) == whole
    assert whole.thanks


def test_a_page_is_read_anew_where_something_was_saved_after_its_beginning(store: Store) -> None:
    _Life(store, 1).fill()
    views = page.reading(store, NOW, ZONES[0])
    begun = next(views)
    with store.change("Empty") as session:
        session.execute(delete(t.life_event))
    (whole,) = views
    assert whole == page.today(store, NOW, ZONES[0])
    assert whole.due != begun.due


@pytest.mark.parametrize("seed", range(4))
def test_candidates_in_slices_are_the_candidates(store: Store, seed: int) -> None:
    _Life(store, seed).fill()
    day = NOW.date()
    frame = Frame(now=NOW, zone=ZONES[0], today=day, last=day)
    found: list[Candidate] = []
    with store.read() as connection:
        session = light(connection)
        whole = list(candidates(session, frame))
        for look in in_slices(frame):
            found += look(session, frame)
    assert sorted(map(_mark, found)) == sorted(map(_mark, whole))
    assert Source.THANK_YOU in {one.source for one in found}


def _mark(one: Candidate) -> str:
    return repr((one.source, one.source_id, one.person_id, one.rule, one.set_at))


def test_what_was_put_off_stands_in_its_place(store: Store) -> None:
    """Two birthdays of one day, the first of them put off until this morning: it waits for less long."""
    with store.change("Fill") as session:
        for id_ in (1, 2, 3):
            who = {
                "id": id_,
                "uid": f"urn:{id_}",
                "display_name": f"P {id_}",
                "created_at": NOW,
                "changed_at": NOW,
            }
            session.execute(insert(t.person), {**who, "is_light": False})
            day = {"on_month": TODAY.month, "on_day": TODAY.day, "remind": True}
            kind = kinds.MilestoneKind.BIRTHDAY
            session.execute(insert(t.milestone), {"person_id": id_, "milestone_kind": kind, **day})
        put_off = {
            "source": Source.MILESTONE,
            "source_id": 1,
            "occurrence": TODAY,
            "decision": Decision.SNOOZED,
        }
        at = {"decided_at": NOW - timedelta(hours=3), "until_at": NOW - timedelta(hours=1)}
        session.execute(insert(t.decision), {**put_off, **at})
    with store.read() as session:
        for most in (1, 2, 3):
            first = foremosts.first_due(session, NOW, ZONES[0], (Source.MILESTONE,), most)
            assert [one.source_id for one in first.items] == [2, 3, 1][:most]


@pytest.mark.parametrize("seed", range(4))
def test_the_quietest_are_found_gap_by_gap_as_by_sorting_everybody(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    with store.note() as session:
        for id_ in range(1, 400):
            known = {"name": "P", "sort_key": "p", "first_name": "P", "initials": "P", "role_line": ""}
            rest = {"organisation": "", "monogram": "", "person_colour": 1, "conversations": 3}
            session.execute(
                insert(t.summary),
                {
                    "id": id_,
                    **known,
                    **rest,
                    "is_light": chance.random() < 0.1,
                    "is_deleted": chance.random() < 0.1,
                    "usual_days": chance.choice((None, 0, 1, 2, 7, 30, 90, 182, 183, 300)),
                    "last_on": TODAY - timedelta(days=chance.randrange(500)),
                },
            )
        rows = session.execute(select(t.summary)).all()
    silent = [
        ((TODAY - row.last_on).days / row.usual_days, row.id)
        for row in rows
        if row.usual_days and not (row.is_light or row.is_deleted) and (TODAY - row.last_on).days <= 365
    ]
    wanted = sorted((one for one in silent if one[0] > 2), key=lambda one: (-one[0], one[1]))
    with store.read() as session:
        found = page.gone_quiet(session, TODAY)
    assert [row.id for row in found] == [id_ for _share, id_ in wanted[:50]]


def test_of_many_whose_rhythm_begins_on_one_day_only_the_first_are_judged(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an import with a rhythm for everybody: judging all of them took a third of a second for 10,000."""
    with store.change("Fill") as session:
        for id_ in range(1, 61):
            who = {"id": id_, "uid": f"urn:{id_}", "display_name": f"P {id_}", "is_light": False}
            since = {"created_at": NOW, "changed_at": NOW, "cadence_days": 30}
            begun = {"cadence_set_on": TODAY - timedelta(days=9)}
            session.execute(insert(t.person), who | since | begun)
    judged: list[int] = []

    def judging(session: Any, some: Any, *given: Any, **named: Any) -> Any:
        judged.append(len(some))
        return agenda.judged(session, some, *given, **named)

    monkeypatch.setattr(foremosts, "judged", judging)
    with store.read() as session:
        first = foremosts.first_due(session, NOW, ZONES[0], (Source.CADENCE,), 8)
    assert ([item.source_id for item in first.items], first.has_more) == (list(range(1, 9)), True)
    assert judged == [9]
