"""What for somebody is kept and until when: asked on the day, once a year of the others, and never by itself acted on."""

from datetime import date, datetime, timedelta

import pytest

from relmgr.domain.kinds import Circle, Decision, MilestoneKind, Purpose
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.people_filter import Missing, PeopleFilter, read, write
from relmgr.domain.purposes import kept_words
from relmgr.services import people, reminders, today
from relmgr.services.people import list_chosen
from relmgr.services.reminders import Source
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make


def asked(store: Store, now: datetime = NOW) -> list[tuple[Source, int]]:
    view = today.today(store, now, LONDON)
    return [
        (row.source, row.source_id) for row in view.due if row.source in (Source.KEEPING, Source.KEEPING_LOOK)
    ]


def test_on_the_day_it_asks_and_keeping_is_for_another_year(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen", purpose=Purpose.BUSINESS, keep_until=TODAY)
    make.person("Bo Holm", keep_until=TODAY + timedelta(days=1))
    view = today.today(store, NOW, LONDON)
    (row,) = view.due
    assert (row.title, row.why) == ("Keep Sven?", "You said to look at whether to keep Sven by now.")
    assert view.sentence == "One reminder is due."
    reminders.decide(store, *row.key, Decision.DONE, NOW)
    assert people.details(store, sven).input.keep_until == date(2027, 11, 24)
    assert asked(store) == []
    store.undo()
    assert asked(store) == [(Source.KEEPING, sven)]


def test_it_is_no_popup_and_waits_while_one_goes_gently(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen", keep_until=TODAY, circle=Circle.REST)
    assert asked(store) == [(Source.KEEPING, sven)]
    assert reminders.to_show(store, NOW, LONDON) == ()
    people.set_gentle(store, sven, TODAY, "A bereavement")
    assert asked(store) == []


def test_who_has_died_is_never_asked_about(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen", keep_until=TODAY)
    make.milestone(sven, MilestoneKind.DEATH, PartialDate(2026, 11, 1))
    assert asked(store) == []


def test_once_a_year_those_of_whom_nothing_was_said(store: Store, make: Make) -> None:
    make.person("Sven Olsen")
    later = NOW + timedelta(days=366)
    assert asked(store) == []
    assert asked(store, later) == [(Source.KEEPING_LOOK, 0)]
    view = today.today(store, later, LONDON)
    assert view.due_count == 0
    (row,) = view.due
    reminders.decide(store, *row.key, Decision.SNOOZED, later, later + timedelta(days=7), LONDON)
    assert asked(store, later + timedelta(days=6)) == []
    assert asked(store, later + timedelta(days=8)) == [(Source.KEEPING_LOOK, 0)]
    (row,) = today.today(store, later + timedelta(days=8), LONDON).due
    reminders.decide(store, *row.key, Decision.DONE, later + timedelta(days=8), None, LONDON)
    assert asked(store, later + timedelta(days=360)) == []
    assert asked(store, later + timedelta(days=374)) == [(Source.KEEPING_LOOK, 0)]


def test_with_everybody_said_there_is_no_yearly_look(store: Store, make: Make) -> None:
    make.person("Sven Olsen", purpose=Purpose.PRIVATE)
    make.person("Bo Holm", keep_until=TODAY + timedelta(days=2000))
    make.person("Ana Ribeiro", circle=Circle.REST)
    assert asked(store, NOW + timedelta(days=800)) == []


def test_people_are_listed_by_purpose(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen", purpose=Purpose.BUSINESS)
    bo = make.person("Bo Holm")
    business = PeopleFilter(purpose=Purpose.BUSINESS)
    assert list_chosen(store, TODAY, business) == (sven,)
    assert list_chosen(store, TODAY, PeopleFilter(missing=Missing.PURPOSE)) == (bo,)
    assert read(write(business)) == business


@pytest.mark.parametrize(
    ("purpose", "until", "words"),
    [
        (None, None, ""),
        (Purpose.BOTH, None, "Private and business"),
        (None, date(2028, 3, 1), "Until 1 Mar 2028"),
        (Purpose.BUSINESS, date(2028, 3, 1), "Business, until 1 Mar 2028"),
    ],
)
def test_in_words(purpose: Purpose | None, until: date | None, words: str) -> None:
    assert kept_words(purpose, until) == words
