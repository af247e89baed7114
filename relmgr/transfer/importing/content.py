"""What a card would write: the values of a person's rows, and the lines that have no home there."""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from io import BytesIO
from operator import attrgetter
from typing import Any
from zoneinfo import available_timezones

from relmgr.domain import names
from relmgr.domain.fold import fold
from relmgr.domain.kinds import ContactKind, MilestoneKind
from relmgr.domain.partial_date import PartialDate
from relmgr.i18n import _
from relmgr.services.contacts import normalised
from relmgr.services.people.pictures import PHOTO_BYTES
from relmgr.transfer.beyond import Beyond
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    CardKind,
    ContactValue,
    FactValue,
    LastContact,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Picture,
    RelationValue,
    Tally,
    read,
    write,
)

VCARD = "vcard"
LIGHT_LINE = "X-RELMGR-LIGHT:TRUE"
"""Our own mark on the card of a light person."""
LIST_GLUE = ", "
UNIT_GLUE = " / "
NOTE_GLUE = "\n\n"
LONGEST_NAME = 1000
"""Characters of a name that are compared: a field of megabytes is no name."""
SHORTEST_NUMBER = 7
"""Digits a telephone number needs to tell people apart; 110 and extensions do not."""

_STRUCTURE = ("BEGIN:", "END:", "VERSION:", "PRODID:", "FN;DERIVED=TRUE:", "N:;;;;")
_ZONES = available_timezones()
_ABOUT_THE_FILE = {"line", "version", "problems", "tally", "traced", "revised", "source"}
_BLANK = Card()
_SAID = tuple(field.name for field in fields(Card) if field.name not in _ABOUT_THE_FILE)
_said_of = attrgetter(*_SAID)
_SAID_BY_NONE = _said_of(_BLANK)
_NAMESPACE = uuid.UUID("6e0f4c8e-1f6b-5d0a-9a55-0c9f5b1f7d21")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A contact method as its row holds it; `parts` is JSON of what the value alone cannot say."""

    kind: ContactKind
    label: str
    value: str
    normalised: str
    parts: str
    is_preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An affiliation as its row holds it."""

    organisation: str
    title: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything a card says, in the shape it is kept in. `texts` are columns of the person that are not empty.

    `source` is the format it came in, under which `uid` and `digest` are known.
    """

    source: str
    uid: str
    digest: str
    texts: dict[str, str]
    methods: tuple[Method, ...]
    jobs: tuple[Job, ...]
    milestones: tuple[MilestoneValue, ...]
    relations: tuple[RelationValue, ...]
    labels: tuple[str, ...]
    photo: Picture | None
    logo: Picture | None
    lines: tuple[str, ...]
    """Unfolded content lines to keep as they are."""
    columns: tuple[str, ...]
    """Columns without a home, each as a JSON array [heading, value], to keep under the source."""
    beyond: tuple[Beyond, ...]
    is_light: bool
    facts: tuple[FactValue, ...] = ()
    cadence_days: int | None = None
    last_contact: LastContact | None = None

    @property
    def name(self) -> str:
        """As it is shown; empty for a card that names nobody."""
        return self.texts.get("display_name", "")


def digest_of(card: Card) -> str:
    """A mark that two cards share if they say the same, however they were written."""
    said = [
        f"({name!r}, {written(_picture_mark(value) if isinstance(value, Picture) else value)})"
        for name, value, blank in zip(_SAID, _said_of(card), _SAID_BY_NONE, strict=True)
        if value is not blank and value != blank
    ]
    text = f"[{', '.join(said)}]"
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _picture_mark(picture: Picture) -> str:
    return hashlib.sha256(picture.content).hexdigest()


def written(value: Any) -> str:
    """Exactly `repr(value)`, which files hold digests of, in a third of the time for what cards are made of."""
    kind = type(value)
    if kind is tuple and value:
        pieces = [written(one) for one in value]
        return f"({', '.join(pieces)})" if len(pieces) > 1 else f"({pieces[0]},)"
    how = _WRITTEN.get(kind)
    return repr(value) if how is None else how(value)


def _written_contact(one: ContactValue) -> str:
    return (
        f"ContactValue(kind={_KINDS_WRITTEN[one.kind]}, value={one.value!r}, label={one.label!r}, "
        f"preferred={one.preferred}, service={one.service!r}, parts={written(one.parts)})"
    )


def _written_address(one: AddressParts) -> str:
    return (
        f"AddressParts(po_box={one.po_box!r}, extended={one.extended!r}, street={one.street!r}, "
        f"locality={one.locality!r}, region={one.region!r}, postal_code={one.postal_code!r}, "
        f"country={one.country!r}, country_code={one.country_code!r}, formatted={one.formatted!r}, more={one.more!r})"
    )


def _written_name(one: NameParts) -> str:
    return (
        f"NameParts(prefix={one.prefix!r}, given={one.given!r}, additional={one.additional!r}, "
        f"family={one.family!r}, suffix={one.suffix!r}, secondary={one.secondary!r}, generation={one.generation!r})"
    )


_KINDS_WRITTEN = {kind: repr(kind) for kind in ContactKind}
_WRITTEN: dict[type, Callable[[Any], str]] = {
    ContactValue: _written_contact,
    AddressParts: _written_address,
    NameParts: _written_name,
}


def person_uid(content: Content) -> str:
    """The identity a new person takes: the card's own where it is a UUID, else one that follows from it."""
    if content.uid.lower().startswith("urn:uuid:"):
        try:
            return f"urn:uuid:{uuid.UUID(content.uid[9:])}"
        except ValueError:
            return _derived_uid(content.uid)
    origin = content.uid or content.digest
    # An address book counts from 1, and so does the next one.
    return _derived_uid(origin if content.source == VCARD else f"{content.source} {origin}")


def _derived_uid(origin: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, origin)}"


def content_of(card: Card, name: str = "") -> Content:
    """What `card` would write; `name` is what the user typed for one that has none."""
    texts, spare = _texts(card, name)
    jobs, headline, spare_jobs = _jobs(card)
    if headline:
        texts["headline"] = headline
    spare |= {
        "sort_as": card.sort_as,
        "photo_url": card.photo_url,
        "photo": None if _can_be_kept(card.photo) else card.photo,
        "logo": None if jobs and _can_be_kept(card.logo) else card.logo,
        "logo_url": card.logo_url,
        "members": card.members,
        "created": card.created,
        "revised": card.revised,
        "organisations": spare_jobs,
        "relations": tuple(one for one in card.relations if not one.name and not one.uid),
    }
    homeless = {name: value for name, value in spare.items() if value}
    lines = tuple(_clean(line) for line in card.unknown if line != LIGHT_LINE)
    return Content(
        source=card.source,
        uid=_clean(card.uid),
        digest=digest_of(card),
        texts={column: clean for column, text in texts.items() if (clean := _clean(text))},
        methods=_methods(card),
        jobs=jobs,
        milestones=tuple(_named_milestone(one) for one in card.milestones),
        relations=tuple(_clean_relation(one) for one in card.relations if one.name or one.uid),
        labels=tuple(dict.fromkeys(clean for label in card.labels if (clean := _clean(label).strip()))),
        photo=card.photo if _can_be_kept(card.photo) else None,
        logo=card.logo if jobs and _can_be_kept(card.logo) else None,
        lines=tuple(dict.fromkeys((*lines, *(lines_of(replace(_BLANK, **homeless)) if homeless else ())))),
        columns=tuple(dict.fromkeys(_column(heading, value) for heading, value in card.columns)),
        beyond=card.beyond,
        is_light=LIGHT_LINE in card.unknown,
        facts=tuple(dict.fromkeys(one for fact in card.facts if (one := _clean_fact(fact)).text)),
        cadence_days=card.cadence_days,
        last_contact=card.last_contact,
    )


def _clean_relation(one: RelationValue) -> RelationValue:
    name, uid, label = _clean(one.name), _clean(one.uid), _clean(one.label)
    if (name, uid, label) == (one.name, one.uid, one.label):
        return one
    return replace(one, name=name, uid=uid, label=label)


def _clean_fact(fact: FactValue) -> FactValue:
    return replace(fact, text=_clean(fact.text).strip(), label=_clean(fact.label).strip())


def _column(heading: str, value: str) -> str:
    return json.dumps([_clean(heading), _clean(value)], ensure_ascii=False)


def column_words(raw: str) -> str:
    """A kept column for people to read."""
    heading, value = json.loads(raw)
    return f"{heading}: {value}"


def _can_be_kept(picture: Picture | None) -> bool:
    return picture is None or len(picture.content) <= PHOTO_BYTES


def lines_of(card: Card) -> tuple[str, ...]:
    """The unfolded content lines that say what `card` says, without those that every card has."""
    text = b"".join(write([card])).decode().replace("\r\n ", "")
    return tuple(line for line in text.split("\r\n") if line and not line.startswith(_STRUCTURE))


def card_of_lines(lines: tuple[str, ...]) -> Card:
    """The card that kept lines make; what has no home in it is in its `unknown`."""
    if not lines:
        return _BLANK
    text = "\r\n".join(("BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD", ""))
    cards = [one for one in read(BytesIO(text.encode("utf-8", "replace"))) if isinstance(one, Card)]
    card = cards[-1] if cards else replace(_BLANK, unknown=lines)
    return replace(card, problems=(), tally=Tally())


def looks_like_company(card: Card) -> bool:
    """Whether there is no person in it: it says so, or all it names is an organisation (ecosystem.md §2.3)."""
    if card.kind is CardKind.ORG:
        return True
    if card.name or card.nicknames or card.native_name or card.phonetic_given or card.phonetic_family:
        return False
    firms = {fold(one.name) for one in card.organisations if one.name}
    return bool(firms) and (not card.formatted_name or fold(card.formatted_name) in firms)


def _texts(card: Card, name: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Columns of the person, and the fields of the card that none of them can hold."""
    parts = card.name
    domain = names.NameParts(
        prefix=parts.prefix,
        given=parts.given,
        additional=parts.additional,
        family=parts.family,
        suffix=parts.suffix,
        nickname=LIST_GLUE.join(card.nicknames),
        native=card.native_name,
    )
    shown = name or _formatted_name(card) or names.display_name(domain)
    if shown and not (parts.given or parts.family):
        taken_apart = names.split_name(shown)
        domain = replace(domain, **{p: getattr(taken_apart, p) for p in _APART if not getattr(domain, p)})
    zone_known = card.time_zone in _ZONES
    texts = {
        "display_name": shown.strip(),
        "prefix": domain.prefix,
        "given": domain.given,
        "additional": domain.additional,
        "family": domain.family,
        "suffix": domain.suffix,
        "nickname": domain.nickname,
        "native_name": card.native_name,
        "say_name": " ".join(part for part in (card.phonetic_given, card.phonetic_family) if part),
        "pronouns": card.pronouns,
        "city": _city(card),
        "time_zone": card.time_zone if zone_known else "",
        "languages": LIST_GLUE.join(card.languages),
        "notes": NOTE_GLUE.join(card.notes),
        "met_where": card.how_met.where,
        "met_through": card.how_met.through,
        "first_impression": card.how_met.impression,
    }
    spare: dict[str, Any] = {}
    if not zone_known:
        spare["time_zone"] = card.time_zone
    if card.phonetic_given and card.phonetic_family:
        # "How to say it" is one text; which part of it is which would be lost.
        spare |= {"phonetic_given": card.phonetic_given, "phonetic_family": card.phonetic_family}
    if parts.secondary or parts.generation:
        spare["name"] = NameParts(
            family=parts.secondary,
            secondary=parts.secondary,
            suffix=parts.generation,
            generation=parts.generation,
        )
    return texts, spare


_APART = ("prefix", "given", "additional", "family", "suffix", "nickname")


def _formatted_name(card: Card) -> str:
    """FN, unless it only repeats a number or an address for want of a name."""
    written = card.formatted_name.strip()
    if not written or card.name or len(written) > LONGEST_NAME:
        return written
    return "" if fold(written) in map(fold, {contact.value for contact in card.contacts}) else written


def _city(card: Card) -> str:
    places = [one.parts.locality for one in card.contacts if one.parts is not None and one.parts.locality]
    home = [one.parts.locality for one in card.contacts if one.parts is not None and one.label == "home"]
    return next((place for place in (*home, *places) if place), "")


def _jobs(card: Card) -> tuple[tuple[Job, ...], str, tuple[OrganisationValue, ...]]:
    """Affiliations; the headline of somebody without any; and what neither can hold."""
    jobs: list[Job] = []
    spare: list[OrganisationValue] = []
    headline = ""
    for one in card.organisations:
        title, role = _clean(one.title), _clean(one.role)
        if one.name.strip():
            units = UNIT_GLUE.join(_clean(unit) for unit in one.units if unit.strip())
            job = Job(organisation=" ".join(_clean(one.name).split()), title=title or role, department=units)
            if job not in jobs:
                jobs.append(job)
            rest = OrganisationValue(role=role if title else "")
        elif not headline and (title or role):
            headline = title or role
            rest = OrganisationValue(units=one.units, role=role if title else "")
        else:
            rest = one
        if rest != OrganisationValue():
            spare.append(rest)
    return tuple(jobs), headline, tuple(spare)


def _methods(card: Card) -> tuple[Method, ...]:
    made: dict[tuple[ContactKind, str], Method] = {}
    for one in card.contacts:
        value = _clean(one.value).strip()
        if value:
            method = Method(
                kind=one.kind,
                label=_clean(one.label),
                value=value,
                normalised=normalised(one.kind, value),
                parts=parts_json(one),
                is_preferred=one.preferred,
            )
            made.setdefault((one.kind, value), method)
    return tuple(made.values())


_ADDRESS = tuple(field.name for field in fields(AddressParts))


def parts_json(contact: ContactValue) -> str:
    """What the value of a contact method alone cannot say, as JSON; "" if nothing."""
    more: dict[str, Any] = {"service": contact.service} if contact.service else {}
    if contact.parts is not None:
        parts = contact.parts
        more |= {name: value for name in _ADDRESS if (value := getattr(parts, name))}
    return json.dumps(more, ensure_ascii=False) if more else ""


def contact_of(kind: ContactKind, label: str, value: str, parts: str, preferred: bool) -> ContactValue:
    """The reverse of `parts_json`: a contact method as cards hold it."""
    more: dict[str, Any] = json.loads(parts) if parts else {}
    service = more.pop("service", "")
    address = None
    if kind is ContactKind.ADDRESS:
        address = AddressParts(**{**more, "more": tuple(more.get("more", ()))}) if more else None
        if address is None or address.line != value:  # typed anew since
            address = AddressParts(street=value)
    return ContactValue(
        kind=kind, value=value, label=label, preferred=preferred, service=service, parts=address
    )


def _named_milestone(one: MilestoneValue) -> MilestoneValue:
    title = _clean(one.title)
    if one.kind is MilestoneKind.CUSTOM and not title:
        title = _("Date")
    return one if title == one.title else replace(one, title=title)


def fits(mine: PartialDate, theirs: PartialDate) -> bool:
    """Whether two dates can be the same day, as far as both are known."""
    pairs = ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
    return all(a is None or b is None or a == b for a, b in pairs)


def both(mine: PartialDate, theirs: PartialDate) -> PartialDate:
    """Two fitting dates as one; `mine` where they cannot be joined."""
    try:
        return PartialDate(mine.year or theirs.year, mine.month or theirs.month, mine.day or theirs.day)
    except ValueError:
        return mine


def _clean(text: str) -> str:
    """`text` without what the file cannot keep: NUL, and halves of characters from broken encodings."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
