"""Logging, editing and removing a conversation, with everything that follows from it in the same change."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, select

from relmgr.domain.calendar_words import weekday_day
from relmgr.domain.ids import ConversationId, PersonId
from relmgr.domain.kinds import ExpectationKind
from relmgr.i18n import _
from relmgr.services import expectations, life_events, milestones, moments, questions, rows
from relmgr.services.conversations.forms import (
    ConversationInput,
    LifeEventUpdate,
    PersonTalk,
    PromiseInput,
    QuestionInput,
    columns,
)
from relmgr.services.expectations import ExpectationInput
from relmgr.services.people import record
from relmgr.services.people.record import PersonInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import change_row, light, remove_row
from relmgr.store.store import Session

NewPeople = Mapping[PersonId, PersonInput]
"""Who is added with a conversation, by the ids it calls them until they are kept; see `new_id`."""


_LOGGED: BindParameter[int] = bindparam("conversation_id")
_THERE = select(t.conversation_person).where(t.conversation_person.c.conversation_id == _LOGGED)
_NEXT_STEP = select(t.reminder).where(
    t.reminder.c.conversation_id == _LOGGED, t.reminder.c.ended_on.is_(None)
)


def new_id(number: int) -> PersonId:
    """What a conversation calls the `number`th person (from 0) who is added with it: an id that nobody has."""
    return PersonId(-1 - number)


def log(
    store: Store, given: ConversationInput, now: datetime, new: NewPeople | None = None
) -> ConversationId:
    """Keep a conversation and what was noted with it, as one change. Raises InputError, NotFoundError.

    `new` are those in it who are added in the same change: one undo takes them back too.
    A next step with a day also sets a reminder; a promise is kept as one; cadences restart by themselves (R4).
    """
    values = columns(given)
    with store.change(_("Log conversation")) as session:
        given = _with_new(session, given, new or {}, now)
        for talk in given.people:
            rows.get(session, t.person, talk.person_id)
        conversation_id = ConversationId(
            rows.add(session, t.conversation, {"uid": f"urn:uuid:{uuid.uuid4()}", **values})
        )
        _write_people(session, conversation_id, given)
        _write_noted(session, conversation_id, given, now)
        _write_asked(session, given)
        _write_reminder(session, conversation_id, given, now)
        return conversation_id


def _with_new(session: Session, given: ConversationInput, new: NewPeople, now: datetime) -> ConversationInput:
    kept = {id_: record.add_in(session, person, now) for id_, person in new.items()}
    people = tuple(replace(talk, person_id=kept.get(talk.person_id, talk.person_id)) for talk in given.people)
    return replace(given, people=people)


def edit(
    store: Store,
    conversation_id: ConversationId,
    given: ConversationInput,
    now: datetime,
    new: NewPeople | None = None,
) -> None:
    """Replace the conversation with the form's content. Raises InputError, NotFoundError.

    Moments and questions become those of the form. Promises, life events and milestones lead lives of their own:
    those in the form are new ones.
    """
    values = columns(given)
    with store.change(_("Edit conversation")) as session:
        given = _with_new(session, given, new or {}, now)
        rows.change(session, t.conversation, conversation_id, values)
        _write_people(session, conversation_id, given)
        session.execute(delete(t.moment).where(t.moment.c.conversation_id == conversation_id))
        kept = _keep_questions(session, conversation_id, given)
        _write_noted(session, conversation_id, given, now, known_questions=kept)
        _write_reminder(session, conversation_id, given, now)


def remove(store: Store, conversation_id: ConversationId) -> None:
    """Take it out with its moments, questions and open next step; promises stay; undo brings all back.

    Raises NotFoundError.
    """
    with store.change(_("Remove conversation")) as session:
        rows.get(session, t.conversation, conversation_id)
        for table in (t.moment, t.question):
            session.execute(delete(table).where(table.c.conversation_id == conversation_id))
        session.execute(
            delete(t.reminder).where(
                t.reminder.c.conversation_id == conversation_id, t.reminder.c.ended_on.is_(None)
            )
        )
        rows.remove(session, t.conversation, conversation_id)


def _write_people(session: Session, conversation_id: ConversationId, given: ConversationInput) -> None:
    found = light(session).execute(_THERE, {"conversation_id": conversation_id})
    held = {row.person_id: row for row in found}
    for talk in given.people:
        values = _talk_columns(talk, given.on_day)
        row = held.pop(talk.person_id, None)
        if row is None:
            rows.add(session, t.conversation_person, {"conversation_id": conversation_id, **values})
        elif any(getattr(row, name) != value for name, value in values.items()):
            rows.change(session, t.conversation_person, row.id, values)
    for row in held.values():
        remove_row(session, t.conversation_person, row.id)


def _talk_columns(talk: PersonTalk, on_day: date) -> dict[str, Any]:
    return {
        "person_id": talk.person_id,
        "on_day": on_day,
        "feeling": talk.feeling,
        "feeling_word": talk.feeling_word.strip(),
        "saw": talk.saw.strip(),
    }


def _keep_questions(
    session: Session, conversation_id: ConversationId, given: ConversationInput
) -> frozenset[tuple[int, str]]:
    """Drop the questions that left the form; those that stay keep whether they were asked."""
    first = given.people[0].person_id
    wanted = {(question.person_id or first, question.text.strip()) for question in given.ask_next}
    q = t.question.c
    held = session.execute(
        select(q.id, q.person_id, q.text).where(q.conversation_id == conversation_id)
    ).all()
    gone = [row.id for row in held if (row.person_id, row.text) not in wanted]
    if gone:
        session.execute(delete(t.question).where(q.id.in_(gone)))
    return frozenset((row.person_id, row.text) for row in held if row.id not in gone)


def _write_noted(
    session: Session,
    conversation_id: ConversationId,
    given: ConversationInput,
    now: datetime,
    known_questions: frozenset[tuple[int, str]] = frozenset(),
) -> None:
    first = given.people[0].person_id
    for question in given.ask_next:
        key = (question.person_id or first, question.text.strip())
        if key[1] and key not in known_questions:
            rows.add(session, t.question, _question_columns(question, key, conversation_id, given))
    for moment in given.moments:
        moments.add_in(session, first, moment, given.on_day, conversation_id)
    for promise in given.promises:
        wanted = _promise(promise, first, given.on_day)
        expectations.add_in(session, wanted, now, given.on_day, conversation_id)
    for event in given.life_events:
        life_events.add_in(session, _owner(session, event.person_id, first), life_events.columns(event))
    for milestone in given.milestones:
        owner = _owner(session, milestone.person_id, first)
        rows.add(session, t.milestone, {"person_id": owner, **milestones.columns(milestone)})
    for news in given.life_event_updates:
        _update_life_event(session, news, given.on_day)


def _owner(session: Session, person: PersonId | None, first: PersonId) -> PersonId:
    """On whose card something noted belongs. Raises NotFoundError for a person who is gone."""
    if person is None:
        return first
    rows.get(session, t.person, person)
    return person


def _write_asked(session: Session, given: ConversationInput) -> None:
    """What was asked; where the conversation brought news of the same life event, the news hold."""
    news = {update.life_event_id for update in given.life_event_updates}
    for asked in given.asked:
        if asked.source != "life_event" or asked.source_id not in news:
            questions.asked_in(session, given.people[0].person_id, asked, given.on_day)


def _question_columns(
    question: QuestionInput, key: tuple[int, str], conversation_id: ConversationId, given: ConversationInput
) -> dict[str, Any]:
    return {
        "person_id": key[0],
        "text": key[1],
        "why": question.why.strip(),
        "conversation_id": conversation_id,
        "noted_on": given.on_day,
    }


def _promise(promise: PromiseInput, first: PersonId, on_day: date) -> ExpectationInput:
    return ExpectationInput(
        person_id=promise.person_id or first,
        direction=promise.direction,
        kind=promise.kind,
        statement=promise.statement,
        due_on=promise.due_on,
        agreed_on=on_day if promise.kind is ExpectationKind.PROMISE else None,
    )


def _update_life_event(session: Session, news: LifeEventUpdate, on_day: date) -> None:
    values: dict[str, Any] = {"last_asked_on": on_day, "follow_up_on": news.follow_up_on}
    if news.is_over:
        values["ended_on"] = on_day
    rows.change(session, t.life_event, news.life_event_id, values)


def _write_reminder(
    session: Session, conversation_id: ConversationId, given: ConversationInput, now: datetime
) -> None:
    """The open reminder of the next step, made, changed or taken out to match the form."""
    held = light(session).execute(_NEXT_STEP, {"conversation_id": conversation_id}).first()
    if not given.next_step.strip() or given.next_on is None:
        if held is not None:
            rows.remove(session, t.reminder, held.id)
        return
    values = {
        "person_id": given.people[0].person_id,
        "title": given.next_step.strip(),
        "why": _("Next step from {day}.").format(day=weekday_day(given.on_day, given.on_day)),
        "start_on": given.next_on,
        "conversation_id": conversation_id,
    }
    if held is None:
        rows.add(session, t.reminder, {"set_at": now, **values})
    elif any(getattr(held, name) != value for name, value in values.items()):
        change_row(session, t.reminder, held.id, values)
