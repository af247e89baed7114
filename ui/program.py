"""The program behind the window: which face it shows, from the lock of the profile to the open file and back."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from relmgr import clock as clocks
from relmgr import vault
from relmgr.clock import Clock
from relmgr.errors import DamagedError, InUseError, OlderFileError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import Profile
from relmgr.settings import OnClose
from ui import theme as themes
from ui.actions import OPENERS
from ui.context import Companion, Context, Navigator
from ui.first_look import Begun
from ui.instance import QUIT, FirstInstance, Taking
from ui.locking import Locking, clear_own_clipboard, forget_remembered, keep_for_later
from ui.main_window import MainWindow
from ui.opening import Opened
from ui.pages.centred import FaultFace, WaitingFace, fault_title
from ui.pages.welcome import FirstRun, SecretClipboard
from ui.preferences import Preferences
from ui.recovery_proof import RecoveryProof, is_proved_by
from ui.restoring import RestoreFlow
from ui.sampling import make_passing_sample, sample_clock
from ui.shell_later import ShellLater
from ui.signals import Signals
from ui.tasks import Tasks
from ui.unlock import UnlockFace

if TYPE_CHECKING:
    from relmgr.store import Store
    from ui.main_window import Shell

_TICK_MS = 30_000
_IDLE_MS = 5_000


class Program(QObject):
    """Shows one face at a time, and owns the file while it is open. It is the shell's Desk."""

    quit_asked = Signal()

    def __init__(self, window: MainWindow, preferences: Preferences, clock: Clock, profile: Profile) -> None:
        super().__init__()
        self.window = window
        self._preferences, self._clock, self._profile = preferences, clock, profile
        self._tasks = Tasks(self)
        self._clipboard = SecretClipboard(self)
        self._first: FirstInstance | None = None
        self._taking = Taking(profile, self)
        self._first_run: FirstRun | None = None
        self.make_companion: Callable[[Context, Navigator], Companion | None] = lambda _context, _there: None
        """Makes what accompanies an open file (none: nothing); set before `start`."""
        self._companion: Companion | None = None
        self._unlocked: vault.Unlocked | None = None
        self._store: Store | None = None
        self._unhear: Callable[[], None] = lambda: None
        self._signals: Signals | None = None
        self._sample: Path | None = None
        self._files: tuple[Path, ...] = ()
        self._passphrase_file: Path | None = None
        self._opener = self._notice = ""
        self._begun, self._is_background = Begun(), False
        self._later: ShellLater | None = None
        self._restoring = RestoreFlow(profile, preferences, clock, self._tasks, show=self._show, parent=self)
        self._restoring.let_go = self._let_go
        for told, answer in (
            (self._taking.taken, self._taken),
            (self._taking.handed_over, self.quit_asked),
            (self._taking.failed, self._fault),
            (self._restoring.upgraded, self._show_file),
            (self._restoring.opened, self._opened),
            (self._restoring.read_asked, partial(self._open_file, read_only=True)),
            (self._restoring.left, self._look),
            (self._restoring.failed, self._fault),
            (self._restoring.folder_asked, self.open_folder),
            (self._restoring.quit_asked, self.quit_asked),
        ):
            told.connect(answer)
        self._day = clock.today()
        self.locking = Locking(preferences, clock, self)
        self.locking.asked.connect(self._lock_by_itself)
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self._ticks.start()
        self._idle = QTimer(self, interval=_IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._checkpoint)
        window.may_close = self.may_close
        window.files_dropped.connect(self.import_files)
        preferences.changed.connect(self._settings_changed)

    @property
    def is_open(self) -> bool:
        """Whether the file is, in the window or in the tray alone."""
        return self._store is not None

    @property
    def shell(self) -> "Shell | None":
        """What the window shows of the open file; None too while nobody wanted the window."""
        return self._later.shell if self._later is not None else None

    def start(
        self,
        *,
        arguments: tuple[str, ...] = (),
        files: tuple[Path, ...] = (),
        opener: str = "",
        passphrase_file: Path | None = None,
        background: bool = False,
        demo: bool = False,
        notice: str = "",
        begun: Begun | None = None,
    ) -> None:
        """Take the profile and open what is in it; `begun` is what the start did of that already."""
        self._begun, self._notice = begun or Begun(), notice
        self._files, self._opener = files, opener
        self._passphrase_file, self._is_background = passphrase_file, background
        if demo:
            self._open_sample()
            return
        self._taking.take(arguments, self._begun.lock)

    def _taken(self, first: FirstInstance) -> None:
        self._first = first
        self._first.asked.connect(self.asked_for)
        self._look()

    def end(self) -> None:
        """Close everything; the program ends."""
        self._ticks.stop()
        self._restoring.end_of_day()
        if self.shell is not None and self._sample is None:
            self.window.leave_at(*self.shell.left_at())
        self._tasks.end()
        self._close_file()
        self._clipboard.clear()
        self._taking.end()
        if self._first is not None:
            self.window.remember_place()
            self._first.end()

    def may_close(self) -> bool:
        """Whether closing the window ends the program; with a tray it hides instead, if the user wants that."""
        keeps = self._preferences.settings.on_close is OnClose.KEEP_IN_TRAY
        reachable = self._companion is not None and self._companion.is_reachable()
        if keeps and reachable and QSystemTrayIcon.isSystemTrayAvailable():
            self.window.hide()
            return False
        self.quit_asked.emit()
        return True

    def _show(self, face: QWidget) -> None:
        self.window.show_face(face)
        if not self._is_background:
            first = getattr(face, "first_focus", None)
            if callable(first):
                first().setFocus()
        elif not self.window.isVisible():
            self.window.showMinimized()

    def tell(self, error: RelmgrError) -> None:
        """Show a fault wherever the program is: in the notice bar of the open file, else on a page of its own."""
        if self._signals is not None:
            self._signals.problem.emit(str(error))
        else:
            self._fault(error)

    def _fault(self, error: RelmgrError, retry: object = None) -> None:
        if isinstance(error, DamagedError):
            self._restoring.show_damage(error, None)
            return
        face = FaultFace(str(error), title=fault_title(error))
        face.retry_asked.connect(retry if callable(retry) else self._look)
        face.folder_asked.connect(self.open_folder)
        face.quit_asked.connect(self.quit_asked)
        self._show(face)

    def _look(self) -> None:
        """See what is in the profile, and show the face for it."""
        try:
            state = vault.state(self._profile)
            if state.standing not in vault.NOTHING:
                state.require_ready()
        except RelmgrError as error:
            self._fault(error)
            return
        if state.standing in vault.NOTHING:
            self._welcome()
        elif (opened := self._begun.take_opened()) is not None:
            self._opened(opened)
        elif self._passphrase_file is not None:
            self._open_with_file(state, self._passphrase_file)
        else:
            self._ask(state)

    def _open_with_file(self, state: vault.VaultState, path: Path) -> None:
        self._passphrase_file = None
        try:
            typed = vault.read_passphrase_file(path)
            self._opened(Opened(vault.unlock_with_passphrase(self._profile, typed)))
        except RelmgrError as error:
            self._ask(state, str(error))

    def _ask(self, state: vault.VaultState, sentence: str = "", *, was_locked: bool = False) -> None:
        face = UnlockFace(self._profile, state, self._tasks, was_locked=was_locked)
        face.opened.connect(self._opened)
        face.failed.connect(self._fault)
        face.guide_asked.connect(lambda: self.open_guide("locked-or-lost"))
        self._show(face)
        if sentence:
            face.show_way(face.way, sentence)
        else:
            face.go_on(*self._begun.take_question())

    def _welcome(self) -> None:
        self._is_background = False
        self.window.bring_to_front()
        run = FirstRun(
            self._profile, self._clock, self._tasks, self._clipboard, self._show, paths=self._files
        )
        run.finished.connect(self._first_run_done)
        run.sample_asked.connect(self._open_sample)
        run.restore_asked.connect(self._restoring.show_list)
        run.quit_asked.connect(self.quit_asked)
        self._first_run = run
        run.start()

    def _first_run_done(self, unlocked: vault.Unlocked, files: tuple[Path, ...]) -> None:
        self._files = files
        if self._first_run is not None:
            self._first_run.deleteLater()
            self._first_run = None
        self._open_file(unlocked)

    def _opened(self, opened: Opened) -> None:
        self._notice = opened.notice or self._notice
        try:
            is_proved = is_proved_by(self._profile, opened)
        except RelmgrError as error:
            self._fault(error)
        else:
            (self._open_file if is_proved else self._prove_recovery)(opened.unlocked)

    def _prove_recovery(self, unlocked: vault.Unlocked) -> None:
        """Ask for the recovery key that was never typed back; `init` said one, and it must not lose its worth."""
        self._is_background = False
        self.window.bring_to_front()
        proof = RecoveryProof(unlocked, self._tasks, self._clock, self._show, self)
        proof.proved.connect(lambda: self._open_file(unlocked))
        proof.failed.connect(self._fault)
        proof.start()

    def _open_file(
        self, unlocked: vault.Unlocked, *, is_sample: bool = False, read_only: bool = False
    ) -> None:
        try:
            store = vault.open_store(unlocked, read_only=read_only, opened=self._begun.take_connection())
        except OlderFileError:
            self._restoring.bring_up_to_date(unlocked)
        except DamagedError as error:
            self._restoring.show_damage(error, unlocked)
        except RelmgrError as error:
            unlocked.key.forget()
            self._fault(error)
        else:
            self._show_file(unlocked, store, is_sample=is_sample)

    def _let_go(self) -> vault.Unlocked | None:
        """Close the file, but keep its key for what is to be done with it closed."""
        copy = self._unlocked.copy() if self._unlocked is not None else None
        self._close_file()
        return copy

    def _open_sample(self) -> None:
        """Show the sample people in a file of their own that is thrown away (U3)."""

        def made(folder: Path, unlocked: vault.Unlocked) -> None:
            self._sample = folder
            self._open_file(unlocked, is_sample=True)

        self._show(WaitingFace(_("Thirteen people are on their way …")))
        make_passing_sample(self._clock, self._tasks, made, self._fault)

    def _show_file(self, unlocked: vault.Unlocked, store: "Store", *, is_sample: bool = False) -> None:
        self._unlocked, self._store = unlocked, store
        self._signals = Signals(self)
        themes.notifier().changed.connect(self._signals.theme_changed)
        store.hide_names(self._preferences.settings.hide_names)
        clock = sample_clock() if is_sample else self._clock
        context = Context(
            store=store,
            preferences=self._preferences,
            clock=clock,
            signals=self._signals,
            tasks=self._tasks,
            profile=unlocked.profile,
            is_sample=is_sample,
            unlocked=unlocked,
        )
        if not is_sample:
            context = self._restoring.keep(context)
        self._unhear = store.on_change(self._signals.store_changed.emit)
        self._signals.store_changed.connect(self._idle.start)
        later = self._later = ShellLater(context, self, self.window)
        if not self._is_background or self._files or self._opener:
            later.wake()
        self._companion = self.make_companion(context, later.as_navigator())
        if not is_sample:
            self._notice = " ".join(filter(None, (self._notice, later.go_on(self.locking))))
        if self._is_background:
            if self._companion is not None and self._companion.is_reachable():
                self.window.hide()
            else:
                later.wake()
                self.window.showMinimized()
            self._is_background = False
        if self._notice:
            self._signals.message.emit(self._notice)
            self._notice = ""
        files, self._files = self._files, ()
        if files:
            self.import_files(files)
        self._open_at_once(self._opener)
        self._begun.hand_over(self.shell, self.window)

    def _keep_unsaved(self) -> str:
        """Keep what was being typed and what can be undone; a sentence where that did not work."""
        if self._later is None or self._store is None or self._sample is not None:
            return ""
        beside = self._companion.typed() if self._companion is not None else ()
        return keep_for_later(self._store, (*self._later.typed(), *beside))

    def _show_anew(self, hide: bool) -> None:
        """Names are to be hidden or shown: every page, popup and memory is made anew from what the file then says."""
        unlocked, store = self._unlocked, self._store
        place = self.shell.place if self.shell is not None else None
        assert unlocked is not None
        assert store is not None
        if store.is_busy:
            self._preferences.change(hide_names=not hide)
            self.tell(InUseError(_("People are being imported. Wait until that is finished, or cancel it.")))
            return
        is_sample = self._sample is not None
        self._notice = self._keep_unsaved() or self._notice
        self._is_background = self.shell is None  # what waits in the tray goes on waiting there
        self._close_pages()
        store.hide_names(hide)
        forget_remembered()
        self._show_file(unlocked, store, is_sample=is_sample)
        if place is not None and self.shell is not None:
            self.shell.go(place)

    def _close_pages(self) -> None:
        """No page, popup or icon of the file is left."""
        self._restoring.end_keeping()
        if self._companion is not None:
            self._companion.end()
            self._companion = None
        self._idle.stop()
        if self._later is not None:
            self._later.end()
            self._later = None
        if self._signals is not None:
            self._unhear()
            self._signals.deleteLater()
            self._signals = None

    def _close_file(self) -> str:
        """Shut it; a sentence about what could not be kept, else empty."""
        lost = self._keep_unsaved()
        self.locking.end()
        self._close_pages()
        if self._store is not None:
            self._store.close()
            self._store, self._unhear = None, lambda: None  # which would keep it in memory
        if self._unlocked is not None:
            self._unlocked.key.forget()
            self._unlocked = None
        if self._sample is not None:
            shutil.rmtree(self._sample, ignore_errors=True)
            self._sample = None
        return lost

    def lock(self) -> None:
        """Drop pages, key, connection, clipboard and every memory of what was read, and show the lock page alone.

        What was being typed is kept inside the file, and shown when it is open again.
        """
        if self._store is None or not self.has_own():
            return
        is_sample = self._sample is not None
        self._clipboard.clear()
        clear_own_clipboard()
        lost = self._close_file()
        forget_remembered()
        if is_sample:
            self._look()
            return
        try:
            self._ask(vault.state(self._profile), lost, was_locked=True)
        except RelmgrError as error:
            self._fault(error)

    def has_own(self) -> bool:
        """Whether a profile lies behind what is shown; the demo has none."""
        return self._first is not None

    def has_own_file(self) -> bool:
        """Whether the user's own file is made already."""
        return vault.has_file(self._profile)

    def start_own(self) -> None:
        """Leave the sample people and go on with the user's own file."""
        self._close_file()
        self._look()

    def look_around(self) -> None:
        """Show the sample people instead of the user's own file, which stays as it is."""
        self._close_file()
        self._open_sample()

    def open_guide(self, page: str) -> None:
        """Show the guide in its window, at `page` if it is given."""
        self.window.open_guide(page)

    def raise_window(self) -> None:
        """Bring the window to the front, whatever it was, and make what it shows if nobody wanted it before."""
        if self._later is not None:
            self._later.wake()
        self.window.bring_to_front()

    def import_files(self, files: tuple[Path, ...]) -> None:
        """Show the import preview of `files`, now or once the file is open."""
        if self.shell is not None and self.shell.registry.page("import") is not None:
            self.shell.open_import(files)
        else:
            self._files = files

    def _open_at_once(self, opener: str) -> None:
        """Do what a start asked for, now or once the file is open."""
        self._opener = opener if self.shell is None else ""
        action = self.window.actions_.get(OPENERS[opener]) if opener in OPENERS else None
        if self.shell is not None and action is not None:
            action.trigger()

    def open_folder(self) -> None:
        """Show the data folder in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._profile.data)))

    def tick(self) -> None:
        """Look at the clock, coarsely: a new day, or a clock or zone that was set, makes pages stale."""
        clocks.reread_zone()
        today = self._clock.today()
        if today != self._day:
            self._day = today
            if self._signals is not None:
                self._signals.day_changed.emit()
        self.locking.tick()
        self._restoring.tick()

    def _lock_by_itself(self) -> None:
        """After a while without use, with the screen or before sleep; the sample people hold no secret."""
        if self._sample is None:
            self.lock()

    def asked_for(self, arguments: tuple[str, ...]) -> None:
        """Do what a later start was given, or what the system wants opened: absolute paths, or what `for_others` says."""
        if arguments == ("--background",):
            return
        is_written_in = self.shell is not None and self.shell.is_written_in()
        if arguments == QUIT and not is_written_in:
            self.quit_asked.emit()
            return
        self.raise_window()
        files = tuple(Path(each) for each in arguments if not each.startswith("-"))
        if files:
            self.import_files(files)
        self._open_at_once(next((each for each in arguments if each in OPENERS), ""))

    def _settings_changed(self) -> None:
        store, hide = self._store, self._preferences.settings.hide_names
        if store is not None and store.hides_names != hide:
            self._show_anew(hide)
        if self._signals is not None:
            self._signals.settings_changed.emit()

    def _checkpoint(self) -> None:
        if self._store is not None:
            self._store.checkpoint()
