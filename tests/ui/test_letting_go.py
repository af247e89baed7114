"""That no file outlives its lock, whatever was done in the window before (S2): what is kept is held in memory for ever."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction
from relmgr.paths import Profile
from relmgr.services import people
from tests.builders import NOW
from tests.ui.test_locking import fill, reopen, shell_of, start
from ui.context import Place
from ui.main_window import Shell
from ui.main_window.registry import REGISTRY
from ui.program import Program
from ui.tray import Tray

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)  # of a display without a tray

Deed = Callable[[Shell, PersonId], object]


@pytest.fixture
def program(qtbot: QtBot, profile: Profile, tmp_path: Path) -> Iterator[Program]:
    """The program with a file open in which one person is, accompanied by the tray."""
    fill(profile)
    running = start(qtbot, profile, tmp_path)
    running.make_companion = lambda context, shell: Tray(context, shell, running.window)
    running.lock()
    reopen(qtbot, running)
    yield running
    running.end()


def _open_every_page(shell: Shell, _who: PersonId) -> None:
    for entry in REGISTRY.pages:
        shell.go(Place(page=entry.name))
        QApplication.processEvents()


def _take_back(shell: Shell, who: PersonId) -> None:
    people.remove(shell.context.store, who, NOW)
    shell.undo()
    shell.redo()
    shell.undo()


DEEDS: dict[str, Deed] = {
    "pages": _open_every_page,
    "take back": _take_back,
    "open": lambda shell, who: shell.open_person(who),
    "log": lambda shell, who: shell.log_conversation(who, "Met for lunch"),
    "capture": lambda shell, _who: shell.log_conversation(None, "Met for lunch"),
    "edit": lambda shell, who: shell.edit_person(who),
    "new": lambda shell, _who: shell.new_person("Jo"),
    "promise": lambda shell, who: shell.add_expectation(who, Direction.OF_ME),
    "search": lambda shell, _who: shell.open_search("a"),
    "filter": lambda shell, _who: shell.open_people("m"),
    "prep": lambda shell, who: shell.open_prep(who),
    "help": lambda shell, _who: shell.who_can_help("roof"),
    "liking": lambda shell, _who: shell.who_would_like("roof"),
    "keys": lambda shell, _who: shell.show_keys(),
}


@pytest.mark.parametrize("name", DEEDS)
def test_no_file_outlives_its_lock(program: Program, name: str) -> None:
    file = _after(program, DEEDS[name])
    program.lock()
    for _round in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as the main loop does
        QApplication.processEvents()
        gc.collect()
    assert file() is None


def _after(program: Program, deed: Deed) -> weakref.ref[object]:
    """What tells whether the open file is still held by anybody, once `deed` was done."""
    shell = shell_of(program)
    (who,) = people.list_ids(shell.context.store, NOW.date())
    deed(shell, who)
    QApplication.processEvents()
    return weakref.ref(shell.context.store.engine)
