"""The column at the left: search, the pages with their counts, Quick capture, Settings and the lock line (DESIGN §4)."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.main_window.nav_row import (
    EDGE,
    RAIL_EDGE,
    CountLook,
    NavLook,
    column_width,
    number_of,
    paint_lock_line,
    paint_nav_row,
)
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import set_checked
from ui.widgets.painting import hairline

__all__ = ["CountLook", "LockLine", "NavButton", "Navigation", "column_width"]


class NavButton(QAbstractButton):
    """One row of the column; in the narrow rail its icon alone, with the word as tooltip."""

    def __init__(
        self,
        text: str,
        icon: str,
        height: int,
        *,
        count_look: CountLook = CountLook.PLAIN,
        boxed: str = "",
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon = icon
        self._height = height
        self._count_look = count_look
        self._boxed = boxed
        self._hint = hint
        self._count = 0
        self._is_rail = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        focus_frame.attach(self)
        self._describe()

    @property
    def count(self) -> int:
        """The number at the right; 0 shows nothing."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show `count` at the right; 0 shows nothing."""
        self._count = count
        self._describe()
        self.update()

    def set_rail(self, is_rail: bool) -> None:
        """Show the icon alone, or everything."""
        self._is_rail = is_rail
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        name = f"{self.text()}, {number_of(self._count, self._count_look)}" if self._count else self.text()
        self.setAccessibleName(name)
        keys = f"  {self._hint}" if self._hint else ""
        self.setToolTip(f"{self.text()}{keys}" if self._is_rail else "")

    def sizeHint(self) -> QSize:
        width = metrics.NAV_RAIL if self._is_rail else column_width()
        return QSize(width - 2 * EDGE - 1, themes.current().scaled(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = NavLook(
            text=self.text(),
            icon=self._icon,
            boxed=self._boxed,
            hint=self._hint,
            count=self._count,
            count_look=self._count_look,
            is_checked=self.isChecked(),
            is_down=self.isDown(),
            is_under_pointer=self.underMouse(),
            is_rail=self._is_rail,
            is_mirrored=self.layoutDirection() is Qt.LayoutDirection.RightToLeft,
        )
        paint_nav_row(QPainter(self), self.size(), look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class LockLine(QWidget):
    """The one reminder of where everything is: "On this computer only"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _("On this computer only")
        self._is_rail = False
        self.setAccessibleName(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_rail(self, is_rail: bool) -> None:
        """Show the lock alone, or the words too."""
        self._is_rail = is_rail
        self.setToolTip(self._text if is_rail else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(24, themes.current().line_height("lock"))

    def paintEvent(self, event: QPaintEvent) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        paint_lock_line(QPainter(self), self.size(), self._text, rail=self._is_rail, mirrored=mirrored)


class Navigation(QWidget):
    """The column. Pages are added in their order; the window hears of what was chosen by name."""

    chosen = Signal(str)
    """The page to open."""
    search_asked = Signal()
    capture_asked = Signal()
    settings_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName(_("Navigation"))
        self._pages: dict[str, NavButton] = {}
        self._is_rail = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._layout.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._search: NavButton | None = None
        self._capture: NavButton | None = None
        self._settings: NavButton | None = None
        self._lock = LockLine()
        self._layout.addLayout(self._rows)
        self._layout.addStretch(1)
        self._layout.addWidget(self._lock)
        self.set_rail(False)

    def add_search(self, hint: str) -> None:
        """Show the search button, with its key."""
        button = NavButton(_("Search"), "search", metrics.BUTTON, boxed="sunken", hint=hint)
        button.setObjectName("nav_search")
        button.clicked.connect(self.search_asked)
        self._layout.insertWidget(0, button)
        self._layout.insertSpacing(1, 12)
        self._search = button

    def add_page(self, name: str, text: str, icon: str, look: CountLook, hint: str = "") -> NavButton:
        """Show a row for the page `name` under the others."""
        button = NavButton(text, icon, metrics.NAV_ROW, count_look=look, hint=hint)
        button.setObjectName(f"nav_{name}")
        button.setCheckable(True)
        button.toggled.connect(lambda _checked: self._choose(name))
        self._rows.addWidget(button)
        self._pages[name] = button
        return button

    def add_capture(self, hint: str) -> None:
        """Show Quick capture, with its key."""
        button = NavButton(_("Quick capture"), "pen-line", metrics.CAPTURE, boxed="surface", hint=hint)
        button.setObjectName("nav_capture")
        button.clicked.connect(self.capture_asked)
        at = self._layout.count() - 1 - (2 if self._settings else 0)
        self._layout.insertWidget(at, button)
        self._layout.insertSpacing(at + 1, 8)
        self._capture = button

    def add_settings(self, hint: str) -> None:
        """Show Settings above the lock line."""
        button = NavButton(_("Settings"), "settings", metrics.NAV_ROW, hint=hint)
        button.setObjectName("nav_settings")
        button.setCheckable(True)
        button.toggled.connect(lambda _checked: self.settings_asked.emit())
        at = self._layout.count() - 1
        self._layout.insertWidget(at, button)
        self._layout.insertSpacing(at + 1, 8)
        self._settings = button

    def buttons(self) -> tuple[NavButton, ...]:
        """All rows from top to bottom."""
        each = (self._search, *self._pages.values(), self._capture, self._settings)
        return tuple(button for button in each if button is not None)

    def select(self, name: str) -> None:
        """Mark the page `name` as the one shown; "settings" for the settings, "" for none."""
        for page, button in self._pages.items():
            set_checked(button, page == name)
        if self._settings is not None:
            set_checked(self._settings, name == "settings")

    def set_count(self, name: str, count: int) -> None:
        """Show `count` beside the page `name`; 0 shows nothing."""
        if name in self._pages:
            self._pages[name].set_count(count)

    def first_focus(self) -> QWidget:
        """What F6 focuses here: the page shown, else the first row."""
        for button in self.buttons():
            if button.isChecked():
                return button
        rows = self.buttons()
        return rows[0] if rows else self

    def set_rail(self, is_rail: bool) -> None:
        """The narrow rail of icons, or the whole column."""
        self._is_rail = is_rail
        self.setFixedWidth(metrics.NAV_RAIL if is_rail else column_width())
        edge = RAIL_EDGE if is_rail else EDGE
        self._layout.setContentsMargins(edge, EDGE, edge, EDGE)
        for button in self.buttons():
            button.set_rail(is_rail)
        self._lock.set_rail(is_rail)

    def _choose(self, name: str) -> None:
        set_checked(self._pages[name], True)
        self.chosen.emit(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.canvas)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = 0 if mirrored else self.width() - 1
        hairline(painter, palette.hairline, (at, 0), (at, self.height()))
