"""Dates with the name of a month or the signs of East Asia, and those of figures that can be read in one way only."""

import re
from typing import NamedTuple

from relmgr.domain.fold import fold
from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.vcard.dates import NO_YEAR

_LONGEST = 40
_PIVOT = 30
"""Years of two figures up to this are of this century, as spreadsheets take them."""
_CJK = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_FIGURES = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})(?:\s?\2\s?(\d{4})?)?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janner janvier janv enero ene gennaio gen januari janeiro stycznia styczen января",
            "february feb februar fevrier fevr fev febrero febbraio februari fevereiro lutego luty февраля",
            "march mar mrz marz maerz mars marzo maart mrt marco marca марта",
            "april apr avril avr abril abr aprile kwietnia апреля",
            "may mai mayo maggio mag mei maio maja мая",
            "june jun juni juin junio giugno giu junho czerwca июня",
            "july jul juli juillet juil julio luglio lug julho lipca июля",
            "august aug aout agosto ago augustus sierpnia августа",
            "september sep sept septembre septiembre settembre set setembro wrzesnia сентября",
            "october oct oktober okt octobre octubre ottobre ott outubro pazdziernika октября",
            "november nov novembre noviembre novembro listopada ноября",
            "december dec dezember dez decembre diciembre dic dicembre desember dezembro grudnia декабря",
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS_AND_SMALL = frozenset(
    ["de", "of", "the", "den", "le", "el", "del", "der", "am", "st", "nd", "rd", "th", "er"]
)


class Worded(NamedTuple):
    """What a date says: a year or none, a month, a day or none; whether its year has two figures only."""

    year: int | None
    month: int
    day: int | None
    is_short: bool = False


def read(text: str) -> PartialDate | None:
    """The date, if it can be read in one way only; None where it cannot: 3/4/1980, 25-Dec-80, circa May 1980."""
    written = text.strip()
    if not written or len(written) > _LONGEST:
        return None
    found = of_signs(written) or _of_figures(written) or of_words(written, words_besides=0)
    if found is None or found.is_short:
        return None
    try:
        return PartialDate(None if found.year in (NO_YEAR, 0) else found.year, found.month, found.day)
    except ValueError:
        return None


def of_signs(text: str) -> Worded | None:
    """1980年12月25日, with its year or without."""
    match = _CJK.fullmatch(text)
    return match and Worded(int(match[1]) if match[1] else None, int(match[2]), int(match[3]))


def _of_figures(text: str) -> Worded | None:
    """25/12/1980 and 12/25/1980, of which one figure can be no month; with full stops the day stands first."""
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    year = int(match[4]) if match[4] else None
    if year is None and match[2] == "-":
        return None
    if match[2] == "." or first > 12 or first == second:
        return Worded(year, second, first)
    return Worded(year, first, second) if second > 12 else None


def of_words(text: str, words_besides: int) -> Worded | None:
    """Dates with the name of a month: 12 Mar 2024, March 12th, 2024, 7-Feb-22, 12. März.

    `words_besides` is how many words may stand there besides, such as the day of the week.
    """
    words = [fold(word) for word in _WORDS.findall(text)]
    months = [(at, _MONTHS[word]) for at, word in enumerate(words) if word in _MONTHS]
    numbers = [word for word in words if word.isdecimal()]
    others = [
        word
        for word in words
        if not word.isdecimal() and word not in _MONTHS and word not in _WEEKDAYS_AND_SMALL
    ]
    if (
        len(months) != 1
        or len(others) > words_besides
        or not 1 <= len(numbers) <= 2
        or any(len(one) > 4 for one in numbers)
    ):
        return None
    month = months[0][1]
    if len(numbers) == 1:
        only = int(numbers[0])
        return Worded(only, month, None) if len(numbers[0]) == 4 else Worded(None, month, only)
    first, second = numbers
    if len(first) == 4:
        return Worded(int(first), month, int(second))
    is_short = len(second) <= 2
    year = full_year(int(second)) if is_short else int(second)
    return Worded(year, month, int(first), is_short)


def full_year(year: int) -> int:
    """The year that two figures mean."""
    return 2000 + year if year <= _PIVOT else 1900 + year
