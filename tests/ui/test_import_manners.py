"""Small manners of the import page: a new file starts anew, Return and Escape do what they say, nothing is left blank."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from benchmarks.data.make_vcards import make_mixture
from relmgr.store import Store
from relmgr.transfer import importing
from relmgr.transfer.vcard import read
from tests.builders import Make
from ui.main_window import Shell
from ui.main_window.registry import PAGES
from ui.pages.import_page import ImportPage
from ui.pages.import_page.dialogs import NameDialog
from ui.pages.import_page.report import Told

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\n{line}\r\nEND:VCARD\r\n"
OpenPage = Callable[..., ImportPage]


@pytest.fixture
def shell(open_shell: Callable[..., Shell]) -> Shell:
    """A window with People and the import."""
    return open_shell(*(entry for entry in PAGES if entry.name in ("people", "import")))


@pytest.fixture
def open_page(qtbot: QtBot, shell: Shell, tmp_path: Path) -> OpenPage:
    """The page with a file of one card for each line, compared."""

    def open_it(*lines: str, name: str = "phone.vcf") -> ImportPage:
        path = tmp_path / name
        path.write_text("".join(CARD.format(line=line) for line in lines), "utf-8", newline="")
        shell.open_import((path,))
        page = shell.findChild(ImportPage)
        assert isinstance(page, ImportPage)
        qtbot.waitUntil(lambda: page.is_compared and path.name in page.source.text())
        return page

    return open_it


def test_another_file_shows_all_of_its_cards(open_page: OpenPage) -> None:
    page = open_page("FN:Ada Abel")
    page.segment.choose(3)
    assert page.view.empty_words == "Nothing is skipped."
    assert not page.view.grab().isNull()
    page = open_page("FN:Bo Berg", "FN:Cy Cole", name="second.vcf")
    assert page.segment.chosen() == 0
    assert page.model.rowCount() == 2


def test_a_file_of_known_people_says_that_there_is_nothing_to_do(open_page: OpenPage, make: Make) -> None:
    make.person("Ada Abel")
    page = open_page("FN:Ada Abel")
    assert not page.foot.go.isEnabled()
    assert page.foot.note.text() == "Nobody in it is new, so there is nothing to import."


def test_return_keeps_the_name(open_page: OpenPage) -> None:
    page = open_page("EMAIL:info@harbour.example")
    page.view.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    dialog = page.window().findChild(NameDialog)
    assert isinstance(dialog, NameDialog)
    QTest.keyClicks(dialog.field.edit, "Olive Prune")
    QTest.keyClick(dialog.field.edit, Qt.Key.Key_Return)
    assert page.foot.go.text() == "Import 1 person"


def test_escape_leads_back_and_keeps_what_was_chosen(open_page: OpenPage, shell: Shell) -> None:
    page = open_page("FN:Ada Abel", "FN:Bo Berg")
    page.model.toggle(page.model.rows[0])
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert page.foot.go.text() == "Import 1 person"


def test_many_files_are_told_by_their_number(
    qtbot: QtBot, shell: Shell, open_page: OpenPage, tmp_path: Path
) -> None:
    files = []
    for name in ("a", "b", "c"):
        path = tmp_path / f"{name}.vcf"
        path.write_text(CARD.format(line=f"FN:Ada {name}"), "utf-8", newline="")
        files.append(path)
    page = open_page("FN:First")
    shell.open_import(tuple(files))
    qtbot.waitUntil(lambda: page.source.text() == "3 files, 3 entries, read on this computer")


def test_the_report_of_every_line_keeps_eight_bytes_a_line(store: Store) -> None:
    made = importing.plan(store, read(make_mixture(300)), "mixture.vcf")
    told = Told.by(made, frozenset(made.writing))
    lines = list(importing.accounts(made))
    assert len(told.every) == len(lines)
    assert told.every.itemsize == 8
    assert [told.account(place) for place in told.every[:200]] == lines[:200]
    assert sum(told.count(became) for became in importing.Became) == sum(one.lines for one in lines)
    assert len(told.near[1]) < 100
