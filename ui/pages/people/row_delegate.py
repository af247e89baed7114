"""Paints a row of the People list: portrait, name with its warmth, role, hint (DESIGN §5)."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.services.people import PersonRow
from relmgr.services.people.hints import HintKind
from ui import theme as themes
from ui.models.people import ROW
from ui.theme import Theme, metrics
from ui.widgets import focus_frame
from ui.widgets.marks import paint_warmth
from ui.widgets.painting import box
from ui.widgets.portrait import PortraitSpec, portrait_pixmap
from ui.widgets.text import paint_line

_INSET = 8
_PORTRAIT = 40
_TEXT = 60
_MARK = 16

SpecOf = Callable[[PersonRow], PortraitSpec]


def row_height(theme: Theme) -> int:
    """The height of a row at the chosen text size."""
    lines = theme.line_height("name_row") + 2 * theme.line_height("small") + 15
    return max(metrics.PEOPLE_ROW, lines)


class PersonRowDelegate(QStyledItemDelegate):
    """One row; `spec_of` gives the portrait."""

    def __init__(self, spec_of: SpecOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec_of = spec_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), row_height(themes.current()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Fill, portrait and three lines, mirrored where text runs from right to left."""
        row = index.data(ROW)
        if row is None:
            return
        theme = themes.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        fill = _fill(option, theme)
        if fill is not None:
            box(painter, QRectF(inner), metrics.RADIUS_ROW, fill=fill)
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(inner).adjusted(1, 1, -1, -1)
            box(painter, ring, metrics.RADIUS_ROW, line=theme.palette.focus, width=metrics.FOCUS_RING)
        self._paint_content(painter, inner, row, fill or theme.palette.sunken, theme)
        painter.restore()

    def _paint_content(
        self, painter: QPainter, inner: QRect, row: PersonRow, ground: QColor, theme: Theme
    ) -> None:
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft

        def placed(x: int, y: int, width: int, height: int) -> QRect:
            left = inner.right() + 1 - x - width if mirrored else inner.left() + x
            return QRect(left, inner.top() + y, width, height)

        top = (inner.height() - theme.line_height("name_row") - 2 * theme.line_height("small")) // 2
        spot = placed(_INSET, (inner.height() - _PORTRAIT) // 2, _PORTRAIT, _PORTRAIT)
        dpr = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            spot.topLeft(),
            portrait_pixmap(self._spec_of(row), _PORTRAIT, ground, theme, dpr, mirrored=mirrored),
        )
        wide = inner.width() - _TEXT - _INSET
        mark = _MARK + 8 if row.warmth is not None else 0
        line = placed(_TEXT, top, wide - mark, theme.line_height("name_row"))
        paint_line(painter, line, row.name, "name_row", theme.palette.text)
        if row.warmth is not None:
            at = placed(inner.width() - _INSET - _MARK, top + (line.height() - _MARK) // 2, _MARK, _MARK)
            paint_warmth(painter, QRectF(at), row.warmth, theme)
        small = theme.line_height("small")
        below = top + line.height()
        paint_line(painter, placed(_TEXT, below, wide, small), row.role_line, "small", theme.palette.text2)
        hint = placed(_TEXT, below + small + 1, wide, small)
        paint_line(painter, hint, row.hint, *_hint_look(row.hint_kind, theme))


def _fill(option: QStyleOptionViewItem, theme: Theme) -> QColor | None:
    if option.state & QStyle.StateFlag.State_Selected:
        return theme.palette.selected
    if option.state & QStyle.StateFlag.State_MouseOver:
        return theme.palette.hover
    return None


def _hint_look(kind: HintKind, theme: Theme) -> tuple[str, QColor]:
    if kind is HintKind.LIFE:
        return "small_strong", theme.palette.ember_text
    if kind is HintKind.RISK:
        return "small_strong", theme.palette.danger
    return "small", theme.palette.text3
