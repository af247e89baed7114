"""A segment control: one of a few words is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.text import paint_line

_LEAST = 72
"""A word with somebody's long name in it is cut to no less than this."""


class _Part(QRadioButton):
    """One word of the control."""

    def __init__(self, text: str, icon: str, parent: QWidget, high: int) -> None:
        super().__init__(text, parent)
        self._icon_name, self._high = icon, high
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_CONTROL)

    def sizeHint(self) -> QSize:
        theme = themes.current()
        width = QFontMetricsF(theme.font("small_strong")).horizontalAdvance(self.text())
        icon = metrics.ICON_INLINE + 6 if self._icon_name else 0
        return QSize(round(width + 20.49) + icon, theme.scaled(self._high) - 4)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), themes.current().scaled(_LEAST)), hint.height())

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        colour = palette.text2
        if self.isChecked():
            colour = palette.text
            box(painter, QRectF(self.rect()), 6, fill=palette.field, line=palette.hairline_strong)
        elif self.underMouse():
            box(painter, QRectF(self.rect()), 6, fill=palette.pressed)
        if not self.isEnabled():
            colour = palette.disabled
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        words = self.rect().adjusted(8 if mirrored else 10, 0, -10 if mirrored else -8, 0)
        if self._icon_name:
            side = metrics.ICON_INLINE
            left = words.right() + 1 - side if mirrored else words.x()
            icons.paint(
                painter, self._icon_name, colour, QRectF(left, 0, side, self.height()), mirrored=mirrored
            )
            words.adjust(0 if mirrored else side + 6, 0, -(side + 6) if mirrored else 0, 0)
        paint_line(painter, words, self.text(), "small_strong", colour)


class Segment(QWidget):
    """A row of words of which one is on. `changed` tells the number of the one chosen."""

    changed = Signal(int)

    def __init__(
        self,
        words: Sequence[str],
        chosen: int = 0,
        parent: QWidget | None = None,
        *,
        name: str = "",
        icon_names: Sequence[str] = (),
        high: int = metrics.SEGMENT,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for number, word in enumerate(words):
            part = _Part(word, icon_names[number] if icon_names else "", self, high)
            part.setChecked(number == chosen)
            self._group.addButton(part, number)
            row.addWidget(part)
        self._group.idToggled.connect(self._toggled)

    def chosen(self) -> int:
        """The number of the word that is on."""
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        """Turn the word `number` on."""
        self._group.button(number).setChecked(True)

    def part(self, number: int) -> QAbstractButton:
        """The word `number`: for the focus."""
        return self._group.button(number)

    def set_words(self, words: Sequence[str]) -> None:
        """Put other words in the places of these, such as new counts."""
        for number, word in enumerate(words):
            part = self._group.button(number)
            if part.text() != word:
                part.setText(word)
                part.updateGeometry()

    def _toggled(self, number: int, on: bool) -> None:
        if on:
            self.changed.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._group.buttons()) - 1
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if event.key() == Qt.Key.Key_Home else last)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        box(
            painter,
            QRectF(self.rect()),
            metrics.RADIUS_CONTROL,
            fill=palette.sunken,
            line=palette.hairline_strong,
        )
