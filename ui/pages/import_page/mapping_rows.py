"""The parts of the mapping screen: a row for each column, the question for the dates, and the first person."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain import phrases
from relmgr.i18n import _, ngettext
from relmgr.transfer.importing.comparing import told
from relmgr.transfer.sources import Column, DateOrder
from relmgr.transfer.spreadsheets import dates
from relmgr.transfer.vcard import Card
from ui import theme as themes
from ui.pages.import_page.mapping_words import choices, name_of
from ui.theme import metrics
from ui.widgets.fields.choice import ComboField
from ui.widgets.painting import box, hairline
from ui.widgets.segment import Segment
from ui.widgets.text import TextLabel, isolate

WORD = Qt.ItemDataRole.UserRole
_ROW = 56
_HEADING, _CHOICE = 200, 232
_SHOWN = 12
_LONGEST = 140
_SPOKEN = 500
LIST_EDGE = 8
"""What the rows leave free beside them, and so the words above them."""
ORDERS = (DateOrder.DMY, DateOrder.MDY)


def choice_model(parent: QWidget) -> QStandardItemModel:
    """The choices of every column, made once for all of them."""
    model = QStandardItemModel(parent)
    for word, text in choices():
        item = QStandardItem(text)
        item.setData(word, WORD)
        model.appendRow(item)
    return model


class ChoiceField(ComboField):
    """What one column is; a meaning that is not offered to everybody stands at the end of the list of all."""

    def __init__(self, model: QStandardItemModel, word: str, *, name: str, parent: QWidget) -> None:
        super().__init__(name=name, parent=parent)
        self.setModel(model)
        found = next((row for row in range(model.rowCount()) if model.item(row).data(WORD) == word), -1)
        if found < 0:
            item = QStandardItem(name_of(word))
            item.setData(word, WORD)
            model.appendRow(item)
            found = model.rowCount() - 1
        self.setCurrentIndex(found)
        self.setSizeAdjustPolicy(ComboField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = themes.current()
        return QSize(theme.scaled(_CHOICE), theme.scaled(metrics.FIELD))

    @property
    def word(self) -> str:
        """The word of the mapping that is chosen."""
        return str(self.currentData(WORD))


class ColumnRow(QWidget):
    """One column: its heading, some of what stands in it, and what it is."""

    changed = Signal()

    def __init__(self, column: Column, word: str, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.column = column
        samples = " · ".join(" ".join(sample.split()) for sample in column.samples)
        self.heading = TextLabel(column.heading, "body_strong", "text", self)
        self.samples = TextLabel(samples[:_LONGEST] or _("(empty)"), "small", "text2", self)
        self.choice = ChoiceField(
            model, word, name=_("What “{heading}” is").format(heading=isolate(column.heading)), parent=self
        )
        self.choice.setAccessibleDescription(samples[:_LONGEST])
        self.choice.currentIndexChanged.connect(lambda _row: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.heading)
        row.addWidget(self.samples, 1)
        row.addWidget(self.choice)
        self.use_sizes()

    def use_sizes(self) -> None:
        """Take the widths and the height of the text size in use."""
        theme = themes.current()
        self.heading.setFixedWidth(theme.scaled(_HEADING))
        self.setMinimumHeight(theme.scaled(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        line = themes.current().palette.hairline
        hairline(QPainter(self), line, (0, self.height() - 1), (self.width(), self.height() - 1))


class ColumnHeader(QWidget):
    """The words above the columns' rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = [
            TextLabel(word, "small", "text2", self)
            for word in (_("Column"), _("In the file"), _("What it is"))
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, LIST_EDGE, 6)
        row.setSpacing(16)
        row.addWidget(self._words[0])
        row.addWidget(self._words[1], 1)
        row.addWidget(self._words[2])
        self.use_sizes()

    def use_sizes(self) -> None:
        """Take the widths of the text size in use."""
        theme = themes.current()
        self._words[0].setFixedWidth(theme.scaled(_HEADING))
        self._words[2].setFixedWidth(theme.scaled(_CHOICE))

    def paintEvent(self, event: QPaintEvent) -> None:
        line = themes.current().palette.hairline
        hairline(QPainter(self), line, (0, self.height() - 1), (self.width(), self.height() - 1))


class DateQuestion(QWidget):
    """Which of two days a date of the file means; nothing is chosen until somebody does."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._example = ""
        self._chosen: DateOrder | None = None
        self.question = TextLabel("", "body_strong", "text", self)
        self.why = TextLabel(_("The file has dates that can be read in two ways."), "small", "text2", self)
        self.segment: Segment | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.question)
        words.addWidget(self.why)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 6, 0, 12)
        self._row.setSpacing(16)
        self._row.addLayout(words, 1)

    def ask(self, open_dates: Sequence[str], chosen: DateOrder | None) -> None:
        """Ask about the first of these dates, if there is one; what was chosen stays chosen."""
        self.setVisible(bool(open_dates))
        self._chosen = chosen or self._chosen
        if not open_dates or open_dates[0] == self._example:
            return
        self._example = open_dates[0]
        self.question.setText(_("What does {date} mean?").format(date=isolate(self._example)))
        if self.segment is not None:
            self._row.removeWidget(self.segment)
            self.segment.hide()
            self.segment.deleteLater()
        number = ORDERS.index(self._chosen) if self._chosen in ORDERS else -1
        name = _("What {date} means").format(date=self._example)
        self.segment = Segment(readings(self._example), number, self, name=name)
        self.segment.changed.connect(self._choose)
        self._row.addWidget(self.segment, 0, Qt.AlignmentFlag.AlignVCenter)

    def _choose(self, number: int) -> None:
        self._chosen = ORDERS[number]
        self.changed.emit()

    @property
    def order(self) -> DateOrder | None:
        """What was chosen; None while nothing is, or nothing is asked."""
        return None if self.isHidden() else self._chosen

    @property
    def is_answered(self) -> bool:
        """Whether nothing is asked, or it was answered."""
        return self.isHidden() or self._chosen is not None

    def start_again(self) -> None:
        """Forget what was chosen for another file."""
        self._example, self._chosen = "", None


def readings(text: str) -> list[str]:
    """A date as it reads with the day first, and with the month first."""
    found = (dates.read(text, order) for order in ORDERS)
    return [phrases.partial(one.date) if isinstance(one, dates.Found) else text for one in found]


class FirstPerson(QWidget):
    """What the choices make of one row, line by line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The first person"))
        self._title = TextLabel(_("The first person"), "small", "text2", self)
        self._name = TextLabel("", "section", "text", self, wrap=True)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(4)
        self._lines.setColumnStretch(1, 1)
        self._labels: list[TextLabel] = []
        self._card: Card | None = None
        self._most = _SHOWN
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self._name)
        layout.addLayout(self._lines)
        layout.addStretch(1)

    def show_card(self, card: Card | None) -> None:
        """Show this card."""
        self._card = card
        said = [] if card is None else told(replace(card, columns=()))
        name = next((text for label, text in said if label == _("Name")), "")
        self._name.setText(name or _("(no name)"))
        for held in self._labels:
            self._lines.removeWidget(held)
            held.hide()
            held.deleteLater()
        self._labels = []
        rows = [(about, text) for about, text in said if about != _("Name")]
        shown = rows[: self._most]
        for number, (about, text) in enumerate(shown):
            self._add(TextLabel(about, "small", "text2", self), number, 0, 1)
            value = TextLabel(" ".join(text[:_LONGEST].split()), "small", "text", self, wrap=True)
            self._add(value, number, 1, 1)
        rest, kept = len(rows) - len(shown), 0 if card is None else len(card.columns)
        more = ngettext("and {count} thing more", "and {count} things more", rest)
        beside = ngettext("{count} value is kept as it is.", "{count} values are kept as they are.", kept)
        for at, (words, count) in enumerate(((more, rest), (beside, kept)), len(shown)):
            if count:
                self._add(TextLabel(words.format(count=count), "small", "text2", self), at, 0, 2)
        self.setAccessibleDescription("; ".join(f"{about}: {text}" for about, text in said)[:_SPOKEN])

    def show_most(self, most: int) -> None:
        """Show no more lines than this."""
        if most != self._most:
            self._most = most
            self.show_card(self._card)

    def _add(self, label: TextLabel, row: int, column: int, span: int) -> None:
        self._lines.addWidget(label, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._labels.append(label)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        box(
            QPainter(self),
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.sunken,
            line=palette.hairline,
        )


__all__ = [
    "ChoiceField",
    "ColumnHeader",
    "ColumnRow",
    "DateQuestion",
    "FirstPerson",
    "choice_model",
]
