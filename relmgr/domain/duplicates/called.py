"""A name taken apart for comparing: its words with all their spellings and sounds, and what stands around it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from relmgr.domain.duplicates import nicknames
from relmgr.domain.duplicates.entry import Entry
from relmgr.domain.duplicates.latin import is_unvowelled, latin, skeleton, sound
from relmgr.domain.fold import fold, is_unspaced
from relmgr.domain.names import PARTICLES, NameParts, split_name

SHORTEST_SLIP = 4
"""Letters a word needs before a slip is looked for: of a shorter one too many names are one letter away."""
_JUNIOR = {"jr": "jr", "junior": "jr", "jun": "jr", "jnr": "jr", "dj": "jr", "fils": "jr", "filho": "jr", "hijo": "jr",
           "figlio": "jr", "ml": "jr", "ii": "2", "iii": "3", "iv": "4", "2nd": "2", "3rd": "3",
           "neto": "neto", "sobrinho": "sobrinho"}  # fmt: skip
_SENIOR = {"sr": "sr", "senior": "sr", "sen": "sr", "snr": "sr", "da": "sr", "pere": "sr", "st": "sr"}
_GENERATIONS = _JUNIOR | _SENIOR
_ONLY_AS_SUFFIX = frozenset({"dj", "da", "st", "ml", "pere", "sr"})
_WOMEN = frozenset(
    [
        "mrs",
        "ms",
        "miss",
        "madam",
        "frau",
        "mme",
        "mlle",
        "madame",
        "sra",
        "srta",
        "senora",
        "signora",
        "dame",
        "lady",
        "fru",
        "mevrouw",
        "pani",
        "dona",
    ]
)
_MEN = frozenset(["mr", "herr", "monsieur", "signor", "sir", "lord", "senor", "don", "meneer", "pan"])
_FORMER = re.compile(
    r"\b(?:née|nee|né|geb\.?|geborene[r]?|born|formerly|f\.\s?(?=[A-Z])|ur\.|z domu|nata|roz\.)\s+([\w'’-]+)",
    re.IGNORECASE,
)
_NO_CLASS: frozenset[int] = frozenset()
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name. Equal only to itself: `word_of` gives the same one for the same text, and comparing is quick."""

    plain: str
    """Folded."""
    spelled: frozenset[str]
    """In Latin letters."""
    sounds: tuple[str, ...]
    bones: tuple[str, ...]
    classes: frozenset[int]
    """The given names it may stand for."""
    is_unvowelled: bool
    is_latin: bool

    @property
    def given_keys(self) -> set[str]:
        """The names it may be short for, and how it sounds, as keys."""
        return {f"n{number}" for number in self.classes} | {f"s{each}" for each in self.sounds}

    @property
    def is_initial(self) -> bool:
        """Whether it is one letter."""
        return len(self.plain) == 1 and self.is_latin


@lru_cache(maxsize=16384)
def word_of(text: str) -> Word:
    """What comparing needs of one word."""
    plain = fold(text).replace("'", "").replace("’", "")
    spelled = frozenset(each.replace("'", "") for each in latin(text.replace("’", "'")))
    classes = frozenset().union(*(nicknames.classes_of(each) for each in (plain, *spelled)))
    return Word(
        plain,
        spelled,
        tuple(dict.fromkeys(map(sound, spelled))),
        tuple(dict.fromkeys(bones for bones in map(skeleton, spelled) if len(bones) >= 2)),
        classes or _NO_CLASS,
        is_unvowelled(plain),
        plain.isascii() or plain in spelled,
    )


@lru_cache(maxsize=4096)
def nearby(word: Word) -> frozenset[str]:
    """Its spellings, and what is left of them without one letter: words a slip apart have one of these in common."""
    return frozenset().union(*map(_nearby, word.spelled))


def _nearby(spelled: str) -> set[str]:
    if len(spelled) < SHORTEST_SLIP:
        return {spelled}
    return {spelled, *(spelled[:at] + spelled[at + 1 :] for at in range(len(spelled)))}


@dataclass(frozen=True, slots=True)
class Called:
    """One form of somebody's name."""

    givens: tuple[Word, ...]
    families: tuple[Word, ...]
    """Without particles."""
    given_joined: frozenset[str]
    givens_joined: frozenset[str]
    """With the middle names: Xiao Ming and Xiaoming are one."""
    family_joined: frozenset[str]
    """All of it in one word, particles included, in each spelling: MacDonald and Mac Donald are one."""

    @property
    def is_whole(self) -> bool:
        """Whether there is a given and a family name."""
        return bool(self.givens and self.families)


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody's name in all its forms, and what goes with it."""

    forms: tuple[Called, ...]
    """The main one first; then in another script, then with the nickname as given name."""
    formers: tuple[Word, ...]
    generation: str
    """"jr", "sr" or a number; "" where nothing is said."""
    gender: str
    """What the title says: "f" or "m"; "" where it says nothing."""
    plain: str
    """As it is shown, folded."""


def name_of(entry: Entry) -> Name:
    """The name of `entry`, taken apart."""
    parts = _parts(entry) if _is_name(entry) else NameParts()
    shown = " ".join((entry.name, entry.family, entry.suffix, entry.additional, entry.nickname))
    formers = tuple(word_of(found) for found in dict.fromkeys(_FORMER.findall(shown)))
    forms = [_called(parts)]
    if entry.native.strip():
        forms.append(_called(_without_former(split_name(entry.native))))
    for nickname in re.split(r"[,;/]", entry.nickname):
        if nickname.strip() and not _FORMER.search(nickname):
            forms.append(_called(NameParts(given=nickname.strip(), family=parts.family)))
            formers += tuple(word_of(each) for each in _WORDS.findall(nickname)[:1])
    return Name(
        tuple(dict.fromkeys(forms)),
        formers,
        _generation(entry, parts),
        _gender(parts.prefix),
        fold(entry.name),
    )


def _is_name(entry: Entry) -> bool:
    """Whether a name stands there, and not the address or the firm that a telephone shows in its place."""
    if entry.given.strip() or entry.family.strip():
        return True
    shown = fold(entry.name)
    return "@" not in shown and any(map(str.isalpha, shown)) and shown not in map(fold, entry.organisations)


def _parts(entry: Entry) -> NameParts:
    """As typed; taken apart where everything stands in one field, as telephones export it."""
    given, family = entry.given.strip(), entry.family.strip()
    if given and family:
        parts = NameParts(
            prefix=entry.prefix, given=given, additional=entry.additional, family=family, suffix=entry.suffix
        )
    else:
        if given and len(given) <= 2 and is_unspaced(given[0]) and entry.name.strip() == given:
            return NameParts(prefix=entry.prefix, given=given)
        whole = " ".join(filter(None, (given, entry.additional.strip(), family)))
        if len(entry.name.split()) > len(whole.split()):
            whole = entry.name
        made = split_name(_FORMER.sub(" ", whole).strip(" ,()") or whole)
        parts = NameParts(
            prefix=entry.prefix or made.prefix,
            given=made.given,
            additional=made.additional,
            family=made.family,
            suffix=entry.suffix or made.suffix,
        )
    return _without_former(parts)


def _without_former(parts: NameParts) -> NameParts:
    return NameParts(
        prefix=parts.prefix,
        given=parts.given,
        additional=_FORMER.sub(" ", parts.additional),
        family=_FORMER.sub(" ", parts.family).strip(" ,()") or parts.family,
        suffix=_FORMER.sub(" ", parts.suffix),
        nickname=parts.nickname,
    )


def _called(parts: NameParts) -> Called:
    given = _WORDS.findall(parts.given) + _WORDS.findall(parts.additional)
    family = _WORDS.findall(parts.family)
    if len(family) > 1:
        family = [each for each in family if fold(each) not in _GENERATIONS or fold(each) in _ONLY_AS_SUFFIX]
    lowered = [each for each in family if each.casefold() not in PARTICLES] or family
    return Called(
        tuple(word_of(each) for each in given),
        tuple(word_of(each) for each in lowered),
        _joined(_WORDS.findall(parts.given)),
        _joined(given),
        _joined(family),
    )


def _joined(words: list[str]) -> frozenset[str]:
    if not words:
        return frozenset()
    if len(words) == 1:
        return word_of(words[0]).spelled
    spellings = [word_of(each).spelled for each in words]
    if not all(spellings):
        return frozenset()
    return frozenset("".join(choose(each, key=len) for each in spellings) for choose in (min, max))


def _generation(entry: Entry, parts: NameParts) -> str:
    if not parts.suffix and len(entry.family.split()) < 2 and len(entry.name.split()) < 3:
        return ""
    for text, is_suffix in ((parts.suffix, True), (entry.family, False), (entry.name, False)):
        words = [fold(each).replace(".", "") for each in re.split(r"[\s,]+", text.replace(". ", ".")) if each]
        for each in words if is_suffix else words[2:] or words[1:]:
            if each in _GENERATIONS and (is_suffix or each not in _ONLY_AS_SUFFIX or each == "sr"):
                return _GENERATIONS[each]
    return ""


def _gender(prefix: str) -> str:
    words = {fold(each).strip(".") for each in prefix.split()}
    if words & _WOMEN:
        return "f"
    return "m" if words & _MEN else ""
