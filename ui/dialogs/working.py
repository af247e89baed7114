"""One change to many people: at once where they are few, else with patience shown and a Cancel that leaves everything as it was."""

from collections.abc import Generator

from relmgr.errors import RelmgrError
from relmgr.i18n import _
from ui.context import Context, DialogHost
from ui.errors import shown
from ui.slices import Slices
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

FEW = 50
"""So many people are changed within a picture or two."""

Steps = Generator[tuple[int, int], None, None]
"""Yields how much is done, and of how much; closed before its end, it takes back everything."""


class WorkingDialog(DialogFrame):
    """Works while the window stays alive. Closing it leaves everything as it was."""

    def __init__(self, host: DialogHost, title: str, steps: Steps) -> None:
        super().__init__(host.dialog_parent(), title, width=420)
        self.setObjectName("working")
        self.problem = ""
        self.words = TextLabel(_("Making them findable"), "body", "text2")
        self.bar = ProgressBar()
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.cancel = self.add_button(_("Cancel"), Kind.STANDARD)
        self.cancel.clicked.connect(self.dismiss)
        self.slices = Slices(
            steps, lambda _nothing: self.accept(), self._refused, told=self._show, parent=self
        )
        self.rejected.connect(self.slices.stop)

    def _show(self, step: tuple[int, int]) -> None:
        done, total = step
        self.bar.show_progress(done, total)
        self.words.setText(_("{done} of {total}").format(done=done, total=total))

    def _refused(self, error: RelmgrError) -> None:
        self.problem = str(error)
        self.accept()


def work(context: Context, host: DialogHost, title: str, count: int, steps: Steps) -> WorkingDialog | None:
    """Change `count` people by `steps`; the dialog, where they are many. What goes wrong is said."""
    if count <= FEW:
        with shown(context.signals):
            for _step in steps:
                pass
        return None
    dialog = WorkingDialog(host, title, steps)

    def end() -> None:
        if dialog.problem:
            context.signals.problem.emit(dialog.problem)

    dialog.accepted.connect(end)
    host.open_dialog(dialog, dialog.cancel)
    return dialog


__all__ = ["FEW", "WorkingDialog", "work"]
