"""Ways to reach somebody, in a form that compares: the same number written two ways is one number."""

import re

from relmgr.domain.kinds import ContactKind
from relmgr.i18n import _

_PLAIN_NUMBER = re.compile(r"\+[1-9][0-9]*(?:[ -][0-9]+)*", re.ASCII)
_SHORTEST, _LONGEST = 8, 15
"""Digits of a number that is read without phonenumbers' own reading, which takes thirty times as long."""


def normalised(kind: ContactKind, value: str, region: str | None = None) -> str:
    """What two spellings of one address have in common; "" where there is nothing to compare.

    Phones become E.164 where their country is known (`region`: ISO 3166 code the number was typed in), else their
    digits; e-mails, links and chat handles are case-folded.
    """
    text = value.strip()
    if kind is ContactKind.PHONE:
        return _phone(text, region)
    if kind is ContactKind.LINK:
        return (
            text.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        )
    return " ".join(text.casefold().split())


def make_ready() -> None:
    """Import what numbers are read with, which takes longer than a picture of the window: for threads."""
    normalised(ContactKind.PHONE, "+441632960000")


def _phone(text: str, region: str | None) -> str:
    import phonenumbers  # large: only who writes a number needs it

    if region or text.startswith(("+", "00")):
        international = "+" + text[2:] if text.startswith("00") else text
        plain = _plain_number(international)
        if plain:
            return plain
        try:
            number = phonenumbers.parse(international, region)
        except phonenumbers.NumberParseException:
            return _digits(text)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return _digits(text)


def _plain_number(text: str) -> str:
    """A number with its country's code and nothing to take out of it, as phonenumbers writes it; "" for any other.

    What stands after the code is left alone unless it begins as the country's trunk or carrier prefix does.
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    if _PLAIN_NUMBER.fullmatch(text) is None:
        return ""
    digits = text[1:].replace(" ", "").replace("-", "")
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return ""
    for length in (1, 2, 3):
        code = int(digits[:length])
        regions = COUNTRY_CODE_TO_REGION_CODE.get(code)
        if regions is not None:
            metadata = PhoneMetadata.metadata_for_region_or_calling_code(code, regions[0])
            prefix = None if metadata is None else metadata.national_prefix_for_parsing
            national = digits[length:]
            is_plain = not national.startswith("0") and not (prefix and re.match(prefix, national))
            return "+" + digits if is_plain else ""
    return ""


_NO_DIGITS = re.compile(r"\D+")


def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)


def channel_words(channel: ContactKind) -> str:
    """The way of contact, as it begins a line."""
    return {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.ADDRESS: _("Letter"),
        ContactKind.LINK: _("Online"),
        ContactKind.CHAT: _("Chat"),
    }[channel]
