"""Everything about one person as a file for them to see: all of it, or without what is my own view of us (X3)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.paths import replace_file
from relmgr.services import people
from relmgr.services.whole import Scope
from relmgr.transfer.exporting import Form, elsewhere
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog
from ui.formats import file_name
from ui.widgets.text import TextLabel


class RecordDialog(FormDialog):
    """Which form, and how much of it; the system's dialog asks where."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        known = people.details(context.store, person_id)
        title = _("Everything about {name}").format(name=known.first_name)
        super().__init__(context, host, title, save_text=_("Choose where…"))
        self.ask_where: Callable[[QWidget, str, str], str] = _ask_where
        """Asks where to save; "" where the user does not want it any more."""
        self.path = Path()
        """Where the file was written, once it was."""
        self._person, self._name = person_id, known.name
        self.words = TextLabel(
            _(
                "Everything that is kept of {name}: the record, conversations, promises, history, what was imported, "
                "photo included. Sensitive facts are marked."
            ).format(name=known.first_name),
            "body",
            "text2",
            self,
            wrap=True,
        )
        self.body.addWidget(self.words)
        self.form: Choice[Form] = Choice([(form, form.heading) for form in (Form.HTML, Form.JSON)], Form.HTML)
        self.add_row(_("Form"), self.form)
        self.scope: Choice[Scope] = Choice(
            [
                (Scope.EVERYTHING, _("Everything, my own view too")),
                (Scope.WITHOUT_MY_VIEW, _("Without my own view of us")),
            ],
            Scope.EVERYTHING,
        )
        self.add_row(_("How much"), self.scope)
        self.law = TextLabel(
            _(
                "If you keep somebody for your work, laws such as the GDPR give them a right to all of it, your opinions "
                "of them included. Leaving out your own view is for what you keep in private."
            ),
            "small",
            "text2",
            self,
            wrap=True,
        )
        self.body.addWidget(self.law)
        self.set_note(_("The file is not encrypted: delete it when you no longer need it."))

    def save(self) -> None:
        """Ask where to and write it. Raises RelmgrError."""
        form = self.form.value()
        kinds = f"{form.heading} (*{form.suffix})"
        answer = self.ask_where(self, str(Path.home() / f"{file_name(self._name)}{form.suffix}"), kinds)
        if not answer:
            return
        target = Path(answer) if Path(answer).suffix else Path(answer).with_suffix(form.suffix)
        context = self.context
        text = elsewhere.single(form, context.store, self._person, context.now(), self.scope.value())
        replace_file(target, text.encode("utf-8", "replace"))
        self.path = target
        context.signals.message.emit(_("Written to “{path}”.").format(path=target))
        self.accept()

    def do(self, write: Callable[[], object], *, closes: bool = True) -> None:
        """It stays open where no place was chosen."""
        super().do(write, closes=False)

    def is_changed(self) -> bool:
        return False


def _ask_where(parent: QWidget, suggested: str, kinds: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(parent, _("Everything about somebody"), suggested, kinds)
    return path


def open_record(
    context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId
) -> RecordDialog:
    """Open the form of somebody's record. Raises NotFoundError."""
    dialog = RecordDialog(context, host, person_id)
    dialog.show_form(dialog.form)
    return dialog
