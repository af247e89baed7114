"""Today: the page of the pictures, its sentences, and the calm page when nothing is due."""

from datetime import date, datetime, time, timedelta

from relmgr.domain.kinds import (
    Circle,
    ContactKind,
    Decision,
    MilestoneKind,
    RelationKind,
    Sensitivity,
    Side,
    Status,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.services import expectations, facts, people, referrals, reminders, today
from relmgr.services.today import Beginning, Part, TodayView
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

DAY = timedelta(days=1)


def page(store: Store, now: datetime = NOW) -> TodayView:
    return today.today(store, now, LONDON)


def fill_the_picture(make: Make) -> None:
    """What today-light.png shows."""
    megan = make.person(
        "Megan Jacobs",
        pronouns="she/her",
        best_hours="before 17:00",
        preferred_channel=ContactKind.PHONE,
    )
    make.life_event(megan, "Father in hospital", since=PartialDate(2026, 11, 12), follow_up_on=0)
    make.life_event(megan, "New kitchen", until_words="Christmas", follow_up_on=date(2026, 12, 15))
    kwame = make.person("Kwame Boateng")
    make.reminder(
        kwame, "Ring Kwame back", on=-1, why="He left a message on Friday about the new price list."
    )
    layla = make.person("ليلى حداد", pronouns="she/her")
    make.reminder(
        layla, "Send ليلى the photographs", why="Promised on 17 Nov, for the exhibition on Saturday."
    )
    make.expectation(
        megan,
        "A rollout plan the depot managers can read",
        status=Status.AGREED,
        due_on=date(2026, 11, 27),
        risk_reason="She hopes for five depots, you agreed two.",
    )
    ben = make.person("Ben Whitaker")
    timetable = make.expectation(
        ben, "The timetable page, live before the change", status=Status.AGREED, due_on=date(2026, 12, 13)
    )
    expectations.set_status(
        make.store, timetable, Status.AT_RISK, "Ben cancelled the last two reviews.", NOW, TODAY
    )
    aroha, ike = make.person("Aroha Ngata"), make.person("Ikechukwu Okonkwo")
    maria = make.person(given="Maria-Alejandra", family="Fernández de la Vega y Montalbán")
    claire = make.person("Claire Dubois-Martin")
    referral = make.referral(aroha, ike, date(2026, 11, 3))
    referrals.became_work(make.store, referral, date(2026, 11, 18), "First invoice paid on 18 Nov.")
    make.referral(maria, claire, date(2026, 10, 21), "She likes handwritten cards.")
    make.birthday(make.person("Priya Raghunathan", pronouns="she/her"), PartialDate(1986, 11, 29))
    make.birthday(make.kin(megan, "Ivy", RelationKind.CHILD, "Daughter"), PartialDate(2020, 12, 2))
    make.milestone(ike, MilestoneKind.CUSTOM, date(2026, 12, 4), "Palmgrove turns ten", "Ikechukwu’s studio")
    misaki = make.person(given="美咲", family="佐藤", pronouns="she/her")
    make.milestone(
        misaki, MilestoneKind.CUSTOM, date(2026, 12, 7), "美咲 goes on leave", "Her baby is due in January"
    )
    make.milestone(megan, MilestoneKind.WORKING_TOGETHER, date(2021, 12, 9))
    make.talks(make.person("Jonas Lindqvist"), last=34, gap=14)
    make.talks(maria, last=47, gap=21)
    make.talks(make.person("Olena Kovalchuk"), last=61, gap=30)


def test_the_page_reads_as_in_the_picture(store: Store, make: Make) -> None:
    fill_the_picture(make)
    view = page(store)
    assert view.date_words == "Tuesday 24 November"
    assert view.sentence == "Three people are waiting to hear from you."
    assert view.second_sentence == "Two promises are at risk. Nothing else is urgent."
    assert [(row.title, row.late_words, row.why) for row in view.due] == [
        ("Ask Megan how her father is", "", "In hospital since 12 Nov. Call before 17:00."),
        ("Ring Kwame back", "1 day late.", "He left a message on Friday about the new price list."),
        ("Send ليلى the photographs", "", "Promised on 17 Nov, for the exhibition on Saturday."),
    ]
    assert [(row.title, row.why) for row in view.at_risk] == [
        (
            "A rollout plan the depot managers can read",
            "Due Fri 27 Nov. She hopes for five depots, you agreed two.",
        ),
        ("The timetable page, live before the change", "Due Sun 13 Dec. Ben cancelled the last two reviews."),
    ]
    assert [(row.title, row.why) for row in view.thanks] == [
        ("Thank Aroha for introducing Ikechukwu", "Introduced on 3 Nov. First invoice paid on 18 Nov."),
        (
            "Thank Maria-Alejandra for introducing Claire",
            "Introduced on 21 Oct. She likes handwritten cards.",
        ),
    ]
    assert [(row.due_on.day, row.title, row.why) for row in view.upcoming] == [
        (29, "Priya’s birthday", "She turns 40 on Sunday"),
        (2, "Ivy turns 6", "Megan’s daughter"),
        (4, "Palmgrove turns ten", "Ikechukwu’s studio"),
        (7, "美咲 goes on leave", "Her baby is due in January"),
    ]
    assert [(row.title, row.why) for row in view.quiet] == [
        ("Jonas Lindqvist", "Quiet 34 days, usually 14"),
        ("Maria-Alejandra Fernández de la Vega y Montalbán", "Quiet 47 days, usually 21"),
        ("Olena Kovalchuk", "Quiet 61 days, usually 30"),
    ]
    assert view.due_count == 3
    assert view.empty == ()


def test_the_empty_page_reads_as_in_the_picture(store: Store, make: Make) -> None:
    make.birthday(make.person("Priya Raghunathan", pronouns="she/her"), PartialDate(1986, 11, 29))
    misaki = make.person(given="美咲", family="佐藤", pronouns="she/her")
    make.life_event(misaki, "Leave", since=PartialDate(2026, 12, 7))
    for who, text, heard in (
        (make.person("ليلى حداد"), "Her exhibition opens on Saturday", -7),
        (make.person("Claire Dubois-Martin"), "Ran her first half-marathon", -9),
        (make.person("Tom Baker"), "Bought a boat", -20),
    ):
        facts.add(
            store,
            who,
            facts.FactInput(side=Side.INTERESTS, text=text, heard_on=TODAY + heard * DAY),
        )
    make.conversation(make.person("Ben Whitaker"))
    view = page(store)
    assert view.sentence == "Everyone has heard from you."
    assert view.second_sentence == "Nothing is due. The next date is Priya’s birthday, on Sunday."
    assert [(wish.person.name, wish.words) for wish in view.empty] == [
        ("佐藤 美咲", "Her leave starts on 7 December"),
        ("ليلى حداد", "Her exhibition opens on Saturday"),
        ("Claire Dubois-Martin", "Ran her first half-marathon"),
    ]


def test_nobody_is_wished_to_who_rests_or_is_gone(store: Store, make: Make) -> None:
    resting, gone = make.person("A B", circle=Circle.REST), make.person("C D")
    secret = make.person("E F")
    for who, sensitivity in (
        (resting, Sensitivity.FINE),
        (gone, Sensitivity.FINE),
        (secret, Sensitivity.NEVER_FIRST),
    ):
        told = facts.FactInput(side=Side.FAMILY, text="Moved", heard_on=TODAY, sensitivity=sensitivity)
        facts.add(store, who, told)
    people.remove(store, gone, NOW)
    assert page(store).empty == ()


def test_an_empty_file_asks_for_the_first_person(store: Store) -> None:
    view = page(store)
    assert (view.beginning, view.sentence) == (Beginning.NOBODY, "Who is on your mind?")
    assert view.second_sentence == "Add one person, and this page begins to tell you what is worth a day."
    assert (view.next_words, view.due_count) == ("", 0)


def test_before_the_first_conversation_nobody_is_said_to_have_heard(store: Store, make: Make) -> None:
    make.birthday(make.person("Ada Byron"), PartialDate(1990, 11, 29))
    view = page(store)
    assert (view.beginning, view.sentence) == (Beginning.NEVER_TALKED, "Whom did you speak to last?")
    assert view.second_sentence.startswith("Log the first conversation: ")
    assert view.second_sentence.endswith(" The next date is Ada’s birthday, on Sunday.")
    make.conversation(make.person("Tom Baker"))
    assert (page(store).beginning, page(store).sentence) == (None, "Everyone has heard from you.")


def test_who_is_in_the_trash_or_only_family_does_not_begin_a_file(store: Store, make: Make) -> None:
    ada = make.person("Ada Byron")
    make.kin(ada, "Tom")
    people.remove(store, ada, NOW)
    assert page(store).beginning is Beginning.NOBODY


def test_what_is_due_comes_before_how_to_begin(store: Store, make: Make) -> None:
    make.reminder(make.person("Ada Byron"), "Ring Ada", on=0)
    view = page(store)
    assert (view.beginning, view.sentence) == (None, "Ada is waiting to hear from you.")


def test_a_date_that_is_a_sentence_follows_a_colon(store: Store, make: Make) -> None:
    megan = make.person()
    make.birthday(make.kin(megan, "Ivy"), PartialDate(2020, 12, 30))
    make.conversation(megan)
    assert page(store).second_sentence == "Nothing is due. The next date: Ivy turns 6, on 30 December."


def test_one_person_is_named(store: Store, make: Make) -> None:
    megan = make.person()
    make.reminder(megan, "Ring Megan")
    make.reminder(megan, "Write to Megan")
    view = page(store)
    assert view.sentence == "Megan is waiting to hear from you."
    assert view.second_sentence == "Nothing else is urgent."
    assert view.due_count == 2


def test_reminders_without_people_are_counted_as_such(store: Store, make: Make) -> None:
    make.reminder(None, "Pay the tax")
    assert page(store).sentence == "One reminder is due."
    make.reminder(None, "Back up")
    assert page(store).sentence == "Two reminders are due."


def test_more_than_twelve_are_counted_in_figures(store: Store, make: Make) -> None:
    for number in range(13):
        make.reminder(make.person(f"P{number} X"))
    assert page(store).sentence == "13 people are waiting to hear from you."


def test_people_are_counted_beyond_what_the_page_shows(store: Store, make: Make) -> None:
    megan, ben = make.person(), make.person("Ben Whitaker")
    for number in range(20):
        make.reminder(megan, f"Send part {number}")
        make.reminder(ben, f"Fetch part {number}")
    view = page(store)
    assert view.more == {Part.DUE}
    assert view.due_count == 30
    assert view.sentence == "Two people are waiting to hear from you."


def test_many_people_are_not_counted(store: Store, make: Make) -> None:
    for number in range(31):
        make.reminder(make.person(f"P{number} X"))
    assert page(store).sentence == "Many people are waiting to hear from you."


def test_reminders_that_are_not_all_read_are_many(store: Store, make: Make) -> None:
    make.reminder(make.person(), "Ring Megan")
    for number in range(40):
        make.reminder(None, f"Pay {number}")
    view = today.today(store, NOW, LONDON, most=2)
    assert view.sentence == "Many reminders are due."


def test_only_promises_or_thanks(store: Store, make: Make) -> None:
    megan = make.person()
    make.referral(megan, make.person("Tom Baker"))
    view = page(store)
    assert view.sentence == "Everyone has heard from you."
    assert view.second_sentence == "One thank-you is owed. Nothing else is urgent."
    make.promise(megan, due_on=0)
    assert page(store).second_sentence == "One promise is at risk. Nothing else is urgent."


def test_who_is_on_the_page_already_is_not_called_quiet_too(store: Store, make: Make) -> None:
    jonas = make.person("Jonas Lindqvist")
    make.talks(jonas, last=34, gap=14)
    assert len(page(store).quiet) == 1
    make.reminder(jonas)
    assert page(store).quiet == ()


def test_a_quiet_row_can_be_put_off_or_ticked_off(store: Store, make: Make) -> None:
    jonas = make.person("Jonas Lindqvist")
    make.talks(jonas, last=34, gap=14)
    (row,) = page(store).quiet
    reminders.decide(store, *row.key, Decision.SNOOZED, NOW, NOW + DAY, LONDON)
    assert page(store).quiet == ()
    assert len(page(store, NOW + DAY).quiet) == 1
    reminders.decide(store, *row.key, Decision.DONE, NOW, None, LONDON)
    assert page(store, NOW + 9 * DAY).quiet == ()


def test_spared_people_and_old_silences_are_not_going_quiet(store: Store, make: Make) -> None:
    away, resting, lapsed, new = (make.person(f"{name} X") for name in "ABCD")
    make.talks(away, last=34, gap=14)
    make.talks(resting, last=34, gap=14)
    make.talks(lapsed, last=400, gap=14)
    make.talks(new, last=200, gap=14, count=2)
    people.set_away(store, away, TODAY, TODAY + DAY, "Leave")
    people.edit(store, resting, people.PersonInput(given="B", circle=Circle.REST), NOW)
    assert page(store).quiet == ()


def test_the_page_before_nine_has_the_new_day_on_it(store: Store, make: Make) -> None:
    make.reminder(make.person(), on=1)
    early = datetime.combine(TODAY + DAY, time(0, 5), LONDON)
    view = page(store, early)
    assert view.date_words == "Wednesday 25 November"
    assert len(view.due) == 1
