"""What to ask about, and the sides of a person, as the pictures show them on 24 November 2026."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relmgr.domain.fold import fold
from relmgr.domain.kinds import MilestoneKind, RelationKind, Sensitivity, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import read_pronouns
from relmgr.domain.sides import questions, side_words, sides_known, sides_sentence, unknown_sentence
from relmgr.domain.starters import (
    AdviceNote,
    AwayNote,
    FactNote,
    GoalNote,
    LifeEventNote,
    MilestoneNote,
    QuestionNote,
    StarterContext,
    StarterSource,
    starters,
)

TODAY = date(2026, 11, 24)
ALL = frozenset(Side)
HER = read_pronouns("she/her")
EMPTY = StarterContext(today=TODAY, name="Megan", pronouns=HER, sides_known=ALL)
FATHER = LifeEventNote(
    id=1,
    title="Father in hospital",
    question="How is your dad doing after the operation?",
    why="Operated on 19 Nov.",
    since=PartialDate(2026, 11, 12),
    follow_up=TODAY,
    last_asked=date(2026, 11, 13),
)
KITCHEN = LifeEventNote(id=2, title="New kitchen", follow_up=date(2026, 12, 15))
DEPOT = QuestionNote(
    id=3,
    text="Did the Paarl depot open on time?",
    why="She was nervous about it last time; the date was 16 Nov.",
    noted=date(2026, 11, 13),
)
BAG = QuestionNote(
    id=4,
    text="Has Ivy chosen her school bag?",
    why="Grade 1 starts on 13 Jan. It has to have otters on it.",
    noted=date(2026, 11, 13),
)
IVY = MilestoneNote(id=5, kind=MilestoneKind.BIRTHDAY, day=date(2026, 12, 2), who="Ivy", turns=6)


def shown(context: StarterContext) -> list[tuple[str, str]]:
    return [(starter.question, starter.why) for starter in starters(context)]


def test_the_picture_of_megan() -> None:
    context = replace(EMPTY, life_events=(KITCHEN, FATHER), questions=(DEPOT, BAG), milestones=(IVY,))
    assert shown(context) == [
        (
            "How is your dad doing after the operation?",
            "Operated on 19 Nov. You last asked on Friday the 13th.",
        ),
        (DEPOT.text, DEPOT.why),
        (BAG.text, BAG.why),
    ]


def test_the_picture_of_layla() -> None:
    context = StarterContext(
        today=TODAY,
        name="ليلى",
        pronouns=HER,
        life_events=(
            LifeEventNote(
                id=1,
                title="Her first exhibition opens on Saturday",
                question="Which photograph was hardest to leave out?",
                why="The exhibition opens on Saturday 28 Nov.",
                follow_up=date(2026, 11, 27),
            ),
        ),
        milestones=(
            MilestoneNote(id=2, kind=MilestoneKind.CUSTOM, day=date(2026, 11, 28), title="Exhibition opens"),
            MilestoneNote(id=3, kind=MilestoneKind.FIRST_MET, day=date(2027, 1, 12)),
        ),
        facts=(
            FactNote(id=1, side=Side.INTERESTS, text="Photography, handmade paper", heard=date(2026, 9, 1)),
        ),
        sides_known=frozenset({Side.INTERESTS, Side.PLACES}),
    )
    assert shown(context) == [
        ("Which photograph was hardest to leave out?", "The exhibition opens on Saturday 28 Nov."),
        ("Who are you when you are not at work?", "You do not know her family yet."),
    ]


def test_a_wording_is_made_where_none_is_stored() -> None:
    father = replace(FATHER, question="", why="", last_asked=None)
    garden = LifeEventNote(id=9, title="Garden extension")
    assert shown(replace(EMPTY, life_events=(father, garden))) == [
        ("How is your father?", "Father in hospital since 12 Nov."),
        ("How are things with “Garden extension”?", "Garden extension."),
    ]


def test_what_was_asked_today_waits() -> None:
    assert shown(replace(EMPTY, life_events=(replace(FATHER, last_asked=TODAY),))) == []


@pytest.mark.parametrize(
    ("kind", "who", "distance", "question"),
    [
        (MilestoneKind.BIRTHDAY, "", 5, "How will you spend your birthday?"),
        (MilestoneKind.BIRTHDAY, "Ivy", 8, "What does Ivy wish for?"),
        (MilestoneKind.BIRTHDAY, "Ivy", -3, "How was Ivy’s birthday?"),
        (MilestoneKind.EXAM, "", -1, "How did your exam go?"),
        (MilestoneKind.SCHOOL_START, "Ivy", -2, "How was Ivy’s first day?"),
        (MilestoneKind.WEDDING, "Noah", 3, "How are the preparations for Noah’s wedding going?"),
    ],
)
def test_milestones_near_and_just_past(kind: MilestoneKind, who: str, distance: int, question: str) -> None:
    note = MilestoneNote(id=1, kind=kind, who=who, day=TODAY + timedelta(distance))
    ((asked, why),) = shown(replace(EMPTY, milestones=(note,)))
    assert asked == question
    assert why.endswith(".")


@pytest.mark.parametrize(
    ("kind", "distance"), [(MilestoneKind.BIRTHDAY, 15), (MilestoneKind.EXAM, -15), (MilestoneKind.DEATH, 1)]
)
def test_milestones_that_are_not_asked_about(kind: MilestoneKind, distance: int) -> None:
    note = MilestoneNote(id=1, kind=kind, day=TODAY + timedelta(distance))
    assert shown(replace(EMPTY, milestones=(note,))) == []


def test_the_why_of_a_birthday() -> None:
    assert shown(replace(EMPTY, milestones=(IVY,))) == [("What does Ivy wish for?", "Ivy turns 6 on 2 Dec.")]


def test_back_from_being_away() -> None:
    away = AwayNote(id=1, title="On holiday", until=date(2026, 11, 22))
    assert shown(replace(EMPTY, away=away)) == [("How was your time away?", "On holiday until 22 Nov.")]
    assert shown(replace(EMPTY, away=replace(away, until=TODAY))) == []


@pytest.mark.parametrize("sensitivity", [Sensitivity.NEVER_FIRST, Sensitivity.WORK_ONLY])
def test_only_what_is_fine_to_mention_is_mentioned(sensitivity: Sensitivity) -> None:
    fact = FactNote(id=1, side=Side.INTERESTS, text="Choir", heard=date(2025, 1, 1))
    assert shown(replace(EMPTY, facts=(fact,))) == [
        ("What is new with “Choir”?", "Last heard on 1 Jan 2025.")
    ]
    assert shown(replace(EMPTY, facts=(replace(fact, sensitivity=sensitivity),))) == []


DEPOTS = GoalNote(id=6, text="Twelve depots by 2028.", noted=date(2026, 2, 2))


def test_a_goal_is_asked_about_after_half_a_year() -> None:
    assert shown(replace(EMPTY, goals=(DEPOTS,))) == [
        ("How far have you come with “Twelve depots by 2028”?", "Noted on 2 Feb, and not asked about since.")
    ]
    asked = replace(DEPOTS, id=7, text="Four days", last_asked=date(2026, 1, 5))
    ((first, why), (second, _why)) = shown(replace(EMPTY, goals=(DEPOTS, asked)))
    assert (first, why) == ("How far have you come with “Four days”?", "You last asked on 5 Jan.")
    assert "Twelve depots" in second


@pytest.mark.parametrize("days", [0, 100, 183])
def test_a_goal_is_left_in_peace_for_half_a_year(days: int) -> None:
    noted = replace(DEPOTS, noted=TODAY - timedelta(days))
    assert shown(replace(EMPTY, goals=(noted,))) == []
    asked = replace(DEPOTS, last_asked=TODAY - timedelta(days))
    assert shown(replace(EMPTY, goals=(asked,))) == []


def test_a_question_answered_by_a_fact_is_not_asked() -> None:
    first, second, *_rest = questions(Side.HUMOUR)
    unknown = replace(EMPTY, sides_known=ALL - {Side.HUMOUR}, answered=frozenset({first}))
    assert [question for question, _why in shown(unknown)] == [second]
    meant = QuestionNote(id=8, text=first, noted=TODAY)
    assert [question for question, _why in shown(replace(unknown, questions=(meant,)))] == [second]


def test_a_question_to_be_asked_next_time_is_no_second_starter() -> None:
    first, second, *_rest = questions(Side.HUMOUR)
    meant = QuestionNote(id=8, text=first, noted=date(2026, 1, 1))
    busy = replace(
        EMPTY,
        questions=(DEPOT, BAG, meant),
        sides_known=ALL - {Side.HUMOUR},
        all_service=True,
    )
    assert [question for question, _why in shown(busy)] == [DEPOT.text, BAG.text, second]


def test_a_question_once_asked_is_not_asked_again() -> None:
    unknown = replace(EMPTY, sides_known=ALL - {Side.FAMILY})
    for question in questions(Side.FAMILY):
        ((offered, _why),) = shown(unknown)
        assert offered == question
        unknown = replace(unknown, asked=unknown.asked | {question.upper()})
    assert shown(unknown) == []


def test_at_most_one_side_is_asked_about() -> None:
    offered = starters(replace(EMPTY, sides_known=frozenset()))
    assert [starter.source for starter in offered] == [StarterSource.SIDE]


def test_after_service_only_a_place_is_kept_for_the_person() -> None:
    busy = replace(
        EMPTY, questions=(DEPOT, BAG), life_events=(FATHER,), sides_known=frozenset(), all_service=True
    )
    assert [starter.source for starter in starters(busy)] == [
        StarterSource.LIFE_EVENT,
        StarterSource.QUESTION,
        StarterSource.SIDE,
    ]


def test_gentle_mode_asks_about_life_only() -> None:
    gentle = replace(
        EMPTY, life_events=(FATHER,), questions=(DEPOT,), sides_known=frozenset(), is_gentle=True
    )
    assert [starter.source for starter in starters(gentle)] == [StarterSource.LIFE_EVENT]


def test_nothing_is_asked_of_the_dead() -> None:
    assert starters(replace(EMPTY, life_events=(FATHER,), has_died=True)) == ()


def test_the_bank_has_six_questions_for_each_side() -> None:
    everything = [fold(question) for side in Side for question in questions(side)]
    assert len(set(everything)) == len(everything) == 48
    assert all(question.endswith("?") for side in Side for question in questions(side))


def test_sides_known() -> None:
    assert sides_known([Side.WORK, Side.WORK]) == {Side.WORK}
    assert sides_known([], [RelationKind.CHILD, RelationKind.COLLEAGUE], city="Cape Town") == {
        Side.FAMILY,
        Side.PLACES,
    }
    assert (
        sides_known([], [RelationKind.COLLEAGUE], milestones={MilestoneKind.BIRTHDAY}, has_role=True)
        == frozenset()
    )
    assert sides_known([], milestones=[MilestoneKind.WEDDING]) == {Side.FAMILY}


def test_sides_in_words() -> None:
    assert (
        sides_sentence({Side.WORK, Side.FAMILY, Side.PLACES}, "Megan", HER) == "You know 3 of 8 sides of her."
    )
    assert sides_sentence({Side.WORK}, "Sam", None) == "You know 1 of 8 sides of Sam."
    assert unknown_sentence(Side.FAMILY, "Sam", None) == "You do not know Sam’s family yet."
    assert {side_words(side) for side in Side} >= {"Family", "Health and energy"}


def test_advice_whose_day_has_come_is_asked_about() -> None:
    short = AdviceNote(id=3, text="Send line items.", given=date(2026, 10, 15))
    long = AdviceNote(id=4, text="Word " * 40, given=date(2026, 10, 16))
    found = starters(replace(EMPTY, advice=(long, short)))
    assert [(one.question, one.source_id) for one in found[:2]] == [
        ("Did it help: “Send line items”?", 3),
        ("Did my advice help?", 4),
    ]
    assert found[0].why == "You advised it on 15 Oct."
    assert starters(replace(EMPTY, advice=(short,), is_gentle=True)) == ()
