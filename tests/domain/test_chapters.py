"""Chapters: where a stretch lies when only part of its dates is known, and the ruler over the years."""

from datetime import date

import pytest

from relmgr.domain.chapters import Stretch, is_backwards, stretch, stretch_words, tracks, year_step
from relmgr.domain.partial_date import PartialDate

TODAY = date(2026, 11, 24)
D = PartialDate


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (D(2019), D(2021), Stretch(date(2019, 1, 1), date(2021, 12, 31), False)),
        (D(2019, 3), D(2019, 3), Stretch(date(2019, 3, 1), date(2019, 3, 31), False)),
        (D(2019, 3, 5), None, Stretch(date(2019, 3, 5), TODAY, True)),
        (None, D(2018), Stretch(date(2018, 12, 31), date(2018, 12, 31), False)),
        (D(2028), None, Stretch(date(2028, 1, 1), date(2028, 1, 1), True)),
        (D(2019), D(None, 5), Stretch(date(2019, 1, 1), TODAY, False)),
        (D(None, 5), None, None),
        (None, None, None),
    ],
)
def test_a_stretch_is_the_longest_it_can_mean(
    start: PartialDate | None, end: PartialDate | None, expected: Stretch | None
) -> None:
    assert stretch(start, end, TODAY) == expected


def test_words() -> None:
    assert stretch_words(D(2019), D(2022, 3)) == "2019 to March 2022"
    assert stretch_words(D(2024, 6), None) == "since June 2024"
    assert stretch_words(None, D(2018)) == "until 2018"
    assert stretch_words(D(2018), D(2018)) == "2018"
    assert stretch_words(None, None) == ""


def test_what_cannot_be_is_seen() -> None:
    assert is_backwards(D(2020), D(2019))
    assert not is_backwards(D(2020, 6), D(2020))
    assert not is_backwards(None, D(2019))


@pytest.mark.parametrize(
    ("years", "most", "step"), [(1, 12, 1), (12, 12, 1), (20, 12, 2), (30, 12, 5), (30, 3, 10), (500, 3, 100)]
)
def test_the_ruler_has_no_more_marks_than_fit(years: int, most: int, step: int) -> None:
    assert year_step(years, most) == step


def test_what_overlaps_lies_on_tracks_of_its_own() -> None:
    assert tracks([(0, 3), (1, 2), (2, 4), (3, 5), (10, 11)]) == [0, 1, 1, 0, 0]
    assert tracks([]) == []
