"""A new user's first half hour, by keyboard alone: a person, the company, the family and the dog, two conversations, the call, the sheet."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.kinds import Direction, RelationKind
from relmgr.services import expectations, organisations, people, relations
from relmgr.services.card import card
from tests import pdf_text
from tests.builders import LONDON, NOW
from tests.ui.surfaces import settle
from ui import theme as themes
from ui.context import Context
from ui.dialogs.conversation import ConversationDialog
from ui.dialogs.person import PersonDialog
from ui.dialogs.relation import RelationDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.prep.window import PrepWindow
from ui.theme import Scheme
from ui.widgets.text import TextLabel, isolate

Kind = TypeVar("Kind")
Key, PLAIN = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_MOST_TABS = 60


@pytest.fixture(autouse=True)
def still(qapp: QApplication) -> Iterator[None]:
    """No motion."""
    themes.apply(qapp, themes.make(Scheme.LIGHT, reduced_motion=True))
    yield
    themes.apply(qapp, themes.make(Scheme.LIGHT))


def focused() -> QWidget:
    """What has the keyboard: there is always something that has."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def key(key_: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(focused(), key_, modifiers)
    settle()


def write(text: str) -> None:
    """Type wherever the focus is."""
    QTest.keyClicks(focused(), text)
    settle()


def called(widget: QWidget) -> str:
    """What a screen reader says of it."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (str(text()) if callable(text) else "")


def tab_to(name: str) -> None:
    """Tab until what has the focus is called so."""
    passed = []
    for _press in range(_MOST_TABS):
        passed.append(called(focused()))
        if passed[-1] == name:
            return
        key(Key.Key_Tab)
    raise AssertionError(f"nothing is called {name!r} among {passed}")


def said(widget: QWidget) -> list[str]:
    """All words of it that are shown."""
    return [label.text() for label in widget.findChildren(TextLabel) if label.isVisible()]


class Desk:
    """The open file as somebody in front of it has it."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        page = shell.page("people")
        assert isinstance(page, PeoplePage)
        self.page = page

    def dialog(self, kind: type[Kind]) -> Kind:
        """The one dialog that is open."""
        (opened,) = self.shell.dialogs
        assert isinstance(opened, kind)
        return opened

    def stays_on_the_card(self) -> None:
        """No dialog is open, and Tab goes on from the card rather than from the window's beginning."""
        assert self.shell.dialogs == ()
        assert self.page.isAncestorOf(focused())


def add_the_person_and_the_company(desk: Desk) -> None:
    """A name is enough; the rest comes with Ctrl+E."""
    write("Megan Jacobs")
    key(Key.Key_Return)
    key(Key.Key_E, CTRL)
    desk.dialog(PersonDialog)
    tab_to("Pronouns")
    write("she/her")
    tab_to("Role at an organisation")
    key(Key.Key_Space)
    write("Head of Operations")
    key(Key.Key_Tab)
    write("Fernkloof Logistics")
    key(Key.Key_Return, CTRL)
    desk.stays_on_the_card()


def add_the_family(desk: Desk) -> None:
    """From the gentle question under "Who Megan is", one after another in one dialog."""
    key(Key.Key_2, CTRL)
    tab_to("When it comes up")
    key(Key.Key_Return)
    form = desk.dialog(RelationDialog)
    write("Anthony")
    key(Key.Key_Return, CTRL | SHIFT)
    for name, day, month, year in (("Lily", "14", 3, "2017"), ("Tom", "9", 10, "2019")):
        write(name)
        tab_to("Birthday, Day")
        write(day)
        key(Key.Key_Tab)
        for _step in range(month):
            key(Key.Key_Down)
        key(Key.Key_Tab)
        write(year)
        key(Key.Key_Return, CTRL | SHIFT)
        assert form.note.label.text() == f"{isolate(name)} is kept. Who else?"
    write("Biscuit")
    key(Key.Key_Tab)
    write("pet")
    tab_to("In a few words, chef, greyhound, grade 1")
    write("a brown dog")
    key(Key.Key_Return, CTRL)
    desk.stays_on_the_card()


def log_two_conversations(desk: Desk) -> None:
    """One from anywhere, which finds out who it was with; one from the card."""
    key(Key.Key_N, CTRL)
    first = desk.dialog(ConversationDialog)
    write(
        "Rang Megan this morning. Lily starts grade 4 in January. She promised the list of carriers by Friday."
    )
    assert "Megan Jacobs" in " ".join(called(each) for each in first.findChildren(QWidget))
    key(Key.Key_Return, CTRL)
    desk.stays_on_the_card()
    key(Key.Key_L, CTRL)
    desk.dialog(ConversationDialog)
    write("Coffee with Megan, she was delighted. Her father is in hospital. ")
    write("I promised the rollout plan by 4 Dec.")
    key(Key.Key_Return, CTRL)
    desk.stays_on_the_card()


def prep_window(qtbot: QtBot) -> PrepWindow:
    """The panel, once it has the keyboard."""
    (window,) = (
        each for each in QApplication.topLevelWidgets() if isinstance(each, PrepWindow) and each.isVisible()
    )
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_from_the_empty_page_to_the_printed_sheet(
    qtbot: QtBot,
    open_shell: Callable[..., Shell],
    context: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shell = open_shell(*PAGES, doors=DOORS)
    key(Key.Key_2, CTRL)
    desk = Desk(shell)
    store = context.store
    assert "Who is on your mind?" in said(desk.page)

    add_the_person_and_the_company(desk)
    (megan,) = people.list_ids(store, NOW.date())
    assert organisations.names(store) == ("Fernkloof Logistics",)

    add_the_family(desk)
    ties = {tie.other_name: tie.kind for tie in relations.of(store, megan)}
    assert ties == {
        "Anthony": RelationKind.PARTNER,
        "Lily": RelationKind.CHILD,
        "Tom": RelationKind.CHILD,
        "Biscuit": RelationKind.PET,
    }

    log_two_conversations(desk)
    promised = {each.input.direction: each.input.statement for each in expectations.of(store, megan)}
    assert promised == {Direction.OF_ME: "Rollout plan", Direction.OF_THEM: "List of carriers"}
    view = card(store, megan, NOW, LONDON)
    assert [one.title for one in view.right_now] == ["Father in hospital"]
    assert [one.words for one in view.coming_up] == ["Lily starts grade 4", "Lily turns 10", "Tom turns 8"]
    shown = said(desk.page.card)
    for words in ("Head of Operations at Fernkloof Logistics", "Biscuit, a brown dog", "Lily starts grade 4"):
        assert words in shown

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "prep.pdf"))
    monkeypatch.setattr("ui.prep.windows._ask_printer", lambda _parent: printer)
    key(Key.Key_P, CTRL | SHIFT)
    window = prep_window(qtbot)
    key(Key.Key_P, CTRL)
    sheet = pdf_text.words((tmp_path / "prep.pdf").read_bytes())
    for words in ("Megan Jacobs", "Father in hospital", "Rollout plan", "List of carriers"):
        assert words in sheet
    assert window.isVisible()
    key(Key.Key_Escape)
    assert len(relations.of(store, megan)) == 4
