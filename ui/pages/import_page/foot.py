"""The foot of the import: what is happening, Cancel, and the button that leads on; and parts of the page above it."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _, ngettext
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.buttons import Kind as ButtonKind
from ui.widgets.painting import hairline
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

FOOT = 68


class Foot(QWidget):
    """What is happening, Cancel and Import."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(themes.current().scaled(FOOT))
        self.state = TextLabel("", "body_strong", "text", self)
        self.note = TextLabel("", "small", "text2", self)
        self.report = LinkButton(_("Save the report"), parent=self)
        self.same = LinkButton("", parent=self)
        self.bar = ProgressBar(self)
        self.cancel = Button(_("Cancel"), parent=self)
        self.go = Button(_("Import"), ButtonKind.PRIMARY, parent=self)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.state)
        words.addWidget(self.note, 1)
        words.addWidget(self.same)
        words.addWidget(self.report)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addStretch(1)
        left.addLayout(words)
        left.addWidget(self.bar)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(metrics.PAGE_EDGE, 0, metrics.PAGE_EDGE, 0)
        row.setSpacing(20)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)

    def show_reading(self, count: int, total: int) -> None:
        """How many cards were read so far, or how many of so many entries of an archive."""
        if total:
            words = _("{done} of {total} entries looked through")
            self.note.setText(words.format(done=count, total=total))
            return
        self.note.setText(ngettext("{count} card so far", "{count} cards so far", count).format(count=count))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.sunken)
        hairline(painter, palette.hairline, (0, 0), (self.width(), 0))


def under(header: QWidget | None, body: QWidget) -> QWidget:
    """A part of the page: its words above the columns, and what stands below."""
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    if header is not None:
        layout.addWidget(header)
    layout.addWidget(body, 1)
    return part
