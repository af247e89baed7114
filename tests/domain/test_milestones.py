"""When milestones are kept, and how they read."""

from datetime import date, timedelta

import pytest

from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.milestones import Milestone, day_words, kept_between, kept_in, news, title
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.domain.pronouns import read_pronouns

TODAY = date(2026, 11, 24)
BIRTHDAY = Milestone(kind=MilestoneKind.BIRTHDAY, date=PartialDate(1986, 11, 29), name="Priya")


def of(kind: MilestoneKind, year: int | None = 2021, own: str = "", name: str = "Megan") -> Milestone:
    return Milestone(kind=kind, date=PartialDate(year, 12, 9), title=own, name=name)


def test_never_before_it_began() -> None:
    assert kept_in(BIRTHDAY, 1985) is None
    assert kept_in(BIRTHDAY, 1986) == date(1986, 11, 29)


@pytest.mark.parametrize("kind", [MilestoneKind.EXAM, MilestoneKind.SCHOOL_START, MilestoneKind.CUSTOM])
def test_what_happens_once_is_kept_once(kind: MilestoneKind) -> None:
    assert kept_in(of(kind), 2021) == date(2021, 12, 9)
    assert kept_in(of(kind), 2022) is None
    assert kept_in(of(kind, None), 2022) == date(2022, 12, 9)


@pytest.mark.parametrize("kind", [MilestoneKind.DEATH, MilestoneKind.FIRST_MET])
def test_what_is_never_reminded_of(kind: MilestoneKind) -> None:
    assert kept_in(of(kind), 2026) is None


def test_an_unknown_day_is_kept_never() -> None:
    assert kept_in(Milestone(kind=MilestoneKind.BIRTHDAY, date=PartialDate(1986, 11)), 2026) is None


def test_between_days_over_new_year() -> None:
    eve = Milestone(kind=MilestoneKind.BIRTHDAY, date=PartialDate(month=1, day=1))
    assert kept_between(eve, date(2026, 12, 20), date(2027, 1, 2)) == (date(2027, 1, 1),)


def test_a_leap_day_is_kept_as_chosen() -> None:
    leap = Milestone(
        kind=MilestoneKind.BIRTHDAY, date=PartialDate(2000, 2, 29), leap_day=LeapDay.MARCH_1, name="A"
    )
    assert kept_in(leap, 2027) == date(2027, 3, 1)
    assert news(leap, date(2027, 3, 1), date(2027, 3, 1)) == "Turns 27 today"


@pytest.mark.parametrize(
    ("milestone", "words"),
    [
        (BIRTHDAY, "Priya’s birthday"),
        (of(MilestoneKind.WORKING_TOGETHER), "5 years of working with Megan"),
        (of(MilestoneKind.WEDDING), "Megan’s wedding anniversary"),
        (of(MilestoneKind.WEDDING, None), "Megan’s wedding"),
        (of(MilestoneKind.SCHOOL_START, None, name="Ivy"), "Ivy’s first school day"),
        (of(MilestoneKind.SCHOOL_START, None, "First school day", "Ivy"), "Ivy’s first school day"),
        (of(MilestoneKind.EXAM, None, "Ivy sits her exam", "Ivy"), "Ivy sits her exam"),
        (of(MilestoneKind.CUSTOM, None, "Palmgrove turns ten"), "Palmgrove turns ten"),
        (of(MilestoneKind.JOB_START, 2026), "Megan’s first day in the job"),
        (of(MilestoneKind.WORKING_TOGETHER, None), "Megan’s first day of working with you"),
    ],
)
def test_titles(milestone: Milestone, words: str) -> None:
    assert title(milestone, date(2026, 12, 9)) == words


def test_the_age_of_kin_is_the_news() -> None:
    assert title(BIRTHDAY, date(2026, 11, 29), is_light=True) == "Priya turns 40"


@pytest.mark.parametrize(
    ("pronouns", "today", "words"),
    [
        ("she/her", TODAY, "She turns 40 on Sunday"),
        ("they", TODAY, "They turn 40 on Sunday"),
        ("", TODAY, "Turns 40 on Sunday"),
        ("he", date(2026, 11, 30), "He turned 40 yesterday"),
        ("", date(2026, 11, 30), "Turned 40 yesterday"),
        ("she", date(2026, 11, 1), "She turns 40 on 29 November"),
    ],
)
def test_the_news_of_a_birthday(pronouns: str, today: date, words: str) -> None:
    assert news(BIRTHDAY, date(2026, 11, 29), today, read_pronouns(pronouns)) == words


def test_other_news() -> None:
    assert news(of(MilestoneKind.WORKING_TOGETHER), date(2026, 12, 9), TODAY) == "5 years, on 9 December"
    assert news(of(MilestoneKind.WEDDING, None), date(2026, 11, 25), TODAY) == "Tomorrow"


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (6, "on Monday"), (7, "on 1 December"), (400, "on 29 Dec 2027")]
)
def test_days_in_words(days: int, words: str) -> None:
    assert day_words(TODAY + timedelta(days=days), TODAY) == words
