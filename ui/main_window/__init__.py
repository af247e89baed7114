"""The main window: its frame, what it shows of an open file, and what it has.

What each name stands for is imported when it is first asked for: the frame is painted before the rest is needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.main_window.desk import Desk
    from ui.main_window.registry import REGISTRY, Doors, PageEntry, Registry
    from ui.main_window.shell import Shell
    from ui.main_window.window import MainWindow

__all__ = ["REGISTRY", "Desk", "Doors", "MainWindow", "PageEntry", "Registry", "Shell"]

_HOMES = {"Desk": "desk", "MainWindow": "window", "Shell": "shell"}


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"ui.main_window.{_HOMES.get(name, 'registry')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
