"""Two people become one, or many pairs at once: one change, which one undo takes back to the letter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Circle
from relmgr.domain.names import is_latin
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.services.merging.comparing import Person, both, usual
from relmgr.services.merging.fields import FIELDS, SINGLE_DATES, Field, Join, Side, value_text
from relmgr.services.merging.history import History
from relmgr.services.merging.moving import Mover, remember_identity
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session

SOURCES = ("vcard", "archive")
"""The formats that carry the identity which a person has here; whoever brings it back finds the one who stayed."""
KEYS = frozenset({*(field.key for field in FIELDS), *SINGLE_DATES.values()})
"""What can be chosen."""
Choices = Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of many: how many people went into how many."""

    people: int
    into: int


def merge(
    store: Store, stays: PersonId, goes: PersonId, now: datetime, choices: Choices | None = None
) -> None:
    """Make one person of two; `choices` says by field whose value is to stand, else what stays says stands.

    Nothing is lost: every row moves, equal ones become one, and a value that is replaced goes to the earlier values.
    Raises InputError for one person or an unknown field, NotFoundError for somebody gone or in the trash.
    """
    with store.read() as session:
        mine, theirs = both(session, stays, goes)
        names = {"name": theirs["display_name"], "into": mine["display_name"]}
    with store.change(_("Merge {name} into {into}").format(**names)) as session:
        merge_in(session, stays, goes, now, choices)


def merge_all(store: Store, groups: Iterable[Sequence[PersonId]], now: datetime) -> Merged:
    """Of each group the first stays and the others go into it: all in one change, which one undo takes back."""
    chosen = [tuple(group) for group in groups if len(group) > 1]
    count = sum(len(group) - 1 for group in chosen)
    label = ngettext("Merge {count} person", "Merge {count} people", count).format(count=count)
    with store.change(label) as session:
        for stays, *others in chosen:
            for goes in others:
                merge_in(session, stays, goes, now)
    return Merged(count, len(chosen))


def merge_in(
    session: Session, stays: PersonId, goes: PersonId, now: datetime, choices: Choices | None = None
) -> None:
    """The same inside a change that stands already."""
    chosen = dict(choices or {})
    if not chosen.keys() <= KEYS:
        raise InputError(_("There is no such field: {names}.").format(names=", ".join(chosen.keys() - KEYS)))
    mine, theirs = both(session, stays, goes)
    history = History(session, stays, theirs["display_name"], now)
    dates = frozenset(key for key in SINGLE_DATES.values() if chosen.get(key) is Side.GOES)
    Mover(session, stays, goes, history, dates).move()
    values: dict[str, Any] = {}
    for field in FIELDS:
        values |= _joined(field, mine, theirs, chosen.get(field.key), history)
    values |= _rest(mine, theirs, values)
    remember_identity(session, stays, theirs["uid"], SOURCES)
    session.execute(delete(t.person).where(t.person.c.id == goes))
    session.execute(update(t.person).where(t.person.c.id == stays).values(changed_at=now, **values))


def _joined(
    field: Field, mine: Person, theirs: Person, chosen: Side | None, history: History
) -> dict[str, Any]:
    """The columns of the field as they are to stand; what is replaced is noted."""
    side = chosen or usual(field, mine, theirs)
    texts = value_text(field, mine), value_text(field, theirs)
    if field.join is Join.EITHER:
        return {column: mine[column] or theirs[column] for column in field.columns}
    if side is Side.BOTH and field.join in (Join.LIST, Join.TEXT):
        join = _list_of_both if field.join is Join.LIST else _text_of_both
        return {column: join(mine[column], theirs[column]) for column in field.columns}
    stands, replaced = (theirs, mine) if side is Side.GOES else (mine, theirs)
    values = {column: stands[column] for column in field.columns}
    if not any(texts) or all(mine[column] == theirs[column] for column in field.columns):
        return values
    if field.key == "photo":
        history.note_photo(replaced["photo_id"])
    elif field.key == "name":
        _note_name(stands, replaced, history)
    else:
        by = value_text(field, stands)
        history.note(field.key, value_text(field, replaced), by)
    return values


def _note_name(stands: Person, replaced: Person, history: History) -> None:
    """The name as it was shown, and what of its parts that does not say."""
    shown = replaced["display_name"]
    history.note("name", shown, stands["display_name"])
    for column in ("prefix", "given", "additional", "family", "suffix"):
        if replaced[column] not in shown and replaced[column] != stands[column]:
            history.note(column, replaced[column], stands[column])


def _list_of_both(mine: str, theirs: str) -> str:
    words = [each.strip() for text in (mine, theirs) for each in text.split(",") if each.strip()]
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word.casefold(), word)
    return ", ".join(kept.values())


def _text_of_both(mine: str, theirs: str) -> str:
    if not theirs.strip() or theirs.strip() in mine:
        return mine
    if not mine.strip() or mine.strip() in theirs:
        return theirs
    return f"{mine.rstrip()}\n\n{theirs.lstrip()}"


def _rest(mine: Person, theirs: Person, values: dict[str, Any]) -> dict[str, Any]:
    """What follows from both: the older day of making, whether they have a card, since when a cadence is set.

    A name in another script stands beside the main one, where none does yet.
    """
    keeps = values["cadence_days"] is not None or values["circle"] not in (None, Circle.REST)
    days = [each["cadence_set_on"] for each in (mine, theirs) if each["cadence_set_on"] is not None]
    return {
        "is_light": mine["is_light"] and theirs["is_light"],
        "created_at": min(mine["created_at"], theirs["created_at"]),
        "cadence_set_on": min(days) if keeps and days else None,
        "native_name": values["native_name"] or _in_other_script(values["display_name"], mine, theirs),
    }


def _in_other_script(stands: str, mine: Person, theirs: Person) -> str:
    names = (mine["display_name"], theirs["display_name"])
    return next((name for name in names if is_latin(name) != is_latin(stands)), "")
