"""The first screen of people, read from the encrypted file before SQLAlchemy is imported (docs/decisions/0018).

It says what `services.people` says: the order of the list and the rules of the rows are shared (`domain.people_rows`), only
the statements are written a second time, as SQLite takes them. A test holds both against each other. The connection is then
the Store's own, so the file is opened once. What cannot be shown in this way (names hidden, an older or newer schema, anything
that does not open) is left to whoever opens the file for good, and says so.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from relmgr.domain.fold import match_query
from relmgr.domain.kinds import Standing
from relmgr.domain.people_rows import PersonRow, Question, hints, person_row
from relmgr.errors import RelmgrError
from relmgr.store import sqlcipher
from relmgr.store.migrate import REVISION
from relmgr.vault.unlocking import Unlocked

Connected = sqlcipher.Opened
"""An open connection to the file, for whoever opens it for good."""

NOT_YET = " "
"""Keeps the place of a third line that comes later, so that the other two do not move."""

_LISTED = "NOT s.is_deleted AND NOT s.is_light"
_COLUMNS = (
    "s.id, s.name, s.first_name, s.role_line, s.initials, s.person_colour, s.company_colour, s.monogram, s.photo_id,"
    " s.last_on, s.usual_days, s.cadence_days, s.risk_from, s.risk_until, s.is_silent, s.spared_from, s.spared_until,"
    " s.slips_from, s.overruled"
)
# In the order of summary_sort, and as many as there is room for: NOT would have SQLite look at everybody and sort them.
_FIRST = (
    f"SELECT {_COLUMNS} FROM summary s WHERE s.is_deleted = 0 AND s.is_light = 0"
    " ORDER BY s.sort_key, s.id LIMIT :limit"
)
_HITS = (
    f"SELECT {_COLUMNS} FROM summary s JOIN person_search ON person_search.rowid = s.id"
    f" WHERE person_search MATCH :match AND {_LISTED} ORDER BY s.sort_key, s.id LIMIT :limit"
)
_PHOTO = "SELECT data FROM photo WHERE id = ?"
_AMONG = "IN (SELECT value FROM json_each(:ids))"
# A "+" keeps SQLite from an index of everybody's: these few are looked up by their person.
_QUESTIONS = {
    Question.LIFE_DUE: (
        f"SELECT person_id, title FROM life_event WHERE person_id {_AMONG} AND +ended_on IS NULL"
        " AND +follow_up_on <= :today ORDER BY follow_up_on DESC"
    ),
    Question.MESSAGES: (
        "SELECT p.person_id, p.on_day FROM conversation_person p JOIN conversation c ON c.id = p.conversation_id"
        f" WHERE p.person_id {_AMONG} AND p.on_day >= :since AND c.conversation_kind = 'message' AND NOT c.by_me"
    ),
    Question.PROMISES: (
        f"SELECT person_id, statement FROM expectation WHERE person_id {_AMONG} AND +closed_on IS NULL"
        " AND direction = 'of_me' AND expectation_kind = 'promise' ORDER BY due_on DESC"
    ),
    Question.DATES: (
        "SELECT m.person_id, m.milestone_kind, m.title, m.on_year, m.on_month, m.on_day, p.leap_day FROM milestone m"
        f" JOIN person p ON p.id = m.person_id WHERE m.person_id {_AMONG} AND m.on_day IS NOT NULL"
        " AND m.on_month IN (SELECT value FROM json_each(:months))"
    ),
    Question.DEATHS: (
        "SELECT person_id, on_year, on_month, on_day FROM milestone"
        f" WHERE person_id {_AMONG} AND milestone_kind = 'death'"
    ),
    Question.AHEAD: (
        f"SELECT person_id, title, since_year, since_month, since_day FROM life_event WHERE person_id {_AMONG}"
        " AND +ended_on IS NULL AND since_day IS NOT NULL AND +since_year >= :year"
    ),
    Question.UNTHANKED: (
        f"SELECT by_person_id FROM referral WHERE by_person_id {_AMONG} AND (thanked_on IS NULL"
        " OR became_work_on IS NOT NULL AND work_thanked_on IS NULL AND thanked_on < became_work_on)"
    ),
}
_DAYS = ("last_on", "risk_from", "risk_until", "spared_from", "spared_until", "slips_from")


class _NotNowError(Exception):
    """The file is not of today's schema: it is opened in the usual way, which knows what to do."""


class Summary(NamedTuple):
    """What the file keeps ready of somebody, in the order of the statements."""

    id: int
    name: str
    first_name: str
    role_line: str
    initials: str
    person_colour: int
    company_colour: int | None
    monogram: str
    photo_id: int | None
    last_on: date | None
    usual_days: int | None
    cadence_days: int | None
    risk_from: date | None
    risk_until: date | None
    is_silent: bool
    spared_from: date | None
    spared_until: date | None
    slips_from: date | None
    overruled: Standing | None


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The open file before it is a Store. Whoever opens it for good is handed `opened`; else `close` it."""

    opened: sqlcipher.Opened

    def rows(self, today: date, limit: int, typed: str = "") -> tuple[PersonRow, ...]:
        """The first `limit` rows of the People list, or of those found for `typed`, as `services.people` gives them.

        Of those found, the ones by name come first, then the rest; the list then puts names as they are shown before others.
        Why somebody is at risk takes all of their evidence to say: such a row has NOT_YET on its third line.
        """
        raw = self.opened.connection
        raw.execute("BEGIN")
        try:
            found = {each.id: each for each in _found(raw, limit, typed)}
            said = hints(_File(raw), found, today)
        finally:
            raw.execute("COMMIT")
        return tuple(person_row(each, said[id_], today) for id_, each in found.items())

    def photo(self, photo_id: int) -> bytes | None:
        """The picture kept under this id."""
        row = self.opened.connection.execute(_PHOTO, (photo_id,)).fetchone()
        return None if row is None else bytes(row[0])

    def close(self) -> None:
        """Nobody opens it for good."""
        self.opened.connection.close()


def open_first(unlocked: Unlocked) -> FirstScreen | None:
    """The file, opened for its first screen; None where it is to be opened in the usual way, which says what is wrong."""
    try:
        opened = sqlcipher.open(unlocked.profile.database, unlocked.key, unlocked.vault_id, _require_of_today)
    except (RelmgrError, _NotNowError):
        return None
    return FirstScreen(opened)


def _require_of_today(raw: Any) -> None:
    table = raw.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'")
    if table.fetchone() is None:
        raise _NotNowError
    if raw.execute("SELECT version_num FROM alembic_version").fetchone() != (REVISION,):
        raise _NotNowError


def _found(raw: Any, limit: int, typed: str) -> Iterable[Summary]:
    if not typed.strip():
        return map(_summary, raw.execute(_FIRST, {"limit": limit}))
    match = match_query(typed)
    found: dict[int, Summary] = {}
    for expression in (f"{{name}} : ({match})", match) if match is not None else ():
        for row in raw.execute(_HITS, {"match": expression, "limit": limit}):
            found.setdefault(row[0], _summary(row))
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _summary(row: tuple[Any, ...]) -> Summary:
    read = Summary(*row)
    days: dict[str, Any] = {name: _day(getattr(read, name)) for name in _DAYS}
    overruled = None if read.overruled is None else Standing(read.overruled)
    return read._replace(is_silent=bool(read.is_silent), overruled=overruled, **days)


def _day(text: Any) -> date | None:
    return None if text is None else date.fromisoformat(text)


class _File:
    """Asks the driver."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def ask(self, question: Question, people: Collection[int], **asked: Any) -> Iterable[Any]:
        given = {name: _given(value) for name, value in asked.items()}
        rows = self._raw.execute(_QUESTIONS[question], {"ids": json.dumps(list(people)), **given})
        if question is Question.MESSAGES:
            return [(person, _day(day)) for person, day in rows]
        return list(rows)

    def risk_words(self, people: Mapping[int, Any], today: date) -> Mapping[int, str]:
        return dict.fromkeys(people, NOT_YET)


def _given(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value) if isinstance(value, list) else value
