"""The rows of the People list: what keys, the pointer and its menu do on them."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from relmgr.i18n import _
from ui.models.people import ROW
from ui.widgets.people_row import row_height
from ui.widgets.row_table import RowTable
from ui.widgets.text import tooltip_text


class RowsView(RowTable):
    """One column of rows of one height: flat at any number of people (quality §5)."""

    opened = Signal()
    left_upwards = Signal()
    menu_asked = Signal(QPoint)
    """Where a menu for the rows chosen is to open, in global coordinates."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("People"), row_height, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._before: QPixmap | None = None
        """What was in view before a leap, shown until the card is painted."""
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.timeout.connect(self._show_rows)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a row into view. After a leap all rows in view are others: they are read and painted behind the card.

        Whoever goes to somebody waits for the card, and sees where they stand in the list a moment later.
        """
        spot, high = self.visualRect(index), self.viewport().height()
        if self.isVisible() and self._before is None and not -high // 2 < spot.top() < high + high // 2:
            self._before = self.viewport().grab()
            self._behind.start()
        super().scrollTo(index, hint)

    def _show_rows(self) -> None:
        self._before = None
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._before is None:
            super().paintEvent(event)
        else:
            QPainter(self.viewport()).drawPixmap(0, 0, self._before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
            return
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
            return
        if event.key() == Qt.Key.Key_Escape and len(self.selectionModel().selectedRows()) > 1:
            self.selectRow(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """For the row under the pointer, which is chosen with a press of the right button, or for the current one."""
        current = self.currentIndex()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and current.isValid():
            spot = self.visualRect(current)
            self.menu_asked.emit(self.viewport().mapToGlobal(QPoint(spot.left() + 60, spot.bottom())))
        elif self.indexAt(event.pos()).isValid():
            self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ROW)
            words = tooltip_text(row.warmth_words) if row is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)
