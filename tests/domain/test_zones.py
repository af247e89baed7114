"""Local times in every zone there is."""

import os
import time as system_time
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.clock import reread_zone
from relmgr.domain.zones import (
    ComputerZone,
    ahead_words,
    day_there_words,
    local_day,
    local_instant,
    local_time,
    zone_named,
)
from relmgr.errors import InputError

ZONES = sorted(available_timezones())
YEARS = (1998, 2011, 2020, 2026, 2027, 2050)
MINUTE = timedelta(minutes=1)


def changes(zone: ZoneInfo, year: int) -> Iterator[tuple[datetime, timedelta]]:
    """The instants in that year at which clocks in `zone` change, and by how much."""
    hour = timedelta(hours=1)
    moment = datetime(year, 1, 1, tzinfo=UTC)
    step = timedelta(days=7)
    while moment.year == year:
        before, after = moment.astimezone(zone).utcoffset(), (moment + step).astimezone(zone).utcoffset()
        assert before is not None
        assert after is not None
        if before != after:
            early, late = moment, moment + step
            while late - early > MINUTE:
                middle = early + (late - early) // 2
                if middle.astimezone(zone).utcoffset() == before:
                    early = middle
                else:
                    late = middle
            yield late.replace(second=0, microsecond=0), after - before
        moment += step
    assert step > hour


@pytest.mark.parametrize("year", YEARS)
def test_nine_in_the_morning_stays_nine_in_every_zone(year: int) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for month in range(1, 13):
            wall = local_instant(date(year, month, 15), time(9), zone).astimezone(zone)
            assert (wall.day, wall.hour, wall.minute) == (15, 9, 0), name


@pytest.mark.parametrize("year", YEARS)
def test_every_change_of_every_clock(year: int) -> None:
    """In a gap the first valid minute; in an overlap the first of the two."""
    seen = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for instant, shift in changes(zone, year):
            seen += 1
            after = instant.astimezone(zone).replace(tzinfo=None)
            before = (instant - MINUTE).astimezone(zone).replace(tzinfo=None) + MINUTE
            if shift > timedelta():
                inside = before + shift / 2
                found = local_instant(inside.date(), inside.time(), zone)
                assert found == instant, name
                assert local_instant(before.date(), before.time(), zone) == instant, name
            else:
                inside = after - shift / 2
                found = local_instant(inside.date(), inside.time(), zone)
                assert found == instant + shift / 2, name
    assert seen > 0


def test_a_skipped_day_and_a_skipped_midnight() -> None:
    """Samoa had no 30 December 2011; Cairo's day of change begins at one o'clock."""
    samoa = ZoneInfo("Pacific/Apia")
    assert local_instant(date(2011, 12, 30), time(9), samoa).astimezone(samoa) == datetime(
        2011, 12, 31, tzinfo=samoa
    )
    cairo = ZoneInfo("Africa/Cairo")
    assert local_instant(date(2026, 4, 24), time(0), cairo).astimezone(cairo).time() == time(1)


def test_a_change_in_mid_minute_gives_a_whole_one() -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    gap = local_instant(date(1937, 7, 1), time(0), amsterdam).astimezone(amsterdam)
    assert gap.second == 0
    liberia = ZoneInfo("Africa/Monrovia")
    wall = local_instant(date(1972, 1, 7), time(0, 30), liberia).astimezone(liberia)
    assert (wall.hour, wall.minute, wall.second) == (0, 45, 0)


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
)
def test_no_instant_is_before_its_wall_clock(name: str, wall: datetime) -> None:
    zone = ZoneInfo(name)
    found = local_instant(wall.date(), wall.time(), zone)
    shown = found.astimezone(zone).replace(tzinfo=None)
    assert shown >= wall
    assert (found - MINUTE).astimezone(zone).replace(tzinfo=None) < wall


@pytest.fixture
def computer_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Moves the computer: set TZ, then `reread_zone`."""
    before = os.environ.get("TZ")
    yield monkeypatch
    if before is None:
        monkeypatch.delenv("TZ", raising=False)
    else:
        monkeypatch.setenv("TZ", before)
    reread_zone()


@pytest.mark.parametrize(
    "name",
    ["Europe/Vienna", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Los_Angeles"],
)
def test_the_computers_zone_is_the_named_one(computer_in: pytest.MonkeyPatch, name: str) -> None:
    computer_in.setenv("TZ", name)
    reread_zone()
    named, computer = ZoneInfo(name), ComputerZone()
    for year in (2026, 2027):
        points = [datetime(year, month, 15, 12, tzinfo=UTC) for month in range(1, 13)]
        for instant, shift in changes(named, year):
            points += [instant + minutes * MINUTE for minutes in (-61, -31, -1, 0, 1, 29, 59)]
            gap = (instant - MINUTE).astimezone(named).replace(tzinfo=None) + abs(shift) / 2
            assert local_instant(gap.date(), gap.time(), computer) == local_instant(
                gap.date(), gap.time(), named
            )
        for point in points:
            here, there = point.astimezone(computer), point.astimezone(named)
            assert (here.replace(tzinfo=None), here.fold) == (there.replace(tzinfo=None), there.fold)
            assert here.utcoffset() == there.utcoffset()
            assert here.tzname() == there.tzname()
    assert computer.utcoffset(None) is None
    assert computer.tzname(None) is None
    assert datetime(2026, 1, 1, tzinfo=computer).dst() is None
    assert (
        system_time.tzname[0] == datetime(2026, 1 if "Lord" not in name else 7, 1, tzinfo=computer).tzname()
    )


def test_their_time_and_how_far_ahead_it_is() -> None:
    now = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
    theirs = local_time(now, zone_named("Africa/Johannesburg"), ZoneInfo("UTC"))
    assert (theirs.at.hour, theirs.at.minute) == (16, 42)
    assert ahead_words(theirs.ahead) == "2 h ahead of you"
    osaka, hawaii = zone_named("Asia/Tokyo"), zone_named("Pacific/Honolulu")
    assert local_time(now, hawaii, osaka).ahead == timedelta(hours=-19)
    assert day_there_words(now.replace(hour=16), osaka, UTC) == "tomorrow there"
    assert day_there_words(now, hawaii, osaka) == ""
    assert day_there_words(now.replace(hour=16), hawaii, osaka) == "yesterday there"
    assert local_day(now.replace(hour=16), osaka) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(), "your time"),
        (timedelta(hours=5, minutes=30), "5 h 30 min ahead of you"),
        (timedelta(hours=-3, minutes=-30), "3 h 30 min behind you"),
        (timedelta(minutes=30), "30 min ahead of you"),
        (timedelta(hours=-8), "8 h behind you"),
    ],
)
def test_distance_in_words(ahead: timedelta, words: str) -> None:
    assert ahead_words(ahead) == words


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Africa", "x" * 500, "a\0b"]
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="no time zone"):
        zone_named(name)
