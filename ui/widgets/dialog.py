"""The modal sheet: lies over the window's content on a scrim, keeps the focus inside and gives it back."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from relmgr.i18n import _
from ui import theme as themes
from ui.theme import CURVE, metrics
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.mirroring import mirrored_margins
from ui.widgets.painting import hairline
from ui.widgets.popup import paint_raised
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.reading import focus_order
from ui.widgets.text import TextLabel

PADDING = 24
_EDGE = 32
RING = 4
"""What the ring round the first thing in the body needs above it, where scrolling cuts."""


class _Panel(QWidget):
    """The sheet itself; the line above its foot is painted here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.foot: QWidget | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.foot is not None and self.foot.isVisibleTo(self):
            line = themes.current().palette.hairline_raised
            hairline(QPainter(self), line, (0, self.foot.y()), (self.width(), self.foot.y()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()


class DialogFrame(QWidget):
    """A dialog inside the window of `parent`: title row, body that scrolls, foot with buttons.

    Content goes into `body` (a column), notes and buttons into `foot` with `add_note` and `add_button`.
    Escape, the cross and Cancel dismiss it. Ctrl+Return presses the primary button. The dialog deletes itself
    when it closes; `accepted` or `rejected` comes first, then `closed`. The focus goes back to where it was; where
    that is gone, nothing has it and whoever listens to `closed` gives it.
    """

    accepted = Signal()
    rejected = Signal()
    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        title: str,
        *,
        width: int = metrics.DIALOG,
        portrait: PortraitSpec | None = None,
    ) -> None:
        host = parent.window()
        super().__init__(host)
        self.setObjectName("dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("focus_host", True)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._width = width
        self._host = host
        self._back: tuple[QWidget, ...] = ()
        self._is_closing = False
        self._shown = 1.0
        self._primary: Button | None = None
        self._panel = _Panel(self)
        self._build(title, portrait)
        self._movement = QVariantAnimation(self)
        self._movement.setEasingCurve(CURVE)
        self._movement.valueChanged.connect(self._fade)
        self._on_key("Esc", lambda: self._topmost().dismiss())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._on_key(keys, lambda: self._topmost().press_primary())
        self.hide()
        host.installEventFilter(self)

    def _on_key(self, keys: str, act: Callable[[], object]) -> None:
        """Where one dialog lies over another, Qt finds their keys ambiguous and asks each in turn: any may answer."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(act)
        shortcut.activatedAmbiguously.connect(act)

    def _topmost(self) -> "DialogFrame":
        """The dialog that lies over all others of this window."""
        dialogs = [each for each in self._host.children() if isinstance(each, DialogFrame)]
        return next((each for each in reversed(dialogs) if each.isVisible()), self)

    def _build(self, title: str, portrait: PortraitSpec | None) -> None:
        head = self._head = QWidget(self._panel)
        row = QHBoxLayout(head)
        row.setContentsMargins(mirrored_margins(self, PADDING, 18, 20, 14 - RING))
        row.setSpacing(12)
        if portrait is not None:
            row.addWidget(PortraitWidget(portrait, 28, head, surface="raised", person_only=True))
        self.title = TextLabel(title, "column_title", "text", head)
        row.addWidget(self.title, 1)
        self.cross = IconButton("x", _("Close"), raised=True, parent=head)
        self.cross.clicked.connect(self.dismiss)
        row.addWidget(self.cross)

        content = QWidget()
        content.setObjectName("dialog_body")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(PADDING, RING, PADDING, 18)
        self.body.setSpacing(14)
        self._scroll = QScrollArea(self._panel)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        for widget in (content, self._scroll.viewport()):
            widget.setAutoFillBackground(False)
        content.installEventFilter(self)

        foot = QWidget(self._panel)
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(PADDING, 15, PADDING, 18)
        self.foot.setSpacing(metrics.GAP)
        self.foot.addStretch(1)
        self._panel.foot = foot
        foot.hide()

        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._scroll, 1)
        column.addWidget(foot)

    def add_note(self, note: QWidget) -> None:
        """Put `note` at the leading side of the foot: what else will change, or what is wrong."""
        self.foot.insertWidget(0, note, 1)
        self.foot.setStretch(1, 0)  # the stretch before the buttons leaves its room to the note
        self._show_foot()

    def add_button(
        self, text: str, kind: Kind | str = Kind.STANDARD, *, shortcut: str = "", icon: str = ""
    ) -> Button:
        """Add a button at the trailing side of the foot. The first primary one answers to Ctrl+Return."""
        button = Button(text, kind, icon=icon, raised=True, parent=self._panel.foot)
        if shortcut:
            button.show_shortcut(shortcut)
        if Kind(kind) is Kind.PRIMARY and self._primary is None:
            self._primary = button
        self.foot.addWidget(button)
        self._show_foot()
        return button

    def add_cancel(self) -> Button:
        """Add the button that leaves everything as it was."""
        button = self.add_button(_("Cancel"))
        button.clicked.connect(self.dismiss)
        return button

    def add_save(self, text: str = "") -> Button:
        """Add the filled button; pressing it does not close the dialog: call `accept` when it worked."""
        return self.add_button(text or _("Save"), Kind.PRIMARY, shortcut="Ctrl+Return")

    def primary(self) -> Button | None:
        """The filled button."""
        return self._primary

    def press_primary(self) -> None:
        """Press the filled button, if it may be pressed."""
        if self._primary is not None and self._primary.isEnabled():
            self._primary.click()

    def _show_foot(self) -> None:
        if self._panel.foot is not None:
            self._panel.foot.show()

    def open(self, focus: QWidget | None = None) -> None:
        """Show the dialog and put the focus on `focus`, or on the first thing that takes it."""
        self._back = tuple(_upwards(QApplication.focusWidget()))
        self.setGeometry(self._host.rect())
        self._place()
        self.show()
        self.raise_()
        (focus or self._first() or self.cross).setFocus(Qt.FocusReason.OtherFocusReason)
        duration = themes.current().motion(metrics.POPUP_IN_MS)
        if duration:
            self._movement.setDuration(duration)
            self._movement.setStartValue(0.0)
            self._movement.setEndValue(1.0)
            self._movement.start()

    def place_on_screen(self) -> QRect:
        """Where the sheet itself lies, in global coordinates."""
        return QRect(self._panel.mapToGlobal(QPoint(0, 0)), self._panel.size())

    def accept(self) -> None:
        """Close the dialog because its work is done."""
        self._finish(self.accepted)

    def dismiss(self) -> None:
        """The user wants out: Escape, the cross or Cancel. A form with something typed asks first."""
        self.reject()

    def reject(self) -> None:
        """Close the dialog and leave everything as it was."""
        self._finish(self.rejected)

    def _finish(self, signal: object) -> None:
        if self._is_closing:
            return
        self._is_closing = True
        self._host.removeEventFilter(self)
        signal.emit()  # type: ignore[attr-defined]
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()  # else Qt hands it from one field to the next while they go
        self.close()
        back = next((found for each in self._back if (found := _focus_in(each)) is not None), None)
        if back is not None:
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _fade(self, shown: float) -> None:
        self._shown = shown
        self._place()
        self.update()

    def _first(self) -> QWidget | None:
        for widget in self._ring():
            if widget is not self.cross:
                return widget
        return None

    def _ring(self) -> list[QWidget]:
        """What takes the focus inside the dialog, in reading order: the body, then the foot, then the cross."""
        found = [each for each in focus_order(self) if each.isEnabled() and each.isVisibleTo(self)]
        return sorted(found, key=self._part_of)

    def _part_of(self, widget: QWidget) -> int:
        if self._scroll.isAncestorOf(widget):
            return 0
        return 2 if self._head.isAncestorOf(widget) else 1

    def focusNextPrevChild(self, forward: bool) -> bool:
        ring = self._ring()
        focused = QApplication.focusWidget()
        if not ring:
            return True
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        if focused in ring:
            target = ring[(ring.index(focused) + (1 if forward else -1)) % len(ring)]
        else:
            target = ring[0 if forward else -1]
        target.setFocus(reason)
        content = self._scroll.widget()
        if content is not None and content.isAncestorOf(target):
            self._scroll.ensureWidgetVisible(target, 0, 24)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Only the kinds of event asked for touch attributes: while a window is torn down they may be gone.
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self.parentWidget():
            self.setGeometry(self._host.rect())
        elif kind == QEvent.Type.LayoutRequest and watched is not self.parentWidget():
            self._place()
        return False

    def _place(self) -> None:
        content = self._scroll.widget()
        if content is None:
            return
        width = min(themes.current().scaled(self._width), self.width() - 2 * _EDGE)
        inner = content.layout()
        # A scroll area never shrinks to a single line: it would take that from the head and the foot.
        wanted = max(_height_for(inner, width), self._scroll.minimumSizeHint().height())
        foot = self._panel.foot
        whole = self._head.sizeHint().height() + wanted
        if foot is not None and not foot.isHidden():
            whole += _height_for(foot.layout(), width)
        height = min(whole, self.height() - 2 * _EDGE)
        lift = round((1 - self._shown) * 4)
        # A little above the middle: where the eye expects a sheet.
        top = max(_EDGE, round((self.height() - height) / 2) - 14) + lift
        before = self._panel.geometry()
        self._panel.setGeometry((self.width() - width) // 2, top, width, height)
        if self._panel.geometry() != before:
            self.update()  # the shadow lies outside the sheet, where nobody else would paint it away

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # nothing under the scrim can be pressed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        painter = QPainter(self)
        scrim = QColor(theme.palette.scrim)
        scrim.setAlphaF(scrim.alphaF() * self._shown)
        painter.fillRect(self.rect(), scrim)
        painter.setOpacity(self._shown)
        paint_raised(painter, QRectF(self._panel.geometry()), metrics.RADIUS_DIALOG, theme)

    def sizeHint(self) -> QSize:
        return self._host.size()

    def panel_corner(self) -> QPoint:
        """The top left of the sheet within the window."""
        return self._panel.pos()


def _height_for(layout: QLayout | None, width: int) -> int:
    if layout is None:
        return 0
    return layout.heightForWidth(width) if layout.hasHeightForWidth() else layout.sizeHint().height()


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    """`widget`, and what it stands in, below the window: what comes first in all of it is nobody's place."""
    while widget is not None and not widget.isWindow():
        yield widget
        widget = widget.parentWidget()


def _focus_in(widget: QWidget) -> QWidget | None:
    """`widget`, or the first in it that takes the focus: what was pressed may be gone once the dialog has saved."""
    from shiboken6 import isValid

    if not isValid(widget) or not widget.isVisible():
        return None
    if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled():
        return widget
    return next((each for each in focus_order(widget) if each.isVisible() and each.isEnabled()), None)
