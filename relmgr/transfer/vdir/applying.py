"""Writes what the other side changed into the file, inside a change that stands; what it replaces becomes an earlier value."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Replacing
from relmgr.services.people.record import partial_of
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.importing.content import content_of, digest_of, parts_json
from relmgr.transfer.importing.existing import load
from relmgr.transfer.importing.merging import merge
from relmgr.transfer.importing.writing import Writer
from relmgr.transfer.vcard import Card
from relmgr.transfer.vdir.three_way import Taken

_TIED = 20


class Applier:
    """Applies one card after another. `tie` ends it: relations wait until all are written."""

    def __init__(self, session: Session, now: datetime, folder: str) -> None:
        self._session, self._now = session, now
        batch = {"at": now, "file_name": folder, "format": "vcard", "cards": 0, "added": 0, "merged": 0}
        self._writer = Writer(session, now, {**batch, "skipped": 0})

    def apply(self, person: PersonId, taken: Taken, theirs: Card, origin: str) -> None:
        """What `taken` says of `person`; `origin` is the file's name."""
        self._set(person, taken)
        self._take_out(person, taken)
        self._add(person, taken, theirs)
        for one in taken.lost:
            self._session.execute(
                insert(t.earlier_value).values(
                    person_id=person,
                    field=one.field,
                    value=one.value,
                    replaced_by=one.replaced_by,
                    replacing=Replacing.SYNC,
                    origin=origin,
                    at=self._now,
                )
            )

    def tie(self) -> Iterator[int]:
        """Tie people to whom their cards name, some at each step: yields how many are left."""
        while self._writer.waiting_relations:
            self._writer.tie(self._writer.take_relations(_TIED))
            yield self._writer.waiting_relations

    def _set(self, person: PersonId, taken: Taken) -> None:
        values: dict[str, Any] = dict(taken.texts)
        zone = values.get("time_zone", "")
        if zone and "time_zone" not in content_of(Card(time_zone=zone)).texts:
            del values["time_zone"]  # no zone that clocks know; the card's own line stays in its file
        if taken.cadence_days is not None:
            values |= {"cadence_days": taken.cadence_days, "cadence_set_on": self._now.date()}
        if values:
            values["changed_at"] = self._now
            self._session.execute(update(t.person).where(t.person.c.id == person).values(**values))
        c = t.contact_method.c
        for one in taken.changed_contacts:
            self._session.execute(
                update(t.contact_method)
                .where(c.person_id == person, c.contact_kind == one.kind, c.value == one.value)
                .values(label=one.label, is_preferred=one.preferred, parts=parts_json(one))
            )

    def _take_out(self, person: PersonId, taken: Taken) -> None:
        c, f, y = t.contact_method.c, t.foreign_line.c, t.fact.c
        run = self._session.execute
        for contact in taken.gone_contacts:
            run(
                delete(t.contact_method).where(
                    c.person_id == person, c.contact_kind == contact.kind, c.value == contact.value
                )
            )
        for line in taken.gone_lines:
            run(delete(t.foreign_line).where(f.person_id == person, f.format == "vcard", f.raw == line))
        if taken.gone_labels:
            named = select(t.label.c.id).where(t.label.c.name.in_(taken.gone_labels))
            mine = t.person_label.c
            run(delete(t.person_label).where(mine.person_id == person, mine.label_id.in_(named)))
        for fact in taken.gone_facts:
            run(delete(t.fact).where(y.person_id == person, y.label == fact.label, y.text == fact.text))
        self._take_out_jobs(person, taken)
        self._take_out_milestones(person, taken)

    def _take_out_jobs(self, person: PersonId, taken: Taken) -> None:
        """A job of which more is known than an address book says stays: its years and its role are ours."""
        a, o = t.affiliation.c, t.organisation.c
        for job in taken.gone_jobs:
            plain = (
                select(a.id)
                .join(t.organisation, o.id == a.organisation_id)
                .where(
                    a.person_id == person,
                    o.name == job.name,
                    a.title.in_((job.title, job.role)),
                    a.role.is_(None),
                    a.from_year.is_(None),
                    a.until_year.is_(None),
                )
            )
            ids = list(self._session.execute(plain).scalars())
            self._session.execute(delete(t.affiliation).where(a.id.in_(ids)))

    def _take_out_milestones(self, person: PersonId, taken: Taken) -> None:
        m = t.milestone.c
        wanted = {(one.kind, one.title, one.date) for one in taken.gone_milestones}
        rows = self._session.execute(select(t.milestone).where(m.person_id == person)).all() if wanted else ()
        for row in rows:
            if (row.milestone_kind, row.title, partial_of(row, "on")) in wanted:
                self._session.execute(delete(t.milestone).where(m.id == row.id))

    def _add(self, person: PersonId, taken: Taken, theirs: Card) -> None:
        if taken.added == Card():
            return
        existing = load(self._session, (person,))[person]
        content = content_of(taken.added)
        addition = merge(content, existing)
        if not addition.is_empty:
            # Known by the whole card from now on, not by the piece of it that was new.
            known = replace(content, digest=digest_of(theirs), uid=theirs.uid)
            self._writer.extend(existing, known, addition)


__all__ = ["Applier"]
