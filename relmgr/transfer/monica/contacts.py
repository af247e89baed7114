"""One contact of a Monica export as a card, with what it carries besides."""

from collections.abc import Mapping
from dataclasses import replace

from relmgr.domain.cadence import MAX_CADENCE_DAYS
from relmgr.domain.kinds import MilestoneKind, RelationKind, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from relmgr.transfer.monica import pictures, things, words
from relmgr.transfer.monica.draft import Around, Draft, records_of
from relmgr.transfer.monica.records import HANDLERS, take_reminder
from relmgr.transfer.monica.tree import Branch, settled
from relmgr.transfer.vcard import (
    Card,
    FactValue,
    HowMet,
    LastContact,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    RelationValue,
)

SOURCE = "monica"
_LIGHT = "X-RELMGR-LIGHT:TRUE"


def card_of(contact: Branch, line: int, around: Around) -> Card:
    """The contact as a card; `line` is its number in the file."""
    uid = contact.text("uuid")
    draft = Draft(line, around, uid)
    said = contact.at("properties")
    draft.notes += filter(None, [said.text("description")])
    for kind, records in records_of(contact):
        handler = HANDLERS.get(kind)
        if handler is not None:
            for record in records:
                handler(draft, record)
    _dates(draft, said)
    _ties(draft, said)
    name = NameParts(
        given=said.text("first_name"), additional=said.text("middle_name"), family=said.text("last_name")
    )
    food = said.text("food_preferences")
    if food:
        draft.facts.insert(0, FactValue(text=food, label=_("Food"), side=Side.INTERESTS))
    labels = [one.text() for one in said.at("tags").each()]
    if said.flag("is_starred"):
        labels.append(_("starred"))
    gender = around.types.get(said.text("gender"))
    pictures.choose(draft, contact)
    card = Card(
        uid=uid,
        formatted_name=name.full,
        name=name,
        nicknames=tuple(filter(None, (said.text("nickname"),))),
        contacts=tuple(draft.contacts),
        organisations=_work(said),
        milestones=tuple(draft.milestones),
        relations=tuple(draft.relations),
        notes=tuple(draft.notes),
        labels=tuple(filter(None, labels)),
        photo=draft.photo,
        facts=tuple(draft.facts),
        how_met=HowMet(where=said.text("first_met_where"), impression=said.text("first_met_additional_info")),
        cadence_days=_cadence(said),
        last_contact=_last_contact(said, draft),
        unknown=(_LIGHT,) if said.flag("is_partial") else (),
        beyond=tuple(draft.beyond),
        source=SOURCE,
        line=line,
        problems=tuple(draft.problems),
    )
    columns, tally, traced = settled(contact, line)
    if gender is not None:
        columns = (*columns, ("gender", gender.at("properties").text("name")))
    return replace(card, columns=columns, tally=tally, traced=traced)


def _work(said: Branch) -> tuple[OrganisationValue, ...]:
    one = OrganisationValue(name=said.text("company"), title=said.text("job"))
    return () if one == OrganisationValue() else (one,)


def _cadence(said: Branch) -> int | None:
    days = said.number("stay_in_touch_frequency")
    if days is not None and 1 <= days <= MAX_CADENCE_DAYS:
        return days
    said.at("stay_in_touch_frequency").keep()
    return None


def _last_contact(said: Branch, draft: Draft) -> LastContact | None:
    """The day Monica last noted, unless a conversation of the file says it already."""
    day = said.day("last_talked_to")
    talks = [one.at.date() for one in draft.beyond if isinstance(one, things.Talk)]
    return None if day is None or any(talk >= day for talk in talks) else LastContact(on=day)


# --- dates ---


def _dates(draft: Draft, said: Branch) -> None:
    for key, kind in (
        ("birthdate", MilestoneKind.BIRTHDAY),
        ("deceased_date", MilestoneKind.DEATH),
        ("first_met_date", MilestoneKind.FIRST_MET),
    ):
        found = _special_date(said.at(key))
        if found is not None:
            draft.milestones.append(MilestoneValue(kind=kind, date=found))
    if said.flag("is_dead") and all(one.kind is not MilestoneKind.DEATH for one in draft.milestones):
        draft.beyond.append(things.HasDied(mark=f"died:{draft.uid}", line=draft.line))
    for key in ("deceased_reminder", "first_met_reminder"):
        if isinstance(said.at(key).held, Mapping):
            take_reminder(draft, said.at(key))


def _special_date(special: Branch) -> PartialDate | None:
    day = special.day("date")
    is_guessed, is_yearless = special.flag("is_age_based"), special.flag("is_year_unknown")
    if day is None:
        return None
    if is_guessed:
        return PartialDate(day.year)
    return PartialDate(None if is_yearless else day.year, day.month, day.day)


# --- people ---


def _ties(draft: Draft, said: Branch) -> None:
    for kind_name, other in draft.around.ties.get(draft.uid, ()):
        kind, label = words.relation(kind_name)
        name = draft.around.names.get(other, "")
        draft.relations.append(RelationValue(kind=kind, name=name, uid=other, label=label))
    through = said.text("first_met_through")
    if through:
        name = draft.around.names.get(through, "")
        draft.relations.append(RelationValue(kind=RelationKind.INTRODUCED_BY, name=name, uid=through))
