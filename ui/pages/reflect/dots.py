"""The dots of the map: a person's disc, or how many people stand in one place; each a button of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from relmgr.i18n import _, ngettext
from relmgr.services.reflect import OnMap
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.popup import SHADOW_MARGIN, paint_raised
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.text import isolate, paint_line, text_width

DOT = 34
_RING = 1.5
_REACH = 6
"""Room round the disc for the ring of the one that is read."""

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

_EDGE = 12
"""In pixels, what stays free between the words beside a dot and the edge of the map."""


class Dot(QAbstractButton):
    """One place on the map. Arrows go to the nearest in that direction, Return opens (DESIGN §5)."""

    step_asked = Signal(int, int)
    end_asked = Signal(bool)
    read = Signal()
    """The pointer or the focus came or went."""

    def __init__(self, people: Sequence[OnMap], spec: PortraitSpec | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.people = tuple(people)
        self._spec = spec
        self.is_shown_read = False
        """Painted as if it were read: for pictures."""
        side = DOT + 2 * _REACH
        self.setFixedSize(side, side)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.said())
        first = self.people[0]
        self.setAccessibleDescription(first.reason if len(self.people) == 1 else _("Return lists them."))

    @property
    def is_group(self) -> bool:
        """Whether several people are folded into it."""
        return len(self.people) > 1

    def said(self) -> str:
        """What it says of itself."""
        first = self.people[0]
        if not self.is_group:
            return _("{name}: {words}").format(name=isolate(first.name), words=first.words)
        return ngettext("{count} person", "{count} people", len(self.people)).format(count=len(self.people))

    def lines(self) -> tuple[str, str]:
        """What the bubble reads: who, and what was counted; of many, the first few names."""
        first = self.people[0]
        if not self.is_group:
            return first.name, first.words
        names = [isolate(one.face.first_name) for one in self.people[:3]]
        more = len(self.people) - len(names)
        said = _(", ").join(names)
        if more:
            others = ngettext("{count} other", "{count} others", more).format(count=more)
            said = _("{names} and {others}").format(names=said, others=others)
        return self.said(), said

    def disc(self) -> QRect:
        """Where the disc lies, without the room for its ring."""
        return self.geometry().adjusted(_REACH, _REACH, -_REACH, -_REACH)

    def is_read(self) -> bool:
        """Whether its values are read now: by the pointer or by the keyboard."""
        return self.is_shown_read or self.hasFocus() or self.underMouse()

    def centre_at(self, x: float, y: float) -> None:
        """Lie with the middle at (x, y) of the map."""
        self.move(round(x - self.width() / 2), round(y - self.height() / 2))

    def sizeHint(self) -> QSize:
        return self.size()

    def hitButton(self, position: object) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.step_asked.emit(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.end_asked.emit(key == Qt.Key.Key_Home)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        self.raise_()
        self.read.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.read.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.raise_()
        self.read.emit()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.read.emit()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        palette = theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(self.width() / 2, self.height() / 2), DOT / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.sunken)
        painter.drawEllipse(middle, radius + _RING, radius + _RING)
        if self._spec is not None and not self.is_group:
            pixmap = person_pixmap(self._spec, DOT, theme, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(_REACH, _REACH), pixmap)
        else:
            self._paint_count(painter, middle, radius)
        if self.is_read():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.focus if self.hasFocus() else palette.accent, metrics.FOCUS_RING))
            painter.drawEllipse(middle, radius + 4, radius + 4)

    def _paint_count(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        palette = themes.current().palette
        painter.setPen(QPen(palette.control_border, 1))
        painter.setBrush(palette.surface)
        painter.drawEllipse(middle, radius - 0.5, radius - 0.5)
        text = str(len(self.people))
        wide = round(text_width(text, "small_strong") + 0.5)
        spot = QRect(round(middle.x() - wide / 2), 0, wide + 1, self.height())
        paint_line(painter, spot, text, "small_strong", palette.text)


class Bubble(QWidget):
    """What the dot that is read says, beside it; repeats what its accessible name says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._map = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines = ("", "")
        self.hide()

    def show_beside(self, dot: Dot, others: Sequence[QRect]) -> None:
        """Say what `dot` says, on the side where it covers the fewest of the `others`; before it, if it may choose."""
        self._lines = dot.lines()
        theme = themes.current()
        inner = max(text_width(self._lines[0], "name_row"), text_width(self._lines[1], "small"))
        wide = min(round(inner) + 1 + 22, 320)
        high = theme.line_height("name_row") + theme.line_height("small") + 13
        whole = self._map.rect()
        spots = [self._inside(spot, whole) for spot in self._round(dot.geometry(), wide, high)]
        best = min(spots, key=lambda spot: sum(spot.intersects(other) for other in (*others, dot.disc())))
        self.setGeometry(best.marginsAdded(SHADOW_MARGIN))
        self.raise_()
        self.show()
        self.update()

    def _round(self, dot: QRect, wide: int, high: int) -> tuple[QRect, ...]:
        """Before, behind, above and below."""
        top, left = dot.y() + (dot.height() - high) // 2, dot.x() + (dot.width() - wide) // 2
        before, behind = dot.x() + 2 - wide, dot.right() - 1
        if self.isRightToLeft():
            before, behind = behind, before
        corners = ((before, top), (behind, top), (left, dot.y() + 2 - high), (left, dot.bottom() - 1))
        return tuple(QRect(x, y, wide, high) for x, y in corners)

    @staticmethod
    def _inside(spot: QRect, whole: QRect) -> QRect:
        room = whole.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        x = max(room.left(), min(room.right() + 1 - spot.width(), spot.x()))
        y = max(room.top(), min(room.bottom() + 1 - spot.height(), spot.y()))
        return QRect(x, y, spot.width(), spot.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        inner = self.rect().marginsRemoved(SHADOW_MARGIN)
        paint_raised(painter, QRectF(inner), metrics.RADIUS_CONTROL, theme)
        words = inner.adjusted(11, 6, -11, 0)
        words.setHeight(theme.line_height("name_row"))
        paint_line(painter, words, self._lines[0], "name_row", theme.palette.text)
        words.translate(0, words.height())
        words.setHeight(theme.line_height("small"))
        paint_line(painter, words, self._lines[1], "small", theme.palette.text2)
