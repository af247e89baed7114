"""Life events: what is going on in somebody's life, and when to ask how it goes (P7)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, select

from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people.record import partial_columns, partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

if TYPE_CHECKING:  # imported for reading sentences alone
    from relmgr.domain.capture import KnownLifeEvent

ASK_AGAIN_DAYS = 14
"""After having asked, the next follow-up is two weeks on: long enough not to pry, short enough to care."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventInput:
    """What the form holds."""

    icon: str = "heart-pulse"
    """The name of an icon in resources/icons."""
    title: str
    note: str = ""
    """What to say or to know: "His name is Peter; it is his hip."."""
    question: str = ""
    """How to ask about it; the starter's wording."""
    why: str = ""
    """Why that question, shown under it."""
    since: PartialDate | None = None
    until: PartialDate | None = None
    until_words: str = ""
    """An end in words, such as "Christmas"."""
    follow_up_on: date | None = None
    person_id: PersonId | None = None
    """Whose, where it is noted with a conversation; None: of the first person there."""


@dataclass(frozen=True, slots=True)
class LifeEventDetails:
    """One life event as it stands."""

    id: LifeEventId
    person_id: PersonId
    input: LifeEventInput
    last_asked_on: date | None
    ended_on: date | None


def columns(given: LifeEventInput) -> dict[str, Any]:
    """The row's values. Raises InputError where nothing is written."""
    if not given.title.strip():
        raise InputError(_("Say in a few words what is going on."), "title")
    return {
        "icon": given.icon,
        "title": given.title.strip(),
        "note": given.note.strip(),
        "question": given.question.strip(),
        "why": given.why.strip(),
        "until_words": given.until_words.strip(),
        "follow_up_on": given.follow_up_on,
        **partial_columns("since", given.since),
        **partial_columns("until", given.until),
    }


def add(store: Store, person_id: PersonId, given: LifeEventInput) -> LifeEventId:
    """Keep a life event. Raises InputError."""
    values = columns(given)
    with store.change(_("Add life event")) as session:
        return add_in(session, person_id, values)


def add_in(session: Session, person_id: PersonId, values: dict[str, Any]) -> LifeEventId:
    """The same inside a change that stands already."""
    return LifeEventId(rows.add(session, t.life_event, {"person_id": person_id, **values}))


def edit(store: Store, life_event_id: LifeEventId, given: LifeEventInput) -> None:
    """Replace the life event. Raises InputError, NotFoundError."""
    values = columns(given)
    with store.change(_("Edit life event")) as session:
        rows.change(session, t.life_event, life_event_id, values)


def remove(store: Store, life_event_id: LifeEventId) -> None:
    """Take the life event out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove life event")) as session:
        rows.remove(session, t.life_event, life_event_id)


def get(store: Store, life_event_id: LifeEventId) -> LifeEventDetails:
    """The life event. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.life_event, life_event_id)
    return _details(row)


def _details(row: Row[Any]) -> LifeEventDetails:
    given = LifeEventInput(
        icon=row.icon,
        title=row.title,
        note=row.note,
        question=row.question,
        why=row.why,
        since=partial_of(row, "since"),
        until=partial_of(row, "until"),
        until_words=row.until_words,
        follow_up_on=row.follow_up_on,
    )
    return LifeEventDetails(
        LifeEventId(row.id), PersonId(row.person_id), given, row.last_asked_on, row.ended_on
    )


def done(store: Store, life_event_id: LifeEventId, today: date) -> None:
    """I asked today; the next follow-up is in two weeks."""
    with store.change(_("Asked")) as session:
        asked_in(session, life_event_id, today)


def asked_in(session: Session, life_event_id: LifeEventId, today: date) -> None:
    """The same inside a change that stands already."""
    follow_up = today + timedelta(days=ASK_AGAIN_DAYS)
    rows.change(session, t.life_event, life_event_id, {"last_asked_on": today, "follow_up_on": follow_up})


def snooze(store: Store, life_event_id: LifeEventId, until: date) -> None:
    """Ask on another day."""
    with store.change(_("Snooze")) as session:
        rows.change(session, t.life_event, life_event_id, {"follow_up_on": until})


def end(store: Store, life_event_id: LifeEventId, today: date) -> None:
    """It is over: it leaves the card's Right now and stays in the timeline."""
    with store.change(_("End life event")) as session:
        end_in(session, life_event_id, today)


def end_in(session: Session, life_event_id: LifeEventId, today: date) -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.life_event, life_event_id, {"ended_on": today, "follow_up_on": None})


def goes_on(store: Store, life_event_id: LifeEventId, until: date | None, today: date) -> None:
    """It is not over yet: it lasts until `until`, or nobody knows how long, and then I ask in two weeks (P7)."""
    wait = timedelta(days=1 if until is not None else ASK_AGAIN_DAYS)
    follow_up = (until or today) + wait
    with store.change(_("Not over yet")) as session:
        values = {
            "until_words": "",
            "follow_up_on": follow_up,
            **partial_columns("until", PartialDate.of(until) if until is not None else None),
        }
        rows.change(session, t.life_event, life_event_id, values)


def known(store: Store) -> "tuple[KnownLifeEvent, ...]":
    """What is going on for everybody who is not in the trash, for reading captured text that carries it on."""
    from relmgr.domain.capture import KnownLifeEvent

    e, p = t.life_event.c, t.person.c
    query = (
        select(e.id, e.person_id, e.title)
        .join(t.person, p.id == e.person_id)
        .where(e.ended_on.is_(None), p.deleted_at.is_(None))
        .order_by(e.id)
    )
    with store.read() as session:
        return tuple(
            KnownLifeEvent(id=LifeEventId(row.id), person=PersonId(row.person_id), title=row.title)
            for row in session.execute(query)
        )
