"""A real Relmgr window in a process of its own, which uses itself: `python -m tests.faults.window_process JOURNEY REPORT ARGUMENTS…`.

The journeys are generators: each yields what to wait for. What they saw goes to the file REPORT as JSON.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.faults import canary
from tests.faults.terminal import make_keys_cheap
from tests.faults.victims import PASSPHRASE
from ui import app
from ui import attention as attention_module
from ui.dialogs.conversation import ConversationDialog
from ui.dialogs.crash import CrashDialog
from ui.main_window import Shell
from ui.pages.import_page.page import ImportPage
from ui.program import Program
from ui.tray import Tray
from ui.unlock import UnlockFace

LONGEST_SECONDS = 30
_LOOK_MS = 15
Condition = Callable[[], object]
Steps = Iterator[Condition]


class Used(QObject):
    """The running program, and what was seen of it."""

    def __init__(self, application: QApplication, report: Path) -> None:
        super().__init__()
        self.application = application
        self.report = report
        self.seen: dict[str, Any] = {"titles": [], "processes": [], "messages": [], "step": 0}
        self.program: Program | None = None
        self._titles: set[str] = set()
        self._steps: Steps = iter(())
        self._until: Condition = lambda: True
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._go_on)

    def begin(self, steps: Steps) -> None:
        """Go through the steps once events run."""
        self._steps = steps
        self._timer.start()

    def _go_on(self) -> None:
        self._note_titles()
        self._looks += 1
        if self._looks * _LOOK_MS > LONGEST_SECONDS * 1000:
            self._end("waited in vain")
            return
        try:
            if self._until():
                self.seen["step"] += 1
                self._until = next(self._steps)
        except StopIteration:
            self._end("")
        except Exception as error:  # noqa: BLE001  (the program's own guard would show it and wait)
            self._end("".join(traceback.format_exception(error)))

    def _end(self, fault: str) -> None:
        self._timer.stop()
        self.seen["fault"] = fault
        self.write()
        if fault:
            os._exit(70)
        app.leave(self.application)

    def write(self) -> None:
        """Write down what was seen so far."""
        self.seen["titles"] = sorted(self._titles)
        self.report.write_text(json.dumps(self.seen), "utf-8")

    def _note_titles(self) -> None:
        for widget in self.application.topLevelWidgets():
            self._titles |= {widget.windowTitle(), widget.objectName()}
        for window in self.application.topLevelWindows():
            self._titles |= {window.title(), window.objectName()}

    def note_process(self) -> None:
        """What other programs can see of this one."""
        here = Path("/proc/self")
        seen = [(here / name).read_text("utf-8", "replace") for name in ("cmdline", "environ", "comm")]
        seen += [task.read_text("utf-8", "replace") for task in here.glob("task/*/comm")]
        self.seen["processes"] += seen

    @property
    def shell(self) -> Shell:
        """The open file's face."""
        assert self.program is not None
        assert self.program.shell is not None
        return self.program.shell

    def is_open(self) -> bool:
        """Whether the file is open."""
        return self.program is not None and self.program.shell is not None

    def press(self, button: QWidget) -> None:
        """Click it."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def dialog(self) -> ConversationDialog:
        """The log dialog that is open."""
        (dialog,) = self.shell.dialogs
        assert isinstance(dialog, ConversationDialog)
        return dialog


def a_day(used: Used, card: Path) -> Steps:
    """Import, look, log, search, remember, lock, unlock, and look again: all that puts text about people anywhere."""
    yield used.is_open
    used.shell.context.signals.message.connect(used.seen["messages"].append)
    used.shell.context.signals.problem.connect(used.seen["messages"].append)
    used.shell.open_import((card,))
    page = used.shell.page("import")
    assert isinstance(page, ImportPage)
    yield lambda: page.is_compared and page.foot.go.isEnabled()
    used.press(page.foot.go)
    from relmgr.services import people

    yield lambda: people.find(used.shell.context.store, canary.OTHER) and not used.shell.dialogs
    person_id = people.find(used.shell.context.store, canary.OTHER)[0].id
    used.shell.open_person(person_id)
    yield lambda: True
    used.shell.log_conversation(person_id)
    QTest.keyClicks(used.dialog().text, canary.TALK.replace(canary.NAME, canary.OTHER))
    dialog = used.dialog()
    used.press(dialog.save_button)
    used.seen["refused"] = dialog.problem.label.text()
    yield lambda: not used.shell.dialogs
    used.note_process()
    used.shell.open_search(canary.SEARCH)
    yield lambda: used.shell.dialogs
    used.shell.dialogs[0].reject()
    used.shell.open_people(canary.SEARCH)
    yield lambda: True
    _remind(used, person_id)
    used.shell.open_today()
    used.shell.context.preferences.change(names_in_notifications=True)
    yield used.shell.navigation.isVisible
    used.shell.undo()
    used.shell.redo()
    used.shell.log_conversation(person_id)
    QTest.keyClicks(used.dialog().text, canary.TYPED)
    used.write()
    used.shell.lock()
    face = used.program.window.face() if used.program is not None else None
    assert isinstance(face, UnlockFace)
    QTest.keyClicks(face.passphrase.edit, PASSPHRASE)
    used.press(face.button)
    yield used.is_open
    used.shell.open_person(person_id)
    yield lambda: True
    used.note_process()


def _remind(used: Used, person_id: Any) -> None:
    from relmgr.services import reminders

    context = used.shell.context
    given = reminders.ReminderInput(person_id=person_id, title=canary.REMINDER, start_on=context.today())
    reminders.add(context.store, given, context.now())


def a_crash(used: Used, card: Path) -> Steps:
    """The same, and then a mistake of the program in the middle of it."""
    yield from a_day(used, card)

    def stumble() -> None:
        raise LookupError(f"{canary.CRASH} {canary.NAME}")

    def quit_from_it() -> bool:
        for window in used.application.topLevelWidgets():
            if isinstance(window, CrashDialog):
                used.seen["crash"] = window.report.toPlainText()
                used.write()
                window.accept()
        return False

    QTimer.singleShot(0, stumble)
    yield quit_from_it


def waits(used: Used, _card: Path) -> Steps:
    """Say that the file is open, and wait for what comes."""
    yield used.is_open
    used.write()
    yield lambda: False


def clocks(used: Used, _card: Path) -> Steps:
    """Set the clock of this computer, forth by a month and by ten years and back again, and note what is shown."""
    from relmgr.services import reminders

    attention_module.TICK = timedelta(seconds=0.1)
    hand = Path(os.environ["FAKETIME_TIMESTAMP_FILE"])
    yield used.is_open
    context = used.shell.context
    context.preferences.change(quiet_from=None, quiet_until=None)
    context.signals.message.connect(used.seen["messages"].append)
    companion = used.program._companion if used.program is not None else None
    assert isinstance(companion, Tray)
    attention, looks, shown = companion.attention, [0], used.seen.setdefault("shown", [])
    attention.ticked.connect(lambda: looks.__setitem__(0, looks[0] + 1))
    attention.show_asked.connect(lambda items: shown.append([item.title for item in items]))
    for day in (*range(1, 28, 3), 33, 4000):
        start = context.today() + timedelta(days=day)
        reminders.add(
            context.store, reminders.ReminderInput(title=f"Day {day}", start_on=start), context.now()
        )
    weekly = reminders.ReminderInput(
        title="Weekly", start_on=context.today() + timedelta(days=1), rrule="FREQ=WEEKLY"
    )
    reminders.add(context.store, weekly, context.now())
    yield lambda: looks[0] >= 2
    for days in (30, 0, 30, 3650, 0, 34):
        hand.write_text(f"+{days}d\n", "utf-8")
        enough = looks[0] + 3
        yield partial(_has_come_to, looks, enough)
        used.seen.setdefault("steps", []).append([days, list(shown), context.today().isoformat()])
        shown.clear()
    used.seen["due"] = [item.title for item in reminders.due(context.store, context.now(), context.zone())]


def _has_come_to(looks: list[int], count: int) -> bool:
    return looks[0] >= count


JOURNEYS = {"a_day": a_day, "a_crash": a_crash, "waits": waits, "clocks": clocks}


def main(journey: str, report: str, arguments: list[str]) -> int:
    """The exit code of the program."""
    card = Path(report).parent / "card.vcf"
    return play(lambda used: JOURNEYS[journey](used, card), report, arguments)


def play(journey: Callable[[Used], Steps], report: str, arguments: list[str]) -> int:
    """Run the program and the journey in it; the exit code of the program."""
    make_keys_cheap()
    application = app.make_application()
    used = Used(application, Path(report))
    begin = app.Start.go

    def go(start: app.Start) -> None:
        start.started.connect(partial(use, start))
        begin(start)

    def use(start: app.Start) -> None:
        used.program = start.program
        used.begin(journey(used))

    setattr(app.Start, "go", go)  # noqa: B010  (as a test would patch it)
    return app.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
