"""What a merge replaces goes to the person's earlier values, so that no word of either is lost (S4)."""

from datetime import datetime

from sqlalchemy import insert, select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Replacing
from relmgr.store import tables as t
from relmgr.store.store import Session


class History:
    """Notes earlier values of the one who stays; `origin` is the name of the one who went into them."""

    def __init__(self, session: Session, stays: PersonId, origin: str, now: datetime) -> None:
        self._session, self._stays, self._origin, self._now = session, stays, origin, now
        self._noted: set[tuple[str, str]] = set()

    def note(self, field: str, value: str, replaced_by: str = "") -> None:
        """Keep `value`, which does not stand any more; nothing for an empty one, nothing twice."""
        if not value.strip() or value == replaced_by or (field, value) in self._noted:
            return
        self._noted.add((field, value))
        self._session.execute(
            insert(t.earlier_value).values(
                person_id=self._stays,
                field=field,
                value=value,
                replaced_by=replaced_by,
                replacing=Replacing.MERGE,
                origin=self._origin,
                at=self._now,
            )
        )

    def note_photo(self, photo_id: int | None) -> None:
        """Keep which picture it was: pictures are kept by their content, and the digest of it names this one."""
        digest = self._session.execute(select(t.photo.c.sha256).where(t.photo.c.id == photo_id)).scalar()
        self.note("photo", digest or "")
