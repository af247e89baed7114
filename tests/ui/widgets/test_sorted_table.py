"""The sorted table: its keys, what it leaves to the window, and what its headings say."""

from enum import StrEnum
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.widgets.sorted_table import CellDelegate, SortedRows, SortedSheet, TableLook
from ui.widgets.text import paint_line

_ID = Qt.ItemDataRole.UserRole
_WORDS = ("Alder", "Birch", "Cedar")


class _By(StrEnum):
    NAME = "name"
    HEIGHT = "height"


class _Delegate(CellDelegate):
    def paint_cell(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        paint_line(painter, rect, index.data(), "small", QColor("black"))


class _Trees(SortedSheet[_By]):
    most_first = frozenset({_By.HEIGHT})

    def __init__(self, parent: QWidget) -> None:
        look = TableLook(row=40, edge=10, widths=lambda whole: [whole // 3, whole - whole // 3])
        super().__init__(
            partial(SortedRows, "Trees", look, _ID),
            {_By.NAME: "Name", _By.HEIGHT: "Height"},
            _By.NAME,
            parent,
        )
        model = QStandardItemModel(0, 2, self)
        for number, word in enumerate(_WORDS):
            row = [QStandardItem(word), QStandardItem(f"{number} m")]
            for item in row:
                item.setData(number + 7, _ID)
            model.appendRow(row)
        self.view.setModel(model)
        self.view.setItemDelegate(_Delegate(self.view, _ID))


def _shown(window: QWidget) -> tuple[_Trees, list[int]]:
    trees, opened = _Trees(window), list[int]()
    layout = window.layout()
    assert layout is not None
    layout.addWidget(trees)
    trees.view.opened.connect(opened.append)
    trees.show()
    trees.grab()  # lays it out, and paints it
    return trees, opened


def test_rows_are_opened_by_key_and_by_mouse(window: QWidget) -> None:
    trees, opened = _shown(window)
    trees.view.setFocus()
    assert trees.view.currentIndex().row() == 0
    QTest.keyClick(trees.view, Qt.Key.Key_End)
    QTest.keyClick(trees.view, Qt.Key.Key_Return)
    QTest.keyClick(trees.view, Qt.Key.Key_Home)
    QTest.keyClick(trees.view, Qt.Key.Key_Enter)
    middle = trees.view.visualRect(trees.view.model().index(1, 1)).center()
    QTest.mouseClick(trees.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert opened == [9, 7, 8]


def test_letters_choose_no_row(window: QWidget) -> None:
    trees, _opened = _shown(window)
    trees.view.setFocus()
    QTest.keyClick(trees.view, Qt.Key.Key_C)
    QTest.keyClick(trees.view, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert trees.view.currentIndex().row() == 0


def test_a_heading_sorts_and_says_so(window: QWidget) -> None:
    trees, _opened = _shown(window)
    heard: list[tuple[_By, bool]] = []
    trees.sort_changed.connect(lambda: heard.append((trees.by, trees.descending)))
    assert trees.heads[_By.NAME].accessibleName() == "Name, sorted upwards"
    trees.heads[_By.HEIGHT].click()
    assert trees.heads[_By.HEIGHT].accessibleName() == "Height, sorted downwards"
    assert trees.heads[_By.NAME].accessibleName() == "Name"
    trees.heads[_By.HEIGHT].click()
    trees.heads[_By.NAME].click()
    assert heard == [(_By.HEIGHT, True), (_By.HEIGHT, False), (_By.NAME, False)]


def test_headings_are_as_wide_as_their_columns(window: QWidget) -> None:
    trees, _opened = _shown(window)
    wide = [head.width() for head in trees.heads.values()]
    assert wide == [trees.view.columnWidth(number) for number in range(2)]


def test_the_keyboard_comes_to_the_rows_first_then_to_the_headings(window: QWidget) -> None:
    trees, _opened = _shown(window)
    trees.view.setFocus()
    QTest.keyClick(trees.view, Qt.Key.Key_Tab)
    assert trees.heads[_By.NAME].hasFocus()
