"""The mirror on the page: seven lines, of everyone or of one person, and what the moments say of each (D5)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Characteristic, HowOften
from relmgr.domain.mirror import how_often_words
from relmgr.i18n import _
from relmgr.services.people.faces import PersonFace
from relmgr.services.reflect.mirror import MirrorLine, MirrorView
from ui.pages.reflect.mirror_row import Ends, Key, MirrorRow
from ui.widgets.buttons import Button
from ui.widgets.flow import FlowLayout
from ui.widgets.line_list import Line, LineList
from ui.widgets.menu import Menu
from ui.widgets.sections import Heading
from ui.widgets.text import TextLabel

_FIRST_COLUMN = 4
_COLUMN_GAP = 48


class MirrorPart(QWidget):
    """Heading, marks and what they mean; the sentence below; then what was noted, in sentences."""

    person_chosen = Signal(object)
    """A person's id, or None for everyone."""
    somebody_wanted = Signal()
    review_asked = Signal()
    history_asked = Signal()
    evidence_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: MirrorView | None = None
        self._others: tuple[PersonFace, ...] = ()
        self.whose = Button(_("Everyone"), chevron=True, parent=self)
        self.review = Button(_("Review myself"), icon="pen-line", parent=self)
        self.rows = {one: MirrorRow(one, self) for one in Characteristic}
        self.closing = TextLabel("", "small", "text2", self, wrap=True)
        self._has_history = False
        self.said = Heading(_("What the moments say"), _("in the last six months"), parent=self)
        self.lines = LineList(_("What the moments say"), lead=220, most=7)
        self._lay_out()
        self.whose.clicked.connect(lambda _checked=False: self._choose())
        self.review.clicked.connect(lambda _checked=False: self.review_asked.emit())
        self.lines.pressed_line.connect(self._open_line)
        for row in self.rows.values():
            row.clicked.connect(lambda _checked=False, one=row: self.evidence_asked.emit(one.line))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(_("The mirror"), "section", "text", self))
        words.addWidget(TextLabel(_("How you treat them, how they treat you"), "small", "text3", self))
        head.addLayout(words, 1)
        tools = QWidget(self)
        flow = FlowLayout(tools, gap=9, line_gap=8)
        for widget in (
            Key(_("Mine"), is_mine=True, parent=tools),
            Key(_("Theirs"), is_mine=False, parent=tools),
            self.whose,
            self.review,
        ):
            flow.addWidget(widget)
        head.addWidget(tools, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addSpacing(9)
        column.addLayout(self._lay_out_lines())
        column.addSpacing(20)
        column.addWidget(self.said)
        column.addSpacing(4)
        column.addWidget(self.lines)

    def _lay_out_lines(self) -> QBoxLayout:
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(_COLUMN_GAP)
        every = list(self.rows.values())
        low, high = how_often_words(HowOften.SELDOM), how_often_words(HowOften.ALWAYS)
        for rows in (every[:_FIRST_COLUMN], every[_FIRST_COLUMN:]):
            holder = QVBoxLayout()
            holder.setSpacing(0)
            holder.addWidget(Ends(low, high, self))
            for row in rows:
                holder.addWidget(row)
            if rows[-1] is every[-1]:
                holder.addSpacing(4)
                holder.addWidget(self.closing)
            holder.addStretch(1)
            self._columns.addLayout(holder, 1)
        return self._columns

    def show_mirror(self, view: MirrorView, others: tuple[PersonFace, ...], *, has_history: bool) -> None:
        """Show `view`; `others` may be chosen beside everyone and those reviewed before."""
        self.view, self._others = view, others
        self.whose.setText(_("Everyone") if view.person is None else view.person.first_name)
        self.whose.updateGeometry()
        for line in view.lines:
            self.rows[line.characteristic].show_line(line)
        self.closing.setText(view.closing)
        self._has_history = has_history
        lines = [Line(one.name, one.said, key=one.characteristic) for one in view.lines if one.said]
        self.said.setVisible(bool(lines))
        self.lines.setVisible(bool(lines))
        self.lines.show_lines(lines)

    def line_of(self, characteristic: Characteristic) -> MirrorLine | None:
        """What is shown of `characteristic`."""
        return None if self.view is None else self.view.line(characteristic)

    def _open_line(self, characteristic: Characteristic) -> None:
        line = self.line_of(characteristic)
        if line is not None:
            self.evidence_asked.emit(line)

    def _choose(self) -> None:
        """Everyone, those reviewed before, those in the portraits, or somebody else."""
        menu = Menu(self, name=_("Whose mirror"))
        menu.add_row(_("Everyone"), partial(self.person_chosen.emit, None), icon="users-round")
        seen: set[PersonId] = set()
        for face in (*(self.view.people if self.view is not None else ()), *self._others):
            if face.id not in seen:
                seen.add(face.id)
                menu.add_row(face.name, self._chooser(face.id), icon="user-round")
        menu.add_line()
        menu.add_row(_("Somebody else…"), self.somebody_wanted.emit, icon="search")
        if self._has_history:
            menu.add_row(_("Earlier reviews"), self.history_asked.emit, icon="history")
        menu.open_at(self.whose.mapToGlobal(self.whose.rect().bottomLeft()))

    def _chooser(self, person_id: PersonId) -> Callable[[], None]:
        return lambda: self.person_chosen.emit(person_id)

    def arrange(self, *, is_narrow: bool) -> None:
        """One column where there is not room for two."""
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        self._columns.setSpacing(12 if is_narrow else _COLUMN_GAP)
