"""In and out, and trust: columns as they were mapped, who is not the same, earlier values, cards in step, and what is to stay gone."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE column_mapping (
    id INTEGER NOT NULL,
    header VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    used_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (header)
)
    """,
    """
CREATE TABLE told_apart (
    id INTEGER NOT NULL,
    one_person_id INTEGER NOT NULL,
    other_person_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(one_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(other_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE UNIQUE INDEX told_apart_both ON told_apart (one_person_id, other_person_id)",
    "CREATE INDEX told_apart_other ON told_apart (other_person_id)",
    """
CREATE TABLE earlier_value (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    value VARCHAR DEFAULT '' NOT NULL,
    replaced_by VARCHAR DEFAULT '' NOT NULL,
    replacing VARCHAR NOT NULL,
    origin VARCHAR DEFAULT '' NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX earlier_value_person ON earlier_value (person_id, at)",
    """
CREATE TABLE synced_card (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    card VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (file_name)
)
    """,
    """
CREATE TABLE erased (
    id INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (digest)
)
    """,
    """
CREATE TABLE kept_step (
    id INTEGER NOT NULL,
    label VARCHAR DEFAULT '' NOT NULL,
    is_redo BOOLEAN NOT NULL,
    first INTEGER NOT NULL,
    final INTEGER NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE kept_note (
    id INTEGER NOT NULL,
    tbl VARCHAR NOT NULL,
    "row" INTEGER NOT NULL,
    person INTEGER,
    other INTEGER,
    undo VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    "ALTER TABLE person ADD COLUMN purpose VARCHAR",
    "ALTER TABLE person ADD COLUMN keep_until VARCHAR",
    "CREATE INDEX person_keep ON person (keep_until)",
    "CREATE INDEX person_purpose ON person (purpose)",
    "CREATE INDEX expectation_conversation ON expectation (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX fact_conversation ON fact (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX feedback_conversation ON feedback (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX moment_conversation ON moment (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX question_conversation ON question (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX reminder_conversation ON reminder (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX rough_patch_conversation ON rough_patch (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX advice_conversation ON advice (conversation_id) WHERE conversation_id IS NOT NULL",
    "CREATE INDEX advice_moment ON advice (moment_id) WHERE moment_id IS NOT NULL",
    "CREATE INDEX mistake_moment ON mistake (moment_id) WHERE moment_id IS NOT NULL",
    "CREATE INDEX referral_moment ON referral (moment_id) WHERE moment_id IS NOT NULL",
    "CREATE INDEX person_photo ON person (photo_id) WHERE photo_id IS NOT NULL",
    "CREATE INDEX organisation_logo ON organisation (logo_id) WHERE logo_id IS NOT NULL",
)


def upgrade() -> None:
    """Add the tables, columns and indexes."""
    for statement in _STATEMENTS:
        op.execute(statement)
