"""Updates both ways: the rhythm agreed with a person, whether one is missing, and the log of heads-ups (E8)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from relmgr.domain.ids import HeadsUpId, PersonId, RhythmId
from relmgr.domain.kinds import Direction
from relmgr.domain.moments import MomentKind
from relmgr.domain.updates import MAX_EVERY_DAYS, Rhythm, is_missing, update_due
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.moments import MomentInput, add_in
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmDetails:
    """An agreed rhythm of one direction: of me what I owe, of them what they owe me."""

    id: RhythmId
    person_id: PersonId
    rhythm: Rhythm
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadsUp:
    """What affects somebody, noted on a day, and told on a day or not yet."""

    id: HeadsUpId
    person_id: PersonId
    text: str
    noted_on: date
    told_on: date | None


_R, _H = t.update_rhythm.c, t.heads_up.c
_TALKED = (
    select(func.max(t.conversation_person.c.on_day))
    .where(t.conversation_person.c.person_id == _R.person_id)
    .scalar_subquery()
)
_RHYTHMS = select(t.update_rhythm, _TALKED.label("talked_on"))
_OF_PERSON = _RHYTHMS.where(_R.person_id == bindparam("person")).order_by(_R.direction)
_HEADS_UPS = (
    select(t.heads_up)
    .where(_H.person_id == bindparam("person"))
    .order_by(_H.told_on.is_not(None), _H.noted_on.desc(), _H.id.desc())
)


def agree(  # noqa: PLR0917  (as the form reads)
    store: Store,
    person_id: PersonId,
    direction: Direction,
    every_days: int | None,
    today: date,
    note: str = "",
) -> None:
    """Keep the rhythm of one direction; None ends it. Raises InputError outside 1 to 366 days, NotFoundError."""
    if every_days is not None and not 1 <= every_days <= MAX_EVERY_DAYS:
        raise InputError(_("An update comes every 1 to 366 days."), f"every_{direction}")
    with store.change(_("Agree on updates")) as session:
        rows.get(session, t.person, person_id)
        held = _held(session, person_id, direction)
        if every_days is None:
            if held is not None:
                rows.remove(session, t.update_rhythm, held.id)
            return
        values: dict[str, Any] = {"every_days": every_days, "note": note.strip()}
        if held is None:
            values |= {"person_id": person_id, "direction": direction, "agreed_on": today}
            rows.add(session, t.update_rhythm, values)
        elif (held.every_days, held.note) != (every_days, note.strip()):
            rows.change(session, t.update_rhythm, held.id, values)


def _held(session: Session, person_id: PersonId, direction: Direction) -> Row[Any] | None:
    query = select(t.update_rhythm).where(_R.person_id == person_id, _R.direction == direction)
    return session.execute(query).first()


def happened(store: Store, rhythm_id: RhythmId, today: date) -> None:
    """There was an update today, by whomever owes it. Raises NotFoundError."""
    with store.change(_("Note an update")) as session:
        happened_in(session, rhythm_id, today)


def happened_in(session: Session, rhythm_id: RhythmId, today: date) -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.update_rhythm, rhythm_id, {"last_on": today})


def warn(store: Store, rhythm_id: RhythmId, today: date, note: str = "") -> None:
    """Note their missing update as a warning, because the user said so; it counts anew from today (D2, E8).

    Raises InputError where none is missing, NotFoundError.
    """
    with store.change(_("Note a missing update")) as session:
        row = session.execute(_RHYTHMS.where(_R.id == rhythm_id)).first()
        row = row if row is not None else rows.get(session, t.update_rhythm, rhythm_id)
        rhythm = _rhythm(row)
        if rhythm.direction is not Direction.OF_THEM or not is_missing(rhythm, today):
            raise InputError(_("No update of theirs is missing."), "update")
        given = MomentInput(kind=MomentKind.MISSING_UPDATE, note=note)
        add_in(session, PersonId(row.person_id), given, update_due(rhythm))
        rows.change(session, t.update_rhythm, rhythm_id, {"last_on": today})


def of(store: Store, person_id: PersonId) -> tuple[RhythmDetails, ...]:
    """The rhythms agreed with a person, mine first."""
    with store.read() as session:
        found = [_details(row) for row in session.execute(_OF_PERSON, {"person": person_id})]
    return tuple(sorted(found, key=lambda one: one.rhythm.direction is Direction.OF_THEM))


def missing_in(session: Session, today: date) -> tuple[RhythmDetails, ...]:
    """Every rhythm of which an update is missing, of people who are here."""
    query = _RHYTHMS.join(t.summary, t.summary.c.id == _R.person_id).where(
        func.coalesce(t.summary.c.is_deleted, 0) == 0
    )
    found = (_details(row) for row in session.execute(query))
    return tuple(one for one in found if is_missing(one.rhythm, today))


def _rhythm(row: Row[Any]) -> Rhythm:
    return Rhythm(
        direction=row.direction,
        every_days=row.every_days,
        agreed_on=row.agreed_on,
        last_on=row.last_on,
        talked_on=row.talked_on,
    )


def _details(row: Row[Any]) -> RhythmDetails:
    return RhythmDetails(
        id=RhythmId(row.id), person_id=PersonId(row.person_id), rhythm=_rhythm(row), note=row.note
    )


def add_heads_up(
    store: Store, person_id: PersonId, text: str, today: date, told_on: date | None = None
) -> HeadsUpId:
    """Note what affects them; `told_on` where they know already. Raises InputError for nothing, NotFoundError."""
    if not text.strip():
        raise InputError(_("Say what affects them."), "heads_up")
    with store.change(_("Add heads-up")) as session:
        rows.get(session, t.person, person_id)
        values = {"person_id": person_id, "text": text.strip(), "noted_on": today, "told_on": told_on}
        return HeadsUpId(rows.add(session, t.heads_up, values))


def told(store: Store, heads_up_id: HeadsUpId, today: date) -> None:
    """They know since today. Raises NotFoundError."""
    with store.change(_("They have been told")) as session:
        told_in(session, heads_up_id, today)


def told_in(session: Session, heads_up_id: HeadsUpId, today: date) -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.heads_up, heads_up_id, {"told_on": today})


def remove_heads_up(store: Store, heads_up_id: HeadsUpId) -> None:
    """Take it out of the log; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove heads-up")) as session:
        rows.remove(session, t.heads_up, heads_up_id)


def heads_ups(store: Store, person_id: PersonId) -> tuple[HeadsUp, ...]:
    """The log of a person: what is not told yet first, then the newest."""
    with store.read() as session:
        return tuple(_heads_up(row) for row in session.execute(_HEADS_UPS, {"person": person_id}))


def untold_in(session: Session) -> tuple[HeadsUp, ...]:
    """What nobody has been told of yet, the oldest first, of people who are here."""
    query = (
        select(t.heads_up)
        .join(t.summary, t.summary.c.id == _H.person_id)
        .where(_H.told_on.is_(None), func.coalesce(t.summary.c.is_deleted, 0) == 0)
        .order_by(_H.noted_on, _H.id)
        .limit(_MOST)
    )
    return tuple(_heads_up(row) for row in session.execute(query))


_MOST = 50


def _heads_up(row: Row[Any]) -> HeadsUp:
    return HeadsUp(
        id=HeadsUpId(row.id),
        person_id=PersonId(row.person_id),
        text=row.text,
        noted_on=row.noted_on,
        told_on=row.told_on,
    )
