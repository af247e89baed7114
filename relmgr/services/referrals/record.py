"""One referral: kept, thanked, and thanked again when it became work; it is evidence that they refer me (G1, D1)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select

from relmgr.domain.ids import PersonId, ReferralId
from relmgr.domain.moments import MomentKind
from relmgr.domain.thanks import Owed, owed
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import evidence, rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_R = t.referral.c
OWED = (
    _R.thanked_on.is_(None),
    and_(_R.became_work_on.is_not(None), _R.work_thanked_on.is_(None), _R.thanked_on < _R.became_work_on),
)
"""The rule of domain/thanks.py as conditions: thanks owed for the introduction, and again for the work."""

IS_OWED = or_(*OWED)


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
    work_thanked_on: date | None = None
    """Thanked again, once it had become work."""
    work_thanked_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetails:
    """One referral as it stands."""

    id: ReferralId
    input: ReferralInput
    became_work_on: date | None
    work_note: str
    thanked_on: date | None
    thanked_how: str
    owed: Owed | None = None
    """What thanks are owed for."""


def is_thanks_owed(
    thanked_on: date | None, became_work_on: date | None, work_thanked_on: date | None = None
) -> bool:
    """Whether a thank-you is due: from the same day, and again when it became work (G1)."""
    return owed(thanked_on, became_work_on, work_thanked_on) is not None


def add(store: Store, given: ReferralInput) -> ReferralId:
    """Keep a referral and the moment that says so; its thank-you is due the same day. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Add referral")) as session:
        for person_id in (given.by, given.of):
            rows.get(session, t.person, person_id)
        moment = evidence.make(
            session, given.by, MomentKind.REFERRED_ME, given.on_day, _noted(session, given)
        )
        return ReferralId(rows.add(session, t.referral, {**values, "moment_id": moment}))


def edit(store: Store, referral_id: ReferralId, given: ReferralInput) -> None:
    """Replace it with the form's content; its moment follows. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit referral")) as session:
        row = rows.get(session, t.referral, referral_id)
        rows.change(session, t.referral, referral_id, values)
        evidence.follow(session, row.moment_id, given.by, given.on_day, _noted(session, given))


def remove(store: Store, referral_id: ReferralId) -> None:
    """Take it out with the moment it made; undo brings both back. Raises NotFoundError."""
    with store.change(_("Remove referral")) as session:
        row = rows.get(session, t.referral, referral_id)
        rows.remove(session, t.referral, referral_id)
        evidence.take_back(session, row.moment_id)


def thank(store: Store, referral_id: ReferralId, on_day: date, how: str = "") -> None:
    """They were thanked. Raises NotFoundError."""
    with store.change(_("Thanked")) as session:
        thank_in(session, referral_id, on_day, how)


def thank_in(session: Session, referral_id: ReferralId, on_day: date, how: str = "") -> None:
    """The same inside a change that stands already.

    Thanks that were said stay as they are: for the work they are kept beside those for the introduction. Where nothing
    is owed any more, nothing changes.
    """
    row = rows.get(session, t.referral, referral_id)
    due, said = owed(row.thanked_on, row.became_work_on, row.work_thanked_on), how.strip()
    if due is Owed.INTRODUCTION:
        rows.change(session, t.referral, referral_id, {"thanked_on": on_day, "thanked_how": said})
    elif due is Owed.WORK:
        values = {"work_thanked_on": on_day, "work_thanked_how": said}
        rows.change(session, t.referral, referral_id, values)


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
    query = (
        select(t.referral)
        .where((_R.by_person_id == person_id) | (_R.of_person_id == person_id))
        .order_by(_R.on_day.desc(), _R.id.desc())
    )
    with store.read() as session:
        return tuple(_details(row) for row in session.execute(query))


def _noted(session: Session, given: ReferralInput) -> str:
    """What the moment says: the name of whom they sent."""
    query = select(t.person.c.display_name).where(t.person.c.id == given.of)
    return str(session.execute(query).scalar() or "")


def _columns(given: ReferralInput) -> dict[str, Any]:
    if given.by == given.of:
        raise InputError(_("Nobody introduces themselves. Choose who was introduced."), "of")
    has_work = given.became_work_on is not None
    return {
        "by_person_id": given.by,
        "of_person_id": given.of,
        "on_day": given.on_day,
        "note": given.note.strip(),
        "became_work_on": given.became_work_on,
        "work_note": given.work_note.strip(),
        "thanked_on": given.thanked_on,
        "thanked_how": given.thanked_how.strip(),
        "work_thanked_on": given.work_thanked_on if has_work else None,
        "work_thanked_how": given.work_thanked_how.strip() if has_work else "",
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
            work_thanked_on=row.work_thanked_on,
            work_thanked_how=row.work_thanked_how,
        ),
        became_work_on=row.became_work_on,
        work_note=row.work_note,
        thanked_on=row.thanked_on,
        thanked_how=row.thanked_how,
        owed=owed(row.thanked_on, row.became_work_on, row.work_thanked_on),
    )
