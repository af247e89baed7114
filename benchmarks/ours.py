"""Relmgr with the list of people open and the key at hand, as other benchmarks start it; imports nothing that it does not."""

import sys
from pathlib import Path
from typing import Any


def main(arguments: list[str]) -> None:
    """Options, a profile and the file of its passphrase."""
    *flags, profile, passphrase_file = arguments
    Path(profile, "window.page").write_text('["people", 175]', "utf-8")  # the window was left at the list
    import main  # noqa: F401  (what a start imports)
    from ui import quick_start

    quick_start.begin()
    from ui import app

    application: Any = app.make_application()
    application.setCursorFlashTime(0)  # a cursor that blinks would never let the picture stay
    from benchmarks.started import make_unlocking_cheap

    if "--background" in flags:
        _wait_in_the_tray()
        make_unlocking_cheap()
    else:
        watch = _to_people(application, make_unlocking_cheap)
        application.installEventFilter(watch)
    app.run([*flags, "--profile", profile, "--passphrase-file", passphrase_file])


def _wait_in_the_tray() -> None:
    """As on a desktop that has one; without it the window would be made, and stand minimised."""
    from PySide6.QtWidgets import QSystemTrayIcon

    QSystemTrayIcon.isSystemTrayAvailable = staticmethod(lambda: True)  # type: ignore[method-assign]


def _to_people(application: Any, make_unlocking_cheap: Any) -> Any:
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        """Opens the list of people as soon as the first page is painted."""

        is_open = is_cheap = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                if not self.is_cheap:
                    self.is_cheap = True
                    QTimer.singleShot(0, make_unlocking_cheap)
                if not self.is_open and type(watched).__name__.endswith("Page"):
                    self.is_open = True
                    QTimer.singleShot(0, self._open)
            return False

        def _open(self) -> None:
            shells = [one for one in application.allWidgets() if one.objectName() == "shell"]
            shells[0].open_people()
            application.removeEventFilter(self)

    return Watch()


if __name__ == "__main__":
    main(sys.argv[1:])
