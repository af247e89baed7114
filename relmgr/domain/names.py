"""People's names: how they are shown, shortened to initials, used in a sentence and, as a suggestion, taken apart."""

import re
import unicodedata
from dataclasses import dataclass, replace

from relmgr.i18n import _, pgettext

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"
_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_ZERO_WIDTH_JOINER = "\u200d"

_END_OF_LATIN = 0x250

PERSON_COLOURS = 10
COMPANY_COLOURS = 6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words(
    "af al am an aus av bar ben bin bint d da das de dei del della den der des di do dos du e el i ibn la las le "
    "les lo los na ni o of op san st ten ter the t tot uit van ver vom von y zu zum zur ʼt 't"
)
_CONNECTORS = frozenset({"y", "e", "i"})
_PREFIXES = _words(
    "dr prof professor mr mrs ms miss mx sir dame lord lady rev fr sr sra srta don doña herr frau mme mlle m "
    "hr fr. ing dipl mag dott dott.ssa dra eng hon capt col maj gen sgt shri smt"
)
_SUFFIXES = _words("jr sr ii iii iv phd md mba msc bsc ma ba llm esq obe mbe cbe dds cpa rn mph dphil")
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})
_VIETNAMESE_FAMILIES = _words(
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương lương đào tạ tô "
    "mai cao châu hà lâm phùng tăng thái vương quách"
)
_VIETNAMESE_LETTERS = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_KOREAN_DOUBLE = frozenset({"남궁", "황보", "제갈", "선우", "독고", "사공", "서문"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """A name in the parts of a vCard's N (RFC 6350 §6.2.2), each "" where there is none.

    `native` is the name in its own script if the main form is not, or how it is written in Latin letters if it is.
    """

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    native: str = ""


def _is_han_or_kana(character: str) -> bool:
    code = ord(character)
    return (
        0x3005 <= code <= 0x3007
        or 0x3040 <= code <= 0x30FF
        or 0x3400 <= code <= 0x4DBF
        or 0x4E00 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3" or "\u1100" <= character <= "\u11ff"


def _first_letter(text: str) -> str:
    return next((character for character in text if character.isalnum()), "")


def _is_cjk(text: str) -> bool:
    letter = _first_letter(text)
    return bool(letter) and (_is_han_or_kana(letter) or _is_hangul(letter))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (UAX 9, rule P2)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def is_latin(text: str) -> bool:
    """Whether the text is written in Latin letters, with whatever marks."""
    return any(character.isalpha() and ord(character) < _END_OF_LATIN for character in text)


def isolate(text: str) -> str:
    """`text` wrapped so that its direction disturbs no sentence around it; stray direction marks are dropped."""
    return FIRST_STRONG_ISOLATE + text.translate(_BIDI_CONTROLS) + POP_DIRECTIONAL_ISOLATE


def graphemes(text: str) -> list[str]:
    """`text` in what people take for single letters: accents, joined emoji and flags stay whole (after UAX 29)."""
    clusters: list[str] = []
    flag_open = False
    for character in text:
        is_flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        joins = bool(clusters) and (
            _extends(character) or clusters[-1].endswith(_ZERO_WIDTH_JOINER) or (is_flag and flag_open)
        )
        if joins or (clusters and _jamo_joins(clusters[-1][-1], character)):
            clusters[-1] += character
            flag_open = flag_open and _extends(character)
        else:
            clusters.append(character)
            flag_open = is_flag
    return clusters


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d\uff9e\uff9f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _jamo_joins(before: str, character: str) -> bool:
    leads = "\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c"
    follows = "\u1100" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"
    is_lead = "\u1100" <= character <= "\u115f"
    is_vowel_or_tail = "\u1160" <= character <= "\u11ff"
    return (leads and is_lead) or (follows and is_vowel_or_tail)


def is_family_first(parts: NameParts) -> bool:
    """Whether this name is said family name first: names in Chinese, Japanese or Korean script, and Vietnamese ones.

    Hungarian names are not told from others by their letters, so they stay as their parts are given.
    """
    if not (parts.family and parts.given):
        return False
    if _is_cjk(parts.family) and _is_cjk(parts.given):
        return True
    family = unicodedata.normalize("NFC", parts.family).casefold()
    whole = unicodedata.normalize("NFC", f"{family} {parts.additional} {parts.given}").casefold()
    return family in _VIETNAMESE_FAMILIES and bool(_VIETNAMESE_LETTERS.search(whole))


def display_name(parts: NameParts) -> str:
    """The name as it heads a card and a row: no titles, but "Jr" and "III", which tell people apart.

    A name without given and family name is the nickname, else the native form, else whatever there is, else "".
    """
    given, family = parts.given.strip(), parts.family.strip()
    middle = parts.additional.strip()
    if not (given or family):
        rest = (parts.nickname, middle, parts.native, f"{parts.prefix} {parts.suffix}")
        return next((word.strip() for word in rest if word.strip()), "")
    if is_family_first(parts):
        apart = "" if _is_hangul(_first_letter(family)) else " "
        return apart.join(word for word in (family, middle, given) if word)
    suffix = parts.suffix.strip()
    if suffix.rstrip(".").casefold() not in _GENERATIONS:
        suffix = ""
    return " ".join(word for word in (given, middle, family, suffix) if word)


def formal_name(parts: NameParts) -> str:
    """The name with all its titles, for letters and exports."""
    plain = display_name(replace(parts, suffix=""))
    return " ".join(word for word in (parts.prefix.strip(), plain, parts.suffix.strip()) if word)


def first_name(parts: NameParts) -> str:
    """What to call them in a sentence ("Megan felt uneasy"): the given name, else what the card shows."""
    return parts.given.strip() or display_name(parts)


def _first_grapheme(text: str) -> str:
    """The first letter in upper case, opening brackets and quotes passed over; "" for nothing to show."""
    if text[:2].isascii() and text[:1].isalnum():
        return text[0].upper()
    clusters = [cluster for cluster in graphemes(text) if not cluster.isspace()]
    first = next((cluster for cluster in clusters if cluster[0].isalnum()), clusters[0] if clusters else "")
    upper = first.upper()
    return upper if len(graphemes(upper)) == 1 else first


def _without_particles(family: str) -> str:
    """ "Vega" of "de la Vega": lower-case particles have no initial of their own, unless there is nothing else."""
    words = family.split()
    while len(words) > 1 and words[0].islower() and words[0].strip("'’") in PARTICLES:
        words.pop(0)
    head = re.sub(r"^(?:al|el|d|l|t|ad|an|ar|as)[-'’](?=\w)", "", words[0]) if words else ""
    return head or family


def initials(parts: NameParts) -> str:
    """What stands in the portrait's disc (DESIGN §2): "MJ", "美咲", "ل"; "" only for a name without any character.

    First letter of given and family name in the order they are said; for Chinese, Japanese and Korean script the
    given name, at most two characters; for Arabic and Hebrew one letter. No grapheme is ever split.
    """
    given, family = parts.given.strip(), parts.family.strip()
    if not (given or family):
        return _first_grapheme(display_name(parts))
    if _is_cjk(given or family):
        return "".join([c for c in graphemes(given or family) if not c.isspace()][:2])
    if is_right_to_left(given or family):
        return _first_grapheme(given or family)
    letters = [_first_grapheme(given), _first_grapheme(_without_particles(family)) if family else ""]
    if is_family_first(parts):
        letters.reverse()
    return "".join(letters)


def possessive(name: str) -> str:
    """ "Priya’s": a name and what belongs to it; a right-to-left name keeps its own direction."""
    shown = isolate(name) if is_right_to_left(name) else name
    last = name.casefold()[-1:]
    stays = last in "sßxz" or not unicodedata.name(last, "").startswith("LATIN")
    words = (
        pgettext("of a name in another script, or that ends in s, x or z", "{name}’s")
        if stays
        else _("{name}’s")
    )
    return words.format(name=shown)


def fnv1a(text: str) -> int:
    """The 32-bit FNV-1a hash of the text in UTF-8: the same on every machine and in every version."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8", "surrogatepass"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def person_colour(stable_id: str) -> int:
    """Which of the ten warm colours is theirs, 0 to 9; renaming changes nothing."""
    return fnv1a(stable_id) % PERSON_COLOURS


def company_colour(stable_id: str) -> int:
    """Which of the six cool colours is the company's, 0 to 5."""
    return fnv1a(stable_id) % COMPANY_COLOURS


def monogram(organisation_name: str, override: str = "") -> str:
    """The one letter on the logo tile: `override` if the user or the import chose one, else the name's first letter."""
    return _first_grapheme(override) or _first_grapheme(organisation_name)


def split_name(text: str) -> NameParts:
    """A suggestion of the parts of a name typed in one field, for the user to correct; never applied to a vCard's N.

    Understands "Family, Given", titles, generations, particles, a nickname in quotes or brackets, Chinese, Japanese,
    Korean and Vietnamese order. What it cannot know, such as two Spanish family names without "y", it leaves to the
    user: then the last word is the family name.
    """
    text = " ".join(text.split())
    nickname, text = _take_nickname(text)
    prefix, suffix, text = _take_titles(text)
    if _is_cjk(text):
        return replace(_split_cjk(text), prefix=prefix, suffix=suffix, nickname=nickname)
    if "," in text:
        family, _comma, given = (part.strip() for part in text.partition(","))
        first, _space, additional = given.partition(" ")
        parts = NameParts(given=first, additional=additional, family=family)
    else:
        parts = _split_words(text.split())
    return replace(parts, prefix=prefix, suffix=suffix, nickname=nickname)


def _take_nickname(text: str) -> tuple[str, str]:
    found = re.search(r"[\"“„(]([^\"“”„()]{1,40})[\"”“)]", text)
    if found is None or not (text[: found.start()] + text[found.end() :]).strip():
        return "", text
    rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
    return found.group(1).strip(), rest


def _is_title(word: str, titles: frozenset[str]) -> bool:
    bare = word.casefold().strip(".,")
    return (
        bare in titles
        or bare.replace(".", "") in titles
        or (bare.startswith("dipl.-") and titles is _PREFIXES)
    )


def _take_titles(text: str) -> tuple[str, str, str]:
    words = text.split()
    first = 0
    while first < len(words) - 1 and _is_title(words[first], _PREFIXES) and len(words[first].rstrip(".")) > 1:
        first += 1
    last = len(words)
    while last - first > 2 and _is_title(words[last - 1], _SUFFIXES):
        last -= 1
    rest = " ".join(words[first:last]).rstrip(",")
    return " ".join(words[:first]), " ".join(words[last:]).strip(","), rest


def _split_words(words: list[str]) -> NameParts:
    if len(words) == 1:
        return NameParts(given=words[0])
    if not words:
        return NameParts()
    head = unicodedata.normalize("NFC", words[0]).casefold()
    whole = unicodedata.normalize("NFC", " ".join(words)).casefold()
    if head in _VIETNAMESE_FAMILIES and _VIETNAMESE_LETTERS.search(whole):
        return NameParts(family=words[0], additional=" ".join(words[1:-1]), given=words[-1])
    start = _family_start(words)
    return NameParts(given=words[0], additional=" ".join(words[1:start]), family=" ".join(words[start:]))


def _family_start(words: list[str]) -> int:
    """Where the family name begins: at its particles, or a word before them where "y" joins two family names."""
    particles = [i for i, word in enumerate(words) if 0 < i < len(words) - 1 and word in PARTICLES]
    if not particles:
        return len(words) - 1
    joined = any(words[i] in _CONNECTORS for i in particles)
    return particles[0] - 1 if joined and particles[0] > 1 else particles[0]


def _split_cjk(text: str) -> NameParts:
    words = text.split()
    if len(words) > 1:
        return NameParts(family=words[0], given=" ".join(words[1:]))
    length = len(text)
    if length < 2:
        return NameParts(given=text)
    if _is_hangul(text[0]):
        cut = 2 if text[:2] in _KOREAN_DOUBLE and length > 2 else 1
    else:
        cut = 2 if length > 3 else 1
    return NameParts(family=text[:cut], given=text[cut:])
