"""Depth on a real file: evidence, the user's own word, notices put away and off, and undo of all of it (D1 to D3)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import (
    Circle,
    Decision,
    Feeling,
    MilestoneKind,
    RelationKind,
    Sign,
    SignState,
    Standing,
)
from relmgr.domain.moments import MomentKind
from relmgr.domain.people_filter import Filter
from relmgr.errors import InputError
from relmgr.services import depth, expectations, moments, people, reminders, rough_patches, stepping_out
from relmgr.services.card import CardView, card
from relmgr.services.notices import notices_in
from relmgr.services.people import list_ids, rows
from relmgr.services.prep import prep
from relmgr.services.reminders import DueItem, Source
from relmgr.services.stepping_out import MetInput
from relmgr.services.today import today as today_page
from relmgr.store import Store, derived
from relmgr.store import tables as t
from tests.builders import LONDON, NOW, TODAY, Make


def shown(store: Store, who: PersonId) -> CardView:
    return card(store, who, NOW, LONDON)


def noticed(store: Store) -> tuple[DueItem, ...]:
    with store.read() as session:
        return notices_in(session, NOW, TODAY)


def warned(make: Make, name: str = "Ben Whitaker") -> PersonId:
    """Two kinds of warnings within 60 days, and no silence."""
    ben = make.person(name)
    make.talks(ben, last=2, gap=14)
    make.moment(ben, MomentKind.CANCELLED, -20)
    make.moment(ben, MomentKind.CANCELLED, -9)
    make.moment(ben, MomentKind.HAGGLING, -2)
    return ben


def agrees(store: Store) -> bool:
    """Whether the lists say what the evidence says."""
    with store.read() as session:
        return not list(derived.differences(session))


def test_the_notice_says_facts_and_dates(store: Store, make: Make) -> None:
    ben = warned(make)
    notice = shown(store, ben).notice
    assert notice is not None
    assert notice.facts == "Cancelled at the last minute on 4 Nov and 15 Nov. Haggled on 22 Nov."
    (row,) = noticed(store)
    assert (row.person.id if row.person else None, row.why) == (ben, notice.facts)
    assert today_page(store, NOW, LONDON).notices == (row,)


def test_a_notice_never_leaves_the_window(store: Store, make: Make) -> None:
    """The worst is named only to the user: no popup, no number on the tray (DESIGN, Reflect)."""
    warned(make)
    assert Source.NOTICE not in {item.source for item in reminders.due(store, NOW, LONDON)}


@pytest.mark.parametrize("why", ["let rest", "gentle", "away", "dead"])
def test_no_notice_while_business_waits(store: Store, make: Make, why: str) -> None:
    ben = make.person("Ben Whitaker", circle=Circle.REST if why == "let rest" else None)
    if why == "gentle":
        people.set_gentle(store, ben, TODAY, "His father died")
    elif why == "away":
        people.set_away(store, ben, TODAY, TODAY, "A day off")
    elif why == "dead":
        make.milestone(ben, MilestoneKind.DEATH, TODAY)
    make.moment(ben, MomentKind.CANCELLED, -20)
    make.moment(ben, MomentKind.HAGGLING, -2)
    assert shown(store, ben).notice is None
    assert noticed(store) == ()


def test_a_notice_that_was_put_away_comes_back_with_the_next_warning(store: Store, make: Make) -> None:
    ben = warned(make)
    with pytest.raises(InputError):
        depth.dismiss(store, ben, "  ", TODAY)
    depth.dismiss(store, ben, "A hard month there", TODAY)
    assert shown(store, ben).notice is None
    assert noticed(store) == ()
    assert shown(store, ben).person.standing is Standing.AT_RISK  # the evidence stays
    late = make.moment(ben, MomentKind.DELAY, -1)  # before that day, and noted after
    assert shown(store, ben).notice is not None
    assert len(noticed(store)) == 1
    moments.remove(store, late)
    assert shown(store, ben).notice is None
    store.undo()
    store.undo()
    store.undo()
    assert shown(store, ben).notice is not None


def test_waiting_ends_by_itself(store: Store, make: Make) -> None:
    ben = warned(make)
    (row,) = noticed(store)
    until = NOW + timedelta(days=3)
    reminders.decide(store, row.source, row.source_id, row.occurrence, Decision.SNOOZED, NOW, until, LONDON)
    assert shown(store, ben).notice is None
    assert noticed(store) == ()
    assert card(store, ben, until, LONDON).notice is not None


def test_the_users_own_word_stands_beside_the_computed(store: Store, make: Make) -> None:
    ben = warned(make)
    with pytest.raises(InputError):
        depth.overrule(store, ben, Standing.GROWING, "", TODAY)
    depth.overrule(store, ben, Standing.GROWING, "Always cancels, always comes", TODAY)
    view = shown(store, ben)
    assert (view.person.standing, view.depth.standing) == (Standing.GROWING, Standing.GROWING)
    assert view.depth_standing_words == "Growing, as you see it"
    assert view.overruling is not None
    assert view.overruling.said == "You said on 24 Nov: “Always cancels, always comes”"
    assert view.overruling.computed_words == "The evidence says: At risk, falling since November"
    assert len(view.depth.warnings) == 2
    found = depth.evidence(store, ben, TODAY)
    assert (found.standing, found.computed) == (Standing.GROWING, Standing.AT_RISK)
    assert len(found.warnings) == 3
    depth.overrule(store, ben, Standing.DEEP, "We have known each other for years", TODAY)
    assert [one.standing for one in depth.overrulings_of(store, ben) if one.ended_on is None] == [
        Standing.DEEP
    ]
    depth.end_overruling(store, ben, TODAY)
    assert shown(store, ben).person.standing is Standing.AT_RISK
    assert shown(store, ben).overruling is None
    store.undo()
    assert shown(store, ben).person.standing is Standing.DEEP
    store.redo()
    assert shown(store, ben).person.standing is Standing.AT_RISK


def at_risk(store: Store) -> list[str]:
    ids = list_ids(store, TODAY, filter=Filter.AT_RISK)
    return [row.hint for row in rows(store, ids, TODAY)]


def test_lists_follow_word_patch_and_slip(store: Store, make: Make) -> None:
    ben = warned(make)
    assert at_risk(store) == ["At risk: two cancelled calls and one round of haggling"]
    depth.overrule(store, ben, Standing.DEEP, "Old friends", TODAY)
    assert at_risk(store) == []
    assert agrees(store)
    ada = make.person("Ada Byron")
    depth.overrule(store, ada, Standing.AT_RISK, "I feel it", TODAY)
    assert at_risk(store) == ["At risk, as you see it"]
    depth.end_overruling(store, ada, TODAY)
    patch = make.rough_patch(ada, on=-4)
    assert at_risk(store) == ["At risk: a rough patch"]
    rough_patches.solve(store, patch, TODAY, "A day for free")
    assert at_risk(store) == []
    promise = make.promise(ada, "The plan", due_on=-1)
    assert at_risk(store) == ["At risk: something slipped untold"]
    assert shown(store, ada).person.standing is Standing.AT_RISK
    expectations.told(store, promise, NOW, TODAY)
    assert at_risk(store) == []
    assert shown(store, ada).person.standing is Standing.NEW
    for _step in range(4):
        store.undo()
        assert agrees(store)
    for _step in range(4):
        store.redo()
        assert agrees(store)


def test_a_rough_patch_well_handled_is_support(store: Store, make: Make) -> None:
    ada = make.person("Ada Byron")
    patch = make.rough_patch(ada, on=-40)
    assert shown(store, ada).depth.standing is Standing.AT_RISK
    rough_patches.solve(store, patch, TODAY - timedelta(days=30), "Done again")
    assert shown(store, ada).depth.signs[Sign.FORGIVES].state is SignState.NOT_SEEN
    rough_patches.feel(store, patch, TODAY - timedelta(days=28), Feeling.GOOD, "")
    sign = shown(store, ada).depth.signs[Sign.FORGIVES]
    assert (sign.state, sign.last) == (SignState.SEEN, TODAY - timedelta(days=28))
    found = depth.evidence(store, ada, TODAY)
    (line,) = next(one for one in found.signs if one.sign is Sign.FORGIVES).lines
    assert (line.patch_id, line.moment_id) == (patch, None)
    assert line.words == "Put a rough patch right with me on 27 Oct"


def test_every_piece_of_evidence_can_be_opened(store: Store, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    talk = make.conversation(ben, on=-3, moments=(moments.MomentInput(kind=MomentKind.RESPECT),))
    late = make.moment(ben, MomentKind.TALKED_DOWN, -1, "Before his team")
    found = depth.evidence(store, ben, TODAY)
    respect = next(one for one in found.signs if one.sign is Sign.RESPECT)
    assert (respect.state, [line.speaks_against for line in respect.lines]) == (
        SignState.CONTRADICTED,
        [True, False],
    )
    assert [(line.moment_id == late, line.conversation_id) for line in respect.lines] == [
        (True, None),
        (False, talk),
    ]


def test_what_is_later_does_not_count(store: Store, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    for days in (1, 2, 3):
        make.conversation(ben, on=days)
    make.moment(ben, MomentKind.CANCELLED, 1)
    make.moment(ben, MomentKind.HAGGLING, 2)
    make.moment(ben, MomentKind.RESPECT, 2)
    view = shown(store, ben)
    assert view.depth.standing is Standing.NEW
    assert view.depth.warnings == ()
    assert view.depth.signs[Sign.RESPECT].last is None
    assert view.notice is None


def test_stepping_out_asks_whom_i_met(store: Store, make: Make) -> None:
    megan = make.person("Megan Jacobs", company="Fernkloof Logistics")
    stepping_out.note(store, megan, MomentKind.PRESENTED, TODAY, "The plan", MetInput(name="Sipho Dube"), NOW)
    (kept,) = moments.of(store, megan)
    assert kept.kind is MomentKind.PRESENTED
    (sipho,) = people.find(store, "Sipho")
    assert not sipho.is_light
    with store.read() as session:
        ties = session.execute(select(t.relation.c.relation_kind, t.relation.c.to_person_id)).all()
    assert [tuple(tie) for tie in ties] == [(RelationKind.INTRODUCED, sipho.id)]
    assert people.details(store, sipho.id).input.affiliations[0].organisation == "Fernkloof Logistics"
    store.undo()
    assert people.find(store, "Sipho") == ()
    assert moments.of(store, megan) == ()


def test_the_day_of_the_evidence_is_the_day_asked_about(store: Store, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    make.moment(ben, MomentKind.RESPECT, date(2026, 6, 1))
    then = depth.evidence(store, ben, date(2026, 5, 31))
    assert all(not one.lines for one in then.signs)
    assert then.reasons == ("No conversation yet",)


def test_what_speaks_of_no_sign_is_kept_in_sight(store: Store, make: Make) -> None:
    ben = make.person("Ben Whitaker")
    make.moment(ben, MomentKind.I_WAS_LATE, -3)
    make.moment(ben, MomentKind.THANKED_ME, -2)
    make.moment(ben, MomentKind.RESPECT, -1)
    found = depth.evidence(store, ben, TODAY)
    assert [line.words for line in found.others] == ["Thanked me on 22 Nov", "I was late on 21 Nov"]
    assert [row.lead for row in shown(store, ben).timeline] == ["Thanked me.", "I was late."]


def test_the_notice_is_read_before_a_call_and_never_on_paper(store: Store, make: Make) -> None:
    ben = warned(make)
    assert prep(store, ben, NOW, LONDON).warned.startswith("Cancelled at the last minute")
    assert prep(store, ben, NOW, LONDON, discreet=True).warned == ""
