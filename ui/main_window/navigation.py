"""The column at the left: search, the pages with their counts, Quick capture, Settings and the lock line (DESIGN §4)."""

from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import icons
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import set_checked
from ui.widgets.painting import box, hairline
from ui.widgets.text import paint_line, text_width

_EDGE = 12
_ICON_AT = 10
_LABEL_AT = 37
_SEARCH_LABEL_AT = 33
_COUNT_EDGE = 10
_HINT_EDGE = 12
_HINT_GAP = 6
_BADGE = 18
_BADGE_LEAST = 20


def column_width() -> int:
    """The width of the column with its words: half of what larger text adds, for the words are short."""
    return round(metrics.NAV * (1 + max(1.0, themes.current().factor)) / 2)


class CountLook(StrEnum):
    """How a count is shown: Today's filled, what is at risk tinted, the others plain."""

    PLAIN = "plain"
    FILLED = "filled"
    TINTED = "tinted"


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
        name = f"{self.text()}, {self._count}" if self._count else self.text()
        self.setAccessibleName(name)
        keys = f"  {self._hint}" if self._hint else ""
        self.setToolTip(f"{self.text()}{keys}" if self._is_rail else "")

    def sizeHint(self) -> QSize:
        width = metrics.NAV_RAIL if self._is_rail else column_width()
        return QSize(width - 2 * _EDGE - 1, themes.current().scaled(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        whole = QRectF(self.rect())
        fill = self._fill()
        if fill is not None or self._boxed:
            line = palette.hairline_strong if self._boxed else None
            box(painter, whole, metrics.RADIUS_CONTROL, fill=fill, line=line)
        self._paint_icon(painter)
        if not self._is_rail:
            self._paint_words(painter)

    def _fill(self) -> QColor | None:
        palette = themes.current().palette
        if self.isChecked() or (self.isDown() and not self._boxed):
            return palette.nav_selected
        if self._boxed:
            return palette.hover if self.underMouse() else palette.role(self._boxed)
        return palette.nav_hover if self.underMouse() else None

    def _paint_icon(self, painter: QPainter) -> None:
        palette = themes.current().palette
        is_search = self._boxed == "sunken"
        side = metrics.ICON_BUTTON_GLYPH if is_search else metrics.ICON_NAV
        colour = palette.accent_text if self.isChecked() else palette.text2
        if self._boxed:
            colour = palette.text3 if is_search else palette.accent
        left = (self.width() - side) / 2 if self._is_rail else self._from_start(_ICON_AT, side)
        mirrored = self._is_mirrored()
        spot = QRectF(left, (self.height() - side) / 2, side, side)
        icons.paint(painter, self._icon, colour, spot, mirrored=mirrored)
        if self._is_rail and self._count and self._count_look is not CountLook.PLAIN:
            dot = palette.accent if self._count_look is CountLook.FILLED else palette.at_risk_fg
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dot)
            painter.drawEllipse(
                QRectF(spot.right() - 2 if not mirrored else spot.left() - 5, spot.top() - 4, 7, 7)
            )

    def _paint_words(self, painter: QPainter) -> None:
        palette = themes.current().palette
        is_search = self._boxed == "sunken"
        if is_search:
            style, colour, start = "body", palette.text3, _SEARCH_LABEL_AT
        else:
            style, start = "body_strong", _LABEL_AT
            colour = palette.text if self._boxed else palette.text2
        if self.isChecked():
            style, colour = "name_row", palette.accent_text
        end = self._paint_count(painter) if self._count else self._paint_hint(painter)
        width = self.width() - start - end
        rect = QRect(end if self._is_mirrored() else start, 0, width, self.height())
        painter.setLayoutDirection(self.layoutDirection())
        paint_line(painter, rect, self.text(), style, colour)

    def _paint_hint(self, painter: QPainter) -> int:
        if not self._hint or not self._boxed:
            return _HINT_EDGE
        start = _LABEL_AT if self._boxed == "surface" else _SEARCH_LABEL_AT
        words = text_width(self.text(), "body_strong")
        width = round(QFontMetricsF(themes.current().font("key_hint")).horizontalAdvance(self._hint) + 1)
        if start + words + _HINT_GAP + width + _HINT_EDGE > self.width():
            return _HINT_EDGE  # the words come first; the sheet of keys has every key
        left = _HINT_EDGE if self._is_mirrored() else self.width() - _HINT_EDGE - width
        rect = QRect(left, 0, width, self.height())
        paint_line(painter, rect, self._hint, "key_hint", themes.current().palette.text3)
        return _HINT_EDGE + width + _HINT_GAP

    def _paint_count(self, painter: QPainter) -> int:
        theme = themes.current()
        palette = theme.palette
        text = str(self._count)
        style = "date" if self._count_look is CountLook.PLAIN else "badge"
        used = QFontMetricsF(theme.font(style)).horizontalAdvance(text)
        padding = 0 if self._count_look is CountLook.PLAIN else 11
        width, height = max(theme.scaled(_BADGE_LEAST), round(used + padding)), theme.scaled(_BADGE)
        left = _COUNT_EDGE if self._is_mirrored() else self.width() - _COUNT_EDGE - width
        rect = QRect(left, (self.height() - height) // 2, width, height)
        colour = palette.text3
        if self._count_look is CountLook.FILLED:
            box(painter, QRectF(rect), height / 2, fill=palette.accent)
            colour = palette.on_accent
        elif self._count_look is CountLook.TINTED:
            box(painter, QRectF(rect), height / 2, fill=palette.at_risk_bg)
            colour = palette.at_risk_fg
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        inner = QRect(round(rect.x() + (width - used) / 2), rect.y(), round(used + 2), height)
        paint_line(painter, inner, text, style, colour)
        return _COUNT_EDGE + width + 4

    def _from_start(self, offset: float, size: float) -> float:
        return self.width() - offset - size if self._is_mirrored() else offset

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

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
        palette = themes.current().palette
        painter = QPainter(self)
        side = metrics.ICON_META
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = (self.width() - side) / 2 if self._is_rail else (self.width() - 12 - side if mirrored else 12)
        icons.paint(painter, "lock", palette.text3, QRectF(left, 0, side, self.height()))
        if not self._is_rail:
            start = 12 + side + 5
            rect = QRect(0 if mirrored else start, 0, self.width() - start, self.height())
            painter.setLayoutDirection(self.layoutDirection())
            paint_line(painter, rect, self._text, "lock", palette.text3)


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
        self._layout.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
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
        edge = 10 if is_rail else _EDGE
        self._layout.setContentsMargins(edge, _EDGE, edge, _EDGE)
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
