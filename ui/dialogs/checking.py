"""Looks the file over while the window goes on living, and says in words what was found and what to do (S4)."""

from relmgr.i18n import _, ngettext
from relmgr.services.check import Beside, CheckReport, check_in_steps, look_beside
from relmgr.vault import DatabaseKey, Unlocked
from ui.context import Context, DialogHost, Navigator
from ui.slices import Slices
from ui.tasks import Task
from ui.widgets.dialog import DialogFrame
from ui.widgets.progress import ProgressBar
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel


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
        self._slices: Slices | None = None
        self._task: Task | None = None
        if context.unlocked is None:
            self._look(None)
        else:
            self._look_beside(context.unlocked)
        self.closed.connect(self._give_up)

    def _look_beside(self, unlocked: Unlocked) -> None:
        """Structure and ties, in a thread on a connection of its own: large tables are read in one piece."""
        path, key, vault_id = unlocked.profile.database, DatabaseKey(unlocked.key.raw()), unlocked.vault_id

        def work(task: Task) -> Beside:
            try:
                return look_beside(
                    path, key, vault_id, goes_on=lambda: not task.is_cancelled(), progress=task.report
                )
            finally:
                key.forget()

        self._task = self._context.tasks.run_counted(
            work, self._look, lambda error: self._end(str(error)), self._tell_first_half
        )

    def _tell_first_half(self, at: int, of: int) -> None:
        self.progress.show_progress(at, 2 * of)

    def _look(self, beside: Beside | None) -> None:
        """The rest, in slices on the window's thread."""
        first = 0 if beside is None else 1
        self._slices = Slices(
            check_in_steps(self._context.store, beside),
            self._show,
            lambda error: self._end(str(error)),
            told=lambda step: self.progress.show_progress(first * step[1] + step[0], (1 + first) * step[1]),
            waits=lambda: self._context.store.is_busy,
            parent=self,
        )

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._slices is not None:
            self._slices.stop()

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
