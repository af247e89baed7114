"""What follows from the map: small steps, whom I deepen this quarter, what it stands on, and the long view (D4, D6, D7)."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from relmgr.i18n import _
from relmgr.services.people.faces import PersonFace
from relmgr.services.reflect import BaseView, Repair
from relmgr.services.reflect.deepening import Deepening
from relmgr.services.reflect.long_views import LongView
from ui.pages.reflect.shares import Shares
from ui.widgets.buttons import Button, LinkButton, Size
from ui.widgets.line_list import Line, LineList
from ui.widgets.portrait import PortraitSpec, PortraitWidget
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel

_PORTRAIT = 36
_GAP = 32
SpecOf = Callable[[PersonFace], PortraitSpec]


class _Part(QWidget):
    """A section: a heading, a sentence, and rows that are made anew."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.heading = Heading(title, note, parent=self)
        self.sentence = TextLabel("", "body", "text2", self, wrap=True)
        self.sentence.hide()
        self._holder = QWidget(self)
        self.rows = QVBoxLayout(self._holder)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(16)
        for widget in (self.heading, self.sentence, self._holder):
            self.column.addWidget(widget)

    def say(self, sentence: str) -> None:
        """Show `sentence` under the heading; "" for none."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def fill(self, widgets: Sequence[QWidget]) -> None:
        """Show these rows instead of those before."""
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self.rows.addWidget(widget)
        self._holder.setVisible(bool(widgets))


def _beside(spec: PortraitSpec, name: str, parent: QWidget) -> tuple[QHBoxLayout, QVBoxLayout]:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    side = QVBoxLayout()
    side.addWidget(PortraitWidget(spec, _PORTRAIT, parent, description=name))
    side.addStretch(1)
    row.addLayout(side)
    words = QVBoxLayout()
    words.setSpacing(2)
    row.addLayout(words, 1)
    return row, words


def _leading(widget: QWidget) -> QLayout:
    line = QHBoxLayout()
    line.addWidget(widget)
    line.addStretch(1)
    return line


class RepairRow(QWidget):
    """Somebody important and shallow, with small steps; each can be planned."""

    planned = Signal(int, str, str)

    def __init__(self, repair: Repair, spec: PortraitSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.repair = repair
        _row, words = _beside(spec, repair.person.name, self)
        words.addWidget(TextLabel(repair.person.name, "body_strong", "text", self))
        words.addWidget(TextLabel(repair.why, "small", "text3", self, wrap=True))
        words.addSpacing(4)
        self.steps: list[Button] = []
        for step in repair.steps:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(
                TextLabel(step, "body", "text2", self, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter
            )
            plan = Button(_("Plan"), size=Size.SMALL, parent=self)
            plan.setAccessibleName(_("Plan: {step}").format(step=step))
            plan.clicked.connect(
                lambda _checked=False, said=step: self.planned.emit(
                    int(repair.person.id), said.rstrip("."), repair.why
                )
            )
            line.addWidget(plan, 0, Qt.AlignmentFlag.AlignTop)
            self.steps.append(plan)
            words.addLayout(line)
            words.addSpacing(2)


class DeepeningRow(QWidget):
    """Somebody chosen this quarter: the next step, its day, and Done."""

    done = Signal(int)

    def __init__(self, one: Deepening, spec: PortraitSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row, words = _beside(spec, one.person.name, self)
        words.addWidget(TextLabel(one.person.name, "body_strong", "text", self))
        words.addWidget(TextLabel(one.next_step, "body", "text2", self, wrap=True))
        if one.words:
            words.addWidget(TextLabel(one.words, "small", "text3", self))
        self.button = Button(_("Done"), icon="check", size=Size.SMALL, parent=self)
        self.button.setAccessibleName(_("Done: {step}").format(step=one.next_step))
        self.button.clicked.connect(lambda _checked=False: self.done.emit(int(one.id)))
        self.button.setVisible(one.done_on is None)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)


class Below(QWidget):
    """The four sections, in two columns where there is room."""

    planned = Signal(int, str, str)
    done = Signal(int)
    choose_asked = Signal()
    long_view_asked = Signal(object)

    def __init__(self, spec_of: SpecOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spec_of = spec_of
        self.steps = _Part(_("Small steps"), _("Important and still shallow"), self)
        self.quarter = _Part(_("This quarter"), _("Up to three people to deepen"), self)
        self.choose = Button(_("Choose up to three"), icon="users-round", parent=self)
        self.quarter.column.addSpacing(4)
        self.quarter.column.addLayout(_leading(self.choose))
        self.base = _Part(_("What it stands on"), _("The last year"), self)
        self.source = TextLabel("", "body", "text2", self, wrap=True)
        self.clients = Shares(_("By client"), self)
        self.people = Shares(_("By person"), self)
        self.introducers = Shares(_("Who brought whom"), self)
        for widget in (self.clients, self.people, self.source, self.introducers):
            self.base.column.addWidget(widget)
        self.long = _Part(_("The long view"), "", self)
        self.views = LineList(_("The long view"), lead=124, most=5)
        self.long.column.addWidget(self.views)
        self.note = LinkButton(_("Note a decision"), icon="plus", parent=self)
        self.long.column.addLayout(_leading(self.note))
        self._lay_out()
        self.choose.clicked.connect(lambda _checked=False: self.choose_asked.emit())
        self.note.clicked.connect(lambda _checked=False: self.long_view_asked.emit(None))
        self.views.pressed_line.connect(self.long_view_asked)

    def _lay_out(self) -> None:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(48)
        for parts in ((self.steps, self.quarter), (self.base, self.long)):
            column = QVBoxLayout()
            column.setSpacing(_GAP)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, 1)

    # --- what is shown ---

    def show_repairs(self, repairs: Sequence[Repair]) -> None:
        """The repair list."""
        rows = []
        for one in repairs:
            row = RepairRow(one, self._spec_of(one.person), self.steps)
            row.planned.connect(self.planned)
            rows.append(row)
        self.steps.fill(rows)
        self.steps.setVisible(bool(rows))

    def show_quarter(self, chosen: Sequence[Deepening]) -> None:
        """Who was chosen."""
        rows = []
        for one in chosen:
            row = DeepeningRow(one, self._spec_of(one.person), self.quarter)
            row.done.connect(self.done)
            rows.append(row)
        self.quarter.say("" if rows else _("Nobody is chosen yet. One person and one small step is enough."))
        self.choose.setText(_("Choose others") if rows else _("Choose up to three"))
        self.choose.updateGeometry()
        self.quarter.fill(rows)

    def show_base(self, view: BaseView) -> None:
        """The three sentences and their parts."""
        self.base.setVisible(not view.is_empty)
        self.base.say(" ".join(part for part in (view.depth, view.leaning) if part))
        self.clients.show_shares(view.organisations)
        self.people.show_shares([share for _id, share in view.people])
        self.source.setText(view.source)
        self.introducers.show_shares([share for _id, share in view.introducers])

    def show_long_views(self, views: Sequence[LongView]) -> None:
        """The decisions, those that wait first."""
        self.long.say(
            ""
            if views
            else _(
                "A decision where you gave up something now for later, or did not. It comes back in a year."
            )
        )
        self.views.show_lines(
            [Line(one.words, one.input.decision, one.came_words, key=one.id) for one in views]
        )
        self.views.setVisible(bool(views))

    def arrange(self, *, is_narrow: bool) -> None:
        """One column where there is not room for two."""
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._columns.setSpacing(_GAP if is_narrow else 48)
