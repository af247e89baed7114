"""Chips: the status of an expectation, filters, what was understood, signs and warning signs."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from relmgr.domain.expectations import status_word
from relmgr.domain.kinds import Status
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import Palette, metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import IconButton, pose_of
from ui.widgets.painting import Pose, box
from ui.widgets.text import paint_line


def _width(text: str, style: str) -> float:
    return QFontMetricsF(themes.current().font(style)).horizontalAdvance(text)


_STATUS: Final = {
    Status.UNSPOKEN: ("circle-dashed", "unspoken"),
    Status.SAID: ("message-circle", "unspoken"),
    Status.AGREED: ("handshake", "agreed"),
    Status.AT_RISK: ("triangle-alert", "at_risk"),
    Status.MET: ("check", "met"),
    Status.EXCEEDED: ("chevrons-up", "exceeded"),
    Status.MISSED: ("x", "missed"),
}


def status_chip_width(status: Status) -> int:
    """How wide the chip of `status` is, in pixels."""
    return round(8 + metrics.ICON_CHIP + 5 + _width(status_word(status), "caption") + 9)


def paint_status_chip(painter: QPainter, rect: QRectF, status: Status, *, mirrored: bool = False) -> None:
    """Draw the chip of `status` into `rect`; unspoken alone has a dashed border and no fill."""
    palette = themes.current().palette
    icon, role = _STATUS[status]
    colour = palette.role(f"{role}_fg")
    if status is Status.UNSPOKEN:
        box(painter, rect, rect.height() / 2, line=palette.unspoken_line, dashed=True)
    else:
        edge = palette.text if themes.current().high_contrast else None
        box(painter, rect, rect.height() / 2, fill=palette.role(f"{role}_bg"), line=edge)
    side = metrics.ICON_CHIP
    left = rect.right() - 8 - side if mirrored else rect.x() + 8
    icons.paint(painter, icon, colour, QRectF(left, rect.y(), side, rect.height()), mirrored=mirrored)
    words = rect.toRect().adjusted(9 if mirrored else 8 + side + 5, 0, -(8 + side + 5) if mirrored else -6, 0)
    paint_line(painter, words, status_word(status), "caption", colour)


class StatusChip(QLabel):
    """The status of an expectation as icon and word; not pressable."""

    def __init__(self, status: Status, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status)

    def set_status(self, status: Status) -> None:
        """Show `status`."""
        self._status = status
        self.setText(status_word(status))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(status_chip_width(self._status), themes.current().scaled(metrics.STATUS_CHIP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_status_chip(QPainter(self), QRectF(self.rect()), self._status, mirrored=mirrored)


class _CheckableChip(QPushButton):
    """What chips that can be on or off have in common."""

    def __init__(self, text: str, radius: float, parent: QWidget | None) -> None:
        super().__init__(text, parent)
        self.shown_pose: Pose | None = None
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, radius)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class FilterChip(_CheckableChip):
    """A filter of a list, with the number of what it would show; None or 0 shows no number."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, metrics.FILTER_CHIP / 2, parent)
        self._count = count
        self.set_count(count)

    def set_count(self, count: int | None) -> None:
        """Show `count` behind the word."""
        self._count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 11 * 2 + _width(self.text(), "caption")
        if self._count:
            width += 6 + _width(str(self._count), "date_strong")
        return QSize(round(width), themes.current().scaled(metrics.FILTER_CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        pose = pose_of(self, self.shown_pose)
        painter = QPainter(self)
        fill: QColor | None
        if self.isChecked() and pose is not Pose.DISABLED:
            fill = {Pose.HOVER: p.accent_hover, Pose.PRESSED: p.accent_pressed}.get(pose, p.accent)
            line, text, number = None, p.on_accent, p.on_accent
        else:
            fill = {Pose.HOVER: p.hover, Pose.PRESSED: p.pressed}.get(pose)
            line, text, number = p.hairline_strong, p.text2, p.text3
            if pose is Pose.DISABLED:
                text = number = p.disabled
        box(painter, QRectF(self.rect()), self.height() / 2, fill=fill, line=line)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        rect = self.rect().adjusted(11, 0, -9, 0) if not mirrored else self.rect().adjusted(9, 0, -11, 0)
        used = round(paint_line(painter, rect, self.text(), "caption", text) + 6)
        if self._count:
            behind = rect.adjusted(0 if mirrored else used, 0, -used if mirrored else 0, 0)
            paint_line(painter, behind, str(self._count), "date_strong", number)


class SignChip(_CheckableChip):
    """A sign that was seen: a pill with a tick when it is on."""

    def __init__(self, text: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, metrics.SIGN_CHIP / 2, parent)
        self.setChecked(checked)
        self.toggled.connect(self._resized)

    _ICON = "check"
    _ON = ("accent_tint", "accent", "accent_text")
    _PAD = 11

    def _resized(self) -> None:
        self.updateGeometry()
        self.update()

    def _radius(self) -> float:
        return self.height() / 2

    def sizeHint(self) -> QSize:
        width = 2 * self._PAD + _width(self.text(), "small_strong")
        if self.isChecked():
            width += metrics.ICON_META + 6
        return QSize(round(width + 0.49), themes.current().scaled(metrics.SIGN_CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        pose = pose_of(self, self.shown_pose)
        painter = QPainter(self)
        on = self.isChecked()
        fill_role, line_role, text_role = self._ON
        fill = p.role(fill_role) if on else {Pose.HOVER: p.hover_raised, Pose.PRESSED: p.pressed}.get(pose)
        line = p.role(line_role) if on else p.hairline_strong
        text = p.disabled if pose is Pose.DISABLED else p.role(text_role) if on else p.text2
        box(painter, QRectF(self.rect()), self._radius(), fill=fill, line=line)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        near = self._PAD
        if on:
            side = metrics.ICON_META
            left = self.width() - near - side if mirrored else near
            icons.paint(painter, self._ICON, text, QRectF(left, 0, side, self.height()))
            near += side + 6
        rect = QRect(0, 0, self.width(), self.height())
        rect.adjust(4 if mirrored else near, 0, -near if mirrored else -4, 0)
        paint_line(painter, rect, self.text(), "small_strong", text)


class WarningChip(SignChip):
    """A warning sign that was seen: its corners are less round, so that the shape differs from a sign's."""

    _ICON = "triangle-alert"
    _ON = ("at_risk_bg", "at_risk_fg", "at_risk_fg")
    _PAD = 11

    def _radius(self) -> float:
        return metrics.RADIUS_ICON_BUTTON


class ParsedChip(QPushButton):
    """One thing that was understood: icon, label, value and a cross.

    Pressing the chip asks to change it (`clicked`), the cross or Delete asks to drop it (`removed`).
    `tone` is "plain", "ember" for life facts or "amber" for promises.
    """

    removed = Signal()

    _TONES: Final = {
        "plain": ("surface", "hairline_strong", "accent", "text3"),
        "ember": ("ember_tint", "ember_line", "ember", "ember_text"),
        "amber": ("at_risk_bg", "at_risk_bg", "at_risk_fg", "at_risk_fg"),
    }

    def __init__(
        self, icon: str, label: str, value: str, tone: str = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._label, self._value, self._tone = icon, label, value, tone
        self.setAccessibleName(f"{label} {value}")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, metrics.RADIUS_ICON_BUTTON)
        self._cross = IconButton(
            "x",
            _("Remove {value}").format(value=value),
            side=24,
            icon_size=metrics.ICON_META,
            raised=True,
            parent=self,
        )
        self._cross.clicked.connect(self.removed)

    def value(self) -> str:
        """The value shown."""
        return self._value

    def sizeHint(self) -> QSize:
        width = 9 + metrics.ICON_INLINE + 6 + _width(self._label, "small") + 5
        width += _width(self._value, "small_strong") + 26
        return QSize(round(width + 0.49), themes.current().scaled(metrics.PARSED_CHIP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: object) -> None:
        high = self.height()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._cross.setGeometry(1 if mirrored else self.width() - 25, 1, 24, high - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p: Palette = themes.current().palette
        fill_role, line_role, icon_role, label_role = self._TONES[self._tone]
        pose = pose_of(self)
        fill = p.role(fill_role)
        if self._tone == "plain":
            fill = {Pose.HOVER: p.hover_raised, Pose.PRESSED: p.pressed}.get(pose, fill)
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), metrics.RADIUS_ICON_BUTTON, fill=fill, line=p.role(line_role))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = metrics.ICON_INLINE
        left = self.width() - 9 - side if mirrored else 9
        icons.paint(painter, self._icon, p.role(icon_role), QRectF(left, 0, side, self.height()))
        near = 9 + side + 6
        rect = self.rect().adjusted(24 if mirrored else near, 0, -near if mirrored else -22, 0)
        used = round(paint_line(painter, rect, self._label, "small", p.role(label_role)) + 5)
        rect.adjust(0 if mirrored else used, 0, -used if mirrored else 0, 0)
        paint_line(painter, rect, self._value, "small_strong", p.text)
