"""The self-test: what comes next and when, and what came."""

from datetime import UTC, datetime, time, timedelta

from relmgr.domain.kinds import Decision, Status
from relmgr.domain.partial_date import PartialDate
from relmgr.services import expectations, reminders
from relmgr.services.reminders import Past, Source
from relmgr.store import Store
from tests.builders import LONDON, NOW, Make

MORNING = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_the_next_five_come_with_their_moments_the_soonest_first(store: Store, make: Make) -> None:
    megan = make.person()
    make.reminder(megan, "Daily", rrule="FREQ=DAILY", on=0)
    make.reminder(megan, "At two", on=0, at_time=time(16, 30))
    make.birthday(megan, PartialDate(month=12, day=20))
    make.life_event(megan, follow_up_on=3)
    make.reminder(megan, "Far", on=200)
    make.promise(megan, "The plan", due_on=9)
    found = reminders.next_showings(store, NOW, LONDON)
    assert [(one.item.title, one.at) for one in found[:2]] == [
        ("At two", datetime(2026, 11, 24, 16, 30, tzinfo=UTC)),
        ("Daily", MORNING),
    ]
    assert len(found) == 5
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert "Far" not in {one.item.title for one in found}


def test_each_shows_at_the_moment_that_was_told(store: Store, make: Make) -> None:
    megan = make.person()
    make.reminder(megan, "Once", on=2, leads=(1, 0))
    make.birthday(megan, PartialDate(month=12, day=1))
    now = NOW
    for _step in range(4):
        (following, *_more) = reminders.next_showings(store, now, LONDON)
        before = following.at - timedelta(minutes=1)
        assert following.item.key not in {one.key for one in reminders.to_show(store, before, LONDON)}
        shown = reminders.to_show(store, following.at, LONDON)
        assert following.item.key in {one.key for one in shown}
        reminders.mark_shown(store, shown, following.at)
        now = following.at


def test_a_chosen_time_a_snooze_and_a_decision_are_minded(store: Store, make: Make) -> None:
    reminder = make.reminder(make.person(), "Ring", on=1)
    (found,) = reminders.next_showings(store, NOW, LONDON, time(7, 30))
    assert found.at == MORNING - timedelta(minutes=90)
    later = MORNING + timedelta(hours=30)
    day = found.item.occurrence
    reminders.decide(store, Source.REMINDER, reminder, day, Decision.SNOOZED, NOW, later, LONDON)
    assert [one.at for one in reminders.next_showings(store, NOW, LONDON)] == [later]
    reminders.decide(store, Source.REMINDER, reminder, day, Decision.DONE, NOW, None, LONDON)
    assert reminders.next_showings(store, NOW, LONDON) == ()


def test_the_history_tells_what_came_and_what_was_decided_the_newest_first(store: Store, make: Make) -> None:
    megan = make.person()
    make.reminder(megan, "Ring back", on=-1)
    make.birthday(megan, PartialDate(month=11, day=24))
    promise = make.promise(megan, "The plan", due_on=0)
    make.referral(megan, make.person("Tom Baker"), on=-1)
    make.life_event(megan, title="Father in hospital", follow_up_on=0)
    assert reminders.last_look(store) is None
    shown = reminders.to_show(store, NOW, LONDON)
    reminders.mark_shown(store, shown, NOW)
    reminders.looked(store, NOW)
    assert reminders.last_look(store) == NOW
    came = reminders.history(store)
    assert {one.past for one in came} == {Past.SHOWN}
    assert {one.title for one in came} == {
        *("Ring back", "The plan", "Father in hospital", "A thank-you for an introduction"),
        next(item.title for item in shown if item.source is Source.MILESTONE),
    }
    assert {one.person for one in came} == {"Megan Jacobs"}
    item = next(item for item in shown if item.source is Source.REMINDER)
    until = NOW + timedelta(hours=2)
    reminders.decide(store, *item.key, Decision.SNOOZED, NOW + timedelta(minutes=1), until, LONDON)
    newest = reminders.history(store)[0]
    assert (newest.past, newest.until, newest.title) == (Past.SNOOZED, until, "Ring back")
    expectations.remove(store, promise)
    left = {one.title for one in reminders.history(store)}
    assert left == {one.title for one in came} - {"The plan"}
    assert len(reminders.history(store, 2)) == 2


def test_what_was_missed_while_away_says_so_once(store: Store, make: Make) -> None:
    make.reminder(None, "Ring back", on=3)
    reminders.looked(store, NOW)
    back = NOW + timedelta(days=5)
    reminders.mark_shown(store, reminders.to_show(store, back, LONDON), back)
    (line,) = reminders.history(store)
    assert (line.past, line.title, line.person) == (Past.SHOWN_LATE, "Ring back", "")


def test_the_history_of_what_follows_from_a_status_names_it(store: Store, make: Make) -> None:
    promise = make.promise(make.person(), "The plan", due_on=0)
    reminders.decide(store, Source.EXPECTATION, promise, NOW.date(), Decision.DONE, NOW, None, LONDON)
    assert reminders.history(store)[0].title == "The plan"
    assert expectations.get(store, promise).status is Status.MET
