"""The card's side column: who they are, and what is coming up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _, ngettext
from relmgr.services.card.views import ComingView, MissingView, WhoLine, WhoRow
from ui import theme as themes
from ui.pages.people.card.left import MOST_LINES
from ui.pages.people.card.parts import Block, PressRow
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.text import Run, TextLabel, text_width, tooltip_text

LABEL = 62
_MOST_ROWS = 5
"""Of one heading, before the rest waits behind a word that shows it."""

_MOST_LINES = 6
_ABOVE, _BELOW = 2, 3
"""What makes a line of text 24 high: the least that can be pressed (WCAG 2.2, 2.5.8)."""
_LINES_AT_ONCE = 10
"""About as many as are in view in a window of 1280 × 800; where there is room for more, they are built at once too."""

_DATE = 52


class WhoTheyAre(Block):
    """Family, facts and habits under short labels; what is not known yet asks gently."""

    person_opened = Signal(int)
    relation_opened = Signal(int)
    fact_opened = Signal(int)
    way_opened = Signal(int)
    jobs_opened = Signal()
    sides_pressed = Signal()
    missing_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.sides = LinkButton("", style="small", role="text3", parent=self)
        self.sides.clicked.connect(lambda _checked=False: self.sides_pressed.emit())
        self.heading.add_beside(self.sides)
        self._sides_words = ("", "")
        self._first_name = ""
        self._whole: set[str] = set()
        self._all_rows: tuple[tuple[WhoRow, ...], tuple[MissingView, ...]] = ((), ())

    def show_sides(self, known: int, sentence: str) -> None:
        """Show how many sides are known, as a sentence where there is room for it; a press opens them. "" for none of it."""
        whole = sentence.removesuffix(".")
        self._sides_words = (whole, _("{known} of 8 sides").format(known=known) if whole else "")
        self.sides.setAccessibleName(sentence)
        self._fit_sides()

    def _fit_sides(self) -> None:
        taken = self.heading.title.natural_width() + metrics.GAP
        room = self.width() - taken - (metrics.ICON_BUTTON_ROW + metrics.ICON_ROW) // 2
        whole, short = self._sides_words
        is_whole = text_width(whole, "small") <= room
        self.sides.setText(whole if is_whole else short)
        self.sides.setToolTip("" if is_whole else tooltip_text(self.sides.accessibleName()))
        self.sides.setVisible(bool(short) and text_width(short, "small") <= room)
        self.sides.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sides()

    def show_who(self, first_name: str, rows: tuple[WhoRow, ...], missing: tuple[MissingView, ...]) -> None:
        """Show what is known, and at most two invitations."""
        self.heading.set_text(_("Who {name} is").format(name=first_name))
        if first_name != self._first_name:
            self._first_name, self._whole = first_name, set()
        if not self.is_news((rows, missing)):
            return
        self._build(rows, missing)

    def _build(self, rows: tuple[WhoRow, ...], missing: tuple[MissingView, ...]) -> None:
        self.body.addSpacing(3)
        now = _first(rows)
        self._all_rows = (rows, missing)
        self._add(now, missing)

        self._go_on(rows[len(now) :], missing)

    def _go_on(self, rows: tuple[WhoRow, ...], missing: tuple[MissingView, ...]) -> None:
        """Put off the next few of `rows`, and after the last of them what is not known yet."""

        def rest() -> None:
            some = _first(rows)
            self._add(some)
            if len(some) < len(rows):
                self._go_on(rows[len(some) :], missing)
                return
            for ask in missing:
                if ask.after is None:
                    self.body.addLayout(self._missing(ask))

        if rows:
            self.put_off(rest)
        else:
            rest()

    def _add(self, rows: Sequence[WhoRow], missing: Sequence[MissingView] = ()) -> None:
        """Add `rows`, and what is not known yet among them."""
        for number in range(len(rows) + 1):
            for ask in missing:
                if ask.after == number:
                    self.body.addLayout(self._missing(ask))
            if number < len(rows):
                self.body.addLayout(self._row(rows[number]))

    def _missing(self, ask: MissingView) -> QHBoxLayout:
        line = self._labelled(ask.label, Qt.AlignmentFlag.AlignVCenter)
        line.setContentsMargins(0, 2, 0, 1)
        link = LinkButton(ask.words, icon="plus", parent=self)
        link.clicked.connect(lambda _checked=False, what=ask.what: self.missing_pressed.emit(what))
        line.addWidget(link)
        line.addStretch(1)
        return line

    def _labelled(self, words: str, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 1, 0, 1)
        line.setSpacing(6)
        label = TextLabel(words, "small", "text3", self, wrap=True)
        label.setFixedWidth(themes.current().scaled(LABEL))
        beside = QVBoxLayout()
        if side is Qt.AlignmentFlag.AlignTop:
            beside.setContentsMargins(0, _ABOVE, 0, _BELOW)
        beside.addWidget(label, 0, side)
        line.addLayout(beside)
        return line

    def _row(self, row: WhoRow) -> QHBoxLayout:
        line = self._labelled(row.label)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        is_whole = row.label in self._whole or len(row.lines) <= _MOST_ROWS + 1  # "1 more" saves nothing
        shown = row.lines if is_whole else row.lines[:_MOST_ROWS]
        for one in shown:
            lines.addWidget(self._line(one))
        if len(shown) < len(row.lines):
            lines.addWidget(self._more(row.label, len(row.lines) - len(shown)))
        line.addLayout(lines, 1)
        return line

    def _more(self, label: str, count: int) -> LinkButton:
        words = ngettext("{n} more", "{n} more", count).format(n=count)
        more = LinkButton(words, style="small_strong", parent=self)
        more.setAccessibleName(_("{heading}: {words}").format(heading=label, words=words))
        more.clicked.connect(lambda _checked=False: self._show_whole(label))
        return more

    def _show_whole(self, label: str) -> None:
        self._whole.add(label)
        self.start_over()
        self._build(*self._all_rows)
        self.finish()
        self.reveal()

    def _line(self, line: WhoLine) -> QWidget:
        row = PressRow(f"{line.strong} {line.rest}".strip(), self)
        row.row.setContentsMargins(0, _ABOVE, 0, _BELOW)
        words = TextLabel("", "body", parent=row, wrap=True, max_lines=_MOST_LINES)
        rest = (Run(" " + line.rest, role="text3", style="small"),) if line.rest else ()
        words.set_runs(Run(line.strong), *rest)
        row.add_text(words, 1)
        if line.relation_id is not None:
            relation, person = int(line.relation_id), int(line.person_id or 0)
            row.clicked.connect(lambda _checked=False: self.person_opened.emit(person))
            row.add_action("pencil", _("Edit relation"), lambda: self.relation_opened.emit(relation))
        elif line.fact_id is not None:
            fact = int(line.fact_id)
            row.clicked.connect(lambda _checked=False: self.fact_opened.emit(fact))
        elif line.way_id is not None:
            way = int(line.way_id)
            row.clicked.connect(lambda _checked=False: self.way_opened.emit(way))
        elif line.is_past_job:
            row.clicked.connect(lambda _checked=False: self.jobs_opened.emit())
        return row


def _first(rows: tuple[WhoRow, ...]) -> tuple[WhoRow, ...]:
    """Those that are built before the first paint: about as many lines as are in view."""
    lines = 0
    for number, row in enumerate(rows):
        if lines >= _LINES_AT_ONCE:
            return rows[:number]
        lines += min(len(row.lines), _MOST_ROWS + 1)
    return rows


class ComingUp(Block):
    """The next dates: when, what, how far away."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Coming up"), parent)

    def show_dates(self, dates: tuple[ComingView, ...]) -> None:
        """Show them; one quiet line where there is none."""
        if not self.is_news(dates):
            return
        self.body.addSpacing(6)
        if not dates:
            self.body.addWidget(TextLabel(_("No date known yet."), "body", "text3", self))
        for date in dates:
            self.body.addWidget(self._row(date))

    def _row(self, view: ComingView) -> QWidget:
        said = (view.day_words, view.words, view.how_far, view.noted)
        row = PressRow(", ".join(part for part in said if part), self)
        row.row.setContentsMargins(0, 3, 0, 5)
        day = row.add_text(TextLabel(view.day_words, "date_strong", "text2", row))
        day.setMinimumWidth(themes.current().scaled(_DATE))
        words = TextLabel(view.words, "body", parent=row, wrap=True, max_lines=MOST_LINES)
        if view.noted:
            words.set_runs(Run(view.words + " "), Run(view.noted, role="text3", style="small"))
        row.add_text(words, 1)
        row.add_text(TextLabel(view.how_far, "date", "text3", row))
        row.clicked.connect(lambda _checked=False: self.opened.emit(view.source, view.source_id))
        return row
