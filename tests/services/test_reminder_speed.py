"""What grows with the years is never read from end to end: every look goes through an index (quality §5)."""

import re
from typing import Any

from sqlalchemy import event

from relmgr.services import reminders, today
from relmgr.store import Store
from tests.builders import LONDON, NOW, TODAY, Make
from tests.services.test_today import fill_the_picture

_GROWING = "person|milestone|conversation|conversation_person|fact|decision|shown|expectation|moment|reminder"


def test_no_look_reads_a_growing_table_from_end_to_end(store: Store, make: Make) -> None:
    fill_the_picture(make)
    asked: dict[str, Any] = {}

    def note(*call: Any) -> None:
        asked[call[2]] = call[3]

    event.listen(store.engine, "before_cursor_execute", note)
    today.today(store, NOW, LONDON)
    reminders.upcoming(store, TODAY)
    reminders.to_show(store, NOW, LONDON)
    reminders.next_look(store, NOW, LONDON)
    event.remove(store.engine, "before_cursor_execute", note)
    looks = {sql: given for sql, given in asked.items() if sql.startswith("SELECT")}
    assert len(looks) > 10
    with store.read() as session:
        plans = {
            sql: [row[3] for row in session.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, given)]
            for sql, given in looks.items()
        }
    scans = [
        (step, sql)
        for sql, steps in plans.items()
        for step in steps
        if re.match(rf"SCAN ({_GROWING})\b(?!.*INDEX)", step)
    ]
    assert scans == []
