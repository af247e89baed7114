"""The card's main column: what to ask about, and the last time."""

from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.kinds import Feeling
from relmgr.i18n import _
from relmgr.services.card.views import FeelingView, LastTimeView, StarterView, ThreadView, Tone
from ui.pages.people.card.parts import Block, Gap, Held, Line, Part, PressRow, QuietRow
from ui.theme import metrics
from ui.widgets.marks import IconLabel
from ui.widgets.sections import EmptyLine
from ui.widgets.text import Run, TextLabel, tooltip_text

FACES = {
    Feeling.UPSET: "angry",
    Feeling.UNEASY: "frown",
    Feeling.EVEN: "meh",
    Feeling.GOOD: "smile",
    Feeling.DELIGHTED: "laugh",
}
_TONES = {Tone.NORMAL: "text", Tone.SOON: "at_risk_fg", Tone.LATE: "missed_fg"}

MOST_LINES = 3
"""What is longer is cut: the card is read in seconds, and a press opens the whole."""
_MOST_TEXT = 8
_LEAST_THREAD = 24
_BEFORE_THREADS = 65
"""In pixels: room, heading and words take at least that, at any size of text."""
_LEAST_FEELINGS = 24
"""In pixels: more than where nothing is known of how both left."""
_CAN_BE_ASKED = frozenset({"life_event", "question", "goal", "advice", "side"})
_THROUGH = Qt.WidgetAttribute.WA_TransparentForMouseEvents


class _Starter(PressRow):
    """A question over its reason."""

    def __init__(self, block: "AskAbout", parent: QWidget) -> None:
        super().__init__("", parent)
        self._view: StarterView | None = None
        words = QVBoxLayout()
        words.setSpacing(0)
        self._question = TextLabel("", "row_title", "text", self, wrap=True, max_lines=MOST_LINES)
        self._why = TextLabel("", "small", "text3", self, wrap=True, max_lines=MOST_LINES)
        for label in (self._question, self._why):
            label.setAttribute(_THROUGH)
            words.addWidget(label)
        self.row.addLayout(words, 1)
        self._asked = self.add_action("check", _("Asked"), lambda: block.asked.emit(self._view))
        self.clicked.connect(lambda _checked=False: block.opened.emit(self._view))

    def fill(self, view: tuple[StarterView, bool]) -> None:
        """Ask this; the first of them stands closer to the heading."""
        starter, first = view
        self._view = starter
        self.setAccessibleName(f"{starter.question} {starter.why}")
        self.row.setContentsMargins(0, 2 if first else 7, 0, 10)
        for label, text in ((self._question, starter.question), (self._why, starter.why)):
            label.setText(text)
            label.setVisible(bool(text))
        self._asked.setVisible(starter.source in _CAN_BE_ASKED)


class AskAbout(Block):
    """Three questions, each with its reason. Signals say which was asked, or pressed."""

    asked = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ask about"), parent)

    def show_starters(self, starters: tuple[StarterView, ...], sides: str) -> None:
        """Show them, and how much of the person is known."""
        self.setVisible(bool(starters))
        self.heading.title.setToolTip(tooltip_text(sides))
        if not self.differs(starters):
            return
        parts: list[Part] = [(Gap, 5)]
        for number, starter in enumerate(starters):
            if number:
                parts.append((Line, None))
            parts.append((_Starter, (starter, number == 0)))
        self.rows.show(parts)


class _NoTalk(EmptyLine):
    """The way to the first conversation."""

    def __init__(self, block: "LastTime", parent: QWidget) -> None:
        super().__init__(_("No conversation noted yet."), _("Log the first one"), parent)
        self.link.clicked.connect(lambda _checked=False: block.log_asked.emit())

    def fill(self, _view: None) -> None:
        """It says the same of everybody."""


class _Talk(PressRow):
    """What it was about."""

    def __init__(self, block: "LastTime", parent: QWidget) -> None:
        super().__init__("", parent)
        self._number = 0
        self.row.setContentsMargins(0, 1, 0, 2)
        label = TextLabel("", "body_large", parent=self, wrap=True, max_lines=_MOST_TEXT)
        self._label = self.add_text(label, 1)
        self.clicked.connect(lambda _checked=False: block.opened.emit(self._number))

    def fill(self, last: LastTimeView) -> None:
        """Say what was written down of `last`."""
        text = last.text or _("Nothing was written down.")
        self._number = int(last.conversation_id)
        self.setAccessibleName(text)
        self._label.setText(text)


class _Feelings(Held):
    """How both left, beside each other."""

    def __init__(self, _block: "LastTime", parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 10)
        line.setSpacing(20)
        self._marks = [
            IconLabel("smile", "", style="body_large", icon_size=17, icon_role="text2", gap=8, parent=self)
            for _number in range(2)
        ]
        for mark in self._marks:
            line.addWidget(mark)
        line.addStretch(1)

    def fill(self, feelings: tuple[FeelingView, ...]) -> None:
        """Show one or both."""
        for mark, one in zip_longest(self._marks, feelings[: len(self._marks)]):
            mark.setVisible(one is not None)
            if one is not None:
                mark.set_icon(FACES[one.feeling], "text2")
                mark.set_runs(Run(one.who + " ", role="text2"), Run(one.word, weight=500))


class _ThreadWords:
    """What is open, and until when: the same where it can be pressed and where not."""

    def __init__(self, row: PressRow | QuietRow, icon: str) -> None:
        row.row.setContentsMargins(0, 4, 0, 4)
        self._words = IconLabel(
            icon,
            "",
            icon_role="text2",
            icon_size=metrics.ICON_BUTTON_GLYPH,
            gap=9,
            wrap=True,
            max_lines=MOST_LINES,
            parent=row,
        )
        self._due = TextLabel("", "date_strong", "text", row)
        for part in (self._words, self._due):
            part.setAttribute(_THROUGH)
        row.row.addWidget(self._words, 1)
        row.row.addWidget(self._due, 0, Qt.AlignmentFlag.AlignTop)

    def fill(self, thread: ThreadView) -> None:
        lead = (Run(thread.lead + " ", weight=600),) if thread.lead else ()
        self._words.set_runs(*lead, Run(thread.text))
        self._due.set_role(_TONES[thread.tone])
        self._due.setText(thread.due_words)
        self._due.setVisible(bool(thread.due_words))


class _Thread(PressRow):
    """A promise or request that is open."""

    def __init__(self, block: "LastTime", parent: QWidget) -> None:
        super().__init__("", parent)
        self._number = 0
        self._words = _ThreadWords(self, "corner-down-right")
        self.clicked.connect(lambda _checked=False: block.thread_opened.emit(self._number))

    def fill(self, thread: ThreadView) -> None:
        """Say what is open."""
        self._number = int(thread.expectation_id or 0)
        self.setAccessibleName(f"{thread.lead} {thread.text} {thread.due_words}")
        self._words.fill(thread)


class _NextStep(QuietRow):
    """What comes next, which leads nowhere."""

    def __init__(self, _block: "LastTime", parent: QWidget) -> None:
        super().__init__(parent)
        self._words = _ThreadWords(self, "arrow-right")

    def fill(self, thread: ThreadView) -> None:
        """Say the next step."""
        self._words.fill(thread)


class LastTime(Block):
    """The last conversation: summary, how both left, open threads, next step."""

    opened = Signal(int)
    thread_opened = Signal(int)
    log_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Last time"), parent)

    def show_last(self, last: LastTimeView | None, first_name: str, room: int) -> None:
        """Show it, or the way to the first conversation: at once what begins in the first `room` pixels."""
        self.heading.set_note(last.when_words if last is not None else "")
        if not self.differs((last, first_name)):
            return
        if last is None:
            self.rows.show([(Gap, 6), (_NoTalk, None)])
            return
        feelings: Part = (_Feelings, last.feelings) if last.feelings else (Gap, 6)
        threads = [
            (_NextStep if thread.expectation_id is None else _Thread, thread) for thread in last.threads
        ]
        left = room - _BEFORE_THREADS - (_LEAST_FEELINGS if last.feelings else 0)
        at_once = max(0, left) // _LEAST_THREAD + 1
        self.rows.show([(Gap, 5), (_Talk, last), feelings, *threads[:at_once]])
        if threads[at_once:]:
            self.put_off(lambda: self.rows.add(threads[at_once:]))
