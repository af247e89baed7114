"""A row while its cells are being understood one by one, and the card it becomes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from relmgr.domain.fold import fold
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from relmgr.transfer.importing.content import card_of_lines
from relmgr.transfer.sources.model import DateOrder
from relmgr.transfer.spreadsheets.fields import Field, Meaning
from relmgr.transfer.vcard.model import (
    EXCERPT,
    AddressParts,
    Card,
    ContactValue,
    FactValue,
    Fate,
    HowMet,
    LastContact,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Outcome,
    Problem,
    RelationValue,
    Tally,
    Traced,
)

_CELL = 2 * EXCERPT


@dataclass(frozen=True, slots=True)
class Manner:
    """How the tables of one dialect write their cells."""

    source: str
    order: DateOrder | None = None
    joins: str = ""
    """What stands between several values in one cell; "" if only general signs do."""
    is_neutralised: bool = False
    """Whether an apostrophe before = + - @ was put there by a spreadsheet export."""


@dataclass(frozen=True, slots=True)
class Step:
    """One column: where it is, its heading, and what it means."""

    index: int
    heading: str
    meaning: Meaning


Handler = Callable[["Draft", Step, str], Fate | None]


@dataclass(slots=True)
class Draft:
    """What is known of the row so far."""

    line: int
    manner: Manner
    texts: dict[Field, str] = field(default_factory=dict)
    contacts: list[ContactValue] = field(default_factory=list)
    addresses: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    jobs: dict[str, dict[Field, str]] = field(default_factory=dict)
    milestones: list[MilestoneValue] = field(default_factory=list)
    relations: list[RelationValue] = field(default_factory=list)
    facts: list[FactValue] = field(default_factory=list)
    cadence_days: int | None = None
    last_contact: LastContact | None = None
    notes: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    birth: dict[Field, tuple[Step, str]] = field(default_factory=dict)
    labels_of: dict[tuple[str, str], str] = field(default_factory=dict)
    services_of: dict[tuple[str, str], str] = field(default_factory=dict)
    repeated: list[tuple[Step, str]] = field(default_factory=list)
    """Cells that may only repeat what others say, looked at when all are known."""
    lines: list[str] = field(default_factory=list)
    columns: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    traced: list[Traced] = field(default_factory=list)
    fates: list[int] = field(default_factory=lambda: [0] * len(Fate))

    def trace(self, heading: str, text: str, fate: Fate) -> None:
        """Account for one cell."""
        self.fates[fate] += 1
        self.traced.append(Traced(self.line, fate, f"{heading}: {text[:EXCERPT]}"[:EXCERPT]))

    def keep(self, heading: str, text: str, reason: str = "") -> Fate:
        """Keep a cell as it stands, and say why if that is worth knowing."""
        self.columns.append((heading, text))
        if reason:
            self.report(heading, text, reason, Outcome.KEPT)
        return Fate.KEPT

    def report(self, heading: str, text: str, reason: str, outcome: Outcome = Outcome.READ) -> None:
        """Say something about a cell."""
        raw = f"{heading}: {text[:_CELL]}"[:EXCERPT] if heading else text[:EXCERPT]
        self.problems.append(Problem(line=self.line, reason=reason, raw=raw, outcome=outcome))

    def card(self) -> Card:
        """What the cells make."""
        self._birthday()
        self._repetitions()
        names = {part: self.texts.get(part, "") for part in _NAME_PARTS}
        name = NameParts(
            prefix=names[Field.PREFIX],
            given=names[Field.GIVEN],
            additional=names[Field.MIDDLE],
            family=names[Field.FAMILY],
            suffix=names[Field.SUFFIX],
        )
        shown = self.texts.get(Field.NAME, "")
        card = Card(
            uid=self.texts.get(Field.ID, ""),
            formatted_name="" if shown == name.full else shown,
            name=name,
            sort_as=self.texts.get(Field.SORT_AS, ""),
            phonetic_given=self.texts.get(Field.PHONETIC_GIVEN, ""),
            phonetic_family=self.texts.get(Field.PHONETIC_FAMILY, ""),
            native_name=self.texts.get(Field.NATIVE_NAME, ""),
            nicknames=tuple(dict.fromkeys(self.nicknames)),
            pronouns=self.texts.get(Field.PRONOUNS, ""),
            contacts=self._contacts(),
            organisations=self._organisations(),
            milestones=tuple(dict.fromkeys(self.milestones)),
            relations=tuple(dict.fromkeys(self.relations)),
            facts=tuple(dict.fromkeys(self.facts)),
            how_met=HowMet(where=self.texts.get(Field.MET_WHERE, "")),
            cadence_days=self.cadence_days,
            last_contact=self.last_contact,
            notes=tuple(self.notes),
            labels=tuple(dict.fromkeys(self.labels)),
            time_zone=self.texts.get(Field.TIME_ZONE, ""),
            languages=tuple(dict.fromkeys(self.languages)),
            photo_url=self.texts.get(Field.PHOTO_URL, ""),
            columns=tuple(self.columns),
            source=self.manner.source,
            line=self.line,
            problems=tuple(self.problems),
            traced=tuple(self.traced),
            tally=Tally(
                structural=self.fates[Fate.STRUCTURAL],
                empty=self.fates[Fate.EMPTY],
                mapped=self.fates[Fate.MAPPED],
                kept=self.fates[Fate.KEPT],
                left_out=self.fates[Fate.LEFT_OUT],
            ),
        )
        return joined(card, card_of_lines(tuple(self.lines))) if self.lines else card

    def _contacts(self) -> tuple[ContactValue, ...]:
        addresses = []
        for (label, group), said in self.addresses.items():
            parts = AddressParts(
                po_box=said.get("po_box", ""),
                extended=said.get("extended", ""),
                street=said.get("street", ""),
                locality=said.get("locality", ""),
                region=said.get("region", ""),
                postal_code=said.get("postal_code", ""),
                country=said.get("country", ""),
                formatted=said.get("formatted", ""),
            )
            shown = said_label(self.labels_of.get(("address", group), label))
            addresses.append(
                ContactValue(
                    kind=ContactKind.ADDRESS,
                    value=parts.line,
                    label=shown[0],
                    preferred=shown[1],
                    parts=parts,
                )
            )
        return tuple(dict.fromkeys((*self.contacts, *addresses)))

    def _organisations(self) -> tuple[OrganisationValue, ...]:
        made = []
        for job in self.jobs.values():
            department = job.get(Field.DEPARTMENT, "")
            made.append(
                OrganisationValue(
                    name=job.get(Field.ORGANISATION, ""),
                    units=(department,) if department else (),
                    title=job.get(Field.JOB_TITLE, ""),
                    role=job.get(Field.ROLE, ""),
                )
            )
        return tuple(made)

    def _birthday(self) -> None:
        """A birthday of which year, month and day stand in columns of their own."""
        if not self.birth:
            return
        said = {part: text for part, (_step, text) in self.birth.items()}
        numbers = [said.get(part, "") for part in (Field.BIRTH_YEAR, Field.BIRTH_MONTH, Field.BIRTH_DAY)]
        fate = Fate.MAPPED
        try:
            year, month, day = (int(number) if number else None for number in numbers)
            value = MilestoneValue(kind=MilestoneKind.BIRTHDAY, date=PartialDate(year or None, month, day))
        except ValueError:
            fate = Fate.KEPT
        else:
            self.milestones.append(value)
        for step, text in self.birth.values():
            if fate is Fate.KEPT:
                self.keep(
                    step.heading, text, _("This is not a date that can be reminded of; it is kept as text.")
                )
            self.trace(step.heading, text, fate)

    def _repetitions(self) -> None:
        """Cells that repeat the name or the address say nothing more; any other is kept."""
        given, family = self.texts.get(Field.GIVEN, ""), self.texts.get(Field.FAMILY, "")
        name = fold(" ".join(filter(None, (given, family))))
        mails = [fold(one.value) for one in self.contacts if one.kind is ContactKind.EMAIL]
        middle = self.texts.get(Field.MIDDLE, "")
        initials = {
            "".join(part[:1] for part in parts if part)
            for parts in ((given, family), (given, middle, family))
        }
        for step, text in self.repeated:
            if step.meaning.field is Field.INITIALS:
                says_more = fold(text.replace(".", "").replace(" ", "")) not in {
                    fold(one) for one in initials
                }
            else:
                rest = fold(text)
                for mail in mails:
                    rest = rest.replace(mail, "")
                says_more = rest.strip(" ()<>'\"") not in ("", name, fold(f"{family}, {given}"))
            fate = self.keep(step.heading, text) if says_more else Fate.STRUCTURAL
            self.trace(step.heading, text, fate)


_NAME_PARTS = (Field.PREFIX, Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.SUFFIX)
_KNOWN_LABELS = {
    "home": "home", "work": "work", "mobile": "mobile", "main": "main", "other": "other", "pager": "pager", "fax": "fax",
    "home fax": "home fax", "work fax": "work fax", "other fax": "other fax", "work mobile": "work mobile", "school": "school",
    "home page": "homepage",
}  # fmt: skip
"""The words that programs offer; any other label is the user's own, and stays as it is written."""


def said_label(label: str) -> tuple[str, bool]:
    """A label as it is kept here, and whether a star before it marks the preferred value (ecosystem.md §2.3)."""
    preferred = label.startswith("*")
    bare = label.lstrip("* ").strip()
    return _KNOWN_LABELS.get(bare.lower(), bare), preferred


def joined(card: Card, more: Card) -> Card:
    """`card` with what content lines say besides; what both say is taken from the lines, which say it finer."""
    told = {(one.kind, one.value) for one in more.contacts}
    kinds = {(one.kind, one.title) for one in more.milestones}
    ties = {(one.kind, one.name) for one in more.relations}
    firms = {one.name for one in more.organisations}
    texts = {
        part: getattr(more, part) or getattr(card, part)
        for part in ("uid", "formatted_name", "logo_url", "sort_as", "phonetic_given", "phonetic_family", "native_name", "pronouns",
                     "time_zone", "photo_url", "kind", "created", "revised")
    }  # fmt: skip
    return replace(
        card,
        **{**texts, "kind": more.kind if more.kind is not Card().kind else card.kind},
        name=more.name or card.name,
        nicknames=tuple(dict.fromkeys((*card.nicknames, *more.nicknames))),
        contacts=(*(one for one in card.contacts if (one.kind, one.value) not in told), *more.contacts),
        organisations=(*(one for one in card.organisations if one.name not in firms), *more.organisations),
        milestones=(
            *(one for one in card.milestones if (one.kind, one.title) not in kinds),
            *more.milestones,
        ),
        relations=(*(one for one in card.relations if (one.kind, one.name) not in ties), *more.relations),
        notes=(*card.notes, *(note for note in more.notes if note not in card.notes)),
        labels=tuple(dict.fromkeys((*card.labels, *more.labels))),
        languages=more.languages or card.languages,
        facts=tuple(dict.fromkeys((*card.facts, *more.facts))),
        how_met=more.how_met or card.how_met,
        cadence_days=more.cadence_days or card.cadence_days,
        last_contact=more.last_contact or card.last_contact,
        members=more.members,
        photo=more.photo or card.photo,
        unknown=more.unknown,
    )
