"""Which people a list shows, written and read again."""

import pytest

from relmgr.domain import people_filter
from relmgr.domain.kinds import Circle, Stage
from relmgr.domain.people_filter import EVERYBODY, Ally, Filter, Missing, PeopleFilter
from relmgr.errors import InputError

WHOLE = PeopleFilter(
    text="Zoë",
    warmth=Filter.QUIET,
    circle=Circle.KEEP,
    label="designer",
    organisation="urn:uuid:1",
    stage=Stage.PERSON,
    ally=Ally.PEER,
    missing=Missing.BIRTHDAY,
)


@pytest.mark.parametrize("chosen", [EVERYBODY, WHOLE, PeopleFilter(ally=Ally.ANY)])
def test_what_is_written_is_read_again(chosen: PeopleFilter) -> None:
    assert people_filter.read(people_filter.write(chosen)) == chosen


def test_what_is_left_open_is_not_written() -> None:
    assert people_filter.write(PeopleFilter(label="ally")) == '{"label": "ally", "version": 1}'


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 2}', '{"version": 1, "circle": "?"}', '{"version": 1, "shoe": 43}']
)
def test_what_cannot_be_read_says_so(text: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        people_filter.read(text)


def test_knows_whether_it_asks_for_anything() -> None:
    assert EVERYBODY.is_everybody
    assert not PeopleFilter(text="a").is_everybody
    assert not PeopleFilter(text="a", warmth=Filter.WARM).has_more
    assert PeopleFilter(missing=Missing.TALK).has_more


def test_every_choice_has_its_words() -> None:
    for missing in Missing:
        assert people_filter.missing_words(missing)
        assert "Megan" in people_filter.filling_words(missing, "Megan")
    assert {people_filter.ally_word(ally) for ally in Ally} == {
        "Allies",
        "Peers",
        "Subcontractors",
        "Assistants",
    }
