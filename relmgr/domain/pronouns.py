"""Pronouns as somebody gave them; where none were given a sentence uses the name, never a guess (DESIGN §9)."""

from dataclasses import dataclass
from functools import lru_cache

from relmgr.domain.names import possessive
from relmgr.i18n import ENGLISH, language


@dataclass(frozen=True, slots=True)
class Pronouns:
    """The three forms a sentence needs: "she", "her", "her"."""

    subject: str
    object: str
    possessive: str
    is_plural: bool = False


_KNOWN = {
    "she": Pronouns("she", "her", "her"),
    "he": Pronouns("he", "him", "his"),
    "they": Pronouns("they", "them", "their", is_plural=True),
}


def read_pronouns(text: str) -> Pronouns | None:
    """The forms of "she/her", "he", "they/them" (the first named counts); None for none or for others.

    These are English words: in other languages a sentence uses the name.
    """
    return _read(text) if language() == ENGLISH else None


@lru_cache(maxsize=256)
def _read(text: str) -> Pronouns | None:
    first = text.casefold().replace("/", " ").replace(",", " ").split()
    return _KNOWN.get(first[0]) if first else None


def subject(name: str, pronouns: Pronouns | None) -> str:
    """Who does something, inside a sentence: "she", or the name."""
    return pronouns.subject if pronouns else name


def owner(name: str, pronouns: Pronouns | None) -> str:
    """Whose something is, inside a sentence: "her", or "Megan’s"."""
    return pronouns.possessive if pronouns else possessive(name)
