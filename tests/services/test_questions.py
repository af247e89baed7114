"""What to ask next time: noted once, ticked when asked, and never lost (C2, P4)."""

import pytest
from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Side
from relmgr.domain.sides import questions as bank
from relmgr.errors import NotFoundError
from relmgr.services import questions
from relmgr.services.card import card
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import LONDON, NOW, TODAY, Make

FIRST = bank(Side.FAMILY)[0]


def kept(store: Store) -> list[tuple[str, bool]]:
    with store.read() as session:
        found = session.execute(select(t.question.c.text, t.question.c.asked_on).order_by(t.question.c.id))
        return [(row.text, row.asked_on is not None) for row in found]


def test_it_comes_back_as_a_starter_and_is_noted_once(store: Store, make: Make) -> None:
    jo = make.person("Jo")
    number = questions.add(store, jo, FIRST, TODAY, "He spoke of a sister.")
    assert questions.add(store, jo, FIRST.upper(), TODAY) == number
    assert kept(store) == [(FIRST, False)]
    starter = card(store, jo, NOW, LONDON).ask_about[0]
    assert (starter.source, starter.question, starter.why) == ("question", FIRST, "He spoke of a sister.")
    questions.mark_asked(store, number, TODAY)
    assert FIRST not in [one.question for one in card(store, jo, NOW, LONDON).ask_about]
    assert questions.add(store, jo, FIRST, TODAY) != number


def test_asking_one_of_the_bank_is_noted(store: Store, make: Make) -> None:
    jo = make.person("Jo")
    questions.note_asked(store, jo, FIRST, TODAY)
    assert kept(store) == [(FIRST, True)]
    assert [one.question for one in card(store, jo, NOW, LONDON).ask_about] == [bank(Side.FAMILY)[1]]


def test_asking_what_was_noted_ticks_it(store: Store, make: Make) -> None:
    jo = make.person("Jo")
    questions.add(store, jo, FIRST, TODAY)
    questions.note_asked(store, jo, FIRST, TODAY)
    assert kept(store) == [(FIRST, True)]
    assert store.undo() == "Asked"
    assert kept(store) == [(FIRST, False)]


def test_nobody(store: Store) -> None:
    with pytest.raises(NotFoundError):
        questions.add(store, PersonId(9), FIRST, TODAY)
    with pytest.raises(NotFoundError):
        questions.note_asked(store, PersonId(9), FIRST, TODAY)
