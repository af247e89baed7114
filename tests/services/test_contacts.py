"""Ways to reach somebody in a form that compares."""

import random

import phonenumbers
import pytest

from relmgr.domain.kinds import ContactKind
from relmgr.services import contacts


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("+43 660 0000123", "+436600000123"),
        ("0043 660 0000123", "+436600000123"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("+44 020 7946 0018", "+442079460018"),
        ("+39 06 6982", "+39066982"),
        ("0660 123", "0660123"),
        ("+999 12345678", "99912345678"),
    ],
)
def test_numbers_are_told_as_phonenumbers_tells_them(typed: str, plain: str) -> None:
    assert contacts.normalised(ContactKind.PHONE, typed) == plain


def test_the_quick_reading_says_what_the_long_one_says(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    codes = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
    numbers = []
    for _each in range(1_500):
        figures = "".join(chance.choice("0123456789") for _figure in range(chance.randrange(2, 13)))
        numbers.append(
            f"+{chance.choice(codes)}{chance.choice(('', ' ', '-'))}{figures[:3]}{chance.choice(' -')}{figures[3:] or '1'}"
        )
    quick = [contacts.normalised(ContactKind.PHONE, number) for number in numbers]
    monkeypatch.setattr(contacts, "_plain_number", lambda _text: "")
    assert quick == [contacts.normalised(ContactKind.PHONE, number) for number in numbers]
