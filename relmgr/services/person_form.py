"""Everything the form of a person holds, read as one thing and kept as one change: one undo takes it all back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from relmgr.domain.ids import MilestoneId, PersonId, RelationId
from relmgr.domain.kinds import INVERSE, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import facts, milestones, relations, rows
from relmgr.services.facts import FactInput
from relmgr.services.people import pictures, record
from relmgr.services.people.pictures import Photo
from relmgr.services.people.record import PersonInput
from relmgr.services.relations import RelationInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm:
    """The record with what is kept beside it. `photo` None leaves the photo as it is, unless `drops_photo`."""

    person: PersonInput
    birthday: PartialDate | None = None
    photo: Photo | None = None
    drops_photo: bool = False
    away_from: date | None = None
    away_until: date | None = None
    away_why: str = ""
    gentle_until: date | None = None
    gentle_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KinForm:
    """Somebody close to a person. What describes them is kept only where they are a light person."""

    relation: RelationInput
    headline: str = ""
    birthday: PartialDate | None = None
    leap_day: str = ""
    """When a birthday of 29 February is kept in ordinary years: a `LeapDay`, or "" for not said."""
    pronouns: str = ""
    facts: tuple[FactInput, ...] = ()


def load(store: Store, person_id: PersonId) -> PersonForm:
    """The form as it stands. Raises NotFoundError."""
    with store.read() as session:
        found = record.details_in(session, person_id)
        birthday = _birthday(session, person_id)
    return PersonForm(
        person=found.input,
        birthday=birthday[1] if birthday else None,
        away_from=found.away_from,
        away_until=found.away_until,
        away_why=found.away_why,
        gentle_until=found.gentle_until,
        gentle_why=found.gentle_why,
    )


def save(store: Store, person_id: PersonId | None, form: PersonForm, now: datetime) -> PersonId:
    """Keep the form, for a new person where `person_id` is None. Raises InputError, NotFoundError."""
    if form.away_from and form.away_until and form.away_until < form.away_from:
        raise InputError(_("The last day away is before the first. Change one of them."), "away_until")
    if form.away_until is None and (form.away_from or form.away_why.strip()):
        raise InputError(_("Say until when, as far as you know. It can be changed later."), "away_until")
    if form.gentle_until is None and form.gentle_why.strip():
        raise InputError(_("Say until when. You will be asked then whether it is easier."), "gentle_until")
    name = record.shown_name(form.person)
    label = (_("Add {name}") if person_id is None else _("Edit {name}")).format(name=name)
    with store.change(label) as session:
        if person_id is None:
            person_id = record.add_in(session, form.person, now)
        else:
            record.edit_in(session, person_id, form.person, now)
        _write_birthday(session, person_id, form.birthday)
        rows.change(session, t.person, person_id, _beside(session, form))
        return person_id


def _beside(session: Session, form: PersonForm) -> dict[str, Any]:
    values: dict[str, Any] = {
        "away_from": form.away_from,
        "away_until": form.away_until,
        "away_why": form.away_why.strip(),
        "gentle_until": form.gentle_until,
        "gentle_why": form.gentle_why.strip(),
    }
    if form.photo is not None:
        values["photo_id"] = pictures.keep(session, form.photo.data, form.photo.media_type)
    elif form.drops_photo:
        values["photo_id"] = None
    return values


def _birthday(session: Session, person_id: PersonId) -> tuple[MilestoneId, PartialDate] | None:
    m = t.milestone.c
    row = session.execute(
        select(t.milestone)
        .where(m.person_id == person_id, m.milestone_kind == MilestoneKind.BIRTHDAY)
        .order_by(m.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    return MilestoneId(row.id), PartialDate(row.on_year, row.on_month, row.on_day)


def _write_birthday(session: Session, person_id: PersonId, wanted: PartialDate | None) -> None:
    held = _birthday(session, person_id)
    if held is None and wanted is not None:
        given = milestones.MilestoneInput(kind=MilestoneKind.BIRTHDAY, date=wanted)
        rows.add(session, t.milestone, {"person_id": person_id, **milestones.columns(given)})
    elif held is not None and wanted is None:
        rows.remove(session, t.milestone, held[0])
    elif held is not None and wanted is not None and held[1] != wanted:
        rows.change(session, t.milestone, held[0], record.partial_columns("on", wanted))


def load_kin(store: Store, person_id: PersonId, relation_id: RelationId) -> tuple[KinForm, PersonId, bool]:
    """The tie as `person_id` sees it, the other person's id, and whether they are light. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.relation, relation_id)
        is_forward = row.from_person_id == person_id
        other = PersonId(row.to_person_id if is_forward else row.from_person_id)
        found = record.details_in(session, other)
        birthday = _birthday(session, other)
    relation = RelationInput(
        kind=row.relation_kind if is_forward else INVERSE[row.relation_kind],
        other_id=other,
        label=row.label if is_forward else row.back_label,
        note=row.note,
        back_label=row.back_label if is_forward else row.label,
    )
    form = KinForm(
        relation=relation,
        headline=found.input.headline,
        birthday=birthday[1] if birthday else None,
        leap_day=found.input.leap_day,
        pronouns=found.input.pronouns,
        facts=tuple(one.input for one in facts.of(store, other)),
    )
    return form, other, found.input.is_light


def save_kin(
    store: Store, person_id: PersonId, relation_id: RelationId | None, form: KinForm, now: datetime
) -> RelationId:
    """Keep the tie, and what is known of a light person, as one change. Raises InputError, NotFoundError."""
    label = _("Add relation") if relation_id is None else _("Edit relation")
    with store.change(label) as session:
        if relation_id is None:
            relation_id = relations.add_in(session, person_id, form.relation, now)
        else:
            relations.edit_in(session, relation_id, form.relation, seen_from=person_id)
        row = rows.get(session, t.relation, relation_id)
        other = PersonId(row.to_person_id if row.from_person_id == person_id else row.from_person_id)
        if rows.get(session, t.person, other).is_light:
            own = {
                "headline": form.headline.strip(),
                "leap_day": form.leap_day,
                "pronouns": form.pronouns.strip(),
            }
            rows.change(session, t.person, other, {**own, "changed_at": now})
            _write_birthday(session, other, form.birthday)
            _write_facts(session, other, form.facts)
        return relation_id


def _write_facts(session: Session, person_id: PersonId, wanted: tuple[FactInput, ...]) -> None:
    """Add the facts that are new and drop those that left the form; the others stay as they are."""
    f = t.fact.c
    held = {row.text: row.id for row in session.execute(select(f.id, f.text).where(f.person_id == person_id))}
    texts = {one.text.strip() for one in wanted}
    gone = [id_ for text, id_ in held.items() if text not in texts]
    if gone:
        session.execute(delete(t.fact).where(f.id.in_(gone)))
    for one in wanted:
        if one.text.strip() and one.text.strip() not in held:
            facts.add_in(session, person_id, facts.columns(one))
