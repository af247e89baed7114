"""A line jotted down in the tray's panel: what is understood of it, to be put right and kept there and then (C3)."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.capture import People
from relmgr.domain.ids import PersonId
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.services import conversations, life_events, people
from ui.context import Context
from ui.dialogs.conversation.chips import Understood
from ui.dialogs.conversation.collecting import jotted, named
from ui.dialogs.conversation.draft import Draft
from ui.errors import shown
from ui.widgets.buttons import Button, Kind
from ui.widgets.scroll import ScrollPage
from ui.widgets.text import TextLabel


class Jot(QWidget):
    """The chips of one line and what can be done with it. Nothing is kept before "Save" or Return says so."""

    kept = Signal(str)
    """It was kept; the first name of whom it was with."""
    more_asked = Signal()
    left = Signal()
    """Back to what is due; the line stays in its field."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._new: dict[str, PersonId] = {}
        self._draft = Draft(People(()), life_events.known(context.store), context.today())
        self._is_ready = False
        self._is_waiting = False
        self.chips = Understood(context, self._draft, self)
        self.chips.corrected.connect(self._corrected)
        self.chips.next_pressed.connect(self.more_asked)
        self.problem = TextLabel("", "small", "missed_fg", self, wrap=True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 4, 20, 12)
        column.setSpacing(10)
        column.addWidget(TextLabel(_("Understood"), "small_strong", "text3", self))
        column.addWidget(ScrollPage(self.chips, self), 1)
        column.addWidget(self.problem)
        column.addLayout(self._buttons())
        self._learn()

    def _buttons(self) -> QHBoxLayout:
        self.save = Button(_("Save"), Kind.PRIMARY, raised=True, parent=self)
        self.save.clicked.connect(self.keep)
        self.more = Button(_("More…"), raised=True, parent=self)
        self.more.setAccessibleDescription(_("Opens Quick capture in the window, with this line"))
        self.more.clicked.connect(self.more_asked)
        self.back = Button(_("Back"), Kind.GHOST, raised=True, parent=self)
        self.back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.save)
        return row

    def _learn(self) -> None:
        """Know everybody, with thousands of people a moment later."""
        store = self._context.store
        with shown(self._context.signals):
            known, ties = people.known_people(store), people.known_ties(store)
            task = self._context.tasks.run(lambda: People(known, ties), self._learnt)
            self.destroyed.connect(partial(task.cancel))  # a task cannot be referred to weakly

    def _learnt(self, everybody: People) -> None:
        self._is_ready = True
        self._draft.learn(everybody)
        self.chips.show_chips()
        if self._is_waiting:
            self._is_waiting = False
            self.keep()

    def read(self, text: str) -> None:
        """Understand the line as it is now."""
        self._draft.read(text)
        self.chips.show_chips()
        self._say("")

    def _corrected(self) -> None:
        self.chips.show_chips()
        self._say("")

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keep(self) -> None:
        """Keep the conversation, or say why that cannot be."""
        if not self._is_ready:
            self._is_waiting = True
            return
        try:
            given = jotted(self._draft, self._context, self._add_person)
            conversations.log(self._context.store, given, self._context.now())
        except RelmgrError as error:
            self._say(str(error))
            chips = self.chips.chips()
            if chips:
                chips[0].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self.kept.emit(self._draft.first_name())

    def _add_person(self, name: str) -> PersonId:
        if name not in self._new:
            self._new[name] = people.add(self._context.store, named(name), self._context.now())
        return self._new[name]
