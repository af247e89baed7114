"""Layla Haddad: somebody known a little, whose card is sparse and whole (person-card-rtl)."""

from datetime import UTC, date, datetime
from typing import Any

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ContactKind, ConversationKind, Feeling, MilestoneKind, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.services import conversations, facts, life_events, milestones
from relmgr.services.conversations import ConversationInput, PersonTalk
from relmgr.services.facts import FactInput
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.store import Store

WAYS: dict[str, Any] = {
    "city": "Amman",
    "time_zone": "Asia/Amman",
    "preferred_channel": ContactKind.CHAT,
    "best_hours": "any time",
}


def fill(store: Store, layla: PersonId) -> None:
    """Everything her card shows, but for the promise."""
    met = MilestoneInput(kind=MilestoneKind.FIRST_MET, date=PartialDate(2024, 1, 12), remind=False)
    opening = MilestoneInput(
        kind=MilestoneKind.CUSTOM, title="Exhibition opens", date=PartialDate(2026, 11, 28), remind=False
    )
    for date_ in (met, opening):
        milestones.add(store, layla, date_)
    for number, (label, text) in enumerate(
        (("", "Photography, handmade paper"), ("Coffee", "With cardamom, no sugar"))
    ):
        side = Side.INTERESTS if not label else Side.VALUES
        facts.add(store, layla, FactInput(side=side, label=label, text=text, position=number))
    exhibition = LifeEventInput(
        icon="image",
        title="Her first exhibition opens on Saturday",
        note="Thirty photographs of paper mills. She is doing it alone, after work.",
        question="Which photograph was hardest to leave out?",
        why="The exhibition opens on Saturday 28 Nov.",
        follow_up_on=date(2026, 11, 27),
    )
    life_events.add(store, layla, exhibition)
    asked = ConversationInput(
        at=datetime(2026, 11, 17, 18, tzinfo=UTC),
        on_day=date(2026, 11, 17),
        kind=ConversationKind.MESSAGE,
        people=(PersonTalk(person_id=layla, feeling=Feeling.DELIGHTED),),
        their_world="She asked for the photographs from the workshop, for a wall at the entrance.",
    )
    conversations.log(store, asked, asked.at)
