"""Mistakes of mine: apologised, put right, forgiven, and what was learned; of a rough patch or by themselves (G5)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain.ids import MistakeId, PersonId, RoughPatchId
from relmgr.domain.moments import MomentKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import moments, rows
from relmgr.services.moments import MomentInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeInput:
    """What went wrong on my side, and what became of it; a day that is None has not come yet."""

    text: str
    on_day: date
    apologised_on: date | None = None
    put_right_on: date | None = None
    put_right_how: str = ""
    forgiven_on: date | None = None
    learned: str = ""
    rough_patch_id: RoughPatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeDetails:
    """One mistake as it stands."""

    id: MistakeId
    person_id: PersonId
    input: MistakeInput


_DAYS = ("on_day", "apologised_on", "put_right_on", "forgiven_on", "rough_patch_id")
_TEXTS = ("text", "put_right_how", "learned")


def _columns(given: MistakeInput) -> dict[str, Any]:
    if not given.text.strip():
        raise InputError(_("Say what went wrong."), "text")
    values = {name: getattr(given, name) for name in _DAYS}
    return values | {name: getattr(given, name).strip() for name in _TEXTS}


def add(store: Store, person_id: PersonId, given: MistakeInput) -> MistakeId:
    """Keep it; forgiven, it is a sign of depth too. Raises InputError without words, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add mistake")) as session:
        rows.get(session, t.person, person_id)
        moment = _sign(session, person_id, given, None)
        return MistakeId(
            rows.add(session, t.mistake, {"person_id": person_id, "moment_id": moment, **values})
        )


def edit(store: Store, mistake_id: MistakeId, given: MistakeInput) -> None:
    """Replace it; the sign "forgave a mistake" comes, moves and goes with `forgiven_on`. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit mistake")) as session:
        row = rows.get(session, t.mistake, mistake_id)
        values["moment_id"] = _sign(session, PersonId(row.person_id), given, row.moment_id)
        rows.change(session, t.mistake, mistake_id, values)


def remove(store: Store, mistake_id: MistakeId) -> None:
    """Take it out, and the sign that hangs on it. Raises NotFoundError."""
    with store.change(_("Remove mistake")) as session:
        row = rows.get(session, t.mistake, mistake_id)
        rows.remove(session, t.mistake, mistake_id)
        if row.moment_id is not None:
            rows.remove(session, t.moment, row.moment_id)


def _sign(session: Session, person_id: PersonId, given: MistakeInput, known: int | None) -> int | None:
    """The moment that says it was forgiven: one for each mistake, none while it is not."""
    if given.forgiven_on is None:
        if known is not None:
            rows.remove(session, t.moment, known)
        return None
    if known is not None:
        rows.change(session, t.moment, known, {"on_day": given.forgiven_on})
        return known
    # Without a note: signs stand on pages that leave the window, and what went wrong does not.
    said = MomentInput(kind=MomentKind.FORGAVE_MISTAKE)
    return int(moments.add_in(session, person_id, said, given.forgiven_on))


_M = t.mistake.c
# Built once: the card asks for each person shown.
OF = select(t.mistake).where(_M.person_id == bindparam("person")).order_by(_M.on_day.desc(), _M.id.desc())


def get(store: Store, mistake_id: MistakeId) -> MistakeDetails:
    """The mistake. Raises NotFoundError."""
    with store.read() as session:
        return _details(rows.get(session, t.mistake, mistake_id))


def of(store: Store, person_id: PersonId, patch_id: RoughPatchId | None = None) -> tuple[MistakeDetails, ...]:
    """Those of a person, the newest first; only those of one rough patch, where it is given."""
    with store.read() as session:
        found = tuple(_details(row) for row in session.execute(OF, {"person": person_id}))
    return tuple(one for one in found if patch_id is None or one.input.rough_patch_id == patch_id)


def _details(row: Row[Any]) -> MistakeDetails:
    given = MistakeInput(**{name: getattr(row, name) for name in (*_DAYS, *_TEXTS)})
    return MistakeDetails(id=MistakeId(row.id), person_id=PersonId(row.person_id), input=given)
