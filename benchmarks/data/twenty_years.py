"""Somebody known for twenty years: 5,000 conversations, 300 facts, 40 relatives and colleagues, 60 expectations.

Added to an open file in bulk, through our own tables; the same file always gets the same person. Tests use it too.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table, insert

from benchmarks.data.invented import TITLES, Chance
from relmgr.domain import kinds
from relmgr.domain.ids import PersonId
from relmgr.domain.moments import MomentKind
from relmgr.services.people.finding import find
from relmgr.store import Store, derived
from relmgr.store import tables as t

YEARS = 20
CONVERSATIONS, FACTS, RELATIVES, EXPECTATIONS, MOMENTS = 5_000, 300, 40, 60, 300
_JOBS = 6
NAME = "Ada Twenty-Years"

Rows = list[dict[str, Any]]


def add(store: Store, now: datetime, *, conversations: int = CONVERSATIONS) -> PersonId:
    """Add them; nothing to undo. `now` is when the twenty years end."""
    with store.note() as connection:
        first = {table: _next_id(connection, table) for table in (t.person, t.conversation, t.expectation)}
        first[t.organisation] = _next_id(connection, t.organisation)
        made = _Life(now, conversations, first)
        for table, rows in made.everything():
            if rows:
                connection.execute(insert(table), rows)
        derived.rebuild(connection)
    store.forget_steps()
    store.checkpoint()
    return made.id


def of(store: Store) -> PersonId:
    """Who was added to `store`."""
    return next(one.id for one in find(store, NAME))


def _next_id(connection: Any, table: Table) -> int:
    return int(connection.exec_driver_sql(f"SELECT coalesce(max(id), 0) + 1 FROM {table.name}").scalar())


class _Life:
    """Draws everything, in the order in which rows may refer to each other."""

    def __init__(self, now: datetime, conversations: int, first: dict[Table, int]) -> None:
        self.now, self.today, self._talks = now, now.date(), conversations
        self._first = first
        self.id = PersonId(first[t.person])
        self.chance = Chance(20)

    def _day(self, years: float = YEARS) -> date:
        return self.today - timedelta(days=self.chance.randrange(1, int(365 * years)))

    def everything(self) -> Iterator[tuple[Table, Rows]]:
        """Each table with its rows."""
        yield t.person, [self._somebody(number) for number in range(RELATIVES + 1)]
        yield t.organisation, [self._firm(number) for number in range(_JOBS)]
        yield t.affiliation, [self._job(number) for number in range(_JOBS)]
        yield t.relation, [self._relation(number) for number in range(RELATIVES)]
        yield from self._conversations()
        yield t.fact, [self._fact(position) for position in range(FACTS)]
        yield t.milestone, self._dates()
        yield t.life_event, [self._life_event(number) for number in range(12)]
        yield t.moment, [self._moment(number) for number in range(MOMENTS)]
        yield from self._expectations()
        yield t.stage, self._stages()
        yield t.chapter, [self._chapter(number) for number in range(8)]

    def _somebody(self, number: int) -> dict[str, Any]:
        name = self.chance.name()
        is_light = 0 < number <= RELATIVES // 2
        return {
            "id": self.id + number,
            "uid": f"urn:uuid:twenty-years-{self.id}-{number}",
            "display_name": name.shown if number else NAME,
            "given": name.given if number else "Ada",
            "family": "" if is_light else name.family if number else "Twenty-Years",
            "pronouns": "" if number else "she/her",
            "is_light": is_light,
            "created_at": self.now - timedelta(days=365 * YEARS),
            "changed_at": self.now,
        }

    def _firm(self, number: int) -> dict[str, Any]:
        id_ = self._first[t.organisation] + number
        name = f"{self.chance.firm(number)} {id_}"
        return {"id": id_, "uid": f"urn:uuid:twenty-firm-{id_}", "name": name, "created_at": self.now}

    def _job(self, number: int) -> dict[str, Any]:
        since = self.today.year - YEARS + 3 * number
        return {
            "person_id": self.id,
            "organisation_id": self._first[t.organisation] + number,
            "title": self.chance.choice(TITLES),
            "from_year": since,
            "from_month": 1 + number if number % 2 else None,
            "until_year": since + 3 if number < _JOBS - 1 else None,
            "position": _JOBS - number,
        }

    def _relation(self, number: int) -> dict[str, Any]:
        family = (kinds.RelationKind.CHILD, kinds.RelationKind.SIBLING, kinds.RelationKind.PARENT)
        work = (kinds.RelationKind.COLLEAGUE, kinds.RelationKind.MANAGER, kinds.RelationKind.FRIEND)
        kind = self.chance.choice(family if number < RELATIVES // 2 else work)
        return {"from_person_id": self.id, "to_person_id": self.id + number + 1, "relation_kind": kind}

    def _conversations(self) -> Iterator[tuple[Table, Rows]]:
        talks: Rows = []
        people: Rows = []
        step = 365 * YEARS / max(1, self._talks)
        for number in range(self._talks):
            id_ = self._first[t.conversation] + number
            day = self.today - timedelta(days=int(365 * YEARS - step * number) + 1)
            talks.append(self._talk(id_, day))
            feeling = self.chance.choice((None, *kinds.Feeling))
            people.append({"conversation_id": id_, "person_id": self.id, "on_day": day, "feeling": feeling})
        yield t.conversation, talks
        yield t.conversation_person, people

    def _talk(self, id_: int, day: date) -> dict[str, Any]:
        return {
            "id": id_,
            "uid": f"urn:uuid:twenty-talk-{id_}",
            "at": datetime.combine(day, time(12), self.now.tzinfo),
            "zone": "Europe/London",
            "on_day": day,
            "conversation_kind": self.chance.choice(list(kinds.ConversationKind)),
            "minutes": self.chance.choice((None, 15, 30, 45)),
            "headline": self.chance.sentence() if self.chance.random() < 0.3 else "",
            "their_world": self.chance.sentence() if self.chance.random() < 0.6 else "",
            "our_work": self.chance.sentence() if self.chance.random() < 0.8 else "",
        }

    def _fact(self, position: int) -> dict[str, Any]:
        return {
            "person_id": self.id,
            "side": self.chance.choice(list(kinds.Side)),
            "label": self.chance.choice(("", "Coffee", "Music", "Food", "Travel")),
            "text": f"{self.chance.interest()}, {self.chance.sentence().lower()}",
            "heard_on": self._day(),
            "source": kinds.FactSource.CONVERSATION,
            "sensitivity": kinds.Sensitivity.FINE,
            "position": position,
        }

    def _dates(self) -> Rows:
        dates: Rows = []
        for number in range(RELATIVES // 2 + 1):
            day = self._day(50)
            dates.append(_milestone(self.id + number, kinds.MilestoneKind.BIRTHDAY, day))
        dates.append(_milestone(self.id, kinds.MilestoneKind.WORKING_TOGETHER, self._day()))
        return dates

    def _life_event(self, number: int) -> dict[str, Any]:
        since = self._day(1 if number < 4 else YEARS)
        return {
            "person_id": self.id,
            "icon": "heart-pulse",
            "title": self.chance.choice(("Moving house", "Father in hospital", "Writing a book")),
            "note": self.chance.sentence(),
            "question": "How is it going?",
            "since_year": since.year,
            "since_month": since.month,
            "follow_up_on": self.today + timedelta(days=number) if number < 4 else None,
            "ended_on": None if number < 4 else since + timedelta(days=60),
        }

    def _moment(self, number: int) -> dict[str, Any]:
        kind = self.chance.choice(list(MomentKind)[:11])
        note = self.chance.sentence() if number % 3 == 0 else ""
        return {"person_id": self.id, "on_day": self._day(), "moment_kind": kind.value, "note": note}

    def _expectations(self) -> Iterator[tuple[Table, Rows]]:
        rows = [self._expectation(number) for number in range(EXPECTATIONS)]
        yield t.expectation, rows
        scopes = (kinds.Scope.WILL_DO, kinds.Scope.NOT_SAID)
        yield (
            t.scope_item,
            [
                {"expectation_id": row["id"], "text": self.chance.sentence(), "scope": scope}
                for row in rows
                for scope in scopes
            ],
        )

    def _expectation(self, number: int) -> dict[str, Any]:
        is_open = number < 10
        opened = self._day(0.5 if is_open else YEARS)
        due = self.today + timedelta(days=number * 5 - 10) if is_open else opened + timedelta(days=30)
        closed = self.chance.choice((kinds.Status.MET, kinds.Status.EXCEEDED, kinds.Status.MISSED))
        return {
            "id": self._first[t.expectation] + number,
            "uid": f"urn:uuid:twenty-expectation-{self.id}-{number}",
            "person_id": self.id,
            "direction": list(kinds.Direction)[number % 2],
            "expectation_kind": list(kinds.ExpectationKind)[number % 2],
            "statement": self.chance.sentence(),
            "status": kinds.Status.AGREED if is_open else closed,
            "due_on": due,
            "opened_on": opened,
            "closed_on": None if is_open else min(due, self.today),
        }

    def _stages(self) -> Rows:
        year = self.today.year - YEARS
        return [
            {"person_id": self.id, "stage": stage, "on_year": year + 4 * number, "story": ""}
            for number, stage in enumerate(kinds.Stage)
        ]

    def _chapter(self, number: int) -> dict[str, Any]:
        since = self._day()
        is_over = number % 4 != 0
        return {
            "person_id": self.id,
            "chapter_kind": list(kinds.ChapterKind)[number % 4],
            "title": self.chance.sentence(),
            "from_year": since.year,
            "from_month": since.month if number % 2 else None,
            "until_year": min(since.year + 2, self.today.year) if is_over else None,
        }


def _milestone(person: int, kind: kinds.MilestoneKind, day: date) -> dict[str, Any]:
    return {
        "person_id": person,
        "milestone_kind": kind,
        "title": "",
        "on_year": day.year,
        "on_month": day.month,
        "on_day": day.day,
    }
