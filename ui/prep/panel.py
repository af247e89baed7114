"""The content of the panel, 440 × 664: head, what to know, and the note at its foot (DESIGN §5, Prep for a call)."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.views import StarterView
from relmgr.services.prep import PrepView
from relmgr.transfer.prep_text import more_words
from ui import theme as themes
from ui.pages.people.card.parts import RevealedButton, mirrored_margins
from ui.prep.parts import Event, Note, NoteField, Tick, coming, thread
from ui.theme import metrics
from ui.widgets.buttons import Button, IconButton, Kind, set_checked
from ui.widgets.painting import hairline
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel, tooltip_text

SIZE = (440, 664)
_EDGE = 20
_PORTRAIT = 88
_GAP = 16
_UNDER_HEADING = 4
_MOST_TEXT = 12
_DIGITS = {Qt.Key(Qt.Key.Key_1.value + number): number for number in range(9)}


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and ticked, and is not saved yet."""

    note: str = ""
    ticked: tuple[StarterView, ...] = ()


class _Head(QWidget):
    """Portrait, name, and how to treat them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.portrait = PortraitWidget(size=_PORTRAIT, parent=self, surface="raised")
        self.name = TextLabel("", "panel_title", parent=self, wrap=True, max_lines=3)
        self.line = TextLabel("", "body", "text2", self, wrap=True, max_lines=3)
        self.treat = TextLabel("", "body_strong", "text", self, wrap=True, max_lines=4)
        self.died = TextLabel("", "body", "text2", self, wrap=True, max_lines=3)
        row = QHBoxLayout(self)
        row.setContentsMargins(mirrored_margins(self, _EDGE, 18, _EDGE, _GAP))
        row.setSpacing(_GAP)
        row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 6, 0, 0)
        words.setSpacing(0)
        beside = QHBoxLayout()
        beside.addWidget(self.name, 1)
        beside.addSpacing(3 * metrics.ICON_BUTTON - (_EDGE - 12))
        words.addLayout(beside)
        for label in (self.line, self.died, self.treat):
            words.addWidget(label)
        words.addStretch(1)
        row.addLayout(words, 1)

    def show_view(self, view: PrepView, portrait: PortraitSpec) -> None:
        """Show who it is."""
        self.portrait.set_spec(portrait, view.person.accessible)
        for label, text in (
            (self.name, view.person.name),
            (self.line, view.line),
            (self.died, view.died),
            (self.treat, view.treat),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        whole = "\n".join(view.ways)
        self.treat.setToolTip(tooltip_text(whole) if whole != view.treat else "")
        self.treat.setAccessibleName(whole)


class _Foot(QWidget):
    """The note and what becomes of it, under a hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.note = NoteField(self)
        self.log = Button(_("Log when done"), Kind.PRIMARY, raised=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 15, _EDGE, 18)
        row.setSpacing(metrics.GAP)
        row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.log, 0, Qt.AlignmentFlag.AlignBottom)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = themes.current().palette.hairline_raised
        hairline(QPainter(self), line, (0, 0), (self.width(), 0))


class PrepPanel(QWidget):
    """Shows a PrepView and takes ticks and a note. Nothing is written: signals say what was pressed."""

    log_asked = Signal()
    close_asked = Signal()
    pin_asked = Signal(bool)
    menu_asked = Signal()

    def __init__(self, *, can_pin: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Prep for a call"))
        self.ticks: list[Tick] = []
        self._body: QVBoxLayout | None = None
        self.head, self.foot = _Head(self), _Foot(self)
        self.note, self.log = self.foot.note, self.foot.log
        self.area = ScrollPage(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(self.foot)
        self.more = RevealedButton("ellipsis", _("More"), self)
        self.pin = IconButton("pin", _("Keep on top"), raised=True, parent=self)
        self.pin.setCheckable(True)
        self.pin.setVisible(can_pin)
        self.cross = IconButton("x", _("Close"), raised=True, parent=self)
        self.more.clicked.connect(self.menu_asked)
        self.pin.toggled.connect(self._pin)
        self.cross.clicked.connect(self.close_asked)
        self.log.clicked.connect(self.log_asked)

    # --- what it shows ---

    def show_view(self, view: PrepView, portrait: PortraitSpec, ticked: tuple[StarterView, ...] = ()) -> None:
        """Show it anew; the note stays as it is typed."""
        self.head.show_view(view, portrait)
        focused = next((number for number, tick in enumerate(self.ticks) if tick.hasFocus()), None)
        place = self.area.verticalScrollBar().value()
        content = QWidget()
        body = QVBoxLayout(content)
        body.setContentsMargins(_EDGE, 0, _EDGE, _EDGE - 1)
        body.setSpacing(0)
        self.ticks = []
        self._content, self._body = content, body
        self._add_first(view)
        self._add_questions(view, ticked)
        self._add_texts(view)
        self._add_lines(view)
        body.addStretch(1)
        self.area.set_content(content)
        content.show()
        self._order_focus()
        if focused is not None:
            (self.ticks[focused] if focused < len(self.ticks) else self.note).setFocus()
        self.area.verticalScrollBar().setValue(place)

    def _begin(self, heading: str = "", note: str = "") -> None:
        """Begin another block: its distance from the one before, and its heading."""
        assert self._body is not None
        if self._body.count():
            self._body.addSpacing(_GAP)
        if heading:
            self._body.addWidget(Heading(heading, note, parent=self._content))
            self._body.addSpacing(_UNDER_HEADING)

    def _add(self, widget: QWidget | QLayout) -> None:
        assert self._body is not None
        if isinstance(widget, QLayout):
            self._body.addLayout(widget)
        else:
            self._body.addWidget(widget)

    def _add_first(self, view: PrepView) -> None:
        for words in (view.note, view.rough, view.warned):
            if words:
                self._begin()
                self._add(Note(words, self._content))
        if view.right_now:
            self._begin()
            events = QVBoxLayout()
            events.setSpacing(6)
            for one in view.right_now:
                events.addWidget(Event(one, self._content))
            self._add(events)

    def _add_questions(self, view: PrepView, ticked: tuple[StarterView, ...]) -> None:
        if not view.ask_about:
            return
        self._begin(_("Ask about"))
        chosen = {_key(one) for one in ticked}
        for number, starter in enumerate(view.ask_about, start=1):
            tick = Tick(starter, number, checked=_key(starter) in chosen, parent=self._content)
            self.ticks.append(tick)
            self._add(tick)

    def _add_texts(self, view: PrepView) -> None:
        for heading, texts in (
            (_("Why I care"), (view.why_care,)),
            (_("Their ways"), tuple(way for way in view.ways[1:] if way not in view.treat)),
            (_("My limits"), view.boundaries),
        ):
            self._add_text(heading, "", tuple(text for text in texts if text))
        if view.last_on:
            self._add_text(_("Last time"), view.last_on, (view.last_text or _("Nothing was written down."),))

    def _add_text(self, heading: str, note: str, texts: tuple[str, ...]) -> None:
        if not texts:
            return
        self._begin(heading, note)
        for text in texts:
            self._add(TextLabel(text, "body", parent=self._content, wrap=True, max_lines=_MOST_TEXT))

    def _add_lines(self, view: PrepView) -> None:
        if view.open:
            self._begin(_("Open between you"))
            for promise in view.open:
                self._add(thread(promise, self._content))
            if view.open_more:
                self._add(TextLabel(more_words(view.open_more), "small", "text3", self._content))
        if view.coming_up:
            self._begin(_("Coming up"))
            for date_ in view.coming_up:
                self._add(coming(date_, self._content))

    def _order_focus(self) -> None:
        ring = [*self.ticks, self.note, self.log, self.more, self.pin, self.cross]
        for before, after in pairwise(ring):
            self.setTabOrder(before, after)

    # --- what was typed and ticked ---

    def draft(self) -> Draft:
        """The note and the questions ticked."""
        return Draft(self.note.text(), tuple(tick.starter for tick in self.ticks if tick.isChecked()))

    def show_pinned(self, is_pinned: bool) -> None:
        """Show whether it stays on top."""
        set_checked(self.pin, is_pinned)
        self.pin.icon_name = "pin-off" if is_pinned else "pin"
        self.pin.role = "accent_text" if is_pinned else "text2"
        self.pin.set_name(_("No longer keep on top") if is_pinned else _("Keep on top"))
        self.pin.update()

    def _pin(self, is_pinned: bool) -> None:
        self.show_pinned(is_pinned)
        self.pin_asked.emit(is_pinned)

    def tick(self, number: int) -> None:
        """Tick question `number`, from 1, or take the tick away."""
        if 0 < number <= len(self.ticks):
            self.ticks[number - 1].toggle()
            self.area.scroll_to(self.ticks[number - 1])

    def scroll_by(self, pages: int) -> None:
        """Scroll by whole views, down or up."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    # --- events ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks; anything else that is typed goes into the note."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        number = _DIGITS.get(Qt.Key(event.key()))
        typed = event.text()
        if plain and number is not None and number < len(self.ticks):
            self.tick(number + 1)
        elif plain and typed.isprintable() and typed.strip():
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self.note.insertPlainText(typed)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.more.reveal(True)

    def leaveEvent(self, event: QEvent) -> None:
        self.more.reveal(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        x = 12
        for button in (self.cross, self.pin, self.more):
            if button.isHidden() and button is self.pin:
                continue
            size = button.sizeHint()
            left = x if self.isRightToLeft() else self.width() - x - size.width()
            button.setGeometry(left, 18, size.width(), size.height())
            button.raise_()
            x += size.width()


def _key(starter: StarterView) -> tuple[str, int | None, str]:
    return starter.source, starter.source_id, starter.question
