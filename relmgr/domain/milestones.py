"""When a milestone is kept, and how it reads: "Ivy turns 6", "Priya’s birthday", "5 years of working together" (P6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from relmgr.domain.calendar_words import full_day, month_name, weekday_name
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.names import possessive
from relmgr.domain.numbers import inside
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.domain.pronouns import Pronouns, subject
from relmgr.i18n import _, ngettext

ONLY_ONCE = frozenset(
    {MilestoneKind.EXAM, MilestoneKind.SCHOOL_START, MilestoneKind.JOB_START, MilestoneKind.CUSTOM}
)
"""What happens once, where its year is known."""

_NEVER = frozenset({MilestoneKind.DEATH, MilestoneKind.FIRST_MET})
_DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What the rules and the words look at. `name`: what the person is called in a sentence."""

    kind: MilestoneKind
    date: PartialDate
    title: str = ""
    name: str = ""
    leap_day: LeapDay = LeapDay.FEBRUARY_28


def kept_in(milestone: Milestone, year: int) -> date | None:
    """The day it is kept in `year`, never before the date itself (P6).

    What happens once (an exam, a first school day, a date of one's own) is kept only in its year, or each year where
    that is unknown. None where month or day is unknown, for the day you met, and for a death: reminders stop
    (DESIGN §9).
    """
    began = milestone.date.year
    if milestone.kind in _NEVER or (began is not None and year < began):
        return None
    if milestone.kind in ONLY_ONCE and began is not None and year != began:
        return None
    return milestone.date.in_year(year, milestone.leap_day)


def kept_between(milestone: Milestone, first: date, last: date) -> tuple[date, ...]:
    """The days it is kept from `first` to `last`, both included."""
    days = (kept_in(milestone, year) for year in range(first.year, last.year + 1))
    return tuple(day for day in days if day is not None and first <= day <= last)


def years_on(milestone: Milestone, day: date) -> int | None:
    """How many years it has been on `day`; None where the year is unknown or it is the date itself."""
    years = milestone.date.years_at(day, milestone.leap_day)
    return years or None


def title(milestone: Milestone, day: date, *, is_light: bool = False) -> str:
    """What is kept on `day`, as the line of Today. `is_light`: kin, whose age is the news. A title of one's own as it is."""
    years, name = years_on(milestone, day), milestone.name
    match milestone.kind:
        case MilestoneKind.BIRTHDAY:
            if is_light and years is not None:
                return _("{name} turns {age}").format(name=name, age=years)
            return _("{whose} birthday").format(whose=possessive(name))
        case MilestoneKind.WORKING_TOGETHER if years is not None:
            text = ngettext(
                "{years} year of working with {name}", "{years} years of working with {name}", years
            )
            return text.format(years=years, name=name)
    own = milestone.title
    if own and (milestone.kind is MilestoneKind.CUSTOM or name.casefold() in own.casefold()):
        return own
    what = inside(own) if own else _what(milestone.kind, years)
    return _("{whose} {what}").format(whose=possessive(name), what=what)


def _what(kind: MilestoneKind, years: int | None) -> str:
    words = {
        MilestoneKind.WEDDING: _("wedding") if years is None else _("wedding anniversary"),
        MilestoneKind.WORKING_TOGETHER: _("first day of working with you"),
        MilestoneKind.JOB_START: _("first day in the job"),
        MilestoneKind.SCHOOL_START: _("first school day"),
        MilestoneKind.EXAM: _("exam"),
    }
    return words.get(kind, _("day"))


def news(milestone: Milestone, day: date, today: date, pronouns: Pronouns | None = None) -> str:
    """The line under a title: "She turns 40 on Sunday", "Turns 40 on Sunday", "10 years, on Sunday", "On Sunday"."""
    when, years = day_words(day, today), years_on(milestone, day)
    if years is None:
        return when[:1].upper() + when[1:]
    if milestone.kind is not MilestoneKind.BIRTHDAY:
        text = ngettext("{years} year, {when}", "{years} years, {when}", years)
        return text.format(years=years, when=when)
    if pronouns is None:
        text = _("Turns {age} {when}") if day >= today else _("Turned {age} {when}")
        return text.format(age=years, when=when)
    who = subject(milestone.name, pronouns)
    who = who[:1].upper() + who[1:]
    if day < today:
        text = _("{who} turned {age} {when}")
    else:
        text = _("{who} turn {age} {when}") if pronouns.is_plural else _("{who} turns {age} {when}")
    return text.format(who=who, age=years, when=when)


def day_words(day: date, today: date) -> str:
    """ "today", "tomorrow", "on Sunday" within a week either way, else "on 9 December"."""
    distance = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(distance)
    if near is not None:
        return near
    if abs(distance) < _DAYS_OF_WEEK:
        return _("on {weekday}").format(weekday=weekday_name(day.weekday()))
    if abs(day - today) > timedelta(days=330):
        return _("on {day}").format(day=full_day(day))
    return _("on {day} {month}").format(day=day.day, month=month_name(day.month))


def kind_words(kind: MilestoneKind) -> str:
    """The kind of date as a title."""
    return {
        MilestoneKind.BIRTHDAY: _("Birthday"),
        MilestoneKind.WEDDING: _("Wedding day"),
        MilestoneKind.FIRST_MET: _("First met"),
        MilestoneKind.WORKING_TOGETHER: _("Started working together"),
        MilestoneKind.JOB_START: _("New job"),
        MilestoneKind.SCHOOL_START: _("First school day"),
        MilestoneKind.EXAM: _("Exam"),
        MilestoneKind.DEATH: _("Died"),
        MilestoneKind.CUSTOM: _("Date"),
    }[kind]
