"""What Monica holds beyond a card, each as it is written here: talks, reminders, gifts, tasks, dates of a life."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, update

from relmgr.domain import phrases
from relmgr.domain.kinds import (
    Circle,
    ConversationKind,
    Direction,
    ExpectationKind,
    KindnessKind,
    MilestoneKind,
    Status,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from relmgr.services.people.record import partial_columns
from relmgr.store import tables as t
from relmgr.transfer.beyond import Beyond, Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk(Beyond):
    """A call, an activity or an exchange of messages, with everybody who was there."""

    at: datetime
    kind: ConversationKind
    headline: str = ""
    text: str = ""
    by_me: bool | None = None
    people: tuple[str, ...] = ()
    """UIDs of the others who were there."""
    feelings: str = ""

    @property
    def words(self) -> str:
        """A conversation and its day."""
        return _("a conversation on {day}").format(day=phrases.partial(PartialDate.of(self.at.date())))

    def write(self, hand: Hand) -> None:
        """One conversation; people of the file who were not taken in are left out of it."""
        day = self.at.date()
        made = hand.session.execute(
            insert(t.conversation).values(
                uid=f"urn:uuid:{uuid.uuid4()}",
                at=self.at,
                on_day=day,
                conversation_kind=self.kind,
                headline=self.headline,
                their_world=self.text,
                by_me=self.by_me,
            )
        )
        others = [hand.find(uid) for uid in self.people]
        for person in dict.fromkeys((hand.person, *others)):
            if person is not None:
                word = self.feelings if person == hand.person else ""
                hand.session.execute(
                    insert(t.conversation_person).values(
                        conversation_id=made.lastrowid, person_id=person, on_day=day, feeling_word=word
                    )
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding(Beyond):
    """A reminder; `rrule` is empty for once."""

    title: str
    why: str = ""
    start_on: date
    rrule: str = ""
    is_over: bool = False

    @property
    def words(self) -> str:
        """A reminder and its first day."""
        return _("a reminder from {day}").format(day=phrases.partial(PartialDate.of(self.start_on)))

    def write(self, hand: Hand) -> None:
        """Set now: what lay before is not due. Once and past, or switched off there, it has ended."""
        is_past = not self.rrule and self.start_on < hand.now.date()
        ended = self.start_on if self.is_over or is_past else None
        hand.session.execute(
            insert(t.reminder).values(
                person_id=hand.person,
                title=self.title,
                why=self.why,
                start_on=self.start_on,
                rrule=self.rrule,
                leads="0",
                set_at=hand.now,
                ended_on=ended,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(Beyond):
    """A gift thought of, given or received."""

    kind: KindnessKind
    text: str
    note: str = ""
    on: date | None = None

    @property
    def words(self) -> str:
        """The gift."""
        return _("a gift: {what}").format(what=self.text)

    def write(self, hand: Hand) -> None:
        """On the kindness shelf."""
        hand.session.execute(
            insert(t.kindness).values(
                person_id=hand.person,
                kindness_kind=self.kind,
                text=self.text,
                on_day=self.on,
                noted_on=self.on or hand.now.date(),
                note=self.note,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Beyond):
    """Something I am still to do for somebody: a promise without a day."""

    text: str
    note: str = ""
    opened_on: date | None = None

    @property
    def words(self) -> str:
        """The task."""
        return _("a promise: {what}").format(what=self.text)

    def write(self, hand: Hand) -> None:
        """On the board, as agreed; its history begins there."""
        day = self.opened_on or hand.now.date()
        made = hand.session.execute(
            insert(t.expectation).values(
                uid=f"urn:uuid:{uuid.uuid4()}",
                person_id=hand.person,
                direction=Direction.OF_ME,
                expectation_kind=ExpectationKind.PROMISE,
                statement=self.text,
                status=Status.AGREED,
                agreed_on=day,
                opened_on=day,
            )
        )
        hand.session.execute(
            insert(t.expectation_change).values(
                expectation_id=made.lastrowid,
                at=hand.now,
                on_day=day,
                to_status=Status.AGREED,
                note=self.note,
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(Beyond):
    """A date of somebody's life with what is noted of it; nobody asked to be reminded of it."""

    kind: MilestoneKind
    title: str
    on: date
    note: str = ""

    @property
    def words(self) -> str:
        """What happened, and when."""
        return _("{what}, {day}").format(what=self.title, day=phrases.partial(PartialDate.of(self.on)))

    def write(self, hand: Hand) -> None:
        """Unless that kind of date is known already."""
        m = t.milestone.c
        known = select(m.id).where(
            m.person_id == hand.person, m.milestone_kind == self.kind, m.title == self.title
        )
        if hand.session.execute(known.limit(1)).first() is None:
            hand.session.execute(
                insert(t.milestone).values(
                    person_id=hand.person,
                    milestone_kind=self.kind,
                    title=self.title,
                    note=self.note,
                    remind=False,
                    **partial_columns("on", PartialDate.of(self.on)),
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class HasDied(Beyond):
    """Somebody who has died, of whom no day is known: nothing is to remind of them."""

    @property
    def words(self) -> str:
        """That they are let rest."""
        return _("has died, so nothing reminds of them")

    def write(self, hand: Hand) -> None:
        """Let rest, unless the user chose something else."""
        p = t.person.c
        query = update(t.person).where(p.id == hand.person, p.circle.is_(None)).values(circle=Circle.REST)
        hand.session.execute(query)


def noon(day: datetime) -> datetime:
    """A moment of which only the day is known, at noon: midnight in one zone is another day in the next."""
    return day + timedelta(hours=12) if (day.hour, day.minute, day.second) == (0, 0, 0) else day
