"""The five faces: how somebody seemed to leave (C1)."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from relmgr.domain.kinds import Feeling
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.text import paint_line, text_width

ICON: Final = {
    Feeling.UPSET: "angry",
    Feeling.UNEASY: "frown",
    Feeling.EVEN: "meh",
    Feeling.GOOD: "smile",
    Feeling.DELIGHTED: "laugh",
}


def feeling_word(feeling: Feeling) -> str:
    """The word for `feeling`."""
    return {
        Feeling.UPSET: _("Upset"),
        Feeling.UNEASY: _("Uneasy"),
        Feeling.EVEN: _("Even"),
        Feeling.GOOD: _("Good"),
        Feeling.DELIGHTED: _("Delighted"),
    }[feeling]


_WIDEST_WORD = 84
"""A longer word is shortened; it is in the tooltip."""


class FaceButton(QRadioButton):
    """One face with its word."""

    def __init__(self, feeling: Feeling, parent: QWidget | None = None) -> None:
        super().__init__(feeling_word(feeling), parent)
        self.feeling = feeling
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        focus_frame.attach(self)

    def sizeHint(self) -> QSize:
        theme = themes.current()
        return QSize(theme.scaled(metrics.FACE[0]), theme.scaled(metrics.FACE[1]))

    def minimumSizeHint(self) -> QSize:
        words = min(round(text_width(self.text(), "small_strong")), themes.current().scaled(_WIDEST_WORD))
        return QSize(words + 12, self.sizeHint().height())

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        on = self.isChecked()
        colour = p.accent_text if on else p.text2
        if not self.isEnabled():
            colour = p.disabled
        fill = (
            p.accent_tint
            if on
            else p.pressed
            if self.isDown()
            else p.hover_raised
            if self.underMouse()
            else None
        )
        line, width = (p.accent, 2.0) if on else (p.hairline_strong, 1.0)
        box(painter, QRectF(self.rect()), metrics.RADIUS_CONTROL, fill=fill, line=line, width=width)
        side = metrics.ICON_FACE
        icons.paint(painter, ICON[self.feeling], colour, QRectF((self.width() - side) / 2, 8, side, side))
        words = min(round(text_width(self.text(), "small_strong") + 0.5), self.width() - 8)
        high = themes.current().line_height("small_strong")
        spot = QRect(
            (self.width() - words) // 2, 8 + side + (self.height() - 16 - side - high), words + 1, high
        )
        paint_line(painter, spot, self.text(), "small_strong", colour)


class Faces(QWidget):
    """Five faces of which at most one is chosen; Alt+1 to Alt+5 choose, Delete lets go."""

    changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._group = QButtonGroup(self)
        self._buttons: dict[Feeling, FaceButton] = {}
        for number, feeling in enumerate(Feeling):
            button = FaceButton(feeling, self)
            button.setToolTip(
                f"{button.text()}  {QKeySequence(f'Alt+{number + 1}').toString(QKeySequence.SequenceFormat.NativeText)}"
            )
            QShortcut(QKeySequence(f"Alt+{number + 1}"), self, lambda chosen=feeling: self.choose(chosen))
            self._group.addButton(button, number)
            self._buttons[feeling] = button
            row.addWidget(button)
        self._group.idToggled.connect(self._toggled)

    def feeling(self) -> Feeling | None:
        """The feeling chosen, if any."""
        for feeling, button in self._buttons.items():
            if button.isChecked():
                return feeling
        return None

    def choose(self, feeling: Feeling | None) -> None:
        """Choose `feeling`, or none."""
        if feeling is not None:
            self._buttons[feeling].setChecked(True)
            return
        before = self.feeling()
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        if before is not None:
            self.changed.emit(None)

    def button(self, feeling: Feeling) -> FaceButton:
        """The button of `feeling`."""
        return self._buttons[feeling]

    def _toggled(self, number: int, on: bool) -> None:
        if on:
            self.changed.emit(tuple(Feeling)[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.choose(None)
            return
        super().keyPressEvent(event)
