"""Reminders from every source: when they ask, what they say, and what deciding does (R1, R2, R3)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from relmgr.domain.ids import ExpectationId, LifeEventId, PersonId, ReferralId
from relmgr.domain.kinds import Circle, ContactKind, Decision, Direction, MilestoneKind, RelationKind, Status
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import expectations, life_events, people, referrals, reminders
from relmgr.services.reminders import DueItem, ReminderInput, Source
from relmgr.store import Store
from relmgr.store import tables as t
from tests.builders import LONDON, NOW, TODAY, Make

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def due(store: Store, now: datetime = NOW) -> list[DueItem]:
    return list(reminders.due(store, now, LONDON))


def said(items: list[DueItem] | tuple[DueItem, ...]) -> list[tuple[str, str]]:
    return [(item.title, item.why) for item in items]


def decide(
    store: Store, item: DueItem, what: Decision, now: datetime = NOW, until: datetime | None = None
) -> None:
    reminders.decide(store, item.source, item.source_id, item.occurrence, what, now, until, LONDON)


# --- free reminders ---


def test_a_reminder_says_what_was_typed_and_how_late_it_is(store: Store, make: Make) -> None:
    kwame = make.person("Kwame Boateng", company="Asanka Foods")
    make.reminder(
        kwame, "Ring Kwame back", on=-1, why="He left a message on Friday about the new price list."
    )
    (item,) = due(store)
    assert item.title == "Ring Kwame back"
    assert item.why == "He left a message on Friday about the new price list."
    assert (item.late_days, item.late_words) == (1, "1 day late.")
    assert item.person is not None
    assert (item.person.name, item.person.initials, item.person.monogram) == ("Kwame Boateng", "KB", "A")


def test_a_reminder_without_a_person_is_due_too(store: Store, make: Make) -> None:
    make.reminder(None, "Pay the tax")
    (item,) = due(store)
    assert item.person is None


def test_a_reminder_with_a_time_waits_for_it(store: Store, make: Make) -> None:
    make.reminder(make.person(), "Call", at_time=time(15))
    assert due(store) == []
    assert reminders.next_look(store, NOW, LONDON) == datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert said(due(store, datetime(2026, 11, 24, 15, tzinfo=UTC))) == [("Call", "")]


def test_what_has_no_time_is_on_the_page_from_midnight_and_pops_up_in_the_morning(
    store: Store, make: Make
) -> None:
    make.reminder(make.person(), "Call")
    early = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert len(due(store, early)) == 1
    assert reminders.to_show(store, early, LONDON) == ()
    assert reminders.next_look(store, early, LONDON) == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert len(reminders.to_show(store, early.replace(hour=9, minute=0), LONDON)) == 1


def test_done_ends_what_happens_once_and_undo_brings_it_back(store: Store, make: Make) -> None:
    reminder_id = make.reminder(make.person())
    (item,) = due(store)
    decide(store, item, Decision.DONE)
    assert due(store) == []
    assert reminders.get(store, reminder_id).ended_on == TODAY
    assert store.undo() == "Marked as done"
    assert due(store) == [item]


def test_a_rule_goes_on_after_done(store: Store, make: Make) -> None:
    reminder_id = make.reminder(make.person(), rrule="FREQ=WEEKLY;BYDAY=TU")
    (item,) = due(store)
    decide(store, item, Decision.DONE)
    assert due(store) == []
    assert reminders.get(store, reminder_id).ended_on is None
    (later,) = due(store, NOW + 7 * DAY)
    assert later.occurrence == TODAY + 7 * DAY


def test_the_last_of_a_counted_rule_ends_it(store: Store, make: Make) -> None:
    reminder_id = make.reminder(make.person(), rrule="FREQ=DAILY;COUNT=2")
    for day in (0, 1):
        (item,) = due(store, NOW + day * DAY)
        decide(store, item, Decision.SKIPPED, NOW + day * DAY)
    assert reminders.get(store, reminder_id).ended_on == TODAY + DAY


def test_a_month_away_brings_back_one_of_a_daily_rule(store: Store, make: Make) -> None:
    make.reminder(None, "Water the plants", rrule="FREQ=DAILY")
    assert [item.occurrence for item in due(store, NOW + 30 * DAY)] == [TODAY + 30 * DAY]


def test_done_does_not_bring_back_the_one_before(store: Store, make: Make) -> None:
    make.reminder(None, "Look", rrule="FREQ=WEEKLY;BYDAY=MO,FR")
    monday = datetime(2026, 12, 7, 12, tzinfo=UTC)
    (item,) = due(store, monday)
    decide(store, item, Decision.DONE, monday)
    assert due(store, monday) == []


def test_grace_of_ones_own_keeps_more(store: Store, make: Make) -> None:
    make.reminder(None, "Water the plants", rrule="FREQ=DAILY", grace_days=2)
    assert len(due(store, NOW + 30 * DAY)) == 3


@pytest.mark.parametrize(
    ("rrule", "kept"), [("FREQ=WEEKLY;BYDAY=MO,TH", 1), ("FREQ=MONTHLY;BYMONTHDAY=31", 1), ("FREQ=YEARLY", 1)]
)
def test_the_newest_takes_the_place_of_the_one_before(
    store: Store, make: Make, rrule: str, kept: int
) -> None:
    make.reminder(None, "Look", rrule=rrule)
    assert len(due(store, NOW + 390 * DAY)) == kept


def test_snoozed_comes_back_at_its_time_and_is_shown_once_more(store: Store, make: Make) -> None:
    make.reminder(make.person())
    (item,) = reminders.to_show(store, NOW, LONDON)
    reminders.mark_shown(store, [item], NOW)
    decide(store, item, Decision.SNOOZED, NOW, NOW + HOUR)
    assert due(store) == []
    assert reminders.next_look(store, NOW, LONDON) == NOW + HOUR
    (again,) = reminders.to_show(store, NOW + HOUR, LONDON)
    assert again.key == item.key
    reminders.mark_shown(store, [again], NOW + HOUR)
    assert reminders.to_show(store, NOW + 2 * HOUR, LONDON) == ()
    assert len(due(store, NOW + 2 * HOUR)) == 1


def test_a_snooze_till_tomorrow_morning_is_not_back_at_midnight(store: Store, make: Make) -> None:
    make.reminder(make.person())
    (item,) = due(store)
    morning = datetime(2026, 11, 25, 9, tzinfo=UTC)
    decide(store, item, Decision.SNOOZED, NOW, morning)
    assert due(store, morning - HOUR) == []
    assert len(due(store, morning)) == 1


def test_a_snooze_needs_an_end_to_come(store: Store, make: Make) -> None:
    make.reminder(make.person())
    (item,) = due(store)
    for until in (None, NOW, NOW - HOUR):
        with pytest.raises(InputError):
            decide(store, item, Decision.SNOOZED, NOW, until)
    assert store.undo_label == "Add reminder"


def test_what_is_gone_cannot_be_decided(store: Store) -> None:
    with pytest.raises(NotFoundError):
        reminders.decide(store, Source.REMINDER, 99, TODAY, Decision.DONE, NOW)


def test_a_new_reminder_does_not_inherit_what_was_decided_about_a_removed_one(
    store: Store, make: Make
) -> None:
    first = make.reminder(None, "Old")
    (item,) = due(store)
    reminders.mark_shown(store, [item], NOW)
    decide(store, item, Decision.SKIPPED)
    reminders.remove(store, first)
    second = make.reminder(None, "New")
    assert second == first
    assert said(due(store)) == [("New", "")]
    assert len(reminders.to_show(store, NOW, LONDON)) == 1


def test_undoing_a_removal_brings_the_decision_back(store: Store, make: Make) -> None:
    reminder_id = make.reminder(None, "Old")
    (item,) = due(store)
    decide(store, item, Decision.SKIPPED)
    reminders.remove(store, reminder_id)
    store.undo()
    assert due(store) == []


def test_another_day_wakes_a_reminder_that_had_ended(store: Store, make: Make) -> None:
    reminder_id = make.reminder(None, "Look")
    (item,) = due(store)
    decide(store, item, Decision.DONE)
    kept = reminders.get(store, reminder_id).input
    reminders.edit(
        store, reminder_id, ReminderInput(title=kept.title, why="Still", start_on=TODAY + DAY), NOW
    )
    assert due(store) == []
    assert said(due(store, NOW + DAY)) == [("Look", "Still")]


def test_a_form_that_is_no_reminder_is_refused(store: Store) -> None:
    for given in (
        ReminderInput(title=" ", start_on=TODAY),
        ReminderInput(title="x", start_on=TODAY, rrule="FREQ=HOURLY"),
        ReminderInput(title="x", start_on=TODAY, leads=(400,)),
        ReminderInput(title="x", start_on=TODAY, rrule="FREQ=DAILY;COUNT=9999"),
    ):
        with pytest.raises(InputError):
            reminders.add(store, given, NOW)
    assert store.undo_label is None


def test_what_was_typed_comes_back(store: Store, make: Make) -> None:
    given = ReminderInput(
        person_id=make.person(),
        title="Father’s day",
        why="He likes cards.",
        start_on=date(2026, 6, 1),
        at_time=time(8, 30),
        rrule="FREQ=YEARLY;BYMONTH=6;BYDAY=3SU",
        leads=(7, 1, 0),
        grace_days=3,
    )
    found = reminders.get(store, reminders.add(store, given, NOW))
    assert found.input == given
    assert found.rule_words == "every third Sunday of June, 7 and 1 days ahead and on the day"


# --- milestones ---


def test_a_birthday_is_announced_a_week_ahead_and_due_on_its_day(store: Store, make: Make) -> None:
    priya = make.person("Priya Raghunathan", pronouns="she/her")
    make.birthday(priya, PartialDate(1986, 11, 29))
    assert due(store) == []
    (ahead,) = reminders.to_show(store, NOW, LONDON)
    assert (ahead.title, ahead.why, ahead.days_ahead) == ("Priya’s birthday", "She turns 40 on Sunday", 5)
    assert said(reminders.upcoming(store, TODAY)) == [("Priya’s birthday", "She turns 40 on Sunday")]
    assert said(due(store, NOW + 5 * DAY)) == [("Priya’s birthday", "She turns 40 today")]
    assert said(due(store, NOW + 7 * DAY)) == [("Priya’s birthday", "She turned 40 on Sunday")]
    assert len(due(store, NOW + 19 * DAY)) == 1
    assert due(store, NOW + 21 * DAY) == []


def test_without_pronouns_nothing_is_guessed(store: Store, make: Make) -> None:
    make.birthday(make.person("Priya Raghunathan"), PartialDate(1986, 11, 29))
    assert said(reminders.upcoming(store, TODAY)) == [("Priya’s birthday", "Turns 40 on Sunday")]


def test_an_unknown_year_is_no_age(store: Store, make: Make) -> None:
    make.birthday(make.person("Priya Raghunathan"), PartialDate(month=11, day=29))
    assert said(reminders.upcoming(store, TODAY)) == [("Priya’s birthday", "On Sunday")]


def test_a_childs_birthday_is_on_the_parents_card(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    ivy = make.kin(megan, "Ivy", RelationKind.CHILD, "Daughter")
    make.birthday(ivy, PartialDate(2020, 12, 2))
    (item,) = reminders.upcoming(store, TODAY)
    assert (item.title, item.why) == ("Ivy turns 6", "Megan’s daughter")
    assert item.short_why == "Megan’s daughter, on 2 December"
    assert item.person is not None
    assert item.person.id == megan


def test_without_a_word_of_ones_own_kin_are_named_plainly(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    make.birthday(make.kin(megan, "Ivy"), PartialDate(2020, 12, 2))
    (item,) = reminders.upcoming(store, TODAY)
    assert item.why == "Megan’s child"


def test_a_date_of_ones_own_is_said_as_typed_with_its_note(store: Store, make: Make) -> None:
    ike = make.person("Ikechukwu Okonkwo")
    make.milestone(
        ike, MilestoneKind.CUSTOM, date(2026, 12, 4), "Palmgrove turns ten", note="Ikechukwu’s studio"
    )
    misaki = make.person(family="佐藤", given="美咲")
    make.milestone(
        misaki,
        MilestoneKind.CUSTOM,
        date(2026, 12, 7),
        "美咲 goes on leave",
        note="Her baby is due in January",
    )
    assert said(reminders.upcoming(store, TODAY)) == [
        ("Palmgrove turns ten", "Ikechukwu’s studio"),
        ("美咲 goes on leave", "Her baby is due in January"),
    ]


def test_an_import_does_not_hold_past_birthdays_against_anybody(store: Store, make: Make) -> None:
    make.birthday(make.person(), PartialDate(1980, 11, 20))
    assert due(store) == []


def test_a_leap_day_is_kept_as_chosen(store: Store, make: Make) -> None:
    born = PartialDate(2000, 2, 29)
    make.birthday(make.person("A B"), born)
    make.birthday(make.person("C D", leap_day="mar1"), born)
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert [(item.title, item.occurrence.day) for item in due(store, now)] == [
        ("A’s birthday", 28),
        ("C’s birthday", 1),
    ]
    now = datetime(2028, 3, 1, 12, tzinfo=UTC)
    assert [item.occurrence.day for item in due(store, now)] == [29, 29]


def test_a_birthday_at_new_year_is_found_from_both_sides(store: Store, make: Make) -> None:
    make.birthday(make.person(), PartialDate(1980, 1, 1))
    make.birthday(make.person("Tom Baker"), PartialDate(1980, 12, 31))
    now = datetime(2027, 1, 2, 12, tzinfo=UTC)
    assert [item.occurrence for item in due(store, now)] == [date(2026, 12, 31), date(2027, 1, 1)]
    ahead = reminders.upcoming(store, date(2026, 12, 28), 7)
    assert [item.occurrence for item in ahead] == [date(2026, 12, 31), date(2027, 1, 1)]


def test_ticked_off_ahead_a_birthday_does_not_come_back_this_year(store: Store, make: Make) -> None:
    make.birthday(make.person(), PartialDate(1980, 11, 29))
    (item,) = reminders.upcoming(store, TODAY)
    decide(store, item, Decision.HANDLED)
    assert reminders.upcoming(store, TODAY) == ()
    assert due(store, NOW + 5 * DAY) == []
    assert len(due(store, NOW + 370 * DAY)) == 1


def test_a_milestone_snoozed_past_its_grace_still_comes_back(store: Store, make: Make) -> None:
    make.birthday(make.person(), PartialDate(1980, 11, 24))
    (item,) = due(store)
    decide(store, item, Decision.SNOOZED, NOW, NOW + 40 * DAY)
    assert due(store, NOW + 39 * DAY) == []
    assert [each.key for each in due(store, NOW + 41 * DAY)] == [item.key]


def test_who_has_died_is_left_in_peace(store: Store, make: Make) -> None:
    megan = make.person(cadence_days=30)
    make.birthday(megan, PartialDate(1980, 11, 24))
    make.life_event(megan, follow_up_on=0)
    make.milestone(megan, MilestoneKind.DEATH, date(2026, 11, 1))
    assert due(store) == []


# --- life events ---


def test_a_life_event_asks_as_a_friend_would(store: Store, make: Make) -> None:
    megan = make.person(
        "Megan Jacobs",
        pronouns="she/her",
        best_hours="before 17:00",
        preferred_channel=ContactKind.PHONE,
        city="Cape Town",
        time_zone="Africa/Johannesburg",
    )
    make.life_event(megan, "Father in hospital", since=PartialDate(2026, 11, 12), follow_up_on=0)
    (item,) = due(store)
    assert item.title == "Ask Megan how her father is"
    assert item.why == "In hospital since 12 Nov. Call before 17:00."
    assert item.short_why == "In hospital since 12 Nov."
    assert item.local_words == "It is 16:42 in Cape Town."
    assert item.late_words == ""


def test_who_does_not_like_the_phone_is_not_to_be_called(store: Store, make: Make) -> None:
    megan = make.person(best_hours="before 17:00", preferred_channel=ContactKind.PHONE, do_not_phone=True)
    make.life_event(megan, "New kitchen", until_words="Christmas", follow_up_on=0)
    assert said(due(store)) == [("Ask Megan about “New kitchen”", "New kitchen until Christmas.")]


def test_a_question_of_ones_own_is_asked(store: Store, make: Make) -> None:
    make.life_event(
        make.person(),
        "New kitchen",
        question="Can you cook again?",
        why="It was to be done.",
        follow_up_on=-3,
    )
    (item,) = due(store)
    assert (item.title, item.why) == ("Ask Megan: Can you cook again?", "It was to be done.")
    assert item.late_days == 0


def test_asked_moves_the_follow_up_on_and_undo_takes_that_back(store: Store, make: Make) -> None:
    event = make.life_event(make.person(), follow_up_on=0)
    (item,) = due(store)
    decide(store, item, Decision.DONE)
    asked = life_events.get(store, event)
    assert (asked.last_asked_on, asked.input.follow_up_on) == (TODAY, TODAY + 14 * DAY)
    assert due(store) == []
    assert len(due(store, NOW + 14 * DAY)) == 1
    store.undo()
    assert due(store) == [item]


def test_skipped_asks_later_without_having_asked(store: Store, make: Make) -> None:
    event = make.life_event(make.person(), follow_up_on=0)
    (item,) = due(store)
    decide(store, item, Decision.SKIPPED)
    kept = life_events.get(store, event)
    assert (kept.last_asked_on, kept.input.follow_up_on) == (None, TODAY + 14 * DAY)


def test_what_has_ended_asks_nothing(store: Store, make: Make) -> None:
    event = make.life_event(make.person(), follow_up_on=0)
    life_events.end(store, LifeEventId(event), TODAY)
    assert due(store) == []


def test_what_begins_is_said_ahead(store: Store, make: Make) -> None:
    misaki, megan = make.person(family="佐藤", given="美咲"), make.person()
    make.life_event(misaki, "Leave", since=PartialDate(2026, 12, 7), note="Her baby is due in January")
    make.life_event(megan, "New kitchen", since=PartialDate(2026, 12, 1))
    make.life_event(megan, "Father in hospital", since=PartialDate(2026, 11, 12))
    assert said(reminders.upcoming(store, TODAY)) == [
        ("Megan’s new kitchen starts", "On 1 December"),
        ("美咲 goes on leave", "Her baby is due in January"),
    ]
    assert due(store) == []
    decide(store, reminders.upcoming(store, TODAY)[1], Decision.DONE)
    assert len(reminders.upcoming(store, TODAY)) == 1


# --- expectations ---


def test_an_expectation_asks_within_its_lead_days(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    make.expectation(
        megan,
        "A rollout plan the depot managers can read",
        status=Status.AGREED,
        due_on=date(2026, 11, 27),
        risk_reason="She hopes for five depots, you agreed two.",
    )
    make.expectation(megan, "Invoices", status=Status.AGREED, due_on=date(2026, 11, 28))
    assert said(due(store)) == [
        (
            "A rollout plan the depot managers can read",
            "Due Fri 27 Nov. She hopes for five depots, you agreed two.",
        )
    ]


def test_marked_at_risk_it_asks_however_far_its_day(store: Store, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    plan = make.expectation(ben, "The timetable page", status=Status.AGREED, due_on=date(2026, 12, 13))
    assert due(store) == []
    reason = "Ben cancelled the last two reviews."
    expectations.set_status(store, plan, Status.AT_RISK, reason, NOW, TODAY)
    assert said(due(store)) == [("The timetable page", "Due Sun 13 Dec. Ben cancelled the last two reviews.")]


def test_without_a_date_only_marking_makes_it_ask(store: Store, make: Make) -> None:
    plan = make.expectation(make.person(), status=Status.AGREED)
    assert due(store) == []
    expectations.set_status(store, plan, Status.AT_RISK, "", NOW, TODAY)
    assert said(due(store)) == [("The plan", "No date yet.")]


def test_late_it_asks_whether_they_were_told(store: Store, make: Make) -> None:
    plan = make.promise(make.person(), due_on=-4)
    (item,) = due(store)
    assert (item.late_words, item.why) == ("4 days late.", "Has Megan been told? Was due Fri 20 Nov.")
    expectations.told(store, plan, NOW, TODAY)
    (item,) = due(store)
    assert item.why == "Was due Fri 20 Nov."


def test_done_means_met(store: Store, make: Make) -> None:
    plan = make.promise(make.person(), due_on=1)
    (item,) = due(store)
    decide(store, item, Decision.DONE)
    kept = expectations.get(store, ExpectationId(plan))
    assert (kept.status, kept.closed_on) == (Status.MET, TODAY)
    assert due(store) == []
    store.undo()
    assert expectations.get(store, plan).status is Status.AGREED


def test_skipped_an_expectation_rests_until_its_date_changes(store: Store, make: Make) -> None:
    plan = make.promise(make.person(), due_on=1)
    (item,) = due(store)
    decide(store, item, Decision.SKIPPED)
    assert due(store) == []
    from dataclasses import replace

    moved = replace(expectations.get(store, plan).input, due_on=TODAY + 2 * DAY)
    expectations.edit(store, plan, moved, NOW, TODAY)
    assert len(due(store)) == 1


# --- thank-yous ---


def test_a_thank_you_is_due_the_same_day_and_again_when_it_became_work(store: Store, make: Make) -> None:
    aroha, ike = make.person("Aroha Ngata"), make.person("Ikechukwu Okonkwo")
    referral = make.referral(aroha, ike, on=date(2026, 11, 3))
    assert said(due(store)) == [("Thank Aroha for introducing Ikechukwu", "Introduced on 3 Nov.")]
    decide(store, due(store)[0], Decision.DONE)
    assert referrals.get(store, ReferralId(referral)).thanked_on == TODAY
    assert due(store) == []
    later = NOW + 2 * DAY
    referrals.became_work(store, referral, TODAY + DAY, "First invoice paid on 25 Nov.")
    assert said(due(store, later)) == [
        ("Thank Aroha for introducing Ikechukwu", "Introduced on 3 Nov. First invoice paid on 25 Nov.")
    ]


def test_a_note_helps_with_thanking(store: Store, make: Make) -> None:
    make.referral(make.person(), make.person("Claire Dubois"), -3, "She likes handwritten cards.")
    assert said(due(store)) == [
        ("Thank Megan for introducing Claire", "Introduced on 21 Nov. She likes handwritten cards.")
    ]


def test_it_became_work_without_a_note(store: Store, make: Make) -> None:
    referral = make.referral(make.person(), make.person("Claire Dubois"), -3)
    referrals.became_work(store, referral, TODAY)
    assert due(store)[0].why == "Introduced on 21 Nov. It became work on 24 Nov."


def test_names_of_the_other_direction_are_isolated(store: Store, make: Make) -> None:
    layla = make.person("ليلى حداد")
    make.referral(layla, make.person("Claire Dubois"))
    assert due(store)[0].title == "Thank \u2068ليلى\u2069 for introducing Claire"


# --- cadence ---


def test_a_cadence_counts_from_the_last_conversation(store: Store, make: Make) -> None:
    megan = make.person(cadence_days=30)
    assert said(due(store)) == [("Get in touch with Megan", "You have not spoken yet.")]
    make.conversation(megan, on=-29)
    assert due(store) == []
    (item,) = due(store, NOW + DAY)
    assert (item.source, item.source_id, item.occurrence) == (Source.CADENCE, megan, TODAY + DAY)
    assert item.why == "You last spoke on 26 Oct. You meant to every 30 days."
    assert item.late_words == ""


def test_a_circle_brings_its_own_cadence_and_rest_none(store: Store, make: Make) -> None:
    for circle in Circle:
        make.person(f"{circle.value} x", circle=circle)
    assert {item.title for item in due(store)} == {
        "Get in touch with invest",
        "Get in touch with keep",
        "Get in touch with light",
    }


def test_nobody_is_late_for_a_time_before_the_cadence_was_set(store: Store, make: Make) -> None:
    megan = make.person()
    make.conversation(megan, on=-200)
    people.edit(store, megan, people.PersonInput(given="Megan", cadence_days=30), NOW)
    (item,) = due(store)
    assert item.occurrence == TODAY


def test_ticked_off_a_cadence_starts_anew(store: Store, make: Make) -> None:
    megan = make.person(cadence_days=30)
    (item,) = due(store)
    decide(store, item, Decision.DONE)
    assert due(store) == []
    assert due(store, NOW + 29 * DAY) == []
    (again,) = due(store, NOW + 30 * DAY)
    assert (again.source_id, again.occurrence) == (megan, TODAY + 30 * DAY)


def test_a_conversation_closes_a_cadence_by_itself(store: Store, make: Make) -> None:
    megan = make.person(cadence_days=30)
    assert len(due(store)) == 1
    make.conversation(megan)
    assert due(store) == []


# --- muting ---


def everything(make: Make, megan: PersonId) -> None:
    make.reminder(megan)
    make.birthday(megan, PartialDate(1980, 11, 24))
    make.life_event(megan, follow_up_on=0)
    make.promise(megan, due_on=0)
    make.expectation(megan, direction=Direction.OF_THEM, status=Status.AGREED, due_on=0)
    make.referral(megan, make.person("Tom Baker"))


def sources(store: Store) -> list[str]:
    return sorted(item.source.value for item in due(store))


@pytest.mark.parametrize("how", ["away", "gentle"])
def test_away_and_gentle_mute_business_and_keep_care(store: Store, make: Make, how: str) -> None:
    megan = make.person(cadence_days=30)
    everything(make, megan)
    assert len(sources(store)) == 7
    if how == "away":
        people.set_away(store, megan, TODAY, TODAY, "Leave")
    else:
        people.set_gentle(store, megan, TODAY, "Her father died")
    assert sources(store) == ["expectation", "life_event", "milestone", "reminder", "thank_you"]
    after = [item.source.value for item in due(store, NOW + DAY)]
    assert len(after) == 8
    assert how in after


def test_let_rest_keeps_only_what_i_set_or_promised_myself(store: Store, make: Make) -> None:
    megan = make.person(circle=Circle.REST, cadence_days=30)
    everything(make, megan)
    assert sources(store) == ["expectation", "reminder"]


def test_the_trash_is_silent(store: Store, make: Make) -> None:
    megan = make.person(cadence_days=30)
    everything(make, megan)
    people.remove(store, megan, NOW)
    assert due(store) == []
    assert reminders.upcoming(store, TODAY, 400) == ()
    people.restore(store, megan)
    assert len(due(store)) == 7


# --- showing ---


def test_each_is_shown_once_and_showing_changes_no_reminder(store: Store, make: Make) -> None:
    everything(make, make.person(cadence_days=30))
    shown = reminders.to_show(store, NOW, LONDON)
    assert len(shown) == 7
    before = due(store)
    reminders.mark_shown(store, shown, NOW)
    assert reminders.to_show(store, NOW + HOUR, LONDON) == ()
    assert due(store) == before
    label = store.undo_label
    reminders.mark_shown(store, shown, NOW)
    assert store.undo_label == label


def test_what_came_while_away_says_so_until_it_is_decided(store: Store, make: Make) -> None:
    make.reminder(make.person(), on=1)
    reminders.looked(store, NOW)
    back = NOW + 30 * DAY
    (item,) = reminders.to_show(store, back, LONDON)
    assert item.while_away
    reminders.mark_shown(store, [item], back)
    reminders.looked(store, back)
    assert due(store, back)[0].while_away


def test_what_came_while_the_app_ran_does_not_say_so(store: Store, make: Make) -> None:
    make.reminder(make.person(), on=1)
    morning = datetime(2026, 11, 25, 9, tzinfo=UTC)
    reminders.looked(store, NOW)
    (item,) = reminders.to_show(store, morning, LONDON)
    assert not item.while_away
    reminders.mark_shown(store, [item], morning)
    reminders.looked(store, morning)
    assert not due(store, morning + 5 * HOUR)[0].while_away


def test_a_look_tells_of_the_one_before_and_of_a_clock_gone_back(store: Store) -> None:
    assert reminders.looked(store, NOW).previous is None
    later = reminders.looked(store, NOW + HOUR)
    assert (later.previous, later.jumped_back) == (NOW, False)
    assert not reminders.looked(store, NOW).jumped_back
    assert reminders.looked(store, NOW - 2 * HOUR).jumped_back


def test_what_a_wrong_clock_showed_years_early_is_shown_in_its_year(store: Store, make: Make) -> None:
    make.birthday(make.person(), PartialDate(1980, 11, 29))
    wrong = NOW.replace(year=2036, day=29)
    early = reminders.to_show(store, wrong, LONDON)
    assert [item.occurrence.year for item in early] == [2036]
    reminders.mark_shown(store, early, wrong)
    reminders.looked(store, wrong)
    assert reminders.looked(store, NOW).jumped_back
    (ahead,) = reminders.to_show(store, NOW, LONDON)
    reminders.mark_shown(store, [ahead], NOW)
    truly = wrong.replace(hour=9, minute=5)
    assert [item.occurrence.year for item in reminders.to_show(store, truly, LONDON)] == [2036]


def test_a_snooze_chosen_by_a_wrong_clock_does_not_rest_for_years(store: Store, make: Make) -> None:
    make.reminder(make.person())
    wrong = NOW.replace(year=2036)
    (item,) = due(store, wrong)
    decide(store, item, Decision.SNOOZED, wrong, wrong + HOUR)
    assert [each.key for each in due(store)] == [item.key]


def test_travelling_moves_the_morning(store: Store, make: Make) -> None:
    make.reminder(make.person(), on=1)
    auckland = ZoneInfo("Pacific/Auckland")
    there = datetime(2026, 11, 24, 20, tzinfo=UTC)
    (item,) = reminders.to_show(store, there, auckland)
    reminders.mark_shown(store, [item], there)
    home = datetime(2026, 11, 25, 9, tzinfo=UTC)
    assert reminders.to_show(store, home, LONDON) == ()


def test_nine_stays_nine_when_the_clocks_change(store: Store, make: Make) -> None:
    make.reminder(make.person(), on=date(2027, 3, 28))
    before = datetime(2027, 3, 27, 22, tzinfo=UTC)
    midnight = reminders.next_look(store, before, LONDON)
    assert midnight == datetime(2027, 3, 28, tzinfo=UTC)
    assert reminders.next_look(store, midnight, LONDON) == datetime(2027, 3, 28, 8, tzinfo=UTC)
    assert len(reminders.to_show(store, datetime(2027, 3, 28, 8, tzinfo=UTC), LONDON)) == 1


def test_a_time_the_clocks_skip_comes_a_little_later(store: Store, make: Make) -> None:
    make.reminder(make.person(), on=date(2027, 3, 28), at_time=time(1, 30))
    now = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    assert reminders.next_look(store, now, LONDON) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert len(reminders.to_show(store, datetime(2027, 3, 28, 1, tzinfo=UTC), LONDON)) == 1


def test_the_history_of_decisions_is_kept(store: Store, make: Make) -> None:
    make.reminder(None, "Look", rrule="FREQ=DAILY")
    for day in range(3):
        moment = NOW + day * DAY
        (item,) = due(store, moment)
        decide(store, item, Decision.SNOOZED, moment, moment + HOUR)
        decide(store, item, Decision.DONE, moment + HOUR)
    with store.read() as session:
        made = session.execute(select(t.decision.c.occurrence, t.decision.c.decision)).all()
    assert len(made) == 6


def test_an_absence_that_ended_asks_until_it_is_answered(store: Store, make: Make) -> None:
    megan = make.person()
    people.set_away(store, megan, TODAY - 9 * DAY, TODAY - DAY, "Holiday in Norway")
    (item,) = due(store)
    assert (item.source, item.title, item.is_question) == (Source.AWAY, "Is Megan back?", True)
    assert item.why == "Away until 23 Nov. Holiday in Norway"
    reminders.decide(store, *item.key, Decision.SNOOZED, NOW, NOW + 2 * DAY)
    assert due(store) == []
    assert [one.title for one in due(store, NOW + 2 * DAY)] == ["Is Megan back?"]
    reminders.decide(store, *item.key, Decision.DONE, NOW)
    assert due(store, NOW + 9 * DAY) == []
    store.undo()
    store.undo()
    assert len(due(store)) == 1


def test_gentle_mode_that_ended_long_ago_or_of_those_let_rest_is_history(store: Store, make: Make) -> None:
    people.set_gentle(store, make.person(), TODAY - 31 * DAY, "A bereavement")
    people.set_gentle(store, make.person("Ben Whitaker", circle=Circle.REST), TODAY - DAY, "A lay-off")
    assert due(store) == []
    people.set_gentle(store, make.person("Claire Dubois"), TODAY - DAY, "Her mother died.")
    (item,) = due(store)
    assert (item.title, item.why) == (
        "Is it easier for Claire again?",
        "Gentle mode ended on 23 Nov. Her mother died.",
    )


def test_a_life_event_past_its_end_asks_and_yes_ends_it(store: Store, make: Make) -> None:
    megan = make.person(pronouns="she/her")
    event = make.life_event(megan, "Papa in hospital", until=PartialDate(2026, 11, 20), note="His hip.")
    (item,) = due(store)
    assert (item.title, item.why, item.is_question) == ("Is Megan’s papa home again?", "His hip.", True)
    reminders.decide(store, *item.key, Decision.DONE, NOW, zone=LONDON)
    assert life_events.get(store, event).ended_on == TODAY
    store.undo()
    assert len(due(store)) == 1


def test_a_life_event_is_never_over_silently(store: Store, make: Make) -> None:
    """Asked about, skipped, put off or said to go on: the question comes back."""
    megan = make.person()
    event = make.life_event(megan, "New kitchen", until=PartialDate(2026, 11), follow_up_on=0)
    (item,) = due(store)
    assert not item.is_question
    reminders.decide(store, *item.key, Decision.DONE, NOW, zone=LONDON)
    (later,) = due(store, NOW + 14 * DAY)
    assert later.title == "Megan: Is “New kitchen” over?"
    reminders.decide(store, *later.key, Decision.SKIPPED, NOW + 14 * DAY, zone=LONDON)
    assert due(store, NOW + 14 * DAY) == []
    assert len(due(store, NOW + 28 * DAY)) == 1
    life_events.goes_on(store, event, TODAY + 30 * DAY, TODAY + 28 * DAY)
    assert due(store, NOW + 30 * DAY) == []
    assert [one.is_question for one in due(store, NOW + 31 * DAY)] == [True]
    life_events.goes_on(store, event, None, TODAY + 31 * DAY)
    assert [one.is_question for one in due(store, NOW + 45 * DAY)] == [False]
