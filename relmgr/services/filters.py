"""Saved filters: which people to list, kept under a name (P13)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from relmgr.domain import people_filter
from relmgr.domain.ids import FilterId
from relmgr.domain.people_filter import PeopleFilter
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services import rows
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFilter:
    """One filter under its name. `query` is what `chosen` reads."""

    id: FilterId
    name: str
    query: str

    @property
    def chosen(self) -> PeopleFilter:
        """What it lists. Raises InputError where this version cannot read it."""
        return people_filter.read(self.query)


_F = t.saved_filter.c
_ALL = select(t.saved_filter).order_by(_F.position, _F.id)


def saved(store: Store) -> tuple[SavedFilter, ...]:
    """All of them, in the order in which they were saved."""
    with store.read() as session:
        return tuple(
            SavedFilter(id=FilterId(row.id), name=row.name, query=row.query) for row in session.execute(_ALL)
        )


def save(store: Store, name: str, chosen: PeopleFilter) -> FilterId:
    """Keep `chosen` under `name`; a filter of that name is replaced. Raises InputError."""
    word = _word(name)
    if chosen.is_everybody:
        raise InputError(_("Everybody is in this list. Choose a filter first."), "name")
    with store.change(_("Save the filter {name}").format(name=word)) as session:
        query = people_filter.write(chosen)
        held = session.execute(select(_F.id).where(_F.name == word)).scalar()
        if held is not None:
            rows.change(session, t.saved_filter, held, {"query": query})
            return FilterId(held)
        last = session.execute(select(func.max(_F.position))).scalar() or 0
        values = {"name": word, "query": query, "position": last + 1}
        return FilterId(rows.add(session, t.saved_filter, values))


def arrange(store: Store, wanted: Mapping[FilterId, str]) -> None:
    """Rename the filters; an empty name removes one. One change. Raises InputError for a name given twice."""
    names = [" ".join(name.split()) for name in wanted.values() if name.strip()]
    if len(set(names)) < len(names):
        raise InputError(_("Two filters cannot have the same name. Change one of them."), "name")
    with store.change(_("Arrange saved filters")) as session:
        gone = [id_ for id_, name in wanted.items() if not name.strip()]
        session.execute(delete(t.saved_filter).where(_F.id.in_(gone)))
        renamed = {id_: " ".join(name.split()) for id_, name in wanted.items() if name.strip()}
        held = {row.id: row.name for row in session.execute(_ALL)}
        changed = {id_: name for id_, name in renamed.items() if held.get(id_) != name}
        for id_ in changed:  # two may change places: no name may stand twice in between
            rows.change(session, t.saved_filter, id_, {"name": f"urn:uuid:{uuid.uuid4()}"})
        for id_, name in changed.items():
            rows.change(session, t.saved_filter, id_, {"name": name})


def remove(store: Store, filter_id: FilterId) -> None:
    """Forget a filter; undo brings it back. Raises NotFoundError."""
    with store.change(_("Remove the saved filter")) as session:
        rows.remove(session, t.saved_filter, filter_id)


def follow_label(session: Session, before: str, after: str) -> None:
    """Inside the change of a label: filters that name it name it anew, or go with it where `after` is empty."""
    for row in session.execute(_ALL).all():
        query = people_filter.renamed(row.query, "label", before, after)
        if query is None:
            continue
        if after:
            rows.change(session, t.saved_filter, row.id, {"query": query})
        else:
            rows.remove(session, t.saved_filter, row.id)


def _word(name: str) -> str:
    word = " ".join(name.split())
    if not word:
        raise InputError(_("The filter needs a name."), "name")
    return word
