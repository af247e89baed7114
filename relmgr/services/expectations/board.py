"""The board across people: which expectations stand in which column, in which order, and what each card says (E5).

Ids come first, some dozens of each column and then the others; the words of a card are read a page at a time.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)

from relmgr.domain import expectations as rules
from relmgr.domain.expectations import Column, Terms
from relmgr.domain.fold import fold
from relmgr.domain.gaps import Gap, Standing, answer_words, gap_of, gap_since
from relmgr.domain.ids import ExpectationId, PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status
from relmgr.domain.numbers import count_word, starting
from relmgr.i18n import _, ngettext
from relmgr.services.expectations import walking
from relmgr.services.expectations.model import terms_of
from relmgr.services.expectations.reading import answer_days_in
from relmgr.services.in_slices import finished
from relmgr.services.people.faces import PersonFace, faces
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import indexed_by
from relmgr.store.light import light
from relmgr.store.store import Session
from relmgr.store.types import Day


class Due(StrEnum):
    """Which dates the board is narrowed to."""

    ANY = "any"
    PASSED = "passed"
    WEEK = "week"
    MONTH = "month"
    NONE = "none"


class Since(StrEnum):
    """How far back what is closed is shown."""

    QUARTER = "quarter"
    YEAR = "year"
    EVER = "ever"


class SortBy(StrEnum):
    """The columns of the table, each of which can order it."""

    WHO = "who"
    WHAT = "what"
    AGREED = "agreed"
    HOPED = "hoped"
    DUE = "due"
    STATUS = "status"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFilter:
    """What the board is narrowed to. `person` and `organisation`: any part of the name; "" for all."""

    direction: Direction | None = None
    person: str = ""
    organisation: str = ""
    due: Due = Due.ANY
    closed: Since = Since.QUARTER

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the direction keeps cards away."""
        return bool(self.person.strip() or self.organisation.strip() or self.due is not Due.ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The ids of each column in its order."""

    columns: dict[Column, tuple[ExpectationId, ...]]
    sentence: str
    """ "Two are at risk. Four have never been said out loud."; empty until the board is whole."""
    closed_since: date
    is_empty: bool
    """Nothing at all is written down yet, whatever the filter."""
    over: frozenset[Column] = frozenset(Column)
    """The columns that are known to their end; of the others more is still being read."""

    @property
    def is_whole(self) -> bool:
        """Whether all that there is is known."""
        return len(self.over) == len(Column)

    @property
    def count(self) -> int:
        """How many cards there are."""
        return sum(len(ids) for ids in self.columns.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Hope:
    """One item of the scope."""

    text: str
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCard:
    """What a card or a row of the table says."""

    id: ExpectationId
    person: PersonFace
    kind: ExpectationKind
    direction: Direction
    who_words: str
    """ "Megan expects of me"."""
    statement: str
    status: Status
    """The one to show."""
    stored: Status
    column: Column
    hopes: tuple[Hope, ...]
    agreed: int
    """How many of the hopes are agreed."""
    reason: str
    """Why it may slip, or how long a request waits; else empty."""
    due_words: str
    has_slipped: bool
    asks_told: bool
    """It slipped, and they have not been told yet: the first question of all (E3)."""

    @property
    def agreed_words(self) -> str:
        """ "1 of 3 agreed", or nothing without hopes."""
        if not self.hopes:
            return ""
        return _("{agreed} of {hoped} agreed").format(agreed=self.agreed, hoped=len(self.hopes))


_E, _S, _I = t.expectation.c, t.summary.c, t.scope_item.c
_CARDS = select(t.expectation).where(_E.id.in_(bindparam("ids", expanding=True)))
_ITEMS = (
    select(_I.expectation_id, _I.text, _I.scope)
    .where(_I.expectation_id.in_(bindparam("ids", expanding=True)))
    .order_by(_I.position, _I.id)
)
_COUNTS = (
    select(_I.expectation_id, func.count(), func.sum(case((_I.scope == Scope.WILL_DO, 1), else_=0)))
    .where(_I.expectation_id.in_(bindparam("ids", expanding=True)))
    .group_by(_I.expectation_id)
)
_DEADLINE = func.coalesce(_E.due_until, _E.due_on)
_GONE = select(_S.id).where(_S.is_deleted.is_(True))


def _risky(index: str, is_risky: ColumnElement[bool]) -> Select[Any]:
    """A row for each. Whose person is gone is left out as a set: looked up one by one, each is a page of the file."""
    found: Select[Any] = select(literal_column("1")).select_from(t.expectation)
    return indexed_by(
        found.where(_E.closed_on.is_(None), is_risky, _E.person_id.not_in(_GONE)), t.expectation, index
    )


_NEAR = and_(
    func.julianday(bindparam("today", type_=Day())) >= t.EXPECTATION_NEAR, _E.status == Status.AGREED
)
_AT_RISK = select(func.count()).select_from(
    union_all(
        _risky("expectation_risk", t.IS_AT_RISK),
        _risky("expectation_near", _NEAR),
    ).subquery()
)
_ANY = select(_E.id).limit(1)


def at_risk_count(store: Store, today: date) -> int:
    """How many stand in At risk: the number beside the page in the navigation."""
    with store.read() as session:
        return light(session).execute(_AT_RISK, {"today": today}).scalar() or 0


def board(store: Store, today: date, chosen: BoardFilter = BoardFilter()) -> Board:
    """Which expectations stand in which column: at risk the nearest date first, closed the latest first."""
    return finished(reading(store, today, chosen))


def reading(store: Store, today: date, chosen: BoardFilter = BoardFilter()) -> Generator[Board, None, Board]:
    """The same a step at a time, each column from its top on; the last one, which is returned, is whole.

    The store rests between the steps. What was read before a change is void: a new reading has to be begun.
    """
    since = closed_since(chosen.closed, today)
    matches = _matching(chosen, today)
    columns: dict[Column, list[ExpectationId]] = {column: [] for column in Column}
    unspoken, over = 0, frozenset[Column]()
    for column, rows, is_over in _walked(store, today, since):
        kept = [row for row in rows if matches(row)]
        columns[column] += [ExpectationId(row.id) for row in kept]
        unspoken += sum(row.status is Status.UNSPOKEN for row in kept)
        over |= {column} if is_over else set()
        if len(over) < len(Column):
            so_far = {each: tuple(ids) for each, ids in columns.items()}
            yield Board(columns=so_far, sentence="", closed_since=since, is_empty=False, over=over)
    whole = {each: tuple(ids) for each, ids in columns.items()}
    count = sum(len(ids) for ids in columns.values())
    return Board(
        columns=whole,
        sentence=_sentence(len(whole[Column.AT_RISK]), unspoken, count),
        closed_since=since,
        is_empty=not count and not _has_any(store),
    )


def _walked(store: Store, today: date, since: date) -> Iterator[tuple[Column, list[Any], bool]]:
    """Some rows of each column in turn, in the order of the board, until all are read; with the last, True."""
    walks = walking.walks(today, since)
    while walks:
        for column, walk in [*walks.items()]:
            with store.read() as session:
                rows = walk.step(light(session))
            if walk.is_over:
                del walks[column]
            yield column, rows, walk.is_over


def _has_any(store: Store) -> bool:
    with store.read() as session:
        return session.execute(_ANY).first() is not None


def closed_since(chosen: Since, today: date) -> date:
    """The first day whose closed expectations are shown: of the quarter, of the year, or of all time."""
    if chosen is Since.EVER:
        return date.min
    return date(today.year, 1 if chosen is Since.YEAR else (today.month - 1) // 3 * 3 + 1, 1)


def _matching(chosen: BoardFilter, today: date) -> Callable[[Row[Any]], bool]:
    person, organisation = fold(chosen.person).strip(), fold(chosen.organisation).strip()

    def matches(row: Row[Any]) -> bool:
        return bool(
            (chosen.direction is None or row.direction is chosen.direction)
            and (not person or person in fold(row.name))
            and (not organisation or organisation in fold(row.organisation or ""))
            and _is_due(row, chosen.due, today)
        )

    return matches


def _is_due(row: Row[Any], due: Due, today: date) -> bool:
    if due is Due.ANY:
        return True
    deadline: date | None = row.due_until or row.due_on
    if deadline is None or due is Due.NONE:
        return deadline is None and due is Due.NONE
    ahead = (deadline - today).days
    if due is Due.PASSED:
        return bool(ahead < 0 and row.closed_on is None)
    return 0 <= ahead <= (7 if due is Due.WEEK else 31)


def _sentence(at_risk: int, unspoken: int, shown: int) -> str:
    """What matters most, in words; it never scolds (DESIGN §1)."""
    parts = []
    if at_risk:
        words = ngettext("{n} is at risk.", "{n} are at risk.", at_risk)
        parts.append(starting(words.format(n=count_word(at_risk))))
    elif shown:
        parts.append(_("Nothing is at risk."))
    if unspoken:
        words = ngettext("{n} has never been said out loud.", "{n} have never been said out loud.", unspoken)
        parts.append(starting(words.format(n=count_word(unspoken))))
    return " ".join(parts)


def cards(store: Store, ids: Sequence[ExpectationId], today: date) -> tuple[BoardCard, ...]:
    """The cards of `ids`, in that order; ids that are gone are left out. Meant for a page of some dozens."""
    with store.read() as session:
        found = {row.id: row for row in session.execute(_CARDS, {"ids": list(ids)})}
        hopes: dict[int, list[Hope]] = {}
        for row in session.execute(_ITEMS, {"ids": list(found)}):
            hopes.setdefault(row.expectation_id, []).append(Hope(text=row.text, scope=row.scope))
        people = faces(session, {row.person_id for row in found.values()})
        usual = _usual(session, found.values())
    return tuple(
        _card(found[id_], people[PersonId(found[id_].person_id)], tuple(hopes.get(id_, ())), usual, today)
        for id_ in ids
        if id_ in found
    )


def _usual(session: Session, found: Iterable[Row[Any]]) -> int | None:
    asked = any(row.expectation_kind is ExpectationKind.REQUEST for row in found)
    return answer_days_in(session) if asked else None


def _card(
    row: Row[Any], person: PersonFace, hopes: tuple[Hope, ...], usual: int | None, today: date
) -> BoardCard:
    terms = terms_of(row)
    status = rules.shown_status(terms, today)
    has_slipped = rules.has_slipped(terms, today)
    return BoardCard(
        id=ExpectationId(row.id),
        person=person,
        kind=row.expectation_kind,
        direction=row.direction,
        who_words=rules.who_words(row.expectation_kind, row.direction, person.first_name),
        statement=starting(row.statement),
        status=status,
        stored=row.status,
        column=rules.column_of(status),
        hopes=hopes,
        agreed=sum(hope.scope is Scope.WILL_DO for hope in hopes),
        reason=_reason(row, terms, usual, today),
        due_words=rules.board_due_words(terms, today, row.due_words, row.closed_on),
        has_slipped=has_slipped,
        asks_told=has_slipped and row.told_on is None and row.direction is Direction.OF_ME,
    )


def _reason(row: Row[Any], terms: Terms, usual: int | None, today: date) -> str:
    if not terms.status.is_closed and row.risk_reason:
        return str(row.risk_reason)
    standing = Standing(
        kind=row.expectation_kind,
        status=row.status,
        opened_on=row.opened_on,
        agreed_on=row.agreed_on,
        answered_on=row.answered_on,
    )
    if gap_of(standing) is Gap.WAITING:
        days = (today - gap_since(standing)).days
        return answer_words(days, usual if row.direction is Direction.OF_ME else None)
    return ""


def sorting(
    store: Store, today: date, chosen: BoardFilter, by: SortBy, *, descending: bool = False
) -> Generator[None, None, tuple[ExpectationId, ...]]:
    """All ids of the board in the order of one column of the table, found a step at a time; what has no value stands
    at the end.
    """
    matches = _matching(chosen, today)
    columns: dict[Column, dict[ExpectationId, Any]] = {column: {} for column in Column}
    for column, rows, _is_over in _walked(store, today, closed_since(chosen.closed, today)):
        kept = [row for row in rows if matches(row)]
        found = {row.id: _key(row, column, by) for row in kept}
        if by in (SortBy.AGREED, SortBy.HOPED):
            with store.read() as session:
                found |= _counted(light(session), list(found), by)
        columns[column] |= {ExpectationId(row.id): found[row.id] for row in kept}
        yield
    keys = {id_: key for one in columns.values() for id_, key in one.items()}
    known = [id_ for id_, key in keys.items() if key is not None]
    unknown = tuple(id_ for id_, key in keys.items() if key is None)
    return tuple(sorted(known, key=lambda id_: (keys[id_], id_), reverse=descending)) + unknown


def _key(row: Any, column: Column, by: SortBy) -> Any:
    match by:
        case SortBy.WHO:
            return row.sort_key
        case SortBy.WHAT:
            return fold(row.statement)
        case SortBy.DUE:
            return row.due_until or row.due_on
        case SortBy.STATUS:
            return _STATUS_ORDER.index(Status.AT_RISK if column is Column.AT_RISK else row.status)
    return None


_STATUS_ORDER = (
    *(Status.AT_RISK, Status.UNSPOKEN, Status.SAID, Status.AGREED),
    *(Status.MISSED, Status.MET, Status.EXCEEDED),
)


def _counted(session: Session, ids: list[int], by: SortBy) -> dict[int, int]:
    counts = session.execute(_COUNTS, {"ids": ids}).all() if ids else ()
    return {id_: hoped - agreed if by is SortBy.HOPED else agreed for id_, hoped, agreed in counts}


Names = tuple[tuple[str, ...], tuple[str, ...]]


def naming(store: Store, today: date, closed: Since = Since.QUARTER) -> Generator[None, None, Names]:
    """The people and the organisations on the board, to be offered while one types a filter; a step at a time."""
    people: set[str] = set()
    organisations: set[str] = set()
    for _column, rows, _is_over in _walked(store, today, closed_since(closed, today)):
        people |= {row.name for row in rows if row.name}
        organisations |= {row.organisation for row in rows if row.organisation}
        yield
    return tuple(sorted(people)), tuple(sorted(organisations))
