"""Indexes of what may point at a row that goes: without one, all that could point at it is read for each that does.

They hold only what points at something, so that they cost nothing where nothing does.
"""

from sqlalchemy import Column, Index

from relmgr.store.tables.dealings import expectation, referral, reminder
from relmgr.store.tables.giving import advice, feedback
from relmgr.store.tables.lives import fact
from relmgr.store.tables.mending import mistake, rough_patch
from relmgr.store.tables.people import organisation, person
from relmgr.store.tables.talks import moment, question

_POINTING: tuple[Column[int], ...] = (
    expectation.c.conversation_id,
    fact.c.conversation_id,
    feedback.c.conversation_id,
    moment.c.conversation_id,
    question.c.conversation_id,
    reminder.c.conversation_id,
    rough_patch.c.conversation_id,
    advice.c.conversation_id,
    advice.c.moment_id,
    mistake.c.moment_id,
    referral.c.moment_id,
    person.c.photo_id,
    organisation.c.logo_id,
)

INDEXES = tuple(
    Index(f"{column.table.name}_{column.name.removesuffix('_id')}", column, sqlite_where=column.is_not(None))
    for column in _POINTING
)
