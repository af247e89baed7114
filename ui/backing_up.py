"""Keeps backups of the open file: by itself after a day, when it is asked to, and before what changes much (S3).

All work is done in a thread, on a connection of its own: the window waits for none of it.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from relmgr import backup
from relmgr.backup import Backup, Kind, Places, Round
from relmgr.errors import DamagedError, RelmgrError
from relmgr.i18n import _
from relmgr.services import backing_up, people
from relmgr.vault import Unlocked
from ui.context import Context
from ui.tasks import Task

_AFTER_START_MS = 4_000
"""The window stands by then; what is looked at is read in a thread all the same."""
_BETWEEN_LOOKS = timedelta(minutes=10)


class BackupKeeper(QObject):
    """One for each open file of the user's own; made when it is opened, ended before it is closed."""

    changed = Signal()
    """The list, what is under way or what went wrong is another now."""
    damaged = Signal(object)
    """A DamagedError: the file is harmed, and nothing is written to it any more."""
    restore_asked = Signal(object, bool)
    """The backup that is to take the place of the file, and whether it brings back who was erased since."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        assert context.unlocked is not None
        self._context = context
        self._unlocked: Unlocked = context.unlocked
        self._task: Task | None = None
        self._looked_at: datetime | None = None
        self._noted_on: date | None = None
        self._has_checked = False
        self.backups: tuple[Backup, ...] = ()
        """Those of this file, in the first folder and what restores put aside, the newest first."""
        self.problem = ""
        """Why the last one did not come about; empty when it did."""
        self.is_late = False
        """Whether the last good one is more than three days of use old."""
        self.is_second_away = False
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(_AFTER_START_MS)
        self._start.timeout.connect(self.look)
        self._start.start()

    @property
    def places(self) -> Places:
        """Where backups go now."""
        return backup.places(self._context.profile, self._context.settings)

    @property
    def is_busy(self) -> bool:
        """Whether one is under way, or the list is being read."""
        return self._task is not None

    @property
    def can_make(self) -> bool:
        """Whether the file can be backed up at all: one that is only read is not changed either."""
        return not self._context.store.is_read_only

    def look(self) -> None:
        """Read the list; back up if that is due, else check the file once."""
        if self._task is not None:
            return
        self._looked_at = self._context.now()
        work = partial(_listed, self._unlocked, self.places, self._looked_at)
        self._task = self._context.tasks.run(work, self._listed, self._not_listed)

    def tick(self) -> None:
        """Called every half minute: look again now and then, and on a new day."""
        now = self._context.now()
        is_time = self._looked_at is not None and abs(now - self._looked_at) >= _BETWEEN_LOOKS
        if is_time or (self._noted_on is not None and self._noted_on != self._context.today()):
            self.look()

    def back_up_now(self) -> None:
        """Make one because the user asked; what comes of it is said."""

        def told(done: Round) -> None:
            self._context.signals.message.emit(made_words(done))

        self._make(Kind.ASKED, told, self._context.signals.problem.emit)

    def before(self, kind: Kind, then: Callable[[], None], failed: Callable[[], None] | None = None) -> None:
        """Make an extra one, then do `then`; if none can be made it is said, and `then` is not done.

        Where nobody is in the file yet there is nothing to lose, and `then` is done at once.
        """
        if not people.count(self._context.store):
            then()
            return

        def said(sentence: str) -> None:
            self._context.signals.problem.emit(sentence)
            if failed is not None:
                failed()

        if self._task is not None:
            self._task.cancel()  # the list that is being read, or an ordinary one: this one takes its place
            self._task = None
        self._make(kind, lambda _done: then(), said)

    def end(self) -> None:
        """Stop what is under way: the file is closed."""
        self._start.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def end_of_day(self) -> None:
        """At the end of the program: catch up on a backup that is due, if something was changed."""
        if self._context.store.undo_label is None or not self.can_make:
            return
        where, now = self.places, self._context.now()
        try:
            if backup.is_due(where, self._unlocked.vault_id, now):
                backup.run(self._unlocked, where, Kind.AUTOMATIC, now)
        except RelmgrError as error:
            self.problem = str(error)

    def _make(self, kind: Kind, done: Callable[[Round], None], failed: Callable[[str], None]) -> None:
        if self._task is not None or not self.can_make:
            return
        own = self._unlocked.copy()
        where, now = self.places, self._context.now()
        if kind.is_extra:
            where = backup.for_extras(where, self._unlocked.profile)

        def work(task: Task) -> tuple[Round, tuple[Backup, ...]]:
            try:
                made = backup.run(own, where, kind, now, goes_on=lambda: not task.is_cancelled())
                return made, _all(own, where)
            finally:
                own.key.forget()

        def made(result: tuple[Round, tuple[Backup, ...]]) -> None:
            self._task = None
            self._made(*result)
            done(result[0])

        def refused(error: RelmgrError) -> None:
            self._task = None
            self._refused(error)
            failed(str(error))

        self._task = self._context.tasks.run_counted(work, made, refused)
        self.changed.emit()

    def _made(self, done: Round, backups: tuple[Backup, ...]) -> None:
        self.backups = backups
        self.problem = done.second_problem
        self.is_second_away = done.is_second_away
        self._note(is_good=True)
        self.changed.emit()

    def _refused(self, error: RelmgrError) -> None:
        self.problem = str(error)
        if isinstance(error, DamagedError):
            self._context.store.stop_writing(str(error))
            self.changed.emit()
            self.damaged.emit(error)
            return
        self._note(is_good=False)
        self.changed.emit()

    def _listed(self, found: tuple[tuple[Backup, ...], bool, bool]) -> None:
        self._task = None
        self.backups, is_due, self.is_second_away = found
        self._note(is_good=not is_due)
        self.changed.emit()
        if is_due and self.can_make:
            self._make(Kind.AUTOMATIC, lambda _done: None, lambda _sentence: None)
        elif not self._has_checked and self.can_make:
            self._check()

    def _not_listed(self, error: RelmgrError) -> None:
        self._task = None
        self.problem = str(error)
        self._note(is_good=False)
        self.changed.emit()

    def _check(self) -> None:
        """`quick_check`, once a start: a backup that was just made has done it already."""
        self._has_checked = True
        own = self._unlocked.copy()

        def work(task: Task) -> None:
            try:
                backup.check(own, goes_on=lambda: not task.is_cancelled())
            finally:
                own.key.forget()

        def sound(_nothing: None) -> None:
            self._task = None

        def harmed(error: RelmgrError) -> None:
            self._task = None
            if isinstance(error, DamagedError):
                self._refused(error)

        self._task = self._context.tasks.run_counted(work, sound, harmed)

    def _note(self, *, is_good: bool) -> None:
        today = self._context.today()
        self._noted_on = today
        if self._context.store.is_busy or not self._context.store.takes_changes:
            return
        try:
            if is_good:
                self.is_late = False
                backing_up.note_backup(self._context.store, today)
            else:
                self.is_late = backing_up.note_use(self._context.store, today)
        except RelmgrError as error:
            self.problem = str(error)


def made_words(done: Round) -> str:
    """What to say of a backup that was asked for."""
    if done.second is not None:
        return _("Backed up and verified, in both folders.")
    if done.is_second_away:
        return _("Backed up and verified. The second folder is not connected.")
    if done.second_problem:
        return _("Backed up and verified in the first folder.") + " " + done.second_problem
    return _("Backed up and verified.")


def _listed(unlocked: Unlocked, where: Places, now: datetime) -> tuple[tuple[Backup, ...], bool, bool]:
    """The list, whether one is due, and whether a second folder is away; a stick that came back gets its copy."""
    is_due = backup.is_due(where, unlocked.vault_id, now)
    if not is_due and where.is_second_there:
        backup.catch_up(unlocked, where, now)
    return _all(unlocked, where), is_due, where.second is not None and not where.is_second_there


def _all(unlocked: Unlocked, where: Places) -> tuple[Backup, ...]:
    found = [*backup.in_folder(where.first), *backup.replaced_in(unlocked.profile)]
    if where.first != unlocked.profile.backups:
        found += backup.in_folder(unlocked.profile.backups)
    ours = (one for one in found if one.vault_id in ("", unlocked.vault_id))
    return tuple(sorted(ours, key=lambda one: (one.made, one.name), reverse=True))
