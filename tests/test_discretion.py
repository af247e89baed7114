"""Facts are used in talk as the user said (P4): a canary of each sensitivity, and everywhere it might sing."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from relmgr.cli.output import as_json
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import KindnessKind, RelationKind, Sensitivity, Side
from relmgr.services import advice, facts, feedback, gives, mistakes, people, reminders, rough_patches, search
from relmgr.services.card import card
from relmgr.services.facts import FactInput
from relmgr.services.feedback import FeedbackInput
from relmgr.services.gives import GiveInput
from relmgr.services.people import Filter, Sort
from relmgr.services.prep import prep
from relmgr.services.sides import sides
from relmgr.services.today import today as today_view
from relmgr.store import Store
from relmgr.transfer import card_text, exporting, prep_text
from tests.builders import LONDON, NOW, TODAY, Make
from ui.models.announcement import announce

FINE, WORK, NEVER = "Canarychoir", "Canaryaudit", "Canarydebts"
CANARIES = {
    FINE: Sensitivity.FINE,
    WORK: Sensitivity.WORK_ONLY,
    NEVER: Sensitivity.NEVER_FIRST,
}


@pytest.fixture
def megan(make: Make) -> PersonId:
    """Somebody with a canary of each kind, heard lately and long ago, and a daughter with the same."""
    who = make.person("Megan Jacobs", company="Fernkloof Logistics")
    ivy = make.kin(who, "Ivy", RelationKind.CHILD)
    for text, sensitivity in CANARIES.items():
        for person in (who, ivy):
            for side, heard in ((Side.INTERESTS, -400), (Side.WORK, -1)):
                given = FactInput(side=side, text=text, heard_on=make.day(heard), sensitivity=sensitivity)
                facts.add(make.store, person, given)
    make.talks(who, last=20, gap=10)
    make.birthday(ivy, make.day(1))
    make.life_event(who, follow_up_on=0)
    make.promise(who, due_on=-1)
    make.reminder(who)
    return who


def suggestions(store: Store, who: PersonId) -> Iterator[str]:
    """All that comes up by itself, in the window and outside it."""
    yield repr(card(store, who, NOW, LONDON).ask_about)
    yield repr(prep(store, who, NOW, LONDON).ask_about)
    for choice in Filter:
        ids = people.list_ids(store, TODAY, filter=choice, sort=Sort.QUIETEST)
        yield repr(people.rows(store, ids, TODAY))
    yield repr(asdict(today_view(store, NOW, LONDON)))
    yield repr(reminders.due(store, NOW, LONDON))
    yield repr(reminders.upcoming(store, TODAY, 60))
    shown = reminders.to_show(store, NOW, LONDON)
    assert shown
    for items in ((item,) for item in shown):
        yield repr(announce(items, shows_names=True))
    yield repr(announce(shown, shows_names=True))


def outside(store: Store, who: PersonId) -> Iterator[str]:
    """All that is printed, written to a file or shared."""
    whole = card(store, who, NOW, LONDON, discreet=True)
    reading = prep(store, who, NOW, LONDON, discreet=True)
    yield from (card_text.text(whole), card_text.html(whole), as_json(whole))
    yield from (prep_text.text(reading), prep_text.html(reading), as_json(reading))
    yield b"".join(exporting.export(store)).decode()


@pytest.mark.parametrize("places", [suggestions, outside])
def test_what_is_not_fine_to_mention_is_never_brought_up_and_never_leaves(
    store: Store, megan: PersonId, places: Callable[[Store, PersonId], Iterator[str]]
) -> None:
    for number, said in enumerate(places(store, megan)):
        assert WORK not in said, number
        assert NEVER not in said, number


def test_what_is_fine_is_used(store: Store, megan: PersonId, make: Make) -> None:
    view = card(store, megan, NOW, LONDON, discreet=True)
    assert FINE in card_text.text(view)
    assert FINE in card_text.html(view)
    assert view.left_out == 4
    assert "4 things that are not to be mentioned are left out." in card_text.text(view)
    jo = make.person("Jo")
    facts.add(store, jo, FactInput(side=Side.INTERESTS, text=FINE, heard_on=make.day(-400)))
    asked = [one.question for one in card(store, jo, NOW, LONDON).ask_about if one.source == "fact"]
    assert asked == [f"What is new with “{FINE}”?"]


def test_the_window_shows_all_of_it_and_says_how_it_may_be_used(store: Store, megan: PersonId) -> None:
    view = card(store, megan, NOW, LONDON)
    told = [(line.strong, line.rest) for row in view.who for line in row.lines]
    assert (WORK, "(work only)") in told
    assert (NEVER, "(never mention first)") in told
    assert any(f"{NEVER} (never mention first)" in rest for _strong, rest in told)
    assert view.left_out == 0
    known = [line for side in sides(store, megan, TODAY).sides for line in side.known if line.text == NEVER]
    assert all(line.details.endswith("never mention first") for line in known)
    assert len(known) == 2


def test_what_is_not_told_counts_as_known(store: Store, make: Make) -> None:
    jo = make.person("Jo")
    secret = FactInput(side=Side.HEALTH, text=NEVER, sensitivity=Sensitivity.NEVER_FIRST)
    facts.add(store, jo, secret)
    assert card(store, jo, NOW, LONDON, discreet=True).sides_words == "You know 1 of 8 sides of Jo."


def test_whoever_looks_for_it_by_name_finds_it(store: Store, megan: PersonId) -> None:
    assert any(NEVER in hit.title for hit in search.everything(store, NEVER))


WENT_WRONG, GIFT = "Canarywrong", "Canarygift"


def test_what_went_wrong_and_what_is_to_be_given_stays_in_the_window(
    store: Store, megan: PersonId, make: Make
) -> None:
    patch = make.rough_patch(
        megan,
        WENT_WRONG,
        my_words=WENT_WRONG,
        cause=WENT_WRONG,
        heard_at=NOW,
        answer_by=NOW,
        next_step="Ring her",
        next_on=0,
    )
    given = mistakes.MistakeInput(text=WENT_WRONG, on_day=TODAY, forgiven_on=TODAY, learned=WENT_WRONG)
    mistakes.add(store, megan, given)
    make.kindness(megan, KindnessKind.GIFT_IDEA, GIFT, occasion="Ivy’s birthday")
    make.kindness(megan, KindnessKind.GIFT_GIVEN, GIFT)
    shown = reminders.to_show(store, NOW, LONDON)
    called = [announce((item,), shows_names=True) for item in shown]
    assert any("Answer Megan" in one.title for one in called)
    for said in (*map(repr, called), *outside(store, megan)):
        assert WENT_WRONG not in said.split("BEGIN:VCARD", maxsplit=1)[0]
        assert GIFT not in said
        assert "rough patch" not in said.casefold()
    whole = card(store, megan, NOW, LONDON)
    assert WENT_WRONG in repr(whole.timeline)
    assert f"You noted: {GIFT.lower()[0]}{GIFT[1:]}" in {one.noted for one in whole.coming_up}
    assert "A rough patch since today" in card_text.text(whole)
    rough_patches.solve(store, patch, TODAY - 31 * timedelta(days=1), WENT_WRONG)
    assert {item.source for item in reminders.due(store, NOW, LONDON)} >= {reminders.Source.AFTERCARE}
    for item in reminders.to_show(store, NOW, LONDON):
        assert WENT_WRONG not in repr(announce((item,), shows_names=True))


SAID = "Canarytruth"


def test_what_was_given_advised_and_said_between_us_leaves_no_trace_outside(
    store: Store, make: Make, megan: PersonId
) -> None:
    gives.add(store, (megan,), GiveInput(text=SAID, given_on=TODAY))
    tip = advice.add(store, megan, replace(advice.new(SAID, make.day(-40)), ask_on=make.day(-10)))
    feedback.add(store, megan, FeedbackInput(text=SAID, given_on=TODAY))
    truth = FeedbackInput(is_mine=True, is_hard_truth=True, text=SAID, given_on=TODAY, based_on=SAID)
    feedback.add(store, megan, truth)
    for item in reminders.to_show(store, NOW, LONDON):
        assert SAID not in repr(announce((item,), shows_names=True))
    assert SAID in repr(card(store, megan, NOW, LONDON).give_take)
    for _outcome in ("asked about", "acted on"):
        for said in outside(store, megan):
            assert SAID not in said.split("BEGIN:VCARD", maxsplit=1)[0]
        advice.acted_on(store, tip, TODAY)
