"""Names hidden for screen sharing (S2): no page, dialog, popup or screen reader says a word that somebody typed."""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QBuffer, QModelIndex, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import String, select

from relmgr import vault
from relmgr.domain.ids import PersonId
from relmgr.errors import HiddenError
from relmgr.paths import Profile
from relmgr.services import erasing, organisations, people, reminders
from relmgr.store import Store, veil
from relmgr.store import tables as t
from relmgr.transfer import exporting, record
from relmgr.transfer.exporting import elsewhere
from relmgr.transfer.exporting.forms import Form
from tests.builders import LONDON, NOW
from tests.ui import surfaces
from tests.ui.conftest import Filled
from tests.ui.surfaces import Surface, settle
from tests.ui.test_locking import CANARY, fill, reopen, start
from ui.context import Context
from ui.dialogs.form import FormDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.models.announcement import announce
from ui.program import Program


@pytest.fixture
def made(profile: Profile, filled: Filled) -> vault.Created:
    """The vault of the filled file."""
    return filled.copy_to(profile)


def mark_all(store: Store) -> int:
    """Put the canary into every text that is typed, not only the names; how many texts."""
    marked = 0
    with store.note() as session:
        for table in t.metadata.sorted_tables:
            if table.name not in veil.LEFT_ALONE | veil.EMPTY:
                for column in table.columns:
                    if type(column.type) is String and veil.shown_as(table, column.name) is not None:
                        marked += session.exec_driver_sql(
                            f'UPDATE "{table.name}" SET "{column.name}" = "{column.name}" || \' {CANARY}\''
                            f" WHERE \"{column.name}\" <> ''"
                        ).rowcount
    return marked


def painted(root: QWidget) -> str:
    """Every text that is painted in `root`, through an engine that writes texts down."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(root.size())
    painter = QPainter(generator)
    root.render(painter, QPoint())
    painter.end()
    svg = bytes(buffer.data().data()).decode("utf-8", "replace")
    return " ".join(html.unescape(each) for each in re.findall(r"<text[^>]*>([^<]*)</text>", svg))


def told(root: QWidget) -> Iterator[str]:
    """What is said of `root` without being painted: to screen readers, in tooltips, titles, fields and models."""
    for widget in (root, *root.findChildren(QWidget)):
        yield from (widget.accessibleName(), widget.accessibleDescription())
        yield from (widget.toolTip(), widget.windowTitle(), widget.whatsThis())
        if isinstance(widget, QLineEdit):
            yield from (widget.text(), widget.placeholderText())
        if isinstance(widget, QTextEdit):
            yield from (widget.toPlainText(), widget.placeholderText())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from _of_model(widget)


def _of_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(60, model.rowCount(QModelIndex()))):
        columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            for role in (
                *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole),
                *(Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole),
            ):
                value = model.index(row, column).data(role)
                if isinstance(value, str):
                    yield value


def hidden_surfaces(shell: Shell, who: PersonId) -> Iterator[Surface]:
    yield from surfaces.pages(shell, who)
    yield from surfaces.opened_dialogs(shell, who)
    yield from surfaces.popups(shell.context)
    yield from surfaces.prep(shell, who)


@pytest.mark.parametrize("key", ["megan", "long"])
def test_no_surface_says_what_somebody_typed(
    key: str,
    open_shell: Callable[..., Shell],
    context: Context,
    filled: Filled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = organisations.find(context.store, "Fernkloof Logistics")
    monkeypatch.setattr(organisations, "find", lambda _store, _name: number)
    for constant in ("LOGGED", "JOTTED", "LONG_NAME"):  # what the walk itself types
        monkeypatch.setattr(surfaces, constant, "Rang them yesterday")
    assert mark_all(context.store) > 700
    context.store.hide_names(True)
    shell = open_shell(*PAGES, doors=DOORS)
    assert shell.quiet_bar.isVisible()
    faults: list[str] = []
    seen = 0
    for name, root in hidden_surfaces(shell, filled.people[key]):
        said = [painted(root), *told(root), *(one.windowTitle() for one in QApplication.topLevelWidgets())]
        whole = "\n".join(said)
        seen += len(whole)
        at = whole.find(CANARY)
        if at >= 0:
            faults.append(f"{name}: {whole[max(0, at - 60) : at]}")
    assert not faults, sorted(set(faults))
    assert seen > 50_000


def test_the_look_itself_finds_names_where_they_are_shown(
    open_shell: Callable[..., Shell], context: Context, filled: Filled
) -> None:
    mark_all(context.store)
    shell = open_shell(*PAGES, doors=DOORS)
    shell.open_person(filled.people["megan"])
    settle()
    assert painted(shell).count(CANARY) > 10
    assert sum(CANARY in each for each in told(shell)) > 10


def test_notifications_and_pictures_are_hidden_too(context: Context, filled: Filled) -> None:
    mark_all(context.store)
    context.store.hide_names(True)
    due = reminders.due(context.store, NOW, LONDON)
    assert due
    assert CANARY not in repr(announce(due, shows_names=True))
    with context.store.read() as session:
        assert session.execute(select(t.photo.c.data)).all() == []


def test_nothing_leaves_while_names_are_hidden(context: Context, tmp_path: Path) -> None:
    context.store.hide_names(True)
    with pytest.raises(HiddenError, match="Show them again first"):
        list(exporting.export(context.store))
    who = people.list_ids(context.store, NOW.date())[0]
    for leave in (
        lambda: erasing.start(context.store, who, NOW),
        lambda: record.page_of(context.store, who, NOW),
        lambda: record.json_of(context.store, who, NOW),
        lambda: elsewhere.single(Form.ARCHIVE, context.store, who, NOW),
        lambda: elsewhere.whole(Form.ARCHIVE, context.store, tmp_path / "all.json", NOW),
    ):
        with pytest.raises(HiddenError):
            leave()
    assert not list(tmp_path.glob("all*"))
    with pytest.raises(HiddenError):
        people.remove(context.store, people.list_ids(context.store, NOW.date())[0], NOW)


@pytest.fixture
def program(qtbot: QtBot, profile: Profile, tmp_path: Path) -> Iterator[Program]:
    """The program with a file open in which one person is."""
    fill(profile)
    running = start(qtbot, profile, tmp_path)
    yield running
    running.end()


KEY = (Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_one_key_hides_and_shows_at_the_same_place_and_it_is_seen(qtbot: QtBot, program: Program) -> None:
    shell = program.shell
    assert shell is not None
    (who,) = people.list_ids(shell.context.store, NOW.date())
    shell.open_person(who)
    settle()
    assert CANARY in painted(shell)
    QTest.keyClick(shell, *KEY)
    hidden = program.shell
    assert hidden is not None
    assert hidden is not shell
    settle()
    assert hidden.place is not None
    assert hidden.place.person_id == who
    assert CANARY not in painted(hidden)
    assert f"Person {who}" in painted(hidden)
    assert hidden.quiet_bar.label.text() == (
        "Names, photos and notes are hidden. Nothing can be changed meanwhile."
    )
    QTest.mouseClick(hidden.quiet_bar.show_names, Qt.MouseButton.LeftButton)
    again = program.shell
    assert again is not None
    settle()
    assert CANARY in painted(again)
    assert again.quiet_bar.isHidden()


def test_what_was_being_typed_waits_until_names_are_shown_again(qtbot: QtBot, program: Program) -> None:
    shell = program.shell
    assert shell is not None
    shell.log_conversation(None, f"Rang {CANARY}")
    QTest.keyClick(shell, *KEY)
    hidden = program.shell
    assert hidden is not None
    assert hidden.dialogs == ()
    QTest.keyClick(hidden, *KEY)
    shown = program.shell
    assert shown is not None
    assert [area.toPlainText() for area in shown.dialogs[-1].areas] == [f"Rang {CANARY}"]  # type: ignore[attr-defined]


def test_it_stays_hidden_over_a_lock_and_undo_is_there_afterwards(qtbot: QtBot, program: Program) -> None:
    shell = program.shell
    assert shell is not None
    people.remove(shell.context.store, people.list_ids(shell.context.store, NOW.date())[0], NOW)
    QTest.keyClick(shell, *KEY)
    assert program.shell is not None
    assert program.shell.context.store.undo_label is None
    program.lock()
    reopened = reopen(qtbot, program)
    assert reopened.context.store.hides_names
    reopened.undo()
    assert "Names are hidden" in reopened.notices.text
    reopened.switch_names()
    assert program.shell is not None
    program.shell.undo()
    assert people.count(program.shell.context.store) == 1


def test_a_form_says_before_anything_is_typed_that_it_cannot_be_saved(program: Program) -> None:
    assert program.shell is not None
    QTest.keyClick(program.shell, *KEY)
    hidden = program.shell
    hidden.log_conversation()
    form = hidden.dialogs[-1]
    assert isinstance(form, FormDialog)
    assert not form.save_button.isEnabled()
    assert form.problem.label.text().startswith("Names are hidden for sharing the screen")
    form.dismiss()
    assert hidden.dialogs == ()
    QTest.keyClick(hidden, *KEY)
    assert program.shell is not None
    program.shell.log_conversation()
    shown = program.shell.dialogs[-1]
    assert isinstance(shown, FormDialog)
    assert shown.problem.isHidden()
