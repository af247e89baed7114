"""Names in Latin letters, whatever they are written in, and how they sound: what comparing across scripts rests on.

Cyrillic, Greek, Arabic and Hebrew by own tables (after ISO 9, ELOT 743 and what passports use), Chinese, Japanese and
Korean by `readings`. A sound is not a spelling: it is only ever compared with another sound.
"""

from functools import lru_cache

from relmgr.domain.duplicates.readings import readings
from relmgr.domain.fold import fold, is_unspaced
from relmgr.domain.search.spelling import spellings

_CYRILLIC = dict(
    pair.split(":")
    for pair in [
        "а:a",
        "б:b",
        "в:v",
        "г:g",
        "д:d",
        "е:e",
        "ж:zh",
        "з:z",
        "и:i",
        "й:i",
        "к:k",
        "л:l",
        "м:m",
        "н:n",
        "о:o",
        "п:p",
        "р:r",
        "с:s",
        "т:t",
        "у:u",
        "ф:f",
        "х:kh",
        "ц:ts",
        "ч:ch",
        "ш:sh",
        "щ:shch",
        "ъ:",
        "ы:y",
        "ь:",
        "э:e",
        "ю:yu",
        "я:ya",
        "і:i",
        "ї:yi",
        "є:ye",
        "ґ:g",
        "ђ:dj",
        "ј:j",
        "љ:lj",
        "њ:nj",
        "ћ:c",
        "џ:dz",
        "ў:u",
        "қ:k",
        "ғ:g",
        "ү:u",
        "ұ:u",
        "ң:n",
        "ө:o",
        "һ:h",
        "ә:a",
    ]
)
_GREEK_PAIRS = (
    ("ου", "u"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("αι", "e"), ("ει", "i"), ("οι", "i"),
    ("ευ", "ev"), ("αυ", "av"), ("τσ", "ts"), ("τζ", "tz"),
)  # fmt: skip
_GREEK = dict(
    pair.split(":")
    for pair in [
        "α:a",
        "β:v",
        "γ:g",
        "δ:d",
        "ε:e",
        "ζ:z",
        "η:i",
        "θ:th",
        "ι:i",
        "κ:k",
        "λ:l",
        "μ:m",
        "ν:n",
        "ξ:x",
        "ο:o",
        "π:p",
        "ρ:r",
        "σ:s",
        "ς:s",
        "τ:t",
        "υ:i",
        "φ:f",
        "χ:ch",
        "ψ:ps",
        "ω:o",
    ]
)
_ARABIC = dict(
    pair.split(":")
    for pair in [
        "ا:a",
        "أ:a",
        "إ:i",
        "آ:a",
        "ب:b",
        "ت:t",
        "ث:th",
        "ج:j",
        "ح:h",
        "خ:kh",
        "د:d",
        "ذ:dh",
        "ر:r",
        "ز:z",
        "س:s",
        "ش:sh",
        "ص:s",
        "ض:d",
        "ط:t",
        "ظ:z",
        "ع:",
        "غ:gh",
        "ف:f",
        "ق:k",
        "ك:k",
        "ل:l",
        "م:m",
        "ن:n",
        "ه:h",
        "و:u",
        "ي:i",
        "ء:",
        "ئ:",
        "ؤ:u",
        "پ:p",
        "چ:ch",
        "ژ:zh",
        "گ:g",
        "ڤ:v",
    ]
)
_HEBREW = dict(
    pair.split(":")
    for pair in [
        "א:a",
        "ב:b",
        "ג:g",
        "ד:d",
        "ה:h",
        "ו:u",
        "ז:z",
        "ח:kh",
        "ט:t",
        "י:i",
        "כ:k",
        "ך:k",
        "ל:l",
        "מ:m",
        "ם:m",
        "נ:n",
        "ן:n",
        "ס:s",
        "ע:a",
        "פ:p",
        "ף:f",
        "צ:ts",
        "ץ:ts",
        "ק:k",
        "ר:r",
        "ש:sh",
        "ת:t",
    ]
)
_KNOWN = dict(
    pair.split(":")
    for pair in [
        "محمد:mohammed",
        "محمود:mahmoud",
        "احمد:ahmed",
        "علي:ali",
        "حسن:hassan",
        "حسين:hussein",
        "عمر:omar",
        "خالد:khalid",
        "مصطفي:mustafa",
        "يوسف:yusuf",
        "ابراهيم:ibrahim",
        "عبدالله:abdullah",
        "فاطمه:fatima",
        "عايشه:aisha",
        "عائشه:aisha",
        "مريم:maryam",
        "ليلي:layla",
        "ليلا:layla",
        "نور:nour",
        "ساره:sarah",
        "سعيد:said",
        "طارق:tariq",
        "كريم:karim",
        "سمير:samir",
        "نبيل:nabil",
        "رامي:rami",
        "هاني:hani",
        "وليد:walid",
        "ياسر:yasser",
        "ياسمين:yasmin",
        "هدي:huda",
        "دينا:dina",
        "رنا:rana",
        "مني:mona",
        "امل:amal",
        "سلمي:salma",
        "زينب:zainab",
        "خديجه:khadija",
        "جمال:jamal",
        "كمال:kamal",
        "ماجد:majid",
        "فادي:fadi",
        "انس:anas",
        "بلال:bilal",
        "سامي:sami",
        "منير:munir",
        "حداد:haddad",
        "خوري:khoury",
        "الخوري:khoury",
        "نصار:nassar",
        "منصور:mansour",
        "المصري:masri",
        "דוד:david",
        "משה:moshe",
        "יוסף:yosef",
        "אברהם:avraham",
        "יעקב:yaakov",
        "יצחק:yitzhak",
        "שלמה:shlomo",
        "שמואל:shmuel",
        "דניאל:daniel",
        "מיכאל:michael",
        "יונתן:yonatan",
        "איתן:eitan",
        "נועם:noam",
        "יעל:yael",
        "שרה:sarah",
        "רחל:rachel",
        "רבקה:rivka",
        "לאה:leah",
        "חנה:hannah",
        "מרים:miriam",
        "תמר:tamar",
        "נועה:noa",
        "מאיה:maya",
        "אסתר:esther",
        "כהן:cohen",
        "לוי:levi",
        "מזרחי:mizrahi",
        "פרץ:peretz",
        "ביטון:biton",
        "פרידמן:friedman",
        "גולדברג:goldberg",
        "כץ:katz",
        "רוזן:rosen",
        "אבי:avi",
        "אורי:uri",
        "גיל:gil",
        "רון:ron",
        "טל:tal",
        "עדי:adi",
        "שירה:shira",
        "מיכל:michal",
    ]
)
"""Names whose vowels Arabic and Hebrew do not write, folded, with the usual spelling."""

_SOUNDS = (
    ("shch", "s"), ("tsch", "č"), ("tch", "č"), ("sch", "s"), ("sh", "s"), ("ch", "č"), ("cz", "č"), ("ck", "k"),
    ("ph", "f"), ("th", "t"), ("kh", "h"), ("gh", "g"), ("zh", "z"), ("dj", "j"), ("tz", "z"), ("ts", "z"),
    ("woo", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("w", "v"), ("y", "i"), ("j", "i"), ("x", "ks"), ("q", "k"),
    ("c", "k"),
)  # fmt: skip
_VOWELS = frozenset("aeiou")
_UNVOWELLED = (("\u0590", "\u05ff"), ("\u0600", "\u06ff"))


def is_unvowelled(text: str) -> bool:
    """Whether the text is in Arabic or Hebrew letters, which leave short vowels out."""
    return any(first <= character <= final for character in text for first, final in _UNVOWELLED)


@lru_cache(maxsize=4096)
def latin(word: str) -> tuple[str, ...]:
    """`word`, one name, in Latin letters as it may be spelled: folded, the likeliest first; () where that is unknown.

    "Jürgen" is jurgen and juergen, "Чайковский" is chaikovskii, 佐藤 is sato and zuoteng.
    """
    plain = fold(word)
    if plain.isascii():
        return spellings(word)
    first = next((character for character in plain if character.isalpha()), "")
    if is_unspaced(first):
        return tuple(readings(plain.replace(" ", "")))
    if plain in _KNOWN:
        return (_KNOWN[plain],)
    if "Ͱ" <= first <= "Ͽ":
        for written, sound in _GREEK_PAIRS:
            plain = plain.replace(written, sound)
        spelled = "".join(_GREEK.get(character, character) for character in plain)
        return (spelled,) if spelled.isascii() else ()
    table = next((each for each in (_CYRILLIC, _ARABIC, _HEBREW) if first in each), None)
    if table is None:
        return spellings(word)
    if table is not _CYRILLIC:
        plain = plain.removeprefix("ال") or plain
        if plain[0] in "وו":  # at the beginning they are consonants
            plain = "v" + plain[1:]
    spelled = "".join(table.get(character, character) for character in plain)
    return (spelled,) if spelled.isascii() else spellings(word)


@lru_cache(maxsize=65536)
def sound(spelled: str) -> str:
    """How a name in Latin letters sounds, roughly and in no one language: Sergey, Sergei and Sergej are one."""
    text = spelled
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    text = "".join(each for at, each in enumerate(text) if at == 0 or each != text[at - 1])
    if len(text) > 2 and text.startswith("ie"):
        text = text[1:]
    return text[:1] + text[1:].replace("h", "")


@lru_cache(maxsize=4096)
def skeleton(spelled: str) -> str:
    """The consonants of the sound: what a name in Arabic or Hebrew letters has in common with one in Latin ones."""
    heard = sound(spelled)
    heard = heard[:1] + heard[1:].replace("v", "")
    return "".join(each for each in heard if each not in _VOWELS).replace("f", "p").replace("b", "p")
