"""The form of an organisation: the logo that people stand in front of (P12)."""

from dataclasses import replace

from relmgr.domain.ids import OrganisationId
from relmgr.domain.names import company_colour, monogram
from relmgr.i18n import _, ngettext
from relmgr.services import organisation_form, organisations, people
from relmgr.services.organisations import OrganisationInput
from ui import theme as themes
from ui.context import Context, DialogHost, Navigator
from ui.dialogs.form import FormDialog, text_area
from ui.dialogs.form.picture import LOGO_SIDE, PictureField
from ui.widgets.fields import LineField
from ui.widgets.portrait import PortraitSpec


class OrganisationDialog(FormDialog):
    """What is known of an organisation."""

    def __init__(self, context: Context, host: DialogHost, organisation_id: OrganisationId) -> None:
        self._details = organisations.details(context.store, organisation_id)
        given = self._details.input
        super().__init__(context, host, given.name)
        self.name = LineField(given.name)
        self.add_row(_("Name"), self.name, "name")
        self._spec = self._make_spec()
        self.logo = PictureField(
            self._spec, has_picture=self._details.logo_id is not None, name=_("Logo"), field="logo"
        )
        self.add_row(_("Logo"), self.logo, "logo", head=LOGO_SIDE)
        self.logo.changed.connect(self._repaint)
        self.monogram = LineField(given.monogram, placeholder=monogram(given.name))
        self.monogram.setFixedWidth(themes.current().scaled(80))
        self.add_row(
            _("Letter"), self.monogram, "monogram", note=_("Stands on the tile where there is no logo.")
        )
        self.website = LineField(given.website)
        self.add_row(_("Website"), self.website, note=_("Kept as text. Relmgr opens no connection."))
        self.about = text_area(given.notes)
        self.add_row(_("Notes"), self.about)
        self.monogram.changed.connect(self._repaint)
        count = self._details.people
        known = ngettext("You know one person there.", "You know {count} people there.", count)
        if not count:
            self.add_remove(_("Delete"), lambda: organisations.remove(context.store, organisation_id))
        self.set_note(known.format(count=count) if count else _("You know nobody there yet."))

    def _make_spec(self) -> PortraitSpec:
        logo = people.photo(self.context.store, self._details.logo_id) if self._details.logo_id else None
        given = self._details.input
        return PortraitSpec(
            initials="",
            person_colour=0,
            company_colour=company_colour(self._details.uid),
            monogram=monogram(given.name, given.monogram),
            logo=logo.data if logo else None,
        )

    def _repaint(self) -> None:
        logo = None if self.logo.is_dropped else self._spec.logo
        if self.logo.picture is not None:
            logo = self.logo.picture.data
        letter = monogram(self.name.text(), self.monogram.text())
        self.logo.show_spec(replace(self._spec, logo=logo, monogram=letter))

    def is_changed(self) -> bool:
        return super().is_changed() or self.logo.picture is not None or self.logo.is_dropped

    def save(self) -> None:
        """Keep the organisation. Raises RelmgrError."""
        given = OrganisationInput(
            name=self.name.text(),
            monogram=self.monogram.text(),
            website=self.website.text(),
            notes=self.about.text(),
        )
        organisation_form.save(
            self.context.store,
            self._details.id,
            given,
            self.logo.picture,
            drops_logo=self.logo.is_dropped,
        )


def open_organisation(
    context: Context, navigator: Navigator, host: DialogHost, organisation_id: int
) -> OrganisationDialog:
    """Open the form of an organisation. Raises NotFoundError."""
    dialog = OrganisationDialog(context, host, OrganisationId(organisation_id))
    dialog.show_form(dialog.name.edit)
    return dialog
