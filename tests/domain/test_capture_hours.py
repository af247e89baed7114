"""Times of day in a text."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.capture.hours import find_times


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("rang at 2pm.", time(14)),
        ("12am", time(0)),
        ("12.30 p.m. sharp", time(12, 30)),
        ("at 9.30", time(9, 30)),
        ("11:05", time(11, 5)),
        ("at 4", time(16)),
        ("at 8, early", time(8)),
        ("at noon", time(12)),
    ],
)
def test_times_are_found(text: str, clock: time) -> None:
    (found,) = find_times(text)
    assert found.clock == clock
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    ["16:9", "13pm", "2.5 x 4", "at 42", "3.9", "£4.30", "at 3 people", "25:00", "10/10", "at 4 Mill Road"],
)
def test_what_is_no_time(text: str) -> None:
    assert list(find_times(text)) == []


def test_the_point_of_the_sentence_is_not_part_of_it() -> None:
    (found,) = find_times("Rang her at 1pm. She was out.")
    assert found.end == len("Rang her at 1pm")


@given(st.text(alphabet="0123456789:.apm t@ ", max_size=60))
def test_nothing_raises(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in find_times(text))
