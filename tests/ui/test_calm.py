"""Python's collector beside long work."""

import gc
import weakref

from ui.calm import Aside, Calm, let_go, tidy


def test_nothing_is_looked_through_while_anybody_is_calm() -> None:
    one, other = Calm(), Calm()
    assert gc.isenabled()
    one.begin()
    one.begin()
    with other:
        assert not gc.isenabled()
    assert not gc.isenabled()
    one.end()
    assert gc.isenabled()


def test_what_is_there_at_the_end_is_set_aside() -> None:
    before = gc.get_freeze_count()
    with Calm():
        kept = [[number] for number in range(1_000)]
    assert gc.get_freeze_count() >= before + len(kept)


def test_an_end_without_a_begin_changes_nothing() -> None:
    before = gc.get_freeze_count()
    Calm().end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_rings_made_lately_are_freed() -> None:
    class Ring:
        """Refers to itself."""

    with Calm():
        ring = Ring()
        ring.own = ring  # type: ignore[attr-defined]
        seen = id(ring)
        del ring
        tidy()
        assert not any(id(each) == seen and isinstance(each, Ring) for each in gc.get_objects())


def test_a_file_that_is_shut_lets_go_of_what_was_set_aside() -> None:
    class Ring:
        """Refers to itself."""

    given_up, work = Calm(), Aside()
    with Calm():
        ring = Ring()
        ring.own = ring  # type: ignore[attr-defined]
        left = weakref.ref(ring)
        del ring
    given_up.begin()
    let_go()
    assert gc.isenabled()
    given_up.end()
    work.set()
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert left() is None
    Aside().set()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


def test_work_of_which_nothing_stays_sets_nothing_aside() -> None:
    before = gc.get_freeze_count()
    look = Calm(sets_aside=False)
    with look:
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before
    with look, Calm():
        pass
    assert gc.get_freeze_count() > before, "the other one's work stays"
