"""Organisations as a person uses them: the list, the board, its evidence, and how one gets there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from relmgr.domain.ids import OrganisationId, PersonId
from relmgr.domain.kinds import AllyKind, RoleTowardMe
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import PeopleFilter
from relmgr.services import moments, organisations, people
from relmgr.services.organisations import OrganisationInput
from tests.builders import Make
from tests.ui.surfaces import settle
from ui.context import Context
from ui.dialogs.helping import WhoCanHelp
from ui.dialogs.moment import MomentDialog
from ui.dialogs.organisation import OrganisationDialog
from ui.dialogs.person.dialog import PersonDialog
from ui.main_window import Shell
from ui.main_window.registry import DOORS, PAGES
from ui.pages.organisations import OrganisationPage, OrganisationsPage
from ui.pages.organisations.person_card import PersonCard
from ui.pages.people import PeoplePage
from ui.widgets.buttons import LinkButton
from ui.widgets.menu import Menu

SPONSOR, USER = RoleTowardMe.SPONSOR, RoleTowardMe.USER


def job(role: RoleTowardMe | None = None, until: PartialDate | None = None) -> people.AffiliationInput:
    return people.AffiliationInput(organisation="Fernkloof", title="Manager", role=role, until=until)


@pytest.fixture
def folk(make: Make) -> dict[str, PersonId]:
    return {
        "megan": make.person("Megan Jacobs", affiliations=(job(SPONSOR),)),
        "thabo": make.person("Thabo Nkosi", affiliations=(job(USER),)),
        "lerato": make.person("Lerato Mokoena", affiliations=(job(),)),
        "ben": make.person("Ben Whitaker", affiliations=(job(until=PartialDate(2024)),)),
    }


@pytest.fixture
def shell(folk: dict[str, PersonId], open_shell: Callable[..., Shell]) -> Iterator[Shell]:
    yield open_shell(*PAGES, doors=DOORS)
    for menu in QApplication.topLevelWidgets():
        if isinstance(menu, Menu):
            menu.close()


@pytest.fixture
def number(context: Context, folk: dict[str, PersonId]) -> OrganisationId:
    found = organisations.find(context.store, "Fernkloof")
    assert found is not None
    return found


@pytest.fixture
def page(shell: Shell, number: OrganisationId) -> OrganisationPage:
    shell.open_organisation(number)
    QApplication.processEvents()
    found = shell.page("organisation")
    assert isinstance(found, OrganisationPage)
    return found


def texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def columns(page: OrganisationPage) -> dict[str, list[str]]:
    return {
        column.heading: [card.person.first_name for card in column.cards]
        for column in page.board.columns
        if column.cards
    }


def card_of(page: OrganisationPage, name: str) -> PersonCard:
    return next(card for card in page.board.cards() if card.person.first_name == name)


def press(words: str) -> None:
    QApplication.processEvents()
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, Menu) and one.isVisible())
    next(row for row in menu.rows() if row.text() == words).click()
    QApplication.processEvents()


class TestBoard:
    def test_everybody_stands_in_the_column_of_their_role(self, page: OrganisationPage) -> None:
        assert columns(page) == {"Sponsor": ["Megan"], "Works with it": ["Thabo"], "Not said yet": ["Lerato"]}
        shown = texts(page)
        assert "You know three people there." in shown
        assert any("is your only sponsor" in words for words in shown)
        assert [link.text() for link in page.former.findChildren(LinkButton)] == ["Ben Whitaker, until 2024"]

    def test_m_and_a_column_change_the_role_and_undo_takes_it_back(
        self, shell: Shell, page: OrganisationPage
    ) -> None:
        card = card_of(page, "Lerato")
        card.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(card, Qt.Key.Key_M)
        press("Decision maker")
        assert columns(page)["Decision maker"] == ["Lerato"]
        assert card_of(page, "Lerato").hasFocus()
        shell.undo()
        assert columns(page)["Not said yet"] == ["Lerato"]

    def test_single_letters_that_are_turned_off_stay_off(
        self, page: OrganisationPage, context: Context
    ) -> None:
        context.preferences.change(single_letter_keys=False)
        page.reload()
        QTest.keyClick(card_of(page, "Lerato"), Qt.Key.Key_M)
        assert not [
            one for one in QApplication.topLevelWidgets() if isinstance(one, Menu) and one.isVisible()
        ]

    def test_a_card_is_dropped_on_another_column(self, page: OrganisationPage) -> None:
        sponsor = page.board.columns[0]
        data = card_of(page, "Thabo").carried()
        middle, buttons, keys = QPoint(10, 10), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        move = Qt.DropAction.MoveAction
        sponsor.dragEnterEvent(QDragEnterEvent(middle, move, data, buttons, keys))
        sponsor.dropEvent(QDropEvent(QPointF(middle), move, data, buttons, keys))
        assert columns(page)["Sponsor"] == ["Megan", "Thabo"]

    def test_arrows_go_from_card_to_card_and_enter_opens(
        self, shell: Shell, page: OrganisationPage, folk: dict[str, PersonId]
    ) -> None:
        card_of(page, "Megan").setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(card_of(page, "Megan"), Qt.Key.Key_Right)
        assert card_of(page, "Thabo").hasFocus()
        QTest.keyClick(card_of(page, "Thabo"), Qt.Key.Key_Right)
        assert card_of(page, "Lerato").hasFocus()
        QTest.keyClick(card_of(page, "Lerato"), Qt.Key.Key_Left)
        QTest.keyClick(card_of(page, "Thabo"), Qt.Key.Key_Return)
        people_page = shell.page("people")
        assert isinstance(people_page, PeoplePage)
        assert people_page.person_id == folk["thabo"]

    def test_one_tap_keeps_how_they_spoke_and_a_press_on_it_adds_the_note(
        self, shell: Shell, page: OrganisationPage, context: Context, folk: dict[str, PersonId]
    ) -> None:
        card_of(page, "Megan").praise.click()
        (kept,) = moments.of(context.store, folk["megan"])
        assert (kept.kind, kept.on_day) == (MomentKind.SPOKE_FOR_ME, context.today())
        assert "Megan  Spoke up for me" in texts(page.spoken)
        page.spoken.opened.emit(int(folk["megan"]), int(kept.id))
        dialog = shell.dialogs[-1]
        assert isinstance(dialog, MomentDialog)
        dialog.about.set_text("In the budget round")
        dialog.save_button.click()
        assert card_of(page, "Megan").person.evidence[0].note == "In the budget round"
        assert "Spoke up for me, 24 Nov" in card_of(page, "Megan").accessibleName()

    def test_the_menu_of_a_card_has_everything(
        self, page: OrganisationPage, context: Context, folk: dict[str, PersonId]
    ) -> None:
        card = card_of(page, "Thabo")
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(card, event)
        press("Thabo spoke against me")
        (kept,) = moments.of(context.store, folk["thabo"])
        assert kept.kind is MomentKind.SPOKE_AGAINST_ME


class TestPage:
    def test_edits_merges_and_lists(
        self, shell: Shell, page: OrganisationPage, context: Context, make: Make
    ) -> None:
        make.person("Zanele Dube", company="Fern Kloof")
        other = organisations.find(context.store, "Fern Kloof")
        assert other is not None
        organisations.edit(
            context.store, other, OrganisationInput(name="Fernkloof", website="fernkloof.example")
        )
        assert page.head.merge.isVisible()
        page.head.merge.click()
        assert "fernkloof.example" in texts(page)
        assert not page.head.merge.isVisible()
        page.head.edit.click()
        assert isinstance(shell.dialogs[-1], OrganisationDialog)
        shell.dialogs[-1].reject()
        page.head.listed.click()
        people_page = shell.page("people")
        assert isinstance(people_page, PeoplePage)
        assert len(people_page.list.model.ids) == 4
        assert people_page.list.filter.has_more

    def test_somebody_new_works_there(self, shell: Shell, page: OrganisationPage) -> None:
        page.head.add.click()
        dialog = shell.dialogs[-1]
        assert isinstance(dialog, PersonDialog)
        assert [line.organisation.text() for line in dialog.jobs.lines()] == ["Fernkloof"]

    def test_a_picture_dropped_on_the_tile_is_the_logo(
        self, page: OrganisationPage, context: Context, number: OrganisationId, tmp_path: Path
    ) -> None:
        path = tmp_path / "logo.png"
        image = QImage(16, 16, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.black)
        image.save(str(path))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        where, copy = QPoint(5, 5), Qt.DropAction.CopyAction
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        page.head.tile.dragEnterEvent(QDragEnterEvent(where, copy, data, buttons, keys))
        page.head.tile.dropEvent(QDropEvent(QPointF(where), copy, data, buttons, keys))
        assert organisations.details(context.store, number).logo_id is not None

    def test_nobody_left_asks_for_the_first(
        self, shell: Shell, page: OrganisationPage, context: Context, folk: dict[str, PersonId]
    ) -> None:
        for who in folk.values():
            people.remove(context.store, who, context.now())
        assert page.nobody.isVisible()
        assert not page.board.isVisible()
        page.nobody.link.click()
        assert isinstance(shell.dialogs[-1], PersonDialog)

    def test_one_that_is_gone_says_so(self, shell: Shell, page: OrganisationPage, context: Context) -> None:
        shell.open_organisation(OrganisationId(999))
        assert page.gone.isVisible()
        assert page.commands() == {}


class TestWays:
    def test_the_company_in_the_role_line_leads_there(
        self, shell: Shell, folk: dict[str, PersonId], number: OrganisationId
    ) -> None:
        shell.open_person(folk["megan"])
        people_page = shell.page("people")
        assert isinstance(people_page, PeoplePage)
        role = people_page.card.header.role
        assert role.accessibleName() == "The people at Fernkloof"
        QTest.keyClick(role, Qt.Key.Key_Return)
        page = shell.page("organisation")
        assert isinstance(page, OrganisationPage)
        assert page.organisation_id == number
        shell.go_back()
        assert shell.place is not None
        assert shell.place.page == "people"

    def test_a_card_says_that_nobody_sponsors(
        self, shell: Shell, folk: dict[str, PersonId], context: Context
    ) -> None:
        megan = people.details(context.store, folk["megan"]).input.affiliations[0]
        assert megan.id is not None
        organisations.set_role(context.store, megan.id, USER)
        shell.open_person(folk["thabo"])
        people_page = shell.page("people")
        assert isinstance(people_page, PeoplePage)
        assert any("is your sponsor" in words for words in texts(people_page.card.header))

    def test_the_list_finds_and_opens(self, shell: Shell, make: Make, number: OrganisationId) -> None:
        make.person("Zoë", company="Palmgrove")
        shell.open_organisations()
        page = shell.page("organisations")
        assert isinstance(page, OrganisationsPage)
        QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert _listed(page) == ["Fernkloof", "Palmgrove"]
        QTest.keyClicks(page.search, "megan")
        assert _listed(page) == ["Fernkloof"]
        QTest.keyClick(page.search, Qt.Key.Key_Down)
        QTest.keyClick(page.view, Qt.Key.Key_Return)
        shown = shell.page("organisation")
        assert isinstance(shown, OrganisationPage)
        assert shown.organisation_id == number

    def test_nothing_found_says_so(self, shell: Shell) -> None:
        shell.open_organisations()
        page = shell.page("organisations")
        assert isinstance(page, OrganisationsPage)
        QTest.keyClicks(page.search, "xyz")
        assert "No organisation is found for “xyz”. Esc clears the search." in texts(page)

    def test_people_of_one_organisation_are_a_filter(
        self, shell: Shell, context: Context, number: OrganisationId
    ) -> None:
        uid = organisations.details(context.store, number).uid
        shell.open_filtered(PeopleFilter(organisation=uid))
        page = shell.page("people")
        assert isinstance(page, PeoplePage)
        assert len(page.list.model.ids) == 3


def _listed(page: OrganisationsPage) -> list[str]:
    return [page.model.index(number).data() for number in range(page.model.rowCount())]


class TestHelp:
    def test_finds_while_one_types_and_opens_the_first(self, shell: Shell, make: Make) -> None:
        zoe = make.person("Zoë Peer", labels=("French",), ally_kind=AllyKind.PEER)
        shell.who_can_help()
        dialog = shell.dialogs[-1]
        assert isinstance(dialog, WhoCanHelp)
        assert "Found by labels, roles and what you know of people; allies come first." in texts(dialog)
        QTest.keyClicks(dialog.field, "fren")
        assert [row.accessibleName() for row in dialog.rows] == ["Zoë Peer, Peer, French"]
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        page = shell.page("people")
        assert isinstance(page, PeoplePage)
        assert page.person_id == zoe
        assert not shell.dialogs

    def test_nobody_comes_to_mind(self, shell: Shell) -> None:
        shell.who_can_help("astrology")
        dialog = shell.dialogs[-1]
        assert isinstance(dialog, WhoCanHelp)
        assert any("Nobody you know comes to mind" in words for words in texts(dialog))


def test_a_file_without_organisations_leads_to_a_person(open_shell: Callable[..., Shell], make: Make) -> None:
    shell = open_shell(*PAGES)
    shell.open_organisations()
    settle()
    page = shell.page("organisations")
    assert isinstance(page, OrganisationsPage)
    assert [page.first.isVisible(), page.search.isVisible()] == [True, False]
    assert page.first_focus() is page.first
    make.person("Ada Byron", company="Analytical Engines")
    settle()
    assert [page.first.isVisible(), page.search.isVisible()] == [False, True]
    assert page.first_focus() is page.view
