"""How alike two names are, and in what way: the same, in other letters, a nickname, turned round, a slip, married …"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from relmgr.domain.duplicates import given_names, nicknames
from relmgr.domain.duplicates.called import SHORTEST_SLIP, Called, Name, Word, nearby
from relmgr.domain.duplicates.latin import sound

_TWO_SLIPS = 9
_ALIKE = 0.92
_ENDINGS = frozenset("aeio")


class Likeness(StrEnum):
    """In what way two names are alike, from the surest to none at all."""

    SAME = "same"
    OTHER_SCRIPT = "other_script"
    SPELLING = "spelling"
    REVERSED = "reversed"
    MIDDLE = "middle"
    """One has a middle name or a second family name more."""
    NICKNAME = "nickname"
    SLIP = "slip"
    INITIAL = "initial"
    CALLED_BY_MIDDLE = "called_by_middle"
    MARRIED = "married"
    """The family name of one is part of the other's, or is said to be the former one."""
    ONE_WORD = "one_word"
    """Both are called by one word, and it is the same: Tom and Tom."""
    GIVEN_ONLY = "given_only"
    FAMILY_ONLY = "family_only"
    NO_NAME = "no_name"
    """One of the two has no name, but an address or nothing in its place."""
    OTHER_FAMILY = "other_family"
    OTHER_GIVEN = "other_given"
    OTHER = "other"


POINTS: dict[Likeness, int] = {
    Likeness.SAME: 50,
    Likeness.OTHER_SCRIPT: 47,
    Likeness.SPELLING: 47,
    Likeness.REVERSED: 48,
    Likeness.MIDDLE: 44,
    Likeness.NICKNAME: 40,
    Likeness.SLIP: 34,
    Likeness.INITIAL: 26,
    Likeness.CALLED_BY_MIDDLE: 26,
    Likeness.MARRIED: 40,
    Likeness.ONE_WORD: 26,
    Likeness.GIVEN_ONLY: 20,
    Likeness.FAMILY_ONLY: 6,
    Likeness.NO_NAME: 20,
    Likeness.OTHER_FAMILY: 15,
    Likeness.OTHER_GIVEN: -60,
    Likeness.OTHER: -50,
}
"""What a likeness is worth; `judging` adds the rest."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The result, with the name that explains it, such as the full form of a nickname."""

    likeness: Likeness
    detail: str = ""


class _Level(IntEnum):
    NONE = 0
    BONES = 1
    INITIAL = 2
    SLIP = 3
    NICKNAME = 4
    SOUND = 5
    SPELLED = 6
    SCRIPT = 7
    EXACT = 8


def compare(one: Name, other: Name) -> Compared:
    """The surest likeness of any of their forms."""
    if not one.forms[0].givens + one.forms[0].families or not other.forms[0].givens + other.forms[0].families:
        return Compared(Likeness.NO_NAME)
    best = Compared(Likeness.OTHER)
    for mine in one.forms:
        for theirs in other.forms:
            found = _compare_forms(mine, theirs, one, other)
            if POINTS[found.likeness] > POINTS[best.likeness]:
                best = found
        if best.likeness is Likeness.SAME:
            break
    return best


def _compare_forms(mine: Called, theirs: Called, one: Name, other: Name) -> Compared:
    if not (mine.is_whole and theirs.is_whole):
        return _compare_partial(mine, theirs)
    given, detail = _givens(mine, theirs)
    family = _families(mine, theirs)
    if given is not _Level.NONE and family is not _Level.NONE:
        return _both(mine, theirs, given, family, detail)
    if _is_reversed(mine, theirs):
        return Compared(Likeness.REVERSED)
    if family is not _Level.NONE:
        is_middle = family >= _Level.NICKNAME and _is_called_by_middle(mine, theirs)
        return Compared(Likeness.CALLED_BY_MIDDLE if is_middle else Likeness.OTHER_GIVEN)
    return _same_given(mine, theirs, one, other) if given >= _Level.NICKNAME else Compared(Likeness.OTHER)


def _same_given(mine: Called, theirs: Called, one: Name, other: Name) -> Compared:
    """The family names differ: is one a part of the other, or a former one?"""
    if _is_within(mine, theirs) or _is_within(theirs, mine):
        return Compared(Likeness.MIDDLE)
    former = _former(mine, theirs, one, other)
    return Compared(Likeness.MARRIED, former) if former else Compared(Likeness.OTHER_FAMILY)


def _is_within(short: Called, long: Called) -> bool:
    """Whether the family name of one is what the other was taken to have as a middle name: García of García Márquez."""
    return any(
        _words(each, middle, given=False)[0] >= _Level.SOUND
        for each in short.families
        for middle in long.givens[1:]
        if not each.is_initial and not middle.is_initial
    )


def _both(mine: Called, theirs: Called, given: _Level, family: _Level, detail: str) -> Compared:
    """Both the given and the family name are alike in some way: the weaker way counts."""
    weaker = min(given, family)
    if weaker in (_Level.BONES, _Level.SCRIPT):
        return Compared(Likeness.OTHER_SCRIPT)
    if weaker is _Level.INITIAL:
        return Compared(Likeness.INITIAL if max(given, family) > _Level.SLIP else Likeness.OTHER)
    if weaker is _Level.SLIP:
        return Compared(Likeness.OTHER if given is family else Likeness.SLIP)
    if weaker is _Level.NICKNAME:
        return Compared(Likeness.NICKNAME, detail)
    return Compared(_same(mine, theirs, weaker))


def _same(mine: Called, theirs: Called, weaker: _Level) -> Likeness:
    """The whole name is the same: in which letters, how spelled, and how much of it."""
    if mine.givens[0].is_latin != theirs.givens[0].is_latin:
        return Likeness.OTHER_SCRIPT
    if weaker in (_Level.SOUND, _Level.SPELLED):
        return Likeness.SPELLING
    is_longer = len(mine.families) != len(theirs.families) or len(mine.givens) != len(theirs.givens)
    return Likeness.MIDDLE if is_longer and not _is_joined(mine, theirs) else Likeness.SAME


def _is_joined(mine: Called, theirs: Called) -> bool:
    return bool(mine.givens_joined & theirs.givens_joined and mine.family_joined & theirs.family_joined)


def _compare_partial(mine: Called, theirs: Called) -> Compared:
    """At least one of the two is one word."""
    short, long = (mine, theirs) if not mine.is_whole else (theirs, mine)
    words = short.givens + short.families
    if not long.is_whole:
        level, detail = _words(words[0], (long.givens + long.families)[0], given=True)
        is_same = level >= _Level.NICKNAME and not words[0].is_initial
        return Compared(Likeness.ONE_WORD, detail) if is_same else Compared(Likeness.OTHER)
    if words[0].is_initial:
        return Compared(Likeness.OTHER)
    if _words(words[0], long.givens[0], given=True)[0] >= _Level.NICKNAME:
        return Compared(Likeness.GIVEN_ONLY)
    if any(_words(words[-1], each, given=False)[0] >= _Level.SOUND for each in long.families):
        return Compared(Likeness.FAMILY_ONLY)
    return Compared(Likeness.OTHER)


def _givens(mine: Called, theirs: Called) -> tuple[_Level, str]:
    if mine.givens_joined & theirs.givens_joined:
        return _Level.EXACT, ""
    if {sound(each) for each in mine.givens_joined} & {sound(each) for each in theirs.givens_joined}:
        return _Level.SOUND, ""
    level, detail = _words(mine.givens[0], theirs.givens[0], given=True)
    if level > _Level.INITIAL and len(mine.givens) > 1 and len(theirs.givens) > 1:
        seconds = _words(mine.givens[1], theirs.givens[1], given=True)[0]
        if seconds is _Level.NONE:
            return _Level.NONE, ""
    return level, detail


def _families(mine: Called, theirs: Called) -> _Level:
    if mine.family_joined & theirs.family_joined:
        plain = {each.plain for each in mine.families} == {each.plain for each in theirs.families}
        return _Level.EXACT if plain or len(mine.families) != len(theirs.families) else _Level.SPELLED
    levels = [_words(a, b, given=False)[0] for a in mine.families for b in theirs.families]
    best = max(levels, default=_Level.NONE)
    if len(mine.families) == len(theirs.families) == 2:
        # Two family names each: both have to agree, in whatever order.
        pairs = [(0, 0, 1, 1), (0, 1, 1, 0)]
        return max(
            min(
                _words(mine.families[a], theirs.families[b], given=False)[0],
                _words(mine.families[c], theirs.families[d], given=False)[0],
            )
            for a, b, c, d in pairs
        )
    return best if best is not _Level.INITIAL or _is_initial_family(mine, theirs) else _Level.NONE


def _is_initial_family(mine: Called, theirs: Called) -> bool:
    return mine.families[0].is_initial or theirs.families[0].is_initial


def _is_reversed(mine: Called, theirs: Called) -> bool:
    turned = _words(mine.givens[0], theirs.families[0], given=True)[0]
    back = _words(mine.families[0], theirs.givens[0], given=True)[0]
    return min(turned, back) >= _Level.SLIP and max(turned, back) >= _Level.SOUND


def _is_called_by_middle(mine: Called, theirs: Called) -> bool:
    return any(
        _words(a, b, given=True)[0] >= _Level.NICKNAME
        for first, others in ((mine.givens[0], theirs.givens[1:]), (theirs.givens[0], mine.givens[1:]))
        for a in (first,)
        for b in others
        if not b.is_initial
    )


def _former(mine: Called, theirs: Called, one: Name, other: Name) -> str:
    """The name that ties two family names together, as written; "" for none."""
    for former in one.formers:
        if any(_words(former, each, given=False)[0] >= _Level.SOUND for each in theirs.families):
            return former.plain
    for former in other.formers:
        if any(_words(former, each, given=False)[0] >= _Level.SOUND for each in mine.families):
            return former.plain
    return ""


@lru_cache(maxsize=4096)  # with thirty times as many it took as long, and 20 MB
def _words(one: Word, other: Word, *, given: bool) -> tuple[_Level, str]:
    """How alike two words are; for given names also whether one is short for the other."""
    if one.plain == other.plain:
        return _Level.EXACT, ""
    if one.is_initial or other.is_initial:
        initial, whole = (one, other) if one.is_initial else (other, one)
        begins = any(each.startswith(initial.plain) for each in whole.spelled or (whole.plain,))
        return (_Level.INITIAL, "") if begins else (_Level.NONE, "")
    if one.spelled & other.spelled:
        return (_Level.SPELLED if one.is_latin == other.is_latin else _Level.SCRIPT), ""
    if not set(one.sounds).isdisjoint(other.sounds) and not (given and _are_two_names(one, other)):
        return (_Level.SOUND if one.is_latin == other.is_latin else _Level.SCRIPT), ""
    if given and one.classes & other.classes:
        return _Level.NICKNAME, _full(one, other)
    if one.is_unvowelled != other.is_unvowelled and not set(one.bones).isdisjoint(other.bones):
        return _Level.BONES, ""
    if _is_slip(one, other, given=given):
        return _Level.SLIP, ""
    return _Level.NONE, ""


def _full(one: Word, other: Word) -> str:
    for a in (one.plain, *one.spelled):
        for b in (other.plain, *other.spelled):
            full = nicknames.full_form(a, b)
            if full:
                return full
    return ""


def _are_two_names(one: Word, other: Word) -> bool:
    known = given_names.known()
    return bool(one.spelled & known and other.spelled & known) and not one.classes & other.classes


def _is_slip(one: Word, other: Word, *, given: bool) -> bool:
    if not nearby(one) & nearby(other) and not _may_slip_twice(one, other):
        return False
    if given and _are_two_names(one, other):
        return False
    return any(
        _within_slips(a, b) and not (given and _is_other_ending(a, b))
        for a in one.spelled
        for b in other.spelled
    )


def _may_slip_twice(one: Word, other: Word) -> bool:
    return min(len(one.plain), len(other.plain)) >= _TWO_SLIPS and one.plain[:2] == other.plain[:2]


def _is_other_ending(one: str, other: str) -> bool:
    """Whether only the last vowel differs, which makes a woman's name of a man's: Emil and Emile, Mario and Maria."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} <= _ENDINGS
    return long[:-1] == short and long[-1] in _ENDINGS


@lru_cache(maxsize=1024)
def _within_slips(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    if one[:1] != other[:1]:
        return False  # nobody mistypes the first letter of a name and leaves it
    if shorter < SHORTEST_SLIP or abs(len(one) - len(other)) > 2:
        return False
    allowed = 2 if shorter >= _TWO_SLIPS else 1
    return slips_between(one, other, allowed) <= allowed and jaro_winkler(one, other) >= _ALIKE - (
        0.06 if allowed == 1 else 0
    )


def slips_between(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or exchange with their neighbour until the two are equal; above `most`, most + 1.

    The optimal string alignment distance (Damerau 1964, restricted).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row = row, [i]
        for j, b in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = previous
    return min(row[-1], most + 1)


def jaro_winkler(one: str, other: str) -> float:
    """How alike two words are, 0 to 1, their beginnings counting more (Winkler 1990)."""
    if one == other:
        return 1.0
    reach = max(0, max(len(one), len(other)) // 2 - 1)
    taken = [False] * len(other)
    mine: list[str] = []
    for at, letter in enumerate(one):
        for there in range(max(0, at - reach), min(len(other), at + reach + 1)):
            if not taken[there] and other[there] == letter:
                taken[there] = True
                mine.append(letter)
                break
    if not mine:
        return 0.0
    theirs = [letter for letter, is_taken in zip(other, taken, strict=True) if is_taken]
    turned = sum(a != b for a, b in zip(mine, theirs, strict=True)) / 2
    common = len(mine)
    jaro = (common / len(one) + common / len(other) + (common - turned) / common) / 3
    prefix = 0
    for a, b in zip(one[:4], other[:4], strict=False):
        if a != b:
            break
        prefix += 1
    return jaro + prefix * 0.1 * (1 - jaro)
