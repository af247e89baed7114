"""A row of the People list, as ui.widgets.people_row paints it (DESIGN §5)."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.domain.people_rows import PersonRow
from ui.models.people import ROW
from ui.widgets import focus_frame
from ui.widgets.painting import Pose
from ui.widgets.people_row import look_of, paint_people_row, row_height
from ui.widgets.portrait import PortraitSpec

_INSET = 8

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
        paint_people_row(
            painter,
            option.rect.adjusted(_INSET, 0, -_INSET, 0),
            look,
            pose=Pose.HOVER if state & QStyle.StateFlag.State_MouseOver else Pose.REST,
            is_selected=bool(state & QStyle.StateFlag.State_Selected),
            has_focus=bool(state & QStyle.StateFlag.State_HasFocus) and focus_frame.is_by_keyboard(),
        )
