"""The reasons of a pair in words: "Nickname of William, same mobile number and both at Solberg"."""

from collections.abc import Iterable

from relmgr.domain.duplicates.judging import Certainty, Ground, Reason
from relmgr.domain.duplicates.likeness import Likeness
from relmgr.domain.numbers import listed, starting
from relmgr.i18n import _


def certainty_word(certainty: Certainty) -> str:
    """The class as one word."""
    return {
        Certainty.CERTAIN: _("Certain"),
        Certainty.LIKELY: _("Likely"),
        Certainty.LOOK: _("Worth a look"),
    }[certainty]


def reason_words(reasons: Iterable[Reason]) -> str:
    """What speaks for it, as one phrase that begins with a capital letter."""
    return _sentence(dict.fromkeys(map(_words, reasons)))


def against_words(against: Iterable[Reason]) -> str:
    """What speaks against it, the same way; "" where nothing does."""
    return _sentence(dict.fromkeys(map(_words, against)))


def _sentence(said: Iterable[str]) -> str:
    words = listed(tuple(filter(None, said)))
    return starting(words)


def _words(reason: Reason) -> str:
    if isinstance(reason.ground, Likeness):
        return _name_words(reason.ground, reason.detail)
    if reason.ground is Ground.ORGANISATION:
        return _("both at {organisation}").format(organisation=reason.detail)
    if reason.ground is Ground.FORMER_NAME:
        return _("an e-mail that still says {name}").format(name=reason.detail.capitalize())
    return _ground_words(reason.ground)


def _name_words(likeness: Likeness, detail: str) -> str:
    if likeness is Likeness.NICKNAME and detail:
        return _("nickname of {name}").format(name=detail.capitalize())
    if likeness is Likeness.MARRIED and detail:
        return _("formerly {name}").format(name=detail.capitalize())
    return {
        Likeness.SAME: _("same name"),
        Likeness.OTHER_SCRIPT: _("same name in other letters"),
        Likeness.SPELLING: _("same name, spelled differently"),
        Likeness.REVERSED: _("given and family name the other way round"),
        Likeness.MIDDLE: _("same name, one with more of it"),
        Likeness.NICKNAME: _("a short form of the same name"),
        Likeness.SLIP: _("names a letter apart"),
        Likeness.INITIAL: _("an initial that fits"),
        Likeness.CALLED_BY_MIDDLE: _("called by a middle name"),
        Likeness.MARRIED: _("another family name"),
        Likeness.ONE_WORD: _("same name"),
        Likeness.GIVEN_ONLY: _("same given name"),
        Likeness.FAMILY_ONLY: _("same family name"),
        Likeness.NO_NAME: _("one of them has no name"),
        Likeness.OTHER_FAMILY: _("same given name, another family name"),
        Likeness.OTHER_GIVEN: _("another given name"),
        Likeness.OTHER: _("other names"),
    }[likeness]


def _ground_words(ground: Ground) -> str:
    return {
        Ground.MOBILE: _("same mobile number"),
        Ground.PHONE: _("same phone number"),
        Ground.EMAIL: _("same e-mail"),
        Ground.PROFILE: _("same profile or web page"),
        Ground.CHAT: _("same chat name"),
        Ground.SHARED_ADDRESS: _("an address that others share"),
        Ground.ORGANISATION: _("same organisation"),
        Ground.HOUSE: _("e-mail at the same organisation"),
        Ground.BIRTHDAY: _("same birthday"),
        Ground.BIRTHDAY_DAY: _("same birthday, as far as it is known"),
        Ground.FORMER_NAME: _("a former name"),
        Ground.CITY: _("same city"),
        Ground.BARE: _("one of them only a name"),
        Ground.BIRTHDAY_SLIP: _("birthdays that nearly agree"),
        Ground.OTHER_BIRTHDAY: _("different birthdays"),
        Ground.OTHER_TITLE: _("titles of a woman and a man"),
        Ground.OTHER_GENERATION: _("senior and junior"),
        Ground.OTHER_ORGANISATION: _("different organisations"),
        Ground.OTHER_CITY: _("different cities"),
    }[ground]
