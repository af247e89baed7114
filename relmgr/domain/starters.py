"""Ask about: up to three questions for the next conversation, each with its why (P2, P4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from relmgr.domain.fold import fold
from relmgr.domain.kin import kin_and_news
from relmgr.domain.kinds import MilestoneKind, Sensitivity, Side
from relmgr.domain.names import possessive
from relmgr.domain.numbers import inside
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.phrases import on_day as say_on
from relmgr.domain.phrases import partial, spoken_day
from relmgr.domain.phrases import short_day as say_short
from relmgr.domain.pronouns import Pronouns
from relmgr.domain.sides import ASKED_FIRST, questions, unknown_sentence
from relmgr.i18n import _

MOST_STARTERS = 3
FOLLOW_UP_AHEAD_DAYS = 7
MILESTONE_AHEAD_DAYS = 14
MILESTONE_PAST_DAYS = 14
BACK_SINCE_DAYS = 21
STALE_FACT_DAYS = 180
LONGEST_QUOTE = 70
"""Letters of advice that a question still bears to quote."""
STALE_GOAL_DAYS = 183
"""Half a year: so long a goal is left in peace once it was noted or asked about (P9)."""


class StarterSource(StrEnum):
    """What a starter comes from."""

    LIFE_EVENT = "life_event"
    QUESTION = "question"
    AWAY = "away"
    MILESTONE = "milestone"
    ADVICE = "advice"
    GOAL = "goal"
    FACT = "fact"
    SIDE = "side"
    HANDLED = "handled"
    """How a rough patch was handled (G5)."""
    AFTERCARE = "aftercare"
    """A month after it was solved: how it is now (G5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A question to ask, and the reason shown under it. `source_id` is the row it comes from, if there is one."""

    question: str
    why: str
    source: StarterSource
    source_id: int | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventNote:
    """A life event in progress; `question` and `why` are the stored wording, "" to have one made."""

    id: int
    title: str
    question: str = ""
    why: str = ""
    since: PartialDate | None = None
    follow_up: date | None = None
    last_asked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionNote:
    """What I meant to ask next time (C2), not asked yet, in the stored wording."""

    id: int
    text: str
    why: str = ""
    noted: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayNote:
    """An absence that has ended: the life event's title and its last day."""

    id: int | None
    title: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneNote:
    """A milestone's nearest occurrence on `day`; `who` is the relative's first name, "" for the person's own."""

    id: int
    kind: MilestoneKind
    day: date
    who: str = ""
    title: str = ""
    turns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchNote:
    """A rough patch that was solved: how they feel about it is not known, or a month has passed since."""

    id: int
    solved: date
    is_aftercare: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalNote:
    """A goal still ahead of them: when it was noted, and when I last asked about it."""

    id: int
    text: str
    noted: date
    last_asked: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceNote:
    """Advice of mine that is to be asked about by now, and was not (G3)."""

    id: int
    text: str
    given: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FactNote:
    """Something known about the person."""

    id: int
    side: Side
    text: str
    heard: date | None
    sensitivity: Sensitivity = Sensitivity.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class StarterContext:
    """All that starters are made from. `name` is the first name, `asked` every question asked already, `answered`
    every question of the bank that a fact answers.

    `all_service` says that the last five conversations were about our work only (C5).
    """

    today: date
    name: str
    pronouns: Pronouns | None = None
    life_events: tuple[LifeEventNote, ...] = ()
    questions: tuple[QuestionNote, ...] = ()
    away: AwayNote | None = None
    milestones: tuple[MilestoneNote, ...] = ()
    advice: tuple[AdviceNote, ...] = ()
    goals: tuple[GoalNote, ...] = ()
    patches: tuple[PatchNote, ...] = ()
    facts: tuple[FactNote, ...] = ()
    sides_known: frozenset[Side] = frozenset()
    asked: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    all_service: bool = False
    is_gentle: bool = False
    has_died: bool = False


def starters(context: StarterContext) -> tuple[Starter, ...]:
    """Up to three starters, the most human first (P2, P4, P7, P9, C2, C5). They are taken in this order:

    1. *Life events* whose follow-up is due within a week, or has no date; the nearest first. Asked today: not again.
    2. *A rough patch that was solved*: how they feel about the way it was handled, and a month later how it is (G5).
    3. *Back from being away*: for three weeks after the last day of an absence.
    4. *Ask next time*: what I meant to ask, the newest conversation's questions first.
    5. *Milestones* up to two weeks ahead or two weeks past, theirs and their family's, the nearest first.
    6. *Advice* of mine whose day has come to be asked about; the oldest first, and never twice (G3).
    7. *Goals* noted, or last asked about, more than half a year ago; the longest unasked first.
    8. *An interest* not heard of for half a year; one at most.
    9. *A side not known*: the first question of the bank about it that was never asked; one at most.

    Never two about the same thing. Never a question asked or answered already: one ticked as asked, or one of the bank
    to which a fact was recorded as the answer. Never a fact that is not fine to mention. When the last five
    conversations were service only, the last place is kept for an interest or a side. In gentle mode only life events
    are asked about; of somebody who has died, nothing.
    """
    if context.has_died:
        return ()
    asked = {fold(question) for question in context.asked | context.answered}
    lines: list[Starter] = []
    if context.is_gentle:
        _take(lines, _of_life_events(context), asked)
        return tuple(lines)
    room = MOST_STARTERS - 1 if context.all_service else MOST_STARTERS
    before = (_of_life_events, _of_patches, _of_away, _of_questions, _of_milestones)
    for found in (*before, _of_advice, _of_goals):
        _take(lines, found(context), asked, room)
    _take(lines, _of_facts(context), asked, len(lines) + 1)
    _take(lines, _of_sides(context, asked), asked, len(lines) + 1)
    return tuple(lines[:MOST_STARTERS])


def _take(lines: list[Starter], found: Iterator[Starter], asked: set[str], room: int = MOST_STARTERS) -> None:
    """Take what is new until there is no more room."""
    for starter in found:
        if len(lines) >= min(room, MOST_STARTERS):
            return
        # A life event may be asked about again: it goes on.
        is_new = starter.source is StarterSource.LIFE_EVENT or fold(starter.question) not in asked
        if is_new and not any(_is_same_topic(starter, taken) for taken in lines):
            lines.append(starter)


def _topic(starter: Starter) -> set[str]:
    words = fold(f"{starter.question} {starter.why}").split()
    return {word.strip(".,?!’'") for word in words if len(word) > 6}


def _is_same_topic(one: Starter, other: Starter) -> bool:
    """Whether two starters would ask about one thing: "the exhibition" as a life event and as a milestone."""
    kinds = {one.source, other.source}
    if fold(one.question) == fold(other.question):
        return True
    return len(kinds) == 2 and StarterSource.MILESTONE in kinds and bool(_topic(one) & _topic(other))


def _of_life_events(context: StarterContext) -> Iterator[Starter]:
    due = [event for event in context.life_events if _is_due(event, context.today)]
    for event in sorted(
        due, key=lambda event: (event.follow_up is None, event.follow_up or date.max, event.id)
    ):
        yield Starter(
            question=event.question or _life_question(event.title),
            why=_life_why(event, context.today),
            source=StarterSource.LIFE_EVENT,
            source_id=event.id,
        )


def _is_due(event: LifeEventNote, today: date) -> bool:
    if event.last_asked == today:
        return False
    return event.follow_up is None or (event.follow_up - today).days <= FOLLOW_UP_AHEAD_DAYS


def _life_question(title: str) -> str:
    kin = kin_and_news(title)
    if kin is not None:
        return _("How is your {relative}?").format(relative=inside(kin[0]))
    return _("How are things with “{title}”?").format(title=title)


def _life_why(event: LifeEventNote, today: date) -> str:
    if event.why:
        said = event.why
    elif event.since is None:
        said = _("{title}.").format(title=event.title)
    else:
        known = event.since.as_date()
        since = say_short(known, today) if known else partial(event.since)
        said = _("{title} since {day}.").format(title=event.title, day=since)
    if event.last_asked is None:
        return said
    asked = _("You last asked {day}.").format(day=spoken_day(event.last_asked, today))
    return f"{said} {asked}"


def _of_patches(context: StarterContext) -> Iterator[Starter]:
    for note in context.patches:
        day = say_on(note.solved, context.today)
        if note.is_aftercare:
            question = _("How has it been since we put that right?")
            why = _("Solved {day}: a month has passed.").format(day=day)
        else:
            question = _("How do you feel about the way we handled it?")
            why = _("Solved {day}; how {name} feels about it you do not know.").format(
                day=day, name=context.name
            )
        source = StarterSource.AFTERCARE if note.is_aftercare else StarterSource.HANDLED
        yield Starter(question=question, why=why, source=source, source_id=note.id)


def _of_away(context: StarterContext) -> Iterator[Starter]:
    away = context.away
    if away is None or not 0 < (context.today - away.until).days <= BACK_SINCE_DAYS:
        return
    why = _("{title} until {day}.").format(title=away.title, day=say_short(away.until, context.today))
    yield Starter(
        question=_("How was your time away?"), why=why, source=StarterSource.AWAY, source_id=away.id
    )


def _of_questions(context: StarterContext) -> Iterator[Starter]:
    newest = sorted(context.questions, key=lambda note: (note.noted or date.min, -note.id), reverse=True)
    for note in newest:
        why = note.why
        if not why and note.noted is not None:
            why = _("You meant to ask; noted {day}.").format(day=spoken_day(note.noted, context.today))
        yield Starter(question=note.text, why=why, source=StarterSource.QUESTION, source_id=note.id)


def _of_milestones(context: StarterContext) -> Iterator[Starter]:
    for note in sorted(context.milestones, key=lambda note: (abs((note.day - context.today).days), note.id)):
        ahead = (note.day - context.today).days
        if not -MILESTONE_PAST_DAYS <= ahead <= MILESTONE_AHEAD_DAYS:
            continue
        question = _ahead_question(note) if ahead >= 0 else _past_question(note)
        if question:
            yield Starter(
                question=question,
                why=_milestone_why(note, context.today),
                source=StarterSource.MILESTONE,
                source_id=note.id,
            )


def _ahead_question(note: MilestoneNote) -> str:
    """What to ask before the day; "" for days nobody asks about."""
    whose = possessive(note.who) if note.who else ""
    own = {
        MilestoneKind.BIRTHDAY: _("How will you spend your birthday?"),
        MilestoneKind.WEDDING: _("How will you celebrate your wedding day?"),
        MilestoneKind.WORKING_TOGETHER: _("What should we do more of, and what less?"),
        MilestoneKind.JOB_START: _("What are you looking forward to in the new job?"),
        MilestoneKind.SCHOOL_START: _("How do you feel about the first day?"),
        MilestoneKind.EXAM: _("How is the preparation going?"),
        MilestoneKind.CUSTOM: _("How are the preparations going?"),
    }
    theirs = {
        MilestoneKind.BIRTHDAY: _("What does {name} wish for?"),
        MilestoneKind.WEDDING: _("How are the preparations for {whose} wedding going?"),
        MilestoneKind.JOB_START: _("Is {name} looking forward to the new job?"),
        MilestoneKind.SCHOOL_START: _("Is {name} looking forward to the first day?"),
        MilestoneKind.EXAM: _("How is {name} doing before the exam?"),
    }
    words = theirs.get(note.kind, "") if note.who else own.get(note.kind, "")
    return words.format(name=note.who, whose=whose)


def _past_question(note: MilestoneNote) -> str:
    """What to ask after the day; "" for days nobody asks about."""
    whose = possessive(note.who) if note.who else _("your")
    words = {
        MilestoneKind.BIRTHDAY: _("How was {whose} birthday?"),
        MilestoneKind.WEDDING: _("How was {whose} wedding day?"),
        MilestoneKind.JOB_START: _("How were {whose} first days in the new job?"),
        MilestoneKind.SCHOOL_START: _("How was {whose} first day?"),
        MilestoneKind.EXAM: _("How did {whose} exam go?"),
        MilestoneKind.CUSTOM: _("How did it go?"),
    }
    return words.get(note.kind, "").format(whose=whose)


def _milestone_why(note: MilestoneNote, today: date) -> str:
    day = say_on(note.day, today)
    is_past = note.day < today
    if note.kind is MilestoneKind.BIRTHDAY and note.who and note.turns:
        words = _("{name} turned {age} {day}.") if is_past else _("{name} turns {age} {day}.")
        return words.format(name=note.who, age=note.turns, day=day)
    titles = {
        MilestoneKind.BIRTHDAY: _("Birthday"),
        MilestoneKind.WEDDING: _("Wedding day"),
        MilestoneKind.WORKING_TOGETHER: _("Working together since this day"),
        MilestoneKind.JOB_START: _("New job"),
        MilestoneKind.SCHOOL_START: _("First school day"),
        MilestoneKind.EXAM: _("Exam"),
    }
    title = note.title or titles.get(note.kind, "")
    said = f"{possessive(note.who)} {inside(title)}" if note.who and not note.title else title
    return _("{what} {day}.").format(what=said, day=day) if said else day[:1].upper() + day[1:] + "."


def _of_advice(context: StarterContext) -> Iterator[Starter]:
    for note in sorted(context.advice, key=lambda note: (note.given, note.id)):
        text = " ".join(note.text.split()).rstrip(".")
        is_short = len(text) <= LONGEST_QUOTE
        question = _("Did it help: “{advice}”?").format(advice=text) if is_short else _("Did my advice help?")
        why = _("You advised it {day}.").format(day=say_on(note.given, context.today))
        if not is_short:
            why = f"{why} {text[: 2 * LONGEST_QUOTE].rstrip()}…"
        yield Starter(question=question, why=why, source=StarterSource.ADVICE, source_id=note.id)


def _of_goals(context: StarterContext) -> Iterator[Starter]:
    """What they want to reach and nobody asked about for half a year, the longest ago first (P9)."""
    for goal in sorted(context.goals, key=lambda goal: (goal.last_asked or goal.noted, goal.id)):
        if (context.today - (goal.last_asked or goal.noted)).days <= STALE_GOAL_DAYS:
            continue
        if goal.last_asked is not None:
            why = _("You last asked {day}.").format(day=say_on(goal.last_asked, context.today))
        else:
            why = _("Noted {day}, and not asked about since.").format(day=say_on(goal.noted, context.today))
        yield Starter(
            question=_("How far have you come with “{goal}”?").format(goal=goal.text.rstrip(".")),
            why=why,
            source=StarterSource.GOAL,
            source_id=goal.id,
        )


def _of_facts(context: StarterContext) -> Iterator[Starter]:
    """Interests not heard of for half a year, the longest ago first; short ones only, since the text is quoted."""
    old = [
        fact
        for fact in context.facts
        if fact.side is Side.INTERESTS
        and fact.sensitivity is Sensitivity.FINE
        and fact.heard is not None
        and (context.today - fact.heard).days > STALE_FACT_DAYS
        and len(fact.text) <= 40
    ]
    for fact in sorted(old, key=lambda fact: (fact.heard or date.min, fact.id)):
        yield Starter(
            question=_("What is new with “{interest}”?").format(interest=fact.text.rstrip(".")),
            why=_("Last heard {day}.").format(day=say_on(fact.heard or context.today, context.today)),
            source=StarterSource.FACT,
            source_id=fact.id,
            side=fact.side,
        )


def _of_sides(context: StarterContext, asked: set[str]) -> Iterator[Starter]:
    """The first question about each unknown side that is neither asked nor noted to be asked."""
    asked = asked | {fold(note.text) for note in context.questions}
    for side in ASKED_FIRST:
        if side in context.sides_known:
            continue
        fresh = next((question for question in questions(side) if fold(question) not in asked), None)
        if fresh is not None:
            why = unknown_sentence(side, context.name, context.pronouns)
            yield Starter(question=fresh, why=why, source=StarterSource.SIDE, side=side)
