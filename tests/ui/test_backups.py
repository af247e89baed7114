"""Backups in the window: by themselves, on request, looked into and restored; a damaged file and its ways out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from relmgr import backup, vault
from relmgr.backup import Kind, Places
from relmgr.clock import Clock, fixed
from relmgr.errors import DamagedError
from relmgr.paths import Profile, profile_at
from relmgr.services import erasing, people
from relmgr.services.people import PersonInput
from relmgr.settings import Settings
from tests.faults.victims import CHEAP, NOON, PASSPHRASE
from ui.backing_up import BackupKeeper
from ui.dialogs.backups import BackupsDialog, LookDialog, open_backups, open_look
from ui.main_window import MainWindow, Shell
from ui.pages.restore import DamagedFace, ListFace, PreviewFace, ReportFace
from ui.pages.settings.backups import BackupsSection
from ui.pages.welcome import ChoiceFace
from ui.preferences import Preferences
from ui.program import Program
from ui.restoring import RestoreFlow

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
WAIT_MS = 30_000


class House:
    """A program with an open file of two people."""

    def __init__(self, folder: Path, qtbot: QtBot, clock: Clock) -> None:
        self.profile: Profile = profile_at(folder / "profile")
        made = vault.create(self.profile, passphrase=PASSPHRASE, keychain=None, clock=NOON, cost=CHEAP)
        self.code = made.recovery_code
        vault.mark_recovery_proved(self.profile)
        store = vault.open_store(made.unlocked)
        for name in ("Ada", "Grace"):
            people.add(store, PersonInput(given=name), NOW)
        store.close()
        self.folder = folder
        (folder / "passphrase").write_text(PASSPHRASE)
        self.qtbot = qtbot
        self.window = MainWindow(self.profile)
        self.program = Program(
            self.window, Preferences(self.profile.settings_file, Settings()), clock, self.profile
        )

    def open(self) -> Shell:
        """The window with the file open, and its backups listed."""
        self.program.start(passphrase_file=self.folder / "passphrase")
        return self.shell()

    def shell(self) -> Shell:
        """The pages, once they are shown."""
        self.qtbot.waitUntil(lambda: self.program.shell is not None, timeout=WAIT_MS)
        assert self.program.shell is not None
        return self.program.shell

    def keeper(self) -> BackupKeeper:
        """Who keeps the backups of the open file."""
        found = self.shell().context.backups
        assert isinstance(found, BackupKeeper)
        return found

    def settled(self) -> BackupKeeper:
        """The same, once nothing is under way."""
        keeper = self.keeper()
        self.qtbot.waitUntil(lambda: not keeper.is_busy, timeout=WAIT_MS)
        return keeper

    def face(self, kind: type) -> object:
        """The face of that kind, once it is shown."""
        self.qtbot.waitUntil(lambda: isinstance(self.window.face(), kind), timeout=WAIT_MS)
        return self.window.face()

    def count(self) -> int:
        """How many people are in the list."""
        return people.count(self.shell().context.store)


@pytest.fixture
def house(tmp_path: Path, qtbot: QtBot) -> Iterator[House]:
    made = House(tmp_path, qtbot, fixed(NOW))
    qtbot.addWidget(made.window)
    yield made
    made.program.end()


def test_a_first_backup_is_made_by_itself_and_is_enough_for_a_day(house: House) -> None:
    house.open()
    house.keeper().look()
    keeper = house.settled()
    (only,) = keeper.backups
    assert (only.kind, only.people, only.is_good) == (Kind.AUTOMATIC, 2, True)
    keeper.look()
    house.settled()
    assert len(keeper.backups) == 1
    assert (keeper.problem, keeper.is_late) == ("", False)


def test_the_settings_show_them_and_make_one(house: House) -> None:
    shell = house.open()
    shell.open_settings("backups")
    house.keeper().look()
    keeper = house.settled()
    (section,) = shell.findChildren(BackupsSection)
    assert isinstance(section, BackupsSection)
    assert section.looks[0].accessibleName().startswith("Look inside the backup of 24 November 2026")
    assert not section.all.isVisibleTo(section)
    QTest.mouseClick(section.now, Qt.MouseButton.LeftButton)
    house.settled()
    assert [one.kind for one in keeper.backups] == [Kind.ASKED, Kind.AUTOMATIC]
    assert "2 people" in section._last.note.text()


def test_a_second_folder_that_is_away_is_said_in_the_settings_alone(house: House) -> None:
    shell = house.open()
    problems: list[str] = []
    shell.context.signals.problem.connect(problems.append)
    shell.context.preferences.change(second_backup_folder=str(house.folder / "stick"))
    shell.open_settings("backups")
    house.keeper().look()
    keeper = house.settled()
    (section,) = shell.findChildren(BackupsSection)
    section.reload()
    assert "is not connected" in section._second.note.text()
    assert (keeper.is_second_away, problems) == (True, [])
    (house.folder / "stick").mkdir()
    keeper.look()
    house.settled()
    assert len(backup.in_folder(house.folder / "stick")) == 1


def test_a_folder_that_is_away_is_said_and_after_days_of_use_above_every_page(house: House) -> None:
    shell = house.open()
    shell.context.preferences.change(backup_folder=str(house.folder / "gone"))
    keeper = house.keeper()
    for day in range(5):
        object.__setattr__(keeper._context, "clock", fixed(NOW + timedelta(days=day)))
        keeper.look()
        house.settled()
    assert "is not there" in keeper.problem
    assert keeper.is_late
    assert not shell.quiet_bar.isHidden()
    assert "three days" in shell.quiet_bar.label.text()
    shell.context.preferences.change(backup_folder="")
    keeper.back_up_now()
    house.settled()
    assert shell.quiet_bar.isHidden()


def test_it_is_looked_into_and_restored(house: House) -> None:
    shell = house.open()
    house.keeper().look()
    keeper = house.settled()
    people.add(shell.context.store, PersonInput(given="Later"), NOW)
    open_backups(shell.context, shell)
    (all_of_them,) = house.window.findChildren(BackupsDialog)
    QTest.mouseClick(all_of_them.buttons[0], Qt.MouseButton.LeftButton)
    (dialog,) = house.window.findChildren(LookDialog)
    house.qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT_MS)
    said = [line.text() for line in dialog.lines]
    assert "Compared with now: 1 person fewer." in said
    assert "Later" in said
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    house.qtbot.waitUntil(lambda: house.program.shell not in (None, shell), timeout=WAIT_MS)
    assert house.count() == 2
    kinds = {one.kind for one in backup.in_folder(house.profile.backups)}
    assert kinds == {Kind.AUTOMATIC, Kind.BEFORE_RESTORE}
    assert len(backup.replaced_in(house.profile)) == 1
    assert keeper is not house.keeper()


@pytest.mark.parametrize(("back", "names"), [(False, {"Ada", "Grace"}), (True, {"Ada", "Grace", "Sven"})])
def test_who_was_erased_is_asked_about_before_a_restore(house: House, back: bool, names: set[str]) -> None:
    shell = house.open()
    sven = people.add(shell.context.store, PersonInput(given="Sven"), NOW)
    house.keeper().back_up_now()
    keeper = house.settled()
    erasing.start(shell.context.store, sven, NOW)
    open_look(shell.context, shell, keeper.backups[0])
    (dialog,) = house.window.findChildren(LookDialog)
    house.qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT_MS)
    assert dialog.erased is not None
    assert dialog.erased.sentence.text() == "One person in this backup was erased for good since it was made."
    assert dialog.erased.names.text() == "Sven"
    assert not dialog.erased.brings_back
    if back:
        dialog.erased.choice.part(0).setFocus()
        QTest.keyClick(dialog.erased.choice.part(0), Qt.Key.Key_End)
        assert "nothing notes any more" in dialog.erased.note.text()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    house.qtbot.waitUntil(lambda: house.program.shell not in (None, shell), timeout=WAIT_MS)
    store = house.shell().context.store
    ids = people.list_ids(store, today=NOW.date())
    assert {row.name for row in people.rows(store, ids, NOW.date())} == names
    assert erasing.count_erased(store) == (0 if back else 1)


def test_who_was_erased_is_asked_about_where_no_file_is_open(house: House) -> None:
    shell = house.open()
    sven = people.add(shell.context.store, PersonInput(given="Sven"), NOW)
    house.keeper().back_up_now()
    keeper = house.settled()
    made = keeper.backups[0]
    erasing.start(shell.context.store, sven, NOW)
    house.keeper()._refused(DamagedError("“relmgr.db” is damaged. The key is right."))
    face = house.face(DamagedFace)
    assert isinstance(face, DamagedFace)
    QTest.mouseClick(face.restore, Qt.MouseButton.LeftButton)
    listed = house.face(ListFace)
    assert isinstance(listed, ListFace)
    QTest.mouseClick(listed.looks[0], Qt.MouseButton.LeftButton)
    preview = house.face(PreviewFace)
    assert isinstance(preview, PreviewFace)
    house.qtbot.waitUntil(lambda: preview.erased is not None, timeout=WAIT_MS)
    assert preview.erased is not None
    assert preview.erased.names.text() == "Sven"
    preview.erased.choice.choose(1)
    QTest.mouseClick(preview.go, Qt.MouseButton.LeftButton)
    house.qtbot.waitUntil(lambda: house.program.shell not in (None, shell), timeout=WAIT_MS)
    assert house.count() == 3
    assert made.is_whole


def test_names_that_are_hidden_are_not_shown_from_a_backup(house: House) -> None:
    shell = house.open()
    house.keeper().look()
    keeper = house.settled()
    people.add(shell.context.store, PersonInput(given="Later"), NOW)
    shell.context.store.hide_names(True)
    open_look(shell.context, shell, keeper.backups[0])
    (dialog,) = house.window.findChildren(LookDialog)
    house.qtbot.waitUntil(dialog.go.isEnabled, timeout=WAIT_MS)
    assert "Later" not in " ".join(line.text() for line in dialog.lines)
    dialog.reject()


def test_what_the_check_after_the_start_finds_stops_all_writing(house: House) -> None:
    shell = house.open()
    store = shell.context.store
    house.keeper()._refused(DamagedError("“relmgr.db” is damaged. The key is right."))
    face = house.face(DamagedFace)
    assert isinstance(face, DamagedFace)
    assert store.is_busy is False
    QTest.mouseClick(face.read, Qt.MouseButton.LeftButton)
    assert house.shell().context.store.is_read_only
    assert house.count() == 2


def test_a_damaged_file_is_rescued(house: House) -> None:
    with house.profile.database.open("r+b") as file:
        file.write(b"\xa5\x5a" * 8)
    house.program.start(passphrase_file=house.folder / "passphrase")
    face = house.face(DamagedFace)
    assert isinstance(face, DamagedFace)
    QTest.mouseClick(face.rescue, Qt.MouseButton.LeftButton)
    report = house.face(ReportFace)
    assert isinstance(report, ReportFace)
    QTest.mouseClick(report.open, Qt.MouseButton.LeftButton)
    assert house.count() == 2


def test_on_a_new_computer_with_the_recovery_key(house: House, qtbot: QtBot, tmp_path: Path) -> None:
    unlocked = vault.unlock_with_passphrase(house.profile, PASSPHRASE, cost=CHEAP)
    stick = tmp_path / "stick"
    stick.mkdir()
    backup.run(unlocked, Places(stick), Kind.ASKED, NOW)
    bare = profile_at(tmp_path / "bare")
    window = MainWindow(bare)
    qtbot.addWidget(window)
    program = Program(window, Preferences(bare.settings_file, Settings()), fixed(NOW), bare)
    program.start()
    choice = window.face()
    assert isinstance(choice, ChoiceFace)
    (flow,) = program.findChildren(RestoreFlow)
    flow.ask_folder = lambda: stick
    QTest.mouseClick(choice.restore_link, Qt.MouseButton.LeftButton)
    empty = window.face()
    assert isinstance(empty, ListFace)
    QTest.mouseClick(empty.folder, Qt.MouseButton.LeftButton)
    listed = window.face()
    assert isinstance(listed, ListFace)
    QTest.mouseClick(listed.looks[0], Qt.MouseButton.LeftButton)
    preview = window.face()
    assert isinstance(preview, PreviewFace)
    preview.code.edit.setText("wrong")
    QTest.mouseClick(preview.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(preview.go.isEnabled, timeout=WAIT_MS)
    preview.code.edit.setText(house.code)
    QTest.mouseClick(preview.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: preview.go.text() == "Restore this backup", timeout=WAIT_MS)
    QTest.mouseClick(preview.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.shell is not None, timeout=WAIT_MS)
    assert program.shell is not None
    assert people.count(program.shell.context.store) == 2
    program.end()
