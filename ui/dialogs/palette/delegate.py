"""Paints the lines of the search over everything."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons
from ui import theme as themes
from ui.dialogs.palette.entries import Entry
from ui.theme import metrics
from ui.widgets.painting import box
from ui.widgets.portrait import portrait_pixmap
from ui.widgets.text import paint_line, text_width

ROW = 44
HEADING = 30
_HEADING_AT = 13
_HEADING_LINE = 18
_TEXT_AT = 58
_PORTRAIT = 32
_GAP = 10
_LEAST_DETAIL = 40
_DETAIL_SHARE = 0.4
_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """Portrait or icon, title, detail, and the key at the far side; over the first of a group, what they are."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        entry = index.data(Qt.ItemDataRole.UserRole)
        return QSize(100, entry_height(entry) if isinstance(entry, Entry) else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        theme = themes.current()
        palette = theme.palette
        rect = QRect(option.rect)
        state: QStyle.StateFlag = option.state
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        if entry.heading:
            rect.setTop(rect.bottom() + 1 - theme.scaled(ROW))
            self._paint_heading(painter, option.rect, entry.heading)
        if is_chosen:
            box(painter, QRectF(rect), metrics.RADIUS_ROW, fill=palette.selected)
        side = _PORTRAIT
        left = rect.right() - 13 - side + 1 if mirrored else rect.left() + 13
        spot = QRect(left, rect.top() + (rect.height() - side) // 2, side, side)
        if entry.portrait is not None:
            below = palette.selected if is_chosen else palette.raised
            ratio = painter.device().devicePixelRatioF()
            pixmap = portrait_pixmap(entry.portrait, side, below, theme, ratio, mirrored=mirrored)
            painter.drawPixmap(spot.topLeft(), pixmap)
        else:
            size = metrics.ICON_NAV
            middle = QRectF(spot.center().x() - size / 2, spot.center().y() - size / 2, size, size)
            icons.paint(painter, entry.icon, palette.text2, middle, mirrored=mirrored)
        self._paint_words(painter, rect, entry, mirrored=mirrored)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, entry: Entry, *, mirrored: bool) -> None:
        palette = themes.current().palette
        far = 12
        if entry.keys:
            width = round(text_width(entry.keys, "key_hint") + 1)
            left = rect.left() + far if mirrored else rect.right() - far - width
            paint_line(
                painter, QRect(left, rect.top(), width, rect.height()), entry.keys, "key_hint", palette.text3
            )
            far += width + 12
        room = QRect(rect).adjusted(far if mirrored else _TEXT_AT, 0, -_TEXT_AT if mirrored else -far, 0)
        style = "body" if entry.is_text else "body_strong"
        # Whose text it is must be readable however long the text is: that keeps its room, up to a part of the line.
        wish = round(text_width(entry.detail, "body") + 1) if entry.is_text and entry.detail else 0
        keep = min(wish, round(room.width() * _DETAIL_SHARE)) + _GAP if wish else 0
        narrow = room.adjusted(keep if mirrored else 0, 0, 0 if mirrored else -keep, 0)
        used = paint_line(painter, narrow, entry.title, style, palette.text, marks=entry.marks)
        gap = round(used) + _GAP
        if entry.detail and room.width() - gap > _LEAST_DETAIL:
            rest = room.adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
            paint_line(painter, rest, entry.detail, "body", palette.text3, marks=entry.detail_marks)

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: str) -> None:
        theme = themes.current()
        line = theme.scaled(_HEADING_LINE)
        top = rect.top() + theme.scaled(HEADING) - line - 4
        spot = QRect(rect.left() + _HEADING_AT, top, rect.width() - 2 * _HEADING_AT, line)
        paint_line(painter, spot, heading, "small_strong", theme.palette.text3)


def entry_height(entry: Entry) -> int:
    """How high the line of `entry` is, with the heading over it."""
    theme = themes.current()
    return theme.scaled(ROW) + (theme.scaled(HEADING) if entry.heading else 0)
