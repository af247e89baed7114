"""What is known of a life: facts, dates, what goes on, ways, goals, needs, stages and chapters."""

from sqlalchemy import Boolean, Column, Index, Integer, String

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import partial, table, text, to, word
from relmgr.store.types import Day

fact = table(
    "fact",
    to("person"),
    word("side", kinds.Side),
    text("label"),
    text("text"),
    Column("heard_on", Day),
    word("source", kinds.FactSource),
    word("sensitivity", kinds.Sensitivity),
    to("conversation", nullable=True, ondelete="SET NULL"),
    Column("position", Integer, nullable=False, server_default="0"),
    text("question"),
    kind=Kind.FACT,
    people=("person_id",),
)
Index("fact_person", fact.c.person_id)
Index("fact_side", fact.c.side, fact.c.person_id)

milestone = table(
    "milestone",
    to("person"),
    word("milestone_kind", kinds.MilestoneKind),
    text("title"),
    *partial("on"),
    text("note"),
    Column("remind", Boolean, nullable=False, server_default="1"),
    kind=Kind.MILESTONE,
    people=("person_id",),
)
Index("milestone_person", milestone.c.person_id)
Index("milestone_kind", milestone.c.milestone_kind, milestone.c.person_id)
Index("milestone_day", milestone.c.on_month, milestone.c.on_day, milestone.c.remind)

life_event = table(
    "life_event",
    to("person"),
    text("icon"),
    text("title"),
    text("note"),
    text("question"),
    text("why"),
    *partial("since"),
    *partial("until"),
    text("until_words"),
    Column("follow_up_on", Day),
    Column("last_asked_on", Day),
    Column("ended_on", Day),
    kind=Kind.LIFE_EVENT,
    people=("person_id",),
)
Index("life_event_person", life_event.c.person_id)
Index("life_event_asks", life_event.c.ended_on, life_event.c.follow_up_on)
Index("life_event_until", life_event.c.ended_on, life_event.c.until_year)
Index("life_event_since", life_event.c.since_year, life_event.c.since_month, life_event.c.since_day)

way = table(
    "way",
    to("person"),
    Column("is_mine", Boolean, nullable=False, server_default="0"),
    text("label"),
    text("text"),
    Column("heard_on", Day),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.WAY,
    people=("person_id",),
)
Index("way_person", way.c.person_id)

goal = table(
    "goal",
    to("person"),
    word("goal_kind", kinds.GoalKind),
    text("from_text"),
    text("to_text"),
    text("note"),
    *partial("horizon"),
    Column("noted_on", Day, nullable=False),
    Column("last_asked_on", Day),
    Column("reached_on", Day),
    kind=Kind.GOAL,
    people=("person_id",),
)
Index("goal_person", goal.c.person_id)

offer = table(
    "offer",
    Column("name", String, nullable=False, unique=True),
    *(text(part) for part in ("pros", "cons", "best_case", "best_leads", "worst_case", "worst_leads")),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("ended_on", Day),
    kind=Kind.OFFER,
)

need = table(
    "need",
    to("person"),
    to("offer", nullable=True, ondelete="SET NULL"),
    text("text"),
    Column("heard_on", Day),
    Column("met_on", Day),
    kind=Kind.NEED,
    people=("person_id",),
)
Index("need_person", need.c.person_id)
Index("need_offer", need.c.offer_id)

stage = table(
    "stage",
    to("person"),
    word("stage", kinds.Stage),
    *partial("on"),
    text("story"),
    kind=Kind.STAGE,
    people=("person_id",),
)
Index("stage_person", stage.c.person_id)

chapter = table(
    "chapter",
    to("person"),
    word("chapter_kind", kinds.ChapterKind),
    text("title"),
    text("note"),
    *partial("from"),
    *partial("until"),
    kind=Kind.CHAPTER,
    people=("person_id",),
)
Index("chapter_person", chapter.c.person_id)
