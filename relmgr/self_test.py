"""`--self-test`: whether this build of Relmgr holds all it needs and works here, in a folder that is thrown away.

Nothing of the user's is opened, asked for or written. For those who build and install, so the lines are English.
"""

import importlib
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from relmgr import i18n
from relmgr.clock import fixed
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind
from relmgr.domain.phrases import parse_day, parse_partial
from relmgr.errors import KeyringError, VaultError
from relmgr.services import contacts, people
from relmgr.services.people import PersonInput
from relmgr.store import database, migrate, sqlcipher
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer import vcard
from relmgr.vault import keychain

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
CLOCK = fixed(NOW)
_VAULT = "a vault of the self-test"
_MARKER = "Megan Jacobs of the self-test"
_CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Müller\r\nTEL:+44 117 496 0142\r\nEND:VCARD\r\n"
_KEYRINGS = {"win32": ("Windows",), "darwin": ("macOS",)}

Question = Callable[[Path], str]
"""Tries one thing in a folder of its own and tells what it found; raises whatever stands in the way."""


class NotAsItShouldBeError(Exception):
    """Something answered, and wrongly."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one question came to."""

    name: str
    passed: bool
    detail: str


def require(condition: bool, wrong: str) -> None:
    """Raise NotAsItShouldBeError, saying what is `wrong`, unless `condition` holds."""
    if not condition:
        raise NotAsItShouldBeError(wrong)


def verdicts(questions: Iterable[tuple[str, Question]], folder: Path) -> Iterator[Verdict]:
    """Ask each of `questions`, by name, in a folder of its own within `folder`."""
    for name, question in questions:
        own = folder / name.replace(" ", "-")
        own.mkdir(mode=0o700)
        try:
            yield Verdict(name, True, question(own))
        except Exception as error:  # noqa: BLE001  (whatever is wrong is the verdict)
            yield Verdict(name, False, f"{type(error).__name__}: {error}")


def questions() -> tuple[tuple[str, Question], ...]:
    """What can be asked without a window."""
    return (
        ("keyring", _keyring),
        ("sqlcipher", _sqlcipher),
        ("migrations", _migrations),
        ("dates", _dates),
        ("contacts", _contacts),
        ("notifications", _notifications),
        ("translations", _translations),
    )


def _keyring(_folder: Path) -> str:
    """The way to the keyring is built in; which one answers, if any, is the computer's affair. No secret is touched."""
    for name in _KEYRINGS.get(sys.platform, ("SecretService", "kwallet")):
        importlib.import_module(f"keyring.backends.{name}")
    try:
        found = keychain.system_keychain()
    except KeyringError as error:
        return f"built in; here it does not answer ({error.state})"
    return "built in; none here, so a passphrase opens the file" if found is None else found.backend_name


def _sqlcipher(folder: Path) -> str:
    key, path = DatabaseKey(secrets.token_bytes(sqlcipher.KEY_BYTES)), folder / "relmgr.db"
    store = database.create_store(path, key, _VAULT)
    made = people.add(store, PersonInput(given=_MARKER), NOW)
    with store.read() as session:
        cipher = session.exec_driver_sql("PRAGMA cipher_version").scalar()
        sqlite = session.exec_driver_sql("SELECT sqlite_version()").scalar()
    store.close()
    written = b"".join(each.read_bytes() for each in folder.iterdir())
    require(_MARKER.encode() not in written and b"SQLite format 3" not in written, "the file is readable")
    again = database.open_store(path, key, _VAULT)
    require(people.details(again, made).input.given == _MARKER, "what was written is not what is read")
    again.close()
    try:
        database.open_store(path, DatabaseKey(bytes(sqlcipher.KEY_BYTES)), _VAULT).close()
    except VaultError:
        return f"SQLCipher {cipher}, SQLite {sqlite}; a file made, closed, read, and closed to another key"
    raise NotAsItShouldBeError("another key opened the file")


def _migrations(folder: Path) -> str:
    """A file as the first release made it, with somebody in it, opened by this one."""
    key, path = DatabaseKey(secrets.token_bytes(sqlcipher.KEY_BYTES)), folder / "relmgr.db"
    database.create_old(path, key, _VAULT, migrate.FIRST, _SOMEBODY)
    store = database.open_store(path, key, _VAULT, may_upgrade=True)
    with store.read() as session:
        revision = migrate.stored_revision(session)
    name = people.details(store, PersonId(1)).name
    store.close()
    require(revision == migrate.REVISION, f"it stands at {revision}")
    require(name == _MARKER, "who was in it is gone")
    return f"{migrate.FIRST} to {revision}"


_SOMEBODY = (
    "INSERT INTO person (id, uid, display_name, created_at, changed_at)"
    f" VALUES (1, 'self-test', '{_MARKER}', '2026-11-01T09:00:00Z', '2026-11-01T09:00:00Z')"
)


def _dates(_folder: Path) -> str:
    tuesday = NOW.date()
    require(parse_day("next Friday", tuesday) is not None, "next Friday")
    require(parse_day("27 November", tuesday) == date(2026, 11, 27), "27 November")
    require(parse_partial("--02-29").day == 29, "29 February")
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC).astimezone(ZoneInfo("Europe/London"))
    require(summer.hour == 13, "summer in London")
    return "days, parts of days and time zones"


def _contacts(_folder: Path) -> str:
    (card,) = vcard.read(_CARD.encode())
    require(isinstance(card, vcard.Card) and card.formatted_name == "Zoë Müller", "a card")
    number = contacts.normalised(ContactKind.PHONE, "0117 496 0142", "GB")
    require(number == "+441174960142", f"a number came out as {number}")
    return "a vCard and a telephone number"


def _notifications(_folder: Path) -> str:
    if not sys.platform.startswith("linux"):
        return "our own popup"
    from jeepney import DBusAddress, new_method_call

    address = DBusAddress("/org/freedesktop/Notifications", bus_name="org.freedesktop.Notifications")
    message = new_method_call(address, "Notify", "susssasa{sv}i", ("Relmgr", 0, "", "", "", [], {}, -1))
    require(len(message.serialise(1)) > 100, "a message")
    return "the desktop's, over D-Bus"


def _translations(_folder: Path) -> str:
    before = i18n.language()
    said = {}
    try:
        for language in i18n.catalogues():
            require(i18n.use([language]) == language, language)
            said[language] = i18n._("Today")
    finally:
        i18n.use([before])
    require(said.get("de", "Today") != "Today", "the German catalogue says nothing")
    return ", ".join(f"{language} ({word})" for language, word in said.items())
