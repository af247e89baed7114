"""The tables of the encrypted file, and which noun each belongs to.

Every table has `id INTEGER PRIMARY KEY`: the undo journal needs it. A table's `info` says its `kind`
(what a change of it is reported as) and in which columns it names `people`. Tables without a kind are
either derived from the others (and made again when those change) or notes of delivery, which no undo touches.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Time,
    func,
)

from relmgr.domain import kinds
from relmgr.domain.kinds import Kind
from relmgr.store.types import Day, Instant, Word

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, String, nullable=False, server_default="")


def _word(name: str, kind: type[StrEnum], *, nullable: bool = False) -> Column[Any]:
    return Column(name, Word(kind), nullable=nullable)


def _partial(prefix: str) -> list[Column[Any]]:
    return [Column(f"{prefix}_{part}", Integer) for part in ("year", "month", "day")]


def _to(
    target: str, name: str | None = None, *, nullable: bool = False, ondelete: str = "CASCADE"
) -> Column[int]:
    return Column(
        name or f"{target}_id",
        Integer,
        ForeignKey(f"{target}.id", ondelete=ondelete, deferrable=True, initially="IMMEDIATE"),
        nullable=nullable,
    )


def _table(name: str, *items: Any, kind: Kind | None = None, people: tuple[str, ...] = ()) -> Table:
    return Table(
        name, metadata, Column("id", Integer, primary_key=True), *items, info={"kind": kind, "people": people}
    )


meta = _table(
    "meta", Column("key", String, nullable=False, unique=True), Column("value", String, nullable=False)
)

photo = _table(
    "photo",
    Column("sha256", String, nullable=False, unique=True),
    Column("media_type", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

person = _table(
    "person",
    Column("uid", String, nullable=False, unique=True),
    _text("display_name"),
    *(_text(part) for part in ("prefix", "given", "additional", "family", "suffix")),
    *(_text(part) for part in ("nickname", "native_name", "say_name", "pronouns")),
    *(_text(part) for part in ("headline", "city", "time_zone", "languages", "best_hours", "notes")),
    _word("preferred_channel", kinds.ContactKind, nullable=True),
    Column("do_not_phone", Boolean, nullable=False, server_default="0"),
    _word("circle", kinds.Circle, nullable=True),
    Column("cadence_days", Integer),
    Column("cadence_set_on", Day),
    Column("away_from", Day),
    Column("away_until", Day),
    _text("away_why"),
    Column("gentle_until", Day),
    _text("gentle_why"),
    _text("leap_day"),
    Column("is_light", Boolean, nullable=False, server_default="0"),
    _to("photo", nullable=True, ondelete="SET NULL"),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("deleted_at", Instant),
    *(_text(part) for part in ("why_care", "met_where", "met_through", "first_impression")),
    _word("ally_kind", kinds.AllyKind, nullable=True),
    kind=Kind.PERSON,
    people=("id",),
)

Index("person_circle", person.c.circle)
Index("person_ally", person.c.ally_kind)

organisation = _table(
    "organisation",
    Column("uid", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    *(_text(part) for part in ("monogram", "website", "notes")),
    _to("photo", "logo_id", nullable=True, ondelete="SET NULL"),
    Column("created_at", Instant, nullable=False),
    kind=Kind.ORGANISATION,
)
Index("organisation_name", organisation.c.name)
Index("organisation_lower_name", func.lower(organisation.c.name))

affiliation = _table(
    "affiliation",
    _to("person"),
    _to("organisation"),
    _text("title"),
    _text("department"),
    _word("role", kinds.RoleTowardMe, nullable=True),
    *_partial("from"),
    *_partial("until"),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.AFFILIATION,
    people=("person_id",),
)
Index("affiliation_person", affiliation.c.person_id)
Index("affiliation_organisation", affiliation.c.organisation_id)

relation = _table(
    "relation",
    _to("person", "from_person_id"),
    _to("person", "to_person_id"),
    _word("relation_kind", kinds.RelationKind),
    _text("label"),
    _text("note"),
    kind=Kind.RELATION,
    people=("from_person_id", "to_person_id"),
)
Index("relation_from", relation.c.from_person_id)
Index("relation_to", relation.c.to_person_id)

declined_relation = _table(
    "declined_relation",
    _to("person", "from_person_id"),
    _to("person", "to_person_id"),
    _word("relation_kind", kinds.RelationKind),
    kind=Kind.RELATION,
    people=("from_person_id", "to_person_id"),
)
Index("declined_relation_from", declined_relation.c.from_person_id)
Index("declined_relation_to", declined_relation.c.to_person_id)

contact_method = _table(
    "contact_method",
    _to("person"),
    _word("contact_kind", kinds.ContactKind),
    _text("label"),
    _text("value"),
    _text("normalised"),
    _text("parts"),
    Column("is_preferred", Boolean, nullable=False, server_default="0"),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.CONTACT_METHOD,
    people=("person_id",),
)
Index("contact_method_person", contact_method.c.person_id)
Index("contact_method_normalised", contact_method.c.normalised)

label = _table("label", Column("name", String, nullable=False, unique=True), kind=Kind.LABEL)
person_label = _table(
    "person_label",
    _to("person"),
    _to("label"),
    kind=Kind.LABEL,
    people=("person_id",),
)
Index("person_label_both", person_label.c.person_id, person_label.c.label_id, unique=True)
Index("person_label_label", person_label.c.label_id, person_label.c.person_id)

saved_filter = _table(
    "saved_filter",
    Column("name", String, nullable=False, unique=True),
    Column("query", String, nullable=False),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.FILTER,
)

circle_cadence = _table(
    "circle_cadence",
    Column("circle", Word(kinds.Circle), nullable=False, unique=True),
    Column("days", Integer),
    kind=Kind.CIRCLE,
)

fact = _table(
    "fact",
    _to("person"),
    _word("side", kinds.Side),
    _text("label"),
    _text("text"),
    Column("heard_on", Day),
    _word("source", kinds.FactSource),
    _word("sensitivity", kinds.Sensitivity),
    _to("conversation", nullable=True, ondelete="SET NULL"),
    Column("position", Integer, nullable=False, server_default="0"),
    _text("question"),
    kind=Kind.FACT,
    people=("person_id",),
)
Index("fact_person", fact.c.person_id)
Index("fact_side", fact.c.side, fact.c.person_id)

milestone = _table(
    "milestone",
    _to("person"),
    _word("milestone_kind", kinds.MilestoneKind),
    _text("title"),
    *_partial("on"),
    _text("note"),
    Column("remind", Boolean, nullable=False, server_default="1"),
    kind=Kind.MILESTONE,
    people=("person_id",),
)
Index("milestone_person", milestone.c.person_id)
Index("milestone_kind", milestone.c.milestone_kind, milestone.c.person_id)
Index("milestone_day", milestone.c.on_month, milestone.c.on_day, milestone.c.remind)

life_event = _table(
    "life_event",
    _to("person"),
    _text("icon"),
    _text("title"),
    _text("note"),
    _text("question"),
    _text("why"),
    *_partial("since"),
    *_partial("until"),
    _text("until_words"),
    Column("follow_up_on", Day),
    Column("last_asked_on", Day),
    Column("ended_on", Day),
    kind=Kind.LIFE_EVENT,
    people=("person_id",),
)
Index("life_event_person", life_event.c.person_id)
Index("life_event_follow_up", life_event.c.follow_up_on)
Index("life_event_since", life_event.c.since_year, life_event.c.since_month)

way = _table(
    "way",
    _to("person"),
    Column("is_mine", Boolean, nullable=False, server_default="0"),
    _text("label"),
    _text("text"),
    Column("heard_on", Day),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.WAY,
    people=("person_id",),
)
Index("way_person", way.c.person_id)

goal = _table(
    "goal",
    _to("person"),
    _word("goal_kind", kinds.GoalKind),
    _text("from_text"),
    _text("to_text"),
    _text("note"),
    *_partial("horizon"),
    Column("noted_on", Day, nullable=False),
    Column("last_asked_on", Day),
    Column("reached_on", Day),
    kind=Kind.GOAL,
    people=("person_id",),
)
Index("goal_person", goal.c.person_id)

offer = _table(
    "offer",
    Column("name", String, nullable=False, unique=True),
    *(_text(part) for part in ("pros", "cons", "best_case", "best_leads", "worst_case", "worst_leads")),
    Column("position", Integer, nullable=False, server_default="0"),
    Column("ended_on", Day),
    kind=Kind.OFFER,
)

need = _table(
    "need",
    _to("person"),
    _to("offer", nullable=True, ondelete="SET NULL"),
    _text("text"),
    Column("heard_on", Day),
    Column("met_on", Day),
    kind=Kind.NEED,
    people=("person_id",),
)
Index("need_person", need.c.person_id)
Index("need_offer", need.c.offer_id)

stage = _table(
    "stage",
    _to("person"),
    _word("stage", kinds.Stage),
    *_partial("on"),
    _text("story"),
    kind=Kind.STAGE,
    people=("person_id",),
)
Index("stage_person", stage.c.person_id)

chapter = _table(
    "chapter",
    _to("person"),
    _word("chapter_kind", kinds.ChapterKind),
    _text("title"),
    _text("note"),
    *_partial("from"),
    *_partial("until"),
    kind=Kind.CHAPTER,
    people=("person_id",),
)
Index("chapter_person", chapter.c.person_id)

conversation = _table(
    "conversation",
    Column("uid", String, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    _text("zone"),
    Column("on_day", Day, nullable=False),
    _word("conversation_kind", kinds.ConversationKind),
    Column("minutes", Integer),
    Column("by_me", Boolean),
    *(_text(part) for part in ("headline", "their_world", "our_work", "heard", "not_said")),
    _word("my_feeling", kinds.Feeling, nullable=True),
    _word("closeness", kinds.Closeness, nullable=True),
    _text("next_step"),
    Column("next_on", Day),
    kind=Kind.CONVERSATION,
)
Index("conversation_day", conversation.c.on_day)

conversation_person = _table(
    "conversation_person",
    _to("conversation"),
    _to("person"),
    Column("on_day", Day, nullable=False),
    _word("feeling", kinds.Feeling, nullable=True),
    _text("feeling_word"),
    _text("saw"),
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

question = _table(
    "question",
    _to("person"),
    _to("conversation", nullable=True, ondelete="SET NULL"),
    _text("text"),
    _text("why"),
    Column("noted_on", Day, nullable=False),
    Column("asked_on", Day),
    kind=Kind.CONVERSATION,
    people=("person_id",),
)
Index("question_person", question.c.person_id)

moment = _table(
    "moment",
    _to("person"),
    Column("on_day", Day, nullable=False),
    Column("moment_kind", String, nullable=False),
    _text("note"),
    _to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.MOMENT,
    people=("person_id",),
)
Index("moment_person_day", moment.c.person_id, moment.c.on_day)

expectation = _table(
    "expectation",
    Column("uid", String, nullable=False, unique=True),
    _to("person"),
    _word("direction", kinds.Direction),
    _word("expectation_kind", kinds.ExpectationKind),
    _text("statement"),
    _word("status", kinds.Status),
    Column("due_on", Day),
    Column("due_until", Day),
    _text("due_words"),
    Column("lead_days", Integer, nullable=False, server_default="3"),
    _text("best_case"),
    _text("worst_case"),
    Column("worst_case_told", Boolean, nullable=False, server_default="0"),
    Column("agreed_on", Day),
    _text("agreed_how"),
    _text("agreed_with"),
    _text("risk_reason"),
    Column("told_on", Day),
    Column("closed_on", Day),
    Column("opened_on", Day, nullable=False),
    _to("conversation", nullable=True, ondelete="SET NULL"),
    _text("real_request"),
    Column("answered_on", Day),
    kind=Kind.EXPECTATION,
    people=("person_id",),
)
Index("expectation_person", expectation.c.person_id)
Index("expectation_open", expectation.c.closed_on, expectation.c.due_on)
Index("expectation_answered", expectation.c.answered_on)

scope_item = _table(
    "scope_item",
    _to("expectation"),
    _text("text"),
    _word("scope", kinds.Scope),
    Column("position", Integer, nullable=False, server_default="0"),
    kind=Kind.EXPECTATION,
)
Index("scope_item_expectation", scope_item.c.expectation_id)

expectation_change = _table(
    "expectation_change",
    _to("expectation"),
    Column("at", Instant, nullable=False),
    Column("on_day", Day, nullable=False),
    _word("from_status", kinds.Status, nullable=True),
    _word("to_status", kinds.Status),
    _text("note"),
    Column("step", Word(kinds.Step), nullable=False, server_default="status"),
    Column("due_before", Day),
    Column("due_after", Day),
    _text("agreed_words"),
    kind=Kind.EXPECTATION,
)
Index("expectation_change_expectation", expectation_change.c.expectation_id)

expectation_goal = _table(
    "expectation_goal",
    _to("expectation"),
    _to("goal"),
    kind=Kind.EXPECTATION,
)
Index("expectation_goal_both", expectation_goal.c.expectation_id, expectation_goal.c.goal_id, unique=True)
Index("expectation_goal_goal", expectation_goal.c.goal_id)

update_rhythm = _table(
    "update_rhythm",
    _to("person"),
    _word("direction", kinds.Direction),
    Column("every_days", Integer, nullable=False),
    Column("agreed_on", Day, nullable=False),
    Column("last_on", Day),
    _text("note"),
    kind=Kind.UPDATE,
    people=("person_id",),
)
Index("update_rhythm_both", update_rhythm.c.person_id, update_rhythm.c.direction, unique=True)

heads_up = _table(
    "heads_up",
    _to("person"),
    _text("text"),
    Column("noted_on", Day, nullable=False),
    Column("told_on", Day),
    kind=Kind.UPDATE,
    people=("person_id",),
)
Index("heads_up_person", heads_up.c.person_id)
Index("heads_up_untold", heads_up.c.told_on, heads_up.c.noted_on)

referral = _table(
    "referral",
    _to("person", "by_person_id"),
    _to("person", "of_person_id"),
    Column("on_day", Day, nullable=False),
    _text("note"),
    Column("became_work_on", Day),
    _text("work_note"),
    Column("thanked_on", Day),
    _text("thanked_how"),
    kind=Kind.REFERRAL,
    people=("by_person_id", "of_person_id"),
)
Index("referral_by", referral.c.by_person_id)
Index("referral_of", referral.c.of_person_id)
Index("referral_thanked", referral.c.thanked_on)

reminder = _table(
    "reminder",
    _to("person", nullable=True),
    _text("title"),
    _text("why"),
    Column("start_on", Day, nullable=False),
    Column("at_time", Time),
    _text("rrule"),
    _text("leads"),
    Column("grace_days", Integer),
    Column("set_at", Instant, nullable=False),
    Column("ended_on", Day),
    _to("conversation", nullable=True, ondelete="SET NULL"),
    kind=Kind.REMINDER,
    people=("person_id",),
)
Index("reminder_person", reminder.c.person_id)
Index("reminder_ended", reminder.c.ended_on, reminder.c.start_on)

decision = _table(
    "decision",
    Column("source", String, nullable=False),
    Column("source_id", Integer, nullable=False),
    Column("occurrence", Day, nullable=False),
    _word("decision", kinds.Decision),
    Column("until_at", Instant),
    Column("decided_at", Instant, nullable=False),
    kind=Kind.REMINDER,
)
Index("decision_source", decision.c.source, decision.c.source_id, decision.c.occurrence)
Index("decision_until", decision.c.until_at)

identity = _table(
    "identity",
    _to("person"),
    Column("source", String, nullable=False),
    Column("uid", String, nullable=False),
    kind=Kind.IMPORT,
    people=("person_id",),
)
Index("identity_uid", identity.c.source, identity.c.uid)
Index("identity_person", identity.c.person_id)

import_batch = _table(
    "import_batch",
    Column("at", Instant, nullable=False),
    _text("file_name"),
    _text("format"),
    Column("cards", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("merged", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    kind=Kind.IMPORT,
)

foreign_line = _table(
    "foreign_line",
    _to("person"),
    _to("import_batch", nullable=True, ondelete="SET NULL"),
    Column("format", String, nullable=False),
    Column("raw", String, nullable=False),
    kind=Kind.FOREIGN,
    people=("person_id",),
)
Index("foreign_line_person", foreign_line.c.person_id)

# --- notes of delivery: no undo touches them, and they change no reminder (principle 9) ---

shown = _table(
    "shown",
    Column("source", String, nullable=False),
    Column("source_id", Integer, nullable=False),
    Column("occurrence", Day, nullable=False),
    Column("stage", String, nullable=False),
    Column("shown_at", Instant, nullable=False),
)
Index("shown_source", shown.c.source, shown.c.source_id, shown.c.occurrence, shown.c.stage, unique=True)

look = _table("look", Column("at", Instant, nullable=False))

# --- derived: what lists and searches read; made again from the tables above (store/derived.py) ---

summary = _table(
    "summary",
    Column("sort_key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("first_name", String, nullable=False),
    Column("initials", String, nullable=False),
    Column("role_line", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("monogram", String, nullable=False),
    Column("person_colour", Integer, nullable=False),
    Column("company_colour", Integer),
    Column("photo_id", Integer),
    Column("is_light", Boolean, nullable=False),
    Column("is_deleted", Boolean, nullable=False),
    Column("conversations", Integer, nullable=False),
    Column("last_on", Day),
    Column("usual_days", Integer),
    Column("cadence_days", Integer),
    Column("risk_from", Day),
    Column("risk_until", Day),
)
Index("summary_sort", summary.c.is_deleted, summary.c.is_light, summary.c.sort_key, summary.c.id)
Index("summary_cadence", summary.c.cadence_days, summary.c.last_on)
Index("summary_rhythm", summary.c.is_deleted, summary.c.is_light, summary.c.last_on, summary.c.usual_days)

JOURNALLED: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t.info["kind"] is not None)

SEARCH_SQL = (
    "CREATE VIRTUAL TABLE person_search USING fts5(name, rest, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO person_search(person_search, rank) VALUES('secure-delete', 1)",
    "CREATE VIRTUAL TABLE conversation_search USING fts5(text, tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO conversation_search(conversation_search, rank) VALUES('secure-delete', 1)",
)
"""The full-text tables; their rowid is the person's or conversation's id and their text is folded (domain/fold.py)."""
