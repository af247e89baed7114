"""Which pairs are worth comparing: those that share a key, such as an e-mail or the sound of both names.

Ten thousand people make fifty million pairs, of which some thousands share a key (blocking; Christen 2012, chapter 4).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from relmgr.domain.duplicates import contacts
from relmgr.domain.duplicates.called import Called, Word, nearby
from relmgr.domain.duplicates.judging import CROWD, Known
from relmgr.domain.duplicates.latin import sound

_MOST_IN_BLOCK = 40
"""A name that more people have tells nobody apart; those who share an address are found by that."""
_FEW_FORMS = 3


def address_keys(known: Known) -> set[str]:
    """Everything that reaches this person, as keys."""
    entry = known.entry
    keys = {f"e:{each}" for each in known.boxes}
    keys |= {f"n:{key}" for each in entry.numbers if (key := contacts.number_key(each))}
    keys |= {f"l:{each}" for each in entry.links}
    return keys | {f"c:{each}" for each in entry.chats}


def crowds_of(people: Iterable[Known]) -> Counter[str]:
    """How many people each address reaches."""
    return Counter(key for each in people for key in address_keys(each))


def candidates(people: Sequence[Known], crowds: Counter[str]) -> set[int]:
    """Pairs of places in `people` that share a key: the smaller place times their number, plus the other."""
    blocks: _Blocks = {}
    wholes: _Blocks = {}
    shorts: _Blocks = {}
    for at, known in enumerate(people):
        for key in _keys(known, crowds):
            _put(blocks, key, at)
        for key, is_short in _one_sided(known):
            _put(shorts if is_short else wholes, key, at)
    found: set[int] = set()
    # Taken out one by one: freeing all of them at the end would let no other thread come to its turn meanwhile.
    while blocks:
        _key, members = blocks.popitem()
        if isinstance(members, list) and len(members) <= _MOST_IN_BLOCK:
            found.update(a * len(people) + b for a, b in combinations(members, 2))
    while shorts:
        mark, members = shorts.popitem()
        short, whole = _members(members), _members(wholes.get(mark, []))
        if len(short) <= _MOST_IN_BLOCK and len(whole) <= _MOST_IN_BLOCK:
            found.update(min(a, b) * len(people) + max(a, b) for a in short for b in whole if a != b)
    while wholes:
        wholes.popitem()
    return found


_Blocks = dict[int, int | list[int]]
"""Places by the hash of their key, which may at worst bring a pair more to judge: of 16 keys a person nearly all have
one place, which stands without a list, and the keys themselves would be three times the rest.
"""


def _put(blocks: _Blocks, key: str, at: int) -> None:
    mark = hash(key)
    members = blocks.setdefault(mark, at)
    if isinstance(members, list):
        if members[-1] != at:
            members.append(at)
    elif members != at:
        blocks[mark] = [members, at]


def _members(members: int | list[int]) -> list[int]:
    return [members] if isinstance(members, int) else members


def _keys(known: Known, crowds: Counter[str]) -> set[str]:
    keys = {key for key in address_keys(known) if 1 < crowds[key] <= CROWD}
    for address in known.entry.emails:
        local = ".".join(contacts.local_words(address))
        if "." in local or len(local) > 6:
            keys.add(f"m:{local}")
    for form in known.name.forms[:_FEW_FORMS]:
        keys.update(_name_keys(form, known))
    return keys


def _name_keys(form: Called, known: Known) -> Iterator[str]:
    if not (form.givens and form.families):
        for word in (form.givens + form.families)[:1]:
            for ring in _rings(known):
                yield from (f"{ring}:{each}" for each in word.given_keys)
        return
    first = form.givens[0]
    families = {each for word in (*form.families, *known.name.formers) for each in word.sounds}
    families |= {sound(each) for each in form.family_joined}
    givens = {each for word in form.givens[:3] for each in word.given_keys}
    givens |= {f"s{sound(each)}" for each in form.given_joined | form.givens_joined}
    families |= {each for word in form.givens[1:3] if not word.is_initial for each in word.sounds}
    for family in families:
        yield from (f"{given}|{family}" for given in givens)
    for mine in first.sounds:
        yield from ("|".join(("t", *sorted((mine, family)))) for family in families)
    for ring in _rings(known):
        yield from (f"{ring}:{each}" for each in givens)
    last = form.families[-1]
    for given in first.given_keys:
        yield from (f"f{given}|{each}" for each in nearby(last))
    for family in last.sounds:
        yield from (f"g{family}|{each}" for each in nearby(first))


def _rings(known: Known) -> Iterator[str]:
    """What those who changed their family name keep: a birthday, an organisation."""
    birthday = known.entry.birthday
    if birthday is not None and birthday.month is not None and birthday.day is not None:
        yield f"b{birthday.month}-{birthday.day}"
    yield from (f"o{firm}" for firm in known.firms)
    yield from (f"h{house}" for house in known.houses)


def _one_sided(known: Known) -> Iterator[tuple[str, bool]]:
    """Keys that only match what is short with what is whole: initials, and names without vowels."""
    for form in known.name.forms[:_FEW_FORMS]:
        if not (form.givens and form.families):
            continue
        first, last = form.givens[0], form.families[-1]
        for family in last.sounds:
            if not last.is_initial:
                yield f"i:{family}|{_letter(first)}", first.is_initial
        if last.is_initial or not first.is_initial:
            yield from ((f"j:{each}|{_letter(last)}", last.is_initial) for each in first.given_keys)
        is_short = first.is_unvowelled
        yield from ((f"k:{a}|{b}", is_short) for a in first.bones for b in last.bones)


def _letter(word: Word) -> str:
    return next((each[0] for each in word.spelled if each), word.plain[:1])
