"""What has waited too long to be said, and requests that wait longer than I usually let them (E3, E4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median_low

from relmgr.domain.kinds import ExpectationKind, Status
from relmgr.i18n import _, ngettext

GAP_DAYS = 14
"""After how many days what was never said, agreed or answered asks to be talked about, and how often it asks again."""

ANSWER_DAYS = 3
"""My answer time while fewer than `ENOUGH_ANSWERS` requests have been answered."""

ENOUGH_ANSWERS = 3


class Gap(StrEnum):
    """Why something asks to be talked about."""

    UNSPOKEN = "unspoken"
    UNAGREED = "unagreed"
    NOT_SAID = "not_said"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules of a gap look at. `not_said`: how many items of its scope nobody has said anything of."""

    kind: ExpectationKind
    status: Status
    opened_on: date
    agreed_on: date | None = None
    answered_on: date | None = None
    not_said: int = 0


def gap_of(one: Standing) -> Gap | None:
    """Which gap there is, whatever its age; None where all is said, agreed or closed."""
    if one.status.is_closed:
        return None
    if one.kind is ExpectationKind.REQUEST and one.answered_on is None and one.status in _UNAGREED:
        return Gap.WAITING
    if one.status is Status.UNSPOKEN:
        return Gap.UNSPOKEN
    if one.status is Status.SAID:
        return Gap.UNAGREED
    return Gap.NOT_SAID if one.not_said else None


_UNAGREED = (Status.UNSPOKEN, Status.SAID)


def gap_since(one: Standing) -> date:
    """The day the gap began: what is agreed in part has it from the agreement on."""
    if one.status in _UNAGREED or one.agreed_on is None:
        return one.opened_on
    return one.agreed_on


def gap_asks_on(one: Standing, today: date, after_days: int = GAP_DAYS) -> date | None:
    """The last day on or before `today` on which the gap asked; it asks every `after_days` (at least 1) days.

    None: there is no gap, or it is not that old yet.
    """
    if gap_of(one) is None:
        return None
    every = max(1, after_days)
    age = (today - gap_since(one)).days
    return None if age < every else gap_since(one) + timedelta(days=age // every * every)


def gap_words(one: Standing, today: date) -> str:
    """Why it asks: "Never said out loud in 20 days.", "Two things in it were not said in 16 days."."""
    gap = gap_of(one)
    days = max(0, (today - gap_since(one)).days)
    if gap is None:
        return ""
    if gap is Gap.NOT_SAID:
        text = ngettext(
            "{n} thing in it is not said yet.", "{n} things in it are not said yet.", one.not_said
        )
        return text.format(n=one.not_said)
    words = {
        Gap.UNSPOKEN: ngettext("Unspoken for {n} day.", "Unspoken for {n} days.", days),
        Gap.UNAGREED: ngettext("Said {n} day ago, not agreed.", "Said {n} days ago, not agreed.", days),
        Gap.WAITING: waits_words(days),
    }[gap]
    return words.format(n=days)


def waits_words(days: int) -> str:
    """ "Asked today.", "Has waited 5 days."."""
    if days <= 0:
        return _("Asked today.")
    return ngettext("Has waited {n} day.", "Has waited {n} days.", days).format(n=days)


def usual_answer_days(answered: Iterable[tuple[date, date]]) -> int | None:
    """My own answer time: the median, in days, of (asked, answered); None before `ENOUGH_ANSWERS` (E4)."""
    waited = [max(0, (answer - asked).days) for asked, answer in answered]
    return median_low(waited) if len(waited) >= ENOUGH_ANSWERS else None


def answer_words(days: int, usual: int | None) -> str:
    """How long a request waits against my own answer time: "Has waited 5 days. You usually answer in 2 days."."""
    waits = waits_words(days)
    if usual is None:
        return waits
    if usual == 0:
        return _("{waits} You usually answer on the same day.").format(waits=waits)
    often = ngettext("You usually answer in {n} day.", "You usually answer in {n} days.", usual).format(
        n=usual
    )
    return f"{waits} {often}"


def waits_too_long(days: int, usual: int | None) -> bool:
    """Whether a request has waited longer than I usually let one wait."""
    return days > (ANSWER_DAYS if usual is None else usual)
