"""What a due item says: a title, a reason, and one true detail; as the pictures of Today and the tray word it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from relmgr.domain import (
    endings,
    expectations,
    first_days,
    kin,
    milestones,
    phrases,
    rough_patches,
    zones,
)
from relmgr.domain.calendar_words import short_day
from relmgr.domain.kinds import Direction, FirstStepKind, MilestoneKind, RelationKind, SparedBy
from relmgr.domain.names import is_right_to_left, isolate, possessive
from relmgr.domain.numbers import inside, starting
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services.expectations import terms_of
from relmgr.services.people.record import partial_of
from relmgr.services.reminders import given
from relmgr.services.reminders.candidates import milestone_of
from relmgr.services.reminders.frame import Candidate
from relmgr.services.reminders.model import Source, Words
from relmgr.services.reminders.somebody import Somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who is in it and when it is said."""

    one: Somebody | None
    people: dict[int, Somebody]
    day: date
    today: date
    now: datetime | None = None

    @property
    def name(self) -> str:
        """The first name of the person it is about, safe inside a sentence."""
        return in_sentence(self.one.face.first_name) if self.one else ""


def in_sentence(name: str) -> str:
    """A name that disturbs no sentence around it."""
    return isolate(name) if is_right_to_left(name) else name


def words(candidate: Candidate, scene: Scene) -> Words:
    """What the item says on `scene.today`."""
    return _SAYING[candidate.source](candidate, scene)


def _reminder(candidate: Candidate, scene: Scene) -> Words:
    return Words(candidate.row.title, candidate.row.why, candidate.row.why)


def _milestone(candidate: Candidate, scene: Scene) -> Words:
    row, one = candidate.row, scene.one
    name = scene.name
    milestone = milestone_of(row, name)
    is_light = one is not None and one.is_light
    title = milestones.title(milestone, scene.day, is_light=is_light)
    news = milestones.news(milestone, scene.day, scene.today, one.pronouns if one else None)
    tie = tie_words(one, scene.people) if one is not None and is_light else ""
    if row.milestone_kind is not MilestoneKind.BIRTHDAY and row.note:
        return Words(title, row.note, row.note)
    if not tie:
        return Words(title, news, news)
    when = milestones.day_words(scene.day, scene.today)
    return Words(title, tie, _("{tie}, {when}").format(tie=tie, when=when))


def tie_words(one: Somebody, people: dict[int, Somebody]) -> str:
    """ "Megan’s daughter": whose somebody is, in the user's own word where there is one."""
    host = people.get(one.belongs_to) if one.belongs_to is not None else None
    if host is None or one.tie_kind is None:
        return ""
    word = inside(one.tie) if one.tie else _tie_word(one.tie_kind)
    return _("{whose} {tie}").format(whose=possessive(host.face.first_name), tie=word)


def _tie_word(kind: RelationKind) -> str:
    return {
        RelationKind.PARTNER: _("partner"),
        RelationKind.CHILD: _("child"),
        RelationKind.PARENT: _("parent"),
        RelationKind.SIBLING: _("sibling"),
        RelationKind.GRANDPARENT: _("grandparent"),
        RelationKind.GRANDCHILD: _("grandchild"),
        RelationKind.RELATIVE: _("relative"),
        RelationKind.FRIEND: _("friend"),
        RelationKind.COLLEAGUE: _("colleague"),
        RelationKind.PET: _("pet"),
    }.get(kind, _("circle"))


def _life_event(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    since = partial_of(row, "since")
    if scene.day > scene.today and since is not None and since.as_date() == scene.day:
        return _beginning(row, scene)
    if is_question(candidate, scene.today):
        title = endings.over_question(row.title, scene.name, None)
        if scene.name not in title:
            title = _("{name}: {question}").format(name=scene.name, question=title)
        return Words(title, row.note or _state(row, row.title, scene.today), row.title)
    about = kin.kin_and_news(row.title)
    pronouns = scene.one.pronouns if scene.one else None
    if about is not None:
        whom = kin.topic(row.title, scene.name, pronouns)
        title = _("Ask {name} how {whom} is").format(name=scene.name, whom=whom)
        return _reachable(scene, title, _state(row, starting(about[1]), scene.today))
    if row.question:
        title = _("Ask {name}: {question}").format(name=scene.name, question=row.question)
    else:
        title = _("Ask {name} about {what}").format(name=scene.name, what=kin.topic(row.title, "", None))
    return _reachable(scene, title, row.why or _state(row, row.title, scene.today))


def _beginning(row: Any, scene: Scene) -> Words:
    """ "美咲 goes on leave" or "Megan’s new kitchen starts"; its note is the reason."""
    what = inside(row.title)
    if what.split()[-1:] == [_("leave")]:
        title = _("{name} goes on {what}").format(name=scene.name, what=what)
    else:
        whose = possessive(scene.one.face.first_name) if scene.one else ""
        title = _("{whose} {what} starts").format(whose=whose, what=what).strip()
    when = starting(milestones.day_words(scene.day, scene.today))
    return Words(title, row.note or when, row.note or when)


def _state(row: Any, what: str, today: date) -> str:
    """ "In hospital since 12 Nov.", "New kitchen until Christmas."."""
    since, until = partial_of(row, "since"), partial_of(row, "until")
    until_words = row.until_words or (_partial_words(until, today) if until else "")
    if since is not None:
        what = _("{what} since {day}").format(what=what, day=_partial_words(since, today))
    elif until_words:
        what = _("{what} until {day}").format(what=what, day=until_words)
    return _("{sentence}.").format(sentence=what.rstrip("."))


def _partial_words(day: PartialDate, today: date) -> str:
    known = day.as_date()
    return phrases.partial(day) if known is None else short_day(known, today)


def _reachable(scene: Scene, title: str, why: str) -> Words:
    one = scene.one
    if one is None or not (one.may_phone and one.best_hours):
        return Words(title, why, why)
    hint = _("Call {hours}.").format(hours=one.best_hours.rstrip("."))
    return Words(title, f"{why} {hint}".strip(), why)


def _expectation(candidate: Candidate, scene: Scene) -> Words:
    row, terms = candidate.row, terms_of(candidate.row)
    due = expectations.due_words(terms, scene.today, row.due_words)
    parts = [_("{sentence}.").format(sentence=due.rstrip("."))]
    is_mine = row.direction is Direction.OF_ME
    if is_mine and row.told_on is None and expectations.has_slipped(terms, scene.today):
        parts.insert(0, _("Has {name} been told?").format(name=scene.name))  # before anything else (E3)
    if row.risk_reason:
        parts.append(row.risk_reason)
    why = " ".join(parts)
    return Words(starting(row.statement), why, why)


def _thank_you(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    other = scene.people.get(row.of_person_id)
    introduced = in_sentence(other.face.first_name) if other else _("somebody")
    title = _("Thank {name} for introducing {other}").format(name=scene.name, other=introduced)
    parts = [_("Introduced on {day}.").format(day=short_day(row.on_day, scene.today))]
    if row.work_note or row.note:
        parts.append(row.work_note or row.note)
    elif row.became_work_on is not None:
        parts.append(_("It became work on {day}.").format(day=short_day(row.became_work_on, scene.today)))
    return Words(title, " ".join(parts), parts[0])


def _cadence(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    title = _("Get in touch with {name}").format(name=scene.name)
    if row.last_on is None:
        return _reachable(scene, title, _("You have not spoken yet."))
    every = ngettext("You meant to every {days} day.", "You meant to every {days} days.", row.cadence_days)
    spoke = _("You last spoke on {day}.").format(day=short_day(row.last_on, scene.today))
    return _reachable(scene, title, f"{spoke} {every.format(days=row.cadence_days)}")


def _away(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    why = _("Away until {day}.").format(day=short_day(row.away_until, scene.today))
    whole = " ".join(part for part in (why, row.away_why) if part)
    return Words(endings.back_question(SparedBy.AWAY, scene.name), whole, whole)


def _gentle(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    why = _("Gentle mode ended on {day}.").format(day=short_day(row.gentle_until, scene.today))
    whole = " ".join(part for part in (why, row.gentle_why) if part)
    return Words(endings.back_question(SparedBy.GENTLE, scene.name), whole, whole)


def _answer(candidate: Candidate, scene: Scene) -> Words:
    """What happened is not said: it may be read over a shoulder, and the card tells it."""
    row, now = candidate.row, scene.now
    title = _("Answer {name}").format(name=scene.name)
    waits = rough_patches.waits_words(scene.name, row.heard_at, now or row.heard_at)
    return Words(title, _with_mode(waits, scene), waits)


def _next_step(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    since = rough_patches.since_words(row.opened_on, scene.today)
    why = _("{since}: the next step.").format(since=since)
    title = _("{name}: {what}").format(name=scene.name, what=inside(row.next_step))
    return Words(title, _with_mode(why, scene), _("The next step you set."))


def _with_mode(why: str, scene: Scene) -> str:
    """A plain note while they are spared: the moment is the user's to choose (P7)."""
    one = scene.one
    if one is None or not one.is_spared(scene.today):
        return why
    is_gentle = one.gentle_until is not None and scene.today <= one.gentle_until
    mode = _("Gentle mode: choose the moment.") if is_gentle else _("{name} is away: choose the moment.")
    return f"{why} {mode.format(name=scene.name)}"


def _aftercare(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    solved = short_day(row.solved_on, scene.today) if row.solved_on is not None else ""
    short = _("Put right on {day}.").format(day=solved) if solved else ""
    what = rough_patches.in_short(row.their_words, row.my_words)
    why = _("A month ago: {what} {solved}").format(what=_sentence(what), solved=short).strip()
    return Words(rough_patches.aftercare_question(scene.name), why, short)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…", "”")) else _("{sentence}.").format(sentence=text)


def _first_days(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    title = _("{name}: {what}").format(name=scene.name, what=inside(row.text))
    if row.first_step_kind is FirstStepKind.AFTER_DELIVERY and row.delivered_on is not None:
        when = _("First delivered on {day}.").format(day=short_day(row.delivered_on, scene.today))
    else:
        when = _("New since {day}.").format(day=short_day(row.started_on, scene.today))
    why = " ".join(part for part in (row.note or first_days.why_words(row.first_step_kind), when) if part)
    return Words(title, why, when)


def _given(candidate: Candidate, scene: Scene) -> Words:
    first_name = scene.one.face.first_name if scene.one is not None else ""
    return given.words(candidate.source, candidate.row, first_name, scene.name, scene.today)


def _deepening(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    title = _("{name}: {what}").format(name=scene.name, what=row.next_step[:1].lower() + row.next_step[1:])
    why = _("You chose {name} on {day}.").format(name=scene.name, day=short_day(row.chosen_on, scene.today))
    return Words(title, why, why)


def _long_view(candidate: Candidate, scene: Scene) -> Words:
    row = candidate.row
    title = _("What came of it? {decision}").format(decision=row.decision)
    why = _("Decided on {day}.").format(day=short_day(row.on_day, scene.today))
    return Words(title, " ".join(part for part in (why, row.long_term) if part), why)


def _keeping(candidate: Candidate, scene: Scene) -> Words:
    why = _("You said to look at whether to keep {name} by now.").format(name=scene.name)
    return Words(_("Keep {name}?").format(name=scene.name), why, why)


def is_question(candidate: Candidate, today: date) -> bool:
    """Whether it asks a question that Done answers with yes."""
    if candidate.source in (Source.AWAY, Source.GENTLE) or candidate.source in given.QUESTIONS:
        return True
    row = candidate.row
    if candidate.source is not Source.LIFE_EVENT or row.until_year is None:
        return False  # an end of which no year is known has not come
    return endings.asks_from(partial_of(row, "until"), row.follow_up_on, today) is not None


_SAYING: dict[Source, Callable[[Candidate, Scene], Words]] = {
    Source.REMINDER: _reminder,
    Source.MILESTONE: _milestone,
    Source.LIFE_EVENT: _life_event,
    Source.EXPECTATION: _expectation,
    Source.THANK_YOU: _thank_you,
    Source.CADENCE: _cadence,
    Source.AWAY: _away,
    Source.GENTLE: _gentle,
    Source.ANSWER: _answer,
    Source.ROUGH_PATCH: _next_step,
    Source.AFTERCARE: _aftercare,
    Source.FIRST_DAYS: _first_days,
    Source.DEEPENING: _deepening,
    Source.LONG_VIEW: _long_view,
    Source.KEEPING: _keeping,
    **dict.fromkeys(given.SOURCES, _given),
}


def local_words(one: Somebody | None, now: datetime, zone: tzinfo) -> str:
    """ "It is 16:42 in Cape Town."; nothing where the clocks agree or the place is unknown."""
    if one is None or not (one.city and one.time_zone):
        return ""
    try:
        theirs = zones.zone_named(one.time_zone)
    except InputError:  # typed or imported long ago, and no such zone: the card's form says so, not a popup
        return ""
    there = zones.local_time(now, theirs, zone)
    if not there.ahead:
        return ""
    return _("It is {time} in {city}.").format(time=f"{there.at:%H:%M}", city=in_sentence(one.city))
