"""Rows of the tables as cards fill them, to be inserted together past SQLAlchemy, which takes longer than SQLite does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import FactSource
from relmgr.store import tables as t
from relmgr.store.light import driver_of
from relmgr.store.store import Session
from relmgr.transfer.importing.content import Content, Job, Method
from relmgr.transfer.importing.existing import card_source
from relmgr.transfer.vcard import FactValue, MilestoneValue

Rows = list[tuple[Any, ...]]
"""Values as the driver takes them, in the order of the columns below."""

TEXT_COLUMNS = (
    "display_name", "prefix", "given", "additional", "family", "suffix", "nickname", "native_name", "say_name",
    "pronouns", "headline", "city", "time_zone", "languages", "notes", "met_where", "met_through", "first_impression",
)  # fmt: skip


def _insert(table: Table, *columns: str) -> str:
    missing = set(columns) - set(table.columns.keys())
    assert not missing, missing
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


_PEOPLE = _insert(
    t.person, "id", "uid", "created_at", "changed_at", "is_light", "photo_id", "cadence_days", "cadence_set_on", *TEXT_COLUMNS
)  # fmt: skip
_METHODS = _insert(
    t.contact_method, "person_id", "contact_kind", "label", "value", "normalised", "parts", "is_preferred", "position"
)  # fmt: skip
_JOBS = _insert(t.affiliation, "person_id", "organisation_id", "title", "department", "position")
_MILESTONES = _insert(
    t.milestone, "person_id", "milestone_kind", "title", "note", "remind", "on_year", "on_month", "on_day"
)
_LABELS = _insert(t.person_label, "person_id", "label_id")
_LINES = _insert(t.foreign_line, "person_id", "import_batch_id", "format", "raw")
_IDENTITIES = _insert(t.identity, "person_id", "source", "uid")
_FACTS = _insert(
    t.fact, "person_id", "side", "label", "text", "heard_on", "source", "sensitivity", "position"
)
_CONVERSATIONS = _insert(t.conversation, "id", "uid", "at", "on_day", "conversation_kind", "headline")
_TALKS = _insert(t.conversation_person, "conversation_id", "person_id", "on_day")
_RELATIONS = _insert(t.relation, "from_person_id", "to_person_id", "relation_kind", "label", "note")
_ORGANISATIONS = _insert(t.organisation, "id", "uid", "name", "created_at")


@dataclass(slots=True)
class Bulk:
    """Rows to insert together."""

    organisations: Rows = field(default_factory=list)
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
    relations: Rows = field(default_factory=list)

    def write(self, session: Session) -> None:
        """Insert all of them, one statement a table."""
        for statement, rows in (
            (_ORGANISATIONS, self.organisations),
            (_PEOPLE, self.people),
            (_METHODS, self.methods),
            (_JOBS, self.jobs),
            (_MILESTONES, self.milestones),
            (_LABELS, self.labels),
            (_LINES, self.lines),
            (_IDENTITIES, self.identities),
            (_FACTS, self.facts),
            (_CONVERSATIONS, self.conversations),
            (_TALKS, self.talks),
            (_RELATIONS, self.relations),
        ):
            if rows:
                driver_of(session).executemany(statement, rows)


def method_rows(person_id: PersonId, methods: Iterable[Method], first: int) -> Rows:
    """Ways to reach somebody, the first at position `first`."""
    return [
        (person_id, one.kind.value, one.label, one.value, one.normalised, one.parts, int(one.is_preferred), position)
        for position, one in enumerate(methods, first)
    ]  # fmt: skip


def job_rows(person_id: PersonId, jobs: Iterable[Job], organisations: Mapping[str, int], first: int) -> Rows:
    """Affiliations; `organisations` are the ids by case-folded name."""
    return [
        (person_id, organisations[one.organisation.casefold()], one.title, one.department, position)
        for position, one in enumerate(jobs, first)
    ]


def after(rows: Sequence[Any]) -> int:
    """The position after the last of these."""
    return 1 + max((row.position for row in rows), default=-1)


def fact_rows(person_id: PersonId, facts: Iterable[FactValue]) -> Rows:
    """Facts, as heard from a file."""
    return [
        (
            *(person_id, one.side.value, one.label, one.text),
            None if one.heard_on is None else one.heard_on.isoformat(),
            *(FactSource.IMPORT.value, one.sensitivity.value, position),
        )
        for position, one in enumerate(facts)
    ]


def milestone_row(person_id: PersonId, one: MilestoneValue) -> tuple[Any, ...]:
    """A date of somebody's life, reminded of."""
    day = one.date
    return (person_id, one.kind.value, one.title, "", 1, day.year, day.month, day.day)


def identity_rows(person_id: PersonId, content: Content, held: Iterable[tuple[str, str]]) -> Rows:
    """Under what names the source of the card will find this person again."""
    wanted = [(content.source, content.uid)] if content.uid else []
    wanted.append((card_source(content.source), content.digest))
    known = set(held)
    return [(person_id, source, uid) for source, uid in wanted if (source, uid) not in known]
