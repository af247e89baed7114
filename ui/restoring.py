"""Leads through a restore or a rescue while no file is open: from the damaged file, or on a new computer (S3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr import backup, vault
from relmgr.backup import Backup, InPlace, Inside, Places, Restored
from relmgr.clock import Clock
from relmgr.domain.zones import ComputerZone
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.paths import Profile
from relmgr.vault import DatabaseKey, Unlocked
from ui.backing_up import BackupKeeper
from ui.context import Context
from ui.models.backups import what_words, when_words
from ui.opening import Opened
from ui.pages.centred import FaultFace, WaitingFace
from ui.pages.restore import DamagedFace, ListFace, PreviewFace, ReportFace
from ui.preferences import Preferences
from ui.tasks import Tasks
from ui.unlock import mended


class RestoreFlow(QObject):
    """`show` puts a face into the window. Whoever makes it has closed the file before."""

    opened = Signal(object)
    """An `Opened`: the restored or rescued file."""
    read_asked = Signal(object)
    """The `Unlocked` file that is to be opened for reading alone."""
    upgraded = Signal(object, object)
    """The `Unlocked` file and its store, brought up to date after a backup."""
    failed = Signal(object)
    """A RelmgrError for which nothing is to be restored."""
    left = Signal()
    """Nothing was changed; look at the profile again."""
    folder_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self,
        profile: Profile,
        preferences: Preferences,
        clock: Clock,
        tasks: Tasks,
        *,
        show: Callable[[QWidget], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._preferences = preferences
        self._clock = clock
        self._tasks = tasks
        self._show = show
        self._unlocked: Unlocked | None = None
        self._zone: tzinfo = ComputerZone()
        self._keeper: BackupKeeper | None = None
        self.let_go: Callable[[], Unlocked | None] = lambda: None
        """Closes the open file and gives its key; set by whoever has the file."""
        self.ask_folder: Callable[[], Path | None] = ask_folder
        """Asks for a folder with backups; None if the user did not say."""

    @property
    def _places(self) -> Places:
        return backup.places(self._profile, self._preferences.settings)

    def keep(self, context: Context) -> Context:
        """From now on backups of the open file are kept; the context for its pages."""
        self._keeper = BackupKeeper(context, self)
        self._keeper.restore_asked.connect(self._restore_from_inside)
        self._keeper.damaged.connect(self._stop_writing)
        return replace(context, backups=self._keeper)

    def tick(self) -> None:
        """Called every half minute."""
        if self._keeper is not None:
            self._keeper.tick()

    def end_of_day(self) -> None:
        """At the end of the program: catch up on a backup that is due."""
        if self._keeper is not None:
            self._keeper.end_of_day()

    def end_keeping(self) -> None:
        """The file is being closed."""
        if self._keeper is not None:
            self._keeper.end()
            self._keeper.deleteLater()
            self._keeper = None

    def bring_up_to_date(self, unlocked: Unlocked) -> None:
        """Back up a file of an older Relmgr, and step up its schema."""
        self._show(WaitingFace(_("A backup is made before your file is brought up to date …")))
        work = partial(backup.open_store, unlocked, self._places, self._clock.now())
        self._tasks.run(work, partial(self.upgraded.emit, unlocked), self.failed.emit)

    def _restore_from_inside(self, one: Backup, with_erased: bool) -> None:
        if (unlocked := self.let_go()) is not None:
            self.restore(one, unlocked, with_erased=with_erased)

    def _stop_writing(self, error: RelmgrError) -> None:
        self.show_damage(error, self.let_go(), can_read=True)

    def show_damage(self, error: RelmgrError, unlocked: Unlocked | None, *, can_read: bool = False) -> None:
        """Say what is wrong with the file and offer the ways out. `unlocked`: the key, if the file was unlocked."""
        self._unlocked = unlocked
        face = DamagedFace(str(error), can_rescue=unlocked is not None, can_read=can_read)
        face.restore_asked.connect(self.show_list)
        face.rescue_asked.connect(self._rescue)
        face.read_asked.connect(lambda: self.read_asked.emit(unlocked))
        face.retry_asked.connect(self._leave)
        face.folder_asked.connect(self.folder_asked)
        face.quit_asked.connect(self.quit_asked)
        self._show(face)

    def show_list(self) -> None:
        """Show what can be restored from the usual places."""
        where = self._places
        found: list[Backup] = []
        try:
            found += backup.in_folder(where.first)
            if where.first != self._profile.backups:
                found += backup.in_folder(self._profile.backups)
            found += backup.replaced_in(self._profile)
            if where.second is not None and where.is_second_there:
                known = {one.name for one in found}
                found += [one for one in backup.in_folder(where.second) if one.name not in known]
        except RelmgrError as error:
            self._list((), str(error))
            return
        self._list(
            tuple(sorted((one for one in found if one.is_whole), key=lambda one: one.made, reverse=True))
        )

    def restore(self, one: Backup, unlocked: Unlocked, *, with_erased: bool = False) -> None:
        """Restore a backup that was looked into while the file was open, with its key."""
        self._unlocked = unlocked
        self._restore(one, unlocked.key, with_erased)

    def _list(self, found: tuple[Backup, ...], sentence: str = "") -> None:
        face = ListFace(found, self._zone, sentence)
        face.chosen.connect(self._look)
        face.folder_asked.connect(self._choose_folder)
        face.back_asked.connect(self._leave)
        self._show(face)

    def _choose_folder(self) -> None:
        folder = self.ask_folder()
        if folder is None:
            return
        try:
            found = backup.found_at(folder)
        except RelmgrError as error:
            self._list((), str(error))
            return
        none = _("There is no backup in “{folder}”. Choose the folder that holds them.").format(folder=folder)
        self._list(found, "" if found else none)

    def _look(self, one: Backup) -> None:
        has_key = self._unlocked is not None and backup.opens(one, self._unlocked)
        title = _("Backup of {when}").format(when=when_words(one, self._zone))
        face = PreviewFace(title, what_words(one), needs_code=not has_key)
        face.back_asked.connect(self.show_list)
        face.code_typed.connect(
            lambda typed: self._open(face, one, partial(backup.key_of, one, recovery_code=typed))
        )
        self._show(face)
        if has_key and self._unlocked is not None:
            self._open(face, one, partial(_copied, self._unlocked.key))

    def _open(self, face: PreviewFace, one: Backup, key_of: Callable[[], DatabaseKey]) -> None:
        def work() -> tuple[DatabaseKey, Inside]:
            key = key_of()
            return key, backup.look(one, key, present=self._profile)

        def done(found: tuple[DatabaseKey, Inside]) -> None:
            key, inside = found
            face.show_inside(inside)
            face.restore_asked.connect(lambda with_erased: self._restore(one, key, with_erased))

        self._tasks.run(work, done, lambda error: face.refuse(str(error)))

    def _restore(self, one: Backup, key: DatabaseKey, with_erased: bool) -> None:
        self._show(WaitingFace(_("Restoring the backup …")))
        now, where = self._clock.now(), self._places

        def work() -> tuple[Restored, Opened]:
            present = Unlocked(self._profile, key, backup.vault_id_of(one))
            backup.keep_present(present, where, now)
            restored = backup.restore(self._profile, one, key, now, with_erased=with_erased)
            words = _("The backup is restored. What was there before is kept.")
            if restored.is_new_here and not self._profile.is_portable:
                return restored, mended(restored.unlocked, words)
            return restored, Opened(restored.unlocked, words)

        self._tasks.run(work, lambda found: self.opened.emit(found[1]), self._failed)

    def _rescue(self) -> None:
        unlocked = self._unlocked
        if unlocked is None:
            return
        self._show(WaitingFace(_("Reading what can be read …")))
        work = partial(backup.rescue_in_place, unlocked, self._clock.now())
        self._tasks.run(work, partial(self._rescued, unlocked), self._failed)

    def _rescued(self, unlocked: Unlocked, done: InPlace) -> None:
        face = ReportFace(done.rescued, str(done.replaced))
        face.open_asked.connect(lambda: self.opened.emit(Opened(unlocked)))
        self._show(face)

    def _failed(self, error: RelmgrError) -> None:
        face = FaultFace(str(error), title=_("Nothing was restored"))
        face.retry_asked.connect(self.show_list)
        face.folder_asked.connect(self.folder_asked)
        face.quit_asked.connect(self.quit_asked)
        self._show(face)

    def _leave(self) -> None:
        if self._unlocked is not None:
            self._unlocked.key.forget()
            self._unlocked = None
        self.left.emit()


def ask_folder() -> Path | None:
    """Ask for the folder with the backups."""
    name = QFileDialog.getExistingDirectory(None, _("The folder with your backups"))
    return Path(name) if name else None


def _copied(key: DatabaseKey) -> DatabaseKey:
    return vault.DatabaseKey(key.raw())
