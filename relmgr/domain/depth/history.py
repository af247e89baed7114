"""What a relationship is judged by: its moments, the days of contact, and what stands between the two (D1 to D3)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from relmgr.domain.kinds import Feeling, Standing
from relmgr.domain.moments import Moment, MomentKind
from relmgr.domain.rhythm import usual_gap
from relmgr.domain.rough_patches import is_well_handled


class TroubleKind(StrEnum):
    """What puts a relationship at risk besides warnings (D3)."""

    ROUGH_PATCH = "rough_patch"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Trouble:
    """An open rough patch, or something expected of me that is past its day and they were not told (D3).

    since: the first day it counts. until: the first day it no longer does; None while it lasts. number: its row.
    words: what it is about, such as the statement of the expectation.
    """

    kind: TroubleKind
    since: date
    until: date | None = None
    number: int = field(default=0, compare=False)
    words: str = field(default="", compare=False)

    def lasts_on(self, day: date) -> bool:
        """Whether it stands between the two on `day`."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Overruling:
    """The user's own word about the standing, with its reason, until they end it (D3).

    It stands above what is computed and hides nothing of it. ended_on: the first day it no longer holds.
    """

    standing: Standing
    reason: str
    on_day: date
    ended_on: date | None = None
    number: int = field(default=0, compare=False)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.on_day <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A notice put away with a reason; silent until a new warning comes (D2).

    newest: the highest number of a moment known then. What happens later is new, and so is what happened before but
    was noted only afterwards.
    """

    on_day: date
    reason: str = ""
    newest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a relationship is judged by; everything in any order, and what is later than the day asked about never counts.

    conversations: the days of contacts. cadence_days: how often I want to be in touch, where no rhythm is known yet.
    usual_days: their rhythm, for lists that hold only the last conversation; else it follows from all of them.
    minds_silence: False while they are away, in gentle mode or let rest, or have died; then silence is no warning, and
    no notice comes (D2).
    """

    moments: Sequence[Moment] = ()
    conversations: Sequence[date] = ()
    cadence_days: int | None = None
    usual_days: int | None = None
    minds_silence: bool = True
    troubles: Sequence[Trouble] = ()
    overrulings: Sequence[Overruling] = ()
    dismissals: Sequence[Dismissal] = ()
    _gaps: dict[int, int | None] = field(default_factory=dict, init=False, repr=False, compare=False)
    """By the number of conversations until then: many days are looked back at, and few are told apart by them."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "conversations", tuple(sorted(self.conversations)))
        object.__setattr__(self, "moments", tuple(sorted(self.moments, key=_day_of)))

    def days_until(self, today: date) -> Sequence[date]:
        """The days of the conversations up to `today`, oldest first."""
        return self.conversations[: bisect_right(self.conversations, today)]

    def usual_gap_on(self, today: date) -> int | None:
        """Their own rhythm as of `today`, in days; None where none is known yet (R4)."""
        if self.usual_days:
            return self.usual_days
        until = bisect_right(self.conversations, today)
        if until not in self._gaps:
            self._gaps[until] = usual_gap(self.conversations[:until])
        return self._gaps[until]

    def moments_between(self, first: date, last: date) -> Sequence[Moment]:
        """The moments from `first` to `last`, both included, oldest first."""
        start = bisect_left(self.moments, first, key=_day_of)
        return self.moments[start : bisect_right(self.moments, last, key=_day_of)]

    def troubles_on(self, day: date) -> tuple[Trouble, ...]:
        """What stands between the two on `day`, the oldest first."""
        if not self.troubles:
            return ()
        return tuple(sorted((one for one in self.troubles if one.lasts_on(day)), key=_since_of))

    def overruling_on(self, day: date) -> Overruling | None:
        """The user's own word that holds on `day`: the latest given."""
        held = [one for one in self.overrulings if one.holds_on(day)]
        return max(held, key=lambda one: (one.on_day, one.number), default=None)


def _day_of(moment: Moment) -> date:
    return moment.day


def _since_of(trouble: Trouble) -> tuple[date, TroubleKind, int]:
    return trouble.since, trouble.kind, trouble.number


def rough_patch(opened_on: date, solved_on: date | None, number: int = 0, words: str = "") -> Trouble:
    """A rough patch: it puts the two at risk until it is solved (G5).

    How they feel about it afterwards does not keep it open: nobody is at risk for a question I have not asked.
    """
    return Trouble(TroubleKind.ROUGH_PATCH, opened_on, solved_on, number, words)


def mended(
    solved_on: date | None, felt_on: date | None, felt: Feeling | None, number: int = 0, note: str = ""
) -> Moment | None:
    """The support for depth that a rough patch becomes when it was well handled (G5); None while it was not.

    Well handled is solved, and they feel good or delighted about how. It speaks for *forgives mistakes*: they stayed,
    said what was wrong and let it be put right, which is what forgiving looks like from outside. It counts from the
    day of the later closing.
    """
    if solved_on is None or felt_on is None or not is_well_handled(solved_on, felt):
        return None
    return Moment(MomentKind.PATCH_MENDED, max(solved_on, felt_on), note, number)


def slip(  # noqa: PLR0917  (the dates of one expectation, in their order)
    opened_on: date,
    deadline: date | None,
    told_on: date | None,
    closed_on: date | None,
    number: int = 0,
    words: str = "",
) -> Trouble | None:
    """Something expected of me that passed its day untold (D3, E3); None where it has no day, or never slipped untold.

    Telling them ends it, and so does closing it: what weighs is not being late but leaving them in the dark.
    """
    if deadline is None:
        return None
    since = max(deadline + timedelta(days=1), opened_on)
    until = min((day for day in (told_on, closed_on) if day is not None), default=None)
    if until is not None and until <= since:
        return None
    return Trouble(TroubleKind.SLIP, since, until, number, words)
