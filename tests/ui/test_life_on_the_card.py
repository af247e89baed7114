"""The card's questions about what has ended, its banner, the family's suggestions, and what it keeps of the dead (P5, P7)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import life_events, people, reminders
from tests.builders import LONDON, NOW, TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.actions import Command
from ui.context import Context, Place
from ui.dialogs.sparing import AwayDialog, GentleDialog
from ui.pages.people import PeoplePage
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.menu import Menu

Open = Callable[[PersonId], PeoplePage]


@pytest.fixture
def host(qtbot: QtBot) -> Host:
    window = QWidget()
    window.resize(1280, 800)
    qtbot.addWidget(window)
    window.show()
    return Host(window)


@pytest.fixture
def open_card(qtbot: QtBot, context: Context, host: Host) -> Open:
    def open_it(person: PersonId) -> PeoplePage:
        page = PeoplePage(context, MagicMock(), host)
        qtbot.addWidget(page)
        page.resize(1072, 800)
        page.show()
        page.go_to(Place(page="people", person_id=person))
        page.card.finish()
        QApplication.processEvents()
        return page

    return open_it


def read(page: PeoplePage) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in page.card.findChildren(QLabel) if label.isVisible() and label.text()]


def press(page: PeoplePage, name: str) -> None:
    """Press the link that assistive technology calls `name`."""
    QApplication.processEvents()
    links = [link for link in page.card.findChildren(LinkButton) if link.isVisible()]
    next(link for link in links if link.accessibleName() == name).click()
    QApplication.processEvents()


def open_menu() -> Menu:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Menu) and one.isVisible())


def newest(host: Host, kind: type[AwayDialog] | type[GentleDialog]) -> AwayDialog | GentleDialog:
    return host.window.findChildren(kind)[-1]


class TestEnded:
    def test_yes_ends_it_and_undo_asks_again(self, make: Make, open_card: Open, context: Context) -> None:
        megan = make.person("Megan Jacobs", pronouns="she/her")
        event = make.life_event(megan, "Papa in hospital", until=PartialDate(2026, 11, 20))
        page = open_card(megan)
        press(page, "Is her papa home again? Yes")
        assert life_events.get(context.store, event).ended_on == TODAY
        assert not page.card.right_now.isVisible()
        context.store.undo()
        assert "Is her papa home again?" in read(page)

    def test_not_yet_asks_until_when(self, make: Make, open_card: Open, context: Context) -> None:
        megan = make.person("Megan Jacobs")
        event = make.life_event(megan, "New kitchen", until=PartialDate(2026, 11, 20))
        page = open_card(megan)
        press(page, "Is “New kitchen” over? Not yet")
        rows = {row.text(): row for row in open_menu().rows()}
        rows["For two weeks"].click()
        assert life_events.get(context.store, event).input.until == PartialDate(2026, 12, 8)
        assert "New kitchen until 8 Dec" in read(page)

    def test_nobody_knows_how_long(self, make: Make, open_card: Open, context: Context) -> None:
        megan = make.person("Megan Jacobs")
        event = make.life_event(megan, "New kitchen", until=PartialDate(2026, 11, 20))
        press(open_card(megan), "Is “New kitchen” over? Not yet")
        open_menu().rows()[-1].click()
        given = life_events.get(context.store, event).input
        assert (given.until, given.follow_up_on) == (None, date(2026, 12, 8))


class TestBanner:
    def test_away_and_gentle_are_set_from_the_palette_or_the_menu(
        self, make: Make, open_card: Open, context: Context, host: Host
    ) -> None:
        megan = make.person("Megan Jacobs")
        page = open_card(megan)
        page.commands()[Command.AWAY]()
        dialog = newest(host, AwayDialog)
        dialog.save_button.click()
        assert dialog.row("until").error().startswith("Say until when")
        dialog.until.set_value(date(2026, 12, 4))
        dialog.why.set_text("Holiday in Norway.")
        dialog.save_button.click()
        assert "Away until 4 Dec. Holiday in Norway." in read(page)
        page.commands()[Command.GENTLE]()
        gentle = newest(host, GentleDialog)
        assert gentle.until.value() == date(2026, 12, 22)
        gentle.until.set_value(date(2026, 12, 20))
        gentle.why.set_text("Her father died.")
        gentle.save_button.click()
        assert "Go gently until 20 Dec. Her father died." in read(page)
        context.store.undo()
        assert "Away until 4 Dec. Holiday in Norway." in read(page)

    def test_change_opens_its_form_and_one_button_ends_it(
        self, make: Make, open_card: Open, context: Context, host: Host
    ) -> None:
        megan = make.person("Megan Jacobs")
        people.set_gentle(context.store, megan, date(2026, 12, 20), "Her father died.")
        page = open_card(megan)
        press(page, "Change: Go gently until 20 Dec. Her father died.")
        dialog = newest(host, GentleDialog)
        next(one for one in dialog.findChildren(Button) if one.text() == "End gentle mode").click()
        assert not page.card.banner.isVisible()

    def test_on_return_it_asks(self, make: Make, open_card: Open, context: Context) -> None:
        megan = make.person("Megan Jacobs")
        people.set_away(context.store, megan, None, date(2026, 11, 22), "Holiday")
        page = open_card(megan)
        assert "Is Megan back?" in read(page)
        press(page, "Is Megan back? Yes")
        assert not page.card.banner.isVisible()
        assert reminders.due(context.store, NOW, LONDON) == ()
        context.store.undo()
        assert "Is Megan back?" in read(page)

    def test_not_back_yet_opens_the_form(
        self, make: Make, open_card: Open, context: Context, host: Host
    ) -> None:
        megan = make.person("Megan Jacobs")
        people.set_away(context.store, megan, None, date(2026, 11, 22), "Sick")
        page = open_card(megan)
        press(page, "Is Megan back? Not yet")
        dialog = newest(host, AwayDialog)
        assert dialog.until.value() is None
        dialog.until.set_value(date(2026, 12, 4))
        dialog.save_button.click()
        assert "Away until 4 Dec. Sick" in read(page)


class TestFamily:
    def test_a_suggestion_is_added_or_declined_by_a_press(
        self, make: Make, open_card: Open, context: Context
    ) -> None:
        megan = make.person("Megan Jacobs")
        for name in ("Ivy", "Noah"):
            make.kin(megan, name)
        page = open_card(megan)
        press(page, "Are Ivy and Noah siblings? No")
        assert not page.card.family_hints.isVisible()
        context.store.undo()
        press(page, "Are Ivy and Noah siblings? Add")
        assert not page.card.family_hints.isVisible()

    def test_a_light_person_is_added_to_people_and_taken_out(
        self, make: Make, open_card: Open, context: Context
    ) -> None:
        megan = make.person("Megan Jacobs")
        tom = make.kin(megan, "Tom")
        page = open_card(tom)
        assert page.card.header.promote_button.isVisible()
        page.card.header.promote_button.click()
        assert people.list_ids(context.store, TODAY) == (megan, tom)
        assert not page.card.header.promote_button.isVisible()
        page.card.header.more_button.click()
        menu = open_menu()
        next(row for row in menu.rows() if row.text() == "Circle, labels and company").click()
        assert menu.inner is not None
        next(row for row in menu.inner.rows() if row.text() == "Take out of People").click()
        assert people.list_ids(context.store, TODAY) == (megan,)

    def test_the_card_of_the_dead_is_quiet(self, make: Make, open_card: Open) -> None:
        peter = make.person("Peter Jacobs")
        make.milestone(peter, MilestoneKind.DEATH, date(2024, 5, 3))
        page = open_card(peter)
        said = read(page)
        assert "Died on 3 May 2024" in said
        assert not page.card.header.log_button.isVisible()
        for words in ("No conversation noted yet.", "No date known yet.", "Expectations", "When it comes up"):
            assert words not in said
        for words in ("New", "Who Peter is", "You know 0 of 8 sides of Peter"):
            assert words not in said


class TestIdentity:
    def test_how_to_say_it_languages_and_no_calls_are_on_the_card(self, make: Make, open_card: Open) -> None:
        number = people.ContactMethodInput(kind=ContactKind.PHONE, value="+27 82 555 0142")
        mail = people.ContactMethodInput(kind=ContactKind.EMAIL, value="s@x.example", is_preferred=True)
        who = make.person(
            "Siobhan Byrne",
            say_name="shi-vawn",
            languages="English, Irish",
            do_not_phone=True,
            preferred_channel=ContactKind.EMAIL,
            contact_methods=(number, mail),
        )
        said = read(open_card(who))
        for words in ("say “shi-vawn”", "English, Irish", "Do not phone", "E-mail"):
            assert words in said
        assert "Phone, do not call" in said
        assert "E-mail, preferred" in said

    def test_a_picture_let_go_over_the_card_is_the_photo(
        self, make: Make, open_card: Open, context: Context, tmp_path: Path
    ) -> None:
        megan = make.person("Megan Jacobs")
        path = tmp_path / "megan.png"
        image = QImage(64, 64, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        image.save(str(path))
        page = open_card(megan)
        page.card.header.picture_dropped.emit(path)
        assert people.details(context.store, megan).photo_id is not None
        context.store.undo()
        assert people.details(context.store, megan).photo_id is None
