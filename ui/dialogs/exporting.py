"""Giving people out: whom, in which form and where to; what each form carries and leaves out; how far it is, and what was made (X3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from relmgr import clock
from relmgr.domain import people_filter
from relmgr.domain.ids import PersonId
from relmgr.domain.people_filter import PeopleFilter
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.paths import replace_file
from relmgr.services import filters, labels, people
from relmgr.transfer.exporting import Exporter, Filed, Form, elsewhere
from relmgr.transfer.spreadsheets.our_marks import NEUTRALISED_NAME
from relmgr.transfer.vcard import Dialect
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog
from ui.formats import file_name
from ui.tasks import Task
from ui.widgets.buttons import Button
from ui.widgets.fields import CheckBox
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

SLICE_SECONDS = 0.010
"""How long reading keeps the window waiting before it looks at the keyboard again; one slice more may follow."""
_WITH_FACTS = frozenset({Form.VCARD4, Form.VCARD3, Form.GOOGLE_CSV, Form.OUTLOOK_CSV})
_NARROWEST = 120


@dataclass(frozen=True, slots=True)
class Whom:
    """Who is given out: these people, or all of whom a filter holds; neither means everybody."""

    ids: tuple[PersonId, ...] = ()
    query: str = ""
    """The filter, as it is kept."""


EVERYBODY = Whom()


class ExportDialog(FormDialog):
    """It only reads. Escape and Cancel stop it while it reads; then there is no file, or the old one as it was."""

    def __init__(self, context: Context, host: DialogHost, ids: Sequence[PersonId] = ()) -> None:
        super().__init__(context, host, _("Export"), save_text=_("Choose where…"))
        self.ask_where: Callable[[QWidget, str, str], str] = _ask_where
        """Asks where to save; "" where the user does not want it any more."""
        self.path = Path()
        """Where the file was written, once it was."""
        self._ids = tuple(ids)
        self._filed: Filed | None = None
        self._whole: elsewhere.Writing | None = None
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._step)
        self._fill()
        self._build_end()
        self._change()

    # The form

    def _fill(self) -> None:
        whom = _choices(self.context, self._ids)
        self.whom: Choice[Whom] = Choice(whom, whom[0][0])
        self.add_row(_("Whom"), _as_wide_as_there_is(self.whom))
        forms = [form for form in elsewhere.offered() if not form.is_single or len(self._ids) == 1]
        first = Form.SHARE if len(self._ids) == 1 else Form.VCARD4
        self.form: Choice[Form] = Choice([(form, form.heading) for form in forms], first)
        self.form_row = self.add_row(_("Form"), _as_wide_as_there_is(self.form))
        self.words = TextLabel("", "body", "text2", self, wrap=True)
        self.body.addWidget(self.words)
        self.dialect: Choice[Dialect] = Choice(
            [(Dialect.APPLE, "Apple"), (Dialect.GOOGLE, "Google"), (Dialect.OUTLOOK, "Outlook")],
            Dialect.APPLE,
        )
        self.dialect_row = self.add_row(_("For"), self.dialect)
        self.whole = CheckBox(_("Also facts that are not fine to mention"))
        self.body.addWidget(self.whole)
        for choice in (self.form, self.whom):
            choice.currentIndexChanged.connect(self._change)
        self.set_note(_("The file is not encrypted."))

    def _build_end(self) -> None:
        self.end = QWidget(self)
        column = QVBoxLayout(self.end)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.bar = ProgressBar(self.end)
        self.said = TextLabel("", "body", "text", self.end, wrap=True)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        self.body.addWidget(self.end)
        self.end.hide()
        self.folder_button = Button(_("Open the folder"), icon="folder-open", raised=True, parent=self)
        self.folder_button.clicked.connect(self._open_folder)
        self.add_own(self.folder_button)
        self.folder_button.hide()

    def _change(self) -> None:
        form = self.form.value()
        self.words.setText(form.words)
        self.dialect_row.setVisible(form is Form.VCARD3)
        self.whole.setVisible(form in _WITH_FACTS)
        self.whom.setEnabled(not form.is_whole)

    # Doing it

    def do(self, write: Callable[[], object], *, closes: bool = True) -> None:
        """It stays open to say how far it is and what was made."""
        super().do(write, closes=False)

    def save(self) -> None:
        """Ask where to and begin; when all is made, the button closes. Raises RelmgrError."""
        if self.path.name:
            self.accept()
            return
        form = self.form.value()
        kinds = f"{form.heading} (*{form.suffix})"
        answer = self.ask_where(self, str(Path.home() / f"{self._suggested(form)}{form.suffix}"), kinds)
        if answer:
            target = Path(answer) if Path(answer).suffix else Path(answer).with_suffix(form.suffix)
            self._begin(form, target)

    def _suggested(self, form: Form) -> str:
        if form is Form.CSV:
            return NEUTRALISED_NAME
        if form is Form.ICS:
            return _("Reminders")
        whom = self.whom.value()
        if len(whom.ids) == 1:
            return file_name(self.whom.currentText())
        return _("People")

    def _begin(self, form: Form, target: Path) -> None:
        context = self.context
        self._target = target
        if form.is_whole:
            self._whole = elsewhere.whole(form, context.store, target, context.now())
        elif form.is_single:
            text = elsewhere.single(form, context.store, self._ids[0], context.now())
            replace_file(target, text.encode("utf-8", "replace"))
            self._finish_up(1)
            return
        else:
            exporter = Exporter(
                context.store,
                form,
                self._people(),
                context.today(),
                self.dialect.value(),
                discreet=not (self.whole.isChecked() and form in _WITH_FACTS),
            )
            self._filed = Filed(exporter, target)
        self._show_work(True)
        self._timer.start()

    def _people(self) -> tuple[PersonId, ...] | None:
        whom = self.whom.value()
        if whom.query:
            chosen = people_filter.read(whom.query)
            return people.list_chosen(self.context.store, self.context.today(), chosen)
        return whom.ids or None

    def _step(self) -> None:
        """Read for some milliseconds; show how far it is."""
        work = self._whole or self._filed
        if work is None:
            return
        began, goes_on = clock.monotonic(), True
        try:
            while goes_on and clock.monotonic() - began < SLICE_SECONDS:
                goes_on = work.step()
        except RelmgrError as error:
            self._fail(error)
            return
        if work.total:
            self.bar.show_progress(work.done, work.total)
            self.said.setText(_("{done} of {total}").format(done=work.done, total=work.total))
        if goes_on:
            return
        self._timer.stop()
        if self._filed is None:
            self._finish_up(work.done)
        else:
            self.said.setText(_("Writing the file"))
            self._task = self.context.tasks.run(self._filed.finish, self._finish_up, self._fail)

    def _fail(self, error: RelmgrError) -> None:
        self._stop()
        self._show_work(False)
        self._show_problem(str(error))

    def _finish_up(self, count: int) -> None:
        self._whole = self._filed = self._task = None
        self.path = self._target
        form = self.form.value()
        if form in (Form.ARCHIVE, Form.ICS):
            words = ngettext("{count} entry is in “{path}”.", "{count} entries are in “{path}”.", count)
        else:
            words = ngettext("{count} person is in “{path}”.", "{count} people are in “{path}”.", count)
        self._show_work(True)
        self.said.setText(words.format(count=count, path=self.path))
        self.bar.hide()
        self.set_note(_("The file is not encrypted: delete it when you no longer need it."))
        self.cancel_button.hide()
        self.folder_button.show()
        self.save_button.setText(_("Close"))
        self.save_button.setEnabled(True)
        self.save_button.setFocus()

    def _show_work(self, on: bool) -> None:
        for widget in (self.whom, self.form, self.dialect, self.whole):
            widget.setEnabled(not on)
        self.bar.setVisible(on)
        self.end.setVisible(on)
        self.save_button.setEnabled(not on)
        if not on:
            self._change()

    # Leaving

    def is_changed(self) -> bool:
        return False

    def dismiss(self) -> None:
        self._stop()
        super().dismiss()

    def _stop(self) -> None:
        """Nothing is written after this, unless the disk has the file already."""
        self._timer.stop()
        if self._whole is not None:
            self._whole.cancel()
        if self._task is not None:
            self._task.cancel()  # the file may be there already
        elif self._filed is not None:
            self._filed.cancel()
        self._whole = self._filed = self._task = None

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent)))


def _choices(context: Context, ids: tuple[PersonId, ...]) -> list[tuple[Whom, str]]:
    """Those in question first, then everybody, the saved filters and the labels."""
    made: list[tuple[Whom, str]] = []
    if ids:
        found = people.rows(context.store, ids[:1], context.today())
        name = found[0].name if found else ""
        words = ngettext("{count} person", "{count} people", len(ids)).format(count=len(ids))
        made.append((Whom(ids), name if len(ids) == 1 and name else words))
    made.append((EVERYBODY, _("Everybody")))
    for one in filters.saved(context.store):
        made.append((Whom(query=one.query), _("Filter: {name}").format(name=one.name)))
    for label in labels.all_labels(context.store):
        query = people_filter.write(PeopleFilter(label=label.name))
        made.append((Whom(query=query), _("Label: {name}").format(name=label.name)))
    return made


def _as_wide_as_there_is(choice: QWidget) -> QWidget:
    """Words of one's own may be longer than the form is wide."""
    choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    choice.setMinimumWidth(_NARROWEST)
    return choice


def _ask_where(parent: QWidget, suggested: str, kinds: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(parent, _("Export"), suggested, kinds)
    return path


def open_export(
    context: Context, navigator: Navigator, host: DialogHost, ids: Sequence[PersonId] = ()
) -> ExportDialog:
    """Open the form for these people, or for everybody."""
    dialog = ExportDialog(context, host, ids)
    dialog.show_form(dialog.form if ids else dialog.whom)
    return dialog
