"""The long line of a person: jobs, projects, moves, dates, moments and stages on one line of years (P11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain import phrases
from relmgr.domain.chapters import chapter_word, stretch, stretch_words
from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ChapterKind, MilestoneKind
from relmgr.domain.milestones import kind_words
from relmgr.domain.moments import MomentKind, moment_words
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.stages import stage_word
from relmgr.errors import NotFoundError
from relmgr.i18n import _
from relmgr.services.people.record import partial_of
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

_PERSON: BindParameter[Any] = bindparam("person")
_NAMED = select(t.summary.c.first_name).where(t.summary.c.id == _PERSON)
_JOBS = (
    select(t.affiliation, t.organisation.c.name)
    .join(t.organisation, t.organisation.c.id == t.affiliation.c.organisation_id)
    .where(t.affiliation.c.person_id == _PERSON)
    .order_by(t.affiliation.c.position, t.affiliation.c.id)
)
_CHAPTERS = select(t.chapter).where(t.chapter.c.person_id == _PERSON).order_by(t.chapter.c.id)
_MILESTONES = select(t.milestone).where(t.milestone.c.person_id == _PERSON).order_by(t.milestone.c.id)
_STAGES = select(t.stage).where(t.stage.c.person_id == _PERSON).order_by(t.stage.c.id)
_MOMENTS = (
    select(t.moment)
    .where(t.moment.c.person_id == _PERSON, t.moment.c.note != "")
    .order_by(t.moment.c.on_day, t.moment.c.id)
)


class Lane(StrEnum):
    """What lies beside each other on the line, from top to bottom."""

    JOBS = "jobs"
    PROJECTS = "projects"
    MOVES = "moves"
    OTHER = "other"
    STAGES = "stages"
    DATES = "dates"
    MOMENTS = "moments"


_LANE_OF = {
    ChapterKind.JOB: Lane.JOBS,
    ChapterKind.PROJECT: Lane.PROJECTS,
    ChapterKind.MOVE: Lane.MOVES,
    ChapterKind.OTHER: Lane.OTHER,
}


def lane_words(lane: Lane) -> str:
    """The lane as a heading."""
    return {
        Lane.JOBS: _("Jobs"),
        Lane.PROJECTS: _("Projects"),
        Lane.MOVES: _("Moves"),
        Lane.OTHER: _("Other"),
        Lane.STAGES: _("Stages"),
        Lane.DATES: _("Dates"),
        Lane.MOMENTS: _("Moments"),
    }[lane]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """One thing on the line. Chapters have a length, all else is a day; `starts` None: nobody knows when."""

    source: str
    source_id: int
    lane: Lane
    title: str
    details: str
    when_words: str
    starts: date | None
    ends: date | None
    is_open: bool = False
    is_day: bool = False


@dataclass(frozen=True, slots=True)
class LongLine:
    """The whole line: its items by lane, in each lane by time; what has no date stands last."""

    first_name: str
    items: tuple[LineItem, ...]
    first: date
    """The first of January of the earliest year on it."""
    last: date
    """The last of December of the latest."""


def long_line(store: Store, person_id: PersonId, today: date) -> LongLine:
    """The line as of `today`. Raises NotFoundError where nobody has this id."""
    with store.read() as session:
        named = session.execute(_NAMED, {"person": person_id}).scalar()
        if named is None:
            raise NotFoundError(_("This person is no longer here. Undo may bring them back."))
        found = [item for read in _READERS for item in read(session, person_id, today)]
    lanes = list(Lane)
    found.sort(key=lambda item: (lanes.index(item.lane), item.starts or date.max))
    days = [day for item in found for day in (item.starts, item.ends) if day is not None]
    first, last = min([*days, today]), max([*days, today])
    return LongLine(named, tuple(found), date(first.year, 1, 1), date(last.year, 12, 31))


def _jobs(session: Session, person_id: PersonId, today: date) -> Iterator[LineItem]:
    for row in session.execute(_JOBS, {"person": person_id}):
        title = _("{role} at {organisation}").format(role=row.title, organisation=row.name)
        yield _chapter(
            "affiliation",
            Lane.JOBS,
            row,
            today,
            title=title if row.title else row.name,
            details=row.department,
        )


def _chapters(session: Session, person_id: PersonId, today: date) -> Iterator[LineItem]:
    for row in session.execute(_CHAPTERS, {"person": person_id}):
        details = row.note or chapter_word(row.chapter_kind)
        yield _chapter("chapter", _LANE_OF[row.chapter_kind], row, today, title=row.title, details=details)


def _chapter(source: str, lane: Lane, row: Row[Any], today: date, *, title: str, details: str) -> LineItem:
    from_, until = partial_of(row, "from"), partial_of(row, "until")
    lies = stretch(from_, until, today)
    return LineItem(
        source=source,
        source_id=row.id,
        lane=lane,
        title=title,
        details=details,
        when_words=stretch_words(from_, until),
        starts=lies.starts if lies else None,
        ends=lies.ends if lies else None,
        is_open=lies.is_open if lies else False,
    )


def _day(source: str, lane: Lane, row: Row[Any], on: PartialDate, *, title: str, details: str) -> LineItem:
    return LineItem(
        source=source,
        source_id=row.id,
        lane=lane,
        title=title,
        details=details,
        when_words=phrases.partial(on),
        starts=on.earliest(),
        ends=on.earliest(),
        is_day=True,
    )


def _stages(session: Session, person_id: PersonId, _today: date) -> Iterator[LineItem]:
    for row in session.execute(_STAGES, {"person": person_id}):
        on = partial_of(row, "on")
        if on is not None:
            yield _day("stage", Lane.STAGES, row, on, title=stage_word(row.stage), details=row.story)


def _dates(session: Session, person_id: PersonId, _today: date) -> Iterator[LineItem]:
    for row in session.execute(_MILESTONES, {"person": person_id}):
        on = partial_of(row, "on")
        # A birthday lies before there was anything between us: the line would be mostly empty years.
        if on is not None and on.year and row.milestone_kind is not MilestoneKind.BIRTHDAY:
            title = row.title or kind_words(row.milestone_kind)
            yield _day("milestone", Lane.DATES, row, on, title=title, details=row.note)


def _moments(session: Session, person_id: PersonId, _today: date) -> Iterator[LineItem]:
    for row in session.execute(_MOMENTS, {"person": person_id}):
        words = moment_words(MomentKind(row.moment_kind))
        yield _day("moment", Lane.MOMENTS, row, PartialDate.of(row.on_day), title=words, details=row.note)


_READERS = (_jobs, _chapters, _stages, _dates, _moments)
