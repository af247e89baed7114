"""Finding the days people mention in a text, each with where it stands and what it means on a given today.

A day without a year or a week is read twice: as the coming one (for what is planned) and as the past one (for what
is told). "Next Friday" is the Friday of the next calendar week, weeks beginning on Monday.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from relmgr.domain.phrases.calendar_words import (
    COUNTS,
    FEASTS,
    GAP,
    LEADS,
    MEAN_OTHER_THINGS_TOO,
    MONTHS,
    NEAR_DAYS,
    UNITS,
    WEEKDAYS,
    any_of,
)


class Precision(StrEnum):
    """How exactly the words name a day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`day`, the coming reading; `past`, the told one; `last`, the end of a coming week or month, else `day`."""

    day: date
    past: date
    last: date
    precision: Precision = Precision.DAY
    has_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """Words in a text that name a day: `text[start:end]`, `lead` the preposition before them ("by"), else "".

    `day` is the coming reading, `past` the latest reading on or before today, `last` the end of a coming range.
    `lead_start` is where the preposition begins, or `start`.
    """

    start: int
    end: int
    day: date
    words: str
    past: date
    last: date
    precision: Precision
    has_year: bool
    lead: str
    lead_start: int


_WEEKDAY = any_of(WEEKDAYS)
_MONTH = any_of(MONTHS)
_COUNT = rf"(?:\d{{1,3}}|{any_of(COUNTS)})"
_UNIT = any_of({word: unit for word, unit in UNITS.items() if len(word) > 1})
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_LEAD = re.compile(rf"(?<!\w)({'|'.join(LEADS)}){GAP}(?:the{GAP}|den{GAP})?$", re.IGNORECASE)
_NEXT = r"next|nächste[nrs]?|coming|kommende[nrs]?"
_LAST = r"last|letzte[nrs]?|past"
_THIS = r"this|diese[nrms]?"

_Rule = Callable[[re.Match[str], date], "Meaning | None"]


def exactly(day: date) -> Meaning:
    """A day that can be read in one way only."""
    return Meaning(day, day, day, has_year=True)


def _year_of(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) < 3 else 0)


def day_in_some_year(day: int, month: int, today: date) -> Meaning | None:
    """The coming and the past one of a day and month; 29 February waits for a leap year."""
    coming = past = None
    for year in range(today.year, today.year + 9):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= today:
            coming = date(year, month, day)
            break
    for year in range(today.year, today.year - 9, -1):
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) <= today:
            past = date(year, month, day)
            break
    return Meaning(coming, past, coming) if coming and past else None


def _of_month(day: int, month: int, year: int | None, today: date) -> Meaning | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return day_in_some_year(day, month, today) if year is None else exactly(date(year, month, day))


def _iso(found: re.Match[str], _today: date) -> Meaning | None:
    return exactly(date(int(found["year"]), int(found["month"]), int(found["day"])))


def _numeric(found: re.Match[str], today: date) -> Meaning | None:
    """Day before month, unless only the other order is a date: "12/25"."""
    day, month = int(found["day"]), int(found["month"])
    year, is_slashed = _year_of(found["year"]), "/" in found[0]
    if month > 12 >= day and is_slashed:
        day, month = month, day
    meaning = _of_month(day, month, year, today)
    if meaning is not None and year is not None and is_slashed and day <= 12 and meaning.day < today:
        # "by 12/4/2026" in November can only be meant the American way.
        other = date(year, day, month)
        return Meaning(other, meaning.past, other, has_year=True) if other > today else meaning
    return meaning


def _named_month(found: re.Match[str], today: date) -> Meaning | None:
    day = int(re.sub(r"\D", "", found["day"]))
    return _of_month(day, MONTHS[found["month"].casefold()], _year_of(found["year"]), today)


def _near(found: re.Match[str], today: date) -> Meaning | None:
    day = today + timedelta(NEAR_DAYS[" ".join(found[0].casefold().split())])
    return Meaning(day, day, day)


def on_weekday(weekday: int, today: date) -> Meaning:
    """The coming and the past such weekday; today itself if it is one."""
    coming = today + timedelta((weekday - today.weekday()) % 7)
    return Meaning(coming, today - timedelta((today.weekday() - weekday) % 7), coming)


def _weekday(found: re.Match[str], today: date) -> Meaning | None:
    weekday = WEEKDAYS[found["weekday"].casefold()]
    which = (found["which"] or "").casefold()
    if not which or re.fullmatch(_THIS, which) or which == "coming":
        return on_weekday(weekday, today)
    monday = today - timedelta(today.weekday())
    if re.fullmatch(_NEXT, which):
        return _known(monday + timedelta(7 + weekday))
    before = today - timedelta((today.weekday() - weekday - 1) % 7 + 1)
    return _known(before)


def _known(day: date) -> Meaning:
    return Meaning(day, day, day)


def _weekday_of_week(found: re.Match[str], today: date) -> Meaning | None:
    monday = today - timedelta(today.weekday())
    week = {"next": 7, "last": -7, "this": 0}[found["which"].casefold()]
    return _known(monday + timedelta(week + WEEKDAYS[found["weekday"].casefold()]))


def _week_after(found: re.Match[str], today: date) -> Meaning | None:
    """ "A week on Friday": the Friday after the coming one."""
    return _known(on_weekday(WEEKDAYS[found["weekday"].casefold()], today).day + timedelta(7))


def _weekday_the(found: re.Match[str], today: date) -> Meaning | None:
    weekday, day = WEEKDAYS[found["weekday"].casefold()], int(re.sub(r"\D", "", found["day"]))
    return _nth_of_month(day, today, weekday)


def _the_nth(found: re.Match[str], today: date) -> Meaning | None:
    return _nth_of_month(int(re.sub(r"\D", "", found["day"])), today)


def _nth_of_month(day: int, today: date, weekday: int | None = None) -> Meaning | None:
    """The coming and the past month that has such a day (on that weekday, if one is given)."""

    def search(step: int) -> date | None:
        for months in range(60):
            first = today.replace(day=1) + relativedelta(months=step * months)
            if not 1 <= day <= calendar.monthrange(first.year, first.month)[1]:
                continue
            there = first.replace(day=day)
            fits = weekday is None or there.weekday() == weekday
            if fits and (there - today).days * step >= 0:
                return there
        return None

    coming, past = search(1), search(-1)
    return Meaning(coming, past, coming) if coming and past else None


def _counted(found: re.Match[str]) -> int:
    words = " ".join(found["count"].casefold().split())
    return COUNTS.get(words) or int(words)


def moved(today: date, count: int, unit: str) -> date:
    """`today` moved by so many units; the 31st becomes the last of a shorter month."""
    if unit == "fortnights":
        return today + timedelta(14 * count)
    steps = {
        "days": relativedelta(days=count),
        "weeks": relativedelta(weeks=count),
        "months": relativedelta(months=count),
        "years": relativedelta(years=count),
    }
    return today + steps[unit]


def _in_some_time(found: re.Match[str], today: date) -> Meaning | None:
    return _known(moved(today, _counted(found), UNITS[found["unit"].casefold()]))


def _some_time_ago(found: re.Match[str], today: date) -> Meaning | None:
    return _known(moved(today, -_counted(found), UNITS[found["unit"].casefold()]))


def _week(found: re.Match[str], today: date) -> Meaning | None:
    step = _step(found["which"])
    monday = today - timedelta(today.weekday()) + timedelta(7 * step)
    # A week of work: what is due "next week" is due on its Friday.
    return Meaning(monday, monday, monday + timedelta(4), Precision.WEEK)


def _weekend(found: re.Match[str], today: date) -> Meaning | None:
    saturday = today - timedelta(today.weekday()) + timedelta(5 + 7 * _step(found["which"] or "this"))
    past = saturday if saturday <= today else saturday - timedelta(7)
    return Meaning(saturday, past, saturday + timedelta(1))


def _step(which: str) -> int:
    which = which.casefold()
    return 1 if re.fullmatch(_NEXT, which) else -1 if re.fullmatch(_LAST, which) else 0


def month_meaning(year: int, month: int, *, has_year: bool = False) -> Meaning:
    """A whole month."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Meaning(last.replace(day=1), last.replace(day=1), last, Precision.MONTH, has_year)


def _next_month(found: re.Match[str], today: date) -> Meaning | None:
    there = today.replace(day=1) + relativedelta(months=_step(found["which"]))
    return month_meaning(there.year, there.month)


def _month(found: re.Match[str], today: date) -> Meaning | None:
    month = MONTHS[found["month"].casefold()]
    if found["year"]:
        return month_meaning(int(found["year"]), month, has_year=True)
    coming = month_meaning(today.year + (month < today.month), month)
    past = date(today.year - (month > today.month), month, 1)
    return Meaning(coming.day, past, coming.last, Precision.MONTH)


def _end(found: re.Match[str], today: date) -> Meaning | None:
    if found["month"]:
        month = MONTHS[found["month"].casefold()]
        year = _year_of(found["year"]) or today.year + (month < today.month)
        return _known(month_meaning(year, month).last)
    what, step = found["what"].casefold(), _step(found["which"] or "this")
    if what in ("week", "woche"):
        return _known(today - timedelta(today.weekday()) + timedelta(4 + 7 * step))
    if what in ("month", "monats"):
        there = today.replace(day=1) + relativedelta(months=step)
        return _known(month_meaning(there.year, there.month).last)
    return _known(date(today.year + step, 12, 31))


def _feast(found: re.Match[str], today: date) -> Meaning | None:
    name = " ".join(found[0].casefold().split())
    if name != "easter":
        month, day = FEASTS[name]
        return day_in_some_year(day, month, today)
    days = [easter(year) for year in (today.year - 1, today.year, today.year + 1)]
    coming = next(day for day in days if day >= today)
    return Meaning(coming, next(day for day in reversed(days) if day <= today), coming)


_DAY_OF_MONTH = r"(?P<day>\d{1,2}(?:st|nd|rd|th|\.)?)"
_PART_OF_DAY = rf"(?:{GAP}(?:morning|lunchtime|afternoon|evening|night))?"
_YEAR = rf"(?:,?{GAP}(?P<year>\d{{4}}))?"

_PATTERNS: tuple[tuple[str, _Rule], ...] = (
    (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!-?\d)", _iso),
    (r"(?P<day>\d{1,2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})(?![./-]?\d)", _numeric),
    (r"(?P<day>\d{1,2})\.[ ]?(?P<month>\d{1,2})(?P<year>)\.(?![./-]?\d)", _numeric),
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)(?![./-]?\d)", _numeric),
    (
        rf"(?:{_WEEKDAY}\.?,?{GAP})?(?:the{GAP})?{_DAY_OF_MONTH}{GAP}(?:of{GAP})?(?P<month>{_MONTH})(?!\w)(?:\.(?={GAP}\d{{4}}))?{_YEAR}",
        _named_month,
    ),
    (rf"(?:{_WEEKDAY}\.?,?{GAP})?(?P<month>{_MONTH})\.?{GAP}{_DAY_OF_MONTH}(?!\w){_YEAR}", _named_month),
    (
        rf"\d{{1,2}}(?:st|nd|rd|th)?(?:[ ]?[-–][ ]?|{GAP}to{GAP}(?:the{GAP})?){_DAY_OF_MONTH}{GAP}(?:of{GAP})?(?P<month>{_MONTH})(?!\w){_YEAR}",
        _named_month,
    ),
    (rf"(?P<weekday>{_WEEKDAY}){GAP}(?:the{GAP})?(?P<day>{_ORDINAL})", _weekday_the),
    (rf"a{GAP}week{GAP}(?:on{GAP})?(?P<weekday>{_WEEKDAY})", _week_after),
    (rf"(?:{_NEXT}{GAP})?(?P<weekday>{_WEEKDAY}){GAP}week", _week_after),
    (rf"(?P<weekday>{_WEEKDAY}){GAP}(?P<which>next|last|this){GAP}week", _weekday_of_week),
    (rf"(?:(?P<which>{_NEXT}|{_LAST}|{_THIS}){GAP})?(?P<weekday>{_WEEKDAY}){_PART_OF_DAY}", _weekday),
    (any_of(NEAR_DAYS), _near),
    (rf"in{GAP}(?P<count>{_COUNT}){GAP}(?P<unit>{_UNIT})(?:(?:’|')?{GAP}time)?", _in_some_time),
    (rf"\+(?P<count>\d{{1,3}})[ ]?(?P<unit>{_UNIT}|[dwmy])", _in_some_time),
    (rf"(?P<count>{_COUNT}){GAP}(?P<unit>{_UNIT}){GAP}ago", _some_time_ago),
    (rf"vor{GAP}(?P<count>{_COUNT}){GAP}(?P<unit>{_UNIT})", _some_time_ago),
    (rf"(?P<which>{_NEXT}|{_LAST}|{_THIS}){GAP}(?:week|woche)", _week),
    (rf"(?:(?P<which>{_NEXT}|{_LAST}|{_THIS}){GAP}|the{GAP})(?:weekend|wochenende)", _weekend),
    (rf"(?P<which>{_NEXT}|{_LAST}|{_THIS}){GAP}(?:month|monat)", _next_month),
    (
        rf"(?:the{GAP})?(?:end|ende){GAP}(?:of{GAP}|des{GAP})?"
        rf"(?:(?:the{GAP}|(?P<which>{_NEXT}|{_THIS}){GAP})?(?P<what>week|month|year|woche|monats|jahres)"
        rf"|(?P<month>{_MONTH})(?!\w){_YEAR})",
        _end,
    ),
    (any_of(FEASTS), _feast),
    ("easter", _feast),
)
_LED_PATTERNS: tuple[tuple[str, _Rule], ...] = (
    (rf"(?:the{GAP})?(?P<day>{_ORDINAL})", _the_nth),
    (rf"(?:(?:early|mid|late)[ -])?(?:(?:next|this){GAP})?(?P<month>{_MONTH})(?!\w)(?P<year>)", _month),
)
_FREE_MONTH = rf"(?P<month>{_MONTH})(?!\w)\.?{GAP}(?P<year>\d{{4}})"

_BEFORE, _AFTER = r"(?<![\w/-])(?<!\d[.,])(?:", r")(?!\w)(?!['’]s(?!\w))"


def _compiled(patterns: tuple[tuple[str, _Rule], ...]) -> tuple[tuple[re.Pattern[str], _Rule], ...]:
    return tuple((re.compile(_BEFORE + pattern + _AFTER, re.IGNORECASE), rule) for pattern, rule in patterns)


_RULES = _compiled((*_PATTERNS, (_FREE_MONTH, _month)))
_LED_RULES = _compiled(_LED_PATTERNS)
_BEFORE_A_DAY = frozenset(
    {"on", "by", "until", "till", "til", "since", "from", "before", "after", "am", "bis", "ab", "seit"}
)
_BARE_NUMERIC = re.compile(r"\d\d/\d\d")
""" "12/11" at the end of a clause is a day; "9/10" and "12/24 columns" are not."""
_ENDS_HERE = re.compile(r"\s*(?:[.,;:!?)\n]|$|and\b|but\b)")


def _is_meant(found: re.Match[str], lead: str, is_strict: bool) -> bool:
    """Whether "sat" or "27/11" in running text is meant as a day."""
    words = found[0]
    if not is_strict:
        return True
    if words.casefold() in MEAN_OTHER_THINGS_TOO:
        return words[0].isupper() or lead in _BEFORE_A_DAY
    if lead:
        return True
    if "/" in words and words.count("/") == 1:
        return bool(_BARE_NUMERIC.fullmatch(words)) and bool(_ENDS_HERE.match(found.string, found.end()))
    return not (words.endswith(".") and words[0].isdigit() and len(words.split(".")[1].strip()) < 2)


def _lead_of(text: str, start: int) -> tuple[str, int]:
    before = text[max(0, start - 16) : start]
    found = _LEAD.search(before)
    return (found[1].casefold(), start - len(before) + found.start()) if found else ("", start)


def _candidates(text: str, today: date, is_strict: bool) -> Iterator[FoundDate]:
    for rules, needs_lead in ((_RULES, False), (_LED_RULES, True)):
        for pattern, rule in rules:
            for found in pattern.finditer(text):
                lead, lead_start = _lead_of(text, found.start())
                if (
                    needs_lead
                    and is_strict
                    and not _has_its_lead(found, lead)
                    and not _stands_alone(found, text)
                ):
                    continue
                if not _is_meant(found, lead, is_strict):
                    continue
                try:
                    meaning = rule(found, today)
                except (ValueError, OverflowError):
                    continue  # 31 February, or a year no calendar has
                if meaning is not None:
                    yield _found(found, meaning, lead, lead_start)


def _has_its_lead(found: re.Match[str], lead: str) -> bool:
    """ "by the 15th" and "in January", but not "of the 15th century"."""
    names_month = "month" in found.groupdict()
    return lead in _BEFORE_A_DAY or (names_month and lead in ("in", "of", "im", "for", "around", "over"))


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """ "the 15th." names a day, "the 1st draft" and "the 21st century" do not."""
    return found[0][:3].casefold() == "the" and bool(_ENDS_HERE.match(text, found.end()))


def _found(found: re.Match[str], meaning: Meaning, lead: str, lead_start: int) -> FoundDate:
    words = found[0].rstrip()
    return FoundDate(
        start=found.start(),
        end=found.start() + len(words),
        day=meaning.day,
        words=words,
        past=meaning.past,
        last=meaning.last,
        precision=meaning.precision,
        has_year=meaning.has_year,
        lead=lead,
        lead_start=lead_start,
    )


def find_dates(text: str, today: date, *, is_strict: bool = True) -> list[FoundDate]:
    """The days named in `text`, in its order, none overlapping; the longer reading wins. Never raises.

    `is_strict` holds back what in running text more often means something else ("sat", "1/2", "the 3rd draft").
    Impossible days such as "31 Feb" are not found. Day comes before month.
    """
    chosen: list[FoundDate] = []
    ordered = sorted(_candidates(text, today, is_strict), key=lambda found: (found.start, -found.end))
    for found in ordered:
        if not chosen or found.start >= chosen[-1].end:
            chosen.append(found)
    return chosen
