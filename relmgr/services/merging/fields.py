"""Which of a person's own values are chosen together when two become one, how they are joined, and what they are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from relmgr.domain.calendar_words import full_day
from relmgr.domain.kinds import AllyKind, Circle, MilestoneKind, Purpose
from relmgr.domain.people_filter import ally_kind_word, circle_word
from relmgr.i18n import _, ngettext
from relmgr.services.contacts import channel_words


class Side(StrEnum):
    """Whose value it is to be."""

    STAYS = "stays"
    GOES = "goes"
    BOTH = "both"


class Join(StrEnum):
    """What becomes of two different values."""

    ONE = "one"
    """One is chosen; the other goes to the earlier values."""
    LIST = "list"
    """Words between commas: both are kept, none twice."""
    TEXT = "text"
    """Written text: both are kept, one under the other."""
    EITHER = "either"
    """Yes, if it is yes for one of them."""


@dataclass(frozen=True, slots=True)
class Field:
    """Columns of the person's row that belong together; the first tells whether something is there."""

    key: str
    columns: tuple[str, ...]
    join: Join = Join.ONE


FIELDS: tuple[Field, ...] = (
    Field("name", ("display_name", "prefix", "given", "additional", "family", "suffix")),
    Field("native_name", ("native_name",)),
    Field("say_name", ("say_name",)),
    Field("nickname", ("nickname",), Join.LIST),
    Field("pronouns", ("pronouns",)),
    Field("photo", ("photo_id",)),
    Field("headline", ("headline",)),
    Field("city", ("city",)),
    Field("time_zone", ("time_zone",)),
    Field("languages", ("languages",), Join.LIST),
    Field("preferred_channel", ("preferred_channel",)),
    Field("best_hours", ("best_hours",)),
    Field("do_not_phone", ("do_not_phone",), Join.EITHER),
    Field("circle", ("circle",)),
    Field("cadence", ("cadence_days",)),
    Field("ally_kind", ("ally_kind",)),
    Field("purpose", ("purpose",)),
    Field("keep_until", ("keep_until",)),
    Field("away", ("away_until", "away_from", "away_why")),
    Field("gentle", ("gentle_until", "gentle_why")),
    Field("leap_day", ("leap_day",)),
    Field("met_where", ("met_where",)),
    Field("met_through", ("met_through",)),
    Field("first_impression", ("first_impression",), Join.TEXT),
    Field("why_care", ("why_care",), Join.TEXT),
    Field("notes", ("notes",), Join.TEXT),
)
HANDLED = frozenset({"id", "uid", "is_light", "created_at", "changed_at", "deleted_at", "cadence_set_on"})
"""The other columns: who stays keeps uid and id; the rest follows from both."""
SINGLE_DATES = {
    MilestoneKind.BIRTHDAY: "birthday",
    MilestoneKind.DEATH: "death",
    MilestoneKind.FIRST_MET: "first_met",
}
"""The dates of which a person has one only."""


def field_word(key: str) -> str:
    """What the field is called; a column of the name, or a kind of contact, as well."""
    return {
        "name": _("Name"),
        "display_name": _("Name"),
        "prefix": _("Title"),
        "given": _("Given name"),
        "additional": _("Middle names"),
        "family": _("Family name"),
        "suffix": _("Suffix"),
        "native_name": _("In their script"),
        "say_name": _("How to say it"),
        "nickname": _("Nickname"),
        "pronouns": _("Pronouns"),
        "photo": _("Photo"),
        "headline": _("What they do"),
        "city": _("City"),
        "time_zone": _("Time zone"),
        "languages": _("Languages"),
        "preferred_channel": _("Preferred way of contact"),
        "best_hours": _("Best hours"),
        "do_not_phone": _("Do not phone"),
        "circle": _("Circle"),
        "cadence": _("How often"),
        "ally_kind": _("Ally"),
        "purpose": _("What for"),
        "keep_until": _("Keep until"),
        "away": _("Away until"),
        "gentle": _("Gentle mode until"),
        "leap_day": _("29 February is kept on"),
        "met_where": _("Where you met"),
        "met_through": _("Met through"),
        "first_impression": _("First impression"),
        "why_care": _("Why you care"),
        "notes": _("Notes"),
        "birthday": _("Birthday"),
        "death": _("Died"),
        "first_met": _("First met"),
    }.get(key, key)


def value_text(field: Field, row: Mapping[str, Any]) -> str:
    """The value as it is shown and kept among the earlier ones; "" where there is none."""
    value = row[field.columns[0]]
    if value is None or value == "" or value is False:
        return _rest(field, row)
    if field.key == "name":
        return str(value)
    if field.key in ("away", "gentle"):
        return " ".join(filter(None, (full_day(value), row[field.columns[-1]])))
    return _plain(field.key, value)


def _rest(field: Field, row: Mapping[str, Any]) -> str:
    """Of an absence without an end there is a beginning, or a reason."""
    if field.key == "name":
        return " ".join(filter(None, (row[column] for column in field.columns)))
    return " ".join(str(row[column]) for column in field.columns[1:] if row[column])


def _plain(key: str, value: Any) -> str:
    words: dict[str, Callable[[Any], str]] = {
        "photo": lambda _id: _("yes"),
        "do_not_phone": lambda _is: _("yes"),
        "preferred_channel": channel_words,
        "circle": lambda name: circle_word(Circle(name)),
        "cadence": lambda days: ngettext("every {count} day", "every {count} days", days).format(count=days),
        "ally_kind": lambda name: ally_kind_word(AllyKind(name)),
        "purpose": lambda name: _purpose_word(Purpose(name)),
        "keep_until": full_day,
        "leap_day": lambda name: _("28 February") if name == "feb28" else _("1 March"),
    }
    return words.get(key, str)(value)


def _purpose_word(purpose: Purpose) -> str:
    return {
        Purpose.PRIVATE: _("Private"),
        Purpose.BUSINESS: _("Business"),
        Purpose.BOTH: _("Private and business"),
    }[purpose]
