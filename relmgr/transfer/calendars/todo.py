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
        """Whether there is a reminder of that title already."""
        return (
            session.execute(select(t.reminder.c.id).where(t.reminder.c.title == self.title).limit(1)).first()
            is not None
        )

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
