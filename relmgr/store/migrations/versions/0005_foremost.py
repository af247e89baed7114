"""What comes first is found by index: when somebody may be talked to again, and the order in which things ask."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = (
    "ALTER TABLE summary ADD COLUMN talk_from VARCHAR",
    """
UPDATE summary SET talk_from = (
    SELECT max(
        coalesce(p.cadence_set_on, date(p.created_at, '-1 day')),
        coalesce(
            date(summary.last_on, summary.cadence_days || ' days'),
            coalesce(p.cadence_set_on, date(p.created_at, '-1 day'))
        )
    )
    FROM person AS p WHERE p.id = summary.id
)
WHERE cadence_days > 0 AND NOT is_deleted AND NOT is_light
    """,
    "DROP INDEX summary_cadence",
    "CREATE INDEX summary_talk ON summary (talk_from)",
    "CREATE INDEX summary_quiet ON summary (is_deleted, is_light, usual_days, last_on)",
    "CREATE INDEX summary_risk_from ON summary (risk_from, risk_until)",
    "CREATE INDEX person_unsaid ON person (created_at) "
    "WHERE purpose IS NULL AND keep_until IS NULL AND deleted_at IS NULL AND is_light IS 0",
    "DROP INDEX life_event_follow_up",
    "CREATE INDEX life_event_asks ON life_event (ended_on, follow_up_on)",
    "DROP INDEX life_event_since",
    "CREATE INDEX life_event_since ON life_event (since_year, since_month, since_day)",
    "CREATE INDEX expectation_near ON expectation (julianday(coalesce(due_until, due_on)) - lead_days) "
    "WHERE closed_on IS NULL",
    "CREATE INDEX expectation_risk ON expectation (status) WHERE closed_on IS NULL AND status = 'at_risk'",
    "CREATE INDEX expectation_gap ON expectation "
    "(expectation_kind != 'request', coalesce(agreed_on, opened_on)) WHERE closed_on IS NULL",
    "CREATE INDEX referral_owed ON referral (coalesce(became_work_on, on_day)) WHERE thanked_on IS NULL",
    "CREATE INDEX referral_again ON referral (became_work_on) "
    "WHERE became_work_on IS NOT NULL AND work_thanked_on IS NULL AND thanked_on < became_work_on",
    "DROP INDEX feedback_told",
    "CREATE INDEX feedback_told ON feedback "
    "(told_on, given_on, thanked_on, decided_on, changed_on, will_change)",
    "CREATE INDEX reminder_ahead ON reminder (start_on) WHERE ended_on IS NULL AND leads NOT IN ('', '0')",
)


def upgrade() -> None:
    """Add the column, filled by what it follows from, and the indexes."""
    for statement in _STATEMENTS:
        op.execute(statement)
