"""A small share of the fuzzing, the same at every run."""

import pytest

from relmgr.store import Store
from relmgr.transfer.sources import Format, registry
from relmgr.transfer.sources import read as read_file
from relmgr.transfer.vcard import Card
from tests.transfer.wild import fuzzing
from tests.transfer.wild.describing import WILD
from tests.transfer.wild.fuzzing import (
    Figures,
    fuzz,
    lengthened,
    longest,
    look_through,
    mutated,
    with_people,
)


def test_mutated_files_are_read_planned_and_accounted_for(store: Store) -> None:
    figures = fuzz(with_people(store), seed=7, numbers=range(60))
    assert figures.faults == []
    assert figures.files == 60
    assert figures.cards > 60


def test_the_same_seed_makes_the_same_files() -> None:
    assert [mutated(3, number) for number in range(5)] == [mutated(3, number) for number in range(5)]


def test_a_file_eight_times_as_long_gives_eight_times_as_many_cards(store: Store) -> None:
    for path in longest():
        content = path.read_bytes()
        few = look_through(store, path.name, lengthened(content, 1), Figures())
        many = look_through(store, path.name, lengthened(content, 8), Figures())
        if path.suffix != ".ics":  # of a calendar, the same name is the same person
            assert sum(isinstance(one, Card) for one in many) == 8 * sum(isinstance(one, Card) for one in few)
        assert len(many) >= len(few) > 0


def test_a_fault_of_our_own_that_became_a_row_of_the_report_is_found(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry.READERS, Format.VCARD, "tests.transfer.wild.test_fuzz:broken")
    content = min((WILD / "vcf").glob("*.vcf")).read_bytes()
    with pytest.raises(AssertionError, match="ours"):
        look_through(store, "a.vcf", content, Figures())


def test_a_card_that_is_dropped_is_found(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "read", lambda *asked: list(read_file(*asked))[1:])
    for folder, message in (("vcf", "have an account"), ("csv", "cells by line")):
        path = min((WILD / folder).glob("*." + folder))
        with pytest.raises(AssertionError, match=message):
            look_through(store, path.name, path.read_bytes(), Figures())


def broken(*_asked: object) -> None:
    """A reader with a fault."""
    raise ValueError("ours")
