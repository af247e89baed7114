"""What a rescue read, and what is lost, by what it is about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from relmgr.backup import Rescued
from relmgr.i18n import _, ngettext
from relmgr.services.whole.words import part_words
from ui.pages.centred import CentredFace
from ui.widgets.buttons import Button, Kind
from ui.widgets.sections import Hairline, Sheet
from ui.widgets.text import TextLabel
from ui.widgets.titled_row import TitledRow


class ReportFace(CentredFace):
    """The rescued file stands already; the button opens it."""

    open_asked = Signal()

    def __init__(self, rescued: Rescued, replaced: str) -> None:
        super().__init__(560)
        read = ngettext("{count} entry was read.", "{count} entries were read.", rescued.read)
        lost = ngettext("{count} is known to be lost.", "{count} are known to be lost.", rescued.lost)
        words = [read.format(count=f"{rescued.read:n}"), lost.format(count=f"{rescued.lost:n}")]
        if rescued.nameless:
            words.append(
                ngettext(
                    "{count} person lost the name and is called by a number; what you noted about them is there.",
                    "{count} people lost their names and are called by a number; what you noted about them is there.",
                    rescued.nameless,
                ).format(count=rescued.nameless)
            )
        words.append(_("The damaged file is kept in “{folder}”.").format(folder=replaced))
        for widget, after in (
            (TextLabel(_("What could be read is rescued"), "page_title", "text", wrap=True), 12),
            (TextLabel(" ".join(words), "lead", "text2", wrap=True), 20),
        ):
            self.column.addWidget(widget)
            self.column.addSpacing(after)
        harmed = [one for one in rescued.tables if one.lost]
        sheet = Sheet(padding=0)
        for one in harmed:
            if sheet.column.count():
                sheet.column.addWidget(Hairline(inset=16))
            note = _("{read} read, {lost} lost").format(read=f"{one.read:n}", lost=f"{one.lost:n}")
            sheet.column.addWidget(TitledRow(part_words(one.name), None, note))
        if harmed:
            self.column.addWidget(sheet)
            self.column.addSpacing(20)
        self.open = Button(_("Open my file"), Kind.PRIMARY)
        self.open.clicked.connect(self.open_asked)
        self.column.addWidget(self.open)

    def first_focus(self) -> QWidget:
        """On to the file."""
        return self.open
