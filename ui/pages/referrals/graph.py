"""The graph of who brought whom: discs in columns from You on, and the lines between them (DESIGN §5, Referrals)."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from relmgr.domain.referral_graph import Key, Picture, Placed, beside, lay_out
from relmgr.i18n import _
from relmgr.services.referrals import Thanks
from ui import theme as themes
from ui.models.referrals import Ring, disc_words
from ui.pages.referrals.painting import (
    DISC,
    YOU,
    Line,
    Stroke,
    paint_count,
    paint_disc,
    paint_name,
    paint_rest,
    paint_stroke,
    paint_you,
)
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import tooltip_text

_YOU_AT, _FIRST_AT, _COLUMN = 26, 148, 189
_ROW, _ROW_MOST = 76, 94
_TOP, _BOTTOM = 40, 60
_GAP = 4
_NAME_AT = DISC // 2 + 3
_NAME_WIDTH = 140


class ReferralGraph(QAbstractButton):
    """Arrows go along the lines and through the columns; Enter opens a card, or unfolds what is folded.

    A button to assistive technology, whose name is the disc that is chosen; the list beside it is complete.
    """

    chosen = Signal(object)
    """The id of the person now chosen; None for You and for several folded into one."""
    opened = Signal(int)
    """The id of the person whose card is asked for."""
    came_into_view = Signal(QRectF)
    """Where the chosen disc is, after an arrow or a choice from the list."""

    def __init__(self, spec_of: Callable[[int], PortraitSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec_of = spec_of
        self._ring: Ring | None = None
        self._picture = Picture((), 0.0, 0.0, 0)
        self._current: Key | None = None
        self._branch: int | None = None
        self._unfolded: frozenset[Key] = frozenset()
        self._room = QSize(0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleDescription(_("The list beside it has everything in words."))
        self.clicked.connect(lambda _checked=False: self._enter())

    # --- what is shown ---

    def show_ring(self, ring: Ring) -> None:
        """Show it; who was chosen stays chosen while they are in it."""
        self._ring = ring
        if self._current is not None and self._current.person not in ring.trees.parent:
            self._current = None
        if self._branch not in ring.trees.parent:
            self._branch = None
        self._lay_out()

    def choose_person(self, person: int) -> None:
        """Choose somebody, and open their branch where it stands folded."""
        if self._ring is None or person not in self._ring.trees.parent:
            return
        placed = self._placed(Key(person))
        if placed is None or placed.folded:
            self._branch, self._unfolded = person, frozenset()
            self._lay_out()
        self._choose(Key(person), tells=False)

    @property
    def person(self) -> int | None:
        """Who is chosen."""
        return self._current.person if self._current is not None else None

    @property
    def picture(self) -> Picture:
        """What is shown."""
        return self._picture

    def fit(self, room: QSize) -> None:
        """Fill `room`, the part of the page that is in view, where the graph is smaller."""
        self._room = room
        self._resize()

    def _lay_out(self) -> None:
        if self._ring is not None:
            self._picture = lay_out(self._ring.trees, self._branch, self._unfolded)
        if self._current is not None and self._placed(self._current) is None:
            self._current = None
        self._resize()
        self._name_it()

    def _resize(self) -> None:
        wide = self._x(max(1, self._picture.columns)) + themes.current().scaled(_NAME_WIDTH) / 2
        high = _TOP + self._picture.rows * themes.current().scaled(_ROW) + _BOTTOM
        size = QSize(max(round(wide), self._room.width()), max(round(high), self._room.height()))
        self.setFixedSize(size)
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    # --- where things are ---

    def _x(self, generation: int) -> float:
        theme = themes.current()
        step = theme.scaled(_COLUMN) if theme.factor > 1 else _COLUMN
        return _FIRST_AT + (generation - 1) * step

    def _y(self, row: float) -> float:
        least, most = themes.current().scaled(_ROW), themes.current().scaled(_ROW_MOST)
        rows = self._picture.rows
        high = self.height() - _TOP - _BOTTOM
        unit = min(most, max(least, high / rows)) if rows else least
        spare = max(0.0, high - rows * unit)
        return _TOP + spare / 2 + row * unit

    def _turned(self, spot: QPointF) -> QPointF:
        """The graph grows the way text runs."""
        if self.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return spot
        return QPointF(self.width() - spot.x(), spot.y())

    def _centre(self, placed: Placed) -> QPointF:
        return QPointF(self._x(placed.generation), self._y(placed.row))

    def _you(self) -> QPointF:
        return QPointF(_YOU_AT, self._y(self._picture.you))

    def _placed(self, key: Key | None) -> Placed | None:
        return next((one for one in self._picture.placed if one.key == key), None)

    def rect_of(self, key: Key | None) -> QRectF:
        """Where a disc is with its name; of You without a key."""
        placed = self._placed(key)
        centre = self._turned(self._centre(placed) if placed is not None else self._you())
        half = (DISC if placed is not None else YOU) / 2
        return QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)

    def _at(self, spot: QPointF) -> Placed | None:
        wide = themes.current().scaled(_NAME_WIDTH) / 2
        for one in self._picture.placed:
            disc = self.rect_of(one.key)
            name = QRectF(disc.center().x() - wide, disc.bottom(), 2 * wide, 24)
            if disc.adjusted(-4, -4, 4, 0).contains(spot) or name.contains(spot):
                return one
        return None

    # --- choosing ---

    def _choose(self, key: Key | None, *, tells: bool = True) -> None:
        self._current = key
        self._name_it()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
        if tells:
            self.chosen.emit(self.person)
        self.came_into_view.emit(self.rect_of(key).adjusted(-60, -30, 60, 60))

    def _name_it(self) -> None:
        placed = self._placed(self._current)
        if placed is None or self._ring is None:
            self.setAccessibleName(_("Who brought whom: You"))
            return
        where = _("{number} of {count}").format(
            number=self._picture.placed.index(placed) + 1, count=len(self._picture.placed)
        )
        words = disc_words(self._ring, placed)
        self.setAccessibleName(_("Who brought whom, {place}: {person}").format(place=where, person=words))

    def _enter(self) -> None:
        placed = self._placed(self._current)
        if placed is None:
            return
        if placed.folded:
            self._unfold(placed)
        elif placed.key.person is not None:
            self.opened.emit(placed.key.person)

    def _unfold(self, placed: Placed) -> None:
        """Show what stands folded: of several the whole of them, of somebody their branch instead of the one before."""
        if placed.key.is_rest:
            self._unfolded |= {placed.key}
            self._lay_out()
            self._choose(None if placed.parent is None else Key(placed.parent))
            return
        self._branch, self._unfolded = placed.key.person, frozenset()
        self._lay_out()
        self._choose(placed.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        steps = {
            Qt.Key.Key_Left: "onward" if mirrored else "back",
            Qt.Key.Key_Right: "back" if mirrored else "onward",
            Qt.Key.Key_Up: "up",
            Qt.Key.Key_Down: "down",
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._choose(beside(self._picture, self._current, steps[key]))
        elif key is Qt.Key.Key_Home:
            self._choose(None)
        elif key is Qt.Key.Key_End and self._picture.placed:
            self._choose(self._picture.placed[-1].key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        placed = self._at(event.position())
        if placed is not None:
            self._choose(placed.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        placed = self._at(event.position())
        if placed is not None and placed.folded and placed.key == self._current:
            self._unfold(placed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        placed = self._at(event.position())
        if placed is not None and placed.key == self._current:
            self._enter()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            placed = self._at(QPointF(event.pos()))
            words = disc_words(self._ring, placed) if placed is not None and self._ring is not None else ""
            QToolTip.showText(event.globalPos(), tooltip_text(words), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    # --- painting ---

    def lines(self) -> Iterator[Line]:
        """Every line between two discs that are shown."""
        you, trees = self._you(), self._ring.trees if self._ring is not None else None
        shown = {one.key.person: one for one in self._picture.placed if not one.key.is_rest}
        for one in self._picture.placed:
            centre, half = self._centre(one), DISC / 2 + _GAP
            if one.parent is None:
                yield Line(you + QPointF(YOU / 2 + 2, 0), centre - QPointF(half, 0), Stroke.DIRECT)
            elif one.key.is_rest:
                start = self._centre(shown[one.parent]) + QPointF(half, 0)
                yield Line(start, centre - QPointF(half, 0), Stroke.DIRECT)
        if self._ring is None or trees is None:
            return
        for (by, of), thanks in self._ring.lines.items():
            if by in shown and of in shown and by != of:
                start = self._centre(shown[by]) + QPointF(DISC / 2 + _GAP, 0)
                end = self._centre(shown[of]) - QPointF(DISC / 2 + _GAP, 0)
                yield Line(start, end, _STROKES[thanks])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect()).adjusted(-80, -60, 80, 60)
        for line in self.lines():
            turned = Line(self._turned(line.start), self._turned(line.end), line.stroke)
            if turned.reach().intersects(seen):
                paint_stroke(painter, turned)
        shown = [one for one in self._picture.placed if self.rect_of(one.key).intersects(seen)]
        for one in shown:
            self._paint_placed(painter, one)
        paint_you(painter, self.rect_of(None), is_chosen=self._current is None and self.hasFocus())
        if self.hasFocus() and focus_frame.is_by_keyboard():
            palette = themes.current().palette
            ring = self.rect_of(self._current).adjusted(-9, -9, 9, 9)
            box(painter, ring, ring.height() / 2, line=palette.focus, width=metrics.FOCUS_RING)
        for one in shown:
            if one.folded and not one.key.is_rest:
                paint_count(painter, self.rect_of(one.key), one.folded)

    def _paint_placed(self, painter: QPainter, one: Placed) -> None:
        assert self._ring is not None
        disc, wide = self.rect_of(one.key), themes.current().scaled(_NAME_WIDTH)
        spot = QRectF(disc.center().x() - wide / 2, disc.center().y() + _NAME_AT, wide, 17)
        person = one.key.person
        if person is None:
            paint_rest(painter, disc, one.folded)
            paint_name(painter, spot, _("others"), is_quiet=True)
        else:
            paint_disc(painter, disc, self._spec_of(person), is_folded=bool(one.folded))
            paint_name(painter, spot, self._ring.view.people[person].name)  # type: ignore[index]
        if one.key == self._current:
            ring = disc.adjusted(-5, -5, 5, 5)
            box(painter, ring, ring.height() / 2, line=themes.current().palette.accent, width=2)


_STROKES = {Thanks.OWED: Stroke.OWED, Thanks.THANKED: Stroke.THANKED, Thanks.LET_BE: Stroke.DIRECT}
