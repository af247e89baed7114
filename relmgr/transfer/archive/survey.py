"""Reads an archive once before anything is changed: looks at every value, and gathers who is in it.

Each person gets a card for matching and the preview, and a mark of everything that hangs on them: who was taken in
with the same mark is not touched again (promise 9).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.i18n import ngettext
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.layout import Form, Noun
from relmgr.transfer.archive.reading import Archive, check
from relmgr.transfer.archive.values import Record, partial_of
from relmgr.transfer.beyond import Part, Whole
from relmgr.transfer.vcard import (
    Card,
    ContactValue,
    MilestoneValue,
    NameParts,
    OrganisationValue,
)

_OWNERS = frozenset(
    one.target for noun in layout.NOUNS for one in noun.fields if one.form is Form.REFERENCE and one.required
) - {"person", "conversation", "organisation", "label"}
"""Nouns to which others belong that name no person themselves."""
_LIGHT_LINE = "X-RELMGR-LIGHT:TRUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything(Part):
    """All that hangs on one person of an archive; it is written with the archive as a whole (`adding`)."""

    records: int

    @property
    def words(self) -> str:
        """How much it is."""
        return ngettext(
            "what is missing here of {count} record", "what is missing here of {count} records", self.records
        ).format(count=self.records)


@dataclass(slots=True)
class Survey:
    """What was seen. Feed it through `check`; then ask for the cards."""

    archive: Archive
    people: dict[str, Record] = field(default_factory=dict)
    _methods: dict[str, list[ContactValue]] = field(default_factory=lambda: defaultdict(list))
    _jobs: dict[str, list[OrganisationValue]] = field(default_factory=lambda: defaultdict(list))
    _dates: dict[str, list[MilestoneValue]] = field(default_factory=lambda: defaultdict(list))
    _firms: dict[str, str] = field(default_factory=dict)
    _marks: dict[str, Any] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _talks: dict[str, bytes] = field(default_factory=dict)
    _owners: dict[tuple[str, Any], str] = field(default_factory=dict)

    def run(self) -> Iterator[int]:
        """Read everything; yields how many records were read. Raises InputError at the first that is wrong."""
        yield from check(self.archive, self._see)

    def cards(self, whole: Whole) -> Iterator[Card]:
        """One for each person, in their order."""
        for line, (uid, record) in enumerate(self.people.items(), 1):
            yield self._card(uid, record, line, whole)

    def mark(self, uid: str) -> str:
        """The mark of all that hangs on a person."""
        return str(self._marks[uid].hexdigest()[:32])

    def _see(self, noun: Noun, record: Record) -> None:
        said = repr(_without_numbers(noun, record)).encode("utf-8", "replace")
        marks, counts = self._marks, self._counts
        if noun.name == "conversation":
            self._talks[record["uid"]] = hashlib.sha256(said).digest()[:8]
        elif noun.name == "organisation":
            self._firms[record["uid"]] = record["name"]
        elif noun.name == "person":
            self.people[record["uid"]] = record
            self._marks[record["uid"]] = hashlib.sha256()
        for uid in self._whose(noun, record):
            marks[uid].update(said)
            counts[uid] += 1
            if noun.name == "conversation_person":
                marks[uid].update(self._talks[record["conversation"]])
        self._hold(noun, record)

    def _whose(self, noun: Noun, record: Record) -> set[str]:
        if noun.name == "person":
            return {record["uid"]}
        ties = _ties_of(noun.name)
        whose = {record[key] for key in ties.people if key in record}
        if ties.about and layout.ABOUT[record["source"]] == "person":
            whose.add(record[ties.about])
        for target, key in ties.owners:
            owner = self._owners.get((target, record[key])) if key in record else None
            if owner is not None:
                whose.add(owner)
        if noun.name in _OWNERS and len(whose) == 1:
            name = record["number"] if noun.is_numbered else record[noun.known_by]
            self._owners[noun.name, name] = next(iter(whose))
        return whose

    def _hold(self, noun: Noun, record: Record) -> None:
        person = record.get("person", "")
        if noun.name == "contact_method":
            value = ContactValue(
                kind=ContactKind(record["kind"]),
                value=record.get("value", ""),
                label=record.get("label", ""),
                preferred=record["is_preferred"],
            )
            self._methods[person].append(value)
        elif noun.name == "affiliation":
            name = self._firms[record["organisation"]]
            self._jobs[person].append(OrganisationValue(name=name, title=record.get("title", "")))
        elif noun.name == "milestone" and (date := partial_of(record.get("on", ""))) is not None:
            kind = MilestoneKind(record["kind"])
            self._dates[person].append(MilestoneValue(kind=kind, date=date, title=record.get("title", "")))

    def _card(self, uid: str, record: Record, line: int, whole: Whole) -> Card:
        name = {part: record.get(part, "") for part in ("prefix", "given", "additional", "family", "suffix")}
        return Card(
            uid=uid,
            formatted_name=record.get("display_name", ""),
            name=NameParts(**name),
            native_name=record.get("native_name", ""),
            nicknames=tuple(filter(None, record.get("nickname", "").split(", "))),
            pronouns=record.get("pronouns", ""),
            contacts=tuple(self._methods.get(uid, ())),
            organisations=tuple(self._jobs.get(uid, ())),
            milestones=tuple(self._dates.get(uid, ())),
            notes=tuple(filter(None, (record.get("notes", ""),))),
            unknown=(_LIGHT_LINE,) if record["is_light"] else (),
            beyond=(Everything(mark=self.mark(uid), line=line, whole=whole, records=self._counts[uid]),),
            source="archive",
            line=line,
        )


@dataclass(frozen=True, slots=True)
class _Ties:
    """By which keys a record of a noun names people, and which say nothing once others come or go."""

    people: tuple[str, ...]
    owners: tuple[tuple[str, str], ...]
    """(noun, key) of what belongs to somebody."""
    about: str
    numbered: frozenset[str]
    """Keys whose values are numbers of this archive alone."""


@cache
def _ties_of(name: str) -> _Ties:
    noun = layout.NOUN[name]
    numbered = [
        one.key
        for one in noun.references
        if one.form is Form.UP_TO or (one.form is Form.REFERENCE and one.target not in layout.KNOWN_BY)
    ]
    return _Ties(
        people=tuple(one.key for one in noun.references if one.target == "person"),
        owners=tuple((one.target, one.key) for one in noun.references if one.target in _OWNERS),
        about=next((one.key for one in noun.references if one.form is Form.ABOUT), ""),
        numbered=frozenset([*numbered, *(("number",) if noun.is_numbered else ())]),
    )


def _without_numbers(noun: Noun, record: Record) -> Record:
    """The record without what changes when others come or go."""
    ties = _ties_of(noun.name)
    left_out = ties.numbered
    if ties.about and layout.ABOUT[record["source"]] not in layout.KNOWN_BY:
        left_out = left_out | {ties.about}
    return {key: value for key, value in record.items() if key not in left_out} if left_out else record
