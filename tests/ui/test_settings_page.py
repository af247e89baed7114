"""The settings page: every control does what it says, and says so when the disk refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from relmgr import i18n, vault
from relmgr import settings as settings_file
from relmgr.errors import DiskError, WrongKeyError
from relmgr.paths import Profile
from relmgr.services import erasing, people
from relmgr.settings import Appearance, Motion, OnClose
from relmgr.vault.keychain import Cancel, Keychain
from tests.builders import NOW, Make
from tests.fake_keyring import NAMES, FakeKeyring
from tests.ui.conftest import PASSPHRASE, Desk
from ui.context import Context, Place
from ui.dialogs.emptying import open_empty_trash
from ui.dialogs.whole import WholeDialog
from ui.formats import size_words
from ui.main_window import PageEntry, Shell
from ui.main_window.registry import SETTINGS
from ui.pages.settings import SettingsPage
from ui.pages.settings.choices import (
    AppearanceSection,
    RemindersSection,
    TimeField,
    WindowSection,
    read_time,
)
from ui.pages.settings.file import AboutSection, DataSection, TrashSection
from ui.pages.settings.keys import KeysSection, NewKeyDialog, PassphraseDialog
from ui.pages.settings.locking import LanguageSection, LockSection, own_name
from ui.pages.welcome import RecoveryKeyFace, TypingBackFace
from ui.widgets.buttons import Button
from ui.widgets.text import TextLabel

OpenShell = Callable[..., Shell]


@pytest.fixture
def shell(open_shell: OpenShell, context: Context) -> Shell:
    """A window at its settings."""
    opened = open_shell(SETTINGS)
    context.preferences.changed.connect(context.signals.settings_changed)
    return opened


@pytest.fixture
def page(shell: Shell) -> SettingsPage:
    """The page."""
    found = shell.page("settings")
    assert isinstance(found, SettingsPage)
    return found


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """The keyring of this computer, in memory."""
    backend = FakeKeyring()

    def system(*, patience: float = 1.0, cancel: Cancel | None = None) -> Keychain:
        return Keychain(backend, patience=patience, cancel=cancel, trusted=NAMES)

    monkeypatch.setattr(vault, "system_keychain", system)
    return backend


def keys_of(page: SettingsPage) -> KeysSection:
    section = page.sections["keys"]
    assert isinstance(section, KeysSection)
    return section


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def on_disk(profile: Profile) -> settings_file.Settings:
    return settings_file.load(profile.settings_file).settings


def test_appearance_text_size_and_motion_hold_at_once_and_are_kept(
    page: SettingsPage, context: Context, profile: Profile
) -> None:
    section = page.sections["appearance"]
    assert isinstance(section, AppearanceSection)
    section.colours.choose(2)
    section.sizes.choose(4)
    click(section.motion)
    assert context.settings.appearance is Appearance.DARK
    kept = on_disk(profile)
    assert (kept.appearance, kept.text_size, kept.motion) == (Appearance.DARK, 150, Motion.REDUCED)


def test_opening_the_page_changes_nothing(open_shell: OpenShell, context: Context, profile: Profile) -> None:
    context.preferences.change(text_size=120, appearance=Appearance.LIGHT)
    before = profile.settings_file.read_bytes()
    open_shell(SETTINGS)
    assert context.settings.text_size == 120
    assert profile.settings_file.read_bytes() == before


def test_reminders(page: SettingsPage, context: Context) -> None:
    section = page.sections["reminders"]
    assert isinstance(section, RemindersSection)
    section.attention.setText("7.30")
    QTest.keyClick(section.attention, Qt.Key.Key_Return)
    assert context.settings.attention_time == time(7, 30)
    assert section.attention.text() == "07:30"
    assert not section.quiet_from.isEnabled()

    click(section.quiet)
    assert (context.settings.quiet_from, context.settings.quiet_until) == (time(19), time(8))
    QTest.keyClick(section.quiet_from, Qt.Key.Key_Up)
    assert context.settings.quiet_from == time(19, 15)
    click(section.quiet)
    assert context.settings.quiet_from is None

    assert section.names.isChecked()
    click(section.names)
    assert context.settings.names_in_notifications


def test_a_time_that_makes_no_sense_goes_back(page: SettingsPage, context: Context) -> None:
    section = page.sections["reminders"]
    assert isinstance(section, RemindersSection)
    field: TimeField = section.attention
    field.setText("25:00")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "09:00"
    assert context.settings.attention_time == time(9)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9", time(9)),
        ("09:05", time(9, 5)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("23.59", time(23, 59)),
        ("", None),
        ("24:00", None),
        ("9:60", None),
        ("nine", None),
        ("1:2:3", None),
        ("²", None),
    ],
)
def test_times_as_people_type_them(typed: str, meant: time | None) -> None:
    assert read_time(typed) == meant


def test_window_and_keys(page: SettingsPage, context: Context) -> None:
    section = page.sections["window"]
    assert isinstance(section, WindowSection)
    click(section.single)
    assert not context.settings.single_letter_keys
    assert section.keeps.parent() is None  # there is no tray here


def test_closing_ends_the_program_where_that_is_wanted(
    qtbot: QtBot, shell: Shell, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.settings.choices.QSystemTrayIcon.isSystemTrayAvailable", lambda: True)
    section = WindowSection(context, shell, shell)
    qtbot.addWidget(section)
    section.reload()
    click(section.keeps)
    assert context.settings.on_close is OnClose.QUIT


def test_starting_at_login_is_what_the_system_says(page: SettingsPage, shell: Shell) -> None:
    section = page.sections["window"]
    assert isinstance(section, WindowSection)
    assert not section.starts.isChecked()
    click(section.starts)
    assert section.starts.isChecked()
    assert section.entry.is_on()
    section.entry.switch(False)  # as the desktop's own page would
    section.reload()
    assert not section.starts.isChecked()


def test_a_system_that_refuses_the_start_at_login_is_told(
    page: SettingsPage, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = page.sections["window"]
    assert isinstance(section, WindowSection)

    def refuse(_on: bool) -> None:
        raise DiskError("There is no room left. Nothing saved before is lost. Free some space.")

    monkeypatch.setattr(section.entry, "switch", refuse)
    click(section.starts)
    assert shell.notices.text.startswith("There is no room left.")
    assert not section.starts.isChecked()


def test_a_disk_that_refuses_is_told_and_the_control_goes_back(
    page: SettingsPage, shell: Shell, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise DiskError("There is no room left. Nothing saved before is lost. Free some space.")

    monkeypatch.setattr(settings_file, "save", refuse)
    section = page.sections["window"]
    assert isinstance(section, WindowSection)
    click(section.single)
    assert shell.notices.text.startswith("There is no room left.")
    assert section.single.isChecked()
    assert context.settings.single_letter_keys


def test_the_passphrase_can_be_changed(
    qtbot: QtBot, page: SettingsPage, shell: Shell, profile: Profile
) -> None:
    section = keys_of(page)
    assert section.set_passphrase.text() == "Change it"
    assert not section.remove_passphrase.isVisible()  # it is the only way in but the recovery key
    section.ask_passphrase()
    (dialog,) = shell.dialogs
    assert isinstance(dialog, PassphraseDialog)
    dialog.fields.first.set_text("battery staple")
    dialog.fields.second.set_text("battery staple")
    click(dialog.save)
    qtbot.waitUntil(lambda: shell.notices.text == "The passphrase is set.")
    assert shell.dialogs == ()
    vault.unlock_with_passphrase(profile, "battery staple")
    with pytest.raises(WrongKeyError):
        vault.unlock_with_passphrase(profile, PASSPHRASE)


def test_keyring_and_passphrase_each_can_go_while_the_other_stays(
    qtbot: QtBot, page: SettingsPage, shell: Shell, profile: Profile, ring: FakeKeyring
) -> None:
    section = keys_of(page)
    click(section.use_keyring)
    qtbot.waitUntil(lambda: vault.SlotKind.KEYRING in vault.state(profile).slots)
    qtbot.waitUntil(section.leave_keyring.isVisible)
    click(section.remove_passphrase)
    qtbot.waitUntil(lambda: vault.SlotKind.PASSPHRASE not in vault.state(profile).slots)
    qtbot.waitUntil(lambda: shell.notices.text == "The passphrase is removed.")
    assert not section.leave_keyring.isVisible()
    vault.unlock_with_keyring(profile, vault.system_keychain())


def test_no_keyring_is_said(qtbot: QtBot, page: SettingsPage, shell: Shell, profile: Profile) -> None:
    section = keys_of(page)
    click(section.use_keyring)
    qtbot.waitUntil(lambda: "no keyring that Relmgr can trust" in shell.notices.text)
    assert section.isEnabled()


def test_without_a_yes_the_recovery_key_stays(
    page: SettingsPage, shell: Shell, profile: Profile, made: vault.Created
) -> None:
    click(keys_of(page).new_key)
    (asked,) = shell.dialogs
    assert isinstance(asked, NewKeyDialog)
    click(asked.cancel_button)
    assert shell.dialogs == ()
    vault.unlock_with_recovery_code(profile, made.recovery_code).key.forget()


def test_a_new_recovery_key_is_shown_and_typed_back(
    page: SettingsPage, shell: Shell, profile: Profile, made: vault.Created
) -> None:
    click(keys_of(page).new_key)
    (asked,) = shell.dialogs
    assert isinstance(asked, NewKeyDialog)
    assert "stops working at once" in " ".join(label.text() for label in asked.findChildren(TextLabel))
    click(asked.make_button)
    (whole,) = shell.dialogs
    assert isinstance(whole, WholeDialog)
    face = whole.findChild(RecoveryKeyFace)
    assert isinstance(face, RecoveryKeyFace)
    texts = [label.text() for label in face.findChildren(TextLabel)]
    code = "".join(text for text in texts if len(text) == 9 and text[4] == "-").replace("-", "")
    click(face.copy_button)
    click(face.box)
    click(face.continue_button)
    typing = whole.findChild(TypingBackFace)
    assert isinstance(typing, TypingBackFace)
    for number, field in typing.fields.items():
        field.set_text(vault.groups_of(code)[number - 1])
    click(typing.continue_button)

    assert shell.dialogs == ()
    assert vault.state(profile).recovery_proved
    vault.unlock_with_recovery_code(profile, code)
    with pytest.raises(WrongKeyError):
        vault.unlock_with_recovery_code(profile, made.recovery_code)


def test_lock_now_and_by_itself(page: SettingsPage, desk: object, context: Context) -> None:
    section = page.sections["lock"]
    assert isinstance(section, LockSection)
    click(section.lock_button)
    assert getattr(desk, "asked", None) == ["lock"]
    assert (section.idle.chosen(), section.sleep.isChecked()) == (0, False)
    click(section.idle.findChildren(QRadioButton)[2])
    click(section.sleep)
    click(section.with_screen)
    assert (context.settings.lock_after, context.settings.lock_after_sleep) == (15, True)
    assert context.settings.lock_with_screen
    context.preferences.change(lock_after=7)
    page.reload()
    assert section.idle.chosen() == 1


def test_a_language_is_chosen_by_its_own_name(page: SettingsPage, context: Context) -> None:
    section = page.sections["language"]
    assert isinstance(section, LanguageSection)
    words = [section.choice.itemText(at) for at in range(section.choice.count())]
    assert words[:2] == ["As the system", "English"]
    assert words[2:] == [own_name(code) for code in sorted(i18n.catalogues())]
    assert own_name("de") == "Deutsch"
    section.choice.setFocus()
    QTest.keyClick(section.choice, Qt.Key.Key_Down)
    assert context.settings.language == "en"
    context.preferences.change(language="en_GB")
    page.reload()
    assert section.choice.currentText() == "English"


def test_the_trash_gives_people_back(qtbot: QtBot, page: SettingsPage, context: Context, make: Make) -> None:
    megan = make.person()
    people.remove(context.store, megan, NOW)
    section = page.sections["trash"]
    assert isinstance(section, TrashSection)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in section.findChildren(Button)))
    button, erase = (each for each in section.findChildren(Button) if each.isVisible())
    assert erase.accessibleName() == "Erase Megan Jacobs for good"
    assert button.accessibleName() == "Restore Megan Jacobs"
    click(button)
    assert people.count(context.store) == 1
    assert people.trash(context.store) == ()


def test_the_trash_is_emptied_after_a_question(
    qtbot: QtBot, page: SettingsPage, context: Context, make: Make
) -> None:
    people.remove(context.store, make.person("Megan Jacobs"), NOW - timedelta(days=31))
    people.remove(context.store, make.person("Ben Whitaker"), NOW)
    stays = make.person("Olena Kovalchuk")
    section = page.sections["trash"]
    assert isinstance(section, TrashSection)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in section.findChildren(Button)))
    section.reload()
    assert any("More than thirty days ago." in label.text() for label in section.findChildren(TextLabel))
    dialog = open_empty_trash(context, section.host)
    assert len(people.trash(context.store)) == 2
    dialog.erase()
    qtbot.waitUntil(lambda: people.trash(context.store) == ())
    assert [row.id for row in people.rows(context.store, (stays,), NOW.date())] == [stays]
    assert erasing.count_erased(context.store) == 2
    dialog.reject()


def test_the_data_folder_and_its_size(page: SettingsPage, context: Context, profile: Profile) -> None:
    section = page.sections["data"]
    assert isinstance(section, DataSection)
    assert section.row.title.text() == str(profile.data)
    size = sum(each.stat().st_size for each in profile.data.glob("relmgr.db*"))
    assert size_words(size) in section.row.note.text()
    assert section.service is None


def test_contacts_can_be_imported_from_here_too(
    page: SettingsPage, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_parent: QWidget, title: str, *_rest: str) -> tuple[list[str], str]:
        asked.append(title)
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    section = page.sections["data"]
    assert isinstance(section, DataSection)
    section.import_button.click()
    assert asked == ["Choose your contacts"]


def test_a_folder_that_is_copied_elsewhere_is_warned_about(
    open_shell: OpenShell, context: Context, profile: Profile
) -> None:
    (profile.data / ".stfolder").mkdir()
    section = open_shell(SETTINGS).page("settings")
    assert isinstance(section, SettingsPage)
    texts = " ".join(label.text() for label in section.findChildren(TextLabel))
    assert "Syncthing copies this folder" in texts


def test_sample_people_have_no_keys_to_change(open_shell: OpenShell, context: Context) -> None:
    sample = replace(context, is_sample=True)
    entry = PageEntry(name="settings", make=lambda _c, n, h: SettingsPage(sample, n, h))
    found = open_shell(entry).page("settings")
    assert isinstance(found, SettingsPage)
    assert "keys" not in found.sections


def test_a_place_scrolls_to_its_section(page: SettingsPage, shell: Shell) -> None:
    shell.open_settings("about")
    bar = page.area.verticalScrollBar()
    assert bar.value() > 0
    assert shell.place == Place(page="settings", section="about")


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "under 1 kB"),
        (999, "under 1 kB"),
        (1_000, "1 kB"),
        (372_736, "373 kB"),
        (1_500_000, "1.5 MB"),
        (12_000_000, "12 MB"),
        (3 * 10**9, "3 GB"),
    ],
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert size_words(count) == words


def test_the_guide_and_the_sample_people_are_a_press_away(page: SettingsPage, shell: Shell) -> None:
    about, data = page.sections["about"], page.sections["data"]
    window = page.sections["window"]
    assert isinstance(window, WindowSection)
    assert isinstance(about, AboutSection)
    assert isinstance(data, DataSection)
    click(about.guide)
    click(about.privacy)
    click(data.look)
    click(window.keys)
    desk = shell._desk
    assert isinstance(desk, Desk)
    assert desk.asked == ["open_guide ", "open_guide privacy", "look_around", "open_guide keyboard"]
