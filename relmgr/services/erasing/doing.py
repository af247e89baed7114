"""Erases somebody: out of the tables in one step, then the bytes, the cards and the backups, however often it is cut short.

`start` is the moment from which it holds: a kill before leaves everything, a kill after is finished at the next start.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from relmgr.backup import cleaning
from relmgr.domain.ids import PersonId
from relmgr.errors import DamagedError, NewerFileError, RelmgrError
from relmgr.i18n import _
from relmgr.services.erasing import elsewhere
from relmgr.services.people import record
from relmgr.store import Store, erasing, ledger, scrubbing
from relmgr.store import tables as t
from relmgr.store.erasing import Unfinished
from relmgr.store.fulltext import SEARCHED
from relmgr.store.ledger import Marks
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.store.store import Session

Progress = Callable[[int, int], object]
"""Called with how many steps are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where somebody's words may lie: the file, copies of it, and the folder of cards kept in step."""

    database: Path
    key: DatabaseKey = field(repr=False)
    vault_id: str
    copies: tuple[Path, ...] = ()
    """Backups and files that were replaced by a restore."""
    cards: Path | None = None
    other_cards: tuple[Path, ...] = ()
    """Folders that cards were once written to; there a file goes whose card has the identity of somebody erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What became of it."""

    cleaned: tuple[Path, ...] = ()
    """Copies that held them and do not any more."""
    left: tuple[tuple[Path, str], ...] = ()
    """What could not be cleaned, each with the sentence that says why; it is tried again at the next start."""
    unreadable: tuple[tuple[Path, str], ...] = ()
    """Copies that nobody can read with this key and version, damaged ones too; they stay until the user deletes them."""

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing to try again."""
        return not self.left


def start(store: Store, person_id: PersonId, now: datetime, *, cut_texts: bool = False) -> None:
    """Take the person out of every table, for good and in one step, and note what is still to be cleaned.

    `cut_texts`: what is written in conversations they shared with others goes too. Raises NotFoundError, and a
    RelmgrError where the disk refuses: then nothing was changed.
    """
    for _step in start_in_steps(store, person_id, now, cut_texts=cut_texts):
        pass


def start_in_steps(
    store: Store, person_id: PersonId, now: datetime, *, cut_texts: bool = False
) -> Generator[None, None, None]:
    """The same beside a window that stays alive. Closing the generator before its end leaves everything as it was."""
    store.require_names()
    with store.read() as session:
        name = record.details_in(session, person_id).name
    with store.final(_("Erase {name}").format(name=name)) as session:
        for _step in _all_of_it(store, session, person_id, now, cut_texts):
            with store.resting():
                yield


def _all_of_it(
    store: Store, session: Session, person_id: PersonId, now: datetime, cut_texts: bool
) -> Iterator[None]:
    at = _moment_of_its_own(session, now)
    reach = erasing.extent(session, person_id)
    yield
    for marks in ledger.marks_of(session, store.ledger_key, reach.people).values():
        ledger.note(session, marks, at)
    yield
    files = yield from erasing.take_out(session, reach, cut_texts=cut_texts)
    for _left in store.refresh_so_far():
        yield
    erasing.begin(session, Unfinished(at.isoformat(), files, cut_texts))
    yield


def empty_trash_in_steps(store: Store, now: Callable[[], datetime]) -> Generator[tuple[int, int], None, None]:
    """Erase everybody in the trash, one after the other: yields (done, of so many). Closing it leaves the rest there.

    With one may go another, who is known only through them. Raises as `start`; whoever was erased before stays erased.
    """
    p = t.person.c
    with store.read() as session:
        waiting = list(
            session.execute(select(p.id).where(p.deleted_at.is_not(None)).order_by(p.id)).scalars()
        )
    for done, id_ in enumerate(waiting):
        yield done, len(waiting)
        with store.read() as session:
            is_there = session.execute(select(p.id).where(p.id == id_, p.deleted_at.is_not(None))).first()
        if is_there is not None:
            for _step in start_in_steps(store, PersonId(id_), now()):
                yield done, len(waiting)


def _moment_of_its_own(session: Session, now: datetime) -> datetime:
    """The ledger tells erasures apart by their moment, to the second."""
    at = now.astimezone(UTC).replace(microsecond=0)
    last = session.execute(select(func.max(t.erased.c.at))).scalar()
    latest = datetime.fromisoformat(last) if isinstance(last, str) else last
    return max(at, latest + timedelta(seconds=1)) if latest is not None else at


def unfinished(store: Store) -> Unfinished | None:
    """An erasure that was begun and has still to be finished; None mostly."""
    with store.read() as session:
        return erasing.unfinished(session)


def finish(
    places: Places,
    one: Unfinished,
    hashes: frozenset[str],
    now: datetime,
    progress: Progress = lambda _done, _of: None,
) -> Erased:
    """Clean what is left to clean; off the window's thread, on connections of its own.

    The cards go first, then the file, then one copy after the other. Raises a RelmgrError where the file itself
    could not be cleaned; a copy that cannot be reached is named in the result.
    """
    steps = 1 + len(SEARCHED) + 1 + len(places.copies)
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, steps)

    left: list[tuple[Path, str]] = _without_cards(places.cards, one.files)
    left += elsewhere.clean(places.other_cards, ledger.ledger_key(places.key), hashes)
    step()
    scrubbing.scrub(places.database, places.key, step)
    cleaned: list[Path] = []
    unreadable: list[tuple[Path, str]] = []
    begun = datetime.fromisoformat(one.at).timestamp()
    for copy in places.copies:
        try:
            is_later = copy.stat().st_mtime >= begun
            if cleaning.clean(
                copy, places.key, places.vault_id, hashes, now, always=is_later, cut_texts=one.cut_texts
            ):
                cleaned.append(copy)
        except FileNotFoundError:
            pass  # thinned out meanwhile: gone is gone
        except (DamagedError, NewerFileError) as error:
            unreadable.append((copy, str(error)))
        except (RelmgrError, OSError) as error:
            left.append((copy, str(error)))
        step()
    return Erased(cleaned=tuple(cleaned), left=tuple(left), unreadable=tuple(unreadable))


def _without_cards(folder: Path | None, files: Iterable[str]) -> list[tuple[Path, str]]:
    left: list[tuple[Path, str]] = []
    for name in files:
        if folder is None or Path(name).name != name:
            continue
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            left.append((folder / name, error.strerror or type(error).__name__))
    return left


def hashes_of(store: Store, one: Unfinished) -> frozenset[str]:
    """By what the erased are known again in copies."""
    begun = datetime.fromisoformat(one.at)
    with store.read() as session:
        kept = ledger.read(session, store.ledger_key).kept
    return frozenset(digest for digest, at in kept.items() if at >= begun)


def settle(store: Store, places: Places) -> None:
    """It is finished: take the note of it out of the file, and the note's own bytes out of the log. Raises a RelmgrError."""
    with store.note() as session:
        erasing.settle(session)
    scrubbing.empty_log(places.database, places.key)


def erase(
    store: Store, person_id: PersonId, places: Places, now: datetime, *, cut_texts: bool = False
) -> Erased:
    """All of it at once, for whoever can wait: the command line and tests. Raises a RelmgrError."""
    start(store, person_id, now, cut_texts=cut_texts)
    return go_on(store, places, now)


def go_on(store: Store, places: Places, now: datetime) -> Erased:
    """Finish what was begun, here and now; nothing to do is done at once."""
    one = unfinished(store)
    if one is None:
        return Erased()
    found = finish(places, one, hashes_of(store, one), now)
    if found.is_whole:
        settle(store, places)
    return found


# The ledger, for whoever brings people in.


def erased_before(store: Store) -> Callable[[Marks], datetime | None]:
    """What tells when somebody was erased, by their marks (`relmgr.store.ledger.marks`); reads the ledger once."""
    with store.read() as session:
        return ledger.read(session, store.ledger_key).erased_at


def let_back(session: Session, marks: Marks) -> None:
    """The user takes somebody in again, inside the change that does it: they are no longer asked about."""
    ledger.let_back(session, marks)


def count_erased(store: Store) -> int:
    """How many erasures the ledger holds."""
    with store.read() as session:
        return ledger.count(session)


def clear_ledger(store: Store) -> None:
    """Forget who was erased: they may come back unasked. Not undoable."""
    with store.note() as session:
        ledger.clear(session)
