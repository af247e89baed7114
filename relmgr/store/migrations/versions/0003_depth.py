"""Depth, the mirror, give and take: what I make of a relationship, what I give, and what went wrong and was mended."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
CREATE TABLE give (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    give_kind VARCHAR NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    why VARCHAR DEFAULT '' NOT NULL,
    introduced_id INTEGER,
    given_on VARCHAR,
    came_of_it VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(introduced_id) REFERENCES person (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX give_introduced ON give (introduced_id)",
    "CREATE INDEX give_person ON give (person_id)",
    """
CREATE TABLE advice (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    given_on VARCHAR NOT NULL,
    ask_on VARCHAR,
    asked_on VARCHAR,
    outcome VARCHAR,
    outcome_note VARCHAR DEFAULT '' NOT NULL,
    moment_id INTEGER,
    conversation_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(moment_id) REFERENCES moment (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX advice_asked ON advice (asked_on, ask_on)",
    "CREATE INDEX advice_person ON advice (person_id)",
    """
CREATE TABLE feedback (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    is_mine BOOLEAN DEFAULT '0' NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    given_on VARCHAR NOT NULL,
    thanked_on VARCHAR,
    decided_on VARCHAR,
    decision VARCHAR DEFAULT '' NOT NULL,
    will_change BOOLEAN,
    change_by VARCHAR,
    changed_on VARCHAR,
    change VARCHAR DEFAULT '' NOT NULL,
    told_on VARCHAR,
    told_how VARCHAR DEFAULT '' NOT NULL,
    is_hard_truth BOOLEAN DEFAULT '0' NOT NULL,
    based_on VARCHAR DEFAULT '' NOT NULL,
    how_taken VARCHAR DEFAULT '' NOT NULL,
    conversation_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX feedback_person ON feedback (person_id)",
    "CREATE INDEX feedback_told ON feedback (told_on, given_on)",
    """
CREATE TABLE kindness (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    kindness_kind VARCHAR NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    occasion VARCHAR DEFAULT '' NOT NULL,
    on_day VARCHAR,
    noted_on VARCHAR NOT NULL,
    note VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX kindness_person ON kindness (person_id, on_day)",
    """
CREATE TABLE rough_patch (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    opened_on VARCHAR NOT NULL,
    heard_at VARCHAR,
    their_words VARCHAR DEFAULT '' NOT NULL,
    my_words VARCHAR DEFAULT '' NOT NULL,
    cause VARCHAR DEFAULT '' NOT NULL,
    next_step VARCHAR DEFAULT '' NOT NULL,
    next_on VARCHAR,
    answer_by VARCHAR,
    answered_at VARCHAR,
    solved_on VARCHAR,
    solution VARCHAR DEFAULT '' NOT NULL,
    felt_on VARCHAR,
    felt VARCHAR,
    felt_words VARCHAR DEFAULT '' NOT NULL,
    aftercare_on VARCHAR,
    aftercare_done_on VARCHAR,
    aftercare_note VARCHAR DEFAULT '' NOT NULL,
    conversation_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(conversation_id) REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX rough_patch_aftercare ON rough_patch (aftercare_done_on, aftercare_on)",
    "CREATE INDEX rough_patch_open ON rough_patch (solved_on, opened_on)",
    "CREATE INDEX rough_patch_person ON rough_patch (person_id)",
    """
CREATE TABLE rough_patch_step (
    id INTEGER NOT NULL,
    rough_patch_id INTEGER NOT NULL,
    on_day VARCHAR NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(rough_patch_id) REFERENCES rough_patch (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX rough_patch_step_patch ON rough_patch_step (rough_patch_id)",
    """
CREATE TABLE mistake (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    rough_patch_id INTEGER,
    text VARCHAR DEFAULT '' NOT NULL,
    on_day VARCHAR NOT NULL,
    apologised_on VARCHAR,
    put_right_on VARCHAR,
    put_right_how VARCHAR DEFAULT '' NOT NULL,
    forgiven_on VARCHAR,
    learned VARCHAR DEFAULT '' NOT NULL,
    moment_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(rough_patch_id) REFERENCES rough_patch (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(moment_id) REFERENCES moment (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX mistake_patch ON mistake (rough_patch_id)",
    "CREATE INDEX mistake_person ON mistake (person_id)",
    """
CREATE TABLE first_step (
    id INTEGER NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    first_step_kind VARCHAR NOT NULL,
    after_days INTEGER DEFAULT '0' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id)
)
    """,
    """
CREATE TABLE first_days (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    started_on VARCHAR NOT NULL,
    delivered_on VARCHAR,
    ended_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX first_days_ended ON first_days (ended_on, started_on)",
    "CREATE INDEX first_days_person ON first_days (person_id)",
    """
CREATE TABLE first_days_step (
    id INTEGER NOT NULL,
    first_days_id INTEGER NOT NULL,
    text VARCHAR DEFAULT '' NOT NULL,
    first_step_kind VARCHAR NOT NULL,
    due_on VARCHAR,
    done_on VARCHAR,
    note VARCHAR DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(first_days_id) REFERENCES first_days (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX first_days_step_of ON first_days_step (first_days_id)",
    """
CREATE TABLE overruling (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    standing VARCHAR NOT NULL,
    reason VARCHAR DEFAULT '' NOT NULL,
    on_day VARCHAR NOT NULL,
    ended_on VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX overruling_person ON overruling (person_id, on_day)",
    """
CREATE TABLE dismissal (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    on_day VARCHAR NOT NULL,
    reason VARCHAR DEFAULT '' NOT NULL,
    newest_moment INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX dismissal_person ON dismissal (person_id, on_day)",
    """
CREATE TABLE deepening (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    quarter VARCHAR NOT NULL,
    chosen_on VARCHAR NOT NULL,
    next_step VARCHAR DEFAULT '' NOT NULL,
    next_on VARCHAR,
    done_on VARCHAR,
    note VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX deepening_person ON deepening (person_id)",
    "CREATE INDEX deepening_quarter ON deepening (quarter)",
    "CREATE INDEX deepening_open ON deepening (done_on, next_on)",
    """
CREATE TABLE mirror_answer (
    id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    characteristic VARCHAR NOT NULL,
    mine VARCHAR,
    theirs VARCHAR,
    note VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX mirror_answer_review ON mirror_answer (review_id)",
    """
CREATE TABLE long_view (
    id INTEGER NOT NULL,
    person_id INTEGER,
    on_day VARCHAR NOT NULL,
    decision VARCHAR DEFAULT '' NOT NULL,
    short_term VARCHAR DEFAULT '' NOT NULL,
    long_term VARCHAR DEFAULT '' NOT NULL,
    back_on VARCHAR,
    looked_back_on VARCHAR,
    how_it_went VARCHAR DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    "CREATE INDEX long_view_back ON long_view (looked_back_on, back_on)",
    "CREATE INDEX long_view_person ON long_view (person_id)",
    "ALTER TABLE summary ADD COLUMN slips_from VARCHAR",
    "ALTER TABLE summary ADD COLUMN overruled VARCHAR",
    "CREATE INDEX moment_day ON moment (on_day, moment_kind, person_id)",
    "ALTER TABLE summary ADD COLUMN sign_days VARCHAR DEFAULT '' NOT NULL",
    "CREATE INDEX summary_risk ON summary (risk_until, risk_from)",
    # Made anew, for a column that refers to another table cannot be added. Thanks said when it had become work were for
    # both: the step before had room for one day alone.
    "ALTER TABLE referral RENAME TO referral_before",
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
    work_thanked_on VARCHAR,
    work_thanked_how VARCHAR DEFAULT '' NOT NULL,
    moment_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(by_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(of_person_id) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(moment_id) REFERENCES moment (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
)
    """,
    """
INSERT INTO referral (id, by_person_id, of_person_id, on_day, note, became_work_on, work_note, thanked_on, thanked_how,
    work_thanked_on, work_thanked_how)
SELECT id, by_person_id, of_person_id, on_day, note, became_work_on, work_note, thanked_on, thanked_how,
    CASE WHEN thanked_on >= became_work_on THEN thanked_on END,
    CASE WHEN thanked_on >= became_work_on THEN thanked_how ELSE '' END
FROM referral_before
    """,
    "DROP TABLE referral_before",
    "CREATE INDEX referral_by ON referral (by_person_id)",
    "CREATE INDEX referral_of ON referral (of_person_id)",
    "CREATE INDEX referral_thanked ON referral (thanked_on)",
)


def upgrade() -> None:
    """Add the tables and columns."""
    for statement in _STATEMENTS:
        op.execute(statement)
