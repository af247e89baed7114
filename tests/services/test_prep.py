"""What is read before a call: the picture word for word, and gentle, away, died, sparse, long and right-to-left."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, Direction, Feeling, MilestoneKind, Sensitivity, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import NotFoundError
from relmgr.services import conversations, facts, feedback, people, questions, sample
from relmgr.services.card.views import Tone
from relmgr.services.facts import FactInput
from relmgr.services.feedback import FeedbackInput
from relmgr.services.prep import PrepView, prep
from relmgr.services.questions import Asked
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.database import open_store
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer import prep_text
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


def read(store: Store, person: PersonId) -> PrepView:
    return prep(store, person, NOW, LONDON)


def be(store: Store, person: PersonId, **columns: object) -> None:
    """Let the columns of a person hold what is given."""
    with store.change("State") as session:
        session.execute(t.person.update().where(t.person.c.id == person).values(**columns))


def way(store: Store, person: PersonId, text: str, *, label: str = "", is_mine: bool = False) -> None:
    with store.change("Way") as session:
        session.execute(
            t.way.insert().values(person_id=person, label=label, text=text, is_mine=is_mine, position=0)
        )


def test_megan_reads_word_for_word_as_in_the_picture(sampled: Store) -> None:
    view = read(sampled, people.find(sampled, "Megan Jacobs")[0].id)
    assert view.person.name == "Megan Jacobs"
    assert view.line == "Meg to friends, 16:42 in Cape Town"
    assert view.treat == "Answer first, reasons after."
    assert [(one.title, one.note) for one in view.right_now] == [
        ("Father in hospital since 12 Nov", "Ask how he is. His name is Peter; it is his hip.")
    ]
    assert [one.question for one in view.ask_about] == [
        "How is your dad doing after the operation?",
        "Did the Paarl depot open on time?",
        "Has Ivy chosen her school bag?",
    ]
    assert view.last_on == "Fri 13 Nov"
    assert view.last_text == (
        "Short about the budget at first. She felt uneasy, then stayed on to talk about her father."
    )
    assert [(one.lead, one.text, one.due_words, one.tone) for one in view.open] == [
        ("You", "send the revised rollout plan", "Fri 27 Nov", Tone.SOON),
        ("Megan", "sends the list of carriers", "4 days late", Tone.LATE),
    ]
    assert [(one.words, one.day_words, one.how_far) for one in view.coming_up] == [
        ("Ivy turns 6", "2 Dec", "8 days"),
        ("5 years of working together", "9 Dec", "15 days"),
    ]
    assert (view.note, view.died, view.why_care, view.boundaries) == ("", "", "", ())


def test_somebody_of_whom_only_the_first_name_is_known(store: Store, make: Make) -> None:
    view = read(store, make.person("Ada"))
    assert (view.line, view.treat, view.last_on, view.last_text) == ("", "", "", "")
    assert (view.right_now, view.open, view.coming_up, view.boundaries) == ((), (), (), ())
    (starter,) = view.ask_about
    assert starter.question == "Who are you when you are not at work?"
    assert prep_text.text(view).splitlines()[:2] == ["Ada", "==="]


def test_nobody_has_this_id(store: Store) -> None:
    with pytest.raises(NotFoundError):
        read(store, PersonId(99))


def test_how_to_treat_them_is_the_first_sentence_of_their_manner(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    way(store, ada, "Pays on the 25th.", label="Payment run")
    way(store, ada, "Bad news first. Then a pause.", label="Manner")
    way(store, ada, "No calls after six.", is_mine=True)
    view = read(store, ada)
    assert view.treat == "Bad news first."
    assert view.ways == ("Bad news first. Then a pause.", "Payment run: Pays on the 25th.")
    assert view.boundaries == ("No calls after six.",)


def test_do_not_phone_is_said_before_anything_else(store: Store, make: Make) -> None:
    ada = make.person("Ada", do_not_phone=True)
    facts.add(store, ada, FactInput(side=Side.WORK, label="manner", text="Write first! Then meet."))
    assert read(store, ada).treat == "Do not phone. Write first!"


def test_what_must_never_be_mentioned_first_is_nowhere(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    for label, side in (("Manner", Side.WORK), ("", Side.INTERESTS), ("", Side.HEALTH)):
        facts.add(
            store,
            ada,
            FactInput(
                side=side,
                label=label,
                text="The divorce",
                heard_on=TODAY - timedelta(days=400),
                sensitivity=Sensitivity.NEVER_FIRST,
            ),
        )
    view = read(store, ada)
    assert "divorce" not in repr(view)
    assert "divorce" not in prep_text.text(view)


def test_gentle_mode_comes_first_and_presses_for_nothing(store: Store, make: Make) -> None:
    ada = make.person("Ada Abel")
    be(store, ada, gentle_until=TODAY + timedelta(days=10), gentle_why="Her mother died.")
    make.promise(ada, "send the plan", due_on=-4)
    make.promise(ada, "sends the list", direction=Direction.OF_THEM, due_on=-4)
    view = read(store, ada)
    assert view.note == "Go gently until 4 Dec. Her mother died."
    assert [(one.text, one.tone) for one in view.open] == [("send the plan", Tone.NORMAL)]
    assert view.ask_about == ()
    assert prep_text.heading_lines(view)[0] == view.note


def test_away_is_said_first(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    be(
        store,
        ada,
        away_until=TODAY + timedelta(days=3),
        away_why="In Lisbon.",
        why_care="She  builds schools.",
    )
    assert read(store, ada).why_care == "She builds schools."
    assert read(store, ada).note == "Away until 27 Nov. In Lisbon."


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (PartialDate(2026, 3, 3), "Died on 3 March 2026"),
        (PartialDate(2024), "Died in 2024"),
        (PartialDate(2019, 5), "Died in May 2019"),
    ],
)
def test_somebody_who_has_died_is_not_asked_anything(
    store: Store, make: Make, on: PartialDate, words: str
) -> None:
    ada = make.person("Ada Abel")
    be(store, ada, gentle_until=TODAY)
    way(store, ada, "Brief.")
    make.life_event(ada, follow_up_on=0)
    make.promise(ada)
    make.birthday(ada, TODAY + timedelta(days=2))
    make.conversation(ada, on=-30, their_world="A good talk about her garden.")
    make.milestone(ada, MilestoneKind.DEATH, on)
    view = read(store, ada)
    assert view.died == words
    assert (view.note, view.treat, view.right_now, view.ask_about) == ("", "", (), ())
    assert (view.open, view.coming_up, view.boundaries) == ((), (), ())
    assert view.last_text == "A good talk about her garden."


def test_only_what_is_asked_about_within_the_week_or_else_the_next(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    for title, follow_up in (("New kitchen", 20), ("Moving house", 8)):
        make.life_event(ada, title, follow_up_on=follow_up)
    assert [one.title for one in read(store, ada).right_now] == ["Moving house"]
    for title, follow_up in (("Marathon", 7), ("Exam", 0), ("Choir", 6)):
        make.life_event(ada, title, follow_up_on=follow_up)
    assert [one.title for one in read(store, ada).right_now] == ["Exam", "Choir"]


def test_last_time_says_how_they_left_unless_the_words_do(store: Store, make: Make) -> None:
    ada, bo = make.person("Ada", pronouns="they/them"), make.person("Bo")
    for who, felt in ((ada, Feeling.UNEASY), (bo, Feeling.GOOD)):
        talk = conversations.PersonTalk(person_id=who, feeling=felt)
        make.conversation(on=-2, people=(talk,), their_world="Moved house.", our_work="The plan is late.")
    assert read(store, ada).last_text == "Moved house. The plan is late. They felt uneasy."
    assert read(store, bo).last_text == "Moved house. The plan is late. Bo felt good."
    talk = conversations.PersonTalk(person_id=ada, feeling=Feeling.GOOD)
    make.conversation(on=-1, people=(talk,), their_world="Much.", heard="Feels good about the move.")
    assert read(store, ada).last_text == "Feels good about the move."


def test_six_promises_are_shown_and_the_rest_counted(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    for number in range(9):
        make.promise(ada, f"send part {number}", due_on=number)
    view = read(store, ada)
    assert [one.text for one in view.open] == [f"send part {number}" for number in range(6)]
    assert view.open_more == 3
    assert "and 3 more on the card" in prep_text.text(view)


def test_feedback_that_waits_for_me_is_open_between_us_but_never_on_paper(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    make.promise(ada, "send the plan", due_on=3)
    said = feedback.add(store, ada, FeedbackInput(text="Your invoices are hard to read", given_on=TODAY))
    told = [one.text for one in read(store, ada).open]
    assert told == ["send the plan", "Thank Ada for saying: “Your invoices are hard to read”"]
    feedback.thank(store, said, TODAY)
    assert read(store, ada).open[1].text == "Decide about what Ada said: “Your invoices are hard to read”"
    feedback.changed(store, said, TODAY)
    assert read(store, ada).open[1].text == "Tell Ada what came of it: “Your invoices are hard to read”"
    assert len(prep(store, ada, NOW, LONDON, discreet=True).open) == 1
    be(store, ada, gentle_until=TODAY)
    assert len(read(store, ada).open) == 1, "nothing presses in gentle mode"
    be(store, ada, gentle_until=None)
    feedback.told(store, said, TODAY)
    assert len(read(store, ada).open) == 1


def test_dates_further_than_a_month_away_wait(store: Store, make: Make) -> None:
    ada = make.person("Ada")
    for days in (5, 30, 31):
        make.milestone(ada, MilestoneKind.EXAM, days, title=f"Exam {days}")
    assert [one.words for one in read(store, ada).coming_up] == ["Exam 5", "Exam 30"]


def test_another_day_there_is_said_and_an_unknown_zone_is_no_fault(store: Store, make: Make) -> None:
    far = make.person("Aroha", city="Apia", time_zone="Pacific/Apia", say_name="a-ro-ha", nickname="Ro")
    odd = make.person("Odd", city="Nowhere")
    be(store, odd, time_zone="Not/AZone")
    assert read(store, far).line == "Say a-ro-ha, Ro to friends, 03:42 in Apia, tomorrow there"
    assert read(store, odd).line == "Nowhere"


def test_right_to_left_long_and_markup_are_shown_literally(store: Store, make: Make) -> None:
    layla = make.person("ليلى حدّاد")
    make.promise(layla, "sends the photographs", direction=Direction.OF_THEM)
    odd = make.person("<b>Ann</b> " + "Wolfeschlegelsteinhausen " * 4)
    way(store, odd, "<script>x</script>")
    assert "ليلى sends the photographs" in prep_text.text(read(store, layla))
    page = prep_text.html(read(store, odd))
    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "&lt;b&gt;Ann&lt;/b&gt;" in page


class TestAsked:
    """What was ticked is noted with the conversation, in one change."""

    def log(self, make: Make, who: PersonId, *asked: Asked, on: date = TODAY) -> None:
        make.conversation(who, on=on, kind=ConversationKind.CALL, asked=asked)

    def starters(self, store: Store, who: PersonId) -> list[tuple[str, str, int | None]]:
        return [(one.question, one.source, one.source_id) for one in read(store, who).ask_about]

    def test_questions_life_events_and_made_up_ones_leave_together(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        make.conversation(ada, on=-9, ask_next=(conversations.QuestionInput(text="Did it open?"),))
        event = make.life_event(ada, "Father in hospital", follow_up_on=0)
        before = self.starters(store, ada)
        assert [source for _words, source, _id in before] == ["life_event", "question", "side"]
        self.log(make, ada, *(Asked(question=q, source=s, source_id=i) for q, s, i in before))
        after = self.starters(store, ada)
        assert not {one[0] for one in before} & {one[0] for one in after}
        with store.read() as session:
            row = session.execute(t.life_event.select().where(t.life_event.c.id == event)).one()
        assert (row.last_asked_on, row.follow_up_on) == (TODAY, TODAY + timedelta(days=14))
        store.undo()
        assert self.starters(store, ada) == before

    def test_news_in_the_conversation_hold_over_asking(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        event = make.life_event(ada, follow_up_on=0)
        make.conversation(
            ada,
            asked=(Asked(question="How is he?", source="life_event", source_id=event),),
            life_event_updates=(conversations.LifeEventUpdate(life_event_id=event, is_over=True),),
        )
        with store.read() as session:
            row = session.execute(t.life_event.select()).one()
        assert (row.ended_on, row.follow_up_on) == (TODAY, None)

    def test_a_goal_knows_when_it_was_asked_about(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        with store.change("Goal") as session:
            values = {"person_id": ada, "goal_kind": "business", "noted_on": TODAY - timedelta(days=400)}
            session.execute(t.goal.insert().values(**values))
        self.log(make, ada, Asked(question="How is it going?", source="goal", source_id=1))
        with store.read() as session:
            assert session.execute(t.goal.select()).one().last_asked_on == TODAY

    def test_what_is_gone_meanwhile_is_no_fault(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        asked = [Asked(question="?", source=source, source_id=77) for source in ("question", "life_event")]
        self.log(make, ada, *asked)
        assert read(store, ada).last_on == "Tue 24 Nov"

    def test_a_good_question_stays_away_and_a_birthday_comes_back(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        make.birthday(ada, date(1990, 11, 26))
        first = read(store, ada).ask_about
        for one in first:
            self.log(
                make, ada, Asked(question=one.question, source=one.source), on=TODAY - timedelta(days=364)
            )
        assert [one.source for one in first] == ["milestone", "side"]
        later = [one.question for one in read(store, ada).ask_about]
        assert first[0].question in later
        assert first[1].question not in later

    def test_asked_twice_is_one_row(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        for day in (TODAY - timedelta(days=9), TODAY):
            self.log(make, ada, Asked(question="What made you laugh lately?", source="side"), on=day)
        with store.read() as session:
            (row,) = session.execute(t.question.select()).all()
        assert (row.asked_on, row.conversation_id) == (TODAY, None)

    def test_the_log_says_what_it_marks(self, store: Store, make: Make) -> None:
        ada = make.person("Ada")
        given = conversations.ConversationInput(
            at=NOW,
            on_day=TODAY,
            kind=ConversationKind.CALL,
            people=(conversations.PersonTalk(person_id=ada),),
            asked=(Asked(question="Did it open?"),),
        )
        assert conversations.consequences(store, given, TODAY) == ("Marks as asked: Did it open?",)
        assert questions.Asked(question="x").source_id is None
