"""Uses the window for as many actions as a long working day has: `python -m tests.faults.soak REPORT ACTIONS ARGUMENTS…`.

What is written down: the memory of the process's own, locked, after a warm-up and at the end, in kilobytes, and what was done.
"""

import ctypes
import gc
import random
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction
from relmgr.services import people
from tests.faults.victims import PASSPHRASE
from tests.faults.window_process import Steps, Used, play
from ui.main_window.navigation import NavButton
from ui.unlock import UnlockFace

WARM_UP = 150
"""Actions after which every page and dialog was open once, so that what grows from then on grows with use."""


def soak(used: Used, actions: int) -> Steps:
    """Open, read, write, search, take back, lock and unlock, in a random order that is always the same."""
    yield used.is_open
    chance = random.Random(20)
    done: Counter[str] = Counter()
    for number in range(WARM_UP + actions):
        if number == WARM_UP:
            yield from _lock_and_unlock(used, "before")
        deed = chance.choice(DEEDS)
        deed(used, chance)
        done[deed.__name__.strip("_")] += 1
        yield lambda: True
        _close_dialogs(used)
        if number % 100 == 99:
            yield from _lock_and_unlock(used)
    yield from _lock_and_unlock(used, "after")
    used.seen["done"] = done


def own_memory() -> int:
    """Kilobytes that are this process's alone, with nothing counted that is only waiting to be given back."""
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
    status = Path("/proc/self/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0])


def _somebody(used: Used, chance: random.Random) -> PersonId:
    return chance.choice(people.known_people(used.shell.context.store)).id


def _open_somebody(used: Used, chance: random.Random) -> None:
    used.shell.open_person(_somebody(used, chance))


def _open_pages(used: Used, chance: random.Random) -> None:
    chance.choice(used.shell.navigation.findChildren(NavButton)).click()


def _log_a_conversation(used: Used, chance: random.Random) -> None:
    used.shell.log_conversation(_somebody(used, chance))
    dialog = used.dialog()
    QTest.keyClicks(dialog.text, f"Call, number {chance.randrange(99)}. The roof is done.")
    used.press(dialog.save_button)


def _leave_a_conversation(used: Used, chance: random.Random) -> None:
    used.shell.log_conversation(_somebody(used, chance), "Met for lunch")


def _search(used: Used, chance: random.Random) -> None:
    used.shell.open_search(chance.choice(("a", "me", "roof", "jacobs", "zzz")))


def _filter(used: Used, chance: random.Random) -> None:
    used.shell.open_people(chance.choice(("", "m", "an", "nobody at all")))


def _edit(used: Used, chance: random.Random) -> None:
    used.shell.edit_person(_somebody(used, chance))


def _promise(used: Used, chance: random.Random) -> None:
    used.shell.add_expectation(_somebody(used, chance), chance.choice(tuple(Direction)))


def _take_back(used: Used, _chance: random.Random) -> None:
    used.shell.undo()


def _do_again(used: Used, _chance: random.Random) -> None:
    used.shell.redo()


def _look_at_today(used: Used, _chance: random.Random) -> None:
    used.shell.open_today()


DEEDS: tuple[Callable[[Used, random.Random], None], ...] = (
    _open_somebody,
    _open_somebody,
    _open_pages,
    _log_a_conversation,
    _leave_a_conversation,
    _search,
    _filter,
    _edit,
    _promise,
    _take_back,
    _do_again,
    _look_at_today,
)


def _close_dialogs(used: Used) -> None:
    while used.shell.dialogs:
        used.shell.dialogs[-1].reject()


def _lock_and_unlock(used: Used, note: str = "") -> Steps:
    """While it is locked nothing of anybody is held, so that what the memory grew by is what was not let go of."""
    used.shell.lock()
    yield lambda: True
    face = used.program.window.face() if used.program is not None else None
    assert isinstance(face, UnlockFace)
    if note:
        used.seen[note] = own_memory()
    QTest.keyClicks(face.passphrase.edit, PASSPHRASE)
    QTest.mouseClick(face.button, Qt.MouseButton.LeftButton)
    yield used.is_open


if __name__ == "__main__":
    sys.exit(play(partial(soak, actions=int(sys.argv[2])), sys.argv[1], sys.argv[3:]))
