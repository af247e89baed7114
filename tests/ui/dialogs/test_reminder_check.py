"""Will my reminders come? What the self-test says."""

from datetime import time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from relmgr.domain.kinds import Decision
from relmgr.services import reminders
from relmgr.services.reminders import Source
from tests.builders import Make
from tests.ui.dialogs.conftest import Host
from ui import dialogs
from ui.context import Context
from ui.dialogs.reminder_check import ReminderCheck
from ui.widgets.text import TextLabel


def said(dialog: ReminderCheck) -> list[str]:
    return [label.text() for label in dialog.findChildren(TextLabel)]


def test_with_nothing_set_it_says_so(context: Context, host: Host) -> None:
    dialog = dialogs.open_reminder_check(context, host)
    words = said(dialog)
    assert "Nothing is set that could come within a year." in words
    assert "Nothing has been shown yet." in words
    assert dialog.looked.text().startswith("Relmgr has not looked yet.")


def test_it_tells_what_comes_and_what_came(context: Context, host: Host, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    ring = make.reminder(megan, "ring back", on=0)
    make.reminder(megan, "Send the plan", on=1)
    now, zone = context.now(), context.zone()
    reminders.mark_shown(context.store, reminders.to_show(context.store, now, zone), now)
    reminders.looked(context.store, now)
    until = now + timedelta(days=2)
    reminders.decide(context.store, Source.REMINDER, ring, now.date(), Decision.SNOOZED, now, until, zone)
    context.preferences.change(quiet_from=time(19), quiet_until=time(8))
    dialog = dialogs.open_reminder_check(context, host)
    assert dialog.looked.text().startswith("Last looked today 14:42.")
    assert dialog.looked.text().endswith(
        "Between 19:00 and 08:00 it is quiet: what comes then shows afterwards."
    )
    assert dialog.coming.words() == [
        "Wed 25 Nov, 09:00, Send the plan, Megan Jacobs",
        "Thu 26 Nov, 14:42, Ring back, Megan Jacobs",
    ]
    assert dialog.past.words() == [
        "today 14:42, Ring back, Snoozed until Thu 26 Nov, 14:42 · Megan Jacobs",
        "today 14:42, Ring back, Shown · Megan Jacobs",
    ]
    dialog.coming.setFocus()
    QTest.keyClick(dialog.coming, Qt.Key.Key_Down)
    assert dialog.coming.currentIndex().row() == 1
