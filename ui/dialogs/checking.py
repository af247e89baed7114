"""Looks the file over while the window goes on living, and says in words what was found and what to do (S4)."""

from collections.abc import Generator

from PySide6.QtCore import QTimer

from relmgr.clock import monotonic
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.services.check import CheckReport, check_in_steps
from ui.context import Context, DialogHost, Navigator
from ui.widgets.dialog import DialogFrame
from ui.widgets.progress import ProgressBar
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel

_SLICE_SECONDS = 0.012
"""The window gets its turn after that: sixty times a second."""


class CheckDialog(DialogFrame):
    """Begins at once; closing it stops looking. It changes nothing."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("Looking the file over"), width=560)
        self._context = context
        self._navigator = navigator
        self.report: CheckReport | None = None
        """What was found, once all is looked at."""
        self.sentence = TextLabel(
            _("Everything is looked at: structure, ties, lists and search."), "body", "text2", wrap=True
        )
        self.progress = ProgressBar()
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.progress)
        self.stop = self.add_cancel()
        self._steps: Generator[tuple[int, int], None, CheckReport] = check_in_steps(context.store)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)
        self.closed.connect(self._timer.stop)

    def _go_on(self) -> None:
        if self._context.store.is_busy:
            return
        until = monotonic() + _SLICE_SECONDS
        try:
            while monotonic() < until:
                at, of = next(self._steps)
                self.progress.show_progress(at, of)
        except StopIteration as end:
            self._show(end.value)
        except RelmgrError as error:
            self._end(str(error))

    def _show(self, report: CheckReport) -> None:
        self.report = report
        count = len(report.faults)
        told = ngettext(
            "{count} thing is not as it should be.", "{count} things are not as they should be.", count
        )
        self._end(_("All is well.") if report.is_sound else told.format(count=count))
        if not report.is_sound:
            self._list(_("What is not as it should be"), report.faults)
            self.body.addWidget(
                TextLabel(
                    _("Nothing was changed. Keep the folder as it is, and go back to your newest good copy."),
                    *("body", "text"),
                    wrap=True,
                )
            )
            self.help = self.add_button(_("What to do now"))
            self.help.clicked.connect(lambda _checked=False: self._navigator.open_guide("locked-or-lost"))
        if report.looked_at:
            self._list(_("What was looked at"), report.looked_at)
        self.body.addWidget(Heading(_("How much there is")))
        names = _counted()
        counts = [(names[name], count) for name, count in report.counts.items() if name in names]
        words = [_("{what}: {count}").format(what=what, count=count) for what, count in counts]
        self.body.addWidget(TextLabel(_(" · ").join(words), "body", "text", wrap=True))

    def _end(self, sentence: str) -> None:
        self._timer.stop()
        self.progress.hide()
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        self.stop.setText(_("Close"))

    def _list(self, heading: str, sentences: tuple[str, ...]) -> None:
        self.body.addWidget(Heading(heading))
        for each in sentences:
            self.body.addWidget(TextLabel(each, "body", "text", wrap=True))


def _counted() -> dict[str, str]:
    return {
        "person": _("People"),
        "organisation": _("Organisations"),
        "conversation": _("Conversations"),
        "expectation": _("Expectations"),
        "milestone": _("Dates"),
        "reminder": _("Reminders"),
        "photo": _("Photos"),
    }


def open_check(context: Context, navigator: Navigator, host: DialogHost) -> CheckDialog:
    """Open it and begin."""
    dialog = CheckDialog(context, navigator, host)
    host.open_dialog(dialog)
    return dialog
