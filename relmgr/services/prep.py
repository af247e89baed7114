"""Prep for a call: what somebody wants to know in the half minute before they talk (P3), read in one go."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import Row

from relmgr.domain import phrases, zones
from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, Sensitivity, SparedBy
from relmgr.domain.numbers import starting
from relmgr.domain.pronouns import read_pronouns
from relmgr.domain.starters import FOLLOW_UP_AHEAD_DAYS
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _
from relmgr.services.card import deep, giving, life, mending, talk
from relmgr.services.card.read import Reader
from relmgr.services.card.views import ComingView, LifeEventView, PersonHead, StarterView, ThreadView, Tone
from relmgr.services.card.who import manner_words
from relmgr.services.ways import WayDetails, heading
from relmgr.store import Store

MOST_EVENTS = 2
MOST_OPEN = 6
MOST_COMING = 3
COMING_DAYS = 30
"""How far ahead a date is worth knowing in a call."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])\s*|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepView:
    """What is read before a call, in the order in which it is read."""

    person: PersonHead
    line: str
    """Such as "Meg to friends, 16:42 in Cape Town"."""
    died: str = ""
    """Of somebody who has died, one quiet line; then there is nothing to ask."""
    note: str = ""
    """The plain note to read first: gentle mode or away; "" for neither (P7)."""
    rough: str = ""
    """An open rough patch and its next step, "" for none; never on paper (G5)."""
    warned: str = ""
    """The facts of a notice, "" for none; only in the window, never on paper (D2)."""
    treat: str = ""
    """How to treat them, in one line: the first sentence of `ways`."""
    ways: tuple[str, ...] = ()
    """All their ways in full."""
    right_now: tuple[LifeEventView, ...] = ()
    ask_about: tuple[StarterView, ...] = ()
    why_care: str = ""
    boundaries: tuple[str, ...] = ()
    """What I keep to with them."""
    last_on: str = ""
    last_text: str = ""
    open: tuple[ThreadView, ...] = ()
    open_more: int = 0
    """How many more promises are open than `open` shows."""
    coming_up: tuple[ComingView, ...] = ()


def prep(
    store: Store, person_id: PersonId, now: datetime, zone: tzinfo, *, discreet: bool = False
) -> PrepView:
    """The reading view as of `now`, read in `zone`. Raises NotFoundError for nobody, and for who is in the trash.

    What must never be mentioned first (P4) is in none of it: it lies open beside the call. `discreet` is for paper and
    whatever else leaves the window: it holds no fact but those that are fine to mention.
    """
    with store.read() as session:
        read = Reader(session, person_id, now, zone, discreet=discreet)
        if read.person.deleted_at is not None:
            raise NotFoundError(_("This person is no longer here. Undo may bring them back."))
        last = talk.last_conversation(session, person_id)
        return _view(read, last, discreet) if not read.has_died else _of_the_dead(read, last)


def _view(read: Reader, last: Row[Any] | None, discreet: bool) -> PrepView:
    person, today = read.person, read.today
    head = read.head()
    ways, boundaries = _ways(read)
    if person.do_not_phone:
        ways = (_("Do not phone."), *ways)
    is_gentle = life.spared_by(person, today) is SparedBy.GENTLE
    threads = _open(read, head.first_name, is_gentle=is_gentle)
    if not is_gentle:
        threads += giving.open_steps(read.given, head.first_name, today)
    return PrepView(
        person=head,
        line=_line(person, head, read.now, read.zone),
        treat=_first_sentences(ways),
        ways=ways,
        note=life.banner(person, today),
        rough=mending.prep_words(read.mending, today),
        warned="" if discreet else _warned(read),
        right_now=_right_now(read.right_now(), today),
        ask_about=read.starters(),
        why_care=" ".join(person.why_care.split()),
        boundaries=boundaries,
        last_on=phrases.day(last.on_day, today) if last is not None else "",
        last_text=_last_text(last, read) if last is not None else "",
        open=threads[:MOST_OPEN],
        open_more=max(0, len(threads) - MOST_OPEN),
        coming_up=_coming(read),
    )


def _warned(read: Reader) -> str:
    found = deep.notice_view(
        read.session,
        read.history,
        PersonId(read.person.id),
        read.summary.first_name,
        read.now,
        read.today,
    )
    return "" if found is None else found.facts


def _of_the_dead(read: Reader, last: Row[Any] | None) -> PrepView:
    """One quiet line, why I care, and the last time we spoke; there is nothing to ask, and nothing is open."""
    head = read.head()
    return PrepView(
        person=head,
        line=head.nickname,
        died=head.died,
        why_care=" ".join(read.person.why_care.split()),
        last_on=phrases.day(last.on_day, read.today) if last is not None else "",
        last_text=_last_text(last, read) if last is not None else "",
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


def _ways(read: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Their ways and mine (P8). Without ways of theirs, facts under "Manner" say how to treat them."""
    manner = manner_words().casefold()
    theirs = [_said(one) for one in sorted(read.ways, key=_is_labelled) if not one.input.is_mine]
    mine = [_said(one) for one in read.ways if one.input.is_mine]
    if not theirs:
        theirs = [
            fact.text
            for fact in read.facts
            if fact.label.casefold() == manner and fact.sensitivity is not Sensitivity.NEVER_FIRST
        ]
    return tuple(theirs), tuple(mine)


def _is_labelled(way: WayDetails) -> bool:
    """Whether it stands under a heading of its own, such as "Payment run"; what does not says how to treat them."""
    return heading(way.input.is_mine, way.input.label) != heading(way.input.is_mine, "")


def _said(way: WayDetails) -> str:
    return f"{way.input.label}: {way.input.text}" if _is_labelled(way) else way.input.text


def _first_sentences(ways: Sequence[str]) -> str:
    """The first sentence of the first way; after "Do not phone." the next one too, since that is no manner."""
    firsts = [_SENTENCE_END.split(way.strip(), maxsplit=1)[0] for way in ways]
    count = 2 if firsts and firsts[0] == _("Do not phone.") else 1
    return " ".join(firsts[:count])


def _right_now(events: tuple[LifeEventView, ...], today: date) -> tuple[LifeEventView, ...]:
    """What is asked about within the week; where nothing is, the one that is asked about next."""
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
