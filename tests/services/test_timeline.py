"""The timeline by the page: its order, its groups, its lanes; and somebody known for twenty years."""

from benchmarks.data import twenty_years
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import MilestoneKind
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services.card import card, timeline
from relmgr.services.card.views import Group
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make


def _fill(make: Make) -> PersonId:
    megan = make.person("Megan Jacobs", pronouns="she/her")
    make.conversation(megan, on=-3, headline="The budget.")
    make.conversation(megan, on=-3, their_world="Her father is home.", our_work="The plan.")
    make.moment(megan, MomentKind.DELAY, on=-3, note="The carrier list")
    make.life_event(megan, "New kitchen", since=PartialDate(2026, 11))
    make.milestone(megan, MilestoneKind.WEDDING, PartialDate(2019))
    return megan


def test_newest_first_and_of_one_day_conversations_first_the_later_before_the_earlier(
    store: Store, make: Make
) -> None:
    megan = _fill(make)
    found = timeline.entries(store, megan, TODAY)
    assert [(one.day, one.source) for one in found] == [
        ("2026-11-21", "conversation"),
        ("2026-11-21", "conversation"),
        ("2026-11-21", "moment"),
        ("2026-11-00", "life_event"),
        ("2019-00-00", "milestone"),
    ]
    assert found[0].id > found[1].id
    assert timeline.entries(store, megan, TODAY) == found


def test_groups(store: Store, make: Make) -> None:
    megan = _fill(make)
    counts = {group: len(timeline.entries(store, megan, TODAY, group)) for group in Group}
    assert counts == {Group.CONVERSATIONS: 2, Group.LIFE: 2, Group.PROMISES: 0, Group.MOMENTS: 1}


def test_a_conversation_has_two_lanes(store: Store, make: Make) -> None:
    megan = _fill(make)
    first = timeline.rows(store, megan, timeline.entries(store, megan, TODAY)[:1], TODAY)[0]
    assert (first.their_world, first.our_work) == ("Her father is home.", "The plan.")


def test_the_month_alone_is_short_enough_for_its_column(store: Store, make: Make) -> None:
    rows = card(store, _fill(make), NOW, LONDON).timeline
    assert [row.day_words for row in rows][-2:] == ["Nov 2026", "2019"]


def test_what_has_gone_since_is_left_out(store: Store, make: Make) -> None:
    megan = _fill(make)
    entries = timeline.entries(store, megan, TODAY)
    store.undo()  # the wedding
    assert len(timeline.rows(store, megan, entries, TODAY)) == len(entries) - 1


def test_twenty_years_are_read_by_the_page_and_every_page_says_what_the_card_says(store: Store) -> None:
    ada = twenty_years.add(store, NOW, conversations=1_700)
    view = card(store, ada, NOW, LONDON)
    entries = timeline.entries(store, ada, TODAY)
    assert view.timeline_total == len(entries)
    assert len(view.timeline) == timeline.FIRST_PAGE
    assert timeline.rows(store, ada, entries[: timeline.FIRST_PAGE], TODAY) == view.timeline
    days = [entry.day for entry in entries]
    assert days == sorted(days, reverse=True)
    last = timeline.rows(store, ada, entries[-40:], TODAY)
    assert [(row.source, row.source_id) for row in last] == [(one.source, one.id) for one in entries[-40:]]
