"""The line in the lists and the searched words after each single change, beside what all that is known says."""

from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from relmgr.domain import depth, map_of_people, rhythm
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, Direction, Feeling, MilestoneKind, Standing, Status
from relmgr.domain.moments import Moment, MomentKind
from relmgr.services import people
from relmgr.store import Store, derived
from relmgr.store import tables as t
from relmgr.store.light import driver_of
from relmgr.store.store import Session
from tests.builders import TODAY, Make

_WARNINGS = (MomentKind.DELAY,) * 12
"""Often the same one: its last two days decide about the risk."""
_KINDS = (*_WARNINGS, *(kind for kind in MomentKind if kind is not MomentKind.PATCH_MENDED))


def _rows(session: Session, table: Any, who: PersonId) -> list[Any]:
    return list(session.execute(select(table).where(table.c.person_id == who)))


def _from_all(session: Session, who: PersonId) -> dict[str, Any]:
    """What the line says of talks, risk and signs, from every conversation and moment."""
    days = sorted(row.on_day for row in _rows(session, t.conversation_person, who))
    moments = [Moment(MomentKind(row.moment_kind), row.on_day) for row in _rows(session, t.moment, who)]
    patches = _rows(session, t.rough_patch, who)
    mended = [depth.mended(row.solved_on, row.felt_on, row.felt) for row in patches]
    slips = [
        depth.slip(row.opened_on, row.due_on, row.told_on, row.closed_on)
        for row in _rows(session, t.expectation, who)
        if row.direction is Direction.OF_ME
    ]
    person = session.execute(select(t.person).where(t.person.c.id == who)).one()
    held = session.execute(select(t.summary).where(t.summary.c.id == who)).one()
    history = depth.History(
        moments=[*moments, *filter(None, mended)],
        conversations=days,
        cadence_days=held.cadence_days,
        minds_silence=person.circle is not Circle.REST,
        troubles=[
            *(depth.rough_patch(row.opened_on, row.solved_on) for row in patches),
            *filter(None, slips),
        ],
    )
    has_died = any(row.milestone_kind is MilestoneKind.DEATH for row in _rows(session, t.milestone, who))
    first, last = (None if has_died else depth.risk_window(history)) or (None, None)
    return {
        "conversations": len(days),
        "last_on": days[-1] if days else None,
        "usual_days": rhythm.usual_gap(days),
        "risk_from": first,
        "risk_until": last,
        "slips_from": None if has_died else depth.slips_from(history),
        "sign_days": map_of_people.sign_days(history.moments),
    }


def _day(random: Random) -> date:
    """Often the same few, for several things of one day count differently."""
    return date.fromordinal(TODAY.toordinal() - random.choice((0, 1, 3, random.randrange(90), 700)))


def _insert(random: Random, who: PersonId) -> Any:
    """Something new beside them."""
    day = _day(random)
    new: dict[Any, dict[str, Any]] = {
        t.moment: {"moment_kind": random.choice(_KINDS).value, "on_day": day, "note": ""},
        t.rough_patch: {"opened_on": day}
        | random.choice(({}, {"solved_on": day, "felt_on": day, "felt": Feeling.GOOD})),
        t.expectation: {
            "direction": random.choice(tuple(Direction)),
            "expectation_kind": "expectation",
            "statement": "The plan",
            "uid": f"test:{random.random()}",
            "status": Status.AGREED,
            "opened_on": day,
            "due_on": _day(random),
            "closed_on": random.choice((None, day)),
        },
        t.overruling: {"standing": random.choice(tuple(Standing)), "reason": "", "on_day": day},
    }
    table = random.choice((t.moment, t.moment, *new))
    return insert(table).values(person_id=who, **new[table])


def _take_out(session: Session, random: Random, who: PersonId) -> Any:
    table = random.choice((t.moment, t.conversation_person, t.rough_patch, t.expectation, t.milestone))
    ids = [row.id for row in _rows(session, table, who)]
    return delete(table).where(table.c.id == random.choice(ids)) if ids else None


def _step(store: Store, make: Make, random: Random, who: PersonId) -> None:
    """One change of one table, or one taken back or done again."""
    chance = random.random()
    if chance < 0.3:
        make.conversation(who, on=_day(random))
    elif chance < 0.32:
        make.milestone(who, MilestoneKind.DEATH, TODAY)
    elif chance < 0.42:
        store.undo()
    elif chance < 0.48:
        store.redo()
    else:
        with store.change("Something") as session:
            if chance < 0.6:
                statement = _take_out(session, random, who)
            elif chance < 0.66:
                circle = random.choice((None, *Circle))
                statement = update(t.person).where(t.person.c.id == who).values(circle=circle)
            else:
                statement = _insert(random, who)
            if statement is not None:
                session.execute(statement)


@pytest.mark.parametrize("seed", range(4))
def test_a_line_is_what_everything_known_says(store: Store, make: Make, seed: int) -> None:
    random = Random(seed)
    who = make.person("Megan Jacobs")
    for _number in range(70):
        _step(store, make, random, who)
        with store.read() as session:
            assert list(derived.differences(session)) == []
            held = session.execute(select(t.summary).where(t.summary.c.id == who)).one()._asdict()
            wanted = _from_all(session, who)
        assert {name: held[name] for name in wanted} == wanted


def test_a_line_that_is_missing_is_made_whole_by_any_change(store: Store, make: Make) -> None:
    who = make.person("Megan Jacobs", company="Fernkloof Logistics")
    driver_of(store.connection).execute("DELETE FROM summary")
    make.moment(who, MomentKind.ASKED_FOR_HELP)
    with store.read() as session:
        assert list(derived.differences(session)) == []


def test_who_is_known_through_another_is_found_there_by_their_name_of_now(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    ivy = make.kin(megan, "Ivy")

    def found(typed: str) -> tuple[PersonId, ...]:
        return people.list_ids(store, TODAY, typed)

    assert found("Ivy") == (megan,)
    with store.change("Another name") as session:
        named = {"given": "Rose", "display_name": "Rose"}
        session.execute(update(t.person).where(t.person.c.id == ivy).values(**named))
    assert (found("Ivy"), found("Rose")) == ((), (megan,))
    with store.change("In the list") as session:
        session.execute(update(t.person).where(t.person.c.id == ivy).values(is_light=False))
    assert found("Rose") == (ivy,)
    store.undo()
    assert found("Rose") == (megan,)
    with store.read() as session:
        assert list(derived.differences(session)) == []
