"""The introductions in words: the thank-yous owed, then those said; the accessible version of the graph."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from relmgr.i18n import _
from relmgr.services.referrals import ReferralRow, Thanks
from ui import icons
from ui import theme as themes
from ui.models.referrals import Head, row_words
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box, hairline
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.scroll import OverlayBar
from ui.widgets.text import paint_line, text_width, tooltip_text

LINE = Qt.ItemDataRole.UserRole
_EDGE, _DISC, _GAP = 20, 32, 12
_ROW, _HEAD, _FIRST_HEAD = 52, 52, 58
_FILL = 8
BATCH = 100
"""Lines taken in at once."""
_PAD, _ICON_GAP = 10, 7


class ListModel(QAbstractListModel):
    """Headings and rows. It grows while one scrolls down (`canFetchMore`): each line costs a layout."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Head | ReferralRow] = ()
        self._shown = 0

    def show(self, lines: Sequence[Head | ReferralRow]) -> None:
        """Show `lines` instead."""
        self.beginResetModel()
        self.lines = lines
        self._shown = min(len(lines), max(self._shown, BATCH))
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return not parent.isValid() and self._shown < len(self.lines)

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        self.take_in(self._shown)

    def take_in(self, row: int) -> None:
        """Let the line numbered `row` be in the list, and some more."""
        wanted = min(len(self.lines), row + BATCH)
        if self._shown <= row < wanted:
            self.beginInsertRows(QModelIndex(), self._shown, wanted - 1)
            self._shown = wanted
            self.endInsertRows()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(line, Head):
                return _("{title}, {count}").format(title=line.title, count=line.number)
            return row_words(line)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings are passed over by the arrows."""
        if isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def row_of(self, wanted: Callable[[ReferralRow], bool]) -> int:
        """The number of the first row that is `wanted`; -1 for none."""
        found = (n for n, one in enumerate(self.lines) if isinstance(one, ReferralRow) and wanted(one))
        return next(found, -1)


class ReferralList(QListView):
    """Thousands of rows cost nothing: they are painted. Enter opens, D thanks."""

    opened = Signal(int)
    """The id of the introduction whose form is asked for."""
    thank_asked = Signal(int)
    chosen = Signal(int)
    """The id of who made the introduction that is current now."""

    def __init__(self, spec_of: Callable[[int], PortraitSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.single_letters = True
        self.rows = ListModel(self)
        self.setModel(self.rows)
        self.drawn = _Delegate(self, spec_of)
        self.setItemDelegate(self.drawn)
        self.setAccessibleName(_("Introductions"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self.bar = OverlayBar(self)

    def show_lines(self, lines: Sequence[Head | ReferralRow]) -> None:
        """Show `lines`; what was current stays current where it is still there."""
        before, at = self.current(), self.verticalScrollBar().value()
        self.rows.show(lines)
        row = self.rows.row_of(lambda one: before is not None and one.id == before.id)
        if row < 0 and before is not None:
            row = self.rows.row_of(lambda one: one.by.id == before.by.id)
        if row >= 0:
            self.rows.take_in(row)
            self.setCurrentIndex(self.rows.index(row, 0))
        self.verticalScrollBar().setValue(at)

    def current(self) -> ReferralRow | None:
        """The row that is current."""
        line = self.currentIndex().data(LINE)
        return line if isinstance(line, ReferralRow) else None

    def choose_person(self, person: int) -> None:
        """Make the first introduction by somebody current, unless one of theirs is."""
        now = self.current()
        if now is not None and now.by.id == person:
            return
        row = self.rows.row_of(lambda one: one.by.id == person)
        self.rows.take_in(row)
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.rows.index(row, 0) if row >= 0 else QModelIndex())
        self.blockSignals(blocked)
        self.viewport().update()

    def forget(self) -> None:
        """Take the colours and heights of the theme in use."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        row = self.current()
        if row is not None and self.hasFocus():
            self.chosen.emit(int(row.by.id))

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        if self.current() is None:
            first = self.rows.row_of(lambda _one: True)
            if first >= 0:
                self.setCurrentIndex(self.rows.index(first, 0))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.current(), Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(int(row.id))
        elif row is not None and key is Qt.Key.Key_D and plain and self.single_letters:
            if row.thanks is Thanks.OWED:
                self.thank_asked.emit(int(row.id))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key is Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        number = self.currentIndex().row() + step
        while 0 <= number < len(self.rows.lines) and isinstance(self.rows.lines[number], Head):
            number += step
        if 0 <= number < len(self.rows.lines):
            self.rows.take_in(number)
            self.setCurrentIndex(self.rows.index(number, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = index.data(LINE)
        if not isinstance(row, ReferralRow) or event.button() is not Qt.MouseButton.LeftButton:
            return
        on_button = self.drawn.thank_rect(self.visualRect(index)).contains(event.position().toPoint())
        if row.thanks is Thanks.OWED and on_button:
            self.thank_asked.emit(int(row.id))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).data(LINE)
        if isinstance(row, ReferralRow):
            self.opened.emit(int(row.id))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.drawn.pointer = event.position().toPoint()
        over = isinstance(self.indexAt(self.drawn.pointer).data(LINE), ReferralRow)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.viewport().update()

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(LINE)
            self.setToolTip(tooltip_text(row_words(row)) if isinstance(row, ReferralRow) else "")
        return super().viewportEvent(event)  # type: ignore[arg-type]


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: ReferralList, spec_of: Callable[[int], PortraitSpec]) -> None:
        super().__init__(view)
        self._view, self._spec_of = view, spec_of
        self.pointer = QPoint(-1, -1)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = themes.current()
        if isinstance(index.data(LINE), Head):
            return QSize(0, theme.scaled(_HEAD if index.row() else _FIRST_HEAD))
        return QSize(0, max(_DISC + 16, theme.scaled(_ROW)))

    def thank_rect(self, row: QRect) -> QRect:
        """Where the button that thanks is in `row`."""
        wide = metrics.ICON_BUTTON_GLYPH + _ICON_GAP + round(text_width(_("Thank"), "body_strong")) + 2 * _PAD
        high = themes.current().scaled(metrics.BUTTON_SMALL)
        mirrored = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = row.x() + _EDGE if mirrored else row.right() + 1 - _EDGE - wide
        return QRect(left, row.y() + (row.height() - high) // 2, wide, high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A heading, or a row: portrait, who over the words, the button or the check."""
        line = index.data(LINE)
        painter.setLayoutDirection(option.direction)
        if isinstance(line, Head):
            self._paint_head(painter, option.rect, line)
            return
        theme, palette = themes.current(), themes.current().palette
        rect: QRect = option.rect
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        # Only while one is in the list: else the graph's ring says who is chosen.
        is_current = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        is_over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        inset = QRectF(rect).adjusted(_EDGE - _FILL, 1, _FILL - _EDGE, -1)
        if is_current or is_over:
            box(painter, inset, metrics.RADIUS_ROW, fill=palette.selected if is_current else palette.hover)
        elif isinstance(self._view.rows.lines[index.row() - 1], ReferralRow):
            edge = (rect.x() + _EDGE, rect.right() + 1 - _EDGE)
            hairline(painter, palette.hairline, (edge[0], rect.y()), (edge[1], rect.y()))
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = inset.adjusted(1, 1, -1, -1)
            box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        left = rect.right() + 1 - _EDGE - _DISC if mirrored else rect.x() + _EDGE
        disc = person_pixmap(
            self._spec_of(int(line.by.id)), _DISC, theme, painter.device().devicePixelRatioF()
        )
        painter.drawPixmap(QPoint(left, rect.y() + (rect.height() - _DISC) // 2), disc)
        end = self._paint_end(painter, rect, line)
        start = _EDGE + _DISC + _GAP
        words = rect.adjusted(end if mirrored else start, 0, -(start if mirrored else end), 0)
        body, small = theme.line_height("body_strong"), theme.line_height("small")
        top = rect.y() + (rect.height() - body - small) // 2
        name = QRect(words.x(), top, words.width(), body)
        paint_line(painter, name, line.by.name, "body_strong", palette.text)
        under = QRect(words.x(), top + body, words.width(), small)
        paint_line(painter, under, line.words, "small", palette.text2)

    def _paint_head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        theme = themes.current()
        high = theme.line_height("section")
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        spot = QRect(rect.x() + _EDGE, rect.bottom() - 7 - high, rect.width() - 2 * _EDGE, high)
        used = round(paint_line(painter, spot, head.title, "section", theme.palette.text)) + metrics.GAP
        rest = spot.adjusted(0 if mirrored else used, 0, -used if mirrored else 0, 0)
        paint_line(painter, rest, head.number, "date", theme.palette.text3)

    def _paint_end(self, painter: QPainter, rect: QRect, line: ReferralRow) -> int:
        """The button or the check; how much room it takes from the words."""
        palette = themes.current().palette
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if line.thanks is not Thanks.OWED:
            side = metrics.ICON_ROW
            left = rect.x() + _EDGE + 6 if mirrored else rect.right() + 1 - _EDGE - 6 - side
            spot = QRectF(left, rect.y() + (rect.height() - side) / 2, side, side)
            if line.thanks is Thanks.THANKED:
                icons.paint(painter, "check", palette.met_fg, spot)
            return _EDGE + 6 + side + _GAP
        button = self.thank_rect(rect)
        is_over = button.contains(self.pointer)
        fill = palette.selected if is_over else palette.accent_tint
        edge = palette.accent if is_over else None
        box(painter, QRectF(button), metrics.RADIUS_CONTROL, fill=fill, line=edge)
        side = metrics.ICON_BUTTON_GLYPH
        left = button.right() + 1 - _PAD - side if mirrored else button.x() + _PAD
        spot = QRectF(left, button.y() + (button.height() - side) / 2, side, side)
        icons.paint(painter, "gift", palette.accent_text, spot)
        used = _PAD + side + _ICON_GAP
        words = button.adjusted(0 if mirrored else used, 0, -used if mirrored else 0, 0)
        if mirrored:
            words.adjust(_PAD, 0, 0, 0)
        paint_line(painter, words, _("Thank"), "body_strong", palette.accent_text)
        return _EDGE + button.width() + _GAP
