"""Right now: what is going on in their life, and the note to read before contact."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Row

from relmgr.domain import phrases
from relmgr.domain.endings import asks_from, back_question, over_question, was_lately
from relmgr.domain.ids import LifeEventId
from relmgr.domain.kinds import SparedBy
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import Pronouns
from relmgr.i18n import _
from relmgr.services.card.views import BackView, LifeEventView
from relmgr.services.people.record import partial_of


def right_now(
    rows: Sequence[Row[Any]], today: date, name: str = "", pronouns: Pronouns | None = None
) -> tuple[LifeEventView, ...]:
    """The life events under way, the nearest day to ask first; what has not begun yet waits.

    What was to end by now asks whether it has, in words made from `name`, the first name, and `pronouns` (P7).
    """
    current = [row for row in rows if row.ended_on is None and not is_ahead(row, today)]
    current.sort(key=lambda row: (_asks_on(row, today), row.id))
    return tuple(_view(row, today, name, pronouns) for row in current)


def _asks_on(row: Row[Any], today: date) -> date:
    days = (row.follow_up_on, asks_from(partial_of(row, "until"), row.follow_up_on, today))
    return min((day for day in days if day is not None), default=date.max)


def is_ahead(row: Row[Any], today: date) -> bool:
    """Whether it begins after `today`: with its month, or its year, where no more is known of its beginning."""
    since = partial_of(row, "since")
    start = since.earliest() if since is not None else None
    return start is not None and start > today


def _view(row: Row[Any], today: date, name: str, pronouns: Pronouns | None) -> LifeEventView:
    asks = asks_from(partial_of(row, "until"), row.follow_up_on, today)
    over = asks is not None and asks <= today
    return LifeEventView(
        id=LifeEventId(row.id),
        icon=row.icon or "heart-pulse",
        title=life_event_title(row, today),
        note=row.note,
        follow_up_words=over_question(row.title, name, pronouns) if over else _follow_up(row, today),
        follow_up_on=row.follow_up_on,
        is_due=over or (row.follow_up_on is not None and row.follow_up_on <= today),
        is_past_its_end=over,
    )


def life_event_title(row: Row[Any], today: date) -> str:
    """ "Father in hospital since 12 Nov", "New kitchen until Christmas"."""
    until, since = partial_of(row, "until"), partial_of(row, "since")
    if row.until_words or until is not None:
        end = row.until_words or _short(until, today)
        return _("{what} until {when}").format(what=row.title, when=end)
    if since is not None:
        return _("{what} since {when}").format(what=row.title, when=_short(since, today))
    return str(row.title)


def _short(on: PartialDate | None, today: date) -> str:
    if on is None:
        return ""
    day = on.as_date()
    return phrases.partial(on) if day is None else phrases.short_day(day, today)


def _follow_up(row: Row[Any], today: date) -> str:
    day: date | None = row.follow_up_on
    if day is None:
        return _("No follow-up set")
    if day <= today:
        return _("Follow up today")
    words = _("Ask {when}") if row.last_asked_on is None else _("Ask again {when}")
    return words.format(when=phrases.on_day(day, today))


class Spared(Protocol):
    """What a person's row and their record both say of absence and gentle mode."""

    @property
    def away_from(self) -> date | None: ...
    @property
    def away_until(self) -> date | None: ...
    @property
    def away_why(self) -> str: ...
    @property
    def gentle_until(self) -> date | None: ...
    @property
    def gentle_why(self) -> str: ...


def spared_by(person: Spared, today: date) -> SparedBy | None:
    """Why business waits today, if it does."""
    if person.gentle_until is not None and person.gentle_until >= today:
        return SparedBy.GENTLE
    begun = person.away_from is None or person.away_from <= today
    return SparedBy.AWAY if begun and person.away_until is not None and person.away_until >= today else None


def back(person: Spared, today: date, answered: frozenset[tuple[str, date]], name: str) -> BackView | None:
    """The question of an absence or a gentle mode that has just ended and was not `answered` (source and last day)."""
    for spared, ended in ((SparedBy.GENTLE, person.gentle_until), (SparedBy.AWAY, person.away_until)):
        if ended is not None and was_lately(ended, today) and (spared, ended) not in answered:
            return BackView(spared_by=spared, ended=ended, question=back_question(spared, name))
    return None


def banner(person: Spared, today: date) -> str:
    """The plain note before contact: gentle mode first, then away; "" for neither (P7)."""
    if person.gentle_until is not None and person.gentle_until >= today:
        why = person.gentle_why or _("A hard time.")
        return _("Go gently until {day}. {why}").format(
            day=phrases.short_day(person.gentle_until, today), why=why
        )
    begun = person.away_from is None or person.away_from <= today
    if begun and person.away_until is not None and person.away_until >= today:
        said = _("Away until {day}.").format(day=phrases.short_day(person.away_until, today))
        return " ".join(part for part in (said, person.away_why) if part)
    return ""
