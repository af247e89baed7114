"""What I make of it: standings overruled, notices dismissed, whom to deepen, the mirror, the long view (D2 to D7)."""

from sqlalchemy import Column, Index, Integer

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.tables.columns import table, text, to, word
from relmgr.store.types import Day

overruling = table(
    "overruling",
    to("person"),
    word("standing", kinds.Standing),
    text("reason"),
    Column("on_day", Day, nullable=False),
    Column("ended_on", Day),
    kind=Kind.DEPTH,
    people=("person_id",),
)
Index("overruling_person", overruling.c.person_id, overruling.c.on_day)

dismissal = table(
    "dismissal",
    to("person"),
    Column("on_day", Day, nullable=False),
    text("reason"),
    Column("newest_moment", Integer, nullable=False, server_default="0"),
    kind=Kind.DEPTH,
    people=("person_id",),
)
Index("dismissal_person", dismissal.c.person_id, dismissal.c.on_day)

deepening = table(
    "deepening",
    to("person"),
    Column("quarter", Day, nullable=False),
    Column("chosen_on", Day, nullable=False),
    text("next_step"),
    Column("next_on", Day),
    Column("done_on", Day),
    text("note"),
    kind=Kind.REVIEW,
    people=("person_id",),
)
Index("deepening_person", deepening.c.person_id)
Index("deepening_quarter", deepening.c.quarter)
Index("deepening_open", deepening.c.done_on, deepening.c.next_on)

mirror_answer = table(
    "mirror_answer",
    to("review"),
    word("characteristic", kinds.Characteristic),
    word("mine", kinds.HowOften, nullable=True),
    word("theirs", kinds.HowOften, nullable=True),
    text("note"),
    kind=Kind.REVIEW,
)
Index("mirror_answer_review", mirror_answer.c.review_id)

long_view = table(
    "long_view",
    to("person", nullable=True),
    Column("on_day", Day, nullable=False),
    text("decision"),
    text("short_term"),
    text("long_term"),
    Column("back_on", Day),
    Column("looked_back_on", Day),
    text("how_it_went"),
    kind=Kind.REVIEW,
    people=("person_id",),
)
Index("long_view_person", long_view.c.person_id)
Index("long_view_back", long_view.c.looked_back_on, long_view.c.back_on)
