"""Python's collector beside long work."""

import gc

from ui.calm import Calm, tidy


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
