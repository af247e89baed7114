"""Photos and logos: kept once each, by their content, inside the encrypted file."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from relmgr.domain.ids import OrganisationId, PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

PHOTO_BYTES = 10_000_000
"""The largest picture taken in, in bytes (quality §3)."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it was given, already small and re-encoded."""

    data: bytes
    media_type: str


def photo(store: Store, photo_id: int) -> Photo | None:
    """The picture, or None where it is gone."""
    with store.read() as session:
        row = session.execute(
            select(t.photo.c.data, t.photo.c.media_type).where(t.photo.c.id == photo_id)
        ).first()
    return None if row is None else Photo(row.data, row.media_type)


def keep(session: Session, data: bytes, media_type: str) -> int:
    """The id under which `data` is kept; the same bytes are kept once. Raises InputError over 10 MB."""
    if len(data) > PHOTO_BYTES:
        raise InputError(_("This picture is larger than 10 MB. Choose a smaller one."), "photo")
    digest = hashlib.sha256(data).hexdigest()
    known = session.execute(select(t.photo.c.id).where(t.photo.c.sha256 == digest)).scalar()
    if known is not None:
        return int(known)
    made = session.execute(insert(t.photo).values(sha256=digest, media_type=media_type, data=data))
    return int(made.lastrowid)


def set_photo(store: Store, person_id: PersonId, data: bytes, media_type: str, now: datetime) -> None:
    """Show `data` as this person's photo."""
    with store.change(_("Change photo")) as session:
        photo_id = keep(session, data, media_type)
        session.execute(
            update(t.person).where(t.person.c.id == person_id).values(photo_id=photo_id, changed_at=now)
        )


def remove_photo(store: Store, person_id: PersonId, now: datetime) -> None:
    """Show the initials again."""
    with store.change(_("Remove photo")) as session:
        session.execute(
            update(t.person).where(t.person.c.id == person_id).values(photo_id=None, changed_at=now)
        )


def set_logo(store: Store, organisation_id: OrganisationId, data: bytes | None, media_type: str = "") -> None:
    """Give the organisation a logo, or None for its monogram."""
    with store.change(_("Change logo")) as session:
        logo_id = None if data is None else keep(session, data, media_type)
        session.execute(
            update(t.organisation).where(t.organisation.c.id == organisation_id).values(logo_id=logo_id)
        )
