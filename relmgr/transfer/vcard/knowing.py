"""What a card tells beyond an address book: facts, how we met, how often to be in touch and when we last were.

HOBBY, INTEREST and EXPERTISE are RFC 6715's; the rest are our own properties (ecosystem.md §2.2).
"""

import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from relmgr.domain.cadence import MAX_CADENCE_DAYS
from relmgr.domain.kinds import ConversationKind, MilestoneKind, RelationKind, Sensitivity, Side
from relmgr.i18n import _
from relmgr.transfer.vcard import dates
from relmgr.transfer.vcard.draft import Draft, Handler
from relmgr.transfer.vcard.lines import ContentLine
from relmgr.transfer.vcard.model import (
    Card,
    FactValue,
    Fate,
    HowMet,
    LastContact,
    MilestoneValue,
    RelationValue,
)
from relmgr.transfer.vcard.text import escape, escape_parameter

_DURATION = re.compile(r"P(?P<count>[0-9]{1,5})(?P<unit>[WD])")
_LEVELLED = re.compile(r"(?P<word>[^()]+) \((?P<level>[A-Za-z-]{1,20})\)")
_INTERESTS = ("HOBBY", "INTEREST", "EXPERTISE")
_Word = TypeVar("_Word", Sensitivity, Side, ConversationKind)


def interest_words() -> dict[str, str]:
    """The heading under which the facts of each property of RFC 6715 stand."""
    return {"HOBBY": _("Hobby"), "INTEREST": _("Interest"), "EXPERTISE": _("Skill")}


def _known(words: type[_Word], written: str, otherwise: _Word) -> _Word:
    return words(written) if written in {word.value for word in words} else otherwise


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _fact(draft: Draft, line: ContentLine, label: str, side: Side) -> Fate:
    text = draft.text(line)
    if not text:
        return Fate.EMPTY
    parameters = line.head.parameters
    fact = FactValue(
        text=text,
        label=label,
        side=side,
        heard_on=_day(parameters.get("X-RELMGR-HEARD", "")),
        sensitivity=_known(Sensitivity, parameters.get("X-RELMGR-SENSITIVITY", ""), Sensitivity.FINE),
    )
    if fact not in draft.facts:
        draft.facts.append(fact)
    return Fate.MAPPED


def _own_fact(draft: Draft, line: ContentLine) -> Fate:
    parameters = line.head.parameters
    side = _known(Side, parameters.get("SIDE", ""), Side.INTERESTS)
    return _fact(draft, line, parameters.get("LABEL", ""), side)


def _interest(name: str) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        word, level = interest_words()[name], line.head.parameters.get("LEVEL", "").lower()
        label = f"{word} ({level})" if level else word
        if level and _LEVELLED.fullmatch(label) is None:
            return draft.keep(line)
        return _fact(draft, line, label, Side.WORK if name == "EXPERTISE" else Side.INTERESTS)

    return handle


def _how_met(draft: Draft, line: ContentLine) -> Fate:
    parameters = line.head.parameters
    met = HowMet(
        impression=draft.text(line),
        where=parameters.get("PLACE", ""),
        through=parameters.get("THROUGH", ""),
    )
    found = dates.read_date(parameters.get("DATE", ""))
    via = parameters.get("VIA-UID", "")
    if not met and found is None and not via:
        return Fate.EMPTY
    if draft.how_met and draft.how_met != met:
        return draft.keep(line)
    draft.how_met = met
    if found is not None:
        draft.met.append(MilestoneValue(kind=MilestoneKind.FIRST_MET, date=found[0]))
    if via:
        draft.met.append(RelationValue(kind=RelationKind.INTRODUCED_BY, uid=via))
    return Fate.MAPPED


def milestones(draft: Draft) -> tuple[MilestoneValue, ...]:
    """The dates of the card; the day we met once, whichever line says it."""
    told = [one for one in draft.met if isinstance(one, MilestoneValue)]
    if any(one.kind is MilestoneKind.FIRST_MET for one in draft.milestones):
        told = []
    return (*draft.milestones, *told)


def relations(draft: Draft) -> tuple[RelationValue, ...]:
    """The people of the card; who introduced us once, whichever line says it."""
    told = [one for one in draft.met if isinstance(one, RelationValue)]
    if any(one.kind is RelationKind.INTRODUCED_BY for one in draft.relations):
        told = []
    return (*draft.relations, *told)


def read_cadence(text: str) -> int | None:
    """Days of an ISO 8601 duration in weeks or days, 1 to 3650; None if it is none."""
    match = _DURATION.fullmatch(text.strip().upper())
    if match is None:
        return None
    days = int(match["count"]) * (7 if match["unit"] == "W" else 1)
    return days if 1 <= days <= MAX_CADENCE_DAYS else None


def write_cadence(days: int) -> str:
    """The same as a duration: weeks where they are whole."""
    return f"P{days // 7}W" if days % 7 == 0 else f"P{days}D"


def _cadence(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    if not text:
        return Fate.EMPTY
    days = read_cadence(text)
    if days is None or draft.cadence_days not in (None, days):
        return draft.keep(line)
    draft.cadence_days = days
    return Fate.MAPPED


def _last_contact(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    if not text:
        return Fate.EMPTY
    day = _day(text)
    if day is None or draft.last_contact is not None:
        return draft.keep(line)
    kind = line.head.parameters.get("KIND", "")
    known = kind in {one.value for one in ConversationKind}
    draft.last_contact = LastContact(on=day, kind=ConversationKind(kind) if known else None)
    return Fate.MAPPED


HANDLERS: dict[str, Handler] = {
    **{name: _interest(name) for name in _INTERESTS},
    **{f"X-{name}": _interest(name) for name in _INTERESTS},
    "X-RELMGR-CADENCE": _cadence,
    "X-RELMGR-FACT": _own_fact,
    "X-RELMGR-HOW-MET": _how_met,
    "X-RELMGR-LAST-CONTACT": _last_contact,
}


def write(card: Card, line: Callable[[str, str], None], *, is_4: bool) -> None:
    """The lines of all this, given as head and value."""
    for fact in card.facts:
        line(_fact_head(fact, is_4), escape(fact.text))
    head = _met_head(card)
    if head:
        line(head, escape(card.how_met.impression))
    if card.cadence_days is not None:
        line("X-RELMGR-CADENCE", write_cadence(card.cadence_days))
    if card.last_contact is not None:
        kind = card.last_contact.kind
        head = "X-RELMGR-LAST-CONTACT" + (f";KIND={kind.value}" if kind is not None else "")
        line(head, card.last_contact.on.isoformat())


def _fact_head(fact: FactValue, is_4: bool) -> str:
    name, level = interest_property(fact)
    if name:
        head = name if is_4 else f"X-{name}"
        head += f";LEVEL={level}" if level else ""
    else:
        head = f"X-RELMGR-FACT;SIDE={fact.side.value}"
        head += f";LABEL={escape_parameter(fact.label)}" if fact.label else ""
    if fact.heard_on is not None:
        head += f";X-RELMGR-HEARD={fact.heard_on.isoformat()}"
    if fact.sensitivity is not Sensitivity.FINE:
        head += f";X-RELMGR-SENSITIVITY={fact.sensitivity.value}"
    return head


def interest_property(fact: FactValue) -> tuple[str, str]:
    """The property of RFC 6715 and the level under which a fact can stand; ("", "") if under none."""
    match = _LEVELLED.fullmatch(fact.label)
    word, level = (match["word"], match["level"]) if match is not None else (fact.label, "")
    name = {shown: name for name, shown in interest_words().items()}.get(word, "")
    side = Side.WORK if name == "EXPERTISE" else Side.INTERESTS
    return (name, level) if name and fact.side is side and level == level.lower() else ("", "")


def _met_head(card: Card) -> str:
    met = card.how_met
    if not met:
        return ""
    head = "X-RELMGR-HOW-MET"
    day = next((one.date for one in card.milestones if one.kind is MilestoneKind.FIRST_MET), None)
    via = next((one.uid for one in card.relations if one.kind is RelationKind.INTRODUCED_BY and one.uid), "")
    if day is not None:
        head += f";DATE={escape_parameter(dates.write_date(day))}"
    for name, value in (("PLACE", met.where), ("THROUGH", met.through), ("VIA-UID", via)):
        head += f";{name}={escape_parameter(value)}" if value else ""
    return head


__all__ = [
    "HANDLERS",
    "interest_property",
    "interest_words",
    "milestones",
    "read_cadence",
    "relations",
    "write",
    "write_cadence",
]
