"""How often one keeps the other up to date, and when an update is missing."""

from datetime import date, timedelta

import pytest

from relmgr.domain.kinds import Direction
from relmgr.domain.updates import Rhythm, every_words, is_missing, last_update, rhythm_words, update_due

AGREED = date(2026, 11, 2)
DAY = timedelta(days=1)


def rhythm(
    direction: Direction, last: int | None = None, talked: int | None = None, every: int = 7
) -> Rhythm:
    return Rhythm(
        direction=direction,
        every_days=every,
        agreed_on=AGREED,
        last_on=None if last is None else AGREED + last * DAY,
        talked_on=None if talked is None else AGREED + talked * DAY,
    )


@pytest.mark.parametrize(
    ("last", "talked", "counted"), [(None, None, 0), (3, None, 3), (3, 9, 9), (9, 3, 9), (None, -30, 0)]
)
def test_talking_brings_up_to_date_like_an_update(last: int | None, talked: int | None, counted: int) -> None:
    one = rhythm(Direction.OF_ME, last, talked)
    assert last_update(one) == AGREED + counted * DAY
    assert update_due(one) == AGREED + (counted + 7) * DAY


def test_mine_is_missing_on_its_day_and_theirs_the_day_after() -> None:
    due = AGREED + 7 * DAY
    assert not is_missing(rhythm(Direction.OF_ME), due - DAY)
    assert is_missing(rhythm(Direction.OF_ME), due)
    assert not is_missing(rhythm(Direction.OF_THEM), due)
    assert is_missing(rhythm(Direction.OF_THEM), due + DAY)


@pytest.mark.parametrize(
    ("days", "words"), [(1, "every day"), (7, "every week"), (14, "every 2 weeks"), (10, "every 10 days")]
)
def test_how_often(days: int, words: str) -> None:
    assert every_words(days) == words


def test_the_rhythm_in_a_sentence() -> None:
    today = AGREED + 9 * DAY
    assert rhythm_words(rhythm(Direction.OF_ME), "Megan", AGREED) == (
        "You update Megan every week, next on Mon 9 Nov."
    )
    assert rhythm_words(rhythm(Direction.OF_THEM), "Megan", AGREED) == (
        "Megan updates you every week, next on Mon 9 Nov."
    )
    assert rhythm_words(rhythm(Direction.OF_THEM), "Megan", today) == (
        "Megan updates you every week. The last was to come on Mon 9 Nov."
    )
