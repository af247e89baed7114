"""One conversation as it is kept, in the shape of the form that edits it."""

from dataclasses import dataclass

from sqlalchemy import select

from relmgr.domain.ids import ConversationId, ExpectationId, PersonId, ReminderId
from relmgr.domain.moments import MomentKind
from relmgr.services import rows
from relmgr.services.conversations.forms import SAME, ConversationInput, PersonTalk, QuestionInput
from relmgr.services.moments import MomentInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.store import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationDetails:
    """One conversation; `input` can be edited and handed to `edit`: it holds what editing replaces."""

    id: ConversationId
    uid: str
    input: ConversationInput
    expectation_ids: tuple[ExpectationId, ...]
    """The promises made in it."""
    reminder_id: ReminderId | None
    """The open reminder of its next step."""


def get(store: Store, conversation_id: ConversationId) -> ConversationDetails:
    """The conversation. Raises NotFoundError."""
    with store.read() as session:
        return get_in(session, conversation_id)


def get_in(session: Session, conversation_id: ConversationId) -> ConversationDetails:
    """The same inside a read that stands already."""
    row = rows.get(session, t.conversation, conversation_id)
    given = ConversationInput(
        kind=row.conversation_kind,
        people=_people(session, conversation_id),
        ask_next=_questions(session, conversation_id),
        moments=_moments(session, conversation_id),
        **{name: getattr(row, name) for name in SAME},
    )
    e, r = t.expectation.c, t.reminder.c
    promised = session.execute(
        select(e.id).where(e.conversation_id == conversation_id).order_by(e.id)
    ).scalars()
    reminder_id = session.execute(
        select(r.id).where(r.conversation_id == conversation_id, r.ended_on.is_(None))
    ).scalar()
    return ConversationDetails(
        id=conversation_id,
        uid=row.uid,
        input=given,
        expectation_ids=tuple(ExpectationId(id_) for id_ in promised),
        reminder_id=None if reminder_id is None else ReminderId(reminder_id),
    )


def _people(session: Session, conversation_id: ConversationId) -> tuple[PersonTalk, ...]:
    p = t.conversation_person.c
    found = session.execute(
        select(t.conversation_person).where(p.conversation_id == conversation_id).order_by(p.id)
    )
    return tuple(
        PersonTalk(
            person_id=PersonId(row.person_id), feeling=row.feeling, feeling_word=row.feeling_word, saw=row.saw
        )
        for row in found
    )


def _questions(session: Session, conversation_id: ConversationId) -> tuple[QuestionInput, ...]:
    q = t.question.c
    found = session.execute(
        select(q.text, q.why, q.person_id).where(q.conversation_id == conversation_id).order_by(q.id)
    )
    return tuple(
        QuestionInput(text=row.text, why=row.why, person_id=PersonId(row.person_id)) for row in found
    )


def _moments(session: Session, conversation_id: ConversationId) -> tuple[MomentInput, ...]:
    m = t.moment.c
    found = session.execute(
        select(m.moment_kind, m.note, m.person_id).where(m.conversation_id == conversation_id).order_by(m.id)
    )
    return tuple(
        MomentInput(kind=MomentKind(row.moment_kind), note=row.note, person_id=PersonId(row.person_id))
        for row in found
    )
