"""Looks into a backup before it is restored: who is in it, and what would be different from now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from relmgr.backup.erased import Noted, noted_in, people_in
from relmgr.backup.making import headline
from relmgr.backup.model import Backup
from relmgr.backup.trust import require_known
from relmgr.errors import DamagedError, RelmgrError, WrongKeyError
from relmgr.i18n import _
from relmgr.paths import Profile
from relmgr.store import sqlcipher
from relmgr.store.sqlcipher import DRIVER_ERRORS, DatabaseKey, always, damaged, explain
from relmgr.store.sqlcipher.copying import Going
from relmgr.vault import Unlocked
from relmgr.vault.record import VaultRecord, read_copies
from relmgr.vault.slots import is_right_key
from relmgr.vault.unlocking import key_by_passphrase, key_by_recovery_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What a backup holds."""

    schema: str
    people: int
    conversations: int
    names: tuple[str, ...]
    """Everybody in the list, as it sorts them."""
    last_talk: date | None
    """The day of the latest conversation in it."""
    erased: tuple[str, ...] = ()
    """People in it who were erased since, by name: a restore leaves them out unless it is told to bring them back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a restore would change, seen from now."""

    comes_back: tuple[str, ...]
    """People in the backup who are not in the list now; those who were erased are not among them."""
    goes: tuple[str, ...]
    """People in the list now who are not in the backup."""
    changed: tuple[str, ...]
    """People in both who are described differently, by today's names."""
    people: int
    """How many more people a restore would leave than there are now, without the erased; negative: fewer."""
    conversations: int
    """How many more conversations; negative: fewer."""


@dataclass(frozen=True, slots=True)
class _Content:
    inside: Inside
    people: Mapping[str, tuple[str, tuple[object, ...]]]
    """By uid: name, and everything noted in the row of the person."""
    erased: frozenset[str] = frozenset()
    """Those of them, by uid, who were erased since."""


def key_of(backup: Backup, *, passphrase: str = "", recovery_code: str = "") -> DatabaseKey:
    """The key of a backup by what opens it; nothing is written. Raises as unlocking a file does."""
    record = record_of(backup)
    key = (
        key_by_recovery_code(record, recovery_code)
        if recovery_code
        else key_by_passphrase(record, passphrase)
    )
    if not is_right_key(key, record.vault_id, record.key_check):
        raise DamagedError(
            _(
                "“{path}” contradicts itself: the secret is right, but leads to another key. Nothing was changed. "
                "Choose another backup."
            ).format(path=backup.profile.vault_file)
        )
    return key


def record_of(backup: Backup) -> VaultRecord:
    """The key slots in a backup; DamagedError without any that can be read."""
    record = read_copies(backup.profile).record
    if record is None:
        raise DamagedError(
            _(
                "“{path}” is missing or cannot be read; without it this backup opens for nobody. Nothing was changed. "
                "Choose another backup."
            ).format(path=backup.profile.vault_file)
        )
    return record


def opens(backup: Backup, unlocked: Unlocked) -> bool:
    """Whether the key of the open file is that of the backup too."""
    try:
        record = read_copies(backup.profile).record
    except RelmgrError:
        return False
    if record is None:
        return backup.vault_id in ("", unlocked.vault_id)
    return is_right_key(unlocked.key, record.vault_id, record.key_check)


def vault_id_of(backup: Backup) -> str:
    """Whose file the backup is: as its keys say, else its manifest."""
    record = read_copies(backup.profile).record
    return record.vault_id if record is not None else backup.vault_id


def look(
    backup: Backup, key: DatabaseKey, *, present: Profile | None = None, goes_on: Going = always
) -> Inside:
    """What the backup holds; it is opened read-only, and nothing of it is trusted before its schema was compared.

    `present`: where a restore would go, whose file tells who was erased. Raises DamagedError, NewerFileError,
    WrongKeyError, DiskError.
    """
    vault_id = vault_id_of(backup)
    noted = noted_in(present, key, vault_id) if present is not None else Noted()
    return _content(backup.profile.database, key, vault_id, goes_on, noted=noted).inside


def compare(backup: Backup, unlocked: Unlocked, *, goes_on: Going = always) -> tuple[Inside, Difference]:
    """What the backup holds, and what of it differs from the file as it is now; the file may be open."""
    noted = noted_in(unlocked.profile, unlocked.key, unlocked.vault_id)
    there = _content(backup.profile.database, unlocked.key, vault_id_of(backup), goes_on, noted=noted)
    now = _content(unlocked.profile.database, unlocked.key, unlocked.vault_id, goes_on, is_own=True)
    both = there.people.keys() & now.people.keys()
    return there.inside, Difference(
        comes_back=_names(there, there.people.keys() - now.people.keys() - there.erased),
        goes=_names(now, now.people.keys() - there.people.keys()),
        changed=_names(now, {uid for uid in both if _differ(there.people[uid], now.people[uid])}),
        people=there.inside.people - len(there.erased) - now.inside.people,
        conversations=there.inside.conversations - now.inside.conversations,
    )


def _differ(one: tuple[str, tuple[object, ...]], other: tuple[str, tuple[object, ...]]) -> bool:
    mine, theirs = dict(_pairs(one[1])), dict(_pairs(other[1]))
    shared = mine.keys() & theirs.keys()  # an older schema knows fewer columns
    return any(mine[name] != theirs[name] for name in shared)


def _pairs(row: tuple[object, ...]) -> list[tuple[object, object]]:
    return [pair for pair in row if isinstance(pair, tuple)]


def _names(content: _Content, uids: "set[str]") -> tuple[str, ...]:
    return tuple(sorted((content.people[uid][0] for uid in uids), key=str.casefold))


def _content(
    path: Path,
    key: DatabaseKey,
    vault_id: str,
    goes_on: Going,
    *,
    is_own: bool = False,
    noted: Noted = Noted(),  # noqa: B008 -- a frozen value
) -> _Content:
    connection = sqlcipher.open_beside(path, key, vault_id)
    try:
        schema = "" if is_own else require_known(connection, path)
        connection.execute("BEGIN")
        if not is_own:
            sqlcipher.check_structure(connection, path, goes_on=goes_on)
        people = _people(connection)
        last = connection.execute("SELECT max(on_day) FROM conversation").fetchone()[0]
        count, talks = headline(connection)
        erased = people_in(connection, key, noted)
        connection.execute("COMMIT")
    except DRIVER_ERRORS as error:
        raise explain(error, path) or damaged(path) from error
    finally:
        connection.close()
    return _Content(
        Inside(
            schema=schema,
            people=count or 0,
            conversations=talks or 0,
            names=tuple(sorted((name for name, _row in people.values()), key=str.casefold)),
            last_talk=date.fromisoformat(str(last)[:10]) if last else None,
            erased=tuple(one.name for one in erased),
        ),
        people,
        frozenset(one.uid for one in erased if one.is_listed),
    )


def _people(connection: Any) -> dict[str, tuple[str, tuple[object, ...]]]:
    cursor = connection.execute("SELECT * FROM person WHERE deleted_at IS NULL AND NOT is_light")
    columns = [column[0] for column in cursor.description]
    uid, name = columns.index("uid"), columns.index("display_name")
    return {str(row[uid]): (str(row[name]), tuple(zip(columns[1:], row[1:], strict=True))) for row in cursor}


def require_key(key: DatabaseKey, record: VaultRecord, path: Path) -> None:
    """WrongKeyError unless `key` is the one that `record` was made for."""
    if not is_right_key(key, record.vault_id, record.key_check):
        raise WrongKeyError(
            _(
                "“{path}” is a backup of another file. Nothing was changed. "
                "Its own recovery key or passphrase opens it."
            ).format(path=path)
        )
