"""What was said and seen: conversations, questions for next time, moments."""

from sqlalchemy import Boolean, Column, Index, Integer, String

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import table, text, to, word
from relmgr.store.types import Day, Instant

conversation = table(
    "conversation",
    Column("uid", String, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    text("zone"),
    Column("on_day", Day, nullable=False),
    word("conversation_kind", kinds.ConversationKind),
    Column("minutes", Integer),
    Column("by_me", Boolean),
    *(text(part) for part in ("headline", "their_world", "our_work", "heard", "not_said")),
    word("my_feeling", kinds.Feeling, nullable=True),
    word("closeness", kinds.Closeness, nullable=True),
    text("next_step"),
    Column("next_on", Day),
    kind=Kind.CONVERSATION,
)
Index("conversation_day", conversation.c.on_day)

conversation_person = table(
    "conversation_person",
    to("conversation"),
    to("person"),
    Column("on_day", Day, nullable=False),
    word("feeling", kinds.Feeling, nullable=True),
    text("feeling_word"),
    text("saw"),
    kind=Kind.CONVERSATION,
    people=("person_id",),
)
Index(
    "conversation_person_day",
    conversation_person.c.person_id,
    conversation_person.c.on_day,
    conversation_person.c.conversation_id,
)
Index("conversation_person_conversation", conversation_person.c.conversation_id)

question = table(
    "question",
    to("person"),
    to("conversation", nullable=True, ondelete="SET NULL"),
    text("text"),
    text("why"),
    Column("noted_on", Day, nullable=False),
    Column("asked_on", Day),
    kind=Kind.CONVERSATION,
    people=("person_id",),
)
Index("question_person", question.c.person_id)

moment = table(
    "moment",
    to("person"),
    Column("on_day", Day, nullable=False),
    Column("moment_kind", String, nullable=False),
    text("note"),
    to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.MOMENT,
    people=("person_id",),
)
Index("moment_person_day", moment.c.person_id, moment.c.on_day)
Index("moment_day", moment.c.on_day, moment.c.moment_kind, moment.c.person_id)

review = table(
    "review",
    to("person", nullable=True),
    word("review_kind", kinds.ReviewKind),
    Column("on_day", Day, nullable=False),
    text("text"),
    Column("was_skipped", Boolean, nullable=False, server_default="0"),
    kind=Kind.REVIEW,
    people=("person_id",),
)
Index("review_kind_day", review.c.review_kind, review.c.on_day)
Index("review_person", review.c.person_id)
