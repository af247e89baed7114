"""What is known of the account, and of a contact while its records come in."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from relmgr.transfer.beyond import Beyond
from relmgr.transfer.monica.tree import Branch
from relmgr.transfer.vcard import (
    ContactValue,
    FactValue,
    Limits,
    MilestoneValue,
    Outcome,
    Picture,
    Problem,
    RelationValue,
)
from relmgr.transfer.vcard.model import EXCERPT


@dataclass(slots=True)
class Around:
    """What the account says that contacts refer to, by UID."""

    names: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, Branch] = field(default_factory=dict)
    who_was_there: Mapping[str, Sequence[str]] = field(default_factory=dict)
    photos: Mapping[str, Branch] = field(default_factory=dict)
    documents: Mapping[str, Branch] = field(default_factory=dict)
    ties: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """By whom they are of: (type, UID of who it is)."""
    types: Mapping[str, Branch] = field(default_factory=dict)
    """Types and genders, whatever of."""
    limits: Limits = field(default_factory=Limits)

    def typed(self, branch: Branch, key: str = "type") -> tuple[str, str]:
        """(name, key) of the type that a record names."""
        uid = branch.text(key)
        found = self.types.get(uid)
        if found is None:
            return "", ""
        return found.at("properties").text("name"), found.at("properties").text("translation_key")


@dataclass(slots=True)
class Draft:
    """A contact while its records come in."""

    line: int
    around: Around
    uid: str
    beyond: list[Beyond] = field(default_factory=list)
    contacts: list[ContactValue] = field(default_factory=list)
    milestones: list[MilestoneValue] = field(default_factory=list)
    relations: list[RelationValue] = field(default_factory=list)
    facts: list[FactValue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    photo: Picture | None = None

    def report(self, reason: str, raw: str = "", outcome: Outcome = Outcome.LEFT_OUT) -> None:
        """Name something in the report."""
        self.problems.append(Problem(line=self.line, reason=reason, raw=raw[:EXCERPT], outcome=outcome))


def records_of(contact: Branch) -> Iterator[tuple[str, Iterator[Branch]]]:
    """(kind, records) pairs of what hangs on a contact."""
    for group in contact.at("data").each():
        yield group.text("type").replace("-", "_"), group.at("values").each()


def mark_of(record: Branch, *more: str) -> str:
    """What Monica calls the record; older versions call it nothing, then what it says."""
    uid = record.text("uuid")
    return uid or hashlib.sha256(repr((record.held, more)).encode("utf-8", "replace")).hexdigest()[:32]
