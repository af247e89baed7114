"""What lists and searches read: made again for the people a change touched, inside the same change.

Because it follows from the journal's notes, no service can forget it, and undo is covered like any change.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, delete, func, insert, select, update

from relmgr.domain import cadence, depth, map_of_people, names, rhythm
from relmgr.domain.fold import fold, is_unspaced, sort_key
from relmgr.domain.kinds import Circle, Direction, MilestoneKind
from relmgr.domain.moments import WARNING_KINDS, Moment, MomentKind
from relmgr.domain.search.spelling import initials_of, spellings
from relmgr.store import journal, noted
from relmgr.store import tables as t
from relmgr.store.fulltext import BULK, chunks, forget_quickly, forgotten_in_bulk, tidied

_SLICE = 80
"""People refreshed at once while a window waits: some twenty milliseconds."""


@dataclass(slots=True)
class _Around:
    """What stands beside the person's own row."""

    organisations: list[Any] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    troubles: list[depth.Trouble] = field(default_factory=list)
    overrulings: list[depth.Overruling] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    has_died: bool = False


def refresh(connection: Connection, people: Iterable[int], before: int) -> None:
    """Make summary and search anew for `people` and for what the notes above `before` touch indirectly."""
    affected = _affected(connection, people, before)
    if journal.rows_of(connection, before, "circle_cadence"):
        affected = sorted({*affected, *_follow_circles(connection)})
    with forgotten_in_bulk(connection, "person_search", len(affected)):
        for chunk in chunks(affected):
            _refresh_people(connection, chunk)
    noted.refresh(connection, journal.rows_in(connection, before, noted.NAMES))


def refresh_in_slices(
    connection: Connection, seen: journal.Seen, *, is_removing: bool = False
) -> Iterator[int]:
    """The same for everything the notes that were `seen` touch, so that a window stays alive: yields what is left.

    `is_removing`: many texts may have to be taken out of the search, which is then done at once.
    """
    touched = seen.people
    affected = set(touched) | _at_organisations(connection, sorted(seen.rows.get("organisation", ())))
    yield len(affected)
    affected |= _with_labels(connection, sorted(seen.rows.get("label", ())))
    yield len(affected)
    for chunk in chunks(sorted(touched)):
        affected |= _relatives(connection, chunk)
        yield len(affected)
    if "circle_cadence" in seen.rows:
        affected |= _follow_circles(connection)
        yield len(affected)
    people = sorted(affected)
    if is_removing and len(people) >= BULK:
        forget_quickly(connection, "person_search", quickly=True)
    for start in range(0, len(people), _SLICE):
        _refresh_people(connection, people[start : start + _SLICE])
        yield max(0, len(people) - start - _SLICE)
    if len(people) >= BULK:
        yield from tidied(connection, "person_search")
    if is_removing and len(people) >= BULK:
        forget_quickly(connection, "person_search", quickly=False)
    rows = {name: sorted(ids) for name, ids in seen.rows.items() if name in noted.NAMES}
    yield from noted.refresh_in_slices(connection, rows, _SLICE, is_removing=is_removing)


def _affected(connection: Connection, people: Iterable[int], before: int) -> list[int]:
    """`people`, those at organisations or with labels touched since `before`, and relatives, in the order of ids."""
    affected = set(people) | _at_organisations(
        connection, journal.rows_of(connection, before, "organisation")
    )
    affected |= _with_labels(connection, journal.rows_of(connection, before, "label"))
    for chunk in chunks(list(people)):
        affected.update(_relatives(connection, chunk))
    return sorted(affected)


def _at_organisations(connection: Connection, ids: list[int]) -> set[int]:
    """Who works where something changed: a new name of the organisation shows in their row."""
    found: set[int] = set()
    for chunk in chunks(ids):
        query = select(t.affiliation.c.person_id).where(t.affiliation.c.organisation_id.in_(chunk))
        found.update(connection.execute(query).scalars())
    return found


def _with_labels(connection: Connection, ids: list[int]) -> set[int]:
    """Who bears a label that changed: people are found by its name."""
    found: set[int] = set()
    for chunk in chunks(ids):
        query = select(t.person_label.c.person_id).where(t.person_label.c.label_id.in_(chunk))
        found.update(connection.execute(query).scalars())
    return found


def circle_days(connection: Connection) -> dict[Circle, int | None]:
    """The cadence of each circle: what the user chose, else what it starts with (P13)."""
    return {**cadence.CIRCLE_DAYS, **{row.circle: row.days for row in connection.execute(_CHOSEN_DAYS)}}


def _follow_circles(connection: Connection) -> set[int]:
    """Bring the cadence of everybody who takes it from their circle up to date.

    As one statement a circle: thousands may be in one. The people it gives have a warning on record, so that the
    days of their risk may be others now; they are to be made anew.
    """
    found: set[int] = set()
    for circle, days in circle_days(connection).items():
        asked = {"circle": circle, "days": cadence.cadence_days(circle, None, {circle: days})}
        found.update(connection.execute(_WARNED_IN_CIRCLE, asked).scalars())
        connection.execute(_FOLLOW_CIRCLE, asked)
    return found


def _relatives(connection: Connection, ids: list[int]) -> set[int]:
    """Whom these people are related to: a child's name is found at the parent."""
    found: set[int] = set()
    for query in _RELATIVES:
        found.update(connection.execute(query, {"ids": ids}).scalars())
    return found


def rebuild(connection: Connection) -> None:
    """Make everything derived anew: after a repair or a migration."""
    people = list(connection.execute(select(t.person.c.id)).scalars())
    with forgotten_in_bulk(connection, "person_search", len(people)):
        for chunk in chunks(people):
            _refresh_people(connection, chunk)
    noted.rebuild(connection)


def differences(connection: Connection) -> Iterator[tuple[str, int]]:
    """Where a derived table is not what it would be if it were made anew: (table, id) pairs. Writes nothing."""
    return (found for found in differences_in_slices(connection) if found is not None)


def differences_in_slices(connection: Connection) -> Iterator[tuple[str, int] | None]:
    """The same with None at the end of each slice, where the transaction may be closed and another one begun."""
    people = list(connection.execute(select(t.person.c.id)).scalars())
    for chunk in chunks(people):
        yield from list(_people_differences(connection, chunk))
        yield None
    yield from list(_superfluous(connection, "summary", "id", people))
    yield from noted.differences(connection)


def _people_differences(connection: Connection, ids: list[int]) -> Iterator[tuple[str, int]]:
    around = _look_around(connection, ids)
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
    for row in connection.exec_driver_sql(f"{query} WHERE rowid IN ({marks})", tuple(ids)):
        yield row[0], tuple(row[1:])


def _superfluous(connection: Connection, table: str, key: str, ids: list[int]) -> Iterator[tuple[str, int]]:
    known = set(ids)
    for id_ in connection.exec_driver_sql(f"SELECT {key} FROM {table}").scalars():
        if id_ not in known:
            yield table, id_


def _refresh_people(connection: Connection, ids: list[int]) -> None:
    """Write what differs from what stands there: most changes leave the searched text as it is, and writing that
    costs more than all the rest of a save.
    """
    around = _look_around(connection, ids)
    circles = circle_days(connection)
    rows = connection.execute(_PEOPLE, {"ids": ids}).all()
    _write_summaries(connection, ids, {row.id: _summary(row, around[row.id], circles) for row in rows})
    _write_searched(
        connection,
        ids,
        {row.id: _searchable(row, around[row.id]) for row in rows if row.deleted_at is None},
    )


def _write_summaries(connection: Connection, ids: list[int], wanted: dict[int, dict[str, Any]]) -> None:
    held = {row.id: dict(row._mapping) for row in connection.execute(_SUMMARIES, {"ids": ids})}
    stale = [id_ for id_ in ids if held.get(id_) != wanted.get(id_)]
    if gone := [id_ for id_ in stale if id_ in held]:
        connection.execute(_NO_SUMMARIES, {"ids": gone})
    if made := [wanted[id_] for id_ in stale if id_ in wanted]:
        connection.execute(insert(t.summary), made)


def _write_searched(connection: Connection, ids: list[int], wanted: dict[int, tuple[int, str, str]]) -> None:
    held = dict(_held(connection, "SELECT rowid, name, rest FROM person_search", ids))
    new = {id_: wanted[id_][1:] if id_ in wanted else None for id_ in ids}
    stale = [id_ for id_ in ids if held.get(id_) != new[id_]]
    if gone := [id_ for id_ in stale if id_ in held]:
        marks = ",".join("?" * len(gone))
        connection.exec_driver_sql(f"DELETE FROM person_search WHERE rowid IN ({marks})", tuple(gone))
    if made := [wanted[id_] for id_ in stale if id_ in wanted]:
        connection.exec_driver_sql("INSERT INTO person_search(rowid, name, rest) VALUES (?, ?, ?)", made)


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_A, _O, _P, _R = t.affiliation.c, t.organisation.c, t.person.c, t.relation.c
_SPOKEN, _METHOD, _FACT, _LIFE = t.conversation_person.c, t.contact_method.c, t.fact.c, t.life_event.c
_GOAL = t.goal.c
# Built once: they are sent for every save, and building them takes longer than sending them.
_PEOPLE = select(t.person).where(_P.id.in_(_IDS))
_SUMMARIES = select(t.summary).where(t.summary.c.id.in_(_IDS))
_NO_SUMMARIES = delete(t.summary).where(t.summary.c.id.in_(_IDS))
_CHOSEN_DAYS = select(t.circle_cadence.c.circle, t.circle_cadence.c.days)
_FOLLOWING = (
    select(_P.id)
    .where(_P.circle == bindparam("circle", type_=_P.circle.type), _P.cadence_days.is_(None))
    .scalar_subquery()
)
_FOLLOW_CIRCLE = (
    update(t.summary)
    .where(t.summary.c.id.in_(_FOLLOWING), t.summary.c.cadence_days.is_distinct_from(bindparam("days")))
    .values(cadence_days=bindparam("days"))
)
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
_JOBS = (
    select(_A.person_id, _A.title, _O.name, _O.uid, _O.monogram, _A.until_year)
    .join(t.organisation, _O.id == _A.organisation_id)
    .where(_A.person_id.in_(_IDS))
    .order_by(_A.until_year.is_not(None), _A.position, _A.id)
)
_DAYS = (
    select(_SPOKEN.person_id, _SPOKEN.on_day)
    .where(_SPOKEN.person_id.in_(_IDS))
    .order_by(_SPOKEN.person_id, _SPOKEN.on_day)
)
_MOMENTS = select(t.moment.c.person_id, t.moment.c.moment_kind, t.moment.c.on_day).where(
    t.moment.c.person_id.in_(_IDS)
)
_E, _Q, _V = t.expectation.c, t.rough_patch.c, t.overruling.c
# Closed and undated ones are left out in Python: as conditions they draw the planner to the index of all that is open.
_SLIPS = select(
    *(_E.person_id, _E.direction, _E.opened_on, _E.due_on, _E.due_until, _E.told_on, _E.closed_on)
).where(_E.person_id.in_(_IDS))
_PATCHES = select(_Q.person_id, _Q.opened_on, _Q.solved_on, _Q.felt_on, _Q.felt).where(_Q.person_id.in_(_IDS))
_WORDS = select(_V.person_id, _V.id, _V.standing, _V.on_day).where(
    _V.person_id.in_(_IDS), _V.ended_on.is_(None)
)
_DEATHS = select(t.milestone.c.person_id).where(
    t.milestone.c.person_id.in_(_IDS), t.milestone.c.milestone_kind == MilestoneKind.DEATH
)
_WAYS = ((_R.from_person_id, _R.to_person_id), (_R.to_person_id, _R.from_person_id))
_RELATIVES = tuple(select(theirs).where(mine.in_(_IDS)) for mine, theirs in _WAYS)
_TEXTS: tuple[Select[Any], ...] = (
    select(_METHOD.person_id, _METHOD.value).where(_METHOD.person_id.in_(_IDS)),
    select(_FACT.person_id, _FACT.text).where(_FACT.person_id.in_(_IDS)),
    select(_LIFE.person_id, _LIFE.title).where(_LIFE.person_id.in_(_IDS)),
    select(t.way.c.person_id, t.way.c.text).where(t.way.c.person_id.in_(_IDS)),
    select(_GOAL.person_id, _GOAL.from_text + " " + _GOAL.to_text + " " + _GOAL.note).where(
        _GOAL.person_id.in_(_IDS)
    ),
    select(t.need.c.person_id, t.need.c.text).where(t.need.c.person_id.in_(_IDS)),
    select(t.stage.c.person_id, t.stage.c.story).where(t.stage.c.person_id.in_(_IDS)),
    select(t.person_label.c.person_id, t.label.c.name)
    .join(t.label, t.label.c.id == t.person_label.c.label_id)
    .where(t.person_label.c.person_id.in_(_IDS)),
    *(
        select(mine, _P.display_name).join(t.person, _P.id == theirs).where(mine.in_(_IDS), _P.is_light)
        for mine, theirs in _WAYS
    ),
)


def _look_around(connection: Connection, ids: list[int]) -> dict[int, _Around]:
    found: dict[int, _Around] = defaultdict(_Around)
    chosen = {"ids": ids}
    for row in connection.execute(_JOBS, chosen):
        found[row.person_id].organisations.append(row)
        found[row.person_id].words += (row.name, row.title)
    for person_id, day in connection.execute(_DAYS, chosen):
        found[person_id].days.append(day)
    for person_id, kind, day in connection.execute(_MOMENTS, chosen):
        found[person_id].moments.append(Moment(MomentKind(kind), day))
    _look_for_trouble(connection, ids, found)
    for person_id in connection.execute(_DEATHS, chosen).scalars():
        found[person_id].has_died = True
    for query in _TEXTS:
        for person_id, words in connection.execute(query, chosen):
            found[person_id].words.append(words)
    return found


def _look_for_trouble(connection: Connection, ids: list[int], found: dict[int, _Around]) -> None:
    chosen = {"ids": ids}
    for person_id, opened, solved, felt_on, felt in connection.execute(_PATCHES, chosen):
        found[person_id].troubles.append(depth.rough_patch(opened, solved))
        mended = depth.mended(solved, felt_on, felt)
        if mended is not None:
            found[person_id].moments.append(mended)
    for row in connection.execute(_SLIPS, chosen):
        if row.direction is Direction.OF_ME and row.closed_on is None:
            slip = depth.slip(row.opened_on, row.due_until or row.due_on, row.told_on, None)
            if slip is not None:
                found[row.person_id].troubles.append(slip)
    for person_id, number, standing, day in connection.execute(_WORDS, chosen):
        found[person_id].overrulings.append(depth.Overruling(standing, "", day, number=number))


def name_parts(row: Row[Any]) -> names.NameParts:
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


def _summary(row: Row[Any], around: _Around, circles: Mapping[Circle, int | None]) -> dict[str, Any]:
    parts = name_parts(row)
    name = row.display_name or names.display_name(parts)
    job = next(iter(around.organisations), None)
    every = None if around.has_died else cadence.cadence_days(row.circle, row.cadence_days, circles)
    history = _history(row, around, every)
    risk = None if around.has_died else depth.risk_window(history)
    spared = [day for day in (row.gentle_until, row.away_until) if day is not None]
    title = (job.title if job else "") or row.headline
    return {
        "id": row.id,
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
        "conversations": len(around.days),
        "last_on": around.days[-1] if around.days else None,
        "usual_days": rhythm.usual_gap(around.days),
        "cadence_days": every,
        "risk_from": risk[0] if risk else None,
        "risk_until": risk[1] if risk else None,
        "is_silent": around.has_died or row.circle is Circle.REST,
        "spared_from": row.away_from if row.gentle_until is None else None,
        "spared_until": max(spared, default=None),
        "slips_from": None if around.has_died else depth.slips_from(history),
        "overruled": depth.lasting_word(history),
        "sign_days": map_of_people.sign_days(around.moments),
    }


def _history(row: Row[Any], around: _Around, every: int | None) -> depth.History:
    return depth.History(
        moments=around.moments,
        conversations=around.days,
        cadence_days=every,
        minds_silence=row.circle is not Circle.REST,
        troubles=around.troubles,
        overrulings=around.overrulings,
    )


def _searchable(row: Row[Any], around: _Around) -> tuple[int, str, str]:
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
