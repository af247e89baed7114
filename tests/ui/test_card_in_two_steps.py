"""A card is read in two steps, the lower one behind the paint: it is of one state, and whoever is passed is not read."""

from collections.abc import Callable
from unittest.mock import MagicMock

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.services import people
from relmgr.services.card import card, timeline
from relmgr.services.reminders import delivery
from tests.builders import LONDON, NOW, Make
from ui.context import Context
from ui.pages.people import PeoplePage

OpenPage = Callable[[], PeoplePage]


@pytest.fixture
def open_page(qtbot: QtBot, context: Context) -> OpenPage:
    def open_it() -> PeoplePage:
        page = PeoplePage(context, MagicMock(), MagicMock())
        qtbot.addWidget(page)
        page.resize(1072, 500)  # the rest of the card lies below the fold
        page.show()
        settle()
        return page

    return open_it


@pytest.fixture
def read_below(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first names of those whose cards were read to their end."""
    read: list[str] = []
    ours = timeline.first_page

    def first_page(*given: object, **named: object) -> object:
        read.append(str(named["first_name"]))
        return ours(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(timeline, "first_page", first_page)
    return read


def settle() -> None:
    for _round in range(20):
        QApplication.processEvents()


def three(make: Make) -> list[PersonId]:
    found = []
    for name in ("Anna Weber", "Ben Whitaker", "Cem Aydin"):
        found.append(make.person(name))
        make.talks(found[-1], last=8, gap=20)
    return found


def test_whoever_is_passed_is_read_no_further_than_the_fold(
    make: Make, open_page: OpenPage, read_below: list[str]
) -> None:
    _anna, ben, cem = three(make)
    page = open_page()
    read_below.clear()
    page.list.choose(ben)
    page.list.choose(cem)
    assert read_below == []
    settle()
    assert read_below == ["Cem"]


def test_after_a_change_meanwhile_the_card_is_read_anew(
    make: Make, context: Context, open_page: OpenPage, read_below: list[str]
) -> None:
    _anna, ben, _cem = three(make)
    page = open_page()
    read_below.clear()
    page.list.choose(ben)
    make.conversation(ben, on=-1)
    settle()
    assert read_below == ["Ben"]
    assert page.card.timeline.isVisibleTo(page.card)
    whole = card(context.store, ben, NOW, LONDON)
    assert page.card._begun is not None
    assert page.card._begun.whole() == whole


def test_what_is_only_noted_meanwhile_does_no_harm(
    make: Make, context: Context, open_page: OpenPage, read_below: list[str]
) -> None:
    """Notes of delivery are told to nobody."""
    _anna, ben, _cem = three(make)
    page = open_page()
    read_below.clear()
    page.list.choose(ben)
    delivery.looked(context.store, NOW)
    settle()
    assert read_below == ["Ben"]
    assert page.card.reach.isVisibleTo(page.card)


def test_out_of_sight_nothing_more_is_read(make: Make, open_page: OpenPage, read_below: list[str]) -> None:
    _anna, ben, _cem = three(make)
    page = open_page()
    read_below.clear()
    page.list.choose(ben)
    page.hide()
    settle()
    assert read_below == []
    page.show()
    settle()
    assert read_below == ["Ben"]


def test_who_is_removed_meanwhile_is_gone(make: Make, context: Context, open_page: OpenPage) -> None:
    anna, ben, _cem = three(make)
    page = open_page()
    page.list.choose(ben)
    people.remove(context.store, ben, NOW)
    settle()
    assert page.person_id != ben
    page.list.choose(anna)
    settle()
    assert page.card.shown is not None
    assert page.card.shown.person_id == anna


def test_after_a_leap_the_rows_of_the_list_come_behind_the_card(make: Make, open_page: OpenPage) -> None:
    """Until then the list shows what it showed; nothing is blank."""
    everybody = [make.person(f"Anna {chr(65 + n // 26)}{chr(65 + n % 26)}") for n in range(60)]
    page = open_page()
    view = page.list.view
    before = view.viewport().grab().toImage().pixel(30, 300)
    page.list.choose(everybody[-1])
    view.viewport().repaint()
    assert page.list.model.position(everybody[-1]) not in page.list.model._known
    assert page.card.shown is not None
    assert page.card.shown.person_id == everybody[-1]
    assert view.viewport().grab().toImage().pixel(30, 300) == before
    settle()
    assert page.list.model.position(everybody[-1]) in page.list.model._known


def test_somebody_in_view_is_painted_with_the_card(make: Make, open_page: OpenPage) -> None:
    _anna, ben, _cem = three(make)
    page = open_page()
    page.list.choose(ben)
    assert page.list.view._before is None


def test_who_is_shown_again_keeps_what_is_out_of_view_until_it_is_built(
    make: Make, context: Context, open_page: OpenPage
) -> None:
    """Nothing goes only to come again, and nothing stays as it was."""
    anna, *_others = three(make)
    page = open_page()
    page.list.choose(anna)
    settle()
    before = card(context.store, anna, NOW, LONDON).timeline_total
    make.conversation(anna, on=-1)
    assert page.card._filling.is_waiting
    assert page.card.timeline.isVisibleTo(page.card)
    settle()
    assert not page.card._filling.is_waiting
    assert page.card._begun is not None
    whole = page.card._begun.whole()
    assert whole == card(context.store, anna, NOW, LONDON)
    assert whole is not None
    assert whole.timeline_total == before + 1
