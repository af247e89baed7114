"""Menus: rows of 32 with an icon and, at the far side, a time, a shortcut, or what leads to the rows behind it."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QEnterEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.fold import fold
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets.painting import Pose, box
from ui.widgets.popup import Popup
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Hairline
from ui.widgets.text import paint_line, text_width

_EDGE = 16
"""How far a menu as high as the screen keeps from its edges, in pixels."""

_INSET = 6
"""Between the edge of a menu and its rows, in pixels."""


class MenuRow(QPushButton):
    """One row of a menu; the row under the pointer has the focus."""

    def __init__(self, text: str, *, icon: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.icon_name, self.note = icon, note
        self.room = ""
        """As wide as this is what the note may become while the menu is open."""
        self.shown_pose: Pose | None = None
        self.leads_on = False
        """Whether it opens more rows beside it."""
        self.set_note(note)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_note(self, note: str) -> None:
        """What stands at the far side."""
        self.note = note
        self.setAccessibleName(f"{self.text()}, {note}" if note else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        width = 10 + metrics.ICON_BUTTON_GLYPH + 10 + text_width(self.text(), "body") + 12
        if self.note or self.room:
            width += 24 + max(text_width(self.note, "date"), text_width(self.room, "date"))
        if self.leads_on:
            width += 24 + metrics.ICON_BUTTON_GLYPH
        return QSize(round(width + 0.5), themes.current().scaled(metrics.MENU_ROW))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A button would hand the focus to its neighbour, and what scrolls would take the arrows: the menu knows better.
        menu = self.window()
        if event.key() != Qt.Key.Key_Space and isinstance(menu, Menu):
            menu.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p = themes.current().palette
        painter = QPainter(self)
        if self.hasFocus() or self.shown_pose is Pose.HOVER:
            fill = p.nav_selected if self.isDown() else p.selected
            box(painter, QRectF(self.rect()), metrics.RADIUS_CONTROL - 2, fill=fill)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ink = p.text if self.isEnabled() else p.disabled
        side = metrics.ICON_BUTTON_GLYPH
        if self.icon_name:
            left = self.width() - 10 - side if mirrored else 10
            icons.paint(
                painter, self.icon_name, p.text2, QRectF(left, 0, side, self.height()), mirrored=mirrored
            )
        if self.leads_on:
            left = 10 if mirrored else self.width() - 10 - side
            icons.paint(
                painter, "chevron-right", p.text3, QRectF(left, 0, side, self.height()), mirrored=mirrored
            )
        near = 10 + side + 10
        words = self.rect().adjusted(10 if mirrored else near, 0, -near if mirrored else -10, 0)
        paint_line(painter, words, self.text(), "body", ink)
        paint_line(painter, words, self.note, "date", p.text3, trailing=True)


class Menu(Popup):
    """A popup menu. Up, Down, Home and End move, a letter goes to the next row that begins with it, Return chooses.

    Right opens the rows behind a row, Left and Escape close them again.
    """

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, radius=metrics.RADIUS_MENU)
        self.setAccessibleName(name)
        self._rows: list[MenuRow] = []
        self._behind: dict[MenuRow, Callable[[], None]] = {}
        self._inner: Menu | None = None
        self._outer: Menu | None = None
        self._steps_back = False
        self._area: ScrollPage | None = None
        self._column = QVBoxLayout(self.surface)
        self._column.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        self._column.setSpacing(0)

    def add_row(self, text: str, choose: Callable[[], object], *, icon: str = "", note: str = "") -> MenuRow:
        """Add a row that calls `choose`, after the menu has closed."""
        row = MenuRow(text, icon=icon, note=note, parent=self.surface)
        row.clicked.connect(lambda _=False: self._choose(choose))
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def add_menu(self, text: str, fill: Callable[["Menu"], None], *, icon: str = "") -> MenuRow:
        """Add a row that opens more rows beside it; `fill` adds them when it is opened."""
        row = MenuRow(text, icon=icon, parent=self.surface)
        row.leads_on = True
        row.setAccessibleDescription(_("Opens more to choose from"))
        row.clicked.connect(lambda _=False: self._open_behind(row, fill))
        self._behind[row] = lambda: self._open_behind(row, fill)
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def add_line(self) -> None:
        """Add a hairline between groups."""
        holder = QWidget(self.surface)
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(4, 5, 4, 5)
        inner.addWidget(Hairline(role="hairline_raised", parent=holder))
        self._column.addWidget(holder)

    def rows(self) -> list[MenuRow]:
        """The rows, from the top."""
        return list(self._rows)

    def open_at(self, corner: QPoint) -> None:
        """Show the menu at `corner`, in global coordinates, with its first row focused; it scrolls where it must."""
        screen = QGuiApplication.screenAt(corner) or self.screen()
        room = screen.availableGeometry().height() - 2 * _EDGE
        if self._area is None and self._column.sizeHint().height() > room:
            self._scroll_within(room)
        super().open_at(corner)
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _scroll_within(self, height: int) -> None:
        """More rows than the screen is high: they scroll in `height` pixels, by wheel and by the arrows."""
        width = self._column.sizeHint().width()
        content = QWidget()
        content.setLayout(self._column)  # it takes the rows along
        area = self._area = ScrollPage(content, self.surface)
        area.setFixedSize(width, height)
        around = QVBoxLayout(self.surface)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    @property
    def inner(self) -> "Menu | None":
        """The rows behind a row, while they are open."""
        return self._inner

    def _open_behind(self, row: MenuRow, fill: Callable[["Menu"], None]) -> None:
        inner = Menu(self, name=row.text())
        inner._outer, self._inner = self, inner
        fill(inner)
        inner.closed.connect(lambda: self._closed_behind(inner, row))
        inner.adjustSize()
        width = inner._column.sizeHint().width()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        corner = row.mapToGlobal(QPoint(-width - _INSET if mirrored else row.width() + _INSET, -_INSET))
        other = row.mapToGlobal(QPoint(row.width() + _INSET if mirrored else -width - _INSET, -_INSET))
        room = self.screen().availableGeometry()
        fits = room.left() <= corner.x() and corner.x() + width <= room.right()
        inner.open_at(corner if fits else other)

    def _closed_behind(self, inner: "Menu", row: MenuRow) -> None:
        """Back to the row by key, or by a press beside the inner rows; a press elsewhere closes it all."""
        self._inner = None
        is_here = self.surface.rect().contains(self.surface.mapFromGlobal(QCursor.pos()))
        if self.isVisible() and (inner._steps_back or is_here):
            row.setFocus(Qt.FocusReason.PopupFocusReason)
        elif self.isVisible():
            self.close()

    def _choose(self, choose: Callable[[], object]) -> None:
        self._leave()
        choose()

    def _leave(self) -> None:
        """Close, the outermost first: nothing of it takes the focus again."""
        if self._outer is not None and self._outer.isVisible():
            self._outer.hide()
            self._outer._leave()
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, focused = Qt.Key(event.key()), next((row for row in self._rows if row.hasFocus()), None)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        onward, back = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if mirrored else (Qt.Key.Key_Right, Qt.Key.Key_Left)
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if focused is not None:
                focused.click()
        elif key == onward and focused in self._behind:
            self._behind[focused]()
        elif self._outer is not None and key in (back, Qt.Key.Key_Escape):
            self._steps_back = True
            self.close()
        else:
            row = self._row_for(key, event.text(), focused)
            if row is None:
                super().keyPressEvent(event)
                return
            row.setFocus(Qt.FocusReason.TabFocusReason)
            if self._area is not None:
                self._area.scroll_to(row)

    def _row_for(self, key: Qt.Key, text: str, focused: MenuRow | None) -> MenuRow | None:
        """The row that a key leads to."""
        if not self._rows:
            return None
        here = self._rows.index(focused) if focused is not None else -1
        count = len(self._rows)
        if key == Qt.Key.Key_Down:
            return self._rows[(here + 1) % count]
        if key == Qt.Key.Key_Up:
            return self._rows[(max(here, 0) - 1) % count]
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return self._rows[0 if key == Qt.Key.Key_Home else -1]
        letter = fold(text)
        after = (*self._rows[here + 1 :], *self._rows[: here + 1])
        return next((row for row in after if letter.isalnum() and fold(row.text()).startswith(letter)), None)
