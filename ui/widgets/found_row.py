"""Somebody who was found: portrait, name with what stands beside it, and the lines that speak for them."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import pose_of
from ui.widgets.painting import Pose, box
from ui.widgets.portrait import PortraitSpec, portrait_pixmap
from ui.widgets.text import paint_line, tooltip_text

_PORTRAIT, _PAD, _GAP = 36, 7, 12


class FoundRow(QAbstractButton):
    """A row that is a button, on a raised surface."""

    def __init__(
        self,
        name: str,
        beside: str,
        lines: tuple[str, ...],
        portrait: PortraitSpec,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._beside, self._lines, self._portrait = name, beside, lines, portrait
        self.setAccessibleName(_(", ").join(filter(None, (name, beside, *lines))))
        self.setToolTip(tooltip_text("\n".join(lines)))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = themes.current()
        words = theme.line_height("body") + len(self._lines) * theme.line_height("small")
        return QSize(200, 2 * _PAD + max(_PORTRAIT, words))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        palette = theme.palette
        painter = QPainter(self)
        pose = pose_of(self)
        fill = {Pose.HOVER: palette.hover_raised, Pose.PRESSED: palette.pressed}.get(pose, palette.raised)
        box(painter, QRectF(self.rect()), metrics.RADIUS_ROW, fill=fill)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - _PAD - _PORTRAIT if mirrored else _PAD
        ratio = painter.device().devicePixelRatioF()
        pixmap = portrait_pixmap(self._portrait, _PORTRAIT, fill, theme, ratio, mirrored=mirrored)
        painter.drawPixmap(QPoint(left, _PAD), pixmap)
        self._paint_words(painter, mirrored=mirrored)

    def _paint_words(self, painter: QPainter, *, mirrored: bool) -> None:
        theme = themes.current()
        near = _PAD + _PORTRAIT + _GAP
        line = QRect(0, _PAD, self.width(), theme.line_height("body"))
        line.adjust(_PAD if mirrored else near, 0, -(near if mirrored else _PAD), 0)
        used = round(paint_line(painter, line, self._name, "body_strong", theme.palette.text)) + 10
        rest = line.adjusted(0 if mirrored else used, 0, -used if mirrored else 0, 0)
        if rest.width() > 40:
            paint_line(painter, rest, self._beside, "body", theme.palette.text3)
        line.translate(0, line.height())
        line.setHeight(theme.line_height("small"))
        for words in self._lines:
            paint_line(painter, line, words, "small", theme.palette.text2)
            line.translate(0, line.height())
