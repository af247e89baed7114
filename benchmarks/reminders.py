"""A year lived in an afternoon: does every reminder come exactly once, whatever sleep, kills, journeys and clocks do? (R2)

Three trials, each against a slow and obvious oracle of its own:

* 10,000 random rules, their days beside those found by asking every single day whether it matches;
* a daily reminder in every zone of the database through a year with its changes of summer time;
* a year of 5,000 people with 1,500 reminders that are followed one by one, through sleeps of a minute to thirty days,
  kills, journeys and clocks that go wrong by an hour, a day or ten years and are set right again.

An occurrence is lost if its window opened, somebody looked inside it with a right clock, and it was never shown; it is
doubled if one stage of it was shown twice. What a clock ten years ahead or behind shows does not count: it comes again.
"""

import argparse
import math
import random
import shutil
import tempfile
import time as watch
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from benchmarks.data import build_db
from relmgr.domain import recurrence
from relmgr.domain.kinds import Decision
from relmgr.domain.recurrence import ATTENTION_TIME, LAST, Rule, Unit
from relmgr.domain.reminders import Shown, due, is_new
from relmgr.domain.rrule import to_rrule
from relmgr.domain.zones import local_day, local_instant
from relmgr.services import reminders
from relmgr.services.reminders import DueItem, ReminderInput, Source
from relmgr.store import Store
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey

DAY = timedelta(days=1)
LONGEST_SLEEP = timedelta(days=30)
GRACE_DAYS = 31
FOLLOWED = 1500
WRONG_CLOCKS = (
    *(timedelta(hours=1), -timedelta(hours=1), DAY, -DAY),
    *(timedelta(days=3652), -timedelta(days=3652)),
)
_SMALL = DAY
_SEED = 11


def main(arguments: list[str]) -> int:
    """Run the three trials; 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(prog="dev.py bench reminders", description=__doc__)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--rules", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=365)
    given = parser.parse_args(arguments)
    wrong = _rules(given.rules) + _zones()
    with tempfile.TemporaryDirectory(prefix="relmgr-benchmark-") as folder:
        year = Year(Path(folder), given.people, given.days)
        year.live()
        year.report()
    return 1 if wrong or year.lost or year.doubled else 0


# Rules


def _rules(count: int) -> int:
    """How many of `count` random rules disagree with the days found by walking."""
    from tests.domain.rules import walked

    chance = random.Random(_SEED)
    began, wrong, days = watch.perf_counter(), 0, 0
    for _number in range(count):
        rule = random_rule(chance)
        last = rule.start + timedelta(days=chance.randrange(1, 1500))
        found = list(recurrence.occurrences(rule, rule.start, last))
        days += len(found)
        wrong += found != list(walked(rule, last))
    took = watch.perf_counter() - began
    print(
        f"{count:,} rules, {days:,} occurrences: {wrong} differ from walking day by day ({took:.0f} s)",
        flush=True,
    )
    return wrong


def random_rule(chance: random.Random, start: date | None = None) -> Rule:
    """Any rule the picker can make, and others."""
    start = start or date(2000, 1, 1) + timedelta(days=chance.randrange(12_000))
    unit = chance.choice(list(Unit))
    if unit is Unit.ONCE:
        return Rule(start=start)
    weekdays: tuple[int, ...] = ()
    nth = None
    if unit is Unit.WEEK:
        weekdays = tuple(chance.sample(range(7), chance.randrange(4)))
    elif unit in (Unit.MONTH, Unit.YEAR) and chance.random() < 0.4:
        nth, weekdays = chance.choice((1, 2, 3, 4, LAST)), (chance.randrange(7),)
    ends = chance.randrange(3)
    return Rule(
        start=start,
        unit=unit,
        every=chance.choice((1, 1, 1, 2, 3, 5, 12, 60)),
        weekdays=weekdays,
        nth=nth,
        count=chance.randrange(1, 30) if ends == 1 else None,
        until=start + timedelta(days=chance.randrange(2000)) if ends == 2 else None,
    )


# Zones


def _zones() -> int:
    """How often a daily reminder came twice or not at all, in every zone through a year, at three times of day."""
    zones = sorted(available_timezones())
    began, wrong = watch.perf_counter(), 0
    for name in zones:
        zone = ZoneInfo(name)
        for at in (time(0, 0), time(2, 30), time(9, 0)):
            wrong += _days_wrong(zone, Rule(start=date(2026, 1, 1), unit=Unit.DAY, at=at, grace_days=0))
    took = watch.perf_counter() - began
    print(
        f"{len(zones)} zones, a year, three times of day: {wrong} days lost or doubled ({took:.0f} s)",
        flush=True,
    )
    return wrong


def _days_wrong(zone: ZoneInfo, rule: Rule) -> int:
    """The clock is looked at once a day, at noon; what is new is shown and noted."""
    shown: list[Shown] = []
    now = local_instant(rule.start, time(12), zone)
    set_at = now - 400 * DAY
    for _look in range(365):
        fresh = [one for one in due(rule, (), now, zone, set_at) if is_new(one, shown[-4:])]
        shown += [Shown(one.day, one.stage, now) for one in fresh]
        now += DAY
    times = Counter(note.day for note in shown)
    days = [rule.start + n * DAY for n in range(365)]
    return sum(times[day] != 1 for day in days if not _is_skipped(zone, day))


def _is_skipped(zone: ZoneInfo, day: date) -> bool:
    """Whether the zone jumped over the whole day, as Samoa did."""
    return local_day(local_instant(day, time(12), zone), zone) != day


# A year


@dataclass(slots=True)
class Followed:
    """One reminder that is watched, and the days of it that were shown under a clock not far wrong."""

    rule: Rule
    shown: set[date] = field(default_factory=set)
    closed: set[date] = field(default_factory=set)


@dataclass(slots=True)
class Year:
    """The world: when it is, where the computer is, and what it has shown."""

    folder: Path
    people: int
    days: int
    chance: random.Random = field(default_factory=lambda: random.Random(_SEED))
    counts: Counter[str] = field(default_factory=Counter)
    stages: Counter[tuple[object, str]] = field(default_factory=Counter)
    followed: dict[int, Followed] = field(default_factory=dict)
    missed: set[tuple[int, date]] = field(default_factory=set)
    looks: list[float] = field(default_factory=list)
    longest: timedelta = timedelta()

    @property
    def lost(self) -> int:
        """Occurrences looked for inside their window and never shown."""
        return len(self.missed)

    @property
    def doubled(self) -> int:
        """Stages shown more than once."""
        return sum(1 for count in self.stages.values() if count > 1)

    def live(self) -> None:
        """From the build's today on, awake and asleep by turns."""
        size = build_db.Size(self.people, self.people * 10)
        store = build_db.opened(self.folder, size, self.folder)
        self._set_reminders(store)
        zones = [ZoneInfo(name) for name in sorted(available_timezones())]
        zone, now = ZoneInfo("Europe/London"), build_db.NOW
        end = now + timedelta(days=self.days)
        while now < end:
            now = self._awake(store, now, zone)
            if self.chance.random() < 0.3:
                zone = self.chance.choice(zones)
                self.counts["journeys"] += 1
            if self.chance.random() < 0.25:
                self._wrong_clock(store, now, zone)
            if self.chance.random() < 0.2:
                store = self._killed(store)
            sleep = self._sleep()
            self.longest = max(self.longest, sleep)
            self.counts["sleeps"] += 1
            now += sleep
        self._look(store, now, zone, decides=False)
        store.close()

    def _set_reminders(self, store: Store) -> None:
        for number in range(FOLLOWED):
            start = build_db.TODAY + timedelta(days=self.chance.randrange(1, self.days))
            rule = random_rule(self.chance, start)
            if rule.unit is Unit.DAY and rule.every < 5:
                rule = Rule(start=start)
            given = ReminderInput(
                title=f"Reminder {number}",
                start_on=start,
                rrule="" if rule.unit is Unit.ONCE else to_rrule(rule),
                leads=self.chance.choice(((0,), (7, 0), (1, 0))),
                grace_days=GRACE_DAYS,
            )
            self.followed[reminders.add(store, given, build_db.NOW)] = Followed(rule)

    def _sleep(self) -> timedelta:
        """A minute to thirty days; each order of magnitude as often as another."""
        return timedelta(
            minutes=math.exp(self.chance.uniform(0, math.log(LONGEST_SLEEP / timedelta(minutes=1))))
        )

    def _awake(self, store: Store, now: datetime, zone: ZoneInfo) -> datetime:
        end = now + timedelta(hours=self.chance.uniform(0.1, 14))
        while now < end:
            self._look(store, now, zone, decides=True)
            now = min(end, max(now + timedelta(minutes=1), reminders.next_look(store, now, zone)))
        return now

    def _wrong_clock(self, store: Store, now: datetime, zone: ZoneInfo) -> None:
        """Somebody sets the clock wrong, the tick looks, and somebody sets it right again."""
        by = self.chance.choice(WRONG_CLOCKS)
        self.counts["clock jumps"] += 2
        shown = self._show(store, now + by, zone)
        if abs(by) <= _SMALL:
            self._note(shown)
        self._look(store, now, zone, decides=False)

    def _killed(self, store: Store) -> Store:
        """The process is killed: what is on the disk at this moment is opened anew."""
        self.counts["kills"] += 1
        path = self.folder / f"life-{self.counts['kills']}.db"
        for suffix in ("", "-wal"):
            there = Path(f"{store.path}{suffix}")
            if there.exists():
                shutil.copyfile(there, f"{path}{suffix}")
        old = store.path
        store.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{old}{suffix}").unlink(missing_ok=True)
        return open_store(path, DatabaseKey(build_db.KEY), build_db.VAULT, may_upgrade=True)

    def _show(self, store: Store, now: datetime, zone: ZoneInfo) -> tuple[DueItem, ...]:
        began = watch.perf_counter()
        shown = reminders.to_show(store, now, zone)
        reminders.mark_shown(store, shown, now)
        reminders.looked(store, now)
        self.looks.append(watch.perf_counter() - began)
        return shown

    def _note(self, shown: tuple[DueItem, ...]) -> None:
        for item in shown:
            self.stages[item.key, item.stage] += 1
            self.counts["shown"] += 1
            if item.source is Source.REMINDER and item.source_id in self.followed and item.days_ahead == 0:
                self.followed[item.source_id].shown.add(item.occurrence)

    def _look(self, store: Store, now: datetime, zone: ZoneInfo, *, decides: bool) -> None:
        self.counts["looks"] += 1
        shown = self._show(store, now, zone)
        self._note(shown)
        for id_, one in self.followed.items():
            for day in self._open(one, now, zone):
                if day not in one.shown and day not in one.closed:
                    self.missed.add((id_, day))
        if decides:
            for item in shown:
                if item.days_ahead == 0 and self.chance.random() < 0.3:
                    self._decide(store, item, now, zone)

    def _decide(self, store: Store, item: DueItem, now: datetime, zone: ZoneInfo) -> None:
        self.counts["decided"] += 1
        if self.chance.random() < 0.4:
            until = now + timedelta(minutes=self.chance.randrange(30, 60 * 24 * 5))
            reminders.decide(store, *item.key, Decision.SNOOZED, now, until, zone)
            return
        reminders.decide(store, *item.key, Decision.DONE, now, None, zone)
        if item.source is Source.REMINDER and item.source_id in self.followed:
            self.followed[item.source_id].closed.add(item.occurrence)

    @staticmethod
    def _open(one: Followed, now: datetime, zone: ZoneInfo) -> Iterator[date]:
        """The days whose window is open: from nine in the morning of the day to the end of the last day of grace."""
        today = local_day(now, zone)
        first = one.rule.start if one.rule.unit is Unit.ONCE else today - (GRACE_DAYS - 1) * DAY
        for day in recurrence.occurrences(one.rule, first, today):
            if local_instant(day, ATTENTION_TIME, zone) <= now:
                yield day

    def report(self) -> None:
        """What was lived through, and what came of it."""
        expected = sum(len(one.shown | one.closed) for one in self.followed.values()) + self.lost
        looks = sorted(self.looks)
        print(
            f"{self.people:,} people, {self.days} days, {FOLLOWED:,} reminders followed one by one: "
            f"{self.counts['looks']:,} looks, {self.counts['sleeps']} sleeps (the longest "
            f"{self.longest / DAY:.1f} days), {self.counts['kills']} kills, {self.counts['journeys']} journeys, "
            f"{self.counts['clock jumps']} clock jumps, {self.counts['decided']:,} decisions"
        )
        print(
            f"{self.counts['shown']:,} showings of everything; {expected:,} occurrences of the followed reminders"
        )
        print(f"lost: {self.lost}; doubled: {self.doubled}")
        print(f"a look that shows and notes: median {1000 * looks[len(looks) // 2]:.0f} ms", flush=True)
