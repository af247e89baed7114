"""The long line and its chapters: lanes, partial dates, undo."""

from datetime import date

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ChapterKind, MilestoneKind, Stage
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import chapters, stages
from relmgr.services.card import card
from relmgr.services.chapters import ChapterInput
from relmgr.services.long_line import Lane, long_line
from relmgr.services.people import AffiliationInput
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

D = PartialDate


def _with_jobs(make: Make) -> PersonId:
    jobs = (
        AffiliationInput(organisation="Fernkloof", title="Director", from_=D(2020, 3)),
        AffiliationInput(organisation="Acme", title="Buyer", from_=D(2015), until=D(2020)),
        AffiliationInput(organisation="Nobody knows when"),
    )
    return make.person("Megan Jacobs", affiliations=jobs)


def test_lanes_in_their_order_and_in_each_by_time(store: Store, make: Make) -> None:
    megan = _with_jobs(make)
    chapters.add(
        store, megan, ChapterInput(kind=ChapterKind.MOVE, title="Lisbon", from_=D(2012), until=D(2014))
    )
    stages.add(store, megan, stages.StageInput(stage=Stage.PERSON, on=D(2022)))
    make.milestone(megan, MilestoneKind.WEDDING, D(2019, 6))
    make.milestone(megan, MilestoneKind.BIRTHDAY, D(1980, 2, 21))
    make.moment(megan, MomentKind.RESPECT, on=-3, note="In front of all")
    make.moment(megan, MomentKind.RESPECT, on=-2)
    line = long_line(store, megan, TODAY)
    assert [(one.lane, one.title, one.when_words) for one in line.items] == [
        (Lane.JOBS, "Buyer at Acme", "2015 to 2020"),
        (Lane.JOBS, "Director at Fernkloof", "since March 2020"),
        (Lane.JOBS, "Nobody knows when", ""),
        (Lane.MOVES, "Lisbon", "2012 to 2014"),
        (Lane.STAGES, "Person", "2022"),
        (Lane.DATES, "Wedding day", "June 2019"),
        (Lane.MOMENTS, line.items[-1].title, "21 November 2026"),
    ]
    assert (line.first, line.last) == (date(2012, 1, 1), date(2026, 12, 31))
    assert [one.is_open for one in line.items[:3]] == [False, True, False]


def test_somebody_of_whom_nothing_is_known_has_this_year(store: Store, make: Make) -> None:
    line = long_line(store, make.person("Jo"), TODAY)
    assert (line.first_name, line.items, line.first.year, line.last.year) == ("Jo", (), 2026, 2026)


def test_nobody(store: Store) -> None:
    with pytest.raises(NotFoundError):
        long_line(store, PersonId(99), TODAY)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (ChapterInput(from_=D(2019)), "title"),
        (ChapterInput(title="Lisbon"), "from_"),
        (ChapterInput(title="Lisbon", from_=D(None, 5)), "from_"),
        (ChapterInput(title="Lisbon", from_=D(2020), until=D(2019)), "until"),
    ],
)
def test_what_a_chapter_needs(store: Store, make: Make, given: ChapterInput, field: str) -> None:
    with pytest.raises(InputError) as refused:
        chapters.add(store, make.person("Jo"), given)
    assert refused.value.field == field


def test_a_chapter_is_edited_and_removed_and_each_can_be_undone(store: Store, make: Make) -> None:
    jo = make.person("Jo")
    given = ChapterInput(kind=ChapterKind.PROJECT, title="The new depot", from_=D(2021, 5), note="Paarl")
    number = chapters.add(store, jo, given)
    assert chapters.get(store, number).input == given
    changed = ChapterInput(kind=ChapterKind.OTHER, title="The depot", until=D(2022))
    chapters.edit(store, number, changed)
    assert chapters.get(store, number).input == changed
    chapters.remove(store, number)
    with pytest.raises(NotFoundError):
        chapters.get(store, number)
    store.undo()
    store.undo()
    assert chapters.get(store, number).input == given
    store.undo()
    assert long_line(store, jo, TODAY).items == ()


def test_nobody_has_no_chapters(store: Store) -> None:
    with pytest.raises(NotFoundError):
        chapters.add(store, PersonId(99), ChapterInput(title="Lisbon", from_=D(2012)))


def test_where_they_worked_before_is_one_quiet_heading(store: Store, make: Make) -> None:
    rows = {row.label: row.lines for row in card(store, _with_jobs(make), NOW, LONDON).who}
    assert [(line.strong, line.rest) for line in rows["Before"]] == [("Buyer, Acme", "2015 to 2020")]


def test_no_heading_without_an_earlier_job(store: Store, make: Make) -> None:
    jo = make.person("Jo", company="Fernkloof")
    assert "Before" not in {row.label for row in card(store, jo, NOW, LONDON).who}
