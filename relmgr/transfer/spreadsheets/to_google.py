"""People as Google Contacts exports them today: fixed columns, then as many numbered groups as the fullest contact has.

What Google has no column for goes into a custom field as content lines (`our_marks`), which Google keeps and gives back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.importing.content import lines_of
from relmgr.transfer.spreadsheets import table
from relmgr.transfer.spreadsheets.our_marks import DATA_FIELD, ID_FIELD, PRONOUNS_FIELD
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    ContactValue,
    MilestoneValue,
    OrganisationValue,
    RelationValue,
)
from relmgr.transfer.vcard.life import relation_of_label
from relmgr.transfer.vcard.vocabulary import (
    APPLE_LABEL_OF_RELATION,
    LABEL_OF_MILESTONE,
    milestone_of_label,
    plain_label,
)

_FIXED = [
    "First Name",
    "Middle Name",
    "Last Name",
    "Phonetic First Name",
    "Phonetic Middle Name",
    "Phonetic Last Name",
    "Name Prefix",
    "Name Suffix",
    "Nickname",
    "File As",
    "Organization Name",
    "Organization Title",
    "Organization Department",
    "Birthday",
    "Notes",
    "Photo",
    "Labels",
]
_ADDRESS = ("Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country", "Extended Address")
_GROUPS: dict[str, tuple[str, ...]] = {
    "E-mail": ("Label", "Value"),
    "Phone": ("Label", "Value"),
    "Address": ("Label", *_ADDRESS),
    "IM": ("Label", "Service", "Value"),
    "Relation": ("Label", "Value"),
    "Website": ("Label", "Value"),
    "Event": ("Label", "Value"),
    "Custom Field": ("Label", "Value"),
}
_NUMBERED = re.compile(r"(?P<base>.+?) (?P<number>[0-9]{1,3}) - (?P<part>.+)")
_GLUE = " ::: "
_MINE = "* myContacts"


@dataclass(slots=True)
class _Row:
    """One contact: its fixed cells and its groups."""

    fixed: dict[str, str]
    groups: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    def add(self, base: str, *cells: str) -> None:
        self.groups.setdefault(base, []).append(cells)


def written(cards: Sequence[Card]) -> Iterator[bytes]:
    """The file in pieces."""
    return table.written(_rows([_row(card) for card in cards]))


def _rows(rows: list[_Row]) -> Iterator[Sequence[str]]:
    counts = {base: max((len(row.groups.get(base, ())) for row in rows), default=0) for base in _GROUPS}
    header = list(_FIXED)
    for base, parts in _GROUPS.items():
        header += [f"{base} {at} - {part}" for at in range(1, counts[base] + 1) for part in parts]
    yield header
    for row in rows:
        cells = [row.fixed.get(heading, "") for heading in _FIXED]
        for base, parts in _GROUPS.items():
            held = row.groups.get(base, [])
            for at in range(counts[base]):
                cells += held[at] if at < len(held) else ("",) * len(parts)
        yield cells


def _row(card: Card) -> _Row:
    first = card.organisations[0] if card.organisations else OrganisationValue()
    placed = first if len(first.units) <= 1 and not first.role else replace_units(first)
    birthday = next((one for one in card.milestones if _is_birthday(one)), None)
    labels = [label for label in card.labels if _can_be_listed(label)]
    row = _Row(
        {
            "First Name": card.name.given,
            "Middle Name": card.name.additional,
            "Last Name": card.name.family,
            "Phonetic First Name": card.phonetic_given,
            "Phonetic Last Name": card.phonetic_family,
            "Name Prefix": card.name.prefix,
            "Name Suffix": card.name.suffix,
            "Nickname": ", ".join(card.nicknames),
            "File As": card.formatted_name if card.formatted_name != card.name.full else "",
            "Organization Name": placed.name,
            "Organization Title": placed.title,
            "Organization Department": placed.units[0] if placed.units else "",
            "Birthday": "" if birthday is None else date_cell(birthday.date),
            "Notes": "\n\n".join(card.notes),
            "Photo": card.photo_url,
            "Labels": _GLUE.join((*labels, _MINE)),
        }
    )
    # Of one card, so that groups of lines that belong together have names of their own.
    rest = replace(
        _homeless(card, labels),
        contacts=_contacts(row, card.contacts),
        milestones=_events(row, [one for one in card.milestones if one is not birthday]),
        relations=_relations(row, card.relations),
        organisations=card.organisations if placed is not first else card.organisations[1:],
    )
    _custom(row, card, lines_of(rest))
    _give_back(row, card.columns)
    return row


def replace_units(one: OrganisationValue) -> OrganisationValue:
    """The organisation as its three columns say it; the whole of it goes into the custom field beside them."""
    return OrganisationValue(
        name=one.name, units=(" / ".join(one.units),) if one.units else (), title=one.title
    )


def _is_birthday(one: MilestoneValue) -> bool:
    day = one.date
    return (
        one.kind is MilestoneKind.BIRTHDAY and not one.title and day.month is not None and day.day is not None
    )


def date_cell(day: PartialDate) -> str:
    """A day as Google writes it: " --04-12" where the year is unknown."""
    tail = f"{day.month:02}-{day.day:02}"
    return f" --{tail}" if day.year is None else f"{day.year:04}-{tail}"


def _can_be_listed(label: str) -> bool:
    return _GLUE.strip() not in label and not label.startswith("*")


def _homeless(card: Card, labels: list[str]) -> Card:
    """What has no column at all."""
    return Card(
        kind=card.kind,
        sort_as=card.sort_as,
        native_name=card.native_name,
        members=card.members,
        labels=tuple(label for label in card.labels if label not in labels),
        time_zone=card.time_zone,
        languages=card.languages,
        facts=card.facts,
        how_met=card.how_met,
        cadence_days=card.cadence_days,
        last_contact=card.last_contact,
        logo_url=card.logo_url,
        unknown=card.unknown,
    )


_WORDS = {
    "home": "Home", "work": "Work", "mobile": "Mobile", "other": "Other", "main": "Main", "pager": "Pager",
    "home fax": "Home Fax", "work fax": "Work Fax", "fax": "Fax", "school": "School",
}  # fmt: skip


def _label_cell(contact: ContactValue) -> str:
    word = _WORDS.get(contact.label, contact.label)
    return f"* {word}".rstrip() if contact.preferred else word


def _contacts(row: _Row, contacts: Iterable[ContactValue]) -> tuple[ContactValue, ...]:
    """Fill the groups; give what would be read as something else."""
    odd: list[ContactValue] = []
    for one in contacts:
        label = _label_cell(one)
        if _GLUE.strip() in one.value or _GLUE.strip() in label or one.label.startswith("*"):
            odd.append(one)
        elif one.kind is ContactKind.EMAIL:
            row.add("E-mail", label, one.value)
        elif one.kind is ContactKind.PHONE:
            row.add("Phone", label, one.value)
        elif one.kind is ContactKind.ADDRESS:
            row.add("Address", label, *_address(one))
        elif one.kind is ContactKind.CHAT:
            row.add("IM", label, one.service, one.value)
        elif one.service:
            odd.append(one)
        else:
            row.add("Website", label, one.value)
    return tuple(odd)


def _address(one: ContactValue) -> tuple[str, ...]:
    parts = one.parts or AddressParts(street=one.value)
    return (
        parts.formatted, parts.street, parts.locality, parts.po_box, parts.region, parts.postal_code, parts.country,
        parts.extended,
    )  # fmt: skip


def _events(row: _Row, milestones: Iterable[MilestoneValue]) -> tuple[MilestoneValue, ...]:
    odd: list[MilestoneValue] = []
    for one in milestones:
        label = plain_label(one.title or LABEL_OF_MILESTONE[one.kind]).strip()
        shown = label[:1].upper() + label[1:]
        told = milestone_of_label(shown) == (one.kind, one.title)
        if one.date.month is None or one.date.day is None or not told or _GLUE.strip() in shown:
            odd.append(one)
        else:
            row.add("Event", shown, date_cell(one.date))
    return tuple(odd)


def _relations(row: _Row, relations: Iterable[RelationValue]) -> tuple[RelationValue, ...]:
    odd: list[RelationValue] = []
    for one in relations:
        label = plain_label(one.label or APPLE_LABEL_OF_RELATION[one.kind])
        shown = label[:1].upper() + label[1:]
        told = relation_of_label(shown)[0] is one.kind
        if not one.name or not told or _GLUE.strip() in one.name + shown:
            odd.append(one)
        else:
            row.add("Relation", shown, one.name)
    return tuple(odd)


def _custom(row: _Row, card: Card, rest: Iterable[str]) -> None:
    data = "\n".join(dict.fromkeys(rest))
    for label, value in ((ID_FIELD, card.uid), (PRONOUNS_FIELD, card.pronouns), (DATA_FIELD, data)):
        if value:
            row.add("Custom Field", label, value)


def _give_back(row: _Row, columns: Iterable[tuple[str, str]]) -> None:
    """The columns that had no home here: of numbered groups as groups after ours, any other as a custom field.

    Google throws away columns that are none of its own.
    """
    groups: dict[tuple[str, str], dict[str, str]] = {}
    for heading, value in columns:
        match = _NUMBERED.fullmatch(heading)
        if match is not None and match["part"] in _GROUPS.get(match["base"], ()):
            groups.setdefault((match["base"], match["number"]), {})[match["part"]] = value
        elif heading in _FIXED:
            row.fixed[heading] = row.fixed.get(heading, "") or value
        else:
            row.add("Custom Field", heading, value)
    for (base, _number), parts in groups.items():
        row.add(base, *(parts.get(part, "") for part in _GROUPS[base]))


__all__ = ["date_cell", "written"]
