"""What merging, syncing, erasing and locking leave behind: who is not the same, earlier values, cards in step, what is to stay gone."""

from sqlalchemy import Boolean, Column, Index, Integer, String

from relmgr.domain.kinds import Kind, Replacing
from relmgr.store.tables.columns import table, text, to, word
from relmgr.store.types import Instant

told_apart = table(
    "told_apart",
    to("person", "one_person_id"),
    to("person", "other_person_id"),
    kind=Kind.TOLD_APART,
    people=("one_person_id", "other_person_id"),
)
Index("told_apart_both", told_apart.c.one_person_id, told_apart.c.other_person_id, unique=True)
Index("told_apart_other", told_apart.c.other_person_id)

earlier_value = table(
    "earlier_value",
    to("person"),
    Column("field", String, nullable=False),
    text("value"),
    text("replaced_by"),
    word("replacing", Replacing),
    text("origin"),
    Column("at", Instant, nullable=False),
    kind=Kind.EARLIER,
    people=("person_id",),
)
Index("earlier_value_person", earlier_value.c.person_id, earlier_value.c.at)

synced_card = table(
    "synced_card",
    Column("uid", String, nullable=False, unique=True),
    Column("file_name", String, nullable=False, unique=True),
    Column("digest", String, nullable=False),
    Column("card", String, nullable=False),
    Column("at", Instant, nullable=False),
)

erased = table(
    "erased",
    Column("digest", String, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
)

kept_step = table(
    "kept_step",
    text("label"),
    Column("is_redo", Boolean, nullable=False),
    Column("first", Integer, nullable=False),
    Column("final", Integer, nullable=False),
)

kept_note = table(
    "kept_note",
    Column("tbl", String, nullable=False),
    Column("row", Integer, nullable=False),
    Column("person", Integer),
    Column("other", Integer),
    Column("undo", String, nullable=False),
)
