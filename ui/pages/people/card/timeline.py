"""The card's timeline: painted rows that are read as they come into view, filtered, or in two lanes (C5)."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from relmgr.i18n import _
from relmgr.services.card.views import Group, TimelineRow
from ui import icons
from ui import theme as themes
from ui.models.timeline import ROW, ReadEntries, ReadRows, TimelineModel
from ui.pages.people.card.parts import Block, mirrored_margins
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import IconButton
from ui.widgets.painting import box
from ui.widgets.segment import Segment
from ui.widgets.text import Run, TextLabel, paint_line

_DATE = 86
_ICON_GAP = 13
_LANE_GAP = 24
_PADDING = 13
_NARROW = 560
"""In pixels of width, below which a row takes two lines."""
_LEAP = 12
"""How many rows Page Up and Page Down go."""
_STAMPS = 400


class ToggleButton(IconButton):
    """An icon that stays pressed."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(icon, name, parent=parent)
        self.setCheckable(True)
        self.toggled.connect(self._show_state)

    def _show_state(self, on: bool) -> None:
        self.role = "accent_text" if on else "text2"
        self.update()


class _RowDelegate(QStyledItemDelegate):
    """Paints a row: date, icon, and a sentence or two lanes. Set text is kept, so that scrolling sets none twice."""

    def __init__(self, view: "TimelineList") -> None:
        super().__init__(view)
        self._view = view
        self._stamps: dict[tuple[TimelineRow, bool, int], tuple[TextLabel, ...]] = {}
        self.in_lanes = False

    def forget(self) -> None:
        """Set all text anew: the theme is another."""
        self._stamps.clear()

    def lines(self) -> int:
        """How many lines of text a row has room for."""
        return 2 if self.in_lanes or self._view.width() < themes.current().scaled(_NARROW) else 1

    def height(self) -> int:
        """Of a row, in pixels."""
        return self.lines() * themes.current().line_height("body") + _PADDING

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: TimelineRow | None = index.data(ROW)
        if row is None:
            return
        palette = themes.current().palette
        rect, state = option.rect, option.state
        if state & QStyle.StateFlag.State_MouseOver:
            box(painter, QRectF(rect), 6, fill=palette.hover)
        if state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(rect).adjusted(1, 1, -1, -1)
            box(painter, ring, 6, line=palette.focus, width=metrics.FOCUS_RING)
        inner = rect.adjusted(0, 5, 0, 0)
        day, mark, words = self._places(inner)
        paint_line(painter, day, row.day_words, "date", palette.text3)
        colour = palette.role("ember" if row.group is Group.LIFE else "text2")
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        icons.paint(painter, row.icon, colour, QRectF(mark), mirrored=mirrored)
        lanes = self._lanes(words) if self.in_lanes else (words,)
        for label, place in zip(self._labels(row), lanes, strict=True):
            if label.text():
                label.paint_at(painter, place)

    def _places(self, inner: QRect) -> tuple[QRect, QRect, QRect]:
        """Where day, icon and words stand."""
        theme = themes.current()
        line, date, side = theme.line_height("body"), theme.scaled(_DATE), metrics.ICON_BUTTON_GLYPH
        start = date + side + _ICON_GAP
        day = QRect(inner.x(), inner.y(), date - 6, line)
        mark = QRect(inner.x() + date, inner.y() + (line - side) // 2, side, side)
        words = QRect(inner.x() + start, inner.y(), max(1, inner.width() - start), line * self.lines())
        return self._turned(inner, day), self._turned(inner, mark), self._turned(inner, words)

    def _turned(self, whole: QRect, part: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), whole, part)

    def _lanes(self, words: QRect) -> tuple[QRect, QRect]:
        width = max(1, (words.width() - _LANE_GAP) // 2)
        first = QRect(words.x(), words.y(), width, words.height())
        second = QRect(words.x() + width + _LANE_GAP, words.y(), width, words.height())
        return self._turned(words, first), self._turned(words, second)

    def _labels(self, row: TimelineRow) -> tuple[TextLabel, ...]:
        key = (row, self.in_lanes, self.lines())
        found = self._stamps.get(key)
        if found is None:
            if len(self._stamps) >= _STAMPS:
                self._stamps.clear()
            texts = lanes_of(row) if self.in_lanes else (_sentence(row),)
            found = self._stamps[key] = tuple(self._label(runs) for runs in texts)
        return found

    def _label(self, runs: Sequence[Run]) -> TextLabel:
        label = TextLabel("", wrap=True, max_lines=self.lines())
        label.setLayoutDirection(self._view.layoutDirection())
        label.set_runs(*runs)
        return label


def _sentence(row: TimelineRow) -> tuple[Run, ...]:
    """Its first clause stands out (DESIGN §5)."""
    return Run(row.lead + " ", weight=500), Run(row.rest, role="text2")


def lanes_of(row: TimelineRow) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """What stands under their world and under our work: life is theirs, what was promised is work."""
    if row.source != "conversation":
        return ((), _sentence(row)) if row.group is Group.PROMISES else (_sentence(row), ())
    if not (row.their_world or row.our_work):
        return (_sentence(row), ())
    theirs = (Run(row.their_world),) if row.their_world else ()
    return theirs, (Run(row.our_work, role="text2"),) if row.our_work else ()


class TimelineList(QListView):
    """Rows as high as all of them: the card scrolls, not the list. `came_into_focus` tells where to scroll to."""

    opened = Signal(str, int)
    came_into_focus = Signal(QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = TimelineModel(self)
        self.setModel(self.rows)
        self.drawn = _RowDelegate(self)
        self.setItemDelegate(self.drawn)
        self.setAccessibleName(_("Timeline"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._open)
        self.rows.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Be as high as the rows."""
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(max(1, self.rows.rowCount() * self.drawn.height()))

    def show_lanes(self, on: bool) -> None:
        """Two lanes, or one sentence a row."""
        self.drawn.in_lanes = on
        self.fit()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        row: TimelineRow | None = index.data(ROW)
        if row is not None:
            self.opened.emit(row.source, row.source_id)

    def _go(self, number: int) -> None:
        last = self.rows.rowCount() - 1
        index = self.rows.index(max(0, min(number, last)))
        self.setCurrentIndex(index)
        self._tell(index)

    def _tell(self, index: QModelIndex) -> None:
        high = self.drawn.height()
        self.came_into_focus.emit(QRect(0, index.row() * high, self.width(), high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = self.currentIndex().row()
        steps: dict[int, int] = {
            Qt.Key.Key_Down: now + 1,
            Qt.Key.Key_Up: now - 1,
            Qt.Key.Key_PageDown: now + _LEAP,
            Qt.Key.Key_PageUp: now - _LEAP,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.rows.rowCount() - 1,
        }
        if event.key() in steps:
            self._go(steps[event.key()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0))
        if focus_frame.is_by_keyboard():
            self._tell(self.currentIndex())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_over = self.indexAt(event.position().toPoint()).isValid()
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the card scrolls

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class Timeline(Block):
    """What happened, newest first: all of it or one lane of it, or their world and our work side by side."""

    opened = Signal(str, int)
    line_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Timeline"), parent)
        self._groups: tuple[Group | None, ...] = (None, Group.CONVERSATIONS, Group.LIFE, Group.PROMISES)
        words = (_("All"), _("Conversations"), _("Life"), _("Promises"))
        self.line_button = IconButton("history", _("The long line"), parent=self)
        self.line_button.clicked.connect(lambda _checked=False: self.line_asked.emit())
        self.side_by_side = ToggleButton("columns-2", _("Their world and our work side by side"), self)
        self.side_by_side.toggled.connect(self._show_lanes)
        self.segment = Segment(words, parent=self, name=_("Show in the timeline"))
        self.segment.changed.connect(lambda _number: self._filter())
        for widget in (self.line_button, self.side_by_side, self.segment):
            self.heading.add(widget)
        self.list = TimelineList(self)
        self.list.opened.connect(self.opened)
        self._heads = self._make_heads()
        self._nothing = TextLabel(_("Nothing here yet."), "body", "text3", self)
        self._newest: tuple[tuple[TimelineRow, ...], int] = ((), 0)
        self.body.addSpacing(8)
        for part in (self._heads, self._nothing, self.list):
            self.body.addWidget(part)

    def _make_heads(self) -> QWidget:
        heads = QWidget(self)
        row = QHBoxLayout(heads)
        row.setSpacing(_LANE_GAP)
        for words in (_("Their world"), _("Our work")):
            row.addWidget(TextLabel(words, "small_strong", "text2", heads), 1)
        heads.hide()
        return heads

    def read_with(self, entries: ReadEntries, rows: ReadRows) -> None:
        """Where older rows come from."""
        self.list.rows.read_entries = entries
        self.list.rows.read_rows = rows

    def show_rows(self, newest: tuple[TimelineRow, ...], total: int) -> None:
        """Show the newest; the rest is read as it comes into view."""
        for widget in (self.segment, self.side_by_side):
            widget.setVisible(bool(total))
        self._newest = (newest, total)
        self._filter()

    def _filter(self) -> None:
        rows = self.list.rows
        rows.show(*self._newest, self._groups[self.segment.chosen()])
        is_empty = rows.rowCount() == 0
        self._nothing.setVisible(is_empty)
        self.list.setVisible(not is_empty)

    def _show_lanes(self, on: bool) -> None:
        theme = themes.current()
        start = theme.scaled(_DATE) + metrics.ICON_BUTTON_GLYPH + _ICON_GAP
        layout = self._heads.layout()
        if layout is not None:
            layout.setContentsMargins(mirrored_margins(self, start, 4, 0, 2))
        self._heads.setVisible(on)
        self.list.show_lanes(on)

    def forget(self) -> None:
        """Take the colours and heights of the theme in use."""
        super().forget()
        self.list.drawn.forget()
        self._show_lanes(self.side_by_side.isChecked())
