"""Recognises a Monica export and reads it: contacts as cards, the rest of the account as report."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from relmgr.i18n import _
from relmgr.transfer.monica.contacts import card_of
from relmgr.transfer.monica.draft import Around
from relmgr.transfer.monica.tree import Branch, Trace, leaves, settled
from relmgr.transfer.sources.model import Answers, Format, Recognised, Sample
from relmgr.transfer.sources.registry import Entry
from relmgr.transfer.vcard import Problem
from relmgr.transfer.vcard.model import EXCERPT

FILE_BYTES = 300 * 1024 * 1024
_MARKS = ('"account"', '"data"')
_QUIET = frozenset(
    ("user", "addressbook", "address_book", "addressbook_subscription", "address_book_subscription")
)
"""What of an account is about Monica itself."""


def recognise(sample: Sample) -> Recognised | None:
    """The file as an export of Monica: a JSON object with an account and the version that wrote it."""
    beginning = sample.text[:4000]
    if not beginning.lstrip().startswith("{") or not all(mark in sample.text for mark in _MARKS):
        return None
    return Recognised(format=Format.MONICA, name=sample.name)


def read(stream: BinaryIO, _recognised: Recognised, _answers: Answers) -> Iterator[Entry]:
    """A card for each contact, then what belongs to none. Never raises on any content."""
    content = stream.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        yield Problem(line=1, reason=_("This file is larger than 300 MB and was not read."))
        return
    try:
        held = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        yield Problem(line=1, reason=_("This is not the whole of a Monica export: export it anew."))
        return
    account = held.get("account") if isinstance(held, Mapping) else None
    if not isinstance(account, Mapping):
        yield Problem(line=1, reason=_("There is no account in this file."))
        return
    yield from _entries(Branch(account, Trace()))


def _entries(account: Branch) -> Iterator[Entry]:
    groups: dict[str, list[Branch]] = defaultdict(list)
    for group in account.at("data").each():
        groups[group.text("type")] += group.at("values").each()
    listed = groups.pop("contact", [])
    contacts = [one for one in listed if isinstance(one.held, Mapping)]
    for one in listed:
        if not isinstance(one.held, Mapping):
            yield Problem(
                line=1, reason=_("This is no contact, and was left out."), raw=str(one.held)[:EXCERPT]
            )
    around = _around(account, contacts, groups)
    for line, contact in enumerate(contacts, 1):
        yield card_of(contact, line, around)
    yield from _left_over(account, groups, len(contacts))


def _around(account: Branch, contacts: list[Branch], groups: Mapping[str, list[Branch]]) -> Around:
    names: dict[str, str] = {}
    there: dict[str, list[str]] = defaultdict(list)
    for contact in contacts:
        uid = contact.text("uuid")
        said = contact.at("properties")
        names[uid] = " ".join(
            filter(None, (said.text(key) for key in ("first_name", "middle_name", "last_name")))
        )
        for group in contact.at("data").each():
            if group.text("type") == "activity":
                for one in group.at("values").each():
                    there[one.text()].append(uid)
    ties: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in groups.get("relationship", ()):
        said = one.at("properties")
        kind, who, of = said.text("type"), said.text("contact_is"), said.text("of_contact")
        if who in names and of in names:
            ties[of].append((kind, who))
        else:
            one.keep()
    return Around(
        names=names,
        activities=_by_uid(groups.get("activity", ())),
        who_was_there=there,
        photos=_by_uid(groups.get("photo", ())),
        documents=_by_uid(groups.get("document", ())),
        ties=ties,
        types=_types(account.at("instance")),
    )


def _by_uid(records: Any) -> dict[str, Branch]:
    return {uid: one for one in records if (uid := one.text("uuid"))}


def _types(instance: Branch) -> dict[str, Branch]:
    found: dict[str, Branch] = {}
    if isinstance(instance.held, Mapping):
        for key in instance.held:
            found |= _by_uid(instance.at(str(key)).each())
    return found


def _left_over(account: Branch, groups: Mapping[str, list[Branch]], line: int) -> Iterator[Problem]:
    """What nobody asked for: each journal entry by itself, the rest by what it is."""
    for entry in account.at("properties", "journal_entries").each():
        said = entry.at("properties")
        raw = " ".join(
            filter(None, (said.text("date"), said.text("title"), said.text("post"), said.text("comment")))
        )
        count = sum(1 for _leaf in leaves(entry.held))
        entry.take()
        yield Problem(
            line=line + 1,
            reason=_("An entry of the journal belongs to no person here, and was left out."),
            raw=raw[:EXCERPT],
            lines=count,
        )
    for kind, records in groups.items():
        for record in records:
            kept, _tally, _traced = settled(record, line)
            if kept and kind not in _QUIET:
                yield Problem(
                    line=line + 1,
                    reason=_("“{what}” belongs to no person here, and was left out.").format(what=kind),
                    raw="; ".join(f"{name}: {value}" for name, value in kept)[:EXCERPT],
                    lines=len(kept),
                )
