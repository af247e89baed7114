"""Conversations: logged with all that follows, edited, removed, and taken back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import (
    Closeness,
    ConversationKind,
    Direction,
    ExpectationKind,
    Feeling,
    MilestoneKind,
    Status,
)
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import conversations, expectations, life_events, milestones, moments, reminders
from relmgr.services.conversations import (
    ConversationInput,
    LifeEventUpdate,
    PersonTalk,
    PromiseInput,
    QuestionInput,
)
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.services.moments import MomentInput
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import NOW, TODAY, Make

PARIS_IN_WORDS = "Europe/Paris"


def whole(make: Make) -> tuple[ConversationInput, PersonId]:
    megan, tom = make.person("Megan Jacobs"), make.person("Tom Baker")
    given = ConversationInput(
        at=NOW,
        zone=PARIS_IN_WORDS,
        on_day=TODAY,
        kind=ConversationKind.MEETING,
        minutes=32,
        by_me=True,
        people=(
            PersonTalk(person_id=megan, feeling=Feeling.GOOD, feeling_word="relieved", saw="She laughed."),
            PersonTalk(person_id=tom),
        ),
        headline="Budget first, then her father.",
        their_world="Her father is home.",
        our_work="The rollout plan.",
        heard="She is tired.",
        not_said="Who decides.",
        ask_next=(QuestionInput(text="Did the depot open on time?", why="She was nervous."),),
        my_feeling=Feeling.EVEN,
        closeness=Closeness.CLOSER,
        next_step="Send the plan, then call",
        next_on=date(2026, 11, 26),
        moments=(
            MomentInput(kind=MomentKind.ASKED_FOR_HELP),
            MomentInput(kind=MomentKind.DELAY, note="The list.", person_id=tom),
        ),
    )
    return given, megan


def count(store: Store, table: str) -> int:
    with store.read() as session:
        return session.execute(select(func.count()).select_from(t.metadata.tables[table])).scalar_one()


def test_what_was_logged_comes_back_as_it_was(store: Store, make: Make) -> None:
    given, megan = whole(make)
    conversation_id = conversations.log(store, given, NOW)
    found = conversations.get(store, conversation_id)
    told_for_whom = (
        replace(given.ask_next[0], person_id=megan),
        replace(given.moments[0], person_id=megan),
    )
    assert found.input == replace(
        given, ask_next=(told_for_whom[0],), moments=(told_for_whom[1], given.moments[1])
    )
    assert found.reminder_id is not None


def test_logging_is_one_change_and_one_undo(store: Store, make: Make) -> None:
    given, _megan = whole(make)
    labels: list[str] = []
    store.on_change(lambda changes: labels.append(changes.label))
    conversations.log(store, given, NOW)
    assert labels == ["Log conversation"]
    store.undo()
    assert [count(store, name) for name in ("conversation", "moment", "question", "reminder")] == [0, 0, 0, 0]
    store.redo()
    assert [count(store, name) for name in ("conversation", "moment", "question", "reminder")] == [1, 2, 1, 1]


def test_what_names_nobody_is_about_the_first_person(store: Store, make: Make) -> None:
    given, megan = whole(make)
    conversations.log(store, given, NOW)
    assert [moment.kind for moment in moments.of(store, megan)] == [MomentKind.ASKED_FOR_HELP]
    assert [moment.note for moment in moments.of(store, given.people[1].person_id)] == ["The list."]


def test_a_promise_is_an_expectation_born_agreed(store: Store, make: Make) -> None:
    megan = make.person()
    promise = PromiseInput(direction=Direction.OF_ME, statement="Rollout plan", due_on=date(2026, 11, 27))
    conversation_id = make.conversation(megan, promises=(promise,))
    (expectation_id,) = conversations.get(store, conversation_id).expectation_ids
    kept = expectations.get(store, expectation_id)
    assert (kept.input.kind, kept.status, kept.input.due_on) == (
        ExpectationKind.PROMISE,
        Status.AGREED,
        date(2026, 11, 27),
    )
    assert kept.input.agreed_on == TODAY
    assert kept.history[0].to_status is Status.AGREED


def test_life_events_and_milestones_told_are_kept(store: Store, make: Make) -> None:
    megan = make.person()
    make.conversation(
        megan,
        life_events=(life_events.LifeEventInput(title="New kitchen"),),
        milestones=(
            milestones.MilestoneInput(
                kind=MilestoneKind.SCHOOL_START, title="Tom starts school", date=PartialDate(2027, 9, 3)
            ),
        ),
    )
    assert count(store, "life_event") == 1
    assert count(store, "milestone") == 1


def test_news_moves_the_follow_up_and_says_so(store: Store, make: Make) -> None:
    megan = make.person(pronouns="she/her")
    father = make.life_event(megan, "Father in hospital", follow_up_on=0)
    kitchen = make.life_event(megan, "New kitchen", follow_up_on=3)
    house = make.life_event(megan, "Mother moving", follow_up_on=3)
    given = ConversationInput(
        at=NOW,
        on_day=TODAY,
        kind=ConversationKind.CALL,
        people=(PersonTalk(person_id=megan),),
        life_event_updates=(
            LifeEventUpdate(life_event_id=father, follow_up_on=date(2026, 12, 8)),
            LifeEventUpdate(life_event_id=kitchen, is_over=True),
            LifeEventUpdate(life_event_id=house),
        ),
    )
    assert conversations.consequences(store, given, TODAY) == (
        "Also moves the follow-up on her father to 8 Dec",
        "Also closes “New kitchen”",
        "Also ends the follow-up on her mother",
    )
    conversations.log(store, given, NOW)
    moved = life_events.get(store, father)
    assert (moved.input.follow_up_on, moved.last_asked_on) == (date(2026, 12, 8), TODAY)
    assert life_events.get(store, kitchen).ended_on == TODAY


def test_without_pronouns_the_name_is_used(store: Store, make: Make) -> None:
    event = make.life_event(make.person(), "Father in hospital", follow_up_on=0)
    given = ConversationInput(
        at=NOW,
        on_day=TODAY,
        kind=ConversationKind.CALL,
        people=(),
        life_event_updates=(LifeEventUpdate(life_event_id=event, follow_up_on=date(2026, 12, 8)),),
    )
    assert conversations.consequences(store, given, TODAY) == (
        "Also moves the follow-up on Megan’s father to 8 Dec",
    )


def test_a_next_step_without_a_day_reminds_of_nothing(store: Store, make: Make) -> None:
    found = conversations.get(store, make.conversation(make.person(), next_step="Call her"))
    assert found.reminder_id is None


def test_the_next_step_follows_an_edit(store: Store, make: Make) -> None:
    given, _megan = whole(make)
    conversation_id = conversations.log(store, given, NOW)
    reminder_id = conversations.get(store, conversation_id).reminder_id
    assert reminder_id is not None
    moved = replace(given, next_on=date(2026, 11, 30), next_step="Just call")
    conversations.edit(store, conversation_id, moved, NOW)
    kept = reminders.get(store, reminder_id)
    assert (kept.input.title, kept.input.start_on) == ("Just call", date(2026, 11, 30))
    assert kept.input.why == "Next step from Tue 24 Nov."
    conversations.edit(store, conversation_id, replace(given, next_on=None), NOW)
    assert conversations.get(store, conversation_id).reminder_id is None


def test_an_edit_keeps_what_was_asked_already(store: Store, make: Make) -> None:
    given, _megan = whole(make)
    conversation_id = conversations.log(store, given, NOW)
    with store.change("asked") as session:
        session.execute(t.question.update().values(asked_on=TODAY))
    more = replace(given, ask_next=(*given.ask_next, QuestionInput(text="And the school?")))
    conversations.edit(store, conversation_id, more, NOW)
    with store.read() as session:
        asked = session.execute(select(t.question.c.asked_on).order_by(t.question.c.id)).scalars().all()
    assert list(asked) == [TODAY, None]
    conversations.edit(store, conversation_id, replace(given, ask_next=()), NOW)
    assert count(store, "question") == 0


def test_an_edit_can_change_the_people_and_the_day(store: Store, make: Make) -> None:
    given, megan = whole(make)
    conversation_id = conversations.log(store, given, NOW)
    earlier = replace(given, people=given.people[:1], on_day=date(2026, 11, 20), moments=())
    conversations.edit(store, conversation_id, earlier, NOW)
    with store.read() as session:
        last = dict(session.execute(select(t.summary.c.id, t.summary.c.last_on)).all())
    assert last == {megan: date(2026, 11, 20), given.people[1].person_id: None}


def test_a_removed_conversation_takes_its_evidence_along_but_no_promise(store: Store, make: Make) -> None:
    given, _megan = whole(make)
    promise = PromiseInput(direction=Direction.OF_THEM, statement="The list of carriers")
    conversation_id = conversations.log(store, replace(given, promises=(promise,)), NOW)
    conversations.remove(store, conversation_id)
    tables = ("conversation", "conversation_person", "moment", "question", "reminder", "expectation")
    assert [count(store, name) for name in tables] == [0, 0, 0, 0, 0, 1]
    store.undo()
    assert [count(store, name) for name in tables] == [1, 2, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"people": ()}, "people"), ({"minutes": -1}, "minutes"), ({"minutes": 1441}, "minutes")],
)
def test_a_form_that_cannot_be_kept_names_its_field(
    store: Store, make: Make, changes: dict[str, object], field: str
) -> None:
    given, _megan = whole(make)
    with pytest.raises(InputError) as caught:
        conversations.log(store, replace(given, **changes), NOW)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert count(store, "conversation") == 0


def test_nobody_is_named_twice(store: Store, make: Make) -> None:
    given, _megan = whole(make)
    with pytest.raises(InputError):
        conversations.log(store, replace(given, people=given.people[:1] * 2), NOW)


def test_a_bad_part_leaves_nothing_behind(store: Store, make: Make) -> None:
    given, _megan = whole(make)
    with pytest.raises(InputError):
        conversations.log(
            store, replace(given, promises=(PromiseInput(direction=Direction.OF_ME, statement=" "),)), NOW
        )
    assert count(store, "conversation") == 0


def test_what_is_gone_is_not_found(store: Store, make: Make) -> None:
    conversation_id = make.conversation(make.person())
    conversations.remove(store, conversation_id)
    with pytest.raises(NotFoundError):
        conversations.get(store, conversation_id)


def noted(store: Store) -> set[tuple[PersonId, str]]:
    """Whose life events and milestones there are: the title, or the kind."""
    events, dates = t.life_event.c, t.milestone.c
    with store.read() as session:
        found = [
            *session.execute(select(events.person_id, events.title)),
            *session.execute(select(dates.person_id, dates.milestone_kind)),
        ]
    return {(PersonId(row[0]), row[1]) for row in found}


def test_what_is_said_of_somebody_else_goes_to_their_card(make: Make) -> None:
    megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
    tom = make.kin(megan, "Tom")
    given = ConversationInput(
        at=NOW,
        on_day=TODAY,
        kind=ConversationKind.MEAL,
        people=(PersonTalk(person_id=megan), PersonTalk(person_id=ben)),
        life_events=(
            LifeEventInput(title="Wife had a baby", person_id=ben),
            LifeEventInput(title="New kitchen"),
        ),
        milestones=(
            MilestoneInput(kind=MilestoneKind.SCHOOL_START, date=PartialDate(2027, 9, 3), person_id=tom),
            MilestoneInput(kind=MilestoneKind.BIRTHDAY, date=PartialDate(None, 2, 29)),
        ),
    )
    conversations.log(make.store, given, NOW)
    assert noted(make.store) == {
        (ben, "Wife had a baby"),
        (megan, "New kitchen"),
        (tom, MilestoneKind.SCHOOL_START),
        (megan, MilestoneKind.BIRTHDAY),
    }
    make.store.undo()
    assert noted(make.store) == set()


def test_nobody_who_is_gone_is_given_anything(make: Make) -> None:
    megan = make.person("Megan Jacobs")
    given = ConversationInput(
        at=NOW,
        on_day=TODAY,
        kind=ConversationKind.CALL,
        people=(PersonTalk(person_id=megan),),
        life_events=(LifeEventInput(title="New kitchen", person_id=PersonId(99)),),
    )
    with pytest.raises(NotFoundError):
        conversations.log(make.store, given, NOW)
    assert noted(make.store) == set()
