"""What was to end asks whether it has: life events, absences and gentle mode never end silently (P7)."""

import calendar
from datetime import date, timedelta

from relmgr.domain.kin import kin_and_news, topic
from relmgr.domain.kinds import SparedBy
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import Pronouns
from relmgr.i18n import _

BACK_ASKED_DAYS = 30
"""For how many days after the end of an absence or of gentle mode the question stands; older ones are history."""

_DECEMBER = 12


def last_day(until: PartialDate | None) -> date | None:
    """The last day that `until` can mean: of "December 2026" the 31st; None without a year."""
    if until is None or until.year is None:
        return None
    month = until.month or _DECEMBER
    return date(until.year, month, until.day or calendar.monthrange(until.year, month)[1])


def asks_from(until: PartialDate | None, follow_up: date | None, today: date) -> date | None:
    """The day from which a life event asks whether it is over: the day after its end, or a later follow-up.

    None while its end is unknown or still to come.
    """
    last = last_day(until)
    if last is None or last >= today:
        return None
    return follow_up if follow_up is not None and follow_up > last else last + timedelta(days=1)


def over_question(title: str, name: str, pronouns: Pronouns | None) -> str:
    """ "Is her father home again?", "Is Megan back?", "Is “New kitchen” over?"; `name` is the first name."""
    about = kin_and_news(title)
    news = (about[1] if about else title).casefold()
    whom = topic(title, name, pronouns) if about else name
    if news.startswith(tuple(_("in hospital/in the hospital/in a clinic/in rehab").split("/"))):
        return _("Is {whom} home again?").format(whom=whom)
    if news.split()[-1:] and news.split()[-1] in _("away abroad leave holiday").split():
        return _("Is {whom} back?").format(whom=whom)
    return _("Is “{title}” over?").format(title=title.strip())


def was_lately(ended: date, today: date) -> bool:
    """Whether `ended`, the last day of an absence or of gentle mode, has passed and not long ago."""
    return 0 < (today - ended).days <= BACK_ASKED_DAYS


def back_question(spared_by: SparedBy, name: str) -> str:
    """What is asked when an absence or gentle mode has ended; `name` is the first name."""
    if spared_by is SparedBy.AWAY:
        return _("Is {name} back?").format(name=name)
    return _("Is it easier for {name} again?").format(name=name)


def died_words(death: PartialDate, birthday: PartialDate | None) -> str:
    """ "Died on 3 May 2024, aged 71", "Died in 2024": as much as is known, the one quiet line (DESIGN §9)."""
    from relmgr.domain.phrases import partial

    said = _("Died on {day}") if death.day is not None else _("Died in {day}")
    said = said.format(day=partial(death))
    day = death.as_date()
    age = birthday.years_at(day) if birthday is not None and day is not None else None
    return said if age is None else _("{died}, aged {age}").format(died=said, age=age)
