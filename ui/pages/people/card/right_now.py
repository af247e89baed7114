"""Right now: the one or two things going on in their life, in ember; and the note to read before contact."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.kinds import SparedBy
from relmgr.i18n import _, ngettext
from relmgr.services.card.views import BackView, LifeEventView
from ui import icons
from ui import theme as themes
from ui.pages.people.card.parts import Held, Part, PressRow, Rows, mirrored_margins
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.marks import IconLabel
from ui.widgets.painting import box, hairline
from ui.widgets.text import TextLabel

_SHOWN = 2


class _Cell(PressRow):
    """One life event, kept for the next person: filled anew for each."""

    def __init__(self, block: "RightNow", parent: QWidget) -> None:
        super().__init__("", parent)
        self._icon = ""
        self._number = 0
        self.row.setContentsMargins(mirrored_margins(self, 47, 13, 6, 7))
        column = QVBoxLayout()
        column.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(mirrored_margins(self, 0, 0, 10, 0))
        words.setSpacing(2)
        self._title = TextLabel("", "life_title", parent=self, wrap=True, max_lines=2)
        self._note = TextLabel("", "body", "text2", self, wrap=True, max_lines=2)
        words.addWidget(self._title)
        words.addWidget(self._note)
        column.addLayout(words)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(4)
        self._foot.setContentsMargins(0, 3, 0, 0)
        self._follow = IconLabel(
            "bell",
            "",
            style="small_strong",
            role="ember_text",
            icon_role="ember",
            icon_size=metrics.ICON_META,
            gap=6,
            parent=self,
        )
        self._foot.addWidget(self._follow, 1)
        for button in self._buttons():
            self._foot.addWidget(button)
        column.addLayout(self._foot)
        self.row.addLayout(column, 1)
        self.clicked.connect(lambda _checked=False: block.opened.emit(self._number))
        self._answer(block)

    def _buttons(self) -> tuple[QWidget, ...]:
        self._done = IconButton("check", "", role="ember", parent=self)
        self._snooze = IconButton("alarm-clock", "", role="ember", parent=self)
        return self._done, self._snooze

    def _answer(self, block: "RightNow") -> None:
        self._done.clicked.connect(lambda _checked=False: block.done.emit(self._number))
        self._snooze.clicked.connect(lambda _checked=False: block.snoozed.emit(self._number, self._snooze))

    def _ask(self, view: LifeEventView) -> None:
        self._done.set_name(_("Done: {what}").format(what=view.title))
        self._snooze.set_name(_("Snooze: {what}").format(what=view.title))

    def fill(self, view: LifeEventView) -> None:
        """Tell this event."""
        self._icon, self._number = view.icon, int(view.id)
        self.setAccessibleName(
            _("{title}. {note} {follow}").format(
                title=view.title, note=view.note, follow=view.follow_up_words
            )
        )
        self._title.setText(view.title)
        self._note.setText(view.note)
        self._note.setVisible(bool(view.note))
        self._follow.set_text(view.follow_up_words)
        self._ask(view)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = themes.current().palette
        side = metrics.ICON_LIFE
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - 16 - side if mirrored else 16
        icons.paint(painter, self._icon, palette.ember, QRectF(left, 14, side, side), mirrored=mirrored)
        if self.hasFocus() and focus_frame.is_by_keyboard():
            ring = QRectF(self.rect()).adjusted(3, 3, -3, -3)
            box(painter, ring, 9, line=palette.focus, width=metrics.FOCUS_RING)


def answers(question: str, role: str, parent: QWidget) -> tuple[LinkButton, LinkButton]:
    """ "Yes" and "Not yet…" to what has come to its end (P7)."""
    yes = LinkButton(_("Yes"), icon="check", role=role, parent=parent)
    not_yet = LinkButton(_("Not yet…"), role=role, parent=parent)
    name_answers(question, yes, not_yet)
    return yes, not_yet


def name_answers(question: str, yes: LinkButton, not_yet: LinkButton) -> None:
    """Let both say aloud what they answer."""
    yes.setAccessibleName(_("{question} Yes").format(question=question))
    not_yet.setAccessibleName(_("{question} Not yet").format(question=question))


class _EndedCell(_Cell):
    """One that has come to its end: has it?"""

    def _buttons(self) -> tuple[QWidget, ...]:
        self._yes, self._not_yet = answers("", "ember_text", self)
        self._foot.setSpacing(12)
        return self._yes, self._not_yet

    def _answer(self, block: "RightNow") -> None:
        self._yes.clicked.connect(lambda _checked=False: block.over.emit(self._number))
        self._not_yet.clicked.connect(lambda _checked=False: block.not_over.emit(self._number, self._not_yet))

    def _ask(self, view: LifeEventView) -> None:
        name_answers(view.follow_up_words, self._yes, self._not_yet)


class RightNow(Held):
    """The ember block. It is absent where nothing is known to be going on."""

    opened = Signal(int)
    done = Signal(int)
    snoozed = Signal(int, QWidget)
    over = Signal(int)
    """What was to end by now has ended."""
    not_over = Signal(int, QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._rows = Rows(self, self, self._column)
        self._shown: tuple[LifeEventView, ...] | None = None
        self._is_unfolded = False
        self._direction = QBoxLayout.Direction.LeftToRight

    def show_events(self, events: tuple[LifeEventView, ...]) -> None:
        """Show the two with the nearest follow-up, and the rest on demand."""
        if not events:
            self.hide()
        if events != self._shown:
            self._shown = events
            self._is_unfolded = False
            self._fill()
        if events:
            self.show()

    def stack(self, stacked: bool) -> None:
        """Put what goes on under each other, or two beside each other."""
        direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if direction is not self._direction:
            self._direction = direction
            self._fill()

    def forget(self) -> None:
        """Make all of it anew next time."""
        self._rows.forget()
        self._shown = None

    def unfold(self) -> None:
        """Show all of them."""
        self._is_unfolded = True
        self._fill()

    def _fill(self) -> None:
        events = self._shown or ()
        shown = events if self._is_unfolded else events[:_SHOWN]
        starts = range(0, len(shown), _SHOWN)
        parts: list[Part] = [(_Strip, (shown[first : first + _SHOWN], self._direction)) for first in starts]
        hidden = len(events) - len(shown)
        self._rows.show([*parts, (_More, hidden)] if hidden else parts)


class _More(LinkButton):
    """The way to the others."""

    def __init__(self, block: RightNow, parent: QWidget) -> None:
        super().__init__("", style="small_strong", parent=parent)
        self.clicked.connect(lambda _checked=False: block.unfold())

    def fill(self, hidden: int) -> None:
        """Say how many there are."""
        self.set_text(ngettext("{n} more", "{n} more", hidden).format(n=hidden))


class _Strip(Held):
    """One or two cells side by side on ember."""

    def __init__(self, block: RightNow, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = block
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._places: tuple[dict[type[_Cell], _Cell], ...] = tuple({} for _number in range(_SHOWN))
        self._cells: list[_Cell] = []

    def fill(self, view: tuple[tuple[LifeEventView, ...], QBoxLayout.Direction]) -> None:
        """Tell these, the second beside or under the first."""
        events, direction = view
        self._row.setDirection(direction)
        self._cells = [
            self._cell(number, _EndedCell if event.is_past_its_end else _Cell)
            for number, event in enumerate(events)
        ]
        for cell, event in zip(self._cells, events, strict=True):
            cell.fill(event)
        for kept in self._places:
            for cell in kept.values():
                cell.setVisible(cell in self._cells)
        self.update()

    def _cell(self, number: int, kind: type[_Cell]) -> _Cell:
        kept = self._places[number]
        if kind not in kept:
            kept[kind] = kind(self._block, self)
            self._row.insertWidget(0 if number == 0 else -1, kept[kind], 1)
        return kept[kind]

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        painter = QPainter(self)
        box(
            painter,
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.ember_tint,
            line=palette.ember_line,
        )
        if self._row.direction() is QBoxLayout.Direction.TopToBottom:
            for cell in self._cells[1:]:
                hairline(painter, palette.ember_line, (0, cell.y() - 1), (self.width(), cell.y() - 1))
            return
        for cell in self._cells[1:]:
            edge = (
                cell.geometry().left()
                if self.layoutDirection() is Qt.LayoutDirection.LeftToRight
                else (cell.geometry().right() + 1)
            )
            hairline(painter, palette.ember_line, (edge - 1, 0), (edge - 1, self.height()))


class Banner(Held):
    """The plain note before contact, gentle mode or away; when that has ended, the question whether it has (P7)."""

    change_asked = Signal(object)
    """The SparedBy whose form is asked for."""
    back = Signal(object)
    """The BackView that is answered with yes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(14)
        self._line = IconLabel(
            "info", "", style="body", role="text", icon_role="text2", wrap=True, parent=self
        )
        self._row.addWidget(self._line, 1)
        self._links: list[LinkButton] = []
        self._shown: tuple[str, SparedBy | None, BackView | None] = ("", None, None)

    def show_note(self, note: str, spared_by: SparedBy | None = None, back: BackView | None = None) -> None:
        """Show `note`, else the question of `back`, or nothing."""
        words = note or (back.question if back is not None else "")
        self.setVisible(bool(words))
        if (note, spared_by, back) == self._shown:
            return
        self._shown = (note, spared_by, back)
        self._line.set_icon(
            _BANNER_ICONS.get(spared_by or (back.spared_by if back else None), "info"), "text2"
        )
        self._line.set_text(words)
        self.setAccessibleName(words)
        for link in self._links:
            self._row.removeWidget(link)
            link.hide()
            link.deleteLater()
        self._links = self._answers(back) if not note and back is not None else self._change(note, spared_by)
        for link in self._links:
            self._row.addWidget(link)

    def _change(self, note: str, spared_by: SparedBy | None) -> list[LinkButton]:
        if not note or spared_by is None:
            return []
        change = LinkButton(_("Change"), parent=self)
        change.setAccessibleName(_("Change: {note}").format(note=note))
        change.clicked.connect(lambda _checked=False: self.change_asked.emit(spared_by))
        return [change]

    def _answers(self, back: BackView) -> list[LinkButton]:
        yes, not_yet = answers(back.question, "accent_text", self)
        yes.clicked.connect(lambda _checked=False: self.back.emit(back))
        not_yet.clicked.connect(lambda _checked=False: self.change_asked.emit(back.spared_by))
        return [yes, not_yet]

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = themes.current().palette
        box(
            QPainter(self),
            QRectF(self.rect()),
            metrics.RADIUS_SHEET,
            fill=palette.sunken,
            line=palette.hairline,
        )


_BANNER_ICONS: dict[SparedBy | None, str] = {SparedBy.GENTLE: "heart", SparedBy.AWAY: "plane"}
