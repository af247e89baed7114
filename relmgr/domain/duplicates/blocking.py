"""Which pairs are worth comparing: those that share a key, such as an e-mail or the sound of both names.

Ten thousand people make fifty million pairs, of which some thousands share a key (blocking; Christen 2012, chapter 4).
"""

from array import array
from collections.abc import Iterator

from relmgr.domain.duplicates import contacts
from relmgr.domain.duplicates.called import Called, Word, nearby
from relmgr.domain.duplicates.judging import CROWD, Known
from relmgr.domain.duplicates.latin import sound

_MOST_IN_BLOCK = 40
"""A name that more people have tells nobody apart; those who share an address are found by that."""
_FEW_FORMS = 3
_ROOM = 128
"""Bytes a person for telling keys that occur once: one in six is kept in vain."""


def address_keys(known: Known) -> set[str]:
    """Everything that reaches this person, as keys."""
    entry = known.entry
    keys = {f"e:{each}" for each in known.boxes}
    keys |= {f"n:{key}" for each in entry.numbers if (key := contacts.number_key(each))}
    keys |= {f"l:{each}" for each in entry.links}
    return keys | {f"c:{each}" for each in entry.chats}


class Blocks:
    """Who shares a key with whom: people by their place, in the order in which they are added.

    What is kept of a key is its hash, which may at worst bring a pair more to judge; of the 23 keys of a person most are
    nobody else's, and as texts they would be three times the rest of a search.
    """

    def __init__(self) -> None:
        self._marks: list[array[int]] = []
        self._members: dict[int, list[int]] = {}

    def add(self, known: Known) -> None:
        """Take in the next of the people."""
        marks = {_mark(key, _ADDRESS) for key in address_keys(known)}
        marks.update(_mark(key, _BOTH) for key in _keys(known))
        marks.update(_mark(key, _SHORT if is_short else _WHOLE) for key, is_short in _one_sided(known))
        self._marks.append(array("q", marks))

    def close(self) -> None:
        """Everybody is there: look which keys are shared."""
        room = 1 << (_ROOM * len(self._marks)).bit_length()
        seen = bytearray(room)  # how often, up to twice, there was a key that falls there
        for marks in self._marks:
            for mark in marks:
                at = (mark >> 2) % room
                seen[at] = seen[at] + 1 if seen[at] < 2 else 2
        for place, marks in enumerate(self._marks):
            for mark in marks:
                if seen[(mark >> 2) % room] > 1:
                    self._members.setdefault(mark, []).append(place)

    def before(self) -> Iterator[tuple[int, set[int]]]:
        """Each place from the last to the first, with those before it that share a key with it; to be asked once.

        Nothing is kept of what was given: freeing all of it at the end would let no other thread come to its turn.
        """
        while self._marks:
            marks = self._marks.pop()
            place = len(self._marks)
            found: set[int] = set()
            for mark in marks:
                theirs = self._members.get(mark ^ _TURNED[mark & 3])
                if theirs is None:
                    continue
                most = CROWD if mark & 3 == _ADDRESS else _MOST_IN_BLOCK
                if len(theirs) <= most and len(self._members[mark]) <= most:
                    found.update(theirs)
            yield place, {each for each in found if each < place}
        while self._members:
            self._members.popitem()


_BOTH, _SHORT, _WHOLE, _ADDRESS = range(4)
"""Which keys a key meets: its like, or one of the other side alone. The two lowest bits of a mark."""
_TURNED = (0, _SHORT ^ _WHOLE, _SHORT ^ _WHOLE, 0)
"""The bits in which the mark that it meets is another one."""


def _mark(key: str, side: int) -> int:
    return hash(key) & ~3 | side


def _keys(known: Known) -> set[str]:
    keys = set()
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
