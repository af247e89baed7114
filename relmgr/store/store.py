"""The Store: read, change, undo and redo on one connection, and who is told of it."""

import logging
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, exc

from relmgr.errors import DamagedError, HiddenError, InUseError, ReadOnlyError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import is_writable
from relmgr.store import beside, derived, fulltext, journal, kept, veil
from relmgr.store.changes import Changes, OpenChange, Origin
from relmgr.store.kept import Step
from relmgr.store.light import driver_of
from relmgr.store.sqlcipher import DRIVER_ERRORS, damaged, explain

_log = logging.getLogger(__name__)

UNDO_STEPS = 100
"""How many changes can be taken back (promise 6)."""


Session = Connection
"""What services read and write with: an SQLAlchemy Core connection inside a transaction."""


@dataclass(slots=True)
class Store:
    """The open file. Used from one thread only; queries return frozen values, never live rows."""

    engine: Engine
    connection: Connection
    path: Path
    is_read_only: bool = False
    ledger_key: bytes = field(default=b"", repr=False)
    """What the hashes of erased people are made with (store/ledger.py); of no use for opening the file."""
    is_held: bool = False
    """Another connection of ours writes the file anew: reading goes on, changes raise InUseError at once."""
    _undo: list[Step] = field(default_factory=list)
    _redo: list[Step] = field(default_factory=list)
    _listeners: list[Callable[[Changes], None]] = field(default_factory=list)
    _busy: bool = False
    _open: OpenChange = field(default_factory=lambda: OpenChange(0))
    _refreshed: int = 0
    _seen: journal.Seen = field(default_factory=partial(journal.Seen, derived.BY_ROW))
    """What `refresh_so_far` saw of the change that is open."""
    _is_resting: bool = False
    _damage: str = ""
    _has_recalled: bool = False
    _hides_names: bool = False
    _opened_as: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        self._opened_as = _identity(self.path)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent look at the file. Raises RelmgrError where the environment fails."""
        with self._transaction("BEGIN"):
            yield self.connection

    @contextmanager
    def change(self, label: str) -> Iterator[Session]:
        """All or nothing: commits as one undoable step called `label`, or leaves everything as it was.

        Raises RelmgrError where the disk or the file refuses. A change inside another read or change is a bug.
        """
        self.require_names()
        with self._transaction("BEGIN IMMEDIATE"):
            self._begin(is_new=True)
            yield self.connection
            touched = self._completed()
            if not self._open.is_kept:
                self._forget_old_steps()
        before, after = self._open.before, self._open.after
        if after == before:
            return
        self._has_recalled = True
        self._undo = [*self._undo[1 - UNDO_STEPS :], Step(label, before + 1, after)]
        self._redo = []
        self._tell(label, Origin.CHANGE, touched)

    @contextmanager
    def final(self, label: str) -> Iterator[Session]:
        """All or nothing like `change`, but for good: no step of before, and not this one, can be taken back.

        Whoever calls it has search and file written anew afterwards (store/scrubbing.py), which alone leaves nothing of
        what was taken out. Raises RelmgrError where the disk or the file refuses.
        """
        self.require_names()
        with self._transaction("BEGIN IMMEDIATE"):
            self._begin()
            yield self.connection
            touched = self._completed()
            journal.forget(self.connection, 0, journal.last(self.connection))
            kept.clear(self.connection)
            kept.clear_unsaved(self.connection)
        self._undo, self._redo = [], []
        self._has_recalled = True
        self._tell(label, Origin.FINAL, touched)

    @contextmanager
    def note(self) -> Iterator[Session]:
        """Write notes of delivery (what was shown, when we last looked): not undoable, told to nobody."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield self.connection

    @property
    def mark(self) -> tuple[int, bool]:
        """Another one after anything was written, undone or noted, or names were hidden: what was read before and what
        is read now are of one state while it stays."""
        connection: Any = self.connection.connection.driver_connection
        return connection.total_changes, self._hides_names

    @property
    def is_busy(self) -> bool:
        """Whether a read or a change is open, such as a long import, or another connection writes: ask again later."""
        return self._busy or self.is_held

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Between two slices of a long change: whoever looks meanwhile sees what is written so far.

        Another change then raises InUseError, so that nothing of it could be lost when this one is cancelled.
        """
        self._is_resting = True
        try:
            yield
        finally:
            self._is_resting = False

    def refresh_so_far(self, *, is_removing: bool = False) -> Iterator[int]:
        """Inside a long change: make lists and search anew for what it touched until now, a slice at each step.

        Yields how many people are still to do. What is not touched again is not refreshed when the change ends.
        `is_removing`: the change took much away, or may have.
        """
        final = journal.last(self.connection)
        seen = journal.Seen(derived.BY_ROW)
        yield from seen.look(self.connection, self._refreshed, final)
        yield from derived.refresh_in_slices(self.connection, seen, is_removing=is_removing)
        self._refreshed = final
        self._seen.add(seen)

    def keep_beside(self) -> Generator[None, None, None]:
        """The last thing inside a long change: write it for good in a thread, and the log into the file; yields meanwhile.

        With it a window lives through what cannot be sliced. Closing the generator waits for the thread; whoever does so
        looks at `has_kept` whether that came too late, for then the change stands and is to be ended like any other.
        """
        self._completed()
        yield from beside.in_thread(self.connection, self._keep)

    @property
    def has_kept(self) -> bool:
        """Whether the change that is open was written for good by `keep_beside`."""
        return self._open.is_kept

    def undo(self) -> str | None:
        """Take back the last change; its label, or None when there is nothing to take back."""
        return self._replay(self._undo, self._redo, Origin.UNDO)

    def redo(self) -> str | None:
        """Do again what was taken back last; its label, or None."""
        return self._replay(self._redo, self._undo, Origin.REDO)

    def undo_in_steps(self) -> Generator[int, None, str | None]:
        """The same as `undo` beside a window that stays alive: yields how much is left, and returns the label.

        Closing the generator before its end leaves everything as it was. Meanwhile the store is as in any long change.
        """
        return self._replay_in_steps(self._undo, self._redo, Origin.UNDO)

    def redo_in_steps(self) -> Generator[int, None, str | None]:
        """The same as `redo`, in the manner of `undo_in_steps`."""
        return self._replay_in_steps(self._redo, self._undo, Origin.REDO)

    @property
    def undo_size(self) -> int:
        """How many notes undo would carry out: thousands are better done in steps."""
        return self._undo[-1].final - self._undo[-1].first + 1 if self._undo else 0

    @property
    def redo_size(self) -> int:
        """How many notes redo would carry out."""
        return self._redo[-1].final - self._redo[-1].first + 1 if self._redo else 0

    @property
    def undo_label(self) -> str | None:
        """What undo would take back; None too while names are hidden, which it may say."""
        return self._undo[-1].label if self._undo and not self._hides_names else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again; None too while names are hidden."""
        return self._redo[-1].label if self._redo and not self._hides_names else None

    def on_change(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `listener` after every change, undo and redo; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def has_begun_erasing(self) -> bool:
        """Whether an erasure was begun and is not finished (store/erasing.py): a kill or a lock came between."""
        with self.read() as session:
            begun = "SELECT 1 FROM meta WHERE key = 'erasing'"
            return session.exec_driver_sql(begun).first() is not None

    def forget_steps(self) -> None:
        """Nothing done so far can be taken back any more, what is kept in the file included.

        For a file that was just filled with samples, and for what is erased: no step brings it back, and no text
        that was typed and not saved names them.
        """
        with self.note():
            journal.forget(self.connection, 0, journal.last(self.connection))
            kept.clear(self.connection)
            kept.clear_unsaved(self.connection)
        self._undo, self._redo = [], []

    def keep_steps(self) -> None:
        """Before the file is shut: keep what can be taken back and done again inside it, for `recall_steps`.

        What the disk refuses is not kept, and said in the log alone: nothing of the user's is lost with it.
        """
        if self.is_read_only or self._busy or self._damage or not (self._undo or self._redo):
            return
        self._has_recalled = False  # a change after this makes them void, whoever makes it
        try:
            with self.note():
                kept.keep(self.connection, self._undo, self._redo)
        except RelmgrError as error:
            _log.warning("undo steps not kept: %s", type(error).__name__)

    def recall_steps(self) -> bool:
        """Take up what was kept when the file was shut last; False if somebody else changed the file since then.

        For the window: whoever does not call it makes the kept steps void by the first change.
        """
        if self.is_read_only:
            return True
        with self.note():
            found = kept.recall(self.connection)
        self._undo, self._redo = [*found.undo, *self._undo], [*found.redo, *self._redo]
        self._has_recalled = True
        return not found.was_void

    @property
    def hides_names(self) -> bool:
        """Whether everything read is without names and texts, for screen sharing (S2)."""
        return self._hides_names

    @property
    def takes_changes(self) -> bool:
        """Whether something can be changed: not in a read-only file, nor while names are hidden."""
        return not self.is_read_only and not self._hides_names

    def hide_names(self, hide: bool) -> None:
        """From now on read "Person 3" instead of a name and no text at all (relmgr/store/veil.py), or as usual again."""
        if hide != self._hides_names:
            with self.read():
                (veil.draw if hide else veil.lift)(self.connection)
            self._hides_names = hide

    def require_names(self) -> None:
        """HiddenError while names are hidden: for what leaves the window, which would be without them."""
        if self._hides_names:
            raise HiddenError(
                _(
                    "Names are hidden for sharing the screen, so nothing is changed or written out. Show them again first."
                )
            )

    def checkpoint(self) -> None:
        """Tidy the search a little and move the write-ahead log into the file; for idle moments, never inside a save."""
        if self.is_read_only or self.is_busy or self._damage:
            return
        try:
            with self.note() as session:
                fulltext.merge_a_little(session)
        except RelmgrError as error:
            _log.warning("search not tidied: %s", type(error).__name__)
        # Past SQLAlchemy, which would begin a transaction first, and a transaction forbids the checkpoint.
        self._move_log(driver_of(self.connection))

    def stop_writing(self, sentence: str) -> None:
        """The file was found to be damaged: nothing is written to it any more, and `sentence` says why."""
        self._damage = sentence

    @property
    def is_closed(self) -> bool:
        """Whether the file was shut: what still waits to read from it must not."""
        return self.connection.closed

    def close(self) -> None:
        """Close the file. The store cannot be used afterwards."""
        self.connection.close()
        self.engine.dispose()
        self.engine.clear_compiled_cache()  # a megabyte, which whoever still refers to this would keep
        self.ledger_key = b""

    def _replay(self, source: list[Step], target: list[Step], origin: Origin) -> str | None:
        if not source:
            return None
        self.require_names()
        step = source[-1]
        with self._transaction("BEGIN IMMEDIATE"):
            self._begin()
            journal.replay(self.connection, step.first, step.final)
            touched = self._completed()
        return self._has_replayed(source, target, origin, touched)

    def _replay_in_steps(
        self, source: list[Step], target: list[Step], origin: Origin
    ) -> Generator[int, None, str | None]:
        if not source:
            return None
        self.require_names()
        step = source[-1]
        with self._transaction("BEGIN IMMEDIATE"):
            self._begin()
            for left in journal.replay_in_slices(self.connection, step.first, step.final):
                with self.resting():
                    yield left
            for _left in self.refresh_so_far(is_removing=True):
                with self.resting():
                    yield 0
            with closing(self.keep_beside()) as keeping:
                try:
                    for _waited in keeping:
                        with self.resting():
                            yield 0
                except GeneratorExit:
                    keeping.close()
                    if not self.has_kept:
                        raise
            touched = self._completed()
        return self._has_replayed(source, target, origin, touched)

    def _has_replayed(
        self, source: list[Step], target: list[Step], origin: Origin, touched: journal.Touched
    ) -> str:
        step = source.pop()
        target.append(Step(step.label, self._open.before + 1, self._open.after))
        self._tell(step.label, origin, touched)
        return step.label

    def _begin(self, *, is_new: bool = False) -> None:
        before = self._refreshed = journal.last(self.connection)
        self._open = OpenChange(before, is_new)
        self._seen = journal.Seen(derived.BY_ROW)

    def _completed(self) -> journal.Touched:
        """What the change that is open touched, with lists and search made anew for it."""
        if self._open.touched is None:
            self._open.after = journal.last(self.connection)
            self._open.touched = self._refresh(self._open.before, self._open.after)
        return self._open.touched

    def _keep(self) -> None:
        """In a thread: write what is open for good, and bring the log into the file, which has grown with it."""
        self._forget_old_steps()
        raw = driver_of(self.connection)
        raw.execute("COMMIT")
        self._open.is_kept = True
        self._move_log(raw)

    def _move_log(self, raw: Any) -> None:
        try:
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except DRIVER_ERRORS as error:
            # What is in the log is as safe there, and the next idle moment tries again.
            _log.warning("no checkpoint: %s", type(self._explained(error) or error).__name__)

    def _refresh(self, before: int, after: int) -> journal.Touched:
        recent = journal.Seen(derived.BY_ROW)
        for _left in recent.look(self.connection, max(before, self._refreshed), after):
            pass
        derived.refresh(self.connection, recent)
        self._seen.add(recent)
        touched, self._seen = self._seen.touched(), journal.Seen(derived.BY_ROW)
        return touched

    def _forget_old_steps(self) -> None:
        if not self._open.is_new or self._open.after == self._open.before:
            return
        for step in (*self._undo[: 1 - UNDO_STEPS], *self._redo):
            journal.forget(self.connection, step.first, step.final)
        if not self._has_recalled:
            kept.make_void(self.connection)

    def _tell(self, label: str, origin: Origin, touched: journal.Touched) -> None:
        changes = Changes(label, origin, touched.kinds, touched.people, touched.rows)
        for listener in tuple(self._listeners):
            listener(changes)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        if begin != "BEGIN":
            self._require_writable()
            self._require_free()
        try:
            yield from self._beside_a_long_change(begin) if self._is_resting else self._alone(begin)
        except (exc.DBAPIError, *DRIVER_ERRORS) as error:
            explained = self._explained(error)
            if explained is None:
                raise
            raise explained from error

    def _require_writable(self) -> None:
        """What is damaged is not written to (quality.md §2), nor what no longer stands where it was opened."""
        if self._damage:
            raise DamagedError(self._damage)
        if _identity(self.path) != self._opened_as:
            raise DamagedError(
                _(
                    "“{path}” was moved or exchanged while Relmgr was running. Nothing was written. "
                    "Put it back where it was, or start Relmgr again."
                ).format(path=self.path)
            )

    def _require_free(self) -> None:
        if self.is_held:
            raise InUseError(
                _(
                    "The file is being cleaned after an erasure. Nothing was changed. It takes some seconds; try again."
                )
            )

    def _explained(self, error: BaseException) -> RelmgrError | None:
        explained = explain(error, self.path)
        if isinstance(explained, ReadOnlyError) and not self.is_read_only and is_writable(self.path):
            explained = damaged(self.path)  # after a page that is harmed SQLCipher lets nothing be written
        if isinstance(explained, DamagedError):
            self._damage = str(explained)
        return explained

    def _alone(self, begin: str) -> Iterator[None]:
        if self._busy:
            raise RuntimeError("a read or change inside another one")
        self._busy = True
        try:
            self.connection.info["begin"] = begin
            with self.connection.begin():
                yield
        finally:
            self._busy = False

    def _beside_a_long_change(self, begin: str) -> Iterator[None]:
        if begin != "BEGIN":
            raise InUseError(
                _(
                    "People are being imported or exported. Nothing was changed. Wait until that is finished, or cancel it."
                )
            )
        beside.settle(self.connection)
        self._is_resting = False  # a read inside this one is a bug as ever
        try:
            yield
        finally:
            self._is_resting = True


def _identity(path: Path) -> tuple[int, int]:
    """Which file stands at `path`; asks the folder, never opens it. (0, 0) if there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)
