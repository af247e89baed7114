"""The stages from logo to partner: their words, and the evidence beside them, which decides nothing (P10)."""

from dataclasses import dataclass
from datetime import date

from relmgr.domain.calendar_words import short_day
from relmgr.domain.kinds import Side, Sign, Stage
from relmgr.domain.moments import sign_words
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _, ngettext


def stage_word(stage: Stage) -> str:
    """The stage as a word."""
    return {
        Stage.LOGO: _("Logo"),
        Stage.NAME: _("Name"),
        Stage.PERSON: _("Person"),
        Stage.PARTNER: _("Partner"),
    }[stage]


def stage_meaning(stage: Stage) -> str:
    """What the stage means, for whoever chooses one."""
    return {
        Stage.LOGO: _("I know the company, and hardly who is there."),
        Stage.NAME: _("I know the name and the work, not yet the person."),
        Stage.PERSON: _("I know who this is when nobody talks about work."),
        Stage.PARTNER: _("We look after each other’s good."),
    }[stage]


def newest_first(on: PartialDate | None, number: int) -> tuple[int, int, int, int]:
    """A sort key by date; of one day the one declared later is the newer. Unknown parts come first."""
    if on is None:
        return 0, 0, 0, number
    return on.year or 0, on.month or 0, on.day or 0, number


@dataclass(frozen=True, slots=True)
class SignSeen:
    """A sign of depth that is seen, and when it was last."""

    sign: Sign
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known that may speak for a stage."""

    conversations: int
    first_on: date | None
    last_on: date | None
    sides: int
    family: tuple[str, ...]
    """The names of the relatives known."""
    signs: tuple[SignSeen, ...]


_NAMED = 6


def evidence_lines(known: Evidence, today: date) -> tuple[str, ...]:
    """The evidence in words with dates; it never names a stage."""
    return (
        _talks(known, today),
        _("{known} of {all} sides known").format(known=known.sides, all=len(Side)),
        _family(known),
        _signs(known, today),
    )


def _talks(known: Evidence, today: date) -> str:
    if known.first_on is None or known.last_on is None:
        return _("No conversation noted yet")
    words = ngettext(
        "{count} conversation, on {last}",
        "{count} conversations since {first}, the last on {last}",
        known.conversations,
    )
    return words.format(
        count=known.conversations,
        first=short_day(known.first_on, today),
        last=short_day(known.last_on, today),
    )


def _family(known: Evidence) -> str:
    if not known.family:
        return _("Nobody of the family known yet")
    names = _(", ").join(known.family[:_NAMED])
    if len(known.family) > _NAMED:
        names = _("{names} and others").format(names=names)
    return _("Family known: {names}").format(names=names)


def _signs(known: Evidence, today: date) -> str:
    if not known.signs:
        return _("No sign of depth seen in the last twelve months")
    told = [
        _("{sign} ({day})").format(sign=sign_words(one.sign), day=short_day(one.on, today))
        for one in known.signs
    ]
    return _("Signs seen: {signs}").format(signs=_(", ").join(told))
