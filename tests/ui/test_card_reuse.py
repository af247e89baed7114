"""A card keeps its widgets for the next person: going down the list fills them anew and makes none."""

from collections.abc import Callable
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Side
from relmgr.domain.partial_date import PartialDate
from relmgr.services import facts
from relmgr.services.facts import FactInput
from tests.builders import Make
from ui.context import Context
from ui.pages.people import PeoplePage
from ui.pages.people.card.parts import PressRow

OpenPage = Callable[[], PeoplePage]


@pytest.fixture
def open_page(qtbot: QtBot, context: Context) -> OpenPage:
    def open_it() -> PeoplePage:
        page = PeoplePage(context, MagicMock(), MagicMock())
        qtbot.addWidget(page)
        page.resize(1072, 800)
        page.show()
        settle()
        return page

    return open_it


def settle() -> None:
    for _round in range(20):
        QApplication.processEvents()


def known(make: Make, context: Context, name: str, hobby: str) -> PersonId:
    person = make.person(name)
    make.birthday(person, PartialDate(None, 7, 4))
    make.talks(person, last=8, gap=20)
    facts.add(context.store, person, FactInput(side=Side.INTERESTS, text=hobby))
    return person


def show(page: PeoplePage, person: PersonId) -> set[QWidget]:
    page.list.choose(person)
    settle()
    card = page.card
    # What stands above the fold of most cards; what is built after the first paint may take longer.
    blocks = (card.header, card.ask_about, card.last_time, card.who, card.coming_up)
    below = (card.expectations, card.wants, card.signs, card.give_take)
    return {widget for block in (*blocks, *below) for widget in block.findChildren(QWidget)}


def said(page: PeoplePage) -> list[str]:
    content = page.card.widget()
    assert content is not None
    labels = [label.text() for label in content.findChildren(QLabel) if label.isVisibleTo(content)]
    return labels + [
        row.accessibleName() for row in content.findChildren(PressRow) if row.isVisibleTo(content)
    ]


def test_the_next_card_of_the_same_shape_makes_no_widget(
    make: Make, context: Context, open_page: OpenPage
) -> None:
    anna = known(make, context, "Anna Weber", "Sings in a choir")
    ben = known(make, context, "Ben Whitaker", "Plays chess by post")
    page = open_page()
    show(page, anna)
    before = show(page, ben)
    after = show(page, anna)
    assert after == before
    assert any("Sings in a choir" in words for words in said(page))
    assert not any("chess" in words for words in said(page))


def test_rows_that_are_filled_anew_lead_to_whom_they_name(
    make: Make, context: Context, open_page: OpenPage
) -> None:
    anna = known(make, context, "Anna Weber", "Sings in a choir")
    ben = known(make, context, "Ben Whitaker", "Plays chess by post")
    page = open_page()
    for person in (anna, ben, anna):
        show(page, person)
    opened: list[int] = []
    page.card.who.fact_opened.disconnect()
    page.card.who.fact_opened.connect(opened.append)
    row = next(row for row in page.card.findChildren(PressRow) if "choir" in row.accessibleName())
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert opened == [int(facts.of(context.store, anna)[0].id)]


def test_a_short_card_after_a_long_one_says_nothing_of_it(
    make: Make, context: Context, open_page: OpenPage
) -> None:
    anna = known(make, context, "Anna Weber", "Sings in a choir")
    for number in range(9):
        facts.add(context.store, anna, FactInput(side=Side.PLACES, text=f"Lived in place {number}"))
    bare = make.person("Cem")
    page = open_page()
    show(page, anna)
    long = sorted(said(page))
    show(page, bare)
    assert not [words for words in said(page) if "place" in words and "Lived" in words]
    show(page, anna)
    assert sorted(said(page)) == long
