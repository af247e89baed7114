"""The Snooze menu."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.snooze import Snooze, snooze_choices

VIENNA = ZoneInfo("Europe/Vienna")


def test_the_menu_of_the_picture() -> None:
    now = datetime(2026, 11, 24, 14, 42, 17, tzinfo=UTC)
    assert [(choice.words, f"{choice.until:%a %d %b %H:%M}") for choice in snooze_choices(now, UTC)] == [
        ("In an hour", "Tue 24 Nov 15:42"),
        ("This evening", "Tue 24 Nov 18:00"),
        ("Tomorrow morning", "Wed 25 Nov 09:00"),
        ("Next week", "Mon 30 Nov 09:00"),
    ]


def test_once_it_is_evening_there_is_no_evening_to_wait_for() -> None:
    now = datetime(2026, 11, 24, 18, tzinfo=UTC)
    assert Snooze.THIS_EVENING not in [choice.key for choice in snooze_choices(now, UTC)]


def test_next_week_is_another_week_even_on_monday() -> None:
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert snooze_choices(now, UTC)[-1].until == datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_on_a_sunday_tomorrow_is_next_week_and_said_once() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    keys = [choice.key for choice in snooze_choices(now, UTC)]
    assert keys == [Snooze.IN_AN_HOUR, Snooze.THIS_EVENING, Snooze.TOMORROW_MORNING]


def test_an_hour_before_the_evening_it_is_said_once() -> None:
    now = datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert Snooze.THIS_EVENING not in [choice.key for choice in snooze_choices(now, UTC)]


def test_morning_stays_morning_when_clocks_change() -> None:
    now = datetime(2026, 10, 24, 10, tzinfo=UTC)
    morning = next(c for c in snooze_choices(now, VIENNA) if c.key is Snooze.TOMORROW_MORNING)
    assert (morning.until.hour, morning.until.utcoffset()) == (9, VIENNA.utcoffset(datetime(2026, 10, 26)))


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
def test_every_choice_is_ahead(wall: datetime) -> None:
    now = wall.replace(tzinfo=UTC)
    assert all(choice.until > now for choice in snooze_choices(now, VIENNA))
