"""A small share of the fuzzing, the same at every run."""

from relmgr.store import Store
from relmgr.transfer.vcard import read
from tests.transfer.wild.fuzzing import Figures, fuzz, look_through, mutated, with_people


def test_mutated_files_are_read_planned_and_accounted_for(store: Store) -> None:
    figures = fuzz(with_people(store), seed=7, numbers=range(60))
    assert figures.files == 60
    assert figures.cards > 60


def test_the_same_seed_makes_the_same_files() -> None:
    assert [mutated(3, number) for number in range(5)] == [mutated(3, number) for number in range(5)]


def test_a_file_ten_times_as_long_gives_ten_times_as_many_entries(store: Store) -> None:
    _name, content = mutated(3, 1)
    card = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Frost\r\n"
        + content[:500].replace(b"\0", b"")
        + b"\r\nEND:VCARD\r\n"
    )
    assert len(list(read(card * 10))) >= 10
    look_through(store, "ten.vcf 3:1", card * 10, Figures())
