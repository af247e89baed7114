"""The panel of the search over everything: a field, and what it finds with every key typed."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from relmgr.i18n import _
from relmgr.services import search
from ui import theme as themes
from ui.actions import Actions
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.palette.delegate import ROW, EntryDelegate, entry_height
from ui.dialogs.palette.entries import EntriesModel
from ui.dialogs.palette.finding import entries
from ui.errors import shown
from ui.theme import metrics
from ui.widgets.fields import FieldEdit
from ui.widgets.popup import paint_raised
from ui.widgets.text import TextLabel

_WIDTH = 600
_SHOWN_ROWS = 10
_LONGEST_QUOTE = 60
_PADDING = 12
_GAP = 8
_EDGE = 6
"""Between the edge of the panel and its ground, which has square corners."""
_SHADOW = 60
"""How far the shadow of the panel reaches at most."""


class _Ground(QWidget):
    """The inside of the panel. It hides what is below, so that a key repaints the panel and not the page as well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), themes.current().palette.raised)


class Palette(QWidget):
    """Opens over the page. Typing searches at once, ↑ ↓ move, Enter opens, Esc or a click outside closes."""

    closed = Signal()

    def __init__(
        self, context: Context, navigator: Navigator, host: DialogHost, actions: Actions, text: str = ""
    ) -> None:
        self._host = host.dialog_parent().window()
        super().__init__(self._host)
        self.setObjectName("palette")
        self._context = context
        self._navigator = navigator
        self._actions = actions
        self._before: QWidget | None = None
        self._is_closing = False
        self.field = FieldEdit(
            icon="search", placeholder=_("Name, company, anything"), name=_("Search everything")
        )
        self.model = EntriesModel()
        self.list = QListView()
        self.nothing = TextLabel("", "body", "text3")
        self._panel = QWidget(self)
        self._build()
        self._host.installEventFilter(self)
        self.hide()
        self.field.setText(text)
        self.field.textChanged.connect(self.search)
        self.search()

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setProperty("frameless", True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Found"))
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.clicked.connect(self._take)
        self.field.installEventFilter(self)
        ground = _Ground(self._panel)
        around = QVBoxLayout(self._panel)
        around.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        around.addWidget(ground)
        column = self._column = QVBoxLayout(ground)
        inner = _PADDING - _EDGE
        column.setContentsMargins(inner, inner, inner, inner)
        column.setSpacing(_GAP)
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.list)

    def open(self, focus: QWidget | None = None) -> None:
        """Show the panel with the cursor in its field."""
        self._before = QApplication.focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        (focus or self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Close the panel and give the focus back."""
        self._close()

    def search(self) -> None:
        """Find anew."""
        with shown(self._context.signals):
            self.model.show(entries(self._context, self._navigator, self._actions, self.field.text()))
        self.list.setCurrentIndex(self.model.index(0))
        self.list.scrollToTop()
        count = self.model.rowCount()
        self.list.setVisible(count > 0)
        self.nothing.setText(_("Nothing found for “{words}”.").format(words=self._typed()))
        self.nothing.setVisible(self.model.is_nothing())
        self._place()

    def _typed(self) -> str:
        """What is typed, on one line, for a sentence."""
        typed = " ".join(self.field.text().split())
        return typed if len(typed) <= _LONGEST_QUOTE else typed[: _LONGEST_QUOTE - 1] + "…"

    def choose(self) -> None:
        """Do what the line under the cursor says."""
        self._take(self.list.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row()) if index.isValid() else None
        if entry is not None:
            self._close()
            entry.act()

    def _close(self) -> None:
        if self._is_closing:
            return
        self._is_closing = True
        search.forget()
        self._host.removeEventFilter(self)
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        elif watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        count = self.model.rowCount()
        row = self.list.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: (row + 1) % max(count, 1),
            Qt.Key.Key_Up: (row - 1) % max(count, 1),
            Qt.Key.Key_PageDown: min(row + _SHOWN_ROWS, count - 1),
            Qt.Key.Key_PageUp: max(row - _SHOWN_ROWS, 0),
        }
        key = Qt.Key(event.key())
        if key in steps:
            index = self.model.index(steps[key])
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif key == Qt.Key.Key_Escape:
            self.reject()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True

    def _place(self) -> None:
        theme = themes.current()
        width = min(theme.scaled(_WIDTH), self.width() - 2 * metrics.PAGE_EDGE)
        top = max(metrics.PAGE_EDGE, self.height() // 8)
        heights = [entry_height(entry) for entry in self.model.entries]
        rows = min(sum(heights), _SHOWN_ROWS * theme.scaled(ROW))
        around = self.field.sizeHint().height() + _GAP + 2 * _PADDING
        if not self.nothing.isHidden():
            around += self.nothing.sizeHint().height() + _GAP
        self.list.setFixedHeight(max(0, min(rows, self.height() - top - metrics.PAGE_EDGE - around)))
        self._column.invalidate()
        height = self._column.totalSizeHint().height() + 2 * _EDGE
        before, now = self._panel.geometry(), QRect((self.width() - width) // 2, top, width, height)
        if before != now:
            self._panel.setGeometry(now)
            self.update(before.united(now).adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.reject()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.palette.scrim)
        paint_raised(painter, QRectF(self._panel.geometry()), metrics.RADIUS_POPUP, theme)
