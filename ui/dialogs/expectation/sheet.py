"""The sheet of what was agreed with a person: to read, to copy, to save as a page or a PDF (E6)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.paths import replace_file
from relmgr.services import people
from relmgr.services.expectations.sheet import AgreementSheet, sheet
from relmgr.transfer import agreement_text
from ui import card_print
from ui.context import Context, DialogHost, Navigator
from ui.errors import shown
from ui.faces import portrait_of
from ui.formats import file_name
from ui.theme import metrics
from ui.widgets.buttons import Kind
from ui.widgets.dialog import DialogFrame
from ui.widgets.text import TextLabel


class SheetDialog(DialogFrame):
    """What they may read, and nothing else. Copying and saving leave the file as it is."""

    def __init__(self, context: Context, host: DialogHost, person_id: PersonId) -> None:
        made = sheet(context.store, person_id, context.today())
        found = people.rows(context.store, [person_id], context.today())
        portrait = portrait_of(context.store, found[0]) if found else None
        super().__init__(
            host.dialog_parent(), agreement_text.title(made), width=metrics.DIALOG, portrait=portrait
        )
        self._context, self.sheet = context, made
        self.ask_where: Callable[[QWidget, str, str], str] = _ask_where
        """Asks where to save; "" where the user does not want it any more."""
        self._fill(made)
        self._add_buttons(made)

    def _fill(self, made: AgreementSheet) -> None:
        self.body.setSpacing(4)
        for line in agreement_text.heading_lines(made):
            self.body.addWidget(TextLabel(line, "body", "text2", self, wrap=True))
        if made.is_empty:
            self.body.addSpacing(8)
            nothing = _(
                "Nothing is agreed at the moment. What you agree on the board or the card stands here."
            )
            self.body.addWidget(TextLabel(nothing, "body_large", "text2", self, wrap=True))
        for block in agreement_text.blocks(made):
            self.body.addSpacing(10)
            self.body.addWidget(TextLabel(block.heading, "section", "text", self))
            for each in block.lines:
                self._add_line(each.strong, each.rest, each.end)

    def _add_line(self, strong: str, rest: str, end: str) -> None:
        if strong:
            self.body.addSpacing(4)
            words = _("{what}, {when}").format(what=strong, when=end) if end else strong
            self.body.addWidget(TextLabel(words, "body_strong", "text", self, wrap=True))
        else:
            self.body.addWidget(TextLabel(rest, "body", "text2", self, wrap=True))

    def _add_buttons(self, made: AgreementSheet) -> None:
        self.page_button = self.add_button(_("Save as page…"), icon="download")
        self.page_button.clicked.connect(lambda _checked=False: self.save_page())
        self.pdf_button = self.add_button(_("Save as PDF…"), icon="download")
        self.pdf_button.clicked.connect(lambda _checked=False: self.save_pdf())
        self.copy_button = self.add_button(_("Copy"), Kind.PRIMARY, icon="copy", shortcut="Ctrl+Return")
        self.copy_button.clicked.connect(lambda _checked=False: self.copy())
        for button in (self.page_button, self.pdf_button, self.copy_button):
            button.setEnabled(not made.is_empty)

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(agreement_text.text(self.sheet))
        self._context.signals.message.emit(_("Copied. Paste it into a mail."))
        self.accept()

    def save_page(self) -> None:
        """Write it as a page, where the user says."""
        self._save(agreement_text.html(self.sheet).encode(), ".html", _("Page (*.html)"))

    def save_pdf(self) -> None:
        """Write it as a PDF, where the user says."""
        html = agreement_text.html(self.sheet)
        self._save(card_print.pdf_of(html, agreement_text.title(self.sheet)), ".pdf", _("PDF (*.pdf)"))

    def _save(self, content: bytes, ending: str, kinds: str) -> None:
        name = _("What we agreed, {name}").format(name=file_name(self.sheet.name))
        path = self.ask_where(self, str(Path.home() / f"{name}{ending}"), kinds)
        if not path:
            return
        target = Path(path) if Path(path).suffix else Path(path).with_suffix(ending)
        with shown(self._context.signals):
            replace_file(target, content)
            self._context.signals.message.emit(_("Saved as “{name}”.").format(name=target.name))
            self.accept()


def _ask_where(parent: QWidget, suggested: str, kinds: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(parent, _("Save what we agreed"), suggested, kinds)
    return path


def open_sheet(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> SheetDialog:
    """Open the sheet of what was agreed with a person. Raises NotFoundError."""
    dialog = SheetDialog(context, host, person_id)
    host.open_dialog(dialog, dialog.copy_button if dialog.copy_button.isEnabled() else dialog.cross)
    return dialog
