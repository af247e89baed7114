"""What is to be talked about on Today, why, and what Done means for each (E3, E4, E8)."""

from datetime import timedelta

import pytest

from relmgr.domain.kinds import Decision, Direction, ExpectationKind, Scope, Status
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError
from relmgr.services import expectations, moments, people, reminders, today, updates
from relmgr.services.expectations import ScopeItemInput
from relmgr.services.reminders import DueItem, Source
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

DAY = timedelta(days=1)


def rows(store: Store, days: int) -> tuple[DueItem, ...]:
    return today.today(store, NOW + days * DAY, LONDON).unsaid


def said(store: Store, days: int) -> list[tuple[str, str]]:
    return [(item.title, item.why) for item in rows(store, days)]


def decide(store: Store, item: DueItem, decision: Decision, days: int, until: int | None = None) -> None:
    end = None if until is None else NOW + until * DAY
    reminders.decide(
        store, item.source, item.source_id, item.occurrence, decision, NOW + days * DAY, end, LONDON
    )


def test_what_was_never_said_asks_after_two_weeks_and_again(store: Store, make: Make) -> None:
    make.expectation(make.person(), "Someone answers at night")
    assert rows(store, 13) == ()
    assert said(store, 15) == [("Someone answers at night", "Unspoken for 15 days.")]
    decide(store, rows(store, 15)[0], Decision.DONE, 15)
    assert rows(store, 20) == ()
    assert said(store, 28) == [("Someone answers at night", "Unspoken for 28 days.")]


def test_a_snooze_brings_it_back(store: Store, make: Make) -> None:
    make.expectation(make.person(), "Nights")
    decide(store, rows(store, 15)[0], Decision.SNOOZED, 15, until=17)
    assert rows(store, 16) == ()
    assert len(rows(store, 18)) == 1


def test_an_item_not_said_yet_is_named(store: Store, make: Make) -> None:
    items = (ScopeItemInput(text="Pages", scope=Scope.WILL_DO), ScopeItemInput(text="A newsletter"))
    make.expectation(make.person(), "Campaign pages", items=items, status=Status.AGREED)
    assert rows(store, 13) == ()
    assert said(store, 14) == [("Campaign pages", "“A newsletter” is not said yet.")]


def test_what_is_at_risk_already_is_not_said_twice(store: Store, make: Make) -> None:
    items = (ScopeItemInput(text="A newsletter"),)
    make.expectation(make.person(), "Campaign", items=items, status=Status.AGREED, due_on=16)
    view = today.today(store, NOW + 15 * DAY, LONDON)
    assert [item.title for item in view.at_risk] == ["Campaign"]
    assert view.unsaid == ()


def test_a_request_asks_once_it_waits_longer_than_i_usually_let_one_wait(store: Store, make: Make) -> None:
    megan = make.person()
    for days in (1, 1, 2):
        asked = make.expectation(megan, kind=ExpectationKind.REQUEST)
        expectations.answer(store, asked, NOW, TODAY + days * DAY)
        expectations.set_status(store, asked, Status.MET, "", NOW, TODAY)
    make.expectation(megan, "a quote", kind=ExpectationKind.REQUEST)
    assert rows(store, 1) == ()
    (item,) = rows(store, 2)
    assert (item.source, item.title) == (Source.REQUEST, "Answer Megan: a quote")
    assert item.why == "Has waited 2 days. You usually answer in 1 day."
    decide(store, item, Decision.DONE, 2)
    found = expectations.of(store, megan)[0]
    assert found.input.answered_on == TODAY + 2 * DAY
    assert rows(store, 3) == ()
    store.undo()
    assert len(rows(store, 3)) == 1


def test_a_heads_up_asks_until_they_are_told(store: Store, make: Make) -> None:
    megan = make.person()
    noted = updates.add_heads_up(store, megan, "Prices change in January", TODAY)
    (item,) = rows(store, 0)
    assert (item.title, item.why) == (
        "Tell Megan: Prices change in January",
        "Noted on 24 Nov, not told yet.",
    )
    decide(store, item, Decision.DONE, 0)
    assert rows(store, 0) == ()
    (kept,) = updates.heads_ups(store, megan)
    assert (kept.id, kept.told_on) == (noted, TODAY)
    with pytest.raises(InputError):
        updates.add_heads_up(store, megan, " ", TODAY)


def test_my_update_asks_on_its_day_and_talking_counts_as_one(store: Store, make: Make) -> None:
    megan = make.person()
    updates.agree(store, megan, Direction.OF_ME, 7, TODAY)
    assert rows(store, 6) == ()
    assert said(store, 7) == [("Bring Megan up to date", "Agreed: every week. The last was on 24 Nov.")]
    make.conversation(megan, on=5)
    assert rows(store, 7) == ()
    (item,) = rows(store, 12)
    decide(store, item, Decision.DONE, 12)
    assert rows(store, 13) == ()
    assert len(rows(store, 19)) == 1


def test_their_missing_update_is_a_suggestion_and_never_a_silent_warning(store: Store, make: Make) -> None:
    megan = make.person()
    updates.agree(store, megan, Direction.OF_THEM, 7, TODAY)
    (item,) = rows(store, 8)
    assert (item.title, item.why) == (
        "Megan’s update has not come",
        "Agreed: every week. It was to come on Tue 1 Dec.",
    )
    assert moments.of(store, megan) == ()
    (known,) = updates.of(store, megan)
    with pytest.raises(InputError):
        updates.warn(store, known.id, TODAY)
    updates.warn(store, known.id, TODAY + 8 * DAY)
    (noted,) = moments.of(store, megan)
    assert (noted.kind, noted.on_day) == (MomentKind.MISSING_UPDATE, TODAY + 7 * DAY)
    assert rows(store, 9) == ()
    store.undo()
    assert moments.of(store, megan) == ()
    assert len(rows(store, 9)) == 1


def test_what_they_owe_waits_while_they_are_away_and_what_i_owe_does_not(store: Store, make: Make) -> None:
    megan = make.person()
    people.set_away(store, megan, TODAY, TODAY + 60 * DAY, "")
    updates.agree(store, megan, Direction.OF_THEM, 7, TODAY)
    make.expectation(megan, "Nights")
    updates.add_heads_up(store, megan, "Prices change", TODAY)
    assert [item.source for item in rows(store, 20)] == [Source.HEADS_UP]


def test_the_page_bears_five_and_people_in_the_bin_none(store: Store, make: Make) -> None:
    megan = make.person()
    for number in range(8):
        make.expectation(megan, f"Hope {number}")
    assert len(rows(store, 20)) == 5
    people.remove(store, megan, NOW)
    assert rows(store, 20) == ()


def test_a_rhythm_is_agreed_changed_and_ended(store: Store, make: Make) -> None:
    megan = make.person()
    updates.agree(store, megan, Direction.OF_ME, 7, TODAY)
    updates.agree(store, megan, Direction.OF_ME, 14, TODAY + DAY)
    (known,) = updates.of(store, megan)
    assert (known.rhythm.every_days, known.rhythm.agreed_on) == (14, TODAY)
    updates.agree(store, megan, Direction.OF_ME, None, TODAY)
    assert updates.of(store, megan) == ()
    with pytest.raises(InputError) as caught:
        updates.agree(store, megan, Direction.OF_THEM, 0, TODAY)
    assert caught.value.field == "every_of_them"
