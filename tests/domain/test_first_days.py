"""The first 30 days: whom they are offered for, when they end, and what is said then."""

from datetime import date, timedelta

import pytest

from relmgr.domain import first_days as rules
from relmgr.domain.kinds import FirstStepKind

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("conversations", "last", "has_role", "agreed", "offered"),
    [
        (0, None, True, (), False),  # a card of an address book
        (1, 0, True, (), True),
        (2, 30, True, (), True),
        (2, 31, True, (), False),
        (3, 0, True, (), False),
        (1, 0, False, (), False),
        (1, 0, False, (0,), True),
        (5, 0, False, (14,), True),
        (5, 0, False, (15,), False),
        (5, 0, False, (3, 40), False),  # not the first agreement
        (6, 0, True, (0,), False),
    ],
)
def test_it_is_offered_for_who_is_new(
    conversations: int, last: int | None, has_role: bool, agreed: tuple[int, ...], offered: bool
) -> None:
    found = rules.is_offered(
        conversations=conversations,
        last_talk=None if last is None else ago(last),
        has_role=has_role,
        agreed=tuple(ago(days) for days in agreed),
        today=TODAY,
    )
    assert found is offered


def test_it_ends_by_itself_or_by_the_user() -> None:
    assert rules.is_under_way(ago(30), None, None, TODAY)
    assert not rules.is_under_way(ago(31), None, None, TODAY)
    assert not rules.is_under_way(ago(3), None, TODAY, TODAY)
    assert rules.is_under_way(ago(45), ago(20), None, TODAY)  # check-ins on a late delivery are still to come
    assert rules.ends_on(ago(45), ago(20), None) == TODAY + timedelta(days=1)
    assert not rules.says_goodbye(ago(30), None, None, TODAY)
    assert rules.says_goodbye(ago(31), None, None, TODAY)
    assert rules.says_goodbye(ago(37), None, None, TODAY)
    assert not rules.says_goodbye(ago(38), None, None, TODAY)


def test_its_last_words_scold_nobody() -> None:
    assert rules.over_words("Ben", 0, 4) == "The first 30 days with Ben are over."
    assert rules.over_words("Ben", 4, 4) == "The first 30 days with Ben are over, and the list is done."
    one = "The first 30 days with Ben are over. One step is done; the rest may rest."
    assert rules.over_words("Ben", 1, 4) == one


def test_each_usual_step_says_why() -> None:
    steps = rules.usual_steps()
    assert all(rules.why_words(step.kind) for step in steps)
    after = [step.after_days for step in steps if step.kind is FirstStepKind.AFTER_DELIVERY]
    assert tuple(after) == rules.AFTER_DELIVERY == (2, 14)
    kinds = {step.kind for step in steps}
    assert kinds == set(FirstStepKind) - {FirstStepKind.OTHER}
    assert all(rules.kind_words(kind) for kind in FirstStepKind)
