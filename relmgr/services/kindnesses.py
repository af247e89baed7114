"""The kindness shelf: asked after, wished well, extra miles, goodwill and gifts; nothing here is ever totalled (G6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from relmgr.domain import kindnesses as rules
from relmgr.domain.ids import KindnessId, PersonId
from relmgr.domain.kindnesses import GiftIdea
from relmgr.domain.kinds import KindnessKind
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class KindnessInput:
    """What was done or given, for what occasion, and when; an idea has no day yet."""

    kind: KindnessKind
    text: str = ""
    occasion: str = ""
    on_day: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindnessDetails:
    """One thing on the shelf."""

    id: KindnessId
    person_id: PersonId
    input: KindnessInput
    noted_on: date

    @property
    def day(self) -> date:
        """When it was, as far as it is known."""
        return self.input.on_day or self.noted_on


_K = t.kindness.c
# Built once: the card asks for each person shown. Ideas first, for they are still ahead; then the newest.
OF = (
    select(t.kindness)
    .where(_K.person_id == bindparam("person"))
    .order_by(
        _K.kindness_kind != KindnessKind.GIFT_IDEA,
        func.coalesce(_K.on_day, _K.noted_on).desc(),
        _K.id.desc(),
    )
)


def _columns(given: KindnessInput, today: date) -> dict[str, Any]:
    text = given.text.strip()
    if rules.needs_words(given.kind) and not text:
        raise InputError(_("Say what it is."), "text")
    on_day = given.on_day
    if given.kind is KindnessKind.GIFT_IDEA:
        on_day = None
    elif on_day is None:
        on_day = today
    return {
        "kindness_kind": given.kind,
        "text": text,
        "occasion": given.occasion.strip(),
        "on_day": on_day,
        "note": given.note.strip(),
    }


def add(store: Store, person_id: PersonId, given: KindnessInput, today: date) -> KindnessId:
    """Put it on the shelf, today where it says no day. Raises InputError for a gift without words, NotFoundError."""
    values = _columns(given, today)
    with store.change(_label(given.kind)) as session:
        rows.get(session, t.person, person_id)
        return KindnessId(
            rows.add(session, t.kindness, {"person_id": person_id, "noted_on": today, **values})
        )


def _label(kind: KindnessKind) -> str:
    return rules.kind_words(kind)


def edit(store: Store, kindness_id: KindnessId, given: KindnessInput, today: date) -> None:
    """Replace it. Raises InputError, NotFoundError."""
    values = _columns(given, today)
    with store.change(_("Edit kindness")) as session:
        rows.change(session, t.kindness, kindness_id, values)


def given_on(store: Store, kindness_id: KindnessId, today: date) -> None:
    """The idea became a gift, given today. Raises NotFoundError."""
    with store.change(_("A gift given")) as session:
        values = {"kindness_kind": KindnessKind.GIFT_GIVEN, "on_day": today}
        rows.change(session, t.kindness, kindness_id, values)


def remove(store: Store, kindness_id: KindnessId) -> None:
    """Take it off the shelf. Raises NotFoundError."""
    with store.change(_("Remove kindness")) as session:
        rows.remove(session, t.kindness, kindness_id)


def get(store: Store, kindness_id: KindnessId) -> KindnessDetails:
    """The one thing. Raises NotFoundError."""
    with store.read() as session:
        return details(rows.get(session, t.kindness, kindness_id))


def of(store: Store, person_id: PersonId) -> tuple[KindnessDetails, ...]:
    """The shelf of a person: ideas first, then the newest."""
    with store.read() as session:
        return of_in(session, person_id)


def of_in(session: Session, person_id: PersonId) -> tuple[KindnessDetails, ...]:
    """The same inside a read that stands already."""
    return tuple(details(row) for row in session.execute(OF, {"person": person_id}))


def ideas(shelf: tuple[KindnessDetails, ...]) -> tuple[GiftIdea, ...]:
    """The gift ideas among them."""
    return tuple(
        GiftIdea(int(one.id), one.input.text, one.input.occasion)
        for one in shelf
        if one.input.kind is KindnessKind.GIFT_IDEA
    )


def details(row: Row[Any]) -> KindnessDetails:
    """A row as a value."""
    given = KindnessInput(
        kind=row.kindness_kind, text=row.text, occasion=row.occasion, on_day=row.on_day, note=row.note
    )
    return KindnessDetails(
        id=KindnessId(row.id), person_id=PersonId(row.person_id), input=given, noted_on=row.noted_on
    )
