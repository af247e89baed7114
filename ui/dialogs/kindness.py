"""The kindness shelf and the form of what lies on it: no counts, and no balance (G6)."""

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from relmgr.domain.ids import KindnessId, PersonId
from relmgr.domain.kindnesses import AT_ONCE, GIFTS, hint_words, kind_words, needs_words
from relmgr.domain.kinds import Kind, KindnessKind
from relmgr.i18n import _
from relmgr.services import kindnesses, people
from relmgr.services.card.mending import kindness_words
from relmgr.services.kindnesses import KindnessDetails, KindnessInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import Choice, FormDialog, FormRow, text_area
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.live import LiveDialog
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import DateField, LineField
from ui.widgets.text import TextLabel


class KindnessDialog(FormDialog):
    """Something new on the shelf, or something that lies there."""

    def __init__(
        self,
        context: Context,
        host: DialogHost,
        person_id: PersonId,
        details: KindnessDetails | None = None,
        kind: KindnessKind = KindnessKind.ASKED_AFTER,
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("A kindness, with {name}").format(name=name))
        self._person, self._details = person_id, details
        given = details.input if details else KindnessInput(kind=kind)
        self.kind = Choice([(one, kind_words(one)) for one in (*AT_ONCE, *GIFTS)], given.kind)
        self.kind.add_line_after(AT_ONCE[-1])
        self.add_row(_("What"), self.kind)
        self.text = LineField(given.text)
        self.add_row(_("In a few words"), self.text, "text")
        self.occasion = LineField(given.occasion, placeholder=_("Birthday, Tom’s exam, or none"))
        self._occasion = self.add_row(_("For"), self.occasion)
        self.day = DateField(context.today(), given.on_day or context.today(), optional=False)
        self._on: FormRow = self.add_row(_("On"), self.day)
        self.about = text_area(given.note, placeholder=_("How it was taken, or where to find it"), lines=1)
        self.add_row(_("Note"), self.about)
        self.kind.currentIndexChanged.connect(self._follow)
        self._follow()
        if details is not None:
            self.add_remove(_("Delete"), lambda: kindnesses.remove(context.store, details.id))
            if given.kind is KindnessKind.GIFT_IDEA:
                self.given = Button(_("Given today"), raised=True, icon="gift", parent=self)
                self.given.clicked.connect(lambda: self.do(self._give))
                self.add_own(self.given)

    def _follow(self) -> None:
        """An idea has no day; what is no gift has no occasion; each kind has its own example."""
        kind = self.kind.value()
        self._occasion.setVisible(needs_words(kind))
        self._on.setVisible(kind is not KindnessKind.GIFT_IDEA)
        self.text.edit.setPlaceholderText(hint_words(kind))

    def _give(self) -> None:
        if self._details is not None:
            kindnesses.given_on(self.context.store, self._details.id, self.context.today())

    def save(self) -> None:
        """Keep it. Raises RelmgrError."""
        kind = self.kind.value()
        given = KindnessInput(
            kind=kind,
            text=self.text.text(),
            occasion=self.occasion.text() if needs_words(kind) else "",
            on_day=self.day.value(),
            note=self.about.text(),
        )
        today = self.context.today()
        if self._details is None:
            kindnesses.add(self.context.store, self._person, given, today)
        else:
            kindnesses.edit(self.context.store, self._details.id, given, today)


class ShelfDialog(LiveDialog):
    """Everything on the shelf of a person; a press opens one, and one is added."""

    watches: ClassVar[frozenset[Kind]] = frozenset({Kind.KINDNESS, Kind.PERSON})

    def __init__(self, context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("The kindness shelf of {name}").format(name=name))
        self._window, self._person = (context, navigator, host), person_id

    def fill(self, column: QVBoxLayout) -> None:
        """Ideas first, then the newest. Raises NotFoundError."""
        people.details(self.context.store, self._person)
        shelf = kindnesses.of(self.context.store, self._person)
        if not shelf:
            words = _("Small things: asked after them, wished them well, a gift that came to mind.")
            column.addWidget(TextLabel(words, "body", "text2", wrap=True))
        for one in shelf:
            said = kindness_words(one, self.context.today())
            row = EntryRow(said.text, said.details, said.day)
            row.clicked.connect(lambda _checked=False, id_=one.id: self._open(id_))
            column.addWidget(row)
        column.addSpacing(8)
        add = LinkButton(_("Add a kindness"), icon="plus")
        add.clicked.connect(lambda: self._open(None))
        column.addWidget(add)

    def _open(self, kindness_id: KindnessId | None) -> None:
        self.over(lambda: open_kindness(*self._window, self._person, kindness_id))


def open_shelf(context: Context, navigator: Navigator, host: DialogHost, person_id: PersonId) -> ShelfDialog:
    """Open the kindness shelf of a person. Raises NotFoundError."""
    dialog = ShelfDialog(context, navigator, host, person_id)
    dialog.show_live()
    return dialog


def open_kindness(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    kindness_id: KindnessId | None = None,
    *,
    kind: KindnessKind = KindnessKind.ASKED_AFTER,
) -> KindnessDialog:
    """Open the form of a kindness, or of a new one of `kind`. Raises NotFoundError."""
    details = kindnesses.get(context.store, kindness_id) if kindness_id is not None else None
    person = details.person_id if details else person_id
    dialog = KindnessDialog(context, host, person, details, kind)
    dialog.show_form(dialog.text.edit)
    return dialog
