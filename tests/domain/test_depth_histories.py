"""The rules of depth against histories worked by hand, and what must hold for any history (D1 to D3)."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain import depth
from relmgr.domain.depth import Dismissal, History, Overruling
from relmgr.domain.kinds import Feeling, Sign, SignState, Standing, WarningSign
from relmgr.domain.moments import MEANINGS, OFFERED, Moment, MomentKind

TABLE = json.loads((Path(__file__).parents[1] / "data" / "depth" / "histories.json").read_text("utf-8"))
TODAY = date.fromisoformat(TABLE["today"])
HISTORIES: list[dict[str, Any]] = TABLE["histories"]


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def some_day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> Moment:
    when, kind = text.split()
    return Moment(MomentKind(kind), some_day(when))


def told(one: dict[str, Any]) -> History:
    talks = one["talks"]
    patches = one.get("patches", ())
    slips = (
        depth.slip(some_day(p["opened"]), day(p["due"]), day(p.get("told")), day(p.get("closed")))
        for p in one.get("promises", ())
    )
    mended = (
        depth.mended(day(p.get("solved")), day(p.get("felt_on")), Feeling(p["felt"]) if "felt" in p else None)
        for p in patches
    )
    return History(
        moments=[*map(moment, one["moments"]), *(found for found in mended if found)],
        conversations=[
            some_day(text) for text in (TABLE["rhythms"][talks] if isinstance(talks, str) else talks)
        ],
        cadence_days=one.get("cadence"),
        minds_silence=one.get("minds_silence", True),
        troubles=[
            *(depth.rough_patch(some_day(p["opened"]), day(p.get("solved"))) for p in patches),
            *(found for found in slips if found),
        ],
        overrulings=[
            Overruling(Standing(o["standing"]), "", some_day(o["on"]), day(o.get("ended")))
            for o in one.get("overrulings", ())
        ],
        dismissals=[Dismissal(some_day(text)) for text in one.get("dismissals", ())],
    )


def test_the_table_is_long_enough_and_says_why() -> None:
    assert len(HISTORIES) >= 60
    assert len({one["name"] for one in HISTORIES}) == len(HISTORIES)
    assert all(one["why"].endswith(".") for one in HISTORIES)


@pytest.mark.parametrize("one", HISTORIES, ids=lambda one: one["name"])
def test_a_history_worked_by_hand(one: dict[str, Any]) -> None:
    history = told(one)
    states = depth.sign_states(history.moments, TODAY)
    wanted = {sign: ["not_seen_yet", None] for sign in Sign} | {
        Sign(name): found for name, found in one.get("signs", {}).items()
    }
    assert {
        sign: [found.state.value, found.last.isoformat() if found.last else None]
        for sign, found in states.items()
    } == wanted
    facts = {
        fact.warning.value: [each.isoformat() for each in fact.days]
        for fact in depth.warning_facts(history, TODAY)
    }
    assert facts == one.get("warnings", {})
    judged = depth.judge(history, TODAY)
    assert (judged.computed.value, judged.trend.value) == (one["standing"], one["trend"])
    assert judged.standing.value == one.get("shown", one["standing"])
    since = depth.trend_since(history, TODAY)
    assert depth.standing_sentence(judged.computed, judged.trend, since, TODAY) == one["sentence"]
    assert bool(depth.notice(history, TODAY)) == one.get("notice", False)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


MOMENTS = st.lists(st.builds(Moment, st.sampled_from(OFFERED), st.integers(-60, 900).map(ago)), max_size=20)
TALKS = st.lists(st.integers(-30, 400).map(ago), max_size=8)
TROUBLES = st.lists(
    st.builds(depth.rough_patch, st.integers(-20, 200).map(ago), st.none() | st.integers(-20, 200).map(ago)),
    max_size=2,
)
DISMISSED = st.lists(st.builds(Dismissal, st.integers(-10, 60).map(ago)), max_size=2)
_WEIGHT = {SignState.SEEN: 3, SignState.FADING: 2, SignState.NOT_SEEN: 1, SignState.CONTRADICTED: 0}


@st.composite
def histories(draw: st.DrawFn) -> History:
    return History(
        moments=draw(MOMENTS),
        conversations=draw(TALKS),
        cadence_days=draw(st.sampled_from([None, 7, 30, 90])),
        minds_silence=draw(st.booleans()),
        troubles=draw(TROUBLES),
        dismissals=draw(DISMISSED),
    )


def all_of(history: History, today: date = TODAY) -> tuple[object, ...]:
    states = depth.sign_states(history.moments, today).values()
    return (
        [(one.state, one.last, one.openness) for one in states],
        depth.warning_facts(history, today),
        depth.notice(history, today),
        depth.judge(history, today),
        depth.trend_since(history, today),
        depth.reasons(history, today),
    )


@given(histories(), st.randoms())
def test_the_order_of_entry_does_not_matter(history: History, random: Random) -> None:
    moments, talks, troubles = list(history.moments), list(history.conversations), list(history.troubles)
    for entered in (moments, talks, troubles):
        random.shuffle(entered)
    mixed = History(
        moments=moments,
        conversations=talks,
        cadence_days=history.cadence_days,
        minds_silence=history.minds_silence,
        troubles=troubles,
        dismissals=history.dismissals,
    )
    assert all_of(mixed) == all_of(history)


@given(histories(), st.sampled_from(list(Sign)), st.integers(0, 800).map(ago))
def test_adding_support_never_lowers_a_sign(history: History, sign: Sign, on: date) -> None:
    more = [*history.moments, Moment(depth_kind(sign), on)]
    before = depth.sign_states(history.moments, TODAY)
    after = depth.sign_states(more, TODAY)
    assert _WEIGHT[after[sign].state] >= _WEIGHT[before[sign].state] or (
        before[sign].state is SignState.NOT_SEEN and after[sign].state is SignState.NOT_SEEN
    )
    assert after[sign].openness >= before[sign].openness
    assert all(after[other] == before[other] for other in Sign if other is not sign)


def depth_kind(sign: Sign) -> MomentKind:
    return next(kind for kind in OFFERED if MEANINGS[kind].supports is sign)


@given(histories(), st.integers(-100, 100))
def test_nothing_depends_on_the_clock_but_today(history: History, shift: int) -> None:
    """The same history, moved by some weeks, says the same on the day moved as far; months differ, so signs are left out."""
    by = timedelta(weeks=shift)
    moved = History(
        moments=[Moment(one.kind, one.day + by) for one in history.moments],
        conversations=[each + by for each in history.conversations],
        cadence_days=history.cadence_days,
        minds_silence=history.minds_silence,
        troubles=[
            depth.rough_patch(one.since + by, one.until + by if one.until else None)
            for one in history.troubles
        ],
        dismissals=[Dismissal(one.on_day + by) for one in history.dismissals],
    )
    then = [(one.warning, one.day - by) for one in depth.recent_warnings(moved, TODAY + by)]
    assert then == [(one.warning, one.day) for one in depth.recent_warnings(history, TODAY)]
    is_noticed = bool(depth.notice(moved, TODAY + by))
    assert is_noticed == bool(depth.notice(history, TODAY))


@given(histories())
def test_what_is_to_come_does_not_count(history: History) -> None:
    known = History(
        moments=[one for one in history.moments if one.day <= TODAY],
        conversations=[each for each in history.conversations if each <= TODAY],
        cadence_days=history.cadence_days,
        minds_silence=history.minds_silence,
        troubles=[one for one in history.troubles if one.since <= TODAY],
        dismissals=[one for one in history.dismissals if one.on_day <= TODAY],
    )
    assert all_of(known) == all_of(history)


@given(histories())
def test_a_notice_is_about_two_kinds_and_at_risk(history: History) -> None:
    facts = depth.notice(history, TODAY)
    if facts:
        assert len(facts) >= 2
        assert depth.standing(history, TODAY) is Standing.AT_RISK
        assert all("{" not in fact.sentence for fact in facts)
    assert {fact.warning for fact in depth.warning_facts(history, TODAY)} <= set(WarningSign)


@given(histories())
def test_a_standing_always_has_its_evidence(history: History) -> None:
    found = depth.reasons(history, TODAY)
    assert found
    assert all(sentence and not sentence.endswith(".") for sentence in found)
