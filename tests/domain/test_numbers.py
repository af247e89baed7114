"""Numbers in words."""

from relmgr.domain.numbers import count_word, listed, starting


def test_up_to_twelve_is_written_out() -> None:
    assert [count_word(count) for count in (0, 1, 6, 12, 13, 47, -1)] == [
        "none",
        "one",
        "six",
        "twelve",
        "13",
        "47",
        "-1",
    ]


def test_a_sentence_starts_large_and_keeps_names() -> None:
    assert starting("six of Megan’s eight") == "Six of Megan’s eight"
    assert starting("") == ""


def test_lists_read_as_one_speaks() -> None:
    assert listed(()) == ""
    assert listed(("call",)) == "call"
    assert listed(("call", "write")) == "call and write"
    assert listed(("call", "write", "wait")) == "call, write and wait"
