"""Giving people out, in the window: whom, in which form, where to, how far it is, and what was made."""

from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from relmgr.domain.people_filter import PeopleFilter
from relmgr.services import filters
from relmgr.transfer.exporting import Form
from relmgr.transfer.vcard import Card, read
from tests.builders import Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.exporting import ExportDialog

Window = tuple[Context, MagicMock, Host]


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    """What every dialog is opened with."""
    return context, navigator, host


@pytest.fixture
def opened(window: Window, make: Make) -> ExportDialog:
    """The form for everybody: Megan of the choir, Ben, and a filter."""
    make.person("Megan Jacobs", labels=("Choir",))
    make.person("Ben Whitaker")
    filters.save(window[0].store, "Singers", PeopleFilter(label="Choir"))
    return dialogs.open_export(*window)


def written(qtbot: QtBot, dialog: ExportDialog, path: Path) -> bytes:
    """What the file holds after the button was pressed and all was made."""
    dialog.ask_where = lambda _parent, _suggested, _kinds: str(path)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.path.name))
    return dialog.path.read_bytes()


def names(content: bytes) -> list[str]:
    return [card.display_name for card in read(content) if isinstance(card, Card)]


def test_everybody_goes_out_and_it_says_how_many_and_where(
    qtbot: QtBot, opened: ExportDialog, tmp_path: Path
) -> None:
    content = written(qtbot, opened, tmp_path / "people")
    assert names(content) == ["Megan Jacobs", "Ben Whitaker"]
    assert opened.path == tmp_path / "people.vcf"
    assert opened.said.text() == f"2 people are in “{opened.path}”."
    assert opened.path.stat().st_mode & 0o777 == 0o600
    assert opened.save_button.text() == "Close"
    with qtbot.waitSignal(opened.accepted):
        opened.save_button.click()


@pytest.mark.parametrize("whom", ["Filter: Singers", "Label: Choir"])
def test_a_filter_or_a_label_says_whom(qtbot: QtBot, opened: ExportDialog, tmp_path: Path, whom: str) -> None:
    opened.whom.setCurrentText(whom)
    assert names(written(qtbot, opened, tmp_path / "a.vcf")) == ["Megan Jacobs"]


def test_each_form_says_what_it_carries(opened: ExportDialog) -> None:
    for form in (Form.VCARD4, Form.SHARE, Form.GOOGLE_CSV, Form.ICS):
        opened.form.choose(form)
        assert opened.words.text() == form.words
        assert opened.dialect_row.isVisibleTo(opened) == (form is Form.VCARD3)
        assert opened.whole.isVisibleTo(opened) == (form in (Form.VCARD4, Form.GOOGLE_CSV))


def test_one_person_s_menu_begins_with_the_share_card(
    qtbot: QtBot, window: Window, make: Make, tmp_path: Path
) -> None:
    ben = make.person("Ben Whitaker", notes="SECRET")
    dialog = dialogs.open_export(*window, (ben,))
    assert dialog.form.value() is Form.SHARE
    assert dialog.whom.currentText() == "Ben Whitaker"
    suggested: list[str] = []

    def ask(_parent: object, path: str, _kinds: str) -> str:
        suggested.append(path)
        return ""

    dialog.ask_where = ask
    dialog.save_button.click()
    assert Path(suggested[0]).name == "Ben Whitaker.vcf"
    assert not dialog.path.name
    content = written(qtbot, dialog, tmp_path / "ben.vcf")
    assert names(content) == ["Ben Whitaker"]
    assert b"SECRET" not in content


def test_escape_stops_it_and_leaves_no_file(qtbot: QtBot, window: Window, make: Make, tmp_path: Path) -> None:
    for number in range(60):
        make.person(f"Person Number{number}")
    dialog = dialogs.open_export(*window)
    target = tmp_path / "people.vcf"
    dialog.ask_where = lambda _parent, _suggested, _kinds: str(target)
    dialog.save_button.click()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not target.exists()
    assert not window[0].store.is_busy


def test_a_place_that_cannot_be_written_is_said_and_can_be_chosen_anew(
    qtbot: QtBot, opened: ExportDialog, tmp_path: Path
) -> None:
    opened.ask_where = lambda _parent, _suggested, _kinds: str(tmp_path / "nowhere" / "a.vcf")
    opened.save_button.click()
    qtbot.waitUntil(lambda: bool(opened.problem.label.text()))
    assert opened.save_button.isEnabled()
    assert names(written(qtbot, opened, tmp_path / "a.vcf")) == ["Megan Jacobs", "Ben Whitaker"]
