"""What each cell says: one function for each field, which puts the text where it belongs in the draft of the row."""

import re
from dataclasses import replace
from urllib.parse import unquote

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind
from relmgr.i18n import _
from relmgr.transfer.sources.model import Format
from relmgr.transfer.spreadsheets import dates, our_marks
from relmgr.transfer.spreadsheets.draft import Draft, Handler, Step, said_label
from relmgr.transfer.spreadsheets.fields import Field
from relmgr.transfer.spreadsheets.headings import folded
from relmgr.transfer.vcard import knowing, vocabulary
from relmgr.transfer.vcard.life import relation_of_label
from relmgr.transfer.vcard.model import (
    ContactValue,
    FactValue,
    Fate,
    LastContact,
    MilestoneValue,
    RelationValue,
)

_NAMES_APART = re.compile(r"\s*(?:[,/&]|\s(?:and|und|et|y|e|en)\s)\s*")
_LABELS_APART = re.compile(r"\s*[;\n]\s*")
_CUT_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,2}", re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = re.compile(r"(?:https?://)?(?:[\w.-]*\.)?linkedin\.com/(.*)", re.IGNORECASE)
_NOTHING_SAID = frozenset(
    {
        "normal", "normale", "normaal", "false", "falsch", "faux", "falso", "onwaar", "unspecified", "nicht angegeben",
        "keine angabe", "", "work", "non specifie", "non specificato", "sin especificar", "no especificado", "niet gespecificeerd", "0",
        "aus", "non", "no", "nein", "nee",
    }
)  # fmt: skip
_GIVEN = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}")
_AFTER_NAMES = frozenset(
    [
        "jr",
        "sr",
        "ii",
        "iii",
        "iv",
        "md",
        "phd",
        "dds",
        "esq",
        "cpa",
        "mba",
        "bsc",
        "msc",
        "ma",
        "ba",
        "inc",
        "ltd",
        "llc",
        "gmbh",
        "ag",
        "co",
        "corp",
        "kg",
        "se",
        "sa",
        "srl",
        "bv",
        "plc",
        "oy",
        "ab",
    ]
)
_EVERYBODY = frozenset({"mycontacts", "my contacts"})
"""Google's group of all contacts, which says nothing of anybody."""
_NETWORKS = frozenset({"linkedin", "xing", "twitter", "github", "mastodon", "facebook", "instagram"})
_MAILS = re.compile(r"[\s;,]+")


def _text(draft: Draft, step: Step, text: str) -> Fate:
    """A text of which there is one: the first is taken, a different one kept."""
    held = draft.texts.setdefault(step.meaning.field, text)
    return Fate.MAPPED if held == text else draft.keep(step.heading, text)


def _name(draft: Draft, step: Step, text: str) -> Fate:
    """A whole name; "Lovelace, Ada" is taken apart, "Acme, Inc." and "Ann Ray, MD" are not."""
    family, comma, given = text.partition(",")
    parts = (Field.FAMILY, Field.GIVEN)
    if (
        draft.manner.source == Format.CSV
        and comma
        and not any(part in draft.texts for part in parts)
        and _GIVEN.fullmatch(given.strip())
        and given.strip().rstrip(".").casefold() not in _AFTER_NAMES
    ):
        draft.texts |= {Field.FAMILY: family.strip(), Field.GIVEN: given.strip()}
        return Fate.MAPPED
    return _text(draft, step, text)


def _nickname(draft: Draft, _step: Step, text: str) -> Fate:
    draft.nicknames += [name for part in text.split(", ") if (name := part.strip())]
    return Fate.MAPPED


def _values(draft: Draft, text: str) -> list[str]:
    """The values of one cell: what the dialect joins, else the lines and what semicolons part."""
    apart = text.split(draft.manner.joins) if draft.manner.joins else _LABELS_APART.split(text)
    return [value.strip() for value in apart if value.strip()]


def _contact_label(draft: Draft, step: Step, kind: str) -> tuple[str, bool]:
    meaning = step.meaning
    return said_label(draft.labels_of.get((kind, meaning.group), "") or meaning.label)


def _add(draft: Draft, first: ContactValue, values: list[str]) -> Fate:
    """The values of one cell, all like `first` but that only the first of them is the preferred one."""
    for at, value in enumerate(values):
        draft.contacts.append(replace(first, value=value, preferred=first.preferred and at == 0))
    return Fate.MAPPED


def _email(draft: Draft, step: Step, text: str) -> Fate:
    if text.startswith(("/o=", "/O=")):
        return draft.keep(step.heading, text)  # an address inside an Exchange server, of no use outside
    label, preferred = _contact_label(draft, step, "email")
    values = _values(draft, text)
    if len(values) == 1 and text.count("@") > 1:
        parts = [part for part in _MAILS.split(text) if part]
        values = parts if all("@" in part for part in parts) else values
    mails = [value[7:] if value[:7].lower() == "mailto:" else value for value in values]
    return _add(
        draft, ContactValue(kind=ContactKind.EMAIL, value="", label=label, preferred=preferred), mails
    )


def _phone(draft: Draft, step: Step, text: str) -> Fate:
    if _CUT_NUMBER.fullmatch(text):
        return draft.keep(
            step.heading, text, _("A spreadsheet has shortened this number, so it is kept as text only.")
        )
    label, preferred = _contact_label(draft, step, "phone")
    bare = (value[4:] if value[:4].lower() == "tel:" else value for value in _values(draft, text))
    numbers = [number for value in bare if (number := value.lstrip("'").strip())]
    first = ContactValue(kind=ContactKind.PHONE, value="", label=label, preferred=preferred)
    return _add(draft, first, numbers)


def _link(draft: Draft, step: Step, text: str) -> Fate:
    label, preferred = _contact_label(draft, step, "link")
    service = label if label == step.meaning.label and label in _NETWORKS else ""
    first = ContactValue(
        kind=ContactKind.LINK, value="", label="" if service else label, preferred=preferred, service=service
    )
    return _add(draft, first, _values(draft, text))


def _chat(draft: Draft, step: Step, text: str) -> Fate:
    meaning = step.meaning
    service = draft.services_of.get(("chat", meaning.group), "")
    label, preferred = _contact_label(draft, step, "chat")
    if not service and not draft.labels_of.get(("chat", meaning.group)):
        service, label = meaning.label, ""
    first = ContactValue(
        kind=ContactKind.CHAT,
        value="",
        label=label,
        preferred=preferred,
        service=vocabulary.service_name(service),
    )
    return _add(draft, first, _values(draft, text))


_PART = {
    Field.ADDRESS: "formatted", Field.EXTENDED: "extended", Field.PO_BOX: "po_box", Field.CITY: "locality", Field.REGION: "region",
    Field.POSTAL_CODE: "postal_code", Field.COUNTRY: "country", Field.STREET: "street",
}  # fmt: skip


def _address(draft: Draft, step: Step, text: str) -> Fate:
    meaning = step.meaning
    parts = draft.addresses.setdefault((meaning.label, meaning.group), {})
    name = _PART[meaning.field]
    if meaning.field is Field.STREET and name in parts:
        parts[name] = f"{parts[name]}\n{text}"
        return Fate.MAPPED
    held = parts.setdefault(name, text)
    return Fate.MAPPED if held == text else draft.keep(step.heading, text)


def _job(draft: Draft, step: Step, text: str) -> Fate:
    job = draft.jobs.setdefault(step.meaning.group, {})
    held = job.setdefault(step.meaning.field, text)
    return Fate.MAPPED if held == text else draft.keep(step.heading, text)


_KIND_OF_DATE = {
    Field.BIRTHDAY: MilestoneKind.BIRTHDAY,
    Field.WEDDING: MilestoneKind.WEDDING,
    Field.DEATH: MilestoneKind.DEATH,
    Field.FIRST_MET: MilestoneKind.FIRST_MET,
}


def _date(draft: Draft, step: Step, text: str) -> Fate:
    meaning = step.meaning
    kind = _KIND_OF_DATE.get(meaning.field)
    title = ""
    if kind is None:
        label = draft.labels_of.get(("date", meaning.group), "") or meaning.label or step.heading
        kind, title = vocabulary.milestone_of_label(label.lstrip("* "))
    fates = [_one_date(draft, step, value, kind, title) for value in _values(draft, text)]
    return max(fates, default=Fate.EMPTY)


def _one_date(draft: Draft, step: Step, text: str, kind: MilestoneKind, title: str) -> Fate:
    found = dates.read(text, draft.manner.order)
    if found is dates.Odd.EMPTY:
        return Fate.EMPTY
    if found is dates.Odd.AMBIGUOUS:
        return draft.keep(step.heading, text, _ambiguous())
    if not isinstance(found, dates.Found):
        return draft.keep(
            step.heading, text, _("This is not a date that can be reminded of; it is kept as text.")
        )
    if kind is not MilestoneKind.CUSTOM and any(
        one.kind is kind and one.date != found.date for one in draft.milestones
    ):
        reason = _("The row gives a second, different date of this kind; the first was taken.")
        return draft.keep(step.heading, text, reason)
    draft.milestones.append(MilestoneValue(kind=kind, date=found.date, title=title))
    if found.has_short_year and found.date.year is not None:
        reason = _("The year has two figures; it was read as {year}.").format(year=found.date.year)
        draft.report(step.heading, text, reason)
    return Fate.MAPPED


def _birth_part(draft: Draft, step: Step, text: str) -> Fate | None:
    if not text.strip("0"):
        return Fate.EMPTY
    first, held = draft.birth.setdefault(step.meaning.field, (step, text))
    if first is step:
        return None
    return Fate.MAPPED if held == text else draft.keep(step.heading, text)


_RELATIONS = {
    Field.PARTNER: RelationKind.PARTNER,
    Field.CHILD: RelationKind.CHILD,
    Field.PARENT: RelationKind.PARENT,
    Field.MANAGER: RelationKind.MANAGER,
    Field.ASSISTANT: RelationKind.ASSISTANT,
    Field.INTRODUCED_BY: RelationKind.INTRODUCED_BY,
}
_SEVERAL = frozenset({Field.CHILD, Field.PARENT})


def _relation(draft: Draft, step: Step, text: str) -> Fate:
    meaning = step.meaning
    kind = _RELATIONS.get(meaning.field)
    label = ""
    if kind is None:
        written = draft.labels_of.get(("relation", meaning.group), "") or meaning.label
        kind, label = relation_of_label(written.lstrip("* ").strip())
    values = _values(draft, text)
    if meaning.field in _SEVERAL and len(values) == 1:
        values = _NAMES_APART.split(text)
    draft.relations += [
        RelationValue(kind=kind, name=name.strip(), label=label) for name in values if name.strip()
    ]
    return Fate.MAPPED


def _hobby(draft: Draft, _step: Step, text: str) -> Fate:
    draft.facts.append(FactValue(text=text, label=knowing.interest_words()["HOBBY"]))
    return Fate.MAPPED


def _fact(draft: Draft, step: Step, text: str) -> Fate:
    draft.facts.append(FactValue(text=text, label=step.meaning.label or step.heading))
    return Fate.MAPPED


def _cadence(draft: Draft, step: Step, text: str) -> Fate:
    days = knowing.read_cadence(text)
    if days is None or draft.cadence_days not in (None, days):
        return draft.keep(step.heading, text)
    draft.cadence_days = days
    return Fate.MAPPED


def _last_contact(draft: Draft, step: Step, text: str) -> Fate:
    found = dates.read(text, draft.manner.order)
    if found is dates.Odd.EMPTY:
        return Fate.EMPTY
    if found is dates.Odd.AMBIGUOUS:
        return draft.keep(step.heading, text, _ambiguous())
    day = found.date.as_date() if isinstance(found, dates.Found) else None
    if day is None or draft.last_contact is not None:
        return draft.keep(step.heading, text)
    draft.last_contact = LastContact(on=day)
    return Fate.MAPPED


def _ambiguous() -> str:
    return _(
        "This can be read as two different days, so it is kept as text; say which comes first, day or month."
    )


def _note(draft: Draft, step: Step, text: str) -> Fate:
    note, lines = our_marks.unfenced(text)
    draft.lines += lines
    if note.strip():
        # A column that is only one of several notes says which it is.
        draft.notes.append(f"{step.meaning.label}: {note}" if step.meaning.label else note)
    return Fate.MAPPED


def _labels(draft: Draft, _step: Step, text: str) -> Fate:
    if draft.manner.joins:
        words = text.split(draft.manner.joins)
    else:
        words = _LABELS_APART.split(text) if ";" in text or "\n" in text else text.split(",")
    if all(len(word.strip()) > 2 and word.strip()[0] == word.strip()[-1] == '"' for word in words):
        # Mailchimp writes each label in quotation marks of its own.
        words = [word.strip()[1:-1] for word in words]
    for word in words:
        label = word.strip()
        if draft.manner.joins and label.startswith("* "):
            label = label[2:].strip()
        if label and label.lower() not in _EVERYBODY:
            draft.labels.append(label)
    return Fate.MAPPED


def _languages(draft: Draft, _step: Step, text: str) -> Fate:
    draft.languages += [word.strip() for word in re.split(r" ::: |[;,]", text) if word.strip()]
    return Fate.MAPPED


def _id(draft: Draft, step: Step, text: str) -> Fate:
    return _text(draft, step, text)


def _data(draft: Draft, _step: Step, text: str) -> Fate:
    draft.lines += [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    return Fate.MAPPED


def _custom(draft: Draft, step: Step, text: str) -> Fate:
    """One of Google's custom fields: our own are read back, any other is kept under its label."""
    label = draft.labels_of.get(("custom", step.meaning.group), "").strip()
    if label == our_marks.DATA_FIELD:
        return _data(draft, step, text)
    field = {our_marks.ID_FIELD: Field.ID, our_marks.PRONOUNS_FIELD: Field.PRONOUNS}.get(label)
    if field is None or draft.texts.setdefault(field, text) != text:
        return draft.keep(label or step.heading, text)
    return Fate.MAPPED


def _user(draft: Draft, step: Step, text: str) -> Fate:
    """Outlook's User 1 to 4, which may say what our own export put there."""
    mark = f"{our_marks.PRONOUNS_FIELD}: "
    if step.meaning.label == our_marks.OUTLOOK_PRONOUNS[-1] and text.startswith(mark):
        draft.texts[Field.PRONOUNS] = text[len(mark) :]
        return Fate.MAPPED
    if step.meaning.label == our_marks.OUTLOOK_CADENCE[-1] and knowing.read_cadence(text) is not None:
        return _cadence(draft, step, text)
    if step.meaning.label == our_marks.OUTLOOK_LAST_CONTACT[-1] and _ISO.fullmatch(text):
        return _last_contact(draft, step, text)
    if step.meaning.label == our_marks.OUTLOOK_ID[-1] and text.lower().startswith("urn:uuid:"):
        draft.texts[Field.ID] = text
        return Fate.MAPPED
    return draft.keep(step.heading, text)


def _label_of(draft: Draft, step: Step, text: str) -> Fate:
    draft.labels_of[step.meaning.label, step.meaning.group] = text
    return Fate.MAPPED


def _service_of(draft: Draft, step: Step, text: str) -> Fate:
    draft.services_of[step.meaning.label, step.meaning.group] = text
    return Fate.MAPPED


def _kept(draft: Draft, step: Step, text: str) -> Fate:
    return draft.keep(step.heading, text)


def _left_out(_draft: Draft, _step: Step, _cell: str) -> Fate:
    return Fate.LEFT_OUT


def _defaulted(draft: Draft, step: Step, text: str) -> Fate:
    """A column that a program fills for everybody, so that its usual word says nothing."""
    return Fate.STRUCTURAL if folded(text) in _NOTHING_SAID else draft.keep(step.heading, text)


def _email_type(draft: Draft, step: Step, text: str) -> Fate:
    return Fate.STRUCTURAL if text.upper() in ("SMTP", "EX") else draft.keep(step.heading, text)


def _repeats(draft: Draft, step: Step, text: str) -> Fate | None:
    draft.repeated.append((step, text))
    return None


def _profile(draft: Draft, _step: Step, text: str) -> Fate:
    """The address of somebody's page at LinkedIn, which is what they are known by there."""
    slug = slug_of(text)
    if slug:
        draft.texts[Field.ID] = slug
    draft.contacts.append(ContactValue(kind=ContactKind.LINK, value=text, service="linkedin"))
    return Fate.MAPPED


def slug_of(url: str) -> str:
    """What tells a LinkedIn page from others, however its address was written; "" if it is none."""
    found = _SLUG.fullmatch(url.strip())
    return unquote(found[1].partition("?")[0].partition("#")[0]).strip("/").casefold() if found else ""


HANDLERS: dict[Field, Handler] = {
    **dict.fromkeys(
        (
            Field.PREFIX, Field.GIVEN, Field.MIDDLE, Field.FAMILY, Field.SUFFIX, Field.NATIVE_NAME,
            Field.PHONETIC_GIVEN, Field.PHONETIC_FAMILY, Field.SORT_AS, Field.PRONOUNS, Field.TIME_ZONE, Field.PHOTO_URL,
        ),
        _text,
    ),
    **dict.fromkeys(_PART, _address),
    **dict.fromkeys((Field.ORGANISATION, Field.DEPARTMENT, Field.JOB_TITLE, Field.ROLE), _job),
    **dict.fromkeys((*_KIND_OF_DATE, Field.DATE), _date),
    **dict.fromkeys((*_RELATIONS, Field.RELATION), _relation),
    Field.NAME: _name,
    Field.NICKNAME: _nickname,
    Field.EMAIL: _email,
    Field.PHONE: _phone,
    Field.LINK: _link,
    Field.CHAT: _chat,
    Field.NOTE: _note,
    Field.HOBBY: _hobby,
    Field.FACT: _fact,
    Field.MET_WHERE: _text,
    Field.CADENCE: _cadence,
    Field.LAST_CONTACT: _last_contact,
    Field.LABELS: _labels,
    Field.LANGUAGES: _languages,
    Field.ID: _id,
    Field.DATA: _data,
    Field.CUSTOM: _custom,
    Field.USER: _user,
    Field.LABEL_OF: _label_of,
    Field.SERVICE_OF: _service_of,
    Field.KEEP: _kept,
    Field.LEAVE_OUT: _left_out,
    Field.DEFAULTED: _defaulted,
    Field.EMAIL_TYPE: _email_type,
    Field.PROFILE: _profile,
    **dict.fromkeys((Field.BIRTH_YEAR, Field.BIRTH_MONTH, Field.BIRTH_DAY), _birth_part),
    **dict.fromkeys((Field.EMAIL_SHOWN, Field.INITIALS), _repeats),
}  # fmt: skip
"""What is done with a cell of each field; None where its fate is known only when the whole row is."""
