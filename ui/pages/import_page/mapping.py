"""What a table leaves open, asked before it is compared: what its columns mean, and the order of day and month."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import ngettext
from relmgr.transfer.sources import Answers, Recognised
from relmgr.transfer.spreadsheets.reading import first_card, open_dates
from ui import theme as themes
from ui.pages.import_page.mapping_rows import (
    LIST_EDGE,
    ColumnHeader,
    ColumnRow,
    DateQuestion,
    FirstPerson,
    choice_model,
)
from ui.widgets.scroll import ScrollPage
from ui.widgets.text import TextLabel

MOST = 120
"""Columns that are shown; tables of thousands keep the rest as it is, or as a mapping says."""
_BESIDE, _PREVIEW = 900, 264
_MOST_BESIDE, _MOST_BELOW = 12, 3
_LOOK_AGAIN = 60
"""Milliseconds after the last choice until the first person is shown anew."""


class MappingScreen(QWidget):
    """Stands in the place of the list while a file asks; the page's foot goes on and back."""

    answers_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognised: Recognised | None = None
        self._given = Answers()
        self.rows: list[ColumnRow] = []
        self.question = DateQuestion(self)
        self.question.changed.connect(self._changed)
        self.header = ColumnHeader(self)
        self.more = TextLabel("", "small", "text2", self)
        self.first = FirstPerson(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LOOK_AGAIN)
        self._timer.timeout.connect(self._show_first)
        content = QWidget()
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, LIST_EDGE, 12)
        self._list.setSpacing(0)
        self._list.addWidget(self.more)
        self._list.addStretch(1)
        self.area = ScrollPage(content, self)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.header)
        left.addWidget(self.area, 1)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(20)
        self._beside.addLayout(left, 1)
        self._beside.addWidget(self.first, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 16)
        layout.setSpacing(0)
        layout.addWidget(self.question)
        layout.addLayout(self._beside, 1)
        self.question.hide()

    def ask(self, recognised: Recognised, given: Answers) -> None:
        """Show what this file leaves open, as it was answered or guessed so far."""
        self._recognised, self._given = recognised, given
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.question.start_again()
        model = choice_model(self)
        self.rows = []
        for at, column in enumerate(recognised.columns[:MOST]):
            word = given.columns.get(column.heading, column.guess)
            row = ColumnRow(column, "" if word == "keep" else word, model, self)
            row.changed.connect(self._changed)
            self._list.insertWidget(at, row)
            self.rows.append(row)
        left = len(recognised.columns) - len(self.rows)
        self.more.setVisible(left > 0)
        self.more.setText(
            ngettext(
                "{count} more column is taken as it was guessed, or kept as it is.",
                "{count} more columns are taken as they were guessed, or kept as they are.",
                left,
            ).format(count=left)
        )
        self.question.ask(self._open_dates(), given.date_order)
        if self.rows:
            self.setFocusProxy(self.first_focus())
        self._show_first()

    def _changed(self) -> None:
        self.question.ask(self._open_dates(), None)
        self._timer.start()
        self.answers_changed.emit()

    def _open_dates(self) -> tuple[str, ...]:
        return () if self._recognised is None else open_dates(self._recognised, self._columns())

    def _show_first(self) -> None:
        if self._recognised is not None:
            self.first.show_card(first_card(self._recognised, self.answers()))

    @property
    def is_answered(self) -> bool:
        """Whether one can go on."""
        return self.question.is_answered

    @property
    def has_question(self) -> bool:
        """Whether dates are asked about, and not the columns alone."""
        return not self.question.isHidden()

    def answers(self) -> Answers:
        """What is said on the screen."""
        return Answers(columns=self._columns(), date_order=self.question.order or self._given.date_order)

    def _columns(self) -> dict[str, str]:
        said = {row.column.heading: row.choice.word for row in self.rows}
        return {**self._given.columns, **said}

    def first_focus(self) -> QWidget:
        """The first question."""
        if self.question.segment is not None and not self.question.isHidden():
            return self.question.segment.part(0)
        return self.rows[0].choice if self.rows else self

    def retheme(self) -> None:
        """Take the sizes of the theme in use."""
        self.header.use_sizes()
        for row in self.rows:
            row.use_sizes()
        self._lay_beside()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first person stands beside the columns where there is room, else below them."""
        super().resizeEvent(event)
        self._lay_beside()

    def _lay_beside(self) -> None:
        theme = themes.current()
        is_wide = self.width() >= theme.scaled(_BESIDE)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(direction)
        self.first.setMaximumWidth(theme.scaled(_PREVIEW) if is_wide else self.width())
        self.first.setMinimumWidth(theme.scaled(_PREVIEW) if is_wide else 0)
        self.first.show_most(_MOST_BESIDE if is_wide else _MOST_BELOW)
