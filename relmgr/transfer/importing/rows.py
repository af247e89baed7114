"""Rows of the tables as cards fill them, to be inserted together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import FactSource
from relmgr.services.people.record import partial_columns
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.importing.content import Content, Job, Method
from relmgr.transfer.importing.existing import card_source
from relmgr.transfer.vcard import FactValue, MilestoneValue

Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Bulk:
    """Rows to insert together."""

    people: Rows = field(default_factory=list)
    methods: Rows = field(default_factory=list)
    jobs: Rows = field(default_factory=list)
    milestones: Rows = field(default_factory=list)
    labels: Rows = field(default_factory=list)
    lines: Rows = field(default_factory=list)
    identities: Rows = field(default_factory=list)
    facts: Rows = field(default_factory=list)
    conversations: Rows = field(default_factory=list)
    talks: Rows = field(default_factory=list)

    def write(self, session: Session) -> None:
        """Insert all of them."""
        for table, rows in (
            (t.person, self.people),
            (t.contact_method, self.methods),
            (t.affiliation, self.jobs),
            (t.milestone, self.milestones),
            (t.person_label, self.labels),
            (t.foreign_line, self.lines),
            (t.identity, self.identities),
            (t.fact, self.facts),
            (t.conversation, self.conversations),
            (t.conversation_person, self.talks),
        ):
            if rows:
                session.execute(insert(table), rows)


def method_rows(person_id: PersonId, methods: Iterable[Method], first: int) -> Rows:
    """Ways to reach somebody, the first at position `first`."""
    return [
        {
            "person_id": person_id,
            "contact_kind": one.kind,
            "label": one.label,
            "value": one.value,
            "normalised": one.normalised,
            "parts": one.parts,
            "is_preferred": one.is_preferred,
            "position": position,
        }
        for position, one in enumerate(methods, first)
    ]


def job_rows(person_id: PersonId, jobs: Iterable[Job], organisations: Mapping[str, int], first: int) -> Rows:
    """Affiliations; `organisations` are the ids by case-folded name."""
    return [
        {
            "person_id": person_id,
            "organisation_id": organisations[one.organisation.casefold()],
            "title": one.title,
            "department": one.department,
            "position": position,
        }
        for position, one in enumerate(jobs, first)
    ]


def after(rows: Sequence[Any]) -> int:
    """The position after the last of these."""
    return 1 + max((row.position for row in rows), default=-1)


def fact_rows(person_id: PersonId, facts: Iterable[FactValue]) -> Rows:
    """Facts, as heard from a file."""
    return [
        {
            "person_id": person_id,
            "side": one.side,
            "label": one.label,
            "text": one.text,
            "heard_on": one.heard_on,
            "source": FactSource.IMPORT,
            "sensitivity": one.sensitivity,
            "position": position,
        }
        for position, one in enumerate(facts)
    ]


def milestone_row(person_id: PersonId, one: MilestoneValue) -> dict[str, Any]:
    """A date of somebody's life, reminded of."""
    values = {
        "person_id": person_id,
        "milestone_kind": one.kind,
        "title": one.title,
        "note": "",
        "remind": True,
    }
    return {**values, **partial_columns("on", one.date)}


def identity_rows(person_id: PersonId, content: Content, held: Iterable[tuple[str, str]]) -> Rows:
    """Under what names the source of the card will find this person again."""
    wanted = [(content.source, content.uid)] if content.uid else []
    wanted.append((card_source(content.source), content.digest))
    known = set(held)
    return [
        {"person_id": person_id, "source": source, "uid": uid}
        for source, uid in wanted
        if (source, uid) not in known
    ]
