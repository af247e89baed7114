"""The search over everything: people, what was said and known, commands, and the offer of a new person."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sensitivity, Side
from relmgr.services import facts
from relmgr.services.facts import FactInput
from tests.builders import Make
from tests.ui.test_shell import PEOPLE, TODAY, page
from ui.context import Place
from ui.dialogs.palette import Palette
from ui.dialogs.palette.entries import EntriesModel, Entry
from ui.main_window import Shell
from ui.main_window.registry import Doors

OpenShell = Callable[..., Shell]


@pytest.fixture
def megan(make: Make) -> PersonId:
    """Somebody to find."""
    person = make.person("Megan Jacobs")
    make.person("Ben Whitaker")
    facts.add(make.store, person, FactInput(side=Side.INTERESTS, text="Swims in cold water"))
    return person


@pytest.fixture
def created() -> list[str]:
    """The names of whom the dialog for a new person was opened for."""
    return []


@pytest.fixture
def shell(open_shell: OpenShell, megan: PersonId, created: list[str]) -> Shell:
    """A window with two people in it."""
    doors = Doors(new_person=lambda _c, _n, _h, name: created.append(name))
    return open_shell(TODAY, PEOPLE, doors=doors)


@pytest.fixture
def palette(shell: Shell) -> Palette:
    """The panel, opened with its key."""
    shell.navigation.first_focus().setFocus()
    QTest.keyClick(QApplication.focusWidget() or shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    (opened,) = shell.dialogs
    assert isinstance(opened, Palette)
    return opened


def titles(palette: Palette) -> list[str]:
    entries = [palette.model.entry(row) for row in range(palette.model.rowCount())]
    return [entry.title for entry in entries if entry is not None]


def test_it_opens_with_people_and_commands_and_the_cursor_in_the_field(palette: Palette) -> None:
    assert QApplication.focusWidget() is palette.field
    assert {"Megan Jacobs", "Ben Whitaker", "Today", "People", "Lock now"} <= set(titles(palette))
    assert "Search everything" not in titles(palette)


def test_typing_finds_at_once_and_enter_opens(
    qtbot: QtBot, palette: Palette, shell: Shell, megan: PersonId
) -> None:
    QTest.keyClicks(palette.field, "mega")
    assert titles(palette) == ["Megan Jacobs"]
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert shell.place == Place(page="people", person_id=megan)
    assert shell.dialogs == ()
    qtbot.waitUntil(lambda: not isValid(palette))


def test_what_is_known_leads_to_the_person_and_opens_there(
    palette: Palette, shell: Shell, megan: PersonId
) -> None:
    QTest.keyClicks(palette.field, "cold water")
    assert titles(palette) == ["Swims in cold water"]
    entry = palette.model.entry(0)
    assert entry is not None
    assert [entry.title[start:end] for start, end in entry.marks] == ["cold", "water"]
    assert entry.spoken == "Swims in cold water, Megan Jacobs · Interests"
    palette.choose()
    assert shell.place == Place(page="people", person_id=megan)
    assert page(shell, "people").places[-1] == Place(page="people", person_id=megan, source="fact", number=1)


def test_what_is_found_stands_in_groups_the_best_first(make: Make, shell: Shell) -> None:
    make.person("Cold Storage")
    make.person("Ada Lowe", company="Coldwater Mills")
    shell.open_search("cold")
    (palette,) = shell.dialogs
    assert isinstance(palette, Palette)
    headings = {entry.heading: entry.title for entry in palette.model.entries if entry.heading}
    assert list(headings) == ["People", "Organisations", "What you know"]
    assert headings["People"] == "Cold Storage"


def test_a_command_of_that_name_comes_before_what_is_noted(make: Make, megan: PersonId, shell: Shell) -> None:
    facts.add(make.store, megan, FactInput(side=Side.INTERESTS, text="Locks of old churches"))
    shell.open_search("lock")
    (palette,) = shell.dialogs
    assert isinstance(palette, Palette)
    assert titles(palette) == ["Lock now", "Locks of old churches"]


def test_what_is_never_mentioned_first_is_not_read_over_a_shoulder(
    make: Make, megan: PersonId, shell: Shell
) -> None:
    known = FactInput(side=Side.HEALTH, text="Fears the dark water", sensitivity=Sensitivity.NEVER_FIRST)
    facts.add(make.store, megan, known)
    shell.open_search("dark")
    (shown,) = shell.dialogs
    assert isinstance(shown, Palette)
    assert titles(shown) == ["Fears the dark water"]
    shown.reject()
    shell.context.store.hide_names(True)
    shell.open_search("dark")
    (hidden,) = shell.dialogs
    assert isinstance(hidden, Palette)
    assert titles(hidden) == ["hidden"]


def test_a_slip_of_the_finger_still_finds_and_still_offers(palette: Palette) -> None:
    QTest.keyClicks(palette.field, "meagn")
    assert titles(palette) == ["Megan Jacobs", "Add “meagn” as a new person"]
    assert palette.model.entries[0].heading == "Spelled almost so"


@pytest.mark.parametrize(
    "typed", ['"', "*", "a OR", "NEAR(", "a AND (", "🙂", "{name} : x", "x" * 10_000, "'; --"]
)
def test_no_key_is_wrong(palette: Palette, typed: str) -> None:
    palette.field.setText(typed)
    assert palette.isVisible()
    palette.grab()


def test_commands_are_found_by_any_word(palette: Palette, shell: Shell) -> None:
    QTest.keyClicks(palette.field, "now lock")
    assert titles(palette) == ["Lock now"]
    entry = palette.model.entry(0)
    assert entry is not None
    assert entry.keys


def test_no_match_offers_a_new_person(palette: Palette, created: list[str]) -> None:
    QTest.keyClicks(palette.field, "Zora Neale")
    assert titles(palette) == ["Add “Zora Neale” as a new person"]
    assert palette.nothing.isVisible()
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert created == ["Zora Neale"]


def test_no_match_without_a_dialog_for_people_says_so(open_shell: OpenShell) -> None:
    shell = open_shell(TODAY)
    shell.open_search("qqqq")
    (palette,) = shell.dialogs
    assert isinstance(palette, Palette)
    assert palette.nothing.isVisible()
    assert palette.nothing.text() == "Nothing found for “qqqq”."
    assert titles(palette) == []
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert shell.dialogs == (palette,)


def test_arrows_go_round(palette: Palette) -> None:
    last = palette.model.rowCount() - 1
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == last
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    QTest.keyClick(palette.field, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == min(9, last)
    QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.currentIndex().row() == 0


def test_escape_gives_the_focus_back(palette: Palette, shell: Shell) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert shell.dialogs == ()
    assert QApplication.focusWidget() is shell.navigation.first_focus()


def test_a_click_outside_closes_and_one_on_a_line_opens(palette: Palette, shell: Shell) -> None:
    index = palette.model.index(0)
    where = palette.list.visualRect(index).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert shell.place is not None
    assert shell.place.page == "people"

    shell.open_search()
    (again,) = shell.dialogs
    assert isinstance(again, Palette)
    QTest.mouseClick(again, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert shell.dialogs == ()


def test_commands_work_after_it_closed(palette: Palette, shell: Shell) -> None:
    QTest.keyClicks(palette.field, "people")
    row = titles(palette).index("People")
    palette.list.setCurrentIndex(palette.model.index(row))
    palette.choose()
    assert shell.place == Place(page="people")
    assert page(shell, "people").isVisible()


def test_the_model_is_sound(qtbot: QtBot) -> None:
    model = EntriesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show((Entry(title="Megan", detail="Fernkloof", act=lambda: None),))
    assert tester.model() is model
    index = model.index(0)
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Megan, Fernkloof"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) is None
    assert model.entry(1) is None
