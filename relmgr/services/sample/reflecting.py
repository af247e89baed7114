"""What I made of it, in the pictures: two looks into the mirror."""

from datetime import date

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Characteristic, HowOften
from relmgr.services.reflect import mirror
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
