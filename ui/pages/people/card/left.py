"""The card's main column: what to ask about, and the last time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.kinds import Feeling
from relmgr.i18n import _
from relmgr.services.card.views import LastTimeView, StarterView, ThreadView, Tone
from ui.pages.people.card.parts import Block, PressRow, QuietRow
from ui.theme import metrics
from ui.widgets.marks import IconLabel
from ui.widgets.sections import EmptyLine, Hairline
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
        if not self.is_news(starters):
            return
        self.body.addSpacing(5)
        for number, starter in enumerate(starters):
            if number:
                self.body.addWidget(Hairline(parent=self))
            self.body.addWidget(self._row(starter, first=number == 0))

    def _row(self, starter: StarterView, *, first: bool) -> QWidget:
        row = PressRow(f"{starter.question} {starter.why}", self)
        row.row.setContentsMargins(0, 2 if first else 7, 0, 10)
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, style, role in ((starter.question, "row_title", "text"), (starter.why, "small", "text3")):
            if text:
                label = TextLabel(text, style, role, row, wrap=True, max_lines=MOST_LINES)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                words.addWidget(label)
        row.row.addLayout(words, 1)
        if starter.source in ("life_event", "question", "goal", "advice", "side"):
            row.add_action("check", _("Asked"), lambda: self.asked.emit(starter))
        row.clicked.connect(lambda _checked=False: self.opened.emit(starter))
        return row


class LastTime(Block):
    """The last conversation: summary, how both left, open threads, next step."""

    opened = Signal(int)
    thread_opened = Signal(int)
    log_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Last time"), parent)

    def show_last(self, last: LastTimeView | None, first_name: str) -> None:
        """Show it, or the way to the first conversation."""
        self.heading.set_note(last.when_words if last is not None else "")
        if not self.is_news((last, first_name)):
            return
        if last is None:
            empty = EmptyLine(_("No conversation noted yet."), _("Log the first one"), self)
            empty.link.clicked.connect(lambda _checked=False: self.log_asked.emit())
            self.body.addSpacing(6)
            self.body.addWidget(empty)
            return
        self._show_text(last)
        self._show_feelings(last)
        for thread in last.threads:
            self.body.addWidget(self._thread(thread))

    def _show_text(self, last: LastTimeView) -> None:
        self.body.addSpacing(5)
        text = last.text or _("Nothing was written down.")
        row = PressRow(text, self)
        row.row.setContentsMargins(0, 1, 0, 2)
        row.add_text(TextLabel(text, "body_large", parent=row, wrap=True, max_lines=_MOST_TEXT), 1)
        number = int(last.conversation_id)
        row.clicked.connect(lambda _checked=False: self.opened.emit(number))
        self.body.addWidget(row)

    def _show_feelings(self, last: LastTimeView) -> None:
        if not last.feelings:
            self.body.addSpacing(6)
            return
        line = QHBoxLayout()
        line.setContentsMargins(0, 4, 0, 10)
        line.setSpacing(20)
        for one in last.feelings:
            mark = IconLabel(
                FACES[one.feeling],
                "",
                style="body_large",
                icon_size=17,
                icon_role="text2",
                gap=8,
                parent=self,
            )
            mark.set_runs(Run(one.who + " ", role="text2"), Run(one.word, weight=500))
            line.addWidget(mark)
        line.addStretch(1)
        self.body.addLayout(line)

    def _thread(self, thread: ThreadView) -> QWidget:
        number = None if thread.expectation_id is None else int(thread.expectation_id)
        row: PressRow | QuietRow = QuietRow(self)
        if number is not None:
            row = PressRow(f"{thread.lead} {thread.text} {thread.due_words}", self)
            row.clicked.connect(lambda _checked=False: self.thread_opened.emit(number))
        row.row.setContentsMargins(0, 4, 0, 4)
        icon = "arrow-right" if number is None else "corner-down-right"
        words = IconLabel(
            icon,
            "",
            icon_role="text2",
            icon_size=metrics.ICON_BUTTON_GLYPH,
            gap=9,
            wrap=True,
            max_lines=MOST_LINES,
            parent=row,
        )
        lead = (Run(thread.lead + " ", weight=600),) if thread.lead else ()
        words.set_runs(*lead, Run(thread.text))
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.row.addWidget(words, 1)
        if thread.due_words:
            due = TextLabel(thread.due_words, "date_strong", _TONES[thread.tone], row)
            due.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.row.addWidget(due, 0, Qt.AlignmentFlag.AlignTop)
        return row
