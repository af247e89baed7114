"""The forms of ways, goals, needs, offers, why I care, stages, how we met, and the eight sides."""

from datetime import date
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import FactSource, GoalKind, RelationKind, Sensitivity, Side, Stage
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.sides import questions as bank
from relmgr.services import (
    care,
    facts,
    first_met,
    goals,
    needs,
    offers,
    questions,
    relations,
    stages,
    ways,
)
from relmgr.services.facts import FactInput
from relmgr.services.offers import OfferInput
from relmgr.services.sides import sides
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.fact import FactDialog
from ui.dialogs.form.entry import EntryRow
from ui.dialogs.offers import OfferDialog, OffersDialog
from ui.dialogs.stage import StageDialog

Window = tuple[Context, MagicMock, Host]


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    context.store.on_change(context.signals.store_changed.emit)
    return context, navigator, host


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs", pronouns="she/her")


def press(dialog: QWidget, text: str, number: int = 0) -> None:
    named = [one for one in dialog.findChildren(QAbstractButton) if one.text() == text]
    shown = [one for one in named if one.isVisibleTo(dialog)]
    shown[number].click()


def rows(dialog: QWidget) -> list[EntryRow]:
    return [row for row in dialog.findChildren(EntryRow) if row.isVisibleTo(dialog)]


def over(host: Host, kind: type[QWidget]) -> QWidget:
    """The form that was opened last."""
    return [one for one in host.window.findChildren(kind) if one.isVisible()][-1]


class TestWay:
    def test_a_habit_of_theirs_and_a_limit_of_mine(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        dialog = dialogs.open_way(*window, megan)
        dialog.save_button.click()
        assert dialog.row("text").error() == "There is nothing written yet."
        dialog.text.set_text("No calls on Fridays")
        dialog.save_button.click()
        mine = dialogs.open_way(*window, megan, is_mine=True)
        assert mine.heading.edit.placeholderText().startswith("My limits")
        mine.heading.set_text("Evenings")
        mine.text.set_text("Nothing after six")
        mine.save_button.click()
        found = [(one.input.is_mine, one.input.label, one.input.text) for one in ways.of(store, megan)]
        assert found == [(False, "", "No calls on Fridays"), (True, "Evenings", "Nothing after six")]

    def test_it_is_edited_deleted_and_brought_back(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        way = ways.add(store, megan, ways.WayInput(text="No calls on Fridays"))
        again = dialogs.open_way(*window, megan, way)
        assert not again.is_changed()
        press(again, "Delete")
        assert ways.of(store, megan) == ()
        assert store.undo() == "Remove habit or boundary"
        assert ways.get(store, way).input.text == "No calls on Fridays"


class TestGoal:
    def test_from_here_to_there(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        dialog = dialogs.open_goal(*window, megan)
        dialog.save_button.click()
        assert dialog.row("to_text").error() == "Say what they want to reach."
        dialog.kind.choose(1)
        dialog.start.set_text("the tidal pool")
        dialog.end.set_text("Swim across the bay")
        QTest.keyClicks(dialog.horizon, "2028")
        dialog.asked_today.click()
        dialog.save_button.click()
        (goal,) = goals.of(store, megan)
        assert goal.input == goals.GoalInput(
            kind=GoalKind.PERSONAL,
            from_text="the tidal pool",
            to_text="Swim across the bay",
            horizon=PartialDate(2028),
            last_asked_on=TODAY,
        )

    def test_a_tick_taken_back_leaves_the_day_before(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        asked = date(2026, 5, 3)
        goal = goals.add(store, megan, goals.GoalInput(to_text="Four days", last_asked_on=asked), TODAY)
        dialog = dialogs.open_goal(*window, megan, goal)
        dialog.asked_today.click()
        assert dialog.asked_on.value() == TODAY
        dialog.asked_today.click()
        assert dialog.asked_on.value() == asked
        dialog.reached_on.set_value(TODAY)
        dialog.save_button.click()
        assert goals.get(store, goal).input.reached_on == TODAY

    def test_a_horizon_that_is_no_date_is_said_under_it(self, window: Window, megan: PersonId) -> None:
        dialog = dialogs.open_goal(*window, megan)
        dialog.end.set_text("Four days")
        QTest.keyClicks(dialog.horizon, "whenever")
        dialog.save_button.click()
        assert dialog.row("horizon").error()
        assert goals.of(window[0].store, megan) == ()


class TestNeedsAndOffers:
    def test_a_need_is_tied_to_an_offer_written_over_it(
        self, window: Window, host: Host, megan: PersonId
    ) -> None:
        store = window[0].store
        dialog = dialogs.open_need(*window, megan)
        dialog.text.set_text("One page for Monday")
        dialog.offers_link.click()
        (listed,) = [one for one in host.window.children() if isinstance(one, OffersDialog)]
        press(listed, "Add an offer")
        form = over(host, OfferDialog)
        assert isinstance(form, OfferDialog)
        form.name.set_text("Dashboards")
        form.worst.set_text("Nobody looks")
        form.save_button.click()
        assert [row.text() for row in rows(listed)] == ["Dashboards"]
        assert listed.isAncestorOf(QApplication.focusWidget() or listed)
        listed.close_button.click()
        (offer,) = offers.every(store)
        dialog.offer.choose(offer.id)
        dialog.save_button.click()
        assert [(one.input.text, one.offer) for one in needs.of(store, megan)] == [
            ("One page for Monday", "Dashboards")
        ]

    def test_an_offer_is_opened_by_a_key_and_deleted(
        self, window: Window, host: Host, megan: PersonId
    ) -> None:
        store = window[0].store
        offer = offers.add(store, OfferInput(name="Dashboards", best_case="Seen by all"))
        needs.add(store, megan, needs.NeedInput(text="One page", offer_id=offer))
        listed = dialogs.open_offers(*window)
        row = rows(listed)[0]
        assert row.accessibleName() == "Dashboards, At best: Seen by all., answers 1 need"
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Return)
        form = over(host, OfferDialog)
        assert isinstance(form, OfferDialog)
        assert form.note.label.text() == "Answers 1 need."
        press(form, "Delete")
        assert rows(listed) == []
        assert needs.of(store, megan)[0].input.offer_id is None
        store.undo()
        assert [row.text() for row in rows(listed)] == ["Dashboards"]

    def test_without_offers_the_list_says_what_they_are_for(self, window: Window) -> None:
        listed = dialogs.open_offers(*window)
        assert rows(listed) == []
        press(listed, "Close")
        assert listed.isHidden()

    def test_a_second_offer_of_a_name_is_refused(self, window: Window) -> None:
        offers.add(window[0].store, OfferInput(name="Dashboards"))
        form = dialogs.open_offer(*window)
        form.name.set_text("dashboards")
        form.save_button.click()
        assert form.row("name").error() == "There is an offer of this name already."

    def test_an_offer_fills_in_the_cases_of_an_expectation(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        for name in ("Plans", "Dashboards"):
            given = OfferInput(name=name, best_case=f"{name} used", worst_case=f"{name} lost")
            offers.add(store, given)
        dialog = dialogs.open_expectation(*window, megan)
        plans, dashboards = (one.id for one in offers.every(store))
        dialog.offer.choose(plans)
        assert (dialog.best.text(), dialog.worst.text()) == ("Plans used", "Plans lost")
        dialog.worst.set_text("She waits a month")
        dialog.offer.choose(dashboards)
        assert (dialog.best.text(), dialog.worst.text()) == ("Dashboards used", "She waits a month")
        dialog.offer.choose(None)
        assert dialog.best.text() == "Dashboards used"


def test_why_i_care(window: Window, megan: PersonId) -> None:
    store = window[0].store
    dialog = dialogs.open_care(*window, megan)
    dialog.text.set_text("Bread for three provinces")
    dialog.save_button.click()
    assert care.why(store, megan) == "Bread for three provinces"
    assert store.undo() == "Why I care"


class TestStages:
    def test_the_user_declares_and_the_evidence_stands_beside(
        self, window: Window, host: Host, megan: PersonId
    ) -> None:
        store = window[0].store
        listed = dialogs.open_stages(*window, megan)
        press(listed, "Declare a stage")
        form = over(host, StageDialog)
        assert isinstance(form, StageDialog)
        assert form.note.label.text() == "I know who this is when nobody talks about work."
        form.stage.choose(Stage.PARTNER)
        assert form.note.label.text() == "We look after each other’s good."
        form.day.set_value(None)
        form.save_button.click()
        assert form.row("on").error() == "Say since when: a year is enough."
        form.day.set_value(PartialDate(2024, 6))
        form.story.set_text("She rang first.")
        form.save_button.click()
        assert [row.accessibleName() for row in rows(listed)] == ["Partner, She rang first., June 2024"]
        rows(listed)[0].click()
        press(over(host, StageDialog), "Delete")
        assert stages.of(store, megan) == ()
        assert rows(listed) == []

    def test_an_undo_that_takes_the_person_away_closes_it(self, window: Window, make: Make) -> None:
        somebody = make.person("Jo")
        listed = dialogs.open_stages(*window, somebody)
        window[0].store.undo()
        QApplication.processEvents()
        assert listed.isHidden()


class TestHowWeMet:
    def test_through_somebody_known(self, window: Window, megan: PersonId, make: Make) -> None:
        store = window[0].store
        ben = make.person("Ben Whitaker")
        dialog = dialogs.open_met(*window, megan)
        QTest.keyClicks(dialog.day, "March 2020")
        dialog.where.set_text("a depot in Paarl")
        dialog.through.choose(ben)
        dialog.impression.set_text("Laughed first.")
        dialog.save_button.click()
        assert first_met.get(store, megan) == first_met.FirstMet(
            on=PartialDate(2020, 3),
            where="a depot in Paarl",
            introduced_by=ben,
            impression="Laughed first.",
        )
        again = dialogs.open_met(*window, megan)
        assert not again.is_changed()
        assert again.through.text() == "Ben Whitaker"
        again.through.edit.clear()
        QTest.keyClicks(again.through.edit, "A talk")
        again.save_button.click()
        assert first_met.get(store, megan).through == "A talk"
        assert relations.of(store, megan) == ()

    def test_the_first_conversation_is_recalled_where_no_day_is_known(
        self, window: Window, megan: PersonId, make: Make
    ) -> None:
        assert dialogs.open_met(*window, megan).note.label.text() == ""
        make.conversation(megan, on=-5)
        dialog = dialogs.open_met(*window, megan)
        assert dialog.note.label.text() == "The first conversation noted is of 19 Nov."
        dialog.day.set_value(PartialDate(2020))
        dialog.save_button.click()
        assert dialogs.open_met(*window, megan).note.label.text() == ""

    def test_a_day_that_is_none_is_said_under_it(self, window: Window, megan: PersonId) -> None:
        dialog = dialogs.open_met(*window, megan)
        QTest.keyClicks(dialog.day, "long ago")
        dialog.save_button.click()
        assert dialog.row("on").error()


class TestSides:
    def test_a_question_is_noted_for_next_time(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        dialog = dialogs.open_sides(*window, megan)
        first = bank(Side.WORK)[0]
        press(dialog, "Ask next time")
        work = next(one for one in sides(store, megan, TODAY).sides if one.side is Side.WORK)
        assert work.questions[0].text == first
        assert work.questions[0].is_noted
        assert dialog.isAncestorOf(QApplication.focusWidget() or dialog)
        assert store.undo() == "Ask next time"
        work = next(one for one in sides(store, megan, TODAY).sides if one.side is Side.WORK)
        assert not work.questions[0].is_noted

    def test_an_answer_is_a_fact_and_the_question_is_gone(
        self, window: Window, host: Host, megan: PersonId
    ) -> None:
        store = window[0].store
        dialog = dialogs.open_sides(*window, megan)
        press(dialog, "I know this")
        form = over(host, FactDialog)
        assert isinstance(form, FactDialog)
        question = bank(Side.WORK)[0]
        assert form.note.label.text() == f"It answers: {question}"
        form.text.set_text("Maps, all day")
        form.source.choose(FactSource.CONVERSATION)
        form.save_button.click()
        (fact,) = facts.of(store, megan)
        assert (fact.input.side, fact.input.question) == (Side.WORK, question)
        assert [row.accessibleName() for row in rows(dialog)] == [
            "Maps, all day, Heard today, from a conversation"
        ]
        facts.remove(store, fact.id)
        offered = sides(store, megan, TODAY).sides[0].questions
        assert offered[0].text == question

    def test_what_is_asked_or_answered_is_not_offered(self, window: Window, megan: PersonId) -> None:
        store = window[0].store
        first, second, third, *_rest = bank(Side.HUMOUR)
        questions.note_asked(store, megan, first, TODAY)
        facts.add(store, megan, FactInput(side=Side.VALUES, text="Puns", question=second))
        humour = next(one for one in sides(store, megan, TODAY).sides if one.side is Side.HUMOUR)
        assert humour.questions[0].text == third
        assert len(humour.questions) == 3

    def test_what_is_known_says_when_where_and_how_it_may_be_used(
        self, window: Window, host: Host, megan: PersonId, make: Make
    ) -> None:
        store = window[0].store
        given = FactInput(
            side=Side.HEALTH,
            text="Migraines",
            heard_on=date(2026, 11, 12),
            source=FactSource.CONVERSATION,
            sensitivity=Sensitivity.NEVER_FIRST,
        )
        facts.add(store, megan, given)
        make.kin(megan, "Ivy", RelationKind.CHILD)
        dialog = dialogs.open_sides(*window, megan)
        assert [row.accessibleName() for row in rows(dialog)] == [
            "Ivy, Child",
            "Migraines, Heard on 12 Nov, from a conversation, never mention first",
        ]
        rows(dialog)[1].click()
        form = over(host, FactDialog)
        assert isinstance(form, FactDialog)
        assert form.sensitivity.value() is Sensitivity.NEVER_FIRST

    def test_a_city_leads_to_the_person(self, window: Window, make: Make) -> None:
        jo = make.person("Jo", city="Leeds")
        dialog = dialogs.open_sides(*window, jo)
        rows(dialog)[0].click()
        window[1].edit_person.assert_called_once_with(jo)
        assert dialog.isHidden()
