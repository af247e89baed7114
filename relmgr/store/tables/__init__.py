"""The tables of the encrypted file, and which noun each belongs to.

Every table has `id INTEGER PRIMARY KEY`: the undo journal needs it. A table's `info` says its `kind`
(what a change of it is reported as) and in which columns it names `people`. Tables without a kind are
either derived from the others (and made again when those change) or notes of delivery, which no undo touches.
"""

from sqlalchemy import Table

from relmgr.store.tables.backwards import INDEXES
from relmgr.store.tables.behind import SEARCH_SQL, look, shown, summary
from relmgr.store.tables.columns import metadata
from relmgr.store.tables.dealings import (
    decision,
    expectation,
    expectation_change,
    expectation_goal,
    heads_up,
    referral,
    reminder,
    scope_item,
    update_rhythm,
)
from relmgr.store.tables.foremost import (
    EXPECTATION_NEAR,
    IS_AHEAD,
    IS_AT_RISK,
    NOT_A_REQUEST,
    OPEN_SINCE,
    THANKS_SINCE,
)
from relmgr.store.tables.giving import advice, feedback, give, kindness
from relmgr.store.tables.imports import column_mapping, foreign_line, identity, import_batch
from relmgr.store.tables.keeping import (
    earlier_value,
    erased,
    kept_note,
    kept_step,
    synced_card,
    told_apart,
)
from relmgr.store.tables.lives import chapter, fact, goal, life_event, milestone, need, offer, stage, way
from relmgr.store.tables.mending import (
    first_days,
    first_days_step,
    first_step,
    mistake,
    rough_patch,
    rough_patch_step,
)
from relmgr.store.tables.people import (
    affiliation,
    circle_cadence,
    contact_method,
    declined_relation,
    label,
    meta,
    organisation,
    person,
    person_label,
    photo,
    relation,
    saved_filter,
)
from relmgr.store.tables.reflecting import deepening, dismissal, long_view, mirror_answer, overruling
from relmgr.store.tables.talks import conversation, conversation_person, moment, question, review

JOURNALLED: tuple[Table, ...] = tuple(t for t in metadata.sorted_tables if t.info["kind"] is not None)

__all__ = [
    "EXPECTATION_NEAR",
    "INDEXES",
    "IS_AHEAD",
    "IS_AT_RISK",
    "JOURNALLED",
    "NOT_A_REQUEST",
    "OPEN_SINCE",
    "SEARCH_SQL",
    "THANKS_SINCE",
    "advice",
    "affiliation",
    "chapter",
    "circle_cadence",
    "column_mapping",
    "contact_method",
    "conversation",
    "conversation_person",
    "decision",
    "declined_relation",
    "deepening",
    "dismissal",
    "earlier_value",
    "erased",
    "expectation",
    "expectation_change",
    "expectation_goal",
    "fact",
    "feedback",
    "first_days",
    "first_days_step",
    "first_step",
    "foreign_line",
    "give",
    "goal",
    "heads_up",
    "identity",
    "import_batch",
    "kept_note",
    "kept_step",
    "kindness",
    "label",
    "life_event",
    "long_view",
    "look",
    "meta",
    "metadata",
    "milestone",
    "mirror_answer",
    "mistake",
    "moment",
    "need",
    "offer",
    "organisation",
    "overruling",
    "person",
    "person_label",
    "photo",
    "question",
    "referral",
    "relation",
    "reminder",
    "review",
    "rough_patch",
    "rough_patch_step",
    "saved_filter",
    "scope_item",
    "shown",
    "stage",
    "summary",
    "synced_card",
    "told_apart",
    "update_rhythm",
    "way",
]
