"""The process that benchmarks.starting starts: notes when it paints what, says so as JSON, and ends."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

_BEGAN = float(os.environ.get("RELMGR_STARTED", "0"))
_SEARCHES, _CARDS, _MORE_CARDS = 100, 100, 1_000
_marks: dict[str, tuple[float, float]] = {}


def _mark(name: str) -> None:
    if name not in _marks:
        _marks[name] = (time.monotonic() - _BEGAN, time.process_time())


def _keep(name: str, value: float) -> None:
    _marks[name] = (value, value)


def _own_megabytes() -> float:
    """Of memory that is this process's alone; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon")), 0.0)


def _tell() -> None:
    _marks.setdefault("memory", (_own_megabytes(), 0.0))
    sys.stdout.write(json.dumps(_marks) + "\n")
    sys.stdout.flush()


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Window(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            _mark("first paint")
            QTimer.singleShot(0, application.quit)

    application = QApplication([])
    window = Window()
    window.resize(1280, 800)
    window.show()
    application.exec()
    _tell()


def _ours(profile: str, passphrase_file: str, until: str = "people") -> None:
    """Start, and end once `until` is there: "people", "today" or "memory", which is weighed after work."""
    import main  # noqa: F401  (what a start imports)
    from ui import quick_start

    quick_start.begin()
    from ui import app
    from ui.main_window import window

    paint_blank: Any = window.BlankFace.paintEvent

    def painted(face: Any, event: Any) -> None:
        paint_blank(face, event)
        if "first paint" not in _marks:
            _mark("first paint")
            make_unlocking_cheap()
            _watch_people(until)

    window.BlankFace.paintEvent = painted  # type: ignore[method-assign,assignment]
    if until != "people":
        from PySide6.QtCore import QTimer

        application: Any = app.make_application()
        QTimer.singleShot(0, lambda: _wait_for(application, until))
    app.run(["--profile", profile, "--passphrase-file", passphrase_file])
    _tell()


def _watch_people(until: str) -> None:
    from ui.main_window import first_face

    paint: Any = first_face.FirstFace.paintEvent

    def painted(face: Any, event: Any) -> None:
        paint(face, event)
        _mark("people")
        if until == "people":
            _tell()
            os._exit(0)  # what follows the first screen is not asked for

    first_face.FirstFace.paintEvent = painted  # type: ignore[method-assign,assignment]


def _wait_for(application: Any, until: str) -> None:
    """Look for the page at each turn of the loop; once it is shown, mark it and end, or go to work first."""
    from PySide6.QtCore import QTimer

    shells = [one for one in application.topLevelWidgets() if one.findChild(object, "shell") is not None]
    shell = shells[0].findChild(object, "shell") if shells else None
    page = shell.stack.currentWidget() if shell is not None else None
    if page is None or not page.isVisible():
        QTimer.singleShot(5, lambda: _wait_for(application, until))
        return
    page.repaint()
    _mark(until)
    if until == "memory":
        _work(application, shell)
    application.exit(0)


def _work(application: Any, shell: Any) -> None:
    shell.open_people()
    page = shell.page("people")
    _settle(application)
    ids = page.list.model.ids
    for number in range(_SEARCHES):
        name = page.list.model.index(number * 7 % min(len(ids), 5_000), 0).data()
        page.list.search.setText(name[: 1 + number % 4])
        _settle(application)
        page.list.search.setText("")
    _show(application, page, ids, range(_CARDS))
    _keep("memory", _own_megabytes())
    _show(application, page, ids, range(_CARDS, _CARDS + _MORE_CARDS))
    _keep("memory of 1,000 further cards", _own_megabytes() - _marks["memory"][0])


def _show(application: Any, page: Any, ids: Any, numbers: range) -> None:
    for number in numbers:
        page.list.choose(ids[number * 13 % len(ids)])
        _settle(application)


def _settle(application: Any) -> None:
    from PySide6.QtCore import QEvent

    for _round in range(3):
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop comes back to do it


def make_unlocking_cheap() -> None:
    """The key at hand, as from a keyring: what the passphrase costs on purpose is not the start's."""
    from relmgr import vault
    from relmgr.vault.slots import Argon2

    cheap, unlock = Argon2(memory_kib=64, passes=1, lanes=1), vault.unlock_with_passphrase
    vault.unlock_with_passphrase = lambda profile, passphrase: unlock(profile, passphrase, cost=cheap)  # type: ignore[assignment,misc]


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        _bare()
    else:
        _ours(*sys.argv[2:])
