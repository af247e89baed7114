"""Up to three people to deepen in a quarter, each with a next step and its day, looked back at in the next (D4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from relmgr.domain.calendar_words import short_day
from relmgr.domain.ids import DeepeningId, PersonId
from relmgr.domain.kinds import ReviewKind
from relmgr.domain.quarters import MOST, quarter_before, quarter_of
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people.faces import PersonFace, faces
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceInput:
    """One person chosen: what to do next with them, and when it asks on Today; without a day it does not."""

    person_id: PersonId
    next_step: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deepening:
    """Somebody chosen in a quarter, and how far it came."""

    id: DeepeningId
    person: PersonFace
    next_step: str
    next_on: date | None
    done_on: date | None
    note: str
    """What came of it, noted when the quarter was looked back at."""
    words: str
    """ "By 4 Dec", "Done on 1 Dec", or nothing."""


def chosen(store: Store, today: date) -> tuple[Deepening, ...]:
    """Who was chosen for the quarter of `today`, in the order of choosing."""
    with store.read() as session:
        return _of(session, quarter_of(today), today)


def before(store: Store, today: date) -> tuple[Deepening, ...]:
    """Who was chosen for the quarter before: what one looks back at."""
    with store.read() as session:
        return _of(session, quarter_before(today), today)


def _of(session: Session, quarter: date, today: date) -> tuple[Deepening, ...]:
    d = t.deepening.c
    query = (
        select(t.deepening)
        .join(t.summary, t.summary.c.id == d.person_id)
        .where(d.quarter == quarter, func.coalesce(t.summary.c.is_deleted, 0) == 0)
        .order_by(d.id)
    )
    found = session.execute(query).all()
    shown = faces(session, [row.person_id for row in found])
    return tuple(_deepening(row, shown[row.person_id], today) for row in found)


def _deepening(row: Any, face: PersonFace, today: date) -> Deepening:
    words = ""
    if row.done_on is not None:
        words = _("Done on {day}").format(day=short_day(row.done_on, today))
    elif row.next_on is not None:
        words = _("By {day}").format(day=short_day(row.next_on, today))
    return Deepening(
        id=DeepeningId(row.id),
        person=face,
        next_step=row.next_step,
        next_on=row.next_on,
        done_on=row.done_on,
        note=row.note,
        words=words,
    )


def choose(
    store: Store,
    today: date,
    choices: Sequence[ChoiceInput],
    notes: Mapping[DeepeningId, str] | None = None,
) -> None:
    """Choose for this quarter, in place of what was chosen before; `notes`: what came of the quarter before.

    Whoever stays chosen keeps what was done. Raises InputError for more than three, for one twice and for a person
    without a next step, NotFoundError for nobody.
    """
    _check(choices)
    quarter = quarter_of(today)
    with store.change(_("Choose whom to deepen")) as session:
        held = {one.person.id: one for one in _of(session, quarter, today)}
        for gone in set(held) - {one.person_id for one in choices}:
            rows.remove(session, t.deepening, held[gone].id)
        for one in choices:
            _write(session, held.get(one.person_id), one, quarter, today)
        for number, note in (notes or {}).items():
            rows.change(session, t.deepening, number, {"note": note.strip()})
        _reviewed(session, today, was_skipped=False)


def _check(choices: Sequence[ChoiceInput]) -> None:
    if len(choices) > MOST:
        raise InputError(_("Three at most: more would be nobody."), "person_id")
    if len({one.person_id for one in choices}) < len(choices):
        raise InputError(_("Somebody is chosen twice."), "person_id")
    if not all(one.next_step.strip() for one in choices):
        raise InputError(_("Say what you will do next, however small."), "next_step")


def _write(session: Session, held: Deepening | None, given: ChoiceInput, quarter: date, today: date) -> None:
    values = {"next_step": given.next_step.strip(), "next_on": given.next_on}
    if held is None:
        rows.get(session, t.person, given.person_id)
        new = {"person_id": given.person_id, "quarter": quarter, "chosen_on": today}
        rows.add(session, t.deepening, values | new)
    elif (held.next_step, held.next_on) != (values["next_step"], values["next_on"]):
        rows.change(session, t.deepening, held.id, values | {"done_on": None})


def skip(store: Store, today: date) -> None:
    """Not this quarter; it is offered again in the next, and nothing is lost by it."""
    with store.change(_("Skip a quarter")) as session:
        _reviewed(session, today, was_skipped=True)


def _reviewed(session: Session, today: date, *, was_skipped: bool) -> None:
    rows.add(
        session,
        t.review,
        {"review_kind": ReviewKind.QUARTER, "on_day": today, "was_skipped": was_skipped},
    )


def done(store: Store, deepening_id: DeepeningId, today: date) -> None:
    """The next step was taken. Raises NotFoundError."""
    with store.change(_("Marked as done")) as session:
        rows.change(session, t.deepening, deepening_id, {"done_on": today})
