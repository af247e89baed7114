"""What the card shows of a rough patch, of kindness and of the first 30 days, and what a press on it does."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import MagicMock

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Feeling, KindnessKind, MilestoneKind, Status
from relmgr.domain.partial_date import PartialDate
from relmgr.services import expectations, first_days, kindnesses, rough_patches
from relmgr.services.card import card
from relmgr.services.prep import prep
from tests.builders import LONDON, NOW, TODAY, Make
from ui import dialogs
from ui.actions import Command
from ui.context import Context, Place
from ui.pages.people import PeoplePage
from ui.widgets.menu import Menu

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OpenPage = Callable[[PersonId], PeoplePage]


@pytest.fixture
def megan(make: Make) -> PersonId:
    who = make.person("Megan Jacobs", company="Fernkloof Logistics")
    make.talks(who, last=3, gap=10)
    return who


@pytest.fixture
def open_card(qtbot: QtBot, context: Context) -> OpenPage:
    def open_it(who: PersonId) -> PeoplePage:
        page = PeoplePage(context, MagicMock(), MagicMock())
        qtbot.addWidget(page)
        page.resize(1072, 800)
        page.show()
        page.go_to(Place(page="people", person_id=who))
        page.card.finish()
        QApplication.processEvents()
        return page

    return open_it


def texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def press(widget: QWidget, words: str) -> None:
    found = [each for each in widget.findChildren(QAbstractButton) if each.isVisible()]
    next(each for each in found if words in (each.text(), each.accessibleName())).click()
    QApplication.processEvents()


def again(page: PeoplePage) -> None:
    page.reload()
    page.card.finish()
    QApplication.processEvents()


def test_the_banner_says_who_waits_and_what_is_next(
    open_card: OpenPage, context: Context, make: Make, megan: PersonId
) -> None:
    page = open_card(megan)
    assert not page.card.rough.isVisible()
    patch = make.rough_patch(megan, on=-21, heard_at=NOW - 2 * HOUR, next_step="Ring and listen", next_on=1)
    again(page)
    assert texts(page.card.rough) == [
        "A rough patch since 3 Nov",
        "Megan has waited two hours for an answer.",
        "Next step tomorrow: Ring and listen",
    ]
    press(page.card.rough, "Answered")
    press(page.card.rough, "Step taken")
    found = rough_patches.get(context.store, patch)
    assert (found.answered_at, found.steps[0].text) == (NOW, "Ring and listen")
    again(page)
    assert texts(page.card.rough)[1:] == ["What is the next step?"]
    rough_patches.solve(context.store, patch, TODAY, "")
    again(page)
    assert texts(page.card.rough) == [
        "Solved on 24 Nov.",
        "How does Megan feel about how it was handled?",
    ]
    rough_patches.feel(context.store, patch, TODAY, Feeling.EVEN, "")
    again(page)
    assert not page.card.rough.isVisible()
    (row,) = [row for row in card(context.store, megan, NOW, LONDON).timeline if row.source == "rough_patch"]
    assert (
        row.rest == "“You promised it for Monday” Solved on 24 Nov; Megan was fine with how it was handled."
    )


def test_a_press_on_the_banner_opens_its_story(
    open_card: OpenPage, make: Make, megan: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[str, object]] = []
    for name in ("open_patch_story", "open_rough_patch", "open_felt", "open_mistake", "open_shelf"):
        monkeypatch.setattr(dialogs, name, lambda *given, said=name: opened.append((said, given[-1])))
    page = open_card(megan)
    commands = page.commands()
    commands[Command.ROUGH_PATCH]()
    commands[Command.MISTAKE]()
    commands[Command.KINDNESS_SHELF]()
    patch = make.rough_patch(megan)
    again(page)
    page.card.rough.opened.emit(int(patch))
    commands[Command.ROUGH_PATCH]()  # the open one, not another
    page.card.timeline.opened.emit("rough_patch", int(patch))
    assert opened == [
        ("open_rough_patch", megan),
        ("open_mistake", megan),
        ("open_shelf", megan),
        *[("open_patch_story", patch)] * 3,
    ]


def test_one_tap_keeps_a_kindness_and_undo_takes_it_back(
    open_card: OpenPage, context: Context, megan: PersonId
) -> None:
    page = open_card(megan)
    page.card.give_take.add_pressed.emit()
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Menu))
    press(menu, "Asked after them today")
    (kept,) = kindnesses.of(context.store, megan)
    assert (kept.input.kind, kept.input.on_day) == (KindnessKind.ASKED_AFTER, TODAY)
    again(page)
    assert "Asked after them" in texts(page.card.give_take)
    assert context.store.undo() == "Asked after them"


def test_a_gift_idea_is_brought_up_before_its_day(
    open_card: OpenPage, context: Context, make: Make, megan: PersonId
) -> None:
    make.birthday(megan, PartialDate(1985, 12, 10))
    make.milestone(megan, MilestoneKind.EXAM, 8)
    idea = make.kindness(megan, KindnessKind.GIFT_IDEA, "A book about greyhounds")
    page = open_card(megan)
    noted = [each for each in texts(page.card.coming_up) if "You noted" in each]
    assert noted == ["Birthday, turns 41 You noted: a book about greyhounds"]
    said = prep(context.store, megan, NOW, LONDON).coming_up
    assert [one.noted for one in said] == ["", "You noted: a book about greyhounds"]
    press(page.card.give_take, "Given today")
    assert kindnesses.get(context.store, idea).input.kind is KindnessKind.GIFT_GIVEN
    again(page)
    assert not any("You noted" in each for each in texts(page.card.coming_up))


def test_prep_says_that_it_is_rough(context: Context, make: Make, megan: PersonId) -> None:
    make.rough_patch(megan, on=-21, next_step="Ring and listen", next_on=1)
    assert prep(context.store, megan, NOW, LONDON).rough == (
        "A rough patch is open since 3 Nov. Next step tomorrow: Ring and listen."
    )
    assert prep(context.store, megan, NOW, LONDON, discreet=True).rough == ""


def test_the_first_30_days_are_offered_begun_ticked_and_let_be(
    open_card: OpenPage, context: Context, make: Make
) -> None:
    ben = make.person("Ben Carter", company="Harbour")
    page = open_card(ben)
    assert not page.card.first_days.isVisible()  # never spoken with: a card of an address book
    make.conversation(ben)
    again(page)
    press(page.card.first_days, "Start the first 30 days")
    again(page)
    said = texts(page.card.first_days)
    assert said[:2] == ["First 30 days", "until 24 Dec"]
    assert "Ask how best to reach each other" in said
    assert "On 27 Nov. A message helps where it is read." in said
    press(page.card.first_days, "Done today")
    again(page)
    assert "Done on 24 Nov." in texts(page.card.first_days)
    tender = make.expectation(ben, "The tender", status=Status.AGREED)
    expectations.set_status(context.store, tender, Status.MET, "", NOW, TODAY)
    again(page)
    said = [each.text() for each in page.card.first_days.findChildren(QAbstractButton) if each.isVisible()]
    assert "“The tender” was met on 24 Nov. Was it the first delivery?" in said
    begun = first_days.get(context.store, ben, TODAY)
    assert begun is not None
    first_days.end(context.store, begun.id, TODAY)
    again(page)
    assert texts(page.card.first_days) == [
        "The first 30 days with Ben are over. Two steps are done; the rest may rest."
    ]


def test_it_is_not_offered_to_who_is_known(open_card: OpenPage, megan: PersonId) -> None:
    assert not open_card(megan).card.first_days.isVisible()


def test_starters_ask_how_it_was_handled_and_how_it_is(context: Context, make: Make, megan: PersonId) -> None:
    patch = make.rough_patch(megan, on=-40)
    rough_patches.solve(context.store, patch, TODAY - 2 * DAY, "")
    first = card(context.store, megan, NOW, LONDON).ask_about[0]
    assert (first.question, first.source) == ("How do you feel about the way we handled it?", "handled")
    rough_patches.feel(context.store, patch, TODAY, Feeling.GOOD, "")
    later = card(context.store, megan, NOW + 29 * DAY, LONDON).ask_about
    asked = [one.question for one in later if one.source == "aftercare"]
    assert asked == ["How has it been since we put that right?"]
    discreet = card(context.store, megan, NOW + 29 * DAY, LONDON, discreet=True).ask_about
    assert all(one.source not in ("handled", "aftercare") for one in discreet)
