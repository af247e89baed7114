"""What I want to ask next time: it comes back as a starter until it was asked (C2, P4)."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


def add(store: Store, person_id: PersonId, text: str, today: date, why: str = "") -> int:
    """Ask it next time; what is to be asked already stays one question. Raises NotFoundError for nobody."""
    with store.change(_("Ask next time")) as session:
        rows.get(session, t.person, person_id)
        held = _same(session, person_id, text)
        if held is not None:
            return held
        return rows.add(session, t.question, {**_values(person_id, text, today), "why": why.strip()})


def mark_asked(store: Store, question_id: int, today: date) -> None:
    """I asked it today: it is no starter any more. Raises NotFoundError."""
    with store.change(_("Asked")) as session:
        rows.change(session, t.question, question_id, {"asked_on": today})


def note_asked(store: Store, person_id: PersonId, text: str, today: date) -> None:
    """I asked a question of the bank today: it is never suggested again. Raises NotFoundError for nobody."""
    with store.change(_("Asked")) as session:
        rows.get(session, t.person, person_id)
        held = _same(session, person_id, text)
        if held is not None:
            rows.change(session, t.question, held, {"asked_on": today})
        else:
            rows.add(session, t.question, {**_values(person_id, text, today), "asked_on": today})


_Q = t.question.c
_OPEN = (
    select(_Q.id, _Q.text).where(_Q.person_id == bindparam("person"), _Q.asked_on.is_(None)).order_by(_Q.id)
)


def _same(session: Session, person_id: PersonId, text: str) -> int | None:
    """What is to be asked in the same words already."""
    wanted = fold(text)
    found = session.execute(_OPEN, {"person": person_id})
    return next((int(row.id) for row in found if fold(row.text) == wanted), None)


def _values(person_id: PersonId, text: str, noted_on: date) -> dict[str, Any]:
    return {"person_id": person_id, "text": text.strip(), "noted_on": noted_on}
