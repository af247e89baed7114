"""The list of pairs: two names, how sure it is, why, and the button that lays them side by side (as import-preview)."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from relmgr.domain.duplicates import Certainty, certainty_word
from relmgr.i18n import _
from ui import theme as themes
from ui.pages.duplicates.rows import ROW, PairModel, PairRow
from ui.widgets.judged_row import (
    EDGE,
    WHAT_AT,
    WHY_AT,
    button_rect,
    is_mirrored,
    paint_button,
    paint_ground,
    paint_what,
    place_of,
    place_of_why,
    row_height,
)
from ui.widgets.painting import hairline
from ui.widgets.row_table import RowTable
from ui.widgets.text import paint_line, tooltip_text

HEADER = 34
NAMES_AT = EDGE
NAMES, CLASS = 288, 124
ICONS = {Certainty.CERTAIN: "circle-check", Certainty.LIKELY: "merge", Certainty.LOOK: "search"}
_ROLES = {Certainty.CERTAIN: "met_fg", Certainty.LIKELY: "agreed_fg", Certainty.LOOK: "text2"}


def _button(rect: QRect, *, mirrored: bool) -> QRect:
    return button_rect(rect, _("Compare"), mirrored=mirrored)


class PairDelegate(QStyledItemDelegate):
    """Paints the row; its button answers to the mouse here and to Return in the view."""

    compare_pressed = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """All of the row."""
        row: PairRow | None = index.data(ROW)
        if row is None:
            return
        mirrored = is_mirrored(option)
        paint_ground(painter, option)
        _paint_words(painter, option.rect, row, mirrored=mirrored)
        paint_button(painter, _button(option.rect, mirrored=mirrored), _("Compare"))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A click on the button, or two anywhere."""
        row: PairRow | None = index.data(ROW)
        if (
            row is None
            or not isinstance(event, QMouseEvent)
            or event.button() is not Qt.MouseButton.LeftButton
        ):
            return False
        mirrored = is_mirrored(option)
        is_on_button = _button(option.rect, mirrored=mirrored).contains(event.position().toPoint())
        is_press = event.type() == QEvent.Type.MouseButtonRelease and is_on_button
        if is_press or event.type() == QEvent.Type.MouseButtonDblClick:
            self.compare_pressed.emit(row)
            return True
        return False


def _paint_words(painter: QPainter, rect: QRect, row: PairRow, *, mirrored: bool) -> None:
    theme = themes.current()
    palette = theme.palette
    tall = theme.line_height("body_strong")
    name = place_of(rect, NAMES_AT, NAMES, mirrored=mirrored)
    top = rect.y() + (rect.height() - 2 * tall) // 2
    for number, words in enumerate((row.one, row.other)):
        line = QRect(name.x(), top + number * tall, NAMES, tall)
        paint_line(painter, line, words, "body_strong", palette.text)
    certainty = row.pair.certainty
    marked, colour = (ICONS[certainty], certainty_word(certainty)), palette.role(_ROLES[certainty])
    paint_what(painter, rect, CLASS, marked, colour, mirrored=mirrored)
    _paint_why(painter, rect, row, mirrored=mirrored)


def _paint_why(painter: QPainter, rect: QRect, row: PairRow, *, mirrored: bool) -> None:
    """What speaks for it, and under it what speaks against it."""
    theme = themes.current()
    why = place_of_why(rect, _button(rect, mirrored=mirrored), mirrored=mirrored)
    if not row.against:
        paint_line(painter, why, row.why, "body", theme.palette.text2)
        return
    tall, low = theme.line_height("body"), theme.line_height("small")
    top = rect.y() + (rect.height() - tall - low) // 2
    paint_line(painter, QRect(why.x(), top, why.width(), tall), row.why, "body", theme.palette.text2)
    below = QRect(why.x(), top + tall, why.width(), low)
    paint_line(painter, below, row.against, "small", theme.palette.role("at_risk_fg"))


class PairHeader(QWidget):
    """The words above the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEADER)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for left, word in ((NAMES_AT, _("Who")), (WHAT_AT, _("The same?")), (WHY_AT, _("Why"))):
            rect = self.rect().adjusted(0 if mirrored else left, 0, -left if mirrored else 0, -4)
            paint_line(painter, rect, word, "small", palette.text2)
        hairline(painter, palette.hairline, (0, self.height() - 1), (self.width(), self.height() - 1))


class PairView(RowTable):
    """Return lays a pair side by side, N tells it apart."""

    compare_pressed = Signal(object)
    apart_pressed = Signal(object)

    def __init__(self, model: PairModel, parent: QWidget) -> None:
        super().__init__(_("Possible duplicates"), row_height, parent)
        self.uses_letters = True
        self.empty_words = ""
        """The sentence that stands where there is no row."""
        self.setModel(model)
        self._delegate = PairDelegate(self)
        self._delegate.compare_pressed.connect(self.compare_pressed)
        self.setItemDelegate(self._delegate)

    def current(self) -> PairRow | None:
        """The row that keys mean."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, PairRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.compare_pressed.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_N and not event.modifiers() and self.uses_letters:
            self.apart_pressed.emit(row)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            rect = QRect(0, 0, self.viewport().width(), row_height()).adjusted(EDGE, 0, -EDGE, 0)
            paint_line(painter, rect, self.empty_words, "body", themes.current().palette.text2)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ROW)
            said = (row.one, row.other, row.why, row.against) if isinstance(row, PairRow) else ()
            QToolTip.showText(event.globalPos(), tooltip_text("\n".join(filter(None, said))), self)
            return True
        return super().viewportEvent(event)
