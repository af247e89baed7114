"""The names of days, months, feasts and counts that are understood: English, and German where it costs nothing."""

import re

WEEKDAYS: dict[str, int] = {
    **dict.fromkeys(("monday", "mon", "montag"), 0),
    **dict.fromkeys(("tuesday", "tues", "tue", "dienstag"), 1),
    **dict.fromkeys(("wednesday", "weds", "wed", "mittwoch"), 2),
    **dict.fromkeys(("thursday", "thurs", "thur", "thu", "donnerstag"), 3),
    **dict.fromkeys(("friday", "fri", "freitag"), 4),
    **dict.fromkeys(("saturday", "sat", "samstag", "sonnabend"), 5),
    **dict.fromkeys(("sunday", "sun", "sonntag"), 6),
}
MONTHS: dict[str, int] = {
    **dict.fromkeys(("january", "jan", "januar", "jänner"), 1),
    **dict.fromkeys(("february", "feb", "februar"), 2),
    **dict.fromkeys(("march", "mar", "märz", "mär"), 3),
    **dict.fromkeys(("april", "apr"), 4),
    **dict.fromkeys(("may", "mai"), 5),
    **dict.fromkeys(("june", "jun", "juni"), 6),
    **dict.fromkeys(("july", "jul", "juli"), 7),
    **dict.fromkeys(("august", "aug"), 8),
    **dict.fromkeys(("september", "sept", "sep"), 9),
    **dict.fromkeys(("october", "oct", "oktober", "okt"), 10),
    **dict.fromkeys(("november", "nov"), 11),
    **dict.fromkeys(("december", "dec", "dezember", "dez"), 12),
}
MEAN_OTHER_THINGS_TOO = frozenset(
    {"mon", "wed", "sat", "sun", "mar", "march", "may", "jan", "dec", "august", "sept"}
)
"""Understood without a number or a preposition beside them only when written with a capital letter."""

FEASTS: dict[str, tuple[int, int]] = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing day": (12, 26),
    "new year’s eve": (12, 31),
    "new year's eve": (12, 31),
    "new year’s day": (1, 1),
    "new year's day": (1, 1),
    "new year’s": (1, 1),
    "new year's": (1, 1),
    "new year": (1, 1),
    "valentine’s day": (2, 14),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "heiligabend": (12, 24),
    "weihnachten": (12, 25),
    "silvester": (12, 31),
    "neujahr": (1, 1),
}
NEAR_DAYS: dict[str, int] = {
    **dict.fromkeys(("today", "tonight", "just now", "this morning", "this afternoon", "this evening"), 0),
    **dict.fromkeys(("earlier today", "this lunchtime", "heute", "heute morgen", "heute abend"), 0),
    **dict.fromkeys(("tonite", "this lunch", "this aft"), 0),
    **dict.fromkeys(
        ("tmrw", "tmw", "tmrw morning", "tomoz", "2moro", "tomorrow lunchtime", "tomorrow night"), 1
    ),
    **dict.fromkeys(("yday", "yest", "yesterday lunchtime", "yesterday night"), -1),
    **dict.fromkeys(("yesterday", "last night", "yesterday morning", "yesterday afternoon"), -1),
    **dict.fromkeys(("yesterday evening", "gestern", "gestern abend"), -1),
    **dict.fromkeys(("the day before yesterday", "day before yesterday", "vorgestern"), -2),
    **dict.fromkeys(("tomorrow", "tomorrow morning", "tomorrow afternoon", "tomorrow evening", "morgen"), 1),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow", "übermorgen"), 2),
}
COUNTS: dict[str, int] = {
    **dict.fromkeys(("a", "an", "one", "ein", "eine", "einem", "einer"), 1),
    **dict.fromkeys(("two", "a couple of", "zwei"), 2),
    **dict.fromkeys(("three", "drei"), 3),
    **dict.fromkeys(("four", "vier"), 4),
    **dict.fromkeys(("five", "fünf"), 5),
    **dict.fromkeys(("six", "sechs"), 6),
    **dict.fromkeys(("seven", "sieben"), 7),
    **dict.fromkeys(("eight", "acht"), 8),
    **dict.fromkeys(("nine", "neun"), 9),
    **dict.fromkeys(("ten", "zehn"), 10),
    "eleven": 11,
    "twelve": 12,
}
UNITS: dict[str, str] = {
    **dict.fromkeys(("day", "days", "tag", "tage", "tagen", "d"), "days"),
    **dict.fromkeys(("week", "weeks", "woche", "wochen", "w"), "weeks"),
    **dict.fromkeys(("fortnight", "fortnights"), "fortnights"),
    **dict.fromkeys(("month", "months", "monat", "monate", "monaten", "m"), "months"),
    **dict.fromkeys(("year", "years", "jahr", "jahre", "jahren", "y"), "years"),
}
LEADS = (
    *(
        "on",
        "by",
        "until",
        "till",
        "til",
        "since",
        "from",
        "before",
        "after",
        "for",
        "in",
        "at",
        "of",
        "over",
        "around",
    ),
    *("am", "bis", "seit", "ab", "vor", "nach", "im", "zum"),
)

GAP = r"[ \t\xa0]{1,3}"


def any_of(words: "dict[str, int] | dict[str, str] | dict[str, tuple[int, int]]") -> str:
    """A pattern for any of the words, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", GAP) for word in longest_first) + ")"
