"""Coming up: the next dates of a person, their family and our work together, and what begins in their life."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain import names, phrases
from relmgr.domain.calendar_words import short_month
from relmgr.domain.kindnesses import IDEAS_AHEAD_DAYS, GiftIdea, Occasion, ideas_for, noted_words
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.milestones import ONLY_ONCE, Milestone, kind_words
from relmgr.domain.numbers import inside
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.i18n import _, ngettext
from relmgr.services.card.life import is_ahead
from relmgr.services.card.views import ComingView
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session

COMING = 4
"""How many dates the card shows."""

_MILESTONES = select(t.milestone).where(t.milestone.c.person_id.in_(bindparam("people", expanding=True)))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose date it is, seen from the card: None for the person themselves."""

    first_name: str | None
    leap_day: LeapDay
    whom: str = ""
    """How they are called after a preposition: "her", or the name."""


def rows_of(session: Session, people: list[int]) -> list[Row[Any]]:
    """Every milestone of `people`."""
    return list(session.execute(_MILESTONES, {"people": people}).all())


def the_dead(rows: list[Row[Any]]) -> dict[int, PartialDate]:
    """Who of those `rows` tell of has died, and when, as far as that is known."""
    return {
        row.person_id: PartialDate(row.on_year, row.on_month, row.on_day)
        for row in rows
        if row.milestone_kind is MilestoneKind.DEATH
    }


def coming_up(
    rows: list[Row[Any]],
    whose: Mapping[int, Whose],
    today: date,
    ideas: Sequence[GiftIdea] = (),
    life_events: Sequence[Row[Any]] = (),
) -> tuple[ComingView, ...]:
    """The next dates, nearest first; a date kept once only (an exam, a first school day) is over when it is over.

    Within a month of its day, `ideas` for it stand with it (G6). Of the person's `life_events` those are here that
    have not begun: from their first day they stand under Right now (P7).

    Nothing of those who have died comes round again (DESIGN §9). Where only the month is known, that is what is said.
    """
    dead = the_dead(rows)
    found = (
        [] if dead.keys() & {row.person_id for row in life_events} else list(_beginning(life_events, today))
    )
    for row in rows:
        if row.milestone_kind is MilestoneKind.DEATH or row.person_id in dead:
            continue
        owner = whose[row.person_id]
        on = PartialDate(row.on_year, row.on_month, row.on_day)
        kept = Milestone(kind=row.milestone_kind, date=on, title=row.title, leap_day=owner.leap_day)
        day = next_day(kept, today)
        if day is None:
            continue
        is_vague = on.day is None
        view = ComingView(
            source="milestone",
            source_id=row.id,
            occurrence=day,
            day_words=_month_words(day, today) if is_vague else phrases.short_day(day, today),
            words=_words(row, on, day, owner) + _leap_note(row, on, day),
            how_far=_months_away(day, today) if is_vague else phrases.how_far(day, today),
            noted=_noted(row, owner, day, today, ideas),
        )
        found.append((day, view))
    return tuple(view for _day, view in sorted(found, key=lambda pair: pair[0])[:COMING])


def _beginning(life_events: Sequence[Row[Any]], today: date) -> Iterator[tuple[date, ComingView]]:
    """What begins after `today`, with the first day that may be meant."""
    for row in life_events:
        since = partial_of(row, "since")
        day = since.earliest() if since is not None else None
        if since is None or day is None or row.ended_on is not None or not is_ahead(row, today):
            continue
        if since.month is None:
            day_words, how_far = str(since.year), ""  # "5 weeks" would be more than is known
        elif since.day is None:
            day_words, how_far = _month_words(day, today), _months_away(day, today)
        else:
            day_words, how_far = phrases.short_day(day, today), phrases.how_far(day, today)
        view = ComingView(
            source="life_event",
            source_id=row.id,
            occurrence=day,
            day_words=day_words,
            words=_("{what} starts").format(what=row.title),
            how_far=how_far,
        )
        yield day, view


def next_day(milestone: Milestone, today: date) -> date | None:
    """The day it is next kept, the day you met included; the first of its month where only that is known."""
    on = milestone.date
    if on.month is None:
        return None
    whole = on if on.day is not None else PartialDate(on.year, on.month, 1)
    first = today if on.day is not None else today.replace(day=1)
    if milestone.kind in ONLY_ONCE and on.year is not None:
        day = whole.as_date()
        return day if day is not None and day >= first else None
    return whole.next_on(first, milestone.leap_day)


def _noted(row: Row[Any], owner: Whose, day: date, today: date, ideas: Sequence[GiftIdea]) -> str:
    if not ideas or (day - today).days > IDEAS_AHEAD_DAYS:
        return ""
    called = " ".join((kind_words(row.milestone_kind), row.title, owner.first_name or ""))
    occasion = Occasion(row.milestone_kind, called, owner.first_name or "")
    return noted_words(ideas_for(occasion, ideas))


def _month_words(day: date, today: date) -> str:
    short = short_month(day.month)
    return short if (day.year, day.month) < (today.year + 1, today.month) else f"{short} {day.year}"


def _months_away(day: date, today: date) -> str:
    is_now = (day.year, day.month) == (today.year, today.month)
    return _("this month") if is_now else phrases.how_far(day, today)


def _leap_note(row: Row[Any], on: PartialDate, day: date) -> str:
    """29 February shows on another day in ordinary years, with a note (DESIGN §5)."""
    if (on.month, on.day) == (2, 29) and (day.month, day.day) != (2, 29):
        is_birthday = row.milestone_kind is MilestoneKind.BIRTHDAY
        return " " + (_("(born on the 29th)") if is_birthday else _("(on the 29th in leap years)"))
    return ""


def _words(row: Row[Any], on: PartialDate, day: date, owner: Whose) -> str:
    years = day.year - on.year if on.year else None
    first_name = owner.first_name
    if row.milestone_kind is MilestoneKind.FIRST_MET:
        if not years:
            return _("The day we met")
        words = ngettext("{n} year of knowing {whom}", "{n} years of knowing {whom}", years)
        return words.format(n=years, whom=first_name or owner.whom)
    if row.milestone_kind is MilestoneKind.BIRTHDAY:
        return _birthday(years, first_name)
    if row.milestone_kind is MilestoneKind.WORKING_TOGETHER:
        if not years:
            return _("Started working together")
        return ngettext("{n} year of working together", "{n} years of working together", years).format(
            n=years
        )
    if row.milestone_kind is MilestoneKind.WEDDING:
        return _with_name(_("Wedding day"), first_name, years)
    return _with_name(row.title or kind_words(row.milestone_kind), first_name, None)


def in_sentence(name: str) -> str:
    """A name inside a sentence of the other direction keeps its own."""
    return names.isolate(name) if names.is_right_to_left(name) else name


def _birthday(years: int | None, first_name: str | None) -> str:
    if first_name is None:
        return _("Birthday, turns {n}").format(n=years) if years else _("Birthday, year unknown")
    if years:
        return _("{name} turns {n}").format(name=in_sentence(first_name), n=years)
    return _("{names} birthday").format(names=names.possessive(first_name))


def _with_name(title: str, first_name: str | None, years: int | None) -> str:
    if first_name is None or first_name.casefold() in title.casefold():
        said = title  # "Lily starts grade 4" says whose it is
    else:
        said = f"{names.possessive(first_name)} {inside(title)}"
    return (
        said
        if not years
        else ngettext("{what}, {n} year", "{what}, {n} years", years).format(what=said, n=years)
    )
