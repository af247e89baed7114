"""The three warnings about sponsors, and when nothing is said."""

from datetime import date

import pytest

from relmgr.domain.kinds import RoleTowardMe, Warmth
from relmgr.domain.names import isolate
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.roles import BOARD, column_words, role_word
from relmgr.domain.sponsors import Concern, Contact, SponsorNote, has_left, sponsor_note

TODAY = date(2026, 11, 24)
SPONSOR, USER = RoleTowardMe.SPONSOR, RoleTowardMe.USER
FERNKLOOF = isolate("Fernkloof")


def note(*contacts: Contact) -> SponsorNote | None:
    return sponsor_note("Fernkloof", contacts, TODAY)


def concern(*contacts: Contact) -> Concern | None:
    found = note(*contacts)
    return None if found is None else found.concern


MEGAN = Contact(first_name="Megan", role=SPONSOR, warmth=Warmth.WARM)
THABO = Contact(first_name="Thabo", role=USER, warmth=Warmth.STEADY)
QUIET = Contact(first_name="Megan", role=SPONSOR, warmth=Warmth.QUIET, silence=74, usual=14)
GONE = Contact(first_name="Megan", role=SPONSOR, until=PartialDate(2026, 10))


def test_who_uses_no_roles_is_not_nagged() -> None:
    assert note(Contact(first_name="Megan"), Contact(first_name="Thabo")) is None
    assert note() is None


def test_one_person_known_who_has_another_role_says_nothing() -> None:
    assert note(THABO) is None


def test_no_sponsor_among_several() -> None:
    found = note(THABO, Contact(first_name="Lerato"))
    assert found == SponsorNote(
        Concern.NONE, f"Nobody at {FERNKLOOF} is your sponsor.", "You know two people there."
    )
    assert found.is_for_cards


def test_no_sponsor_where_everybody_is_let_rest_says_nothing() -> None:
    resting = [Contact(first_name=name, role=USER, is_spared=True) for name in ("Thabo", "Lerato")]
    assert note(*resting) is None


def test_the_only_one_is_told_on_the_page_alone() -> None:
    found = note(MEGAN, THABO)
    assert found == SponsorNote(
        Concern.ONLY_ONE,
        f"{isolate('Megan')} is your only sponsor at {FERNKLOOF}.",
        "You know one other person there.",
    )
    assert not found.is_for_cards


def test_the_only_one_of_the_only_person_known_says_nothing() -> None:
    assert note(MEGAN) is None


def test_two_sponsors_say_nothing() -> None:
    assert note(MEGAN, Contact(first_name="Lerato", role=SPONSOR)) is None


def test_a_sponsor_gone_quiet_with_the_silence() -> None:
    assert note(QUIET) == SponsorNote(
        Concern.QUIET,
        f"{isolate('Megan')}, your sponsor at {FERNKLOOF}, has gone quiet.",
        "Quiet 74 days, usually 14.",
    )


def test_one_of_two_sponsors_who_still_talks_is_enough() -> None:
    assert concern(QUIET, Contact(first_name="Lerato", role=SPONSOR, warmth=Warmth.WARM)) is None


def test_a_silence_that_is_meant_says_nothing() -> None:
    away = Contact(first_name="Megan", role=SPONSOR, warmth=Warmth.QUIET, silence=74, is_spared=True)
    assert concern(away) is None
    assert concern(away, THABO) is Concern.ONLY_ONE


def test_a_sponsor_who_left() -> None:
    found = note(GONE, THABO)
    assert found == SponsorNote(
        Concern.LEFT,
        f"{isolate('Megan')}, who sponsored you at {FERNKLOOF}, has left.",
        "You know one person there.",
    )


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (PartialDate(2026), Concern.LEFT),
        (PartialDate(2025, 11, 24), Concern.LEFT),
        (PartialDate(2025, 11, 23), Concern.NONE),
        (PartialDate(2019), Concern.NONE),
        (PartialDate(month=5), Concern.NONE),
        (PartialDate(2027), Concern.ONLY_ONE),
    ],
)
def test_who_left_long_ago_is_no_news(until: PartialDate, expected: Concern) -> None:
    gone = Contact(first_name="Megan", role=SPONSOR, until=until, warmth=Warmth.WARM)
    assert concern(gone, THABO, Contact(first_name="Lerato")) is expected


def test_nobody_left_there_says_nothing() -> None:
    assert note(GONE) is None


@pytest.mark.parametrize(
    ("until", "left"),
    [(None, False), (PartialDate(2026), True), (PartialDate(2027), False), (PartialDate(month=5), True)],
)
def test_when_somebody_has_left(until: PartialDate | None, left: bool) -> None:
    assert has_left(until, TODAY) is left


def test_every_column_has_its_words() -> None:
    assert BOARD[-1] is None
    assert set(BOARD) == {*RoleTowardMe, None}
    for role in BOARD:
        heading, meaning = column_words(role)
        assert heading
        assert meaning
        assert role is None or heading == role_word(role)
