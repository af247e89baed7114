"""The form of a reminder: it says back in words what it will do; and the Snooze menu."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import MagicMock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from relmgr.domain.ids import PersonId, ReminderId
from relmgr.domain.recurrence import Unit
from relmgr.services import reminders, ways
from relmgr.services.reminders import ReminderInput
from relmgr.services.ways import WayInput
from tests.builders import Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.reminder import ReminderDialog
from ui.dialogs.snooze import DayPopup

FIRST = ReminderId(1)


@pytest.fixture
def megan(make: Make) -> PersonId:
    return make.person("Megan Jacobs")


@pytest.fixture
def dialog(context: Context, navigator: MagicMock, host: Host, megan: PersonId) -> ReminderDialog:
    return dialogs.open_reminder(context, navigator, host, megan)


def test_a_reminder_once(dialog: ReminderDialog, context: Context, megan: PersonId) -> None:
    assert dialog.words.text() == "Once, on 24 Nov 2026."
    dialog.save_button.click()
    assert dialog.row("title").error() == "Say what to be reminded of."
    QTest.keyClicks(dialog.name.edit, "Ring back")
    dialog.time.set_text("14.30")
    QTest.keyClick(dialog.name.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = reminders.get(context.store, FIRST).input
    assert found == ReminderInput(
        person_id=megan, title="Ring back", start_on=date(2026, 11, 24), at_time=time(14, 30)
    )


@pytest.mark.parametrize(
    ("unit", "every", "way", "words"),
    [
        (Unit.DAY, "3", None, "Every three days."),
        (Unit.WEEK, "1", None, "Every Tuesday."),
        (Unit.WEEK, "2", None, "Tuesday of every second week."),
        (Unit.MONTH, "1", "day", "Every month on the 24th."),
        (Unit.MONTH, "1", "nth", "Every fourth Tuesday of the month."),
        (Unit.MONTH, "1", "last", "Every last Tuesday of the month."),
        (Unit.YEAR, "1", "day", "Every year on 24 November."),
    ],
)
def test_it_says_back_what_was_picked(  # noqa: PLR0917
    dialog: ReminderDialog, context: Context, unit: Unit, every: str, way: str | None, words: str
) -> None:
    dialog.name.set_text("Ring back")
    dialog.repeat.unit.choose(unit)
    dialog.repeat.every.setText(every)
    if way is not None:
        dialog.repeat.month_days.choose(way)
    assert dialog.words.text() == words
    dialog.save_button.click()
    said = reminders.get(context.store, FIRST).rule_words
    assert said[:1].upper() + said[1:] + "." == words


def test_days_ahead_and_an_end(dialog: ReminderDialog, context: Context) -> None:
    dialog.name.set_text("Tax")
    dialog.repeat.unit.choose(Unit.YEAR)
    dialog.leads[7].click()
    assert dialog.words.text() == "Every year on 24 November, 7 days ahead and on the day."
    dialog.repeat.end.choose("count")
    assert dialog.words.text() == "Say how many times."
    dialog.repeat.count.setText("3")
    assert ", three times" in dialog.words.text()
    dialog.repeat.end.choose("until")
    dialog.save_button.click()
    assert dialog.row("rrule").error() == "Choose the last day."
    dialog.repeat.until.set_value(date(2030, 1, 1))
    dialog.save_button.click()
    found = reminders.get(context.store, FIRST).input
    assert set(found.leads) == {0, 7}
    assert "UNTIL=20300101" in found.rrule


def test_without_any_day_to_show_it(dialog: ReminderDialog) -> None:
    dialog.name.set_text("Tax")
    dialog.leads[0].click()
    dialog.save_button.click()
    assert dialog.row("lead_days").error() == "Choose at least one day on which to show it."
    assert dialog.isVisible()


def test_weekdays_are_chosen_by_their_names(dialog: ReminderDialog) -> None:
    dialog.repeat.unit.choose(Unit.WEEK)
    dialog.repeat.weekdays[4].click()
    assert dialog.words.text() == "Every Tuesday and Friday."
    dialog.repeat.weekdays[4].click()
    dialog.repeat.weekdays[1].click()
    assert dialog.words.text() == "Choose at least one day of the week."


def test_a_rule_the_picker_does_not_know_is_left_alone(
    context: Context, navigator: MagicMock, host: Host, make: Make
) -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=5"
    known = make.reminder(title="Rent", on=date(2026, 11, 1), rrule=rule)
    before = reminders.get(context.store, known).input
    dialog = dialogs.open_reminder(context, navigator, host, None, known)
    assert dialog.words.text() == "Every month on the 5th."
    dialog.why.set_text("The landlord is strict.")
    dialog.save_button.click()
    after = reminders.get(context.store, known).input
    assert (after.rrule, after.start_on, after.why) == (
        before.rrule,
        before.start_on,
        "The landlord is strict.",
    )
    again = dialogs.open_reminder(context, navigator, host, None, known)
    next(one for one in again.findChildren(type(again.save_button)) if one.text() == "Delete").click()
    assert context.store.undo() == "Remove reminder"


def test_the_snooze_menu_reads_as_the_picture(context: Context, host: Host) -> None:
    anchor = QPushButton(host.window)
    anchor.show()
    chosen: list[datetime] = []
    menu = dialogs.open_snooze_menu(anchor, context, chosen.append)
    rows = [(row.text(), row.note) for row in menu.rows()]
    assert rows == [
        ("In an hour", f"{(context.now() + timedelta(hours=1)).astimezone(context.zone()):%H:%M}"),
        ("This evening", "18:00"),
        ("Tomorrow morning", "Wed 09:00"),
        ("Next week", "Mon 30 Nov"),
        ("Pick a date…", ""),
    ]
    menu.rows()[0].click()
    assert chosen == [datetime(2026, 11, 24, 15, 42, tzinfo=UTC)]
    menu = dialogs.open_snooze_menu(anchor, context, chosen.append)
    menu.rows()[-1].click()
    popup = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, DayPopup) and one.isVisible()
    )
    popup.grid.go_to(date(2026, 12, 3))
    QTest.keyClick(popup.grid, Qt.Key.Key_Return)
    assert chosen[-1].astimezone(context.zone()).date() == date(2026, 12, 3)


def test_their_habits_are_recalled_when_choosing_the_day(
    context: Context, navigator: MagicMock, host: Host, make: Make
) -> None:
    megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
    for is_mine, text in (
        (False, "No calls on Fridays"),
        (False, "Never before nine."),
        (True, "Not at six"),
    ):
        ways.add(make.store, megan, WayInput(is_mine=is_mine, text=text))
    dialog = dialogs.open_reminder(context, navigator, host, megan)
    assert dialog.note.label.text() == "No calls on Fridays. Never before nine."
    assert not dialog.note.isHidden()
    dialog.person.choose(ben)
    assert dialog.note.isHidden()
