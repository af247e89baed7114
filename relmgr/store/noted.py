"""The searched words of what is noted piece by piece: each fact, date, promise and conversation has its own text.

A piece of its own is found by its own words and opened by itself, and a save writes only the pieces it touched. The
texts of persons as a whole are in derived.py.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from relmgr.domain.fold import fold
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.fulltext import BULK, chunks, pages, present, tidied
from relmgr.store.light import Prepared, driver_of

_CODES = 64
_COMPARED = 200
"""Texts compared at once with what is searched: some five milliseconds."""


@dataclass(frozen=True, slots=True)
class Searched:
    """Where the words of a table are searched: `columns`, folded, in the full-text table `index`.

    The rowid there is the row's id times 64 plus `code`, which must stay what it is; an index that holds one table
    alone has code None and the row's own id.
    """

    table: Table
    index: str
    columns: tuple[str, ...]
    code: int | None = None

    def rowid(self, id_: int) -> int:
        """Where the row `id_` is in the index."""
        return id_ if self.code is None else id_ * _CODES + self.code


NOTED = "noted_search"
SEARCHED: tuple[Searched, ...] = (
    Searched(
        t.conversation,
        "conversation_search",
        ("headline", "their_world", "our_work", "heard", "not_said", "next_step"),
    ),
    Searched(t.organisation, "organisation_search", ("name", "website", "notes")),
    Searched(t.fact, NOTED, ("label", "text"), 1),
    Searched(t.life_event, NOTED, ("title", "note", "question"), 2),
    Searched(t.milestone, NOTED, ("title", "note"), 3),
    Searched(
        t.expectation,
        NOTED,
        ("statement", "best_case", "worst_case", "agreed_how", "agreed_with", "risk_reason", "real_request"),
        4,
    ),
    Searched(t.scope_item, NOTED, ("text",), 5),
    Searched(t.way, NOTED, ("label", "text"), 6),
    Searched(t.goal, NOTED, ("from_text", "to_text", "note"), 7),
    Searched(t.need, NOTED, ("text",), 8),
    Searched(t.stage, NOTED, ("story",), 9),
    Searched(t.chapter, NOTED, ("title", "note"), 10),
    Searched(t.moment, NOTED, ("note",), 11),
    Searched(t.referral, NOTED, ("note", "work_note", "thanked_how", "work_thanked_how"), 12),
    Searched(t.reminder, NOTED, ("title", "why"), 13),
    Searched(t.question, NOTED, ("text", "why"), 14),
    Searched(t.conversation_person, NOTED, ("saw",), 15),
    Searched(t.heads_up, NOTED, ("text",), 16),
    Searched(t.give, NOTED, ("text", "why", "came_of_it"), 17),
    Searched(t.advice, NOTED, ("text", "outcome_note"), 18),
    Searched(t.feedback, NOTED, ("text", "decision", "change", "told_how", "based_on", "how_taken"), 19),
    Searched(
        t.rough_patch,
        NOTED,
        ("their_words", "my_words", "cause", "next_step", "solution", "felt_words", "aftercare_note"),
        24,
    ),
    Searched(t.rough_patch_step, NOTED, ("text",), 25),
    Searched(t.mistake, NOTED, ("text", "put_right_how", "learned"), 26),
    Searched(t.kindness, NOTED, ("text", "occasion", "note"), 27),
    Searched(t.first_days_step, NOTED, ("text", "note"), 28),
    Searched(t.deepening, NOTED, ("next_step", "note"), 32),
    Searched(t.long_view, NOTED, ("decision", "short_term", "long_term", "how_it_went"), 33),
)
OF_CODE = {each.code: each for each in SEARCHED if each.code is not None}
NAMES = frozenset(each.table.name for each in SEARCHED)


def number_of(rowid: int) -> tuple[Searched, int]:
    """Which table's which row stands at `rowid` of `noted_search`."""
    id_, code = divmod(rowid, _CODES)
    return OF_CODE[code], id_


def _texts(one: Searched) -> Select[Any]:
    c = one.table.c
    return select(c.id, *(c[name] for name in one.columns))


# Built once: they are sent for every save.
_SOME = {each.table.name: Prepared(_texts(each).where(among(each.table.c.id))) for each in SEARCHED}


def refresh(connection: Connection, rows: Mapping[str, Collection[int]]) -> None:
    """Write the texts of `rows` (ids by table) anew, where they differ."""
    for one in SEARCHED:
        ids = rows.get(one.table.name)
        if ids:
            for chunk in chunks(sorted(ids)):
                _write(connection, one, chunk)


def refresh_in_slices(
    connection: Connection, rows: dict[str, list[int]], size: int, *, is_removing: bool = False
) -> Iterator[int]:
    """The same `size` rows at each step: yields how many are left. `is_removing`: many of them may be gone."""
    left = sum(map(len, rows.values()))
    many = sorted({one.index for one in SEARCHED}) if is_removing and left >= BULK else []
    for one in SEARCHED:
        for chunk in chunks(rows.get(one.table.name, []), size):
            _write(connection, one, chunk)
            left -= len(chunk)
            yield left
    for index in many:
        yield from tidied(connection, index)


def rebuild(connection: Connection) -> None:
    """Write every text anew: after a repair or a migration."""
    for one in SEARCHED:
        for chunk in chunks(list(connection.execute(select(one.table.c.id)).scalars())):
            _write(connection, one, chunk)


def differences(connection: Connection) -> Iterator[tuple[str, int] | None]:
    """Where a text is not what it would be if it were made anew: (index, rowid) pairs. Writes nothing.

    None marks the end of a slice: whoever shows a window may let it live there, and close the transaction.
    """
    for one in SEARCHED:
        for chunk in pages(connection, one.table.name, "id", _COMPARED):
            wanted = _wanted(connection, one, chunk)
            held = _held(connection, one.index, [one.rowid(id_) for id_ in chunk])
            yield from [
                (one.index, at) for at in wanted.keys() | held.keys() if wanted.get(at) != held.get(at)
            ]
            yield None
    for index in dict.fromkeys(each.index for each in SEARCHED):
        for rowids in pages(connection, index, "rowid", _COMPARED):
            yield from [(index, rowid) for rowid in _of_nothing(connection, index, rowids)]
            yield None


def _of_nothing(connection: Connection, index: str, rowids: Iterable[int]) -> list[int]:
    """Those whose row is gone, or never was."""
    ids: dict[str, dict[int, int]] = {}
    alone = next((each for each in SEARCHED if each.index == index and each.code is None), None)
    found: list[int] = []
    for rowid in rowids:
        id_, code = (rowid, None) if alone is not None else divmod(rowid, _CODES)
        one = alone if alone is not None else OF_CODE.get(code or 0)
        if one is None:
            found.append(rowid)
        else:
            ids.setdefault(one.table.name, {})[id_] = rowid
    for table, rows in ids.items():
        there = present(connection, table, rows)
        found += [rowid for id_, rowid in rows.items() if id_ not in there]
    return found


def _write(connection: Connection, one: Searched, ids: Sequence[int]) -> None:
    wanted = _wanted(connection, one, ids)
    held = _held(connection, one.index, [one.rowid(id_) for id_ in ids])
    if gone := [(rowid,) for rowid, text in held.items() if wanted.get(rowid) != text]:
        driver_of(connection).executemany(f"DELETE FROM {one.index} WHERE rowid = ?", gone)
    if made := [(rowid, text) for rowid, text in wanted.items() if held.get(rowid) != text]:
        driver_of(connection).executemany(f"INSERT INTO {one.index}(rowid, text) VALUES (?, ?)", made)


def _wanted(connection: Connection, one: Searched, ids: Iterable[int]) -> dict[int, str]:
    """What the index should hold of the rows `ids`; a row without words is not in it."""
    rows = _SOME[one.table.name].rows(connection, ids=listed(ids))
    texts = ((one.rowid(row[0]), fold(" ".join(filter(None, row[1:])))) for row in rows)
    return {rowid: text for rowid, text in texts if text}


def _held(connection: Connection, index: str, rowids: Sequence[int]) -> dict[int, str]:
    marks = ",".join("?" * len(rowids))
    found = driver_of(connection).execute(f"SELECT rowid, text FROM {index} WHERE rowid IN ({marks})", rowids)
    return {row[0]: row[1] for row in found}
