"""Right now: the one or two things going on in their life, in ember; and the note to read before contact."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from relmgr.domain.kinds import SparedBy
from relmgr.i18n import _, ngettext
from relmgr.services.card.views import BackView, LifeEventView
from ui import icons
from ui import theme as themes
from ui.pages.people.card.parts import Held, PressRow, clear, mirrored_margins
from ui.theme import metrics
from ui.widgets import focus_frame
from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.marks import IconLabel
from ui.widgets.painting import box, hairline
from ui.widgets.text import TextLabel

_SHOWN = 2


class _Cell(PressRow):
    """One life event."""

    def __init__(self, view: LifeEventView, parent: QWidget) -> None:
        super().__init__(_("{title}. {note} {follow}").format(
            title=view.title, note=view.note, follow=view.follow_up_words), parent)  # fmt: skip
        self._icon = view.icon
        self.row.setContentsMargins(mirrored_margins(self, 47, 13, 6, 7))
        column = QVBoxLayout()
        column.setSpacing(0)
        words = QVBoxLayout()
        words.setContentsMargins(mirrored_margins(self, 0, 0, 10, 0))
        words.setSpacing(2)
        words.addWidget(TextLabel(view.title, "life_title", parent=self, wrap=True, max_lines=2))
        if view.note:
            words.addWidget(TextLabel(view.note, "body", "text2", self, wrap=True, max_lines=2))
        column.addLayout(words)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        foot.setContentsMargins(0, 3, 0, 0)
        follow = IconLabel(
            "bell",
            view.follow_up_words,
            style="small_strong",
            role="ember_text",
            icon_role="ember",
            icon_size=metrics.ICON_META,
            gap=6,
            parent=self,
        )
        foot.addWidget(follow, 1)
        self.done: QPushButton
        self.snooze: QPushButton
        if view.is_past_its_end:
            self.done, self.snooze = answers(view.follow_up_words, "ember_text", self)
            foot.setSpacing(12)
        else:
            done, snooze = _("Done: {what}"), _("Snooze: {what}")
            self.done = IconButton("check", done.format(what=view.title), role="ember", parent=self)
            self.snooze = IconButton("alarm-clock", snooze.format(what=view.title), role="ember", parent=self)
        foot.addWidget(self.done)
        foot.addWidget(self.snooze)
        column.addLayout(foot)
        self.row.addLayout(column, 1)

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
    yes.setAccessibleName(_("{question} Yes").format(question=question))
    not_yet.setAccessibleName(_("{question} Not yet").format(question=question))
    return yes, not_yet


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
        self._shown: tuple[LifeEventView, ...] | None = None
        self._is_unfolded = False
        self._direction = QBoxLayout.Direction.LeftToRight
        self._strips: list[_Strip] = []

    def show_events(self, events: tuple[LifeEventView, ...]) -> None:
        """Show the two with the nearest follow-up, and the rest on demand."""
        self.setVisible(bool(events))
        if events == self._shown:
            return
        self._shown = events
        self._is_unfolded = False
        self._build()

    def stack(self, stacked: bool) -> None:
        """Put what goes on under each other, or two beside each other."""
        self._direction = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        for strip in self._strips:
            strip.set_direction(self._direction)

    def forget(self) -> None:
        """Build anew next time."""
        self._shown = None

    def _build(self) -> None:
        clear(self._column)
        events = self._shown or ()
        shown = events if self._is_unfolded else events[:_SHOWN]
        starts = range(0, len(shown), _SHOWN)
        self._strips = [_Strip(shown[first : first + _SHOWN], self._cell, self) for first in starts]
        for strip in self._strips:
            strip.set_direction(self._direction)
            self._column.addWidget(strip)
        hidden = len(events) - len(shown)
        if hidden:
            more = LinkButton(ngettext("{n} more", "{n} more", hidden).format(n=hidden), style="small_strong")
            more.clicked.connect(lambda _checked=False: self._unfold())
            self._column.addWidget(more)

    def _unfold(self) -> None:
        self._is_unfolded = True
        self._build()

    def _cell(self, view: LifeEventView, parent: QWidget) -> _Cell:
        cell = _Cell(view, parent)
        number = int(view.id)
        cell.clicked.connect(lambda _checked=False: self.opened.emit(number))
        done, later = (self.over, self.not_over) if view.is_past_its_end else (self.done, self.snoozed)
        cell.done.clicked.connect(lambda _checked=False: done.emit(number))
        cell.snooze.clicked.connect(lambda _checked=False, at=cell.snooze: later.emit(number, at))
        return cell


class _Strip(Held):
    """One or two cells side by side on ember."""

    def __init__(
        self,
        views: tuple[LifeEventView, ...],
        make: Callable[[LifeEventView, QWidget], _Cell],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(1)
        self._cells = [make(view, self) for view in views]
        for cell in self._cells:
            self._row.addWidget(cell, 1)

    def set_direction(self, direction: QBoxLayout.Direction) -> None:
        """Put the second beside or under the first."""
        self._row.setDirection(direction)
        self.update()

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
