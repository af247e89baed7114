"""Whom the user erased and a backup still holds: told before a restore, then left out or brought back (quality.md §4)."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from relmgr.domain.kinds import ContactKind
from relmgr.errors import RelmgrError
from relmgr.paths import Profile
from relmgr.store import ledger, sqlcipher
from relmgr.store.erasing import UNFINISHED, without_cards
from relmgr.store.ledger import Marks
from relmgr.store.sqlcipher import DRIVER_ERRORS, DatabaseKey

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Noted:
    """What a file notes of the people erased from it."""

    hashes: Mapping[str, str] = field(default_factory=dict)
    """The ledger: hash → the moment of the erasure (ISO 8601)."""
    unfinished: str | None = None
    """An erasure that has still to reach some copy, as the file keeps it (store/erasing.py)."""

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def without(self, back: Iterable["Erased"]) -> "Noted":
        """The same once these are brought back: the whole of each erasure that named one of them is forgotten."""
        forgotten = {self.hashes[one] for each in back for one in each.marks.all if one in self.hashes}
        if not forgotten:
            return self
        kept = {digest: at for digest, at in self.hashes.items() if at not in forgotten}
        return Noted(kept, without_cards(self.unfinished) if self.unfinished and kept else None)


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody in a backup whom the user erased since."""

    uid: str
    name: str
    is_listed: bool
    """Whether they are in the list of people there: neither light nor in its trash."""
    marks: Marks


def noted_in(profile: Profile, key: DatabaseKey, vault_id: str) -> Noted:
    """What the profile's file notes; nothing where there is no such file, or it cannot be read."""
    if not profile.database.exists():
        return Noted()
    try:
        connection = sqlcipher.open_beside(profile.database, key, vault_id)
    except RelmgrError as error:
        _log.warning("no ledger to carry over: %s", type(error).__name__)
        return Noted()
    try:
        hashes = dict(connection.execute("SELECT digest, at FROM erased ORDER BY id"))
        begun = connection.execute("SELECT value FROM meta WHERE key = ?", (UNFINISHED,)).fetchone()
        return Noted(hashes, begun[0] if begun else None)
    except DRIVER_ERRORS:
        _log.warning("no ledger to carry over: it cannot be read, or the file is older than it")
        return Noted()
    finally:
        connection.close()


def note(connection: Any, noted: Noted) -> None:
    """Note the same in another file, whose own ledger stays."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT OR IGNORE INTO erased (digest, at) VALUES (?, ?)", list(noted.hashes.items())
    )
    if noted.unfinished is not None:
        connection.execute(
            "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (UNFINISHED, noted.unfinished)
        )
    connection.execute("COMMIT")


def people_in(connection: Any, key: DatabaseKey, noted: Noted) -> tuple[Erased, ...]:
    """Everybody in the file of this plain connection who is noted as erased, by name; its schema may be an older one."""
    if not noted:
        return ()
    secret, hashes = ledger.ledger_key(key), frozenset(noted.hashes)
    methods = _by_person(
        connection.execute("SELECT person_id, contact_kind, value, normalised FROM contact_method")
    )
    identities = _by_person(connection.execute("SELECT person_id, uid FROM identity"))
    found: list[Erased] = []
    for id_, uid, name, given, family, native, deleted, is_light in connection.execute(_PEOPLE):
        reach = methods.get(id_, ())
        marks = ledger.marks(
            secret,
            uids=(uid, *(one[0] for one in identities.get(id_, ()))),
            names=(name, f"{given} {family}", native),
            given=given,
            mails=[normalised or value for kind, value, normalised in reach if kind == ContactKind.EMAIL],
            phones=[normalised for kind, _value, normalised in reach if kind == ContactKind.PHONE],
        )
        if marks.are_surely(hashes):
            found.append(Erased(str(uid), str(name), deleted is None and not is_light, marks))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


_PEOPLE = "SELECT id, uid, display_name, given, family, native_name, deleted_at, is_light FROM person"


def _by_person(rows: Iterable[Any]) -> dict[int, list[tuple[str, ...]]]:
    found: dict[int, list[tuple[str, ...]]] = {}
    for person_id, *rest in rows:
        found.setdefault(person_id, []).append(tuple(rest))
    return found
