"""What the card's blocks are made of: a heading whose button shows on demand, and rows that can be pressed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import IconButton
from ui.widgets.mirroring import mirrored_margins as mirrored_margins  # noqa: PLC0414  (the parts of a card use it)
from ui.widgets.painting import box
from ui.widgets.sections import Hairline, Heading
from ui.widgets.text import TextLabel

BLEED = 8
"""How far the fill of a hovered row reaches beyond its text."""

_LEAST_TARGET = 24
"""In pixels: the least that can be pressed (WCAG 2.2, 2.5.8)."""

_SPARE = 12
"""How many rows of one kind wait for the next person who has more of them."""


class RevealedButton(IconButton):
    """An icon button painted only while its block is hovered or it has the focus, so that the card stays calm.

    It keeps its place, takes the focus by Tab and speaks its name always.
    """

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, role: str = "text2") -> None:
        super().__init__(icon, name, side=metrics.ICON_BUTTON_ROW, role=role, parent=parent)
        self._revealed = False

    def reveal(self, revealed: bool) -> None:
        """Paint it, or leave its place empty."""
        if revealed != self._revealed:
            self._revealed = revealed
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._revealed or self.hasFocus() or self.underMouse():
            super().paintEvent(event)


class Held(QWidget):
    """As wide as what holds it, so that its height is asked for at that width alone.

    A plain widget with a layout is measured at the width of its hint and at its least width too, and each widget
    in it again: five deep, every label of a card was measured sixty times.
    """

    def sizeHint(self) -> QSize:
        return _least_size(self)

    def minimumSizeHint(self) -> QSize:
        return _least_size(self)


def _least_size(widget: QWidget) -> QSize:
    layout = widget.layout()
    if layout is None or layout.hasHeightForWidth():
        return QSize(0, 0)
    return QSize(0, layout.sizeHint().height())


class Refilled(Protocol):
    """A row that is kept: made once for its block, and filled for each person."""

    def __init__(self, block: Any, parent: QWidget) -> None:
        """An empty row of `block`, whose signals it sends."""

    def fill(self, view: Any) -> None:
        """Say this instead of what it said."""


Part = tuple[type[Any], Any]
"""A kind of row, which is Refilled, and what it is to say."""


class Rows:
    """What stands under each other in `column`, kept for the next person.

    A row of the same kind in the same place is filled anew. Making one, dressing it and showing it takes many times
    longer, and a card has thirty.
    """

    def __init__(self, block: QWidget, holder: QWidget, column: QBoxLayout) -> None:
        self._block, self._holder, self._column = block, holder, column
        self._rows: list[Any] = []
        self._spare: dict[type[Any], list[Any]] = defaultdict(list)
        self.stand_alone = False
        """Whether nothing but rows was put into the column."""

    def show(self, parts: Iterable[Part]) -> None:
        """Show `parts` and nothing else."""
        self._put(0, parts)

    def add(self, parts: Iterable[Part]) -> None:
        """Show `parts` after what is shown."""
        self._put(len(self._rows), parts)

    def forget(self) -> None:
        """Make all of them anew next time."""
        waiting = [row for spare in self._spare.values() for row in spare]
        for row in (*self._rows, *waiting):
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()
        self._spare.clear()

    def _put(self, number: int, parts: Iterable[Part]) -> None:
        self._column.setEnabled(False)  # else each row lays out all of them as it appears
        for kind, view in parts:
            self._fill(number, kind, view)
            number += 1
        for row in self._rows[number:]:
            self._put_away(row)
        del self._rows[number:]
        self._column.setEnabled(True)
        self._column.invalidate()  # a layout in a layout would answer with the height it had
        tell_heights(self._holder)

    def _fill(self, number: int, kind: type[Any], view: Any) -> None:
        rows = self._rows
        if number == len(rows) or type(rows[number]) is not kind:
            row = self._taken(kind, number)
            self._column.insertWidget(number, row)
            rows.insert(number, row)
        row = rows[number]
        row.fill(view)
        if not row.isVisibleTo(self._holder):
            row.resize(self._holder.width(), 1)  # not laid out at Qt's first 100 pixels, please
            row.show()
        row.updateGeometry()

    def _taken(self, kind: type[Any], number: int) -> Any:
        """One of those that stand from `number` on, else one that waits, else a new one."""
        for row in self._rows[number:]:
            if type(row) is kind:
                self._rows.remove(row)
                self._column.removeWidget(row)
                return row
        spare = self._spare[kind]
        return spare.pop() if spare else kind(self._block, self._holder)

    def _put_away(self, row: Any) -> None:
        self._column.removeWidget(row)
        row.hide()
        spare = self._spare[type(row)]
        if len(spare) < _SPARE:
            spare.append(row)
        else:
            row.deleteLater()


def tell_heights(widget: QWidget | None) -> None:
    """What is in `widget` may be higher now: everything round it asks anew when the card is laid out next."""
    while widget is not None and not widget.isWindow():
        widget.updateGeometry()
        widget = widget.parentWidget()
        if isinstance(widget, QAbstractScrollArea):
            return


class Gap(QWidget):
    """Room between two rows, as high as it is filled with."""

    def __init__(self, _block: QWidget, parent: QWidget) -> None:
        super().__init__(parent)

    def fill(self, height: int) -> None:
        """Leave `height` pixels free."""
        self.setFixedHeight(height)


class Line(Hairline):
    """A hairline between two rows."""

    def __init__(self, _block: QWidget, parent: QWidget) -> None:
        super().__init__(parent=parent)

    def fill(self, _view: None) -> None:
        """It says nothing."""


class Block(Held):
    """A section of the card: a heading and what stands under it, made or filled anew when it shows something else."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.heading = Heading(title, parent=self)
        self._column.addWidget(self.heading)
        self._under = Held(self)
        self.body = self._make_body()
        self.rows = Rows(self, self._under, self.body)
        self._rest: Callable[[], None] | None = None
        self._shown: object = None
        self._revealed: list[RevealedButton] = []

    def _make_body(self) -> QVBoxLayout:
        body = QVBoxLayout(self._under)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        self._column.addWidget(self._under)
        return body

    def start_over(self) -> None:
        """Take away what stands under the heading.

        What comes stands in a widget that is not shown yet: in a shown one, each new row would lay out the whole
        card as it appears.
        """
        self._rest = None
        self._under.hide()
        self._under.deleteLater()
        self._under = Held(self)
        self._under.resize(
            self.width(), 1
        )  # it is laid out as it appears: not at Qt's first 100 pixels, please
        self.body = self._make_body()
        self.rows = Rows(self, self._under, self.body)

    def put_off(self, build: Callable[[], None]) -> None:
        """`build` adds the rows that are left, once what is in view was painted."""
        self._rest = build

    def finish(self) -> None:
        """Build all that was put off."""
        while self.build_more():
            pass

    def build_more(self) -> bool:
        """Build what was put off; whether more was put off meanwhile."""
        if self._rest is None:
            return False
        build, self._rest = self._rest, None
        build()
        return self._rest is not None

    def reveal(self) -> None:
        """Let what was built count at once, not only when Qt gets round to showing it."""
        self._under.show()

    def add_button(self, icon: str, name: str, pressed: Callable[[], object]) -> RevealedButton:
        """A button at the far side of the heading that shows while the block is hovered or focused."""
        button = RevealedButton(icon, name, self)
        button.clicked.connect(lambda _checked=False: pressed())
        self._revealed.append(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        place_at_end(self, self._revealed, self.heading.height())
        super().resizeEvent(event)

    def is_news(self, shown: object) -> bool:
        """Whether `shown` differs from what stands here; if so, what stands here is taken away."""
        if shown == self._shown:
            return False
        self._shown = shown
        self.start_over()
        return True

    def keep_rows(self) -> None:
        """Before `rows` are filled in a block that makes other things anew: what was made goes, rows stay."""
        if not self.rows.stand_alone:
            self.start_over()
            self.rows.stand_alone = True

    def differs(self, shown: object) -> bool:
        """Whether `shown` differs from what stands here, for blocks that fill the rows they have."""
        if shown == self._shown:
            return False
        self._shown = shown
        self._rest = None
        return True

    def forget(self) -> None:
        """Make the block anew next time, whatever it shows: after a change of theme."""
        self._shown = None
        self.start_over()

    def enterEvent(self, event: QEvent) -> None:
        for button in self._revealed:
            button.reveal(True)

    def leaveEvent(self, event: QEvent) -> None:
        for button in self._revealed:
            button.reveal(False)


def place_at_end(holder: QWidget, buttons: Sequence[QWidget], height: int) -> None:
    """Put `buttons` over the far end of the first `height` pixels of `holder`: they take no room from the words."""
    mirrored = holder.layoutDirection() is Qt.LayoutDirection.RightToLeft
    x = holder.width()
    for button in reversed(buttons):
        size = button.sizeHint()
        x -= size.width()
        left = holder.width() - x - size.width() if mirrored else x
        button.setGeometry(left, (height - size.height()) // 2, size.width(), size.height())
        button.raise_()


def clear(layout: QLayout) -> None:
    """Take every widget and layout out of `layout` and free it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class QuietRow(Held):
    """A row that only says something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = _row_of(self)


class PressRow(QAbstractButton):
    """A row that is a button, by mouse, Enter or Space; its fill reaches a little beyond its text while hovered."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMinimumHeight(_LEAST_TARGET)
        self.row = _row_of(self)
        self._revealed: list[RevealedButton] = []

    def sizeHint(self) -> QSize:
        return _least_size(self)

    def minimumSizeHint(self) -> QSize:
        return _least_size(self)

    def add_action(
        self, icon: str, name: str, pressed: Callable[[], object], *, role: str = "text2"
    ) -> IconButton:
        """A small button at the row's far side, shown while the row is hovered or focused."""
        button = RevealedButton(icon, name, self, role=role)
        button.clicked.connect(lambda _checked=False: pressed())
        self._revealed.append(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        place_at_end(self, self._revealed, self.height())
        super().resizeEvent(event)

    def add_text(self, label: TextLabel, stretch: int = 0) -> TextLabel:
        """Words in the row; a press on them presses the row."""
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(label, stretch, Qt.AlignmentFlag.AlignTop)
        return label

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        focus_frame.note_focus(event)
        self._reveal(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._reveal(self.underMouse())
        super().focusOutEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        self._reveal(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._reveal(self.hasFocus())

    def _reveal(self, revealed: bool) -> None:
        for button in self._revealed:
            button.reveal(revealed)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        if self.underMouse():
            box(painter, QRectF(self.rect()), 6, fill=palette.pressed if self.isDown() else palette.hover)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            box(painter, ring, 6, line=palette.focus, width=metrics.FOCUS_RING)


def _row_of(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return row
