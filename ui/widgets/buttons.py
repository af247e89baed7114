"""Buttons: five kinds, three heights, an icon in the text colour, and the shortcut inside where there is one."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui import icons
from ui import theme as themes
from ui.theme import Palette, metrics
from ui.widgets import focus_frame
from ui.widgets.painting import Pose, box
from ui.widgets.text import elided, paint_line, text_width, tooltip_text


class Kind(StrEnum):
    """What a button is for (DESIGN §6)."""

    PRIMARY = "primary"
    STANDARD = "standard"
    TINTED = "tinted"
    GHOST = "ghost"
    DESTRUCTIVE = "destructive"


class Size(StrEnum):
    """Rows take small buttons, empty states large ones."""

    SMALL = "small"
    STANDARD = "standard"
    LARGE = "large"


_HEIGHT = {
    Size.SMALL: metrics.BUTTON_SMALL,
    Size.STANDARD: metrics.BUTTON,
    Size.LARGE: metrics.BUTTON_LARGE,
}
_PADDING = {Size.SMALL: 10, Size.STANDARD: 12, Size.LARGE: 16}
_ICON_GAP = 7


class _Look:
    """Fill, line, text and icon colour of one kind in one pose."""

    __slots__ = ("fill", "icon", "line", "text")

    def __init__(
        self, fill: QColor | None, line: QColor | None, text: QColor, icon: QColor | None = None
    ) -> None:
        self.fill, self.line, self.text, self.icon = fill, line, text, icon or text


def _look(kind: Kind, pose: Pose, p: Palette, *, raised: bool) -> _Look:
    if pose is Pose.DISABLED:
        return _Look(None if kind is Kind.GHOST else p.pressed, None, p.disabled)
    step = (Pose.REST, Pose.HOVER, Pose.PRESSED).index(pose)
    hover = p.hover_raised if raised else p.hover
    if kind is Kind.PRIMARY:
        return _Look((p.accent, p.accent_hover, p.accent_pressed)[step], None, p.on_accent)
    if kind is Kind.TINTED:
        fill = (p.accent_tint, p.selected, p.nav_selected)[step]
        return _Look(fill, p.accent if step else None, p.accent_text)
    if kind is Kind.GHOST:
        return _Look((None, hover, p.pressed)[step], None, p.text2)
    if kind is Kind.DESTRUCTIVE:
        if pose is Pose.PRESSED:
            return _Look(p.danger, None, p.surface)
        return _Look((p.surface, p.danger_tint)[step], (p.hairline_strong, p.danger)[step], p.danger)
    return _Look((p.surface, hover, p.pressed)[step], p.hairline_strong, p.text, p.text2)


def pose_of(button: QAbstractButton, shown: Pose | None = None) -> Pose:
    """The pose `button` is in, or `shown` where a picture of the states wants one."""
    if shown is not None:
        return shown
    if not button.isEnabled():
        return Pose.DISABLED
    if button.isDown():
        return Pose.PRESSED
    return Pose.HOVER if button.underMouse() else Pose.REST


_LEAST = 180
"""Words wider than this, in logical pixels, may be shortened where there is not room for all."""


def least(wanted: QSize) -> QSize:
    """The least size of what bears a word and wants `wanted`."""
    return QSize(min(wanted.width(), themes.current().scaled(_LEAST)), wanted.height())


def tell_what_is_cut(button: QAbstractButton) -> None:
    """Say the whole word in the tooltip of a `button` for as long as it has less room than it wants."""
    words = tooltip_text(button.text())
    is_cut = button.width() < button.sizeHint().width()
    if is_cut and not button.toolTip():
        button.setToolTip(words)
    elif not is_cut and button.toolTip() == words:
        button.setToolTip("")


def set_checked(button: QAbstractButton, on: bool) -> None:
    """Show whether it is on without telling it as a press.

    What a checkable button does hangs on `toggled`, not on `clicked`: that is what a screen reader's own press says.
    """
    with QSignalBlocker(button):
        button.setChecked(on)
    button.update()


class Button(QPushButton):
    """A button with a word, and perhaps an icon before it and a shortcut behind it.

    `raised` is for buttons inside popups and dialogs. `chevron` shows that a menu opens. Where `has_ring` is off, it is
    for whoever makes it to see to the ring of the keyboard's focus.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind | str = Kind.STANDARD,
        *,
        icon: str = "",
        size: Size | str = Size.STANDARD,
        shortcut: str = "",
        raised: bool = False,
        chevron: bool = False,
        has_ring: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind = Kind(kind)
        self.size_kind = Size(size)
        self.icon_name = icon
        self.raised = raised
        self.chevron = chevron
        self.shown_pose: Pose | None = None
        self._hint = ""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoDefault(True)  # Return presses what has the focus, as Space does
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if has_ring:
            focus_frame.attach(self)
        if shortcut:
            self.set_shortcut(shortcut)

    def set_shortcut(self, keys: str) -> None:
        """Let `keys` (portable notation, "Ctrl+Return") press the button, and show them in the platform's notation."""
        for key in _twins(QKeySequence(keys)):
            QShortcut(key, self, self.click)
        self.show_shortcut(keys)

    def show_shortcut(self, keys: str) -> None:
        """Show `keys` behind the word, where something else listens to them."""
        self._hint = shortcut_text(QKeySequence(keys))
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Show the icon `name`; "" for none."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: Kind | str) -> None:
        """Make it a button of `kind`."""
        self.kind = Kind(kind)
        self.update()

    def _style(self) -> str:
        return "small_strong" if self.size_kind is Size.SMALL else "body_strong"

    def sizeHint(self) -> QSize:
        theme = themes.current()
        width = 2 * _PADDING[self.size_kind] + text_width(self.text(), self._style())
        if self.icon_name:
            width += metrics.ICON_BUTTON_GLYPH + (_ICON_GAP if self.text() else 0)
        if self._hint:
            width += 8 + text_width(self._hint, "key_hint")
        if self.chevron:
            width += 5 + metrics.ICON_CHIP
        return QSize(round(width + 0.49), theme.scaled(_HEIGHT[self.size_kind]))

    def minimumSizeHint(self) -> QSize:
        return least(self.sizeHint())

    def _room(self) -> float:
        """The width there is for the word."""
        return max(0.0, self.width() - self.sizeHint().width() + text_width(self.text(), self._style()))

    def is_cut(self) -> bool:
        """Whether the word has less room than it needs, and is shown shortened."""
        return self.width() < self.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tell_what_is_cut(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        look = _look(self.kind, pose_of(self, self.shown_pose), palette, raised=self.raised)
        painter = QPainter(self)
        box(painter, QRectF(self.rect()), metrics.RADIUS_CONTROL, fill=look.fill, line=look.line)
        self._paint_content(painter, look)

    def _paint_content(self, painter: QPainter, look: _Look) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wide, high = self.width(), self.height()
        x = float(_PADDING[self.size_kind]) + max(0.0, (wide - self.sizeHint().width()) / 2)

        def place(width: float) -> QRectF:
            return QRectF(wide - x - width if mirrored else x, 0, width, high)

        if self.icon_name:
            side = metrics.ICON_BUTTON_GLYPH
            spot = place(side)
            icons.paint(painter, self.icon_name, look.icon, spot, mirrored=mirrored)
            x += side + _ICON_GAP
        words = (
            elided(self.text(), themes.current().font(self._style()), self._room())
            if self.is_cut()
            else self.text()
        )
        x += _paint_words(painter, place, words, self._style(), look.text)
        if self._hint:
            x += 8
            faded = QColor(look.text)
            faded.setAlphaF(faded.alphaF() * 0.85)
            _paint_words(painter, place, self._hint, "key_hint", faded)
        if self.chevron:
            x += 5
            icons.paint(painter, "chevron-down", look.icon, place(metrics.ICON_CHIP))


def _paint_words(
    painter: QPainter, place: Callable[[float], QRectF], text: str, style: str, colour: QColor
) -> float:
    width = text_width(text, style)
    spot = place(width)
    rect = QRect(round(spot.x()), 0, round(width + 1.5), round(spot.height()))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # the place is mirrored already
    paint_line(painter, rect, text, style, colour)
    return width


class IconButton(QPushButton):
    """An icon that does something: its name is its tooltip and what assistive technology reads.

    `side` is 28 logical pixels (26 in rows). A `shortcut` in the name is only shown, not bound.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        side: int = metrics.ICON_BUTTON,
        icon_size: int = metrics.ICON_ROW,
        role: str = "text2",
        raised: bool = False,
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon_name = icon
        self.role = role
        self.raised = raised
        self.shown_pose: Pose | None = None
        self._side = side
        self._icon_size = icon_size
        self.setAutoDefault(True)  # Return presses what has the focus, as Space does
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name, shortcut)
        focus_frame.attach(self, metrics.RADIUS_ICON_BUTTON)

    def set_name(self, name: str, shortcut: str = "") -> None:
        """Say in words what the button does."""
        keys = shortcut_text(QKeySequence(shortcut)) if shortcut else ""
        self.setAccessibleName(name)
        self.setToolTip(tooltip_text(f"{name}  {keys}" if keys else name))

    def sizeHint(self) -> QSize:
        return QSize(self._side, max(self._side, metrics.ICON_BUTTON))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        pose = pose_of(self, self.shown_pose)
        painter = QPainter(self)
        hover = palette.hover_raised if self.raised else palette.hover
        fill = {Pose.HOVER: hover, Pose.PRESSED: palette.pressed}.get(pose)
        if fill is not None:
            box(painter, QRectF(self.rect()), metrics.RADIUS_ICON_BUTTON, fill=fill)
        colour = palette.disabled if pose is Pose.DISABLED else palette.role(self.role)
        side = self._icon_size
        spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        icons.paint(painter, self.icon_name, colour, spot, mirrored=mirrored)


class LinkButton(QPushButton):
    """A quiet word in the accent colour that does something: "2 more", "+ birthday", "Undo"."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        style: str = "body_strong",
        role: str = "accent_text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.icon_name = icon
        self.role = role
        self._type = style
        self.setFlat(True)
        self.setAutoDefault(True)  # Return presses what has the focus, as Space does
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        focus_frame.attach(self, 4)

    def set_text(self, text: str) -> None:
        """Say `text`, in as much room as it takes."""
        if text != self.text():
            self.setText(text)
            tell_what_is_cut(self)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme = themes.current()
        width = text_width(self.text(), self._type) + 1
        if self.icon_name:
            width += metrics.ICON_INLINE + 6
        return QSize(max(24, round(width + 0.49)), max(24, theme.line_height(self._type)))

    def minimumSizeHint(self) -> QSize:
        return least(self.sizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tell_what_is_cut(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        pose = pose_of(self)
        colour = palette.disabled if pose is Pose.DISABLED else palette.role(self.role)
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        rect = self.rect()
        if self.icon_name:
            side = metrics.ICON_INLINE
            left = self.width() - side if mirrored else 0
            icons.paint(
                painter, self.icon_name, colour, QRectF(left, 0, side, self.height()), mirrored=mirrored
            )
            rect = rect.adjusted(0 if mirrored else side + 6, 0, -(side + 6) if mirrored else 0, 0)
        used = paint_line(painter, rect, self.text(), self._type, colour)
        if pose in (Pose.HOVER, Pose.PRESSED):
            start = rect.right() + 1 - used if mirrored else float(rect.left())
            painter.fillRect(QRectF(start, (self.height() + 15) / 2, used, 1), colour)


def shortcut_text(keys: QKeySequence) -> str:
    """`keys` as the platform writes them: ⌘↵ on macOS, Ctrl+↵ elsewhere."""
    text = keys.toString(QKeySequence.SequenceFormat.NativeText)
    return text.replace("Return", "↵").replace("Enter", "↵")


def _twins(sequence: QKeySequence) -> tuple[QKeySequence, ...]:
    """Return means Enter too."""
    text = sequence.toString()
    if text.endswith("Return"):
        return sequence, QKeySequence(text.removesuffix("Return") + "Enter")
    return (sequence,)
