"""The recovery code forgives how it is typed, and names the group of a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.errors import InputError
from relmgr.vault import recovery_code
from relmgr.vault.recovery_code import ALPHABET, GROUPS, LENGTH


def with_check_symbols(randoms: list[str]) -> str:
    return "".join(
        random + recovery_code._check_symbol(random, number) for number, random in enumerate(randoms, 1)
    )


codes = st.lists(st.text(ALPHABET, min_size=7, max_size=7), min_size=6, max_size=6).map(with_check_symbols)
positions = st.integers(0, LENGTH - 1)


def test_it_is_six_groups_of_eight_without_i_l_o_u() -> None:
    code = recovery_code.new_code()
    groups = recovery_code.groups_of(code)
    assert len(groups) == GROUPS
    assert all(len(group) == 9 and group[4] == "-" for group in groups)
    assert set(code) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)
    assert len(ALPHABET) == 32


def test_two_codes_differ() -> None:
    assert len({recovery_code.new_code() for _each in range(50)}) == 50


@given(code=codes, data=st.data())
def test_case_spaces_dashes_and_look_alikes_are_forgiven(code: str, data: st.DataObject) -> None:
    typed = ""
    for symbol in code:
        form = {"1": "1IiLl", "0": "0Oo"}.get(symbol, symbol + symbol.lower())
        typed += data.draw(st.sampled_from(form)) + data.draw(
            st.sampled_from(["", " ", "-", " – ", "\n", "\u00a0"])
        )
    assert recovery_code.parse_code(typed) == code
    assert recovery_code.parse_code(recovery_code.format_code(code)) == code


@given(code=codes, position=positions, other=st.sampled_from(ALPHABET))
def test_every_wrong_symbol_is_noticed_and_its_group_named(code: str, position: int, other: str) -> None:
    wrong = code[:position] + other + code[position + 1 :]
    if wrong == code:
        assert recovery_code.parse_code(wrong) == code
        return
    with pytest.raises(InputError, match=f"group {position // 8 + 1}\\.") as caught:
        recovery_code.parse_code(wrong)
    assert caught.value.field == "recovery_code"


@given(code=codes, first=positions, second=positions)
def test_two_symbols_swapped_are_noticed(code: str, first: int, second: int) -> None:
    symbols = list(code)
    symbols[first], symbols[second] = symbols[second], symbols[first]
    wrong = "".join(symbols)
    if wrong == code:
        return
    with pytest.raises(InputError, match="slip in group"):
        recovery_code.parse_code(wrong)


@given(
    code=codes, pair=st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda pair: pair[0] != pair[1])
)
def test_two_groups_swapped_are_noticed(code: str, pair: tuple[int, int]) -> None:
    groups = list(recovery_code.groups_of(code))
    first, second = sorted(pair)
    groups[first - 1], groups[second - 1] = groups[second - 1], groups[first - 1]
    with pytest.raises(InputError, match=f"group {first}, {second}"):
        recovery_code.parse_code(" ".join(groups))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda code: code[:-1], "has 48 letters and digits; this has 47"),
        (lambda code: code + "7", "this has 49"),
        (lambda _code: "", "this has 0"),
        (lambda code: "U" + code[1:], "Group 1 holds “U”"),
        (lambda code: code[:40] + "é" + code[41:], "Group 6 holds “É”"),
    ],
)
def test_what_is_no_code_is_said(change: object, words: str) -> None:
    assert callable(change)
    with pytest.raises(InputError, match=words):
        recovery_code.parse_code(change(recovery_code.new_code()))


def test_a_group_is_judged_while_it_is_typed() -> None:
    code = recovery_code.new_code()
    for number, group in enumerate(recovery_code.groups_of(code), 1):
        assert recovery_code.is_group_sound(group.lower(), number)
        assert not recovery_code.is_group_sound(group[:-1], number)
        assert not recovery_code.is_group_sound(group, number % GROUPS + 1)


def test_what_is_typed_back_is_compared() -> None:
    code = recovery_code.new_code()
    groups = dict(enumerate(recovery_code.groups_of(code), 1))
    assert recovery_code.check_typed_back(code, {2: groups[2].lower(), 5: f" {groups[5]} "}) == ()
    assert recovery_code.check_typed_back(code, {2: groups[3], 5: groups[5], 6: ""}) == (2, 6)


def test_the_groups_to_type_back_are_two_different_ones() -> None:
    asked = {recovery_code.groups_to_type_back() for _each in range(200)}
    assert all(1 <= first < second <= 6 for first, second in asked)
    assert len(asked) > 5
