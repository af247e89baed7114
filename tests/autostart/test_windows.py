"""The Run key, on a registry that only keeps what it is given; Windows itself was not at hand."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from relmgr.autostart.windows import APPROVED, RUN, RunKey
from relmgr.errors import RelmgrError

COMMAND = (r"C:\Program Files\Relmgr\Relmgr.exe", "--profile", r"D:\my data", "--background")


class Registry:
    """What of winreg is used: keys made when they are written, values with their type."""

    HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ, REG_BINARY = 1, 2, 1, 3

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, tuple[object, int]]] = {RUN: {}}
        self.is_locked = False

    @contextmanager
    def OpenKey(
        self, _root: int, path: str, _reserved: int = 0, access: int = 0
    ) -> Iterator[dict[str, tuple[object, int]]]:
        if self.is_locked and access:
            raise PermissionError(13, "Access is denied")
        if path not in self.keys:
            raise FileNotFoundError(2, path)
        yield self.keys[path]

    @contextmanager
    def CreateKeyEx(
        self, root: int, path: str, reserved: int, access: int
    ) -> Iterator[dict[str, tuple[object, int]]]:
        self.keys.setdefault(path, {})
        with self.OpenKey(root, path, reserved, access) as key:
            yield key

    @staticmethod
    def QueryValueEx(key: dict[str, tuple[object, int]], name: str) -> tuple[object, int]:
        if name not in key:
            raise FileNotFoundError(2, name)
        return key[name]

    @staticmethod
    def SetValueEx(
        key: dict[str, tuple[object, int]], name: str, _reserved: int, kind: int, value: object
    ) -> None:
        key[name] = (value, kind)

    @staticmethod
    def DeleteValue(key: dict[str, tuple[object, int]], name: str) -> None:
        if name not in key:
            raise FileNotFoundError(2, name)
        del key[name]


def test_switched_on_it_is_one_quoted_command_line_and_off_nothing_is_left() -> None:
    registry = Registry()
    entry = RunKey(COMMAND, registry)
    assert not entry.is_on()
    entry.switch(True)
    assert entry.is_on()
    wanted = r'"C:\Program Files\Relmgr\Relmgr.exe" --profile "D:\my data" --background'
    assert registry.keys == {RUN: {"Relmgr": (wanted, Registry.REG_SZ)}}
    entry.switch(False)
    entry.switch(False)
    assert registry.keys == {RUN: {}}


def test_what_the_task_manager_switched_off_is_off_until_switched_on_here() -> None:
    registry = Registry()
    entry = RunKey(COMMAND, registry)
    entry.switch(True)
    registry.keys[APPROVED] = {"Relmgr": (bytes([3, *range(11)]), Registry.REG_BINARY)}
    assert not entry.is_on()
    entry.switch(True)
    assert entry.is_on()


def test_a_registry_that_refuses_is_said() -> None:
    registry = Registry()
    registry.is_locked = True
    with pytest.raises(RelmgrError, match="Access is denied"):
        RunKey(COMMAND, registry).switch(True)
