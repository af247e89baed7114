"""Which backup: those that are where they usually are, or a folder somebody names."""

from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from relmgr.backup import Backup
from relmgr.i18n import _
from ui.models.backups import what_words, when_words
from ui.pages.centred import CentredFace
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.sections import Hairline, Sheet
from ui.widgets.text import TextLabel
from ui.widgets.titled_row import TitledRow


class ListFace(CentredFace):
    """The newest first; nothing is opened before somebody chooses."""

    chosen = Signal(object)
    """A `Backup`."""
    folder_asked = Signal()
    back_asked = Signal()

    def __init__(self, backups: tuple[Backup, ...], zone: tzinfo, sentence: str = "") -> None:
        super().__init__(640)
        usual = _("Choose one to look inside. Nothing is changed until you say so.")
        none = _(
            "There is no backup where they usually are. Choose the folder with yours, such as on a memory stick."
        )
        lead = sentence or (usual if backups else none)
        for widget, after in (
            (TextLabel(_("Restore a backup"), "page_title", "text", wrap=True), 10),
            (TextLabel(lead, "lead", "text2", wrap=True), 20),
        ):
            self.column.addWidget(widget)
            self.column.addSpacing(after)
        self.looks: list[Button] = []
        sheet = Sheet(padding=0)
        for one in backups:
            button = Button(_("Look inside"))
            button.setAccessibleName(_("Look inside the backup of {when}").format(when=when_words(one, zone)))
            button.clicked.connect(partial(self._choose, one))
            self.looks.append(button)
            if sheet.column.count():
                sheet.column.addWidget(Hairline(inset=16))
            sheet.column.addWidget(TitledRow(when_words(one, zone), button, what_words(one)))
        if backups:
            self.column.addWidget(sheet)
            self.column.addSpacing(20)
        self.folder = Button(
            _("Choose a folder…"), Kind.STANDARD if backups else Kind.PRIMARY, icon="folder-open"
        )
        self.folder.clicked.connect(self.folder_asked)
        self.back = Button(_("Back"))
        self.back.clicked.connect(self.back_asked)
        row = QHBoxLayout()
        row.setSpacing(metrics.GAP)
        row.addWidget(self.folder)
        row.addWidget(self.back)
        row.addStretch(1)
        self.column.addLayout(row)

    def first_focus(self) -> QWidget:
        """The newest one, or the way to name a folder."""
        return self.looks[0] if self.looks else self.folder

    def _choose(self, one: Backup, _checked: bool = False) -> None:
        self.chosen.emit(one)
