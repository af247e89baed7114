"""Writes cards into the file in bulk, inside a change that stands: new people at once, additions one by one."""

import uuid
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, insert, select, update

from relmgr.domain import names
from relmgr.domain.fold import fold, sort_key
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import INVERSE, ConversationKind, RelationKind, Replacing
from relmgr.i18n import _
from relmgr.services.people import pictures
from relmgr.services.people.record import partial_columns
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.light import Prepared, driver_of
from relmgr.store.store import Session
from relmgr.store.types import INSTANT
from relmgr.transfer.beyond import Beyond, Hand
from relmgr.transfer.importing.content import NOTE_GLUE, VCARD, Content, lines_of, person_uid
from relmgr.transfer.importing.existing import Existing, beyond_source, chunks, marks_of
from relmgr.transfer.importing.merging import Addition
from relmgr.transfer.importing.rows import (
    TEXT_COLUMNS,
    Bulk,
    Rows,
    after,
    fact_rows,
    identity_rows,
    job_rows,
    method_rows,
    milestone_row,
)
from relmgr.transfer.vcard import Card, LastContact, Picture, RelationValue

T = TypeVar("T")

NOON = time(12)
"""The hour of a conversation of which only the day is known."""


def _texts_of(texts: Mapping[str, str]) -> Iterable[str]:
    return (texts.get(column, "") for column in TEXT_COLUMNS)


def _taken(waiting: deque[T], count: int) -> list[T]:
    """The next `count` that wait, or all there are."""
    return [waiting.popleft() for _each in range(min(count, len(waiting)))]


def _new_uid() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation that waits until everybody is there; `source` is whose UIDs it names."""

    person: PersonId
    source: str
    relation: RelationValue


class Writer:
    """Writes what cards say; remembers what one run made, so that later cards find it."""

    def __init__(self, session: Session, now: datetime, batch: dict[str, Any]) -> None:
        self.session = session
        self._now = now
        self._stamp = now.astimezone(UTC).strftime(INSTANT)
        self._batch = batch
        self._batch_id: int | None = None
        self._next_person = self._next_id(t.person)
        self._next_conversation = self._next_id(t.conversation)
        self._organisations: dict[str, int] = {}
        self._labels: dict[str, int] = {}
        self._relations: deque[Tie] = deque()
        self._beyond: deque[tuple[PersonId | None, str, Beyond]] = deque()
        self._tied: set[tuple[int, int, RelationKind]] = set()
        self._light: dict[tuple[int, str], PersonId] = {}
        self._by_name: dict[str, list[PersonId]] = {}
        self.people_by_uid: dict[tuple[str, str], PersonId] = {}
        """Whose card had which UID in this run, by (source, UID)."""
        self.light_people = 0

    @property
    def batch_id(self) -> int:
        """The row that stands for this import; made with the first thing written."""
        if self._batch_id is None:
            made = self.session.execute(insert(t.import_batch).values(**self._batch))
            self._batch_id = int(made.lastrowid)
        return self._batch_id

    def finish(self, counts: dict[str, int]) -> None:
        """Note how many were added, merged and skipped in the end."""
        if self._batch_id is not None and counts != {name: self._batch[name] for name in counts}:
            self.session.execute(
                update(t.import_batch).where(t.import_batch.c.id == self._batch_id).values(**counts)
            )

    # --- new people ---

    def add(self, contents: Sequence[Content]) -> list[PersonId]:
        """New people, with everything their cards say but relations, which wait for `tie`."""
        ids = [PersonId(self._next_person + at) for at in range(len(contents))]
        self._next_person += len(contents)
        self._know_words(contents)
        uids = self._free_uids([person_uid(content) for content in contents])
        bulk = Bulk()
        for person_id, uid, content in zip(ids, uids, contents, strict=True):
            bulk.people.append(self._person(person_id, uid, content))
            self._hang_on(bulk, person_id, content)
            self._tie_later(person_id, content)
            if not content.is_light:
                self._by_name.setdefault(sort_key("", "", content.name), []).append(person_id)
        bulk.write(self.session)
        return ids

    def _person(self, person_id: PersonId, uid: str, content: Content) -> tuple[Any, ...]:
        days = content.cadence_days
        return (
            *(person_id, uid, self._stamp, self._stamp, int(content.is_light), self._picture(content.photo)),
            *(days, None if days is None else self._now.date().isoformat()),
            *_texts_of(content.texts),
        )

    def _cadence(self, days: int | None) -> dict[str, Any]:
        return {"cadence_days": days, "cadence_set_on": None if days is None else self._now.date()}

    def _talk(self, bulk: Bulk, person_id: PersonId, last: LastContact | None) -> None:
        """The latest contact as a conversation of which no more is known than its day and perhaps its kind."""
        if last is None:
            return
        conversation = self._next_conversation
        self._next_conversation += 1
        at = datetime.combine(last.on, NOON, tzinfo=UTC).strftime(INSTANT)
        kind, day = last.kind or ConversationKind.MESSAGE, last.on.isoformat()
        words = _("Last contact, from an import")
        bulk.conversations.append((conversation, _new_uid(), at, day, kind.value, words))
        bulk.talks.append((conversation, person_id, day))

    def _hang_on(self, bulk: Bulk, person_id: PersonId, content: Content) -> None:
        bulk.methods += method_rows(person_id, content.methods, 0)
        bulk.jobs += job_rows(person_id, content.jobs, self._organisations, 0)
        bulk.milestones += [milestone_row(person_id, one) for one in content.milestones]
        bulk.labels += [(person_id, self._labels[name]) for name in content.labels]
        bulk.lines += self._line_rows(person_id, content.lines)
        bulk.lines += self._line_rows(person_id, content.columns, content.source)
        bulk.identities += identity_rows(person_id, content, frozenset())
        bulk.facts += fact_rows(person_id, content.facts)
        self._talk(bulk, person_id, content.last_contact)
        self._give_logo(content)

    def _free_uids(self, wanted: list[str]) -> list[str]:
        taken = {row.uid for row in _PEOPLE_OF_UIDS.rows(self.session, uids=listed(wanted))}
        uids = []
        for uid in wanted:
            uids.append(_new_uid() if uid in taken else uid)
            taken.add(uid)
        return uids

    def _line_rows(self, person_id: PersonId, lines: Iterable[str], form: str = VCARD) -> Rows:
        return [(person_id, self.batch_id, form, line) for line in lines]

    # --- additions ---

    def extend(self, existing: Existing, content: Content, addition: Addition) -> None:
        """Write `addition` about somebody who is here."""
        self._know_words((content,))
        person_id = existing.id
        values: dict[str, Any] = dict(addition.texts)
        values |= {column: text for column, _was, text in addition.replaced}
        self._keep_earlier(person_id, addition)
        if addition.note:
            values["notes"] = NOTE_GLUE.join(filter(None, (existing.row.notes, addition.note)))
        if addition.photo is not None:
            values["photo_id"] = self._picture(addition.photo)
        if addition.promotes:
            values["is_light"] = False
        if addition.cadence_days is not None:
            values |= self._cadence(addition.cadence_days)
        self._update(t.person, person_id, {**values, "changed_at": self._now})
        for affiliation_id, details in addition.job_details:
            self._update(t.affiliation, affiliation_id, details)
        for milestone_id, date in addition.sharper_dates:
            self._update(t.milestone, milestone_id, partial_columns("on", date))
        bulk = Bulk(
            methods=method_rows(person_id, addition.methods, after(existing.methods)),
            jobs=job_rows(person_id, addition.jobs, self._organisations, after(existing.jobs)),
            milestones=[milestone_row(person_id, one) for one in addition.milestones],
            labels=[(person_id, self._labels[name]) for name in addition.labels],
            lines=[
                *self._line_rows(person_id, addition.lines),
                *self._line_rows(person_id, addition.columns, content.source),
            ],
            identities=identity_rows(person_id, content, existing.identities),
            facts=fact_rows(person_id, addition.facts),
        )
        self._talk(bulk, person_id, addition.last_contact)
        bulk.write(self.session)
        self._give_logo(content)
        self._know_relations(person_id)
        if content.uid:
            self.people_by_uid.setdefault((content.source, content.uid), person_id)
        self._relations += [Tie(person_id, content.source, one) for one in addition.relations]
        self._beyond += [(person_id, content.source, one) for one in addition.beyond]

    def _keep_earlier(self, person_id: PersonId, addition: Addition) -> None:
        """What the file's word takes the place of stays among the earlier values."""
        if addition.replaced:
            rows = [
                {
                    "person_id": person_id,
                    "field": "name" if column == "display_name" else column,
                    "value": was,
                    "replaced_by": text,
                    "replacing": Replacing.IMPORT,
                    "origin": self._batch["file_name"],
                    "at": self._now,
                }
                for column, was, text in addition.replaced
            ]
            self.session.execute(insert(t.earlier_value), rows)

    def _update(self, table: Any, row_id: int, values: dict[str, Any]) -> None:
        self.session.execute(update(table).where(table.c.id == row_id).values(**values))

    # --- words that people share ---

    def _know_words(self, contents: Sequence[Content]) -> None:
        firms = {job.organisation.casefold(): job.organisation for one in contents for job in one.jobs}
        self._know_organisations({key: name for key, name in firms.items() if key not in self._organisations})
        unknown = sorted({label for one in contents for label in one.labels} - self._labels.keys())
        for chunk in chunks(unknown):
            rows = self.session.execute(select(t.label.c.name, t.label.c.id).where(t.label.c.name.in_(chunk)))
            self._labels.update({row.name: row.id for row in rows})
        for name in unknown:
            if name not in self._labels:
                self._labels[name] = int(self.session.execute(insert(t.label).values(name=name)).lastrowid)

    def _know_organisations(self, wanted: dict[str, str]) -> None:
        if not wanted:
            return
        lowered = sorted({name.lower() for name in wanted.values()})
        for row in _ORGANISATIONS_ALIKE.rows(self.session, words=listed(lowered)):
            self._organisations.setdefault(row.name.casefold(), row.id)
        for row in _ORGANISATIONS_CALLED.rows(self.session, words=listed(sorted(wanted.values()))):
            self._organisations[row.name.casefold()] = row.id
        new = {key: name for key, name in wanted.items() if key not in self._organisations}
        if new:
            first = self._next_id(t.organisation)
            made = [(first + at, _new_uid(), name, self._stamp) for at, name in enumerate(new.values())]
            Bulk(organisations=made).write(self.session)
            self._organisations.update(zip(new, range(first, first + len(new)), strict=True))

    def _next_id(self, table: Any) -> int:
        """The first id that nobody has; inside a change nobody else takes it."""
        query = f"SELECT coalesce(max(id), 0) FROM {table.name}"
        return 1 + int(driver_of(self.session).execute(query).fetchone()[0])

    def _give_logo(self, content: Content) -> None:
        if content.logo is None:
            return
        o = t.organisation
        organisation_id = self._organisations[content.jobs[0].organisation.casefold()]
        held = self.session.execute(select(o.c.logo_id).where(o.c.id == organisation_id)).scalar()
        if held is None:
            self._update(o, organisation_id, {"logo_id": self._picture(content.logo)})

    def _picture(self, picture: Picture | None) -> int | None:
        return None if picture is None else pictures.keep(self.session, picture.content, picture.media_type)

    # --- relations ---

    def _tie_later(self, person_id: PersonId, content: Content) -> None:
        if content.uid:
            self.people_by_uid.setdefault((content.source, content.uid), person_id)
        self._relations += [Tie(person_id, content.source, one) for one in content.relations]
        self._beyond += [(person_id, content.source, one) for one in content.beyond]

    def _know_relations(self, person_id: PersonId) -> None:
        r = t.relation.c
        query = select(r.from_person_id, r.to_person_id, r.relation_kind).where(
            (r.from_person_id == person_id) | (r.to_person_id == person_id)
        )
        for one, other, kind in self.session.execute(query):
            self._remember_tie(one, other, kind)

    def _remember_tie(self, one: int, other: int, kind: RelationKind) -> None:
        self._tied |= {(one, other, kind), (other, one, INVERSE[kind])}

    def take_relations(self, count: int) -> list[Tie]:
        """The next `count` relations that wait."""
        return _taken(self._relations, count)

    @property
    def waiting_relations(self) -> int:
        """How many relations are still to be tied."""
        return len(self._relations)

    def tie(self, wanted: Sequence[Tie]) -> None:
        """Tie people to whom their cards name: by UID, by full name, else to a light person made for it."""
        by_uid, by_name = self._whom(wanted)
        light, bulk = Bulk(), Bulk()
        for tie in wanted:
            person_id, one = tie.person, tie.relation
            other = by_uid.get((tie.source, one.uid)) or by_name.get(
                sort_key("", "", one.name) if one.name else ""
            )
            if other == person_id or (other is None and not one.name):
                bulk.lines += self._line_rows(person_id, lines_of(Card(relations=(one,))))
                continue
            if other is None:
                other = self._light_person(light, tie)
            if (person_id, other, one.kind) not in self._tied:
                self._remember_tie(person_id, other, one.kind)
                bulk.relations.append((person_id, other, one.kind.value, one.label, ""))
        light.write(self.session)
        bulk.write(self.session)

    def _whom(self, wanted: Sequence[Tie]) -> tuple[dict[tuple[str, str], PersonId], dict[str, PersonId]]:
        by_uid: dict[tuple[str, str], PersonId] = {}
        for source in {tie.source for tie in wanted}:
            uids = {tie.relation.uid for tie in wanted if tie.source == source and tie.relation.uid}
            by_uid |= {(source, uid): person for uid, person in self._people_of(source, uids).items()}
        names_sought = (tie.relation.name for tie in wanted)
        keys = {sort_key("", "", name) for name in names_sought if " " in name.strip()}
        holders = {key: list(self._by_name.get(key, ())) for key in keys}
        for key, person in _CALLED.rows(self.session, keys=listed(keys)) if keys else ():
            holders[key].append(PersonId(person))
        return by_uid, {key: people[0] for key, people in holders.items() if len(people) == 1}

    def _people_of(self, source: str, uids: Collection[str]) -> dict[str, PersonId]:
        """Whom a source calls by these UIDs, in this run and before."""
        known = {uid: self.people_by_uid[source, uid] for uid in uids if (source, uid) in self.people_by_uid}
        unknown = [uid for uid in uids if uid not in known]
        if unknown:
            asked = listed(unknown)
            known |= {uid: PersonId(person) for uid, person in _PEOPLE_OF_UIDS.rows(self.session, uids=asked)}
            found = _PEOPLE_CALLED_SO.rows(self.session, source=source, uids=asked)
            known |= {uid: PersonId(person) for uid, person in found}
        return known

    def _light_person(self, bulk: Bulk, tie: Tie) -> PersonId:
        person_id, one = tie.person, tie.relation
        known = self._light.get((person_id, fold(one.name)))
        if known is not None:
            return known
        parts = names.split_name(one.name)
        light = PersonId(self._next_person)
        self._next_person += 1
        texts = {"display_name": one.name, "given": parts.given or one.name, "family": parts.family}
        bulk.people.append(
            (light, _new_uid(), self._stamp, self._stamp, 1, None, None, None, *_texts_of(texts))
        )
        self._light[person_id, fold(one.name)] = light
        self.light_people += 1
        if one.uid:
            self.people_by_uid[tie.source, one.uid] = light
            bulk.identities.append((light, tie.source, one.uid))
        return light

    # --- what records carry beyond a card ---

    def wait_with(self, loose: Iterable[Beyond], source: str) -> None:
        """Take in what belongs to nobody."""
        self._beyond += [(None, source, one) for one in loose]

    @property
    def waiting_beyond(self) -> int:
        """How many things beyond cards are still to be written."""
        return len(self._beyond)

    def write_beyond(self, count: int) -> int:
        """Write the next `count` things that were never written before; how many that were."""
        taken = _taken(self._beyond, count)
        known: set[tuple[str, str]] = set()
        for source in {source for _person, source, _one in taken}:
            marks = {one.mark for _person, of, one in taken if of == source}
            known |= {(source, mark) for mark in marks_of(self.session, source, marks)}
        bulk = Bulk()
        written = 0
        for person, source, one in taken:
            if one.is_here(self.session) if person is None else (source, one.mark) in known:
                continue
            known.add((source, one.mark))
            one.write(Hand(self.session, self._now, source, person, partial(self._find, source), self._keep))
            written += 1
            if person is not None:
                bulk.identities.append((person, beyond_source(source), one.mark))
        bulk.write(self.session)
        return written

    def _find(self, source: str, uid: str) -> PersonId | None:
        return self._people_of(source, (uid,)).get(uid)

    def _keep(self, picture: Picture) -> int:
        return pictures.keep(self.session, picture.content, picture.media_type)


# Built once: they are sent for every slice, and building them takes longer than sending them.
_P, _I, _O, _S = t.person.c, t.identity.c, t.organisation.c, t.summary.c
_PEOPLE_OF_UIDS = Prepared(select(_P.uid, _P.id).where(among(_P.uid, "uids")))
_PEOPLE_CALLED_SO = Prepared(
    select(_I.uid, _I.person_id).where(_I.source == bindparam("source"), among(_I.uid, "uids"))
)
_ORGANISATIONS_ALIKE = Prepared(select(_O.id, _O.name).where(among(func.lower(_O.name), "words")))
_ORGANISATIONS_CALLED = Prepared(select(_O.id, _O.name).where(among(_O.name, "words")))
_CALLED = Prepared(
    select(_S.sort_key, _S.id).where(
        _S.is_deleted.is_(False), _S.is_light.is_(False), among(_S.sort_key, "keys")
    )
)
