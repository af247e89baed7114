"""Give and take: gives, advice, feedback both ways and small kindnesses (G2, G3, G4, G6)."""

from sqlalchemy import Boolean, Column, Index

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import table, text, to, word
from relmgr.store.types import Day

give = table(
    "give",
    to("person"),
    word("give_kind", kinds.GiveKind),
    text("text"),
    text("why"),
    to("person", "introduced_id", nullable=True, ondelete="SET NULL"),
    Column("given_on", Day),
    text("came_of_it"),
    kind=Kind.GIVE,
    people=("person_id", "introduced_id"),
)
Index("give_person", give.c.person_id)
Index("give_introduced", give.c.introduced_id)

advice = table(
    "advice",
    to("person"),
    text("text"),
    Column("given_on", Day, nullable=False),
    Column("ask_on", Day),
    Column("asked_on", Day),
    word("outcome", kinds.AdviceOutcome, nullable=True),
    text("outcome_note"),
    to("moment", nullable=True, ondelete="SET NULL"),
    to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.ADVICE,
    people=("person_id",),
)
Index("advice_person", advice.c.person_id)
Index("advice_asked", advice.c.asked_on, advice.c.ask_on)

feedback = table(
    "feedback",
    to("person"),
    Column("is_mine", Boolean, nullable=False, server_default="0"),
    text("text"),
    Column("given_on", Day, nullable=False),
    Column("thanked_on", Day),
    Column("decided_on", Day),
    text("decision"),
    Column("will_change", Boolean),
    Column("change_by", Day),
    Column("changed_on", Day),
    text("change"),
    Column("told_on", Day),
    text("told_how"),
    Column("is_hard_truth", Boolean, nullable=False, server_default="0"),
    text("based_on"),
    text("how_taken"),
    to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.FEEDBACK,
    people=("person_id",),
)
Index("feedback_person", feedback.c.person_id)
Index(
    "feedback_told",
    *(feedback.c.told_on, feedback.c.given_on, feedback.c.thanked_on, feedback.c.decided_on),
    *(feedback.c.changed_on, feedback.c.will_change),
)

kindness = table(
    "kindness",
    to("person"),
    word("kindness_kind", kinds.KindnessKind),
    text("text"),
    text("occasion"),
    Column("on_day", Day),
    Column("noted_on", Day, nullable=False),
    text("note"),
    kind=Kind.KINDNESS,
    people=("person_id",),
)
Index("kindness_person", kindness.c.person_id, kindness.c.on_day)
