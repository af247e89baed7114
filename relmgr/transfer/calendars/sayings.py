"""Whose birthday an entry is, by what calendars call it: “Megan Jacobs’s Birthday”, „Geburtstag von Megan Jacobs“ …

The sayings are those of Apple, Google, Outlook, Nextcloud and Thunderbird in their languages, and what people type.
"""

import re
from dataclasses import dataclass

from relmgr.domain.kinds import MilestoneKind

LONGEST = 300
"""Characters of a title that are looked at."""
_YEAR = re.compile(
    r"\s*[(\[]\s*(?:\*|born |geb\. ?|né[e]? (?:en )?|°)?\s*((?:1[6-9]|20)\d\d)\s*[)\]]\s*$", re.IGNORECASE
)
_AGE = re.compile(
    r"\s*[(\[]\s*(?:age |turns |wird |\+)?\d{1,3}(?: years?| Jahre| ans| años| anni)?\s*[)\]]\s*$",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    r"^[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200D\s]+|[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\u200D\s]+$"
)
_WISHES = re.compile(r"^(?:happy birthday|alles gute)!\s*", re.IGNORECASE)
_N = r"(?P<name>.+?)"
_TH = r"(?:\d{1,3}(?:st|nd|rd|th|\.|º|ª|e|er|ème|:e|:a)?\s+)?"
_DASH = r"\s*[-–—:,]\s*"
_OWN = r"(?:['’´`]s|['’´`]|s)"

_WEDDING = (
    rf"{_N}{_OWN}? {_TH}(?:wedding )?anniversary",
    rf"(?:wedding )?anniversary(?: of |{_DASH}){_N}",
    rf"(?:hochzeitstag|jahrestag)(?: von | |{_DASH}){_N}",
    rf"{_N}{_OWN}? {_TH}(?:hochzeitstag|jahrestag)",
    rf"{_N}{_DASH}(?:wedding )?(?:anniversary|hochzeitstag|jahrestag)",
    rf"anniversaire de mariage(?: de |{_DASH}| d['’])(?P<name>.+)",
    rf"aniversario de (?:bodas?|casados) de {_N}",
    rf"aniversário de casamento d[eoa]s? {_N}",
    rf"anniversario di (?:matrimonio|nozze) di {_N}",
    rf"trouwdag(?: van |{_DASH}){_N}",
    rf"{_N}(?:s|{_OWN})? bryllupsdag",
    rf"{_N}(?:s|{_OWN})? bröllopsdag",
    rf"{_N}(?:さん)?の(?:結婚)?記念日",
    rf"{_N} ?的(?:结婚|結婚)?(?:纪念日|紀念日|周年纪念日)",
    rf"годовщина(?: свадьбы)?(?: |{_DASH}){_N}",
    rf"rocznica(?: ślubu)?(?: |{_DASH}){_N}",
)
_DEATH = (
    rf"(?:todestag|sterbetag)(?: von | |{_DASH}){_N}",
    rf"{_N}{_OWN}? (?:todestag|sterbetag)",
    rf"(?:day of death|death day|death)(?: of |{_DASH}){_N}",
    rf"{_N}{_OWN}? (?:death day|death anniversary|day of death)",
)
_BIRTH = (
    rf"{_N}{_OWN} {_TH}(?:birthday|b-?day)",
    rf"{_TH}(?:birthday|b-?day)(?: of |{_DASH}| ){_N}",
    rf"{_N}{_DASH}{_TH}(?:birthday|b-?day)",
    rf"{_N} {_TH}(?:birthday|b-?day)",
    rf"{_TH}geburtstag(?: von | vom | der | des |{_DASH}| ){_N}",
    rf"{_N} (?:hat|wird|feiert) {_TH}geburtstag",
    rf"{_N}{_OWN} {_TH}geburtstag",
    rf"{_N}(?:{_DASH}| ){_TH}geburtstag",
    rf"anniversaire(?: de | du |{_DASH}| d['’]){_N}",
    rf"{_N}{_DASH}anniversaire",
    rf"(?:el )?cumplea[ñn]os de {_N}",
    rf"cumplea[ñn]os(?:{_DASH}| ){_N}",
    rf"anivers[áa]rio(?: de | d[oa]s? |{_DASH}){_N}",
    rf"(?:compleanno)(?: di | d['’]|{_DASH}| ){_N}",
    rf"{_N}{_DASH}(?:compleanno|cumplea[ñn]os|aniversário)",
    rf"aniversari de {_N}",
    rf"(?:verjaardag)(?: van |{_DASH}| ){_N}",
    rf"{_N}(?:{_OWN})? verjaardag",
    rf"{_N} is jarig",
    rf"{_N}(?:{_OWN})? (?:fødselsdag|bursdag|födelsedag|fødselsdagen|födelsedagen)",
    rf"(?:fødselsdag|bursdag|födelsedag)(?:{_DASH}| ){_N}",
    rf"{_N} (?:fyller år|har födelsedag|har fødselsdag|har bursdag)",
    rf"{_N}(?:n|:n)? syntymäpäivä",
    rf"urodziny(?:{_DASH}| ){_N}",
    rf"{_N}{_DASH}urodziny",
    rf"(?:narozeniny|narodeniny)(?:{_DASH}| ){_N}",
    rf"{_N}{_DASH}(?:narozeniny|narodeniny)",
    rf"{_N} (?:születésnapja|szülinapja)",
    rf"(?:rođendan|rojstni dan|рођендан)(?:{_DASH}| ){_N}",
    rf"ziua (?:de naștere a )?(?:lui )?{_N}",
    rf"(?:день рождения|др)(?: у |{_DASH}| ){_N}",
    rf"{_N}{_DASH}день рождения",
    rf"день народження(?:{_DASH}| ){_N}",
    rf"{_N}{_DASH}день народження",
    rf"γεν[έε]θλια(?: του | της |{_DASH}| ){_N}",
    rf"{_N} (?:adlı kişinin |kişisinin )?doğum günü",
    rf"(?:عيد ميلاد|يوم ميلاد)(?:{_DASH}| ){_N}",
    rf"(?:יום הולדת|יום ההולדת)(?: של | ל|{_DASH}| ){_N}",
    rf"{_N}(?:さん|様)? ?の(?:お)?誕生日",
    rf"誕生日{_DASH}{_N}",
    rf"{_N} ?的生日",
    rf"{_N} ?生日",
    rf"{_N}(?:님)?의 생일",
    rf"{_N} 생일",
    rf"sinh nhật (?:của )?{_N}",
    rf"(?:ulang tahun|hari jadi) {_N}",
    rf"วันเกิด(?:ของ)? ?{_N}",
)
_PATTERNS: tuple[tuple[MilestoneKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(saying, re.IGNORECASE))
    for kind, sayings in (
        (MilestoneKind.WEDDING, _WEDDING),
        (MilestoneKind.DEATH, _DEATH),
        (MilestoneKind.BIRTHDAY, _BIRTH),
    )
    for saying in sayings
)
_CATEGORIES = {
    MilestoneKind.BIRTHDAY: (
        "birthday", "birthdays", "geburtstag", "geburtstage", "anniversaires", "cumpleaños", "compleanno", "compleanni",
        "verjaardag", "verjaardagen", "aniversários", "fødselsdag", "födelsedag", "födelsedagar", "bursdag", "urodziny",
        "narozeniny", "день рождения", "дни рождения", "誕生日", "生日", "생일", "أعياد الميلاد", "ימי הולדת",
    ),
    MilestoneKind.WEDDING: ("anniversary", "anniversaries", "wedding", "hochzeitstag", "jahrestag", "jahrestage"),
}  # fmt: skip
_KIND_OF: dict[str, MilestoneKind] = {word: kind for kind, words in _CATEGORIES.items() for word in words}


@dataclass(frozen=True, slots=True)
class Saying:
    """Whose day it is, what kind of day, and the year of birth or wedding where the title says it."""

    kind: MilestoneKind
    name: str
    year: int | None = None


def read_title(title: str) -> tuple[str, int | None, Saying | None]:
    """The bare title, the year it names, and what it says if it is one of the sayings."""
    bare = _bare(title[:LONGEST])
    year: int | None = None
    found = _YEAR.search(bare)
    if found is not None:
        year = int(found[1])
        bare = _bare(bare[: found.start()])
    bare = _WISHES.sub("", _AGE.sub("", bare)) or bare
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(bare)
        if match is not None:
            name = _bare(match["name"]).strip(' \t-–—:,"“”„«»')
            if name:
                return bare, year, Saying(kind, name, year)
    return bare, year, None


def kind_of_categories(categories: list[str]) -> MilestoneKind | None:
    """What the categories of an entry say it is."""
    return next(
        (_KIND_OF[one.strip().lower()] for one in categories if one.strip().lower() in _KIND_OF), None
    )


def _bare(text: str) -> str:
    return _PICTURES.sub("", " ".join(text.split())).strip()
