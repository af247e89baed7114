"""One person's own record: what is typed about them, kept, edited, put in the trash and taken back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, delete, select, update

from relmgr.domain import names
from relmgr.domain.ids import AffiliationId, OrganisationId, PersonId
from relmgr.domain.kinds import AllyKind, Circle, ContactKind, Purpose, RoleTowardMe
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _
from relmgr.services import contacts, organisations
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import add_row, change_row, light, remove_row
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactMethodInput:
    """One way to reach somebody, as typed."""

    kind: ContactKind
    label: str = ""
    value: str
    is_preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationInput:
    """A role at an organisation; the organisation is named, and made where it is new."""

    id: AffiliationId | None = None
    organisation: str
    title: str = ""
    department: str = ""
    role: RoleTowardMe | None = None
    from_: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInput:
    """What the form holds about one person. A name of any kind is all that is needed."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    native_name: str = ""
    say_name: str = ""
    display_name: str = ""
    """As it is shown; made from the parts where it is empty."""
    pronouns: str = ""
    headline: str = ""
    """What they do where there is no organisation to say it."""
    city: str = ""
    time_zone: str = ""
    """An IANA name such as Africa/Johannesburg."""
    languages: str = ""
    best_hours: str = ""
    preferred_channel: ContactKind | None = None
    do_not_phone: bool = False
    notes: str = ""
    circle: Circle | None = None
    cadence_days: int | None = None
    """How often I want to be in touch, 1 to 3650 days."""
    leap_day: str = ""
    labels: tuple[str, ...] = ()
    contact_methods: tuple[ContactMethodInput, ...] = ()
    affiliations: tuple[AffiliationInput, ...] = ()
    is_light: bool = False
    ally_kind: AllyKind | None = None
    """What they are beside me, for those who do not buy from me (P14)."""
    purpose: Purpose | None = None
    """What for they are kept; None where nobody was asked yet (S, privacy)."""
    keep_until: date | None = None
    """The day to look at whether to keep them; None: at the yearly look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDetails:
    """One person's record as it stands."""

    id: PersonId
    uid: str
    input: PersonInput
    name: str
    first_name: str
    photo_id: int | None
    away_from: date | None
    away_until: date | None
    away_why: str
    gentle_until: date | None
    gentle_why: str
    created_at: datetime
    changed_at: datetime
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrashRow:
    """Somebody in the trash."""

    id: PersonId
    name: str
    deleted_at: datetime


_LISTS = ("labels", "contact_methods", "affiliations")
_PLAIN = tuple(field.name for field in fields(PersonInput) if field.name not in _LISTS)
_P, _C, _A = t.person.c, t.contact_method.c, t.affiliation.c
_WHO: BindParameter[int] = bindparam("person_id")
# Built once: every save of the form asks them.
_PERSON = select(t.person).where(_P.id == _WHO)
_METHODS = select(t.contact_method).where(_C.person_id == _WHO).order_by(_C.position, _C.id)
_LABELS = (
    select(t.label.c.name, t.person_label.c.id)
    .join(t.person_label, t.person_label.c.label_id == t.label.c.id)
    .where(t.person_label.c.person_id == _WHO)
)
_JOBS = select(t.affiliation).where(_A.person_id == _WHO)


def parts_of(given: PersonInput) -> names.NameParts:
    """The name in the form."""
    return names.NameParts(
        prefix=given.prefix,
        given=given.given,
        additional=given.additional,
        family=given.family,
        suffix=given.suffix,
        nickname=given.nickname,
        native=given.native_name,
    )


def _columns(given: PersonInput) -> dict[str, Any]:
    """What goes into the person's row. Raises InputError for a form that cannot be kept."""
    values = {name: getattr(given, name) for name in _PLAIN}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if any("\0" in value for value in values.values() if isinstance(value, str)):
        raise InputError(_("This text holds a character that cannot be kept (NUL). Take it out."), "notes")
    values["display_name"] = values["display_name"] or names.display_name(parts_of(given)).strip()
    if not values["display_name"]:
        raise InputError(_("A name is enough, but there has to be one."), "given")
    if given.cadence_days is not None and not 1 <= given.cadence_days <= 3650:
        raise InputError(_("How often to be in touch: between 1 and 3650 days."), "cadence_days")
    return values


def add(store: Store, given: PersonInput, now: datetime) -> PersonId:
    """Keep a new person. Raises InputError where there is no name."""
    with store.change(_("Add {name}").format(name=shown_name(given))) as session:
        return add_in(session, given, now)


def add_in(session: Session, given: PersonInput, now: datetime, uid: str | None = None) -> PersonId:
    """The same inside a change that stands already; `uid` keeps an identity brought along."""
    values = _columns(given)
    if given.cadence_days is not None:
        values["cadence_set_on"] = now.date()
    values |= {"uid": uid or f"urn:uuid:{uuid.uuid4()}", "created_at": now, "changed_at": now}
    person_id = PersonId(add_row(session, t.person, values))
    _write_lists(session, person_id, given, now)
    return person_id


def edit(store: Store, person_id: PersonId, given: PersonInput, now: datetime) -> None:
    """Replace the record with the form's content. Raises InputError, NotFoundError."""
    with store.change(_("Edit {name}").format(name=shown_name(given))) as session:
        edit_in(session, person_id, given, now)


def edit_in(session: Session, person_id: PersonId, given: PersonInput, now: datetime) -> None:
    """The same inside a change that stands already."""
    values = _columns(given)
    before = _row(session, person_id)
    if (given.cadence_days, given.circle) != (before.cadence_days, before.circle):
        keeps = given.cadence_days is not None or given.circle not in (None, Circle.REST)
        values["cadence_set_on"] = now.date() if keeps else None
    change_row(session, t.person, person_id, {"changed_at": now, **_differing(before, values)})
    _write_lists(session, person_id, given, now)


def _differing(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """What of `values` the row does not hold already: a column that is not written spares its indexes."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def shown_name(given: PersonInput) -> str:
    """The name the form would show them under. Raises InputError where there is none."""
    return str(_columns(given)["display_name"])


def _row(session: Session, person_id: PersonId) -> Row[Any]:
    row: Row[Any] | None = light(session).execute(_PERSON, {"person_id": person_id}).first()
    if row is None:
        raise NotFoundError(_("This person is no longer here. Undo may bring them back."))
    return row


def _write_lists(session: Session, person_id: PersonId, given: PersonInput, now: datetime) -> None:
    _write_labels(session, person_id, given.labels)
    _write_contacts(session, person_id, given.contact_methods)
    _write_affiliations(session, person_id, given.affiliations, now)


def _write_labels(session: Session, person_id: PersonId, wanted: Sequence[str]) -> None:
    words = list(dict.fromkeys(word.strip() for word in wanted if word.strip()))
    held = dict(light(session).execute(_LABELS, {"person_id": person_id}))
    gone = [id_ for word, id_ in held.items() if word not in words]
    if gone:
        session.execute(delete(t.person_label).where(t.person_label.c.id.in_(gone)))
    for word in words:
        if word not in held:
            made = {"person_id": person_id, "label_id": label_id(session, word)}
            add_row(session, t.person_label, made)


def label_id(session: Session, word: str) -> int:
    """The id of the label `word`, made where it is new."""
    known = session.execute(select(t.label.c.id).where(t.label.c.name == word)).scalar()
    if known is not None:
        return int(known)
    return add_row(session, t.label, {"name": word})


def _write_contacts(session: Session, person_id: PersonId, wanted: Sequence[ContactMethodInput]) -> None:
    values = [
        {
            "person_id": person_id,
            "contact_kind": method.kind,
            "label": method.label.strip(),
            "value": method.value.strip(),
            "normalised": contacts.normalised(method.kind, method.value),
            "is_preferred": method.is_preferred,
            "position": position,
        }
        for position, method in enumerate(wanted)
        if method.value.strip()
    ]
    held = light(session).execute(_METHODS, {"person_id": person_id}).all()
    kept = {(row.contact_kind, row.value): row for row in held}
    for value in values:
        row = kept.pop((value["contact_kind"], value["value"]), None)
        if row is None:
            add_row(session, t.contact_method, value)
        elif any(getattr(row, name) != value[name] for name in ("label", "is_preferred", "position")):
            change_row(session, t.contact_method, row.id, value)
    for row in kept.values():
        remove_row(session, t.contact_method, row.id)


def _write_affiliations(
    session: Session, person_id: PersonId, wanted: Sequence[AffiliationInput], now: datetime
) -> None:
    held = {row.id: row for row in light(session).execute(_JOBS, {"person_id": person_id})}
    for position, job in enumerate(job for job in wanted if job.organisation.strip()):
        values = {
            "organisation_id": organisations.named(session, job.organisation, now),
            "title": job.title.strip(),
            "department": job.department.strip(),
            "role": job.role,
            "position": position,
            **partial_columns("from", job.from_),
            **partial_columns("until", job.until),
        }
        row = held.pop(job.id, None)
        if row is None:
            add_row(session, t.affiliation, {"person_id": person_id, **values})
        else:
            change_row(session, t.affiliation, row.id, _differing(row, values))
    for row in held.values():
        remove_row(session, t.affiliation, row.id)


def partial_columns(prefix: str, value: PartialDate | None) -> dict[str, int | None]:
    """A partial date as its three columns."""
    return {
        f"{prefix}_year": value.year if value else None,
        f"{prefix}_month": value.month if value else None,
        f"{prefix}_day": value.day if value else None,
    }


def partial_of(row: Row[Any], prefix: str) -> PartialDate | None:
    """The partial date in a row's three columns, None where all are empty."""
    parts = [getattr(row, f"{prefix}_{part}") for part in ("year", "month", "day")]
    return None if all(part is None for part in parts) else PartialDate(*parts)


def details(store: Store, person_id: PersonId) -> PersonDetails:
    """The record. Raises NotFoundError where nobody has this id."""
    with store.read() as session:
        return details_in(session, person_id)


def details_in(session: Session, person_id: PersonId) -> PersonDetails:
    """The same inside a read or change that stands already."""
    row = _row(session, person_id)
    c = t.contact_method.c
    methods = session.execute(
        select(c.contact_kind, c.label, c.value, c.is_preferred)
        .where(c.person_id == person_id)
        .order_by(c.position, c.id)
    )
    labels = session.execute(
        select(t.label.c.name)
        .join(t.person_label, t.person_label.c.label_id == t.label.c.id)
        .where(t.person_label.c.person_id == person_id)
        .order_by(t.person_label.c.id)
    ).scalars()
    jobs = session.execute(
        select(t.affiliation, t.organisation.c.name)
        .join(t.organisation, t.organisation.c.id == t.affiliation.c.organisation_id)
        .where(t.affiliation.c.person_id == person_id)
        .order_by(t.affiliation.c.until_year.is_not(None), t.affiliation.c.position, t.affiliation.c.id)
    )
    given = PersonInput(
        **{name: getattr(row, name) for name in _PLAIN},
        labels=tuple(labels),
        contact_methods=tuple(
            ContactMethodInput(kind=m.contact_kind, label=m.label, value=m.value, is_preferred=m.is_preferred)
            for m in methods
        ),
        affiliations=tuple(_affiliation(job) for job in jobs),
    )
    return PersonDetails(
        id=person_id,
        uid=row.uid,
        input=given,
        name=row.display_name,
        first_name=names.first_name(parts_of(given)) or row.display_name,
        photo_id=row.photo_id,
        away_from=row.away_from,
        away_until=row.away_until,
        away_why=row.away_why,
        gentle_until=row.gentle_until,
        gentle_why=row.gentle_why,
        created_at=row.created_at,
        changed_at=row.changed_at,
        deleted_at=row.deleted_at,
    )


def _affiliation(row: Row[Any]) -> AffiliationInput:
    return AffiliationInput(
        id=AffiliationId(row.id),
        organisation=row.name,
        title=row.title,
        department=row.department,
        role=row.role,
        from_=partial_of(row, "from"),
        until=partial_of(row, "until"),
    )


def organisation_ids(session: Session, person_id: PersonId) -> list[OrganisationId]:
    """The organisations of a person, the present one first."""
    a = t.affiliation.c
    found = session.execute(
        select(a.organisation_id)
        .where(a.person_id == person_id)
        .order_by(a.until_year.is_not(None), a.position, a.id)
    ).scalars()
    return [OrganisationId(id_) for id_ in found]


def remove(store: Store, person_id: PersonId, now: datetime) -> None:
    """Move the person to the trash; nothing about them is lost. Raises NotFoundError."""
    with store.change(_("Move to the trash")) as session:
        _row(session, person_id)
        session.execute(update(t.person).where(t.person.c.id == person_id).values(deleted_at=now))


def restore(store: Store, person_id: PersonId) -> None:
    """Take the person back out of the trash. Raises NotFoundError."""
    with store.change(_("Restore from the trash")) as session:
        _row(session, person_id)
        session.execute(update(t.person).where(t.person.c.id == person_id).values(deleted_at=None))


def trash(store: Store) -> tuple[TrashRow, ...]:
    """Who is in the trash, the newest first."""
    p = t.person.c
    query = (
        select(p.id, p.display_name, p.deleted_at)
        .where(p.deleted_at.is_not(None))
        .order_by(p.deleted_at.desc())
    )
    with store.read() as session:
        return tuple(
            TrashRow(PersonId(row.id), row.display_name, row.deleted_at) for row in session.execute(query)
        )


def promote(store: Store, person_id: PersonId, now: datetime) -> None:
    """Make a light person a full one: from now on they are in the main list."""
    with store.change(_("Add to People")) as session:
        _row(session, person_id)
        session.execute(
            update(t.person).where(t.person.c.id == person_id).values(is_light=False, changed_at=now)
        )


def make_light(store: Store, person_id: PersonId, now: datetime) -> None:
    """Take somebody out of the main list: they stay on the cards of those who know them.

    Raises InputError where no card would lead to them any more, NotFoundError.
    """
    with store.change(_("Take out of People")) as session:
        _row(session, person_id)
        r, s = t.relation.c, t.summary.c
        others = (
            select(theirs)
            .join(t.summary, s.id == theirs)
            .where(mine == person_id, s.is_light.is_(False), s.is_deleted.is_(False))
            for mine, theirs in ((r.from_person_id, r.to_person_id), (r.to_person_id, r.from_person_id))
        )
        if not any(session.execute(query.limit(1)).first() for query in others):
            raise InputError(
                _(
                    "Nobody would find them again. Say first to somebody in People what they are to each other."
                ),
                "is_light",
            )
        session.execute(
            update(t.person).where(t.person.c.id == person_id).values(is_light=True, changed_at=now)
        )


def keep(
    store: Store, person_id: PersonId, purpose: Purpose | None, until: date | None, now: datetime
) -> None:
    """Say what for they are kept, and the day to look at that again. Raises NotFoundError."""
    with store.change(_("What for they are kept")) as session:
        _row(session, person_id)
        session.execute(
            update(t.person)
            .where(t.person.c.id == person_id)
            .values(purpose=purpose, keep_until=until, changed_at=now)
        )


def set_away(store: Store, person_id: PersonId, from_: date | None, until: date | None, why: str) -> None:
    """Note that they are away, both days included; None and None means back. Raises InputError, NotFoundError."""
    if from_ is not None and until is not None and until < from_:
        raise InputError(_("The last day away is before the first. Change one of them."), "until")
    with store.change(_("Away")) as session:
        _row(session, person_id)
        session.execute(
            update(t.person)
            .where(t.person.c.id == person_id)
            .values(away_from=from_, away_until=until, away_why=why.strip())
        )


def set_gentle(store: Store, person_id: PersonId, until: date | None, why: str) -> None:
    """Gentle mode until a day, or None to end it. Raises NotFoundError."""
    with store.change(_("Gentle mode")) as session:
        _row(session, person_id)
        session.execute(
            update(t.person)
            .where(t.person.c.id == person_id)
            .values(gentle_until=until, gentle_why=why.strip())
        )
