"""What was typed and not saved when the file was shut: kept inside it, encrypted, until the user has dealt with it (S2)."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import delete, insert, select

from relmgr.domain.unsaved import Unsaved
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.kept import UNSAVED

MOST = 50
"""How many texts are kept; older ones go first."""


def keep(store: Store, typed: Iterable[Unsaved]) -> None:
    """Keep `typed` with what is kept already; nothing twice. Raises RelmgrError where the disk or the file refuses."""
    whole = list(dict.fromkeys([*kept(store), *typed]))[-MOST:]
    with store.note() as session:
        session.execute(delete(t.meta).where(t.meta.c.key == UNSAVED))
        if whole:
            value = json.dumps([asdict(each) for each in whole], ensure_ascii=False)
            session.execute(insert(t.meta), [{"key": UNSAVED, "value": value}])


def kept(store: Store) -> tuple[Unsaved, ...]:
    """What is kept, the oldest first."""
    with store.read() as session:
        value = session.execute(select(t.meta.c.value).where(t.meta.c.key == UNSAVED)).scalar()
    return tuple(Unsaved(**each) for each in json.loads(value)) if value else ()


def forget(store: Store) -> None:
    """The user has dealt with all of it."""
    with store.note() as session:
        session.execute(delete(t.meta).where(t.meta.c.key == UNSAVED))
