"""When it went wrong, and how one begins well: rough patches, mistakes, the first 30 days (G5, G7)."""

from sqlalchemy import Column, Index, Integer

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import table, text, to, word
from relmgr.store.types import Day, Instant

rough_patch = table(
    "rough_patch",
    to("person"),
    Column("opened_on", Day, nullable=False),
    Column("heard_at", Instant),
    text("their_words"),
    text("my_words"),
    text("cause"),
    text("next_step"),
    Column("next_on", Day),
    Column("answer_by", Instant),
    Column("answered_at", Instant),
    Column("solved_on", Day),
    text("solution"),
    Column("felt_on", Day),
    word("felt", kinds.Feeling, nullable=True),
    text("felt_words"),
    Column("aftercare_on", Day),
    Column("aftercare_done_on", Day),
    text("aftercare_note"),
    to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.ROUGH_PATCH,
    people=("person_id",),
)
Index("rough_patch_person", rough_patch.c.person_id)
Index("rough_patch_open", rough_patch.c.solved_on, rough_patch.c.opened_on)
Index("rough_patch_aftercare", rough_patch.c.aftercare_done_on, rough_patch.c.aftercare_on)

rough_patch_step = table(
    "rough_patch_step",
    to("rough_patch"),
    Column("on_day", Day, nullable=False),
    text("text"),
    kind=Kind.ROUGH_PATCH,
)
Index("rough_patch_step_patch", rough_patch_step.c.rough_patch_id)

mistake = table(
    "mistake",
    to("person"),
    to("rough_patch", nullable=True, ondelete="SET NULL"),
    text("text"),
    Column("on_day", Day, nullable=False),
    Column("apologised_on", Day),
    Column("put_right_on", Day),
    text("put_right_how"),
    Column("forgiven_on", Day),
    text("learned"),
    to("moment", nullable=True, ondelete="SET NULL"),
    kind=Kind.MISTAKE,
    people=("person_id",),
)
Index("mistake_person", mistake.c.person_id)
Index("mistake_patch", mistake.c.rough_patch_id)

first_step = table(
    "first_step",
    text("text"),
    word("first_step_kind", kinds.FirstStepKind),
    Column("after_days", Integer, nullable=False, server_default="0"),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.FIRST_DAYS,
)

first_days = table(
    "first_days",
    to("person"),
    Column("started_on", Day, nullable=False),
    Column("delivered_on", Day),
    Column("ended_on", Day),
    kind=Kind.FIRST_DAYS,
    people=("person_id",),
)
Index("first_days_person", first_days.c.person_id)
Index("first_days_ended", first_days.c.ended_on, first_days.c.started_on)

first_days_step = table(
    "first_days_step",
    to("first_days"),
    text("text"),
    word("first_step_kind", kinds.FirstStepKind),
    Column("due_on", Day),
    Column("done_on", Day),
    text("note"),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.FIRST_DAYS,
)
Index("first_days_step_of", first_days_step.c.first_days_id)
