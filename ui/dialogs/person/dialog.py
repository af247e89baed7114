"""The form of a person: who they are, how to reach them, what I keep to, and what holds right now (P1, P7, P13)."""

from dataclasses import replace
from zoneinfo import available_timezones

from PySide6.QtWidgets import QWidget

from relmgr.domain import cadence, names
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AllyKind, Circle, ContactKind, Purpose
from relmgr.domain.people_filter import ally_kind_word, circle_words
from relmgr.domain.purposes import purpose_word
from relmgr.domain.zones import zone_named
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import circles, organisations, people, person_form
from relmgr.services.people import AffiliationInput, PersonInput, PersonRow
from relmgr.services.person_form import PersonForm
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import (
    Choice,
    FormDialog,
    LeapDayRow,
    NumberField,
    Repeated,
    complete,
    partial_value,
    side_by_side,
    text_area,
)
from ui.dialogs.form.picture import PHOTO_SIDE, PictureField
from ui.dialogs.person.lines import AffiliationLine, ContactLine, contact_word
from ui.dialogs.person.name import NamePart
from ui.faces import portrait_of
from ui.theme import metrics
from ui.widgets.fields import CheckBox, DateField, LineField, PartialDateField
from ui.widgets.portrait import PortraitSpec


class PersonDialog(FormDialog):
    """A new person, or everything about one."""

    def __init__(
        self, context: Context, host: DialogHost, person_id: PersonId | None = None, name: str = ""
    ) -> None:
        self.person_id = person_id
        self.saved_id: PersonId | None = None
        store = context.store
        form = PersonForm(person=PersonInput()) if person_id is None else person_form.load(store, person_id)
        found = people.rows(store, [person_id], context.today()) if person_id is not None else ()
        title = _("Edit {name}").format(name=found[0].name) if found else _("New person")
        super().__init__(context, host, title, width=metrics.DIALOG)
        self._given = form.person
        self._spec = portrait_of(store, found[0]) if found else _nobody()
        self._add_identity(form, found[0] if found else None)
        self._add_work()
        self._add_reach()
        self._add_place()
        self._add_life(form)
        self._add_keeping()
        self._add_privacy()
        self._add_right_now(form)
        if person_id is not None:
            self.add_remove(_("Move to the trash"), self._remove)
        if name:
            self.name.name.edit.setText(name)
            self.name.name.edit.textEdited.emit(name)

    # Making

    def _add_identity(self, form: PersonForm, row: PersonRow | None) -> None:
        self.name = NamePart(form.person)
        self.body.addWidget(self.name)
        for field in ("given", "display_name"):
            self.name_row(field, self.name.row)
        has_photo = row is not None and row.photo_id is not None
        self.photo = PictureField(self._spec, has_picture=has_photo, name=_("Photo"), field="photo")
        self.add_row(_("Photo"), self.photo, "photo", head=PHOTO_SIDE)
        self.photo.changed.connect(self._repaint)
        self.name.changed.connect(self._repaint)
        if form.person.is_light:
            self.listed = CheckBox(_("Show them in People"))
            self.add_row("", self.listed, head=24)

    def _add_work(self) -> None:
        self.add_section(_("Work"))
        known = organisations.names(self.context.store)
        self.jobs: Repeated[AffiliationLine] = Repeated(
            lambda parent: AffiliationLine(known, parent), _("Role at an organisation")
        )
        for job in self._given.affiliations:
            self.jobs.add().fill(job)
        self.add_row(_("Roles"), self.jobs, "affiliations", head=24 if not self._given.affiliations else 32)
        self.headline = LineField(
            self._given.headline, placeholder=_("What they do, where no organisation says it")
        )
        self.add_row(_("In a few words"), self.headline)
        allies = [(None, _("Not an ally")), *((kind, ally_kind_word(kind)) for kind in AllyKind)]
        self.ally: Choice[AllyKind | None] = Choice(allies, self._given.ally_kind)
        self.add_row(_("Ally"), self.ally, note=_("For those who work beside me rather than buy from me."))

    def _add_reach(self) -> None:
        self.add_section(_("How to reach them"))
        self.methods: Repeated[ContactLine] = Repeated(ContactLine, _("Phone, e-mail, address, link or chat"))
        for method in self._given.contact_methods:
            self.methods.add().fill(method)
        self.add_row(_("Reach"), self.methods, head=24 if not self._given.contact_methods else 32)
        channels = [(None, _("No preference")), *((kind, contact_word(kind)) for kind in ContactKind)]
        self.channel: Choice[ContactKind | None] = Choice(channels, self._given.preferred_channel)
        self.hours = LineField(self._given.best_hours, name=_("Best hours"), placeholder=_("before 17:00"))
        self.add_row(_("Preferably by"), side_by_side(self.channel, self.hours))
        self.do_not_phone = CheckBox(_("Do not phone"), self._given.do_not_phone)
        self.add_row("", self.do_not_phone, head=24)

    def _add_place(self) -> None:
        self.add_section(_("Where and in which languages"))
        self.city = LineField(self._given.city)
        self.add_row(_("City"), self.city)
        self.zone = LineField(self._given.time_zone, placeholder="Africa/Johannesburg")
        complete(self.zone.edit, available_timezones())
        self.add_row(_("Time zone"), self.zone, "time_zone")
        self.languages = LineField(self._given.languages, placeholder=_("English, Afrikaans"))
        self.add_row(_("Languages"), self.languages)

    def _add_life(self, form: PersonForm) -> None:
        self.add_section(_("About them"))
        self.birthday = PartialDateField(form.birthday)
        self.add_row(_("Birthday"), self.birthday, "birthday", note=_("Leave out what you do not know."))
        self.leap_day = LeapDayRow(self.birthday, self._given.leap_day)
        self.body.addWidget(self.leap_day)
        self.labels = LineField(", ".join(self._given.labels), placeholder=_("Separated by commas"))
        self.add_row(_("Labels"), self.labels)
        self.notes = text_area(self._given.notes, lines=3)
        self.add_row(_("Notes"), self.notes, "notes")

    def _add_keeping(self) -> None:
        self.add_section(_("Keeping in touch"))
        every = circles.days(self.context.store).items()
        offered = [(None, _("No circle")), *((circle, circle_words(circle, days)) for circle, days in every)]
        self.circle: Choice[Circle | None] = Choice(offered, self._given.circle)
        self.add_row(_("Circle"), self.circle)
        self.cadence = NumberField(self._given.cadence_days, most=9999, placeholder=_("Days"))
        self.add_row(
            _("Every … days"), self.cadence, "cadence_days", note=_("Only where it differs from the circle.")
        )

    def _add_privacy(self) -> None:
        self.add_section(_("Privacy"))
        purposes = [(None, _("Not said")), *((one, purpose_word(one)) for one in Purpose)]
        self.purpose: Choice[Purpose | None] = Choice(purposes, self._given.purpose)
        self.add_row(_("Kept for"), self.purpose)
        self.keep_until = DateField(
            self.context.today(), self._given.keep_until, placeholder=_("No day"), name=_("Keep until")
        )
        self.add_row(
            _("Keep until"),
            self.keep_until,
            "keep_until",
            note=_("On that day you are asked whether to keep them. Nothing is deleted by itself."),
        )

    def _add_right_now(self, form: PersonForm) -> None:
        self.add_section(_("Right now"))
        today = self.context.today()
        self.away_from = DateField(today, form.away_from, placeholder=_("From"), name=_("Away from"))
        self.away_until = DateField(today, form.away_until, placeholder=_("Until"), name=_("Away until"))
        self.add_row(_("Away"), side_by_side(self.away_from, self.away_until), "away_until")
        self.away_why = LineField(form.away_why, placeholder=_("Why, such as a holiday"), name=_("Why away"))
        self.add_row("", self.away_why)
        self.gentle_until = DateField(
            today, form.gentle_until, placeholder=_("Until"), name=_("Gentle mode until")
        )
        self.add_row(
            _("Gentle mode"),
            self.gentle_until,
            "gentle_until",
            note=_("Business waits until then; care does not."),
        )
        self.gentle_why = LineField(
            form.gentle_why, placeholder=_("Why, such as a bereavement"), name=_("Why gentle")
        )
        self.add_row("", self.gentle_why)

    # Following what is typed

    def _repaint(self) -> None:
        parts = self.name.name_parts()
        photo = self._spec.photo
        if self.photo.picture is not None:
            photo = self.photo.picture.data
        elif self.photo.is_dropped:
            photo = None
        self.photo.show_spec(replace(self._spec, initials=names.initials(parts), photo=photo))

    def is_changed(self) -> bool:
        return super().is_changed() or self.photo.picture is not None or self.photo.is_dropped

    # Saving

    def save(self) -> None:
        """Keep the person as one change. Raises RelmgrError."""
        form = self.form()
        self.saved_id = person_form.save(self.context.store, self.person_id, form, self.context.now())

    def form(self) -> PersonForm:
        """What the form holds. Raises InputError, naming the field."""
        birthday = partial_value(self.birthday, "birthday")
        return PersonForm(
            person=self._person(),
            birthday=birthday,
            photo=self.photo.picture,
            drops_photo=self.photo.is_dropped,
            away_from=self.away_from.value(),
            away_until=self.away_until.value(),
            away_why=self.away_why.text(),
            gentle_until=self.gentle_until.value(),
            gentle_why=self.gentle_why.text(),
        )

    def _person(self) -> PersonInput:
        parts = self.name.name_parts()
        return replace(
            self._given,
            prefix=parts.prefix,
            given=parts.given,
            additional=parts.additional,
            family=parts.family,
            suffix=parts.suffix,
            nickname=parts.nickname,
            native_name=parts.native,
            say_name=self.name.say_name(),
            display_name=self.name.shown(),
            pronouns=self.name.pronouns(),
            headline=self.headline.text(),
            city=self.city.text(),
            time_zone=self._zone(),
            languages=self.languages.text(),
            best_hours=self.hours.text(),
            preferred_channel=self.channel.value(),
            do_not_phone=self.do_not_phone.isChecked(),
            notes=self.notes.text(),
            circle=self.circle.value(),
            ally_kind=self.ally.value(),
            cadence_days=self._cadence(),
            purpose=self.purpose.value(),
            keep_until=self.keep_until.value(),
            leap_day=self.leap_day.value(),
            labels=tuple(word.strip() for word in self.labels.text().split(",") if word.strip()),
            contact_methods=tuple(line.content() for line in self.methods.lines()),
            affiliations=tuple(line.content() for line in self.jobs.lines()),
            is_light=self._given.is_light and not self.listed.isChecked(),
        )

    def _zone(self) -> str:
        name = self.zone.text()
        if name and name != self._given.time_zone:
            zone_named(name)
        return name

    def _cadence(self) -> int | None:
        days = self.cadence.value()
        if days is not None and not 1 <= days <= cadence.MAX_CADENCE_DAYS:
            raise InputError(_("How often to be in touch: between 1 and 3650 days."), "cadence_days")
        return days

    def _remove(self) -> None:
        if self.person_id is not None:
            people.remove(self.context.store, self.person_id, self.context.now())


def _nobody() -> PortraitSpec:
    return PortraitSpec(initials="", person_colour=0)


def open_person(
    context: Context,
    navigator: Navigator,
    host: DialogHost,
    person_id: PersonId | None = None,
    *,
    name: str = "",
    organisation: str = "",
    focus: str = "",
) -> PersonDialog:
    """Open the form of a person, or of a new one, whose card is shown once saved. Raises NotFoundError.

    `focus` names the field to begin with: "birthday", "contact" or "purpose". A new person works at `organisation`.
    """
    dialog = PersonDialog(context, host, person_id, name)
    if organisation:
        dialog.jobs.add().fill(AffiliationInput(organisation=organisation))
    if person_id is None:

        def show_card() -> None:
            if dialog.saved_id is not None:
                navigator.open_person(dialog.saved_id)

        dialog.accepted.connect(show_card)
    first: QWidget = dialog.name.name.edit
    if focus == "birthday":
        first = dialog.birthday.day
    elif focus == "contact":
        first = dialog.methods.add().value
    elif focus == "purpose":
        first = dialog.purpose
    dialog.show_form(first)
    if focus:
        dialog.reveal(first)
    return dialog
