"""The map of people: depth against momentum, as dots that can be walked with the arrows (D4, DESIGN §5)."""

from collections.abc import Callable, Generator, Sequence

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.map_of_people import Period, Quarter, folded, nearest, pushed_apart, quarter_words
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.services.in_slices import finished
from relmgr.services.reflect import OnMap
from ui import theme as themes
from ui.pages.reflect.dots import DOT, Bubble, Dot
from ui.slices import Slices
from ui.theme import metrics
from ui.widgets.painting import box, device_width
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import paint_line, text_width

WIDTH, HEIGHT = 620, 424
_LEFT, _RIGHT, _TOP, _FOOT = 32, 32, 14, 51
_NAME_EDGE = 12
_MOST_DOTS = 48
"""More people than this are folded by where they stand; the list has them all."""

_AT_ONCE = 1000
"""People placed in one step: two or three milliseconds."""

_CELL = 44
_MOVED = 2.0
"""A dot this far from its place has a hairline to it."""

SpecOf = Callable[[OnMap], PortraitSpec]


class PeopleMap(QWidget):
    """The plot, its words and its dots. One dot is the stop of Tab; the arrows go on from there."""

    opened = Signal(int)
    listed = Signal(object)
    """The people of a place where several stand."""

    def __init__(self, spec_of: SpecOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec_of = spec_of
        self._people: tuple[OnMap, ...] = ()
        self._period = Period.QUARTER
        self.dots: list[Dot] = []
        self._spots: list[tuple[float, float]] = []
        self._places: list[tuple[float, float]] = []
        self._current: PersonId | None = None
        self._laid_out_for = QSize()
        self._folding: Slices | None = None
        self.bubble = Bubble(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Map of people: depth against momentum"))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, HEIGHT)

    # --- what is shown ---

    def show_people(self, people: Sequence[OnMap], period: Period) -> None:
        """Show `people`; the dot that was the stop of Tab stays it."""
        self._people, self._period = tuple(people), period
        count = len(people)
        said = ngettext("{count} person spoken with", "{count} people spoken with", count)
        self.setAccessibleDescription(said.format(count=count))
        self._make_dots()

    def _make_dots(self) -> None:
        """Of many people the dots follow in slices, and those before stay until then."""
        if self._folding is not None:
            self._folding.stop()
            self._folding = None
        self._laid_out_for = self.size()
        steps = self._fold()
        if len(self._people) <= _AT_ONCE:
            self._show_groups(finished(steps))
        else:
            self._folding = Slices(steps, self._show_groups, _raised, parent=self)

    def _fold(self) -> Generator[None, None, tuple[list[tuple[int, ...]], list[tuple[float, float]]]]:
        """Who stands in one place, by their numbers, and where each place is."""
        places: list[tuple[float, float]] = []
        for start in range(0, len(self._people), _AT_ONCE):
            places += [self._pixels(one) for one in self._people[start : start + _AT_ONCE]]
            yield
        groups = folded(places, _CELL, _MOST_DOTS)
        yield
        middles = []
        for group in groups:
            across, down = (sum(places[number][way] for number in group) / len(group) for way in (0, 1))
            middles.append((across, down))
        return groups, middles

    def plot(self) -> QRectF:
        """The area the dots lie in."""
        left, right = (_RIGHT, _LEFT) if self.isRightToLeft() else (_LEFT, _RIGHT)
        foot = max(_FOOT, themes.current().line_height("small") + 34)
        return QRectF(left, _TOP, self.width() - left - right, self.height() - _TOP - foot)

    def _show_groups(self, found: tuple[list[tuple[int, ...]], list[tuple[float, float]]]) -> None:
        groups, self._places = found
        had_focus = any(dot.hasFocus() for dot in self.dots)
        self.bubble.hide()
        for dot in self.dots:
            dot.hide()
            dot.setParent(None)
            dot.deleteLater()
        self.dots = []
        for group in groups:
            people = [self._people[number] for number in group]
            dot = Dot(people, self._spec_of(people[0]) if len(people) == 1 else None, self)
            dot.clicked.connect(lambda _checked=False, one=dot: self._press(one))
            dot.step_asked.connect(lambda across, down, one=dot: self._step(one, across, down))
            dot.end_asked.connect(self._to_end)
            dot.read.connect(self._read_changed)
            self.dots.append(dot)
        self._place_dots()
        self._choose_stop()
        if had_focus and (stop := self.current_dot()) is not None:
            stop.setFocus()

    def _pixels(self, one: OnMap) -> tuple[float, float]:
        plot = self.plot()
        across, up = one.place
        if self.isRightToLeft():
            across = 1 - across
        return plot.left() + across * plot.width(), plot.bottom() - up * plot.height()

    def _place_dots(self) -> None:
        apart = 30.0 if len(self.dots) <= _MOST_DOTS and not any(dot.is_group for dot in self.dots) else DOT
        plot, half = self.plot(), DOT / 2 + 2
        inside = plot.adjusted(half, half, -half, -half)
        self._spots = [
            (max(inside.left(), min(inside.right(), x)), max(inside.top(), min(inside.bottom(), y)))
            for x, y in pushed_apart(self._places, apart)
        ]
        for dot, spot in zip(self.dots, self._spots, strict=True):
            dot.centre_at(*spot)
            dot.show()
        self.update()

    # --- the keyboard ---

    def current_dot(self) -> Dot | None:
        """The stop of Tab: the dot last read, or the first."""
        for dot in self.dots:
            if any(one.id == self._current for one in dot.people):
                return dot
        return self.dots[0] if self.dots else None

    def _choose_stop(self) -> None:
        stop = self.current_dot()
        for dot in self.dots:
            dot.setFocusPolicy(Qt.FocusPolicy.StrongFocus if dot is stop else Qt.FocusPolicy.ClickFocus)

    def _step(self, dot: Dot, across: int, down: int) -> None:
        to = nearest(self._spots, self.dots.index(dot), across, down)
        if to is not None:
            self._go_to(self.dots[to])

    def _to_end(self, is_first: bool) -> None:
        if self.dots:
            order = sorted(range(len(self.dots)), key=lambda number: (self._spots[number][1], number))
            self._go_to(self.dots[order[0 if is_first else -1]])

    def _go_to(self, dot: Dot) -> None:
        self._current = dot.people[0].id
        self._choose_stop()
        dot.setFocus(Qt.FocusReason.TabFocusReason)

    def _read_changed(self) -> None:
        for dot in self.dots:
            dot.update()
        focused = next((dot for dot in self.dots if dot.hasFocus()), None)
        if focused is not None and focused.people[0].id != self._current:
            self._current = focused.people[0].id
            self._choose_stop()
        shown = next((dot for dot in self.dots if dot.underMouse() or dot.is_shown_read), None) or focused
        if shown is None:
            self.bubble.hide()
        else:
            self.bubble.show_beside(shown, [dot.geometry() for dot in self.dots if dot is not shown])

    def show_read(self, person_id: PersonId) -> None:
        """Read this person's dot as if the pointer were on it: for pictures."""
        for dot in self.dots:
            dot.is_shown_read = any(one.id == person_id for one in dot.people)
        self._read_changed()

    def _press(self, dot: Dot) -> None:
        if dot.is_group:
            self.listed.emit(dot.people)
        else:
            self.opened.emit(int(dot.people[0].id))

    # --- painting ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.size() != self._laid_out_for and self._people:
            self._make_dots()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        palette = theme.palette
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        plot = self.plot()
        line = palette.text if theme.high_contrast else None
        box(painter, plot, metrics.RADIUS_PLOT, fill=palette.sunken, line=line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        thin = device_width(painter)
        pen = QPen(palette.hairline_strong, thin)
        pen.setDashPattern([3 / thin, 3 / thin])
        painter.setPen(pen)
        middle = QPointF(round(plot.center().x()), round(plot.center().y()))
        painter.drawLine(QLineF(middle.x(), plot.top(), middle.x(), plot.bottom()))
        painter.drawLine(QLineF(plot.left(), middle.y(), plot.right(), middle.y()))
        self._paint_corners(painter, plot)
        self._paint_axes(painter, plot)
        self._paint_ties(painter)

    def _paint_corners(self, painter: QPainter, plot: QRectF) -> None:
        ink = themes.current().palette.text3
        high = themes.current().line_height("small")
        inner = plot.toRect().adjusted(_NAME_EDGE, 7, -_NAME_EDGE, -7)
        half = inner.width() // 2 - _NAME_EDGE
        for quarter, is_trailing, is_low in (
            (Quarter.DRIFTING, False, False),
            (Quarter.CLOSE, True, False),
            (Quarter.FADING, False, True),
            (Quarter.WORTH_KNOWING, True, True),
        ):
            is_right = is_trailing != self.isRightToLeft()
            left = inner.right() + 1 - half if is_right else inner.left()
            top = inner.bottom() + 1 - high if is_low else inner.top()
            spot = QRect(left, top, half, high)
            paint_line(painter, spot, quarter_words(quarter), "small", ink, trailing=is_trailing)

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        palette = themes.current().palette
        high = themes.current().line_height("small")
        under = QRect(round(plot.left()), round(plot.bottom()) + 9, round(plot.width()), high)
        paint_line(painter, under, _("Cooling"), "small", palette.text3)
        paint_line(painter, under, _("Warming"), "small", palette.text3, trailing=True)
        self._paint_middle(painter, under, _("Momentum, {period}").format(period=_period_words(self._period)))
        painter.save()
        edge = plot.right() + 28 if self.isRightToLeft() else plot.left() - 28
        if self.isRightToLeft():
            painter.translate(edge, plot.top())
            painter.rotate(90)
        else:
            painter.translate(edge, plot.bottom())
            painter.rotate(-90)
        along = QRect(0, 0, round(plot.height()), high)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        low, deep = _("Shallow"), _("Deep")
        if self.isRightToLeft():
            low, deep = deep, low
        paint_line(painter, along, low, "small", palette.text3)
        paint_line(painter, along, deep, "small", palette.text3, trailing=True)
        self._paint_middle(painter, along, _("Depth"))
        painter.restore()

    def _paint_middle(self, painter: QPainter, along: QRect, text: str) -> None:
        wide = round(text_width(text, "small_strong")) + 1
        spot = QRect(along.center().x() - wide // 2, along.y(), wide, along.height())
        paint_line(painter, spot, text, "small_strong", themes.current().palette.text2)

    def _paint_ties(self, painter: QPainter) -> None:
        """A hairline from a dot that was pushed aside to its true place."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(themes.current().palette.control_border, 1))
        for (x, y), (home_x, home_y) in zip(self._spots, self._places, strict=True):
            if QLineF(x, y, home_x, home_y).length() > _MOVED:
                painter.drawLine(QLineF(x, y, home_x, home_y))


def _raised(error: RelmgrError) -> None:
    raise error


def _period_words(period: Period) -> str:
    return _("last year") if period is Period.YEAR else _("last {days} days").format(days=period.days)
