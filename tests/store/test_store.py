"""The Store: all or nothing, undo to the beginning and redo to the end, and what listeners are told."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, Direction, Kind, MilestoneKind, RelationKind, Side
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import expectations, facts, life_events, milestones, moments, people, relations
from relmgr.services.expectations import ExpectationInput, ScopeItemInput
from relmgr.services.facts import FactInput
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.services.people import AffiliationInput, ContactMethodInput, PersonInput
from relmgr.services.relations import RelationInput
from relmgr.store import Changes, Store, beside, journal
from relmgr.store import tables as t
from relmgr.store.changes import Origin
from relmgr.store.light import driver_of
from relmgr.store.store import UNDO_STEPS

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that undo covers, and of what is derived from them."""
    found: dict[str, list[tuple[object, ...]]] = {}
    with store.read() as session:
        for table in t.metadata.sorted_tables:
            if table.name not in ("photo", "meta"):
                rows = session.execute(select(table).order_by(table.c.id))
                found[table.name] = [tuple(row) for row in rows]
        for name in ("person_search", "conversation_search"):
            rows = session.exec_driver_sql(f"SELECT rowid, * FROM {name} ORDER BY rowid")
            found[name] = [tuple(row) for row in rows]
    return found


def add_person(store: Store, name: str = "Megan Jacobs") -> PersonId:
    return people.add(store, PersonInput(display_name=name, given=name.split(" ", maxsplit=1)[0]), NOW)


def _fail_halfway(store: Store) -> None:
    with store.change("Half") as session:
        session.execute(insert(t.label).values(name="half"))
        raise ZeroDivisionError


class TestChange:
    def test_tells_what_it_touched(self, store: Store) -> None:
        told: list[Changes] = []
        store.on_change(told.append)
        person = add_person(store)
        assert [(one.label, one.origin) for one in told] == [("Add Megan Jacobs", Origin.CHANGE)]
        assert told[0].kinds == {Kind.PERSON}
        assert told[0].people == {person}
        assert told[0].rows == {("person", person)}

    def test_a_change_of_nothing_is_no_step(self, store: Store) -> None:
        told: list[Changes] = []
        store.on_change(told.append)
        with store.change("Nothing"):
            pass
        assert told == []
        assert store.undo() is None

    def test_an_error_leaves_everything_as_it_was(self, store: Store) -> None:
        before = content(store)
        with pytest.raises(ZeroDivisionError):
            _fail_halfway(store)
        assert content(store) == before
        assert store.undo_label is None

    def test_a_change_inside_another_is_a_bug(self, store: Store) -> None:
        with store.change("Outer") as session:
            session.execute(insert(t.label).values(name="kept"))
            with pytest.raises(RuntimeError), store.read():
                pass
        with store.read() as session:
            assert session.execute(select(t.label.c.name)).scalars().all() == ["kept"]

    def test_a_listener_that_left_is_not_told(self, store: Store) -> None:
        told: list[Changes] = []
        leave = store.on_change(told.append)
        leave()
        add_person(store)
        assert told == []


class TestUndo:
    def test_takes_back_and_does_again(self, store: Store) -> None:
        empty = content(store)
        add_person(store)
        full = content(store)
        assert store.undo() == "Add Megan Jacobs"
        assert content(store) == empty
        assert store.redo() == "Add Megan Jacobs"
        assert content(store) == full
        assert store.redo() is None

    def test_a_new_change_forgets_what_could_be_done_again(self, store: Store) -> None:
        add_person(store)
        store.undo()
        add_person(store, "Ben Whitaker")
        assert store.redo_label is None
        assert store.undo() == "Add Ben Whitaker"
        assert store.undo() is None

    def test_a_cascade_comes_back(self, store: Store) -> None:
        person = add_person(store)
        number = expectations.add(
            store,
            ExpectationInput(
                person_id=person,
                direction=Direction.OF_ME,
                statement="A plan",
                items=(ScopeItemInput(text="Two depots"), ScopeItemInput(text="All five")),
            ),
            NOW,
            TODAY,
        )
        before = content(store)
        expectations.remove(store, number)
        assert content(store)["scope_item"] == []
        store.undo()
        assert content(store) == before

    def test_a_hundred_steps_and_no_more(self, store: Store) -> None:
        for number in range(UNDO_STEPS + 5):
            with store.change(f"{number}") as session:
                session.execute(insert(t.label).values(name=f"{number}"))
        assert [store.undo() for _step in range(UNDO_STEPS + 1)][-2:] == ["5", None]

    def test_replacing_a_row_comes_back(self, store: Store) -> None:
        with store.change("One") as session:
            session.exec_driver_sql("INSERT INTO label(id, name) VALUES (1, 'one')")
        before = content(store)
        with store.change("Replace") as session:
            session.exec_driver_sql("INSERT OR REPLACE INTO label(id, name) VALUES (2, 'one')")
        store.undo()
        assert content(store) == before

    def test_forgotten_steps_are_gone(self, store: Store) -> None:
        add_person(store)
        store.forget_steps()
        assert store.undo() is None
        assert people.count(store) == 1


Act = Callable[[Store, list[PersonId], str], None]

NAMES = st.sampled_from(
    ["Megan Jacobs", "佐藤 美咲", "ليلى حدّاد", 'O\'Brien "Bob"', "Zoë; DROP", "naïve % _"]
)


def _edit(store: Store, ids: list[PersonId], name: str) -> None:
    people.edit(
        store,
        ids[0],
        PersonInput(
            display_name=name,
            labels=(name[:3], "client"),
            cadence_days=30,
            contact_methods=(ContactMethodInput(kind=ContactKind.EMAIL, value=f"{len(name)}@x.example"),),
            affiliations=(AffiliationInput(organisation=name[:4] + " Ltd", title="Founder"),),
        ),
        NOW,
    )


def _add(store: Store, ids: list[PersonId], text: str) -> None:
    ids.append(add_person(store, text))


def _know(store: Store, ids: list[PersonId], text: str) -> None:
    facts.add(store, ids[-1], FactInput(side=Side.WORK, text=text))


def _relate(store: Store, ids: list[PersonId], text: str) -> None:
    relations.add(store, ids[0], RelationInput(kind=RelationKind.CHILD, other_name=text), NOW)


def _happen(store: Store, ids: list[PersonId], text: str) -> None:
    life_events.add(store, ids[0], LifeEventInput(title=text))


def _be_born(store: Store, ids: list[PersonId], _text: str) -> None:
    leap_day = PartialDate(None, 2, 29)
    milestones.add(store, ids[0], MilestoneInput(kind=MilestoneKind.BIRTHDAY, date=leap_day))


def _cancel(store: Store, ids: list[PersonId], _text: str) -> None:
    moments.add(store, ids[0], MomentKind.CANCELLED, TODAY)


def _remove(store: Store, ids: list[PersonId], _text: str) -> None:
    people.remove(store, ids[-1], NOW)


def _restore(store: Store, ids: list[PersonId], _text: str) -> None:
    people.restore(store, ids[-1])


ACTS: tuple[Act, ...] = (_add, _edit, _know, _relate, _happen, _be_born, _cancel, _remove, _restore)


class TestAnyProgram:
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(acts=st.lists(st.tuples(st.sampled_from(ACTS), NAMES), max_size=12))
    def test_undo_to_the_beginning_and_redo_to_the_end(
        self, store: Store, acts: list[tuple[Act, str]]
    ) -> None:
        """Over a random program of services, every state met on the way is met again on the way back and forth."""
        while store.undo() is not None:
            pass
        store.forget_steps()
        states = [content(store)]
        ids: list[PersonId] = []
        told: list[Changes] = []
        leave = store.on_change(told.append)
        for act, text in acts:
            if ids or act is _add:
                told.clear()
                act(store, ids, text)
                states += [content(store) for _change in told]
        leave()
        for state in reversed(states[:-1]):
            assert store.undo() is not None
            assert content(store) == state
        assert store.undo() is None
        for state in states[1:]:
            assert store.redo() is not None
            assert content(store) == state
        assert store.redo() is None


class TestInSteps:
    def _filled(self, store: Store) -> None:
        with store.change("Many") as session:
            people_rows = [
                {
                    "uid": f"urn:x:{number}",
                    "display_name": f"Person {number}",
                    "created_at": NOW,
                    "changed_at": NOW,
                }
                for number in range(700)
            ]
            session.execute(insert(t.person), people_rows)

    def test_back_and_forth_like_undo_at_once(self, store: Store) -> None:
        add_person(store)
        before = content(store)
        self._filled(store)
        filled = content(store)
        told: list[Changes] = []
        store.on_change(told.append)
        assert store.undo_size == 700
        slices = list(store.undo_in_steps())
        assert slices[: 700 // journal.REPLAYED] == list(range(700 - journal.REPLAYED, 0, -journal.REPLAYED))
        assert content(store) == before
        assert list(store.redo_in_steps())
        assert content(store) == filled
        assert [one.origin for one in told] == [Origin.UNDO, Origin.REDO]
        assert store.undo() == "Many"
        assert content(store) == before

    def test_stopped_halfway_nothing_is_taken_back(self, store: Store) -> None:
        self._filled(store)
        filled = content(store)
        work = store.undo_in_steps()
        next(work)
        assert store.is_busy
        work.close()
        assert not store.is_busy
        assert content(store) == filled
        assert store.undo() == "Many"

    def test_stopped_while_it_is_written_for_good_it_is_done(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = content(store)
        self._filled(store)
        work = store.undo_in_steps()

        def has_ended(one: beside.Beside) -> bool:
            one.wait()
            return not store.has_kept

        with monkeypatch.context() as patched:
            patched.setattr(beside.Beside, "has_ended", has_ended)
            while not store.has_kept:
                next(work)
        work.close()
        assert not store.is_busy
        assert content(store) == before
        assert store.redo_label == "Many"

    def test_nothing_to_take_back(self, store: Store) -> None:
        while store.undo() is not None:
            pass
        assert list(store.undo_in_steps()) == []
        assert store.undo_size == 0


def test_what_is_sent_often_stays_prepared(store: Store) -> None:
    """Neither making nor opening the file may hold the places of what is sent from then on."""
    driver = driver_of(store.connection)
    prepared: list[int] = []

    def hear(action: int, *_about: object) -> int:
        prepared.append(action)
        return 0

    driver.set_authorizer(hear)
    statements = [f"SELECT {number} FROM person" for number in range(300)]
    for statement in statements:
        driver.execute(statement).fetchall()
    assert len(prepared) >= len(statements)
    prepared.clear()
    for statement in statements:
        driver.execute(statement).fetchall()
    assert prepared == []
