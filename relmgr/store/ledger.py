"""What was erased, as keyed hashes: enough to ask before somebody comes back, and nothing that says who it was.

The key is made from the file's own, so that without it not even a guess can be tried (quality.md §4).
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from relmgr.domain.fold import fold, is_unspaced
from relmgr.domain.kinds import ContactKind
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.sqlcipher import DatabaseKey

_PURPOSE = b"relmgr: the ledger of what was erased"
_CHUNK = 500


def ledger_key(key: DatabaseKey) -> bytes:
    """The key of the hashes: of no use for opening the file."""
    return hmac.digest(key.raw(), _PURPOSE, "sha256")


@dataclass(frozen=True, slots=True)
class Marks:
    """What somebody is known again by, hashed: identities, whole names, e-mails, phones with the given name."""

    uids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """Every hash."""
        return self.uids | self.names | self.mails | self.phones

    def are_surely(self, known: frozenset[str]) -> bool:
        """Whether this is the person behind `known`: the same identity, or name and a way to reach them together."""
        by_reach = self.names & known and (self.mails | self.phones) & known
        return bool(self.uids & known or by_reach)


def marks(
    secret: bytes,
    *,
    uids: Iterable[str] = (),
    names: Iterable[str] = (),
    given: str = "",
    mails: Iterable[str] = (),
    phones: Iterable[str] = (),
) -> Marks:
    """The marks of somebody; `phones` normalised (services/contacts.py).

    A name of one word marks nobody: too many share it. A phone marks with the given name alone, for a family and a
    whole firm may answer one.
    """
    first = fold(given)
    return Marks(
        uids=frozenset(_hash(secret, "uid", uid.strip()) for uid in uids if uid.strip()),
        names=frozenset(_hash(secret, "name", name) for each in names if (name := _whole_name(each))),
        mails=frozenset(_hash(secret, "mail", fold(mail)) for mail in mails if fold(mail)),
        phones=frozenset(_hash(secret, "phone", f"{one}\0{first}") for one in phones if one and first),
    )


def _whole_name(name: str) -> str:
    """The words of a name in an order of their own, "" for one that is only one word."""
    letters = "".join(c if c.isalnum() or ord(c) > 0x7F else " " for c in fold(name))
    words = sorted(set(letters.split()))
    is_whole = len(words) > 1 or any(map(is_unspaced, name))
    return " ".join(words) if is_whole else ""


def _hash(secret: bytes, kind: str, value: str) -> str:
    return hmac.digest(secret, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), "sha256").hex()


def marks_of(connection: Connection, secret: bytes, ids: Sequence[int]) -> dict[int, Marks]:
    """The marks of people in the file."""
    found: dict[int, Marks] = {}
    for start in range(0, len(ids), _CHUNK):
        found |= _some_marks(connection, secret, ids[start : start + _CHUNK])
    return found


_P, _M, _I = t.person.c, t.contact_method.c, t.identity.c
_PEOPLE = select(_P.id, _P.uid, _P.display_name, _P.given, _P.family, _P.native_name).where(among(_P.id))
_METHODS = select(_M.person_id, _M.contact_kind, _M.value, _M.normalised).where(among(_M.person_id))
_IDENTITIES = select(_I.person_id, _I.uid).where(among(_I.person_id))


def _some_marks(connection: Connection, secret: bytes, ids: Sequence[int]) -> dict[int, Marks]:
    asked = {"ids": listed(ids)}
    methods: dict[int, list[Any]] = {}
    for method in connection.execute(_METHODS, asked):
        methods.setdefault(method.person_id, []).append(method)
    uids: dict[int, list[str]] = {}
    for identity in connection.execute(_IDENTITIES, asked):
        uids.setdefault(identity.person_id, []).append(identity.uid)
    found: dict[int, Marks] = {}
    for row in connection.execute(_PEOPLE, asked):
        reach = methods.get(row.id, ())
        found[row.id] = marks(
            secret,
            uids=(row.uid, *uids.get(row.id, ())),
            names=(row.display_name, f"{row.given} {row.family}", row.native_name),
            given=row.given,
            mails=[one.normalised or one.value for one in reach if one.contact_kind is ContactKind.EMAIL],
            phones=[one.normalised for one in reach if one.contact_kind is ContactKind.PHONE],
        )
    return found


@dataclass(frozen=True, slots=True)
class Ledger:
    """The hashes kept, each with the moment of its erasure."""

    secret: bytes
    kept: dict[str, datetime]

    def erased_at(self, found: Marks) -> datetime | None:
        """When somebody with one of these marks was erased; None for somebody new."""
        moments = [self.kept[one] for one in found.all if one in self.kept]
        return max(moments, default=None)

    def since(self, at: datetime) -> frozenset[str]:
        """The hashes of the erasure at that moment."""
        return frozenset(one for one, moment in self.kept.items() if moment == at)


def read(connection: Connection, secret: bytes) -> Ledger:
    """The ledger as it stands."""
    rows = connection.execute(select(t.erased.c.digest, t.erased.c.at))
    return Ledger(secret, {row.digest: row.at for row in rows})


def note(connection: Connection, found: Marks, at: datetime) -> None:
    """Note that somebody with these marks was erased at `at`; who was erased before counts from now."""
    hashes = sorted(found.all)
    connection.execute(delete(t.erased).where(t.erased.c.digest.in_(hashes)))
    if hashes:
        connection.execute(insert(t.erased), [{"digest": one, "at": at} for one in hashes])


def let_back(connection: Connection, found: Marks) -> None:
    """The user took somebody in again: what was noted of that erasure goes."""
    e = t.erased.c
    moments = list(connection.execute(select(e.at).where(e.digest.in_(found.all)).distinct()).scalars())
    connection.execute(delete(t.erased).where(e.at.in_(moments)))


def count(connection: Connection) -> int:
    """How many erasures are noted."""
    return int(connection.execute(select(func.count(t.erased.c.at.distinct()))).scalar_one())


def clear(connection: Connection) -> None:
    """Forget all of it: whoever was erased may come back unasked."""
    connection.execute(delete(t.erased))
