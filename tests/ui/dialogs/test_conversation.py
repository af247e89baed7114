"""Log a conversation and Quick capture, driven as a person would: type, look at the chips, correct, save."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from relmgr.domain.capture import SpanKind
from relmgr.domain.ids import ConversationId, PersonId
from relmgr.domain.kinds import (
    Closeness,
    ContactKind,
    ConversationKind,
    Direction,
    ExpectationKind,
    Feeling,
)
from relmgr.domain.moments import MomentKind
from relmgr.services import (
    conversations,
    expectations,
    life_events,
    milestones,
    moments,
    people,
    reminders,
    rough_patches,
)
from relmgr.services.conversations import ConversationInput, QuestionInput
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui.context import Context
from ui.dialogs.conversation import ConversationDialog, open_conversation
from ui.dialogs.conversation.popups import ChangePopup, PickPerson
from ui.dialogs.form import Choice
from ui.dialogs.rough_patch.form import RoughPatchDialog
from ui.widgets.buttons import Button
from ui.widgets.chips import ParsedChip
from ui.widgets.fields import DateField, LineField
from ui.widgets.menu import Menu

TEXT = (
    "Rang Megan this morning. Her father is home from hospital, weak but cheerful. I promised the revised rollout "
    "plan by Friday, all five depots sketched. She sounded tired but relieved. The carrier list is late again."
)
Open = Callable[..., ConversationDialog]


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs", company="Fernkloof Logistics", pronouns="she/her")


@pytest.fixture
def open_log(context: Context, host: Host, navigator: MagicMock) -> Open:
    def open_it(
        person: PersonId | None = None, text: str = "", conversation_id: ConversationId | None = None
    ) -> ConversationDialog:
        return open_conversation(context, navigator, host, person, text, conversation_id=conversation_id)

    return open_it


def chips(dialog: ConversationDialog) -> list[str]:
    return [chip.accessibleName() for chip in dialog.chips.chips()]


def chip(dialog: ConversationDialog, start: str) -> ParsedChip:
    return next(one for one in dialog.chips.chips() if one.accessibleName().startswith(start))


def kept(context: Context) -> ConversationInput:
    """The one conversation there is."""
    return conversations.get(context.store, ConversationId(1)).input


def popup(kind: type[ChangePopup] | type[Menu]) -> ChangePopup | Menu:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def test_the_text_is_read_into_marks_and_chips(open_log: Open, make: Make, megan: PersonId) -> None:
    make.life_event(megan, "Father in hospital", follow_up_on=0)
    dialog = open_log(megan)
    assert dialog.title.text() == "Log a conversation with Megan"
    assert dialog.text.hasFocus()
    assert chips(dialog) == ["With Megan Jacobs", "When Today, by phone"]
    dialog.text.set_text(TEXT)
    assert chips(dialog) == [
        "With Megan Jacobs",
        "When Today, by phone",
        "Felt Relieved",
        "Life Father home from hospital",
        "I promised Rollout plan, Fri 27 Nov",
    ]
    marks = [TEXT[mark.start : mark.start + mark.length] for mark in dialog.text._marks]
    assert marks == [
        "this morning",
        "Her father is home from hospital",
        "revised rollout plan by Friday",
        "relieved",
        "carrier list is late",
    ]
    assert [mark.tone for mark in dialog.text._marks] == ["accent", "ember", "amber", "accent", "amber"]
    assert dialog.faces.feeling() is Feeling.GOOD
    assert dialog.signs[MomentKind.DELAY].isChecked()
    assert dialog.note.label.text() == "Also moves the follow-up on her father to 8 Dec"


def test_saving_keeps_everything_as_one_change(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    event = make.life_event(megan, "Father in hospital", follow_up_on=0)
    dialog = open_log(megan, TEXT)
    dialog.signs[MomentKind.ASKED_FOR_HELP].click()
    QTest.keyClicks(dialog.next_step.edit, "Send the plan, then call")
    dialog.next_on.set_value(date(2026, 11, 26))
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    found = kept(context)
    assert (found.their_world, found.our_work) == (TEXT, "")
    assert (found.kind, found.on_day, found.at) == (ConversationKind.CALL, TODAY, NOW)
    assert found.people[0].feeling is Feeling.GOOD
    assert found.people[0].feeling_word == "relieved"
    assert {moment.kind for moment in found.moments} == {MomentKind.ASKED_FOR_HELP, MomentKind.DELAY}
    (promise,) = expectations.of(context.store, megan)
    assert promise.input.kind is ExpectationKind.PROMISE
    assert (promise.input.statement, promise.input.due_on) == ("Rollout plan", date(2026, 11, 27))
    assert life_events.get(context.store, event).input.follow_up_on == date(2026, 12, 8)
    reminder = conversations.get(context.store, ConversationId(1)).reminder_id
    assert reminder is not None
    due = reminders.get(context.store, reminder).input
    assert (due.title, due.start_on) == ("Send the plan, then call", date(2026, 11, 26))
    context.store.undo()
    assert expectations.of(context.store, megan) == ()
    assert moments.of(context.store, megan) == ()


def test_a_promise_goes_to_the_one_it_names(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    ben = make.person("Ben Carter")
    dialog = open_log(
        megan, "Lunch with Megan and Ben. I promised Ben the plan by Friday. Megan will send the list."
    )
    assert chips(dialog)[-2:] == ["I promised Ben Plan, Fri 27 Nov", "Megan promised List"]
    dialog.save()
    assert [one.input.statement for one in expectations.of(context.store, ben)] == ["Plan"]
    assert [one.input.statement for one in expectations.of(context.store, megan)] == ["List"]


def test_nothing_is_saved_before_save(open_log: Open, context: Context, megan: PersonId) -> None:
    label = context.store.undo_label
    dialog = open_log(megan, TEXT)
    dialog.signs[MomentKind.RESPECT].click()
    dialog.reject()
    assert context.store.undo_label == label


def test_removing_a_chip_leaves_the_text_and_keeps_nothing_of_it(
    open_log: Open, context: Context, megan: PersonId
) -> None:
    dialog = open_log(megan, TEXT)
    chip(dialog, "I promised").removed.emit()
    assert dialog.text.toPlainText() == TEXT
    assert not any(name.startswith("I promised") for name in chips(dialog))
    dialog.text.set_text(TEXT + " She laughed.")
    assert not any(name.startswith("I promised") for name in chips(dialog))
    QTest.keyClick(chip(dialog, "Life"), Qt.Key.Key_Delete)
    dialog.save_button.click()
    assert expectations.of(context.store, megan) == ()
    assert life_events.known(context.store) == ()


def test_pressing_a_promise_changes_it(open_log: Open, context: Context, megan: PersonId) -> None:
    dialog = open_log(megan, TEXT)
    chip(dialog, "I promised").click()
    change = popup(ChangePopup)
    assert isinstance(change, ChangePopup)
    change.findChildren(LineField)[0].set_text("The whole plan")
    change.findChildren(DateField)[0].set_value(date(2026, 12, 1))
    QTest.keyClick(change, Qt.Key.Key_Return)
    assert "I promised The whole plan, Tue 1 Dec" in chips(dialog)
    dialog.save_button.click()
    (promise,) = expectations.of(context.store, megan)
    assert (promise.input.statement, promise.input.due_on) == ("The whole plan", date(2026, 12, 1))


def test_pressing_when_changes_day_and_kind(open_log: Open, context: Context, megan: PersonId) -> None:
    dialog = open_log(megan, "We talked about the depots.")
    chip(dialog, "When").click()
    change = popup(ChangePopup)
    assert isinstance(change, ChangePopup)
    change.findChildren(DateField)[0].set_value(TODAY - timedelta(days=4))
    change.done.click()
    assert "When Fri 20 Nov, by phone" in chips(dialog)
    assert dialog.more.day.value() == TODAY - timedelta(days=4)
    dialog.more.how.choose(ConversationKind.MEAL)
    assert "When Fri 20 Nov, over a meal" in chips(dialog)
    dialog.save_button.click()
    found = kept(context)
    assert (found.kind, found.on_day) == (ConversationKind.MEAL, TODAY - timedelta(days=4))


def test_a_face_chosen_by_the_user_stays_whatever_is_typed(
    qtbot: QtBot, open_log: Open, context: Context, megan: PersonId
) -> None:
    dialog = open_log(megan, TEXT)
    QTest.keyClick(dialog.text, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.faces.feeling() is Feeling.UNEASY)
    assert not any(name.startswith("Felt") for name in chips(dialog))
    dialog.text.set_text(TEXT + " She left delighted.")
    assert dialog.faces.feeling() is Feeling.UNEASY
    dialog.save_button.click()
    assert kept(context).people[0].feeling is Feeling.UNEASY
    assert kept(context).people[0].feeling_word == ""


def test_pressing_delay_off_takes_its_mark_away(open_log: Open, megan: PersonId) -> None:
    dialog = open_log(megan, TEXT)
    dialog.signs[MomentKind.DELAY].click()
    dialog.text.set_text(TEXT + " Well.")
    assert not dialog.signs[MomentKind.DELAY].isChecked()
    assert len(dialog.text._marks) == 4


def test_quick_capture_finds_the_people_in_the_text(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    ike = make.person("Ikechukwu Okonkwo")
    dialog = open_log(text="Coffee with Megan and Ikechukwu yesterday. Megan left worried about the budget.")
    assert dialog.title.text() == "Quick capture"
    assert chips(dialog)[:3] == [
        "With Megan Jacobs",
        "With Ikechukwu Okonkwo",
        "When Yesterday, over a meal",
    ]
    assert any(label.text() == "Megan felt" for label in dialog.findChildren(QLabel))
    dialog.toggle_more()
    dialog.more._felt[ike].choose(Feeling.DELIGHTED)
    dialog.save_button.click()
    found = kept(context)
    assert [(talk.person_id, talk.feeling) for talk in found.people] == [
        (megan, Feeling.UNEASY),
        (ike, Feeling.DELIGHTED),
    ]
    assert found.on_day == TODAY - timedelta(days=1)


def test_quick_capture_asks_who_where_the_text_names_nobody(
    open_log: Open, context: Context, megan: PersonId
) -> None:
    dialog = open_log(text="Nice chat about sailing.")
    assert chips(dialog)[0] == "With Choose…"
    dialog.save_button.click()
    assert dialog.row("people").error() == "Choose who it was with."
    assert dialog.isVisible()
    chip(dialog, "With").click()
    picker = popup(PickPerson)
    assert isinstance(picker, PickPerson)
    QTest.keyClicks(picker.field.edit, "Megan Jacobs")
    QTest.keyClick(picker.field.edit, Qt.Key.Key_Return)
    assert chips(dialog)[0] == "With Megan Jacobs"
    assert dialog.row("people").error() == ""
    dialog.save_button.click()
    assert kept(context).people[0].person_id == megan


def test_somebody_new_is_added_with_the_conversation_once(open_log: Open, context: Context) -> None:
    dialog = open_log(text="Coffee at the fair.")
    picker = dialog.chips.pick_person(dialog.chips)
    QTest.keyClicks(picker.field.edit, "Zadie Smith")
    assert picker.done.text() == "Add as new"
    picker.done.click()
    dialog.more.time.set_text("later")
    dialog.save_button.click()
    assert dialog.more.rows["minutes"].error() == "This is no time of day. Write it as 14:30."
    dialog.more.time.set_text("10.15")
    dialog.save_button.click()
    (found,) = people.find(context.store, "Zadie")
    talk = kept(context)
    assert talk.people[0].person_id == found.id
    assert talk.at == datetime(2026, 11, 24, 10, 15, tzinfo=context.zone()).astimezone(UTC)
    context.store.undo()
    assert people.find(context.store, "Zadie") == ()
    assert context.store.undo_label is None


def test_a_name_of_two_people_is_a_question(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    fox = make.person("Megan Fox")
    dialog = open_log(text="Rang Megan.")
    assert chips(dialog)[0] == "With Megan?"
    dialog.save_button.click()
    assert dialog.row("people").error() == "Several people are called Megan. Press the name and choose one."
    chip(dialog, "With").click()
    menu = popup(Menu)
    assert isinstance(menu, Menu)
    next(row for row in menu.rows() if row.text() == "Megan Fox").click()
    assert chips(dialog)[0] == "With Megan Fox"
    dialog.save_button.click()
    assert kept(context).people[0].person_id == fox


def test_more_keeps_the_rest_and_editing_shows_it_again(
    open_log: Open, context: Context, megan: PersonId
) -> None:
    dialog = open_log(megan, "She is moving house. I promised the list by Friday.")
    assert not dialog.more.isVisible()
    dialog.more_button.click()
    more = dialog.more
    assert more.isVisible()
    more.by_me.choose(False)
    more.time.set_text("9:30")
    QTest.keyClicks(more.minutes, "32")
    more.our_work.set_text("Budget is tight.")
    more.my_feeling.choose(Feeling.EVEN)
    more.closeness.choose(Closeness.CLOSER)
    more.heard.set_text("She is tired.")
    more.not_said.set_text("The money.")
    more.ask.set_text("Has the van arrived?")
    more.ask_why.set_text("It was due on Monday.")
    more.chips[MomentKind.MISSING_UPDATE].click()
    dialog.save_button.click()
    found = kept(context)
    assert (found.by_me, found.minutes, found.our_work) == (False, 32, "Budget is tight.")
    assert (found.my_feeling, found.closeness) == (Feeling.EVEN, Closeness.CLOSER)
    assert found.ask_next == (
        QuestionInput(text="Has the van arrived?", why="It was due on Monday.", person_id=megan),
    )
    assert len(expectations.of(context.store, megan)) == 1

    again = open_log(conversation_id=ConversationId(1))
    assert again.title.text() == "Conversation with Megan"
    assert again.more.isVisible()
    assert not again.is_changed()
    assert chips(again) == ["With Megan Jacobs", "When Today, by phone"]
    assert again.more.time.text() == "09:30"
    again.text.moveCursor(again.text.textCursor().MoveOperation.End)
    QTest.keyClicks(again.text, " She promised the keys by Monday.")
    again.save_button.click()
    changed = kept(context)
    assert changed.their_world.endswith("keys by Monday.")
    assert (changed.at, changed.heard, changed.moments) == (found.at, found.heard, found.moments)
    assert changed.ask_next == found.ask_next
    assert {one.input.direction for one in expectations.of(context.store, megan)} == set(Direction)
    assert len(life_events.known(context.store)) == 1


def test_a_request_and_a_date_are_kept(open_log: Open, context: Context, megan: PersonId) -> None:
    dialog = open_log(megan, "Tom starts school 3 Sep. She asked me for a quote by Friday.")
    kinds = {shown.kind for shown in dialog._draft.chips()}
    assert {SpanKind.MILESTONE, SpanKind.REQUEST} <= kinds
    dialog.save_button.click()
    (request,) = expectations.of(context.store, megan)
    assert request.input.kind is ExpectationKind.REQUEST
    (day,) = milestones.of(context.store, megan)
    assert (day.input.date.month, day.input.date.day) == (9, 3)


def test_the_usual_kind_follows_the_preferred_channel(open_log: Open, make: Make) -> None:
    person = make.person("Ana Lima", preferred_channel=ContactKind.EMAIL)
    assert "When Today, by e-mail" in chips(open_log(person))


def test_deleting_a_conversation_can_be_undone(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    known = make.conversation(megan, on=-3, their_world="Otters.")
    dialog = open_log(conversation_id=known)
    assert dialog.text.text() == "Otters."
    next(one for one in dialog.findChildren(Button) if one.text() == "Delete").click()
    assert not dialog.isVisible()
    assert context.store.undo() == "Remove conversation"
    assert conversations.get(context.store, known).input.their_world == "Otters."


def test_part_of_a_name_and_return_take_the_one_it_can_mean(
    open_log: Open, make: Make, megan: PersonId
) -> None:
    del megan
    dialog = open_log(text="Nice chat about sailing.")
    picker = dialog.chips.pick_person(dialog.chips)
    QTest.keyClicks(picker.field.edit, "jac")
    assert picker.done.text() == "Choose"
    picker.done.click()
    assert chips(dialog)[0] == "With Megan Jacobs"
    make.person("Megan Fox")
    picker = dialog.chips.pick_person(dialog.chips)
    QTest.keyClicks(picker.field.edit, "megan")
    picker.done.click()
    assert picker.isVisible()
    assert picker.field.error() == "Several people may be meant. Choose one from the list."
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_corrections_and_text_from_elsewhere_are_not_dropped_unasked(open_log: Open, megan: PersonId) -> None:
    captured = open_log(text="Rang Megan.")
    captured.dismiss()
    assert captured.isVisible()
    captured.discard_button.click()
    assert not captured.isVisible()
    corrected = open_log(megan)
    chip(corrected, "When").removed.emit()
    corrected.dismiss()
    assert corrected.isVisible()
    corrected.reject()


def test_picking_from_the_list_is_enough(qtbot: QtBot, open_log: Open, megan: PersonId) -> None:
    del megan
    dialog = open_log(text="Nice chat about sailing.")
    picker = dialog.chips.pick_person(dialog.chips)
    QTest.keyClicks(picker.field.edit, "meg")
    offers = picker.field.edit.completer().popup()
    assert offers is not None
    qtbot.waitUntil(offers.isVisible)
    QTest.keyClick(offers, Qt.Key.Key_Down)
    QTest.keyClick(offers, Qt.Key.Key_Return)
    assert chips(dialog)[0] == "With Megan Jacobs"


def test_everybody_is_known_soon_after_the_dialog_is_shown(
    qtbot: QtBot, open_log: Open, make: Make, megan: PersonId
) -> None:
    make.person("Ikechukwu Okonkwo")
    dialog = open_log(megan)
    dialog.text.set_text("Lunch with Ikechukwu too.")
    qtbot.waitUntil(lambda: "With Ikechukwu Okonkwo" in chips(dialog))
    assert chips(dialog)[0] == "With Megan Jacobs"
    closed_early = open_log()
    with qtbot.waitSignal(closed_early.destroyed):
        closed_early.reject()


def test_the_next_step_of_the_text_fills_its_fields_until_they_are_typed_in(
    open_log: Open, context: Context, megan: PersonId
) -> None:
    dialog = open_log(megan, "Rang Megan. Call again Thursday")
    assert (dialog.next_step.text(), dialog.next_on.value()) == ("Call again", date(2026, 11, 26))
    assert "Next Call again, Thu 26 Nov" in chips(dialog)
    dialog.text.set_text("Rang Megan. Call again on 3 Dec")
    assert dialog.next_on.value() == date(2026, 12, 3)
    chip(dialog, "Next").click()
    assert dialog.next_step.edit.hasFocus()
    chip(dialog, "Next").removed.emit()
    assert (dialog.next_step.text(), dialog.next_on.value()) == ("", None)
    dialog.next_step.set_text("Send the plan")
    dialog.text.set_text("Rang Megan. Follow up in two weeks")
    assert dialog.next_step.text() == "Send the plan"
    dialog.save()
    assert kept(context).next_step == "Send the plan"


def test_the_time_of_the_text_is_kept(open_log: Open, context: Context, megan: PersonId) -> None:
    dialog = open_log(megan, "Rang Megan yesterday at 9.30")
    assert chips(dialog)[1] == "When Yesterday 09:30, by phone"
    dialog.save()
    at = kept(context).at.astimezone(context.zone())
    assert (at.date(), f"{at:%H:%M}") == (TODAY - timedelta(days=1), "09:30")


def test_a_life_is_of_whom_the_text_says_and_can_be_given_to_another(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    ben = make.person("Ben Whitaker", pronouns="he/him")
    tom = make.kin(megan, "Tom")
    dialog = open_log(None, "Lunch with Megan and Ben. Ben's wife had a baby. Tom starts school 3 Sep")
    assert "Life Ben: Wife had a baby" in chips(dialog)
    QTest.keyClick(chip(dialog, "Life"), Qt.Key.Key_Return)
    opened = popup(ChangePopup)
    whose = next(one for one in opened.findChildren(Choice) if one.accessibleName() == "Whose")
    assert whose.value() == ben
    opened.close()
    dialog.save()
    with context.store.read() as session:
        lives = session.execute(select(t.life_event.c.person_id, t.life_event.c.title)).all()
        dates = session.execute(select(t.milestone.c.person_id, t.milestone.c.title)).all()
    assert [tuple(row) for row in lives] == [(ben, "Wife had a baby")]
    assert [tuple(row) for row in dates] == [(tom, "Tom starts school")]


def test_the_note_before_contact_stands_above_the_text(
    open_log: Open, context: Context, megan: PersonId
) -> None:
    people.set_gentle(context.store, megan, date(2026, 12, 20), "Her father died.")
    said = [label.text() for label in open_log(megan).findChildren(QLabel)]
    assert "Go gently until 20 Dec. Her father died." in said


def test_a_feeling_is_of_whom_the_text_says(
    open_log: Open, context: Context, make: Make, megan: PersonId
) -> None:
    ben = make.person("Ben Whitaker", pronouns="he/him")
    dialog = open_log(None, "Lunch with Megan and Ben. Ben was livid")
    assert "Felt Ben: Livid" in chips(dialog)
    assert dialog.faces.feeling() is None
    dialog.save()
    felt = {talk.person_id: talk.feeling for talk in kept(context).people}
    assert felt == {megan: None, ben: Feeling.UPSET}


def test_who_left_upset_may_begin_a_rough_patch(
    open_log: Open, context: Context, host: Host, megan: PersonId
) -> None:
    dialog = open_log(megan, "Rang Megan.")
    assert not dialog.rough.isVisible()
    dialog.faces.choose(Feeling.GOOD)
    assert not dialog.rough.isVisible()
    dialog.faces.choose(Feeling.UPSET)
    assert dialog.rough.isVisible()
    assert not dialog.rough.isChecked()  # offered, never assumed
    dialog.rough.setChecked(True)
    dialog.more.saw.set_text("You promised it for Monday")
    dialog.save_button.click()
    (form,) = host.window.findChildren(RoughPatchDialog)
    assert form.theirs.text() == "You promised it for Monday"
    form.save_button.click()
    (patch,) = rough_patches.of(context.store, megan)
    assert patch.input.conversation_id is not None
    assert conversations.get(context.store, patch.input.conversation_id).input.people[0].person_id == megan
