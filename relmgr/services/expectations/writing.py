"""Writing expectations: born, edited, agreed anew, told, answered, closed; every step is dated and stays (E1, E2)."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete

from relmgr.domain.expectations import MAX_LEAD_DAYS, can_become, status_word
from relmgr.domain.ids import ConversationId, ExpectationId
from relmgr.domain.kinds import ExpectationKind, Scope, Status, Step
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.expectations.model import Agreement, ExpectationInput, ScopeItemInput
from relmgr.services.expectations.reading import goals_in, items_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


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
    _check_range(given.due_on, given.due_until)
    plain = ("due_on", "due_until", "lead_days", "worst_case_told", "agreed_on", "answered_on")
    texts = ("statement", "due_words", "best_case", "worst_case", "agreed_how", "agreed_with", "risk_reason")
    return {
        "expectation_kind": given.kind,
        "direction": given.direction,
        "person_id": given.person_id,
        "real_request": given.real_request.strip(),
        **{name: getattr(given, name) for name in plain},
        **{name: getattr(given, name).strip() for name in texts},
    }


def _check_range(first: date | None, last: date | None) -> None:
    if last is not None and (first is None or last < first):
        raise InputError(_("The range ends before it begins. Change one of the dates."), "due_until")


def add(store: Store, given: ExpectationInput, now: datetime, today: date) -> ExpectationId:
    """Keep a new expectation with the first step of its history. Raises InputError, NotFoundError for nobody."""
    labels = {
        ExpectationKind.PROMISE: _("Add promise"),
        ExpectationKind.REQUEST: _("Add request"),
        ExpectationKind.EXPECTATION: _("Add expectation"),
    }
    with store.change(labels[given.kind]) as session:
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
    _write_goals(session, expectation_id, given)
    steps = _Steps(session, expectation_id, now, today)
    steps.note(None, status, due=(None, given.due_until or given.due_on), agreed=_agreed_words(given.items))
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
    """Replace it with the form's content; what it was before stays in the history, dated, with `note` (E2).

    `told_on`: the day they were told that it slips. Raises InputError, NotFoundError.
    """
    values = _columns(given)
    with store.change(_("Edit expectation")) as session:
        row = rows.get(session, t.expectation, expectation_id)
        before = _agreed_words(_inputs(items_of(session, expectation_id)))
        rows.change(session, t.expectation, expectation_id, values)
        _write_items(session, expectation_id, given.items)
        _write_goals(session, expectation_id, given)
        steps = _Steps(session, expectation_id, now, today)
        if told_on is not None and row.told_on is None:
            rows.change(session, t.expectation, expectation_id, {"told_on": told_on})
            steps.note(row.status, row.status, step=Step.TOLD)
        _note_edits(steps, row, values)
        due = (row.due_until or row.due_on, given.due_until or given.due_on)
        agreed = _agreed_words(given.items)
        if given.status is not None and given.status is not row.status:
            _set_status(steps, row, given.status, note, due=due, agreed=agreed)
            typed = {
                name: values[name] for name in ("agreed_on", "risk_reason", "answered_on") if values[name]
            }
            if given.status is Status.AGREED:
                typed.pop("risk_reason", None)
                if values["agreed_on"] == row.agreed_on:
                    typed.pop("agreed_on", None)  # the form still shows the day of the agreement before
            if typed:
                rows.change(session, t.expectation, expectation_id, typed)
        elif row.status in (Status.AGREED, Status.AT_RISK) and (due[0] != due[1] or agreed != before):
            words = agreed if agreed != before else ""
            steps.note(row.status, row.status, note, step=Step.TERMS, due=due, agreed=words)


def _note_edits(steps: "_Steps", row: Row[Any], values: Mapping[str, Any]) -> None:
    """What the form changed in the wording stays readable as it was."""
    if row.statement != values["statement"]:
        steps.note(row.status, row.status, row.statement, step=Step.WORDING)
    if values["real_request"] and row.real_request != values["real_request"]:
        steps.note(row.status, row.status, values["real_request"], step=Step.UNDERSTOOD)
    if values["answered_on"] is not None and row.answered_on is None:
        steps.note(row.status, row.status, step=Step.ANSWERED)


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
    due = row.due_until or row.due_on
    agreed = _agreed_words(_inputs(items_of(session, expectation_id))) if status is Status.AGREED else ""
    steps = _Steps(session, expectation_id, now, today)
    _set_status(steps, row, status, note, due=(due, due), agreed=agreed)


def _set_status(
    steps: "_Steps",
    row: Row[Any],
    status: Status,
    note: str,
    *,
    due: tuple[date | None, date | None],
    agreed: str = "",
) -> None:
    if not can_become(row.status, status):
        raise InputError(_("This is closed. Agree it anew first."), "status")
    values: dict[str, Any] = {"status": status, "closed_on": steps.today if status.is_closed else None}
    if status is Status.AGREED:
        values |= {"agreed_on": steps.today, "risk_reason": "", "told_on": None}
    if status is Status.AT_RISK and note.strip():
        values["risk_reason"] = note.strip()
    is_request = row.expectation_kind is ExpectationKind.REQUEST
    if is_request and row.answered_on is None and status not in (Status.UNSPOKEN, Status.SAID):
        values["answered_on"] = steps.today
    rows.change(steps.session, t.expectation, row.id, values)
    steps.note(row.status, status, note, due=due, agreed=agreed if status is Status.AGREED else "")


def agree(store: Store, expectation_id: ExpectationId, given: Agreement, now: datetime, today: date) -> None:
    """Note what was agreed, at first or anew; what was agreed before stays in the history (E2).

    Raises InputError for a range that ends before it begins, NotFoundError.
    """
    _check_range(given.due_on, given.due_until)
    with store.change(_("Agree")) as session:
        row = rows.get(session, t.expectation, expectation_id)
        values: dict[str, Any] = {"due_on": given.due_on, "due_until": given.due_until}
        due = (row.due_until or row.due_on, given.due_until or given.due_on)
        if due[0] != due[1]:
            values["due_words"] = ""  # said of the date before
        values |= {
            name: text.strip()
            for name, text in (("agreed_how", given.agreed_how), ("agreed_with", given.agreed_with))
            if text.strip()
        }
        rows.change(session, t.expectation, expectation_id, values)
        _write_items(session, expectation_id, given.items)
        steps = _Steps(session, expectation_id, now, today)
        agreed = _agreed_words(given.items)
        if row.status is Status.AGREED:
            again = {"risk_reason": "", "told_on": None}
            rows.change(session, t.expectation, expectation_id, again)
            steps.note(row.status, row.status, given.note, due=due, agreed=agreed)
        else:
            _set_status(steps, row, Status.AGREED, given.note, due=due, agreed=agreed)
        rows.change(session, t.expectation, expectation_id, {"agreed_on": given.agreed_on or today})


def move(  # noqa: PLR0917  (as the board asks)
    store: Store,
    expectation_id: ExpectationId,
    status: Status,
    note: str,
    now: datetime,
    today: date,
    *,
    told: bool = False,
) -> None:
    """Put it where the board was asked to, in one step: perhaps they were told first (E3, E5).

    Raises InputError for a step that makes no sense, NotFoundError.
    """
    with store.change(_("Move to {column}").format(column=status_word(status))) as session:
        row = rows.get(session, t.expectation, expectation_id)
        if told:
            _tell(session, row, now, today)
        set_status_in(session, expectation_id, status, note, now=now, today=today)


def told(store: Store, expectation_id: ExpectationId, now: datetime, today: date, note: str = "") -> None:
    """They have been told that it slips (E3): a step of its own. Raises NotFoundError."""
    with store.change(_("They have been told")) as session:
        _tell(session, rows.get(session, t.expectation, expectation_id), now, today, note)


def _tell(session: Session, row: Row[Any], now: datetime, today: date, note: str = "") -> None:
    rows.change(session, t.expectation, row.id, {"told_on": today})
    _Steps(session, ExpectationId(row.id), now, today).note(row.status, row.status, note, step=Step.TOLD)


def answer(store: Store, expectation_id: ExpectationId, now: datetime, today: date, note: str = "") -> None:
    """A request has been answered, whatever comes of it (E4). Raises NotFoundError."""
    with store.change(_("Answered")) as session:
        answer_in(session, expectation_id, now, today, note)


def answer_in(
    session: Session, expectation_id: ExpectationId, now: datetime, today: date, note: str = ""
) -> None:
    """The same inside a change that stands already."""
    row = rows.get(session, t.expectation, expectation_id)
    rows.change(session, t.expectation, expectation_id, {"answered_on": today})
    _Steps(session, expectation_id, now, today).note(row.status, row.status, note, step=Step.ANSWERED)


def _inputs(held: list[Row[Any]]) -> tuple[ScopeItemInput, ...]:
    return tuple(ScopeItemInput(text=row.text, scope=row.scope) for row in held)


def _agreed_words(items: tuple[ScopeItemInput, ...]) -> str:
    return _(", ").join(
        item.text.strip() for item in items if item.scope is Scope.WILL_DO and item.text.strip()
    )


def _write_goals(session: Session, expectation_id: ExpectationId, given: ExpectationInput) -> None:
    held, wanted = set(goals_in(session, expectation_id)), set(given.goals)
    link = t.expectation_goal.c
    if held - wanted:
        gone = link.goal_id.in_(held - wanted)
        session.execute(delete(t.expectation_goal).where(link.expectation_id == expectation_id, gone))
    for goal_id in given.goals:
        if goal_id not in held:
            goal = rows.get(session, t.goal, goal_id)
            if goal.person_id != given.person_id:
                raise InputError(_("This goal is somebody else’s. Choose one of theirs."), "goals")
            rows.add(session, t.expectation_goal, {"expectation_id": expectation_id, "goal_id": goal_id})


def _write_items(session: Session, expectation_id: ExpectationId, wanted: tuple[ScopeItemInput, ...]) -> None:
    """Make the scope what the form says, touching only what differs, so that undo stays small."""
    held = items_of(session, expectation_id)
    filled = [item for item in wanted if item.text.strip()]
    for position, item in enumerate(filled):
        values: Mapping[str, Any] = {"text": item.text.strip(), "scope": item.scope, "position": position}
        if position >= len(held):
            rows.add(session, t.scope_item, {"expectation_id": expectation_id, **values})
        elif any(getattr(held[position], name) != value for name, value in values.items()):
            rows.change(session, t.scope_item, held[position].id, dict(values))
    gone = [row.id for row in held[len(filled) :]]
    if gone:
        session.execute(delete(t.scope_item).where(t.scope_item.c.id.in_(gone)))


class _Steps:
    """Writes the history of one expectation."""

    def __init__(self, session: Session, expectation_id: ExpectationId, now: datetime, today: date) -> None:
        self.session, self.expectation_id = session, expectation_id
        self.now, self.today = now, today

    def note(
        self,
        before: Status | None,
        after: Status,
        note: str = "",
        *,
        step: Step = Step.STATUS,
        due: tuple[date | None, date | None] = (None, None),
        agreed: str = "",
    ) -> None:
        """Add one step; `due` is the date before and since."""
        values = {
            "expectation_id": self.expectation_id,
            "at": self.now,
            "on_day": self.today,
            "from_status": before,
            "to_status": after,
            "note": note.strip(),
            "step": step,
            "due_before": due[0],
            "due_after": due[1],
            "agreed_words": agreed,
        }
        rows.add(self.session, t.expectation_change, values)
