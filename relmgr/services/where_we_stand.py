"""Where we stand: one line for each person in work, and for each organisation; to read, and to copy as text (R8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from relmgr.domain import expectations as rules
from relmgr.domain.calendar_words import short_day, weekday_day
from relmgr.domain.fold import fold
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Direction, Status
from relmgr.i18n import _
from relmgr.services.expectations import terms_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_SAID = (Status.SAID, Status.AGREED, Status.AT_RISK)
"""What was never said is nobody's debt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing somebody waits for."""

    statement: str
    due: date | None
    due_words: str
    """ "Fri 27 Nov", "4 days late"; empty without a date."""
    is_late: bool
    by: str
    """Who gives it: the person's name where I wait; empty where I give it."""
    to: str
    """Who waits; empty where it is me."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """Where one person and I stand."""

    person_id: PersonId
    name: str
    organisation: str
    last_on: date | None
    last_words: str
    next_words: str
    """The next step, if it is still to come."""
    mine: tuple[Owed, ...]
    theirs: tuple[Owed, ...]

    @property
    def due(self) -> date | None:
        """The nearest date of all that is open."""
        return min((one.due for one in (*self.mine, *self.theirs) if one.due is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine:
    """The same for everybody at one organisation, by name."""

    organisation: str
    mine: tuple[Owed, ...]
    theirs: tuple[Owed, ...]


def people_in_work(store: Store, today: date) -> tuple[PersonLine, ...]:
    """Everybody with something open that was said or agreed, or with a next step to come; the nearest date first."""
    with store.read() as session:
        open_ = _open(session)
        steps = _steps(session, today)
        wanted = {*open_, *steps}
        s = t.summary.c
        found = session.execute(
            select(s.id, s.name, s.first_name, s.organisation, s.last_on).where(
                func.coalesce(s.is_deleted, 0) == 0, s.id.in_(wanted)
            )
        ).all()
    lines = [_line(row, open_.get(row.id, []), steps.get(row.id), today) for row in found]
    return tuple(sorted(lines, key=lambda line: (line.due or date.max, fold(line.name))))


def organisations_in_work(people: tuple[PersonLine, ...]) -> tuple[OrganisationLine, ...]:
    """The same lines by organisation, in the order of the alphabet; independent people are left out."""
    at: dict[str, list[PersonLine]] = defaultdict(list)
    for line in people:
        if line.organisation and (line.mine or line.theirs):
            at[line.organisation].append(line)
    return tuple(
        OrganisationLine(
            organisation=name,
            mine=tuple(one for line in at[name] for one in line.mine),
            theirs=tuple(one for line in at[name] for one in line.theirs),
        )
        for name in sorted(at, key=fold)
    )


def as_text(people: tuple[PersonLine, ...], today: date) -> str:
    """All lines as plain text to paste: by person, then by organisation."""
    parts = [_("Where we stand, {day}").format(day=weekday_day(today, today)), ""]
    for line in people:
        where = _(" ({organisation})").format(organisation=line.organisation) if line.organisation else ""
        parts.append(f"{line.name}{where}")
        parts += [f"  {words}" for words in details(line)]
    organisations = organisations_in_work(people)
    if organisations:
        parts += ["", _("By organisation"), ""]
    for firm in organisations:
        parts.append(firm.organisation)
        parts += [f"  {words}" for words in sides(firm.mine, firm.theirs, named=True)]
    return "\n".join(parts) + "\n"


def details(line: PersonLine) -> list[str]:
    """What the line says: what each side owes, the next step, and when we last spoke."""
    said = sides(line.mine, line.theirs)
    if line.next_words:
        said.append(line.next_words)
    said.append(line.last_words)
    return said


def sides(mine: tuple[Owed, ...], theirs: tuple[Owed, ...], *, named: bool = False) -> list[str]:
    """ "I owe: the plan (Fri 27 Nov)", "I wait for: Megan, the list of carriers (4 days late)" where `named`."""
    said = []
    if mine:
        said.append(_("I owe: {what}").format(what=_listed(mine, named)))
    if theirs:
        said.append(_("I wait for: {what}").format(what=_listed(theirs, named)))
    return said


def _listed(owed: tuple[Owed, ...], named: bool) -> str:
    return _("; ").join(_one(one, one.by or one.to if named else "") for one in owed)


def _one(one: Owed, who: str) -> str:
    what = _("{who}, {what}").format(who=who, what=one.statement) if who else one.statement
    return _("{what} ({when})").format(what=what, when=one.due_words) if one.due_words else what


def _open(session: Session) -> dict[int, list[Any]]:
    e = t.expectation.c
    query = (
        select(t.expectation)
        .where(e.closed_on.is_(None), e.status.in_(_SAID))
        .order_by(func.coalesce(e.due_until, e.due_on, "9999"), e.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.person_id].append(row)
    return found


def _steps(session: Session, today: date) -> dict[int, Any]:
    """The nearest next step or reminder of what happens once, by person."""
    r = t.reminder.c
    query = (
        select(r.person_id, r.title, r.start_on)
        .where(r.ended_on.is_(None), r.start_on >= today, r.rrule == "", r.person_id.is_not(None))
        .order_by(r.start_on.desc(), r.id.desc())
    )
    return {row.person_id: row for row in session.execute(query)}


def _line(row: Any, open_: list[Any], step: Any, today: date) -> PersonLine:
    last = (
        _("Last spoke {day}").format(day=short_day(row.last_on, today))
        if row.last_on
        else _("Not spoken yet")
    )
    following = (
        _("Next: {what}, {day}").format(what=step.title, day=weekday_day(step.start_on, today))
        if step
        else ""
    )
    owed = [(_owed(one, row.first_name, today), one.direction) for one in open_]
    return PersonLine(
        person_id=PersonId(row.id),
        name=row.name,
        organisation=row.organisation,
        last_on=row.last_on,
        last_words=last,
        next_words=following,
        mine=tuple(one for one, direction in owed if direction is Direction.OF_ME),
        theirs=tuple(one for one, direction in owed if direction is Direction.OF_THEM),
    )


def _owed(row: Any, name: str, today: date) -> Owed:
    terms = terms_of(row)
    late = rules.late_words(rules.late_days(terms, today))
    deadline = terms.deadline
    is_mine = row.direction is Direction.OF_ME
    return Owed(
        statement=row.statement,
        due=deadline,
        due_words=late or (weekday_day(deadline, today) if deadline else row.due_words),
        is_late=bool(late),
        by="" if is_mine else name,
        to=name if is_mine else "",
    )
