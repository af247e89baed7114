"""Light reading and writing beside SQLAlchemy's own: the same values under the same names, for every shape of statement."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Select, bindparam, event, func, insert, select

from relmgr.domain.kinds import FactSource, Sensitivity, Side
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import Prepared, add_row, change_row, light, remove_row

_F, _P = t.fact.c, t.person.c


@pytest.fixture
def filled(store: Store) -> Store:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    with store.change("fill") as session:
        for number in (1, 2, 3):
            session.execute(
                insert(t.person),
                {
                    "id": number,
                    "uid": f"u{number}",
                    "display_name": f"Name {number}",
                    "created_at": now,
                    "changed_at": now,
                },
            )
            session.execute(
                insert(t.fact),
                {
                    "person_id": number,
                    "side": Side.FAMILY,
                    "text": f"fact {number}",
                    "heard_on": date(2026, 5, number),
                    "sensitivity": Sensitivity.NEVER_FIRST,
                    "source": FactSource.OWN,
                },
            )
    return store


_STATEMENTS: tuple[tuple[Select[Any], dict[str, Any]], ...] = (
    (select(t.person).where(_P.id == bindparam("person")), {"person": 2}),
    (
        select(t.fact).where(_F.person_id.in_(bindparam("ids", expanding=True))).order_by(_F.id),
        {"ids": [1, 3]},
    ),
    (select(t.fact).where(_F.person_id.in_(bindparam("ids", expanding=True))), {"ids": []}),
    (select(_F.text, _F.heard_on).where(_F.sensitivity.in_((Sensitivity.FINE, Sensitivity.NEVER_FIRST))), {}),
    (select(_F.id).where(_F.side == bindparam("side", type_=_F.side.type)), {"side": Side.FAMILY}),
    (select(_F.id, func.length(_F.text).label("long")).order_by(_F.id.desc()).limit(2), {}),
    (select(_P.display_name, _F.text).join(t.fact, _F.person_id == _P.id).where(_P.id == 1), {}),
    (select(_P.id).where(_P.id > 99), {}),
)


@pytest.mark.parametrize("number", range(len(_STATEMENTS)))
def test_light_rows_are_those_of_sqlalchemy(filled: Store, number: int) -> None:
    statement, asked = _STATEMENTS[number]
    with filled.read() as session:
        ours, theirs = light(session).execute(statement, asked).all(), session.execute(statement, asked).all()
    assert [tuple(row) for row in ours] == [tuple(row) for row in theirs]
    assert [type(value) for row in ours for value in row] == [type(value) for row in theirs for value in row]
    for one, other in zip(ours, theirs, strict=True):
        for name in other._fields:
            assert getattr(one, name) == getattr(other, name)


def test_a_light_session_reads_first_scalar_and_scalars_too(filled: Store) -> None:
    every = select(_F.text).order_by(_F.id)
    with filled.read() as session:
        quick = light(session)
        assert quick.execute(every).first() == ("fact 1",)
        assert quick.execute(every).scalar() == "fact 1"
        assert list(quick.execute(every).scalars()) == ["fact 1", "fact 2", "fact 3"]
        nobody = every.where(_F.id < 0)
        assert quick.execute(nobody).first() is None
        assert quick.execute(nobody).scalar() is None


def test_a_missing_parameter_is_refused(filled: Store) -> None:
    with filled.read() as session, pytest.raises(KeyError):
        light(session).execute(select(_F.id).where(_F.person_id == bindparam("person")))


def test_light_again_is_the_same_session(filled: Store) -> None:
    with filled.read() as session:
        quick = light(session)
        assert light(quick) is quick


def test_rows_are_written_as_sqlalchemy_writes_them(filled: Store) -> None:
    values = {
        "person_id": 2,
        "side": Side.WORK,
        "text": "a fact",
        "heard_on": date(2026, 5, 9),
        "sensitivity": Sensitivity.FINE,
        "source": FactSource.OWN,
    }
    with filled.change("write") as session:
        ours = add_row(session, t.fact, values)
        theirs = session.execute(insert(t.fact).values(**values)).lastrowid
        kept = [
            tuple(session.execute(select(t.fact).where(_F.id == one)).one())[1:] for one in (ours, theirs)
        ]
        assert kept[0] == kept[1]
        change_row(session, t.fact, ours, {"text": "another", "heard_on": None, "side": Side.FAMILY})
        change_row(session, t.fact, ours, {"sensitivity": func.coalesce(None, Sensitivity.NEVER_FIRST.value)})
        change_row(session, t.fact, ours, {})
        row = session.execute(select(t.fact).where(_F.id == ours)).one()
        assert (row.text, row.heard_on, row.side, row.sensitivity) == (
            "another",
            None,
            Side.FAMILY,
            Sensitivity.NEVER_FIRST,
        )
        remove_row(session, t.fact, ours)
        assert session.execute(select(_F.id).where(_F.id == ours)).first() is None
    filled.undo()
    with filled.read() as session:
        assert Prepared(select(func.count()).select_from(t.fact)).firsts(session) == [3]


def test_a_prepared_statement_is_heard_of_like_any_other(filled: Store) -> None:
    heard: list[str] = []
    listener = lambda *call: heard.append(call[2])  # noqa: E731
    event.listen(filled.engine, "before_cursor_execute", listener)
    with filled.read() as session:
        asked = Prepared(select(_F.text).where(_F.person_id == bindparam("person")))
        assert asked.firsts(session, person=2) == ["fact 2"]
    event.remove(filled.engine, "before_cursor_execute", listener)
    assert "FROM fact" in heard[-1]
