"""Windows: a value under the user's Run key; the Task Manager's own switch beside it is respected."""

import importlib
import subprocess
from collections.abc import Sequence
from typing import Any

from relmgr.errors import RelmgrError
from relmgr.i18n import _

NAME = "Relmgr"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_ENABLED = bytes([2]) + bytes(11)


class RunKey:
    """`HKEY_CURRENT_USER\\…\\Run`, value "Relmgr". `registry` is the module winreg, or what stands for it in tests."""

    def __init__(self, command: Sequence[str], registry: Any = None) -> None:
        self.command = tuple(command)
        self._registry = registry if registry is not None else importlib.import_module("winreg")

    def is_on(self) -> bool:
        """There is a value, and the Task Manager has not switched it off (an odd first byte)."""
        if self._read(RUN) is None:
            return False
        approved = self._read(APPROVED)
        return not (isinstance(approved, bytes) and approved and approved[0] % 2)

    def switch(self, on: bool) -> None:
        """Write the value or remove it. Raises RelmgrError where the registry does not let us."""
        try:
            if on:
                self._write(RUN, self._registry.REG_SZ, subprocess.list2cmdline(self.command))
                if self._read(APPROVED) is not None:
                    self._write(APPROVED, self._registry.REG_BINARY, _ENABLED)
            else:
                self._remove(RUN)
                self._remove(APPROVED)
        except OSError as error:
            raise RelmgrError(
                _(
                    "Windows did not let Relmgr change what starts at login ({reason}). Nothing else was changed. "
                    "An administrator may have forbidden it."
                ).format(reason=error.strerror or type(error).__name__)
            ) from error

    def _read(self, path: str) -> Any:
        try:
            with self._registry.OpenKey(self._registry.HKEY_CURRENT_USER, path) as key:
                return self._registry.QueryValueEx(key, NAME)[0]
        except FileNotFoundError:
            return None

    def _write(self, path: str, kind: int, value: Any) -> None:
        with self._registry.CreateKeyEx(
            self._registry.HKEY_CURRENT_USER, path, 0, self._registry.KEY_SET_VALUE
        ) as key:
            self._registry.SetValueEx(key, NAME, 0, kind, value)

    def _remove(self, path: str) -> None:
        try:
            with self._registry.OpenKey(
                self._registry.HKEY_CURRENT_USER, path, 0, self._registry.KEY_SET_VALUE
            ) as key:
                self._registry.DeleteValue(key, NAME)
        except FileNotFoundError:
            return
