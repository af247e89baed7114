"""The mirror on a real file: reviews kept and taken back, the middle of all, and sentences that rest on evidence."""

import pytest

from relmgr.domain.kinds import Characteristic, Direction, HowOften, Status
from relmgr.domain.mirror import Marks
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError, NotFoundError
from relmgr.services import expectations, people, sample
from relmgr.services.reflect import mirror
from relmgr.services.reflect.mirror import AnswerInput
from relmgr.store import Store
from tests.builders import TODAY, Make

KIND, TALK = Characteristic.KINDNESS, Characteristic.COMMUNICATION


def _answer(mine: HowOften | None, theirs: HowOften | None = None, note: str = "") -> list[AnswerInput]:
    return [AnswerInput(characteristic=KIND, mine=mine, theirs=theirs, note=note)]


def test_the_sample_s_mirror_is_the_picture_s(store: Store) -> None:
    ids = sample.fill(store)
    view = mirror.mirror(store, TODAY)
    assert view.closing == (
        "They tell you more than you tell them. Constant improvement is your lowest: 2 of 5, last reviewed on 3 Nov."
    )
    assert view.line(Characteristic.HUMILITY).marks == Marks(4, 4)
    assert view.line(TALK).marks == Marks(3, 4.5)
    assert view.line(Characteristic.COMMITMENT).marks == Marks(4.5, 4)
    assert "You started nine of the last ten conversations." in view.line(Characteristic.PARTICIPATION).said
    assert [face.id for face in view.people] == [ids["megan"]]
    assert mirror.mirror(store, TODAY, ids["megan"]).line(TALK).marks == Marks(3, 5)


def test_everyone_is_the_middle_of_the_latest_of_each(make: Make) -> None:
    megan, ben = make.person(), make.person("Ben White")
    mirror.save(make.store, make.day(-200), _answer(HowOften.SELDOM), megan)
    mirror.save(make.store, make.day(-20), _answer(HowOften.ALWAYS), megan)
    mirror.save(make.store, make.day(-10), _answer(HowOften.OFTEN), ben)
    mirror.save(make.store, make.day(-5), _answer(HowOften.MOSTLY))
    assert mirror.mirror(make.store, TODAY).line(KIND).marks.mine == 4
    assert mirror.mirror(make.store, TODAY, megan).line(KIND).marks.mine == 5
    people.remove(make.store, ben, make.now)
    assert mirror.mirror(make.store, TODAY).line(KIND).marks.mine == 4.5


def test_a_review_needs_one_answer_and_somebody_real(make: Make) -> None:
    with pytest.raises(InputError):
        mirror.save(make.store, TODAY, [AnswerInput(characteristic=KIND)])
    with pytest.raises(NotFoundError):
        mirror.mirror(make.store, TODAY, make.person() + 1)  # type: ignore[arg-type]


def test_a_review_is_undone_whole_and_removed(make: Make) -> None:
    number = mirror.save(make.store, TODAY, _answer(HowOften.OFTEN, note="Be kinder"), text="Write a card")
    (kept,) = mirror.reviews(make.store, TODAY)
    assert (kept.text, kept.answers[0].note, kept.words) == (
        "Write a card",
        "Be kinder",
        "24 Nov, about everyone",
    )
    mirror.remove(make.store, number)
    assert mirror.reviews(make.store, TODAY) == ()
    make.store.undo()
    assert mirror.reviews(make.store, TODAY) == (kept,)
    make.store.undo()
    assert mirror.mirror(make.store, TODAY).reviewed_on is None


def test_what_the_moments_say_opens_its_evidence(make: Make) -> None:
    megan, ben = make.person(), make.person("Ben White")
    for day in (-5, -30):
        make.moment(megan, MomentKind.I_LET_WAIT, day)
    make.moment(ben, MomentKind.SENT_UPDATE, -3)
    make.moment(ben, MomentKind.SENT_UPDATE, -400)
    line = mirror.mirror(make.store, TODAY).line(TALK)
    assert line.said == "You let an answer wait twice since May. They showed it once since May."
    found = mirror.evidence(make.store, TODAY, line)
    assert [(one.person_id, one.is_mine, one.speaks_against) for one in found] == [
        (ben, False, False),
        (megan, True, True),
        (megan, True, True),
    ]
    assert all(one.moment_id is not None for one in found)
    of_ben = mirror.mirror(make.store, TODAY, ben).line(TALK)
    assert of_ben.said == "They showed it once since May."


def test_promises_and_what_was_told_late_are_counted(make: Make) -> None:
    megan = make.person()
    kept = make.promise(megan, "The plan", due_on=-40)
    missed = make.promise(megan, "The list", due_on=-30)
    make.promise(megan, "Theirs", due_on=-30, direction=Direction.OF_THEM)
    expectations.told(make.store, missed, make.now, make.day(-20))
    for number, status in ((kept, Status.MET), (missed, Status.MISSED)):
        expectations.set_status(make.store, number, status, "", make.now, TODAY)
    view = mirror.mirror(make.store, TODAY)
    assert view.line(Characteristic.COMMITMENT).said == "You kept one of two promises since May."
    assert view.line(TALK).said == "You told Megan late once since May."
    assert mirror.evidence(make.store, TODAY, view.line(TALK))[0].expectation_id == missed


def test_what_they_promised_is_counted_as_its_evidence_lists_it(make: Make) -> None:
    megan = make.person()
    for what, status in (("The list", Status.MISSED), ("The logo", Status.MISSED), ("The text", Status.MET)):
        theirs = make.promise(megan, what, due_on=-30, direction=Direction.OF_THEM)
        expectations.set_status(make.store, theirs, status, "", make.now, TODAY)
    line = mirror.mirror(make.store, TODAY).line(Characteristic.COMMITMENT)
    assert line.said == "They showed it once since May, and twice they did not."
    assert len(mirror.evidence(make.store, TODAY, line)) == 3


def test_few_conversations_say_nothing(make: Make) -> None:
    megan = make.person()
    make.conversation(megan, on=-3, by_me=True)
    assert not mirror.mirror(make.store, TODAY).line(Characteristic.PARTICIPATION).said
    for day in (-4, -5, -6):
        make.conversation(megan, on=day, by_me=day != -6)
    said = mirror.mirror(make.store, TODAY).line(Characteristic.PARTICIPATION).said
    assert said == "You started three of the last four conversations."
