"""A card while its lines are being understood one by one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.i18n import _
from relmgr.transfer.vcard import text as texts
from relmgr.transfer.vcard import vocabulary
from relmgr.transfer.vcard.lines import ContentLine, remark_of
from relmgr.transfer.vcard.model import (
    EXCERPT,
    AddressParts,
    CardKind,
    ContactValue,
    FactValue,
    Fate,
    HowMet,
    LastContact,
    Limits,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Outcome,
    Picture,
    Problem,
    RelationValue,
)


@dataclass(slots=True)
class Draft:
    """What is known so far. Text is decoded here, because the version of the card decides about its escapes."""

    limits: Limits
    version: str = ""
    group_labels: dict[str, ContentLine] = field(default_factory=dict)
    group_countries: dict[str, ContentLine] = field(default_factory=dict)
    used_groups: set[int] = field(default_factory=set)
    kept_whole: set[int] = field(default_factory=set)
    """The lines that are kept as they stand, by identity."""
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_name_derived: bool = False
    has_names: bool = False
    written_name: str = ""
    is_ours: bool = False
    """Whether this program wrote the card, so that its labels stand as somebody typed them."""
    is_shown_as_company: bool = False
    address_labels: set[str] = field(default_factory=set)
    is_group: bool = False
    is_list: bool = False
    """Evolution's list of addresses, whose e-mails are its members."""
    alternatives: set[tuple[str, str]] = field(default_factory=set)
    kind: CardKind = CardKind.INDIVIDUAL
    uid: str = ""
    formatted_name: str = ""
    name: NameParts = field(default_factory=NameParts)
    sort_as: str = ""
    phonetic_given: str = ""
    phonetic_family: str = ""
    native_name: str = ""
    nicknames: list[str] = field(default_factory=list)
    pronouns: str = ""
    contacts: list[tuple[ContactValue, int]] = field(default_factory=list)
    jobs: list[tuple[str, str, OrganisationValue]] = field(default_factory=list)
    milestones: list[MilestoneValue] = field(default_factory=list)
    single_dates: dict[MilestoneKind, MilestoneValue] = field(default_factory=dict)
    relations: list[RelationValue] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    note_tails: list[tuple[int, str]] = field(default_factory=list)
    is_in_note: bool = False
    labels: dict[str, None] = field(default_factory=dict)
    time_zone: str = ""
    languages: list[tuple[int, str]] = field(default_factory=list)
    facts: list[FactValue] = field(default_factory=list)
    how_met: HowMet = field(default_factory=HowMet)
    met: list[MilestoneValue | RelationValue] = field(default_factory=list)
    cadence_days: int | None = None
    last_contact: LastContact | None = None
    photo: Picture | None = None
    photo_url: str = ""
    logo: Picture | None = None
    logo_url: str = ""
    created: datetime | None = None
    revised: datetime | None = None

    def plain(self, line: ContentLine, escaped: str) -> str:
        """One value or component as text: decoded, unescaped, with \\n as its line end."""
        encoding = line.head.encoding
        if not encoding:
            if "\\" in escaped:
                escaped = texts.unescape(escaped)
            return texts.one_newline(escaped) if "\r" in escaped else escaped
        if encoding == "q":
            decoded, doubt = texts.quoted_printable(escaped, line.head.charset)
        else:
            decoded, doubt = texts.base64_text(escaped, line.head.charset)
        line.remark = remark_of(doubt) or line.remark
        if "\0" in decoded:
            decoded = decoded.replace("\0", "")
            line.remark = _("Zero bytes were removed from this line.")
        return texts.one_newline(texts.unescape_2_1(decoded))

    def text(self, line: ContentLine) -> str:
        """The whole value as text, without blanks around it."""
        return self.plain(line, line.value).strip()

    def pieces(self, line: ContentLine, separator: str) -> list[str]:
        """The components (";") or the list (","), each as text."""
        value = line.value
        if "\\" not in value and not line.head.encoding and "\r" not in value:
            return [piece.strip() for piece in value.split(separator)]
        return [self.plain(line, piece).strip() for piece in texts.split(value, separator)]

    def label_of(self, line: ContentLine) -> str:
        """The label: the X-ABLabel of the line's group if there is one, else its types."""
        own = self.own_label_of(line)
        if own and line.head.label and own != line.head.label:
            self.remark(line, _("This entry has a label of its own, so its types were not taken over."))
        return own or line.head.label

    def own_label_of(self, line: ContentLine) -> str:
        """The X-ABLabel of the line's group, if there is one; SyncEvolution writes it as a parameter."""
        label_line = self.group_labels.get(line.head.group) if line.head.group else None
        if label_line is None:
            return line.head.label if "X-ABLABEL" in line.head.parameters else ""
        self.used_groups.add(id(label_line))
        label = vocabulary.plain_label(self.text(label_line))
        return label if self.is_ours else vocabulary.label_of_words(label)

    def add_contact(
        self, line: ContentLine, kind: ContactKind, value: str, service: str = "", label: str | None = None
    ) -> Fate:
        """A contact method with the line's preference, and its label unless one is given."""
        if not value:
            return Fate.EMPTY
        head = line.head
        if label is None:
            label = self.label_of(line) if head.group else head.label
        contact = ContactValue(kind=kind, value=value, label=label, service=service)
        self.contacts.append((contact, head.preference))
        return Fate.MAPPED

    def add_address(self, line: ContentLine, parts: AddressParts) -> Fate:
        """A postal address with the line's label and preference."""
        label = self.label_of(line) if line.head.group else line.head.label
        contact = ContactValue(kind=ContactKind.ADDRESS, value=parts.line, label=label, parts=parts)
        self.contacts.append((contact, line.head.preference))
        return Fate.MAPPED

    def is_alternative(self, line: ContentLine) -> bool:
        """Whether the line says again, in another language, what one before it said (ALTID, RFC 6350 §5.4)."""
        number = line.head.parameters.get("ALTID", "")
        if not number:
            return False
        key = (line.head.name, number)
        if key in self.alternatives:
            return True
        self.alternatives.add(key)
        return False

    def remark(self, line: ContentLine, reason: str) -> None:
        """Report something about a line that is read all the same."""
        self.report(line, reason, Outcome.READ)

    def keep(self, line: ContentLine, reason: str = "") -> Fate:
        """Keep the line as it stands, and say why if that is worth knowing."""
        if reason:
            self.report(line, reason, Outcome.KEPT)
        return Fate.KEPT

    def leave_out(self, line: ContentLine, reason: str) -> Fate:
        """Refuse the line."""
        self.report(line, reason, Outcome.LEFT_OUT)
        return Fate.LEFT_OUT

    def report(self, line: ContentLine, reason: str, outcome: Outcome) -> None:
        """Add a problem about a line."""
        self.problems.append(
            Problem(line=line.number, reason=reason, raw=line.raw[:EXCERPT], outcome=outcome)
        )


Handler = Callable[[Draft, ContentLine], Fate]


def preferred(contacts: Iterable[tuple[ContactValue, int]]) -> tuple[ContactValue, ...]:
    """The contact methods, of each kind those marked that have the lowest PREF number (RFC 6350 §5.3)."""
    listed = list(contacts)
    best: dict[ContactKind, int] = {}
    for contact, preference in listed:
        if preference and preference < best.get(contact.kind, 101):
            best[contact.kind] = preference
    if not best:
        return tuple(contact for contact, preference in listed)
    return tuple(
        replace(contact, preferred=True) if preference and preference == best[contact.kind] else contact
        for contact, preference in listed
    )
