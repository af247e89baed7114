"""Long work on the open file under one sheet: how far it is, and a Cancel that leaves everything as it was."""

from collections.abc import Generator
from typing import Any

from PySide6.QtCore import QTimer, Signal

from relmgr import clock
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from ui import calm
from ui.context import Context, DialogHost
from ui.errors import shown
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

FEW = 50
"""So many people are changed within a picture or two."""
SLICE_SECONDS = 0.006
"""How long work keeps the window waiting before it looks at the keyboard again; one step more may follow."""
SHOW_SECONDS = 0.2

Steps = Generator[tuple[int, int], None, Any]
"""Yields how much is done, and of how much; closed before its end, it takes back everything."""


class WorkingDialog(DialogFrame):
    """Works step by step while the window stays alive. Closing it, and locking, takes everything back.

    `finished` carries what the steps returned, `failed` the sentence of a RelmgrError; the sheet closes after either.
    """

    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, host: DialogHost, title: str, steps: Steps, total: int = 0) -> None:
        super().__init__(host.dialog_parent(), title, width=420)
        self.setObjectName("working")
        self._steps = steps
        self._far = (0, total)
        self._shown_at = 0.0
        self.words = TextLabel("", "body", "text2")
        self.bar = ProgressBar()
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.cancel = self.add_button(_("Cancel"), Kind.STANDARD)
        self.cancel.clicked.connect(self.dismiss)
        self.rejected.connect(self._take_back)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._calm = calm.Calm()
        self._calm.begin()
        self._show()
        self._timer.start()

    def _step(self) -> None:
        """Work for some milliseconds; five times a second show how far it is, and paint, instead."""
        began = clock.monotonic()
        if began - self._shown_at > SHOW_SECONDS:
            calm.tidy()
            self._show()
            self._shown_at = clock.monotonic()
            return
        try:
            self._far = next(self._steps)
            while clock.monotonic() - began < SLICE_SECONDS:
                self._far = next(self._steps)
        except StopIteration as end:
            self._end()
            self.finished.emit(end.value)
            self.accept()
        except RelmgrError as error:
            self._end()
            self.failed.emit(str(error))
            self.accept()
        except BaseException:
            self._end()
            raise

    def _show(self) -> None:
        done, total = self._far
        self.bar.show_progress(done, total)
        words = _("Making them findable") if done == total else _("{done} of {total}")
        self.words.setText(words.format(done=done, total=total))

    def _take_back(self) -> None:
        self._end()
        self._steps.close()

    def _end(self) -> None:
        self._timer.stop()
        self._calm.end()


def work(context: Context, host: DialogHost, title: str, count: int, steps: Steps) -> WorkingDialog | None:
    """Change `count` people by `steps`; the dialog, where they are many. What goes wrong is said."""
    if count <= FEW:
        with shown(context.signals):
            for _step in steps:
                pass
        return None
    dialog = WorkingDialog(host, title, steps, count)
    dialog.failed.connect(context.signals.problem)
    host.open_dialog(dialog, dialog.cancel)
    return dialog


__all__ = ["FEW", "SHOW_SECONDS", "SLICE_SECONDS", "Steps", "WorkingDialog", "work"]
