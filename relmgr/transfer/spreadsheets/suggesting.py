"""What the columns of an unknown table probably are: by their headings, checked against what stands in them."""

from collections import Counter
from collections.abc import Callable, Sequence, Set

from relmgr.transfer.spreadsheets.dates import Odd
from relmgr.transfer.spreadsheets.dates import read as read_date
from relmgr.transfer.spreadsheets.fields import DATES, IDENTIFYING, KEEP, Field, Meaning
from relmgr.transfer.spreadsheets.headings import folded, meaning_of, number_in, place_of
from relmgr.transfer.spreadsheets.shape import EMAIL, LINK, PHONE

_MOST = 0.5
"""The share of the samples that has to look like what the heading says."""
_NEARLY_ALL = 0.8
_SHORTEST_NUMBER = 6
_DASH = " - "


def suggest(headings: Sequence[str], samples: Sequence[Sequence[str]], *, has_header: bool) -> list[Meaning]:
    """A meaning for each column; `samples` are some cells of each that are not empty."""
    headings = _without_common_beginning(headings)
    told = [
        (_by_heading(heading, cells) or _by_place(heading, cells)) if has_header else None
        for heading, cells in zip(headings, samples, strict=True)
    ]
    said = {meaning.field for meaning in told if meaning is not None}
    made = [
        _by_content(cells, said) if meaning is None else meaning
        for meaning, cells in zip(told, samples, strict=True)
    ]
    made = _addresses(headings, _titles(headings, made, samples))
    made = _parts_of_names(_once_each(made), samples)
    if not any(meaning.field in IDENTIFYING - {Field.EMAIL, Field.PHONE} for meaning in made):
        made = _with_names(made, samples, has_header=has_header)
    return made


def _without_common_beginning(headings: Sequence[str]) -> Sequence[str]:
    """Headings without what most of them begin with: a program of sales says "Person - " of each ("Person - Name")."""
    beginnings = Counter(heading.partition(_DASH)[0] for heading in headings if _DASH in heading)
    for beginning, count in beginnings.most_common(1):
        if count * 2 > len(headings):
            return [heading.removeprefix(beginning + _DASH) for heading in headings]
    return headings


def _by_place(heading: str, cells: Sequence[str]) -> Meaning | None:
    """A mere "Home" or "Work" over telephone numbers, as Yahoo writes it."""
    place = place_of(heading)
    if place and cells and _share(cells, _is_phone) >= _NEARLY_ALL:
        return Meaning(Field.PHONE, place)
    return None


def _by_heading(heading: str, cells: Sequence[str]) -> Meaning | None:
    """What the heading says, if the cells do not deny it; None if it says nothing, or they are of another kind."""
    said = meaning_of(heading)
    if said is None or _fits(said.field, cells):
        return said
    return None if said.field in _TOLD_BY_CELLS else KEEP


_TOLD_BY_CELLS = frozenset({Field.EMAIL, Field.PHONE, Field.LINK})


def _fits(field: Field, cells: Sequence[str]) -> bool:
    """Whether the cells can be what the heading says; an empty column can be anything."""
    if not cells:
        return True
    if field is Field.EMAIL:
        return _share(cells, lambda cell: "@" in cell) >= _MOST
    if field is Field.PHONE:
        return (
            _share(cells, lambda cell: any(character.isdigit() for character in cell) and "@" not in cell)
            >= _MOST
        )
    if field is Field.LINK:
        return (
            _share(cells, lambda cell: "." in cell and " " not in cell.strip() and "@" not in cell) >= _MOST
        )
    if field in DATES:
        return _share(cells, lambda cell: read_date(cell, None) is not Odd.NONE) >= _MOST
    if field in (Field.BIRTH_YEAR, Field.BIRTH_MONTH, Field.BIRTH_DAY):
        return _share(cells, lambda cell: cell.strip().isdecimal()) >= _MOST
    if field in (Field.GIVEN, Field.FAMILY, Field.NAME):
        return _share(cells, lambda cell: not EMAIL.fullmatch(cell.strip())) >= _MOST
    return True


def _by_content(cells: Sequence[str], said: Set[Field]) -> Meaning:
    """What the cells look like, where no heading says `said` to be such: the account of a seller is nobody's own."""
    tests = (
        (Field.EMAIL, lambda cell: EMAIL.fullmatch(cell.strip()) is not None),
        (Field.LINK, lambda cell: LINK.fullmatch(cell.strip()) is not None),
        (Field.PHONE, _is_phone),
    )
    for field, test in tests:
        if cells and field not in said and _share(cells, test) >= _NEARLY_ALL:
            return Meaning(field)
    return KEEP


def _is_phone(cell: str) -> bool:
    """Whether it is written as numbers are: figures alone are as often a customer's number, so they are none."""
    text = cell.strip()
    digits = sum(character.isdigit() for character in text)
    has_signs = text.lstrip("'").startswith(("+", "0", "(")) or any(sign in text for sign in " -/")
    if PHONE.fullmatch(text) is None or digits < _SHORTEST_NUMBER or not has_signs:
        return False
    return read_date(text, None) is Odd.NONE


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(test(cell) for cell in cells) / len(cells)


def _once_each(meanings: list[Meaning]) -> list[Meaning]:
    """The second column of what a person has once is kept; other second values make a group of their own."""
    seen: dict[Meaning, int] = {}
    made = []
    for meaning in meanings:
        number = seen[meaning] = seen.get(meaning, 0) + 1
        if number == 1 or meaning.field in _MANY or meaning == KEEP:
            made.append(meaning)
        elif meaning.field in _GROUPED:
            made.append(Meaning(meaning.field, meaning.label, meaning.group or str(number)))
        else:
            made.append(KEEP)
    return made


_MANY = frozenset(
    {
        Field.EMAIL, Field.PHONE, Field.LINK, Field.CHAT, Field.NOTE, Field.LABELS, Field.STREET, Field.NICKNAME, Field.CHILD,
        Field.PARENT, Field.RELATION, Field.DATE, Field.LANGUAGES,
    }
)  # fmt: skip
_GROUPED = frozenset({Field.ORGANISATION, Field.JOB_TITLE, Field.DEPARTMENT, Field.ROLE})


def _titles(
    headings: Sequence[str], meanings: list[Meaning], samples: Sequence[Sequence[str]]
) -> list[Meaning]:
    """A "title" is what stands before a name only if it is a short word of that kind; else it is a job."""
    if Meaning(Field.JOB_TITLE) in meanings:
        return meanings
    made = list(meanings)
    for at, (heading, cells) in enumerate(zip(headings, samples, strict=True)):
        if folded(heading) in _TITLE and cells and _share(cells, _is_form_of_address) < _MOST:
            made[at] = Meaning(Field.JOB_TITLE)
            break
    return made


_TITLE = frozenset({"title", "titel", "titre", "titolo", "titulo"})
_FORMS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "sir",
        "dame",
        "rev",
        "hon",
        "herr",
        "frau",
        "m",
        "mme",
        "mlle",
        "sr",
        "sra",
        "srta",
        "d",
        "dna",
        "sig",
        "sigra",
        "dott",
        "ing",
        "dhr",
        "mevr",
        "mag",
        "dipl",
    ]
)


def _is_form_of_address(cell: str) -> bool:
    words = folded(cell).split()
    return bool(words) and words[0] in _FORMS


def _addresses(headings: Sequence[str], meanings: list[Meaning]) -> list[Meaning]:
    """An "address" beside a city is its street; a street of a number belongs to the city of the same number."""
    places = {(one.label, one.group) for one in meanings if one.field in (Field.CITY, Field.POSTAL_CODE)}
    made = []
    for heading, meaning in zip(headings, meanings, strict=True):
        place = (meaning.label, meaning.group)
        number = number_in(heading)
        if meaning.field is Field.ADDRESS and (place in places or (meaning.label, "") in places):
            made.append(Meaning(Field.STREET, meaning.label, meaning.group if place in places else ""))
        elif meaning.field is Field.STREET and (meaning.label, number) in places:
            made.append(Meaning(Field.STREET, meaning.label, number))
        else:
            made.append(meaning)
    return made


def _parts_of_names(meanings: list[Meaning], samples: Sequence[Sequence[str]]) -> list[Meaning]:
    """A "name" beside a first or a last name only is the other of the two, unless it holds both."""
    fields = [meaning.field for meaning in meanings]
    has_given, has_family = Field.GIVEN in fields, Field.FAMILY in fields
    if Field.NAME not in fields or has_given == has_family:
        return meanings
    at = fields.index(Field.NAME)
    beside = samples[fields.index(Field.GIVEN if has_given else Field.FAMILY)]
    pairs = list(zip(samples[at], beside, strict=False))
    if pairs and sum(part.strip() in name for name, part in pairs) > len(pairs) * _MOST:
        return meanings
    made = list(meanings)
    made[at] = Meaning(Field.FAMILY if has_given else Field.GIVEN)
    return made


def _with_names(
    meanings: list[Meaning], samples: Sequence[Sequence[str]], *, has_header: bool
) -> list[Meaning]:
    """Where no column names anybody: the first column of words is the name, two of one word each its parts."""
    if has_header:
        return meanings
    words = [
        at
        for at, (meaning, cells) in enumerate(zip(meanings, samples, strict=True))
        if meaning == KEEP and cells and _share(cells, _is_wordy) >= _NEARLY_ALL
    ]
    made = list(meanings)
    single = [
        at for at in words[:2] if _share(samples[at], lambda cell: " " not in cell.strip()) >= _NEARLY_ALL
    ]
    if len(single) == 2 and single[1] == single[0] + 1:
        made[single[0]], made[single[1]] = Meaning(Field.GIVEN), Meaning(Field.FAMILY)
    elif words:
        made[words[0]] = Meaning(Field.NAME)
    return made


def _is_wordy(cell: str) -> bool:
    return any(character.isalpha() for character in cell) and not any(
        character.isdigit() for character in cell
    )
