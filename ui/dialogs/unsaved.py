"""What was typed and not saved when Relmgr was locked or closed: to copy, to go on with, or to throw away (S2)."""

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout

from relmgr.domain.unsaved import Unsaved
from relmgr.i18n import _
from relmgr.services import unsaved
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.widgets.buttons import Button, Kind, Size
from ui.widgets.dialog import DialogFrame
from ui.widgets.fields.text_area import TextArea
from ui.widgets.text import TextLabel


class UnsavedDialog(DialogFrame):
    """Each text under the name of where it was typed. Closing keeps them for the next time."""

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(host.dialog_parent(), _("What you were typing"), width=560)
        self._context = context
        self._navigator = navigator
        self.areas: list[TextArea] = []
        self.copies: list[Button] = []
        self.body.addWidget(
            TextLabel(
                _("It was not saved when Relmgr was locked or closed, so it was kept here, encrypted."),
                "body",
                "text2",
                wrap=True,
            )
        )
        for each in unsaved.kept(context.store):
            self._add(each)
        self.throw_away = self.add_button(_("Throw it away"), Kind.DESTRUCTIVE)
        self.throw_away.clicked.connect(self._throw_away)
        self.later = self.add_button(_("Keep it for later"))
        self.later.clicked.connect(self.dismiss)

    def _add(self, one: Unsaved) -> None:
        words = _("{where} · {field}").format(where=one.where, field=one.field) if one.field else one.where
        area = TextArea(name=words, lines=1, most_lines=6)
        area.setPlainText(one.text)
        area.setReadOnly(True)
        copy = Button(_("Copy"), size=Size.SMALL, icon="copy")
        copy.setAccessibleName(_("Copy: {what}").format(what=words))
        capture = Button(_("Go on in quick capture"), size=Size.SMALL, icon="pen-line")
        capture.setAccessibleName(_("Go on in quick capture: {what}").format(what=words))
        copy.clicked.connect(partial(self._copy, one.text))
        capture.clicked.connect(partial(self._capture, one.text))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(copy)
        row.addWidget(capture)
        row.addStretch(1)
        self.body.addWidget(TextLabel(words, "small_strong", "text2", wrap=True))
        self.body.addWidget(area)
        self.body.addLayout(row)
        self.areas.append(area)
        self.copies.append(copy)

    def _copy(self, text: str, _checked: bool = False) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.signals.message.emit(_("Copied. It leaves the clipboard when Relmgr is locked."))

    def _capture(self, text: str, _checked: bool = False) -> None:
        self.dismiss()
        self._navigator.log_conversation(None, text)

    def _throw_away(self, _checked: bool = False) -> None:
        with shown(self._context.signals):
            unsaved.forget(self._context.store)
            self.dismiss()


def open_unsaved(context: Context, navigator: Navigator, host: DialogHost) -> None:
    """Show what is kept, if anything is."""
    if unsaved.kept(context.store):
        dialog = UnsavedDialog(context, navigator, host)
        host.open_dialog(dialog, dialog.later)
