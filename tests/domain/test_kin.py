"""Life events about somebody's kin."""

import pytest

from relmgr.domain.kin import kin_and_news, topic
from relmgr.domain.pronouns import read_pronouns


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Father in hospital", ("Father", "in hospital")),
        ("mum moving in", ("mum", "moving in")),
        ("New kitchen", None),
        ("Father", None),
        ("", None),
    ],
)
def test_only_a_family_word_at_the_start_counts(title: str, found: tuple[str, str] | None) -> None:
    assert kin_and_news(title) == found


def test_whose_it_is() -> None:
    assert topic("Father in hospital", "Megan", read_pronouns("she/her")) == "her father"
    assert topic("Father in hospital", "Megan", None) == "Megan’s father"
    assert topic("New kitchen ", "Megan", None) == "“New kitchen”"
