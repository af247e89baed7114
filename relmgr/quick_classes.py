"""Has Python make dataclasses without compiling a text for each method: half of what importing ours takes (docs/decisions/0021).

Nothing here changes what a dataclass does. Where Python comes to make them otherwise, as it does from 3.13 on, it is
left as it is.
"""

import dataclasses
import gc
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

_PARAMETERS = {
    "_frozen_get_del_attr": ("cls", "fields", "globals"),
    "_repr_fn": ("fields", "globals"),
    "_hash_fn": ("fields", "globals"),
    "_cmp_fn": ("name", "op", "self_tuple", "other_tuple", "globals"),
    "_recursive_repr": ("user_function",),
}
"""The functions of `dataclasses` that are known, with what they take."""


def begin() -> None:
    """From now on; before the modules are imported whose classes it is about.

    Nor is garbage collected until whoever begins has imported them (`gc.enable`): modules only add objects, and stay.
    """
    gc.disable()
    known: Any = dataclasses
    if not all(_takes(getattr(known, name, None), taken) for name, taken in _PARAMETERS.items()):
        return
    known._frozen_get_del_attr = _guards
    known._repr_fn = _repr
    known._hash_fn = _hash
    known._cmp_fn = _comparison_of(known._cmp_fn)


def _takes(function: Any, parameters: tuple[str, ...]) -> bool:
    code = getattr(function, "__code__", None)
    return code is not None and code.co_varnames[: code.co_argcount] == parameters


def _guards(cls: Any, fields: Sequence[Any], globals: object) -> tuple[Any, Any]:
    names = frozenset(each.name for each in fields)

    def __setattr__(self: Any, name: str, value: object) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self: Any, name: str) -> None:  # noqa: N807
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _repr(fields: Sequence[Any], globals: object) -> Any:
    names = [each.name for each in fields]

    def __repr__(self: Any) -> str:  # noqa: N807
        said = ", ".join([f"{name}={getattr(self, name)!r}" for name in names])
        return f"{self.__class__.__qualname__}({said})"

    known: Any = dataclasses
    return known._recursive_repr(__repr__)


def _hash(fields: Sequence[Any], globals: object) -> Any:
    values = _values_of([each.name for each in fields])

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return __hash__


def _comparison_of(compiled: Callable[..., Any]) -> Callable[..., Any]:
    """What makes `__eq__`; orders are few, and are compiled as before."""

    def comparison(name: str, op: str, self_tuple: str, other_tuple: str, globals: Any) -> Any:
        if op != "==":
            return compiled(name, op, self_tuple, other_tuple, globals=globals)
        values = _values_of(
            [each.removeprefix("self.") for each in self_tuple.strip("(,)").split(",") if each]
        )

        def __eq__(self: Any, other: object) -> bool:  # noqa: N807
            if other.__class__ is self.__class__:
                return values(self) == values(other)
            return NotImplemented

        return __eq__

    return comparison


def _values_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of these fields as a tuple, however many there are."""
    if len(names) > 1:
        return attrgetter(*names)
    if not names:
        return lambda _each: ()
    value = attrgetter(names[0])
    return lambda each: (value(each),)
