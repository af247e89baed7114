"""The window before the file is open for good: navigation and the first screen of people, painted where they will stand.

It paints with the functions of the real rows, so that nothing moves when the shell takes its place
(docs/decisions/0018). What is typed into it filters at once, and what is pressed is done as soon as the shell stands.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from relmgr.domain.people_rows import PersonRow
from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.actions import Actions, Command
from ui.main_window.nav_row import (
    EDGE,
    RAIL_EDGE,
    NavLook,
    column_width,
    is_rail,
    paint_lock_line,
    paint_nav_row,
)
from ui.theme import metrics
from ui.widgets.painting import Pose, field_frame, hairline
from ui.widgets.people_row import look_of, paint_people_row, row_height
from ui.widgets.portrait import PortraitSpec
from ui.widgets.text import baseline, paint_line, text_width

PAGES = (
    ("today", Command.TODAY),
    ("people", Command.PEOPLE),
    ("expectations", Command.EXPECTATIONS),
    ("reflect", Command.REFLECT),
    ("referrals", Command.REFERRALS),
)
"""The rows of the navigation; a test holds them to the registry."""
_LIST_EDGE = 16
_FIELD_END = 17
_FIELD_EDGE = 11
_ROW_INSET = 8
_BUTTONS = ("user-round-plus", "arrow-up-down", "list-filter")

ReadRows = Callable[[int, str], tuple[PersonRow, ...]]
"""So many rows, for what is typed."""


class FirstFace(QWidget):
    """People as the list will show them. `rows_top` is where the rows began when the window was last left."""

    painted = Signal()

    def __init__(
        self,
        actions: Actions,
        rows_top: int,
        read_rows: ReadRows,
        spec_of: Callable[[PersonRow], PortraitSpec],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.typed = ""
        """What stands in the search field."""
        self.keys: list[QKeyEvent] = []
        """Keys that are for the shell, in their order."""
        self.press: QPoint | None = None
        """Where the left button was pressed last."""
        self._actions, self._rows_top = actions, rows_top
        self._read_rows, self._spec_of = read_rows, spec_of
        self._rows: tuple[PersonRow, ...] = ()
        self._known = ""
        self._room = 0
        self._was_painted = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("People"))

    def first_focus(self) -> QWidget:
        """Itself, for what is typed."""
        return self

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """Who is shown."""
        return self._rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._read()

    def _read(self) -> None:
        room = max(1, -(-(self.height() - self._rows_top) // row_height()))
        if room > self._room or self.typed != self._known:
            self._room, self._known = room, self.typed
            self._rows = self._read_rows(room, self.typed)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are searched for; everything else waits for the shell."""
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace and self.typed:
            self.typed = self.typed[:-1]
        elif event.key() == Qt.Key.Key_Escape and self.typed:
            self.typed = ""
        elif (text.isprintable() and text.strip() and not self.keys and text not in ("/", "?")) or (
            text == " " and self.typed and not self.keys
        ):
            self.typed += text
        else:
            self.keys.append(event.clone())
            return
        self._read()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.press = event.position().toPoint()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = themes.current().palette
        painter.fillRect(self.rect(), palette.surface)
        nav = metrics.NAV_RAIL if is_rail(self.width()) else column_width()
        self._paint_navigation(painter, nav)
        self._paint_list(painter, nav, list_width(self.width()))
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _placed(self, left: int, top: int, width: int, height: int) -> QRect:
        """A place counted from the leading side."""
        at = self.width() - left - width if self._is_mirrored() else left
        return QRect(at, top, width, height)

    def _paint_navigation(self, painter: QPainter, width: int) -> None:
        theme = themes.current()
        column = self._placed(0, 0, width, self.height())
        painter.fillRect(column, theme.palette.canvas)
        at = column.left() if self._is_mirrored() else column.right()
        hairline(painter, theme.palette.hairline, (at, 0), (at, self.height()))
        edge = RAIL_EDGE if is_rail(self.width()) else EDGE
        hint = self._actions.hint
        top = EDGE
        search = NavLook(text=_("Search"), icon="search", boxed="sunken", hint=hint(Command.SEARCH))
        top += self._paint_row(painter, (edge, top, width), metrics.BUTTON, search) + 12
        for page, command in PAGES:
            definition = self._actions.definition(command)
            look = NavLook(text=definition.text, icon=definition.icon, is_checked=page == "people")
            top += self._paint_row(painter, (edge, top, width), metrics.NAV_ROW, look) + 2
        low = self.height() - EDGE - theme.line_height("lock")
        self._paint_lock(painter, self._placed(edge, low, width - 2 * edge, theme.line_height("lock")))
        low -= 8 + theme.scaled(metrics.NAV_ROW)
        settings = NavLook(text=_("Settings"), icon="settings")
        self._paint_row(painter, (edge, low, width), metrics.NAV_ROW, settings)
        low -= 8 + theme.scaled(metrics.CAPTURE)
        capture = NavLook(
            text=_("Quick capture"), icon="pen-line", boxed="surface", hint=hint(Command.QUICK_CAPTURE)
        )
        self._paint_row(painter, (edge, low, width), metrics.CAPTURE, capture)

    def _paint_row(self, painter: QPainter, at: tuple[int, int, int], height: int, look: NavLook) -> int:
        """Draw a row of the column; gives the height it takes."""
        edge, top, width = at
        tall = themes.current().scaled(height)
        spot = self._placed(edge, top, width - 2 * edge, tall)
        shown = NavLook(
            text=look.text,
            icon=look.icon,
            boxed=look.boxed,
            hint=look.hint,
            is_checked=look.is_checked,
            is_rail=is_rail(self.width()),
            is_mirrored=self._is_mirrored(),
        )
        painter.save()
        painter.translate(spot.topLeft())
        paint_nav_row(painter, spot.size(), shown)
        painter.restore()
        return tall

    def _paint_lock(self, painter: QPainter, spot: QRect) -> None:
        painter.save()
        painter.translate(spot.topLeft())
        paint_lock_line(
            painter,
            spot.size(),
            _("On this computer only"),
            rail=is_rail(self.width()),
            mirrored=self._is_mirrored(),
        )
        painter.restore()

    def _paint_list(self, painter: QPainter, left: int, width: int) -> None:
        theme = themes.current()
        palette = theme.palette
        column = self._placed(left, 0, width, self.height())
        painter.fillRect(column, palette.sunken)
        at = column.left() if self._is_mirrored() else column.right()
        hairline(painter, palette.hairline, (at, 0), (at, self.height()))
        painter.setLayoutDirection(self.layoutDirection())
        tall = max(metrics.ICON_BUTTON, theme.line_height("column_title"))
        title = theme.line_height("column_title")
        words = _("People")
        spot = self._placed(
            left + _LIST_EDGE, 14 + (tall - title) // 2, round(text_width(words, "column_title")) + 1, title
        )
        paint_line(painter, spot, words, "column_title", palette.text)
        end = left + width - 12
        for number, icon in enumerate(_BUTTONS):
            side = metrics.ICON_BUTTON
            button = self._placed(end - side - number * (side + 6), 14 + (tall - side) // 2, side, side)
            glyph = metrics.ICON_ROW
            inner = QRectF(button.x() + (side - glyph) / 2, button.y() + (side - glyph) / 2, glyph, glyph)
            icons.paint(painter, icon, palette.text2, inner, mirrored=self._is_mirrored())
        self._paint_search(painter, (left, 28 + tall, width))
        line = self._rows_top - 7
        hairline(painter, palette.hairline, (column.left(), line), (column.right() + 1, line))
        self._paint_people(painter, column)

    def _paint_search(self, painter: QPainter, at: tuple[int, int, int]) -> None:
        theme = themes.current()
        palette = theme.palette
        left, top, width = at
        height = theme.scaled(metrics.FIELD)
        spot = self._placed(left + _LIST_EDGE, top, width - _LIST_EDGE - _FIELD_END, height)
        painter.save()
        painter.translate(spot.topLeft())
        inside = QRect(0, 0, spot.width(), height)
        field_frame(painter, QRectF(inside), palette, Pose.REST, has_focus=bool(self.typed))
        side, far = metrics.ICON_BUTTON_GLYPH, _FIELD_EDGE
        near = side + 19
        first = spot.width() - side - far if self._is_mirrored() else far
        icons.paint(painter, "search", palette.text3, QRectF(first, 0, side, height))
        words = self.typed or _("Name, company, anything")
        font, tall = theme.font("body"), theme.line_height("body")
        measured = QFontMetrics(font)
        base = (height - measured.height() + 1) // 2 + measured.ascent()  # as QLineEdit sets it
        start = far if self._is_mirrored() else near
        inside = QRect(start, base - baseline(font, tall), spot.width() - near - far, tall)
        paint_line(painter, inside, words, "body", palette.text if self.typed else palette.text3)
        painter.restore()

    def _paint_people(self, painter: QPainter, column: QRect) -> None:
        tall = row_height()
        painter.translate(
            column.x(), self._rows_top
        )  # rows round halves by where their list begins, as in the view
        painter.setClipRect(QRect(0, 0, column.width(), self.height()))
        for number, row in enumerate(self._rows):
            paint_people_row(
                painter,
                QRect(_ROW_INSET, number * tall, column.width() - 2 * _ROW_INSET, tall),
                look_of(row, self._spec_of(row)),
                is_selected=number == 0 and not self.typed,
            )


def list_width(window: int) -> int:
    """How wide the list is in a window of this width."""
    return metrics.LIST if window >= metrics.NARROW_WINDOW else metrics.LIST_NARROW
