"""The long line in its dialog: drawn, read out, walked by keyboard, and kept in words; the form of a chapter."""

from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from relmgr.domain.ids import ChapterId, PersonId
from relmgr.domain.kinds import ChapterKind, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import chapters
from relmgr.services.chapters import ChapterInput
from relmgr.services.long_line import long_line
from relmgr.services.people import AffiliationInput
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.form.entry import EntryRow

Window = tuple[Context, MagicMock, Host]
D = PartialDate


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    return context, navigator, host


@pytest.fixture
def megan(make: Make) -> PersonId:
    job = AffiliationInput(organisation="Acme", title="Buyer", from_=D(2015), until=D(2020))
    person = make.person("Megan Jacobs", affiliations=(job,))
    chapters.add(
        make.store,
        person,
        ChapterInput(kind=ChapterKind.MOVE, title="Lisbon", from_=D(2012), until=D(2014)),
    )
    make.milestone(person, MilestoneKind.WEDDING, D(2019, 6))
    return person


def test_arrows_go_in_time_and_between_lanes_and_each_item_is_read_out(
    window: Window, megan: PersonId
) -> None:
    dialog = dialogs.open_long_line(*window, megan)
    drawing = dialog.drawing
    assert drawing is not None
    drawing.setFocus(Qt.FocusReason.TabFocusReason)
    assert drawing.accessibleName() == "The long line, 2012 to 2026. 1 of 3: Moves, 2012 to 2014 · Lisbon · Place they lived"  # fmt: skip
    titles = []
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_End,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_Up,
        Qt.Key.Key_Home,
    ):
        QTest.keyClick(drawing, key)
        titles.append(drawing.item().title)
    assert titles == ["Buyer at Acme", "Wedding day", "Lisbon", "Buyer at Acme", "Buyer at Acme", "Lisbon"]
    drawing.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(drawing, Qt.Key.Key_Left)
    assert drawing.item().title == "Buyer at Acme"


def test_the_words_of_a_late_stage_stand_before_its_dot(window: Window, megan: PersonId) -> None:
    drawing = dialogs.open_long_line(*window, megan).drawing
    assert drawing is not None
    early, late = QRectF(20, 0, 9, 20), QRectF(drawing.width() - 20, 0, 9, 20)
    assert drawing._beside(early, "Partner").left() > early.right()
    assert drawing._beside(late, "Partner").right() < late.left()


def test_enter_opens_what_is_chosen(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_long_line(*window, megan)
    assert dialog.drawing is not None
    opened: list[object] = []
    dialog.drawing.opened.connect(lambda item: opened.append(item.title))
    QTest.keyClick(dialog.drawing, Qt.Key.Key_Right)
    QTest.keyClick(dialog.drawing, Qt.Key.Key_Return)
    assert opened == ["Buyer at Acme"]
    window[1].edit_person.assert_called_once_with(megan)


def test_the_list_says_all_that_is_drawn(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_long_line(*window, megan)
    said = [row.accessibleName() for row in dialog.findChildren(EntryRow)]
    assert said == [
        "Buyer at Acme, 2015 to 2020",
        "Lisbon, Place they lived, 2012 to 2014",
        "Wedding day, June 2019",
    ]


def test_nothing_known_asks_for_the_first(window: Window, make: Make) -> None:
    dialog = dialogs.open_long_line(*window, make.person("Jo"))
    assert dialog.drawing is None
    assert dialog.findChildren(EntryRow) == []


def test_a_chapter_is_added_and_the_line_shows_it(window: Window, megan: PersonId) -> None:
    store = window[0].store
    line = dialogs.open_long_line(*window, megan)
    form = dialogs.open_chapter(*window, megan)
    form.save_button.click()
    assert form.row("title").error() == "Say what this chapter is."
    form.name.set_text("The new depot")
    form.start.setText("March 2021")
    form.save_button.click()
    assert "The new depot" in [item.title for item in long_line(store, megan, TODAY).items]
    assert any("The new depot" in row.accessibleName() for row in line.findChildren(EntryRow))


def test_a_chapter_is_deleted_and_undo_brings_it_back(window: Window, megan: PersonId) -> None:
    store = window[0].store
    number = next(item.source_id for item in long_line(store, megan, TODAY).items if item.source == "chapter")
    form = dialogs.open_chapter(*window, megan, ChapterId(number))
    assert (form.start.text(), form.end.text()) == ("2012", "2014")
    next(one for one in form.findChildren(type(form.save_button)) if one.text() == "Delete").click()
    assert len(long_line(store, megan, TODAY).items) == 2
    store.undo()
    assert len(long_line(store, megan, TODAY).items) == 3
