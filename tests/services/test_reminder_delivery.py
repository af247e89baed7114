"""No reminder lost and none twice: random looks, clocks that jump and zones that change (R2, quality §3)."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmgr.domain.kinds import Decision
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.zones import local_instant
from relmgr.services import reminders
from relmgr.services.reminders import DueItem, Source
from relmgr.store import Store
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey
from tests.builders import LONDON, NOW, TODAY, Make
from tests.conftest import KEY, VAULT

ZONES = [LONDON, ZoneInfo("Africa/Johannesburg"), ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Santiago")]
RULES = ["", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;BYMONTHDAY=31"]

type_of_look = st.tuples(
    st.integers(min_value=1, max_value=60 * 24 * 12), st.sampled_from(ZONES), st.booleans()
)


@contextmanager
def a_store(empty_file: Path) -> Iterator[Store]:
    """A file of its own for each example of hypothesis."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "relmgr.db")
        shutil.copyfile(empty_file, path)
        store = open_store(path, DatabaseKey(KEY), VAULT)
        yield store
        store.close()


def fill(make: Make, rule: str, at: time | None, leads: tuple[int, ...] = (2, 0)) -> None:
    megan = make.person(cadence_days=20)
    make.reminder(megan, "Rule", on=2, rrule=rule, at_time=at, leads=leads)
    make.reminder(None, "Once", on=5, at_time=at)
    make.birthday(megan, PartialDate(month=12, day=20))
    make.life_event(megan, follow_up_on=3)
    make.promise(megan, due_on=9)
    make.referral(megan, make.person("Tom Baker"), on=4)


def look(store: Store, now: datetime, zone: ZoneInfo) -> tuple[DueItem, ...]:
    shown = reminders.to_show(store, now, zone)
    reminders.mark_shown(store, shown, now)
    reminders.looked(store, now)
    return shown


@given(
    looks=st.lists(type_of_look, min_size=1, max_size=12),
    rule=st.sampled_from(RULES),
    at=st.sampled_from([None, time(1, 30), time(14)]),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whenever_one_looks_each_is_shown_once(
    empty_file: Path, looks: list[tuple[int, ZoneInfo, bool]], rule: str, at: time | None
) -> None:
    with a_store(empty_file) as store:
        fill(Make(store), rule, at)
        now, seen = NOW, set[tuple[tuple[Source, int, date], str]]()
        for minutes, zone, decides in looks:
            now += timedelta(minutes=minutes)
            for item in look(store, now, zone):
                assert (item.key, item.stage) not in seen
                seen.add((item.key, item.stage))
                assert item.since <= now
            for item in reminders.due(store, now, zone):
                if item.since <= now:
                    assert (item.key, item.stage) in seen, "due, and never shown"
                if decides:
                    reminders.decide(store, *item.key, Decision.DONE, now, None, zone)
            if decides:
                assert reminders.due(store, now, zone) == ()
            assert look(store, now, zone) == ()


@given(jumps=st.lists(st.integers(min_value=-60 * 24, max_value=60 * 24), min_size=1, max_size=10))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_clock_that_jumps_up_to_a_day_doubles_and_loses_nothing(empty_file: Path, jumps: list[int]) -> None:
    with a_store(empty_file) as store:
        fill(Make(store), "FREQ=DAILY;INTERVAL=3", None)
        seen: dict[tuple[tuple[Source, int, date], str], int] = {}
        true = NOW
        for minutes in (*jumps, 0):
            true += timedelta(hours=30)
            for now in (true, true + timedelta(minutes=minutes), true):
                for item in look(store, now, LONDON):
                    seen[item.key, item.stage] = seen.get((item.key, item.stage), 0) + 1
        assert set(seen.values()) == {1}
        for item in reminders.due(store, true, LONDON):
            assert (item.key, item.stage) in seen or item.since > true


@pytest.mark.parametrize("away", [timedelta(days=3650), timedelta(days=-3650), timedelta(days=4)])
def test_a_clock_years_wrong_for_an_hour_loses_nothing(store: Store, make: Make, away: timedelta) -> None:
    fill(make, "FREQ=WEEKLY;BYDAY=MO,FR", None)
    look(store, NOW, LONDON)
    look(store, NOW + away, LONDON)
    seen = set[str]()
    for days in range(30):
        now = NOW + timedelta(days=days)
        seen |= {item.key[0].value for item in look(store, now, LONDON)}
        assert look(store, now, LONDON) == ()
        assert {item.title for item in reminders.due(store, now, LONDON)} >= (
            {"Once"} if days >= 5 else set[str]()
        )
    if away < timedelta(0):
        assert seen == {"reminder", "milestone", "life_event", "expectation", "thank_you"}


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_looking_when_told_to_misses_no_moment(store: Store, make: Make, zone: ZoneInfo) -> None:
    fill(make, "FREQ=WEEKLY;BYDAY=MO,FR", time(1, 30))
    now, end = NOW, NOW + timedelta(days=20)
    looks = 0
    while now < end:
        for item in look(store, now, zone):
            assert now - item.since <= timedelta(minutes=1) or looks == 0, "shown later than it came due"
            assert not item.while_away
        later = reminders.next_look(store, now, zone)
        assert now < later <= now + timedelta(hours=25)
        now, looks = later, looks + 1


def test_a_month_asleep_is_one_digest(store: Store, make: Make) -> None:
    fill(make, "FREQ=DAILY", None, leads=(0,))
    look(store, NOW, LONDON)
    back = NOW + timedelta(days=31)
    digest = look(store, back, LONDON)
    assert sorted(item.source.value for item in digest) == [
        *("expectation", "life_event", "milestone", "reminder", "reminder", "thank_you")
    ]
    assert all(item.while_away for item in digest)
    assert look(store, back, LONDON) == ()


def test_a_jump_of_the_zone_across_a_day_neither_doubles_nor_loses(store: Store, make: Make) -> None:
    make.reminder(None, "Daily", rrule="FREQ=DAILY")
    seen: list[date] = []
    now = local_instant(TODAY, time(20), ZONES[2])
    for step in range(12):
        zone = ZONES[step % len(ZONES)]
        seen += [item.occurrence for item in look(store, now, zone)]
        now += timedelta(hours=8)
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)
    last = now.astimezone(UTC).date()
    assert {TODAY + timedelta(days=n) for n in range(1, (last - TODAY).days)} <= set(seen)


def test_what_has_no_time_waits_for_the_time_the_user_chose(store: Store, make: Make) -> None:
    make.reminder(make.person(), "Ring back", on=1)
    morning = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert reminders.to_show(store, morning, LONDON, time(9)) == ()
    assert reminders.next_look(store, morning, LONDON, time(7, 30)) == morning + timedelta(minutes=30)
    assert [one.title for one in reminders.to_show(store, morning, LONDON, time(6, 30))] == ["Ring back"]


def test_what_a_clock_ten_years_ahead_showed_comes_again_on_its_day_and_nothing_else_does(
    store: Store, make: Make
) -> None:
    make.reminder(None, "Today", on=0)
    make.reminder(None, "Tomorrow", on=1)
    assert [one.title for one in look(store, NOW, LONDON)] == ["Today"]
    assert "Tomorrow" in {one.title for one in look(store, NOW + timedelta(days=3652), LONDON)}
    assert look(store, NOW, LONDON) == ()
    assert [one.title for one in look(store, NOW + timedelta(days=1), LONDON)] == ["Tomorrow"]
    assert look(store, NOW + timedelta(days=2), LONDON) == ()


def test_a_birthday_put_off_last_year_comes_once_this_year(store: Store, make: Make) -> None:
    make.birthday(make.person(), PartialDate(month=11, day=24))
    (item,) = look(store, NOW, LONDON)
    put_off = NOW + timedelta(days=2)
    reminders.decide(store, *item.key, Decision.SNOOZED, NOW, put_off, LONDON)
    assert len(look(store, put_off, LONDON)) == 1
    reminders.decide(store, *item.key, Decision.DONE, put_off, None, LONDON)
    next_year = NOW + timedelta(days=365)
    (again,) = look(store, next_year, LONDON)
    assert again.occurrence == date(2027, 11, 24)
    assert [one.key for one in reminders.due(store, next_year, LONDON)] == [again.key]


def test_a_clock_ten_years_behind_and_later_one_a_day_behind_show_nothing_again(
    store: Store, make: Make
) -> None:
    make.reminder(None, "Lately", on=-3)
    assert len(look(store, NOW, LONDON)) == 1
    assert look(store, NOW - timedelta(days=3652), LONDON) == ()
    assert look(store, NOW + timedelta(hours=1), LONDON) == ()
    assert look(store, NOW - timedelta(days=1), LONDON) == ()
    assert look(store, NOW + timedelta(hours=2), LONDON) == ()
