"""Why I care about their business: one free text a person, shown on the card and before a call (P9)."""

from datetime import datetime

from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t


def why(store: Store, person_id: PersonId) -> str:
    """The text, "" where none is written. Raises NotFoundError."""
    with store.read() as session:
        return str(rows.get(session, t.person, person_id).why_care)


def set_why(store: Store, person_id: PersonId, text: str, now: datetime) -> None:
    """Keep the text; "" takes it away. Raises NotFoundError."""
    with store.change(_("Why I care")) as session:
        rows.change(session, t.person, person_id, {"why_care": text.strip(), "changed_at": now})
