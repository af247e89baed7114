"""Keeps the folder of cards in step while a file is open: at its start, after changes on either side, and now and then (X3).

The folder is read off the window's thread; the file is read and written in slices. Nothing happens while it is locked,
because whoever accompanies the file ends with it.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from relmgr import clock
from relmgr.errors import RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.store import Changes
from relmgr.transfer.vdir import NOTHING, Folder, MassDeletionError, Report, Scan, Sync, Verb, forget_all
from ui.context import Context
from ui.tasks import Task

SLICE_SECONDS = 0.008
"""How long a pass keeps the window waiting before it looks at the keyboard again; one slice more may follow."""
QUIET_MS = 3_000
"""A pass begins when nothing has changed for so long."""
LOOK_MS = 60_000
"""How often the folder is looked at, for systems that tell of no change."""
_START_MS = 4_000


class InStep(QObject):
    """One pass at a time. `end` stops whatever is under way; what it did stays, the rest comes next."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._chosen = ("", True)
        self._folder: Folder | None = None
        self._known: Scan = NOTHING
        self._dirty: set[int] | None = None
        """Who changed here since the last pass; None for anybody."""
        self._may_delete = False
        self._told = ""
        self._task: Task | None = None
        self._job: Sync | None = None
        self._ended = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _path: self._soon())
        self._waiting = self._timer(QUIET_MS, self.begin, once=True)
        self._looking = self._timer(LOOK_MS, self.begin)
        self._stepping = self._timer(0, self._step)
        context.signals.store_changed.connect(self._changed)
        context.signals.settings_changed.connect(self._choose)
        context.signals.sync_asked.connect(self._asked)
        self._choose()

    def _timer(self, interval: int, act: Callable[[], None], *, once: bool = False) -> QTimer:
        made = QTimer(self)
        made.setInterval(interval)
        made.setSingleShot(once)
        made.timeout.connect(act)
        return made

    @property
    def is_at_work(self) -> bool:
        """Whether a pass is under way."""
        return self._task is not None or self._job is not None

    def end(self) -> None:
        """Let go of the file."""
        if not self._ended:
            self._ended = True
            self._stop()
            for timer in (self._waiting, self._looking):
                timer.stop()
            signals = self._context.signals
            signals.store_changed.disconnect(self._changed)
            signals.settings_changed.disconnect(self._choose)
            signals.sync_asked.disconnect(self._asked)

    def _stop(self) -> None:
        self._stepping.stop()
        if self._task is not None:
            self._task.cancel()
        if self._job is not None:
            self._job.stop()
        self._task = self._job = None

    def _choose(self) -> None:
        """Take up the folder that is chosen now."""
        context = self._context
        chosen = (context.settings.card_folder, context.settings.card_folder_whole)
        if context.is_sample or not context.store.takes_changes or chosen == self._chosen:
            return
        before, self._chosen = self._chosen, chosen
        self._stop()
        if before[0] and before[0] != chosen[0]:
            forget_all(context.store)
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._folder, self._known, self._dirty, self._told = None, NOTHING, None, ""
        for timer in (self._waiting, self._looking):
            timer.stop()
        if chosen[0]:
            self._folder = Folder(Path(chosen[0]))
            self._watcher.addPath(chosen[0])
            self._looking.start()
            self._waiting.start(_START_MS)

    def _soon(self) -> None:
        if self._folder is not None:
            self._waiting.start(QUIET_MS)

    def _changed(self, changes: Changes) -> None:
        if self._dirty is not None:
            self._dirty |= set(changes.people)
        self._soon()

    def _asked(self, may_delete: bool) -> None:
        self._may_delete, self._told = may_delete, ""
        self._dirty = None
        self.begin()

    def begin(self) -> None:
        """Begin a pass, unless one is under way or somebody else is at the file."""
        if self._folder is None or self.is_at_work or self._ended:
            return
        if self._context.store.is_busy:
            self._waiting.start(QUIET_MS)
            return
        folder, known = self._folder, self._known
        self._task = self._context.tasks.run(lambda: folder.scan(known), self._scanned, self._failed)

    def _scanned(self, scan: Scan) -> None:
        self._task = None
        if self._folder is None or self._ended:
            return
        if self._dirty is not None and not self._dirty and scan.files == self._known.files:
            return  # neither side has changed
        only = None if self._dirty is None else frozenset(self._dirty)
        self._job = Sync(
            self._context.store,
            self._folder,
            scan,
            self._context.now(),
            is_whole=self._chosen[1],
            may_delete=self._may_delete,
            only=only,
        )
        self._dirty = set()
        self._stepping.start()

    def _step(self) -> None:
        if self._job is None:
            self._stepping.stop()
            return
        if self._context.store.is_busy and not self._job.holds_the_file:
            return  # a long import; its end lets us go on
        began, goes_on = clock.monotonic(), True
        try:
            while goes_on and clock.monotonic() - began < SLICE_SECONDS:
                goes_on = self._job.step()
        except RelmgrError as error:
            self._failed(error)
            return
        if not goes_on:
            job, self._job = self._job, None
            self._stepping.stop()
            self._known, self._may_delete, self._told = job.scan, False, ""
            self._context.signals.deletions_waiting.emit(False)
            self._context.signals.synced.emit(words(job.report))

    def _failed(self, error: RelmgrError) -> None:
        """Say it once; the next change, or the next look, tries again."""
        self._stop()
        self._dirty = None
        sentence = str(error)
        if sentence != self._told:
            self._told = sentence
            self._context.signals.problem.emit(sentence)
        self._context.signals.deletions_waiting.emit(isinstance(error, MassDeletionError))
        self._context.signals.synced.emit(sentence)


def words(report: Report) -> str:
    """What a pass did, in a sentence or two."""
    said = []
    written = report.count(Verb.WRITTEN) + report.count(Verb.REMOVED)
    taken = report.count(Verb.TAKEN) + report.count(Verb.NEW_HERE) + report.count(Verb.TRASHED)
    left = report.count(Verb.LEFT)
    if written:
        said.append(
            ngettext("{count} file changed.", "{count} files changed.", written).format(count=written)
        )
    if taken:
        text = ngettext("{count} person changed here.", "{count} people changed here.", taken)
        said.append(text.format(count=taken))
    if left:
        text = ngettext("{count} file was left alone.", "{count} files were left alone.", left)
        said.append(text.format(count=left))
    return " ".join(said) or _("Both sides say the same.")


__all__ = ["InStep", "words"]
