"""Chapters of a person's life: jobs, projects, moves and whatever else took its years (P11)."""

from dataclasses import dataclass
from typing import Any

from relmgr.domain.chapters import is_backwards
from relmgr.domain.ids import ChapterId, PersonId
from relmgr.domain.kinds import ChapterKind
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.services.people.record import partial_columns, partial_of
from relmgr.store import Store
from relmgr.store import tables as t


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterInput:
    """What the form holds; without an end it goes on."""

    kind: ChapterKind = ChapterKind.PROJECT
    title: str = ""
    note: str = ""
    from_: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ChapterDetails:
    """One chapter as it stands."""

    id: ChapterId
    person_id: PersonId
    input: ChapterInput


def _columns(given: ChapterInput) -> dict[str, Any]:
    if not given.title.strip():
        raise InputError(_("Say what this chapter is."), "title")
    years = [one.year for one in (given.from_, given.until) if one is not None]
    if not years or None in years:
        raise InputError(_("Say from which year, or until which."), "from_")
    if is_backwards(given.from_, given.until):
        raise InputError(_("It ends before it begins."), "until")
    return {
        "chapter_kind": given.kind,
        "title": given.title.strip(),
        "note": given.note.strip(),
        **partial_columns("from", given.from_),
        **partial_columns("until", given.until),
    }


def add(store: Store, person_id: PersonId, given: ChapterInput) -> ChapterId:
    """Keep a chapter. Raises InputError without a title or a year, NotFoundError for nobody."""
    values = _columns(given)
    with store.change(_("Add chapter")) as session:
        rows.get(session, t.person, person_id)
        return ChapterId(rows.add(session, t.chapter, {"person_id": person_id, **values}))


def edit(store: Store, chapter_id: ChapterId, given: ChapterInput) -> None:
    """Replace the chapter. Raises InputError, NotFoundError."""
    values = _columns(given)
    with store.change(_("Edit chapter")) as session:
        rows.change(session, t.chapter, chapter_id, values)


def remove(store: Store, chapter_id: ChapterId) -> None:
    """Take the chapter out; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove chapter")) as session:
        rows.remove(session, t.chapter, chapter_id)


def get(store: Store, chapter_id: ChapterId) -> ChapterDetails:
    """The chapter. Raises NotFoundError."""
    with store.read() as session:
        row = rows.get(session, t.chapter, chapter_id)
    given = ChapterInput(
        kind=row.chapter_kind,
        title=row.title,
        note=row.note,
        from_=partial_of(row, "from"),
        until=partial_of(row, "until"),
    )
    return ChapterDetails(ChapterId(row.id), PersonId(row.person_id), given)
