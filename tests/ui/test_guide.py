"""The guide: its window, and that no page names a key, command or word of the window that does not exist."""

import ast
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from relmgr import bundled
from relmgr.cli.arguments import parse
from relmgr.paths import Profile
from ui import theme as themes
from ui.actions import definitions
from ui.guide import GuideWindow
from ui.guide.content import ORDER, GuidePage, found, pages
from ui.theme import Scheme

Show = Callable[[QWidget], None]
_ROOT = Path(__file__).resolve().parents[2]
_IN_PAGES = {
    *("Ctrl+Return", "Ctrl+P", "Ctrl+S", "D", "S", "O", "P", "M", "+"),
    *(f"Alt+{number}" for number in range(1, 6)),
}
"""Keys of pages and dialogs, which have no command."""


@pytest.fixture
def window(qtbot: QtBot, show: Show, profile: Profile) -> GuideWindow:
    """The guide, open at its first page."""
    made = GuideWindow(profile)
    show(made)
    return made


@cache
def texts_of_the_program() -> set[str]:
    """Every string in the code of the core and the windows, without the ellipsis that says a dialog follows."""
    found_: set[str] = set()
    for package in ("relmgr", "ui"):
        for path in (_ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found_.add(node.value.rstrip("…"))
    return found_


def outside_code(page: GuidePage) -> str:
    """The text of `page` without its blocks of code."""
    return re.sub(r"```.*?```", "", page.text, flags=re.DOTALL)


def test_every_file_of_the_guide_is_in_the_contents() -> None:
    assert {path.stem for path in bundled.GUIDE.glob("*.md")} == set(ORDER)
    assert [page.name for page in pages()] == list(ORDER)
    assert all(page.title for page in pages())


@pytest.mark.parametrize("page", pages(), ids=ORDER)
def test_no_page_names_a_key_that_does_nothing(page: GuidePage) -> None:
    known = _IN_PAGES | {QKeySequence(key).toString() for each in definitions().values() for key in each.keys}
    for code in re.findall(r"`([^`\n]+)`", outside_code(page)):
        is_key = len(code) == 1 or re.fullmatch(r"F\d+|((Ctrl|Alt|Shift)\+)+\S+", code)
        if is_key:
            assert QKeySequence(code).toString() in known or code in _IN_PAGES, code


@pytest.mark.parametrize("page", pages(), ids=ORDER)
def test_what_a_page_sets_in_bold_stands_in_the_window(page: GuidePage) -> None:
    known = texts_of_the_program()
    bold = [each.rstrip("…") for each in re.findall(r"\*\*(.+?)\*\*", outside_code(page))]
    assert [each for each in bold if each not in known] == []


@pytest.mark.parametrize("page", pages(), ids=ORDER)
def test_every_command_of_a_page_can_be_typed(page: GuidePage) -> None:
    for block in re.findall(r"```sh\n(.*?)```", page.text, flags=re.DOTALL):
        for line in block.splitlines():
            name, *arguments = shlex.split(line)
            assert name == "relmgr"
            assert parse(arguments).command == arguments[0]
    for code in re.findall(r"`(--[a-z-]+)[^`]*`", page.text):
        assert f'"{code}"' in (_ROOT / "relmgr/cli/arguments.py").read_text("utf-8") or code == "--help"


@pytest.mark.parametrize("page", pages(), ids=ORDER)
def test_links_lead_to_pages_and_never_out(page: GuidePage) -> None:
    assert {target.removesuffix(".md") for target in re.findall(r"\]\(([^)]+)\)", page.text)} <= set(ORDER)
    assert "://" not in page.text
    assert "<" not in outside_code(page)


def test_a_link_opens_its_page_and_the_way_leads_back(window: GuideWindow) -> None:
    window.reader.anchorClicked.emit(QUrl("keys-and-backup.md"))
    assert window.page.name == "keys-and-backup"
    assert window.contents.currentIndex().data() == "Ways in, and backups"
    assert window.reader.toPlainText().startswith("Ways in, and backups")
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.name == ORDER[0]
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.page.name == "keys-and-backup"
    window.reader.anchorClicked.emit(QUrl("https://example.com/card.md"))
    window.reader.anchorClicked.emit(QUrl("nowhere.md"))
    assert window.page.name == "keys-and-backup"


def test_the_arrows_read_on(window: GuideWindow) -> None:
    window.contents.setFocus()
    QTest.keyClick(window.contents, Qt.Key.Key_Down)
    assert window.page.name == ORDER[1]
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.reader.hasFocus()


def test_searching_lists_the_pages_that_have_the_words(window: GuideWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.search, "recovery keyring")
    assert window.contents.titles()[0] in {page.title for page in found("recovery keyring")}
    assert len(window.contents.titles()) < len(ORDER)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.reader.textCursor().selectedText().casefold() == "recovery"
    QTest.keyClicks(window.search, " zzz")
    assert window.contents.titles() == []
    assert window.none.isVisible()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(window.contents.titles()) == len(ORDER)
    assert window.isVisible()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_escape_closes_it_wherever_one_reads(window: GuideWindow) -> None:
    window.reader.setFocus()
    QTest.keyClick(window.reader, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_the_privacy_page_says_where_the_files_lie_here(
    qtbot: QtBot, show: Show, profile: Profile, tmp_path: Path
) -> None:
    odd = tmp_path / "a `b` <i>c</i> **d**"
    made = GuideWindow(replace(profile, data=odd))
    show(made)
    made.open("privacy")
    shown = made.reader.toPlainText()
    assert str(odd) in shown
    assert str(profile.settings_file) in shown
    assert str(profile.logs) in shown
    assert "{" not in shown


def test_it_follows_the_theme_and_the_text_size(qapp: QApplication, window: GuideWindow) -> None:
    low = window.reader.document().size().height()
    themes.apply(qapp, themes.make(Scheme.DARK, text_size=150))
    assert window.reader.document().size().height() > low
    fragment = window.reader.document().begin().begin().fragment()
    assert fragment.charFormat().foreground().color() == themes.current().palette.text
    themes.apply(qapp, themes.make(Scheme.LIGHT))


def test_nothing_is_ever_fetched(window: GuideWindow) -> None:
    assert window.reader.loadResource(2, QUrl("https://example.com/x.png")) is None
    assert not window.reader.openExternalLinks()


def test_the_readme_names_only_what_there_is() -> None:
    text = (_ROOT / "README.md").read_text("utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (_ROOT / target).exists(), target
    listed = re.search(r"\nrelmgr \[--profile.*?\n(.*?)```", text, flags=re.DOTALL)
    assert listed is not None
    commands = re.findall(r"^  ([a-z]+) ", listed[1], flags=re.MULTILINE)
    assert len(commands) > 12
    for command in commands:
        with pytest.raises(SystemExit) as left:
            parse([command, "--help"])
        assert left.value.code == 0, command
    known = {QKeySequence(key).toString() for each in definitions().values() for key in each.keys}
    for code in re.findall(r"`((?:Ctrl|Alt|Shift)\+[^`]+)`", text):
        assert QKeySequence(code).toString() in known | _IN_PAGES, code
