"""Days in words, said and understood, as of Tuesday 24 November 2026."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain import phrases
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases import Precision, find_dates, parse_day, parse_partial

TODAY = date(2026, 11, 24)


def on(day: int, month: int, year: int = 2026) -> date:
    return date(year, month, day)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (on(27, 11), "Fri 27 Nov"),
        (on(24, 11, 2027), "Wed 24 Nov 2027"),
        (on(25, 11, 2027), "Thu 25 Nov 2027"),
        (on(24, 11, 2025), "Mon 24 Nov 2025"),
        (on(23, 11, 2025), "Sun 23 Nov 2025"),
    ],
)
def test_day(day: date, words: str) -> None:
    assert phrases.day(day, TODAY) == words


def test_short_and_long_days() -> None:
    assert phrases.short_day(on(9, 12, 2021), TODAY) == "9 Dec 2021"
    assert phrases.short_day(on(13, 11), TODAY) == "13 Nov"
    assert phrases.long_day(TODAY) == "Tuesday 24 November"
    assert phrases.long_day(on(24, 11, 2020), TODAY) == "Tuesday 24 November 2020"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "today"),
        (on(25, 11), "tomorrow"),
        (on(28, 11), "4 days"),
        (on(2, 12), "8 days"),
        (on(9, 12), "15 days"),
        (on(12, 1, 2027), "7 weeks"),
        (on(13, 1, 2027), "7 weeks"),
        (on(21, 2, 2027), "3 months"),
        (on(24, 11, 2027), "12 months"),
        (on(24, 11, 2028), "2 years"),
        (on(12, 11), "12 days ago"),
    ],
)
def test_how_far(day: date, words: str) -> None:
    assert phrases.how_far(day, TODAY) == words


def test_ago_late_and_due() -> None:
    assert phrases.ago(on(23, 11), TODAY) == "yesterday"
    assert phrases.ago(on(20, 11), TODAY) == "4 days ago"
    assert phrases.ago(on(2, 12), TODAY) == "8 days"
    assert phrases.late(on(20, 11), TODAY) == "4 days late"
    assert phrases.late(on(23, 11), TODAY) == "1 day late"
    assert phrases.late(TODAY, TODAY) == ""
    assert phrases.due_in(on(27, 11), TODAY) == "in 3 days"
    assert phrases.due_in(on(23, 11), TODAY) == "1 day late"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (on(13, 11), "on Friday the 13th"),
        (on(20, 11), "on Friday"),
        (on(23, 11), "yesterday"),
        (on(28, 11), "on Saturday"),
        (on(19, 8), "on 19 Aug"),
    ],
)
def test_spoken_day(day: date, words: str) -> None:
    assert phrases.spoken_day(day, TODAY) == words


def test_small_words() -> None:
    assert [phrases.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 31)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "31st")
    ]
    assert phrases.on_day(on(19, 11), TODAY) == "on 19 Nov"
    assert phrases.years(5) == "5 years"


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (PartialDate(1985, 4, 12), "12 April 1985"),
        (PartialDate(None, 4, 12), "12 April"),
        (PartialDate(2020, 3), "March 2020"),
        (PartialDate(1985), "1985"),
        (PartialDate(None, None, 12), "the 12th"),
    ],
)
def test_partial(known: PartialDate, words: str) -> None:
    assert phrases.partial(known) == words


@pytest.mark.parametrize(
    ("text", "coming", "past"),
    [
        ("today", TODAY, TODAY),
        ("this morning", TODAY, TODAY),
        ("yesterday", on(23, 11), on(23, 11)),
        ("last night", on(23, 11), on(23, 11)),
        ("tomorrow", on(25, 11), on(25, 11)),
        ("on Friday", on(27, 11), on(20, 11)),
        ("by Friday", on(27, 11), on(20, 11)),
        ("by Tuesday", TODAY, TODAY),
        ("this Friday", on(27, 11), on(20, 11)),
        ("next Friday", on(4, 12), on(4, 12)),
        ("last Tuesday", on(17, 11), on(17, 11)),
        ("Friday next week", on(4, 12), on(4, 12)),
        ("Friday the 13th", on(13, 8, 2027), on(13, 11)),
        ("3 Sep", on(3, 9, 2027), on(3, 9)),
        ("Sept 3rd", on(3, 9, 2027), on(3, 9)),
        ("the 3rd of September", on(3, 9, 2027), on(3, 9)),
        ("3 September 2027", on(3, 9, 2027), on(3, 9, 2027)),
        ("November 27, 2026", on(27, 11), on(27, 11)),
        ("Fri 27 Nov", on(27, 11), on(27, 11, 2025)),
        ("2026-11-27", on(27, 11), on(27, 11)),
        ("27.11.", on(27, 11), on(27, 11, 2025)),
        ("27/11/2026", on(27, 11), on(27, 11)),
        ("27.11.26", on(27, 11), on(27, 11)),
        ("by 27/11", on(27, 11), on(27, 11, 2025)),
        ("in 2 weeks", on(8, 12), on(8, 12)),
        ("in two weeks' time", on(8, 12), on(8, 12)),
        ("in a couple of days", on(26, 11), on(26, 11)),
        ("in a fortnight", on(8, 12), on(8, 12)),
        ("3 days ago", on(21, 11), on(21, 11)),
        ("a week ago", on(17, 11), on(17, 11)),
        ("end of month", on(30, 11), on(30, 11)),
        ("the end of next month", on(31, 12), on(31, 12)),
        ("end of the week", on(27, 11), on(27, 11)),
        ("end of February", on(28, 2, 2027), on(28, 2, 2027)),
        ("the 15th", on(15, 12), on(15, 11)),
        ("next week", on(30, 11), on(30, 11)),
        ("next month", on(1, 12), on(1, 12)),
        ("this weekend", on(28, 11), on(21, 11)),
        ("until Christmas", on(25, 12), on(25, 12, 2025)),
        ("before Easter", on(28, 3, 2027), on(5, 4)),
        ("29 Feb", on(29, 2, 2028), on(29, 2, 2024)),
        ("am Freitag", on(27, 11), on(20, 11)),
        ("übermorgen", on(26, 11), on(26, 11)),
        ("nächsten Freitag", on(4, 12), on(4, 12)),
        ("in zwei Wochen", on(8, 12), on(8, 12)),
        ("3. Dezember", on(3, 12), on(3, 12, 2025)),
        ("vor 3 Tagen", on(21, 11), on(21, 11)),
        ("in January", on(1, 1, 2027), on(1, 1)),
        ("April 1985", on(1, 4, 1985), on(1, 4, 1985)),
    ],
)
def test_a_day_is_found_in_a_sentence(text: str, coming: date, past: date) -> None:
    sentence = f"She said {text}, and went on"
    (found,) = find_dates(sentence, TODAY)
    assert (found.day, found.past) == (coming, past)
    assert sentence[found.lead_start : found.end].endswith(found.words)
    assert sentence[found.start : found.end] == found.words


def test_ranges_know_their_end() -> None:
    found = find_dates("next week, in January", TODAY)
    assert [(one.precision, one.last) for one in found] == [
        (Precision.WEEK, on(4, 12)),
        (Precision.MONTH, on(31, 1, 2027)),
    ]


def test_the_preposition_is_told_apart() -> None:
    (found,) = find_dates("home until the 3rd of January.", TODAY)
    assert (found.lead, found.words) == ("until", "the 3rd of January")


@pytest.mark.parametrize(
    "text",
    [
        "We sat in the sun and may march on",
        "no calls on Fridays",
        "Friday’s meeting",
        "the 3rd draft of the 21st century",
        "open 24/7",
        "1/2 of it",
        "31 Feb",
        "99.99.9999",
        "version 1.2. is out",
        "0000-00-00",
        "",
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert find_dates(text, TODAY) == []


@given(st.text(), st.dates())
def test_finding_never_raises(text: str, today: date) -> None:
    for found in find_dates(text, today):
        assert text[found.start : found.end] == found.words


_PIECES = st.lists(
    st.sampled_from(
        ["fri", "the ", "13th", " ", "in ", "2", "weeks", "of ", "sep", ".", "next ", "31", "/", "-", "2026"]
    )
)


@given(_PIECES.map("".join), st.dates())
def test_finding_never_raises_on_broken_dates(text: str, today: date) -> None:
    starts = [found.start for found in find_dates(text, today)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "hostile", ["fri " * 20_000, "in " * 20_000, "1" * 80_000, " " * 80_000, "the end of " * 8_000]
)
def test_long_texts_are_read_to_the_end(hostile: str) -> None:
    found = find_dates(hostile + " tomorrow", TODAY)
    assert found[-1].words == "tomorrow"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("  ", None),
        ("27 Nov", on(27, 11)),
        ("27.11", on(27, 11)),
        ("1/12", on(1, 12)),
        ("fri", on(27, 11)),
        ("sat", on(28, 11)),
        ("next Friday", on(4, 12)),
        ("by Friday", on(27, 11)),
        ("2w", on(8, 12)),
        ("+3d", on(27, 11)),
        ("15", on(15, 12)),
        ("the 15th", on(15, 12)),
        ("5/6/2026", on(5, 6)),
        ("5/6/26", on(5, 6)),
        ("2026-11-27", on(27, 11)),
        ("Morgen", on(25, 11)),
        ("next week", on(30, 11)),
    ],
)
def test_parse_day(text: str, day: date | None) -> None:
    assert parse_day(text, TODAY) == day


def test_parse_day_in_the_past() -> None:
    assert parse_day("Friday", TODAY, past=True) == on(20, 11)
    assert parse_day("3 Dec", TODAY, past=True) == on(3, 12, 2025)
    assert parse_day("2w", TODAY, past=True) == on(10, 11)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 Feb", "February has no 31st. Try 28 Feb, or leave the day out."),
        ("31.4.2027", "April has no 31st. Try 30 Apr, or leave the day out."),
        ("29 Feb 2027", "February has no 29th. Try 28 Feb, or leave the day out."),
        ("2027-13-01", "There are twelve months. Write the day first, such as 27/11."),
        ("January", "Add the day, such as 12 January."),
        ("whenever", "Write a day such as 27 Nov, next Friday or 2026-11-27."),
        ("call on Friday please", "Write a day such as 27 Nov, next Friday or 2026-11-27."),
        ("x" * 1000, "Write a day such as 27 Nov, next Friday or 2026-11-27."),
    ],
)
def test_parse_day_helps(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("12 April", PartialDate(None, 4, 12)),
        ("April 12th", PartialDate(None, 4, 12)),
        ("12. April 1985", PartialDate(1985, 4, 12)),
        ("April 1985", PartialDate(1985, 4)),
        ("April", PartialDate(None, 4)),
        ("1985", PartialDate(1985)),
        ("--04-12", PartialDate(None, 4, 12)),
        ("--0412", PartialDate(None, 4, 12)),
        ("---12", PartialDate(None, None, 12)),
        ("1985-04", PartialDate(1985, 4)),
        ("1985-04-12", PartialDate(1985, 4, 12)),
        ("12/4/1985", PartialDate(1985, 4, 12)),
        ("12.4.", PartialDate(None, 4, 12)),
        ("4/1985", PartialDate(1985, 4)),
        ("29 Feb", PartialDate(None, 2, 29)),
        ("the 12th", PartialDate(None, None, 12)),
    ],
)
def test_parse_partial(text: str, known: PartialDate) -> None:
    assert parse_partial(text) == known


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 Feb", "February has no 31st. Try 28 Feb, or leave the day out."),
        ("12/4/85", "Write the year in full, such as 1985, or leave it out."),
        ("", "Write what you know of the date, such as 12 April, April 1985 or 1985."),
        ("0000", "There is no year 0. Leave the year out if it is not known."),
        ("99 April", "Days go from 1 to 31. Write a day such as 12 April, or leave the day out."),
    ],
)
def test_parse_partial_helps(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse_partial(text)


@given(st.builds(PartialDate.of, st.dates(date(1000, 1, 1))))
def test_what_is_said_is_understood(known: PartialDate) -> None:
    assert parse_partial(phrases.partial(known)) == known


@given(st.text(max_size=40), st.dates(), st.booleans())
def test_fields_either_read_or_explain(text: str, today: date, past: bool) -> None:
    answers = []
    for read in (lambda: parse_day(text, today, past=past), lambda: parse_partial(text)):
        try:
            answers.append(str(read() or "empty"))
        except ValueError as error:
            answers.append(str(error))
    assert all(answers)
