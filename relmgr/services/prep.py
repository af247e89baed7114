"""Prep for a call: what somebody wants to know in the half minute before they talk (P3), read in one go."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain import phrases, zones
from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, MilestoneKind, Sensitivity
from relmgr.domain.numbers import starting
from relmgr.domain.pronouns import read_pronouns
from relmgr.domain.starters import FOLLOW_UP_AHEAD_DAYS
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.card import life, talk
from relmgr.services.card.read import Reader
from relmgr.services.card.views import ComingView, LifeEventView, PersonHead, StarterView, ThreadView, Tone
from relmgr.services.card.who import manner_words
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

MOST_EVENTS = 2
MOST_OPEN = 6
MOST_COMING = 3
COMING_DAYS = 30
"""How far ahead a date is worth knowing in a call."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])\s*|\n+")
_WAYS = (
    select(t.way.c.is_mine, t.way.c.label, t.way.c.text)
    .where(t.way.c.person_id == bindparam("person"))
    .order_by(t.way.c.position, t.way.c.id)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepView:
    """What is read before a call, in the order in which it is read."""

    person: PersonHead
    line: str
    """Such as "Meg to friends, 16:42 in Cape Town"."""
    treat: str
    """How to treat them, in one line: the first sentence of `ways`."""
    ways: tuple[str, ...]
    """All their ways in full."""
    note: str
    """The plain note to read first: gentle mode or away; "" for neither (P7)."""
    died: str
    """Of somebody who has died, one quiet line; then there is nothing to ask."""
    right_now: tuple[LifeEventView, ...]
    ask_about: tuple[StarterView, ...]
    why_care: str
    boundaries: tuple[str, ...]
    """What I keep to with them."""
    last_on: str
    last_text: str
    open: tuple[ThreadView, ...]
    open_more: int
    """How many more promises are open than `open` shows."""
    coming_up: tuple[ComingView, ...]


def prep(store: Store, person_id: PersonId, now: datetime, zone: tzinfo) -> PrepView:
    """The reading view as of `now`, read in `zone`. Raises NotFoundError where nobody has this id.

    What must never be mentioned first (P4) is in none of it: it may lie open beside the call, be shared or printed.
    """
    with store.read() as session:
        return _view(session, Reader(session, person_id, now, zone))


def _view(session: Session, read: Reader) -> PrepView:
    person, today = read.person, read.today
    head = read.head()
    death = _death(read)
    ways, boundaries = _ways(session, PersonId(person.id), read.facts)
    if death:
        ways, boundaries = (), ()
    elif person.do_not_phone:
        ways = (_("Do not phone."), *ways)
    last = talk.last_conversation(session, head.id)
    note = life.banner(person, today)
    is_gentle = person.gentle_until is not None and person.gentle_until >= today
    threads = () if death else _open(read, head.first_name, is_gentle=is_gentle)
    return PrepView(
        person=head,
        line=_line(person, head, read.now, read.zone),
        treat=_first_sentences(ways),
        ways=ways,
        note="" if death else note,
        died=_died(head.name, death, today) if death else "",
        right_now=() if death else _right_now(read.life_events, today),
        ask_about=read.starters(),
        why_care=" ".join(person.why_care.split()),
        boundaries=boundaries,
        last_on=phrases.day(last.on_day, today) if last is not None else "",
        last_text=_last_text(last, read) if last is not None else "",
        open=threads[:MOST_OPEN],
        open_more=max(0, len(threads) - MOST_OPEN),
        coming_up=() if death else _coming(read),
    )


def _line(person: Row[Any], head: PersonHead, now: datetime, zone: tzinfo) -> str:
    say = _("Say {name}").format(name=person.say_name) if person.say_name else ""
    parts = [part for part in (say, head.nickname, _local(person, now, zone)) if part]
    return _(", ").join(parts)


def _local(person: Row[Any], now: datetime, zone: tzinfo) -> str:
    """ "16:42 in Cape Town", with "tomorrow there" where their day is another; the city alone without its zone."""
    if not person.time_zone:
        return str(person.city)
    try:
        theirs = zones.zone_named(person.time_zone)
    except InputError:  # a zone this computer does not know is shown as no time, not as a fault
        return str(person.city)
    clock = f"{now.astimezone(theirs):%H:%M}"
    words = _("{time} in {city}").format(time=clock, city=person.city) if person.city else clock
    return _(", ").join(part for part in (words, zones.day_there_words(now, theirs, zone)) if part)


def _ways(
    session: Session, person_id: PersonId, facts: Sequence[Row[Any]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Their ways and mine (P8). Without ways of theirs, what stands under "Manner" says how to treat them."""
    theirs: list[str] = []
    mine: list[str] = []
    for row in session.execute(_WAYS, {"person": person_id}):
        is_manner = row.label.casefold() == manner_words().casefold()
        words = row.text if not row.label or is_manner else f"{row.label}: {row.text}"
        if row.is_mine:
            mine.append(words)
        else:
            theirs.insert(0 if is_manner else len(theirs), words)
    if not theirs:
        theirs = [
            fact.text
            for fact in facts
            if fact.label.casefold() == manner_words().casefold()
            and fact.sensitivity is not Sensitivity.NEVER_FIRST
        ]
    return tuple(theirs), tuple(mine)


def _first_sentences(ways: Sequence[str]) -> str:
    """The first sentence of the first way; after "Do not phone." the next one too, since that is no manner."""
    firsts = [_SENTENCE_END.split(way.strip(), maxsplit=1)[0] for way in ways]
    count = 2 if firsts and firsts[0] == _("Do not phone.") else 1
    return " ".join(firsts[:count])


def _death(read: Reader) -> Row[Any] | None:
    own = (row for row in read.milestones if row.person_id == read.person.id)
    return next((row for row in own if row.milestone_kind is MilestoneKind.DEATH), None)


def _died(name: str, death: Row[Any], today: date) -> str:
    on = partial_of(death, "on")
    if on is None:
        return _("{name} has died.").format(name=name)
    day = on.as_date()
    if day is not None:
        return _("{name} died on {day}.").format(name=name, day=phrases.short_day(day, today))
    return _("{name} died in {when}.").format(name=name, when=phrases.partial(on))


def _right_now(rows: Sequence[Row[Any]], today: date) -> tuple[LifeEventView, ...]:
    """What is asked about within the week; where nothing is, the one that is asked about next."""
    events = life.right_now(rows, today)
    soon = today + timedelta(days=FOLLOW_UP_AHEAD_DAYS)
    near = [
        one for one in events if one.is_due or (one.follow_up_on is not None and one.follow_up_on <= soon)
    ]
    return tuple(near[:MOST_EVENTS]) or events[:1]


def _last_text(row: Row[Any], read: Reader) -> str:
    """What was heard last time, else what it was about; then how they left, where that does not say it already."""
    about = " ".join(text for text in (row.their_world, row.our_work) if text)
    said = (row.heard or about or row.headline).strip()
    if row.feeling is None:
        return said
    word = row.feeling_word.lower() or talk.feeling_words(row.feeling)
    if fold(word) in fold(said):
        return said
    known = read_pronouns(read.person.pronouns)
    who = starting(known.subject) if known is not None else read.summary.first_name
    felt = _("{who} felt {word}.").format(who=who, word=word)
    return f"{said} {felt}".strip()


def _open(read: Reader, first_name: str, *, is_gentle: bool) -> tuple[ThreadView, ...]:
    """What is open between us. In gentle mode nothing of theirs is asked for, and nothing presses (P7)."""
    rows = read.expectations
    if is_gentle:
        rows = [row for row in rows if row.direction is Direction.OF_ME]
    threads = talk.open_promises(rows, first_name, read.today)
    return tuple(replace(one, tone=Tone.NORMAL) for one in threads) if is_gentle else threads


def _coming(read: Reader) -> tuple[ComingView, ...]:
    last = read.today + timedelta(days=COMING_DAYS)
    return tuple(one for one in read.coming_up() if one.occurrence <= last)[:MOST_COMING]
