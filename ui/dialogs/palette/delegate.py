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
_TEXT_AT = 58
_PORTRAIT = 32
_Index = QModelIndex | QPersistentModelIndex


class EntryDelegate(QStyledItemDelegate):
    """Portrait or icon, title, detail, and the key at the far side."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, themes.current().scaled(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(entry, Entry):
            return
        theme = themes.current()
        palette = theme.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
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
        used = paint_line(painter, room, entry.title, "body_strong", palette.text)
        gap = round(used) + 10
        if entry.detail and room.width() - gap > 40:
            rest = room.adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
            paint_line(painter, rest, entry.detail, "body", palette.text3)
