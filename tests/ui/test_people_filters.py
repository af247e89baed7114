"""Filters, missing views, circles and labels as a person uses them in the People list and on the card."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from relmgr.domain.kinds import AllyKind, Circle
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import EVERYBODY, Ally, Missing, PeopleFilter
from relmgr.services import circles, filters, labels, people
from relmgr.services.people import lists
from tests.builders import NOW, Make
from ui.context import Context, Place
from ui.dialogs import working
from ui.dialogs.arranging import ArrangeDialog
from ui.dialogs.form import FormDialog
from ui.dialogs.labels import LabelsDialog
from ui.dialogs.people_filter import PeopleFilterDialog
from ui.dialogs.person.dialog import PersonDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.people import PeoplePage
from ui.pages.settings.circles import CirclesSection
from ui.widgets.chips import ParsedChip
from ui.widgets.menu import Menu


@pytest.fixture
def shell(make: Make, open_shell: Callable[..., Shell]) -> Shell:
    make.person("Anna Ek", circle=Circle.KEEP, labels=("designer",))
    make.person("Ben Whitaker", ally_kind=AllyKind.PEER)
    make.person("Cem Kaya")
    shell = open_shell(*PAGES, doors=DOORS)
    shell.open_people()
    QApplication.processEvents()
    return shell


@pytest.fixture
def page(shell: Shell) -> Iterator[PeoplePage]:
    found = shell.page("people")
    assert isinstance(found, PeoplePage)
    yield found
    for menu in QApplication.topLevelWidgets():
        if isinstance(menu, Menu):
            menu.close()


def names(page: PeoplePage) -> list[str]:
    model = page.list.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def menu() -> Menu:
    QApplication.processEvents()
    found = QApplication.activePopupWidget()
    assert isinstance(found, Menu)
    return found


def press(words: str) -> None:
    """Choose the row of the open menu that says `words`."""
    row = next(row for row in menu().rows() if row.text() == words)
    row.click()
    QApplication.processEvents()


def dialog(shell: Shell) -> FormDialog:
    found = shell.dialogs[-1]
    assert isinstance(found, FormDialog)
    return found


def open_filters(page: PeoplePage) -> None:
    page.list.filter_button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.list.filter_button, Qt.Key.Key_Space)


def choose_rows(page: PeoplePage, *rows: int) -> None:
    selection = page.list.view.selectionModel()
    flags = QItemSelectionModel.SelectionFlag
    selection.clearSelection()
    for row in rows:
        selection.select(page.list.model.index(row, 0), flags.Select | flags.Rows)
    QApplication.processEvents()


class TestMissing:
    def test_the_menu_counts_and_opens_the_view_with_the_step_that_fills_it(
        self, shell: Shell, page: PeoplePage, make: Make
    ) -> None:
        open_filters(page)
        rows = {row.text(): row.note for row in menu().rows()}
        assert rows["Birthday not known"] == "3"
        assert rows["No circle chosen"] == "2"
        press("Birthday not known")
        assert names(page) == ["Anna Ek", "Ben Whitaker", "Cem Kaya"]
        assert page.list.filter_bar.fill.text() == "When is Anna’s birthday?"
        QTest.keyClick(page.list.view, Qt.Key.Key_Return)
        assert isinstance(dialog(shell), PersonDialog)
        shell.dialogs[-1].reject()
        make.birthday(page.list.model.ids[0], PartialDate(None, 5, 1))
        assert names(page) == ["Ben Whitaker", "Cem Kaya"]

    def test_the_numbers_of_many_follow_while_the_menu_is_open(
        self, page: PeoplePage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        monkeypatch.setattr(lists, "_LOOKED_UP", 1)
        open_filters(page)
        row = next(row for row in menu().rows() if row.text() == "Birthday not known")
        qtbot.waitUntil(lambda: row.note == "3")
        assert row.accessibleName() == "Birthday not known, 3"

    @pytest.mark.parametrize("missing", list(Missing))
    def test_each_view_leads_to_what_is_not_known(
        self, shell: Shell, page: PeoplePage, missing: Missing
    ) -> None:
        page.list.use_filter(PeopleFilter(missing=missing))
        QApplication.processEvents()
        page.list.filter_bar.fill.click()
        QApplication.processEvents()
        if missing is Missing.CIRCLE:
            assert [row.text() for row in menu().rows()][-1] == "No circle"
        else:
            assert len(shell.dialogs) == 1

    def test_a_chip_taken_away_shows_everybody(self, page: PeoplePage) -> None:
        page.list.use_filter(PeopleFilter(circle=Circle.KEEP))
        assert names(page) == ["Anna Ek"]
        chip = next(c for c in page.list.filter_bar.findChildren(ParsedChip) if c.isVisible())
        QTest.keyClick(chip, Qt.Key.Key_Delete)
        assert len(names(page)) == 3
        assert not page.list.filter_bar.isVisible()

    def test_somebody_opened_from_elsewhere_clears_what_hides_them(
        self, shell: Shell, page: PeoplePage
    ) -> None:
        cem = page.list.model.ids[2]
        page.list.use_filter(PeopleFilter(circle=Circle.KEEP))
        shell.open_person(cem)
        assert page.list.filter == EVERYBODY
        assert page.list.current() == cem


class TestSaving:
    def test_a_filter_is_made_kept_used_and_forgotten(
        self, shell: Shell, page: PeoplePage, context: Context
    ) -> None:
        open_filters(page)
        press("By circle, label, stage…")
        form = dialog(shell)
        assert isinstance(form, PeopleFilterDialog)
        form.label.choose("designer")
        form.name.edit.setText("Designers")
        form.save_button.click()
        assert names(page) == ["Anna Ek"]
        page.list.use_filter(EVERYBODY)
        open_filters(page)
        press("Designers")
        assert page.list.filter == PeopleFilter(label="designer")
        open_filters(page)
        press("Saved filters…")
        form = dialog(shell)
        assert isinstance(form, ArrangeDialog)
        form.lines.take_out(form.lines.lines()[0])
        form.save_button.click()
        assert filters.saved(context.store) == ()
        shell.undo()
        assert [one.name for one in filters.saved(context.store)] == ["Designers"]

    def test_allies_are_one_press_away(self, page: PeoplePage) -> None:
        open_filters(page)
        press("Allies")
        assert names(page) == ["Ben Whitaker"]
        assert page.list.filter == PeopleFilter(ally=Ally.ANY)


class TestSeveral:
    def test_several_get_a_circle_as_one_change(
        self, shell: Shell, page: PeoplePage, context: Context
    ) -> None:
        choose_rows(page, 0, 1, 2)
        assert page.list.chosen_bar.isVisible()
        page.list.chosen_bar.circle.click()
        press("Invest")
        found = [people.details(context.store, id_).input.circle for id_ in page.list.model.ids]
        assert found == [Circle.INVEST] * 3
        assert len(page.list.people_chosen()) == 3
        QTest.keyClick(page.list.view, Qt.Key.Key_Escape)
        assert len(page.list.people_chosen()) == 1
        assert not page.list.chosen_bar.isVisible()
        shell.undo()
        assert people.details(context.store, page.list.model.ids[2]).input.circle is None

    def test_several_get_a_label(self, shell: Shell, page: PeoplePage, context: Context) -> None:
        choose_rows(page, 1, 2)
        page.list.chosen_bar.label.click()
        form = dialog(shell)
        assert isinstance(form, LabelsDialog)
        QTest.keyClicks(form.labels.edit, "print")
        QTest.keyClick(form.labels.edit, Qt.Key.Key_Return)
        form.save_button.click()
        assert {one.name: one.people for one in labels.all_labels(context.store)} == {
            "designer": 1,
            "print": 2,
        }

    def test_the_menu_of_a_row_opens_by_keyboard(
        self, shell: Shell, page: PeoplePage, context: Context
    ) -> None:
        page.list.choose_first()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(page.list.view.viewport(), event)
        press("Circle…")
        press("Let rest")
        assert people.details(context.store, page.list.model.ids[0]).input.circle is Circle.REST

    def test_many_at_once_are_changed_in_steps_or_not_at_all(
        self, qtbot: QtBot, shell: Shell, page: PeoplePage, context: Context, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(working, "SLICE_SECONDS", 0.0)
        monkeypatch.setattr(working, "FEW", 2)
        who = tuple(page.list.model.ids)
        steps = circles.choose_in_steps(context.store, who, Circle.REST, NOW)
        dialog = working.work(context, shell, "Circle of 3 people: Let rest", len(who), steps)
        assert dialog is not None
        while not context.store.is_busy:
            dialog._step()
        dialog.cancel.click()
        assert not context.store.is_busy
        assert {people.details(context.store, one).input.circle for one in who} != {Circle.REST}
        before = context.store.undo_label
        page.filtering._put_into(who, Circle.REST)
        qtbot.waitUntil(lambda: context.store.undo_label != before)
        assert {people.details(context.store, one).input.circle for one in who} == {Circle.REST}


class TestCard:
    def test_more_says_circle_labels_and_ally(self, shell: Shell, page: PeoplePage, context: Context) -> None:
        shell.open_person(page.list.model.ids[2])
        for words, choice in (("Circle…", "Keep"), ("Ally…", "Subcontractor")):
            page.card.header.more_button.click()
            press("Circle, labels and company")
            press(words)
            press(choice)
        given = people.details(context.store, page.list.model.ids[2]).input
        assert (given.circle, given.ally_kind) == (Circle.KEEP, AllyKind.SUBCONTRACTOR)
        page.card.finish()
        shown = [label.text() for label in page.card.reach.findChildren(QLabel)]
        assert "Keep: every 90 days" in shown
        assert "Subcontractor" in shown

    def test_a_press_on_the_labels_changes_them(
        self, shell: Shell, page: PeoplePage, context: Context
    ) -> None:
        shell.go(Place(page="people", person_id=page.list.model.ids[0]))
        page.card.finish()
        page.card.reach.labels_asked.emit()
        form = dialog(shell)
        assert isinstance(form, LabelsDialog)
        form.labels.remove("designer")
        form.save_button.click()
        assert people.details(context.store, page.list.model.ids[0]).input.labels == ()


class TestSettings:
    def test_the_days_of_a_circle_hold_for_everybody_in_it(self, shell: Shell, context: Context) -> None:
        shell.open_settings("circles")
        QApplication.processEvents()
        section = shell.findChild(CirclesSection)
        assert isinstance(section, CirclesSection)
        field = section.fields[Circle.KEEP]
        field.setText("45")
        field.editingFinished.emit()
        assert circles.days(context.store)[Circle.KEEP] == 45
        shell.undo()
        assert field.text() == "90"
