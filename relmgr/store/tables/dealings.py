"""What is between us: expectations, updates, introductions, reminders and what was decided of them."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Time

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import table, text, to, word
from relmgr.store.types import Day, Instant, Word

expectation = table(
    "expectation",
    Column("uid", String, nullable=False, unique=True),
    to("person"),
    word("direction", kinds.Direction),
    word("expectation_kind", kinds.ExpectationKind),
    text("statement"),
    word("status", kinds.Status),
    Column("due_on", Day),
    Column("due_until", Day),
    text("due_words"),
    Column("lead_days", Integer, nullable=False, server_default="3"),
    text("best_case"),
    text("worst_case"),
    Column("worst_case_told", Boolean, nullable=False, server_default="0"),
    Column("agreed_on", Day),
    text("agreed_how"),
    text("agreed_with"),
    text("risk_reason"),
    Column("told_on", Day),
    Column("closed_on", Day),
    Column("opened_on", Day, nullable=False),
    to("conversation", nullable=True, ondelete="SET NULL"),
    text("real_request"),
    Column("answered_on", Day),
    kind=Kind.EXPECTATION,
    people=("person_id",),
)
Index("expectation_person", expectation.c.person_id)
Index("expectation_open", expectation.c.closed_on, expectation.c.due_on)
Index("expectation_answered", expectation.c.answered_on)

scope_item = table(
    "scope_item",
    to("expectation"),
    text("text"),
    word("scope", kinds.Scope),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.EXPECTATION,
)
Index("scope_item_expectation", scope_item.c.expectation_id)

expectation_change = table(
    "expectation_change",
    to("expectation"),
    Column("at", Instant, nullable=False),
    Column("on_day", Day, nullable=False),
    word("from_status", kinds.Status, nullable=True),
    word("to_status", kinds.Status),
    text("note"),
    Column("step", Word(kinds.Step), nullable=False, server_default="status"),
    Column("due_before", Day),
    Column("due_after", Day),
    text("agreed_words"),
    kind=Kind.EXPECTATION,
)
Index("expectation_change_expectation", expectation_change.c.expectation_id)

expectation_goal = table(
    "expectation_goal",
    to("expectation"),
    to("goal"),
    kind=Kind.EXPECTATION,
)
Index("expectation_goal_both", expectation_goal.c.expectation_id, expectation_goal.c.goal_id, unique=True)
Index("expectation_goal_goal", expectation_goal.c.goal_id)

update_rhythm = table(
    "update_rhythm",
    to("person"),
    word("direction", kinds.Direction),
    Column("every_days", Integer, nullable=False),
    Column("agreed_on", Day, nullable=False),
    Column("last_on", Day),
    text("note"),
    kind=Kind.UPDATE,
    people=("person_id",),
)
Index("update_rhythm_both", update_rhythm.c.person_id, update_rhythm.c.direction, unique=True)

heads_up = table(
    "heads_up",
    to("person"),
    text("text"),
    Column("noted_on", Day, nullable=False),
    Column("told_on", Day),
    kind=Kind.UPDATE,
    people=("person_id",),
)
Index("heads_up_person", heads_up.c.person_id)
Index("heads_up_untold", heads_up.c.told_on, heads_up.c.noted_on)

referral = table(
    "referral",
    to("person", "by_person_id"),
    to("person", "of_person_id"),
    Column("on_day", Day, nullable=False),
    text("note"),
    Column("became_work_on", Day),
    text("work_note"),
    Column("thanked_on", Day),
    text("thanked_how"),
    Column("work_thanked_on", Day),
    text("work_thanked_how"),
    to("moment", nullable=True, ondelete="SET NULL"),
    kind=Kind.REFERRAL,
    people=("by_person_id", "of_person_id"),
)
Index("referral_by", referral.c.by_person_id)
Index("referral_of", referral.c.of_person_id)
Index("referral_thanked", referral.c.thanked_on)

reminder = table(
    "reminder",
    to("person", nullable=True),
    text("title"),
    text("why"),
    Column("start_on", Day, nullable=False),
    Column("at_time", Time),
    text("rrule"),
    text("leads"),
    Column("grace_days", Integer),
    Column("set_at", Instant, nullable=False),
    Column("ended_on", Day),
    to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.REMINDER,
    people=("person_id",),
)
Index("reminder_person", reminder.c.person_id)
Index("reminder_ended", reminder.c.ended_on, reminder.c.start_on)

decision = table(
    "decision",
    Column("source", String, nullable=False),
    Column("source_id", Integer, nullable=False),
    Column("occurrence", Day, nullable=False),
    word("decision", kinds.Decision),
    Column("until_at", Instant),
    Column("decided_at", Instant, nullable=False),
    kind=Kind.REMINDER,
)
Index("decision_source", decision.c.source, decision.c.source_id, decision.c.occurrence)
Index("decision_until", decision.c.until_at)
