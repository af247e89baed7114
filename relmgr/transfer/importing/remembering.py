"""How the columns of a table were understood last, so that the next one with the same header asks nothing (X1)."""

import json
from datetime import datetime

from sqlalchemy import insert, select, update

from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.sources import Answers, Recognised
from relmgr.transfer.sources.answering import answers_of, as_json


def recall(store: Store, recognised: Recognised) -> Answers | None:
    """What was answered for a table with this header; None if nothing was, or nothing that can be read any more."""
    if not recognised.header:
        return None
    c = t.column_mapping.c
    with store.read() as session:
        held = session.execute(select(c.mapping).where(c.header == recognised.header)).scalar()
    return None if held is None else answers_of(json.loads(held))


def remember(store: Store, recognised: Recognised, answers: Answers, now: datetime) -> None:
    """Keep the answers for the next table with this header; nothing is kept of a table without one."""
    if not recognised.header or not (answers.columns or answers.date_order):
        return
    c = t.column_mapping
    values = {"mapping": json.dumps(as_json(answers), ensure_ascii=False), "used_at": now}
    with store.note() as session:
        changed = session.execute(update(c).where(c.c.header == recognised.header).values(**values))
        if not changed.rowcount:
            session.execute(insert(c).values(header=recognised.header, **values))
