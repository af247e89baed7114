"""`kill -9` while it writes: what was said to be kept is kept, and nothing is there by half (promise 1)."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks.data.make_vcards import make_mixture
from relmgr.paths import profile_at
from relmgr.services.check import check
from relmgr.store import Store
from relmgr.store import tables as t
from tests.faults import victims, writers
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.harms import kept
from tests.faults.terminal import run, start_typed, typed

pytestmark = pytest.mark.timeout(times(120, 3600))
KILLS = times(100, 1000)
IMPORT_KILLS = times(12, 200)
UNDO_KILLS = times(8, 200)
SET_UP_KILLS = times(10, 200)
_LIVES_SECONDS = (0.0, 0.08)
"""How long a victim goes on writing after its first word."""


@pytest.fixture
def folder(tmp_path: Path, empty_file: Path) -> Path:
    """A folder with an empty file and a hundred cards."""
    shutil.copyfile(empty_file, tmp_path / "relmgr.db")
    (tmp_path / writers.CARDS).write_bytes(make_mixture(100))
    return tmp_path


def heard_until_killed(
    deed: victims.Deed, folder: Path, chance: random.Random, *, words: int = 1
) -> list[str]:
    """Let `deed` say some words, then go on for a random while; what it said in all."""
    victim = victims.start(deed, folder)
    said = [victim.answer() for _word in range(words)]
    assert all(said), "it ended by itself"
    victim.process.join(chance.uniform(*_LIVES_SECONDS))
    victim.process.kill()
    victim.process.join()
    said += list(iter(victim.answer, ""))
    victim.pipe.close()
    return said


def opened(folder: Path) -> Iterator[Store]:
    """The file, reopened as after a start."""
    store = writers.open_file(folder)
    yield store
    store.close()


def test_nothing_acknowledged_is_lost_in_a_hundred_kills(folder: Path, figure: Figure) -> None:
    chance = random.Random(2026)
    promised: set[str] = set()
    for kill in range(KILLS):
        promised |= set(heard_until_killed(writers.write_on_and_on, folder, chance))
        for store in opened(folder):
            stored = everything_said(store)
            assert promised <= stored
            # A kill may fall between the commit and its word, once each time.
            assert len(stored - promised) <= kill + 1
            if kill % 10 == 9:
                report = check(store)
                assert report.is_sound, report.faults
    figure(Promise.KEPT, f"0 acknowledged changes lost in {KILLS} kills while writing")


def everything_said(store: Store) -> set[str]:
    """What the file holds, in the words of the writers; asserts that each conversation is whole."""
    with store.read() as session:
        names = session.execute(select(t.person.c.display_name)).scalars().all()
        talks = dict(session.execute(select(t.conversation.c.id, t.conversation.c.their_world)).all())
        for table in (t.conversation_person, t.expectation, t.reminder):
            whole = session.execute(select(table.c.conversation_id)).scalars().all()
            assert sorted(whole) == sorted(talks), table.name
    return {f"person {name}" for name in names} | {f"talk {text}" for text in talks.values()}


def state(folder: Path) -> tuple[int, ...]:
    """How much is in the file, which must be sound."""
    for store in opened(folder):
        report = check(store)
        assert report.is_sound, report.faults
        return tuple(report.counts[name] for name in ("person", "organisation", "milestone", "foreign_line"))
    raise AssertionError("the file was not opened")


def fresh(folder: Path, empty_file: Path) -> None:
    """The empty file again."""
    for left in folder.glob("relmgr.db*"):
        left.unlink()
    shutil.copyfile(empty_file, folder / "relmgr.db")


def full_state(folder: Path, empty_file: Path) -> tuple[int, ...]:
    """What a whole import gives."""
    victim = victims.start(writers.import_once, folder)
    assert "done" in list(iter(victim.answer, ""))
    full = state(folder)
    fresh(folder, empty_file)
    return full


def test_an_import_killed_in_the_middle_is_all_or_nothing(
    folder: Path, empty_file: Path, figure: Figure
) -> None:
    chance = random.Random(1)
    empty, full = state(folder), full_state(folder, empty_file)
    assert empty != full
    seen = set()
    for _kill in range(IMPORT_KILLS):
        said = heard_until_killed(writers.import_once, folder, chance)
        found = state(folder)
        assert found == full if "done" in said else found in (empty, full)
        seen.add(found)
        fresh(folder, empty_file)
    assert empty in seen
    figure(Promise.KEPT, f"0 half imports in {IMPORT_KILLS} kills")


def test_an_undo_killed_in_the_middle_is_all_or_nothing(
    folder: Path, empty_file: Path, figure: Figure
) -> None:
    chance = random.Random(3)
    empty, full = state(folder), full_state(folder, empty_file)
    for _kill in range(UNDO_KILLS):
        said = heard_until_killed(writers.import_and_undo, folder, chance)
        found = state(folder)
        assert found == empty if "undone" in said else found in (empty, full)
        fresh(folder, empty_file)
    figure(Promise.KEPT, f"0 half undone in {UNDO_KILLS} kills")


def test_a_first_run_killed_at_random_leaves_none_or_a_whole_file(tmp_path: Path, figure: Figure) -> None:
    chance = random.Random(4)
    lives = 0.2  # in seconds; found by trying, for machines are fast, slow and busy
    made = 0
    for kill in range(SET_UP_KILLS):
        outside = tmp_path / str(kill)
        outside.mkdir()
        profile = profile_at(outside / "profile")
        victim = start_typed(typed(profile, "init"), outside)
        victim.ends_within(lives)
        victim.kill()
        again = run(profile, "init")
        if again.code == 0:
            lives *= chance.uniform(1.2, 2)
            assert "Your recovery key" not in (outside / "out").read_text(), (
                "made anew though it was said to be made"
            )
        else:
            lives *= chance.uniform(0.3, 0.9)
            made += 1
            before = kept(profile)
            again.require_sentence("already there")
            assert kept(profile) == before
        assert "All is well" in run(profile, "check").said
        assert not list(profile.data.glob("*.new*"))
    assert 0 < made < SET_UP_KILLS
    figure(Promise.NEVER_EMPTY, f"0 files made over another in {SET_UP_KILLS} kills of a first run")
