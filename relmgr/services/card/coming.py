"""Coming up: the next dates of a person, their family and our work together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain import names, phrases
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.i18n import _, ngettext
from relmgr.services.card.views import ComingView
from relmgr.store import tables as t
from relmgr.store.store import Session

COMING = 4
"""How many dates the card shows."""

_MILESTONES = select(t.milestone).where(t.milestone.c.person_id.in_(bindparam("people", expanding=True)))
_ONCE = (MilestoneKind.SCHOOL_START, MilestoneKind.EXAM, MilestoneKind.JOB_START, MilestoneKind.CUSTOM)


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


def coming_up(rows: list[Row[Any]], whose: Mapping[int, Whose], today: date) -> tuple[ComingView, ...]:
    """The next dates, nearest first; a date kept once only (an exam, a first school day) is over when it is over."""
    found: list[tuple[date, ComingView]] = []
    for row in rows:
        if row.milestone_kind is MilestoneKind.DEATH:
            continue
        on = PartialDate(row.on_year, row.on_month, row.on_day)
        owner = whose[row.person_id]
        day = on.as_date() if row.milestone_kind in _ONCE and on.year else on.next_on(today, owner.leap_day)
        if day is None or day < today:
            continue
        view = ComingView(
            source="milestone",
            source_id=row.id,
            occurrence=day,
            day_words=phrases.short_day(day, today),
            words=_words(row, on, day, owner) + _leap_note(on, day),
            how_far=phrases.how_far(day, today),
        )
        found.append((day, view))
    return tuple(view for _day, view in sorted(found, key=lambda pair: pair[0])[:COMING])


def _leap_note(on: PartialDate, day: date) -> str:
    if (on.month, on.day) == (2, 29) and (day.month, day.day) != (2, 29):
        return " " + _("(born on the 29th)")
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
    return _with_name(row.title or milestone_words(row.milestone_kind), first_name, None)


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
    said = title if first_name is None else f"{names.possessive(first_name)} {title[:1].lower()}{title[1:]}"
    return (
        said
        if not years
        else ngettext("{what}, {n} year", "{what}, {n} years", years).format(what=said, n=years)
    )


def milestone_words(kind: MilestoneKind) -> str:
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
