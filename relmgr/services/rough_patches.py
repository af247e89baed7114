"""Rough patches: what happened in their words first, what was done, and the two closings (G5)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select

from relmgr.domain import rough_patches as rules
from relmgr.domain.ids import ConversationId, PatchStepId, PersonId, RoughPatchId
from relmgr.domain.kinds import Feeling
from relmgr.domain.rough_patches import PatchState
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughPatchInput:
    """What the form holds. heard_at: since when they wait for an answer, None where they do not; both instants in UTC.

    answer_by: when to have answered. next_on: the day of the next step.
    """

    opened_on: date
    their_words: str = ""
    my_words: str = ""
    next_step: str = ""
    next_on: date | None = None
    heard_at: datetime | None = None
    answer_by: datetime | None = None
    cause: str = ""
    conversation_id: ConversationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchStep:
    """Something that was done about it, and when."""

    id: PatchStepId
    on_day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughPatchDetails:
    """One rough patch as it stands; `steps` are those taken, oldest first."""

    id: RoughPatchId
    person_id: PersonId
    input: RoughPatchInput
    answered_at: datetime | None
    solved_on: date | None
    solution: str
    felt_on: date | None
    felt: Feeling | None
    felt_words: str
    aftercare_on: date | None
    aftercare_done_on: date | None
    aftercare_note: str
    steps: tuple[PatchStep, ...] = ()

    @property
    def state(self) -> PatchState:
        """How far it has come."""
        return rules.state(self.solved_on, self.felt)

    @property
    def waits(self) -> bool:
        """Whether they still wait for an answer."""
        return self.input.heard_at is not None and self.answered_at is None and self.solved_on is None


_TEXTS = ("their_words", "my_words", "next_step", "cause")
_SAME = ("opened_on", "next_on", "heard_at", "answer_by", "conversation_id")


def _columns(given: RoughPatchInput) -> dict[str, Any]:
    if not (given.their_words.strip() or given.my_words.strip()):
        raise InputError(_("Write what happened: a few words are enough."), "their_words")
    if given.next_on is not None and not given.next_step.strip():
        raise InputError(_("Say what the next step is."), "next_step")
    if given.answer_by is not None and given.heard_at is None:
        raise InputError(_("Say since when they wait for an answer."), "heard_at")
    if given.answer_by is not None and given.heard_at is not None and given.answer_by < given.heard_at:
        raise InputError(_("The answer comes after the question: choose a later time."), "answer_by")
    values = {name: getattr(given, name) for name in _SAME}
    return values | {name: getattr(given, name).strip() for name in _TEXTS}


def add(store: Store, person_id: PersonId, given: RoughPatchInput) -> RoughPatchId:
    """Keep it. Raises InputError for a form that cannot be kept, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add rough patch")) as session:
        rows.get(session, t.person, person_id)
        return RoughPatchId(rows.add(session, t.rough_patch, {"person_id": person_id, **values}))


def edit(store: Store, patch_id: RoughPatchId, given: RoughPatchInput) -> None:
    """Replace what the form holds; what was answered, done and closed stays. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit rough patch")) as session:
        row = rows.get(session, t.rough_patch, patch_id)
        if given.heard_at != row.heard_at:
            values["answered_at"] = None  # they wait anew, or no longer at all
        rows.change(session, t.rough_patch, patch_id, values)


def remove(store: Store, patch_id: RoughPatchId) -> None:
    """Take it out with its steps; mistakes stay by themselves; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove rough patch")) as session:
        rows.remove(session, t.rough_patch, patch_id)


def answered(store: Store, patch_id: RoughPatchId, now: datetime) -> None:
    """They have their answer: the clock stops. Raises NotFoundError."""
    with store.change(_("Answered")) as session:
        answered_in(session, patch_id, now)


def answered_in(session: Session, patch_id: RoughPatchId, now: datetime) -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.rough_patch, patch_id, {"answered_at": now})


def step_done(store: Store, patch_id: RoughPatchId, today: date) -> None:
    """The next step was taken today: it is kept with its day, and there is room for another. Raises NotFoundError."""
    with store.change(_("Step taken")) as session:
        step_done_in(session, patch_id, today)


def step_done_in(session: Session, patch_id: RoughPatchId, today: date) -> None:
    """The same inside a change that stands already."""
    row = rows.get(session, t.rough_patch, patch_id)
    if row.next_step:
        step = {"rough_patch_id": patch_id, "on_day": today, "text": row.next_step}
        rows.add(session, t.rough_patch_step, step)
    rows.change(session, t.rough_patch, patch_id, {"next_step": "", "next_on": None})


def add_step(store: Store, patch_id: RoughPatchId, on_day: date, text: str) -> PatchStepId:
    """Note what was done. Raises InputError without words, NotFoundError."""
    values = {"rough_patch_id": patch_id, "on_day": on_day, "text": _said(text)}
    with store.change(_("Add step")) as session:
        rows.get(session, t.rough_patch, patch_id)
        return PatchStepId(rows.add(session, t.rough_patch_step, values))


def edit_step(store: Store, step_id: PatchStepId, on_day: date, text: str) -> None:
    """Change what was done. Raises InputError, NotFoundError."""
    values = {"on_day": on_day, "text": _said(text)}
    with store.change(_("Edit step")) as session:
        rows.change(session, t.rough_patch_step, step_id, values)


def remove_step(store: Store, step_id: PatchStepId) -> None:
    """Take it out. Raises NotFoundError."""
    with store.change(_("Remove step")) as session:
        rows.remove(session, t.rough_patch_step, step_id)


def _said(text: str) -> str:
    if not text.strip():
        raise InputError(_("Say what was done."), "text")
    return text.strip()


def set_next(store: Store, patch_id: RoughPatchId, text: str, on_day: date | None) -> None:
    """What to do next, and on which day; "" for nothing. Raises InputError for a day without a step, NotFoundError."""
    if on_day is not None and not text.strip():
        raise InputError(_("Say what the next step is."), "next_step")
    with store.change(_("Next step")) as session:
        rows.change(session, t.rough_patch, patch_id, {"next_step": text.strip(), "next_on": on_day})


def solve(store: Store, patch_id: RoughPatchId, on_day: date, solution: str) -> None:
    """The first closing: it is solved. They are asked how it is now 30 days later (G5). Raises NotFoundError."""
    with store.change(_("Solved")) as session:
        row = rows.get(session, t.rough_patch, patch_id)
        values = {
            "solved_on": on_day,
            "solution": solution.strip(),
            "aftercare_on": rules.aftercare_day(on_day),
            "answered_at": row.answered_at,
        }
        if row.next_step:
            values |= {"next_step": "", "next_on": None}
        rows.change(session, t.rough_patch, patch_id, values)


def feel(store: Store, patch_id: RoughPatchId, on_day: date, felt: Feeling | None, words: str) -> None:
    """The second closing: how they feel about how it was handled. Raises InputError where it is open, NotFoundError.

    None with no words: not known any more.
    """
    with store.change(_("How it was handled")) as session:
        if rows.get(session, t.rough_patch, patch_id).solved_on is None:
            raise InputError(_("First it wants to be solved."), "felt")
        is_known = felt is not None or bool(words.strip())
        values = {"felt": felt, "felt_words": words.strip(), "felt_on": on_day if is_known else None}
        rows.change(session, t.rough_patch, patch_id, values)


def reopen(store: Store, patch_id: RoughPatchId) -> None:
    """It is not solved after all: what was done and said stays, both closings are open again. Raises NotFoundError."""
    days = ("solved_on", "felt_on", "felt", "aftercare_on", "aftercare_done_on")
    texts = ("solution", "felt_words", "aftercare_note")
    with store.change(_("Reopen rough patch")) as session:
        row = rows.get(session, t.rough_patch, patch_id)
        told = " ".join(part for part in (row.solution, row.felt_words, row.aftercare_note) if part)
        if told:  # nothing that was written is lost: it joins the steps, on the day it was thought solved
            step = {"rough_patch_id": patch_id, "on_day": row.solved_on or row.opened_on, "text": told}
            rows.add(session, t.rough_patch_step, step)
        rows.change(session, t.rough_patch, patch_id, dict.fromkeys(days) | dict.fromkeys(texts, ""))


def asked_after(store: Store, patch_id: RoughPatchId, today: date, note: str = "") -> None:
    """It was asked how it is now, and what came of it. Raises NotFoundError."""
    with store.change(_("Asked how it is now")) as session:
        asked_after_in(session, patch_id, today, note)


def asked_after_in(session: Session, patch_id: RoughPatchId, today: date, note: str = "") -> None:
    """The same inside a change that stands already."""
    values: dict[str, Any] = {"aftercare_done_on": today}
    if note.strip():
        values["aftercare_note"] = note.strip()
    rows.change(session, t.rough_patch, patch_id, values)


_R, _S = t.rough_patch.c, t.rough_patch_step.c
# Built once: the card asks for each person shown.
OF = (
    select(t.rough_patch)
    .where(_R.person_id == bindparam("person"))
    .order_by(_R.opened_on.desc(), _R.id.desc())
)
_STEPS = (
    select(t.rough_patch_step)
    .where(_S.rough_patch_id == bindparam("patch"))
    .order_by(_S.on_day, t.rough_patch_step.c.id)
)


def get(store: Store, patch_id: RoughPatchId) -> RoughPatchDetails:
    """The rough patch with its steps. Raises NotFoundError."""
    with store.read() as session:
        found = details(rows.get(session, t.rough_patch, patch_id))
        steps = session.execute(_STEPS, {"patch": patch_id}).all()
    taken = tuple(PatchStep(id=PatchStepId(row.id), on_day=row.on_day, text=row.text) for row in steps)
    return replace(found, steps=taken)


def of(store: Store, person_id: PersonId) -> tuple[RoughPatchDetails, ...]:
    """All of a person, the newest first, without their steps."""
    with store.read() as session:
        return tuple(details(row) for row in session.execute(OF, {"person": person_id}))


def details(row: Row[Any]) -> RoughPatchDetails:
    """A row as a value, without its steps."""
    given = RoughPatchInput(
        **{name: getattr(row, name) for name in (*_SAME, *_TEXTS)},
    )
    same = ("answered_at", "solved_on", "solution", "felt_on", "felt", "felt_words")
    after = ("aftercare_on", "aftercare_done_on", "aftercare_note")
    return RoughPatchDetails(
        id=RoughPatchId(row.id),
        person_id=PersonId(row.person_id),
        input=given,
        **{name: getattr(row, name) for name in (*same, *after)},
    )
