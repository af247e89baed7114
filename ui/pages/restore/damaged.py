"""The file is damaged: what happened, what is safe, and three ways out (quality.md §2, "Damage")."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relmgr.i18n import _
from ui.pages.centred import FaultFace
from ui.widgets.buttons import Button, Kind
from ui.widgets.sections import Hairline, Sheet
from ui.widgets.titled_row import TitledRow

_BEFORE_THE_FOOT = 4


class DamagedFace(FaultFace):
    """Nothing is written to the file while this is shown."""

    restore_asked = Signal()
    rescue_asked = Signal()
    read_asked = Signal()
    retry_kind = Kind.STANDARD

    def __init__(self, sentence: str, *, can_rescue: bool, can_read: bool) -> None:
        super().__init__(sentence, title=_("Your file is damaged") if can_read else "")
        self.restore = Button(_("Choose a backup…"), Kind.PRIMARY, icon="history")
        self.rescue = Button(_("Rescue"), icon="download")
        self.read = Button(_("Only read"), icon="book-open")
        sheet = Sheet(padding=0)
        rows = [
            (
                _("Restore a backup"),
                self.restore,
                _("You see what is in it first. The damaged file is kept in a folder of its own."),
                True,
            ),
            (
                _("Rescue what can be read"),
                self.rescue,
                _(
                    "Each page that is sound is read into a new file, and you are told what is lost. "
                    "The damaged one is kept."
                ),
                can_rescue,
            ),
            (
                _("Go on reading"),
                self.read,
                _("What can be shown is shown and can be exported. Nothing is written."),
                can_read,
            ),
        ]
        for words, button, note, is_offered in rows:
            if is_offered:
                if sheet.column.count():
                    sheet.column.addWidget(Hairline(inset=16))
                sheet.column.addWidget(TitledRow(words, button, note))
        for button, asked in (
            (self.restore, self.restore_asked),
            (self.rescue, self.rescue_asked),
            (self.read, self.read_asked),
        ):
            button.clicked.connect(asked)
        self.column.insertWidget(_BEFORE_THE_FOOT, sheet)
        self.column.insertSpacing(_BEFORE_THE_FOOT + 1, 20)

    def first_focus(self) -> QWidget:
        """The way most people need."""
        return self.restore
