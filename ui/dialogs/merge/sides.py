"""A line of the comparison: what each of the two says, as cells of which one is chosen with ← and →."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from relmgr.i18n import _
from relmgr.services.merging import Choice, Side
from ui import theme as themes
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.painting import box
from ui.widgets.text import TextLabel

_PAD, _MARK, _GAP = 10, 16, 8
_BOTH_WIDTH = 92


class _Cell(QAbstractButton):
    """One value that can be chosen: a mark that says whether it is, and its words."""

    turned = Signal(int)
    """← or → was pressed: which way to go, in reading order."""

    def __init__(self, words: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setText(words)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        focus_frame.attach(self)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(themes.current().scaled(metrics.BUTTON))  # a layout within is asked for no more
        self._words = TextLabel(words, "body", "text", self, wrap=True)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(_PAD, 7, _PAD, 7)
        row.setSpacing(0)
        row.addSpacing(_MARK + _GAP)  # margins are not mirrored, a spacer is
        row.addWidget(self._words, 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inner = width - 2 * _PAD - _MARK - _GAP
        return max(themes.current().scaled(metrics.BUTTON), self._words.heightForWidth(max(40, inner)) + 14)

    def sizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(160, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(_BOTH_WIDTH, self.heightForWidth(max(_BOTH_WIDTH, self.width())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(-step if mirrored else step)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        line = palette.accent if self.isChecked() else palette.hairline_raised
        fill = palette.selected if self.isChecked() else (palette.hover_raised if self.underMouse() else None)
        box(painter, frame, metrics.RADIUS_CONTROL, fill=fill, line=line)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - _PAD - _MARK if mirrored else _PAD
        top = (self.height() - _MARK) // 2
        _paint_mark(painter, QRect(left, top, _MARK, _MARK), is_on=self.isChecked())


def _paint_mark(painter: QPainter, spot: QRect, *, is_on: bool) -> None:
    palette = themes.current().palette
    circle = QRectF(spot).adjusted(1, 1, -1, -1)
    box(painter, circle, circle.width() / 2, line=palette.accent if is_on else palette.control_border)
    if is_on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawEllipse(QPointF(circle.center()), circle.width() / 4, circle.width() / 4)


class SidesRow(QWidget):
    """The cells of one field; `side` is the chosen one."""

    def __init__(self, choice: Choice, names: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = choice.key
        said = ((Side.STAYS, choice.stays, names[0]), (Side.GOES, choice.goes, names[1]))
        self._cells: dict[Side, _Cell] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for side, words, who in said:
            spoken = _("{field}: {value}, as {name} says").format(field=choice.label, value=words, name=who)
            self._add(row, side, words, spoken, 1)
        if choice.may_be_both:
            self._add(row, Side.BOTH, _("Both"), _("{field}: keep both").format(field=choice.label), 0)
        self._cells[choice.chosen].setChecked(True)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _add(self, row: QHBoxLayout, side: Side, words: str, spoken: str, stretch: int) -> None:
        cell = _Cell(words, spoken, self)
        cell.setAutoExclusive(True)
        cell.turned.connect(self._turn)
        if not stretch:
            cell.setFixedWidth(themes.current().scaled(_BOTH_WIDTH))
            policy = cell.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Fixed)  # "Ignored" gives its room to the others
            cell.setSizePolicy(policy)
        self._cells[side] = cell
        row.addWidget(cell, stretch)

    @property
    def side(self) -> Side:
        """Whose value is chosen."""
        return next(side for side, cell in self._cells.items() if cell.isChecked())

    def cell(self, side: Side) -> QAbstractButton:
        """The cell of a side."""
        return self._cells[side]

    def _turn(self, step: int) -> None:
        sides = list(self._cells)
        at = min(len(sides) - 1, max(0, sides.index(self.side) + step))
        cell = self._cells[sides[at]]
        cell.setChecked(True)
        cell.setFocus(Qt.FocusReason.TabFocusReason)
