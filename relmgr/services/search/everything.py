"""The one question of the search over everything, and in which order its answers come."""

from collections.abc import Iterable

from relmgr.domain.fold import is_unspaced, query_words
from relmgr.domain.search import marking, ranking
from relmgr.domain.search.ranking import order
from relmgr.services.search import evidence, names, pieces, places, talks
from relmgr.services.search.model import Hit, Ranked
from relmgr.store import Store

MOST_NAME_WORDS = 4


def everything(store: Store, query: str, limit: int = 8) -> tuple[Hit, ...]:
    """What answers `query`, the best first (domain/search/ranking.py); at most `limit` people, and of each other sort.

    Every word must be found, as the beginning of a word: in a name, in one text, or some in the name of a person and
    the others in what is noted of them ("megan budget"). Texts are searched from two letters on. Whatever is typed is
    words, never syntax; with no word in it nothing is found. Who is in the trash is not found, nor what is noted of
    them. Names one slip of a finger away answer only where nothing else does.
    """
    words = query_words(query)
    if not words:
        return ()
    with store.read() as session:
        people = names.find(session, words, limit)
        found = [*people, *places.organisations(session, words, limit), *places.labels(session, words, limit)]
        if all(len(word) > 1 or is_unspaced(word) for word in words):
            somebody = names.split(session, words[:MOST_NAME_WORDS]) if len(words) > 1 else None
            met = {one.hit.id for one in people}
            found += evidence.find(session, words, met, limit - len(people))
            found += pieces.find(session, words, somebody, limit)
            found += talks.find(session, words, somebody, limit)
        if not found:
            found = names.nearly(session, words, limit)
    return in_order(found)


def lately(store: Store, limit: int = 5) -> tuple[Hit, ...]:
    """The people spoken with last, for a search in which nothing is typed yet."""
    with store.read() as session:
        return in_order(names.lately(session, limit))


def forget() -> None:
    """Drop the names and texts remembered from key to key: when nobody searches any more."""
    marking.forget()
    ranking.forget()


def in_order(found: Iterable[Ranked]) -> tuple[Hit, ...]:
    """The hits, the best first."""
    return tuple(one.hit for one in sorted(found, key=lambda one: order(one.standing)))
