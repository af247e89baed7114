"""One row of Today: portrait or day, what and why, and Done, Snooze, Open at its far side (DESIGN §5, Today)."""

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from relmgr.domain.calendar_words import short_month
from relmgr.i18n import _
from relmgr.services.reminders import DueItem
from ui import icons
from ui import theme as themes
from ui.models.today import away_words, done_words, snooze_words, spoken
from ui.theme import CURVE, metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import Button, Kind, Size, pose_of
from ui.widgets.menu import Menu
from ui.widgets.painting import Pose, box, hairline
from ui.widgets.portrait import PortraitSpec, portrait_pixmap
from ui.widgets.text import paint_line, text_width

_EDGE = 10
_PORTRAIT, _SIDE_PORTRAIT = 40, 36
_GAP, _SIDE_GAP = 12, 10
_FAR, _SIDE_FAR = 8, 6
_BETWEEN = 2
_LEAST_TEXT = 120
"""Where words would leave the text less than this, the actions stay icons."""


_ROW_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})


class RowAction(Button):
    """Done, Snooze or Open: an icon at rest, with its word in the row that is hovered or has the focus."""

    focus_moved = Signal()
    """It got the focus, or lost it."""

    def __init__(self, text: str, icon: str, kind: Kind, parent: QWidget) -> None:
        super().__init__(text, kind, icon=icon, size=Size.SMALL, has_ring=False, parent=parent)
        self.is_worded = False
        self._has_ring = False
        self.fill = 0.0
        """How far Done has filled, 0 to 1."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_worded(self, is_worded: bool) -> None:
        """Show the word too, or the icon alone."""
        if is_worded != self.is_worded:
            self.is_worded = is_worded
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it; the arrows and letters are the row's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ROW_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._has_ring:
            self._has_ring = True
            focus_frame.attach_now(self, event)
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_moved.emit()

    def sizeHint(self) -> QSize:
        if self.is_worded:
            return super().sizeHint()
        return QSize(metrics.ICON_BUTTON_ROW, metrics.BUTTON_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        whole = QRectF(self.rect())
        if self.fill:
            colour = QColor(palette.accent)
            colour.setAlphaF(self.fill)
            box(painter, whole, metrics.RADIUS_CONTROL, fill=colour)
            side = metrics.ICON_ROW
            ink = palette.on_accent if self.fill > 0.5 else palette.accent_text
            spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            icons.paint(painter, self.icon_name, ink, spot)
            return
        if self.is_worded:
            painter.end()
            super().paintEvent(event)
            return
        pose = pose_of(self, self.shown_pose)
        back = {Pose.HOVER: palette.hover, Pose.PRESSED: palette.pressed}.get(pose)
        if back is not None:
            box(painter, whole, metrics.RADIUS_ICON_BUTTON, fill=back)
        side = metrics.ICON_ROW
        spot = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        icons.paint(painter, self.icon_name, palette.text2, spot, mirrored=self.isRightToLeft())


def tell(action: RowAction, tip: str) -> None:
    """Give it this tooltip. Qt tells everybody who watches it, even where it is the same."""
    if action.toolTip() != tip:
        action.setToolTip(tip)


class TodayRow(QAbstractButton):
    """A row. Pressing it opens the card; D, S and O decide while it has the focus."""

    done_asked = Signal()
    snooze_asked = Signal()
    open_asked = Signal()
    prep_asked = Signal()
    step_asked = Signal(int)
    """Another row is to have the focus: -1 and 1 the neighbours, -2 and 2 the first and the last."""
    activity_changed = Signal()
    """It is hovered or focused now, or no longer: dividers beside it come and go."""
    left = Signal()
    """It has gone after `leave`."""

    def __init__(
        self, item: DueItem, portrait: PortraitSpec | None, *, is_side: bool, shows_day: bool
    ) -> None:
        super().__init__()
        self.item = item
        self._portrait = portrait
        self._is_side = is_side
        self._shows_day = shows_day
        self.single_letters = True
        self.is_first = True
        self.above_is_active = False
        self.is_leaving = False
        self.shown_pose: Pose | None = None
        """For pictures: the pose to be painted in."""
        self._is_hovered = False
        self._was_active = False
        self._share = 1.0
        self._is_unplaced = True
        self._text_end = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.done = RowAction(_("Done"), "check", Kind.TINTED, self)
        self.snooze = RowAction(_("Snooze"), "alarm-clock", Kind.GHOST, self)
        self.open = RowAction(_("Open"), "arrow-up-right", Kind.GHOST, self)
        self.done.clicked.connect(self.done_asked)
        self.snooze.clicked.connect(self.snooze_asked)
        self.open.clicked.connect(self.open_asked)
        self.clicked.connect(self.open_asked)
        for action in self.actions_:
            action.focus_moved.connect(self.refresh)
        self._movement = QVariantAnimation(self)
        self._movement.valueChanged.connect(self._move)
        self._movement.finished.connect(self._moved)
        self.show_item(item, portrait)

    @property
    def actions_(self) -> tuple[RowAction, RowAction, RowAction]:
        """Done, Snooze, Open."""
        return self.done, self.snooze, self.open

    def show_item(self, item: DueItem, portrait: PortraitSpec | None) -> None:
        """Show `item`, which is the same as before or has changed its words."""
        name = spoken(item)
        if (item, portrait, name) == (self.item, self._portrait, self.accessibleName()):
            self.item = item
            return
        self.item, self._portrait = item, portrait
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("Opens the card. D is done, S snoozes, O opens, P prepares for a call.")
            if item.person is not None
            else _("D is done, S snoozes, O opens.")
        )
        self.done.setText(done_words(item))
        self.snooze.setText(snooze_words(item))
        if self.open.isHidden() is not (item.person is None):
            self.open.setVisible(item.person is not None)
        for action in self.actions_:
            action.setAccessibleName(f"{action.text()}: {item.title}")
            tell(action, "" if action.is_worded else action.text())
        self._place_actions()
        self.update()

    def stand_below(self, above: "TodayRow | None") -> None:
        """Take note of the row `above`: the divider between the two goes where one of them is active."""
        stands = above is None, above is not None and above.is_active
        if stands != (self.is_first, self.above_is_active):
            self.is_first, self.above_is_active = stands
            self.update()

    def set_current(self, is_current: bool) -> None:
        """Let Tab reach this row and its buttons, or pass it by: one row of a section is reached by Tab."""
        tab = Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(tab)
        inner = Qt.FocusPolicy.TabFocus if is_current else Qt.FocusPolicy.NoFocus
        for action in self.actions_:
            action.setFocusPolicy(inner)

    # --- being hovered, focused, finished ---

    @property
    def is_active(self) -> bool:
        """Whether it is hovered, or has the keyboard's focus in it."""
        if self.is_leaving:
            return False
        if self.shown_pose is not None:
            return self.shown_pose is not Pose.REST
        return self._is_hovered or (self._has_focus_inside() and focus_frame.is_by_keyboard())

    def _has_focus_inside(self) -> bool:
        return self.hasFocus() or any(action.hasFocus() for action in self.actions_)

    def refresh(self) -> None:
        """Take note of hover and focus."""
        is_active = self.is_active
        if is_active != self._was_active:
            self._was_active = is_active
            self._place_actions()
            self.activity_changed.emit()
        self.update()

    def leave(self) -> None:
        """Fill the check, shrink to nothing, then tell `left`; at once where motion is reduced."""
        self.is_leaving = True
        self.setEnabled(False)
        self._was_active = False
        theme = themes.current()
        self._check_ms, leave_ms = theme.motion(metrics.CHECK_MS), theme.motion(metrics.ROW_LEAVE_MS)
        self._whole_ms = self._check_ms + leave_ms
        if not self._whole_ms or not self.isVisible():
            self.left.emit()
            return
        self._full_height = self.height()
        self._movement.setStartValue(0)
        self._movement.setEndValue(self._whole_ms)
        self._movement.setDuration(self._whole_ms)
        self._movement.start()

    def _move(self, elapsed: int) -> None:
        if elapsed <= self._check_ms:
            self.done.fill = elapsed / max(1, self._check_ms)
            self.done.update()
            return
        self.done.fill = 1.0
        gone = (elapsed - self._check_ms) / max(1, self._whole_ms - self._check_ms)
        self._share = 1.0 - QEasingCurve(CURVE).valueForProgress(gone)
        self.setFixedHeight(max(1, round(self._full_height * self._share)))
        for action in self.actions_:
            action.hide()
        self.update()

    def _moved(self) -> None:
        if self.is_leaving:
            self.left.emit()

    # --- events ---

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.refresh()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.refresh()

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        super().focusInEvent(event)
        was_active = self._was_active
        self.refresh()
        if (
            self._was_active is was_active
        ):  # hovered already, or focused by a click: it is the current row all the same
            self.activity_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All that can be done with it in words, with the letters that do it."""
        letters = dict.fromkeys(("done", "snooze", "open", "prep"), "")
        if self.single_letters:
            letters = {"done": "D", "snooze": "S", "open": "O", "prep": "P"}
        menu = Menu(self, name=self.item.title)
        menu.add_row(_("Done"), self.done_asked.emit, icon="check", note=letters["done"])
        menu.add_row(_("Snooze"), self.snooze_asked.emit, icon="alarm-clock", note=letters["snooze"])
        menu.add_row(_("Open"), self.open_asked.emit, icon="arrow-up-right", note=letters["open"])
        if self.item.person is not None:
            menu.add_row(
                _("Prep for a call"), self.prep_asked.emit, icon="phone-outgoing", note=letters["prep"]
            )
        menu.open_at(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -2, Qt.Key.Key_End: 2}
        key = Qt.Key(event.key())
        letters = {
            Qt.Key.Key_D: self.done_asked,
            Qt.Key.Key_S: self.snooze_asked,
            Qt.Key.Key_O: self.open_asked,
            Qt.Key.Key_P: self.prep_asked,
        }
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if key in steps and is_plain:
            self.step_asked.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            self.open_asked.emit()
        elif key in letters and is_plain and self.single_letters:
            letters[key].emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_actions()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place_actions()
        super().changeEvent(event)

    # --- layout ---

    def sizeHint(self) -> QSize:
        high = metrics.TODAY_SIDE_ROW if self._is_side else metrics.TODAY_ROW
        return QSize(200, themes.current().scaled(high))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    @property
    def _text_at(self) -> int:
        if self._is_side:
            return _EDGE + _SIDE_PORTRAIT + _SIDE_GAP
        return _EDGE + _PORTRAIT + _GAP

    def text_start(self) -> int:
        """Where the text begins, in pixels from the leading edge."""
        return self._text_at

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_unplaced:
            self._place_actions()

    def _place_actions(self) -> None:
        self._is_unplaced = not self.isVisible()
        if self._is_unplaced:  # it gets its width several times before it is seen
            return
        shown = [action for action in self.actions_ if not action.isHidden()]
        words = sum(Button.sizeHint(action).width() + _BETWEEN for action in shown)
        has_room = self.width() - self._text_at - words - _FAR >= _LEAST_TEXT
        is_worded = self._was_active and has_room
        end = self.width() - (_SIDE_FAR if self._is_side else _FAR)
        for action in reversed(shown):
            action.set_worded(is_worded)
            tell(action, "" if is_worded else action.text())
            size = action.sizeHint()
            left = end - size.width()
            place = self.width() - end if self.isRightToLeft() else left
            action.setGeometry(place, (self.height() - size.height()) // 2, size.width(), size.height())
            end = left - _BETWEEN
        self._text_end = end - 6

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        palette = theme.palette
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setOpacity(self._share)
        fill = "surface"
        if self.is_active:
            fill = "pressed" if self.isDown() else "hover"
            box(painter, QRectF(self.rect()), metrics.RADIUS_ROW, fill=palette.role(fill))
        elif not (self.is_first or self.above_is_active):
            self._paint_divider(painter)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            box(
                painter,
                QRectF(self.rect()),
                metrics.RADIUS_ROW,
                line=palette.focus,
                width=metrics.FOCUS_RING,
            )
        if self._shows_day:
            self._paint_day(painter)
        else:
            self._paint_portrait(painter, palette.role(fill))
        self._paint_text(painter)

    def _paint_divider(self, painter: QPainter) -> None:
        start, end = self._text_at, self.width() - _EDGE
        if self.isRightToLeft():
            start, end = self.width() - end, self.width() - start
        hairline(painter, themes.current().palette.hairline, (start, 0), (end, 0))

    def _lead(self, width: int) -> int:
        return self.width() - _EDGE - width if self.isRightToLeft() else _EDGE

    def _paint_portrait(self, painter: QPainter, back: QColor) -> None:
        side = _SIDE_PORTRAIT if self._is_side else _PORTRAIT
        top = (self.height() - side) // 2
        if self._portrait is None:
            palette = themes.current().palette
            spot = QRectF(self._lead(side) + side * 0.15, top + side * 0.15, side * 0.7, side * 0.7)
            box(painter, spot, spot.width() / 2, fill=palette.accent_tint)
            inner = spot.adjusted(6, 6, -6, -6)
            icons.paint(painter, "bell", palette.accent_text, inner)
            return
        pixmap = portrait_pixmap(
            self._portrait,
            side,
            back,
            themes.current(),
            painter.device().devicePixelRatioF(),
            mirrored=self.isRightToLeft(),
        )
        painter.drawPixmap(QPoint(self._lead(side), top), pixmap)

    def _paint_day(self, painter: QPainter) -> None:
        theme = themes.current()
        day = self.item.occurrence
        number, month = str(day.day), short_month(day.month)
        high, low = theme.line_height("day"), theme.line_height("key_hint")
        top = (self.height() - high - low) // 2
        left = self._lead(_SIDE_PORTRAIT)
        for text, style, role, y, tall in (
            (number, "day", "text", top, high),
            (month, "key_hint", "text2", top + high, low),
        ):
            width = round(text_width(text, style) + 0.5)
            spot = QRect(left + (_SIDE_PORTRAIT - width) // 2, y, width + 1, tall)
            paint_line(painter, spot, text, style, theme.colour(role))

    def _paint_text(self, painter: QPainter) -> None:
        theme = themes.current()
        style = "body_strong" if self._is_side else "row_title"
        upper, lower = theme.line_height(style), theme.line_height("small")
        said = self.item.late_words or away_words(self.item) or self.item.why
        top = (self.height() - upper - (lower if said else 0)) // 2 - (1 if self._is_side else 0)
        width = max(0, self._text_end - self._text_at)
        left = self.width() - self._text_end if self.isRightToLeft() else self._text_at
        title = QRect(left, top, width, upper)
        paint_line(painter, title, self.item.title, style, theme.colour("text"))
        line = QRect(left, top + upper - (1 if self._is_side else 0), width, lower)
        parts = (
            (self.item.late_words, "small_strong", "missed_fg"),
            (away_words(self.item), "small_strong", "text2"),
            (self.item.why, "small", "text3"),
        )
        for text, kind, role in parts:
            if not text or line.width() < 12:
                continue
            used = round(paint_line(painter, line, text, kind, theme.colour(role)) + text_width(" ", kind))
            line.adjust(0 if self.isRightToLeft() else used, 0, -used if self.isRightToLeft() else 0, 0)
