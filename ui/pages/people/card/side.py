"""The card's side column: who they are, and what is coming up."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.i18n import _, ngettext
from relmgr.services.card.views import ComingView, MissingView, WhoLine, WhoRow
from ui import theme as themes
from ui.pages.people.card.left import MOST_LINES
from ui.pages.people.card.parts import Block, Gap, Held, Part, PressRow, Rows
from ui.theme import metrics
from ui.widgets.buttons import LinkButton
from ui.widgets.text import Run, TextLabel, text_width, tooltip_text

LABEL = 62
_MOST_ROWS = 5
"""Of one heading, before the rest waits behind a word that shows it."""

_MOST_LINES = 6
_ABOVE, _BELOW = 2, 3
"""What makes a line of text 24 high: the least that can be pressed (WCAG 2.2, 2.5.8)."""
_A_FEW = 240
"""In pixels: as much as is built at a time below the fold."""
LEAST_LINE = 24
"""In pixels: no line is lower, at any size of text."""

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
        self._room = 0
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

    def show_who(
        self, first_name: str, rows: tuple[WhoRow, ...], missing: tuple[MissingView, ...], room: int
    ) -> bool:
        """Show what is known, and at most two invitations: at once what begins in the first `room` pixels.

        Whether all of it fits there may be: what stands under it is in view then.
        """
        self._room = room
        self.heading.set_text(_("Who {name} is").format(name=first_name))
        if first_name != self._first_name:
            self._first_name, self._whole = first_name, set()
        if self.differs((rows, missing)):
            self._build(rows, missing)
        return sum(_lines(row) for row in rows) * LEAST_LINE <= room

    def _build(self, rows: tuple[WhoRow, ...], missing: tuple[MissingView, ...]) -> None:
        now = _first(rows, self._room)
        self._all_rows = (rows, missing)
        self.rows.show([(Gap, 3), *self._parts(now, missing)])
        self._go_on(rows[len(now) :], missing)

    def _go_on(self, rows: tuple[WhoRow, ...], missing: tuple[MissingView, ...]) -> None:
        """Put off the next few of `rows`, and after the last of them what is not known yet."""

        def rest() -> None:
            some = _first(rows, _A_FEW)
            self.rows.add(self._parts(some))
            if len(some) < len(rows):
                self._go_on(rows[len(some) :], missing)
                return
            self.rows.add((_Missing, ask) for ask in missing if ask.after is None)

        if rows:
            self.put_off(rest)
        else:
            rest()

    def _parts(self, rows: Sequence[WhoRow], missing: Sequence[MissingView] = ()) -> Iterator[Part]:
        """`rows`, and what is not known yet among them."""
        for number in range(len(rows) + 1):
            for ask in missing:
                if ask.after == number:
                    yield _Missing, ask
            if number < len(rows):
                row = rows[number]
                is_whole = (
                    row.label in self._whole or len(row.lines) <= _MOST_ROWS + 1
                )  # "1 more" saves nothing
                yield _Known, (row.label, row.lines if is_whole else row.lines[:_MOST_ROWS], len(row.lines))

    def show_whole(self, label: str) -> None:
        """Show every line under the heading `label`."""
        self._whole.add(label)
        self._build(*self._all_rows)
        self.finish()
        self.reveal()


class _Labelled(Held):
    """A short label, and room beside it."""

    def __init__(self, parent: QWidget, side: Qt.AlignmentFlag) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 1, 0, 1)
        self.line.setSpacing(6)
        self.label = TextLabel("", "small", "text3", self, wrap=True)
        self.label.setFixedWidth(themes.current().scaled(LABEL))
        beside = QVBoxLayout()
        if side is Qt.AlignmentFlag.AlignTop:
            beside.setContentsMargins(0, _ABOVE, 0, _BELOW)
        beside.addWidget(self.label, 0, side)
        self.line.addLayout(beside)


class _Missing(_Labelled):
    """What is not known yet: a press adds it."""

    def __init__(self, block: WhoTheyAre, parent: QWidget) -> None:
        super().__init__(parent, Qt.AlignmentFlag.AlignVCenter)
        self._what = ""
        self.line.setContentsMargins(0, 2, 0, 1)
        self._link = LinkButton("", icon="plus", parent=self)
        self._link.clicked.connect(lambda _checked=False: block.missing_pressed.emit(self._what))
        self.line.addWidget(self._link)
        self.line.addStretch(1)

    def fill(self, ask: MissingView) -> None:
        """Ask for this."""
        self._what = ask.what
        self.label.setText(ask.label)
        self._link.set_text(ask.words)


class _Known(_Labelled):
    """What is known under one heading, a line for each."""

    def __init__(self, block: WhoTheyAre, parent: QWidget) -> None:
        super().__init__(parent, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self._lines = Rows(block, self, lines)
        self.line.addLayout(lines, 1)

    def fill(self, view: tuple[str, tuple[WhoLine, ...], int]) -> None:
        """Show these lines of the heading, and how many more there are."""
        label, shown, whole = view
        self.label.setText(label)
        parts: list[Part] = [(_Line, one) for one in shown]
        if len(shown) < whole:
            parts.append((_More, (label, whole - len(shown))))
        self._lines.show(parts)


class _More(LinkButton):
    """Shows the rest of a heading."""

    def __init__(self, block: WhoTheyAre, parent: QWidget) -> None:
        super().__init__("", style="small_strong", parent=parent)
        self._label = ""
        self.clicked.connect(lambda _checked=False: block.show_whole(self._label))

    def fill(self, view: tuple[str, int]) -> None:
        """Say how many more there are under which heading."""
        self._label, count = view
        words = ngettext("{n} more", "{n} more", count).format(n=count)
        self.set_text(words)
        self.setAccessibleName(_("{heading}: {words}").format(heading=self._label, words=words))


class _Line(PressRow):
    """One thing that is known; a press leads to the person, the fact, the way or their jobs."""

    def __init__(self, block: WhoTheyAre, parent: QWidget) -> None:
        super().__init__("", parent)
        self._block = block
        self._view = WhoLine(strong="", rest="")
        self.row.setContentsMargins(0, _ABOVE, 0, _BELOW)
        self._words = self.add_text(TextLabel("", "body", parent=self, wrap=True, max_lines=_MOST_LINES), 1)
        self._edit = self.add_action("pencil", _("Edit relation"), self._open_relation)
        self.clicked.connect(lambda _checked=False: self._open())

    def fill(self, line: WhoLine) -> None:
        """Say this."""
        self._view = line
        self.setAccessibleName(f"{line.strong} {line.rest}".strip())
        rest = (Run(" " + line.rest, role="text3", style="small"),) if line.rest else ()
        self._words.set_runs(Run(line.strong), *rest)
        self._edit.setVisible(line.relation_id is not None)

    def _open_relation(self) -> None:
        if self._view.relation_id is not None:
            self._block.relation_opened.emit(int(self._view.relation_id))

    def _open(self) -> None:
        line, block = self._view, self._block
        if line.relation_id is not None:
            block.person_opened.emit(int(line.person_id or 0))
        elif line.fact_id is not None:
            block.fact_opened.emit(int(line.fact_id))
        elif line.way_id is not None:
            block.way_opened.emit(int(line.way_id))
        elif line.is_past_job:
            block.jobs_opened.emit()


def _lines(row: WhoRow) -> int:
    return min(len(row.lines), _MOST_ROWS + 1)


def _first(rows: tuple[WhoRow, ...], room: int) -> tuple[WhoRow, ...]:
    """Those that may begin within `room` pixels."""
    high = 0
    for number, row in enumerate(rows):
        if high > room:
            return rows[:number]
        high += _lines(row) * LEAST_LINE
    return rows


class _NoDate(TextLabel):
    """One quiet line where there is none."""

    def __init__(self, _block: "ComingUp", parent: QWidget) -> None:
        super().__init__(_("No date known yet."), "body", "text3", parent)

    def fill(self, _view: None) -> None:
        """It says the same of everybody."""


class _Date(PressRow):
    """When, what, how far away."""

    def __init__(self, block: "ComingUp", parent: QWidget) -> None:
        super().__init__("", parent)
        self._source = ("", 0)
        self.row.setContentsMargins(0, 3, 0, 5)
        self._day = self.add_text(TextLabel("", "date_strong", "text2", self))
        self._day.setMinimumWidth(themes.current().scaled(_DATE))
        self._words = self.add_text(TextLabel("", "body", parent=self, wrap=True, max_lines=MOST_LINES), 1)
        self._far = self.add_text(TextLabel("", "date", "text3", self))
        self.clicked.connect(lambda _checked=False: block.opened.emit(*self._source))

    def fill(self, view: ComingView) -> None:
        """Say this date."""
        self._source = (view.source, view.source_id)
        said = (view.day_words, view.words, view.how_far, view.noted)
        self.setAccessibleName(", ".join(part for part in said if part))
        self._day.setText(view.day_words)
        noted = (Run(view.noted, role="text3", style="small"),) if view.noted else ()
        self._words.set_runs(Run(view.words + " " if noted else view.words), *noted)
        self._far.setText(view.how_far)


class ComingUp(Block):
    """The next dates: when, what, how far away."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Coming up"), parent)

    def show_dates(self, dates: tuple[ComingView, ...]) -> None:
        """Show them; one quiet line where there is none."""
        if self.differs(dates):
            self.rows.show(
                [(Gap, 6), *((_Date, date) for date in dates), *(() if dates else [(_NoDate, None)])]
            )
