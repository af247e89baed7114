"""The records that hang on a contact of Monica: each kind with where it goes here."""

from collections.abc import Callable, Mapping
from datetime import date

from relmgr.domain.kinds import ContactKind, ConversationKind, RelationKind, Side
from relmgr.domain.rrule import parse_rrule
from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.transfer.monica import things, words
from relmgr.transfer.monica.draft import Draft, mark_of
from relmgr.transfer.monica.tree import Branch
from relmgr.transfer.vcard import AddressParts, ContactValue, FactValue, Outcome, RelationValue


def _pet(draft: Draft, record: Branch) -> None:
    said = record.at("properties")
    name, category = said.text("name"), said.text("category").replace("_", " ")
    if name:
        draft.relations.append(RelationValue(kind=RelationKind.PET, name=name, label=category))
    elif category:
        draft.facts.append(FactValue(text=category, label=_("Pet"), side=Side.FAMILY))


# --- ways to reach ---


def _contact_field(draft: Draft, record: Branch) -> None:
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


def _address(draft: Draft, record: Branch) -> None:
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


def _call(draft: Draft, record: Branch) -> None:
    said = record.at("properties")
    at = said.moment("called_at")
    if at is None:
        record.keep()
        return
    draft.beyond.append(
        things.Talk(
            mark=mark_of(record, draft.uid),
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


def _activity(draft: Draft, named: Branch) -> None:
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


def _exchange(draft: Draft, record: Branch) -> None:
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
            mark=mark_of(record, draft.uid),
            line=draft.line,
            at=things.noon(at),
            kind=ConversationKind.EMAIL if "mail" in name.lower() else ConversationKind.MESSAGE,
            headline=name,
            text="\n".join(lines),
        )
    )


# --- what is to come ---


def take_reminder(draft: Draft, record: Branch) -> None:
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
            mark=mark_of(record, draft.uid),
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


def _gift(draft: Draft, record: Branch) -> None:
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
            mark=mark_of(record, draft.uid),
            line=draft.line,
            kind=kind,
            text=name,
            note="\n".join(filter(None, more)),
            on=said.day("date"),
        )
    )


def _task(draft: Draft, record: Branch) -> None:
    """What is still to be done is a promise of mine; what is done stays as it is."""
    said = record.at("properties")
    if said.flag("completed") or not said.text("title"):
        record.keep()
        return
    draft.beyond.append(
        things.Task(
            mark=mark_of(record, draft.uid),
            line=draft.line,
            text=said.text("title"),
            note=said.text("description"),
            opened_on=record.day("created_at"),
        )
    )


def _debt(draft: Draft, record: Branch) -> None:
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


def _note(draft: Draft, record: Branch) -> None:
    body = record.at("properties").text("body")
    draft.notes += [body] if body else []


def _life_event(draft: Draft, record: Branch) -> None:
    said = record.at("properties")
    on = said.day("happened_at")
    name, key = draft.around.typed(said)
    title = said.text("name") or name or key.replace("_", " ")
    if on is None or not title:
        record.keep()
        return
    draft.beyond.append(
        things.Happened(
            mark=mark_of(record, draft.uid),
            line=draft.line,
            kind=words.life_event(key),
            title=title,
            on=on,
            note=said.text("note"),
        )
    )


def _photo(_draft: Draft, named: Branch) -> None:
    named.text()


def _document(draft: Draft, named: Branch) -> None:
    record = draft.around.documents.get(named.text())
    name = "" if record is None else record.at("properties").text("original_filename")
    if record is not None:
        record.take()
    draft.report(_("This document was left out: Relmgr keeps no files. Take it over by hand."), name)


HANDLERS: Mapping[str, Callable[[Draft, Branch], None]] = {
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
    "reminder": take_reminder,
    "task": _task,
}
