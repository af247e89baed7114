"""One person on the board of an organisation: in front, and the logo nowhere (DESIGN §2: the disc alone)."""

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from relmgr.i18n import _
from relmgr.services.organisations import BoardPerson
from ui import icons
from ui import theme as themes
from ui.pages.people.card.parts import RevealedButton
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import pose_of
from ui.widgets.marks import paint_warmth
from ui.widgets.painting import Pose, box
from ui.widgets.portrait import PortraitSpec, person_pixmap
from ui.widgets.text import paint_line, tooltip_text

MIME = "application/x-relmgr-board-person"
"""What a dragged card carries: its affiliation's id."""

_DISC, _PAD, _GAP = 28, 10, 8
_MARK = 14


class PersonCard(QAbstractButton):
    """A press opens the person's card; M, a drag or the menu moves it to another column."""

    moved_asked = Signal(QWidget)
    """Where to is to be asked, under this card."""
    menu_asked = Signal(QPoint)
    stepped = Signal(int, int)
    """The focus is to go so many columns and so many cards on."""
    spoke = Signal(bool)
    """They spoke up for me, or against me: to be noted."""

    def __init__(
        self,
        person: BoardPerson,
        spec: PortraitSpec,
        parent: QWidget | None = None,
        *,
        single_keys: bool = True,
    ) -> None:
        super().__init__(parent)
        self.person = person
        self._spec = spec
        self._single_keys = single_keys
        self._pressed_at = QPoint()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._spoken())
        self.setToolTip(
            tooltip_text("\n".join(filter(None, (person.name, person.title, person.warmth_words))))
        )
        name = person.first_name
        self.praise = RevealedButton("thumbs-up", _("{name} spoke up for me").format(name=name), self)
        self.blame = RevealedButton("thumbs-down", _("{name} spoke against me").format(name=name), self)
        self.praise.clicked.connect(lambda _checked=False: self.spoke.emit(True))
        self.blame.clicked.connect(lambda _checked=False: self.spoke.emit(False))
        for button in (self.praise, self.blame):
            button.setFixedSize(24, 24)

    def _spoken(self) -> str:
        one = self.person
        evidence = [
            _("{what}, {day}").format(what=each.what, day=each.day_words) for each in one.evidence[:1]
        ]
        return _(", ").join(
            filter(None, (one.name, one.title, one.warmth_words, one.last_words, one.ended_words, *evidence))
        )

    def _lines(self) -> tuple[int, int, int]:
        """The heights of the name's row, of a line, and of the last row."""
        small = themes.current().line_height("small")
        return max(_DISC, themes.current().line_height("body_strong")), small, max(24, small)

    def sizeHint(self) -> QSize:
        name, small, last = self._lines()
        return QSize(150, 2 * _PAD + name + 6 + 2 * small + 4 + last)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for number, button in enumerate((self.blame, self.praise)):
            x = 6 + 25 * number
            left = x if mirrored else self.width() - x - 24
            button.move(left, self.height() - 24 - _PAD + 2)

    # --- what is done with it ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in steps:
            across, down = steps[key]
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.stepped.emit(-across if mirrored else across, down)
        elif key == Qt.Key.Key_M and self._single_keys and not event.modifiers():
            self.moved_asked.emit(self)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.rect().bottomLeft()) if keyboard else event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if not event.buttons() & Qt.MouseButton.LeftButton or far < QApplication.startDragDistance():
            super().mouseMoveEvent(event)
            return
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.carried())
        drag.setPixmap(self.grab())
        drag.setHotSpot(self._pressed_at)
        drag.exec(Qt.DropAction.MoveAction)

    def carried(self) -> QMimeData:
        """What a drag of the card carries."""
        data = QMimeData()
        data.setData(MIME, QByteArray(str(int(self.person.affiliation_id)).encode()))
        return data

    # --- how it looks ---

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        self._reveal(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._reveal(self.underMouse())
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._reveal(True)

    def leaveEvent(self, event: object) -> None:
        self._reveal(self.hasFocus())

    def _reveal(self, on: bool) -> None:
        self.praise.reveal(on)
        self.blame.reveal(on)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = themes.current()
        palette = theme.palette
        painter = QPainter(self)
        pose = pose_of(self)
        edge = palette.text3 if pose is Pose.HOVER else palette.hairline
        fill = palette.pressed if pose is Pose.PRESSED else palette.surface
        box(painter, QRectF(self.rect()), metrics.RADIUS_SHEET, fill=fill, line=edge)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            box(painter, ring, metrics.RADIUS_SHEET - 2, line=palette.focus, width=metrics.FOCUS_RING)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        theme = themes.current()
        palette, one = theme.palette, self.person
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        name, small, last = self._lines()
        left = self.width() - _PAD - _DISC if mirrored else _PAD
        top = _PAD + (name - _DISC) // 2
        disc = person_pixmap(self._spec, _DISC, theme, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(left, top), disc)
        inner = QRect(_PAD + 2, 0, self.width() - 2 * (_PAD + 2), small)
        beside = QRect(0, _PAD, self.width(), name)
        near = _PAD + _DISC + _GAP
        beside.adjust(_PAD if mirrored else near, 0, -(near if mirrored else _PAD), 0)
        paint_line(painter, beside, one.name, "body_strong", palette.text)
        y = _PAD + name + 6
        paint_line(painter, inner.translated(0, y), one.title, "small", palette.text2)
        y += small
        words = one.last_words or one.ended_words
        line = inner.translated(0, y)
        if one.warmth is not None:
            spot = line.right() + 1 - _MARK if mirrored else line.left()
            paint_warmth(painter, QRectF(spot, y, _MARK, small), one.warmth, theme, _MARK)
            line.adjust(0 if mirrored else _MARK + 5, 0, -(_MARK + 5) if mirrored else 0, 0)
        paint_line(painter, line, words, "small", palette.text3)
        if one.evidence:
            self._paint_evidence(painter, inner.translated(0, y + small + 4), last, mirrored=mirrored)

    def _paint_evidence(self, painter: QPainter, line: QRect, high: int, *, mirrored: bool) -> None:
        palette, newest = themes.current().palette, self.person.evidence[0]
        line.setHeight(high)
        side = metrics.ICON_META
        left = line.right() + 1 - side if mirrored else line.left()
        icon = "thumbs-up" if newest.is_for_me else "thumbs-down"
        colour = palette.accent_text if newest.is_for_me else palette.at_risk_fg
        icons.paint(painter, icon, colour, QRectF(left, line.top(), side, high), mirrored=mirrored)
        room = 50 if self.underMouse() or self.hasFocus() else 0
        near = side + 6
        line.adjust(room if mirrored else near, 0, -(near if mirrored else room), 0)
        words = newest.day_words if room or not newest.note else f"{newest.day_words} · {newest.note}"
        paint_line(painter, line, words, "small", palette.text2)
