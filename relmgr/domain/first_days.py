"""The first 30 days with somebody new: a short list of what makes a good beginning, offered and never demanded (G7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from relmgr.domain.kinds import FirstStepKind
from relmgr.domain.numbers import count_word, starting
from relmgr.i18n import _, ngettext

FIRST_DAYS = 30
"""How long the beginning lasts."""

AFTER_DELIVERY = (2, 14)
"""Days after the first delivery on which to ask how it does (G7)."""

LAST_WORDS_DAYS = 7
"""How long the card says that the beginning is over."""

NEW_CONVERSATIONS = 3
"""With fewer than these, somebody is new (D3)."""

OFFERED_AFTER_TALK_DAYS = 30
OFFERED_AFTER_AGREEING_DAYS = 14
KNOWN_PEOPLE = 2
"""As many people at their organisation that I know are enough to call the place known."""

_GRACE_DAYS = 7
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step of the list: what, about what, and how many days after the start or the first delivery."""

    text: str
    kind: FirstStepKind
    after_days: int


def usual_steps() -> tuple[TemplateStep, ...]:
    """The list as it is until the user changes it."""
    first, second = AFTER_DELIVERY
    return (
        TemplateStep(_("Ask how best to reach each other"), FirstStepKind.CHANNEL, 3),
        TemplateStep(_("Say out loud what we expect of each other"), FirstStepKind.EXPECTATIONS, 7),
        TemplateStep(_("Get to know one more person there"), FirstStepKind.PEOPLE, 14),
        TemplateStep(_("Ask how it has begun for them"), FirstStepKind.CHECK_IN, 21),
        TemplateStep(_("Ask whether it arrived as hoped"), FirstStepKind.AFTER_DELIVERY, first),
        TemplateStep(_("Ask how it does in their everyday"), FirstStepKind.AFTER_DELIVERY, second),
    )


def kind_words(kind: FirstStepKind) -> str:
    """What a step is about, as the form offers it."""
    return {
        FirstStepKind.EXPECTATIONS: _("Expectations"),
        FirstStepKind.PEOPLE: _("People"),
        FirstStepKind.CHANNEL: _("Way of contact"),
        FirstStepKind.CHECK_IN: _("Check-in"),
        FirstStepKind.AFTER_DELIVERY: _("After the first delivery"),
        FirstStepKind.OTHER: _("Something else"),
    }[kind]


def why_words(kind: FirstStepKind) -> str:
    """Why such a step is worth the while, in one line."""
    return {
        FirstStepKind.EXPECTATIONS: _("What was said out loud disappoints nobody later."),
        FirstStepKind.PEOPLE: _("A tie that hangs on one person is thin."),
        FirstStepKind.CHANNEL: _("A message helps where it is read."),
        FirstStepKind.CHECK_IN: _("An early question is easier to answer than a late one."),
        FirstStepKind.AFTER_DELIVERY: _("What is handed over meets their everyday after that."),
        FirstStepKind.OTHER: "",
    }[kind]


def ends_on(started_on: date, delivered_on: date | None, ended_on: date | None) -> date:
    """The last day: the one the user chose, else 30 days on, or a week after the last check-in on a first delivery."""
    if ended_on is not None:
        return ended_on
    last = started_on + timedelta(days=FIRST_DAYS)
    if delivered_on is None:
        return last
    return max(last, delivered_on + timedelta(days=max(AFTER_DELIVERY) + _GRACE_DAYS))


def is_under_way(started_on: date, delivered_on: date | None, ended_on: date | None, today: date) -> bool:
    """Whether its steps still ask."""
    return ended_on is None and today <= ends_on(started_on, delivered_on, None)


def says_goodbye(started_on: date, delivered_on: date | None, ended_on: date | None, today: date) -> bool:
    """Whether the card still says that it is over."""
    last = ends_on(started_on, delivered_on, ended_on)
    is_over = not is_under_way(started_on, delivered_on, ended_on, today)
    return is_over and (today - last).days <= LAST_WORDS_DAYS


def is_offered(
    *,
    conversations: int,
    last_talk: date | None,
    has_role: bool,
    agreed: Sequence[date],
    today: date,
) -> bool:
    """Whether the card offers to begin: somebody new with a role somewhere, or a first agreement made lately.

    Somebody of whom only the card of an address book is known is not asked about, nor whom I spoke with long ago.
    """
    spoke_lately = last_talk is not None and (today - last_talk).days <= OFFERED_AFTER_TALK_DAYS
    is_new = 0 < conversations < NEW_CONVERSATIONS and has_role and spoke_lately
    has_just_agreed = len(agreed) == 1 and 0 <= (today - agreed[0]).days <= OFFERED_AFTER_AGREEING_DAYS
    return is_new or (has_just_agreed and conversations < 2 * NEW_CONVERSATIONS)


def over_words(name: str, done: int, of: int) -> str:
    """The quiet sentence at the end: what was done counts, what was left does not."""
    if not of or not done:
        return _("The first 30 days with {name} are over.").format(name=name)
    if done == of:
        return _("The first 30 days with {name} are over, and the list is done.").format(name=name)
    text = ngettext(
        "The first 30 days with {name} are over. {done} step is done; the rest may rest.",
        "The first 30 days with {name} are over. {done} steps are done; the rest may rest.",
        done,
    )
    return text.format(name=name, done=starting(count_word(done)))
