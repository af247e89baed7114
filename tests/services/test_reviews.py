"""Looking back at a week and at one person (R7)."""

from datetime import date

from relmgr.domain.kinds import Circle, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import reviews
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make

FRIDAY = date(2026, 11, 27)


def test_nothing_is_offered_between_monday_and_friday(store: Store, make: Make) -> None:
    make.person(circle=Circle.INVEST)
    assert reviews.offer(store, TODAY) == reviews.Offer(False, None)


def test_the_week_and_one_person_at_a_time_are_offered_until_done_or_skipped(
    store: Store, make: Make
) -> None:
    ada, ben = make.person("Ada", circle=Circle.INVEST), make.person("Ben", circle=Circle.INVEST)
    make.person("Carl", circle=Circle.KEEP)
    gone = make.person("Aaron", circle=Circle.INVEST)
    make.milestone(gone, MilestoneKind.DEATH, PartialDate(year=2025))
    offered = reviews.offer(store, FRIDAY)
    assert offered.week
    assert offered.person is not None
    assert offered.person.id == ada
    reviews.save(store, FRIDAY, "More of Ada", None)
    reviews.save(store, FRIDAY, "Ask about the choir", ada)
    offered = reviews.offer(store, FRIDAY)
    assert not offered.week
    assert offered.person is not None
    assert offered.person.id == ben
    reviews.skip(store, FRIDAY, ben)
    assert reviews.offer(store, FRIDAY) == reviews.Offer(False, None)
    assert reviews.last_note(store, ada) == "Ask about the choir"
    store.undo()
    assert reviews.offer(store, FRIDAY).person is not None


def test_what_the_week_shows(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    make.conversation(megan, on=-2)
    make.conversation(make.person("Ben Whitaker"), on=-9)
    make.promise(megan, "Send the plan", due_on=2)
    make.birthday(megan, PartialDate(month=11, day=29))
    reviews.save(store, TODAY, "Ring more, write less", None)
    view = reviews.week(store, NOW, LONDON, TODAY)
    assert view.spoken == "You spoke with Megan."
    assert view.late == ("Megan Jacobs: I owe: Send the plan (Thu 26 Nov)",)
    assert view.ahead == ("Megan’s birthday: On Sunday",)
    assert view.last_note == "Ring more, write less"


def test_a_line_about_a_name_read_from_the_right_is_still_read_from_the_left(
    store: Store, make: Make
) -> None:
    layla = make.person("ليلى حدّاد")
    make.promise(layla, "Send the photographs", due_on=2)
    (line,) = reviews.week(store, NOW, LONDON, TODAY).late
    assert line == "\u2068ليلى حدّاد\u2069: I owe: Send the photographs (Thu 26 Nov)"


def test_a_week_without_anybody_is_no_reproach(store: Store) -> None:
    view = reviews.week(store, NOW, LONDON, TODAY)
    assert view.spoken == "You noted no conversation this week. That happens."
    assert (view.late, view.quiet, view.ahead, view.last_note) == ((), (), (), "")


def test_many_names_are_counted(store: Store, make: Make) -> None:
    for number in range(10):
        make.conversation(make.person(f"Person{number} Smith"), on=-1)
    assert reviews.week(store, NOW, LONDON, TODAY).spoken.endswith("and 2 others.")
