"""Writes cards as vCard 4.0 or 3.0: escaped, folded, and with everything that could not be understood given back."""

import base64
import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Literal
from urllib.parse import quote

from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.vcard import dates, knowing, life, vocabulary
from relmgr.transfer.vcard.dialects import Dialect, outlook_date, outlook_relation
from relmgr.transfer.vcard.model import (
    AddressParts,
    Card,
    CardKind,
    ContactValue,
    MilestoneValue,
    OrganisationValue,
    Picture,
    RelationValue,
)
from relmgr.transfer.vcard.text import escape, escape_line, escape_parameter

Version = Literal["3.0", "4.0"]

_PRODUCT = "-//Relmgr//Relmgr//EN"
_WIDTH = 75
_PHONE_URI = re.compile(r"\+[0-9][0-9-]*(;ext=[0-9]+)?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}")
_PLACES = ("", "home", "work", "other", "school")
_WEB = ("http://", "https://")


def write(
    cards: Iterable[Card], version: Version = "4.0", dialect: Dialect = Dialect.APPLE
) -> Iterator[bytes]:
    """Each card as one piece of a file, in UTF-8 with CRLF (RFC 6350, RFC 2426).

    `dialect` is whose vCard 3.0 it is to be; vCard 4.0 has none.
    """
    for card in cards:
        yield _CardWriter(card, version, dialect).written()


def fold(line: str) -> bytes:
    """A content line in pieces of at most 75 octets, never within a character (RFC 6350 §3.2), with CRLF.

    A piece never ends in "=" either: in quoted-printable text that would be a soft break.
    """
    content = line.encode("utf-8", "replace")
    if len(content) <= _WIDTH:
        return content + b"\r\n"
    pieces, start, room = [], 0, _WIDTH
    while len(content) - start > room:
        end = start + room
        while end > start + 1 and (content[end] & 0xC0 == 0x80 or content[end - 1 : end] == b"="):
            end -= 1
        if end == start + 1:  # nothing but "=": then at least between two characters
            end = start + room
            while content[end] & 0xC0 == 0x80:
                end -= 1
        pieces.append(content[start:end])
        start, room = end, _WIDTH - 1
    pieces.append(content[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


class _CardWriter:
    """The lines of one card."""

    def __init__(self, card: Card, version: Version, dialect: Dialect) -> None:
        self._card = card
        self._dialect = dialect
        self._is_4 = version == "4.0"
        self._version = version
        self._lines: list[str] = []
        taken = {line.partition(":")[0].partition(".")[0].lower() for line in card.unknown if "." in line}
        self._groups = (group for group in (f"item{number}" for number in count(1)) if group not in taken)

    def written(self) -> bytes:
        """BEGIN to END."""
        card = self._card
        self._lines = ["BEGIN:VCARD", f"VERSION:{self._version}", f"PRODID:{_PRODUCT}"]
        self._identity()
        for contact in card.contacts:
            self._contact(contact)
        self._organisations()
        self._milestones()
        for relation in card.relations:
            self._relation(relation)
        for member in card.members:
            self._line("MEMBER" if self._is_4 else "X-ADDRESSBOOKSERVER-MEMBER", member)
        knowing.write(card, self._line, is_4=self._is_4)
        self._notes()
        if card.labels:
            self._line("CATEGORIES", ",".join(escape(label) for label in card.labels))
        self._pictures()
        self._lines.extend(card.unknown)
        self._lines.append("END:VCARD")
        return b"".join(fold(line) for line in self._lines)

    def _notes(self) -> None:
        """Several notes in 4.0; as one in 3.0, whose readers keep no more than one."""
        notes = self._card.notes
        for note in notes if self._is_4 else filter(None, ("\n\n".join(notes),)):
            self._line("NOTE", escape(note))

    def _line(self, head: str, value: str) -> None:
        self._lines.append(f"{head}:{value}")

    def _text(self, head: str, value: str) -> None:
        if value:
            self._line(head, escape(value))

    def _labelled(self, head: str, value: str, label: str) -> None:
        """A line with an X-ABLabel, in a group of their own."""
        group = next(self._groups)
        self._line(f"{group}.{head}", value)
        if label:
            self._line(f"{group}.X-ABLabel", escape(label))

    def _identity(self) -> None:
        card = self._card
        if card.uid:
            self._line("UID", card.uid)
        if card.revised is not None:
            self._line("REV", dates.write_instant(card.revised))
        if card.created is not None:
            self._line("CREATED", dates.write_instant(card.created))
        self._kind(card.kind)
        if card.formatted_name:
            self._text("FN", card.formatted_name)
        else:
            self._line("FN;DERIVED=TRUE", escape(card.derived_name))
        self._name()
        self._text("NICKNAME", "") if not card.nicknames else self._line(
            "NICKNAME", ",".join(escape(name) for name in card.nicknames)
        )
        self._text("X-PHONETIC-FIRST-NAME", card.phonetic_given)
        self._text("X-PHONETIC-LAST-NAME", card.phonetic_family)
        self._text("X-RELMGR-NATIVE-NAME", card.native_name)
        self._text("PRONOUNS" if self._is_4 else "X-PRONOUNS", card.pronouns)
        self._text("TZ", card.time_zone)
        for number, language in enumerate(card.languages, 1):
            self._text(f"LANG;PREF={min(number, 100)}" if self._is_4 else "LANG", language)

    def _kind(self, kind: CardKind) -> None:
        if kind is CardKind.INDIVIDUAL:
            return
        if self._is_4:
            self._line("KIND", kind.value)
        elif kind is CardKind.ORG:
            self._line("X-ABShowAs", "COMPANY")
        else:
            self._line("X-ADDRESSBOOKSERVER-KIND", kind.value)

    def _name(self) -> None:
        name, sort_as = self._card.name, self._card.sort_as
        parts = [name.family, name.given, name.additional, name.prefix, name.suffix]
        if name.secondary or name.generation:
            parts += [name.secondary, name.generation]
        head = f"N;SORT-AS={escape_parameter(sort_as)}" if sort_as and self._is_4 else "N"
        if name or sort_as or not self._is_4:
            self._line(head, ";".join(escape(part) for part in parts))
        if not self._is_4:
            self._text("SORT-STRING", sort_as)

    def _contact(self, contact: ContactValue) -> None:
        match contact.kind:
            case ContactKind.PHONE:
                if self._is_4 and _PHONE_URI.fullmatch(contact.value):
                    self._with_label("TEL;VALUE=uri", f"tel:{contact.value}", contact)
                else:
                    self._with_label("TEL", escape(contact.value), contact)
            case ContactKind.EMAIL:
                self._with_label("EMAIL", escape(contact.value), contact)
            case ContactKind.ADDRESS:
                self._address(contact)
            case ContactKind.LINK:
                self._link(contact)
            case ContactKind.CHAT:
                self._chat(contact)

    def _preference(self, contact: ContactValue) -> str:
        if not contact.preferred:
            return ""
        return ";PREF=1" if self._is_4 else self._dialect.type_of("pref")

    def _types(self, head: str, types: tuple[str, ...]) -> str:
        if self._is_4:
            return "".join(f";TYPE={word}" for word in types)
        return "".join(self._dialect.type_of(word) for word in self._dialect.types(head, types))

    def _with_label(
        self, head: str, value: str, contact: ContactValue, more: tuple[str, str] | None = None
    ) -> None:
        """A line with its label: as types where these can say it, else in a group; `more` goes into the group."""
        types = vocabulary.types_of_label(contact.label)
        full_head = head + self._types(head, types or ()) + self._preference(contact)
        if types is not None and more is None:
            self._line(full_head, value)
            return
        group = next(self._groups)
        self._line(f"{group}.{full_head}", value)
        if types is None:
            self._line(f"{group}.X-ABLabel", escape(contact.label))
        if more is not None:
            self._line(f"{group}.{more[0]}", more[1])

    def _address(self, contact: ContactValue) -> None:
        parts = contact.parts or AddressParts(street=contact.value)
        components = (
            parts.po_box,
            parts.extended,
            parts.street,
            parts.locality,
            parts.region,
            parts.postal_code,
            parts.country,
            *parts.more,
        )
        head = f"ADR;LABEL={escape_parameter(parts.formatted)}" if parts.formatted else "ADR"
        code = ("X-ABADR", escape(parts.country_code)) if parts.country_code else None
        self._with_label(head, ";".join(escape(part) for part in components), contact, code)

    def _link(self, contact: ContactValue) -> None:
        service = contact.service
        address = escape_line(contact.value)
        if not service:
            self._with_label("URL", address, contact)
        elif contact.value.startswith(_WEB) and contact.label in _PLACES:
            name = "SOCIALPROFILE;SERVICE-TYPE" if self._is_4 else "X-SOCIALPROFILE;X-SERVICE-TYPE"
            plain = not self._is_4 and service.isalpha() and vocabulary.types_of_label(service) is None
            head = f"{name}={escape_parameter(service)}" + (f";TYPE={service}" if plain else "")
            self._with_label(head, address, contact)
        else:
            self._with_label(f"URL;X-SERVICE-TYPE={escape_parameter(service)}", address, contact)

    def _chat(self, contact: ContactValue) -> None:
        service = contact.service
        is_scheme = _SCHEME.fullmatch(service) is not None and service not in ("http", "https", "x-apple")
        handle = quote(contact.value, safe="@+._~-", errors="replace")
        head = f"IMPP;X-SERVICE-TYPE={escape_parameter(service)}" if service else "IMPP"
        self._with_label(head, f"{service if is_scheme else 'x-apple'}:{handle}", contact)

    def _organisations(self) -> None:
        organisations = self._card.organisations
        for organisation in organisations:
            group = f"{next(self._groups)}." if len(organisations) > 1 else ""
            self._organisation(group, organisation)

    def _organisation(self, group: str, organisation: OrganisationValue) -> None:
        if organisation.name or organisation.units:
            names = (organisation.name, *organisation.units)
            self._line(f"{group}ORG", ";".join(escape(name) for name in names))
        self._text(f"{group}TITLE", organisation.title)
        self._text(f"{group}ROLE", organisation.role)

    def _milestones(self) -> None:
        own_properties = {MilestoneKind.BIRTHDAY: "BDAY"}
        if self._is_4:
            own_properties |= {MilestoneKind.WEDDING: "ANNIVERSARY", MilestoneKind.DEATH: "DEATHDATE"}
        elif self._dialect is Dialect.OUTLOOK:
            own_properties[MilestoneKind.WEDDING] = "X-MS-ANNIVERSARY"
        for milestone in self._card.milestones:
            name = "" if milestone.title else own_properties.pop(milestone.kind, "")
            parameters, value = self._date(milestone.date)
            if name and (parameters or value):
                self._line(name + parameters, value)
            else:
                self._ab_date(milestone)

    def _date(self, date: PartialDate) -> tuple[str, str]:
        """Parameters and value of a birthday or an anniversary; ("", "") where the dialect has no place for it."""
        if self._is_4:
            return "", dates.write_date(date)
        if self._dialect is Dialect.OUTLOOK:
            return "", outlook_date(date)
        if self._dialect is Dialect.GOOGLE and date.year is None:
            return "", dates.write_date(date)
        return _apple_date(date)

    def _ab_date(self, milestone: MilestoneValue) -> None:
        label = milestone.title or vocabulary.LABEL_OF_MILESTONE[milestone.kind]
        understood = vocabulary.milestone_of_label(vocabulary.plain_label(label))
        parameters, value = _apple_date(milestone.date)
        head = f"X-ABDATE{parameters}"
        if understood != (milestone.kind, milestone.title):
            head += f";X-RELMGR-KIND={milestone.kind.value}"
        self._labelled(head, value, label)

    def _relation(self, relation: RelationValue) -> None:
        if self._is_4:
            self._related(relation)
            return
        if self._dialect is Dialect.OUTLOOK and (name := outlook_relation(relation)):
            self._line(name, escape(relation.name))
            return
        label = relation.label or vocabulary.APPLE_LABEL_OF_RELATION[relation.kind]
        head = "X-ABRELATEDNAMES"
        understood = life.relation_of_label(vocabulary.plain_label(label)) if label else (relation.kind, "")
        if understood != (relation.kind, relation.label):
            head += f";X-RELMGR-KIND={relation.kind.value}"
        if relation.uid:
            head += f";X-RELMGR-UID={escape_parameter(relation.uid)}"
        self._labelled(head, escape(relation.name), label)

    def _related(self, relation: RelationValue) -> None:
        head = f"RELATED;VALUE={'uri' if relation.uid else 'text'}"
        head += "".join(f";TYPE={word}" for word in vocabulary.TYPES_OF_RELATION[relation.kind])
        if relation.label:
            head += f";X-LABEL={escape_parameter(relation.label)}"
        if relation.uid and relation.name:
            head += f";X-RELMGR-NAME={escape_parameter(relation.name)}"
        self._line(head, escape_line(relation.uid) if relation.uid else escape(relation.name))

    def _pictures(self) -> None:
        card = self._card
        for name, picture, address in (
            ("PHOTO", card.photo, card.photo_url),
            ("LOGO", card.logo, card.logo_url),
        ):
            if picture is not None:
                self._picture(name, picture)
            if address:
                self._line(f"{name};VALUE=uri", escape_line(address))

    def _picture(self, name: str, picture: Picture) -> None:
        content = base64.b64encode(picture.content).decode("ascii")
        if self._is_4:
            self._line(name, f"data:{picture.media_type};base64,{content}")
        else:
            kind = picture.media_type.rpartition("/")[2].upper()
            self._line(f"{name};ENCODING=b;TYPE={kind}", content)


def _apple_date(date: PartialDate) -> tuple[str, str]:
    """Parameters and value of a date as Apple writes it; what vCard 3.0 cannot say, as 4.0 would."""
    if date.month is None or date.day is None:
        return ";VALUE=text", dates.write_date(date)
    year = dates.NO_YEAR if date.year is None else date.year
    parameters = f";X-APPLE-OMIT-YEAR={dates.NO_YEAR}" if date.year is None else ""
    return parameters, f"{year:04}-{date.month:02}-{date.day:02}"
