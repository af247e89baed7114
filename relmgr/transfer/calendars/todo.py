"""A task of a calendar, as a reminder of nobody in particular."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from relmgr.domain import phrases
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from relmgr.store import tables as t
from relmgr.store.store import Session
from relmgr.transfer.beyond import Beyond, Hand

_LONGEST_ID = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo(Beyond):
    """A task with its day; `rrule` is empty for once."""

    title: str
    why: str = ""
    start_on: date
    rrule: str = ""

    @property
    def words(self) -> str:
        """The task and its day."""
        return _("a reminder for {day}: {what}").format(
            day=phrases.partial(PartialDate.of(self.start_on)), what=self.title
        )

    def is_here(self, session: Session) -> bool:
        """Whether there is a reminder of that title already, or the very one that was exported as this task."""
        r = t.reminder.c
        same = select(r.id).where(r.title == self.title)
        return session.execute(same.limit(1)).first() is not None or self._is_ours(session)

    def _is_ours(self, session: Session) -> bool:
        """Whether the identifier is one that an export from here gave (transfer/exporting/calendar.py)."""
        e, r, p = t.expectation.c, t.reminder.c, t.person.c
        promise = select(e.id).where(e.uid == self.mark)
        if session.execute(promise.limit(1)).first() is not None:
            return True
        owner, _mark, number = self.mark.rpartition("-reminder-")
        if not owner or not number.isdecimal() or len(number) > _LONGEST_ID:
            return False
        query = (
            select(p.uid, r.title)
            .select_from(t.reminder.outerjoin(t.person, p.id == r.person_id))
            .where(r.id == int(number))
        )
        row = session.execute(query).first()
        return row is not None and (row.uid or "urn:relmgr") == owner and row.title in self.title

    def write(self, hand: Hand) -> None:
        """Set now; one that is past stays due until it is decided, as in the calendar."""
        hand.session.execute(
            insert(t.reminder).values(
                person_id=None,
                title=self.title,
                why=self.why,
                start_on=self.start_on,
                rrule=self.rrule,
                leads="0",
                set_at=hand.now,
            )
        )
