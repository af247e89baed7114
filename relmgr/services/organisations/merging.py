"""Two organisations of one name become one: everybody moves over, and nothing that was written is lost."""

from sqlalchemy import delete, func, select, update

from relmgr.domain import people_filter
from relmgr.domain.ids import OrganisationId
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_O, _A, _F = t.organisation.c, t.affiliation.c, t.saved_filter.c


def twins(store: Store, organisation_id: OrganisationId) -> tuple[OrganisationId, ...]:
    """Other organisations of the same name, case aside."""
    with store.read() as session:
        name = session.execute(select(_O.name).where(_O.id == organisation_id)).scalar()
        if name is None:
            return ()
        found = session.execute(
            select(_O.id)
            .where(func.lower(_O.name) == func.lower(name), _O.id != organisation_id)
            .order_by(_O.id)
        )
        return tuple(OrganisationId(id_) for id_ in found.scalars())


def merge(store: Store, gone: OrganisationId, into: OrganisationId) -> None:
    """Move everybody at `gone` to `into`, fill in there what only `gone` knew, and take `gone` out, as one change.

    Raises InputError for one and the same, NotFoundError.
    """
    if gone == into:
        raise InputError(_("That is one and the same organisation."), "name")
    with store.change(_("Merge organisations")) as session:
        rows = {row.id: row for row in session.execute(select(t.organisation).where(_O.id.in_((gone, into))))}
        if len(rows) < 2:
            raise NotFoundError(_("This organisation is no longer here. Undo may bring it back."))
        old, new = rows[gone], rows[into]
        notes = "\n\n".join(dict.fromkeys(part for part in (new.notes, old.notes) if part))
        values = {
            "notes": notes,
            "website": new.website or old.website,
            "monogram": new.monogram or old.monogram,
            "logo_id": new.logo_id if new.logo_id is not None else old.logo_id,
        }
        session.execute(update(t.affiliation).where(_A.organisation_id == gone).values(organisation_id=into))
        session.execute(update(t.organisation).where(_O.id == into).values(**values))
        session.execute(delete(t.organisation).where(_O.id == gone))
        _follow(session, old.uid, new.uid)


def _follow(session: Session, before: str, after: str) -> None:
    """Saved filters that ask for the one ask for the other."""
    for row in session.execute(select(t.saved_filter)).all():
        query = people_filter.renamed(row.query, "organisation", before, after)
        if query is not None:
            session.execute(update(t.saved_filter).where(_F.id == row.id).values(query=query))
