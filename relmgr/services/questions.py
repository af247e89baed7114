"""What I want to ask next time: it comes back as a starter until it was asked (C2)."""

from datetime import date

from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t


def mark_asked(store: Store, question_id: int, today: date) -> None:
    """I asked it today: it is no starter any more. Raises NotFoundError."""
    with store.change(_("Asked")) as session:
        rows.change(session, t.question, question_id, {"asked_on": today})
