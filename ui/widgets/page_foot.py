"""The foot of a page on which something long goes on: what is happening, how far it is, and the button that leads on."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme as themes
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind
from ui.widgets.painting import hairline
from ui.widgets.progress import ProgressBar
from ui.widgets.text import TextLabel

_HEIGHT = 68


class PageFoot(QWidget):
    """State, note and progress at the left, the primary button `go` at the right."""

    def __init__(self, parent: QWidget, go: str) -> None:
        super().__init__(parent)
        self.state = TextLabel("", "body_strong", "text", self)
        self.note = TextLabel("", "small", "text2", self)
        self.bar = ProgressBar(self)
        self.go = Button(go, Kind.PRIMARY, parent=self)
        self._words = QHBoxLayout()
        self._words.setSpacing(10)
        self._words.addWidget(self.state)
        self._words.addWidget(self.note, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addStretch(1)
        left.addLayout(self._words)
        left.addWidget(self.bar)
        left.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(metrics.PAGE_EDGE, 0, metrics.PAGE_EDGE, 0)
        self._row.setSpacing(20)
        self._row.addLayout(left, 1)
        self._row.addWidget(self.go)
        self.use_height()

    def add_link(self, link: QWidget) -> None:
        """Something quiet to press, behind the note."""
        self._words.addWidget(link)
        self.setTabOrder(link, self.go)

    def add_before(self, button: QWidget) -> None:
        """A further button before the one that leads on."""
        self._row.insertWidget(self._row.count() - 1, button)
        self.setTabOrder(button, self.go)

    def use_height(self) -> None:
        """As high as the text size asks."""
        self.setFixedHeight(themes.current().scaled(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.sunken)
        hairline(painter, palette.hairline, (0, 0), (self.width(), 0))
