"""The person behind the logo: ways, goals, needs and offers, stages, chapters, saved filters, allies; updates agreed both ways."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE declined_relation (
    id INTEGER NOT NULL,
    from_person_id INTEGER NOT NULL,
    to_person_id INTEGER NOT NULL,
    relation_kind VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(from_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(to_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX declined_relation_from ON declined_relation (from_person_id)",
    "CREATE INDEX declined_relation_to ON declined_relation (to_person_id)",
    """
CREATE TABLE saved_filter (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    "query" VARCHAR NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name)
)
    """,
    """
CREATE TABLE circle_cadence (
    id INTEGER NOT NULL,
    circle VARCHAR NOT NULL,
    days INTEGER,
    PRIMARY KEY (id),
    UNIQUE (circle)
)
    """,
    """
CREATE TABLE way (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    is_mine BOOLEAN DEFAULT '0' NOT NULL,
    label VARCHAR DEFAULT '' NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    heard_on VARCHAR,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX way_person ON way (person_id)",
    """
CREATE TABLE goal (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    goal_kind VARCHAR NOT NULL,
    from_text VARCHAR DEFAULT '' NOT NULL,
    to_text VARCHAR DEFAULT '' NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    horizon_year INTEGER,
    horizon_month INTEGER,
    horizon_day INTEGER,
    noted_on VARCHAR NOT NULL,
    last_asked_on VARCHAR,
    reached_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX goal_person ON goal (person_id)",
    """
CREATE TABLE offer (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    pros VARCHAR DEFAULT '' NOT NULL,
    cons VARCHAR DEFAULT '' NOT NULL,
    best_case VARCHAR DEFAULT '' NOT NULL,
    best_leads VARCHAR DEFAULT '' NOT NULL,
    worst_case VARCHAR DEFAULT '' NOT NULL,
    worst_leads VARCHAR DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    ended_on VARCHAR,
    PRIMARY KEY (id),
    UNIQUE (name)
)
    """,
    """
CREATE TABLE need (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    offer_id INTEGER,
    text VARCHAR DEFAULT '' NOT NULL,
    heard_on VARCHAR,
    met_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(offer_id) REFERENCES offer (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX need_offer ON need (offer_id)",
    "CREATE INDEX need_person ON need (person_id)",
    """
CREATE TABLE stage (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    on_year INTEGER,
    on_month INTEGER,
    on_day INTEGER,
    story VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX stage_person ON stage (person_id)",
    """
CREATE TABLE chapter (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    chapter_kind VARCHAR NOT NULL,
    title VARCHAR DEFAULT '' NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    from_year INTEGER,
    from_month INTEGER,
    from_day INTEGER,
    until_year INTEGER,
    until_month INTEGER,
    until_day INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX chapter_person ON chapter (person_id)",
    "ALTER TABLE fact ADD COLUMN question VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE person ADD COLUMN why_care VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE person ADD COLUMN met_where VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE person ADD COLUMN met_through VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE person ADD COLUMN first_impression VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE person ADD COLUMN ally_kind VARCHAR",
    """
CREATE TABLE expectation_goal (
    id INTEGER NOT NULL,
    expectation_id INTEGER NOT NULL,
    goal_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(expectation_id) REFERENCES expectation (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE UNIQUE INDEX expectation_goal_both ON expectation_goal (expectation_id, goal_id)",
    "CREATE INDEX expectation_goal_goal ON expectation_goal (goal_id)",
    """
CREATE TABLE update_rhythm (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    direction VARCHAR NOT NULL,
    every_days INTEGER NOT NULL,
    agreed_on VARCHAR NOT NULL,
    last_on VARCHAR,
    note VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE UNIQUE INDEX update_rhythm_both ON update_rhythm (person_id, direction)",
    """
CREATE TABLE heads_up (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    noted_on VARCHAR NOT NULL,
    told_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX heads_up_person ON heads_up (person_id)",
    "CREATE INDEX heads_up_untold ON heads_up (told_on, noted_on)",
    "ALTER TABLE expectation ADD COLUMN real_request VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE expectation ADD COLUMN answered_on VARCHAR",
    "ALTER TABLE expectation_change ADD COLUMN step VARCHAR DEFAULT 'status' NOT NULL",
    "ALTER TABLE expectation_change ADD COLUMN due_before VARCHAR",
    "ALTER TABLE expectation_change ADD COLUMN due_after VARCHAR",
    "ALTER TABLE expectation_change ADD COLUMN agreed_words VARCHAR DEFAULT '' NOT NULL",
    "CREATE INDEX expectation_answered ON expectation (answered_on)",
    "CREATE INDEX person_circle ON person (circle)",
    "CREATE INDEX person_ally ON person (ally_kind)",
    "CREATE INDEX fact_side ON fact (side, person_id)",
    "CREATE INDEX milestone_kind ON milestone (milestone_kind, person_id)",
    "CREATE INDEX person_label_label ON person_label (label_id, person_id)",
    "CREATE INDEX person_away ON person (away_until)",
    "CREATE INDEX person_gentle ON person (gentle_until)",
    "CREATE INDEX life_event_until ON life_event (ended_on, until_year)",
    "ALTER TABLE relation ADD COLUMN back_label VARCHAR DEFAULT '' NOT NULL",
    "ALTER TABLE summary ADD COLUMN is_silent BOOLEAN DEFAULT '0' NOT NULL",
    "ALTER TABLE summary ADD COLUMN spared_from VARCHAR",
    "ALTER TABLE summary ADD COLUMN spared_until VARCHAR",
    """
UPDATE summary SET is_silent = 1, cadence_days = NULL
WHERE id IN (SELECT id FROM person WHERE circle = 'rest')
   OR id IN (SELECT person_id FROM milestone WHERE milestone_kind = 'death')
    """,
    """
UPDATE summary SET risk_from = NULL, risk_until = NULL
WHERE id IN (SELECT person_id FROM milestone WHERE milestone_kind = 'death')
    """,
    """
UPDATE summary SET (spared_from, spared_until) = (
    SELECT CASE WHEN gentle_until IS NULL THEN away_from END,
           max(coalesce(gentle_until, away_until), coalesce(away_until, gentle_until))
    FROM person WHERE person.id = summary.id
)
    """,
    "CREATE VIRTUAL TABLE organisation_search USING fts5(text, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO organisation_search(organisation_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE noted_search USING fts5(text, tokenize='unicode61', prefix='2 3')",
    "INSERT INTO noted_search(noted_search, rank) VALUES('secure-delete', 1)",
    """
CREATE TABLE review (
    id INTEGER NOT NULL,
    person_id INTEGER,
    review_kind VARCHAR NOT NULL,
    on_day VARCHAR NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    was_skipped BOOLEAN DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX review_kind_day ON review (review_kind, on_day)",
    "CREATE INDEX review_person ON review (person_id)",
)


def upgrade() -> None:
    """Add the tables and columns."""
    for statement in _STATEMENTS:
        op.execute(statement)
