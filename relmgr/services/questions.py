"""Questions asked, and those to ask next time: they come back as starters until they were asked (C2, P4)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from relmgr.domain.fold import fold
from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.i18n import _
from relmgr.services import life_events, rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A starter that was asked: its words, and the row it came from, as `StarterView` names them."""

    question: str
    source: str = ""
    source_id: int | None = None


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


def asked_in(session: Session, person_id: PersonId, asked: Asked, on_day: date) -> None:
    """Note inside a change that `asked` was asked on `on_day`.

    What it came from knows it from then on: a life event is asked about again later, a goal in half a year. A question
    made from something else is kept with its day, so that it does not come back. A row that is gone is no fault.
    """
    if asked.source_id is None or asked.source not in _SOURCES:
        _keep(session, person_id, asked.question, on_day)
        return
    table, column = _SOURCES[asked.source]
    if session.execute(select(table.c.id).where(table.c.id == asked.source_id)).first() is None:
        return
    if asked.source == "life_event":
        life_events.asked_in(session, LifeEventId(asked.source_id), on_day)
    else:
        rows.change(session, table, asked.source_id, {column: on_day})


_SOURCES = {
    "life_event": (t.life_event, "last_asked_on"),
    "question": (t.question, "asked_on"),
    "goal": (t.goal, "last_asked_on"),
    "advice": (t.advice, "asked_on"),
}


def _keep(session: Session, person_id: PersonId, question: str, on_day: date) -> None:
    """One row for each question, with the last day it was asked."""
    q = t.question.c
    known = session.execute(select(q.id, q.text).where(q.person_id == person_id))
    same = next((row.id for row in known if fold(row.text) == fold(question)), None)
    if same is not None:
        rows.change(session, t.question, same, {"asked_on": on_day})
    else:
        rows.add(session, t.question, {**_values(person_id, question, on_day), "asked_on": on_day})


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
