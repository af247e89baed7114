"""Every surface in a language that doubles each text: nothing is left untranslated, nothing is cut; and in real ones."""

import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from PySide6.QtCore import QAbstractTableModel, QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from sqlalchemy import inspect, text

from relmgr import i18n, vault
from relmgr.paths import Profile
from tests.ui import surfaces
from tests.ui.conftest import Filled
from tests.ui.surfaces import Surface, settle
from tests.ui.test_sizes import all_faults
from ui import theme as themes
from ui.app import choose_language, locale_of
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.theme import Scheme, make

_WORD = re.compile(r"[A-Za-z]{3,}")
_NAMES = {
    *(
        "Relmgr",
        "Ctrl",
        "Alt",
        "Esc",
        "Shift",
        "Return",
        "Del",
        "Page",
        "Home",
        "End",
        "Space",
        "Tab",
        "PgUp",
        "PgDown",
    ),
    *(
        "English",
        "Deutsch",
        "Python",
        "Qt",
        "vcf",
        "txt",
        "html",
        "pdf",
        "data",
        "relmgr",
        "json",
        "profile",
        "tmp",
    ),
}
"""Names that are the same in every language."""


@pytest.fixture
def made(profile: Profile, filled: Filled) -> vault.Created:
    """The vault of the filled file."""
    return filled.copy_to(profile)


@pytest.fixture
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The language of the test, taken back afterwards."""
    spoken = getattr(request, "param", "pseudo")
    themes.apply(qapp, make(Scheme.LIGHT, reduced_motion=True))
    choose_language(spoken)
    yield spoken
    choose_language("en")
    i18n.use([])
    QLocale.setDefault(QLocale.c())
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def shell(language: str, open_shell: Callable[..., Shell]) -> Shell:
    """The window in that language."""
    opened = open_shell(*PAGES, doors=DOORS)
    opened.resize(1280, 800)
    settle()
    return opened


def typed_words(shell: Shell) -> set[str]:
    """Every word that stands in the file: what somebody typed is not translated."""
    words = {
        word.casefold()
        for word in _WORD.findall(f"{surfaces.LOGGED} {surfaces.JOTTED} Ada Lovelace {'x' * 60}")
    }
    with shell.context.store.read() as session:
        tables = inspect(session).get_table_names()
        for table in tables:
            for row in session.execute(text(f'SELECT * FROM "{table}"')):
                for value in row:
                    if isinstance(value, str):
                        words.update(word.casefold() for word in _WORD.findall(value))
    return words


def said_by(widget: QWidget) -> Iterator[str]:
    """All texts that `widget` shows or tells."""
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for row in range(min(model.rowCount(), 20)):
            for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                    yield str(model.index(row, column).data(role) or "")
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))


def untranslated(found: Iterator[Surface], typed: set[str]) -> dict[str, str]:
    """Each text with a word that neither somebody typed nor the language doubled, and the surface it is on."""
    known = typed | {name.casefold() for name in _NAMES}

    @cache
    def is_strange(said: str) -> bool:
        plain = re.sub(r"\S+@\S+|\w+://\S+|/\S+|\S+…", " ", said)  # addresses, paths, words cut short
        return any(word.casefold() not in known for word in _WORD.findall(plain))

    strange: dict[str, str] = {}
    for name, root in found:
        if name == "guide":  # its pages are written in English
            continue
        for widget in [root, *root.findChildren(QWidget)]:
            if surfaces.is_own(widget, root):
                for said in filter(is_strange, said_by(widget)):
                    strange.setdefault(said, f"{name}: {type(widget).__name__}")
    return strange


def test_the_pages_are_translated_to_the_last_word(shell: Shell, filled: Filled) -> None:
    assert untranslated(surfaces.pages(shell, filled.people["megan"]), typed_words(shell)) == {}


def test_the_dialogs_are_translated_to_the_last_word(shell: Shell, filled: Filled) -> None:
    assert untranslated(surfaces.opened_dialogs(shell, filled.people["megan"]), typed_words(shell)) == {}


def test_prep_and_popups_are_translated_to_the_last_word(shell: Shell, filled: Filled) -> None:
    typed = typed_words(shell)
    assert untranslated(surfaces.prep(shell, filled.people["megan"]), typed) == {}
    assert untranslated(surfaces.popups(shell.context), typed) == {}


@pytest.mark.parametrize("language", ["pseudo", "pseudo_rtl", "de"], indirect=True)
def test_the_pages_hold_texts_twice_as_long(shell: Shell, filled: Filled) -> None:
    assert all_faults(surfaces.pages(shell, filled.people["megan"])) == []


@pytest.mark.parametrize("language", ["pseudo", "de"], indirect=True)
def test_the_dialogs_hold_texts_twice_as_long(shell: Shell, filled: Filled) -> None:
    assert all_faults(surfaces.opened_dialogs(shell, filled.people["megan"])) == []


@pytest.mark.parametrize("language", ["de"], indirect=True)
def test_qts_own_texts_come_along(language: str) -> None:
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert QLocale().decimalPoint() == ","
    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


@pytest.mark.parametrize("language", ["ar"], indirect=True)
def test_the_layout_mirrors_with_the_language(language: str) -> None:
    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_the_locale_never_mixes_two_languages() -> None:
    assert locale_of("en", QLocale("fr_FR")).language() is QLocale.Language.English
    assert locale_of("de", QLocale("de_AT")).territory() is QLocale.Country.Austria
    assert locale_of("pseudo", QLocale("en_GB")) == QLocale("en_GB")
