"""The section about the folder of cards: which one, how much of a card goes into it, and the last pass."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr.i18n import _
from ui.context import Context, DialogHost, Navigator
from ui.pages.settings.section import Section, buttons
from ui.widgets.buttons import Button
from ui.widgets.fields import CheckBox


class CardFolderSection(Section):
    """Off until a folder is chosen."""

    name = "card_folder"

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost) -> None:
        super().__init__(context, navigator, host, _("Folder of cards"))
        self.ask_where: Callable[[QWidget, str], str] = _ask_where
        """Asks for a folder; "" where the user does not want one any more."""
        self._said = ""
        self.choose_button = Button(_("Choose a folder…"), icon="folder-open")
        self.choose_button.clicked.connect(lambda _checked=False: self.choose())
        self.stop_button = Button(_("Stop"))
        self.stop_button.clicked.connect(lambda _checked=False: self.change(card_folder=""))
        self.row = self.add_row(
            _("Keep a folder of cards in step"), buttons(self.choose_button, self.stop_button), " "
        )
        self.whole = CheckBox(_("With private parts"))
        self.whole.toggled.connect(lambda on: self.change(card_folder_whole=on))
        self.whole_row = self.add_row(
            _("What the cards say"),
            self.whole,
            _(
                "Notes, family, dates, facts and how you met. Facts that are not fine to mention never go out."
            ),
        )
        self.sync_button = Button(_("Sync now"), icon="refresh-cw")
        self.sync_button.clicked.connect(lambda _checked=False: context.signals.sync_asked.emit(False))
        self.deletions_button = Button(_("Take deletions over"))
        self.deletions_button.clicked.connect(lambda _checked=False: context.signals.sync_asked.emit(True))
        self.sync_row = self.add_row(_("Last pass"), buttons(self.deletions_button, self.sync_button), " ")
        self.deletions_button.hide()
        context.signals.deletions_waiting.connect(self.deletions_button.setVisible)
        context.signals.synced.connect(self._synced)
        self.reload()

    def reload(self) -> None:
        chosen = self.context.settings
        is_on = bool(chosen.card_folder)
        self.row.set_note(
            _("“{folder}”. These files are not encrypted: whoever can read the folder can read them.").format(
                folder=chosen.card_folder
            )
            if is_on
            else _(
                "One vCard a person, for a phone or a CardDAV tool to follow. Changes on both sides meet, per field. "
                "The files are not encrypted."
            )
        )
        self.stop_button.setVisible(is_on)
        for row in self.sheet.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if self.sheet.column.indexOf(row) > 0:  # the rows after the first, and the lines between them
                row.setVisible(is_on)
        self.whole.blockSignals(True)
        self.whole.setChecked(chosen.card_folder_whole)
        self.whole.blockSignals(False)
        self.sync_row.set_note(self._said or _("It syncs by itself a few seconds after a change."))

    def choose(self) -> None:
        """Ask for a folder and keep it in step from now on."""
        start = self.context.settings.card_folder or str(Path.home())
        folder = self.ask_where(self, start)
        if folder:
            self.change(card_folder=str(Path(folder).absolute()))

    def _synced(self, sentence: str) -> None:
        self._said = sentence
        self.sync_row.set_note(sentence)


def _ask_where(parent: QWidget, start: str) -> str:
    return QFileDialog.getExistingDirectory(parent, _("Folder of cards"), start)
