"""Looking back at a week and at one person: what is offered, what to look at, and what one noted (R7)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select

from relmgr.domain import reviews as rules
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle, ReviewKind
from relmgr.domain.numbers import listed
from relmgr.domain.quarters import is_quarter_due, is_year_due
from relmgr.i18n import _, ngettext
from relmgr.services import rows, where_we_stand
from relmgr.services.people.faces import PersonFace, faces
from relmgr.services.reminders import upcoming
from relmgr.services.reminders.candidates import the_dead
from relmgr.services.reminders.model import Source
from relmgr.services.reminders.wording import in_sentence
from relmgr.services.today import today as today_view
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_WEEK = 7
_NAMED = 8


_SPOKEN = select(t.conversation.c.id).limit(1)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be looked back at now: the week, and at most one person."""

    week: bool
    person: PersonFace | None
    quarter: bool = False
    """Whom to deepen in this quarter (D4)."""
    year: bool = False
    """The year, with its decisions (D7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """What five minutes look at, as sentences; an empty part is left out."""

    spoken: str
    """ "You spoke with Megan, Ben and Priya.", or that it was nobody."""
    late: tuple[str, ...]
    """What is open and due by next week, on either side."""
    quiet: tuple[str, ...]
    ahead: tuple[str, ...]
    last_note: str
    """What one meant to do differently, the last time."""


def offer(store: Store, today: date) -> Offer:
    """What to offer on Today; nothing on the days between Monday and Friday."""
    if rules.friday_of(today) is None:
        return Offer(False, None)
    with store.read() as session:
        last = _last(session, ReviewKind.WEEK)
        person = _person_due(session, today)
        face = faces(session, [person]).get(person) if person is not None else None
        has_people = session.execute(_SPOKEN).first() is not None
        quarter = has_people and is_quarter_due(today, _last(session, ReviewKind.QUARTER))
        year = has_people and is_year_due(today, _last(session, ReviewKind.YEAR))
    return Offer(rules.is_week_due(today, last), face, quarter, year)


def _last(session: Session, kind: ReviewKind) -> date | None:
    r = t.review.c
    return session.execute(select(func.max(r.on_day)).where(r.review_kind == kind)).scalar()


def _person_due(session: Session, today: date) -> PersonId | None:
    """Of those I invest in, who was not thought of for the longest; never looked at comes first."""
    p, r, s = t.person.c, t.review.c, t.summary.c
    last = (
        select(func.max(r.on_day))
        .where(r.person_id == p.id, r.review_kind == ReviewKind.PERSON)
        .scalar_subquery()
    )
    query = (
        select(p.id, last.label("last"))
        .join(t.summary, s.id == p.id)
        .where(p.circle == Circle.INVEST, s.is_deleted.is_(False), s.is_light.is_(False))
        .order_by(last.is_not(None), last, s.sort_key)
    )
    due = [row.id for row in session.execute(query) if rules.is_person_due(today, _day(row.last))]
    dead = the_dead(session, set(due)) if due else set()
    return next((PersonId(id_) for id_ in due if id_ not in dead), None)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def week(store: Store, now: datetime, zone: tzinfo, today: date) -> WeekView:
    """The week until `today`, and the one that begins."""
    with store.read() as session:
        spoken = _spoken(session, today)
        note = _note(session, ReviewKind.WEEK, None)
    soon = today + timedelta(days=_WEEK)
    people = where_we_stand.people_in_work(store, today)
    view = today_view(store, now, zone)
    return WeekView(
        spoken=spoken,
        late=tuple(
            _("{name}: {what}").format(name=in_sentence(line.name), what=_("; ").join(said))
            for line in people
            if line.due is not None and line.due <= soon
            for said in [where_we_stand.sides(line.mine, line.theirs)]
        ),
        quiet=tuple(_titled(item.title, item.why) for item in view.quiet),
        ahead=tuple(
            _titled(item.title, item.why)
            for item in upcoming(store, today, _WEEK)
            if item.source is Source.MILESTONE
        ),
        last_note=note,
    )


def _titled(title: str, why: str) -> str:
    return _("{title}: {why}").format(title=in_sentence(title), why=why) if why else title


def _spoken(session: Session, today: date) -> str:
    p, s = t.conversation_person.c, t.summary.c
    query = (
        select(s.first_name)
        .join(t.conversation_person, p.person_id == s.id)
        .join(t.conversation, t.conversation.c.id == p.conversation_id)
        .where(t.conversation.c.on_day > today - timedelta(days=_WEEK), t.conversation.c.on_day <= today)
        # Written so, it does not draw the planner to the index of all who are not in the trash.
        .where(func.coalesce(s.is_deleted, 0) == 0)
        .group_by(s.id)
        .order_by(func.max(p.on_day).desc(), s.sort_key)
    )
    names = session.execute(query).scalars().all()
    if not names:
        return _("You noted no conversation this week. That happens.")
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        others = ngettext("{count} other", "{count} others", more).format(count=more)
        names = [*names[:_NAMED], others]
    return _("You spoke with {names}.").format(names=listed(tuple(names)))


def _note(session: Session, kind: ReviewKind, person_id: PersonId | None) -> str:
    r = t.review.c
    whose = r.person_id.is_(None) if person_id is None else r.person_id == person_id
    query = (
        select(r.text)
        .where(r.review_kind == kind, whose, r.text != "")
        .order_by(r.on_day.desc(), r.id.desc())
        .limit(1)
    )
    return str(session.execute(query).scalar() or "")


def last_note(store: Store, person_id: PersonId) -> str:
    """What was noted at the last look at this person."""
    with store.read() as session:
        return _note(session, ReviewKind.PERSON, person_id)


def save_year(store: Store, today: date, text: str) -> None:
    """The year was looked back at; `text` may be empty."""
    with store.change(_("Look back")) as session:
        _add_kind(session, ReviewKind.YEAR, today, text, was_skipped=False)


def skip_year(store: Store, today: date) -> None:
    """Not this year; nothing is lost by it."""
    with store.change(_("Skip a look back")) as session:
        _add_kind(session, ReviewKind.YEAR, today, "", was_skipped=True)


def _add_kind(session: Session, kind: ReviewKind, today: date, text: str, *, was_skipped: bool) -> None:
    values = {"review_kind": kind, "on_day": today, "text": text.strip(), "was_skipped": was_skipped}
    rows.add(session, t.review, values)


def last_year_note(store: Store) -> str:
    """What was noted at the last look at a year."""
    with store.read() as session:
        return _note(session, ReviewKind.YEAR, None)


def save(store: Store, today: date, text: str, person_id: PersonId | None = None) -> None:
    """The week, or the person, was looked back at; `text` may be empty. Raises NotFoundError for nobody."""
    with store.change(_("Look back")) as session:
        _add(session, today, text, person_id, was_skipped=False)


def skip(store: Store, today: date, person_id: PersonId | None = None) -> None:
    """Not this time; it is offered again when the next is. Raises NotFoundError for nobody."""
    with store.change(_("Skip a look back")) as session:
        _add(session, today, "", person_id, was_skipped=True)


def _add(session: Session, today: date, text: str, person_id: PersonId | None, *, was_skipped: bool) -> None:
    if person_id is not None:
        rows.get(session, t.person, person_id)
    kind = ReviewKind.WEEK if person_id is None else ReviewKind.PERSON
    values = {
        "person_id": person_id,
        "review_kind": kind,
        "on_day": today,
        "text": text.strip(),
        "was_skipped": was_skipped,
    }
    rows.add(session, t.review, values)
