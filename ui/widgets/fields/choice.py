"""Tick boxes and lists to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import least, tell_what_is_cut
from ui.widgets.painting import Pose, box, field_frame
from ui.widgets.text import paint_line, text_width

_GAP = 8
_NARROWEST = 160


class CheckBox(QCheckBox):
    """A tick box with its words; the whole of it can be pressed."""

    def __init__(self, text: str = "", checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setChecked(checked)
        self.shown_pose: Pose | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_CHECKBOX)

    def sizeHint(self) -> QSize:
        words = text_width(self.text(), "body") + _GAP if self.text() else 0
        return QSize(
            max(24, round(metrics.CHECKBOX + words + 0.5)), max(24, themes.current().line_height("body"))
        )

    def minimumSizeHint(self) -> QSize:
        return least(self.sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tell_what_is_cut(self)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = metrics.CHECKBOX
        square = QRectF(self.width() - side if mirrored else 0, (self.height() - side) // 2, side, side)
        on = self.checkState() is not Qt.CheckState.Unchecked
        if not self.isEnabled():
            box(
                painter,
                square,
                metrics.RADIUS_CHECKBOX,
                fill=p.pressed if on else None,
                line=p.hairline_strong,
            )
        elif on:
            fill = p.accent_pressed if self.isDown() else p.accent_hover if self.underMouse() else p.accent
            box(painter, square, metrics.RADIUS_CHECKBOX, fill=fill)
        else:
            edge = p.text3 if self.underMouse() else p.control_border
            box(
                painter,
                square,
                metrics.RADIUS_CHECKBOX,
                fill=p.pressed if self.isDown() else p.field,
                line=edge,
            )
        if on:
            name = "minus" if self.checkState() is Qt.CheckState.PartiallyChecked else "check"
            ink = p.on_accent if self.isEnabled() else p.disabled
            icons.paint(painter, name, ink, square.adjusted(3, 3, -3, -3))
        words = QRect(0, 0, self.width(), self.height())
        words.adjust(0 if mirrored else side + _GAP, 0, -(side + _GAP) if mirrored else 2, 0)
        paint_line(painter, words, self.text(), "body", p.text if self.isEnabled() else p.disabled)


class ComboField(QComboBox):
    """A choice of a few words. The wheel scrolls the page, not the choice."""

    def __init__(self, words: Sequence[str] = (), *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.addItems(list(words))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        widest = max((text_width(self.itemText(n), "body") for n in range(self.count())), default=40.0)
        return QSize(round(widest) + 12 + 34, themes.current().scaled(metrics.FIELD))

    def minimumSizeHint(self) -> QSize:
        """A choice of long words gives way: what is chosen is cut, and its list shows it whole."""
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), themes.current().scaled(_NARROWEST)), wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        enabled = self.isEnabled()
        pose = Pose.DISABLED if not enabled else Pose.HOVER if self.underMouse() else Pose.REST
        field_frame(painter, QRectF(self.rect()), palette, pose, has_focus=self.hasFocus())
        side = metrics.ICON_INLINE
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 10 if mirrored else self.width() - 10 - side
        colour = palette.text2 if enabled else palette.disabled
        icons.paint(painter, "chevron-down", colour, QRectF(left, 0, side, self.height()))
        words = self.rect().adjusted(28 if mirrored else 11, 0, -11 if mirrored else -28, 0)
        paint_line(painter, words, self.currentText(), "body", palette.text if enabled else palette.disabled)
