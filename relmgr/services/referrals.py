"""Referrals: who sent whom to me or on to others, and how it was thanked (G1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from relmgr.domain.ids import PersonId, ReferralId
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralInput:
    """What the form holds: `by` introduced `of` to me."""

    by: PersonId
    of: PersonId
    on_day: date
    note: str = ""
    became_work_on: date | None = None
    work_note: str = ""
    thanked_on: date | None = None
    thanked_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """One referral as it stands."""

    id: ReferralId
    input: ReferralInput
    became_work_on: date | None
    work_note: str
    thanked_on: date | None
    thanked_how: str


def is_thanks_owed(thanked_on: date | None, became_work_on: date | None) -> bool:
    """Whether a thank-you is due: from the same day, and again when it became work (G1)."""
    return thanked_on is None or (became_work_on is not None and thanked_on < became_work_on)


def add(store: Store, given: ReferralInput) -> ReferralId:
    """Keep a referral; its thank-you is due the same day. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Add referral")) as session:
        for person_id in (given.by, given.of):
            rows.get(session, t.person, person_id)
        return ReferralId(rows.add(session, t.referral, values))


def edit(store: Store, referral_id: ReferralId, given: ReferralInput) -> None:
    """Replace it with the form's content. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit referral")) as session:
        rows.change(session, t.referral, referral_id, values)


def remove(store: Store, referral_id: ReferralId) -> None:
    """Take it out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove referral")) as session:
        rows.remove(session, t.referral, referral_id)


def thank(store: Store, referral_id: ReferralId, on_day: date, how: str = "") -> None:
    """They were thanked. Raises NotFoundError."""
    with store.change(_("Thanked")) as session:
        thank_in(session, referral_id, on_day, how)


def thank_in(session: Session, referral_id: ReferralId, on_day: date, how: str = "") -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.referral, referral_id, {"thanked_on": on_day, "thanked_how": how.strip()})


def became_work(store: Store, referral_id: ReferralId, on_day: date, note: str = "") -> None:
    """It became work, such as "First invoice paid on 18 Nov."; a thank-you is due again. Raises NotFoundError."""
    with store.change(_("Became work")) as session:
        rows.change(session, t.referral, referral_id, {"became_work_on": on_day, "work_note": note.strip()})


def get(store: Store, referral_id: ReferralId) -> ReferralDetails:
    """The referral. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.referral, referral_id))


def of(store: Store, person_id: PersonId) -> tuple[ReferralDetails, ...]:
    """The referrals by this person and of them, the newest first."""
    r = t.referral.c
    query = (
        select(t.referral)
        .where((r.by_person_id == person_id) | (r.of_person_id == person_id))
        .order_by(r.on_day.desc(), r.id.desc())
    )
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(query))


def _columns(given: ReferralInput) -> dict[str, Any]:
    if given.by == given.of:
        raise InputError(_("Nobody introduces themselves. Choose who was introduced."), "of")
    return {
        "by_person_id": given.by,
        "of_person_id": given.of,
        "on_day": given.on_day,
        "note": given.note.strip(),
        "became_work_on": given.became_work_on,
        "work_note": given.work_note.strip(),
        "thanked_on": given.thanked_on,
        "thanked_how": given.thanked_how.strip(),
    }


def _details(row: Any) -> ReferralDetails:
    return ReferralDetails(
        id=ReferralId(row.id),
        input=ReferralInput(
            by=PersonId(row.by_person_id),
            of=PersonId(row.of_person_id),
            on_day=row.on_day,
            note=row.note,
            became_work_on=row.became_work_on,
            work_note=row.work_note,
            thanked_on=row.thanked_on,
            thanked_how=row.thanked_how,
        ),
        became_work_on=row.became_work_on,
        work_note=row.work_note,
        thanked_on=row.thanked_on,
        thanked_how=row.thanked_how,
    )
