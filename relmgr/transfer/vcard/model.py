"""What a vCard says, free of how it was written: the values that reader and writer share."""

import marshal
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple, overload

from relmgr.domain.kinds import (
    ContactKind,
    ConversationKind,
    MilestoneKind,
    RelationKind,
    Sensitivity,
    Side,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.beyond import Beyond

MEBIBYTE = 1024 * 1024
EXCERPT = 200


class CardKind(StrEnum):
    """What a card describes (RFC 6350 §6.1.4); places and applications are not ours."""

    INDIVIDUAL = "individual"
    ORG = "org"
    GROUP = "group"


class Outcome(StrEnum):
    """What became of the line a problem speaks of."""

    READ = "read"  # its value is in the card, but with a guess or without a detail
    KEPT = "kept"  # not understood; kept as it stands in Card.unknown
    LEFT_OUT = "left_out"  # neither read nor kept: this report is all there is


class Fate(IntEnum):
    """What became of one content line, or of one cell of a table."""

    STRUCTURAL = 0
    EMPTY = 1
    MAPPED = 2
    KEPT = 3
    LEFT_OUT = 4


class Traced(NamedTuple):
    """One line of a file, or one cell of a table ("heading: value"): where it stands, its fate, its beginning."""

    line: int
    fate: Fate
    text: str


class Trace(Sequence[Traced]):
    """All lines of a card as one piece of bytes, made into objects when they are asked for.

    As objects they take as much room as all the rest of a card, which is held until its report is closed.
    """

    __slots__ = ("_count", "_packed")

    def __init__(self, lines: Sequence[Traced]) -> None:
        self._count = len(lines)
        self._packed = marshal.dumps([(line, int(fate), text) for line, fate, text in lines])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Traced]:
        return iter(self._lines())

    @overload
    def __getitem__(self, place: int) -> Traced: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Traced]: ...
    def __getitem__(self, place: int | slice) -> Traced | Sequence[Traced]:
        return self._lines()[place]

    def _lines(self) -> list[Traced]:
        packed: Iterable[tuple[int, int, str]] = marshal.loads(self._packed)  # made above, in this process
        return [Traced(line, _FATES[fate], text) for line, fate, text in packed]


_FATES = tuple(Fate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something the user should know about a line: `reason` is a sentence for them.

    `line` is the 1-based line in the file, `lines` how many content lines it speaks of, `raw` the first
    characters of the first of them.
    """

    line: int
    reason: str
    raw: str = ""
    lines: int = 1
    outcome: Outcome = Outcome.LEFT_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a file is read before it is refused, with a reason (quality.md §3)."""

    file_bytes: int = 100 * MEBIBYTE
    file_lines: int = 4_000_000
    property_bytes: int = 10 * MEBIBYTE
    photo_bytes: int = 10 * MEBIBYTE
    photo_pixels: int = 25_000_000
    parameters: int = 1_000
    head_characters: int = 100_000
    card_lines: int = 20_000
    card_bytes: int = 40 * MEBIBYTE
    nesting: int = 4
    cells: int = 10_000

    @property
    def line_characters(self) -> int:
        """The longest content line held in memory: a photo of the largest size as base64, or a property."""
        return max(self.property_bytes, self.photo_bytes * 4 // 3 + 1_000)


DEFAULT = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of N. `family` holds `secondary` too, and `suffix` holds `generation` (RFC 9554 §2.2 does so)."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    secondary: str = ""
    generation: str = ""

    def __bool__(self) -> bool:
        return bool(self.prefix or self.given or self.additional or self.family or self.suffix)

    @property
    def full(self) -> str:
        """The parts in Western order, separated by blanks."""
        parts = (self.prefix, self.given, self.additional, self.family, self.suffix)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressParts:
    """The parts of ADR. `more` are the components after the seventh (RFC 9554 §2.1), which repeat the others finer.

    `country_code` is Apple's X-ABADR, `formatted` the LABEL parameter.
    """

    po_box: str = ""
    extended: str = ""
    street: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    country_code: str = ""
    formatted: str = ""
    more: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The address in one line, in postal order."""
        place = " ".join(part for part in (self.postal_code, self.locality) if part)
        parts = (self.po_box, self.extended, self.street, place, self.region, self.country)
        line = (
            ", ".join(part for part in parts if part) or self.formatted or ", ".join(filter(None, self.more))
        )
        return line.replace("\n", ", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactValue:
    """One way to reach somebody. An address has `parts`, and its `value` is `parts.line`.

    `label` is words such as "work", "home fax" or the user's own; `service` names the network of a chat handle or a
    profile ("xmpp", "linkedin"), in lower case.
    """

    kind: ContactKind
    value: str
    label: str = ""
    preferred: bool = False
    service: str = ""
    parts: AddressParts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationValue:
    """An affiliation: name and units from ORG, with the TITLE and ROLE that go with it. The name may be empty."""

    name: str = ""
    units: tuple[str, ...] = ()
    title: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneValue:
    """A date of somebody's life; `title` is empty where the kind says it all."""

    kind: MilestoneKind
    date: PartialDate
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationValue:
    """Somebody this person is tied to; `kind` is what *they* are to this person.

    At least one of `name` and `uid` is given. `label` is the word used, if finer than the kind ("mother").
    """

    kind: RelationKind
    name: str = ""
    uid: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactValue:
    """Something known of somebody: a hobby, a dish, a size (P4). `text` is never empty."""

    text: str
    label: str = ""
    side: Side = Side.INTERESTS
    heard_on: date | None = None
    sensitivity: Sensitivity = Sensitivity.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMet:
    """How we met, as far as no milestone and no relation says it (P10).

    `through` is used where whoever brought us together is nobody with a card.
    """

    impression: str = ""
    where: str = ""
    through: str = ""

    def __bool__(self) -> bool:
        return bool(self.impression or self.where or self.through)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastContact:
    """The day of the latest conversation, and how it took place where that is known."""

    on: date
    kind: ConversationKind | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it stood in the card: never decoded, its header measured and within the limits."""

    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many content lines of a card met which fate; together they are all of them."""

    structural: int = 0  # BEGIN, END, VERSION, PRODID: about the file, not about the person
    empty: int = 0  # a property without a value
    mapped: int = 0
    kept: int = 0  # the lines of Card.unknown
    left_out: int = 0  # each counted by a Problem

    @property
    def lines(self) -> int:
        """All content lines of the card, BEGIN and END included."""
        return self.structural + self.empty + self.mapped + self.kept + self.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One vCard. Two cards are equal if they say the same, wherever and in whatever version they were written.

    `unknown` holds the unfolded content lines that have no home here, as they stood, for re-emission. A record of
    another format than vCard (`source` names it) has `columns` instead: (heading, value) pairs without a home here.
    `beyond` is what the record carries besides (calls, reminders …). `traced` are all its lines with their fates.
    """

    kind: CardKind = CardKind.INDIVIDUAL
    uid: str = ""
    formatted_name: str = ""
    name: NameParts = NameParts()
    sort_as: str = ""
    phonetic_given: str = ""
    phonetic_family: str = ""
    native_name: str = ""
    nicknames: tuple[str, ...] = ()
    pronouns: str = ""
    contacts: tuple[ContactValue, ...] = ()
    organisations: tuple[OrganisationValue, ...] = ()
    milestones: tuple[MilestoneValue, ...] = ()
    relations: tuple[RelationValue, ...] = ()
    members: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    time_zone: str = ""
    languages: tuple[str, ...] = ()
    facts: tuple[FactValue, ...] = ()
    how_met: HowMet = HowMet()
    cadence_days: int | None = None
    """How often they want to be in touch, 1 to 3650 days."""
    last_contact: LastContact | None = None
    photo: Picture | None = None
    photo_url: str = ""
    logo: Picture | None = None
    logo_url: str = ""
    created: datetime | None = None
    revised: datetime | None = None
    unknown: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    beyond: tuple[Beyond, ...] = ()
    source: str = field(default="vcard", compare=False)
    line: int = field(default=0, compare=False)
    version: str = field(default="", compare=False)
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    tally: Tally = field(default=Tally(), compare=False)
    traced: Sequence[Traced] = field(default=(), compare=False, repr=False)

    @property
    def display_name(self) -> str:
        """What to call the card: FN, else what can be made of the rest; empty only if it names nothing at all."""
        return self.formatted_name or self.derived_name

    @property
    def derived_name(self) -> str:
        """A name made of N, a nickname, the organisation or the first contact method, in this order."""
        if self.name:
            return self.name.full
        candidates = (
            *self.nicknames,
            *(organisation.name or organisation.title for organisation in self.organisations),
            *(contact.value for contact in self.contacts),
        )
        return next((candidate for candidate in candidates if candidate), "")
