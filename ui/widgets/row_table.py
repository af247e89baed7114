"""Tables and lists whose rows a delegate paints: what they all set up, and the keys that tables share."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.widgets.scroll import OverlayBar


def paint_own_rows(view: QAbstractItemView) -> OverlayBar:
    """Leave frame, selection and hovering of `view` to its delegate, and lay a bar over it, which is returned."""
    view.setProperty("frameless", True)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    palette = view.palette()  # the delegate paints the selection
    palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
    view.setPalette(palette)
    return OverlayBar(view)


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> tuple[QModelIndex, QPoint]:
    """For which row a menu is asked, by key or by mouse, and where on the screen it opens."""
    is_key = event.reason() is QContextMenuEvent.Reason.Keyboard
    index = view.currentIndex() if is_key else view.indexAt(event.pos())
    place = view.visualRect(index).center() if is_key else event.pos()
    return index, view.viewport().mapToGlobal(place)


class RowTable(QTableView):
    """Rows of one height under no header of Qt's; Home and End go to the first and the last row."""

    def __init__(self, name: str, row_height: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.bar = paint_own_rows(self)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(name)
        self.use_row_height()

    def use_row_height(self) -> None:
        """Take the row height of the theme in use."""
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._row_height())

    def put_current(self, row: int) -> None:
        """Put the keyboard on the row of this number, if there is one."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.put_current(0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)
