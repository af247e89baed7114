"""When the last five conversations were about our work only, one question that is not about work is offered (C5)."""

from relmgr.domain.kinds import Side
from relmgr.services import facts, questions
from relmgr.services.card import card
from relmgr.services.facts import FactInput
from relmgr.store import Store
from tests.builders import LONDON, NOW, Make


def test_five_about_work_make_room_for_a_question_that_is_not(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs", pronouns="she/her")
    facts.add(
        store, megan, FactInput(side=Side.INTERESTS, text="Cold-water swimming", heard_on=make.day(-200))
    )
    for text in ("Did the plan hold?", "Who signs now?", "Is the budget through?"):
        questions.add(store, megan, text, make.day(-2))
    for day in range(1, 5):
        make.conversation(megan, on=-day, our_work="The plan.")
    assert {one.source for one in card(store, megan, NOW, LONDON).ask_about} == {"question"}
    make.conversation(megan, on=-5, our_work="The plan.")
    last = card(store, megan, NOW, LONDON).ask_about[-1]
    assert (last.source, "swimming" in last.question.casefold()) == ("fact", True)
    assert last.why
