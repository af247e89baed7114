"""Everything the form of an organisation holds, kept as one change: one undo takes it all back."""

from relmgr.domain.ids import OrganisationId
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.organisations import OrganisationInput
from relmgr.services.organisations.record import columns
from relmgr.services.people import pictures
from relmgr.services.people.pictures import Photo
from relmgr.store import Store
from relmgr.store import tables as t


def save(
    store: Store,
    organisation_id: OrganisationId,
    given: OrganisationInput,
    logo: Photo | None = None,
    *,
    drops_logo: bool = False,
) -> None:
    """Keep the form; without a `logo` the one it has stays, unless `drops_logo`. Raises InputError, NotFoundError."""
    values = columns(given)
    with store.change(_("Edit {name}").format(name=values["name"])) as session:
        if logo is not None:
            values["logo_id"] = pictures.keep(session, logo.data, logo.media_type)
        elif drops_logo:
            values["logo_id"] = None
        rows.change(session, t.organisation, organisation_id, values)
