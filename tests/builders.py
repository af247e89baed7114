"""Builders: people and what belongs to them, through the services, with everything but the point left out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from relmgr.domain.ids import (
    ConversationId,
    ExpectationId,
    KindnessId,
    LifeEventId,
    MilestoneId,
    MomentId,
    PersonId,
    ReferralId,
    ReminderId,
    RoughPatchId,
)
from relmgr.domain.kinds import (
    ConversationKind,
    Direction,
    ExpectationKind,
    KindnessKind,
    MilestoneKind,
    RelationKind,
)
from relmgr.domain.moments import MomentKind
from relmgr.domain.partial_date import PartialDate
from relmgr.services import (
    conversations,
    expectations,
    kindnesses,
    life_events,
    milestones,
    moments,
    people,
    referrals,
    relations,
    reminders,
    rough_patches,
)
from relmgr.store import Store

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
"""The pictures' moment: a Tuesday."""
TODAY = NOW.date()
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Make:
    """Each verb makes one thing and gives back its id. Days may be dates or whole days before (negative) today."""

    store: Store
    now: datetime = NOW
    zone: tzinfo = LONDON

    @property
    def today(self) -> date:
        """The day on the wall."""
        return self.now.astimezone(self.zone).date()

    def day(self, day: date | int) -> date:
        """A date, or that many days from today."""
        return self.today + timedelta(days=day) if isinstance(day, int) else day

    def person(self, name: str = "Megan Jacobs", **fields: Any) -> PersonId:
        """Somebody; `name` is split at its last space unless the parts are given."""
        given, _space, family = name.rpartition(" ")
        parts = {"given": given or family, "family": family if given else ""}
        if "company" in fields:
            title = fields.pop("title", "")
            job = people.AffiliationInput(organisation=fields.pop("company"), title=title)
            fields["affiliations"] = (job,)
        return people.add(self.store, people.PersonInput(**{**parts, **fields}), self.now)

    def kin(
        self, of: PersonId, name: str, kind: RelationKind = RelationKind.CHILD, label: str = ""
    ) -> PersonId:
        """A light person tied to somebody."""
        given = relations.RelationInput(kind=kind, other_name=name, label=label)
        relation_id = relations.add(self.store, of, given, self.now)
        return next(view.other_id for view in relations.of(self.store, of) if view.id == relation_id)

    def conversation(self, *who: PersonId, on: date | int = 0, **fields: Any) -> ConversationId:
        """A call at noon on that day."""
        day = self.day(on)
        at = fields.pop("at", datetime.combine(day, time(12), self.zone))
        talks = fields.pop("people", tuple(conversations.PersonTalk(person_id=id_) for id_ in who))
        given = conversations.ConversationInput(
            at=at,
            zone=fields.pop("zone", str(self.zone)),
            on_day=day,
            kind=fields.pop("kind", ConversationKind.CALL),
            people=talks,
            **fields,
        )
        return conversations.log(self.store, given, self.now)

    def talks(self, who: PersonId, last: int, gap: int, count: int = 5) -> None:
        """`count` conversations, `gap` days apart, the last one `last` days ago."""
        for step in reversed(range(count)):
            self.conversation(who, on=-last - step * gap)

    def expectation(self, who: PersonId, statement: str = "The plan", **fields: Any) -> ExpectationId:
        """Something expected of me, unless `direction` says otherwise."""
        fields = {name: self.day(value) if name.endswith("_on") else value for name, value in fields.items()}
        direction = fields.pop("direction", Direction.OF_ME)
        given = expectations.ExpectationInput(
            person_id=who, statement=statement, direction=direction, **fields
        )
        return expectations.add(self.store, given, self.now, self.today)

    def promise(self, who: PersonId, statement: str = "The plan", **fields: Any) -> ExpectationId:
        """A promise of mine."""
        return self.expectation(who, statement, kind=ExpectationKind.PROMISE, **fields)

    def milestone(
        self,
        who: PersonId,
        kind: MilestoneKind,
        on: PartialDate | date | int,
        title: str = "",
        note: str = "",
    ) -> MilestoneId:
        """A date in somebody's life."""
        day = on if isinstance(on, PartialDate) else PartialDate.of(self.day(on))
        return milestones.add(
            self.store, who, milestones.MilestoneInput(kind=kind, title=title, date=day, note=note)
        )

    def birthday(self, who: PersonId, on: PartialDate | date) -> MilestoneId:
        """A birthday."""
        return self.milestone(who, MilestoneKind.BIRTHDAY, on)

    def life_event(self, who: PersonId, title: str = "Father in hospital", **fields: Any) -> LifeEventId:
        """Something in progress; `follow_up_on` may be days from today."""
        if "follow_up_on" in fields:
            fields["follow_up_on"] = self.day(fields["follow_up_on"])
        return life_events.add(self.store, who, life_events.LifeEventInput(title=title, **fields))

    def moment(self, who: PersonId, kind: MomentKind, on: date | int = 0, note: str = "") -> MomentId:
        """A sign or a warning."""
        return moments.add(self.store, who, kind, self.day(on), note)

    def referral(self, by: PersonId, of: PersonId, on: date | int = 0, note: str = "") -> ReferralId:
        """Somebody introduced somebody."""
        given = referrals.ReferralInput(by=by, of=of, on_day=self.day(on), note=note)
        return referrals.add(self.store, given)

    def reminder(
        self, who: PersonId | None = None, title: str = "Ring back", on: date | int = 0, **fields: Any
    ) -> ReminderId:
        """A free reminder."""
        set_at = fields.pop("set_at", self.now)
        given = reminders.ReminderInput(person_id=who, title=title, start_on=self.day(on), **fields)
        return reminders.add(self.store, given, set_at)

    def rough_patch(
        self,
        who: PersonId,
        their_words: str = "You promised it for Monday",
        on: date | int = 0,
        **fields: Any,
    ) -> RoughPatchId:
        """A rough patch; `next_on` may be days from today."""
        if "next_on" in fields:
            fields["next_on"] = self.day(fields["next_on"])
        given = rough_patches.RoughPatchInput(opened_on=self.day(on), their_words=their_words, **fields)
        return rough_patches.add(self.store, who, given)

    def kindness(
        self, who: PersonId, kind: KindnessKind, text: str = "", on: date | int | None = None, **fields: Any
    ) -> KindnessId:
        """Something on the kindness shelf."""
        day = None if on is None else self.day(on)
        given = kindnesses.KindnessInput(kind=kind, text=text, on_day=day, **fields)
        return kindnesses.add(self.store, who, given, self.today)
