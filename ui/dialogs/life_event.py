"""The form of a life event: what is going on, how to ask about it, and when (P7)."""

from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.i18n import _
from relmgr.services import life_events, people
from relmgr.services.life_events import LifeEventDetails, LifeEventInput
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, PartialLine, side_by_side
from ui.dialogs.form.icon_choice import IconChoice
from ui.widgets.buttons import Button
from ui.widgets.fields import DateField, LineField


def _icons() -> tuple[tuple[str, str], ...]:
    return (
        ("heart-pulse", _("Health")),
        ("heart", _("Love")),
        ("baby", _("A child")),
        ("party-popper", _("A celebration")),
        ("house", _("A move")),
        ("hammer", _("Building")),
        ("briefcase", _("Work")),
        ("graduation-cap", _("Learning")),
        ("plane", _("A journey")),
        ("paw-print", _("An animal")),
        ("book-open", _("A project")),
        ("moon", _("A loss")),
        ("sun", _("Something good")),
    )


class LifeEventDialog(FormDialog):
    """Something new that is going on, or something known."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId, details: LifeEventDetails | None = None
    ) -> None:
        name = people.details(context.store, person_id).first_name
        super().__init__(context, host, _("Going on for {name}").format(name=name))
        self._person, self._details = person_id, details
        given = details.input if details else LifeEventInput(title="")
        today = context.today()
        self.name = LineField(given.title, placeholder=_("Father in hospital"))
        self.add_row(_("What"), self.name, "title")
        self.icon = IconChoice(_icons(), given.icon, name=_("Picture"))
        self.add_row(_("Picture"), self.icon, head=36)
        self.about = LineField(given.note, placeholder=_("What to say or know: his name is Peter"))
        self.add_row(_("Note"), self.about)
        self.since = PartialLine(given.since, name=_("Since"), placeholder=_("12 Nov 2026, or less"))
        self.add_row(_("Since"), self.since, "since")
        self.until = PartialLine(given.until, name=_("Until"), placeholder=_("Until, as far as known"))
        self.until_words = LineField(
            given.until_words, name=_("Until, in words"), placeholder=_("or in words: Christmas")
        )
        self.add_row(_("Until"), side_by_side(self.until, self.until_words), "until")
        self.add_section()
        self.question = LineField(given.question, placeholder=_("How is your dad doing?"))
        self.add_row(_("How to ask"), self.question)
        self.why = LineField(given.why, placeholder=_("Why this question"))
        self.add_row("", self.why)
        self.follow_up = DateField(today, given.follow_up_on)
        self.add_row(_("Ask on"), self.follow_up, "follow_up_on")
        if details is not None:
            self.add_remove(_("Delete"), lambda: life_events.remove(context.store, details.id))
            if details.ended_on is None:
                self.over = Button(_("It is over"), raised=True, parent=self)
                self.over.clicked.connect(lambda: self.do(self._end))
                self.add_own(self.over)

    def save(self) -> None:
        """Keep the life event. Raises RelmgrError."""
        given = LifeEventInput(
            icon=self.icon.value(),
            title=self.name.text(),
            note=self.about.text(),
            question=self.question.text(),
            why=self.why.text(),
            since=self.since.value("since"),
            until=self.until.value("until"),
            until_words=self.until_words.text(),
            follow_up_on=self.follow_up.value(),
        )
        if self._details is None:
            life_events.add(self.context.store, self._person, given)
        else:
            life_events.edit(self.context.store, self._details.id, given)

    def _end(self) -> None:
        if self._details is not None:
            life_events.end(self.context.store, self._details.id, self.context.today())


def open_life_event(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId,
    life_event_id: LifeEventId | None = None,
) -> LifeEventDialog:
    """Open the form of something going on for a person, or of something new. Raises NotFoundError."""
    details = life_events.get(context.store, life_event_id) if life_event_id is not None else None
    dialog = LifeEventDialog(context, host, details.person_id if details else person_id, details)
    dialog.show_form(dialog.name.edit)
    return dialog
