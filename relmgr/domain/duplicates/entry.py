"""Somebody as far as telling people apart needs them: plain values, so that they can be handed to another thread."""

from dataclasses import dataclass

from relmgr.domain.partial_date import PartialDate


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number: E.164, or bare digits where its country is unknown."""

    digits: str
    is_mobile: bool = False
    is_shared: bool = False
    """Whether its label says that it is an office's or a household's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person. Addresses are as `services.contacts.normalised` makes them."""

    key: int
    name: str
    """As it is shown."""
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    native: str = ""
    emails: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    links: tuple[str, ...] = ()
    chats: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    birthday: PartialDate | None = None
    city: str = ""
    is_light: bool = False
    """Somebody on another's card, without one of their own."""
    weight: int = 0
    """How much is known of them; of two, the one with more is offered to stay."""
