"""People found by what stands on their card beside their name: where they work and live, how to reach them, notes."""

from collections.abc import Iterator, Sequence

from sqlalchemy import column, select, table, text

from relmgr.domain.fold import quoted
from relmgr.domain.search import marking
from relmgr.domain.search.ranking import NameMatch, Rank, order
from relmgr.services.search import names
from relmgr.services.search.model import Ranked
from relmgr.store import tables as t
from relmgr.store.among import among, listed
from relmgr.store.store import Session

_LOOKED_AT = 60
_READ = 24
"""Of so many, the ones spoken with last, it is looked up what matched."""

_P, _A, _O, _M, _R = t.person.c, t.affiliation.c, t.organisation.c, t.contact_method.c, t.relation.c
_INDEX = table("person_search", column("rowid"))
_FOUND = (
    select(_INDEX.c.rowid)
    .where(text("person_search MATCH :match"))
    .order_by(_INDEX.c.rowid.desc())
    .limit(_LOOKED_AT)
)
_OWN = select(
    *(_P.id, _P.headline, _P.city, _P.notes, _P.why_care, _P.met_where, _P.met_through, _P.first_impression)
).where(among(_P.id))
_JOBS = (
    select(_A.person_id, _A.title, _O.name)
    .join(t.organisation, _O.id == _A.organisation_id)
    .where(among(_A.person_id))
)
_METHODS = select(_M.person_id, _M.value).where(among(_M.person_id))
_LABELS = (
    select(t.person_label.c.person_id, t.label.c.name)
    .join(t.label, t.label.c.id == t.person_label.c.label_id)
    .where(among(t.person_label.c.person_id))
)
_KIN = tuple(
    select(mine, _P.display_name).join(t.person, _P.id == theirs).where(among(mine), _P.is_light)
    for mine, theirs in ((_R.from_person_id, _R.to_person_id), (_R.to_person_id, _R.from_person_id))
)


def find(session: Session, words: Sequence[str], without: set[int], limit: int) -> list[Ranked]:
    """Those of whom all `words` are known, some perhaps in the name, and the text that matched; not those `without`.

    Whose words stand in facts and events alone is left to pieces.py, which finds those themselves.
    """
    if limit <= 0:
        return []
    # Who is found by the name alone is left to names.py: one word at least stands elsewhere.
    each = list(map(quoted, words))
    match = f"({' AND '.join(each)}) AND {{rest}} : ({' OR '.join(each)})"
    ids = session.execute(_FOUND, {"match": match}).scalars()
    rows = names.rows_of(session, [id_ for id_ in ids if id_ not in without])
    if not rows:
        return []
    place = {row.id: names.standing_of(row, NameMatch(Rank.KNOWN, False)) for row in rows}
    nearest = sorted(rows, key=lambda row: order(place[row.id]))[:_READ]
    texts: dict[int, list[tuple[Rank, str]]] = {row.id: [] for row in nearest}
    for person_id, rank, said in _texts(session, list(texts)):
        texts[person_id].append((rank, said))
    found = []
    for row in nearest:
        seen = _best(texts[row.id], [word for word in words if not marking.holds(row.name, word)])
        if seen is not None:
            rank, said = seen
            standing = names.standing_of(row, NameMatch(rank, False))
            detail = marking.marked(said, words)
            found.append(Ranked(standing, names.hit_of(row, rank, words, detail)))
    return sorted(found, key=lambda one: order(one.standing))[:limit]


def _texts(session: Session, ids: list[int]) -> Iterator[tuple[int, Rank, str]]:
    asked = {"ids": listed(ids)}
    for person_id, title, name in session.execute(_JOBS, asked).all():
        yield person_id, Rank.ORGANISATION, " · ".join(filter(None, (title, name)))
    for query in (_METHODS, _LABELS, *_KIN):
        for person_id, said in session.execute(query, asked).all():
            yield person_id, Rank.KNOWN, said
    for person_id, *said in session.execute(_OWN, asked).all():
        for each in filter(None, said):
            yield person_id, Rank.KNOWN, each


def _best(texts: list[tuple[Rank, str]], words: Sequence[str]) -> tuple[Rank, str] | None:
    """The text that holds the most of `words`; None where none holds one."""
    counted = [(sum(marking.holds(said, word) for word in words), -rank, said) for rank, said in texts]
    count, rank, said = max(counted, default=(0, 0, ""), key=lambda each: each[:2])
    return (Rank(-rank), said) if count else None
