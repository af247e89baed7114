"""One column of the board: its heading, and the cards, which can be dragged, moved by keyboard and opened."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from relmgr.domain.expectations import Column
from relmgr.domain.ids import ExpectationId
from relmgr.i18n import _
from relmgr.services.expectations.board import BoardCard
from ui import icons
from ui import theme as themes
from ui.models.expectations import BATCH, CARD, CARD_ID, MIME, ColumnModel, ReadCards, column_word, said_word
from ui.pages.people.card.parts import mirrored_margins
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.board_card import GAP, CardLook, card_height, paint_card
from ui.widgets.painting import Pose, box
from ui.widgets.portrait import PortraitSpec
from ui.widgets.row_table import menu_place, paint_own_rows
from ui.widgets.text import TextLabel, lift

COLUMN_ICONS = {
    Column.UNSPOKEN: ("circle-dashed", "unspoken_fg"),
    Column.AGREED: ("handshake", "agreed_fg"),
    Column.AT_RISK: ("triangle-alert", "at_risk_fg"),
    Column.CLOSED: ("check", "met_fg"),
}

BAR_ROOM = 12
"""Beside the cards, for the bar: it covers none of them."""

SpecOf = Callable[[BoardCard], PortraitSpec]


def look_of(card: BoardCard, portrait: PortraitSpec) -> CardLook:
    """How `card` is painted."""
    return CardLook(
        portrait=portrait,
        who=card.who_words,
        is_of_me=card.direction == "of_me",
        statement=card.statement,
        hopes=tuple((hope.text, hope.scope) for hope in card.hopes)
        if card.column is not Column.CLOSED
        else (),
        agreed=card.agreed,
        agreed_words=card.agreed_words,
        reason=card.reason,
        due=card.due_words,
        chip=said_word(card),
        is_pressing=card.column is Column.AT_RISK,
    )


class CardDelegate(QStyledItemDelegate):
    """Paints one card; `spec_of` gives the portrait."""

    def __init__(self, spec_of: SpecOf, view: "CardsView") -> None:
        super().__init__(view)
        self._spec_of, self._view = spec_of, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        card: BoardCard | None = index.data(CARD)
        width = self._view.viewport().width()
        if card is None:
            return QSize(width, 1)
        return QSize(width, card_height(look_of(card, self._spec_of(card)), width) + GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The card, without the gap under it."""
        card: BoardCard | None = index.data(CARD)
        if card is None:
            return
        state = option.state
        rect = option.rect.adjusted(0, 0, 0, -GAP)
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        paint_card(
            painter,
            rect,
            look_of(card, self._spec_of(card)),
            pose=Pose.HOVER if state & QStyle.StateFlag.State_MouseOver else Pose.REST,
            is_selected=bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus(),
            has_focus=is_current and focus_frame.is_by_keyboard(),
        )


class CardsView(QListView):
    """The cards. Return opens, M asks where to move, the arrows go through the column and to its neighbours."""

    opened = Signal(int)
    move_asked = Signal(int)
    """A card is to be moved by keyboard or menu."""
    dropped = Signal(int)
    """A card of another column was let go here."""
    sideways = Signal(int)
    """The neighbouring column is to have the focus: -1 the one before, 1 the one after in reading order."""
    menu_asked = Signal(int, QPoint)

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.single_letters = True
        self._is_target = False
        self.bar = paint_own_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setViewportMargins(mirrored_margins(self, 0, 0, BAR_ROOM, 0))
        self.viewport().setAutoFillBackground(False)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.clicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        found = index.data(CARD_ID)
        if found is not None:
            self.opened.emit(int(found))

    def current(self) -> ExpectationId | None:
        """The card the keyboard is on."""
        found = self.currentIndex().data(CARD_ID)
        return None if found is None else ExpectationId(int(found))

    def put_current(self, row: int) -> None:
        """Put the keyboard on the card at `row`, if there is one."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        if not self.currentIndex().isValid():
            self.put_current(0)
        super().focusInEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        current = self.current()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        if step is not None and is_plain:
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.sideways.emit(-step if mirrored else step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(int(current))
        elif key == Qt.Key.Key_M and is_plain and self.single_letters and current is not None:
            self.move_asked.emit(int(current))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and is_plain:
            self.put_current(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif event.text() and event.text().isprintable() and is_plain:
            event.ignore()  # no typing ahead: letters are commands
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_place(self, event)
        found = index.data(CARD_ID)
        if found is not None:
            self.menu_asked.emit(int(found), place)

    # --- dragging ---

    def startDrag(self, actions: Qt.DropAction) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        picture = self._picture(index)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(24, 20))
        drag.exec(Qt.DropAction.MoveAction)

    def _picture(self, index: QModelIndex) -> QPixmap:
        rect = self.visualRect(index)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.9)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, rect.width(), rect.height())
        painter.setLayoutDirection(self.layoutDirection())
        self.itemDelegate().paint(painter, option, index)
        painter.end()
        return picture

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def _consider(self, event: QDragMoveEvent) -> None:
        is_other = event.mimeData().hasFormat(MIME) and event.source() is not self
        self._mark(is_other)
        if is_other:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        carried = bytes(event.mimeData().data(MIME).data())
        if event.source() is not self and carried.isdigit():
            event.acceptProposedAction()
            self.dropped.emit(int(carried))

    def _mark(self, on: bool) -> None:
        if on != self._is_target:
            self._is_target = on
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_target:
            palette = themes.current().palette
            painter = QPainter(self.viewport())
            whole = QRectF(self.viewport().rect())
            box(painter, whole, metrics.RADIUS_SHEET, fill=palette.accent_tint, line=palette.accent)
            painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.scheduleDelayedItemsLayout()


class _HeadIcon(QWidget):
    """The icon of a column's status, in its colour."""

    def __init__(self, icon: str, role: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._role = icon, role
        self.setFixedSize(metrics.ICON_ROW, metrics.ICON_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self._icon, themes.current().colour(self._role), QRectF(self.rect()))


class BoardColumn(QWidget):
    """Heading with count, one line of what it means, and the cards."""

    def __init__(self, column: Column, read_cards: ReadCards, spec_of: SpecOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        self.model = ColumnModel(column, read_cards, self)
        self.view = CardsView(column, self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(CardDelegate(spec_of, self.view))
        self._title = TextLabel(column_word(column), "section", parent=self)
        self._count = TextLabel("", "body", "text3", self)
        self._meaning = TextLabel("", "small", "text3", self)
        self._lay_out()
        self.setFocusProxy(self.view)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        icon, role = COLUMN_ICONS[self.column]
        head.addWidget(_HeadIcon(icon, role, self), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 0, Qt.AlignmentFlag.AlignVCenter)
        beside = QVBoxLayout()
        beside.setContentsMargins(2, 0, 0, lift("body", "section"))
        beside.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(beside)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._meaning)
        column.addSpacing(10)
        column.addWidget(self.view, 1)

    @property
    def room(self) -> int:
        """How many cards are listed, or would be at first: as many have to be known before it is painted anew."""
        return max(BATCH, self.model.rowCount())

    def show_ids(self, ids: tuple[ExpectationId, ...], meaning: str, *, is_over: bool = True) -> None:
        """List `ids`; the keyboard stays on the card it was on, or at its place. is_over: there are no more."""
        current, row = self.view.current(), self.view.currentIndex().row()
        scrolled = self.view.verticalScrollBar().value()
        self.model.show(ids, at_least=row + 1)
        self._meaning.setText(meaning)
        self._say_count(is_over=is_over)
        if current is not None and ids:
            place = ids.index(current) if current in ids else min(row, len(ids) - 1)
            self.view.put_current(place)
            self.view.verticalScrollBar().setValue(scrolled)
        elif self.view.hasFocus():
            self.view.put_current(0)

    def extend_ids(self, ids: tuple[ExpectationId, ...], *, is_over: bool) -> None:
        """List more: `ids` begin with those that are listed."""
        self.model.extend(ids)
        self._say_count(is_over=is_over)
        if self.view.hasFocus() and not self.view.currentIndex().isValid():
            self.view.put_current(0)

    def forget_count(self) -> None:
        """Others are asked for: the number says nothing any more."""
        self._count.setText("")

    def _say_count(self, *, is_over: bool) -> None:
        """How many there are; while they are counted, the number that stood there, else that there are so many at least."""
        count = len(self.model.ids)
        if is_over:
            self._count.setText(str(count))
        elif not self._count.text() and count:
            self._count.setText(f"{count}+")
        words = _("{column}, {n}").format(column=column_word(self.column), n=self._count.text())
        self.view.setAccessibleName(words)

    def retheme(self) -> None:
        """Heights follow the text size."""
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.retheme()
        super().changeEvent(event)
