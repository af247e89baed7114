"""The whole window against the keyring of the session it is started in: `python -m tests.faults.keyring_window PROFILE`.

Prints as JSON, for each state the real keyring is put into: the sentence, how often the window's clock ticked
meanwhile, and whether the recovery key then opened the file.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import secretstorage
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from relmgr import vault
from relmgr.paths import Profile, profile_at
from relmgr.settings import Settings
from relmgr.vault.keychain import SERVICE
from tests.faults.victims import CHEAP, NOON
from ui.main_window import MainWindow
from ui.preferences import Preferences
from ui.program import Program
from ui.unlock import UnlockFace, Way

LONGEST_MS = 30_000


class Started:
    """The program in its window."""

    def __init__(self, profile: Profile) -> None:
        self.ticks = 0
        self.window = MainWindow(profile)
        self.program = Program(self.window, Preferences(profile.settings_file, Settings()), NOON, profile)
        self._clock = QTimer(self.window)
        self._clock.timeout.connect(self._tick)
        self._clock.start(1)
        self.window.show()
        self.program.start()

    def _tick(self) -> None:
        self.ticks += 1

    def wait(self, condition: Callable[[], bool]) -> bool:
        """Whether it came to be in time; events are handled meanwhile."""
        until = QDeadlineTimer(LONGEST_MS)
        while not condition() and not until.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        return condition()

    def is_open(self) -> bool:
        """Whether the pages of the file are shown."""
        return self.program.shell is not None

    def end(self) -> None:
        """The end of the day."""
        self.program.end()
        self.window.close()


def opens_by_itself(profile: Profile) -> bool:
    """Whether the keyring alone opens the file."""
    started = Started(profile)
    try:
        return started.wait(started.is_open)
    finally:
        started.end()


def walk(profile: Profile, code: str) -> dict[str, object]:
    """Meet the state the keyring is in now, and go on with the recovery key."""
    started = Started(profile)
    try:
        face = started.window.face()
        if not isinstance(face, UnlockFace):
            return {"sentence": type(face).__name__}
        before = started.ticks
        asked = started.wait(lambda: face.way is Way.RECOVERY and face.button.isVisible())
        sentence, ticked = face.sentence.text().partition(". ")[0], started.ticks > before
        face.recovery.set_text(code)
        face.unlock()
        return {
            "sentence": sentence if asked else "",
            "alive": ticked,
            "opened": started.wait(started.is_open),
        }
    finally:
        started.end()


def main(folder: Path) -> dict[str, object]:
    """Set up, then empty, swap and lock the real keyring; each time the file opens by itself afterwards, if it can."""
    profile = profile_at(folder)
    keychain = vault.system_keychain(patience=20)
    made = vault.create(profile, passphrase=None, keychain=keychain, clock=NOON, cost=CHEAP)
    vault.mark_recovery_proved(profile)
    made.unlocked.key.forget()
    seen: dict[str, object] = {"by itself": opens_by_itself(profile)}
    bus = secretstorage.dbus_init()
    collection = secretstorage.get_default_collection(bus)
    for item in list(collection.search_items({"service": SERVICE})):
        item.delete()
    seen["emptied"] = walk(profile, made.recovery_code) | {"again": opens_by_itself(profile)}
    for item in collection.search_items({"service": SERVICE}):
        item.set_secret(b"5" * 64)
    seen["swapped"] = walk(profile, made.recovery_code) | {"again": opens_by_itself(profile)}
    collection.lock()
    seen["locked"] = walk(profile, made.recovery_code)
    bus.close()
    return seen


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication(sys.argv[:1])
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
    sys.stdout.flush()
    os._exit(0)  # a thread that waits for a prompt nobody answers must not keep this one
