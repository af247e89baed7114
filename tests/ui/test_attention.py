"""The one tick: what came due is shown once, over sleep, jumping clocks, summer time, quiet hours and restarts (R2)."""

import gc
import time as system_time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from relmgr.clock import Clock
from relmgr.domain.kinds import Decision
from relmgr.errors import DiskError
from relmgr.services import reminders
from relmgr.services.reminders import DueItem
from tests.builders import NOW, Make
from ui.attention import TICK, Attention
from ui.context import Context

_LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def london(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in London."""
    monkeypatch.setenv("TZ", "Europe/London")
    system_time.tzset()
    yield
    monkeypatch.undo()
    system_time.tzset()


@dataclass
class World:
    """A clock that can be set, time that only runs, and what was shown."""

    context: Context
    at: datetime = NOW
    ran: float = 1000.0
    is_at_window: bool = False
    shown: list[tuple[str, ...]] = field(default_factory=list)
    items: list[DueItem] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = replace(self.context, clock=Clock(lambda: self.at))
        signals = self.context.signals
        signals.due_changed.connect(self.counts.append)
        signals.day_changed.connect(lambda: self.days.append(self.context.today()))
        signals.message.connect(self.messages.append)
        signals.problem.connect(self.problems.append)

    def attention(self) -> Attention:
        """A fresh start of the program."""
        made = Attention(self.context, monotonic=lambda: self.ran, is_at_window=lambda: self.is_at_window)
        made.show_asked.connect(self._show)
        made.start()
        return made

    def _show(self, items: tuple[DueItem, ...]) -> None:
        self.shown.append(tuple(item.title for item in items))
        self.items.extend(items)

    def run(self, attention: Attention, span: timedelta) -> None:
        """Time passes, the tick coming as often as it does."""
        end = self.at + span
        while self.at < end:
            step = min(TICK, end - self.at)
            self.at += step
            self.ran += step.total_seconds()
            attention.tick()

    def sleep(self, attention: Attention, span: timedelta) -> None:
        """The lid is closed: the wall clock goes on, nothing else does; then one tick."""
        self.at += span
        attention.tick()

    def set_clock(self, attention: Attention, moment: datetime) -> None:
        """Somebody sets the clock."""
        self.at = moment
        attention.tick()


@pytest.fixture
def world(context: Context, qtbot: QtBot) -> World:
    return World(context)


def local(day: date, at: time) -> datetime:
    return datetime.combine(day, at, _LONDON)


def test_what_is_due_at_the_start_is_shown_as_one(world: World, make: Make) -> None:
    make.reminder(make.person("Kwame Boateng"), "Ring Kwame back", on=-1)
    make.reminder(make.person("Ada Byron"), "Write to Ada")
    world.attention()
    assert world.shown == [("Ring Kwame back", "Write to Ada")]
    assert world.counts == [2]


def test_a_restart_shows_nothing_twice(world: World, make: Make) -> None:
    make.reminder(title="Ring back")
    world.attention().stop()
    world.at += timedelta(hours=2)
    world.attention()
    assert world.shown == [("Ring back",)]


def test_it_comes_at_its_minute(world: World, make: Make) -> None:
    make.reminder(title="Ring back", at_time=time(15, 0))
    attention = world.attention()
    world.run(attention, timedelta(minutes=17, seconds=59))
    assert world.shown == []
    world.run(attention, timedelta(seconds=31))
    assert world.shown == [("Ring back",)]
    assert world.counts[-1] == 1


def test_the_timer_is_set_to_the_minute_and_never_longer_than_the_tick(world: World, make: Make) -> None:
    attention = world.attention()
    assert 0 < attention.wait_ms <= TICK / timedelta(milliseconds=1) + 1
    make.reminder(title="Ring back", at_time=time(14, 42))
    world.at = NOW - timedelta(seconds=4)
    attention.look()
    assert attention.wait_ms <= 4001


def test_a_month_asleep_is_one_digest_each_thing_once(world: World, make: Make) -> None:
    attention = world.attention()
    for day in range(1, 25):
        make.reminder(title=f"Thing {day}", on=day)
    make.reminder(title="Water the plants", on=1, rrule="FREQ=DAILY")
    attention.look()
    world.sleep(attention, timedelta(days=30))
    assert len(world.shown) == 1
    titles = world.shown[0]
    assert sorted(set(titles)) == sorted(titles)
    assert {f"Thing {day}" for day in range(1, 25)} < set(titles)
    assert "Water the plants" in titles
    assert all(item.while_away for item in world.items if item.title == "Thing 3")
    world.run(attention, timedelta(minutes=5))
    assert len(world.shown) == 1


def test_a_clock_set_forward_and_back_loses_nothing_and_doubles_nothing(world: World, make: Make) -> None:
    make.reminder(title="Tomorrow", on=1)
    attention = world.attention()
    world.set_clock(attention, NOW + timedelta(days=1))
    assert world.shown == [("Tomorrow",)]
    world.set_clock(attention, NOW)
    assert world.counts[-1] == 0
    assert len(world.messages) == 1, "that the clock went back is said"
    world.sleep(attention, timedelta(days=1))
    assert [title for titles in world.shown for title in titles].count("Tomorrow") == 1
    assert world.counts[-1] == 1, "it is due all the same"


def test_a_clock_years_ahead_hides_nothing_for_when_it_is_right_again(world: World, make: Make) -> None:
    make.reminder(title="In a week", on=7)
    attention = world.attention()
    world.set_clock(attention, NOW + timedelta(days=3650))
    world.set_clock(attention, NOW)
    world.sleep(attention, timedelta(days=8))
    assert world.shown[-1] == ("In a week",)


@pytest.mark.parametrize("minutes", [-1, 1])
def test_a_small_correction_says_nothing(world: World, minutes: int) -> None:
    attention = world.attention()
    world.set_clock(attention, NOW + timedelta(minutes=minutes))
    assert world.messages == []


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2026, 10, 25)])
def test_nine_stays_nine_over_the_change_of_the_clocks(world: World, make: Make, day: date) -> None:
    world.at = local(day - timedelta(days=1), time(20))
    make = replace(make, now=world.at)
    make.reminder(title="At nine", on=day - timedelta(days=1), rrule="FREQ=DAILY", at_time=time(9))
    attention = world.attention()
    del world.shown[:]
    seen: list[datetime] = []
    attention.show_asked.connect(lambda _items: seen.append(world.at.astimezone(_LONDON)))
    world.run(attention, timedelta(hours=36))
    assert [(one.date(), one.hour, one.minute) for one in seen] == [(day, 9, 0)]


def test_a_reminder_in_the_hour_that_comes_twice_comes_once(world: World, make: Make) -> None:
    day = date(2026, 10, 25)
    world.at = local(day, time(0, 30))
    replace(make, now=world.at).reminder(title="Half past one", on=day, at_time=time(1, 30))
    attention = world.attention()
    world.run(attention, timedelta(hours=4))
    assert world.shown == [("Half past one",)]


def test_a_new_day_a_jump_and_another_zone_make_pages_stale(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    attention = world.attention()
    world.run(attention, timedelta(minutes=2))
    assert world.days == []
    world.set_clock(attention, local(date(2026, 11, 24), time(23, 59, 50)))
    assert len(world.days) == 1
    world.run(attention, timedelta(seconds=20))
    assert world.days[1:] == [date(2026, 11, 25)]
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    world.run(attention, timedelta(seconds=30))
    assert len(world.days) == 3


def test_quiet_hours_wait_and_then_come_as_one(world: World, make: Make) -> None:
    world.context.preferences.change(quiet_from=time(14), quiet_until=time(16))
    make.reminder(title="One", at_time=time(14, 50))
    make.reminder(title="Two", at_time=time(15, 10))
    attention = world.attention()
    world.run(attention, timedelta(hours=1))
    assert world.shown == []
    assert world.counts[-1] == 2, "the window and the icon tell"
    world.run(attention, timedelta(minutes=20))
    assert [set(titles) for titles in world.shown] == [{"One", "Two"}]


def test_what_was_missed_and_waits_for_the_quiet_to_end_still_says_so(world: World, make: Make) -> None:
    make.reminder(title="At four", at_time=time(16))
    attention = world.attention()
    world.context.preferences.change(quiet_from=time(20), quiet_until=time(22))
    world.sleep(attention, timedelta(hours=7))
    assert world.shown == []
    world.run(attention, timedelta(minutes=30))
    assert [(item.title, item.while_away) for item in world.items] == [("At four", True)]


def test_a_snooze_comes_back_when_it_ends(world: World, make: Make) -> None:
    make.reminder(title="Ring back")
    attention = world.attention()
    (item,) = world.items
    reminders.decide(
        world.context.store,
        *item.key,
        Decision.SNOOZED,
        NOW,
        NOW + timedelta(hours=1),
    )
    attention.look()
    assert world.counts[-1] == 0
    world.run(attention, timedelta(minutes=59))
    assert len(world.shown) == 1
    world.run(attention, timedelta(minutes=2))
    assert world.shown == [("Ring back",), ("Ring back",)]


def test_showing_changes_nothing_that_undo_would_bring_back(world: World, make: Make) -> None:
    make.reminder(title="Ring back")
    label = world.context.store.undo_label
    world.attention()
    assert world.context.store.undo_label == label


def test_a_change_of_the_file_is_a_reason_to_look(world: World, make: Make, qtbot: QtBot) -> None:
    attention = world.attention()
    with qtbot.waitSignal(attention.show_asked, timeout=2000):
        make.reminder(title="Ring back", on=-1)
    assert world.counts[-1] == 1


def test_what_the_user_has_just_made_due_in_the_window_needs_no_popup(
    world: World, make: Make, qtbot: QtBot
) -> None:
    world.is_at_window = True
    attention = world.attention()
    with qtbot.waitSignal(world.context.signals.due_changed, timeout=2000):
        make.reminder(title="Ring back", on=-1)
    world.run(attention, timedelta(minutes=2))
    assert world.shown == []
    world.at += timedelta(days=1)
    world.attention()
    assert world.shown == []


def test_a_fault_is_said_once_and_tried_again(
    world: World, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.reminder(title="Ring back")
    real: Callable[..., object] = reminders.mark_shown

    def full(*_given: object) -> None:
        raise DiskError("The disk is full.")

    monkeypatch.setattr(reminders, "mark_shown", full)
    attention = world.attention()
    world.run(attention, timedelta(minutes=2))
    assert world.problems == ["The disk is full."]
    assert world.shown == [("Ring back",)], "not again and again, though it could not be noted"
    monkeypatch.setattr(reminders, "mark_shown", real)
    world.run(attention, timedelta(minutes=2))
    assert world.counts[-1] == 1


def test_the_collector_keeps_quiet_while_it_looks_and_only_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet: list[bool] = []

    def looking(*_asked: object) -> Generator[None, None, reminders.Look]:
        quiet.append(not gc.isenabled())
        yield
        return reminders.Look((), frozenset())

    monkeypatch.setattr(reminders, "looking", looking)
    held = gc.get_freeze_count()
    attention = world.attention()
    attention.look()
    assert quiet[-1]
    assert not gc.isenabled(), "nor between its slices"
    attention.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == held


def test_what_was_done_elsewhere_is_told(world: World, make: Make) -> None:
    make.reminder(title="Ring back")
    attention = world.attention()
    told: list[frozenset[object]] = []
    attention.still_due.connect(told.append)
    (item,) = world.items
    reminders.decide(world.context.store, *item.key, Decision.DONE, NOW)
    attention.look()
    assert told[-1] == frozenset()
    assert world.counts == [1, 0]
