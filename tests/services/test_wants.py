"""Ways, goals, needs, offers and why I care: kept, changed, taken back, and found again (P8, P9, E7)."""

from collections.abc import Callable

import pytest

from relmgr.domain.ids import GoalId, NeedId, OfferId, PersonId, WayId
from relmgr.domain.kinds import GoalKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.services import care, goals, needs, offers, people, ways
from relmgr.services.goals import GoalInput
from relmgr.services.needs import NeedInput
from relmgr.services.offers import OfferInput
from relmgr.services.ways import WayInput
from relmgr.store import Store
from tests.builders import NOW, TODAY, Make


def found(store: Store, words: str) -> list[str]:
    rows = people.rows(store, people.list_ids(store, TODAY, query=words), TODAY)
    return [row.name for row in rows]


class TestWays:
    def test_theirs_come_before_mine(self, store: Store, make: Make) -> None:
        megan = make.person()
        mine = ways.add(store, megan, WayInput(is_mine=True, text=" No calls after six. "))
        hers = ways.add(store, megan, WayInput(label="Payment run", text="Every second Thursday"))
        shown = [(one.id, ways.heading(one.input.is_mine, one.input.label)) for one in ways.of(store, megan)]
        assert shown == [(hers, "Payment run"), (mine, "My limits")]
        assert ways.get(store, mine).input.text == "No calls after six."
        assert ways.heading(False, "") == "Manner"

    def test_a_way_is_changed_and_taken_out_and_undo_brings_it_back(self, store: Store, make: Make) -> None:
        megan = make.person()
        way = ways.add(store, megan, WayInput(text="No calls on Fridays"))
        ways.edit(store, way, WayInput(text="No calls on Mondays", is_mine=True))
        assert ways.get(store, way).input == WayInput(text="No calls on Mondays", is_mine=True)
        ways.remove(store, way)
        assert ways.of(store, megan) == ()
        store.undo()
        store.undo()
        assert ways.get(store, way).input.text == "No calls on Fridays"

    def test_nothing_is_no_way(self, store: Store, make: Make) -> None:
        with pytest.raises(InputError):
            ways.add(store, make.person(), WayInput(text="  "))


class TestGoals:
    def test_what_is_reached_comes_last(self, store: Store, make: Make) -> None:
        megan = make.person()
        done = goals.add(store, megan, GoalInput(to_text="Open Paarl", reached_on=TODAY), TODAY)
        ahead = goals.add(
            store,
            megan,
            GoalInput(
                kind=GoalKind.PERSONAL, from_text="Ten", to_text="Four days", horizon=PartialDate(2027)
            ),
            TODAY,
        )
        assert [one.id for one in goals.of(store, megan)] == [ahead, done]
        kept = goals.get(store, ahead)
        assert (kept.input.horizon, kept.noted_on, kept.input.last_asked_on) == (
            PartialDate(2027),
            TODAY,
            None,
        )

    def test_asking_is_noted_and_can_be_taken_back(self, store: Store, make: Make) -> None:
        goal = goals.add(store, make.person(), GoalInput(to_text="Four days"), TODAY)
        goals.asked(store, goal, TODAY)
        assert goals.get(store, goal).input.last_asked_on == TODAY
        store.undo()
        assert goals.get(store, goal).input.last_asked_on is None

    def test_a_goal_needs_an_end(self, store: Store, make: Make) -> None:
        with pytest.raises(InputError) as refused:
            goals.add(store, make.person(), GoalInput(from_text="Here", to_text=" "), TODAY)
        assert refused.value.field == "to_text"

    def test_a_goal_is_changed_and_removed(self, store: Store, make: Make) -> None:
        megan = make.person()
        goal = goals.add(store, megan, GoalInput(to_text="Four days"), TODAY)
        goals.edit(store, goal, GoalInput(to_text="Three days"))
        assert goals.get(store, goal).input.to_text == "Three days"
        goals.remove(store, goal)
        assert goals.of(store, megan) == ()


class TestNeedsAndOffers:
    def test_a_need_stands_free_or_is_answered(self, store: Store, make: Make) -> None:
        megan = make.person()
        offer = offers.add(store, OfferInput(name="Dashboards"))
        free = needs.add(store, megan, NeedInput(text="Somebody who picks up at six"))
        met = needs.add(store, megan, NeedInput(text="One page for Monday", offer_id=offer, met_on=TODAY))
        assert [(one.id, one.offer) for one in needs.of(store, megan)] == [(free, ""), (met, "Dashboards")]
        assert [one.needs for one in offers.every(store)] == [1]
        needs.edit(store, free, NeedInput(text="Somebody who picks up", offer_id=offer))
        assert offers.get(store, offer).needs == 2
        offers.remove(store, offer)
        assert [one.input.offer_id for one in needs.of(store, megan)] == [None, None]
        store.undo()
        assert needs.get(store, met).offer == "Dashboards"
        needs.remove(store, met)
        assert [one.id for one in needs.of(store, megan)] == [free]

    def test_an_offer_keeps_what_leads_to_its_ends(self, store: Store) -> None:
        given = OfferInput(
            name="Dashboards",
            pros="Seen by all",
            cons="Needs clean data",
            best_case="Live in June",
            best_leads="One person decides",
            worst_case="Nobody looks",
            worst_leads="Three people decide",
        )
        offer = offers.add(store, OfferInput(name="Boards"))
        offers.edit(store, offer, given)
        assert offers.get(store, offer).input == given

    @pytest.mark.parametrize("name", ["", "  ", "dashboards"])
    def test_each_offer_has_a_name_of_its_own(self, store: Store, name: str) -> None:
        offers.add(store, OfferInput(name="Dashboards"))
        with pytest.raises(InputError):
            offers.add(store, OfferInput(name=name))

    def test_a_need_in_no_words_is_refused(self, store: Store, make: Make) -> None:
        with pytest.raises(InputError):
            needs.add(store, make.person(), NeedInput(text=""))


def test_why_i_care_is_kept_and_taken_back(store: Store, make: Make) -> None:
    megan = make.person()
    assert care.why(store, megan) == ""
    care.set_why(store, megan, " They feed three provinces. ", NOW)
    assert care.why(store, megan) == "They feed three provinces."
    store.undo()
    assert care.why(store, megan) == ""


def test_all_of_it_is_found_by_the_search(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs")
    make.person("Ben Whitaker")
    ways.add(store, megan, WayInput(text="Never on Fridays"))
    goals.add(store, megan, GoalInput(from_text="Eleven", to_text="Twelve depots", note="Ambitious"), TODAY)
    needs.add(store, megan, NeedInput(text="A quiet Monday"))
    care.set_why(store, megan, "Bread for three provinces", NOW)
    for words in ("fridays", "eleven", "twelve", "ambitious", "quiet", "provinces"):
        assert found(store, words) == ["Megan Jacobs"], words


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: ways.get(store, WayId(9)),
        lambda store: goals.get(store, GoalId(9)),
        lambda store: needs.get(store, NeedId(9)),
        lambda store: offers.get(store, OfferId(9)),
        lambda store: care.why(store, PersonId(9)),
        lambda store: ways.add(store, PersonId(9), WayInput(text="No")),
        lambda store: goals.add(store, PersonId(9), GoalInput(to_text="No"), TODAY),
        lambda store: needs.add(store, PersonId(9), NeedInput(text="No")),
    ],
)
def test_what_is_gone_is_said_to_be_gone(store: Store, ask: Callable[[Store], object]) -> None:
    with pytest.raises(NotFoundError):
        ask(store)
