"""The rows of the People list: what each says of somebody, and the one thing worth knowing about them today.

Plain rules over what was read, whoever reads it: the services with SQLAlchemy, and before that is imported, the first
screen after a start (services/first_screen.py).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from relmgr.domain import phrases, rhythm
from relmgr.domain.endings import died_words
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import MilestoneKind, Standing, Warmth
from relmgr.domain.milestones import Milestone, kept_between, kind_words, years_on
from relmgr.domain.partial_date import LeapDay, PartialDate
from relmgr.i18n import _, ngettext

SOON_DAYS = 7
"""How far ahead a milestone is a hint."""


class HintKind(StrEnum):
    """Which colour the hint takes: ember for their life, danger for a risk (DESIGN §3)."""

    LIFE = "life"
    RISK = "risk"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Hint:
    """What the third line says."""

    words: str = ""
    kind: HintKind = HintKind.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One row of the list."""

    id: PersonId
    name: str
    first_name: str
    role_line: str
    initials: str
    person_colour: int
    company_colour: int | None
    monogram: str
    photo_id: int | None
    warmth: Warmth | None
    warmth_words: str
    """Such as "Cooling: 34 days, usually 14"; empty for somebody never spoken with."""
    hint: str
    hint_kind: HintKind


class Question(StrEnum):
    """What a hint asks the file about several people. Each answer is a tuple that begins with the person's id."""

    LIFE_DUE = "life_due"
    """(person, title) of life events to ask about by `today`, the longest waiting last."""
    MESSAGES = "messages"
    """(person, day) of messages they left since `since`."""
    PROMISES = "promises"
    """(person, statement) of my open promises, the next due last."""
    DATES = "dates"
    """(person, kind, title, year, month, day, leap_day) of their dates in one of `months`."""
    DEATHS = "deaths"
    """(person, year, month, day)."""
    AHEAD = "ahead"
    """(person, title, year, month, day) of life events that begin in `year` or later."""
    UNTHANKED = "unthanked"
    """(person,) who introduced somebody and was not thanked."""


class Source(Protocol):
    """What rows and hints are read from."""

    def ask(self, question: Question, people: Collection[int], **asked: Any) -> Iterable[Any]:
        """The answers about `people`."""

    def risk_words(self, people: Mapping[int, Any], today: date) -> Mapping[int, str]:
        """Why each of `people` is at risk, in words."""


def hints(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    """A hint for each of `people` (summary rows by id), the most pressing rule first.

    Of somebody who has died it says that alone; of those let rest, what I promised them (P7).
    """
    ids = list(people)
    found = _silent(source, people, today)
    for rule in (_life_due, _risk, _quiet, _message_left, _promise, _milestone_soon, _life_ahead, _thanks):
        left = {id_: people[id_] for id_ in ids if id_ not in found}
        if left:
            found.update(rule(source, left, today))
    for id_, row in people.items():
        found.setdefault(id_, Hint(_spoke(row, today)))
    return found


def _silent(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    silent = [id_ for id_, row in people.items() if row.is_silent]
    if not silent:
        return {}
    found = {
        person_id: Hint(died_words(PartialDate(*day), None))
        for person_id, *day in source.ask(Question.DEATHS, silent)
    }
    resting = {id_: people[id_] for id_ in silent if id_ not in found}
    plain = {id_: Hint(_spoke(row, today)) for id_, row in resting.items()}
    return {**plain, **_promise(source, resting, today), **found}


def _spoke(row: Any, today: date) -> str:
    return rhythm.spoke_sentence(rhythm.silence_days(today, row.last_on)) if row.last_on is not None else ""


def _is_spared(row: Any, today: date) -> bool:
    """Away or in gentle mode: what they owe and how long they are silent is not brought up (P7)."""
    begun = row.spared_from is None or row.spared_from <= today
    return begun and row.spared_until is not None and row.spared_until >= today


def _life_due(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    return {
        person_id: Hint(_("{what}: ask today").format(what=title), HintKind.LIFE)
        for person_id, title in source.ask(Question.LIFE_DUE, people, today=today)
    }


def _risk(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    at_risk = {
        id_: row for id_, row in people.items() if _is_at_risk(row, today) and not _is_spared(row, today)
    }
    if not at_risk:
        return {}
    return {id_: Hint(words, HintKind.RISK) for id_, words in source.risk_words(at_risk, today).items()}


def _is_at_risk(row: Any, today: date) -> bool:
    if row.overruled is not None:
        return bool(row.overruled is Standing.AT_RISK)
    is_warned = row.risk_from is not None and row.risk_from <= today <= row.risk_until
    return is_warned or (row.slips_from is not None and row.slips_from <= today)


def _quiet(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    return {
        id_: Hint(rhythm.silence_sentence(rhythm.silence_days(today, row.last_on)))
        for id_, row in people.items()
        if rhythm.is_going_quiet(rhythm.warmth(today, row.last_on, row.usual_days, row.cadence_days))
        and not _is_spared(row, today)
    }


def _message_left(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    last = {id_: row.last_on for id_, row in people.items() if row.last_on is not None}
    recent = [id_ for id_, day in last.items() if (today - day).days <= SOON_DAYS]
    if not recent:
        return {}
    since = today - timedelta(days=SOON_DAYS)
    return {
        person_id: Hint(_("Left you a message {when}").format(when=phrases.spoken_day(day, today)))
        for person_id, day in source.ask(Question.MESSAGES, recent, since=since)
        if day == last[person_id]
    }


def _promise(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    return {
        person_id: Hint(_("You promised: {what}").format(what=statement))
        for person_id, statement in source.ask(Question.PROMISES, people)
    }


def _milestone_soon(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    soon: dict[int, tuple[date, str]] = {}
    months = list({today.month, (today + timedelta(days=SOON_DAYS)).month})
    for person_id, kind, title, *on, leap_day in source.ask(Question.DATES, people, months=months):
        milestone = Milestone(
            kind=MilestoneKind(kind),
            date=PartialDate(*on),
            leap_day=LeapDay(leap_day or LeapDay.FEBRUARY_28),
        )
        day = next(iter(kept_between(milestone, today, today + timedelta(days=SOON_DAYS))), None)
        if day is None:
            continue
        said = f"{_kept(milestone, title, day)} {phrases.spoken_day(day, today)}"
        soon[person_id] = min(soon.get(person_id, (date.max, "")), (day, said))
    return {id_: Hint(words) for id_, (day, words) in soon.items()}


def _kept(milestone: Milestone, title: str, day: date) -> str:
    years = years_on(milestone, day)
    if milestone.kind is MilestoneKind.WORKING_TOGETHER and years:
        words = ngettext("{n} year of working together", "{n} years of working together", years)
        return words.format(n=years)
    return title or kind_words(milestone.kind)


def _life_ahead(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    found = {}
    for person_id, title, *since in source.ask(Question.AHEAD, people, year=today.year):
        start = PartialDate(*since).as_date()
        if start is not None and start > today:
            words = _("{what} starts {day}").format(
                what=title, day=f"{start.day} {phrases.month_name(start.month)}"
            )
            found[person_id] = Hint(words)
    return found


def _thanks(source: Source, people: Mapping[int, Any], today: date) -> dict[int, Hint]:
    owing = source.ask(Question.UNTHANKED, people)
    return {id_: Hint(_("Thank-you owed")) for (id_,) in owing}


def person_row(row: Any, hint: Hint, today: date) -> PersonRow:
    """The row of somebody, from their summary and the hint."""
    warmth = None if row.is_silent else rhythm.warmth(today, row.last_on, row.usual_days, row.cadence_days)
    silence = rhythm.silence_days(today, row.last_on) if row.last_on is not None else 0
    return PersonRow(
        id=PersonId(row.id),
        name=row.name,
        first_name=row.first_name,
        role_line=row.role_line,
        initials=row.initials,
        person_colour=row.person_colour,
        company_colour=row.company_colour,
        monogram=row.monogram,
        photo_id=row.photo_id,
        warmth=warmth,
        warmth_words=rhythm.warmth_sentence(warmth, silence, row.usual_days) if warmth else "",
        hint=hint.words,
        hint_kind=hint.kind,
    )
