"""Which backups are kept: by count, never by age, whatever the clock says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.backups import DAYS, EXTRAS, LEAST, MONTHS, WEEKS, Dated, is_due, is_late, to_let_go

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
MOMENTS = st.datetimes(min_value=datetime(1969, 1, 1), max_value=datetime(2120, 1, 1), timezones=st.just(UTC))
EXTRA = st.sampled_from(["", "", "", "before_import", "before_restore"])
THERE = st.lists(st.tuples(MOMENTS, EXTRA), max_size=80).map(
    lambda pairs: [Dated(str(number), at, extra) for number, (at, extra) in enumerate(pairs)]
)


def days_back(count: int, *, each: int = 1, until: datetime = NOW) -> list[Dated]:
    """So many backups, `each` of them a day, the newest at `until`."""
    return [
        Dated(f"{number}", until - timedelta(days=number // each, minutes=number % each))
        for number in range(count)
    ]


@given(THERE, MOMENTS)
def test_whatever_the_clock_says_three_stay_and_the_future_stays(there: list[Dated], now: datetime) -> None:
    going = to_let_go(there, now)
    assert len(set(going)) == len(going)
    staying = [one for one in there if one.name not in going]
    assert len(staying) >= min(LEAST, len(there))
    assert all(one.at <= now + timedelta(days=1) for one in there if one.name in going)


@given(THERE, MOMENTS)
def test_letting_go_twice_lets_nothing_more_go(there: list[Dated], now: datetime) -> None:
    going = set(to_let_go(there, now))
    assert to_let_go([one for one in there if one.name not in going], now) == ()


@given(THERE, MOMENTS)
def test_all_of_today_and_yesterday_stay(there: list[Dated], now: datetime) -> None:
    going = set(to_let_go(there, now))
    for one in there:
        if not one.extra and 0 <= (now.date() - one.at.date()).days <= 1:
            assert one.name not in going


@given(THERE, MOMENTS)
def test_the_newest_of_the_last_twelve_days_that_have_one_stay(there: list[Dated], now: datetime) -> None:
    going = set(to_let_go(there, now))
    past = [one for one in there if not one.extra and one.at <= now + timedelta(days=1)]
    for day in sorted({one.at.date() for one in past}, reverse=True)[:DAYS]:
        newest = max((one for one in past if one.at.date() == day), key=lambda one: (one.at, one.name))
        assert newest.name not in going


def test_after_a_year_there_are_some_thirty_that_reach_back_eight_months() -> None:
    there: list[Dated] = []
    for day in range(400):
        for hour in (9, 13, 17):
            at = datetime(2026, 1, 1, hour, tzinfo=UTC) + timedelta(days=day)
            there.append(Dated(f"{at:%Y-%m-%d %H}", at))
            going = set(to_let_go(there, at))
            there = [one for one in there if one.name not in going]
    days = sorted({one.at.date() for one in there}, reverse=True)
    assert len(there) <= 4 + DAYS + WEEKS + MONTHS
    assert len(days) >= DAYS + WEEKS - 2
    assert (days[0] - days[-1]).days > 30 * (MONTHS - 2)


def test_years_without_use_let_nothing_go() -> None:
    there = days_back(60)
    later = NOW + timedelta(days=3 * 365)
    assert to_let_go([*there, Dated("new", later)], later) == ()


def test_a_clock_set_to_2036_lets_nothing_go_and_back_again_neither() -> None:
    there = [one for one in days_back(60) if one.name not in to_let_go(days_back(60), NOW)]
    wrong = datetime(2036, 1, 1, tzinfo=UTC)
    there.append(Dated("wrong", wrong))
    assert to_let_go(there, wrong) == ()
    there.append(Dated("right again", NOW + timedelta(days=1)))
    usual = set(to_let_go([one for one in there if one.name != "wrong"], NOW + timedelta(days=1)))
    assert set(to_let_go(there, NOW + timedelta(days=1))) == usual


def test_a_clock_that_stands_at_1970_lets_go_of_nothing_made_later() -> None:
    dead = datetime(1970, 1, 1, tzinfo=UTC)
    there = [*days_back(30), *(Dated(f"dead {hour}", dead + timedelta(hours=hour)) for hour in range(5))]
    assert to_let_go(there, dead + timedelta(hours=5)) == ()


def test_extras_are_counted_by_kind_and_take_nobodys_place() -> None:
    extras = [
        Dated(f"{kind} {day}", NOW - timedelta(days=day), kind)
        for kind in ("before_import", "before_restore")
        for day in range(5)
    ]
    there = days_back(DAYS)
    going = set(to_let_go([*there, *extras], NOW))
    assert going == {f"{kind} {day}" for kind in ("before_import", "before_restore") for day in (3, 4)}
    assert EXTRAS == 3


def test_when_the_next_is_due() -> None:
    assert is_due([], NOW)
    assert is_due([NOW - timedelta(hours=24)], NOW)
    assert not is_due([NOW - timedelta(hours=23, minutes=59)], NOW)
    assert is_due([NOW + timedelta(days=3000)], NOW)


def test_after_more_than_three_days_of_use_it_is_late() -> None:
    assert [is_late(days) for days in range(6)] == [False, False, False, False, True, True]
