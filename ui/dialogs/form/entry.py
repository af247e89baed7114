"""A line of a list inside a dialog: something kept, which a press opens."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.text import Run, TextLabel

_LEAST = 28
_MOST_LINES = 6
_RADIUS = 6


class EntryRow(QAbstractButton):
    """What is kept in its own words, what else is known of it in small ones, and perhaps a date at the far side."""

    def __init__(self, text: str, details: str = "", end: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(_(", ").join(part for part in (text, details, end) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        focus_frame.attach(self, _RADIUS)  # round it, not in it: its words begin at its very edge
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 5)
        row.setSpacing(metrics.GAP)
        words = QVBoxLayout()
        words.setSpacing(1)
        for shown, style, role in ((text, "body", "text"), (details, "small", "text3")):
            if shown:
                words.addWidget(self._label(Run(shown), style, role))
        row.addLayout(words, 1)
        if end:
            row.addWidget(self._label(Run(end), "date", "text3", wrap=False), 0, Qt.AlignmentFlag.AlignTop)

    def _label(self, run: Run, style: str, role: str, *, wrap: bool = True) -> TextLabel:
        label = TextLabel(run.text, style, role, self, wrap=wrap, max_lines=_MOST_LINES if wrap else 0)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return label

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return max(_LEAST, layout.heightForWidth(width) if layout is not None else 0)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        if self.underMouse():
            fill = palette.pressed if self.isDown() else palette.hover_raised
            box(painter, QRectF(self.rect()), _RADIUS, fill=fill)
