"""The first 30 days with somebody new: the list to begin with, one's own list, and what is known already (G7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select

from relmgr.domain import first_days as rules
from relmgr.domain import numbers
from relmgr.domain.calendar_words import short_day
from relmgr.domain.first_days import TemplateStep
from relmgr.domain.ids import FirstDaysId, FirstDaysStepId, PersonId
from relmgr.domain.kinds import Direction, FirstStepKind, Status
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.contacts import channel_words
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """What the form of one step holds; `due_on` None: whenever it suits."""

    text: str
    kind: FirstStepKind = FirstStepKind.OTHER
    due_on: date | None = None
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDetails:
    """One step as it stands. `known`: what says that it is done already, "" for nothing: then it asks for nothing."""

    id: FirstDaysStepId
    input: StepInput
    known: str = ""

    @property
    def is_settled(self) -> bool:
        """Done, or evidently so."""
        return self.input.done_on is not None or bool(self.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDaysDetails:
    """The beginning with one person. `met` names what was delivered and met since, for the offer to mark it."""

    id: FirstDaysId
    person_id: PersonId
    started_on: date
    delivered_on: date | None
    ended_on: date | None
    steps: tuple[StepDetails, ...]
    met: str = ""
    met_on: date | None = None


# The list to begin with


def template(store: Store) -> tuple[TemplateStep, ...]:
    """The list as the user keeps it, else the usual one."""
    with store.read() as session:
        return _template(session)


def _template(session: Session) -> tuple[TemplateStep, ...]:
    f = t.first_step.c
    found = session.execute(select(t.first_step).order_by(f.position, f.id)).all()
    return tuple(TemplateStep(row.text, row.first_step_kind, row.after_days) for row in found) or (
        rules.usual_steps()
    )


def set_template(store: Store, steps: Iterable[TemplateStep]) -> None:
    """Keep another list for whoever is new from now on. Raises InputError for one without steps or words."""
    wanted = tuple(steps)
    if not wanted:
        raise InputError(_("Keep at least one step."), "steps")
    for step in wanted:
        if not step.text.strip():
            raise InputError(_("Say what each step is."), "steps")
        if not 0 <= step.after_days <= rules.MOST_DAYS:
            raise InputError(_("A step comes within a year: write 0 to 366 days."), "steps")
    with store.change(_("First 30 days: the list")) as session:
        session.execute(delete(t.first_step))
        if wanted == rules.usual_steps():
            return
        for position, step in enumerate(wanted):
            values = {"first_step_kind": step.kind, "after_days": step.after_days, "position": position}
            rows.add(session, t.first_step, {"text": step.text.strip(), **values})


# One beginning


def start(store: Store, person_id: PersonId, today: date) -> FirstDaysId:
    """Begin with the list as it is kept. Raises InputError where it has begun already, NotFoundError for nobody."""
    with store.change(_("First 30 days")) as session:
        rows.get(session, t.person, person_id)
        known = _latest(session, person_id)
        if known is not None and rules.is_under_way(
            known.started_on, known.delivered_on, known.ended_on, today
        ):
            raise InputError(_("The first 30 days have begun already."), "person_id")
        values = {"person_id": person_id, "started_on": today}
        number = FirstDaysId(rows.add(session, t.first_days, values))
        chosen = [step for step in _template(session) if step.kind is not FirstStepKind.AFTER_DELIVERY]
        _write_steps(session, number, chosen, today, 0)
        return number


def _write_steps(
    session: Session, number: FirstDaysId, steps: Sequence[TemplateStep], begins: date, position: int
) -> None:
    for place, step in enumerate(steps, position):
        values = {
            "first_days_id": number,
            "text": step.text,
            "first_step_kind": step.kind,
            "due_on": begins + timedelta(days=step.after_days),
            "position": place,
        }
        rows.add(session, t.first_days_step, values)


def deliver(store: Store, number: FirstDaysId, on_day: date) -> None:
    """The first delivery was on `on_day`: its check-ins join the list (G7). Raises NotFoundError.

    Said again with another day, the check-ins not made yet move along.
    """
    with store.change(_("First delivery")) as session:
        rows.get(session, t.first_days, number)
        s = t.first_days_step.c
        after = FirstStepKind.AFTER_DELIVERY
        session.execute(
            delete(t.first_days_step).where(
                s.first_days_id == number, s.first_step_kind == after, s.done_on.is_(None)
            )
        )
        made = session.execute(
            select(s.text).where(s.first_days_id == number, s.first_step_kind == after)
        ).scalars()
        done = set(made)
        wanted = [step for step in _template(session) if step.kind is after and step.text not in done]
        last = session.execute(select(func.max(s.position)).where(s.first_days_id == number)).scalar()
        _write_steps(session, number, wanted, on_day, (last or 0) + 1)
        rows.change(session, t.first_days, number, {"delivered_on": on_day, "ended_on": None})


def end(store: Store, number: FirstDaysId, today: date) -> None:
    """Let it be: its steps ask no more. Raises NotFoundError."""
    with store.change(_("End the first 30 days")) as session:
        rows.change(session, t.first_days, number, {"ended_on": today})


def resume(store: Store, number: FirstDaysId) -> None:
    """Go on after all. Raises NotFoundError."""
    with store.change(_("Go on with the first 30 days")) as session:
        rows.change(session, t.first_days, number, {"ended_on": None})


def remove(store: Store, number: FirstDaysId) -> None:
    """Take the list out altogether. Raises NotFoundError."""
    with store.change(_("Remove the first 30 days")) as session:
        rows.remove(session, t.first_days, number)


def add_step(store: Store, number: FirstDaysId, given: StepInput) -> FirstDaysStepId:
    """Add a step of one's own. Raises InputError without words, NotFoundError."""
    values = _step_columns(given)
    s = t.first_days_step.c
    with store.change(_("Add step")) as session:
        rows.get(session, t.first_days, number)
        last = session.execute(select(func.max(s.position)).where(s.first_days_id == number)).scalar() or 0
        made = {"first_days_id": number, "position": last + 1, **values}
        return FirstDaysStepId(rows.add(session, t.first_days_step, made))


def edit_step(store: Store, step_id: FirstDaysStepId, given: StepInput) -> None:
    """Replace a step. Raises InputError, NotFoundError."""
    values = _step_columns(given)
    with store.change(_("Edit step")) as session:
        rows.change(session, t.first_days_step, step_id, values)


def remove_step(store: Store, step_id: FirstDaysStepId) -> None:
    """Take a step out. Raises NotFoundError."""
    with store.change(_("Remove step")) as session:
        rows.remove(session, t.first_days_step, step_id)


def step_done(store: Store, step_id: FirstDaysStepId, on_day: date | None) -> None:
    """Tick it, or, with None, take the tick away. Raises NotFoundError."""
    with store.change(_("Step taken") if on_day is not None else _("Step not taken yet")) as session:
        step_done_in(session, step_id, on_day)


def step_done_in(session: Session, step_id: FirstDaysStepId, on_day: date | None) -> None:
    """The same inside a change that stands already."""
    rows.change(session, t.first_days_step, step_id, {"done_on": on_day})


def _step_columns(given: StepInput) -> dict[str, Any]:
    if not given.text.strip():
        raise InputError(_("Say what the step is."), "text")
    return {
        "text": given.text.strip(),
        "first_step_kind": given.kind,
        "due_on": given.due_on,
        "done_on": given.done_on,
        "note": given.note.strip(),
    }


# Reading

_F, _S, _E, _A = t.first_days.c, t.first_days_step.c, t.expectation.c, t.affiliation.c
_PERSON: Any = bindparam("person")
# Built once: the card asks for each person shown.
_OF = (
    select(t.first_days).where(_F.person_id == _PERSON).order_by(_F.started_on.desc(), _F.id.desc()).limit(1)
)
_STEPS = select(t.first_days_step).where(_S.first_days_id == bindparam("number")).order_by(_S.position, _S.id)
_AGREED = (
    select(_E.statement, _E.agreed_on)
    .where(_E.person_id == _PERSON, _E.agreed_on.is_not(None))
    .order_by(_E.agreed_on, _E.id)
    .limit(1)
)
_MET = (
    select(_E.statement, _E.closed_on)
    .where(
        *(_E.person_id == _PERSON, _E.direction == Direction.OF_ME, _E.agreed_on.is_not(None)),
        _E.status.in_((Status.MET, Status.EXCEEDED)),
    )
    .order_by(_E.closed_on, _E.id)
)
_theirs = t.affiliation.alias()
_COLLEAGUES = (
    select(t.summary.c.first_name)
    .join(_theirs, _theirs.c.person_id == t.summary.c.id)
    .join(t.affiliation, _A.organisation_id == _theirs.c.organisation_id)
    .where(
        *(_A.person_id == _PERSON, _theirs.c.person_id != _PERSON),
        *(_A.until_year.is_(None), _theirs.c.until_year.is_(None)),
        *(func.coalesce(t.summary.c.is_deleted, 0) == 0, func.coalesce(t.summary.c.is_light, 0) == 0),
    )
    .distinct()
    .order_by(t.summary.c.first_name)
    .limit(3)
)


def _latest(session: Session, person_id: PersonId) -> Row[Any] | None:
    return session.execute(_OF, {"person": person_id}).first()


def get(store: Store, person_id: PersonId, today: date) -> FirstDaysDetails | None:
    """The latest beginning with somebody, None where there never was one."""
    with store.read() as session:
        return of_in(session, person_id, today)


def get_step(store: Store, step_id: FirstDaysStepId) -> StepDetails:
    """One step, without what is known of it. Raises NotFoundError."""
    with store.read() as session:
        return _step(rows.get(session, t.first_days_step, step_id), {})


def of_in(session: Session, person_id: PersonId, today: date) -> FirstDaysDetails | None:
    """The same inside a read that stands already."""
    row = _latest(session, person_id)
    if row is None:
        return None
    found = session.execute(_STEPS, {"number": row.id}).all()
    open_kinds = {step.first_step_kind for step in found if step.done_on is None}
    known = known_already(session, person_id, open_kinds, today)
    met = None
    if row.delivered_on is None and rules.is_under_way(row.started_on, None, row.ended_on, today):
        met = next(
            (one for one in session.execute(_MET, {"person": person_id}) if one.closed_on >= row.started_on),
            None,
        )
    return FirstDaysDetails(
        id=FirstDaysId(row.id),
        person_id=PersonId(row.person_id),
        started_on=row.started_on,
        delivered_on=row.delivered_on,
        ended_on=row.ended_on,
        steps=tuple(_step(step, known) for step in found),
        met="" if met is None else met.statement,
        met_on=None if met is None else met.closed_on,
    )


def known_already(
    session: Session, person_id: int, kinds: Iterable[FirstStepKind], today: date
) -> dict[FirstStepKind, str]:
    """What says that steps of these kinds are done: the first agreement, their way of contact, the people there."""
    asked = {"person": person_id}
    found: dict[FirstStepKind, str] = {}
    for kind in set(kinds):
        if kind is FirstStepKind.EXPECTATIONS:
            row = session.execute(_AGREED, asked).first()
            if row is not None:
                words = _("“{what}” was agreed on {day}.")
                found[kind] = words.format(what=row.statement, day=short_day(row.agreed_on, today))
        elif kind is FirstStepKind.CHANNEL:
            person = rows.get(session, t.person, person_id)
            if person.preferred_channel is not None:
                words = ", ".join(
                    part for part in (channel_words(person.preferred_channel), person.best_hours) if part
                )
                found[kind] = _("You know: {what}.").format(what=words)
        elif kind is FirstStepKind.PEOPLE:
            names = tuple(session.execute(_COLLEAGUES, asked).scalars())
            if len(names) + 1 >= rules.KNOWN_PEOPLE:
                found[kind] = _("You know {names} there.").format(names=numbers.listed(names))
    return found


_ONE, _OTHER = t.affiliation.alias(), t.affiliation.alias()
# The same for many at once, without words: one statement a kind, for what is due is asked for at every look.
_SETTLED = {
    FirstStepKind.EXPECTATIONS: select(_E.person_id).where(among(_E.person_id), _E.agreed_on.is_not(None)),
    FirstStepKind.CHANNEL: select(t.person.c.id).where(
        among(t.person.c.id), t.person.c.preferred_channel.is_not(None)
    ),
    FirstStepKind.PEOPLE: select(_ONE.c.person_id)
    .join(_OTHER, _OTHER.c.organisation_id == _ONE.c.organisation_id)
    .join(t.summary, t.summary.c.id == _OTHER.c.person_id)
    .where(
        *(among(_ONE.c.person_id), _OTHER.c.person_id != _ONE.c.person_id),
        *(_ONE.c.until_year.is_(None), _OTHER.c.until_year.is_(None)),
        *(func.coalesce(t.summary.c.is_deleted, 0) == 0, func.coalesce(t.summary.c.is_light, 0) == 0),
    )
    .distinct(),
}


def settled_kinds(session: Session, people: Iterable[int]) -> frozenset[tuple[int, FirstStepKind]]:
    """For which of `people` steps of which kinds are evidently done, as `known_already` tells in words."""
    asked = listed(people)
    if asked == "[]":
        return frozenset()
    return frozenset(
        (person_id, kind)
        for kind, query in _SETTLED.items()
        for person_id in session.execute(query, {"ids": asked}).scalars()
    )


def _step(row: Row[Any], known: dict[FirstStepKind, str]) -> StepDetails:
    given = StepInput(
        text=row.text, kind=row.first_step_kind, due_on=row.due_on, done_on=row.done_on, note=row.note
    )
    evidence = known.get(row.first_step_kind, "") if row.done_on is None else ""
    return StepDetails(id=FirstDaysStepId(row.id), input=given, known=evidence)
