"""Notes of delivery, which no undo touches and which change no reminder (principle 9); and what is derived for lists and searches (store/derived.py)."""

from sqlalchemy import Boolean, Column, Index, Integer, String

from relmgr.domain.kinds import Standing
from relmgr.store.tables.columns import table
from relmgr.store.types import Day, Instant, Word

shown = table(
    "shown",
    Column("source", String, nullable=False),
    Column("source_id", Integer, nullable=False),
    Column("occurrence", Day, nullable=False),
    Column("stage", String, nullable=False),
    Column("shown_at", Instant, nullable=False),
)
Index("shown_source", shown.c.source, shown.c.source_id, shown.c.occurrence, shown.c.stage, unique=True)

look = table("look", Column("at", Instant, nullable=False))

summary = table(
    "summary",
    Column("sort_key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("first_name", String, nullable=False),
    Column("initials", String, nullable=False),
    Column("role_line", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("monogram", String, nullable=False),
    Column("person_colour", Integer, nullable=False),
    Column("company_colour", Integer),
    Column("photo_id", Integer),
    Column("is_light", Boolean, nullable=False),
    Column("is_deleted", Boolean, nullable=False),
    Column("conversations", Integer, nullable=False),
    Column("last_on", Day),
    Column("usual_days", Integer),
    Column("cadence_days", Integer),
    Column("risk_from", Day),
    Column("risk_until", Day),
    Column("is_silent", Boolean, nullable=False, server_default="0"),
    Column("spared_from", Day),
    Column("spared_until", Day),
    Column("slips_from", Day),
    Column("overruled", Word(Standing)),
    Column("sign_days", String, nullable=False, server_default=""),
    Column("talk_from", Day),
)
Index("summary_sort", summary.c.is_deleted, summary.c.is_light, summary.c.sort_key, summary.c.id)
Index("summary_talk", summary.c.talk_from)
Index("summary_quiet", summary.c.is_deleted, summary.c.is_light, summary.c.usual_days, summary.c.last_on)
Index("summary_risk", summary.c.risk_until, summary.c.risk_from)
Index("summary_risk_from", summary.c.risk_from, summary.c.risk_until)
Index("summary_rhythm", summary.c.is_deleted, summary.c.is_light, summary.c.last_on, summary.c.usual_days)


SEARCH_SQL = (
    "CREATE VIRTUAL TABLE person_search USING fts5(name, rest, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE conversation_search USING fts5(text, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO conversation_search(conversation_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE organisation_search USING fts5(text, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO organisation_search(organisation_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE noted_search USING fts5(text, tokenize='unicode61', prefix='2 3')",
    "INSERT INTO noted_search(noted_search, rank) VALUES('secure-delete', 1)",
)
"""The full-text tables; their text is folded (domain/fold.py).

Their rowid is the person's, conversation's or organisation's id; in noted_search it names table and row (store/noted.py).
"""
