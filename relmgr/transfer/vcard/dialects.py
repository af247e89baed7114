"""vCard 3.0 as Apple, Google and Outlook each write it themselves, and so are sure to read it (ecosystem.md §2.2)."""

from enum import StrEnum

from relmgr.domain.kinds import RelationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.vcard.model import RelationValue

_SPOKEN = frozenset({"fax", "pager", "textphone"})


class Dialect(StrEnum):
    """Whose vCard 3.0 it is to be."""

    APPLE = "apple"
    GOOGLE = "google"
    OUTLOOK = "outlook"

    def type_of(self, word: str) -> str:
        """One TYPE parameter: Apple names it in small letters, with "pref" as small."""
        if self is Dialect.APPLE:
            return f";type={word if word == 'pref' else word.upper()}"
        return f";TYPE={word.upper()}"

    def types(self, head: str, types: tuple[str, ...]) -> tuple[str, ...]:
        """The types of a line with those that each program expects beside its own."""
        name = head.partition(";")[0]
        if name == "EMAIL":
            return ("internet", *types)
        if name == "TEL" and self is not Dialect.GOOGLE and not _SPOKEN & set(types):
            return (*types, "voice")
        return types


def outlook_date(date: PartialDate) -> str:
    """A day of which the year is known, as Outlook takes it; "" for any other, which it would show as 1604."""
    day = date.as_date()
    return "" if day is None else f"{day.year:04}{day.month:02}{day.day:02}"


_OUTLOOK_RELATIONS = {
    RelationKind.PARTNER: ("X-MS-SPOUSE", ("spouse",)),
    RelationKind.CHILD: ("X-MS-CHILD", ("child",)),
    RelationKind.MANAGER: ("X-MS-MANAGER", ("manager",)),
    RelationKind.ASSISTANT: ("X-MS-ASSISTANT", ("assistant",)),
}


def outlook_relation(relation: RelationValue) -> str:
    """Outlook's own property for somebody's kin; "" where it has none, or it would say too little."""
    name, words = _OUTLOOK_RELATIONS.get(relation.kind, ("", ()))
    return name if relation.name and not relation.uid and relation.label in ("", *words) else ""


__all__ = ["Dialect", "outlook_date", "outlook_relation"]
