"""The form in a dialog: saves with Ctrl+Return, says errors under their fields, and never drops typed text unasked."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from relmgr.errors import HiddenError, InputError, RelmgrError
from relmgr.i18n import _
from ui.context import Context, DialogHost
from ui.dialogs.form.rows import FormRow
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields import DateField
from ui.widgets.marks import IconLabel
from ui.widgets.portrait import PortraitSpec
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel

FORM_WIDTH = 600
_GAP = 12


class FormDialog(DialogFrame):
    """A dialog that edits one thing. Its children fill `body`, then call `show_form`, and write in `save`."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        title: str,
        *,
        width: int = FORM_WIDTH,
        portrait: PortraitSpec | None = None,
        save_text: str = "",
    ) -> None:
        super().__init__(host.dialog_parent(), title, width=width, portrait=portrait)
        self.context = context
        self._dialog_host = host
        self._rows: dict[str, FormRow] = {}
        self._before: tuple[object, ...] = ()
        self._is_asking = False
        self.body.setSpacing(_GAP)
        self._build_foot(save_text)

    # Making

    def add_row(
        self, label: str, field: QWidget, name: str = "", *, head: int = metrics.FIELD, note: str = ""
    ) -> FormRow:
        """Add a field; `name` is what an InputError calls it."""
        row = FormRow(label, field, head=head, note=note)
        if name:
            self._rows[name] = row
        self.body.addWidget(row)
        return row

    def add_section(self, title: str = "") -> None:
        """Begin another part of the form: a hairline, and its heading if it has one."""
        self.body.addSpacing(4)
        self.body.addWidget(Hairline(role="hairline_raised"))
        if title:
            self.body.addWidget(TextLabel(title, "section", "text"))

    def add_remove(self, text: str, remove: Callable[[], object]) -> Button:
        """Add the button that removes what is edited: no question, undo brings it back."""
        button = Button(text, Kind.DESTRUCTIVE, raised=True, parent=self)
        button.clicked.connect(lambda: self.do(remove))
        self.foot.insertWidget(0, button)
        self._own.append(button)
        return button

    def add_own(self, button: Button) -> None:
        """Add a button of the form's own before Cancel."""
        self.foot.insertWidget(self.foot.indexOf(self.cancel_button), button)
        self._own.append(button)

    def name_row(self, name: str, row: FormRow) -> None:
        """Let `row`, placed by the dialog itself, show the errors of the field `name`."""
        self._rows[name] = row

    def row(self, name: str) -> FormRow:
        """The row of the field `name`. Raises KeyError."""
        return self._rows[name]

    def _build_foot(self, save_text: str) -> None:
        words = QWidget(self)
        # A column: beside each other, words of several lines would be cut to the height of one.
        line = QVBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        self.note = IconLabel(
            "info", "", style="small", role="text2", icon_size=metrics.ICON_INLINE, wrap=True
        )
        self.problem = IconLabel(
            "circle-alert",
            "",
            style="small",
            role="danger",
            icon_role="danger",
            icon_size=metrics.ICON_INLINE,
            wrap=True,
        )
        self._question = TextLabel(_("Discard what you typed?"), "body_strong", "text")
        for widget in (self.note, self.problem, self._question):
            line.addWidget(widget)
            widget.hide()
        line.addStretch(1)
        self.add_note(words)
        self.cancel_button = self.add_cancel()
        self.save_button = self.add_save(save_text)
        self.save_button.clicked.connect(lambda: self.do(self.save))
        self.discard_button = self.add_button(_("Discard"), Kind.DESTRUCTIVE)
        self.discard_button.clicked.connect(self.reject)
        self.keep_button = self.add_button(_("Keep writing"))
        self.keep_button.clicked.connect(self._keep_writing)
        self.discard_button.hide()
        self.keep_button.hide()
        self._own: list[QWidget] = [self.cancel_button, self.save_button]

    def set_note(self, sentence: str) -> None:
        """Say at the foot what else saving will change; "" for nothing."""
        self.note.set_text(sentence)
        self.note.setVisible(bool(sentence) and not self._is_asking and self.problem.isHidden())

    # Showing and closing

    def show_form(self, focus: QWidget | None = None) -> None:
        """Open the form as it stands now: what differs later was typed."""
        self.note_content()
        self._dialog_host.open_dialog(self, focus)
        try:
            self.context.store.require_names()
        except HiddenError as error:  # before anything is typed in vain
            self._show_problem(str(error))
            for button in self._own:
                button.setEnabled(button is self.cancel_button)

    def note_content(self) -> None:
        """What the form holds now counts as not typed."""
        self._before = _content(self)

    def is_changed(self) -> bool:
        """Whether anything was typed or chosen since the form was opened."""
        return _content(self) != self._before

    def dismiss(self) -> None:
        if self._is_asking:
            self._keep_writing()
        elif self.is_changed():
            self._ask()
        else:
            self.reject()

    def _ask(self) -> None:
        self._is_asking = True
        self._show_question(True)
        self.keep_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep_writing(self) -> None:
        self._is_asking = False
        self._show_question(False)
        (self._first() or self.cross).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_question(self, on: bool) -> None:
        for widget in self._own:
            widget.setVisible(not on)
        for widget in (self._question, self.discard_button, self.keep_button):
            widget.setVisible(on)
        has_problem = bool(self.problem.label.text())
        self.problem.setVisible(has_problem and not on)
        self.note.setVisible(bool(self.note.label.text()) and not has_problem and not on)

    # Saving

    def save(self) -> None:
        """Write what the form holds. Raises RelmgrError where it cannot be kept."""
        raise NotImplementedError

    def press_primary(self) -> None:
        if not self._is_asking:
            super().press_primary()

    def do(self, write: Callable[[], object], *, closes: bool = True) -> None:
        """Do it and close, unless it is to stay open; where it is refused, say why and keep everything as it was typed."""
        self.clear_errors()
        try:
            write()
        except InputError as error:
            self.show_error(error)
        except RelmgrError as error:
            self._show_problem(str(error))
        else:
            if closes:
                self.accept()

    def clear_errors(self) -> None:
        """Take away what was said to be wrong."""
        for row in self._rows.values():
            row.set_error("")
        self._show_problem("")

    def show_error(self, error: InputError) -> None:
        """Say what is wrong under the field it names, or at the foot."""
        row = self._rows.get(error.field)
        if row is None:
            self._show_problem(str(error))
            return
        row.set_error(str(error))
        self.reveal(row)
        target = row.field.focusProxy() or row.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, widget: QWidget) -> None:
        """Bring `widget` into view."""
        widget.show()
        self._scroll.ensureWidgetVisible(widget, 0, 24)

    def _show_problem(self, sentence: str) -> None:
        self.problem.set_text(sentence)
        self.problem.setAccessibleName(sentence)
        self.problem.setVisible(bool(sentence))
        self.note.setVisible(bool(self.note.label.text()) and not sentence)


def _content(form: QWidget) -> tuple[object, ...]:
    """What is typed and chosen in all fields of `form`."""
    found: list[object] = []
    for child in form.findChildren(QWidget):
        if isinstance(child, QLineEdit):
            found.append(child.text())
        elif isinstance(child, QTextEdit):
            found.append(child.toPlainText())
        elif isinstance(child, QComboBox):
            found.append(child.currentIndex())
        elif isinstance(child, DateField):
            found.append(child.value())
        elif isinstance(child, QAbstractButton) and child.isCheckable():
            found.append(child.isChecked())
    return tuple(found)
