"""Right now: what is going on in their life, and the note to read before contact."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from relmgr.domain import phrases
from relmgr.domain.ids import LifeEventId
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from relmgr.services.card.views import LifeEventView
from relmgr.services.people.record import partial_of


def right_now(rows: Sequence[Row[Any]], today: date) -> tuple[LifeEventView, ...]:
    """The life events under way, the nearest follow-up first; what has not begun yet waits."""
    current = [row for row in rows if row.ended_on is None and not _is_ahead(row, today)]
    current.sort(key=lambda row: (row.follow_up_on or date.max, row.id))
    return tuple(_view(row, today) for row in current)


def _is_ahead(row: Row[Any], today: date) -> bool:
    since = partial_of(row, "since")
    start = since.as_date() if since is not None else None
    return start is not None and start > today


def _view(row: Row[Any], today: date) -> LifeEventView:
    until = partial_of(row, "until")
    last_day = until.as_date() if until is not None else None
    over = last_day is not None and last_day < today
    return LifeEventView(
        id=LifeEventId(row.id),
        icon=row.icon or "heart-pulse",
        title=life_event_title(row, today),
        note=row.note,
        follow_up_words=_("Is it over?") if over else _follow_up(row, today),
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


def banner(person: Row[Any], today: date) -> str:
    """The plain note before contact: gentle mode first, then away; "" for neither (P7)."""
    if person.gentle_until is not None and person.gentle_until >= today:
        why = person.gentle_why or _("A hard time.")
        return _("Go gently until {day}. {why}").format(
            day=phrases.short_day(person.gentle_until, today), why=why
        )
    away = (person.away_from is None or person.away_from <= today) and person.away_until is not None
    if away and person.away_until >= today:
        said = _("Away until {day}.").format(day=phrases.short_day(person.away_until, today))
        return " ".join(part for part in (said, person.away_why) if part)
    return ""
