"""The picture of who brought whom: nothing overlaps or crosses, circles and twice-brought people stand, the rest folds."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relmgr.domain.referral_graph import (
    MOST_SHOWN,
    Forest,
    Key,
    Picture,
    Placed,
    Tie,
    beside,
    forest,
    lay_out,
)

# As in the picture: Aroha 1, Ben 2, Claire 3, Ike 4, Jonas 5, Kwame 6, Maria 7, Megan 8, Chau 9, Olena 10, Priya 11,
# Misaki 12, Layla 13; in the order of their names, the ties the oldest first.
PEOPLE = range(1, 14)
TIES = tuple(
    Tie(*pair)
    for pair in ((1, 8), (10, 12), (10, 5), (7, 13), (5, 2), (12, 9), (8, 6), (8, 11), (7, 3), (1, 4))
)


def at(picture: Picture) -> dict[int | None, Placed]:
    return {one.key.person: one for one in picture.placed}


def test_the_pictures_people_stand_as_in_the_picture() -> None:
    picture = lay_out(forest(PEOPLE, TIES))
    columns = {
        generation: [one.key.person for one in picture.placed if one.generation == generation]
        for generation in (1, 2, 3)
    }
    assert columns == {1: [1, 10, 7], 2: [8, 4, 5, 12, 3, 13], 3: [6, 11, 2, 9]}
    rows = at(picture)
    assert rows[8].row == (rows[6].row + rows[11].row) / 2
    assert rows[5].row == rows[2].row
    assert not any(one.folded for one in picture.placed)


def test_a_circle_is_cut_at_its_oldest_person() -> None:
    trees = forest((1, 2, 3), (Tie(1, 2), Tie(2, 3), Tie(3, 1)))
    assert trees.path(3) == (1, 2, 3)
    assert lay_out(trees).columns == 3


def test_two_who_brought_each_other_and_one_who_brought_themselves() -> None:
    trees = forest((1, 2), (Tie(2, 1), Tie(1, 2), Tie(1, 1)))
    assert trees.parent == {1: 2, 2: None}


def test_brought_twice_one_stands_under_the_first() -> None:
    trees = forest((1, 2, 3), (Tie(2, 3), Tie(1, 3)))
    assert trees.parent[3] == 2
    assert len(lay_out(trees).placed) == 3


def test_nobody_is_an_empty_picture() -> None:
    picture = lay_out(forest((), ()))
    assert (picture.placed, picture.columns, picture.rows) == ((), 0, 0.0)
    assert beside(picture, None, "onward") is None


def test_a_chain_of_thousands_is_no_burden() -> None:
    people = range(3000)
    trees = forest(people, [Tie(one, one + 1) for one in people[:-1]])
    assert len(trees.path(2999)) == 3000
    assert lay_out(trees, 2999).columns == 3000


# --- folding ---


@pytest.fixture
def many() -> Forest:
    """Twenty people met directly, the first of whom brought thirty, and each of these five."""
    people = list(range(1, 201))
    ties = [Tie(1, 100 + number) for number in range(30)]
    ties += [Tie(100 + number // 2, 20 + number) for number in range(60)]
    return forest(people, ties)


def test_forty_are_not_folded() -> None:
    people = range(MOST_SHOWN)
    assert len(lay_out(forest(people, ()), 3).placed) == MOST_SHOWN


def test_the_branch_of_the_chosen_is_open_and_the_others_are_folded(many: Forest) -> None:
    chosen = many.children[1][0]
    picture = lay_out(many, chosen)
    placed = at(picture)
    assert set(many.children[chosen]) <= set(placed)
    rest = [one for one in picture.placed if one.key.is_rest]
    assert [one.key.rest_of for one in rest] == [None, 1]
    assert len(picture.placed) < 2 * MOST_SHOWN
    assert placed[many.children[1][1]].folded == many.size[many.children[1][1]]


def test_whatever_is_folded_is_counted(many: Forest) -> None:
    for chosen in (None, 1, 20, 110):
        picture = lay_out(many, chosen)
        people = sum(not one.key.is_rest for one in picture.placed)
        assert people + sum(one.folded for one in picture.placed) == 200


def test_the_rest_unfolds(many: Forest) -> None:
    before = lay_out(many, 1)
    after = lay_out(many, 1, frozenset({Key(rest_of=None)}))
    assert {one.key for one in before.placed if not one.key.is_rest} < {one.key for one in after.placed}
    assert Key(rest_of=None) not in {one.key for one in after.placed}


def test_the_chosen_is_always_shown(many: Forest) -> None:
    for person in many.parent:
        assert person in at(lay_out(many, person))


# --- the arrows ---


def test_the_arrows_go_along_the_lines() -> None:
    picture = lay_out(forest(PEOPLE, TIES))
    assert beside(picture, None, "onward") == Key(10)
    assert beside(picture, Key(10), "up") == Key(1)
    assert beside(picture, Key(1), "up") == Key(1)
    assert beside(picture, Key(1), "onward") == Key(8)
    assert beside(picture, Key(8), "down") == Key(4)
    assert beside(picture, Key(4), "onward") == Key(4)
    assert beside(picture, Key(4), "back") == Key(1)
    assert beside(picture, Key(1), "back") is None
    assert beside(picture, None, "up") is None


# --- always ---

_people = st.integers(1, 70)


@st.composite
def _graphs(draw: st.DrawFn) -> tuple[list[int], list[Tie], int | None]:
    count = draw(_people)
    ties = draw(st.lists(st.builds(Tie, st.integers(1, count), st.integers(1, count)), max_size=2 * count))
    return list(range(1, count + 1)), ties, draw(st.none() | st.integers(1, count))


@given(_graphs())
@example(([1, 2, 3, 4, 5, 6], [Tie(3, 4), Tie(5, 3), Tie(6, 1), Tie(6, 2)], None))
def test_nothing_overlaps_nothing_crosses_and_it_is_the_same_each_time(
    graph: tuple[list[int], list[Tie], int | None],
) -> None:
    people, ties, chosen = graph
    trees = forest(people, ties)
    picture = lay_out(trees, chosen)
    assert picture == lay_out(forest(people, ties), chosen)
    for generation in range(1, picture.columns + 1):
        column = [one for one in picture.placed if one.generation == generation]
        assert all(below.row - above.row >= 1 for above, below in pairwise(column))
        parents = [-1.0 if one.parent is None else at(picture)[one.parent].row for one in column]
        assert parents == sorted(parents), "lines to the next column keep their order, so they do not cross"
    shown = sum(not one.key.is_rest for one in picture.placed)
    assert shown + sum(one.folded for one in picture.placed) == len(people)
    assert chosen is None or chosen in at(picture)


@given(_graphs())
def test_everybody_stands_in_the_middle_of_those_they_brought(
    graph: tuple[list[int], list[Tie], int | None],
) -> None:
    people, ties, chosen = graph
    picture = lay_out(forest(people, ties), chosen)
    for one in picture.placed:
        brought = [other.row for other in picture.placed if other.parent == one.key.person and one.key.person]
        if brought:
            assert one.row == (min(brought) + max(brought)) / 2
