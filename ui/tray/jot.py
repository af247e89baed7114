"""A line jotted down in the tray's panel: what is understood of it, to be put right and kept there and then (C3)."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
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
from ui.dialogs.conversation.marks import marks_of
from ui.errors import shown
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import TextArea
from ui.widgets.scroll import ScrollPage
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel


class Jot(QWidget):
    """The chips of one line and what can be done with it. Nothing is kept before "Save" or Return says so."""

    kept = Signal(str)
    """It was kept; the first name of whom it was with."""
    more_asked = Signal()
    left = Signal()
    """Back to what is due; the line stays in its field."""
    written = Signal(str)
    """The line reads like this now."""

    def __init__(self, context: Context, text: str, parent: QWidget | None = None) -> None:
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
        self.text = TextArea(name=_("Jot something down"), lines=2, most_lines=6, parent=self)
        self.text.set_text(text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.textChanged.connect(self._written)
        self.text.installEventFilter(self)
        self.setFocusProxy(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._inner(), 1)
        column.addWidget(Hairline(role="hairline_raised"))
        column.addLayout(self._buttons())
        self._read()
        self._learn()

    def _inner(self) -> QVBoxLayout:
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 0, 20, 12)
        inner.setSpacing(10)
        inner.addWidget(self.text)
        inner.addWidget(TextLabel(_("Understood"), "small_strong", "text3", self))
        inner.addWidget(ScrollPage(self.chips, self), 1)
        inner.addWidget(self.problem)
        return inner

    def _buttons(self) -> QHBoxLayout:
        self.save = Button(_("Save"), Kind.PRIMARY, raised=True, parent=self)
        self.save.clicked.connect(self.keep)
        self.more = Button(_("More…"), raised=True, parent=self)
        self.more.setAccessibleDescription(_("Opens Quick capture in the window, with this line"))
        self.more.clicked.connect(self.more_asked)
        self.back = Button(_("Back"), Kind.GHOST, raised=True, parent=self)
        self.back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 16)
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
        self._show()
        if self._is_waiting:
            self._is_waiting = False
            self.keep()

    def _written(self) -> None:
        self._read()
        self.written.emit(self.text.toPlainText())

    def _read(self) -> None:
        self._draft.read(self.text.toPlainText())
        self._show()

    def _show(self) -> None:
        self.text.set_marks(marks_of(self._draft))
        self.chips.show_chips()
        self._say("")

    def _corrected(self) -> None:
        self._show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return keeps the line, as it does in a field; with Shift it breaks it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_return and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.keep()
                return True
        return super().eventFilter(watched, event)

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
