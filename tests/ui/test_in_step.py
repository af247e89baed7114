"""The folder of cards follows the file while a window is open, and the settings say where it lies."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relmgr.services import people
from tests.builders import NOW, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.in_step import Follower
from ui.in_step.passes import InStep
from ui.pages.settings.card_folder import CardFolderSection

Passing = Callable[[], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cards"
    made.mkdir()
    return made


@pytest.fixture
def in_step(context: Context, folder: Path) -> InStep:
    context.store.on_change(context.signals.store_changed.emit)
    context.preferences.change(card_folder=str(folder))
    return InStep(context)


@pytest.fixture
def one_pass(qtbot: QtBot, context: Context, in_step: InStep) -> Passing:
    """Run one pass to its end; what it said."""

    def run() -> str:
        with qtbot.waitSignal(context.signals.synced) as waited:
            in_step.begin()
        return str(waited.args[0]) if waited.args else ""

    return run


def cards(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*.vcf"))]


def test_a_pass_writes_what_is_new_and_takes_in_what_came(
    context: Context, make: Make, folder: Path, one_pass: Passing
) -> None:
    megan = make.person("Megan Jacobs")
    assert one_pass() == "1 file changed."
    path = next(folder.glob("*.vcf"))
    path.write_bytes(path.read_bytes().replace(b"END:", b"NICKNAME:Meg\r\nEND:"))
    assert one_pass() == "1 person changed here."
    assert people.details(context.store, megan).input.nickname == "Meg"


def test_a_change_here_is_noticed_by_itself(
    context: Context, make: Make, folder: Path, in_step: InStep, one_pass: Passing
) -> None:
    megan = make.person("Megan Jacobs")
    one_pass()
    given = people.details(context.store, megan).input
    people.edit(context.store, megan, replace(given, nickname="Meg"), NOW)
    assert one_pass() == "1 file changed."
    assert b"NICKNAME:Meg" in cards(folder)[0]
    in_step.end()
    in_step.begin()
    assert not in_step.is_at_work


def test_a_folder_that_is_gone_is_said_once_and_nobody_is_deleted(
    context: Context, make: Make, folder: Path, one_pass: Passing
) -> None:
    make.person("Megan Jacobs")
    one_pass()
    problems: list[str] = []
    context.signals.problem.connect(problems.append)
    folder.rename(folder.with_name("moved"))
    one_pass()
    one_pass()
    assert len(problems) == 1
    assert "nothing was deleted" in problems[0]
    assert people.count(context.store) == 1


def test_most_files_gone_waits_for_a_word(
    qtbot: QtBot, context: Context, make: Make, folder: Path, one_pass: Passing
) -> None:
    for number in range(8):
        make.person(f"Person Number{number}")
    one_pass()
    for path in folder.iterdir():
        path.unlink()
    assert "8 files of 8 are gone" in one_pass()
    assert people.count(context.store) == 8
    with qtbot.waitSignal(context.signals.synced):
        context.signals.sync_asked.emit(True)
    assert people.count(context.store) == 0


def test_the_settings_choose_and_stop(qtbot: QtBot, context: Context, folder: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    section = CardFolderSection(context, MagicMock(), Host(window))
    qtbot.addWidget(section)
    assert section.sync_row.isHidden()
    section.ask_where = lambda _parent, _start: str(folder)
    section.choose_button.click()
    assert context.settings.card_folder == str(folder)
    assert not section.sync_row.isHidden()
    assert "not encrypted" in section.row.note.text()
    section.whole.click()
    assert not context.settings.card_folder_whole
    context.signals.synced.emit("1 file changed.")
    assert section.sync_row.note.text() == "1 file changed."
    section.stop_button.click()
    assert context.settings.card_folder == ""
    assert section.sync_row.isHidden()


def test_nothing_follows_until_a_folder_is_chosen(context: Context, folder: Path) -> None:
    follower = Follower(context)
    assert not follower.is_following
    context.preferences.change(card_folder=str(folder))
    context.signals.settings_changed.emit()
    assert follower.is_following
    follower.end()
