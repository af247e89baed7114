"""Takes control characters out of what names somebody, and says so: they are seen by nobody and found by no search."""

import re
from dataclasses import fields, replace
from itertools import chain

from relmgr.i18n import _
from relmgr.transfer.vcard.model import Card, NameParts, OrganisationValue, Outcome, Problem

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""The C0 and C1 controls. Marks of direction and joiners are letters' company, and stay."""
_COMMAND = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""What tells a terminal its colours or title: an escape and what goes with it."""
_BETWEEN = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85 ]+")
_PARTS = tuple(field.name for field in fields(NameParts))
_TEXTS = ("formatted_name", "sort_as", "phonetic_given", "phonetic_family", "native_name", "pronouns")
_LISTS = ("nicknames", "labels")


def without_controls(card: Card) -> Card:
    """The card with names, firms and labels that hold no control character; a report row says if one was taken out."""
    if not _has_control(card):
        return card
    changes: dict[str, object] = {name: _clean(getattr(card, name)) for name in _TEXTS}
    changes |= {name: tuple(filter(None, map(_clean, getattr(card, name)))) for name in _LISTS}
    parts = {part: _clean(getattr(card.name, part)) for part in _PARTS}
    problem = Problem(
        line=card.line,
        reason=_("Control characters, which nobody can see, were taken out of a name in this card."),
        raw=_CONTROL.sub("\N{REPLACEMENT CHARACTER}", card.display_name),
        outcome=Outcome.READ,
    )
    return replace(
        card,
        name=NameParts(**parts),
        organisations=tuple(map(_organisation, card.organisations)),
        problems=(*card.problems, problem),
        **changes,  # type: ignore[arg-type]
    )


def _has_control(card: Card) -> bool:
    # isprintable is false for more than controls, and quick; what it doubts is looked at closely.
    texts = chain(
        (getattr(card, name) for name in _TEXTS),
        (getattr(card.name, part) for part in _PARTS),
        card.nicknames,
        card.labels,
        *((one.name, *one.units, one.title, one.role) for one in card.organisations),
    )
    return any(not text.isprintable() and _CONTROL.search(text) for text in texts)


def _organisation(one: OrganisationValue) -> OrganisationValue:
    return OrganisationValue(
        name=_clean(one.name),
        units=tuple(map(_clean, one.units)),
        title=_clean(one.title),
        role=_clean(one.role),
    )


def _clean(text: str) -> str:
    """`text` with a blank for what parts words, and nothing for any other control."""
    if text.isprintable() or not _CONTROL.search(text):
        return text
    return _CONTROL.sub("", _BETWEEN.sub(" ", _COMMAND.sub("", text))).strip()
