"""Fills an empty file with the sample people and everything the pictures show about them."""

from datetime import UTC, date, datetime, time, timedelta

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import ConversationKind, FactSource, MilestoneKind, Sensitivity, Side
from relmgr.domain.moments import MomentKind, support_of
from relmgr.domain.partial_date import PartialDate
from relmgr.services import (
    care,
    conversations,
    facts,
    goals,
    life_events,
    milestones,
    moments,
    organisations,
    referrals,
    reminders,
    ways,
)
from relmgr.services.conversations import ConversationInput, PersonTalk
from relmgr.services.facts import FactInput
from relmgr.services.goals import GoalInput
from relmgr.services.life_events import LifeEventInput
from relmgr.services.milestones import MilestoneInput
from relmgr.services.people import AffiliationInput, PersonInput
from relmgr.services.people.record import add_in
from relmgr.services.referrals import ReferralInput
from relmgr.services.reminders import ReminderInput
from relmgr.services.sample import commitments, layla, megan, mending, reflecting
from relmgr.services.sample.people import COLLEAGUES, FADED_ON, PEOPLE, SEEN_ON, SamplePerson
from relmgr.services.ways import WayInput
from relmgr.store import Store

SAMPLE_NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)
"""The moment of the pictures."""

_WAYS = {"megan": megan.WAYS, "layla": layla.WAYS}

People = dict[str, PersonId]


def fill(store: Store, now: datetime = SAMPLE_NOW) -> People:
    """Add the thirteen to an empty file; their ids by key. Undo does not take them back."""
    people: People = {}
    for one in PEOPLE:
        people[one.key] = _add(store, one, now)
    megan.fill(store, people["megan"], now)
    layla.fill(store, people["layla"])
    care.set_why(store, people["ike"], "His studio teaches three apprentices a year to print.", now)
    commitments.fill(store, people, now)
    for one in PEOPLE:
        _talk(store, people[one.key], one)
        _depth(store, people[one.key], one)
    _lives(store, people)
    _introductions(store, people)
    _reminders(store, people, now)
    _colleagues(store, now)
    mending.fill(store, people)
    reflecting.fill(store, people)
    store.forget_steps()
    return people


def _add(store: Store, one: SamplePerson, now: datetime, *, is_light: bool = False) -> PersonId:
    job = AffiliationInput(organisation=one.organisation, title=one.role, role=one.toward_me)
    jobs = (job,) if one.organisation else ()
    given = PersonInput(
        given=one.given,
        additional=one.additional,
        family=one.family,
        nickname=one.nickname,
        pronouns=one.pronouns,
        headline="" if jobs else one.role,
        affiliations=jobs,
        native_name=one.native_name,
        labels=one.labels,
        ally_kind=one.ally,
        is_light=is_light,
        **_WAYS.get(one.key, {}),
    )
    with store.change("") as session:
        if one.organisation:
            organisations.named(session, one.organisation, now, one.organisation_uid)
        person_id = add_in(session, given, now, one.uid)
    if one.monogram:
        number = organisations.find(store, one.organisation)
        if number is not None:
            logo = organisations.OrganisationInput(name=one.organisation, monogram=one.monogram)
            organisations.edit(store, number, logo)
    return person_id


def _colleagues(store: Store, now: datetime) -> None:
    """The other people behind Megan's logo, and how they spoke of me."""
    thabo, lerato = (_add(store, one, now, is_light=True) for one in COLLEAGUES)
    praise = "Told the other depots that the new plan saves him an hour a day."
    moments.add(store, thabo, MomentKind.SPOKE_FOR_ME, date(2026, 10, 27), praise)
    moments.add(
        store, lerato, MomentKind.SPOKE_AGAINST_ME, date(2026, 9, 15), "Asked for two cheaper offers."
    )


def _talk(store: Store, person: PersonId, one: SamplePerson) -> None:
    for day in one.spoke:
        conversations.log(store, conversation(person, day), datetime.combine(day, time(17), UTC))


def conversation(
    person: PersonId, day: date, kind: ConversationKind = ConversationKind.CALL
) -> ConversationInput:
    """A conversation of which nothing is told but that it took place."""
    return ConversationInput(
        at=datetime.combine(day, time(10), UTC),
        on_day=day,
        kind=kind,
        by_me=True,
        people=(PersonTalk(person_id=person),),
    )


def _depth(store: Store, person: PersonId, one: SamplePerson) -> None:
    for signs, day in ((one.present, SEEN_ON), (one.fading, FADED_ON)):
        for sign in signs:
            moments.add(store, person, support_of(sign), day)


def _lives(store: Store, people: People) -> None:
    leave = LifeEventInput(
        icon="baby", title="Leave", note="Her baby is due in January", since=PartialDate(2026, 12, 7)
    )
    life_events.add(store, people["misaki"], leave)
    birthday = MilestoneInput(kind=MilestoneKind.BIRTHDAY, date=PartialDate(1986, 11, 29))
    milestones.add(store, people["priya"], birthday)
    ten = MilestoneInput(
        kind=MilestoneKind.CUSTOM,
        title="Palmgrove turns ten",
        date=PartialDate(2026, 12, 4),
        note="Ikechukwu’s studio",
    )
    milestones.add(store, people["ike"], ten)
    run = FactInput(side=Side.HEALTH, text="Ran her first half-marathon", heard_on=date(2026, 11, 15))
    facts.add(store, people["claire"], run)
    passed_over = FactInput(
        side=Side.HISTORY,
        text="Passed over for head of procurement in March",
        heard_on=date(2026, 4, 14),
        source=FactSource.CONVERSATION,
        sensitivity=Sensitivity.NEVER_FIRST,
    )
    facts.add(store, people["ben"], passed_over)
    merger = FactInput(
        side=Side.WORK,
        text="Talks of a merger with a mill in Tema",
        heard_on=date(2026, 7, 2),
        sensitivity=Sensitivity.WORK_ONLY,
    )
    facts.add(store, people["kwame"], merger)
    studio = GoalInput(from_text="one studio in Lagos", to_text="A second studio, in Enugu")
    goals.add(store, people["ike"], studio, date(2026, 3, 2))
    mine = WayInput(is_mine=True, text="Prices in writing, never on the phone", heard_on=date(2026, 10, 6))
    ways.add(store, people["ben"], mine)
    for kind, day in (
        (MomentKind.HAGGLING, date(2026, 9, 8)),
        (MomentKind.HAGGLING, date(2026, 9, 22)),
        (MomentKind.CANCELLED, date(2026, 10, 6)),
        (MomentKind.CANCELLED, date(2026, 11, 3)),
    ):
        moments.add(store, people["ben"], kind, day)
    met = MilestoneInput(kind=MilestoneKind.FIRST_MET, date=PartialDate(2011))
    milestones.add(store, people["aroha"], met)


_BROUGHT = (
    ("aroha", "megan", date(2020, 3, 2), date(2020, 3, 4), "flowers"),
    ("olena", "misaki", date(2022, 11, 8), date(2022, 11, 10), "a phone call"),
    ("olena", "jonas", date(2023, 4, 12), date(2023, 4, 13), "a phone call"),
    ("maria", "layla", date(2024, 2, 6), date(2024, 2, 20), "a book"),
    ("jonas", "ben", date(2025, 5, 14), date(2025, 5, 15), "a phone call"),
    ("misaki", "chau", date(2025, 6, 3), date(2025, 6, 9), "a letter"),
    ("megan", "kwame", date(2026, 3, 10), date(2026, 3, 19), "dinner"),
    ("megan", "priya", date(2026, 9, 28), date(2026, 10, 2), "a card"),
)
"""Who brought whom when, and when and with what they were thanked."""


def _introductions(store: Store, people: People) -> None:
    for by, of, on_day, thanked_on, how in _BROUGHT:
        known = {one.id for one in moments.of(store, people[by])}
        given = ReferralInput(by=people[by], of=people[of], on_day=on_day)
        referrals.thank(store, referrals.add(store, given), thanked_on, how)
        for one in moments.of(store, people[by]):  # how deep they are is told by the moments of the pictures
            if one.id not in known:
                moments.remove(store, one.id)
    by_aroha = ReferralInput(by=people["aroha"], of=people["ike"], on_day=date(2026, 11, 3))
    number = referrals.add(store, by_aroha)
    referrals.became_work(store, number, date(2026, 11, 18), "First invoice paid on 18 Nov.")
    by_maria = ReferralInput(
        by=people["maria"],
        of=people["claire"],
        on_day=date(2026, 10, 21),
        note="She likes handwritten cards.",
    )
    referrals.add(store, by_maria)


def _reminders(store: Store, people: People, now: datetime) -> None:
    ring = ReminderInput(
        person_id=people["kwame"],
        title="Ring Kwame back",
        why="He left a message on Friday about the new price list.",
        start_on=date(2026, 11, 23),
    )
    photographs = ReminderInput(
        person_id=people["layla"],
        title="Send ليلى the photographs",
        why="Promised on 17 Nov, for the exhibition on Saturday.",
        start_on=date(2026, 11, 24),
    )
    for given in (ring, photographs):
        reminders.add(store, given, now - timedelta(days=7))
    message = ConversationInput(
        at=datetime(2026, 11, 20, 16, tzinfo=UTC),
        on_day=date(2026, 11, 20),
        kind=ConversationKind.MESSAGE,
        by_me=False,
        people=(PersonTalk(person_id=people["kwame"]),),
        headline="The new price list.",
    )
    conversations.log(store, message, now)
