"""Organisations and labels found by their names."""

from collections.abc import Sequence

from sqlalchemy import column, func, select, table, text

from relmgr.domain.fold import fold, quoted
from relmgr.domain.search.marking import holds, marked
from relmgr.domain.search.ranking import Rank, Standing
from relmgr.i18n import _, ngettext
from relmgr.services.search.model import HitKind, Ranked, titled
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

_MANY = 60
_O, _A, _L = t.organisation.c, t.affiliation.c, t.label.c
_INDEX = table("organisation_search", column("rowid"))
_FOUND = (
    select(_O.id, _O.name, _O.website, _O.notes)
    .join(_INDEX, _INDEX.c.rowid == _O.id)
    .where(text("organisation_search MATCH :match"))
    .order_by(_INDEX.c.rowid.desc())
    .limit(_MANY)
)
# Without coalesce the planner would go through the index of all who are not in the trash.
_THERE = (
    select(_A.organisation_id, func.count(_A.person_id.distinct()))
    .join(t.summary, t.summary.c.id == _A.person_id)
    .where(among(_A.organisation_id), func.coalesce(t.summary.c.is_deleted, 0) == 0)
    .group_by(_A.organisation_id)
)
_LABELS = select(_L.id, _L.name)
_WITH = (
    select(t.person_label.c.label_id, func.count())
    .where(among(t.person_label.c.label_id))
    .group_by(t.person_label.c.label_id)
)


def organisations(session: Session, words: Sequence[str], limit: int) -> list[Ranked]:
    """The organisations that answer all `words`: those named so first, then those whose notes say so."""
    found = session.execute(_FOUND, {"match": " ".join(map(quoted, words))}).all()
    if not found:
        return []
    typed = " ".join(words)
    ranked = []
    for row in found:
        is_named = all(holds(row.name, word) for word in words)
        begins = fold(row.name).startswith(typed)
        standing = Standing(
            rank=Rank.ORGANISATION if is_named else Rank.KNOWN,
            is_whole=begins,
            name=fold(row.name),
            number=row.id,
        )
        ranked.append((standing, row))
    ranked.sort(key=lambda one: (one[0].rank, not one[0].is_whole, one[0].name))
    chosen = ranked[:limit]
    there = {
        row[0]: row[1] for row in session.execute(_THERE, {"ids": listed(row.id for _place, row in chosen)})
    }
    return [
        titled(
            HitKind.ORGANISATION,
            marked(row.name, words),
            _people(there.get(row.id, 0))
            if standing.rank is Rank.ORGANISATION
            else marked(row.notes, words).text,
            standing,
            person_id=None,
        )
        for standing, row in chosen
    ]


def labels(session: Session, words: Sequence[str], limit: int) -> list[Ranked]:
    """The labels that answer all `words`; there are never many."""
    found = [row for row in session.execute(_LABELS) if all(holds(row.name, word) for word in words)][:limit]
    if not found:
        return []
    wearing = {row[0]: row[1] for row in session.execute(_WITH, {"ids": listed(row.id for row in found)})}
    return [
        titled(
            HitKind.LABEL,
            marked(row.name, words),
            _people(wearing.get(row.id, 0)),
            Standing(rank=Rank.ORGANISATION, name="\U0010ffff" + fold(row.name), number=row.id),
            person_id=None,
        )
        for row in found
    ]


def _people(count: int) -> str:
    if not count:
        return _("Nobody yet")
    return ngettext("{count} person", "{count} people", count).format(count=count)
