"""Circles: how much I choose to invest in somebody, and how often each circle wants to hear from me (P13)."""

from collections.abc import Generator, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from relmgr.domain.cadence import CIRCLE_DAYS, MAX_CADENCE_DAYS
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import AllyKind, Circle
from relmgr.domain.people_filter import circle_word
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services.in_slices import in_slices
from relmgr.store import Store
from relmgr.store import tables as t


def days(store: Store) -> dict[Circle, int | None]:
    """The days between contacts of each circle, as they hold now; None for the circle of rest."""
    with store.read() as session:
        chosen = session.execute(select(t.circle_cadence.c.circle, t.circle_cadence.c.days)).all()
    return {**CIRCLE_DAYS, **{row.circle: row.days for row in chosen}, Circle.REST: None}


def set_days(store: Store, circle: Circle, every: int | None) -> None:
    """Be in touch with `circle` every so many days (1 to 3650); None brings back what it starts with.

    Everybody in it without a cadence of their own follows at once. Raises InputError; rest has no days.
    """
    if circle is Circle.REST:
        raise InputError(_("Whom you let rest has no cadence."), "days")
    if every is not None and not 1 <= every <= MAX_CADENCE_DAYS:
        raise InputError(_("How often to be in touch: between 1 and 3650 days."), "days")
    c = t.circle_cadence.c
    with store.change(_("Change the circle {circle}").format(circle=circle_word(circle))) as session:
        held = session.execute(select(c.id, c.days).where(c.circle == circle)).first()
        if every is None or every == CIRCLE_DAYS[circle]:
            if held is not None:
                session.execute(delete(t.circle_cadence).where(c.id == held.id))
        elif held is None:
            session.execute(insert(t.circle_cadence).values(circle=circle, days=every))
        elif held.days != every:
            session.execute(update(t.circle_cadence).where(c.id == held.id).values(days=every))


def choose(store: Store, people: Sequence[PersonId], circle: Circle | None, now: datetime) -> None:
    """Put `people` into `circle`, or into none, as one change."""
    for _step in choose_in_steps(store, people, circle, now):
        pass


def choose_in_steps(
    store: Store, people: Sequence[PersonId], circle: Circle | None, now: datetime
) -> Generator[tuple[int, int], None, None]:
    """The same beside a window that stays alive: yields (done, of so much). Closing it leaves everything as it was."""
    values = {
        "circle": circle,
        "changed_at": now,
        "cadence_set_on": None if circle in (None, Circle.REST) else now.date(),
    }
    p = t.person.c
    chosen = update(t.person).where(
        p.id.in_(bindparam("ids", expanding=True)), p.circle.is_distinct_from(circle)
    )
    with store.change(change_words(len(people), circle)) as session:

        def put(some: Sequence[PersonId]) -> None:
            session.execute(chosen.values(**values), {"ids": list(some)})

        yield from in_slices(store, people, put)


def change_words(count: int, circle: Circle | None) -> str:
    """What putting so many people into a circle is called."""
    word = _("no circle") if circle is None else circle_word(circle)
    label = ngettext("Circle: {circle}", "Circle of {count} people: {circle}", count)
    return label.format(circle=word, count=count)


def choose_ally(store: Store, person_id: PersonId, kind: AllyKind | None, now: datetime) -> None:
    """Say that somebody works beside me, and as what; None takes it back (P14)."""
    with store.change(_("Ally") if kind is not None else _("No ally any more")) as session:
        session.execute(
            update(t.person).where(t.person.c.id == person_id).values(ally_kind=kind, changed_at=now)
        )
