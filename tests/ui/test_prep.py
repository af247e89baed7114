"""Prep for a call in its window: ticked, typed into, pinned, logged, printed, left and locked away."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Sensitivity, Side
from relmgr.services import conversations, facts, people
from relmgr.services.facts import FactInput
from relmgr.services.prep import prep
from relmgr.store import Store
from relmgr.store import tables as t
from tests import pdf_text
from tests.builders import NOW, Make
from tests.ui.conftest import Desk
from tests.ui.surfaces import LONG_NAME, LONG_TEXT, LONG_WORD, settle
from ui import card_print
from ui import theme as themes
from ui.actions import Command
from ui.context import Context, Place
from ui.dialogs.conversation import ConversationDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.prep.panel import Draft, PrepPanel
from ui.prep.parts import Tick
from ui.prep.window import PrepWindow
from ui.prep.windows import PrepWindows
from ui.theme import Scheme
from ui.widgets.menu import Menu
from ui.widgets.text import TextLabel

Key, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _still(qapp: QApplication, _usual_look: None) -> Iterator[None]:
    themes.apply(qapp, themes.make(Scheme.LIGHT, reduced_motion=True))
    yield
    themes.apply(qapp, themes.make(Scheme.LIGHT))


@pytest.fixture
def megan(make: Make) -> PersonId:
    """Somebody with two questions to ask and a father in hospital."""
    megan = make.person(pronouns="she/her", company="Fernkloof Logistics")
    make.conversation(
        megan,
        on=-11,
        their_world="Her father fell.",
        ask_next=(
            conversations.QuestionInput(text="Did the depot open?", why="She was nervous."),
            conversations.QuestionInput(text="Has Ivy chosen a bag?"),
        ),
    )
    make.life_event(megan, follow_up_on=0, question="How is your dad?")
    make.promise(megan, "send the plan", due_on=3)
    return megan


@pytest.fixture
def shell(open_shell: Callable[..., Shell], megan: PersonId) -> Shell:
    """The window at her card."""
    opened = open_shell(*PAGES, doors=DOORS)
    opened.go(Place(page="people", person_id=megan))
    settle()
    return opened


def windows() -> list[PrepWindow]:
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, PrepWindow) and each.isVisible()
    ]


def only() -> PrepWindow:
    (window,) = windows()
    return window


def opened(shell: Shell, who: PersonId) -> PrepPanel:
    shell.open_prep(who)
    settle()
    return only().panel


def keeper(shell: Shell) -> PrepWindows:
    found = shell._prep
    assert isinstance(found, PrepWindows)
    return found


def logged(shell: Shell) -> ConversationDialog:
    dialog = shell.dialogs[-1]
    assert isinstance(dialog, ConversationDialog)
    return dialog


def texts(panel: PrepPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(TextLabel) if label.isVisible()]


# --- opening ---


def test_the_cards_button_the_keys_and_the_palette_open_it(
    qtbot: QtBot, shell: Shell, megan: PersonId
) -> None:
    page = shell.page("people")
    assert isinstance(page, PeoplePage)
    page.card.header.prep_button.click()
    settle()
    assert only().panel.head.name.text() == "Megan Jacobs"
    assert only().windowTitle() == "Prep for a call"
    only().close()
    settle()
    action = shell.actions_.get(Command.PREP)
    assert action is not None
    assert action.shortcut().toString() == "Ctrl+Shift+P"
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    QTest.keyClick(shell, Key.Key_P, CTRL | SHIFT)
    settle()
    assert only().panel.isVisible()
    assert page.person_id == megan


def test_without_somebody_shown_there_is_no_such_command(open_shell: Callable[..., Shell]) -> None:
    assert open_shell(*PAGES, doors=DOORS).actions_.get(Command.PREP) is None


def test_one_panel_at_a_time_and_the_same_comes_to_the_front(
    shell: Shell, megan: PersonId, make: Make
) -> None:
    opened(shell, megan)
    window = only()
    opened(shell, megan)
    assert only() is window
    opened(shell, make.person("Ben Whitaker"))
    assert only().panel.head.name.text() == "Ben Whitaker"


def test_nobody_there_any_more_is_a_sentence(shell: Shell, qtbot: QtBot, context: Context) -> None:
    with qtbot.waitSignal(context.signals.problem) as told:
        shell.open_prep(PersonId(99))
    assert "no longer here" in told.args[0]
    assert windows() == []


def test_it_reads_top_to_bottom(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    shown = texts(panel)
    order = [
        "Megan Jacobs",
        "Father in hospital",
        "Ask about",
        "How is your dad?",
        "Last time",
        "Her father fell.",
    ]
    assert [text for text in shown if text in order] == order
    assert shown.index("Open between you") > shown.index("Last time")


# --- ticking and typing ---


def test_alt_and_digits_tick_and_all_else_is_typed(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    assert [tick.accessibleName() for tick in panel.ticks] == [
        "How is your dad?",
        "Did the depot open?",
        "Has Ivy chosen a bag?",
    ]
    assert panel.ticks[1].accessibleDescription() == "She was nervous., Alt+2"
    assert panel.note.hasFocus()
    QTest.keyClick(panel.note, Key.Key_2, ALT)
    assert [tick.isChecked() for tick in panel.ticks] == [False, True, False]
    QTest.keyClicks(panel.note, "1 call")
    assert panel.note.text() == "1 call"
    panel.ticks[0].setFocus()
    QTest.keyClick(panel.ticks[0], Key.Key_3)
    QTest.keyClick(panel.ticks[0], Key.Key_Space)
    assert [tick.isChecked() for tick in panel.ticks] == [True, True, True]
    QTest.keyClick(panel.ticks[0], Key.Key_9)
    assert panel.note.text() == "1 call9"


def test_a_press_anywhere_in_the_row_ticks(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    tick = panel.ticks[0]
    far = QPoint(tick.width() - 4, tick.height() // 2)
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, far)
    assert tick.isChecked()


def test_return_begins_another_line_and_the_field_grows_upwards(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    before, foot = panel.note.height(), panel.foot.geometry().bottom()
    QTest.keyClicks(panel.note, "one")
    QTest.keyClick(panel.note, Key.Key_Return)
    QTest.keyClicks(panel.note, "two")
    settle()
    assert panel.note.text() == "one\ntwo"
    assert panel.note.height() > before
    assert panel.foot.geometry().bottom() == foot
    assert shell.dialogs == ()


def test_tab_goes_from_the_questions_to_the_note_and_the_buttons(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    panel.ticks[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[QWidget] = [panel.ticks[0]]
    for _step in range(6):
        QTest.keyClick(reached[-1], Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
    assert reached == [*panel.ticks, panel.note, panel.log, panel.more, panel.pin]


# --- leaving ---


def test_escape_closes_and_the_note_is_kept_and_said(
    qtbot: QtBot, shell: Shell, megan: PersonId, make: Make, context: Context
) -> None:
    panel = opened(shell, megan)
    QTest.keyClicks(panel.note, "Dad is home")
    panel.tick(2)
    with qtbot.waitSignal(context.signals.message) as told:
        QTest.keyClick(panel.note, Key.Key_Escape)
    assert told.args[0].startswith("Your note for Megan is kept until you log it")
    settle()
    assert windows() == []
    other = opened(shell, make.person("Ben"))
    assert other.note.text() == ""
    again = opened(shell, megan)
    assert again.note.text() == "Dad is home"
    assert [tick.isChecked() for tick in again.ticks] == [False, True, False]


def test_closing_with_nothing_typed_says_nothing(
    qtbot: QtBot, shell: Shell, megan: PersonId, context: Context
) -> None:
    opened(shell, megan)
    with qtbot.assertNotEmitted(context.signals.message):
        only().close()
    assert keeper(shell).draft(megan) == Draft()


def test_discard_empties_note_and_ticks(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    panel.note.set_text("x")
    panel.tick(1)
    panel.more.click()
    (menu,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Menu) and each.isVisible())
    assert [row.text() for row in menu.rows()] == [
        "Open the card",
        "Print…",
        "Save as PDF…",
        "Discard the note and the ticks",
    ]
    menu.rows()[-1].click()
    assert panel.draft() == Draft()


def test_locking_closes_it_and_drops_what_was_typed(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    panel.note.set_text("Dad is home")
    kept, window = keeper(shell), only()
    shell.end()
    assert kept.draft(megan) == Draft()
    settle()
    assert windows() == []
    assert not isValid(window)


def test_the_key_that_locks_works_in_it(shell: Shell, megan: PersonId, desk: Desk) -> None:
    panel = opened(shell, megan)
    QTest.keyClick(panel.note, Key.Key_L, CTRL | SHIFT)
    assert desk.asked == ["lock"]


# --- logging ---


def test_log_when_done_carries_note_and_ticks_and_marks_them_once_saved(
    shell: Shell, megan: PersonId, store: Store, desk: Desk
) -> None:
    panel = opened(shell, megan)
    panel.note.set_text("Her father is better")
    panel.tick(1)
    panel.tick(2)
    with store.read() as session:
        before = session.execute(t.conversation.select()).all()
    panel.log.click()
    settle()
    assert windows() == []
    assert desk.asked == ["raise_window"]
    dialog = logged(shell)
    assert dialog.text.text() == "Her father is better"
    assert "Marks as asked: How is your dad? Did the depot open?" in dialog.note.label.text()
    with store.read() as session:
        assert session.execute(t.conversation.select()).all() == before
    dialog.press_primary()
    settle()
    assert shell.dialogs == ()
    view = prep(store, megan, NOW, NOW.tzinfo or shell.context.zone())
    assert view.last_text.startswith("Her father is better")
    assert [one.question for one in view.ask_about][:1] == ["Has Ivy chosen a bag?"]
    assert keeper(shell).draft(megan) == Draft()
    shell.undo()
    view = prep(store, megan, NOW, shell.context.zone())
    assert [one.question for one in view.ask_about][:2] == ["How is your dad?", "Did the depot open?"]


@pytest.mark.parametrize("keys", [Key.Key_Return, Key.Key_L])
def test_ctrl_return_and_ctrl_l_log(shell: Shell, megan: PersonId, keys: Qt.Key) -> None:
    panel = opened(shell, megan)
    QTest.keyClick(panel.note, keys, CTRL)
    assert logged(shell).text.text() == ""


def test_what_is_discarded_in_the_log_is_discarded(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    panel.note.set_text("Not this")
    panel.log.click()
    dialog = logged(shell)
    dialog.dismiss()
    assert keeper(shell).draft(megan).note == "Not this"  # it asks first
    dialog.discard_button.click()
    assert keeper(shell).draft(megan) == Draft()


def test_ticks_without_a_note_stay_when_the_log_is_left(shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    panel.tick(3)
    panel.log.click()
    logged(shell).dismiss()
    settle()
    assert [tick.isChecked() for tick in opened(shell, megan).ticks] == [False, False, True]


# --- following ---


def test_it_follows_the_file_and_keeps_note_and_ticks(shell: Shell, megan: PersonId, make: Make) -> None:
    panel = opened(shell, megan)
    panel.note.set_text("x")
    panel.tick(2)
    make.promise(megan, "ring the depot", due_on=1)
    settle()
    assert "You ring the depot" in texts(panel)
    assert panel.draft().note == "x"
    assert [tick.isChecked() for tick in panel.ticks] == [False, True, False]
    panel.ticks[2].setFocus()
    make.promise(megan, "ring the carrier", due_on=2)
    assert panel.ticks[2].hasFocus()
    people.remove(make.store, megan, NOW)
    settle()
    assert windows() == []


def test_pin_keeps_it_on_top_and_is_remembered(shell: Shell, megan: PersonId, make: Make) -> None:
    panel = opened(shell, megan)
    place = only().pos()
    panel.note.set_text("kept")
    panel.pin.click()
    settle()
    assert only().windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert only().pos() == place
    assert panel.pin.accessibleName() == "No longer keep on top"
    assert panel.note.text() == "kept"
    assert opened(shell, make.person("Ben")).pin.isChecked()
    only().panel.pin.click()
    assert not only().windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_another_theme_and_text_size_reach_it(qapp: QApplication, shell: Shell, megan: PersonId) -> None:
    panel = opened(shell, megan)
    width = panel.width()
    themes.apply(qapp, themes.make(Scheme.DARK, text_size=150, reduced_motion=True))
    shell.context.signals.theme_changed.emit()
    settle()
    room = only().screen().availableGeometry()
    assert panel.width() == min(round(width * 1.5), room.width() - 48)
    assert panel.height() <= room.height() - 48
    assert panel.grab().toImage().pixelColor(4, panel.height() // 2).lightness() < 100


def test_names_are_hidden_for_sharing_the_screen(
    shell: Shell, megan: PersonId, make: Make, context: Context
) -> None:
    make.expectation(megan, "sends the list", direction="of_them", kind="promise", due_on=1)
    context.store.hide_names(True)
    panel = opened(shell, megan)
    assert panel.head.name.text() == f"Person {megan}"
    assert "Megan" not in " ".join(texts(panel))


def test_right_to_left_and_all_too_long_fit(shell: Shell, make: Make) -> None:
    odd = make.person(LONG_NAME, city=LONG_WORD, nickname=LONG_WORD[:60])
    make.life_event(odd, title=LONG_TEXT[:150], note=LONG_TEXT, follow_up_on=0, question=LONG_TEXT[:200])
    make.promise(odd, LONG_WORD, due_on=1)
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    panel = opened(shell, odd)
    (tick, *_more) = panel.findChildren(Tick)
    assert tick.height() > 40
    content = panel.area.widget()
    assert content is not None
    assert content.width() <= panel.area.viewport().width()
    assert panel.cross.x() < panel.pin.x() < panel.width() // 2
    for label in panel.findChildren(TextLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()[:40]


# --- paper ---


def test_save_as_pdf_writes_what_is_read(
    shell: Shell, megan: PersonId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(shell, megan)
    asked: list[str] = []
    target = tmp_path / "mine"
    kept = keeper(shell)

    def where(_parent: object, suggested: str) -> str:
        asked.append(suggested)
        return str(target)

    monkeypatch.setattr(kept, "ask_where", where)
    QTest.keyClick(only().panel.note, Key.Key_S, CTRL)
    assert Path(asked[0]).name == "Prep Megan Jacobs.pdf"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["mine.pdf"]
    written = (tmp_path / "mine.pdf").read_bytes()
    assert pdf_text.pages(written) == 1
    read = pdf_text.words(written)
    said = ("Megan Jacobs", "How is your dad?", "Did the depot open? She was nervous.", "Her father fell.")
    assert [words for words in said if words not in read] == []
    assert "You send the plan" in read


def test_paper_flows_to_another_page_and_keeps_to_what_is_fine(
    shell: Shell, megan: PersonId, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manner = FactInput(side=Side.WORK, label="Manner", text="Blunt.", sensitivity=Sensitivity.WORK_ONLY)
    facts.add(make.store, megan, manner)
    make.conversation(megan, their_world=LONG_TEXT + " The last word.")
    panel = opened(shell, megan)
    assert panel.head.treat.text() == "Blunt."
    monkeypatch.setattr(keeper(shell), "ask_where", lambda *_given: str(tmp_path / "long.pdf"))
    keeper(shell).save_pdf()
    written = (tmp_path / "long.pdf").read_bytes()
    assert pdf_text.pages(written) == 2
    assert "The last word." in pdf_text.words(written)
    assert "Blunt" not in pdf_text.words(written)


def test_a_place_that_cannot_be_written_is_a_sentence(
    qtbot: QtBot, shell: Shell, megan: PersonId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(shell, megan)
    monkeypatch.setattr(keeper(shell), "ask_where", lambda *_given: str(tmp_path / "none" / "x.pdf"))
    with qtbot.waitSignal(shell.context.signals.problem):
        keeper(shell).save_pdf()


def test_printing_fills_the_printers_pages(
    shell: Shell, megan: PersonId, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(shell, megan)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    answers: list[Any] = [None, printer]
    monkeypatch.setattr(keeper(shell), "ask_printer", lambda _parent: answers.pop(0))
    QTest.keyClick(only().panel.note, Key.Key_P, CTRL)
    assert not (tmp_path / "printed.pdf").exists()
    QTest.keyClick(only().panel.note, Key.Key_P, CTRL)
    assert "Her father fell." in pdf_text.words((tmp_path / "printed.pdf").read_bytes())


def test_what_the_printing_system_spools_lies_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    seen: list[str | None] = []
    monkeypatch.setattr(card_print, "print_on", lambda *_given: seen.append(os.environ.get("TMPDIR")))
    card_print.print_out(QPrinter(), MagicMock())
    assert seen == [str(tmp_path)]
    assert "TMPDIR" not in os.environ
    monkeypatch.setenv("TMPDIR", "elsewhere")
    card_print.print_out(QPrinter(), MagicMock())
    assert seen[1] == str(tmp_path)
    assert os.environ["TMPDIR"] == "elsewhere"
