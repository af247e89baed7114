"""The user's choices while the program runs."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from relmgr import settings as settings_file
from relmgr.settings import Settings


class Preferences(QObject):
    """The user's choices as they are now, and the one way to change them. Lives as long as the program."""

    changed = Signal()

    def __init__(self, path: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._settings = settings

    @property
    def settings(self) -> Settings:
        """The choices that hold now."""
        return self._settings

    def change(self, **choices: Any) -> None:
        """Take and save `choices` by the names of `Settings`; tells `changed`.

        Raises RelmgrError where the disk refuses, ValueError for a choice out of range; the old ones then hold on.
        """
        changed = replace(self._settings, **choices)
        settings_file.save(self._path, changed)
        self._settings = changed
        self.changed.emit()
