"""What saving a conversation will change besides keeping it: the line at the foot of the log dialog."""

from datetime import date
from typing import Any

from sqlalchemy import select

from relmgr.domain import kin, pronouns
from relmgr.domain.calendar_words import short_day
from relmgr.i18n import _
from relmgr.services.conversations.forms import ConversationInput, LifeEventUpdate
from relmgr.store import Store
from relmgr.store import tables as t


def consequences(store: Store, given: ConversationInput, today: date) -> tuple[str, ...]:
    """Sentences without a full stop, such as "Also moves the follow-up on her father to 8 Dec"."""
    questions = " ".join(one.question for one in given.asked)
    asked = (_("Marks as asked: {questions}").format(questions=questions),) if questions else ()
    updates = {news.life_event_id: news for news in given.life_event_updates}
    if not updates:
        return asked
    e, p, s = t.life_event.c, t.person.c, t.summary.c
    query = (
        select(e.id, e.title, p.pronouns, s.first_name)
        .join(t.person, p.id == e.person_id)
        .join(t.summary, s.id == e.person_id)
        .where(e.id.in_(list(updates)))
        .order_by(e.id)
    )
    with store.read() as session:
        found = session.execute(query).all()
    said = (_say(row, updates[row.id], today) for row in found)
    return (*(words for words in said if words), *asked)


def _say(row: Any, news: LifeEventUpdate, today: date) -> str:
    what = kin.topic(row.title, row.first_name, pronouns.read_pronouns(row.pronouns))
    if news.is_over:
        return _("Also closes {what}").format(what=what)
    if news.follow_up_on is None:
        return _("Also ends the follow-up on {what}").format(what=what)
    return _("Also moves the follow-up on {what} to {day}").format(
        what=what, day=short_day(news.follow_up_on, today)
    )
