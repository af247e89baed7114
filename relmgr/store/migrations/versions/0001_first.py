"""The first schema. Frozen as it was released: later schemas are made by later steps."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE conversation (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    zone VARCHAR DEFAULT '' NOT NULL,
    on_day VARCHAR NOT NULL,
    conversation_kind VARCHAR NOT NULL,
    minutes INTEGER,
    by_me BOOLEAN,
    headline VARCHAR DEFAULT '' NOT NULL,
    their_world VARCHAR DEFAULT '' NOT NULL,
    our_work VARCHAR DEFAULT '' NOT NULL,
    heard VARCHAR DEFAULT '' NOT NULL,
    not_said VARCHAR DEFAULT '' NOT NULL,
    my_feeling VARCHAR,
    closeness VARCHAR,
    next_step VARCHAR DEFAULT '' NOT NULL,
    next_on VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (uid)
)
    """,
    "CREATE INDEX conversation_day ON conversation (on_day)",
    """
CREATE TABLE decision (
    id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    source_id INTEGER NOT NULL,
    occurrence VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    until_at VARCHAR,
    decided_at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    "CREATE INDEX decision_source ON decision (source, source_id, occurrence)",
    "CREATE INDEX decision_until ON decision (until_at)",
    """
CREATE TABLE import_batch (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    file_name VARCHAR DEFAULT '' NOT NULL,
    format VARCHAR DEFAULT '' NOT NULL,
    cards INTEGER NOT NULL,
    added INTEGER NOT NULL,
    merged INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE label (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
)
    """,
    """
CREATE TABLE look (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE meta (
    id INTEGER NOT NULL,
    "key" VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE ("key")
)
    """,
    """
CREATE TABLE photo (
    id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (sha256)
)
    """,
    """
CREATE TABLE shown (
    id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    source_id INTEGER NOT NULL,
    occurrence VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    shown_at VARCHAR NOT NULL,
    PRIMARY KEY (id)
)
    """,
    "CREATE UNIQUE INDEX shown_source ON shown (source, source_id, occurrence, stage)",
    """
CREATE TABLE summary (
    id INTEGER NOT NULL,
    sort_key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    first_name VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    role_line VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    monogram VARCHAR NOT NULL,
    person_colour INTEGER NOT NULL,
    company_colour INTEGER,
    photo_id INTEGER,
    is_light BOOLEAN NOT NULL,
    is_deleted BOOLEAN NOT NULL,
    conversations INTEGER NOT NULL,
    last_on VARCHAR,
    usual_days INTEGER,
    cadence_days INTEGER,
    risk_from VARCHAR,
    risk_until VARCHAR,
    PRIMARY KEY (id)
)
    """,
    "CREATE INDEX summary_cadence ON summary (cadence_days, last_on)",
    "CREATE INDEX summary_rhythm ON summary (is_deleted, is_light, last_on, usual_days)",
    "CREATE INDEX summary_sort ON summary (is_deleted, is_light, sort_key, id)",
    """
CREATE TABLE organisation (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    monogram VARCHAR DEFAULT '' NOT NULL,
    website VARCHAR DEFAULT '' NOT NULL,
    notes VARCHAR DEFAULT '' NOT NULL,
    logo_id INTEGER,
    created_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(logo_id) REFERENCES photo (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX organisation_lower_name ON organisation (lower(name))",
    "CREATE INDEX organisation_name ON organisation (name)",
    """
CREATE TABLE person (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    display_name VARCHAR DEFAULT '' NOT NULL,
    prefix VARCHAR DEFAULT '' NOT NULL,
    given VARCHAR DEFAULT '' NOT NULL,
    additional VARCHAR DEFAULT '' NOT NULL,
    family VARCHAR DEFAULT '' NOT NULL,
    suffix VARCHAR DEFAULT '' NOT NULL,
    nickname VARCHAR DEFAULT '' NOT NULL,
    native_name VARCHAR DEFAULT '' NOT NULL,
    say_name VARCHAR DEFAULT '' NOT NULL,
    pronouns VARCHAR DEFAULT '' NOT NULL,
    headline VARCHAR DEFAULT '' NOT NULL,
    city VARCHAR DEFAULT '' NOT NULL,
    time_zone VARCHAR DEFAULT '' NOT NULL,
    languages VARCHAR DEFAULT '' NOT NULL,
    best_hours VARCHAR DEFAULT '' NOT NULL,
    notes VARCHAR DEFAULT '' NOT NULL,
    preferred_channel VARCHAR,
    do_not_phone BOOLEAN DEFAULT '0' NOT NULL,
    circle VARCHAR,
    cadence_days INTEGER,
    cadence_set_on VARCHAR,
    away_from VARCHAR,
    away_until VARCHAR,
    away_why VARCHAR DEFAULT '' NOT NULL,
    gentle_until VARCHAR,
    gentle_why VARCHAR DEFAULT '' NOT NULL,
    leap_day VARCHAR DEFAULT '' NOT NULL,
    is_light BOOLEAN DEFAULT '0' NOT NULL,
    photo_id INTEGER,
    created_at VARCHAR NOT NULL,
    changed_at VARCHAR NOT NULL,
    deleted_at VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(photo_id) REFERENCES photo (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    """
CREATE TABLE affiliation (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    organisation_id INTEGER NOT NULL,
    title VARCHAR DEFAULT '' NOT NULL,
    department VARCHAR DEFAULT '' NOT NULL,
    role VARCHAR,
    from_year INTEGER,
    from_month INTEGER,
    from_day INTEGER,
    until_year INTEGER,
    until_month INTEGER,
    until_day INTEGER,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(organisation_id) REFERENCES organisation (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX affiliation_organisation ON affiliation (organisation_id)",
    "CREATE INDEX affiliation_person ON affiliation (person_id)",
    """
CREATE TABLE contact_method (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    contact_kind VARCHAR NOT NULL,
    label VARCHAR DEFAULT '' NOT NULL,
    value VARCHAR DEFAULT '' NOT NULL,
    normalised VARCHAR DEFAULT '' NOT NULL,
    parts VARCHAR DEFAULT '' NOT NULL,
    is_preferred BOOLEAN DEFAULT '0' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX contact_method_normalised ON contact_method (normalised)",
    "CREATE INDEX contact_method_person ON contact_method (person_id)",
    """
CREATE TABLE conversation_person (
    id INTEGER NOT NULL,
    conversation_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    on_day VARCHAR NOT NULL,
    feeling VARCHAR,
    feeling_word VARCHAR DEFAULT '' NOT NULL,
    saw VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX conversation_person_conversation ON conversation_person (conversation_id)",
    "CREATE INDEX conversation_person_day ON conversation_person (person_id, on_day, conversation_id)",
    """
CREATE TABLE expectation (
    id INTEGER NOT NULL,
    uid VARCHAR NOT NULL,
    person_id INTEGER NOT NULL,
    direction VARCHAR NOT NULL,
    expectation_kind VARCHAR NOT NULL,
    statement VARCHAR DEFAULT '' NOT NULL,
    status VARCHAR NOT NULL,
    due_on VARCHAR,
    due_until VARCHAR,
    due_words VARCHAR DEFAULT '' NOT NULL,
    lead_days INTEGER DEFAULT '3' NOT NULL,
    best_case VARCHAR DEFAULT '' NOT NULL,
    worst_case VARCHAR DEFAULT '' NOT NULL,
    worst_case_told BOOLEAN DEFAULT '0' NOT NULL,
    agreed_on VARCHAR,
    agreed_how VARCHAR DEFAULT '' NOT NULL,
    agreed_with VARCHAR DEFAULT '' NOT NULL,
    risk_reason VARCHAR DEFAULT '' NOT NULL,
    told_on VARCHAR,
    closed_on VARCHAR,
    opened_on VARCHAR NOT NULL,
    conversation_id INTEGER,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX expectation_open ON expectation (closed_on, due_on)",
    "CREATE INDEX expectation_person ON expectation (person_id)",
    """
CREATE TABLE fact (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    side VARCHAR NOT NULL,
    label VARCHAR DEFAULT '' NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    heard_on VARCHAR,
    source VARCHAR NOT NULL,
    sensitivity VARCHAR NOT NULL,
    conversation_id INTEGER,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX fact_person ON fact (person_id)",
    """
CREATE TABLE foreign_line (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    import_batch_id INTEGER,
    format VARCHAR NOT NULL,
    raw VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(import_batch_id) REFERENCES import_batch (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX foreign_line_person ON foreign_line (person_id)",
    """
CREATE TABLE identity (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    source VARCHAR NOT NULL,
    uid VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX identity_person ON identity (person_id)",
    "CREATE INDEX identity_uid ON identity (source, uid)",
    """
CREATE TABLE life_event (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    icon VARCHAR DEFAULT '' NOT NULL,
    title VARCHAR DEFAULT '' NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    question VARCHAR DEFAULT '' NOT NULL,
    why VARCHAR DEFAULT '' NOT NULL,
    since_year INTEGER,
    since_month INTEGER,
    since_day INTEGER,
    until_year INTEGER,
    until_month INTEGER,
    until_day INTEGER,
    until_words VARCHAR DEFAULT '' NOT NULL,
    follow_up_on VARCHAR,
    last_asked_on VARCHAR,
    ended_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX life_event_follow_up ON life_event (follow_up_on)",
    "CREATE INDEX life_event_since ON life_event (since_year, since_month)",
    "CREATE INDEX life_event_person ON life_event (person_id)",
    """
CREATE TABLE milestone (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    milestone_kind VARCHAR NOT NULL,
    title VARCHAR DEFAULT '' NOT NULL,
    on_year INTEGER,
    on_month INTEGER,
    on_day INTEGER,
    note VARCHAR DEFAULT '' NOT NULL,
    remind BOOLEAN DEFAULT '1' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX milestone_day ON milestone (on_month, on_day, remind)",
    "CREATE INDEX milestone_person ON milestone (person_id)",
    """
CREATE TABLE moment (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    on_day VARCHAR NOT NULL,
    moment_kind VARCHAR NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    conversation_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX moment_person_day ON moment (person_id, on_day)",
    """
CREATE TABLE person_label (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    label_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(label_id) REFERENCES label (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE UNIQUE INDEX person_label_both ON person_label (person_id, label_id)",
    """
CREATE TABLE question (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    conversation_id INTEGER,
    text VARCHAR DEFAULT '' NOT NULL,
    why VARCHAR DEFAULT '' NOT NULL,
    noted_on VARCHAR NOT NULL,
    asked_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX question_person ON question (person_id)",
    """
CREATE TABLE referral (
    id INTEGER NOT NULL,
    by_person_id INTEGER NOT NULL,
    of_person_id INTEGER NOT NULL,
    on_day VARCHAR NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    became_work_on VARCHAR,
    work_note VARCHAR DEFAULT '' NOT NULL,
    thanked_on VARCHAR,
    thanked_how VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(by_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(of_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX referral_by ON referral (by_person_id)",
    "CREATE INDEX referral_of ON referral (of_person_id)",
    "CREATE INDEX referral_thanked ON referral (thanked_on)",
    """
CREATE TABLE relation (
    id INTEGER NOT NULL,
    from_person_id INTEGER NOT NULL,
    to_person_id INTEGER NOT NULL,
    relation_kind VARCHAR NOT NULL,
    label VARCHAR DEFAULT '' NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(from_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(to_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX relation_from ON relation (from_person_id)",
    "CREATE INDEX relation_to ON relation (to_person_id)",
    """
CREATE TABLE reminder (
    id INTEGER NOT NULL,
    person_id INTEGER,
    title VARCHAR DEFAULT '' NOT NULL,
    why VARCHAR DEFAULT '' NOT NULL,
    start_on VARCHAR NOT NULL,
    at_time TIME,
    rrule VARCHAR DEFAULT '' NOT NULL,
    leads VARCHAR DEFAULT '' NOT NULL,
    grace_days INTEGER,
    set_at VARCHAR NOT NULL,
    ended_on VARCHAR,
    conversation_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX reminder_ended ON reminder (ended_on, start_on)",
    "CREATE INDEX reminder_person ON reminder (person_id)",
    """
CREATE TABLE expectation_change (
    id INTEGER NOT NULL,
    expectation_id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    on_day VARCHAR NOT NULL,
    from_status VARCHAR,
    to_status VARCHAR NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(expectation_id) REFERENCES expectation (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX expectation_change_expectation ON expectation_change (expectation_id)",
    """
CREATE TABLE scope_item (
    id INTEGER NOT NULL,
    expectation_id INTEGER NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    scope VARCHAR NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(expectation_id) REFERENCES expectation (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX scope_item_expectation ON scope_item (expectation_id)",
    "CREATE VIRTUAL TABLE person_search USING fts5(name, rest, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE conversation_search USING fts5(text, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO conversation_search(conversation_search, rank) VALUES('secure-delete', 1)",
)


def upgrade() -> None:
    """Create every table, index and full-text table."""
    for statement in _STATEMENTS:
        op.execute(statement)
