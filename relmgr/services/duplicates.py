"""Possible duplicates: everybody as plain values for the search in a thread, and who was told apart (X2).

reader = duplicates.Reader(store)      # in the window's thread, a slice at a time
while reader.step(): ...
pairs = reader.snapshot.find()         # anywhere: it holds no store
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from relmgr.domain import duplicates as rules
from relmgr.domain.duplicates import Entry, Number, Pair
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import Prepared
from relmgr.store.store import Session

SLICE = 60
"""People read at once while a window waits: some milliseconds."""
_FREED = 100
_TIES = 2000
"""Of who is told apart and who is tied to each other, rows read at once."""
_SHARED_LABELS = (
    "work",
    "office",
    "main",
    "company",
    "home",
    "fax",
    "switchboard",
    "buero",
    "büro",
    "zentrale",
    "bureau",
)
_MOBILE_LABELS = ("mobile", "cell", "handy", "mobil", "iphone", "gsm", "móvil", "portable")

_P, _C, _A, _O, _M = t.person.c, t.contact_method.c, t.affiliation.c, t.organisation.c, t.milestone.c
_PEOPLE = Prepared(
    select(
        *(_P.id, _P.display_name, _P.prefix, _P.given, _P.additional, _P.family, _P.suffix, _P.nickname),
        *(_P.native_name, _P.city, _P.is_light, t.summary.c.conversations),
    )
    .join(t.summary, t.summary.c.id == _P.id)
    .where(among(_P.id), _P.deleted_at.is_(None))
)
_METHODS = Prepared(
    select(_C.person_id, _C.contact_kind, _C.label, _C.normalised).where(
        among(_C.person_id), _C.normalised != ""
    )
)
_FIRMS = Prepared(
    select(_A.person_id, _O.name).join(t.organisation, _O.id == _A.organisation_id).where(among(_A.person_id))
)
_BIRTHDAYS = Prepared(
    select(*(_M.person_id, _M.on_year, _M.on_month, _M.on_day)).where(
        among(_M.person_id), _M.milestone_kind == MilestoneKind.BIRTHDAY
    )
)
_LAST = Prepared(select(func.coalesce(func.max(_P.id), 0)))
_NEXT = Prepared(select(_P.id).where(_P.id > bindparam("after")).order_by(_P.id).limit(SLICE))
"""With those in the trash, who are few: whoever asks for all the others at once waits for a tenth of a second."""
_T, _R = t.told_apart.c, t.relation.c
_NEVER_PAIRS = tuple(
    Prepared(
        select(row_id, one, other)
        .where(row_id > bindparam("after"))
        .order_by(row_id)
        .limit(bindparam("most"))
    )
    for row_id, one, other in (
        (_T.id, _T.one_person_id, _T.other_person_id),
        (_R.id, _R.from_person_id, _R.to_person_id),
    )
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everybody as they were when they were read. Holds nothing of the store, so that any thread may work on it."""

    entries: list[Entry]
    apart: Collection[tuple[int, int]]
    """Who is never a pair: told apart, or tied to each other; the smaller id first."""

    def find(
        self,
        is_cancelled: Callable[[], bool] = lambda: False,
        report: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> tuple[Pair, ...]:
        """Who may be one person, the surest first; () when cancelled."""
        return rules.find(self.entries, self.apart, is_cancelled=is_cancelled, report=report)

    def let_go(self) -> None:
        """Nobody needs the people any more: free them some at a time, so that other threads come to their turn."""
        while self.entries:
            del self.entries[-_FREED:]

    def certain(self, pairs: Iterable[Pair]) -> tuple[tuple[PersonId, ...], ...]:
        """Who is one person by the certain ones of `pairs`: of each group the first stays."""
        found = rules.groups(pairs, self.entries, self.apart)
        return tuple(tuple(PersonId(key) for key in group) for group in found)


@dataclass(slots=True)
class Reader:
    """Reads everybody a slice at a time, so that a window stays alive."""

    store: Store
    _entries: list[Entry] = field(default_factory=list)
    _last: int = -1
    _read: int = 0
    """Up to which id everybody is read."""
    _apart: set[tuple[int, int]] = field(default_factory=set)
    _ties: list[Prepared] = field(default_factory=lambda: list(_NEVER_PAIRS))
    _tied: int = 0
    """Up to which row of the table that is being read."""

    def step(self) -> bool:
        """Read one slice; whether there is more. Raises RelmgrError where the file cannot be read."""
        with self.store.read() as session:
            if self._last < 0:
                self._last = _LAST.firsts(session)[0]
            elif self._read < self._last:
                ids = _NEXT.firsts(session, after=self._read)
                self._entries += entries_of(session, ids)
                self._read = ids[-1] if ids else self._last
            elif self._ties:
                self._read_ties(session)
        return bool(self._read < self._last or self._ties)

    def _read_ties(self, session: Session) -> None:
        rows = self._ties[0].rows(session, after=self._tied, most=_TIES)
        self._apart.update((min(a, b), max(a, b)) for _id, a, b in rows)
        self._tied = rows[-1][0] if rows else 0
        if len(rows) < _TIES:
            del self._ties[0]
            self._tied = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Up to which id everybody is read, and the last one."""
        return (self._read, max(0, self._last))

    def snapshot(self) -> Snapshot:
        """What was read, once there is no more."""
        return Snapshot(self._entries, self._apart)


def snapshot(store: Store) -> Snapshot:
    """Everybody at once: for the command line."""
    reader = Reader(store)
    while reader.step():
        pass
    return reader.snapshot()


def compare(store: Store, one: PersonId, other: PersonId) -> Pair | None:
    """These two as a pair; None where nothing ties them, or one is in the trash."""
    with store.read() as session:
        both = entries_of(session, [one, other])
    return rules.compare(*both) if len(both) == 2 else None


def entries_of(session: Session, ids: list[int]) -> list[Entry]:
    """Those of these people who are not in the trash, as plain values."""
    chosen = listed(ids)
    methods: dict[int, list[Any]] = defaultdict(list)
    for row in _METHODS.rows(session, ids=chosen):
        methods[row.person_id].append(row)
    firms: dict[int, list[str]] = defaultdict(list)
    for person_id, name in _FIRMS.rows(session, ids=chosen):
        firms[person_id].append(name)
    birthdays = {row.person_id: partial_of(row, "on") for row in _BIRTHDAYS.rows(session, ids=chosen)}
    return [
        _entry(row, methods[row.id], firms[row.id], birthdays.get(row.id))
        for row in _PEOPLE.rows(session, ids=chosen)
    ]


def _entry(row: Any, methods: list[Any], firms: list[str], birthday: Any) -> Entry:
    by_kind: dict[ContactKind, list[Any]] = defaultdict(list)
    for each in methods:
        by_kind[each.contact_kind].append(each)

    def values(kind: ContactKind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.normalised for each in by_kind[kind]))

    return Entry(
        key=row.id,
        name=row.display_name,
        prefix=row.prefix,
        given=row.given,
        additional=row.additional,
        family=row.family,
        suffix=row.suffix,
        nickname=row.nickname,
        native=row.native_name,
        emails=values(ContactKind.EMAIL),
        numbers=tuple(number_of(each) for each in by_kind[ContactKind.PHONE]),
        links=values(ContactKind.LINK),
        chats=values(ContactKind.CHAT),
        organisations=tuple(dict.fromkeys(firms)),
        birthday=birthday,
        city=row.city,
        is_light=row.is_light,
        weight=10 * row.conversations + len(methods) + len(firms) + (birthday is not None),
    )


def number_of(row: Any) -> Number:
    """A telephone number of which `label` and `normalised` are known."""
    label = row.label.casefold()
    is_mobile = any(word in label for word in _MOBILE_LABELS)
    return Number(
        row.normalised,
        is_mobile=is_mobile,
        is_shared=not is_mobile and any(word in label for word in _SHARED_LABELS),
    )


def tell_apart(store: Store, one: PersonId, other: PersonId) -> None:
    """Remember that these two are not the same. Raises InputError for one person, NotFoundError."""
    if one == other:
        raise InputError(_("Choose two people."), "other")
    small, large = min(one, other), max(one, other)
    a = t.told_apart.c
    with store.change(_("Not the same")) as session:
        if session.execute(select(func.count()).where(_P.id.in_((one, other)))).scalar_one() < 2:
            raise NotFoundError(_("This person is no longer here. Undo may bring them back."))
        known = select(a.id).where(a.one_person_id == small, a.other_person_id == large)
        if session.execute(known).first() is None:
            session.execute(insert(t.told_apart).values(one_person_id=small, other_person_id=large))


def may_be_same(store: Store, one: PersonId, other: PersonId) -> None:
    """Take back that two were told apart; nothing happens where they were not."""
    a = t.told_apart.c
    with store.change(_("May be the same after all")) as session:
        session.execute(
            delete(t.told_apart).where(
                a.one_person_id == min(one, other), a.other_person_id == max(one, other)
            )
        )


@dataclass(frozen=True, slots=True)
class Apart:
    """Two who were told apart."""

    one: PersonId
    other: PersonId
    one_name: str
    other_name: str


def told_apart(store: Store) -> tuple[Apart, ...]:
    """Who was told apart, by name; those in the trash are left out."""
    one, other = t.person.alias(), t.person.alias()
    a = t.told_apart.c
    query = (
        select(a.one_person_id, a.other_person_id, one.c.display_name, other.c.display_name)
        .join(one, one.c.id == a.one_person_id)
        .join(other, other.c.id == a.other_person_id)
        .where(one.c.deleted_at.is_(None), other.c.deleted_at.is_(None))
        .order_by(one.c.display_name, other.c.display_name)
    )
    with store.read() as session:
        return tuple(
            Apart(PersonId(row[0]), PersonId(row[1]), row[2], row[3]) for row in session.execute(query)
        )
