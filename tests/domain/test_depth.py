"""Signs, warnings, standing and trend."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.depth import (
    History,
    RaisedWarning,
    SignEvidence,
    recent_warnings,
    risk_window,
    sign_states,
    standing,
    standing_sentence,
    standing_word,
    summary,
    trend,
    trend_since,
    trend_word,
    wants_notice,
)
from relmgr.domain.kinds import Sign, SignState, Standing, Trend, WarningSign
from relmgr.domain.moments import MEANINGS, SIGN_KINDS, Moment, MomentKind

TODAY = date(2026, 11, 24)
TALKS = tuple(TODAY - timedelta(days=days) for days in (3, 17, 31, 45, 200))
MONEY = Sign.NO_MONEY_ARGUMENT


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def money(*moments: tuple[MomentKind, date]) -> SignEvidence:
    return sign_states([Moment(kind, day) for kind, day in moments], TODAY)[MONEY]


PAID, HAGGLED = MomentKind.NO_MONEY_ARGUMENT, MomentKind.HAGGLING


@pytest.mark.parametrize(
    ("moments", "state", "openness"),
    [
        ((), SignState.NOT_SEEN, 0),
        (((PAID, ago(0)),), SignState.SEEN, 1),
        (((PAID, date(2025, 11, 24)),), SignState.SEEN, 1),
        (((PAID, date(2025, 11, 23)),), SignState.FADING, 0.5),
        (((PAID, date(2024, 11, 24)),), SignState.FADING, 0.5),
        (((PAID, date(2024, 11, 23)),), SignState.NOT_SEEN, 0),
        (((PAID, ago(90)), (HAGGLED, ago(11))), SignState.CONTRADICTED, 0.5),
        (((HAGGLED, ago(11)), (PAID, ago(90))), SignState.CONTRADICTED, 0.5),
        (((PAID, ago(11)), (HAGGLED, ago(11))), SignState.CONTRADICTED, 0.5),
        (((HAGGLED, ago(11)),), SignState.CONTRADICTED, 0),
        (((PAID, ago(800)), (HAGGLED, ago(11))), SignState.CONTRADICTED, 0),
        (((HAGGLED, ago(90)), (PAID, ago(11))), SignState.SEEN, 1),
        (((HAGGLED, ago(800)),), SignState.CONTRADICTED, 0),
        (((PAID, ago(-1)),), SignState.NOT_SEEN, 0),
    ],
)
def test_the_state_of_a_sign(
    moments: tuple[tuple[MomentKind, date], ...], state: SignState, openness: float
) -> None:
    found = money(*moments)
    assert (found.state, found.openness) == (state, openness)


def test_the_evidence_is_always_at_hand() -> None:
    assert money((PAID, ago(90)), (HAGGLED, ago(11))).words(TODAY) == "Haggled on 13 Nov"
    assert money((PAID, date(2023, 3, 2))).words(TODAY) == "Last on 2 Mar 2023"
    assert money().words(TODAY) == "No evidence yet"
    assert money((PAID, ago(90)), (HAGGLED, ago(11))).last == ago(11)
    assert money().last is None


def megan() -> list[Moment]:
    """As in her picture: six signs present, one fading by haggling, complex issues never seen."""
    return [
        *(Moment(kind, ago(11)) for kind in (MomentKind.ASKED_FOR_HELP, MomentKind.RESPECT)),
        Moment(MomentKind.ACTED_ON_ADVICE, date(2026, 11, 2)),
        Moment(MomentKind.REFERRED_ME, date(2026, 9, 28), "Priya, in September"),
        Moment(MomentKind.FORGAVE_MISTAKE, date(2026, 8, 19), "The August outage"),
        Moment(MomentKind.INVOLVED_EARLY, date(2026, 7, 6), "Paarl depot, in July"),
        Moment(PAID, date(2026, 6, 10)),
        Moment(HAGGLED, ago(11)),
    ]


def test_a_card_of_the_pictures() -> None:
    signs = sign_states(megan(), TODAY)
    assert list(signs) == list(Sign)
    assert summary(signs) == "six of eight signs present, one fading"
    history = History(moments=megan(), conversations=TALKS)
    assert (standing(history, TODAY), trend(history, TODAY)) == (Standing.DEEP, Trend.RISING)
    since = trend_since(history, TODAY)
    assert since is not None
    assert standing_sentence(Standing.DEEP, Trend.RISING, since, TODAY) == "Deep, rising since June"


def test_summaries_at_the_ends() -> None:
    every = [Moment(kind, ago(5)) for kind in SIGN_KINDS]
    assert summary(sign_states(every, TODAY)) == "all eight signs present"
    assert summary(sign_states([], TODAY)) == "none of eight signs present"


@pytest.mark.parametrize(
    ("signs", "talks", "found"),
    [
        (0, 2, Standing.NEW),
        (8, 2, Standing.NEW),
        (0, 3, Standing.SHALLOW),
        (2, 3, Standing.SHALLOW),
        (3, 3, Standing.GROWING),
        (4, 3, Standing.GROWING),
        (5, 3, Standing.DEEP),
        (8, 3, Standing.DEEP),
    ],
)
def test_standing_follows_the_signs_present(signs: int, talks: int, found: Standing) -> None:
    moments = [Moment(kind, ago(5)) for kind in SIGN_KINDS[:signs]]
    assert standing(History(moments=moments, conversations=TALKS[:talks]), TODAY) is found


def warned(*warnings: tuple[MomentKind, int], last_talk: int = 3) -> History:
    days = tuple(ago(last_talk + 14 * one) for one in range(5))
    return History(moments=[Moment(kind, ago(days)) for kind, days in warnings], conversations=days)


def test_two_cancelled_calls_put_it_at_risk_but_make_no_notice() -> None:
    history = warned((MomentKind.CANCELLED, 20), (MomentKind.CANCELLED, 60))
    assert standing(history, TODAY) is Standing.AT_RISK
    assert not wants_notice(recent_warnings(history, TODAY))


def test_two_kinds_of_warnings_make_the_notice() -> None:
    history = warned((MomentKind.CANCELLED, 20), (MomentKind.DELAY, 20))
    raised = recent_warnings(history, TODAY)
    assert raised == (
        RaisedWarning(WarningSign.CANCELLED, ago(20)),
        RaisedWarning(WarningSign.DELAY, ago(20)),
    )
    assert wants_notice(raised)


@pytest.mark.parametrize(
    "warnings",
    [
        (),
        ((MomentKind.CANCELLED, 20),),
        ((MomentKind.CANCELLED, 20), (MomentKind.CANCELLED, 20)),
        ((MomentKind.CANCELLED, 20), (MomentKind.DELAY, 61)),
        ((MomentKind.CANCELLED, 20), (MomentKind.DELAY, -2)),
        ((MomentKind.CANCELLED, 20), (MomentKind.KEPT_OUT, 10)),
    ],
)
def test_less_is_no_risk(warnings: tuple[tuple[MomentKind, int], ...]) -> None:
    assert standing(warned(*warnings), TODAY) is Standing.SHALLOW


def test_silence_is_computed_once_and_only_where_it_is_minded() -> None:
    silent = warned((MomentKind.CANCELLED, 20), last_talk=70)
    assert [one.warning for one in recent_warnings(silent, TODAY)] == [
        WarningSign.SILENCE,
        WarningSign.CANCELLED,
    ]
    assert standing(silent, TODAY) is Standing.AT_RISK
    noted = warned((MomentKind.SILENCE, 20), last_talk=70)
    assert recent_warnings(noted, TODAY) == (RaisedWarning(WarningSign.SILENCE, ago(70)),)
    away = History(moments=silent.moments, conversations=silent.conversations, minds_silence=False)
    assert standing(away, TODAY) is Standing.SHALLOW


def test_a_new_warning_makes_it_fall_and_a_contrary_moment_never_makes_it_rise() -> None:
    history = warned((MomentKind.CANCELLED, 20), (MomentKind.CANCELLED, 30))
    assert trend(history, TODAY) is Trend.FALLING
    haggler = History(moments=[Moment(HAGGLED, ago(10))], conversations=TALKS)
    assert trend(haggler, TODAY) is Trend.STEADY
    assert trend_since(haggler, TODAY) is None


def test_signs_that_fade_make_it_fall() -> None:
    history = History(moments=[Moment(kind, ago(400)) for kind in SIGN_KINDS], conversations=TALKS)
    assert trend(history, TODAY) is Trend.FALLING


@pytest.mark.parametrize(
    ("where", "way", "since", "words"),
    [
        (Standing.GROWING, Trend.STEADY, None, "Growing, steady"),
        (Standing.AT_RISK, Trend.FALLING, None, "At risk, falling"),
        (Standing.DEEP, Trend.RISING, date(2025, 11, 24), "Deep, rising since November 2025"),
    ],
)
def test_the_standing_in_words(where: Standing, way: Trend, since: date | None, words: str) -> None:
    assert standing_sentence(where, way, since, TODAY) == words


def test_every_standing_and_trend_has_a_word() -> None:
    assert len({standing_word(where) for where in Standing}) == len(Standing)
    assert len({trend_word(way) for way in Trend}) == len(Trend)


MOMENTS = st.lists(
    st.builds(Moment, st.sampled_from(MomentKind), st.integers(-100, 1200).map(ago)), max_size=30
)


@given(MOMENTS, st.randoms())
def test_the_order_of_the_moments_does_not_matter(moments: list[Moment], random: Random) -> None:
    shuffled = list(moments)
    random.shuffle(shuffled)
    states = {sign: one.state for sign, one in sign_states(moments, TODAY).items()}
    assert {sign: one.state for sign, one in sign_states(shuffled, TODAY).items()} == states


@given(MOMENTS, st.lists(st.integers(-50, 900).map(ago), max_size=12))
def test_what_comes_later_never_changes_what_was(moments: list[Moment], talks: list[date]) -> None:
    known = History(
        moments=[one for one in moments if one.day <= TODAY],
        conversations=[day for day in talks if day <= TODAY],
    )
    everything = History(moments=moments, conversations=talks)
    assert standing(everything, TODAY) is standing(known, TODAY)
    assert trend(everything, TODAY) is trend(known, TODAY)
    since = trend_since(everything, TODAY)
    assert (since is None) == (trend(everything, TODAY) is Trend.STEADY)
    assert since is None or since <= TODAY


WARNINGS = st.lists(
    st.builds(
        Moment,
        st.sampled_from([MomentKind.CANCELLED, MomentKind.DELAY, MomentKind.HAGGLING, MomentKind.RESPECT]),
        st.integers(0, 150).map(ago),
    ),
    max_size=5,
)
TALK_DAYS = st.lists(st.integers(0, 300).map(ago), max_size=6)


@given(WARNINGS, TALK_DAYS, st.sampled_from([None, 7, 30, 90]), st.booleans())
def test_the_window_of_risk_holds_every_day_at_risk_to_come(
    moments: list[Moment], talks: list[date], cadence: int | None, minds_silence: bool
) -> None:
    history = History(moments=moments, conversations=talks, cadence_days=cadence, minds_silence=minds_silence)
    window = risk_window(history)
    events = [*(one.day for one in moments), *talks]
    begin = max(events, default=TODAY)
    at_risk = [
        day
        for day in (begin + timedelta(days=days) for days in range(300))
        if standing(history, day) is Standing.AT_RISK
    ]
    if window is None:
        assert not at_risk
    else:
        assert all(window[0] <= day <= window[1] for day in at_risk)
        assert all(standing(history, day) is Standing.AT_RISK for day in window)


@given(MOMENTS)
def test_support_alone_never_contradicts(moments: list[Moment]) -> None:
    support = [one for one in moments if MEANINGS[one.kind].supports]
    assert SignState.CONTRADICTED not in {one.state for one in sign_states(support, TODAY).values()}
