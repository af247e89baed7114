"""What lists and searches read: made again for the people a change touched, inside the same change.

Because it follows from the journal's notes, no service can forget it, and undo is covered like any change.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, Connection, String, bindparam, case, func, null, or_, select, update

from relmgr.domain import cadence, depth, map_of_people, names, rhythm
from relmgr.domain.fold import fold, is_unspaced, sort_key
from relmgr.domain.kinds import Circle
from relmgr.domain.moments import WARNING_KINDS
from relmgr.domain.search.spelling import initials_of, spellings
from relmgr.store import journal, noted
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.around import Around, Line, Parts, look_around, parts_of, relatives
from relmgr.store.fulltext import BULK, CHUNK, chunks, pages, present, tidied
from relmgr.store.light import Prepared, driver_of, light, streamed

BY_ROW = noted.NAMES | {"person", "organisation", "label"}
"""The tables that are followed row by row, however many of them a change touched."""
_SLICE = 30
"""People refreshed at once while a window waits: some seven milliseconds."""
_SLICE_OF_NEW = 40
_TEXTS = 40
"""Texts of what is noted refreshed at once."""
_BEHIND = 2000
"""People asked at once who works at an organisation, or bears a label: some two milliseconds."""
_COMPARED = 30
"""People compared at once with what stands in their lists and search: some ten milliseconds."""


def refresh(connection: Connection, seen: journal.Seen) -> None:
    """Make summary and search anew for the people in what was `seen`, and for whom it touches indirectly."""
    parts = parts_of(seen.names)
    if parts.lines or parts.words:
        people = set(seen.people).union(*_behind(connection, seen))
        kin = _relatives(connection, seen.rows["person"]) - people if parts.relatives else set()
        for chunk in chunks(sorted(people - seen.new)):
            _refresh_people(connection, chunk, parts)
        for chunk in chunks(sorted(people & seen.new)):
            _refresh_people(connection, chunk, parts.of_new(seen.names))
        for chunk in chunks(sorted(kin)):
            _refresh_people(connection, chunk, _WORDS_ALONE)
    noted.refresh(connection, seen.rows)


def refresh_in_slices(
    connection: Connection, seen: journal.Seen, *, is_removing: bool = False
) -> Iterator[int]:
    """The same for everything the notes that were `seen` touch, so that a window stays alive: yields what is left.

    `is_removing`: many texts may have been taken out of the search, whose pieces are then joined.
    """
    parts = parts_of(seen.names)
    affected = set(seen.people)
    for found in _behind(connection, seen):
        affected |= found
        yield len(affected)
    for chunk in chunks(sorted(seen.rows["person"])) if parts.relatives else ():
        affected |= relatives(connection, chunk)
        yield len(affected)
    left = len(affected)
    for people, size, of_them in (
        (affected - seen.new, _SLICE, parts),
        (affected & seen.new, _SLICE_OF_NEW, parts.of_new(seen.names)),
    ):
        for chunk in chunks(sorted(people), size):
            _refresh_people(connection, chunk, of_them)
            left -= len(chunk)
            yield left
    if len(affected) >= BULK:
        yield from tidied(connection, "person_search")
    rows = {name: sorted(ids) for name, ids in seen.rows.items() if name in noted.NAMES}
    yield from noted.refresh_in_slices(connection, rows, _TEXTS, is_removing=is_removing)


def _behind(connection: Connection, seen: journal.Seen) -> Iterator[set[int]]:
    """Whom a change touches by what they belong to, some thousands at a time: an organisation, whose new name shows in
    their row, a label, by whose name they are found, a circle.
    """
    for table, query in (("organisation", _AT_ORGANISATIONS), ("label", _WITH_LABELS)):
        for chunk in chunks(sorted(seen.rows.get(table, ()))):
            rows = streamed(light(connection), query, {"ids": listed(chunk)})
            while found := {row[0] for row in islice(rows, _BEHIND)}:
                yield found
    if "circle_cadence" in seen.rows:
        yield _follow_circles(connection)


def circle_days(connection: Connection) -> dict[Circle, int | None]:
    """The cadence of each circle: what the user chose, else what it starts with (P13)."""
    return {**cadence.CIRCLE_DAYS, **{row.circle: row.days for row in _CHOSEN_DAYS.rows(connection)}}


def _follow_circles(connection: Connection) -> set[int]:
    """Bring the cadence of everybody who takes it from their circle up to date.

    As one statement a circle: thousands may be in one. The people it gives have a warning on record, so that the
    days of their risk may be others now; they are to be made anew.
    """
    found: set[int] = set()
    for circle, days in circle_days(connection).items():
        every = cadence.cadence_days(circle, None, {circle: days})
        asked = {"circle": circle, "days": every, "later": None if every is None else f"{every} days"}
        found.update(connection.execute(_WARNED_IN_CIRCLE, asked).scalars())
        connection.execute(_FOLLOW_CIRCLE, asked)
    return found


def _relatives(connection: Connection, people: Iterable[int]) -> set[int]:
    """Whom these people are related to: a child's name is found at the parent."""
    return {found for chunk in chunks(sorted(people)) for found in relatives(connection, chunk)}


def rebuild(connection: Connection) -> None:
    """Make everything derived anew: after a repair or a migration."""
    people = list(connection.execute(select(t.person.c.id)).scalars())
    for chunk in chunks(people):
        _refresh_people(connection, chunk, _EVERYTHING)
    noted.rebuild(connection)


def differences(connection: Connection) -> Iterator[tuple[str, int]]:
    """Where a derived table is not what it would be if it were made anew: (table, id) pairs. Writes nothing."""
    return (found for found in differences_in_slices(connection) if found is not None)


def differences_in_slices(connection: Connection) -> Iterator[tuple[str, int] | None]:
    """The same with None at the end of each slice, where the transaction may be closed and another one begun."""
    for ids in pages(connection, "person", "id", _COMPARED):
        yield from list(_people_differences(connection, ids))
        yield None
    for table, key in (("summary", "id"), ("person_search", "rowid")):
        for ids in pages(connection, table, key, CHUNK):
            there = present(connection, "person", ids)
            yield from [(table, id_) for id_ in ids if id_ not in there]
            yield None
    yield from noted.differences(connection)


def _people_differences(connection: Connection, ids: list[int]) -> Iterator[tuple[str, int]]:
    around = look_around(connection, ids, _EVERYTHING)
    circles = circle_days(connection)
    rows = connection.execute(select(t.person).where(t.person.c.id.in_(ids))).all()
    query = select(t.summary).where(t.summary.c.id.in_(ids))
    held = {row.id: dict(row._mapping) for row in connection.execute(query)}
    found = dict(_held(connection, "SELECT rowid, name, rest FROM person_search", ids))
    for row in rows:
        if held.get(row.id) != _summary(row, around[row.id], circles):
            yield "summary", row.id
        wanted = None if row.deleted_at is not None else _searchable(row, around[row.id])[1:]
        if _as_words(found.get(row.id)) != _as_words(wanted):
            yield "person_search", row.id


def _as_words(texts: tuple[str, ...] | None) -> list[list[str]] | None:
    """What is searched; the order in which facts and labels were read does not matter."""
    return None if texts is None else [sorted(text.split()) for text in texts]


def _held(connection: Connection, query: str, ids: list[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    marks = ",".join("?" * len(ids))
    for row in driver_of(connection).execute(f"{query} WHERE rowid IN ({marks})", ids):
        yield row[0], tuple(row[1:])


def _refresh_people(connection: Connection, ids: list[int], parts: Parts) -> None:
    """Write what differs from what stands there: most changes leave the searched text as it is, and writing that
    costs more than all the rest of a save.
    """
    are_new = parts.touched is not None
    held: dict[int, dict[str, Any]] = {}
    if parts.lines and not are_new:
        held = {row.id: row._asdict() for row in _SUMMARIES.rows(connection, ids=listed(ids))}
        if len(held) < len(ids):
            parts = replace(parts, lines=frozenset(Line))  # one that is missing is made whole
    around = look_around(connection, ids, parts)
    rows = _PEOPLE.rows(connection, ids=listed(ids))
    if parts.lines:
        circles = circle_days(connection)
        lines = {row.id: _summary(row, around[row.id], circles, parts.lines) for row in rows}
        _write_summaries(connection, held, lines)
    if parts.words:
        there = [row for row in rows if row.deleted_at is None]
        words = {row.id: _searchable(row, around[row.id]) for row in there}
        _write_searched(connection, ids, words, are_new=are_new)


def _write_summaries(
    connection: Connection, held: dict[int, dict[str, Any]], wanted: dict[int, dict[str, Any]]
) -> None:
    """Only the columns that differ, so that the indexes of the others are not written."""
    driver = driver_of(connection)
    if gone := [(id_,) for id_ in held if id_ not in wanted]:
        driver.executemany("DELETE FROM summary WHERE id = ?", gone)
    made = []
    for id_, line in wanted.items():
        old = held.get(id_)
        if old is None:
            made.append([_stored(line[name]) for name in _COLUMNS])
        elif changed := [name for name, value in line.items() if value != old[name]]:
            assigned = ", ".join(f"{name} = ?" for name in changed)
            values = [_stored(line[name]) for name in changed]
            driver.execute(f"UPDATE summary SET {assigned} WHERE id = ?", (*values, id_))
    if made:
        driver.executemany(_INSERT, made)


def _stored(value: Any) -> Any:
    """A value of a summary as the file keeps it."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


_AS_IT_IS = frozenset({str, int, bool, type(None)})


def _write_searched(
    connection: Connection, ids: list[int], wanted: dict[int, tuple[int, str, str]], *, are_new: bool
) -> None:
    query = "SELECT rowid, name, rest FROM person_search"
    held = {} if are_new else dict(_held(connection, query, ids))
    driver = driver_of(connection)
    new = {id_: wanted[id_][1:] if id_ in wanted else None for id_ in ids}
    stale = [id_ for id_ in ids if held.get(id_) != new[id_]]
    if gone := [(id_,) for id_ in stale if id_ in held]:
        driver.executemany("DELETE FROM person_search WHERE rowid = ?", gone)
    if made := [wanted[id_] for id_ in stale if id_ in wanted]:
        driver.executemany("INSERT INTO person_search(rowid, name, rest) VALUES (?, ?, ?)", made)


_P = t.person.c
# Built once: they are sent for every save, and building them takes longer than sending them.
_PEOPLE = Prepared(select(t.person).where(among(_P.id)))
_SUMMARIES = Prepared(select(t.summary).where(among(t.summary.c.id)))
_AT_ORGANISATIONS = select(t.affiliation.c.person_id).where(among(t.affiliation.c.organisation_id))
_WITH_LABELS = select(t.person_label.c.person_id).where(among(t.person_label.c.label_id))
_CHOSEN_DAYS = Prepared(select(t.circle_cadence.c.circle, t.circle_cadence.c.days))
_COLUMNS = tuple(column.name for column in t.summary.columns)
_INSERT = f"INSERT INTO summary ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_WORDS_ALONE = Parts(lines=frozenset(), words=True, relatives=False)
_EVERYTHING = Parts()
_FOLLOWING = (
    select(_P.id)
    .where(_P.circle == bindparam("circle", type_=_P.circle.type), _P.cadence_days.is_(None))
    .scalar_subquery()
)
_SET_ON = (
    select(func.coalesce(_P.cadence_set_on, func.date(_P.created_at, "-1 day", type_=String())))
    .where(_P.id == t.summary.c.id)
    .scalar_subquery()
)
_LATER: BindParameter[Any] = bindparam("later", type_=String())
_FOLLOW_CIRCLE = (
    update(t.summary)
    .where(t.summary.c.id.in_(_FOLLOWING), t.summary.c.cadence_days.is_distinct_from(bindparam("days")))
    .values(
        cadence_days=bindparam("days"),
        talk_from=case(
            (or_(_LATER.is_(None), t.summary.c.is_deleted, t.summary.c.is_light), null()),
            else_=func.max(_SET_ON, func.coalesce(func.date(t.summary.c.last_on, _LATER), _SET_ON)),
        ),
    )
)
"""Beside the days, the day that follows from them as `_talk_from` says it."""
_WARNED_IN_CIRCLE = (
    select(t.moment.c.person_id)
    .distinct()
    .join(t.summary, t.summary.c.id == t.moment.c.person_id)
    .where(
        t.moment.c.moment_kind.in_([kind.value for kind in WARNING_KINDS]),
        t.summary.c.id.in_(_FOLLOWING),
        t.summary.c.cadence_days.is_distinct_from(bindparam("days")),
        func.coalesce(t.summary.c.usual_days, 0) == 0,  # else their own rhythm says what is quiet
    )
)


def name_parts(row: Any) -> names.NameParts:
    """The name in a row of the person table."""
    return names.NameParts(
        prefix=row.prefix,
        given=row.given,
        additional=row.additional,
        family=row.family,
        suffix=row.suffix,
        nickname=row.nickname,
        native=row.native_name,
    )


def _summary(
    row: Any, around: Around, circles: Mapping[Circle, int | None], lines: Collection[Line] = tuple(Line)
) -> dict[str, Any]:
    """The columns of `lines`, and the id."""
    found: dict[str, Any] = {"id": row.id}
    if Line.NAME in lines:
        found |= _named(row, around)
    every = None if around.has_died else cadence.cadence_days(row.circle, row.cadence_days, circles)
    history = _history(row, around, every)
    if Line.TALK in lines:
        found |= {
            "conversations": around.conversations,
            "last_on": around.days[-1] if around.days else None,
            "usual_days": rhythm.usual_gap(around.days),
            "cadence_days": every,
            "talk_from": _talk_from(row, around, every),
        }
    if Line.RISK in lines:
        risk = None if around.has_died else depth.risk_window(history)
        found |= {"risk_from": risk[0] if risk else None, "risk_until": risk[1] if risk else None}
    if Line.SLIPS in lines:
        found["slips_from"] = None if around.has_died else depth.slips_from(history)
    if Line.WORD in lines:
        found["overruled"] = depth.lasting_word(history)
    if Line.SIGNS in lines:
        found["sign_days"] = map_of_people.sign_days(around.moments)
    return found


def _named(row: Any, around: Around) -> dict[str, Any]:
    parts = name_parts(row)
    name = row.display_name or names.display_name(parts)
    job = next(iter(around.organisations), None)
    spared = [day for day in (row.gentle_until, row.away_until) if day is not None]
    title = (job.title if job else "") or row.headline
    return {
        "sort_key": sort_key(row.family, row.given, name),
        "name": name,
        "first_name": names.first_name(parts),
        "initials": names.initials(parts),
        "role_line": " · ".join(part for part in (title, job.name if job else "") if part),
        "organisation": job.name if job else "",
        "monogram": (job.monogram or names.monogram(job.name)) if job else "",
        "person_colour": names.person_colour(row.uid),
        "company_colour": names.company_colour(job.uid) if job else None,
        "photo_id": row.photo_id,
        "is_light": row.is_light,
        "is_deleted": row.deleted_at is not None,
        "is_silent": around.has_died or row.circle is Circle.REST,
        "spared_from": row.away_from if row.gentle_until is None else None,
        "spared_until": max(spared, default=None),
    }


def _talk_from(row: Any, around: Around, every: int | None) -> date | None:
    """The first day on which the cadence can ask, wherever the computer is; None where it cannot (P13, R4).

    Ticked off without a conversation it asks later than that (domain/cadence.py): this is where to begin to look.
    """
    if every is None or row.is_light or row.deleted_at is not None:
        return None
    set_on: date = row.cadence_set_on or row.created_at.date() - timedelta(days=1)
    return cadence.cadence_due(set_on, around.days[-1] if around.days else None, every)


def _history(row: Any, around: Around, every: int | None) -> depth.History:
    return depth.History(
        moments=around.moments,
        conversations=around.days,
        cadence_days=every,
        minds_silence=row.circle is not Circle.REST,
        troubles=around.troubles,
        overrulings=around.overrulings,
    )


def _searchable(row: Any, around: Around) -> tuple[int, str, str]:
    own = (
        row.display_name,
        row.given,
        row.family,
        row.nickname,
        row.native_name,
        row.say_name,
        row.additional,
    )
    met = (row.why_care, row.met_where, row.met_through, row.first_impression)
    rest = (*around.words, row.headline, row.city, row.notes, *met)
    return row.id, _name_words(own), fold(" ".join(filter(None, rest)))


def _name_words(own: Iterable[str]) -> str:
    """Every word of the names in each of its spellings, once, and the initials."""
    names_ = list(dict.fromkeys(filter(None, own)))
    words = [word for name in names_ for spelling in spellings(name) for word in spelling.split()]
    if any(is_unspaced(letter) for word in words if not word.isascii() for letter in word):
        # The order of these is part of the name: 美咲 is found, 咲美 is not.
        return " ".join(dict.fromkeys(spelling for name in names_ for spelling in spellings(name)))
    initials = (initials_of(name) for name in names_[:1])
    return " ".join(dict.fromkeys([*words, *filter(None, initials)]))
