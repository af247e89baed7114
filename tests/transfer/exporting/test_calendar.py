"""Dates, reminders and promises as a calendar file: whole days, leap days, what is closed, identifiers that stay."""

from datetime import date, datetime, time

from dateutil.rrule import rrulestr

from relmgr.domain.kinds import MilestoneKind, Status
from relmgr.domain.partial_date import PartialDate
from relmgr.services import expectations, reminders
from relmgr.services.reminders import ReminderInput
from relmgr.store import Store
from relmgr.transfer.exporting import Exporter, Form
from tests.builders import NOW, TODAY, Make

_Entry = dict[str, str]


def calendar(store: Store) -> list[_Entry]:
    """Each entry by property with its parameters; alarms as "VALARM" with their trigger."""
    text = Exporter(store, Form.ICS, None, TODAY).run().decode().replace("\r\n ", "")
    lines = text.split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[_Entry] = []
    for line in lines[4:-2]:
        name, _colon, value = line.partition(":")
        if line in ("BEGIN:VEVENT", "BEGIN:VTODO"):
            found.append({"kind": value})
        elif name.startswith("TRIGGER"):
            found[-1]["VALARM"] = found[-1].get("VALARM", "") + line + " "
        elif name not in ("BEGIN", "END", "ACTION"):
            found[-1].setdefault(name, value)
    return found


def days(entry: _Entry, first: date, last: date) -> list[date]:
    """When an event comes round, as any reader of RFC 5545 finds it."""
    start = datetime.strptime(entry["DTSTART;VALUE=DATE"], "%Y%m%d")
    rule = rrulestr(entry["RRULE"], dtstart=start)
    found = rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
    return [one.date() for one in found]


def test_a_birthday_comes_each_year_with_or_without_its_own(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    make.birthday(megan, PartialDate(None, 12, 9))
    ben = make.person("Ben Whitaker")
    make.birthday(ben, PartialDate(1961, 3, 1))
    first, second = calendar(store)
    assert first["SUMMARY"] == "Megan Jacobs’s birthday"
    assert first["DTSTART;VALUE=DATE"] == "19701209"
    assert first["X-RELMGR-OMIT-YEAR"] == "TRUE"
    assert first["TRANSP"] == "TRANSPARENT"
    assert first["VALARM"] == "TRIGGER:PT9H "
    assert first["UID"].endswith("-birthday")
    assert second["X-RELMGR-YEAR"] == "1961"
    assert days(second, date(2026, 1, 1), date(2027, 12, 31)) == [date(2026, 3, 1), date(2027, 3, 1)]
    assert calendar(store)[0]["UID"] == first["UID"]


def test_a_leap_day_is_the_last_of_february(store: Store, make: Make) -> None:
    make.birthday(make.person("Lea Frey"), PartialDate(1988, 2, 29))
    (entry,) = calendar(store)
    assert entry["DTSTART;VALUE=DATE"] == "19880229"
    assert days(entry, date(2027, 1, 1), date(2028, 12, 31)) == [date(2027, 2, 28), date(2028, 2, 29)]


def test_what_happens_once_happens_once_and_nothing_of_the_dead(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    make.milestone(megan, MilestoneKind.EXAM, date(2027, 5, 4), title="Pilot’s exam")
    make.milestone(megan, MilestoneKind.FIRST_MET, date(2020, 5, 4))
    tom = make.person("Tom Frey")
    make.birthday(tom, date(1950, 1, 1))
    make.milestone(tom, MilestoneKind.DEATH, date(2024, 1, 1))
    (entry,) = calendar(store)
    assert entry["DTSTART;VALUE=DATE"] == "20270504"
    assert "RRULE" not in entry


def test_reminders_once_are_tasks_and_others_events(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    once = ReminderInput(title="Send the plan", person_id=megan, start_on=date(2026, 12, 1), leads=(7, 0))
    each = ReminderInput(
        title="Ask Megan",
        person_id=megan,
        start_on=date(2026, 12, 1),
        at_time=time(14, 30),
        rrule="FREQ=MONTHLY",
    )
    alone = ReminderInput(title="Tidy up", start_on=date(2026, 12, 2))
    for one in (once, each, alone):
        reminders.add(store, one, NOW)
    tidy, task, event = calendar(store)
    assert (tidy["kind"], tidy["SUMMARY"]) == ("VTODO", "Tidy up")
    assert (task["kind"], task["DUE;VALUE=DATE"]) == ("VTODO", "20261201")
    assert task["SUMMARY"] == "Megan Jacobs: Send the plan"
    assert task["VALARM"] == "TRIGGER;RELATED=END:-P6DT15H TRIGGER;RELATED=END:PT9H "
    assert (event["kind"], event["DTSTART"]) == ("VEVENT", "20261201T143000")
    assert event["RRULE"].startswith("FREQ=MONTHLY")


def test_promises_are_tasks_with_their_state_and_whom_they_are_about(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    open_one = make.promise(megan, "The plan", due_on=5)
    done = make.promise(megan, "The draft", due_on=-5)
    expectations.set_status(store, done, Status.MET, "", NOW, TODAY)
    first, second = calendar(store)
    assert first["STATUS"] == "IN-PROCESS"
    assert first["DUE;VALUE=DATE"] == "20261129"
    assert first["SUMMARY"] == "Megan Jacobs expects: The plan"
    link = next(name for name in first if name.startswith("LINK;LINKREL=related;VALUE=URI"))
    assert first[link].startswith("urn:uuid:")
    assert first["VALARM"]
    assert second["STATUS"] == "COMPLETED"
    assert "VALARM" not in second
    assert expectations.get(store, open_one).input.statement == "The plan"
