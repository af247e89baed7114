"""What I made of it: two looks into the mirror, as in the picture, whom to deepen this quarter, and one long view."""

from datetime import date

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Characteristic, HowOften
from relmgr.services.reflect import deepening, long_views, mirror
from relmgr.services.reflect.deepening import ChoiceInput
from relmgr.services.reflect.long_views import LongViewInput
from relmgr.services.reflect.mirror import AnswerInput
from relmgr.store import Store

_STEPS = tuple(HowOften)
_OF_ALL = {
    Characteristic.SPONSORSHIP: (4, 3, ""),
    Characteristic.PARTICIPATION: (3, 4, ""),
    Characteristic.IMPROVEMENT: (2, 3, "I keep saying that I will write shorter plans."),
    Characteristic.HUMILITY: (4, 4, ""),
    Characteristic.COMMUNICATION: (3, 4, "Bad news leaves me a day too late."),
    Characteristic.COMMITMENT: (4, 4, ""),
    Characteristic.KINDNESS: (4, 5, ""),
}
_OF_MEGAN = {
    Characteristic.SPONSORSHIP: (4, 3, ""),
    Characteristic.PARTICIPATION: (3, 4, ""),
    Characteristic.IMPROVEMENT: (2, 4, ""),
    Characteristic.HUMILITY: (4, 4, ""),
    Characteristic.COMMUNICATION: (3, 5, ""),
    Characteristic.COMMITMENT: (5, 4, ""),
    Characteristic.KINDNESS: (4, 5, ""),
}


def fill(store: Store, people: dict[str, PersonId]) -> None:
    """Add them."""
    for person, day, given in (
        (people["megan"], date(2026, 10, 30), _OF_MEGAN),
        (None, date(2026, 11, 3), _OF_ALL),
    ):
        answers = [
            AnswerInput(characteristic=one, mine=_STEPS[mine - 1], theirs=_STEPS[theirs - 1], note=note)
            for one, (mine, theirs, note) in given.items()
        ]
        mirror.save(store, day, answers, person)
    _intend(store, people)


def _intend(store: Store, people: dict[str, PersonId]) -> None:
    lunch = ChoiceInput(
        person_id=people["kwame"],
        next_step="Lunch, and ask what his board worries about",
        next_on=date(2026, 12, 10),
    )
    visit = ChoiceInput(
        person_id=people["priya"], next_step="Visit the shop on a Saturday", next_on=date(2026, 12, 12)
    )
    deepening.choose(store, date(2026, 10, 2), (lunch, visit))
    told = LongViewInput(
        decision="Told Megan that two depots are enough for the first year",
        short_term="Three more depots would have been billed by Christmas.",
        long_term="A plan that holds, and her managers on our side.",
        on_day=date(2026, 3, 2),
        person_id=people["megan"],
        back_on=date(2027, 3, 2),
    )
    long_views.add(store, told)
