"""Ways to reach somebody, in a form that compares: the same number written two ways is one number."""

from relmgr.domain.kinds import ContactKind
from relmgr.i18n import _


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


def _phone(text: str, region: str | None) -> str:
    import phonenumbers  # large: only who writes a number needs it

    if region or text.startswith(("+", "00")):
        international = "+" + text[2:] if text.startswith("00") else text
        try:
            number = phonenumbers.parse(international, region)
        except phonenumbers.NumberParseException:
            return _digits(text)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return _digits(text)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def channel_words(channel: ContactKind) -> str:
    """The way of contact, as it begins a line."""
    return {
        ContactKind.PHONE: _("Phone"),
        ContactKind.EMAIL: _("E-mail"),
        ContactKind.ADDRESS: _("Letter"),
        ContactKind.LINK: _("Online"),
        ContactKind.CHAT: _("Chat"),
    }[channel]
