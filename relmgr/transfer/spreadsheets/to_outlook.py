"""People as classic Outlook exports them: 92 columns; what none of them holds stands in a fenced block in the notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind
from relmgr.transfer.importing.content import lines_of
from relmgr.transfer.spreadsheets import our_marks, table
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    ContactValue,
    FactValue,
    MilestoneValue,
    OrganisationValue,
    RelationValue,
    knowing,
)

HEADER = [
    "Title",
    "First Name",
    "Middle Name",
    "Last Name",
    "Suffix",
    "Company",
    "Department",
    "Job Title",
    "Business Street",
    "Business Street 2",
    "Business Street 3",
    "Business City",
    "Business State",
    "Business Postal Code",
    "Business Country/Region",
    "Home Street",
    "Home Street 2",
    "Home Street 3",
    "Home City",
    "Home State",
    "Home Postal Code",
    "Home Country/Region",
    "Other Street",
    "Other Street 2",
    "Other Street 3",
    "Other City",
    "Other State",
    "Other Postal Code",
    "Other Country/Region",
    "Assistant's Phone",
    "Business Fax",
    "Business Phone",
    "Business Phone 2",
    "Callback",
    "Car Phone",
    "Company Main Phone",
    "Home Fax",
    "Home Phone",
    "Home Phone 2",
    "ISDN",
    "Mobile Phone",
    "Other Fax",
    "Other Phone",
    "Pager",
    "Primary Phone",
    "Radio Phone",
    "TTY/TDD Phone",
    "Telex",
    "Account",
    "Anniversary",
    "Assistant's Name",
    "Billing Information",
    "Birthday",
    "Business Address PO Box",
    "Categories",
    "Children",
    "Directory Server",
    "E-mail Address",
    "E-mail Type",
    "E-mail Display Name",
    "E-mail 2 Address",
    "E-mail 2 Type",
    "E-mail 2 Display Name",
    "E-mail 3 Address",
    "E-mail 3 Type",
    "E-mail 3 Display Name",
    "Gender",
    "Government ID Number",
    "Hobby",
    "Home Address PO Box",
    "Initials",
    "Internet Free Busy",
    "Keywords",
    "Language",
    "Location",
    "Manager's Name",
    "Mileage",
    "Notes",
    "Office Location",
    "Organizational ID Number",
    "Other Address PO Box",
    "Priority",
    "Private",
    "Profession",
    "Referred By",
    "Sensitivity",
    "Spouse",
    "User 1",
    "User 2",
    "User 3",
    "User 4",
    "Web Page",
]
_EMAILS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_PHONES = {
    "work": ("Business Phone", "Business Phone 2"),
    "home": ("Home Phone", "Home Phone 2"),
    "mobile": ("Mobile Phone",),
    "main": ("Primary Phone",),
    "work main": ("Company Main Phone",),
    "work fax": ("Business Fax",),
    "home fax": ("Home Fax",),
    "fax": ("Other Fax",),
    "other fax": ("Other Fax",),
    "pager": ("Pager",),
    "car": ("Car Phone",),
    "isdn": ("ISDN",),
    "textphone": ("TTY/TDD Phone",),
    "other": ("Other Phone",),
    "": ("Other Phone", "Primary Phone"),
}
_PLACES = {"work": "Business", "home": "Home", "other": "Other", "": "Other"}
_PEOPLE = {
    RelationKind.MANAGER: "Manager's Name",
    RelationKind.ASSISTANT: "Assistant's Name",
    RelationKind.PARTNER: "Spouse",
    RelationKind.INTRODUCED_BY: "Referred By",
}
_WORDS_OF = {
    RelationKind.MANAGER: "manager",
    RelationKind.ASSISTANT: "assistant",
    RelationKind.PARTNER: "spouse",
    RelationKind.CHILD: "child",
}
_STREETS = 3
_LIST = ";"


def written(cards: Sequence[Card]) -> Iterator[bytes]:
    """The file in pieces."""
    kept = [heading for card in cards for heading, _value in card.columns if heading not in _OURS]
    header = [*HEADER, *dict.fromkeys(kept)]

    def rows() -> Iterator[Sequence[str]]:
        yield header
        for card in cards:
            cells = _cells(card)
            yield [cells.get(heading, "") for heading in header]

    return table.written(rows(), marked=True)


_OURS = frozenset(HEADER)


class _Cells(dict[str, str]):
    """The cells of one row by heading; each is filled once."""

    def take(self, headings: Iterable[str], value: str) -> bool:
        """Put `value` into the first that is free; whether there was one."""
        for heading in headings:
            if heading not in self:
                self[heading] = value
                return True
        return False


def _cells(card: Card) -> _Cells:
    cells = _Cells()
    names = {
        "Title": card.name.prefix,
        "First Name": card.name.given,
        "Middle Name": card.name.additional,
        "Last Name": card.name.family,
        "Suffix": card.name.suffix,
        our_marks.OUTLOOK_ID: card.uid,
        our_marks.OUTLOOK_PRONOUNS: f"{our_marks.PRONOUNS_FIELD}: {card.pronouns}" if card.pronouns else "",
        our_marks.OUTLOOK_CADENCE: ""
        if card.cadence_days is None
        else knowing.write_cadence(card.cadence_days),
        our_marks.OUTLOOK_LAST_CONTACT: "" if card.last_contact is None else card.last_contact.on.isoformat(),
    }
    cells.update({heading: value for heading, value in names.items() if value})
    labels = tuple(label for label in card.labels if _LIST in label)
    rest = replace(
        _homeless(card),
        contacts=tuple(_contacts(cells, card.contacts)),
        organisations=tuple(_jobs(cells, card.organisations)),
        milestones=tuple(_dates(cells, card.milestones)),
        relations=tuple(_people(cells, card.relations)),
        facts=tuple(_hobbies(cells, card.facts)),
        labels=labels,
    )
    listed = _LIST.join(label for label in card.labels if label not in labels)
    if listed:
        cells["Categories"] = listed
    notes = our_marks.fenced("\n\n".join(card.notes), lines_of(rest))
    if notes:
        cells["Notes"] = notes
    for heading, value in card.columns:
        cells.take((heading,), value)
    return cells


def _homeless(card: Card) -> Card:
    """What no column holds; an Outlook without it would show the name otherwise, so that goes along where it differs."""
    return Card(
        kind=card.kind,
        formatted_name=card.formatted_name if card.formatted_name != card.name.full else "",
        sort_as=card.sort_as,
        phonetic_given=card.phonetic_given,
        phonetic_family=card.phonetic_family,
        native_name=card.native_name,
        nicknames=card.nicknames,
        members=card.members,
        time_zone=card.time_zone,
        languages=card.languages,
        how_met=card.how_met,
        photo_url=card.photo_url,
        logo_url=card.logo_url,
        unknown=card.unknown,
    )


def _contacts(cells: _Cells, contacts: Sequence[ContactValue]) -> Iterator[ContactValue]:
    """Fill the columns, preferred ones first; give what is left over."""
    for one in sorted(contacts, key=lambda one: not one.preferred):
        if one.kind is ContactKind.EMAIL:
            placed = cells.take(_EMAILS, one.value)
        elif one.kind is ContactKind.PHONE:
            placed = cells.take(_PHONES.get(one.label, ()), one.value)
        elif one.kind is ContactKind.LINK and not one.service:
            placed = cells.take(("Web Page",), one.value)
        elif one.kind is ContactKind.ADDRESS:
            placed = _address(cells, one)
        else:
            placed = False
        if not placed:
            yield one


def _address(cells: _Cells, one: ContactValue) -> bool:
    place = _PLACES.get(one.label)
    parts = one.parts or AddressParts(street=one.value)
    is_whole = not any(
        (parts.street, parts.locality, parts.postal_code, parts.region, parts.country, parts.po_box)
    )
    streets = (parts.formatted if is_whole else parts.street).split("\n")
    is_odd = parts.extended or parts.more or len(streets) > _STREETS
    if (
        place is None
        or is_odd
        or any(heading.startswith(f"{place} ") and heading in _OF_PLACES for heading in cells)
    ):
        return False
    values = {
        f"{place} Street{number}": line for number, line in zip(("", " 2", " 3"), streets, strict=False)
    }
    values |= {
        f"{place} City": parts.locality,
        f"{place} State": parts.region,
        f"{place} Postal Code": parts.postal_code,
        f"{place} Country/Region": parts.country,
        f"{place} Address PO Box": parts.po_box,
    }
    cells.update({heading: value for heading, value in values.items() if value})
    return True


_OF_PLACES = frozenset(
    heading
    for heading in HEADER
    if heading.split()[0] in ("Business", "Home", "Other")
    and not heading.endswith(("Fax", "Phone", "Phone 2"))
)


def _jobs(cells: _Cells, jobs: Sequence[OrganisationValue]) -> Iterator[OrganisationValue]:
    for at, one in enumerate(jobs):
        if at == 0 and len(one.units) <= 1 and not one.role:
            named = {"Company": one.name, "Department": "".join(one.units), "Job Title": one.title}
            cells.update({heading: value for heading, value in named.items() if value})
        else:
            yield one


def _dates(cells: _Cells, milestones: Iterable[MilestoneValue]) -> Iterator[MilestoneValue]:
    """Outlook's days have a year; any other stands in the notes."""
    headings = {MilestoneKind.BIRTHDAY: "Birthday", MilestoneKind.WEDDING: "Anniversary"}
    for one in milestones:
        day, heading = one.date.as_date(), headings.get(one.kind)
        if heading is None or day is None or one.title or not cells.take((heading,), day.isoformat()):
            yield one


def _people(cells: _Cells, relations: Iterable[RelationValue]) -> Iterator[RelationValue]:
    children: list[str] = []
    for one in relations:
        is_plain = one.name and one.label in ("", _WORDS_OF.get(one.kind, "")) and _LIST not in one.name
        heading = _PEOPLE.get(one.kind)
        if is_plain and one.kind is RelationKind.CHILD and "," not in one.name:
            children.append(one.name)
        elif not (is_plain and heading is not None and cells.take((heading,), one.name)):
            yield one
    if children:
        cells["Children"] = f"{_LIST} ".join(children)


def _hobbies(cells: _Cells, facts: Iterable[FactValue]) -> Iterator[FactValue]:
    for one in facts:
        if (
            knowing.interest_property(one) != ("HOBBY", "")
            or one.heard_on is not None
            or not cells.take(("Hobby",), one.text)
        ):
            yield one


__all__ = ["HEADER", "written"]
