"""The main window: its frame, what it shows of an open file, and what it has."""

from ui.main_window.desk import Desk
from ui.main_window.registry import REGISTRY, Doors, PageEntry, Registry
from ui.main_window.shell import Shell
from ui.main_window.window import MainWindow

__all__ = ["REGISTRY", "Desk", "Doors", "MainWindow", "PageEntry", "Registry", "Shell"]
