"""Small words for the windows: sizes and times of day as people say them."""

import re
from datetime import date, time

from PySide6.QtCore import QLocale

from relmgr.domain.calendar_words import month_name
from relmgr.i18n import _

_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_UNITS = ("kB", "MB", "GB", "TB")


def size_words(count: int) -> str:
    """`count` bytes in decimal units, such as "12 MB"; below 1,000 "under 1 kB"."""
    if count < 1000:
        return _("under 1 kB")
    power = min(len(_UNITS), (len(str(count)) - 1) // 3)
    size = count / 1000**power
    number = f"{size:.1f}".removesuffix(".0") if size < 10 else f"{size:.0f}"
    return f"{number.replace('.', QLocale().decimalPoint())} {_UNITS[power - 1]}"


def file_name(words: str) -> str:
    """`words` without what some system takes in no file name; a person may be called anything."""
    return _NOT_IN_FILE_NAMES.sub(" ", words).strip()


def time_words(moment: time) -> str:
    """A time of day, such as "09:00"."""
    return moment.strftime("%H:%M")


def day_words(day: date) -> str:
    """A day with its year, as the user's language writes it: "24 November 2026"."""
    return _("{day} {month} {year}").format(day=day.day, month=month_name(day.month), year=day.year)
