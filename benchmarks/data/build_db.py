"""Fills a real encrypted file with invented people and conversations, in bulk, through our own tables.

The same parameters always give the same file. What is derived is made by `store.derived.rebuild`, as after a repair.
Most people have a few conversations, some have many, and one has years of everything: the heavy card.
"""

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

from benchmarks.data import photos, twenty_years
from benchmarks.data.invented import CITIES, TITLES, Chance
from relmgr.domain import kinds
from relmgr.domain.fold import fold
from relmgr.domain.moments import MomentKind
from relmgr.store import Store, derived
from relmgr.store import tables as t
from relmgr.store.database import create_store, open_store
from relmgr.store.sqlcipher import DatabaseKey

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
TODAY = NOW.date()
KEY = bytes(range(32))
VAULT = "a vault of the benchmarks"
HEAVY = 1
"""The id of the person with years of everything: 200 conversations, 40 facts, 30 expectations, 300 moments."""
TYPICAL = 2
_HEAVY_TALKS, _HEAVY_FACTS, _HEAVY_EXPECTATIONS, _HEAVY_MOMENTS = 200, 40, 30, 300
_YEARS = 6
_CHUNK = 20_000

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    people: int = 10_000
    conversations: int = 100_000
    seed: int = 7

    @property
    def name(self) -> str:
        """Of the file."""
        return f"{self.people}-{self.conversations}-{self.seed}.db"


def opened(folder: Path, size: Size, work: Path | None = None) -> Store:
    """A copy of one's own of the file of `size`, open, in `work`; the file itself is made once in `folder`."""
    made = folder / size.name
    if not made.exists():
        build(folder / f"{size.name}.new", size).close()
        (folder / f"{size.name}.new").rename(made)
    work = work or folder
    own = work / f"copy-{len(list(work.glob('copy-*.db')))}-{size.name}"
    shutil.copyfile(made, own)
    store = open_store(own, DatabaseKey(KEY), VAULT, may_upgrade=True)
    photos.add(store)  # a file that was built before there were photos has none
    return store


def build(path: Path, size: Size) -> Store:
    """A new file at `path` with people of `size`, open, with nothing to undo."""
    store = create_store(path, DatabaseKey(KEY), VAULT)
    with store.note() as session:
        for table, rows in _Maker(size).everything():
            for start in range(0, len(rows), _CHUNK):
                session.execute(insert(table), rows[start : start + _CHUNK])
        derived.rebuild(session)
    store.forget_steps()
    store.checkpoint()
    twenty_years.add(store, NOW)
    photos.add(store)
    return store


def copy_into(store: Store, other: Store) -> None:
    """Make `other`, an open file with a key of its own, hold all that `store` holds."""
    vault_id = _raw(other).execute("SELECT value FROM meta WHERE key = 'vault_id'").fetchone()
    _raw(store).backup(_raw(other))
    _raw(other).execute("UPDATE meta SET value = ? WHERE key = 'vault_id'", vault_id)
    other.checkpoint()


def _raw(store: Store) -> Any:
    return store.connection.connection.driver_connection


class _Maker:
    """Draws everything, in the order in which rows may refer to each other."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.chance = Chance(size.seed)
        self.ids = range(1, size.people + 1)
        self._uids = 0

    def everything(self) -> Iterable[tuple[Table, Rows]]:
        """Each table with its rows."""
        full = [self._person(id_) for id_ in self.ids]
        light = [
            self._light(size)
            for size in range(self.size.people + 1, self.size.people + self.size.people // 2)
        ]
        yield t.person, full + light
        firms = max(1, self.size.people // 8)
        yield t.organisation, [self._firm(number) for number in range(firms)]
        yield (
            t.affiliation,
            [self._job(id_, firms) for id_ in self.ids if id_ == HEAVY or self.chance.random() < 0.8],
        )
        yield t.relation, [self._relation(row["id"]) for row in light]
        yield t.contact_method, [row for one in full for row in self._contacts(one)]
        yield t.label, [{"id": number, "name": f"label {number}"} for number in range(1, 13)]
        yield (
            t.person_label,
            [
                {"person_id": id_, "label_id": label}
                for id_ in self.ids
                for label in self.chance.sample(range(1, 13), self.chance.choice((0, 0, 1, 2)))
            ],
        )
        yield from self._conversations()
        yield t.fact, [row for id_ in self.ids for row in self._facts(id_)]
        yield (
            t.milestone,
            [row for id_ in [*self.ids, *(one["id"] for one in light)] for row in self._dates(id_)],
        )
        yield t.life_event, [row for id_ in self.ids for row in self._life(id_)]
        yield t.moment, [row for id_ in self.ids for row in self._moments(id_)]
        yield from self._expectations()
        yield t.referral, [row for id_ in self.ids for row in self._referrals(id_)]
        yield t.reminder, [row for id_ in self.ids for row in self._reminders(id_)]
        yield t.question, [row for id_ in self.ids for row in self._questions(id_)]
        yield from self._given()

    def _uid(self, kind: str) -> str:
        self._uids += 1
        return f"urn:uuid:{hashlib.sha256(f'{kind}{self._uids}{self.size.seed}'.encode()).hexdigest()[:32]}"

    def _day(self, years: float = _YEARS) -> date:
        return TODAY - timedelta(days=self.chance.randrange(1, int(365 * years)))

    def _person(self, id_: int) -> dict[str, Any]:
        name, (city, zone) = self.chance.name(), self.chance.choice(CITIES)
        return {
            "id": id_,
            "uid": self._uid("person"),
            "display_name": name.shown,
            "given": name.given,
            "family": name.family,
            "nickname": name.given[:3] if self.chance.random() < 0.1 else "",
            "pronouns": self.chance.choice(("", "she/her", "he/him", "they/them")),
            "city": city,
            "time_zone": zone,
            "best_hours": self.chance.choice(("", "", "before 17:00")),
            "notes": self.chance.sentence() if self.chance.random() < 0.3 else "",
            "circle": self._circle(id_),
            "is_light": False,
            "created_at": NOW - timedelta(days=900),
            "changed_at": NOW - timedelta(days=self.chance.randrange(900)),
        }

    def _circle(self, id_: int) -> kinds.Circle | None:
        """Nobody keeps in touch with thousands: every second of those spoken with most is in a circle."""
        if id_ > self.size.people // 25 or self.chance.random() < 0.5:
            return None
        return self.chance.choice(
            (kinds.Circle.INVEST, kinds.Circle.KEEP, kinds.Circle.LIGHT, kinds.Circle.LIGHT)
        )

    def _light(self, id_: int) -> dict[str, Any]:
        row = self._person(id_)
        given = row["given"]
        return {**row, "display_name": given, "family": "", "notes": "", "city": "", "time_zone": "", "circle": None,
                "best_hours": "", "is_light": True}  # fmt: skip

    def _firm(self, number: int) -> dict[str, Any]:
        return {
            "id": number + 1,
            "uid": self._uid("firm"),
            "name": self.chance.firm(number),
            "created_at": NOW,
        }

    def _job(self, id_: int, firms: int) -> dict[str, Any]:
        return {
            "person_id": id_,
            "organisation_id": self.chance.randrange(firms) + 1,
            "title": self.chance.choice(TITLES),
        }

    def _relation(self, light: int) -> dict[str, Any]:
        chosen = (kinds.RelationKind.PARTNER, kinds.RelationKind.CHILD, kinds.RelationKind.PARENT)
        owner = HEAVY if light <= self.size.people + 6 else self.chance.choice(self.ids)
        return {"from_person_id": owner, "to_person_id": light, "relation_kind": self.chance.choice(chosen)}

    def _contacts(self, person: dict[str, Any]) -> Iterable[dict[str, Any]]:
        id_ = person["id"]
        address = f"{fold(person['given']).replace(' ', '.')}.{id_}@example.org"
        yield _contact(id_, kinds.ContactKind.EMAIL, address, address, 0)
        if self.chance.random() < 0.8:
            number = f"+44 20 7946 {id_ % 100_000:05d}"
            yield _contact(id_, kinds.ContactKind.PHONE, number, number.replace(" ", ""), 1)

    def _talker(self) -> int:
        """Who is spoken with: a few much, most now and then, a third never."""
        return int(self.size.people * self.chance.random() ** 2 * 0.66) + 1

    def _conversations(self) -> Iterable[tuple[Table, Rows]]:
        talks: Rows = []
        people: Rows = []
        for id_ in range(1, self.size.conversations + 1):
            day = self._day()
            talks.append(self._talk(id_, day))
            who = {HEAVY if id_ <= _HEAVY_TALKS else self._talker()}
            if self.chance.random() < 0.1:
                who.add(self._talker())
            people += [self._spoken(id_, person, day) for person in sorted(who)]
        yield t.conversation, talks
        yield t.conversation_person, people

    def _talk(self, id_: int, day: date) -> dict[str, Any]:
        return {
            "id": id_,
            "uid": self._uid("talk"),
            "at": datetime.combine(day, time(12), UTC),
            "zone": "Europe/London",
            "on_day": day,
            "conversation_kind": self.chance.choice(list(kinds.ConversationKind)),
            "minutes": self.chance.choice((None, 15, 30, 45)),
            "by_me": self.chance.random() < 0.5,
            "headline": self.chance.sentence(),
            "their_world": self.chance.sentence() if self.chance.random() < 0.6 else "",
            "our_work": self.chance.sentence() if self.chance.random() < 0.6 else "",
            "my_feeling": self.chance.choice((None, *kinds.Feeling)),
        }

    def _spoken(self, id_: int, person: int, day: date) -> dict[str, Any]:
        feeling = self.chance.choice((None, *kinds.Feeling))
        return {"conversation_id": id_, "person_id": person, "on_day": day, "feeling": feeling}

    def _facts(self, id_: int) -> Iterable[dict[str, Any]]:
        for position in range(_HEAVY_FACTS if id_ == HEAVY else self.chance.choice((0, 1, 2, 4))):
            yield {
                "person_id": id_,
                "side": self.chance.choice(list(kinds.Side)),
                "label": "",
                "text": f"{self.chance.interest()}, {self.chance.sentence().lower()}",
                "heard_on": self._day(),
                "source": kinds.FactSource.CONVERSATION,
                "sensitivity": kinds.Sensitivity.FINE,
                "position": position,
            }

    def _dates(self, id_: int) -> Iterable[dict[str, Any]]:
        found = [kinds.MilestoneKind.BIRTHDAY] if self.chance.random() < 0.3 else []
        if id_ <= self.size.people // 10 and self.chance.random() < 0.4:
            found.append(kinds.MilestoneKind.WORKING_TOGETHER)
        for kind in found:
            day = self._day(50 if kind is kinds.MilestoneKind.BIRTHDAY else _YEARS)
            year = (
                day.year if self.chance.random() < 0.7 or kind is not kinds.MilestoneKind.BIRTHDAY else None
            )
            yield {"person_id": id_, "milestone_kind": kind, "title": "", "on_year": year, "on_month": day.month,
                   "on_day": day.day}  # fmt: skip

    def _life(self, id_: int) -> Iterable[dict[str, Any]]:
        for _number in range(8 if id_ == HEAVY else self.chance.choice((0, 0, 0, 1))):
            since = self._day(1)
            is_over = self.chance.random() < 0.5
            yield {
                "person_id": id_,
                "icon": "heart-pulse",
                "title": self.chance.choice(
                    ("Moving house", "Father in hospital", "Writing a book", "New baby")
                ),
                "note": self.chance.sentence(),
                "question": "How is it going?",
                "since_year": since.year,
                "since_month": since.month,
                "since_day": since.day,
                "follow_up_on": None if is_over else TODAY + timedelta(days=self.chance.randrange(-5, 90)),
                "ended_on": TODAY if is_over else None,
            }

    def _moments(self, id_: int) -> Iterable[dict[str, Any]]:
        for _number in range(_HEAVY_MOMENTS if id_ == HEAVY else self.chance.choice((0, 4, 8, 13, 25))):
            note = self.chance.sentence() if self.chance.random() < 0.3 else ""
            kind = self.chance.choice(list(MomentKind)[:11])
            yield {"person_id": id_, "on_day": self._day(), "moment_kind": kind.value, "note": note}

    def _expectations(self) -> Iterable[tuple[Table, Rows]]:
        rows: Rows = []
        for person in self.ids:
            for _number in range(
                _HEAVY_EXPECTATIONS if person == HEAVY else int(self.chance.random() < 0.15)
            ):
                rows.append(self._expectation(len(rows) + 1, person))
        yield t.expectation, rows
        yield (
            t.scope_item,
            [
                {
                    "expectation_id": row["id"],
                    "text": self.chance.sentence(),
                    "scope": scope,
                    "position": position,
                }
                for row in rows
                for position, scope in enumerate((kinds.Scope.WILL_DO, kinds.Scope.NOT_SAID))
            ],
        )
        yield (
            t.expectation_change,
            [
                {
                    "expectation_id": row["id"],
                    "at": NOW,
                    "on_day": row["opened_on"],
                    "to_status": row["status"],
                }
                for row in rows
            ],
        )

    def _expectation(self, id_: int, person: int) -> dict[str, Any]:
        opened = self._day(1)
        due = opened + timedelta(days=self.chance.randrange(200))
        is_closed = due < TODAY and self.chance.random() < 0.95
        closed = self.chance.choice((kinds.Status.MET, kinds.Status.EXCEEDED, kinds.Status.MISSED))
        return {
            "id": id_,
            "uid": self._uid("expectation"),
            "person_id": person,
            "direction": self.chance.choice(list(kinds.Direction)),
            "expectation_kind": self.chance.choice(list(kinds.ExpectationKind)),
            "statement": self.chance.sentence(),
            "status": closed if is_closed else kinds.Status.AGREED,
            "due_on": due,
            "opened_on": opened,
            "closed_on": due if is_closed else None,
        }

    def _referrals(self, id_: int) -> Iterable[dict[str, Any]]:
        if self.chance.random() < 0.05:
            thanked = self._day(1) if self.chance.random() < 0.9 else None
            of = self.chance.choice(self.ids)
            yield {"by_person_id": id_, "of_person_id": of, "on_day": self._day(2), "thanked_on": thanked}

    def _given(self) -> Iterable[tuple[Table, Rows]]:
        """Chains of introductions (2,000 of 10,000 people), what was given, advised and said both ways."""
        chance, brought = self.chance, list(range(1, self.size.people + 1, 5))
        yield (
            t.referral,
            [
                {
                    "by_person_id": chance.choice(brought[max(0, at - 60) : at]),
                    "of_person_id": brought[at],
                    "on_day": self._day(),
                    "thanked_on": TODAY if chance.random() < 0.9 else None,
                }
                for at in range(1, len(brought))
            ],
        )
        some = [chance.choice(self.ids) for _number in self.ids] + [HEAVY] * 20
        said = [{"person_id": one, "text": chance.sentence(), "given_on": self._day()} for one in some]
        yield t.give, [{**one, "give_kind": kinds.GiveKind.ARTICLE} for one in said]
        yield t.advice, [{**one, "ask_on": one["given_on"], "asked_on": TODAY} for one in said[::2]]
        yield (
            t.feedback,
            [
                {**one, "thanked_on": TODAY, "told_on": TODAY if number % 20 else None}
                for number, one in enumerate(said[::4])
            ],
        )

    def _reminders(self, id_: int) -> Iterable[dict[str, Any]]:
        if self.chance.random() < 0.05:
            start = TODAY + timedelta(days=self.chance.randrange(-3, 120))
            rule = self.chance.choice(("", "", "FREQ=MONTHLY", "FREQ=WEEKLY;INTERVAL=2"))
            yield {"person_id": id_, "title": "Ring back", "start_on": start, "rrule": rule, "set_at": NOW,
                   "ended_on": TODAY if self.chance.random() < 0.5 else None}  # fmt: skip

    def _questions(self, id_: int) -> Iterable[dict[str, Any]]:
        if id_ == HEAVY or self.chance.random() < 0.05:
            yield {"person_id": id_, "text": "How was it?", "noted_on": self._day(1)}


def _contact(id_: int, kind: kinds.ContactKind, value: str, normalised: str, position: int) -> dict[str, Any]:
    return {
        "person_id": id_,
        "contact_kind": kind,
        "value": value,
        "normalised": normalised,
        "position": position,
    }
