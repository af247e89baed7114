"""Whether a reminder is about talking to somebody: then what is wanted first is Prep for a call (P3)."""

import re
from functools import cache

from relmgr.i18n import pgettext


def is_about_a_call(title: str) -> bool:
    """ "Ring Ben about the timetable", "call her on Thursday": one of the words for it stands in the title."""
    return _words(_listed()).search(title) is not None


def _listed() -> str:
    return pgettext(
        "words that announce a call, separated by commas",
        "call,phone,ring,ring back,video call,speak to,speak with,talk to,talk with,meet,meeting,catch up",
    )


@cache
def _words(listed: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word.strip()) for word in listed.split(",") if word.strip())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
