"""What became of every line of an import, to be looked through by what became of it (in the hand of import-preview)."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from relmgr.i18n import _, ngettext
from relmgr.transfer.importing import Account, Accounts, Became, ImportPlan, ImportReport, became_word
from ui import calm, icons
from ui import theme as themes
from ui.pages.import_page.row_delegate import NAME, WHAT
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.judged_row import EDGE, WHAT_AT, WHY_AT, place_of, row_height
from ui.widgets.painting import box, hairline
from ui.widgets.row_table import RowTable
from ui.widgets.segment import Segment
from ui.widgets.text import paint_line

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_ICONS = {Became.MAPPED: "check", Became.KEPT: "archive", Became.REFUSED: "minus"}
_ROLES = {Became.MAPPED: "met_fg", Became.KEPT: "agreed_fg", Became.REFUSED: "text2"}
_TIDY_EVERY = 200
_PLACES = 32
"""Bits for the place of a line among those of its record."""
_SHOWN = (None, *Became)
TEXT_AT, TEXT = EDGE, NAME + 32


_EMPTY = ImportPlan(file_names=(), rows=(), strays=())


@dataclass(frozen=True, slots=True)
class Told:
    """Where each line of an import is told of, and which are of which kind; found in a thread. Eight bytes a line."""

    accounts: Accounts = field(default_factory=lambda: Accounts(_EMPTY))
    every: "array[int]" = field(default_factory=lambda: array("Q"))
    """Of each line the part that tells of it and the place in there, as one number."""
    of: "dict[Became, array[int]]" = field(default_factory=dict)
    """The same by what became of them."""
    lines: dict[Became, int] = field(default_factory=dict)
    """How many content lines ended so."""
    near: list[Any] = field(default_factory=lambda: [-1, []])
    """The part asked for last: its number and its lines."""

    @classmethod
    def by(cls, plan: ImportPlan, chosen: frozenset[int]) -> "Told":
        """What an import of these rows of a plan does with every line."""
        told = cls(
            Accounts(plan, chosen),
            of={became: array("Q") for became in Became},
            lines=dict.fromkeys(Became, 0),
        )
        with calm.Calm():
            for number in range(len(told.accounts)):
                for place, one in enumerate(told.accounts.part(number), number << _PLACES):
                    told.every.append(place)
                    told.of[one.became].append(place)
                    told.lines[one.became] += one.lines
                if number % _TIDY_EVERY == 0:
                    calm.tidy()
        return told

    def account(self, place: int) -> Account:
        """The line that is told of there; its neighbours are painted next, so they are kept until others are asked for."""
        number = place >> _PLACES
        if self.near[0] != number:
            self.near[:] = (number, self.accounts.part(number))
        lines: list[Account] = self.near[1]
        return lines[place & ((1 << _PLACES) - 1)]

    def count(self, became: Became) -> int:
        """How many content lines ended so."""
        return self.lines.get(became, 0)


class ReportModel(QAbstractTableModel):
    """One column; `show_only` filters by what became of a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told = Told()
        self._listed: Sequence[int] = ()

    def show(self, told: Told) -> None:
        """Other accounts, all of them."""
        self.beginResetModel()
        self.told = told
        self._listed = told.every
        self.endResetModel()

    def show_only(self, became: Became | None) -> None:
        """Those of one kind; None for all."""
        self.beginResetModel()
        self._listed = self.told.every if became is None else self.told.of.get(became, ())
        self.endResetModel()

    def whose(self, one: Account) -> str:
        """The name on the card the line stands in."""
        return self.told.accounts.plan.rows[one.record].title if one.record is not None else ""

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._listed)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The account, its text, and all of its words for whoever cannot see it."""
        if not index.isValid() or index.row() >= len(self._listed):
            return None
        one = self.told.account(self._listed[index.row()])
        if role == ROW:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (one.text, place_words(one), became_word(one.became), self.whose(one), one.reason)
            return _(", ").join(filter(None, said))
        return None


def place_words(one: Account) -> str:
    """Where the line stands."""
    if not one.file:
        return _("Line {line}").format(line=one.line)
    return _("Line {line} of {file}").format(line=one.line, file=one.file)


class _AccountDelegate(QStyledItemDelegate):
    """Paints a line: what it says, where it stands, what became of it, whose it is and why."""

    def __init__(self, model: ReportModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(option.rect.width(), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """All of the row."""
        one: Account | None = index.data(ROW)
        if one is None:
            return
        palette = themes.current().palette
        rect = option.rect
        painter.setLayoutDirection(option.direction)
        hairline(painter, palette.hairline, (rect.x(), rect.bottom()), (rect.right() + 1, rect.bottom()))
        if option.state & QStyle.StateFlag.State_HasFocus and focus_frame.is_by_keyboard():
            ring = QRectF(rect).adjusted(1, 1, -1, -2)
            box(painter, ring, metrics.RADIUS_ROW, line=palette.focus, width=metrics.FOCUS_RING)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        text = " ".join(one.text.split()) or _("(blank)")
        _two_lines(painter, place_of(rect, TEXT_AT, TEXT, mirrored=mirrored), text, place_words(one))
        _what(painter, place_of(rect, WHAT_AT, WHAT, mirrored=mirrored), one.became, mirrored=mirrored)
        room = place_of(rect, WHY_AT, max(0, rect.width() - WHY_AT - EDGE), mirrored=mirrored)
        who = self._model.whose(one)
        if who and one.reason:
            _two_lines(painter, room, who, one.reason)
        else:
            paint_line(painter, room, who or one.reason, "body", palette.text2)


def _two_lines(painter: QPainter, room: QRect, upper: str, lower: str) -> None:
    theme = themes.current()
    tall, low = theme.line_height("body"), theme.line_height("small")
    top = room.y() + (room.height() - tall - low) // 2
    paint_line(painter, QRect(room.x(), top, room.width(), tall), upper, "body", theme.palette.text)
    paint_line(painter, QRect(room.x(), top + tall, room.width(), low), lower, "small", theme.palette.text2)


def _what(painter: QPainter, room: QRect, became: Became, *, mirrored: bool) -> None:
    colour = themes.current().palette.role(_ROLES[became])
    side = metrics.ICON_INLINE
    left = room.right() + 1 - side if mirrored else room.x()
    spot = QRectF(left, room.y() + (room.height() - side) / 2, side, side)
    icons.paint(painter, _ICONS[became], colour, spot, mirrored=mirrored)
    words = room.adjusted(0 if mirrored else side + 6, 0, -(side + 6) if mirrored else 0, 0)
    paint_line(painter, words, became_word(became), "body_strong", colour)


class LinesSegment(Segment):
    """Which lines are shown, with how many there are of each kind."""

    def __init__(self, model: ReportModel, parent: QWidget) -> None:
        super().__init__(["", "", "", ""], name=_("Show"), icon_names=("", *_ICONS.values()), parent=parent)
        self.changed.connect(lambda number: model.show_only(_SHOWN[number]))

    def begin(self) -> None:
        """All lines, which are being counted."""
        self.choose(0)
        self.set_words((_("All lines"), *(became_word(became) for became in Became)))

    def count(self, told: Told) -> None:
        """Say how many there are."""
        counts = [told.count(became) for became in Became]
        words = (_("All {count}"), _("Taken over {count}"), _("Kept {count}"), _("Refused {count}"))
        every = (sum(counts), *counts)
        self.set_words([word.format(count=count) for word, count in zip(words, every, strict=True)])


def ask_where(parent: QWidget) -> Path | None:
    """Where the report is to be saved; None if nowhere."""
    name, _kind = QFileDialog.getSaveFileName(
        parent,
        _("Save the report"),
        str(Path.home() / "import.txt"),
        _("Text (*.txt);;Every line as a table (*.csv)"),
    )
    return Path(name) if name else None


def done_words(report: ImportReport, *, is_undone: bool = False) -> str:
    """What an import did, in figures."""
    if is_undone:
        return _("The import was undone: nothing of it is here.")
    words = (
        _("{added} added, {merged} merged, {unchanged} unchanged, {skipped} skipped.")
        if report.unchanged
        else _("{added} added, {merged} merged, {skipped} skipped.")
    )
    said = words.format(
        added=report.added, merged=report.merged, unchanged=report.unchanged, skipped=report.skipped
    )
    if not report.beyond:
        return said
    more = ngettext("{count} thing besides.", "{count} things besides.", report.beyond)
    return _("{sentence} {more}").format(sentence=said, more=more.format(count=report.beyond))


class ReportView(RowTable):
    """The list of lines."""

    def __init__(self, model: ReportModel, parent: QWidget) -> None:
        super().__init__(_("Lines of the file"), row_height, parent)
        self._lines = model
        self.setModel(model)
        self.setItemDelegate(_AccountDelegate(model, self))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.model().rowCount():
            painter = QPainter(self.viewport())
            rect = QRect(EDGE, 0, self.viewport().width() - 2 * EDGE, row_height())
            said = _("No line ended so.") if self._lines.told.every else _("There are no lines to list.")
            paint_line(painter, rect, said, "body", themes.current().palette.text2)
