"""The rules of the search over everything: spellings, slips, what comes first, and which letters are marked."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relmgr.domain.fold import fold, query_words
from relmgr.domain.search import marking
from relmgr.domain.search.ranking import Named, NameMatch, Rank, Standing, name_match, order
from relmgr.domain.search.spelling import initials_of, slips, spellings


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Jürgen Groß", {"jurgen gross", "juergen gross"}),
        ("Ju\u0308rgen", {"jurgen", "juergen"}),
        ("Juergen", {"juergen", "jurgen"}),
        ("Søren Ågård", {"soren agard", "soeren aagaard"}),
        ("Đorđe", {"dorde", "djordje"}),
        ("サトウ", {"サ ト ウ", "さ と う"}),
        ("さとう", {"さ と う", "サ ト ウ"}),
        ("Zoë", {"zoe", "zo"}),
        ("Anna", {"anna"}),
        ("", set()),
    ],
)
def test_a_name_is_known_by_all_its_spellings(name: str, spelled: set[str]) -> None:
    assert set(spellings(name)) == spelled


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Megan Jacobs", "mj"),
        ("Ann de la Vega", "adlv"),
        ("Megan", ""),
        ("佐藤 美咲", ""),
        ("A B C D E", ""),
        ("☃ ☃", ""),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


@pytest.mark.parametrize("typed", ["meagn", "megn", "megann", "mxgan", "emgan", "mega"])
def test_one_slip_is_forgiven(typed: str) -> None:
    assert "megan" in slips(typed)


@pytest.mark.parametrize("typed", ["mgn", "", "美咲", "1234", "o'brien", "x" * 30])
def test_short_words_numbers_and_ideographs_have_no_slips(typed: str) -> None:
    assert slips(typed) == ()


def test_each_alphabet_has_its_own_slips() -> None:
    assert "иван" in slips("ивна")
    assert all("а" <= letter <= "я" or letter in "іїґєё" for word in slips("иван") for letter in word)


@given(st.text("abcdefgh", min_size=4, max_size=8))
def test_a_slip_is_never_the_word_itself_and_comes_once(word: str) -> None:
    found = slips(word)
    assert word not in found
    assert len(found) == len(set(found))


MEGAN = Named(name="Megan Jacobs", nickname="Meg", native="", said="MAY-gun", given="Megan", family="Jacobs")


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("megan jacobs", Rank.EXACT_NAME),
        ("Jacobs Megan", Rank.EXACT_NAME),
        ("meg", Rank.NAME_BEGINS),
        ("jacobs m", Rank.NAME_BEGINS),
        ("meg jac", Rank.NAME_WORDS),
        ("jac", Rank.NAME_BEGINS),
        ("may", Rank.NAME_BEGINS),
        ("mj", Rank.NICKNAME),
    ],
)
def test_how_well_a_name_answers(typed: str, rank: Rank) -> None:
    match = name_match(MEGAN, query_words(typed))
    assert match is not None
    assert match.rank is rank


def test_a_nickname_comes_after_the_name() -> None:
    bob = Named(name="Robert Stone", nickname="Bob", given="Robert", family="Stone")
    assert name_match(bob, ("bob",)) == NameMatch(Rank.NICKNAME, True)
    assert name_match(bob, ("bob", "sto")) == NameMatch(Rank.NICKNAME, False)
    assert name_match(bob, ("rob",)) == NameMatch(Rank.NAME_BEGINS, False)
    assert name_match(bob, ("bobby",)) is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Jürgen Groß", "juergen"),
        ("Juergen Gross", "jürgen"),
        ("Jurgen Gross", "Jürgen"),
        ("Łukasz", "lukasz"),
        ("佐藤 美咲", "藤美"),
        ("ליאור", "ליא"),
        ("أحمد", "احمد"),
        ("أحـمد", "احمد"),
        ("Пётр", "петр"),
        ("İpek Işık", "ipek isik"),
        ("Nguyễn Thị", "nguyen thi"),
        ("Siobhán O’Brien", "brien"),
    ],
)
def test_a_name_answers_in_any_script_and_spelling(name: str, typed: str) -> None:
    assert name_match(Named(name=name), query_words(typed)) is not None


def test_the_best_comes_first_and_who_was_spoken_with_last_breaks_ties() -> None:
    in_order = [
        Standing(rank=Rank.EXACT_NAME, name="z"),
        Standing(rank=Rank.NAME_BEGINS, is_whole=True, name="z"),
        Standing(rank=Rank.NAME_BEGINS, last_on=date(2026, 11, 2), name="z"),
        Standing(rank=Rank.NAME_BEGINS, last_on=date(2026, 11, 1), name="a"),
        Standing(rank=Rank.NAME_BEGINS, name="a"),
        Standing(rank=Rank.NAME_BEGINS, name="b", number=1),
        Standing(rank=Rank.NAME_BEGINS, name="b", number=2),
        Standing(rank=Rank.NAME_BEGINS, is_light=True, last_on=date(2026, 11, 3), name="a"),
        Standing(rank=Rank.NICKNAME),
        Standing(rank=Rank.ORGANISATION),
        Standing(rank=Rank.KNOWN),
        Standing(rank=Rank.SAID),
        Standing(rank=Rank.NEARLY),
    ]
    shuffled = [*in_order[1::2], *in_order[::2]]
    assert sorted(shuffled, key=order) == in_order


@pytest.mark.parametrize(
    ("text", "typed", "pieces"),
    [
        ("Megan Jacobs", "meg jac", ["Meg", "Jac"]),
        ("Sings in Łódź", "lodz", ["Łódź"]),
        ("Großmann", "gross", ["Groß"]),
        ("straße", "strass", ["straß"]),
        ("佐藤 美咲 works", "藤美", ["藤 美"]),
        ("Siobhán O’Brien", "o'bri", ["O’Bri"]),
        ("ﬁne ﬁsh", "fis", ["ﬁs"]),
        ("ガブ", "ｶﾞ", ["ガ"]),
        ("Zoe\u0308 Núñez", "zoe", ["Zoe\u0308"]),
        ("أحمد", "احم", ["أحم"]),
        ("budget, Budget", "bud", ["bud", "Bud"]),
        ("Megan", "egan", []),
        ("", "meg", []),
    ],
)
def test_what_matched_is_marked_in_the_text_as_written(text: str, typed: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in marking.spans(text, query_words(typed))] == pieces


def test_a_long_text_is_cut_round_what_matched() -> None:
    text = "One thing after another, " * 12 + "and then the tracking page, " + "and so on. " * 20
    found = marking.marked(text, ("track",))
    assert len(found.text) <= marking.SNIPPET
    assert found.text[0] == found.text[-1] == "…"
    assert [found.text[start:end] for start, end in found.spans] == ["track"]


def test_a_short_text_stays_whole_on_one_line() -> None:
    assert marking.marked("The\n budget", ("bud",)) == marking.Marked("The budget", ((4, 7),))


@given(st.text(max_size=300), st.text(max_size=8), st.integers(60, 120))
@example("ß" * 200 + " meg", "meg", 90)
def test_marks_lie_in_the_text_in_order_and_apart(text: str, typed: str, length: int) -> None:
    found = marking.marked(text, query_words(typed), length)
    assert len(found.text) <= max(length, 0) + 1
    edges = [edge for span in found.spans for edge in span]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(found.text) for start, end in found.spans)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x024F), max_size=40))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    for word in query_words(text):
        assert marking.holds(text, word), (text, word)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x02FF), max_size=60))
def test_marking_sees_the_letters_that_folding_makes(text: str) -> None:
    seen = "".join(letter for letter, _start, _end in marking._letters(text))
    assert fold(seen) == fold(text)
