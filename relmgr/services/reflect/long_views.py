"""The long view: a decision where a short-term gain was weighed against the long term, looked back at a year later (D7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select

from relmgr.domain.calendar_words import months_after, short_day
from relmgr.domain.ids import LongViewId, PersonId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people.faces import PersonFace, faces
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LongViewInput:
    """A decision as it is written down. back_on: when it asks what came of it; None is never."""

    decision: str
    short_term: str = ""
    long_term: str = ""
    on_day: date
    person_id: PersonId | None = None
    back_on: date | None = None
    looked_back_on: date | None = None
    how_it_went: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LongView:
    """A decision as it is kept."""

    id: LongViewId
    input: LongViewInput
    person: PersonFace | None
    words: str
    """ "3 Nov, with Megan": when, and with whom."""
    came_words: str
    """What came of it, or when it comes back."""


def comes_back(on_day: date) -> date:
    """When a decision is looked back at, unless another day is chosen: a year later."""
    return months_after(on_day, _YEAR)


def add(store: Store, given: LongViewInput) -> LongViewId:
    """Keep a decision. Raises InputError without words, NotFoundError for nobody."""
    with store.change(_("Note a decision")) as session:
        return LongViewId(rows.add(session, t.long_view, _columns(session, given)))


def edit(store: Store, long_view_id: LongViewId, given: LongViewInput) -> None:
    """Change what was written, or say what came of it. Raises InputError, NotFoundError."""
    with store.change(_("Edit a decision")) as session:
        rows.change(session, t.long_view, long_view_id, _columns(session, given))


def remove(store: Store, long_view_id: LongViewId) -> None:
    """Take it out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove a decision")) as session:
        rows.remove(session, t.long_view, long_view_id)


def _columns(session: Session, given: LongViewInput) -> dict[str, Any]:
    if not given.decision.strip():
        raise InputError(_("Say in a few words what was decided."), "decision")
    if given.person_id is not None:
        rows.get(session, t.person, given.person_id)
    return {
        "person_id": given.person_id,
        "on_day": given.on_day,
        "decision": given.decision.strip(),
        "short_term": given.short_term.strip(),
        "long_term": given.long_term.strip(),
        "back_on": given.back_on,
        "looked_back_on": given.looked_back_on,
        "how_it_went": given.how_it_went.strip(),
    }


def get(store: Store, long_view_id: LongViewId, today: date) -> LongView:
    """One decision. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.long_view, long_view_id)
        shown = faces(session, [row.person_id] if row.person_id is not None else [])
    return _view(row, shown, today)


def every(store: Store, today: date) -> tuple[LongView, ...]:
    """All decisions: those not looked back at first, then the newest."""
    v = t.long_view.c
    query = (
        select(t.long_view)
        .outerjoin(t.summary, t.summary.c.id == v.person_id)
        .where(func.coalesce(t.summary.c.is_deleted, 0) == 0)
        .order_by(v.looked_back_on.is_not(None), v.on_day.desc(), v.id.desc())
    )
    with store.read() as session:
        found = session.execute(query).all()
        shown = faces(session, [row.person_id for row in found if row.person_id is not None])
    return tuple(_view(row, shown, today) for row in found)


def _view(row: Row[Any], shown: dict[PersonId, PersonFace], today: date) -> LongView:
    person = shown.get(row.person_id)
    words = short_day(row.on_day, today)
    if person is not None:
        words = _("{day}, with {name}").format(day=words, name=person.first_name)
    came = row.how_it_went
    if not came and row.looked_back_on is None and row.back_on is not None:
        came = _("Comes back on {day}").format(day=short_day(row.back_on, today))
    given = LongViewInput(
        decision=row.decision,
        short_term=row.short_term,
        long_term=row.long_term,
        on_day=row.on_day,
        person_id=row.person_id,
        back_on=row.back_on,
        looked_back_on=row.looked_back_on,
        how_it_went=row.how_it_went,
    )
    return LongView(id=LongViewId(row.id), input=given, person=person, words=words, came_words=came)
