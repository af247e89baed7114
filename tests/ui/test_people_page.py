"""The People page as a person uses it: typing, choosing, pressing what the card shows."""

from collections.abc import Callable, Sequence
from datetime import date
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, MilestoneKind, RelationKind, Side, Sign
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.sides import questions as questions_of
from relmgr.services import facts, goals, life_events, needs, people, ways
from relmgr.services.facts import FactInput
from relmgr.services.goals import GoalInput
from relmgr.services.needs import NeedInput
from relmgr.services.ways import WayInput
from tests.builders import TODAY, Make
from ui import dialogs
from ui.actions import Command
from ui.context import Context, Place
from ui.models.people import AT_ONCE, KEPT, PERSON_ID, PeopleModel
from ui.pages.people import PeoplePage
from ui.pages.people.card.parts import PressRow
from ui.pages.people.card.timeline import lanes_of
from ui.widgets.buttons import LinkButton
from ui.widgets.menu import Menu

OpenPage = Callable[[], PeoplePage]


@pytest.fixture
def navigator() -> MagicMock:
    return MagicMock()


@pytest.fixture
def open_page(qtbot: QtBot, context: Context, navigator: MagicMock) -> OpenPage:
    def open_it() -> PeoplePage:
        page = PeoplePage(context, navigator, MagicMock())
        qtbot.addWidget(page)
        page.resize(1072, 800)
        page.show()
        QApplication.processEvents()
        return page

    return open_it


def texts(widget: QWidget) -> list[str]:
    """What can be read in `widget`, once what was just made is shown."""
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def row_saying(page: PeoplePage, words: str) -> PressRow:
    return next(row for row in page.card.findChildren(PressRow) if words in row.accessibleName())


def link_saying(page: PeoplePage, words: str) -> LinkButton:
    plain = str.maketrans("", "", "\u2068\u2069")
    links = page.card.findChildren(LinkButton)
    return next(link for link in links if link.text().translate(plain) == words)


def shown_names(page: PeoplePage) -> list[str]:
    model = page.list.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def timeline_words(page: PeoplePage) -> str:
    """What the rows of the timeline say to whoever cannot see them."""
    rows = page.card.timeline.list.rows
    numbers = range(rows.rowCount())
    return " ".join(rows.data(rows.index(number), Qt.ItemDataRole.AccessibleTextRole) for number in numbers)


class TestList:
    def test_types_and_finds(self, make: Make, open_page: OpenPage) -> None:
        for name in ("Megan Jacobs", "Ben Whitaker", "Zoë Núñez"):
            make.person(name)
        page = open_page()
        assert shown_names(page) == ["Ben Whitaker", "Megan Jacobs", "Zoë Núñez"]
        QTest.keyClicks(page.list.search, "nun")
        assert shown_names(page) == ["Zoë Núñez"]
        QTest.keyClick(page.list.search, Qt.Key.Key_Escape)
        assert len(shown_names(page)) == 3

    def test_enter_opens_the_first_hit(self, make: Make, open_page: OpenPage) -> None:
        make.person("Ben Whitaker")
        zoe = make.person("Zoë Núñez")
        page = open_page()
        QTest.keyClicks(page.list.search, "zoe")
        QTest.keyClick(page.list.search, Qt.Key.Key_Return)
        assert page.person_id == zoe
        assert "Zoë Núñez" in texts(page.card.header)

    def test_arrows_walk_the_rows_and_show_the_cards(self, make: Make, open_page: OpenPage) -> None:
        ids = [make.person(name) for name in ("Anna", "Ben", "Cem")]
        page = open_page()
        QTest.keyClick(page.list.search, Qt.Key.Key_Down)
        QTest.keyClick(page.list.view, Qt.Key.Key_Down)
        assert page.person_id == ids[1]
        QTest.keyClick(page.list.view, Qt.Key.Key_End)
        assert page.person_id == ids[2]
        QTest.keyClick(page.list.view, Qt.Key.Key_Home)
        assert page.person_id == ids[0]

    def test_nobody_found_says_so(self, make: Make, open_page: OpenPage) -> None:
        make.person("Anna")
        page = open_page()
        QTest.keyClicks(page.list.search, "xyz")
        assert "Nobody is found for “xyz”. Esc clears the search." in texts(page.list)

    def test_chips_filter_and_count(self, make: Make, open_page: OpenPage) -> None:
        quiet = make.person("Quiet One")
        make.person("Other")
        make.talks(quiet, last=80, gap=10)
        page = open_page()
        chip = next(button for button in page.list.findChildren(QAbstractButton) if button.text() == "Quiet")
        assert chip.accessibleName() == "Quiet, 1"
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert shown_names(page) == ["Quiet One"]

    def test_a_change_elsewhere_keeps_who_is_chosen(self, make: Make, open_page: OpenPage) -> None:
        make.person("Anna")
        ben = make.person("Ben")
        page = open_page()
        page.go_to(Place(page="people", person_id=ben))
        make.person("Aaron")
        assert page.person_id == ben
        assert page.list.current() == ben

    def test_a_save_shows_in_its_row_at_once_and_in_the_numbers_soon(
        self, make: Make, open_page: OpenPage, qtbot: QtBot
    ) -> None:
        megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
        page = open_page()
        model, warm = page.list.model, page.list._chips[people.Filter.WARM]
        model.row(0)
        make.talks(megan, last=1, gap=9, count=6)
        assert "yesterday" in [row.hint for number in (0, 1) if (row := model.row(number)) is not None][1]
        qtbot.waitUntil(lambda: "1" in warm.text() or "1" in warm.accessibleName())
        make.talks(ben, last=1, gap=9, count=6)
        qtbot.waitUntil(lambda: "2" in warm.text() or "2" in warm.accessibleName())

    def test_rows_speak(self, make: Make, open_page: OpenPage) -> None:
        make.person("Megan Jacobs", company="Fernkloof", title="Director")
        page = open_page()
        spoken = page.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert spoken == "Megan Jacobs, Director · Fernkloof"


class TestModel:
    def test_holds_what_qt_asks_of_a_model(self, make: Make, context: Context) -> None:
        ids = tuple(make.person(f"Person {number}") for number in range(3))
        model = PeopleModel(lambda wanted: people.rows(context.store, wanted, TODAY))
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        model.show(ids)
        assert model.rowCount() == 3
        assert model.rowCount(model.index(0, 0)) == 0
        model.show(())
        assert model.index(0, 0).data(PERSON_ID) is None
        assert model.data(QModelIndex()) is None

    def test_reads_what_is_painted_and_no_row_twice(self) -> None:
        asked: list[tuple[PersonId, ...]] = []

        def read(ids: Sequence[PersonId]) -> tuple[()]:
            asked.append(tuple(ids))
            return ()

        model = PeopleModel(read)
        model.show(tuple(PersonId(number) for number in range(10_000)))
        model.row(5_000)
        model.row(5_001)
        model.row(4_999)  # going up
        model.row(5_000 + AT_ONCE)
        model.row(9_999)
        model.row(0)
        starts = [5_000, 5_000 - AT_ONCE, 5_000 + AT_ONCE, 9_999, 0]
        runs = [list(map(int, ids)) for ids in asked]
        assert runs == [list(range(at, min(at + AT_ONCE, 10_000))) for at in starts]

    def test_keeps_no_more_rows_than_it_may_and_forgets_them_when_read_anew(self) -> None:
        asked: list[int] = []

        def read(ids: Sequence[PersonId]) -> tuple[()]:
            asked.append(len(ids))
            return ()

        model = PeopleModel(read)
        model.show(tuple(PersonId(number) for number in range(2 * KEPT)))
        for number in range(KEPT + AT_ONCE):
            model.row(number)
        before = len(asked)
        model.row(KEPT)
        assert len(asked) == before
        model.row(0)
        assert len(asked) == before + 1
        model.read_anew()
        model.row(KEPT)
        assert len(asked) == before + 2

    def test_a_few_are_read_again_and_the_others_stay(self) -> None:
        asked: list[list[int]] = []

        def read(ids: object) -> tuple[object, ...]:
            asked.append(list(ids))  # type: ignore[call-overload]
            return tuple(MagicMock(id=one) for one in asked[-1])

        model = PeopleModel(read)  # type: ignore[arg-type]
        model.show([PersonId(number) for number in range(1, 2 * AT_ONCE)])
        first, other = model.row(0), model.row(1)
        told: list[tuple[int, int]] = []
        model.dataChanged.connect(lambda one, last: told.append((one.row(), last.row())))
        model.read_again([PersonId(1), PersonId(AT_ONCE + 5)])
        assert asked[1:] == [[1]]
        assert told == [(0, 0)]
        assert model.row(0) is not first
        assert model.row(1) is other
        assert model.position(PersonId(2)) == 1
        assert model.position(PersonId(AT_ONCE + 5)) == AT_ONCE + 4
        assert model.position(PersonId(999)) is None


class TestCard:
    def test_shows_whose_it_is(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Megan Jacobs", company="Fernkloof", title="Director", pronouns="she/her")
        make.kin(megan, "Ivy", RelationKind.CHILD)
        page = open_page()
        read = texts(page.card)
        for words in ("Megan Jacobs", "Director at Fernkloof", "she/her", "Who Megan is", "Ivy", "Child"):
            assert words in read

    def test_a_follow_up_done_moves_on_and_can_be_undone(
        self, make: Make, open_page: OpenPage, context: Context
    ) -> None:
        megan = make.person("Megan Jacobs")
        event = make.life_event(megan, "Father in hospital", follow_up_on=0)
        page = open_page()
        done = next(
            button
            for button in page.card.right_now.findChildren(QAbstractButton)
            if button.accessibleName().startswith("Done")
        )
        QTest.mouseClick(done, Qt.MouseButton.LeftButton)
        assert life_events.get(context.store, event).input.follow_up_on == date(2026, 12, 8)
        assert "Ask again on 8 Dec" in texts(page.card.right_now)
        context.store.undo()
        assert "Follow up today" in texts(page.card.right_now)

    def test_right_now_is_absent_where_nothing_goes_on(self, make: Make, open_page: OpenPage) -> None:
        make.person("Megan Jacobs")
        assert not open_page().card.right_now.isVisible()

    def test_more_than_two_events_unfold(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Megan Jacobs")
        for number in range(4):
            make.life_event(megan, f"Event {number}", follow_up_on=number)
        page = open_page()
        assert "Event 3" not in texts(page.card.right_now)
        more = next(b for b in page.card.right_now.findChildren(QAbstractButton) if b.text() == "2 more")
        QTest.mouseClick(more, Qt.MouseButton.LeftButton)
        assert "Event 3" in texts(page.card.right_now)

    def test_a_question_asked_is_a_starter_no_more(
        self, make: Make, open_page: OpenPage, context: Context
    ) -> None:
        from relmgr.services.conversations import QuestionInput

        megan = make.person("Megan Jacobs")
        make.conversation(megan, ask_next=(QuestionInput(text="Did the depot open?"),))
        page = open_page()
        row = row_saying(page, "Did the depot open?")
        button = row.findChild(QAbstractButton)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert not any("Did the depot open?" in words for words in texts(page.card.ask_about))
        assert context.store.undo_label == "Asked"

    def test_buttons_lead_where_they_say(self, make: Make, open_page: OpenPage, navigator: MagicMock) -> None:
        megan = make.person("Megan Jacobs")
        page = open_page()
        QTest.mouseClick(page.card.header.log_button, Qt.MouseButton.LeftButton)
        navigator.log_conversation.assert_called_once_with(megan)
        QTest.mouseClick(page.card.header.edit_button, Qt.MouseButton.LeftButton)
        navigator.edit_person.assert_called_once_with(megan)
        QTest.mouseClick(page.card.expectations.add, Qt.MouseButton.LeftButton)
        navigator.add_expectation.assert_called_once_with(megan, Direction.OF_ME)
        page.commands()[Command.EDIT]()
        assert navigator.edit_person.call_count == 2
        page.commands()[Command.LOG_CONVERSATION]()
        assert navigator.log_conversation.call_args_list == [((megan,),), ((megan,),)]

    def test_reminders_about_somebody_are_within_reach(
        self, make: Make, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        megan = make.person("Megan Jacobs")
        quote = make.reminder(megan, "Send the quote", on=3)
        opened: list[object] = []
        monkeypatch.setattr(
            dialogs, "open_reminder", lambda *_window, reminder_id: opened.append(reminder_id)
        )
        make.reminder(megan, "Ask for the yearly letter", on=9, rrule="FREQ=YEARLY")
        page = open_page()
        QTest.mouseClick(page.card.header.more_button, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, Menu)
        titles = [row.text() for row in menu.rows()]
        quotes = titles.index("Send the quote")
        assert titles[quotes + 1] == "Ask for the yearly letter"
        assert titles[-1] == "Move to the trash"
        menu.rows()[quotes].click()
        assert opened == [quote]

    def test_rows_are_pressed_with_enter(self, make: Make, open_page: OpenPage, navigator: MagicMock) -> None:
        megan = make.person("Megan Jacobs")
        ivy = make.kin(megan, "Ivy")
        number = make.expectation(megan, "A rollout plan")
        page = open_page()
        QTest.keyClick(row_saying(page, "A rollout plan"), Qt.Key.Key_Return)
        navigator.edit_expectation.assert_called_once_with(number)
        QTest.keyClick(row_saying(page, "Ivy"), Qt.Key.Key_Return)
        navigator.open_person.assert_called_once_with(ivy)

    def test_a_sign_opens_its_evidence_or_notes_the_first(
        self, make: Make, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[tuple[object, ...]] = []

        def note(*given: object) -> MagicMock:
            opened.append(given[3:])
            return MagicMock()

        monkeypatch.setattr(dialogs, "open_moment", note)
        monkeypatch.setattr(dialogs, "open_evidence", note)
        megan = make.person("Megan Jacobs")
        make.moment(megan, MomentKind.RESPECT, on=-3)
        page = open_page()
        QTest.keyClick(row_saying(page, "Treats me with respect"), Qt.Key.Key_Return)
        QTest.keyClick(row_saying(page, "Forgives mistakes"), Qt.Key.Key_Return)
        assert opened == [(megan, Sign.RESPECT), (megan,)]

    def test_a_contact_method_is_copied(self, make: Make, open_page: OpenPage, qtbot: QtBot) -> None:
        method = people.ContactMethodInput(kind="phone", value="+27 82 555 0142")  # type: ignore[arg-type]
        make.person("Megan Jacobs", contact_methods=(method,))
        page = open_page()
        QTest.keyClick(row_saying(page, "+27 82 555 0142"), Qt.Key.Key_Return)
        assert QGuiApplication.clipboard().text() == "+27 82 555 0142"

    def test_the_timeline_is_filtered(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Megan Jacobs")
        make.conversation(megan, on=-3, headline="The budget.")
        make.life_event(megan, "New kitchen", since=PartialDate(2026, 11, 1))
        make.moment(megan, MomentKind.DELAY, on=-9, note="The carrier list")
        page = open_page()
        said = timeline_words(page)
        assert "The budget." in said
        assert "New kitchen." in said
        assert "The carrier list" in said
        page.card.timeline.segment.choose(2)
        said = timeline_words(page)
        assert "New kitchen." in said
        assert "The budget." not in said

    def test_what_they_want_and_our_story_open_their_forms(
        self, make: Make, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[tuple[object, ...]] = []
        for name in ("way", "goal", "need", "care", "met", "stages", "sides"):
            monkeypatch.setattr(
                dialogs, f"open_{name}", lambda *given, name=name: opened.append((name, *given[3:]))
            )
        megan = make.person("Megan Jacobs", pronouns="she/her")
        make.milestone(megan, MilestoneKind.FIRST_MET, PartialDate(2020, 3))
        way = ways.add(make.store, megan, WayInput(text="No calls on Fridays"))
        goal = goals.add(make.store, megan, GoalInput(to_text="Twelve depots"), TODAY)
        need = needs.add(make.store, megan, NeedInput(text="A quiet Monday"))
        page = open_page()
        page.card.finish()
        for words in ("No calls on Fridays", "Twelve depots", "A quiet Monday", "March 2020: how you met"):
            QTest.keyClick(row_saying(page, words), Qt.Key.Key_Return)
        page.card.who.sides.click()
        for words in (
            "Why do you care about their business?",
            "Logo, name, person or partner: where are you?",
        ):
            link_saying(page, words).click()
        assert opened == [
            ("way", megan, way),
            ("goal", megan, goal),
            ("need", megan, need),
            ("met", megan),
            ("sides", megan),
            ("care", megan),
            ("stages", megan),
        ]

    def test_the_first_goal_is_asked_for_in_one_quiet_line(
        self, make: Make, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[object] = []
        monkeypatch.setattr(dialogs, "open_goal", lambda *given: opened.append(given[3]))
        jo = make.person("Jo")
        page = open_page()
        page.card.finish()
        assert [words for words in texts(page.card.wants) if words] == []
        link_saying(page, "What does Jo want to reach?").click()
        assert opened == [jo]

    def test_how_many_sides_are_known_is_said_beside_who_they_are(
        self, make: Make, open_page: OpenPage
    ) -> None:
        make.person("Megan Jacobs", pronouns="she/her", city="Cape Town")
        page = open_page()
        assert page.card.who.sides.accessibleName() == "You know 1 of 8 sides of her."
        assert page.card.who.sides.text() in ("You know 1 of 8 sides of her", "1 of 8 sides")

    def test_a_goal_and_a_side_are_ticked_as_asked(
        self, make: Make, open_page: OpenPage, context: Context
    ) -> None:
        jo = make.person("Jo")
        goal = goals.add(make.store, jo, GoalInput(to_text="Four days"), make.day(-300))
        page = open_page()
        first = questions_of(Side.FAMILY)[0]
        for words in ("How far have you come with “Four days”?", first):
            button = row_saying(page, words).findChild(QAbstractButton)
            assert isinstance(button, QAbstractButton)
            button.click()
            assert not any(words in said for said in texts(page.card.ask_about))
        assert goals.get(context.store, goal).input.last_asked_on == TODAY
        assert questions_of(Side.FAMILY)[1] in texts(page.card.ask_about)
        context.store.undo()
        page.make_stale()
        assert first in texts(page.card.ask_about)

    def test_a_goal_is_ticked_as_asked_where_it_stands(
        self, make: Make, open_page: OpenPage, context: Context
    ) -> None:
        jo = make.person("Jo")
        goal = goals.add(make.store, jo, GoalInput(to_text="Four days"), TODAY)
        page = open_page()
        page.card.finish()
        button = row_saying(page, "Four days").findChild(QAbstractButton)
        assert isinstance(button, QAbstractButton)
        assert button.accessibleName() == "Asked today"
        button.click()
        assert goals.get(context.store, goal).input.last_asked_on == TODAY

    def test_a_goal_a_need_and_the_offers_are_added_from_the_heading(
        self, make: Make, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[str] = []
        for name in ("goal", "need", "care", "offers"):
            monkeypatch.setattr(dialogs, f"open_{name}", lambda *_given, name=name: opened.append(name))
        jo = make.person("Jo")
        goals.add(make.store, jo, GoalInput(to_text="Four days"), TODAY)
        page = open_page()
        page.card.finish()
        for number in range(4):
            page.card.wants.add.click()
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, Menu)
            menu.rows()[number].click()
        assert opened == ["goal", "need", "care", "offers"]

    def test_the_timeline_goes_by_keyboard_and_reads_older_rows_as_they_come(
        self, make: Make, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(dialogs, "open_conversation", MagicMock())
        megan = make.person("Megan Jacobs")
        for day in range(1, 61):
            make.conversation(megan, on=-day, headline=f"Talk {day}.")
        page = open_page()
        opened: list[tuple[str, int]] = []
        shown = page.card.timeline.list
        shown.opened.connect(lambda source, number: opened.append((source, number)))
        shown.setFocus(Qt.FocusReason.TabFocusReason)
        rows = []
        keys = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home)
        for key in keys:
            QTest.keyClick(shown, key)
            rows.append(shown.currentIndex().row())
        assert rows == [1, 13, 12, 59, 0]
        QTest.keyClick(shown, Qt.Key.Key_End)
        assert page.card.verticalScrollBar().value() > 0
        assert "Talk 60." in shown.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        number = shown.rows.row(59)
        assert number is not None
        QTest.keyClick(shown, Qt.Key.Key_Return)
        assert opened == [("conversation", number.source_id)]

    def test_their_world_and_our_work_stand_side_by_side(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Megan Jacobs")
        make.conversation(megan, on=-3, their_world="Her father is home.", our_work="The plan.")
        page = open_page()
        shown = page.card.timeline
        row = shown.list.rows.row(0)
        assert row is not None
        assert [[run.text for run in lane] for lane in lanes_of(row)] == [
            ["Her father is home."],
            ["The plan."],
        ]
        before = shown.list.height()
        shown.side_by_side.setChecked(True)
        assert shown.list.height() > before
        assert "Their world" in [
            label.text() for label in shown.findChildren(QLabel) if label.isVisibleTo(shown)
        ]

    def test_many_facts_under_one_heading_wait_behind_a_word(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Megan Jacobs")
        for number in range(9):
            facts.add(make.store, megan, facts.FactInput(side=Side.INTERESTS, text=f"Interest {number}"))
        page = open_page()
        said = texts(page.card.who)
        assert "Interest 4" in said
        assert "Interest 8" not in said
        more = next(one for one in page.card.who.findChildren(LinkButton) if one.text() == "4 more")
        more.click()
        assert "Interest 8" in texts(page.card.who)

    def test_nothing_in_a_text_is_markup(self, make: Make, open_page: OpenPage) -> None:
        name = "<b>Bold</b> <img src='file:///etc/passwd'>"
        megan = make.person("X", display_name=name)
        page = open_page()
        assert name in texts(page.card.header)
        formats = {label.textFormat() for label in page.card.findChildren(QLabel) if label.text()}
        assert formats == {Qt.TextFormat.PlainText}
        assert page.person_id == megan

    def test_another_size_of_window_keeps_every_word(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Maria-Alejandra Fernández de la Vega y Montalbán", pronouns="she/her")
        make.milestone(megan, MilestoneKind.BIRTHDAY, PartialDate(None, 2, 21))
        page = open_page()
        page.resize(760, 640)
        assert "Birthday, year unknown" in texts(page.card)
        assert page.card.who.mapTo(page, page.card.who.rect().topLeft()).y() > (
            page.card.ask_about.mapTo(page, page.card.ask_about.rect().topLeft()).y()
        )

    def test_everything_that_takes_the_focus_has_a_name(self, make: Make, open_page: OpenPage) -> None:
        megan = make.person("Megan Jacobs")
        make.life_event(megan, follow_up_on=0)
        make.expectation(megan)
        make.conversation(megan, headline="The budget.")
        facts.add(make.store, megan, FactInput(side=Side.WORK, text="Answer first"))
        page = open_page()
        nameless = []
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                interface = QAccessible.queryAccessibleInterface(widget)
                if not interface.text(QAccessible.Text.Name):
                    nameless.append(widget)
        assert nameless == []


class TestEmpty:
    def test_one_question_and_one_field(
        self, open_page: OpenPage, navigator: MagicMock, context: Context
    ) -> None:
        page = open_page()
        assert "Who is on your mind?" in texts(page.empty)
        field = page.first_focus()
        QTest.keyClicks(field, "Zoe Nunez")
        QTest.keyClick(field, Qt.Key.Key_Return)
        found = people.find(context.store, "zoe")[0]
        assert (found.given, found.family) == ("Zoe", "Nunez")
        navigator.open_person.assert_called_once_with(found.id)

    def test_no_name_is_told_under_the_field(self, open_page: OpenPage, context: Context) -> None:
        page = open_page()
        QTest.keyClick(page.first_focus(), Qt.Key.Key_Return)
        assert "A name is enough, but there has to be one." in texts(page.empty)
        assert people.count(context.store) == 0


def test_a_removed_person_leaves_and_undo_brings_them_back(
    make: Make, open_page: OpenPage, context: Context
) -> None:
    make.person("Anna")
    ben = make.person("Ben")
    page = open_page()
    page.go_to(Place(page="people", person_id=ben))
    people.remove(context.store, ben, context.now())
    assert shown_names(page) == ["Anna"]
    context.store.undo()
    assert shown_names(page) == ["Anna", "Ben"]
