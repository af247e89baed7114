"""Ten-second capture: the two examples of the product, the typed values, and hostile texts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.capture import (
    Capture,
    KnownLifeEvent,
    KnownPerson,
    Life,
    LifeMode,
    Milestone,
    NextStep,
    People,
    Promise,
    SpanKind,
    Tie,
    read,
)
from relmgr.domain.capture.telling import told
from relmgr.domain.ids import LifeEventId, PersonId
from relmgr.domain.kinds import ConversationKind, Feeling, MilestoneKind, RelationKind
from relmgr.domain.partial_date import PartialDate

TODAY = date(2026, 11, 24)
MEGAN = KnownPerson(id=PersonId(1), name="Megan Jacobs", first="Megan", nickname="Meg")
OTHER_MEGAN = KnownPerson(id=PersonId(2), name="Megan Khumalo", first="Megan")
TOM = KnownPerson(id=PersonId(3), name="Tom Jacobs", first="Tom", is_light=True)
PICTURE = (
    "Rang Megan this morning. Her father is home from hospital, weak but cheerful. I promised the revised rollout "
    "plan by Friday, all five depots sketched. She sounded tired but relieved. The carrier list is late again."
)


def chips(capture: Capture) -> list[str]:
    return [f"{chip.label} {chip.words}" for chip in capture.chips]


def marked(capture: Capture) -> list[str]:
    return [capture.text[span.start : span.end] for span in capture.spans if span.is_marked]


def test_the_picture_of_log_a_conversation() -> None:
    father = KnownLifeEvent(id=LifeEventId(7), person=MEGAN.id, title="Father in hospital")
    kitchen = KnownLifeEvent(id=LifeEventId(8), person=MEGAN.id, title="New kitchen")
    capture = read(PICTURE, TODAY, [MEGAN], MEGAN.id, [father, kitchen])
    assert chips(capture) == [
        "With Megan Jacobs",
        "When Today, by phone",
        "Felt Relieved",
        "Life Father home from hospital",
        "I promised Rollout plan, Fri 27 Nov",
    ]
    assert marked(capture) == [
        "this morning",
        "Her father is home from hospital",
        "revised rollout plan by Friday",
        "relieved",
        "carrier list is late",
    ]
    assert (capture.when, capture.how, capture.feeling) == (TODAY, ConversationKind.CALL, Feeling.GOOD)
    assert capture.promises(SpanKind.PROMISE_MINE) == (Promise("Rollout plan", date(2026, 11, 27)),)
    assert capture.lives == (
        Life(
            title="Father home from hospital",
            since=None,
            until=None,
            follow_up=date(2026, 12, 8),
            person=MEGAN.id,
            continues=LifeEventId(7),
        ),
    )
    assert [late.what for late in capture.late] == ["Carrier list"]


def test_the_example_of_the_product() -> None:
    text = "Coffee with Megan, Tom starts school 3 Sep, promised mock-ups by Friday, she left worried about budget"
    capture = read(text, TODAY, [MEGAN, TOM])
    assert chips(capture) == [
        "With Megan Jacobs",
        "When Today, over a meal",
        "Felt Worried",
        "I promised Mock-ups, Fri 27 Nov",
        "Date Tom starts school, Fri 3 Sep",
    ]
    assert capture.milestones == (
        Milestone(
            kind=MilestoneKind.SCHOOL_START,
            title="Tom starts school",
            who="Tom",
            person=TOM.id,
            date=PartialDate(2027, 9, 3),
        ),
    )
    assert capture.feeling is Feeling.UNEASY


def test_a_name_of_two_people_is_a_choice() -> None:
    (who,) = read("Rang Megan", TODAY, [MEGAN, OTHER_MEGAN]).people
    assert who.is_ambiguous
    assert who.people == (MEGAN.id, OTHER_MEGAN.id)
    assert read("Rang Megan", TODAY, [MEGAN, OTHER_MEGAN]).chips[0].needs_choice


def test_a_full_name_or_the_open_card_settles_the_choice() -> None:
    (who,) = read("Rang Megan Khumalo", TODAY, [MEGAN, OTHER_MEGAN]).people
    assert who.people == (OTHER_MEGAN.id,)
    (who,) = read("Rang Megan", TODAY, [MEGAN, OTHER_MEGAN], OTHER_MEGAN.id).people
    assert who.people == (OTHER_MEGAN.id,)


def test_the_open_card_is_with_unless_removed() -> None:
    capture = read("long talk about nothing", TODAY, [MEGAN], MEGAN.id)
    assert chips(capture) == ["With Megan Jacobs", "When Today"]
    assert capture.spans == ()


def test_somebody_only_spoken_of_is_not_with() -> None:
    capture = read("Rang Megan about Tom", TODAY, [MEGAN, TOM])
    assert [who.people for who in capture.people] == [(MEGAN.id,)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rang", ConversationKind.CALL),
        ("phoned", ConversationKind.CALL),
        ("called", ConversationKind.CALL),
        ("met", ConversationKind.MEETING),
        ("emailed", ConversationKind.EMAIL),
        ("texted", ConversationKind.MESSAGE),
        ("WhatsApped", ConversationKind.MESSAGE),
        ("lunch with", ConversationKind.MEAL),
        ("drinks with", ConversationKind.MEAL),
        ("Zoom with", ConversationKind.VIDEO),
        ("video call with", ConversationKind.VIDEO),
        ("met on Zoom with", ConversationKind.VIDEO),
        ("I should ring", None),
        ("her dog is called", None),
        ("will be called off by", None),
    ],
)
def test_the_kind_of_contact(text: str, kind: ConversationKind | None) -> None:
    assert read(f"{text} Megan", TODAY, [MEGAN]).how is kind


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("She was relieved", Feeling.GOOD),
        ("seemed happy", Feeling.GOOD),
        ("thrilled", Feeling.DELIGHTED),
        ("She left worried", Feeling.UNEASY),
        ("he sounded angry", Feeling.UPSET),
        ("she felt fine", Feeling.EVEN),
        ("the budget is fine", None),
        ("I was furious", None),
        ("Her father is cheerful", None),
        ("She was not happy", Feeling.UNEASY),
        ("She wasn’t angry", Feeling.EVEN),
        ("She is less worried", Feeling.GOOD),
        ("She sounded tired but relieved", Feeling.GOOD),
        ("nothing at all", None),
    ],
)
def test_the_feeling(text: str, feeling: Feeling | None) -> None:
    assert read(text, TODAY).feeling is feeling


def test_whose_feeling_it_is() -> None:
    ben = KnownPerson(id=PersonId(9), name="Ben Whitaker", first="Ben", pronouns="he/him")
    said = read("Lunch with Megan and Ben. Ben was livid", TODAY, [MEGAN, ben])
    assert (said.feeling_of(MEGAN.id), said.feeling_of(ben.id)) == (None, Feeling.UPSET)
    said = read("Lunch with Megan and Ben. Relieved.", TODAY, [MEGAN, ben])
    assert (said.feeling_of(MEGAN.id), said.feeling_of(ben.id)) == (Feeling.GOOD, None)
    assert said.feeling_of(PersonId(99)) is None


@pytest.mark.parametrize(
    ("text", "title", "mode", "until"),
    [
        ("She is on holiday until 3 Jan", "On holiday", LifeMode.AWAY, date(2027, 1, 3)),
        ("on leave in Portugal until Friday", "On leave in Portugal", LifeMode.AWAY, date(2026, 11, 27)),
        ("She lost her mother", "Lost her mother", LifeMode.GENTLE, None),
        ("he was made redundant", "Made redundant", LifeMode.GENTLE, None),
        ("expecting a baby", "Expecting a baby", LifeMode.NONE, None),
        ("She is in hospital", "In hospital", LifeMode.GENTLE, None),
        ("Her mum is in intensive care", "Mum in intensive care", LifeMode.NONE, None),
        ("He is moving house", "Moving house", LifeMode.NONE, None),
        ("Kitchen renovation until Christmas", "Kitchen renovation", LifeMode.NONE, date(2026, 12, 25)),
    ],
)
def test_life_events(text: str, title: str, mode: LifeMode, until: date | None) -> None:
    (life,) = read(text, TODAY).lives
    assert (life.title, life.mode, life.until and life.until.as_date()) == (title, mode, until)
    assert life.follow_up > TODAY


def test_a_life_event_known_under_another_word_is_carried_on() -> None:
    known = [
        KnownLifeEvent(id=LifeEventId(1), person=MEGAN.id, title="Dad in hospital"),
        KnownLifeEvent(id=LifeEventId(2), person=MEGAN.id, title="Holiday in Spain"),
        KnownLifeEvent(id=LifeEventId(3), person=PersonId(9), title="Father ill"),
    ]
    (life,) = read("Her father is back home", TODAY, [MEGAN], MEGAN.id, known).lives
    assert life.continues == LifeEventId(1)
    (life,) = read("She's back from vacation", TODAY, [MEGAN], MEGAN.id, known).lives
    assert (life.is_over, life.continues) == (True, LifeEventId(2))
    (life,) = read("Her mother is ill", TODAY, [MEGAN], MEGAN.id, known).lives
    assert life.continues is None


@pytest.mark.parametrize(
    ("text", "kind", "statement", "due"),
    [
        ("I promised the plan by Friday", SpanKind.PROMISE_MINE, "Plan", date(2026, 11, 27)),
        ("She will send the list by Monday", SpanKind.PROMISE_THEIRS, "List", date(2026, 11, 30)),
        ("He asked me for a quote and waits", SpanKind.REQUEST, "Quote", None),
        ("I’ll send her the updated offer tomorrow", SpanKind.PROMISE_MINE, "Offer", date(2026, 11, 25)),
        ("he promised feedback", SpanKind.PROMISE_THEIRS, "Feedback", None),
        ("I promised to call her back next week", SpanKind.PROMISE_MINE, "Call her back", date(2026, 12, 4)),
        ("I promised the plan, by Friday", SpanKind.PROMISE_MINE, "Plan", date(2026, 11, 27)),
        ("promised by Friday the plan", SpanKind.PROMISE_MINE, "The plan", date(2026, 11, 27)),
        ("Megan promised me the keys before Christmas", SpanKind.PROMISE_THEIRS, "Keys", date(2026, 12, 24)),
    ],
)
def test_promises(text: str, kind: SpanKind, statement: str, due: date | None) -> None:
    assert read(text, TODAY, [MEGAN]).promises(kind) == (Promise(statement, due),)


@pytest.mark.parametrize(
    ("text", "label", "person"),
    [
        ("Lunch with Megan and Tom. I promised Tom the plan by Friday", "I promised Tom", PersonId(3)),
        ("Lunch with Megan and Tom. I'll send Tom the plan", "I promised Tom", PersonId(3)),
        ("Lunch with Megan and Tom. Tom will send the plan", "Tom promised", PersonId(3)),
        ("Lunch with Megan and Tom. Tom asked me for the plan", "Tom asked for", PersonId(3)),
        ("Lunch with Megan and Tom. I promised the plan by Friday", "I promised", None),
        ("Rang Tom. I promised Tom the plan", "I promised", None),
    ],
)
def test_a_promise_is_of_the_one_it_names(text: str, label: str, person: PersonId | None) -> None:
    tom = KnownPerson(id=PersonId(3), name="Tom Baker", first="Tom")
    found = read(text, TODAY, [MEGAN, tom]).spans
    ((said, promise),) = ((one.label, one.value) for one in found if isinstance(one.value, Promise))
    assert (said, promise.person, promise.statement) == (label, person, "Plan")


@pytest.mark.parametrize(
    "text", ["I was promised nothing", "I promised", "promised.", "She will be there", "I'll be late"]
)
def test_what_is_no_promise(text: str) -> None:
    capture = read(text, TODAY)
    assert not any(capture.promises(kind) for kind in SpanKind)


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("her birthday is 12 April", MilestoneKind.BIRTHDAY, PartialDate(None, 4, 12)),
        ("her birthday is 12 April 1985", MilestoneKind.BIRTHDAY, PartialDate(1985, 4, 12)),
        ("turns 40 on Sunday", MilestoneKind.BIRTHDAY, PartialDate(1986, 11, 29)),
        ("Ivy starts grade 1 on 13 Jan", MilestoneKind.SCHOOL_START, PartialDate(2027, 1, 13)),
        ("she starts a new job on 1 March", MilestoneKind.JOB_START, PartialDate(2027, 3, 1)),
        ("his exam is on 3 Dec", MilestoneKind.EXAM, PartialDate(2026, 12, 3)),
        ("they are getting married on 5 June 2027", MilestoneKind.WEDDING, PartialDate(2027, 6, 5)),
    ],
)
def test_milestones(text: str, kind: MilestoneKind, when: PartialDate) -> None:
    (milestone,) = read(text, TODAY).milestones
    assert (milestone.kind, milestone.date) == (kind, when)


@pytest.mark.parametrize(
    "text", ["She was late", "my report is late", "Megan is late", "it is late", "too late"]
)
def test_what_is_not_late(text: str) -> None:
    assert read(text, TODAY, [MEGAN]).late == ()


def test_a_contact_is_never_in_the_future() -> None:
    for text, day in (("Coffee with Megan tomorrow", 25), ("Coffee with Megan on 30 Nov", 30)):
        capture = read(text, TODAY, [MEGAN])
        assert (capture.when, capture.how) == (TODAY, None)
        assert capture.next_step == NextStep("Coffee with Megan", date(2026, 11, day))


_ANY_PEOPLE = People([MEGAN, OTHER_MEGAN, TOM, KnownPerson(id=PersonId(4), name="佐藤 美咲", first="美咲")])
_WORDS = """
Megan|Tom|美咲|I promised|she will send|the|plan|by|Friday|,|.|her father|is|in hospital|until|3 Jan|happy|not|turns
|40|on|birthday|starts school|late|’s|'|rang|with|and|lost her|(|:|  |2026-11-27|owes me|asked me for
"""
_PIECES = st.lists(st.sampled_from(_WORDS.split("|")), max_size=40).map(" ".join)


def _is_sound(capture: Capture) -> bool:
    ends = [0, *(span.end for span in capture.spans)]
    in_order = all(end <= span.start < span.end for end, span in zip(ends, capture.spans, strict=False))
    return in_order and ends[-1] <= len(capture.text) and capture.chips != ()


@given(st.text(), st.dates(), st.sampled_from([None, MEGAN.id, PersonId(99)]))
def test_no_text_is_too_strange(text: str, today: date, with_person: PersonId | None) -> None:
    capture = read(text, today, _ANY_PEOPLE, with_person)
    assert _is_sound(capture)
    assert capture.text == text


_FAMILY = People(
    [
        MEGAN,
        OTHER_MEGAN,
        TOM,
        KnownPerson(id=PersonId(5), name="Nadia Rahman", first="Nadia", role="Accountant"),
    ],
    [Tie(MEGAN.id, TOM.id, RelationKind.CHILD)],
)
_MORE_WORDS = """
Megan's|Megan’s son|her son|my accountant|@megan|call again|in two weeks|next step:|at 2pm|9.30|yesterday|1-14 Dec|12/11|expecting
|in March|had a baby|Tom|has her exam|on 3 Dec|if|?|“|”|both|fine|Will|May|22 May|Friday Studios|2026-02-31|zoom|lunch|w/|n|tmrw
|birthday is 29 Feb|10th|anniversary|follow up|will send|I'm sending|to|@
"""
_MORE_PIECES = st.lists(
    st.sampled_from((_MORE_WORDS + "|" + _WORDS).replace("\n", "").split("|")), max_size=30
).map(" ".join)


@given(_MORE_PIECES, st.datetimes(min_value=datetime(2, 1, 2), max_value=datetime(9998, 1, 1)))
def test_what_is_told_is_sound_whatever_is_written(text: str, at: datetime) -> None:
    now = at.replace(tzinfo=ZoneInfo("Europe/London"), microsecond=0)
    capture = read(text, now.date(), _FAMILY)
    assert _is_sound(capture)
    what = told(capture, _FAMILY, now)
    assert list(what) == [
        "people", "kind", "when", "feeling", "promises", "life_events", "milestones", "next_step", "rest",
    ]  # fmt: skip
    assert datetime.fromisoformat(what["when"]).tzinfo is not None
    assert all(piece in text for piece in what["rest"].split())
    if not capture.spans:
        assert what["rest"] == text


@given(_PIECES, st.dates())
def test_any_mixture_of_what_is_understood_is_sound(text: str, today: date) -> None:
    capture = read(text, today, _ANY_PEOPLE)
    assert _is_sound(capture)
    assert capture.when <= today


@pytest.mark.parametrize(
    "hostile",
    [
        *(
            "happy ",
            "promised x, ",
            "her father is ill. ",
            "\n",
            " ",
            "fri ",
            ",;",
            "Megan ",
            "the list is late ",
        ),
        *(
            "call ",
            ", call",
            "next: ",
            "my accountant ",
            "has her exam ",
            "if ",
            "“",
            "1-14 Dec ",
            "@",
            "at 4 ",
            "Tom starts ",
        ),
        *("her son ", "should ", "Megan's ", "and will send ", "not ", "a week on Friday ", "2pm "),
    ],
)
def test_a_very_long_text_is_read_up_to_a_limit(hostile: str) -> None:
    text = hostile * (100_000 // len(hostile))
    assert _is_sound(read(text, TODAY, _ANY_PEOPLE))
