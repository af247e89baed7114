"""The kindness shelf: what was done and given, never counted against each other (G6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from relmgr.domain.fold import fold
from relmgr.domain.kinds import KindnessKind, MilestoneKind
from relmgr.domain.numbers import inside
from relmgr.i18n import _

IDEAS_AHEAD_DAYS = 30
"""How long before a date a gift idea is brought up: long enough to order something."""

AT_ONCE = (KindnessKind.ASKED_AFTER, KindnessKind.GET_WELL, KindnessKind.EXTRA_MILE, KindnessKind.GOODWILL)
"""What one press keeps; gifts want a word about what they are."""

GIFTS = (KindnessKind.GIFT_IDEA, KindnessKind.GIFT_GIVEN, KindnessKind.GIFT_RECEIVED)

_GIFT_DAYS = (MilestoneKind.BIRTHDAY, MilestoneKind.WEDDING, MilestoneKind.WORKING_TOGETHER)
_LEAST_WORD = 3


@dataclass(frozen=True, slots=True)
class GiftIdea:
    """Something they would like: what, and for which occasion, "" for any."""

    id: int
    text: str
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A date ahead: its kind, what it may be called, and whose it is ("" for the person's own)."""

    kind: MilestoneKind
    words: str
    who: str = ""


def kind_words(kind: KindnessKind) -> str:
    """What it is, as the form offers it and a line begins."""
    return {
        KindnessKind.ASKED_AFTER: _("Asked after them"),
        KindnessKind.GET_WELL: _("Wished them well"),
        KindnessKind.EXTRA_MILE: _("Went the extra mile"),
        KindnessKind.GOODWILL: _("A gesture of goodwill"),
        KindnessKind.GIFT_IDEA: _("A gift idea"),
        KindnessKind.GIFT_GIVEN: _("A gift given"),
        KindnessKind.GIFT_RECEIVED: _("A gift received"),
    }[kind]


def hint_words(kind: KindnessKind) -> str:
    """An example of what to write."""
    return {
        KindnessKind.ASKED_AFTER: _("Her father, after the operation"),
        KindnessKind.GET_WELL: _("A card, soup, a message"),
        KindnessKind.EXTRA_MILE: _("Drove over on Sunday to fix it"),
        KindnessKind.GOODWILL: _("Waived the fee for the second visit"),
        KindnessKind.GIFT_IDEA: _("A book about greyhounds"),
        KindnessKind.GIFT_GIVEN: _("A jar of our own honey"),
        KindnessKind.GIFT_RECEIVED: _("Biltong from the farm"),
    }[kind]


def needs_words(kind: KindnessKind) -> bool:
    """Whether it says nothing without a text."""
    return kind in GIFTS


def ideas_for(occasion: Occasion, ideas: Iterable[GiftIdea]) -> tuple[GiftIdea, ...]:
    """The ideas that suit a date: those noted for it, and on their own birthday and shared days those for any occasion.

    An idea for a named occasion belongs to that one alone: "Tom’s birthday" is not brought up on Megan’s.
    """
    said = _tokens(occasion.words)
    found = []
    for idea in ideas:
        wanted = _tokens(idea.occasion)
        if wanted:
            is_theirs = not occasion.who or bool(_tokens(occasion.who) & wanted)
            fits = is_theirs and wanted <= said
        else:
            fits = not occasion.who and occasion.kind in _GIFT_DAYS
        if fits:
            found.append(idea)
    return tuple(found)


def _tokens(text: str) -> frozenset[str]:
    """The words that tell one occasion from another, without possessive endings."""
    plain = fold(text.replace("’s", " ").replace("'s", " "))
    words = (word.strip(".,;:’'") for word in plain.split())
    little = frozenset(fold(_("her his their the for and")).split())
    return frozenset(word for word in words if len(word) >= _LEAST_WORD and word not in little)


def noted_words(ideas: Iterable[GiftIdea]) -> str:
    """ "You noted: a book about greyhounds", or nothing."""
    texts = [idea.text.rstrip(".") for idea in ideas]
    if not texts:
        return ""
    return _("You noted: {what}").format(what=_("; ").join(inside(text) for text in texts))
