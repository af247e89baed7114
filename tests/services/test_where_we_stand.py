"""Where we stand: who is in work with me, what each side owes, what comes next (R8)."""

from relmgr.domain.kinds import Direction, ExpectationKind, Status
from relmgr.services import expectations, people, where_we_stand
from relmgr.store import Store
from tests.builders import Make


def test_each_side_the_next_step_and_the_last_talk_stand_in_one_line(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs", company="Fernkloof Logistics")
    make.conversation(megan, on=-11)
    make.promise(megan, "Send the rollout plan", due_on=3)
    make.expectation(
        megan,
        "The list of carriers",
        direction=Direction.OF_THEM,
        kind=ExpectationKind.PROMISE,
        due_on=-4,
    )
    make.reminder(megan, "Call her", on=2)
    make.reminder(megan, "Every week", on=1, rrule="FREQ=WEEKLY")
    (line,) = where_we_stand.people_in_work(store, make.today)
    assert (line.name, line.organisation, line.due) == ("Megan Jacobs", "Fernkloof Logistics", make.day(-4))
    assert where_we_stand.details(line) == [
        "I owe: Send the rollout plan (Fri 27 Nov)",
        "I wait for: The list of carriers (4 days late)",
        "Next: Call her, Thu 26 Nov",
        "Last spoke 13 Nov",
    ]
    assert [one.is_late for one in (*line.mine, *line.theirs)] == [False, True]


def test_what_was_never_said_or_is_closed_and_who_is_gone_is_left_out(store: Store, make: Make) -> None:
    megan, ben, ada = make.person("Megan"), make.person("Ben"), make.person("Ada")
    make.expectation(megan, "Answers at weekends", kind=ExpectationKind.EXPECTATION)
    done = make.promise(ben, "The page", due_on=1)
    expectations.set_status(store, done, Status.MET, "", make.now, make.today)
    make.promise(ada, "The report", due_on=1)
    assert [line.name for line in where_we_stand.people_in_work(store, make.today)] == ["Ada"]
    people.remove(store, ada, make.now)
    assert where_we_stand.people_in_work(store, make.today) == ()


def test_the_nearest_date_comes_first_and_organisations_gather_their_people(store: Store, make: Make) -> None:
    for name, where, day in (("Zoe", "Calder Rail", 9), ("Ben", "Calder Rail", None), ("Ada", "", 2)):
        make.promise(make.person(name, company=where), f"For {name}", due_on=day)
    lines = where_we_stand.people_in_work(store, make.today)
    assert [line.name for line in lines] == ["Ada", "Zoe", "Ben"]
    (firm,) = where_we_stand.organisations_in_work(lines)
    assert (firm.organisation, [one.statement for one in firm.mine]) == (
        "Calder Rail",
        ["For Zoe", "For Ben"],
    )


def test_all_of_it_as_text(store: Store, make: Make) -> None:
    make.promise(make.person("Ben Whitaker", company="Calder Rail"), "The page", due_on=9)
    lines = where_we_stand.people_in_work(store, make.today)
    assert where_we_stand.as_text(lines, make.today) == (
        "Where we stand, Tue 24 Nov\n"
        "\n"
        "Ben Whitaker (Calder Rail)\n"
        "  I owe: The page (Thu 3 Dec)\n"
        "  Not spoken yet\n"
        "\n"
        "By organisation\n"
        "\n"
        "Calder Rail\n"
        "  I owe: Ben, The page (Thu 3 Dec)\n"
    )
