"""The sides of a person: what is known under each, and a few good questions where nothing is (P4)."""

from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Kind
from relmgr.i18n import _
from relmgr.services import questions
from relmgr.services.sides import KnownLine, OfferedQuestion, SideView, sides
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.fact import open_fact
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.dialogs.relation import open_relation
from ui.widgets.buttons import LinkButton
from ui.widgets.sections import Hairline
from ui.widgets.text import TextLabel


class SidesDialog(LiveDialog):
    """Eight sides under each other."""

    watches: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.PERSON, Kind.FACT, Kind.RELATION, Kind.MILESTONE, Kind.CONVERSATION}
    )

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
        name = sides(context.store, person_id, context.today()).first_name
        super().__init__(context, host, _("The sides of {name}").format(name=name))
        self._window = (context, navigator, host)
        self._navigator = navigator
        self._person = person_id

    def fill(self, column: QVBoxLayout) -> None:
        """The sentence, then the sides in their order. Raises NotFoundError."""
        view = sides(self.context.store, self._person, self.context.today())
        column.addWidget(TextLabel(view.sentence, "body", "text2", wrap=True))
        for side in view.sides:
            column.addSpacing(14)
            column.addWidget(Hairline(role="hairline_raised"))
            column.addSpacing(12)
            self._add_side(column, side)

    def _add_side(self, column: QVBoxLayout, view: SideView) -> None:
        head = QHBoxLayout()
        head.addWidget(TextLabel(view.word, "section", "text"))
        head.addStretch(1)
        add = LinkButton(_("I know something"), icon="plus", style="small_strong")
        add.setAccessibleName(_("{side}: I know something").format(side=view.word))
        add.clicked.connect(lambda: self.over(lambda: open_fact(*self._window, self._person, side=view.side)))
        head.addWidget(add)
        column.addLayout(head)
        if not (view.known or view.questions):
            column.addWidget(TextLabel(_("Known, and nothing written down."), "body", "text3", wrap=True))
        for line in view.known:
            column.addWidget(self._known(line))
        for question in view.questions:
            column.addWidget(self._question(view, question))

    def _known(self, line: KnownLine) -> QWidget:
        row = EntryRow(line.text, line.details)
        fact, relation = line.fact_id, line.relation_id
        if fact is not None:
            row.clicked.connect(lambda: self.over(lambda: open_fact(*self._window, self._person, fact)))
        elif relation is not None:
            row.clicked.connect(
                lambda: self.over(lambda: open_relation(*self._window, self._person, relation))
            )
        else:
            row.clicked.connect(self._open_person)
        return row

    def _open_person(self) -> None:
        self.reject()
        self._navigator.edit_person(self._person)

    def _question(self, view: SideView, question: OfferedQuestion) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 5, 0, 3)
        column.setSpacing(1)
        column.addWidget(TextLabel(question.text, "body", parent=holder, wrap=True))
        links = QHBoxLayout()
        links.setSpacing(18)
        if question.is_noted:
            links.addWidget(TextLabel(_("To be asked next time"), "small", "text3", holder))
        else:
            ask = self._link(_("Ask next time"), question.text, holder)
            ask.clicked.connect(lambda: self.do(lambda: self._ask(question.text)))
            links.addWidget(ask)
        known = self._link(_("I know this"), question.text, holder)
        known.clicked.connect(
            lambda: self.over(
                lambda: open_fact(*self._window, self._person, side=view.side, question=question.text)
            )
        )
        links.addWidget(known)
        links.addStretch(1)
        column.addLayout(links)
        return holder

    def _link(self, words: str, question: str, parent: QWidget) -> LinkButton:
        link = LinkButton(words, style="small_strong", parent=parent)
        link.setAccessibleName(_("{what}: {question}").format(what=words, question=question))
        return link

    def _ask(self, text: str) -> None:
        questions.add(self.context.store, self._person, text, self.context.today())


def open_sides(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> SidesDialog:
    """Open the sides of a person. Raises NotFoundError."""
    dialog = SidesDialog(context, navigator, host, person_id)
    dialog.show_live()
    return dialog
