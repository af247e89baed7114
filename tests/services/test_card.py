"""The card of the pictures, block by block, from the sample people; and what a sparse card says."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import (
    Circle,
    MilestoneKind,
    RelationKind,
    Sensitivity,
    Side,
    SignState,
    Standing,
    Status,
    Trend,
)
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.sides import questions
from relmgr.errors import NotFoundError
from relmgr.services import facts, first_met, goals, life_events, needs, people, sample, ways
from relmgr.services.card import CardView, card
from relmgr.services.card.views import Tone
from relmgr.services.facts import FactInput
from relmgr.services.first_met import FirstMet
from relmgr.services.goals import GoalInput
from relmgr.services.needs import NeedInput
from relmgr.services.people import PersonInput
from relmgr.services.ways import WayInput
from relmgr.store import Store
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey
from tests.builders import LONDON, NOW, TODAY, Make


@pytest.fixture(scope="module")
def sampled(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One file of sample people for every test that only reads."""
    path = tmp_path_factory.mktemp("sample") / "relmgr.db"
    shutil.copyfile(empty_file, path)
    store = open_store(path, DatabaseKey(bytes(range(32))), "a vault of the tests")
    sample.fill(store)
    yield store
    store.close()


@pytest.fixture(scope="module")
def megan(sampled: Store) -> CardView:
    return card(sampled, people.find(sampled, "Megan Jacobs")[0].id, sample.SAMPLE_NOW, LONDON)


class TestMegan:
    """person-card and person-card-full, word for word."""

    def test_head(self, megan: CardView) -> None:
        head = megan.person
        assert (head.name, head.pronouns, head.nickname) == ("Megan Jacobs", "she/her", "Meg to friends")
        assert head.role_line == "Operations director at Fernkloof Logistics"
        assert (head.place, head.place_offset) == ("Cape Town, 16:42", "2 h ahead of you")
        assert head.known_since == "Known since March 2020"
        assert head.preferred == "Phone, before 17:00"
        assert (head.standing, head.trend, head.trend_word) == (Standing.DEEP, Trend.RISING, "and rising")
        assert (head.initials, head.monogram, head.person_colour, head.company_colour) == ("MJ", "F", 0, 0)
        assert head.signs == (1.0, 1.0, 1.0, 0.5, 1.0, 0.0, 1.0, 1.0)
        assert head.accessible == "Megan Jacobs, Fernkloof Logistics, six of eight signs present, one fading"

    def test_right_now(self, megan: CardView) -> None:
        assert [(one.title, one.note, one.follow_up_words) for one in megan.right_now] == [
            (
                "Father in hospital since 12 Nov",
                "Ask how he is. His name is Peter; it is his hip.",
                "Follow up today",
            ),
            ("New kitchen until Christmas", "Cooking for four on a camping stove.", "Ask again on 15 Dec"),
        ]

    def test_ask_about(self, megan: CardView) -> None:
        assert [(one.question, one.why) for one in megan.ask_about] == [
            (
                "How is your dad doing after the operation?",
                "Operated on 19 Nov. You last asked on Friday the 13th.",
            ),
            (
                "Did the Paarl depot open on time?",
                "She was nervous about it last time; the date was 16 Nov.",
            ),
            ("Has Ivy chosen her school bag?", "Grade 1 starts on 13 Jan. It has to have otters on it."),
        ]

    def test_who_she_is(self, megan: CardView) -> None:
        shown = {row.label: [f"{line.strong} {line.rest}".strip() for line in row.lines] for row in megan.who}
        assert shown == {
            "Partner": ["Tomás, chef. Opened his own place, Sal, in May"],
            "Children": ["Ivy, 5. Otters, drawing", "Noah, 2. Sleeps, at last"],
            "Pets": ["Biscuit, greyhound, 9"],
            "Interests": ["Cold-water swimming, whodunnits, the Stormers"],
            "Coffee": ["Flat white, oat, no sugar"],
            "Manner": ["Answer first, reasons after. Never a surprise on a Friday."],
        }
        assert megan.missing == ()

    def test_what_she_wants(self, megan: CardView) -> None:
        assert megan.sides_words == "You know 4 of 8 sides of her."
        assert [(one.text, one.details, one.is_reached) for one in megan.wants.goals] == [
            ("All five depots on one plan", "From two depots, by March 2027. Asked on 30 Oct.", False),
            (
                "Swim from Robben Island to Bloubergstrand",
                "From the tidal pool, by 2028. Asked on 19 Aug.",
                False,
            ),
        ]
        assert [(one.text, one.offer, one.details) for one in megan.wants.needs] == [
            ("A plan my managers follow without ringing me", "Rollout plans", "Heard on 16 Oct"),
            ("Somebody to think aloud with before the board meets", "", "Heard on 16 Oct"),
        ]
        assert megan.wants.why_care == ""

    def test_our_story(self, megan: CardView) -> None:
        assert megan.story.met == (
            "March 2020, a freight fair in Cape Town, through a talk on missed deliveries",
            "She asked the one question I had no answer to.",
        )
        assert [(one.word, one.since) for one in megan.story.stages] == [
            ("Partner", "since June 2026"),
            ("Person", "since August 2022"),
            ("Name", "since March 2020"),
        ]

    def test_coming_up(self, megan: CardView) -> None:
        assert [(one.day_words, one.words, one.how_far) for one in megan.coming_up] == [
            ("2 Dec", "Ivy turns 6", "8 days"),
            ("9 Dec", "5 years of working together", "15 days"),
            ("13 Jan", "Ivy’s first school day", "7 weeks"),
            ("21 Feb", "Birthday, year unknown", "3 months"),
        ]

    def test_last_time(self, megan: CardView) -> None:
        last = megan.last_time
        assert last is not None
        assert last.when_words == "Fri 13 Nov, phone, 32 min"
        assert last.text.startswith("Short about the budget at first")
        assert [(one.who, one.word) for one in last.feelings] == [
            ("Megan felt", "uneasy"),
            ("You felt", "good"),
        ]
        assert [(one.lead, one.text, one.due_words, one.tone) for one in last.threads] == [
            ("You", "send the revised rollout plan", "Fri 27 Nov", Tone.SOON),
            ("Megan", "sends the list of carriers", "4 days late", Tone.LATE),
            ("", "Next: call her on Thursday at 14:00", "Thu 26 Nov", Tone.NORMAL),
        ]

    def test_expectations(self, megan: CardView) -> None:
        assert megan.expectations_words == "Six open or closed this quarter"
        shown = [(one.statement, one.status, one.due_words) for one in megan.expectations_of_me]
        assert shown == [
            (
                "A rollout plan the depot managers can read without me",
                Status.AT_RISK,
                "Due Fri 27 Nov, in 3 days",
            ),
            (
                "Someone answers when the tracking page fails",
                Status.UNSPOKEN,
                "Before peak season, 1 Dec",
            ),
            ("Dashboard live before peak season", Status.EXCEEDED, "Was due 30 Oct, done 23 Oct"),
        ]
        assert (megan.expectations_of_me[0].agreed, megan.expectations_of_me[0].hoped) == (
            "Two depots",
            "All five, with training notes",
        )
        theirs = {one.statement: (one.status, one.due_words) for one in megan.expectations_of_them}
        assert theirs == {
            "Invoices paid within 14 days": (Status.AGREED, "Next one Fri 4 Dec"),
            "The list of carriers before we plan January": (Status.MISSED, "Was due Fri 20 Nov"),
            "One person who decides, not three": (Status.UNSPOKEN, "No date yet"),
        }

    def test_depth(self, megan: CardView) -> None:
        assert megan.depth_words == "Six of eight signs present, one fading"
        assert megan.depth_standing_words == "Deep, rising since June"
        assert [(one.words, one.evidence) for one in megan.signs] == [
            ("Asks me for help", "Last on 13 Nov"),
            ("Acts on my advice", "Last on 2 Nov"),
            ("Refers me to others", "Priya, in September"),
            ("Doesn’t argue about money", "Haggled on 13 Nov"),
            ("Forgives mistakes", "The August outage"),
            ("Involves me in complex issues", "No evidence yet"),
            ("Involves me early", "Paarl depot, in July"),
            ("Treats me with respect", "Last on 13 Nov"),
        ]
        money = megan.signs[3]
        assert (money.state, money.shown_as) == (SignState.CONTRADICTED, SignState.FADING)
        assert [one.moment_id is None for one in megan.signs] == [False] * 5 + [True] + [False] * 2

    def test_timeline_is_newest_first_and_tells_the_stories(self, megan: CardView) -> None:
        days = [row.day for row in megan.timeline if row.day is not None]
        assert days == sorted(days, reverse=True)
        told = [f"{row.lead} {row.rest}" for row in megan.timeline]
        assert "Phone, 32 min. Budget first, then her father. She felt uneasy." in told
        assert "Introduced me to Priya Raghunathan. Thanked on 2 Oct: a card." in told
        assert [row.day_words for row in megan.timeline[-2:]] == ["9 Dec 2021", "2 Mar 2020"]
        assert megan.timeline[-1].lead == "Introduced by Aroha Ngata."


class TestWants:
    def test_what_is_reached_and_met_says_when(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        goals.add(store, jo, GoalInput(to_text="Four days", note="Paid for five!", reached_on=TODAY), TODAY)
        goals.add(store, jo, GoalInput(to_text="Three days"), TODAY)
        needs.add(store, jo, NeedInput(text="A quiet Monday", met_on=make.day(-1)))
        wants = card(store, jo, NOW, LONDON).wants
        assert [(one.text, one.details) for one in wants.goals] == [
            ("Three days", "Not asked about yet."),
            ("Four days", "Reached today. Paid for five!"),
        ]
        assert [(one.details, one.is_met) for one in wants.needs] == [("Met yesterday", True)]

    def test_a_goal_not_asked_about_for_half_a_year_is_a_starter(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        goal = goals.add(store, jo, GoalInput(to_text="Four days"), make.day(-200))
        done = GoalInput(to_text="Learn to sail", reached_on=TODAY)
        goals.add(store, jo, done, make.day(-200))
        found = [one for one in card(store, jo, NOW, LONDON).ask_about if one.source == "goal"]
        assert [(one.question, one.source_id) for one in found] == [
            ("How far have you come with “Four days”?", goal)
        ]

    def test_an_answered_question_is_not_offered_again(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        first, second, *_rest = questions(Side.FAMILY)
        facts.add(store, jo, FactInput(side=Side.WORK, text="Two sisters in Leeds", question=first))
        assert [one.question for one in card(store, jo, NOW, LONDON).ask_about] == [second]

    def test_through_whom_we_met_is_the_person_where_there_is_one(self, store: Store, make: Make) -> None:
        jo, layla = make.person("Jo"), make.person("ليلى حدّاد")
        first_met.save(store, jo, FirstMet(introduced_by=layla, where="the fair"), NOW)
        assert card(store, jo, NOW, LONDON).story.met == ("The fair, through \u2068ليلى حدّاد\u2069",)

    def test_ways_stand_in_who_they_are_and_answer_how_to_treat_them(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        ways.add(store, jo, WayInput(is_mine=True, text="Nothing after six"))
        view = card(store, jo, NOW, LONDON)
        assert [(row.label, row.lines[0].strong) for row in view.who] == [("My limits", "Nothing after six")]
        assert "manner" in [one.what for one in view.missing]
        ways.add(store, jo, WayInput(text="Answer first"))
        ways.add(store, jo, WayInput(label="Payment run", text="Thursdays"))
        view = card(store, jo, NOW, LONDON)
        assert [row.label for row in view.who] == ["Manner", "Payment run", "My limits"]
        assert "manner" not in [one.what for one in view.missing]


class TestSparse:
    def test_somebody_just_met(self, store: Store, make: Make) -> None:
        view = card(store, make.person("Jo"), NOW, LONDON)
        assert view.person.standing is Standing.NEW
        assert view.last_time is None
        assert (view.right_now, view.coming_up, view.timeline) == ((), (), ())
        assert [one.what for one in view.missing] == ["partner", "child", "interests", "manner"]
        assert view.missing[3].words == "How Jo likes to be treated"
        longer = make.person("Maria-Alejandra Vega")
        assert card(store, longer, NOW, LONDON).missing[3].words == "What suits Maria-Alejandra"
        assert len(view.ask_about) == 1

    def test_a_fact_that_is_not_fine_to_mention_makes_no_starter(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        facts.add(
            store,
            jo,
            FactInput(
                side=Side.INTERESTS,
                text="Gambling, and regrets it",
                sensitivity=Sensitivity.NEVER_FIRST,
                heard_on=make.day(-400),
            ),
        )
        asked = " ".join(f"{one.question} {one.why}" for one in card(store, jo, NOW, LONDON).ask_about)
        assert "ambling" not in asked

    def test_a_relative_is_seen_from_both_ends(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        tom = make.kin(megan, "Tom", RelationKind.CHILD)
        assert [row.label for row in card(store, tom, NOW, LONDON).who] == ["Parent"]
        assert [row.label for row in card(store, megan, NOW, LONDON).who] == ["Child"]

    def test_29_february_is_kept_on_the_28th_with_a_note(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        make.milestone(jo, MilestoneKind.BIRTHDAY, PartialDate(1988, 2, 29))
        coming = card(store, jo, NOW, LONDON).coming_up
        assert [(one.day_words, one.words) for one in coming] == [
            ("28 Feb", "Birthday, turns 39 (born on the 29th)")
        ]

    def test_a_date_that_says_whose_it_is_says_it_once(self, store: Store, make: Make) -> None:
        megan = make.person("Megan Jacobs")
        lily = make.kin(megan, "Lily")
        make.milestone(lily, MilestoneKind.SCHOOL_START, 40, "Lily starts grade 4")
        make.milestone(lily, MilestoneKind.EXAM, 50, "Piano exam")
        coming = card(store, megan, NOW, LONDON).coming_up
        assert [one.words for one in coming] == ["Lily starts grade 4", "Lily’s piano exam"]

    def test_what_has_not_begun_is_coming_up_and_not_going_on(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        make.milestone(jo, MilestoneKind.EXAM, 9, "Piano exam")
        make.life_event(jo, "A year in Lima", since=PartialDate(2028))
        make.life_event(jo, "New kitchen", since=PartialDate(2027, 2))
        leave = make.life_event(jo, "Leave", since=PartialDate(2026, 12, 7))
        make.life_event(jo, "Moving house", since=PartialDate(2026, 11))
        shown = card(store, jo, NOW, LONDON)
        assert [event.title for event in shown.right_now] == ["Moving house since November 2026"]
        assert [(one.day_words, one.words, one.how_far) for one in shown.coming_up] == [
            ("3 Dec", "Piano exam", "9 days"),
            ("7 Dec", "Leave starts", "13 days"),
            ("Feb", "New kitchen starts", "10 weeks"),
            ("2028", "A year in Lima starts", ""),
        ]
        assert (shown.coming_up[1].source, shown.coming_up[1].source_id) == ("life_event", leave)

    def test_on_its_first_day_it_is_going_on(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        make.life_event(jo, "Leave", since=PartialDate.of(TODAY))
        shown = card(store, jo, NOW, LONDON)
        assert ([event.title for event in shown.right_now], shown.coming_up) == (["Leave since 24 Nov"], ())

    def test_what_was_called_off_or_is_of_the_dead_does_not_come(self, store: Store, make: Make) -> None:
        jo, ada = make.person("Jo"), make.person("Ada")
        life_events.end(store, make.life_event(jo, "Leave", since=PartialDate(2026, 12, 7)), TODAY)
        make.life_event(ada, "Leave", since=PartialDate(2026, 12, 7))
        make.milestone(ada, MilestoneKind.DEATH, PartialDate(2026, 11))
        assert [card(store, one, NOW, LONDON).coming_up for one in (jo, ada)] == [(), ()]

    def test_where_only_promises_are_open_none_are_denied(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        assert card(store, jo, NOW, LONDON).expectations_words == "None written down"
        make.promise(jo, "Send the plan", due_on=2)
        assert card(store, jo, NOW, LONDON).expectations_words == "Only what was promised"

    def test_gentle_mode_says_so_before_contact(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        people.set_gentle(store, jo, make.day(20), "Her mother died.")
        assert card(store, jo, NOW, LONDON).banner == "Go gently until 14 Dec. Her mother died."
        people.set_gentle(store, jo, make.day(-1), "Her mother died.")
        assert card(store, jo, NOW, LONDON).banner == ""

    def test_an_event_past_its_end_asks_whether_it_is_over(self, store: Store, make: Make) -> None:
        jo = make.person("Jo")
        make.life_event(jo, "Moving house", until=PartialDate(2026, 11, 20))
        event = card(store, jo, NOW, LONDON).right_now[0]
        assert (event.follow_up_words, event.is_past_its_end, event.is_due) == (
            "Is “Moving house” over?",
            True,
            True,
        )
        life_events.end(store, event.id, TODAY)
        assert card(store, jo, NOW, LONDON).right_now == ()

    def test_a_zone_nobody_knows_is_no_fault(self, store: Store) -> None:
        jo = people.add(store, PersonInput(given="Jo", city="Atlantis", time_zone="Sea/Atlantis"), NOW)
        head = card(store, jo, NOW, LONDON).person
        assert (head.place, head.place_offset) == ("Atlantis", "")

    def test_who_is_let_rest_is_not_at_risk_for_silence(self, store: Store, make: Make) -> None:
        jo = make.person("Jo", circle=Circle.REST)
        for day in (-200, -190, -180, -170):
            make.conversation(jo, on=day)
        make.moment(jo, MomentKind.DELAY, on=-5)
        assert card(store, jo, NOW, LONDON).person.standing is not Standing.AT_RISK

    def test_nobody(self, store: Store) -> None:
        with pytest.raises(NotFoundError):
            card(store, PersonId(99), NOW, LONDON)

    def test_it_is_another_day_for_them(self, store: Store) -> None:
        jo = people.add(store, PersonInput(given="Jo", city="Auckland", time_zone="Pacific/Auckland"), NOW)
        head = card(store, jo, datetime(2026, 11, 24, 22, 0, tzinfo=UTC), ZoneInfo("UTC")).person
        assert head.place == "Auckland, 11:00"
        assert head.place_offset == "13 h ahead of you"


def test_a_leave_of_the_sample_is_coming_up(sampled: Store) -> None:
    misaki = people.find(sampled, "佐藤")[0].id
    shown = card(sampled, misaki, NOW, LONDON)
    assert shown.right_now == ()
    assert ("7 Dec", "Leave starts", "13 days") in [
        (one.day_words, one.words, one.how_far) for one in shown.coming_up
    ]


def test_the_sample_cannot_be_undone(sampled: Store) -> None:
    assert sampled.undo() is None
    assert people.count(sampled) == 13
