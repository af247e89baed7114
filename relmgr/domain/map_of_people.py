"""Where a person stands on the map of Reflect: depth against momentum, read from evidence and never written as a value (D4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import atan2, cos, hypot, sin, tau

from relmgr.domain.calendar_words import months_before
from relmgr.domain.kinds import Sign
from relmgr.domain.moments import MEANINGS, Moment
from relmgr.i18n import _, ngettext

SIGNS = len(Sign)
_SEEN_MONTHS, _FADING_MONTHS = 12, 24
_CONTRADICTED = "!"
DEEP_SIGNS = 5
"""Signs seen from which D3 says deep."""

_EDGE = 0.06
"""How near the border a dot may lie, as a share of the plot."""

_APART = 30
_FARTHEST = 24
_ROUNDS = 60


class Period(StrEnum):
    """How far back Reflect looks."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def days(self) -> int:
        """Its length."""
        return {Period.MONTH: 30, Period.QUARTER: 90, Period.YEAR: 365}[self]


class Quarter(StrEnum):
    """The four corners of the map."""

    CLOSE = "deep_and_close"
    DRIFTING = "deep_but_drifting"
    WORTH_KNOWING = "worth_getting_to_know"
    FADING = "fading"


@dataclass(frozen=True, slots=True)
class Depth:
    """How many of the eight signs are seen and fading; the state of each is `depth.sign_states`'s."""

    seen: int
    fading: int

    @property
    def share(self) -> float:
        """0 to 1: how high on the map."""
        return (self.seen + self.fading / 2) / SIGNS

    @property
    def is_deep(self) -> bool:
        """Whether D3 calls it deep."""
        return self.seen >= DEEP_SIGNS


def sign_days(moments: Iterable[Moment]) -> str:
    """What `depth_of` reads, so that thousands need not be looked at moment by moment: the day each sign was last
    supported, as ISO 8601, with a "!" where that is contradicted since; on one day what contradicts it decides (D1).
    """
    support: dict[Sign, date] = {}
    contrary: dict[Sign, date] = {}
    for moment in moments:
        meaning = MEANINGS[moment.kind]
        for sign, found in ((meaning.supports, support), (meaning.contradicts, contrary)):
            if sign is not None and moment.day > found.get(sign, date.min):
                found[sign] = moment.day
    marked = (
        f"{day.isoformat()}{_CONTRADICTED if contrary.get(sign, date.min) >= day else ''}"
        for sign, day in support.items()
    )
    return " ".join(sorted(marked))


def horizons(today: date) -> tuple[str, str]:
    """From which day support counts as seen, and from which as fading (D1), as ISO 8601."""
    return months_before(today, _SEEN_MONTHS).isoformat(), months_before(today, _FADING_MONTHS).isoformat()


def depth_of(days: str, seen_from: str, fading_from: str) -> Depth:
    """The depth by what `sign_days` noted, on the day whose `horizons` these are: what the portrait shows.

    The same as counting `is_present` and `is_fading` of `depth.sign_states`.
    """
    seen = fading = 0
    for noted in days.split():
        is_contradicted = noted.endswith(_CONTRADICTED)
        if noted >= seen_from and not is_contradicted:
            seen += 1
        elif noted >= fading_from:
            fading += 1
    return Depth(seen, fading)


def place(share: float, momentum: float) -> tuple[float, float]:
    """Across and up, 0 to 1, for a depth of 0 to 1 and a momentum of -1 to 1."""
    across = 0.5 + momentum * (0.5 - _EDGE)
    return across, _EDGE + share * (1 - 2 * _EDGE)


def quarter_of(share: float, momentum: float) -> Quarter:
    """The corner a person stands in."""
    if share >= 0.5:
        return Quarter.CLOSE if momentum >= 0 else Quarter.DRIFTING
    return Quarter.WORTH_KNOWING if momentum >= 0 else Quarter.FADING


def quarter_words(quarter: Quarter) -> str:
    """The quiet name in the corner."""
    return {
        Quarter.CLOSE: _("Deep and close"),
        Quarter.DRIFTING: _("Deep, but drifting"),
        Quarter.WORTH_KNOWING: _("Worth getting to know"),
        Quarter.FADING: _("Fading"),
    }[quarter]


def dot_words(seen: int, talks: int, days: int) -> str:
    """What a dot says of itself: "2 signs, 4 talks in 90 days"."""
    signs = ngettext("{count} sign", "{count} signs", seen).format(count=seen)
    said = ngettext("{count} talk in {days} days", "{count} talks in {days} days", talks)
    return _("{signs}, {talks}").format(signs=signs, talks=said.format(count=talks, days=days))


Spot = tuple[float, float]


def pushed_apart(places: Sequence[Spot], apart: float = _APART, farthest: float = _FARTHEST) -> list[Spot]:
    """Where dots are drawn so that they can be told apart: at most `farthest` from their places, in pixels (DESIGN §5).

    Each overlapping pair is pushed along the line between its centres, half each, until `apart` apart; those on one
    spot part in directions of their own, so that the same people always lie the same way.
    """
    now = [*places]
    for _round in range(_ROUNDS):
        moved = False
        for one, other in _near(now, apart):
            moved |= _part(now, one, other, apart)
        for number, home in enumerate(places):
            now[number] = _tethered(now[number], home, farthest)
        if not moved:
            break
    return now


def _near(spots: Sequence[Spot], apart: float) -> Iterable[tuple[int, int]]:
    """The pairs that may overlap: those whose neighbours across are no farther than that."""
    order = sorted(range(len(spots)), key=lambda number: (spots[number], number))
    for at, one in enumerate(order):
        for other in order[at + 1 :]:
            if spots[other][0] - spots[one][0] >= apart:
                break
            yield one, other


def _part(now: list[Spot], one: int, other: int, apart: float) -> bool:
    (x1, y1), (x2, y2) = now[one], now[other]
    away = hypot(x2 - x1, y2 - y1)
    if away >= apart - 0.01:
        return False
    angle = atan2(y2 - y1, x2 - x1) if away > 0.01 else tau * ((one * 7 + other * 3) % 16) / 16
    half = (apart - away) / 2
    across, down = half * cos(angle), half * sin(angle)
    now[one], now[other] = (x1 - across, y1 - down), (x2 + across, y2 + down)
    return True


def _tethered(spot: Spot, home: Spot, farthest: float) -> Spot:
    across, down = spot[0] - home[0], spot[1] - home[1]
    away = hypot(across, down)
    if away <= farthest:
        return spot
    return home[0] + across * farthest / away, home[1] + down * farthest / away


def folded(places: Sequence[Spot], cell: float, most: int) -> list[tuple[int, ...]]:
    """Which dots are drawn as one where there are more than `most`: those in the same square of `cell` pixels.

    Every number of `places` stands in exactly one group; a group of one is a dot of its own.
    """
    if len(places) <= most:
        return [(number,) for number in range(len(places))]
    groups: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(places):
        groups.setdefault((int(x // cell), int(y // cell)), []).append(number)
    return [tuple(group) for _square, group in sorted(groups.items())]


def nearest(spots: Sequence[Spot], at: int, across: int, down: int) -> int | None:
    """The dot nearest to the one numbered `at` in a direction (1, 0 right; 0, -1 up …), None where there is none.

    What lies straight ahead goes before what is as near but aside: distance aside counts twice.
    """
    x, y = spots[at]
    best: tuple[float, int] | None = None
    for number, (other_x, other_y) in enumerate(spots):
        ahead = (other_x - x) * across + (other_y - y) * down
        aside = abs((other_x - x) * down) + abs((other_y - y) * across)
        if number != at and ahead > 0.5:
            found = (ahead + 2 * aside, number)
            best = found if best is None else min(best, found)
    return None if best is None else best[1]
