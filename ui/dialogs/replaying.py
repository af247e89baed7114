"""Undo and redo: at once, or with patience shown where a step is as large as an import."""

from collections.abc import Generator

from PySide6.QtCore import QTimer

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

LARGE = 2_000
"""Notes of a step from which on it is done in slices: less takes a tenth of a second."""
_SLICE_SECONDS = 0.006
_SHOW_SECONDS = 0.2


class ReplayingDialog(DialogFrame):
    """Takes a large step back, or does it again, while the window stays alive. Closing it leaves everything as it was."""

    def __init__(
        self, host: DialogHost, title: str, total: int, work: Generator[int, None, str | None]
    ) -> None:
        super().__init__(host.dialog_parent(), title, width=420)
        self.setObjectName("replaying")
        self._work, self._total, self._left, self._shown_at = work, total, total, 0.0
        self.problem = ""
        self.is_done = False
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
        self._show(total)
        self._calm = calm.Calm()
        self._calm.begin()
        self._timer.start()

    def _step(self) -> None:
        """Work for some milliseconds; five times a second show how far it is, and paint, instead."""
        began = clock.monotonic()
        if began - self._shown_at > _SHOW_SECONDS:
            calm.tidy()
            self._show(self._left)
            self._shown_at = clock.monotonic()
            return
        try:
            while clock.monotonic() - began < _SLICE_SECONDS:
                self._left = next(self._work)
        except StopIteration:
            self.is_done = True
        except RelmgrError as error:
            self.problem = str(error)
        if self.is_done or self.problem:
            self._end()
            self.accept()

    def _show(self, left: int) -> None:
        done = self._total - left
        self.bar.show_progress(done, self._total)
        words = _("{done} of {total}") if left else _("Making them findable")
        self.words.setText(words.format(done=done, total=self._total))

    def _take_back(self) -> None:
        self._end()
        self._work.close()

    def _end(self) -> None:
        self._timer.stop()
        self._calm.end()


def replay(context: Context, host: DialogHost, *, undo: bool) -> None:
    """Undo the last step, or do again what was undone last, and say so."""
    store, signals = context.store, context.signals
    done = _("Undone: {what}") if undo else _("Done again: {what}")
    nothing = _("There is nothing to undo.") if undo else _("There is nothing to redo.")
    size = store.undo_size if undo else store.redo_size
    with shown(signals):
        if size < LARGE:
            label = store.undo() if undo else store.redo()
            signals.message.emit(done.format(what=label) if label is not None else nothing)
            return
        store.require_names()
        label = store.undo_label if undo else store.redo_label
        title = _("Undoing: {what}") if undo else _("Doing again: {what}")
        dialog = ReplayingDialog(
            host, title.format(what=label), size, store.undo_in_steps() if undo else store.redo_in_steps()
        )

        def end() -> None:
            if dialog.problem:
                signals.problem.emit(dialog.problem)
            elif dialog.is_done:
                signals.message.emit(done.format(what=label))

        dialog.accepted.connect(end)
        host.open_dialog(dialog, dialog.cancel)


__all__ = ["LARGE", "ReplayingDialog", "replay"]
