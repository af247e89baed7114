"""The table of the expectations: six columns, rows of 44, sorted by any of them (DESIGN §5)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from relmgr.domain.expectations import Column
from relmgr.domain.ids import ExpectationId
from relmgr.i18n import _
from relmgr.services.expectations.board import BoardCard, SortBy
from ui import theme as themes
from ui.models.expectations import CARD, CARD_ID, SORTS, ReadCards, TableModel, cell, sort_word
from ui.pages.expectations.column import SpecOf
from ui.theme import metrics
from ui.widgets.chips import paint_status_chip, status_chip_width
from ui.widgets.row_table import menu_place
from ui.widgets.sorted_table import CellDelegate, SortedRows, SortedSheet, TableLook, paint_disc
from ui.widgets.text import paint_line

_SHARES = {
    SortBy.WHO: 0.19,
    SortBy.WHAT: 0.26,
    SortBy.AGREED: 0.13,
    SortBy.HOPED: 0.13,
    SortBy.DUE: 0.16,
    SortBy.STATUS: 0.13,
}
_LEAST_STATUS = 128
"""The longest word of a status in its chip, and the bar beside it."""


def widths(whole: int) -> list[int]:
    """The widths of the columns in a table of `whole` pixels; the wording takes what is left."""
    least = min(themes.current().scaled(_LEAST_STATUS), whole // 4)
    found = {by: int(whole * share) for by, share in _SHARES.items()}
    found[SortBy.STATUS] = max(found[SortBy.STATUS], least)
    found[SortBy.WHAT] = max(40, whole - sum(width for by, width in found.items() if by is not SortBy.WHAT))
    return [found[by] for by in SORTS]


class _CardDelegate(CellDelegate):
    """A disc before the name, a chip for the status, else a line of words."""

    def __init__(self, spec_of: SpecOf, view: SortedRows) -> None:
        super().__init__(view, CARD)
        self._spec_of = spec_of

    def paint_cell(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """The chip, or the words."""
        card: BoardCard = index.data(CARD)
        by = SORTS[index.column()]
        if by is SortBy.STATUS:
            self._paint_chip(painter, rect, card)
            return
        if by is SortBy.WHO:
            rect = paint_disc(painter, rect, self._spec_of(card))
        text = cell(card, by)
        if by is SortBy.AGREED and not text:
            text = "" if not card.hopes else card.agreed_words
        style = {SortBy.WHAT: "body_strong", SortBy.DUE: "date"}.get(by, "small")
        role = "text" if by is SortBy.WHAT else "text2"
        if by is SortBy.DUE and card.column is Column.AT_RISK:
            role = "at_risk_fg"
        paint_line(painter, rect, text, style, themes.current().palette.role(role))

    @staticmethod
    def _paint_chip(painter: QPainter, rect: QRect, card: BoardCard) -> None:
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        tall = themes.current().scaled(metrics.STATUS_CHIP)
        wide = min(status_chip_width(card.status), rect.width())
        left = rect.right() + 1 - wide if mirrored else rect.x()
        chip = QRectF(left, rect.y() + (rect.height() - tall) / 2, wide, tall)
        paint_status_chip(painter, chip, card.status, mirrored=mirrored)


class ExpectationRows(SortedRows):
    """The rows. Return opens, M asks where to move."""

    move_asked = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("Expectations"), TableLook(row=44, edge=12, widths=widths), CARD_ID, parent)
        self.single_letters = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        current = self.id_at(self.currentIndex())
        if event.key() == Qt.Key.Key_M and is_plain and self.single_letters and current is not None:
            self.move_asked.emit(current)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, place = menu_place(self, event)
        found = self.id_at(index)
        if found is not None:
            self.menu_asked.emit(found, place)


class TableSheet(SortedSheet[SortBy]):
    """All the expectations of the page; what is due first comes first."""

    view: ExpectationRows

    def __init__(self, read_cards: ReadCards, spec_of: SpecOf, parent: QWidget) -> None:
        super().__init__(ExpectationRows, {by: sort_word(by) for by in SORTS}, SortBy.DUE, parent)
        self.model = TableModel(read_cards, self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_CardDelegate(spec_of, self.view))

    def show_ids(self, ids: tuple[ExpectationId, ...]) -> None:
        """List `ids`; the keyboard stays on its row."""
        current, row = self.view.id_at(self.view.currentIndex()), self.view.currentIndex().row()
        self.model.show(ids)
        if current is not None and ids:
            self.view.put_current(ids.index(current) if current in ids else min(row, len(ids) - 1))
        elif self.view.hasFocus():
            self.view.put_current(0)


__all__ = ["ExpectationRows", "TableSheet", "widths"]
