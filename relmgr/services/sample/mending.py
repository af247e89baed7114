"""A rough patch that was put right long ago, and a few kindnesses: none with the people of the pictures."""

from datetime import UTC, date, datetime

from relmgr.domain.ids import PersonId
from relmgr.domain.kinds import Feeling, KindnessKind
from relmgr.services import kindnesses, mistakes, rough_patches
from relmgr.services.kindnesses import KindnessInput
from relmgr.services.mistakes import MistakeInput
from relmgr.services.rough_patches import RoughPatchInput
from relmgr.store import Store

_OPENED, _SOLVED, _FELT, _ASKED = date(2026, 2, 9), date(2026, 2, 12), date(2026, 2, 20), date(2026, 3, 14)


def fill(store: Store, people: dict[str, PersonId]) -> None:
    """Add them."""
    _rough_patch(store, people["ike"])
    for key, kind, text, day in (
        ("priya", KindnessKind.GIFT_IDEA, "Darjeeling from the shop by the harbour", None),
        ("ike", KindnessKind.GIFT_RECEIVED, "The first sheet off the new press", date(2026, 5, 8)),
        ("chau", KindnessKind.GOODWILL, "Waived the fee for the second round", date(2026, 9, 2)),
    ):
        given = KindnessInput(kind=kind, text=text, on_day=day)
        kindnesses.add(store, people[key], given, day or date(2026, 10, 30))


def _rough_patch(store: Store, ike: PersonId) -> None:
    given = RoughPatchInput(
        opened_on=_OPENED,
        their_words="You sent the files on Friday night, and my people came in on Saturday for nothing.",
        my_words="I had written Friday and meant the morning. At six it was night for them.",
        heard_at=datetime(2026, 2, 9, 9, 10, tzinfo=UTC),
        next_step="Ring him before lunch",
    )
    patch = rough_patches.add(store, ike, given)
    rough_patches.answered(store, patch, datetime(2026, 2, 9, 11, 30, tzinfo=UTC))
    rough_patches.step_done(store, patch, _OPENED)
    rough_patches.add_step(store, patch, date(2026, 2, 10), "Paid the three for their Saturday")
    mistake = MistakeInput(
        text="Wrote a day where an hour was needed",
        on_day=date(2026, 2, 6),
        apologised_on=_OPENED,
        put_right_on=date(2026, 2, 10),
        put_right_how="Paid the three for their Saturday",
        learned="Write the hour, in their time",
        rough_patch_id=patch,
    )
    mistakes.add(store, ike, mistake)
    rough_patches.solve(store, patch, _SOLVED, "Files come with an hour, and by noon.")
    rough_patches.feel(store, patch, _FELT, Feeling.GOOD, "He laughed about it first.")
    rough_patches.asked_after(store, patch, _ASKED, "Nobody talks of it any more.")
