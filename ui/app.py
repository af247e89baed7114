"""Starts the windows: one instance, first paint, key, file; and what holds from there to the end of the program."""

import argparse
import gc
import logging
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QSocketNotifier, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from relmgr import APP_ID, i18n, settings
from relmgr.clock import Clock, reread_zone
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.i18n.choice import wished
from relmgr.paths import Profile, chosen_profile, hold_standard_files, make_passing_folder, profile_at
from relmgr.settings import Appearance, Motion, Settings
from ui import theme as themes
from ui.main_window import MainWindow
from ui.meeting_place import may_be_met
from ui.preferences import Preferences
from ui.system_events import Application
from ui.theme import Scheme

if TYPE_CHECKING:  # imported behind the first paint
    from ui.context import Context, Navigator
    from ui.first_look import FirstLook
    from ui.program import Program
    from ui.tray import Tray

_READY_MS = 3_000
"""After the first page: it stands by then, and what is due has been looked at."""
_FOR_THE_PROGRAM = (
    "sqlalchemy.util",
    "sqlalchemy.sql.elements",
    "sqlalchemy.sql",
    "sqlalchemy.engine",
    "sqlalchemy",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "relmgr.store.tables",
    "relmgr.store.database",
    "ui.program",
    "ui.main_window.shell",
)
"""What the open file needs, in pieces; the last is the window's, which nobody sees who starts in the tray."""
_log = logging.getLogger("relmgr.ui.app")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the start was asked for."""

    profile: Profile
    passphrase_file: Path | None = None
    background: bool = False
    demo: bool = False
    quits: bool = False
    """Ask the Relmgr that runs to end, and show nothing."""
    opener: str = ""
    """What to open at once, one of `ui.actions.OPENERS`, or empty."""
    files: tuple[Path, ...] = ()

    def for_others(self) -> tuple[str, ...]:
        """What a running Relmgr is told: what to open and the files, absolute; or to stay where it is."""
        files = tuple(os.path.abspath(path) for path in self.files)
        if self.opener:
            return (self.opener, *files)
        return ("--background",) if self.background and not files else files


def read_options(arguments: Sequence[str]) -> Options:
    """The options in `arguments` (without the program's name). Leaves the program with 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="relmgr", description=_("Opens the window of Relmgr."))
    parser.add_argument("--profile", type=Path, metavar="DIR", help=_("use the files in DIR"))
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=_("open with the passphrase in FILE")
    )
    parser.add_argument("--background", action="store_true", help=_("start in the tray"))
    at_once = parser.add_mutually_exclusive_group()
    for opener, words in (
        ("--capture", _("open the window to log a conversation")),
        ("--new-person", _("open the window to add a person")),
        ("--today", _("open the window at Today")),
    ):
        at_once.add_argument(
            opener, dest="opener", action="store_const", const=opener, default="", help=words
        )
    parser.add_argument("--demo", action="store_true", help=_("show invented people, in a file thrown away"))
    parser.add_argument("--quit", action="store_true", help=_("have the Relmgr that is open end"))
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("contacts to import"))
    found = parser.parse_args(list(arguments))
    return Options(
        profile=chosen_profile(found.profile),
        passphrase_file=found.passphrase_file,
        background=found.background,
        demo=found.demo,
        quits=found.quit,
        opener=found.opener,
        files=tuple(found.files),
    )


def run(arguments: Sequence[str]) -> int:
    """Show the windows until the user quits; returns the exit code."""
    hold_standard_files()
    reread_zone()
    try:
        options = read_options(arguments)
        throw_away = make_passing_folder("relmgr-demo-") if options.demo else None
    except RelmgrError as error:  # before there is anything to show a window of
        if sys.stderr is not None:
            sys.stderr.write(f"{error}\n")
        return 1
    name_for_the_taskbar()
    application = make_application()
    if options.quits:
        return _end_the_other(options)
    if throw_away is not None:
        options = Options(profile=profile_at(throw_away), demo=True, opener=options.opener)
    elif _was_handed_over(options):
        return 0
    try:
        return _run(application, options)
    finally:
        from relmgr import log

        log.stop()
        if throw_away is not None:
            shutil.rmtree(throw_away, ignore_errors=True)


def _was_handed_over(options: Options) -> bool:
    """Ask before anything is shown: the first instance, if there is one, answers at once."""
    if not may_be_met(options.profile):
        return False
    from ui.instance import hand_over

    return hand_over(options.profile, options.for_others())


def _end_the_other(options: Options) -> int:
    """0 once no Relmgr has the profile open, 1 if one stays."""
    from ui.instance import ask_to_end

    try:
        return 0 if ask_to_end(options.profile) else 1
    except RelmgrError as error:
        if sys.stderr is not None:
            sys.stderr.write(f"{error}\n")
        return 1


def name_for_the_taskbar() -> None:
    """Tell Windows, before there is a window, that all of ours belong to the Start menu's shortcut of this name."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)


def make_application() -> QApplication:
    """The QApplication, named for the desktop."""
    QApplication.setDesktopFileName(APP_ID)
    QApplication.setApplicationName("Relmgr")
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = Application(["relmgr", *themes.STYLE_ARGUMENTS])
        themes.is_styled(application)
    application.setQuitOnLastWindowClosed(False)
    return application


def _run(application: QApplication, options: Options) -> int:
    loaded = settings.load(options.profile.settings_file)
    choose_language(loaded.settings.language, with_qt=False)
    preferences = Preferences(options.profile.settings_file, loaded.settings)
    look = Look(application, preferences)
    window = MainWindow(options.profile)
    window.add_program_commands(partial(leave, application))
    start = Start(application, window, options, preferences, loaded.notice)
    CrashGuard(application, start.tell).install()
    ends = EndSignals(application)
    if isinstance(application, Application):
        application.system.quit_asked.connect(partial(leave, application))
        application.system.front_asked.connect(start.bring_to_front)
        start.started.connect(lambda: application.system.open_with(start.open_files))
    if options.background:
        QTimer.singleShot(0, start, start.go)
    else:
        window.painted.connect(start.after_paint)
        window.show()
    code = application.exec()
    start.end()
    ends.end()
    look.end()
    return code


def settle() -> None:
    """The first page stands: what came with the start is there to stay, and garbage is collected from now on."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def make_ready() -> None:
    """Compile the patterns that read sentences, beside what the user does: the first dialog to write one opens at once then."""
    threading.Thread(target=import_module, args=("relmgr.domain.capture.reading",), daemon=True).start()


def leave(application: QApplication) -> None:
    """End the program. Qt's own quit() asks each window first, and ours hides instead of closing where there is a tray."""
    application.exit(0)


def choose_language(language: str, *, with_qt: bool = True) -> None:
    """Texts, days and layout direction in `language`, or the system's if it is empty; Qt's own texts too, or later."""
    asked = QLocale(language) if language else QLocale.system()
    spoken = i18n.use(wished(language, asked.uiLanguages()))
    locale = locale_of(spoken, asked)
    QLocale.setDefault(locale)
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if spoken == "pseudo_rtl" else locale.textDirection()
        )
        if with_qt:
            translate_qt(application)


def locale_of(spoken: str, asked: QLocale) -> QLocale:
    """Days and figures in the language `spoken`, as they are written where `asked` says: never two languages at once."""
    own = QLocale(spoken)
    if spoken.startswith("pseudo") or asked.language() in {own.language(), QLocale.Language.C}:
        return asked
    return QLocale(own.language(), asked.territory())


def translate_qt(application: QApplication) -> None:
    """Qt's own texts (the menu of a line, the buttons of a file dialog) in the language in use, where they came along."""
    for old in application.children():  # asking Qt for children of one kind costs a start 15 ms
        if isinstance(old, QTranslator):
            application.removeTranslator(old)
            old.deleteLater()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load(QLocale(), "qtbase", "_", folder):
        application.installTranslator(translator)


class Start(QObject):
    """From the first paint to the program proper, whose imports take longer than the paint."""

    started = Signal()
    """The program has taken the profile; what it shows may still be asked for a key."""

    def __init__(
        self,
        application: QApplication,
        window: MainWindow,
        options: Options,
        preferences: Preferences,
        notice: str,
    ) -> None:
        super().__init__()
        self._application = application
        self._window = window
        self._options = options
        self._preferences = preferences
        self._notice = notice
        self._look: FirstLook | None = None
        self.program: Program | None = None

    def after_paint(self) -> None:
        """Let the paint reach the screen, then go on."""
        QTimer.singleShot(0, self, self.go)

    def go(self) -> None:
        """Take the profile, and show the first screen of people at once where that needs nobody."""
        from relmgr import log

        log.start(self._options.profile.logs)
        if self._options.demo:
            self._import_first(_FOR_THE_PROGRAM)
            return
        from ui.first_look import FirstLook

        options = self._options
        self._look = FirstLook(self._window, options.profile, Clock(), options.passphrase_file)
        self._look.shows_list = self._shows_list()
        needed = _FOR_THE_PROGRAM[:-1] if options.background else _FOR_THE_PROGRAM
        self._look.ready.connect(partial(self._import_first, needed))
        self._look.start()

    def _shows_list(self) -> bool:
        """Not where the start is to lead elsewhere, nor while names are hidden."""
        options = self._options
        leads_elsewhere = options.background or options.files or options.opener == "--today"
        return not leads_elsewhere and not self._preferences.settings.hide_names

    def _import_first(self, names: tuple[str, ...]) -> None:
        """Import what takes long a piece at a time, so that a key pressed meanwhile is answered."""
        if not names:
            self._go_on()
            return
        import_module(names[0])
        QTimer.singleShot(0, self, partial(self._import_first, names[1:]))

    def _go_on(self) -> None:
        from ui.program import Program

        translate_qt(self._application)  # nothing before this shows any of them
        self.program = Program(self._window, self._preferences, Clock(), self._options.profile)
        self.program.quit_asked.connect(partial(leave, self._application))
        self.program.make_companion = self._accompany
        self.program.start(
            arguments=self._options.for_others(),
            files=self._options.files,
            opener=self._options.opener,
            passphrase_file=self._options.passphrase_file,
            background=self._options.background,
            demo=self._options.demo,
            notice=self._notice,
            begun=self._look.begun if self._look is not None else None,
        )
        self.started.emit()

    def open_files(self, files: tuple[Path, ...]) -> None:
        """What the system wants opened while the program runs."""
        if self.program is not None:
            self.program.asked_for(tuple(map(str, files)))

    def bring_to_front(self) -> None:
        """Show the window again, if an open file hid it."""
        if self.program is not None and self.program.is_open:
            self.program.raise_window()

    def _accompany(self, context: "Context", navigator: "Navigator") -> "Tray":
        """The tray, which looks what is due for as long as the file is open."""
        from ui.in_step import Follower
        from ui.tray import Tray

        QTimer.singleShot(0, self, settle)
        QTimer.singleShot(_READY_MS, self, self._make_ready)
        tray = Tray(context, navigator, self._window, quit_=partial(leave, self._application))
        tray.ended.connect(Follower(context, tray).end)
        return tray

    def _make_ready(self) -> None:
        """Nobody writes a sentence yet where the start led into the tray."""
        if self.program is not None and self.program.shell is not None:
            make_ready()

    def tell(self, error: RelmgrError) -> bool:
        """Show the sentence of a fault that nobody took; False while there is nothing to show it in."""
        if self.program is None:
            return False
        self.program.tell(error)
        return True

    def end(self) -> None:
        """Close the file and let go of the profile."""
        if self.program is not None:
            self.program.end()


class Look(QObject):
    """Keeps colours, text size and motion as the user and the system want them."""

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        chosen = preferences.settings
        self._follower = themes.Follower(
            application,
            forced=_scheme(chosen),
            text_size=_text_size(chosen),
            reduced_motion=_is_still(chosen),
        )
        preferences.changed.connect(self._choose)

    def end(self) -> None:
        """Follow no longer."""
        self._preferences.changed.disconnect(self._choose)

    def _choose(self) -> None:
        chosen = self._preferences.settings
        self._follower.choose(
            forced=_scheme(chosen), text_size=_text_size(chosen), reduced_motion=_is_still(chosen)
        )


def _scheme(chosen: Settings) -> Scheme | None:
    return {Appearance.LIGHT: Scheme.LIGHT, Appearance.DARK: Scheme.DARK}.get(chosen.appearance)


def _text_size(chosen: Settings) -> int:
    return max(themes.TEXT_SIZES[0], min(chosen.text_size, themes.TEXT_SIZES[-1]))


def _is_still(chosen: Settings) -> bool:
    return chosen.motion is Motion.REDUCED


class CrashGuard(QObject):
    """Takes what nobody caught: into the log, without texts, and before the user, once.

    `tell` shows the sentence of a fault of the environment, which is no mistake of the program, and the program goes on.
    """

    def __init__(
        self, application: QApplication, tell: Callable[[RelmgrError], bool] = lambda _error: False
    ) -> None:
        super().__init__(application)
        self._application = application
        self._tell = tell
        self._is_shown = False

    def install(self) -> None:
        """From now on."""
        sys.excepthook = self._take
        threading.excepthook = lambda info: (
            self._take(info.exc_type, info.exc_value, info.exc_traceback) if info.exc_value else None
        )

    def _take(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            leave(self._application)
            return
        is_here = threading.current_thread() is threading.main_thread()
        if isinstance(error, RelmgrError) and is_here and self._tell(error):
            _log.warning("a fault that nobody took: %s", type(error).__name__)
            return
        from relmgr import log

        report = log.crash_report(error.with_traceback(traceback))
        _log.error("a mistake of the program: %s", report)
        if self._is_shown or not is_here:
            return
        self._is_shown = True
        from ui.dialogs.crash import CrashDialog

        CrashDialog(report).exec()
        self._application.exit(1)


class EndSignals(QObject):
    """Lets SIGTERM and SIGINT end the program as Quit does, which Python alone would only see between Qt's events."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._notifier: QSocketNotifier | None = None
        self._pipe: tuple[int, int] | None = None
        self._before: dict[int, object] = {}
        if sys.platform != "win32":
            self._install()

    def _install(self) -> None:
        self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._before[number] = signal.signal(number, _heard)
        self._notifier = QSocketNotifier(self._pipe[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda _socket: leave(self._application))

    def end(self) -> None:
        """Give the signals back."""
        if self._pipe is None:
            return
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() gave
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        for end in self._pipe:
            os.close(end)


def _heard(_number: int, _frame: object) -> None:
    """Nothing: the byte in the pipe wakes Qt, which quits."""
