"""The catalogue of moments."""

from datetime import date

import pytest

from relmgr.domain.kinds import Characteristic, Sign, WarningSign, Whose
from relmgr.domain.moments import (
    ADVOCATE_KINDS,
    CONDUCT_KINDS,
    CONTRARY_KINDS,
    FAVOUR_KINDS,
    MEANINGS,
    OFFERED,
    SHOWN_WARNINGS,
    SIGN_KINDS,
    WARNING_KINDS,
    Moment,
    MomentKind,
    evidence_words,
    moment_words,
    say,
    say_days,
    sign_words,
    speaking_of,
    speaks_words,
    warnings_words,
)

TODAY = date(2026, 11, 24)
DAY = date(2026, 11, 13)


def test_every_kind_has_one_meaning_and_its_words() -> None:
    assert set(MEANINGS) == set(MomentKind)
    judging = (*SIGN_KINDS, *WARNING_KINDS, *CONTRARY_KINDS)
    conduct = (*CONDUCT_KINDS[Whose.THEIRS], *CONDUCT_KINDS[Whose.MINE])
    assert sorted((*judging, *ADVOCATE_KINDS, *FAVOUR_KINDS, *conduct)) == sorted(OFFERED)
    assert set(MomentKind) - set(OFFERED) == {MomentKind.PATCH_MENDED}
    for kind in MomentKind:
        meaning = MEANINGS[kind]
        assert not (meaning.supports and (meaning.contradicts or meaning.warning))
        assert bool(meaning.supports or meaning.contradicts or meaning.warning) == (
            kind in judging or kind is MomentKind.PATCH_MENDED
        )
        assert moment_words(kind)
        assert "13 Nov" in say(kind, DAY, TODAY)
    assert len({moment_words(kind) for kind in MomentKind}) == len(MomentKind)


def test_what_i_did_is_told_as_mine_and_judges_no_sign_of_theirs() -> None:
    for kind in OFFERED:
        meaning = MEANINGS[kind]
        assert moment_words(kind).startswith("I ") == (meaning.whose is Whose.MINE)
        if meaning.whose is Whose.MINE:
            assert (meaning.supports, meaning.contradicts, meaning.warning) == (None, None, None)


@pytest.mark.parametrize("characteristic", list(Characteristic))
@pytest.mark.parametrize("whose", list(Whose))
def test_each_characteristic_can_be_shown_and_lacked_on_both_sides(
    characteristic: Characteristic, whose: Whose
) -> None:
    """The mirror asks of both, and is about me first (D5)."""
    kinds = speaking_of(characteristic, whose)
    assert [kind for kind in kinds if MEANINGS[kind].shows is characteristic]
    assert [kind for kind in kinds if MEANINGS[kind].lacks is characteristic]


def test_the_names_of_the_first_two_schemas_still_read() -> None:
    stored = """asked_for_help acted_on_advice referred_me did_not_argue_about_money forgave_mistake involved_early
        shared_complex_issue treated_with_respect cancelled_last_minute delay silence haggling no_feedback
        called_me_supplier missing_update went_elsewhere_for_help set_advice_aside recommended_somebody_else
        held_mistake_against_me involved_late kept_me_out disrespect spoke_up_for_me spoke_against_me
        did_me_a_favour did_them_a_favour"""
    assert [kind.value for kind in OFFERED][: len(stored.split())] == stored.split()


def test_a_kind_says_what_it_speaks_for() -> None:
    assert speaks_words(MomentKind.CALLED_SUPPLIER) == (
        "against: Treats me with respect; warning: Called me a supplier; lacks: Humility"
    )
    assert speaks_words(MomentKind.I_WAS_LATE) == "lacks: Commitment"


def test_several_days_make_one_sentence() -> None:
    days = (date(2026, 11, 3), DAY)
    assert say_days(MomentKind.CANCELLED, days, TODAY) == "Cancelled at the last minute on 3 Nov and 13 Nov"


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
