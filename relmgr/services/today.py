"""Today: one calm page with a human sentence on top, and nothing on it that is not worth the day (R6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, bindparam, column, exists, func, select

from relmgr.domain import milestones, phrases, rhythm
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Decision, Sensitivity
from relmgr.domain.names import possessive
from relmgr.domain.numbers import MOST_IN_WORDS, count_word, inside, starting
from relmgr.domain.pronouns import owner
from relmgr.domain.zones import local_day
from relmgr.i18n import _, ngettext
from relmgr.services import reminders
from relmgr.services.notices import notices_in
from relmgr.services.people.faces import PersonFace
from relmgr.services.reminders import DueItem, Source, foremost, keeping
from relmgr.services.reminders.candidates import the_dead
from relmgr.services.reminders.foremost import MOST
from relmgr.services.reminders.model import Saying, Words
from relmgr.services.reminders.somebody import Somebody, is_muted, somebodies
from relmgr.services.reminders.wording import in_sentence
from relmgr.services.unsaid import to_talk_about
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import light
from relmgr.store.store import Session
from relmgr.store.types import Day

TodayRow = DueItem

QUIET_ROWS = 5
"""How many people going quiet the page bears."""

WISHES = 3
"""How many people to write to for no reason."""

_LAPSED_DAYS = 365
"""A silence beyond a year is no longer going quiet: the People list finds those."""

_FACT_DAYS = 120
_FACTS_READ = 2000
"""What was told lately was written lately: older rows are not even looked at."""

_NEXT_DATE_DAYS = 60
_CHOSEN_FROM = 50
_GAPS_AT_ONCE = (12, 48, _LAPSED_DAYS // 2)
"""Up to which usual gap, in days, is looked at first, then and at last."""
_DATES = frozenset({Source.MILESTONE})
"""What Next 14 days is made of: dates in people's lives."""


class Part(StrEnum):
    """A part of the page of which only the first are read."""

    DUE = "due"
    AT_RISK = "at_risk"
    THANKS = "thanks"
    UPCOMING = "upcoming"


class Beginning(StrEnum):
    """What a new file still lacks before anything can be due (U3)."""

    NOBODY = "nobody"
    NEVER_TALKED = "never_talked"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietWish:
    """Somebody to write to for no reason, and the one thing that comes to mind."""

    person: PersonFace
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The whole page; an empty section is not shown."""

    date_words: str
    sentence: str
    second_sentence: str
    due: tuple[TodayRow, ...]
    at_risk: tuple[TodayRow, ...]
    thanks: tuple[TodayRow, ...]
    unsaid: tuple[TodayRow, ...]
    """What is to be talked about: never said or agreed, requests that wait, missing updates (E3, E4, E8)."""
    notices: tuple[TodayRow, ...]
    """Two kinds of warnings came together: facts, and a word to have with them (D2)."""
    upcoming: tuple[TodayRow, ...]
    quiet: tuple[TodayRow, ...]
    empty: tuple[QuietWish, ...]
    """Filled only where nothing is due, at risk, owed or to be talked about, and no notice stands."""
    beginning: Beginning | None
    """Set only where nothing asks, and nobody is in the file or no conversation was ever logged."""
    due_count: int
    """How many reminders are due, as far as they were read: see `more`."""
    more: frozenset[Part] = frozenset()
    """Of what there is more than was read."""
    next_words: str
    """ "The next date is Priya’s birthday, on Sunday.", or nothing."""
    is_whole: bool = True
    """Else thanks owed and what is to be talked about were not read yet."""


def today(store: Store, now: datetime, zone: tzinfo, most: int = MOST) -> TodayView:
    """The page at `now` (UTC) where the computer is; of what asks and comes the first `most` of each part."""
    with store.read() as connection:
        session = light(connection)
        return _whole(session, _begun(session, now, zone, most), now, zone, most)


def reading(store: Store, now: datetime, zone: tzinfo, most: int = MOST) -> Iterator[TodayView]:
    """The same, the whole page last; before it, where something is due, all but thanks owed and what is to be talked about.

    In between the store rests. Where something was saved meanwhile, the whole page is read anew.
    """
    with store.read() as connection:
        begun, mark = _begun(light(connection), now, zone, most), store.mark
    if begun.due_count:
        yield begun
    with store.read() as connection:
        session = light(connection)
        if store.mark != mark:
            begun = _begun(session, now, zone, most)
        whole = _whole(session, begun, now, zone, most)
    yield whole


def _begun(session: Session, now: datetime, zone: tzinfo, most: int) -> TodayView:
    """The page without thanks owed, what is to be talked about, and all that depends on these where nothing is due."""
    day = local_day(now, zone)
    asking = {
        Part.DUE: foremost.first_due(session, now, zone, foremost.DUE, most),
        Part.AT_RISK: foremost.first_due(session, now, zone, (Source.EXPECTATION,), most),
        Part.UPCOMING: foremost.first_upcoming(session, day, most=most),
    }
    due, at_risk, coming = (one.items for one in asking.values())
    more = frozenset(part for part, one in asking.items() if one.has_more)
    warned = notices_in(session, now, day)
    elsewhere = {item.person.id for item in (*due, *at_risk, *warned) if item.person is not None}
    quiet = _quiet(session, now, zone, elsewhere)
    look = keeping.yearly_look(session, now, day)
    waiting = foremost.Foremost(due, Part.DUE in more)
    if waiting.has_more:
        waiting = _read_on(session, now, zone, waiting)
    return TodayView(
        date_words=phrases.long_day(day),
        sentence=sentence(waiting),
        second_sentence=_second_sentence(len(due), len(at_risk), 0, more, ""),
        due=due if look is None else (*due, look),
        at_risk=at_risk,
        thanks=(),
        unsaid=(),
        notices=warned,
        upcoming=coming,
        quiet=quiet,
        empty=(),
        beginning=None,
        due_count=len(due),
        more=more,
        next_words="",
        is_whole=False,
    )


def _whole(session: Session, begun: TodayView, now: datetime, zone: tzinfo, most: int) -> TodayView:
    day = local_day(now, zone)
    owed = foremost.newest_thanks(session, now, zone, most)
    more = begun.more | {Part.THANKS} if owed.has_more else begun.more
    dates = begun.upcoming or foremost.first_upcoming(session, day, _NEXT_DATE_DAYS, most).items

    def risky(ids: set[int]) -> set[int]:
        if Part.AT_RISK in more:
            return foremost.at_risk_among(session, now, zone, ids)
        return {item.source_id for item in begun.at_risk}

    unsaid = to_talk_about(session, now, day, risky, near_too=Part.AT_RISK not in more)
    is_empty = not (begun.due_count or begun.at_risk or owed.items or unsaid or begun.notices)
    beginning = _beginning(session) if is_empty else None
    if is_empty and Part.UPCOMING in more:
        dates = reminders.upcoming_in(session, day, sources=_DATES)
    next_words = _next_words(dates, day)
    second = _second_sentence(begun.due_count, len(begun.at_risk), len(owed.items), more, next_words)
    return replace(
        begun,
        sentence=first_sentence(beginning) if beginning is not None else begun.sentence,
        second_sentence=_what_first(beginning, next_words) if beginning is not None else second,
        thanks=owed.items,
        unsaid=unsaid,
        empty=_wishes(session, day, _with_milestones(dates)) if is_empty else (),
        beginning=beginning,
        more=more,
        next_words=next_words,
        is_whole=True,
    )


_HAS_PERSON = select(
    exists().where(func.coalesce(t.summary.c.is_deleted, 0) == 0, t.summary.c.is_light.is_(False))
)
_HAS_TALKED = select(exists().where(t.conversation.c.id.is_not(None)))


def _beginning(session: Session) -> Beginning | None:
    if not session.execute(_HAS_PERSON).scalar():
        return Beginning.NOBODY
    return None if session.execute(_HAS_TALKED).scalar() else Beginning.NEVER_TALKED


def first_sentence(beginning: Beginning) -> str:
    """The sentence on top of a file in which nothing can be due yet: it claims nothing about anybody."""
    if beginning is Beginning.NOBODY:
        return _("Who is on your mind?")
    return _("Whom did you speak to last?")


def _what_first(beginning: Beginning, next_words: str) -> str:
    if beginning is Beginning.NOBODY:
        return _("Add one person, and this page begins to tell you what is worth a day.")
    first = _("Log the first conversation: from then on this page tells you who waits to hear from you.")
    return f"{first} {next_words}" if next_words else first


_NOBODY_WAITS = frozenset(
    {Source.AWAY, Source.GENTLE, Source.ADVICE, Source.FEEDBACK_CHANGE, Source.FEEDBACK_DECIDE}
    | {Source.KEEPING, Source.KEEPING_LOOK}
)
"""Who may be away still does not wait, nor who was given advice, nor for what is mine to decide and to do."""


_READ_ON = (4, 16)
"""How many times as many are read to count people of whom each waits for much; that bounds what a look costs."""


def _read_on(session: Session, now: datetime, zone: tzinfo, first: foremost.Foremost) -> foremost.Foremost:
    """What is due beyond the page, until it is all of it or certain that many people wait."""
    found = first
    for times in _READ_ON:
        if not found.has_more or len(_people_waiting(found.items)) > MOST_IN_WORDS:
            break
        found = foremost.first_due(session, now, zone, foremost.DUE, times * len(first.items))
    return found


def _people_waiting(due: Iterable[DueItem]) -> dict[PersonId, PersonFace]:
    waiting = (item for item in due if item.source not in _NOBODY_WAITS)
    return {item.person.id: item.person for item in waiting if item.person is not None}


def sentence(found: foremost.Foremost) -> str:
    """The sentence on top; it counts people, not tasks (DESIGN, Today), as long as that is a number to grasp.

    Of what was not read to its end no number is said, and "many" only where there are more people than words for numbers.
    """
    due, people = found.items, _people_waiting(found.items)
    if found.has_more:
        if len(people) > MOST_IN_WORDS:
            return _("Many people are waiting to hear from you.")
        return _("Many reminders are due.")
    if len(people) == 1:
        (one,) = people.values()
        return _("{name} is waiting to hear from you.").format(name=in_sentence(one.first_name))
    if people:
        text = ngettext(
            "{count} person is waiting to hear from you.",
            "{count} people are waiting to hear from you.",
            len(people),
        )
        return text.format(count=starting(count_word(len(people))))
    if due:
        text = ngettext("{count} reminder is due.", "{count} reminders are due.", len(due))
        return text.format(count=starting(count_word(len(due))))
    return _("Everyone has heard from you.")


def _second_sentence(due: int, at_risk: int, thanks: int, more: frozenset[Part], next_words: str) -> str:
    if Part.AT_RISK in more:
        first = _("Many promises are at risk.")
    elif not due and Part.THANKS in more:
        first = _("Many thank-yous are owed.")
    elif at_risk:
        text = ngettext("{count} promise is at risk.", "{count} promises are at risk.", at_risk)
        first = text.format(count=starting(count_word(at_risk)))
    elif not due and thanks:
        text = ngettext("{count} thank-you is owed.", "{count} thank-yous are owed.", thanks)
        first = text.format(count=starting(count_word(thanks)))
    elif due:
        return _("Nothing else is urgent.")
    else:
        first = _("Nothing is due.")
        return f"{first} {next_words}" if next_words else first
    return _("{first} Nothing else is urgent.").format(first=first)


def _next_words(dates: tuple[DueItem, ...], day: date) -> str:
    if not dates:
        return ""
    first, when = dates[0], milestones.day_words(dates[0].occurrence, day)
    if first.person is not None and first.title.startswith(possessive(first.person.first_name)):
        return _("The next date is {what}, {when}.").format(what=first.title, when=when)
    return _("The next date: {what}, {when}.").format(what=first.title, when=when)


def _with_milestones(dates: tuple[DueItem, ...]) -> set[PersonId]:
    """Who will be written to for a reason anyway."""
    return {item.person.id for item in dates if item.person is not None and item.source is Source.MILESTONE}


def _quiet(session: Session, now: datetime, zone: tzinfo, elsewhere: set[PersonId]) -> tuple[DueItem, ...]:
    """People silent for more than twice their usual gap and not mentioned yet, the weakest rhythm first (R4)."""
    day = local_day(now, zone)
    found = [row for row in gone_quiet(session, day) if row.id not in elsewhere]
    items: list[DueItem] = []
    for start in range(0, len(found), _QUIET_AT_ONCE):
        some = found[start : start + _QUIET_AT_ONCE]
        people = somebodies(session, [row.id for row in some])
        dead = the_dead(session, set(people))
        put_off = _put_off(session, people, now)
        for row in some:
            one = people[row.id]
            since = row.last_on + timedelta(days=2 * row.usual_days + 1)
            is_silent = row.id in dead or is_muted(Source.QUIET, None, one, one, day)
            if not (is_silent or (row.id, since) in put_off):
                words = rhythm.silence_sentence((day - row.last_on).days, row.usual_days)
                items.append(_quiet_item(one, since, words, now))
        if len(items) >= QUIET_ROWS:
            break
    return tuple(items[:QUIET_ROWS])


_QUIET_AT_ONCE = 10
_S, _DECISION = t.summary.c, t.decision.c
_LAPSED: BindParameter[date] = bindparam("lapsed", type_=Day())
_KNOWN = (_S.is_deleted.is_(False), _S.is_light.is_(False), _S.last_on >= _LAPSED)
_GAPS = (
    select(func.min(_S.usual_days).label("usual"))
    .where(_S.is_deleted.is_(False), _S.is_light.is_(False), _S.usual_days > bindparam("after"))
    .cte("gaps", recursive=True)
)
_NEXT_GAP = (
    select(func.min(_S.usual_days))
    .where(_S.is_deleted.is_(False), _S.is_light.is_(False), _S.usual_days > _GAPS.c.usual)
    .scalar_subquery()
)
_LONGEST = (
    select(func.min(_S.last_on, type_=Day()))
    .where(*_KNOWN, _S.usual_days == column("usual"))
    .scalar_subquery()
)
_EACH_GAP = _GAPS.union_all(
    select(_NEXT_GAP).select_from(_GAPS).where(_GAPS.c.usual < bindparam("longest_gap"))
)
_OLDEST = select(_EACH_GAP.c.usual, _LONGEST.label("last_on")).where(_EACH_GAP.c.usual.is_not(None))
_OF_GAP = (
    select(_S.id, _S.last_on, _S.usual_days)
    .where(*_KNOWN, _S.usual_days == bindparam("usual"), _S.last_on < bindparam("before", type_=Day()))
    .order_by(_S.last_on, _S.id)
    .limit(_CHOSEN_FROM)
)
_DECIDED_QUIET = (
    select(_DECISION.source_id, _DECISION.occurrence, _DECISION.decision, _DECISION.until_at)
    .where(_DECISION.source == Source.QUIET.value, among(_DECISION.source_id))
    .order_by(_DECISION.id)
)


def gone_quiet(session: Session, day: date) -> list[Any]:
    """The fifty whose silence is the longest beside their usual gap, the longest first.

    That order is another one every day, so no index has it; but of all who have the same gap, it is who was spoken with
    last the longest ago. So each gap's longest silence is looked up, and only the gaps are read that can be among the first.
    Nobody is silent for more than a year of gaps: where the short ones give enough, the long ones are not looked up.
    """
    found: list[tuple[float, int, Any]] = []
    after = 0
    for longest_gap in _GAPS_AT_ONCE:
        if len(found) >= _CHOSEN_FROM and -found[-1][0] > _LAPSED_DAYS / (after + 1):
            break
        asked = {"lapsed": day - timedelta(days=_LAPSED_DAYS), "after": after, "longest_gap": longest_gap}
        oldest = session.execute(_OLDEST, asked).all()
        found = _longest_silent(session, day, oldest, found)
        after = max((row.usual for row in oldest), default=longest_gap)
    return [row for _share, _id, row in found]


def _longest_silent(
    session: Session, day: date, oldest: Iterable[Any], found: list[tuple[float, int, Any]]
) -> list[tuple[float, int, Any]]:
    """The first fifty of `found` and of those with the gaps of `oldest`: minus the share, the id and the row of each."""
    lapsed = day - timedelta(days=_LAPSED_DAYS)
    best = sorted(
        (((day - row.last_on).days / row.usual, row.usual) for row in oldest if row.last_on is not None),
        reverse=True,
    )
    for longest, usual in best:
        if longest <= 2 or (len(found) >= _CHOSEN_FROM and -found[_CHOSEN_FROM - 1][0] > longest):
            break
        asked = {"lapsed": lapsed, "usual": usual, "before": day - timedelta(days=2 * usual)}
        rows = session.execute(_OF_GAP, asked).all()
        found += [(-((day - row.last_on).days / usual), row.id, row) for row in rows]
        found = sorted(found)[:_CHOSEN_FROM]
    return found


def _put_off(session: Session, people: Iterable[int], now: datetime) -> set[tuple[int, date]]:
    """Whose silence, by the day it began, was put off or done with."""
    last = {
        (row.source_id, row.occurrence): row
        for row in session.execute(_DECIDED_QUIET, {"ids": listed(people)})
    }
    return {key for key, row in last.items() if row.decision is not Decision.SNOOZED or row.until_at > now}


def _quiet_item(one: Somebody, since: date, words: str, now: datetime) -> DueItem:
    return DueItem(
        source=Source.QUIET,
        source_id=one.face.id,
        occurrence=since,
        person=one.face,
        saying=Saying(lambda: Words(one.face.name, words, words)),
        late_days=0,
        late_words="",
        due_on=since,
        while_away=False,
        stage="0",
        since=now,
        days_ahead=0,
    )


def _wishes(session: Session, day: date, with_dates: set[PersonId]) -> tuple[QuietWish, ...]:
    """Three people and what comes to mind: what begins in their lives, else what they told lately."""
    reasons = _beginnings(session, day) | _told_lately(session, day)
    ids = [id_ for id_ in reasons if id_ not in with_dates]
    people = somebodies(session, ids)
    dead = the_dead(session, set(people))
    wishes: list[QuietWish] = []
    for id_ in ids:
        one = people[id_]
        if one.is_light or one.is_resting or id_ in dead:
            continue
        words = reasons[id_]
        if isinstance(words, tuple):
            title, begins = words
            whose = starting(owner(one.face.first_name, one.pronouns))
            what = inside(title)
            when = milestones.day_words(begins, day)
            words = _("{whose} {what} starts {when}").format(whose=whose, what=what, when=when)
        wishes.append(QuietWish(person=one.face, words=words))
    return tuple(wishes[:WISHES])


def _beginnings(session: Session, day: date) -> dict[int, str | tuple[str, date]]:
    e = t.life_event.c
    query = (
        select(e.person_id, e.title, e.since_year, e.since_month, e.since_day)
        .join(t.summary, t.summary.c.id == e.person_id)
        .where(e.ended_on.is_(None), e.since_day.is_not(None), e.since_year.in_((day.year, day.year + 1)))
        .where(t.summary.c.is_deleted.is_(False))
        .order_by(e.since_year, e.since_month, e.since_day, e.id)
    )
    found: dict[int, str | tuple[str, date]] = {}
    for row in session.execute(query):
        begins = date(row.since_year, row.since_month, row.since_day)
        if day < begins <= day + timedelta(days=_NEXT_DATE_DAYS):
            found.setdefault(row.person_id, (row.title, begins))
    return found


def _told_lately(session: Session, day: date) -> dict[int, str | tuple[str, date]]:
    """The newest facts that are fine to mention, one a person."""
    f = t.fact.c
    newest = select(func.max(f.id)).scalar_subquery()
    query = (
        select(f.person_id, f.text)
        .join(t.summary, t.summary.c.id == f.person_id)
        .where(f.id > newest - _FACTS_READ)
        .where(f.heard_on >= day - timedelta(days=_FACT_DAYS), f.sensitivity == Sensitivity.FINE)
        .where(t.summary.c.is_deleted.is_(False), t.summary.c.is_light.is_(False))
        .order_by(f.heard_on.desc(), f.id.desc())
        .limit(_CHOSEN_FROM)
    )
    found: dict[int, str | tuple[str, date]] = {}
    for row in session.execute(query):
        found.setdefault(row.person_id, row.text)
    return found
