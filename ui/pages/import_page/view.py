"""The list of cards: rows of one height, flat at any number of them, and all of it by keyboard too."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from relmgr.i18n import _, ngettext
from relmgr.transfer.importing import Offer, PlanRow, Verdict, Why
from ui import theme as themes
from ui.pages.import_page.row_delegate import NAME_AT, PlanRowDelegate
from ui.pages.import_page.rows import ROW, PlanModel
from ui.widgets.judged_row import EDGE, WHAT_AT, WHY_AT, row_height
from ui.widgets.painting import hairline
from ui.widgets.row_table import RowTable
from ui.widgets.text import paint_line, tooltip_text

HEADER = 34
_FEW = 2


def empty_words(verdict: Verdict | None, without: Sequence[str]) -> str:
    """What stands where no card is of this kind; `without`: the files in which there is none at all."""
    words = {
        None: no_card_words(without) if without else "",
        Verdict.NEW: _("Nobody here is new."),
        Verdict.MERGE: _("Nobody here is merged with somebody you know."),
        Verdict.SKIPPED: _("Nothing is skipped."),
    }
    return words[verdict]


def no_card_words(names: Sequence[str]) -> str:
    """That these files hold nobody."""
    return _("There is no contact card in {files}. Nothing was changed.").format(files=_quoted(names))


def _quoted(names: Sequence[str]) -> str:
    return names_of([f"“{name}”" for name in names])


def names_of(names: Sequence[str]) -> str:
    """One or two files by name, more by their number."""
    if len(names) <= _FEW:
        return _(", ").join(names)
    return ngettext("{count} file", "{count} files", len(names)).format(count=len(names))


def read_words(files: Sequence[tuple[str, int]]) -> str:
    """What was read: the files by name, each with the number of its entries."""
    entries = sum(count for _name, count in files)
    words = ngettext(
        "{files}, {count} entry, read on this computer",
        "{files}, {count} entries, read on this computer",
        entries,
    )
    return words.format(files=names_of([name for name, _count in files]), count=entries)


def count_words(model: PlanModel) -> tuple[str, ...]:
    """How many cards there are, and how many of each kind."""
    return (
        _("All {count}").format(count=len(model.rows)),
        _("New {count}").format(count=model.count(Verdict.NEW)),
        _("Will merge {count}").format(count=model.count(Verdict.MERGE)),
        _("Skipped {count}").format(count=model.count(Verdict.SKIPPED)),
    )


def import_words(people: int, things: int) -> str:
    """What the filled button does: whom it imports or, where nobody is to be, what belongs to no card."""
    if things and not people:
        return ngettext("Import {count} thing", "Import {count} things", things).format(count=things)
    return ngettext("Import {count} person", "Import {count} people", people).format(count=people)


def note_words(model: PlanModel, things: int, without: Sequence[str], is_compared: bool) -> str:
    """What is to be known before anything is imported; `without`: the files in which there is nobody."""
    if not is_compared:
        return _("Nothing is written until you press Import.")
    if not model.rows and not things:
        return ""  # the list says so
    if without:
        words = _("There is no contact card in {files}. Nothing is written until you press Import.")
        return words.format(files=_quoted(without))
    if things or model.count(Verdict.SKIPPED) < len(model.rows):
        return _("Nothing is written until you press Import.")
    if all(row.why in (Why.NOTHING_NEW, Why.TWICE_IN_FILE) for row in model.rows):
        return _("Nobody in it is new, so there is nothing to import.")
    return _("All of it is skipped; the list says why.")


class PlanHeader(QWidget):
    """The words above the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEADER)
        self.words = ((NAME_AT, _("In the file")), (WHAT_AT, _("What happens")), (WHY_AT, _("Why")))

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for left, word in self.words:
            rect = self.rect().adjusted(0 if mirrored else left, 0, -left if mirrored else 0, -4)
            paint_line(painter, rect, word, "small", palette.text2)
        hairline(painter, palette.hairline, (0, self.height() - 1), (self.width(), self.height() - 1))


class ReportHeader(PlanHeader):
    """The words above the columns of the report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ((EDGE, _("Line")), (WHAT_AT, _("What became of it")), (WHY_AT, _("Who and why")))


class PlanView(RowTable):
    """Space ticks, Return presses the row's button or, where it has none, shows the card, as a double click does."""

    offer_pressed = Signal(object)

    def __init__(self, model: PlanModel, parent: QWidget) -> None:
        super().__init__(_("Cards in the file"), row_height, parent)
        self.plan = model
        self.empty_words = ""
        """The sentence that stands where there is no row."""
        self.setModel(model)
        self.rows = PlanRowDelegate(model, self)
        self.rows.offer_pressed.connect(self.offer_pressed)
        self.setItemDelegate(self.rows)

    def current(self) -> PlanRow | None:
        """The row that keys mean."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, PlanRow) else None

    def row_rect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a row lies in the viewport."""
        return self.visualRect(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current()
        if row is not None and event.key() == Qt.Key.Key_Space:
            self.plan.toggle(row)
        elif row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.offer_pressed.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = self.indexAt(at).data(ROW)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        is_on_box = (self.viewport().width() - at.x() if mirrored else at.x()) < NAME_AT
        if isinstance(row, PlanRow) and row.offer in (Offer.NONE, Offer.COMPARE) and not is_on_box:
            self.offer_pressed.emit(row)
        else:
            super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.plan.rowCount():
            painter = QPainter(self.viewport())
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            rect = QRect(0, 0, self.viewport().width(), row_height())
            rect.adjust(0 if mirrored else NAME_AT, 0, -NAME_AT if mirrored else 0, 0)
            paint_line(painter, rect, self.empty_words, "body", themes.current().palette.text2)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).data(ROW)
            words = "\n".join((row.title, row.reason)) if isinstance(row, PlanRow) else ""
            QToolTip.showText(event.globalPos(), tooltip_text(words), self)
            return True
        return super().viewportEvent(event)
