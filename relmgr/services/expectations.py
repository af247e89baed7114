"""Expectations: what one side expects of the other, its scope, and the history of where it stands (E1 to E4)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, select

from relmgr.domain.expectations import LEAD_DAYS, MAX_LEAD_DAYS, Terms, can_become
from relmgr.domain.ids import ConversationId, ExpectationId, PersonId
from relmgr.domain.kinds import Direction, ExpectationKind, Scope, Status
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeItemInput:
    """One thing hoped for, and what was said of it."""

    text: str
    scope: Scope = Scope.NOT_SAID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationInput:
    """What the form holds. `status` None: agreed for a promise, said for a request, else unspoken."""

    person_id: PersonId
    direction: Direction
    kind: ExpectationKind = ExpectationKind.EXPECTATION
    statement: str
    items: tuple[ScopeItemInput, ...] = ()
    due_on: date | None = None
    due_until: date | None = None
    """The last day of a range that begins at `due_on`."""
    due_words: str = ""
    """The date in the user's words, such as "Before peak season, 1 Dec"."""
    lead_days: int = LEAD_DAYS
    """0 to 366 days before the date it asks for attention."""
    best_case: str = ""
    worst_case: str = ""
    worst_case_told: bool = False
    agreed_on: date | None = None
    agreed_how: str = ""
    agreed_with: str = ""
    status: Status | None = None
    risk_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationChange:
    """One step in the history."""

    on_day: date
    at: datetime
    from_status: Status | None
    to_status: Status
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationDetails:
    """One expectation as it stands, with its history, the oldest step first."""

    id: ExpectationId
    uid: str
    input: ExpectationInput
    status: Status
    """As stored; `relmgr.domain.expectations.shown_status` says what to show."""
    opened_on: date
    closed_on: date | None
    told_on: date | None
    conversation_id: ConversationId | None
    history: tuple[ExpectationChange, ...]

    @property
    def terms(self) -> Terms:
        """What the rules of domain/expectations.py look at."""
        return Terms(
            status=self.status,
            due_on=self.input.due_on,
            due_until=self.input.due_until,
            lead_days=self.input.lead_days,
        )


def terms_of(row: Row[Any]) -> Terms:
    """What the rules look at, from a row of the table."""
    return Terms(status=row.status, due_on=row.due_on, due_until=row.due_until, lead_days=row.lead_days)


def _born(kind: ExpectationKind) -> Status:
    return {
        ExpectationKind.PROMISE: Status.AGREED,
        ExpectationKind.REQUEST: Status.SAID,
        ExpectationKind.EXPECTATION: Status.UNSPOKEN,
    }[kind]


def _columns(given: ExpectationInput) -> dict[str, Any]:
    """The row's values without status. Raises InputError where nothing is written."""
    if not given.statement.strip():
        raise InputError(_("Say what is expected, in a few words."), "statement")
    if not 0 <= given.lead_days <= MAX_LEAD_DAYS:
        raise InputError(_("Days ahead go from 0 to 366."), "lead_days")
    if given.due_until is not None and (given.due_on is None or given.due_until < given.due_on):
        raise InputError(_("The range ends before it begins. Change one of the dates."), "due_until")
    plain = ("due_on", "due_until", "lead_days", "worst_case_told", "agreed_on", "direction", "person_id")
    texts = ("statement", "due_words", "best_case", "worst_case", "agreed_how", "agreed_with", "risk_reason")
    return {
        "expectation_kind": given.kind,
        **{name: getattr(given, name) for name in plain},
        **{name: getattr(given, name).strip() for name in texts},
    }


def add(store: Store, given: ExpectationInput, now: datetime, today: date) -> ExpectationId:
    """Keep a new expectation with the first step of its history. Raises InputError, NotFoundError for nobody."""
    label = _("Add promise") if given.kind is ExpectationKind.PROMISE else _("Add expectation")
    with store.change(label) as session:
        rows.get(session, t.person, given.person_id)
        return add_in(session, given, now, today)


def add_in(
    session: Session,
    given: ExpectationInput,
    now: datetime,
    today: date,
    conversation_id: ConversationId | None = None,
) -> ExpectationId:
    """The same inside a change that stands already."""
    values = _columns(given)
    status = given.status or _born(given.kind)
    if status is Status.AGREED and given.agreed_on is None:
        values["agreed_on"] = today
    values |= {
        "uid": f"urn:uuid:{uuid.uuid4()}",
        "status": status,
        "opened_on": today,
        "closed_on": today if status.is_closed else None,
        "conversation_id": conversation_id,
    }
    expectation_id = ExpectationId(rows.add(session, t.expectation, values))
    _write_items(session, expectation_id, given.items)
    _note_change(session, expectation_id, None, status, now=now, today=today)
    return expectation_id


def edit(
    store: Store,
    expectation_id: ExpectationId,
    given: ExpectationInput,
    now: datetime,
    today: date,
    *,
    note: str = "",
    told_on: date | None = None,
) -> None:
    """Replace it with the form's content; another status is a step in the history, dated, with `note` (E2).

    `told_on`: the day they were told that it slips. Raises InputError, NotFoundError.
    """
    values = _columns(given)
    with store.change(_("Edit expectation")) as session:
        row = rows.get(session, t.expectation, expectation_id)
        rows.change(session, t.expectation, expectation_id, values)
        _write_items(session, expectation_id, given.items)
        if given.status is not None and given.status is not row.status:
            set_status_in(session, expectation_id, given.status, note, now=now, today=today)
            typed = {name: values[name] for name in ("agreed_on", "risk_reason") if values[name]}
            if given.status is Status.AGREED:
                typed.pop("risk_reason", None)
            if typed:
                rows.change(session, t.expectation, expectation_id, typed)
        if told_on is not None:
            rows.change(session, t.expectation, expectation_id, {"told_on": told_on})


def remove(store: Store, expectation_id: ExpectationId) -> None:
    """Take it out with its scope and history; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove expectation")) as session:
        rows.remove(session, t.expectation, expectation_id)


def set_status(  # noqa: PLR0917  (as the form reads)
    store: Store, expectation_id: ExpectationId, status: Status, note: str, now: datetime, today: date
) -> None:
    """Take a step, dated, with a note (E2). Raises InputError for a step that makes no sense, NotFoundError."""
    with store.change(_("Change status")) as session:
        set_status_in(session, expectation_id, status, note, now=now, today=today)


def set_status_in(
    session: Session, expectation_id: ExpectationId, status: Status, note: str, *, now: datetime, today: date
) -> None:
    """The same inside a change that stands already. A note beside "at risk" becomes its reason."""
    row = rows.get(session, t.expectation, expectation_id)
    if row.status is status:
        return
    if not can_become(row.status, status):
        raise InputError(_("This is closed. Agree it anew first."), "status")
    values: dict[str, Any] = {"status": status, "closed_on": today if status.is_closed else None}
    if status is Status.AGREED:
        values |= {"agreed_on": today, "risk_reason": "", "told_on": None}
    if status is Status.AT_RISK and note.strip():
        values["risk_reason"] = note.strip()
    rows.change(session, t.expectation, expectation_id, values)
    _note_change(session, expectation_id, row.status, status, note, now=now, today=today)


def told(store: Store, expectation_id: ExpectationId, today: date) -> None:
    """They have been told that it slips (E3). Raises NotFoundError."""
    with store.change(_("They have been told")) as session:
        rows.change(session, t.expectation, expectation_id, {"told_on": today})


def get(store: Store, expectation_id: ExpectationId) -> ExpectationDetails:
    """The whole of it. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.expectation, expectation_id)
        return _details(session, row)


def of(store: Store, person_id: PersonId) -> tuple[ExpectationDetails, ...]:
    """All expectations between this person and me, the newest first."""
    e = t.expectation.c
    query = select(t.expectation).where(e.person_id == person_id).order_by(e.opened_on.desc(), e.id.desc())
    with store.read() as session:
        return tuple(_details(session, row) for row in session.execute(query).all())


def _details(session: Session, row: Row[Any]) -> ExpectationDetails:
    given = ExpectationInput(
        person_id=PersonId(row.person_id),
        kind=row.expectation_kind,
        items=tuple(ScopeItemInput(text=item.text, scope=item.scope) for item in _items(session, row.id)),
        **{name: getattr(row, name) for name in _SAME},
    )
    return ExpectationDetails(
        id=ExpectationId(row.id),
        uid=row.uid,
        input=given,
        status=row.status,
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        told_on=row.told_on,
        conversation_id=row.conversation_id,
        history=_history(session, row.id),
    )


_SAME = (
    *("direction", "statement", "due_on", "due_until", "due_words", "lead_days", "best_case", "worst_case"),
    *("worst_case_told", "agreed_on", "agreed_how", "agreed_with", "status", "risk_reason"),
)
"""Fields of the form that are columns of the same name."""


def _items(session: Session, expectation_id: int) -> list[Row[Any]]:
    i = t.scope_item.c
    query = select(t.scope_item).where(i.expectation_id == expectation_id).order_by(i.position, i.id)
    return list(session.execute(query))


def _write_items(session: Session, expectation_id: ExpectationId, wanted: tuple[ScopeItemInput, ...]) -> None:
    """Make the scope what the form says, touching only what differs, so that undo stays small."""
    filled = [item for item in wanted if item.text.strip()]
    held = _items(session, expectation_id)
    for position, item in enumerate(filled):
        values: Mapping[str, Any] = {"text": item.text.strip(), "scope": item.scope, "position": position}
        if position >= len(held):
            rows.add(session, t.scope_item, {"expectation_id": expectation_id, **values})
        elif any(getattr(held[position], name) != value for name, value in values.items()):
            rows.change(session, t.scope_item, held[position].id, dict(values))
    gone = [row.id for row in held[len(filled) :]]
    if gone:
        session.execute(delete(t.scope_item).where(t.scope_item.c.id.in_(gone)))


def _note_change(
    session: Session,
    expectation_id: ExpectationId,
    before: Status | None,
    after: Status,
    note: str = "",
    *,
    now: datetime,
    today: date,
) -> None:
    rows.add(
        session,
        t.expectation_change,
        {
            "expectation_id": expectation_id,
            "at": now,
            "on_day": today,
            "from_status": before,
            "to_status": after,
            "note": note.strip(),
        },
    )


def _history(session: Session, expectation_id: int) -> tuple[ExpectationChange, ...]:
    c = t.expectation_change.c
    steps = session.execute(
        select(t.expectation_change).where(c.expectation_id == expectation_id).order_by(c.id)
    )
    return tuple(
        ExpectationChange(
            on_day=row.on_day, at=row.at, from_status=row.from_status, to_status=row.to_status, note=row.note
        )
        for row in steps
    )
