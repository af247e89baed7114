"""On the card: what they want and why I care, and our story from the first meeting on (P9, P10)."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.card.views import GoalView, NeedView, StoryView, WantsView
from ui import theme as themes
from ui.pages.people.card.left import MOST_LINES
from ui.pages.people.card.parts import Block, Gap, PressRow
from ui.theme import metrics
from ui.widgets.buttons import Button, Kind, LinkButton, Size
from ui.widgets.marks import IconLabel
from ui.widgets.sections import EmptyLine
from ui.widgets.text import TextLabel, isolate

_GAP = 32
_LABEL = 86
_THROUGH = Qt.WidgetAttribute.WA_TransparentForMouseEvents


class Wants(Block):
    """Goals, needs as they put them, and why I care about their business."""

    goal_opened = Signal(int)
    goal_asked = Signal(int)
    need_opened = Signal(int)
    care_asked = Signal()
    goal_wanted = Signal()
    need_wanted = Signal()
    add_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.add = Button(_("Add"), Kind.GHOST, icon="plus", size=Size.SMALL, parent=self)
        self.add.clicked.connect(lambda _checked=False: self.add_pressed.emit())
        self.heading.add(self.add)
        self._columns: QBoxLayout | None = None
        self._direction = QBoxLayout.Direction.LeftToRight

    def stack(self, stacked: bool) -> None:
        """Put goals and needs under each other, or beside each other."""
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._direction = down if stacked else across
        if self._columns is not None:
            self._columns.setDirection(self._direction)

    def show_wants(self, first_name: str, wants: WantsView) -> bool:
        """Show them; where nothing is known (False), one quiet line that asks for the first goal."""
        is_empty = not (wants.goals or wants.needs or wants.why_care)
        self.heading.set_text(_("What {name} wants").format(name=first_name))
        self.heading.setVisible(not is_empty)
        if self.differs((first_name, wants)):
            self._columns = None
            if is_empty:
                self.keep_rows()
                self.rows.show([(Gap, 10), (_FirstGoal, first_name)])
            else:
                self.start_over()
                self._build(wants)
        return not is_empty

    def _build(self, wants: WantsView) -> None:
        columns = self._columns = QBoxLayout(self._direction)
        columns.setContentsMargins(0, 8, 0, 0)
        columns.setSpacing(_GAP)
        columns.addLayout(self._goals(wants.goals), 1)
        columns.addLayout(self._needs(wants.needs), 1)
        self.body.addLayout(columns)
        self.body.addSpacing(8)
        self.body.addWidget(self._care(wants.why_care))

    def _side(self, icon: str, title: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(
            IconLabel(
                icon, title, style="small_strong", role="text2", icon_size=metrics.ICON_INLINE, parent=self
            )
        )
        column.addSpacing(4)
        return column

    def _goals(self, goals: tuple[GoalView, ...]) -> QVBoxLayout:
        column = self._side("flag", _("Goals"))
        for view in goals:
            column.addWidget(self._goal(view, int(view.id)))
        if not goals:
            column.addWidget(self._first(_("What is the first one?"), self.goal_wanted))
        column.addStretch(1)
        return column

    def _goal(self, view: GoalView, number: int) -> PressRow:
        row = self._row(view.text, view.details, faded=view.is_reached)
        row.clicked.connect(lambda _checked=False: self.goal_opened.emit(number))
        if not view.is_reached:
            row.add_action("check", _("Asked today"), lambda: self.goal_asked.emit(number))
        return row

    def _needs(self, needs: tuple[NeedView, ...]) -> QVBoxLayout:
        column = self._side("message-square", _("Needs, in their words"))
        for view in needs:
            offer = (
                _("My offer: {offer}").format(offer=view.offer) if view.offer else _("No offer of mine yet")
            )
            details = ". ".join(part for part in (offer, view.details) if part) + "."
            row = self._row(view.text, details, faded=view.is_met)
            number = int(view.id)
            row.clicked.connect(lambda _checked=False, id_=number: self.need_opened.emit(id_))
            column.addWidget(row)
        if not needs:
            column.addWidget(self._first(_("What did they say they need?"), self.need_wanted))
        column.addStretch(1)
        return column

    def _first(self, words: str, wanted: SignalInstance) -> EmptyLine:
        empty = EmptyLine("", words, self)
        empty.link.clicked.connect(lambda _checked=False: wanted.emit())
        return empty

    def _row(self, text: str, details: str, *, faded: bool) -> PressRow:
        row = PressRow(f"{text}. {details}", self)
        row.row.setContentsMargins(0, 4, 0, 6)
        words = QVBoxLayout()
        words.setSpacing(1)
        for shown, style, role in (
            (text, "body_strong", "text3" if faded else "text"),
            (details, "small", "text3"),
        ):
            if shown:
                label = TextLabel(shown, style, role, row, wrap=True, max_lines=MOST_LINES)
                label.setAttribute(_THROUGH)
                words.addWidget(label)
        row.row.addLayout(words, 1)
        return row

    def _care(self, why: str) -> QWidget:
        if not why:
            return self._first(_("Why do you care about their business?"), self.care_asked)
        row = _labelled(self, _("Why I care"), why)
        row.clicked.connect(lambda _checked=False: self.care_asked.emit())
        return row


class _FirstGoal(LinkButton):
    """One quiet line where nothing is known."""

    def __init__(self, block: Wants, parent: QWidget) -> None:
        super().__init__("", icon="plus", style="body", parent=parent)
        self.clicked.connect(lambda _checked=False: block.goal_wanted.emit())

    def fill(self, first_name: str) -> None:
        """Ask what they want to reach."""
        self.set_text(_("What does {name} want to reach?").format(name=isolate(first_name)))


class Story(Block):
    """How we met and the stages since; two quiet questions where nothing is told yet."""

    met_asked = Signal()
    stages_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Our story"), parent)

    def show_story(self, first_name: str, story: StoryView) -> None:
        """Show it, the newest stage first."""
        if not self.is_news((first_name, story)):
            return
        self.body.addSpacing(8)
        if story.met:
            row = _labelled(self, _("First met"), ". ".join(story.met))
            row.clicked.connect(lambda _checked=False: self.met_asked.emit())
            self.body.addWidget(row)
        else:
            self._ask(_("How did you and {name} meet?").format(name=isolate(first_name)), self.met_asked)
        for stage in story.stages:
            words = ". ".join(part for part in (f"{stage.word} {stage.since}".strip(), stage.story) if part)
            row = _labelled(self, _("Stage") if stage is story.stages[0] else "", words)
            row.clicked.connect(lambda _checked=False: self.stages_asked.emit())
            self.body.addWidget(row)
        if not story.stages:
            self._ask(_("Logo, name, person or partner: where are you?"), self.stages_asked)

    def _ask(self, words: str, asked: SignalInstance) -> None:
        link = LinkButton(words, icon="plus", style="body", parent=self)
        link.clicked.connect(lambda _checked=False: asked.emit())
        self.body.addWidget(link)
        self.body.addSpacing(2)


def _labelled(block: Block, label: str, value: str) -> PressRow:
    row = PressRow(f"{label}: {value}" if label else value, block)
    row.row.setContentsMargins(0, 4, 0, 5)
    row.row.setSpacing(0)
    words = row.add_text(TextLabel(label, "small", "text3", row))
    words.setFixedWidth(themes.current().scaled(_LABEL))
    row.add_text(TextLabel(value, "body", parent=row, wrap=True, max_lines=2 * MOST_LINES), 1)
    return row
