"""The mapping screen as a person uses it: each column with what stands in it, what it is, and what comes of it."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from relmgr.transfer.sources import Answers, DateOrder, Recognised, read, recognise
from relmgr.transfer.vcard import Card
from ui.pages.import_page.mapping import MOST, MappingScreen
from ui.widgets.text import TextLabel

_TABLE = (
    b"Full Name,Mail,Date of Birth,Branch\n"
    b"Priya Nair,priya@nair.example,03/04/1986,South\nOmar Said,omar@said.example,05/06/1979,North\n"
)
Asked = Callable[..., MappingScreen]


def _recognised(content: bytes) -> Recognised:
    return recognise(BytesIO(content), "people.csv")


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    """A screen that asks about a table."""

    def ask(content: bytes = _TABLE, given: Answers | None = None) -> MappingScreen:
        screen = MappingScreen()
        qtbot.addWidget(screen)
        screen.resize(1000, 600)
        screen.show()
        screen.ask(_recognised(content), given or Answers())
        return screen

    return ask


def _preview(screen: MappingScreen) -> str:
    labels = screen.first.findChildren(TextLabel)
    return " ".join(label.text() for label in labels if not label.isHidden())


def _choose(screen: MappingScreen, row: int, word: str) -> None:
    choice = screen.rows[row].choice
    choice.setCurrentIndex(next(at for at in range(choice.count()) if choice.itemData(at) == word))


def test_each_column_says_what_stands_in_it_and_what_it_is(asked: Asked) -> None:
    screen = asked()
    assert [(row.heading.text(), row.samples.text(), row.choice.word) for row in screen.rows] == [
        ("Full Name", "Priya Nair · Omar Said", "name"),
        ("Mail", "priya@nair.example · omar@said.example", "email"),
        ("Date of Birth", "03/04/1986 · 05/06/1979", "birthday"),
        ("Branch", "South · North", ""),
    ]


def test_dates_that_read_in_two_ways_have_to_be_answered(asked: Asked, qtbot: QtBot) -> None:
    screen = asked()
    segment = screen.question.segment
    assert segment is not None
    assert not screen.is_answered
    assert [segment.part(number).text() for number in (0, 1)] == ["3 April 1986", "4 March 1986"]
    with qtbot.waitSignal(screen.answers_changed):
        segment.choose(1)
    assert screen.is_answered
    assert screen.answers().date_order is DateOrder.MDY


def test_without_a_column_of_dates_nothing_is_asked(asked: Asked) -> None:
    screen = asked()
    _choose(screen, 2, "")
    assert screen.question.isHidden()
    assert screen.is_answered
    _choose(screen, 2, "wedding")
    assert not screen.question.isHidden()


def test_the_first_person_follows_every_choice(asked: Asked, qtbot: QtBot) -> None:
    screen = asked()
    assert "Priya Nair" in _preview(screen)
    assert "South" not in _preview(screen)
    _choose(screen, 3, "note")
    qtbot.waitUntil(lambda: "South" in _preview(screen))


def test_the_answers_are_what_the_file_is_read_with(asked: Asked) -> None:
    screen = asked()
    _choose(screen, 3, "labels")
    assert screen.question.segment is not None
    screen.question.segment.choose(0)
    cards = [
        one for one in read(BytesIO(_TABLE), _recognised(_TABLE), screen.answers()) if isinstance(one, Card)
    ]
    assert [(card.labels, card.milestones[0].date.month) for card in cards] == [
        (("South",), 4),
        (("North",), 6),
    ]


def test_what_was_answered_before_stands_there_again(asked: Asked) -> None:
    given = Answers(
        columns={"Full Name": "name", "Mail": "leave_out", "Branch": "email:work:2"}, date_order=DateOrder.MDY
    )
    screen = asked(given=given)
    assert [row.choice.word for row in screen.rows] == ["name", "leave_out", "birthday", "email:work:2"]
    assert screen.rows[3].choice.currentText().startswith("E-mail (")
    assert screen.is_answered
    assert screen.answers().date_order is DateOrder.MDY


def test_it_is_answered_with_the_keyboard_alone(asked: Asked) -> None:
    screen = asked()
    segment = screen.question.segment
    assert segment is not None
    assert screen.first_focus() is segment.part(0)
    QTest.keyClick(segment.part(0), Qt.Key.Key_Space)
    assert screen.is_answered
    choice = screen.rows[3].choice
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.word == "leave_out"


def test_everything_has_a_name_to_be_read_aloud(asked: Asked) -> None:
    screen = asked()
    for row in screen.rows:
        assert row.heading.text() in row.choice.accessibleName()
        assert row.choice.accessibleDescription() == row.samples.text()
    assert "Priya Nair" in screen.first.accessibleDescription()


def test_of_thousands_of_columns_the_first_are_asked_about(asked: Asked) -> None:
    headings = ["Name", "Email", *(f"c{at}" for at in range(5_000))]
    content = (",".join(headings) + "\nAda,a@b.example," + ",".join("v" * 5_000) + "\n").encode()
    screen = asked(content)
    assert len(screen.rows) == MOST
    assert "4,882" in screen.more.text() or "4882" in screen.more.text()
