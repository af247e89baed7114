"""The map: depth counted as the card counts it, dots that can be told apart, and the walk by arrows."""

from datetime import date, timedelta
from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain import depth
from relmgr.domain.map_of_people import (
    Quarter,
    depth_of,
    dot_words,
    folded,
    horizons,
    nearest,
    place,
    pushed_apart,
    quarter_of,
    sign_days,
)
from relmgr.domain.moments import Moment, MomentKind

TODAY = date(2026, 11, 24)
_MOMENTS = st.lists(
    st.builds(
        lambda kind, back: Moment(kind, TODAY - timedelta(days=back)),
        st.sampled_from(MomentKind),
        st.integers(0, 1200),
    ),
    max_size=30,
)
_SPOTS = st.lists(st.tuples(st.floats(0, 556), st.floats(0, 359)), max_size=25)


@given(_MOMENTS)
def test_what_is_noted_counts_as_the_card_does(moments: list[Moment]) -> None:
    signs = depth.sign_states(moments, TODAY).values()
    found = depth_of(sign_days(moments), *horizons(TODAY))
    assert found.seen == sum(one.is_present for one in signs)
    assert found.fading == sum(one.is_fading for one in signs)
    shuffled = sorted(moments, key=lambda one: (one.kind, one.day))
    assert sign_days(shuffled) == sign_days(moments)


def test_nothing_is_noted_of_nothing() -> None:
    assert sign_days([Moment(MomentKind.CANCELLED, TODAY)]) == ""
    assert depth_of("", *horizons(TODAY)).share == 0


def test_a_place_keeps_to_the_plot() -> None:
    for share in (0, 0.5, 1):
        for value in (-1, 0, 1):
            across, up = place(share, value)
            assert 0 < across < 1
            assert 0 < up < 1


def test_the_corners() -> None:
    assert quarter_of(0.9, 0.4) is Quarter.CLOSE
    assert quarter_of(0.9, -0.4) is Quarter.DRIFTING
    assert quarter_of(0.2, 0.4) is Quarter.WORTH_KNOWING
    assert quarter_of(0.2, -0.4) is Quarter.FADING


def test_a_dot_says_what_was_counted() -> None:
    assert dot_words(2, 4, 90) == "2 signs, 4 talks in 90 days"
    assert dot_words(1, 1, 30) == "1 sign, 1 talk in 30 days"


@given(_SPOTS)
def test_nobody_is_pushed_far(spots: list[tuple[float, float]]) -> None:
    moved = pushed_apart(spots)
    assert len(moved) == len(spots)
    assert all(dist(home, now) <= 24.01 for home, now in zip(spots, moved, strict=True))


def test_those_on_one_spot_can_be_told_apart() -> None:
    moved = pushed_apart([(100.0, 100.0), (100.0, 100.0), (104.0, 100.0), (300.0, 200.0)])
    assert all(dist(one, other) > 17 for one, other in combinations(moved, 2))
    assert moved[3] == (300.0, 200.0)


@given(_SPOTS, st.integers(1, 30))
def test_folding_loses_nobody(spots: list[tuple[float, float]], most: int) -> None:
    groups = folded(spots, 44, most)
    assert sorted(number for group in groups for number in group) == list(range(len(spots)))


def test_the_arrows_go_to_the_nearest_in_that_direction() -> None:
    spots = [(0.0, 0.0), (10.0, 0.0), (20.0, 1.0), (0.0, 30.0), (9.0, 40.0)]
    assert nearest(spots, 0, 1, 0) == 1
    assert nearest(spots, 1, 1, 0) == 2
    assert nearest(spots, 2, 1, 0) is None
    assert nearest(spots, 0, 0, 1) == 3
    assert nearest(spots, 4, 0, -1) == 3
