"""Whether two people are one: what speaks for it and against it, with a class and its reasons (X2).

Points are added as evidence is in record linkage (Fellegi and Sunter 1969); they were set by hand on the tuning part of
the labelled pairs in tests/data/duplicates and measured on the part held back (benchmarks/README.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from relmgr.domain.duplicates import contacts, likeness
from relmgr.domain.duplicates.called import Name
from relmgr.domain.duplicates.entry import Entry
from relmgr.domain.duplicates.likeness import Compared, Likeness
from relmgr.domain.fold import fold
from relmgr.domain.partial_date import PartialDate

CERTAIN, LIKELY, LOOK = 88, 60, 42
"""From how many points on a pair is in each class; below the last it is no pair."""
CROWD = 8
"""An address or number of more people than this is a switchboard's and tells nobody apart."""
_FEW = 2


class Certainty(StrEnum):
    """How sure it is that two are one."""

    CERTAIN = "certain"
    LIKELY = "likely"
    LOOK = "look"


class Ground(StrEnum):
    """What two people have in common, or what speaks against it, beside their names."""

    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    PROFILE = "profile"
    CHAT = "chat"
    SHARED_ADDRESS = "shared_address"
    """An e-mail or number that more than these two have, or that an office or family shares."""
    ORGANISATION = "organisation"
    HOUSE = "house"
    """E-mail at the same firm's domain."""
    BIRTHDAY = "birthday"
    BIRTHDAY_DAY = "birthday_day"
    FORMER_NAME = "former_name"
    CITY = "city"
    BARE = "bare"
    """Of one there is nothing but a name."""
    BIRTHDAY_SLIP = "birthday_slip"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_TITLE = "other_title"
    OTHER_GENERATION = "other_generation"
    OTHER_ORGANISATION = "other_organisation"
    OTHER_CITY = "other_city"


_POINTS: dict[Ground, int] = {
    Ground.MOBILE: 45,
    Ground.PHONE: 38,
    Ground.EMAIL: 45,
    Ground.PROFILE: 50,
    Ground.CHAT: 45,
    Ground.SHARED_ADDRESS: 14,
    Ground.ORGANISATION: 20,
    Ground.HOUSE: 12,
    Ground.BIRTHDAY: 38,
    Ground.BIRTHDAY_DAY: 26,
    Ground.FORMER_NAME: 34,
    Ground.CITY: 6,
    Ground.BARE: 14,
    Ground.BIRTHDAY_SLIP: -28,
    Ground.OTHER_BIRTHDAY: -80,
    Ground.OTHER_TITLE: -60,
    Ground.OTHER_GENERATION: -80,
    Ground.OTHER_ORGANISATION: -6,
    Ground.OTHER_CITY: -6,
}
_OWN = frozenset({Ground.MOBILE, Ground.PHONE, Ground.EMAIL, Ground.PROFILE, Ground.CHAT})
"""What belongs to one person."""
_CONTRADICTING = frozenset(
    {Ground.BIRTHDAY_SLIP, Ground.OTHER_BIRTHDAY, Ground.OTHER_TITLE, Ground.OTHER_GENERATION}
)
_SURE_NAMES = frozenset(
    {
        Likeness.SAME, Likeness.OTHER_SCRIPT, Likeness.SPELLING, Likeness.REVERSED, Likeness.MIDDLE,
        Likeness.NICKNAME,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; `detail` is a name, such as the organisation's."""

    ground: Ground | Likeness
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two people have in common. `certainty` is None where they are not offered as a pair."""

    points: int
    certainty: Certainty | None
    reasons: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()


_NOTHING = Judgement(0, None)


@dataclass(frozen=True, slots=True)
class Known:
    """An entry prepared for comparing with many."""

    entry: Entry
    name: Name
    boxes: tuple[str, ...]
    """Mailboxes."""
    houses: tuple[str, ...]
    firms: Mapping[str, str]
    """By their bare names, as they are written."""


def known_of(entry: Entry, name: Name) -> Known:
    """`entry` prepared."""
    return Known(
        entry,
        name,
        tuple(dict.fromkeys(contacts.mailbox(each) for each in entry.emails if "@" in each)),
        tuple(dict.fromkeys(filter(None, (contacts.house(each) for each in entry.emails if "@" in each)))),
        {contacts.firm(each): each for each in entry.organisations if contacts.firm(each)},
    )


def judge(one: Known, other: Known, crowds: Mapping[str, int], namesakes: int = 0) -> Judgement:
    """What speaks for these two being one; `crowds` says how many have an address, `namesakes` how many this name."""
    compared = likeness.compare(one.name, other.name)
    if compared.likeness is Likeness.OTHER_GIVEN:
        return _NOTHING
    addresses = _addresses(one, other, crowds)
    if compared.likeness is Likeness.OTHER and len(addresses) < _FEW:
        return _NOTHING
    found = [*addresses, *_life(one, other)]
    if compared.likeness is Likeness.OTHER_FAMILY:
        found += _former_by_address(one, other)
    found += _circumstances(one, other, found)
    return _concluded(compared, found, _points(compared, found, namesakes))


def _points(compared: Compared, found: list[Reason], namesakes: int) -> int:
    worth = [_POINTS[each.ground] for each in found if isinstance(each.ground, Ground)]
    points = likeness.POINTS[compared.likeness] + sum(worth)
    own = sum(each.ground in _OWN for each in found)
    if own > _FEW:
        points -= 20 * (own - _FEW)
    if namesakes > _FEW + 1 and not own:
        points -= 8  # a common name says little
    return points


def _concluded(compared: Compared, found: list[Reason], points: int) -> Judgement:
    grounds = {each.ground for each in found}
    own = len(grounds & _OWN)
    contradicted = bool(grounds & _CONTRADICTING)
    against = tuple(each for each in found if isinstance(each.ground, Ground) and _POINTS[each.ground] < 0)
    named = Reason(compared.likeness, compared.detail)
    reasons = (named, *(each for each in found if each not in against))
    return Judgement(points, _class(compared.likeness, grounds, own, points, contradicted), reasons, against)


def _class(
    name: Likeness, grounds: set[Ground | Likeness], own: int, points: int, contradicted: bool
) -> Certainty | None:
    if points < LOOK or name is Likeness.OTHER_GIVEN or (name is Likeness.OTHER and own < _FEW):
        return None
    if name is Likeness.OTHER_FAMILY and not (own or grounds & {Ground.BIRTHDAY, Ground.FORMER_NAME}):
        return None
    if points < LIKELY or contradicted or name is Likeness.OTHER:
        return Certainty.LOOK
    has_proof = own > 0 or (Ground.BIRTHDAY in grounds and Ground.ORGANISATION in grounds)
    if points >= CERTAIN and name in _SURE_NAMES and has_proof:
        return Certainty.CERTAIN
    return Certainty.LIKELY


def _addresses(one: Known, other: Known, crowds: Mapping[str, int]) -> list[Reason]:
    found: list[Reason] = []
    for box in _shared(one.boxes, other.boxes):
        is_shared = contacts.is_shared_box(box) or crowds.get(f"e:{box}", 0) > _FEW
        found.append(
            Reason(Ground.SHARED_ADDRESS if is_shared else Ground.EMAIL, "" if not is_shared else box)
        )
    found += _numbers(one.entry, other.entry, crowds)
    for ground, prefix, mine, theirs in (
        (Ground.PROFILE, "l", one.entry.links, other.entry.links),
        (Ground.CHAT, "c", one.entry.chats, other.entry.chats),
    ):
        found += [
            Reason(ground) for each in set(mine) & set(theirs) if crowds.get(f"{prefix}:{each}", 0) <= _FEW
        ]
    return list(dict.fromkeys(found))


def _shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[str]:
    return [each for each in mine if each in theirs]


def _numbers(one: Entry, other: Entry, crowds: Mapping[str, int]) -> list[Reason]:
    found = []
    for mine in one.numbers:
        for theirs in other.numbers:
            key = contacts.number_key(mine)
            if not key or key != contacts.number_key(theirs) or not contacts.is_same_number(mine, theirs):
                continue
            crowd = crowds.get(f"n:{key}", 0)
            if crowd > CROWD:
                continue
            if crowd > _FEW or (mine.is_shared and theirs.is_shared):
                found.append(Reason(Ground.SHARED_ADDRESS, mine.digits))
            elif mine.is_mobile or theirs.is_mobile:
                found.append(Reason(Ground.MOBILE))
            else:
                found.append(Reason(Ground.PHONE))
    return found


def _life(one: Known, other: Known) -> list[Reason]:
    found: list[Reason] = []
    if one.entry.birthday is not None and other.entry.birthday is not None:
        found += _birthdays(one.entry.birthday, other.entry.birthday)
    if one.name.gender and other.name.gender and one.name.gender != other.name.gender:
        found.append(Reason(Ground.OTHER_TITLE))
    if one.name.generation != other.name.generation and _parts_generations(one.name, other.name):
        found.append(Reason(Ground.OTHER_GENERATION))
    return found


def _parts_generations(one: Name, other: Name) -> bool:
    """Father and son: senior beside junior, or a junior beside one of whom nothing is said."""
    said = {one.generation, other.generation}
    return "" not in said or not said <= {"", "sr"}


def _birthdays(mine: PartialDate, theirs: PartialDate) -> list[Reason]:
    pairs = [(mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day)]
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    differing = [(a, b) for a, b in both if a != b]
    if not differing:
        if len(both) == 3:
            return [Reason(Ground.BIRTHDAY)]
        has_day = None not in (mine.month, mine.day, theirs.month, theirs.day)
        return [Reason(Ground.BIRTHDAY_DAY)] if has_day else []
    turned = (mine.month, mine.day) == (theirs.day, theirs.month) and mine.year == theirs.year
    if turned or (len(differing) == 1 and len(both) == 3 and not _are_generations(mine, theirs)):
        return [Reason(Ground.BIRTHDAY_SLIP)]
    return [Reason(Ground.OTHER_BIRTHDAY)]


def _are_generations(mine: PartialDate, theirs: PartialDate) -> bool:
    return mine.year is not None and theirs.year is not None and abs(mine.year - theirs.year) >= 15


def _former_by_address(one: Known, other: Known) -> list[Reason]:
    """Her address still has the name that she had: anna.huber@ of Anna Berger, and there is an Anna Huber."""
    for mine, theirs in ((one, other), (other, one)):
        families = {each.plain for form in theirs.name.forms for each in form.families if len(each.plain) > 2}
        givens = {each for form in theirs.name.forms for word in form.givens for each in word.spelled}
        for address in mine.entry.emails:
            words = set(contacts.local_words(address))
            if words & families and (
                words & givens or any(each[0] in {g[0] for g in givens if g} for each in words)
            ):
                return [Reason(Ground.FORMER_NAME, next(iter(words & families)))]
    return []


def _circumstances(one: Known, other: Known, found: list[Reason]) -> list[Reason]:
    """Work and town: they speak for it where they agree, a little against it where both are known and differ."""
    reasons: list[Reason] = []
    shared = [written for firm, written in one.firms.items() if _works_at(firm, other)] if other.firms else []
    if shared:
        reasons.append(Reason(Ground.ORGANISATION, min(shared)))
    elif (houses := _shared(one.houses, other.houses)) and not _shared(one.boxes, other.boxes):
        reasons.append(Reason(Ground.HOUSE, min(houses)))
    elif one.firms and other.firms:
        reasons.append(Reason(Ground.OTHER_ORGANISATION))
    if one.entry.city and other.entry.city:
        is_same = fold(one.entry.city) == fold(other.entry.city)
        reasons.append(Reason(Ground.CITY if is_same else Ground.OTHER_CITY))
    if not any(each.ground in _OWN for each in found) and (_is_bare(one.entry) or _is_bare(other.entry)):
        reasons.append(Reason(Ground.BARE))
    return reasons


def _works_at(firm: str, other: Known) -> bool:
    """Whether the other is there too, by its whole name or by the beginning of it: Fernkloof of Fernkloof Logistics."""
    return firm in other.firms or any(
        firm.startswith(f"{each} ") or each.startswith(f"{firm} ") for each in other.firms
    )


def _is_bare(entry: Entry) -> bool:
    return not (
        entry.emails or entry.numbers or entry.links or entry.chats or entry.organisations or entry.birthday
    )
