"""What Reflect says of the three people in its portraits: the worst relationship, the greatest potential, the longest (D4)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from relmgr.domain.calendar_words import month_name, months_before
from relmgr.domain.kinds import Circle, RoleTowardMe, Sign, WarningSign
from relmgr.domain.map_of_people import SIGNS, Depth
from relmgr.domain.names import is_right_to_left, isolate
from relmgr.domain.numbers import count_word, listed, starting
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.pronouns import Pronouns
from relmgr.i18n import _, ngettext

_FAST = 0.6
"""A momentum from which warming is fast."""

_STILL_SHALLOW = 2
_NAMED_SIGNS = 2

WEIGHTY_ROLES = (RoleTowardMe.SPONSOR, RoleTowardMe.DECISION_MAKER)
"""Whose word carries my work there."""


def importance(circle: Circle | None, *, is_weighty: bool) -> int:
    """How much somebody matters to me, by what I chose myself; 0 where I chose nothing. Never shown.

    is_weighty: sponsor or decision maker (P12). A chosen circle (P13) goes before a role.
    """
    return {Circle.INVEST: 4, Circle.KEEP: 2}.get(circle, 0) + is_weighty if circle else int(is_weighty)


def warned_words(warnings: Iterable[WarningSign]) -> str:
    """ "Two calls cancelled, price questioned twice"; nothing for none. Computed silence is told with its days."""
    counts = Counter(warning for warning in warnings if warning is not WarningSign.SILENCE)
    return starting(_(", ").join(_warned(warning, count) for warning, count in counts.items()))


def _warned(warning: WarningSign, count: int) -> str:
    match warning:
        case WarningSign.CANCELLED:
            text = ngettext("{count} call cancelled", "{count} calls cancelled", count)
            return text.format(count=count_word(count))
        case WarningSign.DELAY:
            return ngettext("{count} delay", "{count} delays", count).format(count=count_word(count))
        case WarningSign.HAGGLING:
            return _("price questioned {times}").format(times=times(count))
        case WarningSign.NO_FEEDBACK:
            return _("no feedback {times}").format(times=times(count))
        case WarningSign.CALLED_SUPPLIER:
            return _("called you a supplier {times}").format(times=times(count))
        case WarningSign.MISSING_UPDATE:
            text = ngettext("{count} update missing", "{count} updates missing", count)
            return text.format(count=count_word(count))
        case WarningSign.SILENCE:
            return _("silence")


def times(count: int) -> str:
    """ "once", "twice", "three times"."""
    if count == 1:
        return _("once")
    if count == 2:
        return _("twice")
    return ngettext("{count} time", "{count} times", count).format(count=count_word(count))


def last_sign_words(depth: Depth, last: date | None, today: date) -> str:
    """ "No sign since May 2025.", "No sign yet.", "Two signs hold."; `last` is the newest support of any sign."""
    if depth.seen:
        return signs_words(depth.seen)
    if last is None:
        return _("No sign yet.")
    month = month_name(last.month)
    if last <= months_before(today, 12):
        month = _("{month} {year}").format(month=month, year=last.year)
    return _("No sign since {month}.").format(month=month)


def signs_words(seen: int) -> str:
    """ "All eight signs.", "Two signs.", "No sign yet."."""
    if seen == SIGNS:
        return _("All {count} signs.").format(count=count_word(SIGNS))
    if not seen:
        return _("No sign yet.")
    return ngettext("{count} sign.", "{count} signs.", seen).format(count=starting(count_word(seen)))


def potential_words(momentum: float, seen: int) -> str:
    """ "Warming fast, still shallow."."""
    if momentum >= _FAST:
        pace = _("Warming fast")
    elif momentum > 0:
        pace = _("Warming")
    else:
        pace = _("Important to you")
    depth = _("still shallow") if seen <= _STILL_SHALLOW else _("growing")
    return _("{pace}, {depth}.").format(pace=pace, depth=depth)


def does_words(signs: Sequence[Sign], name: str, pronouns: Pronouns | None) -> str:
    """ "He involves you early and treats you well.": the first two of the signs seen; nothing for none."""
    if not signs:
        return ""
    is_plural = pronouns is not None and pronouns.is_plural
    said = tuple(_does(sign, is_plural=is_plural) for sign in signs[:_NAMED_SIGNS])
    who = pronouns.subject if pronouns is not None else isolate(name) if is_right_to_left(name) else name
    return _("{who} {does}.").format(who=starting(who), does=listed(said))


def _does(sign: Sign, *, is_plural: bool) -> str:
    one, many = {
        Sign.ASKS_FOR_HELP: (_("asks for your help"), _("ask for your help")),
        Sign.ACTS_ON_ADVICE: (_("acts on your advice"), _("act on your advice")),
        Sign.REFERS_ME: (_("refers you to others"), _("refer you to others")),
        Sign.NO_MONEY_ARGUMENT: (_("does not argue about money"), _("do not argue about money")),
        Sign.FORGIVES: (_("forgives mistakes"), _("forgive mistakes")),
        Sign.COMPLEX_ISSUES: (_("involves you in complex issues"), _("involve you in complex issues")),
        Sign.INVOLVES_EARLY: (_("involves you early"), _("involve you early")),
        Sign.RESPECT: (_("treats you well"), _("treat you well")),
    }[sign]
    return many if is_plural else one


def since_words(since: PartialDate | None) -> str:
    """ "Since 2011."; nothing where no year is known."""
    if since is None or since.year is None:
        return ""
    return _("Since {year}.").format(year=since.year)


def thanks_words(name: str, pronouns: Pronouns | None) -> str:
    """ "You still owe her thanks."."""
    whom = pronouns.object if pronouns is not None else isolate(name) if is_right_to_left(name) else name
    return _("You still owe {whom} thanks.").format(whom=whom)


def step_for(sign: Sign, name: str) -> str:
    """The small step that makes room for a sign not seen yet; it asks nothing of them that I have not given first."""
    name = isolate(name) if is_right_to_left(name) else name
    return {
        Sign.ASKS_FOR_HELP: _("Ask {name} what is hard at the moment, and listen."),
        Sign.ACTS_ON_ADVICE: _("Ask {name} what became of what you advised."),
        Sign.REFERS_ME: _("Introduce {name} to somebody worth knowing."),
        Sign.NO_MONEY_ARGUMENT: _("Tell {name} what the price stands for, before it is asked."),
        Sign.FORGIVES: _("Own up to {name} about something small that went wrong."),
        Sign.COMPLEX_ISSUES: _("Ask {name} what the leaders there worry about."),
        Sign.INVOLVES_EARLY: _("Ask {name} what is being thought about for next year."),
        Sign.RESPECT: _("Tell {name} one thing you admire, and mean it."),
    }[sign].format(name=name)
