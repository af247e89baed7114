"""Which people a list shows: a frozen value that can be kept under a name, written as versioned JSON (P13)."""

import json
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from relmgr.domain.kinds import AllyKind, Circle, Purpose, Stage
from relmgr.errors import InputError
from relmgr.i18n import _, pgettext

VERSION = 1
"""Of the JSON; a file of a newer Relmgr may hold a higher one."""


class Filter(StrEnum):
    """The chips over the list: by warmth and risk."""

    ALL = "all"
    WARM = "warm"
    QUIET = "quiet"
    AT_RISK = "at_risk"


class Ally(StrEnum):
    """Who works beside me (P14): anybody who does, or one kind of them."""

    ANY = "any"
    PEER = AllyKind.PEER.value
    SUBCONTRACTOR = AllyKind.SUBCONTRACTOR.value
    ASSISTANT = AllyKind.ASSISTANT.value


class Missing(StrEnum):
    """What is not known of somebody yet: the "missing" views (P13)."""

    BIRTHDAY = "birthday"
    FAMILY = "family"
    CIRCLE = "circle"
    CONTACT = "contact"
    TALK = "talk"
    PURPOSE = "purpose"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """All that is given must hold. `organisation` is an organisation's uid, `label` a label's name."""

    text: str = ""
    warmth: Filter = Filter.ALL
    circle: Circle | None = None
    label: str = ""
    organisation: str = ""
    stage: Stage | None = None
    ally: Ally | None = None
    missing: Missing | None = None
    purpose: Purpose | None = None

    @property
    def is_everybody(self) -> bool:
        """Whether nothing is asked for."""
        return self == EVERYBODY

    @property
    def has_more(self) -> bool:
        """Whether it asks for more than words and one of the chips can."""
        asked = (self.circle, self.label, self.organisation, self.stage, self.ally, self.missing)
        return any((*asked, self.purpose))


EVERYBODY = PeopleFilter()

_WORDS: dict[str, type[StrEnum]] = {
    "warmth": Filter,
    "circle": Circle,
    "stage": Stage,
    "ally": Ally,
    "missing": Missing,
    "purpose": Purpose,
}


def write(chosen: PeopleFilter) -> str:
    """`chosen` as JSON; what is left open is left out."""
    held = {field.name: getattr(chosen, field.name) for field in fields(PeopleFilter)}
    given = {name: str(value) for name, value in held.items() if value != getattr(EVERYBODY, name)}
    return json.dumps({"version": VERSION, **given}, ensure_ascii=False, sort_keys=True)


def read(text: str) -> PeopleFilter:
    """The filter that `write` wrote. Raises InputError for one that this version cannot read."""
    try:
        held: dict[str, Any] = json.loads(text)
        if held.pop("version") != VERSION:
            raise ValueError("another version")
        given: dict[str, Any] = {
            name: _WORDS[name](value) if name in _WORDS else str(value) for name, value in held.items()
        }
        return PeopleFilter(**given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            _("This saved filter cannot be read. The people are unharmed. Remove it, and save it anew.")
        ) from error


def renamed(text: str, name: str, before: str, after: str) -> str | None:
    """A written filter whose `name` is `before`, with `after` in its place; None for every other one.

    What this version cannot read is left as it is.
    """
    try:
        chosen = read(text)
    except InputError:
        return None
    if getattr(chosen, name) != before:
        return None
    changed: dict[str, Any] = {name: after}
    return write(replace(chosen, **changed))


def circle_word(circle: Circle) -> str:
    """The word for a circle."""
    return {
        Circle.INVEST: _("Invest"),
        Circle.KEEP: _("Keep"),
        Circle.LIGHT: pgettext("circle", "Light"),
        Circle.REST: _("Let rest"),
    }[circle]


def circle_words(circle: Circle | None, days: int | None) -> str:
    """The circle with what it means: "Keep: every 90 days", "Let rest: no reminders"; "" for neither."""
    if circle is None:
        return "" if days is None else _("every {days} days").format(days=days)
    if days is None:
        return _("{circle}: no reminders").format(circle=circle_word(circle))
    return _("{circle}: every {days} days").format(circle=circle_word(circle), days=days)


def ally_word(ally: Ally) -> str:
    """The word for who works beside me."""
    return {
        Ally.ANY: _("Allies"),
        Ally.PEER: _("Peers"),
        Ally.SUBCONTRACTOR: _("Subcontractors"),
        Ally.ASSISTANT: _("Assistants"),
    }[ally]


def ally_kind_word(kind: AllyKind) -> str:
    """The word for one who works beside me."""
    return {
        AllyKind.PEER: _("Peer"),
        AllyKind.SUBCONTRACTOR: _("Subcontractor"),
        AllyKind.ASSISTANT: _("Assistant"),
    }[kind]


def missing_words(missing: Missing) -> str:
    """The missing view, as menus and chips call it."""
    return {
        Missing.BIRTHDAY: _("Birthday not known"),
        Missing.FAMILY: _("Family not known"),
        Missing.CIRCLE: _("No circle chosen"),
        Missing.CONTACT: _("No way to reach them"),
        Missing.TALK: _("Never talked"),
        Missing.PURPOSE: _("Purpose not said"),
    }[missing]


def filling_words(missing: Missing, name: str) -> str:
    """The one step that takes `name` out of a missing view: "Add Megan’s birthday"."""
    return {
        Missing.BIRTHDAY: _("When is {name}’s birthday?"),
        Missing.FAMILY: _("Who is {name}’s family?"),
        Missing.CIRCLE: _("Choose a circle for {name}"),
        Missing.CONTACT: _("How do you reach {name}?"),
        Missing.TALK: _("Log a first conversation with {name}"),
        Missing.PURPOSE: _("What do you keep {name} for?"),
    }[missing].format(name=name)
