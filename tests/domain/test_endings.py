"""What was to end asks whether it has."""

from datetime import date

import pytest

from relmgr.domain.endings import asks_from, back_question, died_words, last_day, over_question, was_lately
from relmgr.domain.kinds import SparedBy
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import read_pronouns

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("until", "day"),
    [
        (None, None),
        (PartialDate(None, 12, 24), None),
        (PartialDate(2026), date(2026, 12, 31)),
        (PartialDate(2028, 2), date(2028, 2, 29)),
        (PartialDate(2026, 11, 20), date(2026, 11, 20)),
    ],
)
def test_the_last_day_an_end_can_mean(until: PartialDate | None, day: date | None) -> None:
    assert last_day(until) == day


def test_it_asks_the_day_after_its_end_or_when_it_was_put_off_to() -> None:
    ended = PartialDate(2026, 11, 20)
    assert asks_from(ended, None, TODAY) == date(2026, 11, 21)
    assert asks_from(ended, date(2026, 11, 13), TODAY) == date(2026, 11, 21)
    assert asks_from(ended, date(2026, 12, 8), TODAY) == date(2026, 12, 8)
    assert asks_from(PartialDate.of(TODAY), None, TODAY) is None
    assert asks_from(None, TODAY, TODAY) is None


@pytest.mark.parametrize(
    ("title", "pronouns", "question"),
    [
        ("Papa in hospital", "she/her", "Is her papa home again?"),
        ("Papa in hospital", "", "Is Megan’s papa home again?"),
        ("In hospital", "", "Is Megan home again?"),
        ("Parental leave", "", "Is Megan back?"),
        ("New kitchen", "she/her", "Is “New kitchen” over?"),
        ("", "", "Is “” over?"),
    ],
)
def test_the_question(title: str, pronouns: str, question: str) -> None:
    assert over_question(title, "Megan", read_pronouns(pronouns)) == question


def test_an_absence_is_asked_about_for_a_month() -> None:
    assert not was_lately(TODAY, TODAY)
    assert was_lately(date(2026, 11, 23), TODAY)
    assert was_lately(date(2026, 10, 25), TODAY)
    assert not was_lately(date(2026, 10, 24), TODAY)
    assert back_question(SparedBy.AWAY, "Megan") == "Is Megan back?"
    assert back_question(SparedBy.GENTLE, "Megan") == "Is it easier for Megan again?"


@pytest.mark.parametrize(
    ("death", "born", "words"),
    [
        (PartialDate(2024, 5, 3), PartialDate(1953, 2, 1), "Died on 3 May 2024, aged 71"),
        (PartialDate(2024, 5, 3), PartialDate(1953), "Died on 3 May 2024"),
        (PartialDate(2024, 5), PartialDate(1953, 2, 1), "Died in May 2024"),
        (PartialDate(2024), None, "Died in 2024"),
        (PartialDate(None, 5, 3), PartialDate(1953, 2, 1), "Died on 3 May"),
    ],
)
def test_the_one_quiet_line(death: PartialDate, born: PartialDate | None, words: str) -> None:
    assert died_words(death, born) == words
