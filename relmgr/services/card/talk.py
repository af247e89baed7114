"""Last time, the expectations both ways, and the timeline."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, select

from relmgr.domain import expectations as rules
from relmgr.domain import names, phrases
from relmgr.domain.ids import ConversationId, ExpectationId, PersonId
from relmgr.domain.kinds import ConversationKind, Direction, ExpectationKind, Feeling, Scope, Status
from relmgr.domain.numbers import count_word
from relmgr.i18n import _, kept, ngettext
from relmgr.services.card.views import ExpectationView, FeelingView, LastTimeView, ThreadView, Tone
from relmgr.store import tables as t
from relmgr.store.store import Session

CLOSED_SHOWN_DAYS = 92
"""Closed expectations stay on the card for a quarter."""

MISSED_SHOWN_DAYS = 30
SOON_DAYS = 3

_ORDER = (
    Status.AT_RISK,
    Status.MISSED,
    Status.UNSPOKEN,
    Status.SAID,
    Status.AGREED,
    Status.EXCEEDED,
    Status.MET,
)


_PERSON: BindParameter[Any] = bindparam("person")
# Built once: building a statement takes longer than reading a few rows with it.
_EXPECTATIONS = select(t.expectation).where(t.expectation.c.person_id == _PERSON).order_by(t.expectation.c.id)
_SCOPE = (
    select(t.scope_item)
    .where(t.scope_item.c.expectation_id.in_(bindparam("ids", expanding=True)))
    .order_by(t.scope_item.c.position, t.scope_item.c.id)
)
_P = t.conversation_person.c
_LAST = (
    select(t.conversation, _P.feeling, _P.feeling_word, _P.saw)
    .join(t.conversation_person, _P.conversation_id == t.conversation.c.id)
    .where(_P.person_id == _PERSON)
    .order_by(_P.on_day.desc(), t.conversation.c.at.desc())
    .limit(1)
)


def conversation_words(kind: ConversationKind) -> str:
    """The kind of contact in a line: "phone", "meeting"."""
    return {
        ConversationKind.CALL: _("phone"),
        ConversationKind.VIDEO: _("video"),
        ConversationKind.MEETING: _("meeting"),
        ConversationKind.MESSAGE: _("message"),
        ConversationKind.EMAIL: _("e-mail"),
        ConversationKind.MEAL: _("a meal"),
        ConversationKind.EVENT: _("event"),
    }[kind]


@kept
def feeling_words(feeling: Feeling) -> str:
    """The word under a face, inside a sentence."""
    return {
        Feeling.UPSET: _("upset"),
        Feeling.UNEASY: _("uneasy"),
        Feeling.EVEN: _("even"),
        Feeling.GOOD: _("good"),
        Feeling.DELIGHTED: _("delighted"),
    }[feeling]


@kept
def how_long(kind: ConversationKind, minutes: int | None) -> str:
    """Such as "phone, 32 min"."""
    words = conversation_words(kind)
    return _("{kind}, {n} min").format(kind=words, n=minutes) if minutes else words


def terms_of(row: Row[Any]) -> rules.Terms:
    """What the rules of an expectation look at."""
    return rules.Terms(status=row.status, due_on=row.due_on, due_until=row.due_until, lead_days=row.lead_days)


def expectation_rows(session: Session, person_id: PersonId) -> list[Row[Any]]:
    """Every expectation of the person, promises and requests too."""
    return list(session.execute(_EXPECTATIONS, {"person": person_id}).all())


def scope_of(session: Session, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    """The scope items of each expectation, in their order."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    if ids:
        for row in session.execute(_SCOPE, {"ids": ids}):
            found[row.expectation_id].append(row)
    return found


def expectation_views(
    rows: Sequence[Row[Any]], scope: Mapping[int, list[Row[Any]]], today: date
) -> tuple[ExpectationView, ...]:
    """What the card's Expectations show: what is open, and what was closed within a quarter; most pressing first."""
    since = today - timedelta(days=CLOSED_SHOWN_DAYS)
    views = [
        _expectation(row, scope.get(row.id, []), today)
        for row in rows
        if row.expectation_kind is ExpectationKind.EXPECTATION
        and (row.closed_on is None or row.closed_on >= since)
    ]
    return tuple(
        sorted(views, key=lambda view: (_ORDER.index(view.status), view.due_on or date.max, view.id))
    )


def _expectation(row: Row[Any], items: Sequence[Row[Any]], today: date) -> ExpectationView:
    terms = terms_of(row)
    return ExpectationView(
        id=ExpectationId(row.id),
        kind=row.expectation_kind,
        direction=row.direction,
        statement=row.statement,
        status=rules.shown_status(terms, today),
        agreed=_(", ").join(item.text for item in items if item.scope is Scope.WILL_DO),
        hoped=_(", ").join(item.text for item in items if item.scope is not Scope.WILL_DO),
        due_words=_due_words(row, terms, today),
        due_on=terms.deadline,
    )


def _due_words(row: Row[Any], terms: rules.Terms, today: date) -> str:
    words = rules.due_words(terms, today, row.due_words, row.closed_on)
    distance = rules.distance_words(terms, today)
    if (
        row.due_words
        or not distance
        or terms.deadline is None
        or (terms.deadline - today).days > row.lead_days
    ):
        return words
    return _("{due}, {distance}").format(due=words, distance=distance)


def expectations_words(shown: int, rows: Sequence[Row[Any]] = ()) -> str:
    """The line beside the heading, which does not deny the promises among `rows`."""
    if not shown:
        is_promised = any(
            row.expectation_kind is ExpectationKind.PROMISE and row.closed_on is None for row in rows
        )
        return _("Only what was promised") if is_promised else _("None written down")
    words = ngettext("{n} open or closed this quarter", "{n} open or closed this quarter", shown)
    counted = words.format(n=count_word(shown))
    return counted[:1].upper() + counted[1:]


def last_conversation(session: Session, person_id: PersonId) -> Row[Any] | None:
    """The newest conversation with the person, their feeling with it."""
    return session.execute(_LAST, {"person": person_id}).first()


def last_time(row: Row[Any], promises: Sequence[Row[Any]], first_name: str, today: date) -> LastTimeView:
    """The last conversation: when, what it was about, how both left, and what is still open from it."""
    feelings = []
    if row.feeling is not None:
        word = row.feeling_word.lower() or feeling_words(row.feeling)
        feelings.append(
            FeelingView(
                who=_("{name} felt").format(name=_in_sentence(first_name)), feeling=row.feeling, word=word
            )
        )
    if row.my_feeling is not None:
        feelings.append(
            FeelingView(who=_("You felt"), feeling=row.my_feeling, word=feeling_words(row.my_feeling))
        )
    texts = (row.their_world, row.our_work)
    return LastTimeView(
        conversation_id=ConversationId(row.id),
        when_words=_("{day}, {how}").format(
            day=phrases.day(row.on_day, today), how=how_long(row.conversation_kind, row.minutes)
        ),
        text=" ".join(text for text in texts if text) or row.headline,
        feelings=tuple(feelings),
        threads=_threads(row, promises, first_name, today),
    )


def _in_sentence(name: str) -> str:
    return names.isolate(name) if names.is_right_to_left(name) else name


def _threads(
    row: Row[Any], promises: Sequence[Row[Any]], first_name: str, today: date
) -> tuple[ThreadView, ...]:
    threads = list(open_promises(promises, first_name, today))
    if row.next_step:
        threads.append(
            ThreadView(
                lead="",
                text=_("Next: {step}").format(step=row.next_step),
                due_words=phrases.day(row.next_on, today) if row.next_on else "",
                tone=Tone.NORMAL,
                expectation_id=None,
            )
        )
    return tuple(threads)


def open_promises(rows: Sequence[Row[Any]], first_name: str, today: date) -> tuple[ThreadView, ...]:
    """Promises and requests that are open between us, mine first, the nearest day first."""
    return tuple(
        _thread(one, first_name, today)
        for one in sorted(rows, key=lambda one: (one.direction is Direction.OF_THEM, one.due_on or date.max))
        if one.expectation_kind is not ExpectationKind.EXPECTATION and _is_thread(one, today)
    )


def _is_thread(row: Row[Any], today: date) -> bool:
    """Open, or missed within a month: a promise that was not kept is still between us."""
    if row.closed_on is None:
        return True
    return (
        row.status is Status.MISSED
        and row.due_on is not None
        and (today - row.due_on).days <= MISSED_SHOWN_DAYS
    )


def _lead(who: str, statement: str) -> str:
    """ "You" before a clause ("send the plan"), "You:" before a thing ("The plan")."""
    return who if statement[:1].islower() else _("{who}:").format(who=who)


def _thread(row: Row[Any], first_name: str, today: date) -> ThreadView:
    terms = terms_of(row)
    late = (today - terms.deadline).days if terms.deadline is not None else 0
    soon = terms.deadline is not None and late >= -SOON_DAYS
    due = "" if terms.deadline is None else phrases.day(terms.deadline, today)
    if late == 0 and due:
        due = _("Today")
    mine = row.direction is Direction.OF_ME
    return ThreadView(
        lead=_lead(_("You") if mine else first_name, row.statement),
        text=row.statement,
        due_words=rules.late_words(late) if late > 0 else due,
        tone=Tone.LATE if late > 0 else Tone.SOON if soon else Tone.NORMAL,
        expectation_id=ExpectationId(row.id),
    )
