"""Where people came from, and the lines that have no home here."""

from sqlalchemy import Column, Index, Integer, String

from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import table, text, to
from relmgr.store.types import Instant

identity = table(
    "identity",
    to("person"),
    Column("source", String, nullable=False),
    Column("uid", String, nullable=False),
    kind=Kind.IMPORT,
    people=("person_id",),
)
Index("identity_uid", identity.c.source, identity.c.uid)
Index("identity_person", identity.c.person_id)

import_batch = table(
    "import_batch",
    Column("at", Instant, nullable=False),
    text("file_name"),
    text("format"),
    Column("cards", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("merged", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    kind=Kind.IMPORT,
)

foreign_line = table(
    "foreign_line",
    to("person"),
    to("import_batch", nullable=True, ondelete="SET NULL"),
    Column("format", String, nullable=False),
    Column("raw", String, nullable=False),
    kind=Kind.FOREIGN,
    people=("person_id",),
)
Index("foreign_line_person", foreign_line.c.person_id)

column_mapping = table(
    "column_mapping",
    Column("header", String, nullable=False, unique=True),
    Column("mapping", String, nullable=False),
    Column("used_at", Instant, nullable=False),
)
