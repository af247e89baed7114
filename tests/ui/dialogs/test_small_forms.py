"""The forms of dates, life events, moments, introductions, relations and organisations."""

from datetime import date
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import MilestoneKind, RelationKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.services import (
    facts,
    life_events,
    milestones,
    moments,
    organisations,
    people,
    person_form,
    referrals,
    relations,
)
from tests.builders import TODAY, Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.form import FormDialog
from ui.widgets.buttons import Button
from ui.widgets.text import TextLabel

Window = tuple[Context, MagicMock, Host]


@pytest.fixture
def window(context: Context, navigator: MagicMock, host: Host) -> Window:
    return context, navigator, host


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs", company="Fernkloof Logistics")


def press(dialog: FormDialog, text: str) -> None:
    next(one for one in dialog.findChildren(Button) if one.text() == text).click()


def test_a_date_of_which_only_a_part_is_known(window: Window, megan: PersonId) -> None:
    store = window[0].store
    dialog = dialogs.open_milestone(*window, megan)
    dialog.save_button.click()
    assert dialog.row("date").error() == "Say at least the day, the month or the year."
    dialog.kind.choose(MilestoneKind.CUSTOM)
    dialog.day.set_value(PartialDate(2021, 12))
    dialog.save_button.click()
    assert dialog.row("title").error() == "Say what this date is."
    dialog.name.set_text("First project together")
    dialog.remind.click()
    dialog.save_button.click()
    (found,) = milestones.of(store, megan)
    assert (found.input.date, found.input.remind) == (PartialDate(2021, 12), False)
    again = dialogs.open_milestone(*window, megan, found.id)
    assert again.name.text() == "First project together"
    assert not again.is_changed()
    press(again, "Delete")
    assert milestones.of(store, megan) == ()
    assert store.undo() == "Remove date"


def test_a_year_and_a_day_without_the_month_are_refused(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_milestone(*window, megan)
    QTest.keyClicks(dialog.day.day, "5")
    QTest.keyClicks(dialog.day.year, "1999")
    dialog.save_button.click()
    assert dialog.row("date").error() == "A day needs its month where the year is known."


def test_something_going_on(window: Window, megan: PersonId) -> None:
    store = window[0].store
    dialog = dialogs.open_life_event(*window, megan)
    assert dialog.name.edit.hasFocus()
    QTest.keyClicks(dialog.name.edit, "New kitchen")
    dialog.icon.choose("hammer")
    dialog.since.setText("October")
    dialog.until_words.set_text("Christmas")
    dialog.question.set_text("Can you cook again?")
    dialog.follow_up.set_value(date(2026, 12, 15))
    QTest.keyClick(dialog.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (known,) = life_events.known(store)
    given = life_events.get(store, known.id).input
    assert (given.icon, given.since, given.until_words) == ("hammer", PartialDate(None, 10), "Christmas")
    again = dialogs.open_life_event(*window, megan, known.id)
    assert (again.icon.value(), again.since.text()) == ("hammer", "October")
    press(again, "It is over")
    assert not again.isVisible()
    assert life_events.get(store, known.id).ended_on == TODAY
    store.undo()
    assert life_events.get(store, known.id).ended_on is None


def test_a_date_that_is_none_is_said_under_its_field(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_life_event(*window, megan)
    dialog.name.set_text("New kitchen")
    dialog.since.setText("soonish")
    dialog.save_button.click()
    assert dialog.row("since").error().startswith("Write what you know of the date")
    assert dialog.since.text() == "soonish"


def test_an_icon_from_elsewhere_is_kept(window: Window, make: Make, megan: PersonId) -> None:
    event = make.life_event(megan, "Sailing", icon="globe")
    dialog = dialogs.open_life_event(*window, megan, event)
    assert dialog.icon.value() == "globe"


def test_a_moment_is_noted_changed_and_deleted(window: Window, megan: PersonId) -> None:
    store = window[0].store
    dialog = dialogs.open_moment(*window, megan)
    assert dialog.kind.chips[MomentKind.ASKED_FOR_HELP].hasFocus()
    dialog.kind.choose(MomentKind.HAGGLING)
    dialog.day.set_value(date(2026, 11, 13))
    dialog.about.set_text("Over the second invoice")
    dialog.save_button.click()
    (found,) = moments.of(store, megan)
    assert (found.kind, found.on_day, found.note) == (
        MomentKind.HAGGLING,
        date(2026, 11, 13),
        "Over the second invoice",
    )
    again = dialogs.open_moment(*window, megan, found.id)
    assert again.kind.value() is MomentKind.HAGGLING
    again.kind.choose(MomentKind.DISRESPECT)
    again.save_button.click()
    assert moments.get(store, found.id).kind is MomentKind.DISRESPECT
    press(dialogs.open_moment(*window, megan, found.id), "Delete")
    assert moments.of(store, megan) == ()


def test_an_introduction_owes_a_thank_you(window: Window, make: Make, megan: PersonId) -> None:
    store = window[0].store
    priya = make.person("Priya Raghunathan")
    dialog = dialogs.open_referral(*window, megan)
    assert dialog.by.text() == "Megan Jacobs"
    assert dialog.of.edit.hasFocus()
    dialog.save_button.click()
    assert dialog.row("of").error() == "Choose who it is."
    QTest.keyClicks(dialog.of.edit, "Nobody Known")
    dialog.save_button.click()
    assert dialog.row("of").error().startswith("Nobody of this name is here yet.")
    dialog.of.edit.clear()
    QTest.keyClicks(dialog.of.edit, "Megan Jacobs")
    dialog.save_button.click()
    assert dialog.row("of").error() == "Nobody introduces themselves. Choose who was introduced."
    dialog.of.edit.clear()
    QTest.keyClicks(dialog.of.edit, "priya raghunathan")
    assert dialog.note.label.text() == "A thank-you is owed; Today keeps it until then."
    dialog.save_button.click()
    (found,) = referrals.of(store, priya)
    assert found.thanked_on is None
    again = dialogs.open_referral(*window, megan, found.id)
    again.work_on.set_value(date(2026, 11, 18))
    again.thanked_on.set_value(TODAY)
    again.thanked_how.set_text("A handwritten card")
    assert again.note.label.text() == ""
    again.save_button.click()
    done = referrals.get(store, found.id)
    assert (done.became_work_on, done.thanked_on) == (date(2026, 11, 18), TODAY)
    assert done.thanked_how == "A handwritten card"


def test_an_impossible_birthday_is_refused_in_one_sentence(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_relation(*window, megan)
    QTest.keyClicks(dialog.who.edit, "Tom")
    QTest.keyClicks(dialog.birthday.day, "31")
    QTest.keyClicks(dialog.birthday.month, "feb")
    dialog.save_button.click()
    wrong = "February has no 31st. Try 28 Feb, or leave the day out."
    said = [label.text() for label in dialog.findChildren(TextLabel) if label.isVisible()]
    assert said.count(wrong) == 1
    assert relations.of(window[0].store, megan) == ()


def test_a_new_name_becomes_a_light_person_with_what_is_known(window: Window, megan: PersonId) -> None:
    context = window[0]
    dialog = dialogs.open_relation(*window, megan)
    QTest.keyClicks(dialog.who.edit, "Ivy")
    dialog.kind.choose(RelationKind.CHILD)
    dialog.word.set_text("Daughter")
    dialog.birthday.set_value(PartialDate(2020, 12, 2))
    dialog.facts.add_button.click()
    QTest.keyClicks(dialog.facts.lines()[0], "Otters, drawing")
    dialog.save_button.click()
    (tie,) = relations.of(context.store, megan)
    assert (tie.kind, tie.other_name, tie.other_is_light) == (RelationKind.CHILD, "Ivy", True)
    assert milestones.of(context.store, tie.other_id)[0].input.date == PartialDate(2020, 12, 2)
    assert [fact.input.text for fact in facts.of(context.store, tie.other_id)] == ["Otters, drawing"]
    again = dialogs.open_relation(*window, megan, tie.id)
    assert not again.is_changed()
    assert again.word.text() == "Daughter"
    again.facts.take_out(again.facts.lines()[0])
    again.headline.set_text("grade 1")
    again.save_button.click()
    assert facts.of(context.store, tie.other_id) == ()
    assert people.details(context.store, tie.other_id).input.headline == "grade 1"
    context.store.undo()
    assert len(facts.of(context.store, tie.other_id)) == 1
    context.store.undo()
    assert relations.of(context.store, megan) == ()
    assert people.find(context.store, "Ivy") == ()


def test_somebody_known_is_tied_from_both_ends(window: Window, make: Make, megan: PersonId) -> None:
    context, navigator, _host = window
    tom = make.person("Tom Baker")
    dialog = dialogs.open_relation(*window, megan)
    assert dialog.headline.isVisible()
    QTest.keyClicks(dialog.who.edit, "Tom Baker")
    assert not dialog.headline.isVisible()
    dialog.kind.choose(RelationKind.MANAGER)
    dialog.word.set_text("Boss")
    dialog.save_button.click()
    (tie,) = relations.of(context.store, tom)
    assert tie.kind is RelationKind.REPORT
    other_end = dialogs.open_relation(*window, tom, tie.id)
    assert (other_end.kind.value(), other_end.word.text()) == (RelationKind.REPORT, "")
    other_end.kind.choose(RelationKind.ASSISTANT)
    other_end.save_button.click()
    (mine,) = relations.of(context.store, megan)
    assert (mine.kind, mine.label) == (RelationKind.ASSISTED, "Boss")
    press(dialogs.open_relation(*window, megan, tie.id), "Untie")
    assert relations.of(context.store, megan) == ()
    navigator.edit_person.assert_not_called()


def test_nobody_is_said_under_the_name(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_relation(*window, megan)
    dialog.save_button.click()
    assert dialog.row("other_name").error() == "Say who it is."


def test_from_a_relation_to_everything_about_them(window: Window, make: Make, megan: PersonId) -> None:
    tom = make.kin(megan, "Tom")
    (tie,) = relations.of(window[0].store, megan)
    dialog = dialogs.open_relation(*window, megan, tie.id)
    dialog._open_other()
    assert not dialog.isVisible()
    window[1].edit_person.assert_called_once_with(tom)


def test_an_organisation_and_its_logo(window: Window, megan: PersonId, tmp_path: Path) -> None:
    store = window[0].store
    known = organisations.find(store, "Fernkloof Logistics")
    assert known is not None
    logo = QImage(900, 900, QImage.Format.Format_ARGB32)
    logo.fill(QColor(0, 0, 0, 80))
    path = tmp_path / "logo.png"
    assert logo.save(str(path))
    dialog = dialogs.open_organisation(*window, known)
    assert dialog.note.label.text() == "You know one person there."
    dialog.logo.take(path)
    dialog.website.set_text("fernkloof.example")
    dialog.save_button.click()
    found = organisations.details(store, known)
    assert found.input.website == "fernkloof.example"
    kept = people.photo(store, found.logo_id or 0)
    assert kept is not None
    assert kept.media_type == "image/png"
    again = dialogs.open_organisation(*window, known)
    again.name.set_text(" ")
    again.save_button.click()
    assert again.row("name").error() == "The organisation needs a name."
    again.name.set_text("Fernkloof")
    again.logo.remove_button.click()
    again.save_button.click()
    assert organisations.details(store, known).logo_id is None
    assert person_form.load(store, megan).person.affiliations[0].organisation == "Fernkloof"


def test_a_family_in_one_go_by_the_keys(window: Window, megan: PersonId) -> None:
    """A partner, two children and a dog, without the mouse: Ctrl+Shift+Return keeps one and asks for the next."""
    store = window[0].store
    dialog = dialogs.open_relation(*window, megan)
    for name, kind in (("Tomas", None), ("Ivy", None), ("Noah", None), ("Biscuit", RelationKind.PET)):
        assert dialog.who.edit.hasFocus()
        QTest.keyClicks(dialog.who.edit, name)
        if kind is not None:
            dialog.kind.choose(kind)
        if name != "Biscuit":
            both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(dialog.who.edit, Qt.Key.Key_Return, both)
            assert name in dialog.note.label.text()
            assert not dialog.is_changed()
    QTest.keyClick(dialog.who.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kinds = (RelationKind.PARTNER, RelationKind.CHILD, RelationKind.CHILD, RelationKind.PET)
    ties = relations.of(store, megan)
    assert tuple(tie.kind for tie in ties) == kinds
    assert [tie.other_name for tie in ties] == ["Tomas", "Ivy", "Noah", "Biscuit"]
    store.undo()
    assert len(relations.of(store, megan)) == 3


def test_another_child_of_the_same_name_is_another_child(window: Window, make: Make, megan: PersonId) -> None:
    make.kin(make.person("Ben Whitaker"), "Tom")
    dialog = dialogs.open_relation(*window, megan, kind=RelationKind.CHILD)
    QTest.keyClicks(dialog.who.edit, "Tom")
    dialog.back_word.set_text("Mum")
    dialog.pronouns.set_text("he/him")
    dialog.birthday.set_value(PartialDate(2020, 2, 29))
    assert dialog.leap_day.isVisible()
    dialog.leap_day.choice.choose(LeapDay.MARCH_1)
    dialog.save_button.click()
    (tie,) = relations.of(window[0].store, megan)
    details = people.details(window[0].store, tie.other_id).input
    assert (tie.back_label, details.pronouns, details.leap_day) == ("Mum", "he/him", LeapDay.MARCH_1)
    (mine,) = relations.of(window[0].store, tie.other_id)
    assert (mine.label, mine.other_id) == ("Mum", megan)


def test_a_date_on_29_february_asks_when_it_is_kept(window: Window, megan: PersonId) -> None:
    store = window[0].store
    dialog = dialogs.open_milestone(*window, megan)
    assert not dialog.leap_day.isVisible()
    dialog.day.set_value(PartialDate(1984, 2, 29))
    assert dialog.leap_day.isVisible()
    dialog.leap_day.choice.choose(LeapDay.MARCH_1)
    dialog.save_button.click()
    assert people.details(store, megan).input.leap_day == LeapDay.MARCH_1
    (kept,) = milestones.of(store, megan)
    again = dialogs.open_milestone(*window, megan, kept.id)
    assert again.leap_day.choice.value() is LeapDay.MARCH_1
    again.reject()
    store.undo()
    assert people.details(store, megan).input.leap_day == ""


def test_a_death_sets_no_reminder(window: Window, megan: PersonId) -> None:
    dialog = dialogs.open_milestone(*window, megan)
    assert dialog.remind.isVisible()
    dialog.kind.choose(MilestoneKind.DEATH)
    assert not dialog.remind.isVisible()


def test_an_organisation_and_its_logo_are_one_step(window: Window, megan: PersonId, tmp_path: Path) -> None:
    store = window[0].store
    number = organisations.find(store, "Fernkloof Logistics")
    assert number is not None
    path = tmp_path / "logo.png"
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    image.save(str(path))
    dialog = dialogs.open_organisation(*window, number)
    dialog.name.set_text("Fernkloof")
    dialog.logo.take(path)
    dialog.save_button.click()
    assert organisations.find(store, "Fernkloof") == number
    store.undo()
    assert organisations.find(store, "Fernkloof Logistics") == number
    assert store.undo_label != "Change logo"
