"""A row of the People list, as ui.widgets.people_row paints it (DESIGN §5)."""

from collections.abc import Callable
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.domain.people_rows import PersonRow
from ui import theme as themes
from ui.models.people import ROW
from ui.theme import Theme
from ui.widgets import focus_frame
from ui.widgets.painting import Pose
from ui.widgets.people_row import PeopleRowLook, look_of, paint_people_row, row_height
from ui.widgets.portrait import PortraitSpec

_INSET = 8
_SURFACE = "sunken"
"""What the list lies on."""

SpecOf = Callable[[PersonRow], PortraitSpec]


class PersonRowDelegate(QStyledItemDelegate):
    """One row; `spec_of` gives the portrait."""

    def __init__(self, spec_of: SpecOf, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec_of = spec_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row, inset from the list's edges."""
        row: PersonRow | None = index.data(ROW)
        if row is None:
            return
        look = look_of(row, self._spec_of(row))
        state = option.state
        rect = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        picture = _picture(
            look,
            (rect.width(), rect.height(), painter.device().devicePixelRatioF()),
            themes.current(),
            pose=Pose.HOVER if state & QStyle.StateFlag.State_MouseOver else Pose.REST,
            is_selected=bool(state & QStyle.StateFlag.State_Selected),
            has_focus=bool(state & QStyle.StateFlag.State_HasFocus) and focus_frame.is_by_keyboard(),
            direction=painter.layoutDirection(),
        )
        painter.drawPixmap(rect.topLeft(), picture)


@lru_cache(maxsize=64)
def _picture(
    look: PeopleRowLook,
    size: tuple[int, int, float],
    theme: Theme,
    *,
    pose: Pose,
    is_selected: bool,
    has_focus: bool,
    direction: Qt.LayoutDirection,
) -> QPixmap:
    """The row as it was painted: the list moves by a row with every arrow key, and all in view are painted again."""
    width, height, ratio = size
    pixmap = QPixmap(ceil(width * ratio), ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme.colour(_SURFACE))
    painter = QPainter(pixmap)
    painter.setLayoutDirection(direction)
    paint_people_row(
        painter, QRect(0, 0, width, height), look, pose=pose, is_selected=is_selected, has_focus=has_focus
    )
    painter.end()
    return pixmap
