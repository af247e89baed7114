"""The window of the guide: contents and search at the leading side, the page beside them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from relmgr.i18n import _
from relmgr.paths import Profile
from ui import icons
from ui import theme as themes
from ui.guide.content import GuidePage, found, pages, places
from ui.guide.reader import GuideReader
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.fields import SearchField
from ui.widgets.painting import box, hairline
from ui.widgets.scroll import OverlayBar
from ui.widgets.text import TextLabel, paint_line

_SIZE = QSize(960, 720)
_SMALLEST = QSize(560, 420)
_COLUMN = 248
_EDGE = 12
_PAGE = Qt.ItemDataRole.UserRole


class GuideWindow(QWidget):
    """A window of its own, so that one can read and do. It names nobody, and stays while the file is locked."""

    def __init__(self, profile: Profile) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("guide")
        self.setProperty("focus_host", True)
        self.setWindowTitle(_("The guide of Relmgr"))
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(_SMALLEST)
        self.resize(_SIZE)
        self._places = places(profile)
        self._way: list[str] = []
        self._at = -1
        self.search = SearchField(_("Search the guide"), self)
        self.search.setAccessibleName(_("Search the guide"))
        self.none = TextLabel(_("Nothing in the guide has all these words."), "small", "text3", wrap=True)
        self.contents = Contents(self)
        self.reader = GuideReader(self)
        self._lay_out()
        self._add_keys()
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.contents.open_current)
        self.contents.opened.connect(self._choose)
        self.reader.page_asked.connect(self.show_page)
        themes.notifier().changed.connect(self._retheme)
        self._search("")
        self.show_page(pages()[0].name)

    def _lay_out(self) -> None:
        self._side = QWidget()
        self._side.setFixedWidth(themes.current().scaled(_COLUMN))
        column = QVBoxLayout(self._side)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(10)
        for widget in (self.search, self.none):
            column.addWidget(widget)
        column.addWidget(self.contents, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self.reader, 1)
        self.setTabOrder(self.search, self.contents)
        self.setTabOrder(self.contents, self.reader)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+W", self.close),
            ("Ctrl+F", self._to_search),
            ("F6", self._next_pane),
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
        ):
            QShortcut(QKeySequence(keys), self, act)

    # What is read

    @property
    def page(self) -> GuidePage:
        """The page that is shown."""
        name = self._way[self._at]
        return next(each for each in pages() if each.name == name)

    def show_page(self, name: str) -> None:
        """Show the page called `name`; one that there is not leaves the guide where it is."""
        if name not in {page.name for page in pages()} or (self._way and self._way[self._at] == name):
            return
        self._way = [*self._way[: self._at + 1], name]
        self._at = len(self._way) - 1
        self._show()

    def _step(self, step: int) -> None:
        if 0 <= self._at + step < len(self._way):
            self._at += step
            self._show()

    def _show(self) -> None:
        self.reader.show_page(self.page, self._places)
        self.contents.choose(self.page.name)

    def _choose(self, name: str) -> None:
        self.show_page(name)
        if self.search.text():
            self.reader.mark(self.search.text())

    def _search(self, words: str) -> None:
        holding = found(words)
        self.none.setVisible(not holding)
        self.contents.show_pages(holding, self._way[self._at] if self._way else "")

    # Panes

    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _next_pane(self) -> None:
        pane = self.contents if self.reader.hasFocus() or self.search.hasFocus() else self.reader
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, name: str = "") -> None:
        """Bring the window to the front, at the page called `name` if it is given."""
        if name:
            self.search.clear()
            self.show_page(name)
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what nothing else in the window takes it for, such as a search that is typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _retheme(self) -> None:
        self._side.setFixedWidth(themes.current().scaled(_COLUMN))
        self.reader.retheme()
        self.contents.doItemsLayout()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.surface)
        side = self._side.geometry()
        painter.fillRect(side, palette.canvas)
        at = side.left() if self.isRightToLeft() else side.right()
        hairline(painter, palette.hairline, (at, 0), (at, self.height()))


class Contents(QListView):
    """The pages by title; moving to one with the arrows, or pressing it, opens it."""

    opened = Signal(str)
    """The name of the page that was chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Contents"))
        self.setProperty("frameless", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        self.bar = OverlayBar(self)
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Row(self))
        self._is_filling = False
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._moved(index))

    def show_pages(self, shown: tuple[GuidePage, ...], name: str) -> None:
        """List `shown`, the one called `name` current if it is among them."""
        self._is_filling = True
        self._rows.clear()
        for page in shown:
            item = QStandardItem(page.title)
            item.setData(page.name, _PAGE)
            item.setEditable(False)
            self._rows.appendRow(item)
        self._is_filling = False
        self.choose(name)

    def choose(self, name: str) -> None:
        """Mark the page called `name`, or the first where it is not listed."""
        self._is_filling = True
        for row in range(self._rows.rowCount()):
            if row == 0 or self._rows.item(row).data(_PAGE) == name:
                self.setCurrentIndex(self._rows.index(row, 0))
        self._is_filling = False

    def titles(self) -> list[str]:
        """What is listed."""
        return [self._rows.item(row).text() for row in range(self._rows.rowCount())]

    def open_current(self) -> None:
        """Open the page that is marked."""
        self._open(self.currentIndex())

    def _moved(self, index: QModelIndex) -> None:
        if not self._is_filling and self.hasFocus():
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(_PAGE))


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), themes.current().scaled(metrics.NAV_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The title, marked where its page is shown."""
        palette, rect = themes.current().palette, option.rect.adjusted(0, 1, 0, -1)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_current or is_hovered:
            fill = palette.nav_selected if is_current else palette.nav_hover
            box(painter, QRectF(rect), metrics.RADIUS_CONTROL, fill=fill)
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(rect).adjusted(1, 1, -1, -1)
            box(painter, ring, metrics.RADIUS_CONTROL, line=palette.focus, width=metrics.FOCUS_RING)
        painter.setLayoutDirection(option.direction)
        ink = palette.accent_text if is_current else palette.text2
        words = rect.adjusted(10, 0, -10, 0)
        paint_line(painter, words, index.data(), "name_row" if is_current else "body_strong", ink)
