"""The import page as a person uses it: a file, what happens to each card, deciding, importing, giving up."""

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.data.make_vcards import make_mixture
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind
from relmgr.services import labels, people
from relmgr.store import Store, beside
from relmgr.transfer.importing import Offer, Verdict
from tests.builders import TODAY, Make
from ui.context import Context, Place
from ui.main_window import Shell
from ui.main_window.registry import PAGES
from ui.pages.import_page import ImportPage
from ui.pages.import_page.dialogs import CompareDialog, ImportingDialog, LookDialog, NameDialog
from ui.pages.import_page.parting import parted
from ui.pages.import_page.row_delegate import button_of
from ui.pages.import_page.rows import ROW
from ui.widgets.text import TextLabel

OpenShell = Callable[..., Shell]
OpenImport = Callable[..., ImportPage]

CARDS = (
    "N:Almeida;Sofia;;;\nFN:Sofia Almeida\nORG:Ateliê Ribeira\nADR:;;;Lisbon;;;",
    "N:Jacobs;Meg;;;\nFN:Meg Jacobs\nEMAIL:megan@fernkloof.example\nTEL;TYPE=CELL:+27 82 555 0111",
    "FN:Taxi Bristol\nORG:Taxi Bristol\nTEL:+44 117 496 0142",
    "EMAIL:info@parkandride.example",
    "N:Whitaker;Ben;;;\nFN:Ben Whitaker",
)


@pytest.fixture
def megan(make: Make) -> PersonId:
    """Megan is here already, with notes of mine."""
    method = people.ContactMethodInput(kind=ContactKind.EMAIL, value="megan@fernkloof.example")
    return make.person("Megan Jacobs", contact_methods=(method,), notes="Tea, no milk.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in CARDS)
    path = tmp_path / "contacts-november.vcf"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return path


@pytest.fixture
def open_import(qtbot: QtBot, open_shell: OpenShell) -> OpenImport:
    """Opens a file in the window's own import page, and waits until it is compared."""

    def open_it(*paths: Path) -> ImportPage:
        shell = open_shell(*(entry for entry in PAGES if entry.name in ("people", "import")))
        shell.open_import(paths)
        page = shell.findChild(ImportPage)
        assert isinstance(page, ImportPage)
        qtbot.waitUntil(lambda: page.is_compared)
        return page

    return open_it


def titles(page: ImportPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def row_rect(page: ImportPage, number: int) -> QRect:
    return page.view.visualRect(page.model.index(number, 0))


def click(page: ImportPage, at: QPoint) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def press_offer(page: ImportPage, number: int) -> None:
    """Click the row's button."""
    row = page.model.index(number, 0).data(ROW)
    button = button_of(row_rect(page, number), row, mirrored=False)
    assert button is not None
    click(page, button.center())


def dialog_of(page: QWidget, kind: type[QWidget]) -> QWidget:
    return next(one for one in page.window().findChildren(kind) if one.isVisible())


def names(store: Store) -> list[str]:
    return [row.name for row in people.rows(store, people.list_ids(store, TODAY), TODAY)]


def finish(qtbot: QtBot, page: ImportPage) -> None:
    """Press Import, wait, and leave the report."""
    write(qtbot, page)
    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, page: ImportPage) -> None:
    """Press Import and wait for the report."""
    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: not page.findChildren(ImportingDialog) and page.foot.go.text() == "Done", timeout=60_000
    )
    qtbot.waitUntil(lambda: bool(page.told.told.every))
    assert not page.model.rows


@pytest.mark.usefixtures("megan")
def test_every_card_has_its_row_with_its_reason(open_import: OpenImport, file: Path) -> None:
    page = open_import(file)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert titles(page) == ["Sofia Almeida", "Meg Jacobs", "Taxi Bristol", "(no name)", "Ben Whitaker"]
    assert [row.reason for row in page.model.rows] == [
        "Nobody with this name or e-mail yet",
        "Same e-mail as Megan Jacobs. Adds a mobile number and 1 line that is kept for other programs, keeps your notes",
        "Looks like a company, there is no person in it",
        "Has no name",
        "Nobody with this name or e-mail yet",
    ]
    assert page.source.text() == "contacts-november.vcf, 5 entries, read on this computer"
    assert page.foot.go.text() == "Import 3 people"
    assert page.foot.note.text() == "Nothing is written until you press Import."
    spoken = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Sofia Almeida, Ateliê Ribeira, Lisbon, New, Nobody with this name")
    page.grab()


@pytest.mark.usefixtures("megan")
def test_the_segment_shows_one_kind_only(open_import: OpenImport, file: Path) -> None:
    page = open_import(file)
    page.segment.choose(2)
    assert titles(page) == ["Meg Jacobs"]
    page.segment.choose(3)
    assert titles(page) == ["Taxi Bristol", "(no name)"]
    page.segment.choose(0)
    assert len(titles(page)) == 5


def test_import_writes_what_is_ticked_as_one_undo(
    qtbot: QtBot, open_import: OpenImport, file: Path, store: Store, megan: PersonId
) -> None:
    page = open_import(file)
    click(page, row_rect(page, 0).topLeft() + QPoint(20, 27))
    assert page.foot.go.text() == "Import 2 people"
    write(qtbot, page)
    assert names(store) == ["Ben Whitaker", "Megan Jacobs"]
    given = people.details(store, megan).input
    assert given.notes == "Tea, no milk."
    assert [one.value for one in given.contact_methods] == ["megan@fernkloof.example", "+27 82 555 0111"]
    said = page.foot.state.text()
    assert store.undo() == "Import 2 people"
    assert names(store) == ["Megan Jacobs"]
    assert page.foot.state.text() == "The import was undone: nothing of it is here."
    assert store.redo() == "Import 2 people"
    assert page.foot.state.text() == said


def test_add_anyway_and_name_it(qtbot: QtBot, open_import: OpenImport, file: Path, store: Store) -> None:
    page = open_import(file)
    press_offer(page, 2)
    assert page.model.rows[2].verdict is Verdict.NEW
    press_offer(page, 3)
    dialog = dialog_of(page, NameDialog)
    assert isinstance(dialog, NameDialog)
    dialog.keep.click()
    assert dialog.isVisible()
    dialog.field.set_text("Park & Ride")
    dialog.keep.click()
    assert page.foot.go.text() == "Import 5 people"
    finish(qtbot, page)
    assert {"Park & Ride", "Taxi Bristol"} <= set(names(store))


@pytest.mark.usefixtures("megan")
def test_compare_shows_both_and_can_decide_otherwise(
    qtbot: QtBot, open_import: OpenImport, file: Path, store: Store
) -> None:
    page = open_import(file)
    press_offer(page, 1)
    dialog = dialog_of(page, CompareDialog)
    assert isinstance(dialog, CompareDialog)
    dialog.as_new.click()
    assert page.model.rows[1].verdict is Verdict.NEW
    finish(qtbot, page)
    assert {"Meg Jacobs", "Megan Jacobs"} <= set(names(store))


@pytest.mark.usefixtures("megan")
def test_all_of_it_by_keyboard(open_import: OpenImport, file: Path) -> None:
    page = open_import(file)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert not page.model.is_chosen(page.model.rows[0])
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.model.is_chosen(page.model.rows[0])
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    assert page.model.rows[1].offer is Offer.COMPARE
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert isinstance(dialog_of(page, CompareDialog), CompareDialog)
    QTest.keyClick(dialog_of(page, CompareDialog), Qt.Key.Key_Escape)
    QTest.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.currentIndex().row() == 4


def test_cancel_leaves_everything_as_it_was(open_import: OpenImport, file: Path, store: Store) -> None:
    page = open_import(file)
    QTest.mouseClick(page.foot.cancel, Qt.MouseButton.LeftButton)
    assert people.count(store) == 0
    assert store.undo_label is None
    assert not page.model.rows


def test_cancelling_while_it_writes_takes_everything_back(
    qtbot: QtBot, open_import: OpenImport, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "many.vcf"
    path.write_bytes(make_mixture(600))
    page = open_import(path)
    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    dialog = dialog_of(page, ImportingDialog)
    assert isinstance(dialog, ImportingDialog)
    with qtbot.waitSignal(dialog.closed):
        qtbot.waitUntil(lambda: store.is_busy)
        dialog.cancel.click()
    assert people.count(store) == 0
    assert not store.is_busy
    assert len(page.model.rows) == 600
    finish(qtbot, page)
    assert people.count(store) == 600


def test_cancelled_while_it_is_written_for_good_the_report_says_what_was_done(
    qtbot: QtBot, open_import: OpenImport, file: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_import(file)

    def has_ended(one: beside.Beside) -> bool:
        one.wait()
        return not store.has_kept

    with monkeypatch.context() as patched:
        patched.setattr(beside.Beside, "has_ended", has_ended)
        QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
        dialog = dialog_of(page, ImportingDialog)
        assert isinstance(dialog, ImportingDialog)
        qtbot.waitUntil(lambda: store.has_kept)
        dialog.cancel.click()
    assert page.foot.go.text() == "Done"
    assert not store.is_busy
    assert people.count(store) > 0
    assert store.undo_label is not None


def test_locking_while_it_writes_takes_everything_back(
    qtbot: QtBot, open_import: OpenImport, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "many.vcf"
    path.write_bytes(make_mixture(600))
    page = open_import(path)
    QTest.mouseClick(page.foot.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: store.is_busy)
    shell = page.window()
    assert isinstance(shell, Shell)
    shell.end()
    assert not store.is_busy
    assert people.count(store) == 0


@pytest.mark.parametrize("is_read", [False, True])
def test_a_file_that_is_shut_is_compared_with_no_longer(
    qtbot: QtBot, open_shell: OpenShell, tmp_path: Path, is_read: bool
) -> None:
    path = tmp_path / "many.vcf"
    path.write_bytes(make_mixture(2_000))
    before = gc.get_threshold()
    shell = open_shell(*(entry for entry in PAGES if entry.name in ("people", "import")))
    shell.hide()  # in the background nothing is hidden any more that could stop it
    shell.open_import((path,))
    page = shell.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    if is_read:
        qtbot.waitUntil(lambda: page.foot.state.text().startswith("Comparing"))
        assert not page.is_compared
    seen = len(page.model.rows)
    shell.end()
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon:
            thread.join(20)
    QApplication.processEvents()
    assert not any(timer.isActive() for timer in page.findChildren(QTimer))
    assert len(page.model.rows) == seen
    assert gc.get_threshold() == before


def test_what_changes_meanwhile_is_compared_again_and_choices_stay(
    qtbot: QtBot, open_import: OpenImport, file: Path, make: Make
) -> None:
    page = open_import(file)
    page.model.toggle(page.model.rows[0])
    assert page.model.count(Verdict.SKIPPED) == 2
    make.person("Ben Whitaker")
    qtbot.waitUntil(lambda: page.is_compared and len(page.model.rows) == 5)
    assert page.model.count(Verdict.SKIPPED) == 3
    assert not page.model.is_chosen(page.model.rows[0])


def test_a_thousand_cards_come_in_through_the_page(
    qtbot: QtBot, open_import: OpenImport, tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "mixture.vcf"
    path.write_bytes(make_mixture(1000))
    page = open_import(path)
    assert sum(page.model.count(verdict) for verdict in Verdict) == 1000
    wanted = {row.title for row in page.model.rows if row.is_writing}
    finish(qtbot, page)
    assert set(names(store)) == wanted
    page.navigator.open_import((path,))
    qtbot.waitUntil(lambda: page.is_compared and len(page.model.rows) == 1000, timeout=60_000)
    assert page.model.count(Verdict.SKIPPED) == 1000
    assert not page.foot.go.isEnabled()


def test_the_report_can_be_saved(open_import: OpenImport, file: Path, tmp_path: Path) -> None:
    page = open_import(file)
    page.save_report(tmp_path / "import.txt")
    assert "Has no name" in (tmp_path / "import.txt").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_read_says_so(
    qtbot: QtBot, open_shell: OpenShell, context: Context, tmp_path: Path
) -> None:
    shell = open_shell(*(entry for entry in PAGES if entry.name in ("people", "import")))
    with qtbot.waitSignal(context.signals.problem):
        shell.open_import((tmp_path / "none.vcf",))
    page = shell.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    assert not page.foot.go.isEnabled()


def test_the_page_without_a_file_and_in_another_size(open_shell: OpenShell) -> None:
    shell = open_shell(*(entry for entry in PAGES if entry.name in ("people", "import")))
    shell.go(Place(page="import"))
    page = shell.findChild(ImportPage)
    assert isinstance(page, ImportPage)
    assert page.source.text() == "Choose a contacts file to begin."
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    page.grab()
    page.retheme()


def test_a_new_card_can_be_looked_into_by_key_and_double_click(open_import: OpenImport, file: Path) -> None:
    page = open_import(file)
    page.view.setCurrentIndex(page.model.index(0, 0))
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    look = dialog_of(page, LookDialog)
    assert isinstance(look, LookDialog)
    assert look.title.text() == "Sofia Almeida"
    assert {label.text() for label in look.findChildren(TextLabel)} >= {
        "Works at",
        "Ateliê Ribeira",
        "Lisbon",
    }
    look.dismiss()
    at = row_rect(page, 0).center()
    QTest.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog_of(page, LookDialog).isVisible()


def test_a_list_of_addresses_alone_can_be_imported(
    qtbot: QtBot, open_import: OpenImport, tmp_path: Path, megan: PersonId, store: Store
) -> None:
    path = tmp_path / "list.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\nVERSION:3.0\nX-EVOLUTION-LIST:TRUE\nFN:Clients\n"
        b"EMAIL:Megan <megan@fernkloof.example>\nEND:VCARD\n"
    )
    page = open_import(path)
    assert (page.foot.go.text(), page.foot.go.isEnabled()) == ("Import 1 thing", True)
    write(qtbot, page)
    assert {one.name: one.people for one in labels.all_labels(store)} == {"Clients": 1}
    again = open_import(path)
    assert not again.foot.go.isEnabled()


def test_a_file_with_nobody_in_it_is_said(open_import: OpenImport, tmp_path: Path) -> None:
    other = tmp_path / "notes.json"
    other.write_text('{"colour": "green"}', "utf-8")
    page = open_import(other)
    assert page.view.empty_words == "There is no contact card in “notes.json”. Nothing was changed."
    assert page.foot.note.text() == ""
    assert not page.foot.go.isEnabled()
    page.segment.choose(1)
    assert page.view.empty_words == "Nobody here is new."


def test_a_file_with_nobody_in_it_is_said_beside_one_with_people(
    open_import: OpenImport, file: Path, tmp_path: Path
) -> None:
    other = tmp_path / "notes.json"
    other.write_text('{"colour": "green"}', "utf-8")
    page = open_import(other, file)
    assert titles(page)
    assert (
        page.foot.note.text()
        == "There is no contact card in “notes.json”. Nothing is written until you press Import."
    )


def test_a_large_import_is_let_go_some_at_a_time() -> None:
    class Held:
        pass

    things = [Held() for _each in range(250)]
    held = [weakref.ref(each) for each in things]
    steps = parted(things[:120], things[120:])
    things.clear()
    alive = [sum(each() is not None for each in held) for _step in steps]
    assert alive == sorted(alive, reverse=True)
    assert (len(alive), alive[0], alive[-1]) == (3, 150, 0)
