"""One contact of a Monica export as a card, with what it carries besides."""

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from relmgr.domain.cadence import MAX_CADENCE_DAYS
from relmgr.domain.kinds import ContactKind, ConversationKind, MilestoneKind, RelationKind, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.domain.rrule import parse_rrule
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.transfer.beyond import Beyond
from relmgr.transfer.images import measure
from relmgr.transfer.monica import things, words
from relmgr.transfer.monica.tree import Branch, settled
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    ContactValue,
    FactValue,
    HowMet,
    LastContact,
    Limits,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Outcome,
    Picture,
    Problem,
    RelationValue,
)
from relmgr.transfer.vcard.model import EXCERPT

SOURCE = "monica"
_LIGHT = "X-RELMGR-LIGHT:TRUE"


@dataclass(slots=True)
class Around:
    """What the account says that contacts refer to, by UID."""

    names: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, Branch] = field(default_factory=dict)
    who_was_there: Mapping[str, Sequence[str]] = field(default_factory=dict)
    photos: Mapping[str, Branch] = field(default_factory=dict)
    documents: Mapping[str, Branch] = field(default_factory=dict)
    ties: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    """By whom they are of: (type, UID of who it is)."""
    types: Mapping[str, Branch] = field(default_factory=dict)
    """Types and genders, whatever of."""
    limits: Limits = field(default_factory=Limits)

    def typed(self, branch: Branch, key: str = "type") -> tuple[str, str]:
        """(name, key) of the type that a record names."""
        uid = branch.text(key)
        found = self.types.get(uid)
        if found is None:
            return "", ""
        return found.at("properties").text("name"), found.at("properties").text("translation_key")


@dataclass(slots=True)
class _Draft:
    line: int
    around: Around
    uid: str
    beyond: list[Beyond] = field(default_factory=list)
    contacts: list[ContactValue] = field(default_factory=list)
    milestones: list[MilestoneValue] = field(default_factory=list)
    relations: list[RelationValue] = field(default_factory=list)
    facts: list[FactValue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    photo: Picture | None = None

    def report(self, reason: str, raw: str = "", outcome: Outcome = Outcome.LEFT_OUT) -> None:
        self.problems.append(Problem(line=self.line, reason=reason, raw=raw[:EXCERPT], outcome=outcome))


def card_of(contact: Branch, line: int, around: Around) -> Card:
    """The contact as a card; `line` is its number in the file."""
    uid = contact.text("uuid")
    draft = _Draft(line, around, uid)
    said = contact.at("properties")
    draft.notes += filter(None, [said.text("description")])
    for kind, records in _records(contact):
        handler = _HANDLERS.get(kind)
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
        labels.append(_("Starred"))
    gender = around.types.get(said.text("gender"))
    _picture(draft, contact)
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


def _records(contact: Branch) -> Iterator[tuple[str, Iterator[Branch]]]:
    for group in contact.at("data").each():
        yield group.text("type").replace("-", "_"), group.at("values").each()


def _mark(record: Branch, *more: str) -> str:
    """What Monica calls the record; older versions call it nothing, then what it says."""
    uid = record.text("uuid")
    return uid or hashlib.sha256(repr((record.held, more)).encode("utf-8", "replace")).hexdigest()[:32]


def _work(said: Branch) -> tuple[OrganisationValue, ...]:
    one = OrganisationValue(name=said.text("company"), title=said.text("job"))
    return () if one == OrganisationValue() else (one,)


def _cadence(said: Branch) -> int | None:
    days = said.number("stay_in_touch_frequency")
    return days if days is not None and 1 <= days <= MAX_CADENCE_DAYS else None


def _last_contact(said: Branch, draft: _Draft) -> LastContact | None:
    """The day Monica last noted, unless a conversation of the file says it already."""
    day = said.day("last_talked_to")
    talks = [one.at.date() for one in draft.beyond if isinstance(one, things.Talk)]
    return None if day is None or any(talk >= day for talk in talks) else LastContact(on=day)


# --- dates ---


def _dates(draft: _Draft, said: Branch) -> None:
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
            _reminder(draft, said.at(key))


def _special_date(special: Branch) -> PartialDate | None:
    day = special.day("date")
    is_guessed, is_yearless = special.flag("is_age_based"), special.flag("is_year_unknown")
    if day is None:
        return None
    if is_guessed:
        return PartialDate(day.year)
    return PartialDate(None if is_yearless else day.year, day.month, day.day)


# --- people ---


def _ties(draft: _Draft, said: Branch) -> None:
    for kind_name, other in draft.around.ties.get(draft.uid, ()):
        kind, label = words.relation(kind_name)
        name = draft.around.names.get(other, "")
        draft.relations.append(RelationValue(kind=kind, name=name, uid=other, label=label))
    through = said.text("first_met_through")
    if through:
        name = draft.around.names.get(through, "")
        draft.relations.append(RelationValue(kind=RelationKind.INTRODUCED_BY, name=name, uid=through))


def _pet(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    name, category = said.text("name"), said.text("category").replace("_", " ")
    if name:
        draft.relations.append(RelationValue(kind=RelationKind.PET, name=name, label=category))
    elif category:
        draft.facts.append(FactValue(text=category, label=_("Pet"), side=Side.FAMILY))


# --- ways to reach ---


def _contact_field(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    value = said.text("data")
    uid = said.text("type")
    kind_of = draft.around.types.get(uid)
    about = Branch({}, said.trace) if kind_of is None else kind_of.at("properties")
    name, protocol = about.text("name"), about.text("protocol")
    kind, service = words.contact_field(name, protocol, about.text("type"), value)
    label = "" if kind in (ContactKind.EMAIL, ContactKind.PHONE, ContactKind.CHAT) else name
    if value:
        draft.contacts.append(ContactValue(kind=kind, value=value, label=label, service=service))


def _address(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    parts = AddressParts(
        street=said.text("street"),
        locality=said.text("city"),
        region=said.text("province"),
        postal_code=said.text("postal_code"),
        country=said.text("country"),
    )
    if parts.line:
        draft.contacts.append(
            ContactValue(kind=ContactKind.ADDRESS, value=parts.line, label=said.text("name"), parts=parts)
        )


# --- talks ---


def _call(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    at = said.moment("called_at")
    if at is None:
        record.keep()
        return
    draft.beyond.append(
        things.Talk(
            mark=_mark(record, draft.uid),
            line=draft.line,
            at=things.noon(at),
            kind=ConversationKind.CALL,
            text=said.text("content"),
            by_me=not said.flag("contact_called"),
            feelings=_emotions(said),
        )
    )


def _emotions(said: Branch) -> str:
    named = [one.text("name") or one.text() for one in said.at("emotions").each()]
    return ", ".join(filter(None, (name.replace("_", " ") for name in named)))


def _activity(draft: _Draft, named: Branch) -> None:
    """An activity, which the account describes and each of those who were there names."""
    uid = named.text()
    record = draft.around.activities.get(uid)
    if record is None:
        named.keep()
        return
    said = record.at("properties")
    at = said.moment("happened_at")
    if at is None:
        return
    record.take()
    name, key = draft.around.typed(said)
    others = [one for one in draft.around.who_was_there.get(uid, ()) if one != draft.uid]
    draft.beyond.append(
        things.Talk(
            mark=uid,
            line=draft.line,
            at=things.noon(at),
            kind=words.activity(key),
            headline=said.text("summary") or name,
            text=said.text("description"),
            people=tuple(others),
            feelings=_emotions(said),
        )
    )


def _exchange(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    at = said.moment("happened_at")
    if at is None:
        record.keep()
        return
    name, _key = draft.around.typed(said, "contact_field_type")
    lines = []
    for message in said.at("messages").each():
        told = message.at("properties")
        text = told.text("content")
        told.moment("written_at")
        words_of = _("Me: {text}") if told.flag("written_by_me") else _("They: {text}")
        if text:
            lines.append(words_of.format(text=text))
    draft.beyond.append(
        things.Talk(
            mark=_mark(record, draft.uid),
            line=draft.line,
            at=things.noon(at),
            kind=ConversationKind.EMAIL if "mail" in name.lower() else ConversationKind.MESSAGE,
            headline=name,
            text="\n".join(lines),
        )
    )


# --- what is to come ---


def _reminder(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    start = said.day("initial_date")
    title = said.text("title")
    if start is None or not title:
        record.keep()
        return
    unit, every = said.text("frequency_type"), said.number("frequency_number")
    rrule = _rrule(words.UNITS.get(unit, ""), every or 1, start)
    if rrule is None:
        record.keep()
        draft.report(
            _("This reminder comes round in a way that Relmgr has no rule for."), title, Outcome.KEPT
        )
        return
    draft.beyond.append(
        things.Reminding(
            mark=_mark(record, draft.uid),
            line=draft.line,
            title=title,
            why=said.text("description"),
            start_on=start,
            rrule=rrule,
            is_over=said.flag("inactive"),
        )
    )


def _rrule(frequency: str, every: int, start: date) -> str | None:
    """ "" for once, None for what cannot be a rule."""
    if not frequency:
        return ""
    rule = f"FREQ={frequency};INTERVAL={every}" if every != 1 else f"FREQ={frequency}"
    try:
        parse_rrule(rule, start)
    except InputError:
        return None
    return rule


def _gift(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    name = said.text("name")
    kind = words.GIFTS.get(said.text("status"), words.GIFTS["idea"])
    if not name:
        record.keep()
        return
    amount = said.text("amount")
    more = [
        said.text("comment"),
        said.text("url"),
        _("Price: {amount}").format(amount=amount) if amount else "",
    ]
    draft.beyond.append(
        things.Gift(
            mark=_mark(record, draft.uid),
            line=draft.line,
            kind=kind,
            text=name,
            note="\n".join(filter(None, more)),
            on=said.day("date"),
        )
    )


def _task(draft: _Draft, record: Branch) -> None:
    """What is still to be done is a promise of mine; what is done stays as it is."""
    said = record.at("properties")
    if said.flag("completed") or not said.text("title"):
        record.keep()
        return
    draft.beyond.append(
        things.Task(
            mark=_mark(record, draft.uid),
            line=draft.line,
            text=said.text("title"),
            note=said.text("description"),
            opened_on=record.day("created_at"),
        )
    )


def _debt(draft: _Draft, record: Branch) -> None:
    """Money owed is a note: Relmgr keeps no accounts."""
    said = record.at("properties")
    amount = " ".join(filter(None, (said.text("amount"), said.text("currency"))))
    is_mine, is_open = said.flag("in_debt"), said.text("status") != "complete"
    reason = said.text("reason")
    if not amount:
        record.keep()
        return
    if is_open:
        text = _("I owe them {amount}.") if is_mine else _("They owe me {amount}.")
    else:
        text = _("I paid back {amount}.") if is_mine else _("They paid back {amount}.")
    draft.notes.append(" ".join(filter(None, (text.format(amount=amount), reason))))


def _note(draft: _Draft, record: Branch) -> None:
    body = record.at("properties").text("body")
    draft.notes += [body] if body else []


def _life_event(draft: _Draft, record: Branch) -> None:
    said = record.at("properties")
    on = said.day("happened_at")
    name, key = draft.around.typed(said)
    title = said.text("name") or name or key.replace("_", " ")
    if on is None or not title:
        record.keep()
        return
    draft.beyond.append(
        things.Happened(
            mark=_mark(record, draft.uid),
            line=draft.line,
            kind=words.life_event(key),
            title=title,
            on=on,
            note=said.text("note"),
        )
    )


# --- files ---


def _picture(draft: _Draft, contact: Branch) -> None:
    """The photo that stands for them, else the first; the others are named in the report."""
    chosen = contact.at("properties", "avatar").text("avatar_photo")
    uids: list[str] = [
        str(one.held) for kind, records in _records(contact) if kind == "photo" for one in records
    ]
    if chosen:
        uids = [chosen, *(uid for uid in uids if uid != chosen)]
    for uid in uids:
        record = draft.around.photos.get(uid)
        if record is None:
            continue
        picture = None if draft.photo is not None else _decoded(record, draft.around.limits)
        record.take()
        if picture is not None:
            draft.photo = picture
        else:
            name = record.at("properties").text("original_filename")
            draft.report(_("Another picture of them was left out: one person has one here."), name)


def _decoded(record: Branch, limits: Limits) -> Picture | None:
    head, _comma, body = record.at("properties").text("dataUrl").partition(",")
    if (
        not head.startswith("data:")
        or not head.endswith(";base64")
        or len(body) > limits.photo_bytes * 4 // 3 + 4
    ):
        return None
    try:
        content = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return None
    size = measure(content)
    if size is None or len(content) > limits.photo_bytes or size.pixels > limits.photo_pixels:
        return None
    return Picture(size.media_type, content)


def _photo(_draft: _Draft, named: Branch) -> None:
    named.text()


def _document(draft: _Draft, named: Branch) -> None:
    record = draft.around.documents.get(named.text())
    name = "" if record is None else record.at("properties").text("original_filename")
    if record is not None:
        record.take()
    draft.report(_("This document was left out: Relmgr keeps no files. Take it over by hand."), name)


_HANDLERS: Mapping[str, Any] = {
    "activity": _activity,
    "address": _address,
    "call": _call,
    "contact_field": _contact_field,
    "conversation": _exchange,
    "debt": _debt,
    "document": _document,
    "gift": _gift,
    "life_event": _life_event,
    "note": _note,
    "pet": _pet,
    "photo": _photo,
    "reminder": _reminder,
    "task": _task,
}
