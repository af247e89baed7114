"""Two sides of one card and what they last agreed on: what the other side changed, field by field (pure).

Rules (docs/decisions/0012): a text that one side changed wins; if both did, ours stays and theirs becomes an earlier
value. Lists are joined entry by entry. What many programs drop (kin, facts, lines of others) is never taken for deleted
because it is missing: only where such a program still shows others of its kind.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from relmgr.domain.kinds import ContactKind
from relmgr.domain.phrases import partial
from relmgr.transfer.vcard import (
    Card,
    ContactValue,
    FactValue,
    HowMet,
    MilestoneValue,
    OrganisationValue,
)

T = TypeVar("T")
_GLUE = ", "


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the person: its column, where a card has it, and whether every program carries it."""

    column: str
    of: Callable[[Card], str]
    is_carried: bool = False
    is_private: bool = False
    """Not in a card without private parts, so that its absence there says nothing."""


TEXTS: tuple[Text, ...] = (
    Text("display_name", lambda card: card.display_name),
    Text("prefix", lambda card: card.name.prefix, is_carried=True),
    Text("given", lambda card: card.name.given, is_carried=True),
    Text("additional", lambda card: card.name.additional, is_carried=True),
    Text("family", lambda card: card.name.family, is_carried=True),
    Text("suffix", lambda card: card.name.suffix, is_carried=True),
    Text("nickname", lambda card: _GLUE.join(card.nicknames), is_carried=True),
    Text("notes", lambda card: "\n\n".join(card.notes), is_carried=True, is_private=True),
    Text("native_name", lambda card: card.native_name),
    Text("say_name", lambda card: " ".join(filter(None, (card.phonetic_given, card.phonetic_family)))),
    Text("pronouns", lambda card: card.pronouns),
    Text("time_zone", lambda card: card.time_zone),
    Text("languages", lambda card: _GLUE.join(card.languages)),
    Text("met_where", lambda card: card.how_met.where, is_private=True),
    Text("met_through", lambda card: card.how_met.through, is_private=True),
    Text("first_impression", lambda card: card.how_met.impression, is_private=True),
)


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that stands on neither side any more, and what stands there now."""

    field: str
    value: str
    replaced_by: str = ""


@dataclass(slots=True)
class Taken:
    """What is to be done on our side. `is_empty` if nothing."""

    texts: dict[str, str] = field(default_factory=dict)
    cadence_days: int | None = None
    added: Card = field(default_factory=Card)
    """Entries that are new, as a card that says nothing else."""
    gone_contacts: tuple[ContactValue, ...] = ()
    changed_contacts: tuple[ContactValue, ...] = ()
    """The same address or number with another label or preference."""
    gone_jobs: tuple[OrganisationValue, ...] = ()
    gone_milestones: tuple[MilestoneValue, ...] = ()
    gone_labels: tuple[str, ...] = ()
    gone_facts: tuple[FactValue, ...] = ()
    gone_lines: tuple[str, ...] = ()
    lost: list[Lost] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether our side stays as it is."""
        return not (
            self.texts or self.cadence_days or self.added != Card() or self.gone_contacts or self.changed_contacts
            or self.gone_jobs or self.gone_milestones or self.gone_labels or self.gone_facts or self.gone_lines
            or self.lost
        )  # fmt: skip


def take(ours_before: Card, ours: Card, theirs_before: Card, theirs: Card, *, is_whole: bool = True) -> Taken:
    """What the other side changed since both agreed, as far as ours does not speak against it.

    `is_whole` is whether our cards say all there is, or are without private parts.
    """
    taken = Taken()
    _take_texts(taken, (ours_before, ours, theirs_before, theirs), is_whole)
    if (
        is_whole
        and theirs.cadence_days != theirs_before.cadence_days
        and ours.cadence_days == ours_before.cadence_days
    ):
        taken.cadence_days = theirs.cadence_days
    _take_contacts(taken, ours, theirs_before, theirs)
    _take_entries(taken, ours, theirs_before, theirs)
    return taken


def _take_texts(taken: Taken, sides: tuple[Card, Card, Card, Card], is_whole: bool) -> None:
    for text in TEXTS:
        if text.is_private and not is_whole:
            continue
        before, mine, theirs_before, theirs = (text.of(card) for card in sides)
        if theirs in (theirs_before, mine) or not (theirs or (text.is_carried and theirs_before)):
            continue
        if mine == before or not mine:
            taken.texts[text.column] = theirs
            if mine:
                taken.lost.append(Lost(text.column, mine, theirs))
        elif theirs:
            taken.lost.append(Lost(text.column, theirs, mine))


def _take_contacts(taken: Taken, ours: Card, before: Card, theirs: Card) -> None:
    mine = {(one.kind, one.value): one for one in ours.contacts}
    known = {(one.kind, one.value): one for one in before.contacts}
    shown = {(one.kind, one.value): one for one in theirs.contacts}
    new = tuple(one for key, one in shown.items() if key not in known and key not in mine)
    gone = [one for key, one in mine.items() if key in known and key not in shown]
    if not any(one.kind is ContactKind.CHAT for one in theirs.contacts):
        gone = [one for one in gone if one.kind is not ContactKind.CHAT]
    taken.gone_contacts = tuple(gone)
    taken.changed_contacts = tuple(
        one
        for key, one in shown.items()
        if key in known and key in mine and _manner(one) != _manner(known[key]) == _manner(mine[key])
    )
    taken.added = replace(taken.added, contacts=new)
    taken.lost += [Lost(one.kind.value, _said(one)) for one in gone]
    for one in taken.changed_contacts:
        held = mine[one.kind, one.value]
        if held.label and held.label != one.label:
            taken.lost.append(Lost(one.kind.value, _said(held), _said(one)))


def _manner(one: ContactValue) -> tuple[str, bool]:
    return one.label, one.preferred


def _said(one: ContactValue) -> str:
    return f"{one.value} ({one.label})" if one.label else one.value


def _take_entries(taken: Taken, ours: Card, before: Card, theirs: Card) -> None:
    jobs, taken.gone_jobs = _entries(
        ours.organisations, before.organisations, theirs.organisations, lambda one: one
    )
    milestones, taken.gone_milestones = _entries(
        ours.milestones, before.milestones, theirs.milestones, lambda one: one
    )
    labels, taken.gone_labels = _entries(ours.labels, before.labels, theirs.labels, lambda one: one)
    facts, taken.gone_facts = _entries(
        ours.facts, before.facts, theirs.facts, lambda one: (one.label, one.text)
    )
    relations, _gone = _entries(
        ours.relations, before.relations, theirs.relations, lambda one: (one.kind, one.uid or one.name)
    )
    lines, gone_lines = _entries(ours.unknown, before.unknown, theirs.unknown, lambda one: one)
    names = {_name(line) for line in theirs.unknown}
    taken.gone_lines = tuple(line for line in gone_lines if _name(line) in names)
    taken.added = replace(
        taken.added,
        organisations=jobs,
        milestones=milestones,
        labels=labels,
        facts=facts,
        relations=relations,
        unknown=lines,
        photo=theirs.photo if ours.photo is None and theirs.photo != before.photo else None,
        last_contact=theirs.last_contact
        if theirs.last_contact not in (before.last_contact, ours.last_contact)
        else None,
        how_met=HowMet(),
    )
    taken.lost += [
        Lost("organisation", " · ".join(filter(None, (one.title, one.name)))) for one in taken.gone_jobs
    ]
    taken.lost += [Lost(one.kind.value, _day(one)) for one in taken.gone_milestones]
    taken.lost += [Lost("label", one) for one in taken.gone_labels]
    taken.lost += [Lost("fact", " · ".join(filter(None, (one.label, one.text)))) for one in taken.gone_facts]
    taken.lost += [Lost("line", one) for one in taken.gone_lines]


def _day(one: MilestoneValue) -> str:
    return " · ".join(filter(None, (one.title, partial(one.date))))


def _name(line: str) -> str:
    return line.partition(":")[0].partition(";")[0].upper()


def _entries(
    ours: Iterable[T], before: Iterable[T], theirs: Iterable[T], key: Callable[[T], Hashable]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """What is new on the other side, and what of ours went there while others of its kind stayed."""
    mine = {key(one): one for one in ours}
    known = {key(one) for one in before}
    shown = {key(one): one for one in theirs}
    new = tuple(one for at, one in shown.items() if at not in known and at not in mine)
    gone = tuple(one for at, one in mine.items() if at in known and at not in shown) if shown else ()
    return new, gone


__all__ = ["TEXTS", "Lost", "Taken", "take"]
