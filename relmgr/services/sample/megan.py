"""Megan Jacobs, the person of the card's picture: her life, her ways, and our last conversations."""

from datetime import UTC, date, datetime
from typing import Any

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import (
    ChapterKind,
    ContactKind,
    ConversationKind,
    Feeling,
    GoalKind,
    MilestoneKind,
    RelationKind,
    Side,
    Stage,
)
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import (
    chapters,
    conversations,
    facts,
    first_met,
    goals,
    life_events,
    milestones,
    moments,
    needs,
    offers,
    relations,
    stages,
    ways,
)
from relmgr.services.chapters import ChapterInput
from relmgr.services.conversations import ConversationInput, PersonTalk, QuestionInput
from relmgr.services.facts import FactInput
from relmgr.services.first_met import FirstMet
from relmgr.services.goals import GoalInput
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.services.needs import NeedInput
from relmgr.services.offers import OfferInput
from relmgr.services.people import ContactMethodInput
from relmgr.services.relations import RelationInput
from relmgr.services.stages import StageInput
from relmgr.services.ways import WayInput
from relmgr.store import Store

WAYS: dict[str, Any] = {
    "city": "Cape Town",
    "time_zone": "Africa/Johannesburg",
    "preferred_channel": ContactKind.PHONE,
    "best_hours": "before 17:00",
    "contact_methods": (
        ContactMethodInput(
            kind=ContactKind.PHONE, label="mobile", value="+27 82 555 0142", is_preferred=True
        ),
        ContactMethodInput(kind=ContactKind.EMAIL, label="work", value="m.jacobs@fernkloof.example"),
    ),
}


def fill(store: Store, megan: PersonId, now: datetime) -> None:
    """Everything her card shows, but for the promises and expectations."""
    _dates(store, megan)
    _family(store, megan, now)
    for number, (side, label, text) in enumerate(
        (
            (Side.INTERESTS, "", "Cold-water swimming, whodunnits, the Stormers"),
            (Side.VALUES, "Coffee", "Flat white, oat, no sugar"),
        )
    ):
        heard = date(2026, 6, 4)
        given = FactInput(side=side, label=label, text=text, heard_on=heard, position=number)
        facts.add(store, megan, given)
    manner = "Answer first, reasons after. Never a surprise on a Friday."
    ways.add(store, megan, WayInput(text=manner, heard_on=date(2026, 6, 4)))
    _wants(store, megan)
    _story(store, megan, now)
    _life(store, megan)
    _talk(store, megan)
    for kind, day, note in (
        (MomentKind.NO_MONEY_ARGUMENT, date(2025, 10, 1), ""),
        (MomentKind.ASKED_FOR_HELP, date(2026, 6, 4), ""),
        (MomentKind.INVOLVED_EARLY, date(2026, 7, 8), "Paarl depot, in July"),
        (MomentKind.FORGAVE_MISTAKE, date(2026, 8, 19), "The August outage"),
        (MomentKind.REFERRED_ME, date(2026, 9, 28), "Priya, in September"),
        (MomentKind.ACTED_ON_ADVICE, date(2026, 11, 2), ""),
        (MomentKind.ASKED_FOR_HELP, date(2026, 11, 13), ""),
        (MomentKind.HAGGLING, date(2026, 11, 13), ""),
        (MomentKind.RESPECT, date(2026, 11, 13), ""),
    ):
        moments.add(store, megan, kind, day, note)


def _wants(store: Store, megan: PersonId) -> None:
    plans = OfferInput(
        name="Rollout plans",
        pros="Read by whoever has to follow them",
        cons="Two weeks of questions before the first page",
        best_case="The depots start on one day, and nobody rings me",
        best_leads="One person decides, and the managers read the draft",
        worst_case="Every depot keeps its own list",
        worst_leads="Three people sign, and nobody is asked",
    )
    dashboards = OfferInput(
        name="Dashboards",
        pros="One page instead of five calls on a Monday",
        cons="Needs clean data from every depot",
        best_case="It is open on her screen before the coffee",
        best_leads="The list of carriers is kept",
        worst_case="It is right, and nobody looks",
        worst_leads="Numbers nobody asked for",
    )
    plan = offers.add(store, plans)
    offers.add(store, dashboards)
    depots = GoalInput(
        from_text="two depots",
        to_text="All five depots on one plan",
        horizon=PartialDate(2027, 3),
        last_asked_on=date(2026, 10, 30),
    )
    swim = GoalInput(
        kind=GoalKind.PERSONAL,
        from_text="the tidal pool",
        to_text="Swim from Robben Island to Bloubergstrand",
        horizon=PartialDate(2028),
        last_asked_on=date(2026, 8, 19),
    )
    for goal in (depots, swim):
        goals.add(store, megan, goal, date(2026, 6, 4))
    for text, offer in (
        ("A plan my managers follow without ringing me", plan),
        ("Somebody to think aloud with before the board meets", None),
    ):
        needs.add(store, megan, NeedInput(text=text, offer_id=offer, heard_on=date(2026, 10, 16)))


def _story(store: Store, megan: PersonId, now: datetime) -> None:
    met = FirstMet(
        on=PartialDate(2020, 3),
        where="a freight fair in Cape Town",
        through="a talk on missed deliveries",
        impression="She asked the one question I had no answer to.",
    )
    first_met.save(store, megan, met, now)
    for stage, on, story in (
        (Stage.NAME, PartialDate(2020, 3), ""),
        (
            Stage.PERSON,
            PartialDate(2022, 8),
            "The strike: eleven nights on the phone, and she laughed on most.",
        ),
        (Stage.PARTNER, PartialDate(2026, 6), "She asked what I would do in her place, and did it."),
    ):
        stages.add(store, megan, StageInput(stage=stage, on=on, story=story))
    for kind, title, since, until in (
        (ChapterKind.MOVE, "Durban, by the harbour", PartialDate(2008), PartialDate(2014)),
        (ChapterKind.MOVE, "Cape Town", PartialDate(2014, 8), None),
        (ChapterKind.JOB, "Fleet planner at Marlin Freight", PartialDate(2009), PartialDate(2014, 6)),
        (ChapterKind.JOB, "Fernkloof Logistics, from planner to director", PartialDate(2014, 9), None),
        (ChapterKind.PROJECT, "The tracking page", PartialDate(2021, 12), PartialDate(2023)),
        (ChapterKind.PROJECT, "Rollout to the depots", PartialDate(2025, 9), None),
    ):
        chapters.add(store, megan, ChapterInput(kind=kind, title=title, from_=since, until=until))


def _dates(store: Store, megan: PersonId) -> None:
    for kind, title, day in (
        (MilestoneKind.WORKING_TOGETHER, "First project together", PartialDate(2021, 12, 9)),
        (MilestoneKind.BIRTHDAY, "", PartialDate(None, 2, 21)),
    ):
        milestones.add(
            store, megan, MilestoneInput(kind=kind, title=title, date=day, remind=kind is _BIRTHDAY)
        )


_BIRTHDAY = MilestoneKind.BIRTHDAY


_CALLED = {"Ivy": "Daughter", "Noah": "Son"}


def _family(store: Store, megan: PersonId, now: datetime) -> None:
    known_by: dict[str, PersonId] = {}
    for kind, name, headline, birthday, known in (
        (RelationKind.PARTNER, "Tomás", "chef", None, "Opened his own place, Sal, in May"),
        (RelationKind.CHILD, "Ivy", "", PartialDate(2020, 12, 2), "Otters, drawing"),
        (RelationKind.CHILD, "Noah", "", PartialDate(2024), "Sleeps, at last"),
        (RelationKind.PET, "Biscuit", "greyhound", PartialDate(2017), ""),
    ):
        given = RelationInput(kind=kind, other_name=name, headline=headline, label=_CALLED.get(name, ""))
        tie = relations.add(store, megan, given, now)
        other = known_by[name] = relations.other_of(store, tie, megan)
        if birthday is not None:
            milestones.add(store, other, MilestoneInput(kind=_BIRTHDAY, date=birthday))
        if known:
            facts.add(store, other, FactInput(side=Side.INTERESTS, text=known))
        if name == "Ivy":
            school = MilestoneInput(
                kind=MilestoneKind.SCHOOL_START, title="First school day", date=PartialDate(2027, 1, 13)
            )
            milestones.add(store, other, school)
    for one, kind, other_name in (
        ("Ivy", RelationKind.SIBLING, "Noah"),
        ("Tomás", RelationKind.CHILD, "Ivy"),
        ("Tomás", RelationKind.CHILD, "Noah"),
    ):
        relations.add(store, known_by[one], RelationInput(kind=kind, other_id=known_by[other_name]), now)


def _life(store: Store, megan: PersonId) -> None:
    father = LifeEventInput(
        icon="heart-pulse",
        title="Father in hospital",
        note="Ask how he is. His name is Peter; it is his hip.",
        question="How is your dad doing after the operation?",
        why="Operated on 19 Nov.",
        since=PartialDate(2026, 11, 12),
        follow_up_on=date(2026, 11, 24),
    )
    kitchen = LifeEventInput(
        icon="hammer",
        title="New kitchen",
        note="Cooking for four on a camping stove.",
        until=PartialDate(2026, 12, 24),
        until_words="Christmas",
        follow_up_on=date(2026, 12, 15),
    )
    number = life_events.add(store, megan, father)
    life_events.done(store, number, date(2026, 11, 13))
    life_events.snooze(store, number, date(2026, 11, 24))
    number = life_events.add(store, megan, kitchen)
    life_events.done(store, number, date(2026, 10, 30))
    life_events.snooze(store, number, date(2026, 12, 15))


def _talk(store: Store, megan: PersonId) -> None:
    talks = (
        (
            date(2026, 8, 19),
            6,
            "Tracking page down for four hours. I rang before she noticed. She forgave it the same day.",
        ),
        (date(2026, 10, 16), 20, "The peak season plan, depot by depot."),
        (date(2026, 10, 30), 25, "Who signs what before December."),
    )
    for day, minutes, headline in talks:
        given = ConversationInput(
            at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
            on_day=day,
            kind=ConversationKind.CALL,
            minutes=minutes,
            by_me=True,
            people=(PersonTalk(person_id=megan),),
            headline=headline,
        )
        conversations.log(store, given, given.at)
    last = ConversationInput(
        at=datetime(2026, 11, 13, 12, tzinfo=UTC),
        on_day=date(2026, 11, 13),
        kind=ConversationKind.CALL,
        minutes=32,
        by_me=True,
        people=(PersonTalk(person_id=megan, feeling=Feeling.UNEASY),),
        headline="Budget first, then her father.",
        their_world="Short about the budget at first, then stayed on to tell me about her father. "
        "Laughed when I mentioned the otters.",
        heard="Short about the budget at first. She felt uneasy, then stayed on to talk about her father.",
        my_feeling=Feeling.GOOD,
        next_step="call her on Thursday at 14:00",
        next_on=date(2026, 11, 26),
        ask_next=(
            QuestionInput(
                text="Did the Paarl depot open on time?",
                why="She was nervous about it last time; the date was 16 Nov.",
            ),
            QuestionInput(
                text="Has Ivy chosen her school bag?",
                why="Grade 1 starts on 13 Jan. It has to have otters on it.",
            ),
        ),
    )
    conversations.log(store, last, last.at)
