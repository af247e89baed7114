"""Dataclasses that are made quickly do what Python's own do."""

import copy
import dataclasses
import gc
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, dataclass, field
from types import ModuleType
from typing import Any

import pytest

from relmgr import quick_classes

_NAMES = ("_frozen_get_del_attr", "_repr_fn", "_hash_fn", "_cmp_fn")


@pytest.fixture
def collecting() -> Iterator[None]:
    """Garbage is collected again afterwards, as before."""
    yield
    gc.enable()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, collecting: None) -> None:
    """`dataclasses` as it is after `begin`, until the test ends."""
    for name in _NAMES:
        if hasattr(dataclasses, name):
            monkeypatch.setattr(dataclasses, name, getattr(dataclasses, name))
    quick_classes.begin()
    assert not gc.isenabled()


def _made() -> tuple[type, ...]:
    @dataclass(frozen=True, slots=True)
    class Nothing:
        """No field."""

    @dataclass(frozen=True, slots=True)
    class One:
        name: str

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Several:
        name: str
        number: int = 3
        left_out: int = field(default=0, compare=False)
        secret: str = field(default="s", repr=False)

    @dataclass(frozen=True)
    class Open:
        name: str
        number: int = 3

    @dataclass(slots=True, order=True)
    class Changing:
        name: str
        number: int = 3

    return Nothing, One, Several, Open, Changing


def _said(cls: Any) -> list[object]:
    """What a class does, as far as two makings of it can be compared."""
    given: list[dict[str, Any]] = (
        [{}] if cls.__name__ == "Nothing" else [{"name": "A"}, {"name": "A"}, {"name": "B, (self.)"}]
    )
    if cls.__name__ == "Several":
        given += [{"name": "A", "left_out": 2}, {"name": "A", "secret": "t"}, {"name": "A", "number": 4}]
    ones = [cls(**each) for each in given]
    found: list[object] = [repr(one) for one in ones]
    found += [one == other for one in ones for other in ones]
    found += [one != other for one in ones for other in (1, None, "A")]
    found += [_hash_of(one) for one in ones]
    found += [_refused(one, act) for one in ones for act in (_assign, _assign_other, _delete)]
    found += [copy.copy(one) == one for one in ones]
    found += [cls.__eq__.__qualname__, cls.__repr__.__qualname__, cls.__match_args__]
    if cls.__name__ == "Changing":
        found += [ones[0] < ones[2], sorted(ones) == ones]
    return found


def _hash_of(one: object) -> object:
    try:
        return hash(one)
    except TypeError:
        return "none"


def _assign(one: Any) -> None:
    one.name = "C"


def _assign_other(one: Any) -> None:
    one.something = "C"


def _delete(one: Any) -> None:
    del one.name


def _refused(one: Any, act: Any) -> object:
    try:
        act(copy.copy(one))
    except (FrozenInstanceError, AttributeError, TypeError) as error:
        return type(error).__name__, str(error) if isinstance(error, FrozenInstanceError) else ""
    return "done"


def test_they_do_what_pythons_own_do(request: pytest.FixtureRequest) -> None:
    own = _made()
    request.getfixturevalue("quick")
    for before, after in zip(own, _made(), strict=True):
        assert _said(after) == _said(before)


@pytest.mark.usefixtures("quick")
def test_one_that_holds_itself_says_so_once() -> None:
    @dataclass
    class Ring:
        other: Any = None

    ring = Ring()
    ring.other = ring
    assert repr(ring).endswith("Ring(other=...)")


@pytest.mark.usefixtures("quick")
def test_equality_looks_at_identity_first_as_tuples_do() -> None:
    @dataclass(frozen=True)
    class Number:
        value: float

    nan = float("nan")
    assert Number(nan) == Number(nan)
    assert Number(nan) != Number(float("nan"))


@pytest.mark.usefixtures("collecting")
def test_where_python_makes_them_otherwise_it_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("dataclasses")
    other._cmp_fn = lambda name, terms: None  # type: ignore[attr-defined]
    monkeypatch.setattr(quick_classes, "dataclasses", other)
    quick_classes.begin()
    assert [name for name in vars(other) if name in _NAMES] == ["_cmp_fn"]
    assert other._cmp_fn.__code__.co_argcount == 2


def test_both_ways_to_start_begin_with_it() -> None:
    told = (
        "import dataclasses, sys; before = dataclasses._process_class.__globals__.get('_hash_fn');"
        "import main; main.main(['--version']);"
        "print(dataclasses.__dict__.get('_hash_fn') is before)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(sys.version_info >= (3, 13))
    begun = told.replace("main.main(['--version'])", "from ui import quick_start; quick_start.begin()")
    done = subprocess.run([sys.executable, "-c", begun], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(sys.version_info >= (3, 13))
