"""Every change that services make can be taken back and done again (S4): a full file to nothing and back."""

from collections.abc import Callable

import pytest

from relmgr.services import sample
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import NOW
from tests.store.test_store import content

JOURNALLED_NAMES = frozenset(table.name for table in t.JOURNALLED)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step counts, not the last hundred alone."""
    monkeypatch.setattr("relmgr.store.store.UNDO_STEPS", 100_000)
    monkeypatch.setattr(Store, "forget_steps", lambda _self: None)


def test_a_file_full_of_everything_goes_back_to_nothing_and_forth_again(endless: None, store: Store) -> None:
    empty = content(store)
    sample.fill(store, NOW)
    full = content(store)
    filled = {name for name, rows in full.items() if rows and rows != empty.get(name)}
    steps = walk(store.undo)
    assert steps > 250
    assert content(store) == empty
    assert walk(store.redo) == steps
    assert content(store) == full
    assert len(filled & JOURNALLED_NAMES) > 30, sorted(JOURNALLED_NAMES - filled)


def walk(replay: Callable[[], str | None]) -> int:
    """How many steps there were."""
    count = 0
    while replay() is not None:
        count += 1
    return count
