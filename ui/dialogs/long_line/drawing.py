"""The painted line: a ruler of years, a lane for each kind, chapters as bars and days as dots."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from relmgr.domain.calendar_words import short_month
from relmgr.domain.chapters import tracks, year_step
from relmgr.i18n import _
from relmgr.services.long_line import Lane, LineItem, LongLine, lane_words
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.text import paint_line, text_width, tooltip_text

_HEADING = 84
_BAR, _BAR_GAP, _LANE_GAP = 22, 4, 10
_DOT = 9
_DOT_GAP = 5
_RULER = 26
_LEAST_BAR = 6
_MARK_ROOM = 46
"""In pixels: a year's number needs this much of the ruler."""
_MONTHS_BELOW = 2
"""With up to so many years the ruler shows quarters too."""


def item_words(item: LineItem) -> str:
    """All an item says, in words."""
    return _(" · ").join(part for part in (item.when_words, item.title, item.details) if part)


@dataclass(frozen=True, slots=True)
class _Placed:
    item: LineItem
    rect: QRectF


class LineDrawing(QAbstractButton):
    """Arrows go from item to item: left and right in time, up and down from lane to lane. Enter opens.

    A button to assistive technology, whose name is the item that is chosen; pressing it opens that.
    `chosen` tells the item that is chosen, `opened` the one that is asked for.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, line: LongLine, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line, self._today = line, today
        self._items = [item for item in line.items if item.starts is not None]
        self._lanes = [lane for lane in Lane if any(item.lane is lane for item in self._items)]
        self._placed: list[_Placed] = []
        self._tops: dict[Lane, tuple[float, float]] = {}
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.clicked.connect(lambda _checked=False: self.opened.emit(self.item()))
        self._name_it()
        self._place()

    # --- where things are ---

    def _name_it(self) -> None:
        years = _("{first} to {last}").format(first=self._line.first.year, last=self._line.last.year)
        item = self.item()
        place = _("{number} of {count}").format(number=self._current + 1, count=len(self._items))
        name = _("The long line, {years}. {place}: {lane}, {item}").format(
            years=years, place=place, lane=lane_words(item.lane), item=item_words(item)
        )
        self.setAccessibleName(name)

    def item(self) -> LineItem:
        """The chosen one, in the order of time."""
        return self._in_time()[self._current]

    def _in_time(self) -> list[LineItem]:
        return sorted(self._items, key=lambda item: (item.starts or date.min, list(Lane).index(item.lane)))

    def _span(self) -> tuple[float, float]:
        """From and to where the years reach, in pixels from the side on which time begins."""
        heading = themes.current().scaled(_HEADING)
        return heading, max(heading + 1.0, self.width() - 12.0)

    def _x(self, day: date) -> float:
        start, end = self._span()
        whole = max(1, (self._line.last - self._line.first).days + 1)
        return start + (end - start) * (day - self._line.first).days / whole

    def _place(self) -> None:
        theme = themes.current()
        bar, top = theme.scaled(_BAR), float(theme.scaled(_RULER))
        self._placed, self._tops = [], {}
        for lane in self._lanes:
            items = [item for item in self._items if item.lane is lane]
            spots = [self._reach(item) for item in items]
            taken = tracks([(start - 1, max(end, start + _LEAST_BAR) + 1) for start, end in spots])
            if lane in (Lane.DATES, Lane.MOMENTS):
                taken = [0 for _spot in spots]  # dots may touch: a crowd of days is a crowd
            for item, (start, end), track in zip(items, spots, taken, strict=True):
                y = top + track * (bar + _BAR_GAP)
                bar_rect = QRectF(start, y, max(_LEAST_BAR, end - start), bar)
                dot_rect = QRectF(start - _DOT / 2, y, _DOT, bar)
                self._placed.append(_Placed(item, dot_rect if item.is_day else bar_rect))
            height = (max(taken, default=0) + 1) * (bar + _BAR_GAP)
            self._tops[lane] = (top, height)
            top += height + _LANE_GAP
        self.setFixedHeight(round(top))

    def _reach(self, item: LineItem) -> tuple[float, float]:
        starts, ends = item.starts or self._today, item.ends or self._today
        first = self._x(starts)
        if item.is_day:  # a stage takes room for its word, so that words do not lie over each other
            return first, first + (
                _DOT + 8 + text_width(item.title, "small") if item.lane is Lane.STAGES else 0
            )
        return first, self._x(ends)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _turned(self, rect: QRectF) -> QRectF:
        """Time runs the way text does."""
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return rect
        return QRectF(self.width() - rect.right(), rect.y(), rect.width(), rect.height())

    # --- choosing ---

    def choose(self, number: int) -> None:
        """Choose the item `number` in the order of time."""
        self._current = max(0, min(number, len(self._items) - 1))
        self._name_it()
        self.chosen.emit(self.item())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        onward = Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
        back = Qt.Key.Key_Right if mirrored else Qt.Key.Key_Left
        key = event.key()
        if key in (onward, back):
            self.choose(self._current + (1 if key == onward else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else len(self._items) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._change_lane(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            super().keyPressEvent(event)

    def _change_lane(self, step: int) -> None:
        here = self.item()
        lane = self._lanes.index(here.lane) + step
        if not 0 <= lane < len(self._lanes):
            return
        day = here.starts or self._today
        in_time = self._in_time()
        beside = [number for number, item in enumerate(in_time) if item.lane is self._lanes[lane]]
        self.choose(min(beside, key=lambda number: abs(((in_time[number].starts or day) - day).days)))

    def _at(self, spot: QPointF) -> LineItem | None:
        near = [one for one in self._placed if self._turned(one.rect).adjusted(-3, -2, 3, 2).contains(spot)]
        return (
            min(near, key=lambda one: abs(self._turned(one.rect).center().x() - spot.x())).item
            if near
            else None
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._at(event.position())
        if item is not None:
            self.choose(self._in_time().index(item))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self._at(event.position())
        if item is not None and item is self.item():
            self.click()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip_text(item_words(item)) if item else "", self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        self.choose(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ruler(painter)
        theme = themes.current()
        for lane, (top, _height) in self._tops.items():
            spot = QRectF(0, top, theme.scaled(_HEADING) - 8, theme.scaled(_BAR))
            paint_line(painter, _whole(self._turned(spot)), lane_words(lane), "small", theme.palette.text3)
        for one in self._placed:
            self._paint_item(painter, one)
        if self.hasFocus():
            self._paint_focus(painter)

    def _paint_ruler(self, painter: QPainter) -> None:
        theme = themes.current()
        for day, words in self._marks():
            x = self._turned(QRectF(self._x(day), 0, 0, 0)).x()
            hairline(painter, theme.palette.hairline, (x, theme.line_height("small")), (x, self.height()))
            spot = QRectF(self._x(day), 0, _MARK_ROOM + 20, theme.line_height("small"))
            paint_line(painter, _whole(self._turned(spot)), words, "date", theme.palette.text3)
        x = self._turned(QRectF(self._x(self._today), 0, 0, 0)).x()
        painter.setPen(QPen(theme.palette.accent, 1.5))
        painter.drawLine(QPointF(x, theme.line_height("small") + 2), QPointF(x, self.height()))

    def _marks(self) -> list[tuple[date, str]]:
        first, last = self._line.first.year, self._line.last.year
        start, end = self._span()
        years = last - first + 1
        if years <= _MONTHS_BELOW:
            return [
                (date(year, month, 1), str(year) if month == 1 else short_month(month))
                for year in range(first, last + 1)
                for month in (1, 4, 7, 10)
            ]
        step = year_step(years, int((end - start) / themes.current().scaled(_MARK_ROOM)))
        return [
            (date(year, 1, 1), str(year)) for year in range(first, last + 1) if year % step == 0 or step == 1
        ]

    def _paint_item(self, painter: QPainter, one: _Placed) -> None:
        theme, item = themes.current(), one.item
        rect = self._turned(one.rect)
        if item.is_day:
            colour = theme.palette.role("accent" if item.lane is Lane.STAGES else "text2")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(rect.x(), rect.center().y() - _DOT / 2, _DOT, _DOT))
            if item.lane is Lane.STAGES:
                beside = self._beside(one.rect, item.title)
                paint_line(painter, _whole(self._turned(beside)), item.title, "small", theme.palette.text)
            return
        is_job = item.lane is Lane.JOBS
        fill = theme.palette.accent_tint if is_job else theme.palette.sunken
        box(painter, rect, 5, fill=fill, line=theme.palette.hairline_strong)
        words = rect.adjusted(7, 0, -7, 0)
        if words.width() > theme.scaled(24):
            paint_line(painter, _whole(words), item.title, "small", theme.palette.text)

    def _beside(self, dot: QRectF, words: str) -> QRectF:
        """Where the words of a dot stand: behind it, or before it where the line ends."""
        needed = text_width(words, "small") + 1
        ends = dot.right() + _DOT_GAP + needed > self.width()
        return QRectF(
            dot.left() - _DOT_GAP - needed if ends else dot.right() + _DOT_GAP, dot.y(), needed, dot.height()
        )

    def _paint_focus(self, painter: QPainter) -> None:
        item = self.item()
        rect = next((self._turned(one.rect) for one in self._placed if one.item is item), None)
        if rect is not None:
            ring = rect.adjusted(-3, -1, 3, 1)
            box(painter, ring, 6, line=themes.current().palette.focus, width=metrics.FOCUS_RING)


def _whole(rect: QRectF) -> QRect:
    return rect.toAlignedRect()
