"""Headings that begin alike, or name a place only, and labels in quotation marks of their own."""

from relmgr.transfer.spreadsheets.fields import KEEP, Field, Meaning
from relmgr.transfer.spreadsheets.suggesting import suggest


def _fields(*columns: tuple[str, str]) -> list[Meaning]:
    headings = [heading for heading, _cell in columns]
    return suggest(headings, [[cell] if cell else [] for _heading, cell in columns], has_header=True)


def test_what_most_headings_begin_with_says_nothing() -> None:
    made = _fields(("Person - Name", "Rosa Lind"), ("Person - Organization", "Lind"), ("Deal - Owner", "Me"))
    assert [one.field for one in made[:2]] == [Field.NAME, Field.ORGANISATION]
    assert made[2] == KEEP


def test_a_beginning_of_the_few_stays() -> None:
    made = _fields(
        ("Name", "Rosa Lind"), ("City", "Umeå"), ("Person - Name", "x"), ("E-Mail", "r@lind.example")
    )
    assert [one.field for one in made] == [Field.NAME, Field.CITY, Field.KEEP, Field.EMAIL]


def test_a_place_over_numbers_is_the_telephone_there() -> None:
    made = _fields(
        ("Name", "Tess"), ("Home", "555-010-0101"), ("Work", "a bench"), ("Mobile", "555-010-0103")
    )
    assert made[1] == Meaning(Field.PHONE, "home")
    assert made[2] == KEEP
