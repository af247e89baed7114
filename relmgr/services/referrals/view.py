"""Who brought whom as a whole: what the Referrals page shows, as a graph and in words (G1)."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, literal_column, select, union_all

from relmgr.domain.calendar_words import month_name, months_before, short_day
from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.kinds import Circle, MilestoneKind
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import count_word, starting
from relmgr.domain.thanks import Owed, owed
from relmgr.i18n import _, ngettext
from relmgr.services.in_slices import finished, sorting
from relmgr.services.people.faces import FACE, PersonFace, face_of
from relmgr.services.referrals.record import OWED
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, indexed_by, listed
from relmgr.store.light import light
from relmgr.store.store import Session


class Thanks(StrEnum):
    """How an introduction stands."""

    OWED = "owed"
    THANKED = "thanked"
    LET_BE = "let_be"
    """Not thanked, and nothing asks for it: they have died, or are let rest."""


@dataclass(frozen=True, slots=True)
class ReferralLink:
    """A line of the graph: who brought whom."""

    id: ReferralId
    by: PersonId
    of: PersonId
    thanks: Thanks


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """The same in words, for the list."""

    id: ReferralId
    by: PersonFace
    of: PersonFace
    thanks: Thanks
    owed: Owed | None
    """What is to be thanked for; None where nothing is."""
    day: date
    """From which day the thanks are owed, or when they were said."""
    how: str
    """How they were said."""
    today: date

    @property
    def again(self) -> bool:
        """They were thanked for the introduction, and are owed thanks for the work that came of it."""
        return self.owed is Owed.WORK

    @property
    def words(self) -> str:
        """ "for Ikechukwu, 3 Nov", or how and when it was thanked: "for Kwame, dinner, 19 March"."""
        # Said when it is read: of thousands the page shows a dozen.
        first = self.of.first_name
        name = isolate(first) if is_right_to_left(first) else first
        if self.owed is None:
            return _thanked_words(name, self.how, _when(self.day, self.today))
        text = _("for {name}, work since {day}") if self.again else _("for {name}, {day}")
        return text.format(name=name, day=short_day(self.day, self.today))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralsView:
    """The whole page."""

    sentence: str
    """ "Ten introductions since 2020. Two still deserve a thank-you."; empty where there is none, or not all is read."""
    people: Mapping[PersonId, PersonFace]
    """Everybody in it, by id, in the order of their names."""
    links: tuple[ReferralLink, ...]
    """The oldest first."""
    owed: tuple[ReferralRow, ...]
    """The newest first, like the others."""
    thanked: tuple[ReferralRow, ...]
    let_be: tuple[ReferralRow, ...]
    is_whole: bool = True
    """Whether this is all there is; else the newest that are owed."""


_R, _S = t.referral.c, t.summary.c
_BY, _OF = t.summary.alias("by_summary"), t.summary.alias("of_summary")
_DEAD = select(t.milestone.c.person_id).where(t.milestone.c.milestone_kind == MilestoneKind.DEATH)
# Left out by a computed value: a plain condition would draw the planner to the index of all who are not deleted.
_HERE = (func.coalesce(_BY.c.is_deleted, 0) == 0, func.coalesce(_OF.c.is_deleted, 0) == 0)
_ROWS = (
    select(
        *(_R.id, _R.by_person_id, _R.of_person_id, _R.on_day, _R.became_work_on),
        *(_R.thanked_on, _R.thanked_how, _R.work_thanked_on, _R.work_thanked_how),
        t.person.c.circle,
    )
    .join(_BY, _BY.c.id == _R.by_person_id)
    .join(_OF, _OF.c.id == _R.of_person_id)
    .join(t.person, t.person.c.id == _R.by_person_id)
    .where(*_HERE)
)
AT_ONCE = 100
"""Introductions read at one step: two or three milliseconds."""

FIRST = 40
"""Thank-yous owed that are found first: more than are seen at once."""

_KEPT = _ROWS.where(_R.id > bindparam("after")).order_by(_R.id).limit(AT_ONCE)
_NEWEST = (
    indexed_by(
        _ROWS.where(OWED[0]).order_by(t.THANKS_SINCE.desc(), _R.id.desc()).limit(FIRST),
        *(t.referral, "referral_owed"),
    ),
    indexed_by(
        _ROWS.where(OWED[1]).order_by(_R.became_work_on.desc(), _R.id.desc()).limit(FIRST),
        *(t.referral, "referral_again"),
    ),
)
_NAMED = select(_S.id, *FACE, _S.sort_key).where(among(_S.id))
_DIED = _DEAD.where(among(t.milestone.c.person_id))
_GONE = select(_S.id).where(_S.is_deleted.is_(True))
_RESTING = select(t.person.c.id).where(t.person.c.circle == Circle.REST)


def _owed_by(index: str, is_owed: ColumnElement[bool]) -> Select[Any]:
    """A row for each. Who has died, rests or is gone is left out as a set: looked up one by one, each is a page of the file."""
    found: Select[Any] = select(literal_column("1")).select_from(t.referral)
    by = (_R.by_person_id.not_in(few) for few in (_DEAD, _RESTING, _GONE))
    return indexed_by(found.where(is_owed, *by, _R.of_person_id.not_in(_GONE)), t.referral, index)


_COUNTED = select(func.count()).select_from(
    union_all(*map(_owed_by, ("referral_owed", "referral_again"), OWED)).subquery()
)


def owed_count(store: Store) -> int:
    """How many introductions still deserve a thank-you."""
    with store.read() as session:
        return light(session).execute(_COUNTED).scalar() or 0


def view(store: Store, today: date) -> ReferralsView:
    """All introductions between people who are here."""
    return finished(reading(store, today))


def reading(store: Store, today: date) -> Generator[ReferralsView, None, ReferralsView]:
    """The same a step at a time. Each step gives the newest thank-yous owed and their graph, which is what stands first.

    The store rests between the steps. What was read before a change is void: a new reading has to be begun.
    """
    first = _newest(store, today)
    yield first
    found, after = _Found(today), 0
    while True:
        with store.read() as connection:
            session = light(connection)
            rows = session.execute(_KEPT, {"after": after}).all()
            found.take(session, rows)
        if len(rows) < AT_ONCE:
            break
        after = rows[-1].id
        yield first
    steps = found.put_in_order()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            made: ReferralsView = end.value
            return made
        yield first


def _newest(store: Store, today: date) -> ReferralsView:
    found = _Found(today)
    surely = date.min
    with store.read() as connection:
        session = light(connection)
        for query in _NEWEST:
            rows = session.execute(query).all()
            if len(rows) == FIRST:  # of the last day more may come
                last = rows[-1]
                surely = max(surely, last.became_work_on or last.on_day)
            found.take(session, rows)
    found.drop(lambda row: row.day > surely)
    return replace(finished(found.put_in_order()), sentence="", is_whole=False)


class _Found:
    """What is read of the introductions, and who is in them."""

    def __init__(self, today: date) -> None:
        self.rows: list[ReferralRow] = []
        self._today = today
        self._links: list[tuple[date, int, ReferralLink]] = []
        self._faces: dict[PersonId, PersonFace] = {}
        self._order: list[tuple[str, PersonId]] = []

    def take(self, session: Session, rows: Sequence[Any]) -> None:
        """Take in `rows` and whom they name."""
        people = {row[1] for row in rows} | {row[2] for row in rows}
        new = listed(people - self._faces.keys())
        for named in session.execute(_NAMED, {"ids": new}):
            self._faces[named[0]] = face_of(named)
            self._order.append((named.sort_key, named[0]))
        dead = set(session.execute(_DIED, {"ids": listed(people)}).scalars().all())
        for row in rows:
            made = _row(row, self._faces, dead, self._today)
            self.rows.append(made)
            self._links.append((row[3], row[0], ReferralLink(made.id, made.by.id, made.of.id, made.thanks)))

    def put_in_order(self) -> Generator[None, None, ReferralsView]:
        """The page of it, a step at a time."""
        order = yield from sorting(self._order, itemgetter(0, 1))
        rows = yield from sorting(self.rows, attrgetter("day", "id"), reverse=True)
        links = yield from sorting(self._links, itemgetter(0, 1))
        lists: dict[Thanks, list[ReferralRow]] = {thanks: [] for thanks in Thanks}
        for row in rows:
            lists[row.thanks].append(row)
        yield
        shown = {id_ for row in rows for id_ in (row.by.id, row.of.id)}
        people = {id_: self._faces[id_] for _key, id_ in order if id_ in shown}
        yield
        return ReferralsView(
            sentence=_sentence(len(links), links[0][0].year if links else 0, len(lists[Thanks.OWED])),
            people=people,
            links=tuple(link for _day, _id, link in links),
            owed=tuple(lists[Thanks.OWED]),
            thanked=tuple(lists[Thanks.THANKED]),
            let_be=tuple(lists[Thanks.LET_BE]),
        )

    def drop(self, is_certain: Callable[[ReferralRow], bool]) -> None:
        """Keep the introductions that are certain to stand where they stand."""
        self.rows = [row for row in self.rows if is_certain(row)]
        kept = {row.id for row in self.rows}
        self._links = [one for one in self._links if one[2].id in kept]


def _row(row: Any, faces: Mapping[PersonId, PersonFace], dead: set[int], today: date) -> ReferralRow:
    # Taken apart at once: asking a row for each name takes three times as long.
    number, by, of, on_day, became_work_on, thanked_on, how, again_on, again_how, circle = row
    what = owed(thanked_on, became_work_on, again_on)
    if what is None:
        thanks, day = Thanks.THANKED, again_on or thanked_on
        how = again_how or how if again_on is not None else how
    else:
        thanks = Thanks.LET_BE if by in dead or circle is Circle.REST else Thanks.OWED
        day = became_work_on if what is Owed.WORK else on_day
    return ReferralRow(ReferralId(number), faces[by], faces[of], thanks, what, day, how, today)


def _thanked_words(name: str, how: str, when: str) -> str:
    if not how:
        return _("for {name}, {day}").format(name=name, day=when)
    return _("for {name}, {how}, {day}").format(name=name, how=how, day=when)


def _when(day: date, today: date) -> str:
    """ "19 March" within twelve months, "March 2024" beyond: long ago the day tells nothing."""
    names = {"day": day.day, "month": month_name(day.month), "year": day.year}
    if day > months_before(today, 12):
        return _("{day} {month}").format(**names)
    return _("{month} {year}").format(**names)


def _sentence(count: int, since: int, waiting: int) -> str:
    if not count:
        return ""
    text = ngettext("{count} introduction since {year}.", "{count} introductions since {year}.", count)
    first = text.format(count=starting(count_word(count)), year=since)
    if not waiting:
        return _("{introductions} Everybody was thanked.").format(introductions=first)
    text = ngettext(
        "{introductions} {count} still deserves a thank-you.",
        "{introductions} {count} still deserve a thank-you.",
        waiting,
    )
    return text.format(introductions=first, count=starting(count_word(waiting)))
