"""Precision and recall on the labelled pairs stay above their floors (benchmarks/README.md states the figures)."""

import pytest

from benchmarks.duplicates import PARTS, Measured, judged, labelled, measured
from relmgr.domain.duplicates import Certainty

_FLOORS = {
    Certainty.CERTAIN: (1.0, 0.45),
    Certainty.LIKELY: (0.97, 0.9),
    Certainty.LOOK: (0.95, 0.94),
}
"""Precision and recall at each class."""


def test_there_are_enough_pairs_and_none_stands_twice() -> None:
    pairs = [each for part in PARTS for each in labelled(part)]
    assert len(pairs) >= 300
    assert len({(each.one, each.other) for each in pairs}) == len(pairs)
    assert {each.is_same for each in pairs} == {True, False}


@pytest.mark.parametrize("part", PARTS)
def test_precision_and_recall_stay_above_their_floors(part: str) -> None:
    found: dict[Certainty, Measured] = measured(labelled(part))
    for certainty, (precision, recall) in _FLOORS.items():
        assert found[certainty].precision >= precision, certainty
        assert found[certainty].recall >= recall, certainty


def test_none_of_the_pairs_of_two_people_is_certain() -> None:
    wrong = [
        (each.one.name, each.other.name)
        for part in PARTS
        for each, pair in judged(labelled(part))
        if not each.is_same and pair is not None and pair.certainty is Certainty.CERTAIN
    ]
    assert wrong == []
