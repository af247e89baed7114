"""Processes that write people's lives into a real file until they are killed, and say what was kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from relmgr.domain.kinds import ConversationKind, Direction
from relmgr.services import conversations, erasing, people
from relmgr.services.conversations import ConversationInput, PersonTalk, PromiseInput
from relmgr.store import Store
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer.importing import Importer, plan
from relmgr.transfer.vcard import read

KEY = bytes(range(32))
VAULT = "a vault of the tests"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
CARDS = "cards.vcf"


def open_file(folder: Path) -> Store:
    """The file in `folder`."""
    return open_store(folder / "relmgr.db", DatabaseKey(KEY), VAULT)


def write_on_and_on(folder: Path, pipe: Connection) -> None:
    """Add people, talk with them, promise things; says after each change what is kept from now on."""
    store = open_file(folder)
    number = people.count(store)
    while True:
        name = f"Person {number}"
        person_id = people.add(store, people.PersonInput(given="Person", family=str(number)), NOON)
        pipe.send(f"person {name}")
        for turn in range(3):
            text = f"talk {number}.{turn}"
            given = ConversationInput(
                at=NOON,
                zone="Europe/London",
                on_day=NOON.date(),
                kind=ConversationKind.CALL,
                people=(PersonTalk(person_id=person_id),),
                their_world=text,
                next_step="Ring back",
                next_on=NOON.date(),
                promises=(PromiseInput(direction=Direction.OF_ME, statement=text, due_on=NOON.date()),),
            )
            conversations.log(store, given, NOON)
            pipe.send(f"talk {text}")
        number += 1


def import_once(folder: Path, pipe: Connection) -> None:
    """Import the cards in the folder; says each slice, and "done"."""
    store = open_file(folder)
    _import(store, folder, lambda: pipe.send("slice"))
    pipe.send("done")


def import_and_undo(folder: Path, pipe: Connection) -> None:
    """Import, say so, take it back, say so."""
    store = open_file(folder)
    _import(store, folder, lambda: None)
    pipe.send("imported")
    store.undo()
    pipe.send("undone")


def _import(store: Store, folder: Path, after_slice: Callable[[], None]) -> None:
    made = plan(store, read((folder / CARDS).read_bytes()))
    importer = Importer(store, made, made.writing, NOON)
    while importer.step():
        after_slice()


ERASED = "Sven Zyqolsen"
COPIES = ("first.db", "second.db")


def erase_once(folder: Path, pipe: Connection) -> None:
    """Erase the one called `ERASED` from the file and its copies; says "began" once it holds, and "done"."""
    store = open_file(folder)
    (who,) = people.find(store, ERASED)
    erasing.start(store, who.id, NOON)
    pipe.send("began")
    erasing.go_on(store, erasing_places(folder), NOON)
    pipe.send("done")


def erasing_places(folder: Path) -> erasing.Places:
    """The file in `folder`, and its copies."""
    return erasing.Places(
        database=folder / "relmgr.db",
        key=DatabaseKey(KEY),
        vault_id=VAULT,
        copies=tuple(folder / name for name in COPIES),
    )
