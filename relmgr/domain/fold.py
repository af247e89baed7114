"""Text as search sees it: without case, accents and script habits, and safe to hand to full-text search.

SQLite's own `remove_diacritics` misses ł, ø and ß and finds no part of a Chinese or Japanese name, so what is
indexed is folded here, and what is asked is folded the same way.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

_MARKS = (
    (0x0300, 0x036F),  # Latin, Greek, Cyrillic
    (0x0483, 0x0489),
    (0x0591, 0x05BD),  # Hebrew points and accents
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0610, 0x061A),  # Arabic vowel signs
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E4),
    (0x06E7, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF),
    (0xFE20, 0xFE2F),
)
_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ı": "i",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ـ": "",
}
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # Kana
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),  # Ideographs
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),  # Hangul syllables
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_MARK_SET = frozenset(chain.from_iterable(range(first, last + 1) for first, last in _MARKS))
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_NO_LETTERS_IN_LINES = re.compile(r"[^a-z0-9\n]+")
_MOST_WORDS = 32
_LONGEST_QUERY = 2000
"""Letters of what is typed that are looked at; nobody types more, but a page may be pasted."""


_UNSPACED_SIGN = re.compile("([" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED) + "])")


def is_unspaced(character: str) -> bool:
    """Whether the character is of a script written without spaces between words."""
    return _UNSPACED_SIGN.match(character) is not None


_LONG = 1000
"""Characters from which on each is asked for once: a field of megabytes is full of the same few."""


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    """What one character of decomposed, case-folded text becomes; "" if it leaves no trace."""
    if ord(character) in _MARK_SET:
        return ""
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp", "Zs"):
        return " "
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _LETTERS.get(character, character)


def _each_folded(text: str) -> str:
    if len(text) < _LONG:
        return "".join(map(_folded, text))
    return text.translate({ord(character): _folded(character) for character in set(text)})


def _plain(text: str) -> str:
    """`text` folded, scripts without spaces still unspaced."""
    if text.isascii() and text.isprintable():
        return text.lower()
    # Twice, since case folding can undo normalisation and the other way round; the second pass settles it.
    for _round in range(2):
        text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
        text = _each_folded(text)
        if text.isascii():
            return text
    return unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """`text` for the search index: words apart by single spaces, and each ideograph, kana and syllable a word.

    "Łukasz Großmann" becomes "lukasz grossmann", "佐藤 美咲" becomes "佐 藤 美 咲": so that full-text search finds
    "美咲" or "藤美" as a phrase. Folding twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    plain = _plain(text)
    if not plain.isascii():
        plain = " ".join(_UNSPACED_SIGN.split(plain))
    return " ".join(plain.split())


def _has_word(folded: str) -> bool:
    return any(character.isalnum() or unicodedata.category(character) == "Co" for character in folded)


def query_words(user_text: str) -> tuple[str, ...]:
    """The words that are asked for when somebody types `user_text`, folded; beyond 32 the rest is ignored.

    A word of a script without spaces is its characters with spaces between them.
    """
    words: list[str] = []
    for word in _plain(user_text[:_LONGEST_QUERY]).split():
        folded = fold(word)
        if _has_word(folded):
            words.append(folded)
        if len(words) == _MOST_WORDS:
            break
    return tuple(words)


def quoted(word: str) -> str:
    """What asks FTS5 for `word` as a beginning; AND, NEAR( or a lone quotation mark cannot become syntax."""
    return '"' + word.replace('"', '""') + '" *'


def match_query(user_text: str) -> str | None:
    """What to ask FTS5 for when somebody types `user_text`; None if there is no word in it.

    Every word is quoted; all must be found, each as a beginning: "meg jac" is Megan Jacobs.
    """
    return " ".join(map(quoted, query_words(user_text))) or None


def sort_key(family: str, given: str, display: str) -> str:
    """What the People list sorts by: the name as it is shown, folded, punctuation left out.

    As shown and not by family name, because the eye looks for what it sees, because half of the world's names have
    no family name or have it first, and because a guessed family name would hide a person under a wrong letter.
    Names without any letter or digit come last. `family` and `given` stand in where nothing is shown.
    """
    shown = display.strip() or f"{given} {family}".strip()
    folded = fold(shown)
    if folded.isascii():
        plain = " ".join(_NO_LETTERS.sub(" ", folded).split())
        return plain or "\U0010fffd" + folded
    signs = {ord(c): " " for c in set(folded) if not (c.isalnum() or unicodedata.category(c)[0] == "M")}
    letters = folded.translate(signs)
    key = " ".join(letters.split())
    return key if _has_word(key) else "\U0010fffd" + folded


def sort_keys(shown: Sequence[str]) -> list[str]:
    """The same of many names at once, each as it is shown: most are plain, and those are taken together."""
    plain = [number for number, name in enumerate(shown) if name.isascii() and name.isprintable()]
    lines = _NO_LETTERS_IN_LINES.sub(" ", "\n".join(shown[number] for number in plain).lower()).split("\n")
    found = {number: " ".join(line.split()) for number, line in zip(plain, lines, strict=False)}
    return [found.get(number) or sort_key("", "", name) for number, name in enumerate(shown)]
