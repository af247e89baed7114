"""The first screen of people after a start: key, file, rows and paint, before anything that takes longer is imported.

Whatever is not as usual (nobody's file yet, a keyring that is locked, names hidden, a damaged file) is left to
`ui.program`, which is handed what was done so far and says what is to be said (docs/decisions/0018).
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from relmgr import vault
from relmgr.clock import Clock
from relmgr.domain.people_rows import PersonRow
from relmgr.errors import RelmgrError
from relmgr.paths import Profile
from relmgr.services.first_screen import Connected, FirstScreen, open_first
from relmgr.vault.lock import FileLock
from ui.main_window.first_face import FirstFace
from ui.main_window.window import MainWindow
from ui.opening import Opened, with_keyring
from ui.tasks import Task, Tasks
from ui.widgets.portrait import PortraitSpec

if TYPE_CHECKING:
    from ui.main_window.shell import Shell

_QUICK_MS = 1_500
"""A keyring that has not answered by then asks the user something: the lock page says so."""


@dataclass(slots=True)
class Begun:
    """What a start did before the program proper: the program goes on from there."""

    lock: FileLock | None = None
    """The profile's, held."""
    opened: Opened | None = None
    screen: FirstScreen | None = None
    """The file, open already; whoever opens it for good takes its connection."""
    question: Task | None = None
    """What the keyring was asked and has not answered."""
    cancel: threading.Event = field(default_factory=threading.Event)
    refused: RelmgrError | None = None
    """What the keyring answered instead of the secret."""
    face: FirstFace | None = None

    def take_opened(self) -> Opened | None:
        """The key, once."""
        opened, self.opened = self.opened, None
        return opened

    def take_connection(self) -> Connected | None:
        """The connection, once: whoever takes it closes it."""
        screen, self.screen = self.screen, None
        return None if screen is None else screen.opened

    def take_question(self) -> tuple[Task | None, threading.Event, RelmgrError | None]:
        """What the keyring was asked, how to cancel it, and what it refused; once."""
        question, refused = self.question, self.refused
        self.question, self.refused = None, None
        return question, self.cancel, refused

    def hand_over(self, shell: "Shell | None", window: MainWindow) -> None:
        """The shell stands where the first face stood: do in it what was typed and pressed meanwhile."""
        face, self.face = self.face, None
        if face is not None and shell is not None:
            _hand_over(face, shell, window)


class FirstLook(QObject):
    """Takes the profile, asks for the key where that needs nobody, and shows the list. `ready` tells when to go on."""

    ready = Signal()

    def __init__(
        self, window: MainWindow, profile: Profile, clock: Clock, passphrase_file: Path | None
    ) -> None:
        super().__init__()
        self.begun = Begun()
        self.shows_list = True
        """Whether the list is what the start leads to, if the window was left there."""
        self._window, self._profile, self._clock = window, profile, clock
        self._passphrase_file = passphrase_file
        self._tasks = Tasks(self)
        self._was_ready = False

    def start(self) -> None:
        """Go as far as it goes; `ready` comes in any case."""
        try:
            state = self._state()
            if state is None:
                self._end()
            elif self._passphrase_file is not None:
                typed = vault.read_passphrase_file(self._passphrase_file)
                self._open(Opened(vault.unlock_with_passphrase(self._profile, typed)))
            elif vault.SlotKind.KEYRING in state.slots:
                self._ask()
            else:
                self._end()
        except RelmgrError:  # the program tries again, and has a page for what is wrong
            self._end()

    def _state(self) -> vault.VaultState | None:
        """How the profile stands, if its file can be opened without a question that only the program can ask."""
        if not self._profile.database.exists():
            return None
        lock = FileLock(self._profile)
        lock.acquire()
        self.begun.lock = lock
        state = vault.state(self._profile)
        return state if state.standing is vault.Standing.READY and state.recovery_proved else None

    def _ask(self) -> None:
        begun = self.begun

        def refused(error: RelmgrError) -> None:
            begun.question, begun.refused = None, error
            self._end()

        def answered(opened: Opened) -> None:
            begun.question = None
            self._open(opened)

        begun.question = self._tasks.run(lambda: with_keyring(self._profile, begun.cancel), answered, refused)
        QTimer.singleShot(_QUICK_MS, self, self._end)

    def _open(self, opened: Opened) -> None:
        self.begun.opened = opened
        left = self._window.left
        wants_it = self.shows_list and left.page == "people" and not self._was_ready
        screen = open_first(opened.unlocked) if wants_it else None
        if screen is None:
            self._end()
            return
        self.begun.screen = screen
        self._show(screen, left.rows_top)

    def _show(self, screen: FirstScreen, rows_top: int) -> None:
        today = self._clock.today()

        def read(limit: int, typed: str) -> tuple[PersonRow, ...]:
            return screen.rows(today, limit, typed) if self.begun.screen is screen else ()

        face = FirstFace(self._window.actions_, rows_top, read, photographed(screen))
        self.begun.face = face
        face.painted.connect(self._end)
        self._window.show_face(face)
        face.setFocus()
        QTimer.singleShot(_QUICK_MS, self, self._end)  # a window that is covered is not painted

    def _end(self) -> None:
        if not self._was_ready:
            self._was_ready = True
            QTimer.singleShot(0, self, self.ready.emit)


def photographed(screen: FirstScreen) -> Callable[[PersonRow], PortraitSpec]:
    """What gives the portrait of a row; each photo is read once."""
    photos: dict[int, bytes | None] = {}

    def spec_of(row: PersonRow) -> PortraitSpec:
        if row.photo_id is not None and row.photo_id not in photos:
            photos[row.photo_id] = screen.photo(row.photo_id)
        return PortraitSpec(
            initials=row.initials,
            person_colour=row.person_colour,
            company_colour=row.company_colour,
            monogram=row.monogram or None,
            photo=None if row.photo_id is None else photos[row.photo_id],
        )

    return spec_of


def _hand_over(face: FirstFace, shell: "Shell", window: MainWindow) -> None:
    if face.typed:
        shell.open_people(face.typed)
        page = shell.page("people")
        field = page.search_field() if page is not None else None
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
    for key in face.keys:
        pressed = QKeySequence(key.keyCombination())
        action = next((each for _c, each, _d in window.actions_.all() if pressed in each.shortcuts()), None)
        if action is not None:
            action.trigger()
            continue
        target = QApplication.focusWidget()
        if target is not None:
            QGuiApplication.sendEvent(target, key)
    if face.press is not None:
        _press(shell, face)


def _press(shell: QWidget, face: FirstFace) -> None:
    assert face.press is not None
    target = shell.childAt(face.press)
    if target is None:
        return
    at = QPointF(target.mapFrom(shell, face.press))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind, held in (
        (QEvent.Type.MouseButtonPress, left),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        QApplication.sendEvent(target, QMouseEvent(kind, at, target.mapToGlobal(at), left, held, none))
