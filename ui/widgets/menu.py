"""Menus: rows of 32 with an icon and, at the far side, a time or a shortcut."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

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


class MenuRow(QPushButton):
    """One row of a menu; the row under the pointer has the focus."""

    def __init__(self, text: str, *, icon: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.icon_name, self.note = icon, note
        self.shown_pose: Pose | None = None
        self.setAccessibleName(f"{text}, {note}" if note else text)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = 10 + metrics.ICON_BUTTON_GLYPH + 10 + text_width(self.text(), "body") + 12
        if self.note:
            width += 24 + text_width(self.note, "date")
        return QSize(round(width + 0.5), themes.current().scaled(metrics.MENU_ROW))

    def enterEvent(self, event: QEnterEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().enterEvent(event)

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
        near = 10 + side + 10
        words = self.rect().adjusted(10 if mirrored else near, 0, -near if mirrored else -10, 0)
        paint_line(painter, words, self.text(), "body", ink)
        paint_line(painter, words, self.note, "date", p.text3, trailing=True)


class Menu(Popup):
    """A popup menu. Up and Down move, Return chooses, Escape closes."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent, radius=metrics.RADIUS_MENU)
        self.setAccessibleName(name)
        self._rows: list[MenuRow] = []
        self._area: ScrollPage | None = None
        self._column = QVBoxLayout(self.surface)
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.setSpacing(0)

    def add_row(self, text: str, choose: Callable[[], object], *, icon: str = "", note: str = "") -> MenuRow:
        """Add a row that calls `choose`, after the menu has closed."""
        row = MenuRow(text, icon=icon, note=note, parent=self.surface)
        row.clicked.connect(lambda _=False: self._choose(choose))
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

    def _choose(self, choose: Callable[[], object]) -> None:
        self.close()
        choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for row in self._rows:
                if row.hasFocus():
                    row.click()
            return
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        focused = next((n for n, row in enumerate(self._rows) if row.hasFocus()), -1 if step > 0 else 0)
        row = self._rows[(focused + step) % len(self._rows)]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if self._area is not None:
            self._area.scroll_to(row)
