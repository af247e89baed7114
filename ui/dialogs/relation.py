"""The form of a relation: who somebody is to this person; a new name becomes a light person (P5)."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmgr.domain.ids import PersonId, RelationId
from relmgr.domain.kinds import RelationKind, Side
from relmgr.i18n import _
from relmgr.services import people, person_form, relations
from relmgr.services.facts import FactInput
from relmgr.services.person_form import KinForm
from relmgr.services.relations import RelationInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import (
    Choice,
    FormDialog,
    FormRow,
    LeapDayRow,
    PersonField,
    Repeated,
    partial_value,
    side_by_side,
)
from ui.dialogs.words import relation_word
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.fields import FieldEdit, LineField, PartialDateField
from ui.widgets.text import isolate

_GAP = 12


class RelationDialog(FormDialog):
    """A new tie, or one that is known, as this person sees it."""

    def __init__(
        self,
        context: Context,
        navigator: Navigator,
        host: DialogHost,
        person_id: PersonId,
        relation_id: RelationId | None = None,
    ) -> None:
        self._person, self._relation = person_id, relation_id
        self._navigator = navigator
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Somebody close to {name}").format(name=name))
        form: KinForm | None = None
        self._other: PersonId | None = None
        is_light = True
        if relation_id is not None:
            form, self._other, is_light = person_form.load_kin(context.store, person_id, relation_id)
        self._known_facts = form.facts if form else ()
        self._add_tie(name, form)
        self._add_light(form)
        self._light.setVisible(is_light)
        if relation_id is not None:
            self.add_remove(_("Untie"), lambda: relations.remove(context.store, relation_id))
        else:
            self._add_another()

    def _add_another(self) -> None:
        """A family is told in one go: keep this one and ask for the next, on Ctrl+Shift+Return."""
        self.another = Button(_("Save and next"), raised=True, parent=self)
        self.another.set_shortcut("Ctrl+Shift+Return")
        self.another.clicked.connect(self._save_and_next)
        self.add_own(self.another)

    def _save_and_next(self) -> None:
        was_kept = False

        def keep() -> None:
            nonlocal was_kept
            self.save()
            was_kept = True

        self.do(keep, closes=False)
        if was_kept:
            self._begin_again()

    def _begin_again(self) -> None:
        """An empty form; after a partner children are told, else more of the same."""
        said = _("{name} is kept. Who else?").format(name=isolate(self.who.text()))
        for line in list(self.facts.lines()):
            self.facts.take_out(line)
        for field in (self.word, self.back_word, self.about, self.headline, self.pronouns):
            field.set_text("")
        self.birthday.set_value(None)
        self.who.clear()
        if self.kind.value() is RelationKind.PARTNER:
            self.kind.choose(RelationKind.CHILD)
        self.note_content()
        self.set_note(said)
        self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_tie(self, name: str, form: KinForm | None) -> None:
        tie = form.relation if form else None
        if self._other is None:
            self.who = PersonField(
                self.context.store,
                self.context.today(),
                placeholder=_("A name, known or new"),
                must_pick_light=True,
            )
            self.who.chosen.connect(self._chosen)
            self.add_row(_("Who"), self.who, "other_name")
        else:
            everything = LinkButton(people.details(self.context.store, self._other).name)
            everything.setToolTip(_("Open everything about them"))
            everything.clicked.connect(self._open_other)
            self.add_row(_("Who"), everything, head=24)
        kinds = [(kind, relation_word(kind)) for kind in RelationKind]
        self.kind = Choice(kinds, tie.kind if tie else RelationKind.PARTNER, name=_("What they are"))
        self.word = LineField(tie.label if tie else "", name=_("In your word"), placeholder=_("Godmother"))
        self.add_row(_("To {name}").format(name=name), side_by_side(self.kind, self.word))
        self.back_word = LineField(
            tie.back_label if tie else "", placeholder=_("Godson, where they have a word for it")
        )
        self.add_row(_("{name} is their").format(name=name), self.back_word)
        self.about = LineField(tie.note if tie else "")
        self.add_row(_("Note"), self.about)

    def _add_light(self, form: KinForm | None) -> None:
        self._light = QWidget(self)
        column = QVBoxLayout(self._light)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        self.headline = LineField(form.headline if form else "", placeholder=_("chef, greyhound, grade 1"))
        self.pronouns = LineField(
            form.pronouns if form else "", name=_("Pronouns"), placeholder=_("Pronouns: she/her")
        )
        column.addWidget(
            FormRow(_("In a few words"), side_by_side(self.headline, self.pronouns, stretch=(2, 1)))
        )
        self.birthday = PartialDateField(form.birthday if form else None)
        row = FormRow(_("Birthday"), self.birthday, note=_("Leave out what you do not know."))
        self.name_row("birthday", row)
        column.addWidget(row)
        self.leap_day = LeapDayRow(self.birthday, form.leap_day if form else "")
        column.addWidget(self.leap_day)
        self.facts: Repeated[FieldEdit] = Repeated(self._make_fact, _("Something you know"))
        for fact in self._known_facts:
            self.facts.add().setText(fact.text)
        column.addWidget(FormRow(_("Facts"), self.facts, head=24 if not self._known_facts else 32))
        self.body.addWidget(self._light)

    def _make_fact(self, parent: QWidget) -> FieldEdit:
        return FieldEdit(name=_("Fact"), placeholder=_("Otters, drawing"), parent=parent)

    def _chosen(self, person: PersonId | None) -> None:
        """What is known of somebody who has a card stays there; a new name is described here."""
        self._light.setVisible(person is None)

    def _open_other(self) -> None:
        other = self._other
        self.dismiss()
        if other is not None and self.isHidden():
            self._navigator.edit_person(other)

    def save(self) -> None:
        """Keep the tie, and what is known of a light person. Raises RelmgrError."""
        tie = RelationInput(
            kind=self.kind.value(),
            other_id=self._other or self.who.person(),
            other_name="" if self._other else self.who.text(),
            label=self.word.text(),
            note=self.about.text(),
            back_label=self.back_word.text(),
        )
        form = KinForm(
            relation=tie,
            headline=self.headline.text(),
            birthday=partial_value(self.birthday, "birthday"),
            leap_day=self.leap_day.value(),
            pronouns=self.pronouns.text(),
            facts=self._facts(),
        )
        if self._relation is None and self.who.person() is not None:
            relations.add(self.context.store, self._person, tie, self.context.now())
        else:
            person_form.save_kin(self.context.store, self._person, self._relation, form, self.context.now())

    def _facts(self) -> tuple[FactInput, ...]:
        known = {fact.text: fact for fact in self._known_facts}
        texts = [line.text().strip() for line in self.facts.lines() if line.text().strip()]
        heard = self.context.today()
        return tuple(
            known.get(text, FactInput(side=Side.INTERESTS, text=text, heard_on=heard)) for text in texts
        )


def open_relation(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    relation_id: RelationId | None = None,
    *,
    kind: RelationKind | None = None,
) -> RelationDialog:
    """Open the form of somebody close to a person, known or new (then perhaps of a `kind`). Raises NotFoundError."""
    dialog = RelationDialog(context, navigator, host, person_id, relation_id)
    if kind is not None:
        dialog.kind.choose(kind)
    dialog.show_form(dialog.kind if relation_id is not None else dialog.who.edit)
    return dialog
