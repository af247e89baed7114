"""Possible duplicates as a person uses them: the list, side by side, merging, telling apart, all certain ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.duplicates import Certainty
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind
from relmgr.services import duplicates, people
from relmgr.services.merging import Side
from relmgr.store import Store
from tests.builders import Make
from ui import dialogs
from ui.dialogs.merge import MergeAllDialog, MergeDialog, MergeWithDialog, ToldApartDialog
from ui.main_window import Shell
from ui.main_window.registry import PAGES
from ui.pages.duplicates import DuplicatesPage
from ui.pages.import_page import ImportPage

OpenShell = Callable[..., Shell]
OpenPage = Callable[[], DuplicatesPage]


def _reached(make: Make, name: str, email: str = "", **fields: object) -> PersonId:
    methods = (people.ContactMethodInput(kind=ContactKind.EMAIL, value=email),) if email else ()
    return make.person(name, contact_methods=methods, **fields)


@pytest.fixture
def doubled(make: Make) -> tuple[PersonId, PersonId]:
    """Ann stands twice for certain, Bill perhaps."""
    ann = _reached(make, "Ann Lee", "ann@lee.org", city="Bath", notes="Tea.")
    make.conversation(ann)
    other = _reached(make, "Ann Lee", "ann@lee.org", city="Hull")
    _reached(make, "Bill Harris", "", company="Fen")
    _reached(make, "William Harris", "", company="Fen Ltd")
    return ann, other


@pytest.fixture
def open_page(qtbot: QtBot, open_shell: OpenShell) -> OpenPage:
    """Opens the page in a window and waits until everybody was looked at."""

    def open_it() -> DuplicatesPage:
        shell = open_shell(*(entry for entry in PAGES if entry.name in ("people", "duplicates")))
        shell.open_duplicates()
        page = shell.page("duplicates")
        assert isinstance(page, DuplicatesPage)
        _wait(qtbot, page)
        page.view.setFocus()
        return page

    return open_it


def _wait(qtbot: QtBot, page: DuplicatesPage) -> None:
    qtbot.waitUntil(lambda: not page.looking.is_busy, timeout=20_000)


def _opened(page: QWidget, kind: type[QWidget]) -> QWidget:
    found = [each for each in page.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def _names(page: DuplicatesPage) -> list[tuple[str, str]]:
    return [(row.one, row.other) for row in page.model.rows]


def test_pairs_are_listed_with_class_and_reason(doubled: object, open_page: OpenPage) -> None:
    page = open_page()
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert _names(page) == [("Ann Lee", "Ann Lee"), ("Bill Harris · Fen", "William Harris · Fen Ltd")]
    assert page.model.rows[0].why == "Same name and same e-mail"
    assert page.model.rows[1].why == "Nickname of William and both at Fen"
    words = page.model.data(page.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Ann Lee, Ann Lee, Certain, Same name and same e-mail, Different cities"
    page.segment.choose(2)
    assert page.model.rowCount() == 1


def test_nobody_stands_twice(make: Make, open_page: OpenPage) -> None:
    make.person("Ann Lee")
    page = open_page()
    assert page.view.empty_words == "Nobody stands here twice, as far as can be seen."
    assert not page.foot.go.isEnabled()


def test_side_by_side_by_keyboard_and_back_by_undo(
    doubled: tuple[PersonId, PersonId], open_page: OpenPage, store: Store, qtbot: QtBot
) -> None:
    page = open_page()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    dialog = _opened(page, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    (row,) = dialog.rows
    QTest.keyClick(row.cell(Side.STAYS), Qt.Key.Key_Right)
    assert row.side is Side.GOES
    QTest.keyClick(row.cell(Side.GOES), Qt.Key.Key_Return)
    kept = people.details(store, doubled[0]).input
    assert (kept.city, kept.notes) == ("Hull", "Tea.")
    assert _names(page) == [("Bill Harris · Fen", "William Harris · Fen Ltd")]
    store.undo()
    _wait(qtbot, page)
    assert len(page.model.rows) == 2


def test_arrows_go_the_other_way_from_right_to_left(doubled: object, open_page: OpenPage) -> None:
    page = open_page()
    page.compare(page.model.rows[0])
    dialog = _opened(page, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    dialog.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    (row,) = dialog.rows
    QTest.keyClick(row.cell(Side.STAYS), Qt.Key.Key_Left)
    assert row.side is Side.GOES


def test_n_tells_a_pair_apart_in_the_list_and_side_by_side(
    doubled: object, open_page: OpenPage, store: Store, qtbot: QtBot
) -> None:
    page = open_page()
    QTest.keyClick(page.view, Qt.Key.Key_N)
    assert len(duplicates.told_apart(store)) == 1
    _wait(qtbot, page)
    assert _names(page) == [("Bill Harris · Fen", "William Harris · Fen Ltd")]
    page.compare(page.model.rows[0])
    QTest.keyClick(_opened(page, MergeDialog), Qt.Key.Key_N)
    _wait(qtbot, page)
    assert _names(page) == []
    assert page.foot.apart.text() == "2 pairs told apart"


def test_letters_that_are_turned_off_do_nothing(doubled: object, open_page: OpenPage, store: Store) -> None:
    page = open_page()
    page.context.preferences.change(single_letter_keys=False)
    page.reload()
    QTest.keyClick(page.view, Qt.Key.Key_N)
    assert duplicates.told_apart(store) == ()


def test_who_was_told_apart_can_be_asked_about_again(
    doubled: tuple[PersonId, PersonId], open_page: OpenPage, store: Store, qtbot: QtBot
) -> None:
    duplicates.tell_apart(store, *doubled)
    page = open_page()
    assert len(page.model.rows) == 1
    page.foot.apart.click()
    dialog = _opened(page, ToldApartDialog)
    assert isinstance(dialog, ToldApartDialog)
    dialog.buttons[0].click()
    dialog.done.click()
    _wait(qtbot, page)
    assert len(page.model.rows) == 2


def test_all_certain_ones_after_a_look_at_the_counts_and_one_undo(
    doubled: tuple[PersonId, PersonId], open_page: OpenPage, store: Store, qtbot: QtBot
) -> None:
    page = open_page()
    assert page.foot.go.text() == "Merge 1 certain one"
    page.foot.go.click()
    dialog = _opened(page, MergeAllDialog)
    assert isinstance(dialog, MergeAllDialog)
    dialog.go.click()
    _wait(qtbot, page)
    assert [row.pair.certainty for row in page.model.rows] == [Certainty.LIKELY]
    assert people.count(store) == 3
    store.undo()
    assert people.count(store) == 4


def test_merge_with_asks_for_the_other_and_lays_them_side_by_side(
    doubled: tuple[PersonId, PersonId], open_page: OpenPage
) -> None:
    page = open_page()
    bill = page.model.rows[1].pair
    dialogs.open_merge_with(page.context, page.navigator, page.host, PersonId(bill.one))
    dialog = _opened(page, MergeWithDialog)
    assert isinstance(dialog, MergeWithDialog)
    dialog.go_on.click()
    assert dialog.field.error()
    dialog.field.choose(PersonId(bill.other))
    dialog.go_on.click()
    assert isinstance(_opened(page, MergeDialog), MergeDialog)


def test_after_an_import_it_is_said_how_many_may_be_the_same(
    doubled: object, qtbot: QtBot, open_shell: OpenShell, tmp_path: Path
) -> None:
    path = tmp_path / "one.vcf"
    path.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Katz;Bo;;;\r\nFN:Bo Katz\r\nEND:VCARD\r\n", "utf-8")
    shell = open_shell(*(entry for entry in PAGES if entry.name in ("people", "import", "duplicates")))
    shell.open_import((path,))
    page = shell.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.is_compared, timeout=20_000)
    page.foot.go.click()
    qtbot.waitUntil(page.foot.same.isVisible, timeout=20_000)
    assert page.foot.same.text() == "2 pairs may be the same person"
    page.foot.same.click()
    assert isinstance(shell.page("duplicates"), DuplicatesPage)
    assert not page.isVisible()
