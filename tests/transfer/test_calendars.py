"""Calendars in a real file: whose day an entry is, in which year, and tasks as reminders."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import milestones
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer import importing, sources
from relmgr.transfer.calendars.sayings import read_title
from relmgr.transfer.importing import ImportPlan
from tests.builders import NOW, Make
from tests.transfer.wild.describing import EXPECTED, WILD

FILES = sorted(path for path in (WILD / "ics").iterdir() if not path.name.endswith(EXPECTED))


def plan_of(store: Store, path: Path) -> ImportPlan:
    """What taking it in would do."""
    with path.open("rb") as file:
        return importing.plan(store, sources.read(file, sources.recognise(file, path.name)))


@pytest.mark.parametrize(
    ("title", "kind", "name", "year"),
    [
        ("Megan Jacobs’s Birthday", MilestoneKind.BIRTHDAY, "Megan Jacobs", None),
        ("Megan Jacobs's 40th birthday", MilestoneKind.BIRTHDAY, "Megan Jacobs", None),
        ("James' birthday", MilestoneKind.BIRTHDAY, "James", None),
        ("🎂 Birthday: Bo Quist (1951)", MilestoneKind.BIRTHDAY, "Bo Quist", 1951),
        ("Bday Tom", MilestoneKind.BIRTHDAY, "Tom", None),
        ("Omas Geburtstag", MilestoneKind.BIRTHDAY, "Oma", None),
        ("Anna Berg hat Geburtstag", MilestoneKind.BIRTHDAY, "Anna Berg", None),
        ("Geburtstag Anna Berg (*1980)", MilestoneKind.BIRTHDAY, "Anna Berg", 1980),
        ("Anniversaire d’Amélie", MilestoneKind.BIRTHDAY, "Amélie", None),
        ("Ida & Per's wedding anniversary", MilestoneKind.WEDDING, "Ida & Per", None),
        ("Todestag von Karl Berg", MilestoneKind.DEATH, "Karl Berg", None),
        ("山田花子さんの誕生日", MilestoneKind.BIRTHDAY, "山田花子", None),
    ],
)
def test_a_title_says_whose_day_it_is(title: str, kind: MilestoneKind, name: str, year: int | None) -> None:
    _bare, _year, saying = read_title(title)
    assert saying is not None
    assert (saying.kind, saying.name, saying.year) == (kind, name, year)


@pytest.mark.parametrize(
    "title", ["", "Birthday", "Dentist", "Party for Andrew", "Board meeting (2024)", "🎂", "x" * 10_000]
)
def test_a_title_that_says_nothing_of_the_kind(title: str) -> None:
    assert read_title(title)[2] is None


def test_a_birthday_merges_into_who_is_here(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs", company="Fernkloof Logistics")
    plan = plan_of(store, WILD / "ics" / "apple-birthdays.ics")
    names = {row.title: row for row in plan.rows}
    assert set(names) == {"Megan Jacobs", "Lars Østergård"}
    merging = importing.as_merge(names["Megan Jacobs"], megan, "Megan Jacobs")
    rows = tuple(merging if row.index == merging.index else row for row in plan.rows)
    report = importing.apply(
        store, ImportPlan(file_names=plan.file_names, rows=rows, strays=plan.strays), now=NOW
    )
    assert report is not None
    assert (report.added, report.merged) == (1, 1)
    (birthday,) = milestones.of(store, megan)
    assert birthday.input.date == PartialDate(1987, 2, 21)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_second_time_changes_nothing(store: Store, path: Path) -> None:
    def held() -> list[object]:
        with store.read() as session:
            return [
                list(session.execute(select(one).order_by(one.c.id)))
                for one in t.metadata.sorted_tables
                if one is not t.meta
            ]

    importing.apply(store, plan_of(store, path), now=NOW)
    before = held()
    importing.apply(store, plan_of(store, path), now=NOW)
    assert held() == before
    with store.change("by hand") as session:
        session.execute(update(t.milestone).values(on_day=3))
    edited = held()
    importing.apply(store, plan_of(store, path), now=NOW)
    assert held() == edited


def test_tasks_are_reminders_of_nobody(store: Store) -> None:
    importing.apply(store, plan_of(store, WILD / "ics" / "thunderbird-tasks.ics"), now=NOW)
    with store.read() as session:
        found = [(row.title, row.rrule, row.person_id) for row in session.execute(select(t.reminder))]
    assert found == [("Send Megan the rollout plan", "", None), ("Pay the insurance", "FREQ=YEARLY", None)]
