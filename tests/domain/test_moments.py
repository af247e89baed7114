"""The catalogue of moments."""

from datetime import date

import pytest

from relmgr.domain.kinds import Sign, WarningSign
from relmgr.domain.moments import (
    ADVOCATE_KINDS,
    CONTRARY_KINDS,
    FAVOUR_KINDS,
    MEANINGS,
    SHOWN_WARNINGS,
    SIGN_KINDS,
    WARNING_KINDS,
    Moment,
    MomentKind,
    evidence_words,
    moment_words,
    say,
    sign_words,
    warnings_words,
)

TODAY = date(2026, 11, 24)
DAY = date(2026, 11, 13)


def test_every_kind_has_one_meaning_and_its_words() -> None:
    assert set(MEANINGS) == set(MomentKind)
    judging = (*SIGN_KINDS, *WARNING_KINDS, *CONTRARY_KINDS)
    assert sorted((*judging, *ADVOCATE_KINDS, *FAVOUR_KINDS)) == sorted(MomentKind)
    for kind in MomentKind:
        meaning = MEANINGS[kind]
        assert not (meaning.supports and (meaning.contradicts or meaning.warning))
        assert bool(meaning.supports or meaning.contradicts or meaning.warning) == (kind in judging)
        assert moment_words(kind)
        assert "13 Nov" in say(kind, DAY, TODAY)


def test_every_sign_can_be_shown_and_contradicted_and_every_warning_raised() -> None:
    assert {MEANINGS[kind].supports for kind in SIGN_KINDS} == set(Sign)
    assert {meaning.contradicts for meaning in MEANINGS.values()} - {None} == set(Sign)
    assert {MEANINGS[kind].warning for kind in WARNING_KINDS} == set(WarningSign)
    assert all(sign_words(sign) for sign in Sign)


def test_the_log_dialog_shows_what_the_picture_shows() -> None:
    assert [moment_words(kind) for kind in SIGN_KINDS] == [
        "Asked for my help",
        "Acted on my advice",
        "Referred me",
        "Didn’t argue about money",
        "Forgave a mistake",
        "Involved me early",
        "Shared a complex issue",
        "Treated me with respect",
    ]
    assert [moment_words(kind) for kind in WARNING_KINDS[:SHOWN_WARNINGS]] == [
        "Cancelled last minute",
        "Delay",
        "Silence",
        "Price haggling",
    ]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (None, "No evidence yet"),
        (Moment(MomentKind.ASKED_FOR_HELP, DAY), "Last on 13 Nov"),
        (Moment(MomentKind.HAGGLING, DAY, "Wanted 10 % off"), "Haggled on 13 Nov"),
        (Moment(MomentKind.REFERRED_ME, DAY, "Priya, in September"), "Priya, in September"),
        (
            Moment(MomentKind.REFERRED_ME, DAY, "She told the whole story of how it came about"),
            "Last on 13 Nov",
        ),
        (Moment(MomentKind.RESPECT, date(2024, 3, 2)), "Last on 2 Mar 2024"),
    ],
)
def test_the_evidence_beside_a_sign(moment: Moment | None, words: str) -> None:
    assert evidence_words(moment, TODAY) == words


def test_warnings_are_counted_by_kind() -> None:
    cancelled, haggling = WarningSign.CANCELLED, WarningSign.HAGGLING
    assert warnings_words([cancelled, cancelled]) == "two cancelled calls"
    assert warnings_words([haggling, cancelled, haggling]) == "two rounds of haggling and one cancelled call"
    assert warnings_words([WarningSign.SILENCE]) == "silence"
    assert warnings_words([]) == ""
    assert all("{" not in warnings_words([warning] * 2) for warning in WarningSign)
