"""The spellings under which a name is known: Jürgen, Juergen and Jurgen are one; and those one slip of a finger away."""

import unicodedata
from functools import lru_cache
from itertools import chain

from relmgr.domain.fold import fold

_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
     "Ø": "Oe", "Å": "Aa", "Đ": "Dj"}
)  # fmt: skip
"""How letters are written where a keyboard lacks them: German, Scandinavian, South Slavic."""

_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("dj", "d"))
"""The same the other way round, after folding: whoever types "jurgen" finds Juergen as well."""

_HIRAGANA, _KATAKANA, _KANA = 0x3041, 0x30A1, 86
_AS_HIRAGANA = {_KATAKANA + n: _HIRAGANA + n for n in range(_KANA)}
_AS_KATAKANA = {hiragana: katakana for katakana, hiragana in _AS_HIRAGANA.items()}

_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіґє",
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)
SHORTEST_SLIP = 4
"""Letters a word needs before a slip is looked for: of a shorter one too many names are one letter away."""
_LONGEST_SLIP = 20


@lru_cache(maxsize=4096)
def spellings(name: str) -> tuple[str, ...]:
    """`name` folded, and folded as it is spelled elsewhere, where that differs: the index holds them all.

    "Jürgen" is "jurgen" and "juergen"; "Juergen" is "juergen" and "jurgen"; サトウ is also さとう, and the other way round.
    """
    plain = fold(name)
    # A letter written as a vowel and its mark is composed first: fold() alone would drop the mark.
    composed = _composed(name)
    found = [plain, fold(composed.translate(_WRITTEN_OUT)), contracted(plain)]
    if not plain.isascii():
        found += [plain.translate(_AS_HIRAGANA), plain.translate(_AS_KATAKANA)]
    return tuple(dict.fromkeys(filter(None, found)))


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def contracted(folded: str) -> str:
    """ "jurgen" of "juergen": what is typed with two letters for one is looked for with the one as well."""
    for written, letter in _DIGRAPHS:
        folded = folded.replace(written, letter)
    return folded


def initials_of(name: str) -> str:
    """ "mj" of "Megan Jacobs": what may be typed for a name of two to four words; "" for others."""
    words = [word for word in fold(name).split() if word[0].isalpha()]
    return "".join(word[0] for word in words) if 2 <= len(words) <= 4 and "".join(words).isascii() else ""


def slips(word: str) -> tuple[str, ...]:
    """Every word that one slip of a finger away is `word`: a letter too many, too few, wrong, or two exchanged.

    `word` folded. Nothing for words under four letters, digits, and scripts whose letters are words.
    """
    letters = _alphabet(word)
    if not letters or not SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP:
        return ()
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = (head + tail[1:] for head, tail in parts if tail)
    exchanged = (head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1)
    wrong = (head + letter + tail[1:] for head, tail in parts if tail for letter in letters)
    more = (head + letter + tail for head, tail in parts for letter in letters)
    return tuple(dict.fromkeys(each for each in chain(fewer, exchanged, wrong, more) if each != word))


def _alphabet(word: str) -> str:
    return next((letters for letters in _ALPHABETS if word and all(each in letters for each in word)), "")
