"""Who a card is about: names, kind, identifier, languages, organisations, labels and notes."""

from relmgr.i18n import _
from relmgr.transfer.vcard import dates
from relmgr.transfer.vcard.draft import Draft, Handler
from relmgr.transfer.vcard.lines import ContentLine
from relmgr.transfer.vcard.model import CardKind, Fate, NameParts, OrganisationValue

_KINDS = {
    "individual": CardKind.INDIVIDUAL,
    "person": CardKind.INDIVIDUAL,
    "org": CardKind.ORG,
    "organization": CardKind.ORG,
    "company": CardKind.ORG,
    "group": CardKind.GROUP,
}
LIST = "X-EVOLUTION-LIST"
"""TRUE on a card of Evolution that is a list of addresses."""


def _listed(component: str, glue: str = " ") -> str:
    """A component of N with its values joined; a comma before a blank is one that a careless writer left unescaped."""
    if "," not in component:
        return component
    values: list[list[str]] = []
    for piece in component.split(","):
        if values and (piece.startswith(" ") or not piece):
            values[-1].append(piece)
        else:
            values.append([piece])
    return glue.join(",".join(pieces) for pieces in values).strip()


def _components(draft: Draft, line: ContentLine) -> list[str]:
    """The components of N: an escaped comma is text, any other separates values (RFC 6350 §6.2.2)."""
    if "," not in line.value or "\\" not in line.value or line.head.encoding:
        pieces = draft.pieces(line, ";")
        if "," not in line.value:
            return pieces
        return [_listed(piece, ", " if at in (4, 6) else " ") for at, piece in enumerate(pieces)]
    # A private-use character stands for the escaped comma until the lists are joined.
    marked = ContentLine(line.number, line.raw, line.head, _hide_commas(line.value))
    pieces = draft.pieces(marked, ";")
    joined = (_listed(piece, ", " if at in (4, 6) else " ") for at, piece in enumerate(pieces))
    return [piece.replace(_HIDDEN, ",") for piece in joined]


_HIDDEN = "\ue0f1\ue0f2"


def _hide_commas(value: str) -> str:
    # Doubled backslashes go first, so that "\\\\," stays a backslash and a separator.
    return "\\\\".join(piece.replace("\\,", _HIDDEN) for piece in value.split("\\\\"))


def _n(draft: Draft, line: ContentLine) -> Fate:
    parts = _components(draft, line)
    parts += [""] * (5 - len(parts))
    if "PHONETIC" in line.head.parameters:
        return _phonetic(draft, line, parts)
    if not any(parts):
        _sort_as(draft, line)
        return Fate.EMPTY
    if draft.has_names:
        if "ALTID" in line.head.parameters and not draft.native_name:
            draft.native_name = " ".join(part for part in (parts[0], parts[1]) if part)
            return Fate.MAPPED
        return Fate.MAPPED if line.value == draft.written_name else draft.keep(line)
    if any(parts[7:]):
        return draft.keep(line, _("This name has more parts than a name can have."))
    family, given, additional, prefix, suffix = parts[:5]
    secondary = parts[5] if len(parts) > 5 else ""
    generation = parts[6] if len(parts) > 6 else ""
    if secondary and secondary not in family:
        family = f"{family} {secondary}".strip()
    if generation and generation not in suffix:
        suffix = f"{suffix} {generation}".strip()
    draft.name = NameParts(
        prefix=prefix,
        given=given,
        additional=additional,
        family=family,
        suffix=suffix,
        secondary=secondary,
        generation=generation,
    )
    draft.has_names = True
    draft.written_name = line.value
    _sort_as(draft, line)
    return Fate.MAPPED


def _phonetic(draft: Draft, line: ContentLine, parts: list[str]) -> Fate:
    if draft.phonetic_given or draft.phonetic_family:
        return draft.keep(line)
    draft.phonetic_family, draft.phonetic_given = parts[0], parts[1]
    return Fate.MAPPED


def _sort_as(draft: Draft, line: ContentLine) -> None:
    sort_as = line.head.parameters.get("SORT-AS", "").strip()
    if sort_as and not draft.sort_as:
        draft.sort_as = sort_as


def _sound(draft: Draft, line: ContentLine) -> Fate:
    """SOUND;X-IRMC-N is the reading of a Japanese name; any other SOUND is a recording."""
    if not any(word.upper() == "X-IRMC-N" for word in line.head.types):
        return draft.keep(line)
    parts = [*draft.pieces(line, ";"), "", ""]
    if not any(parts):
        return Fate.EMPTY
    if any(parts[2:]):
        return draft.keep(line)
    return _phonetic(draft, line, parts)


def _fn(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    if not text.strip("; "):
        return Fate.EMPTY
    parameters = line.head.parameters
    if not draft.formatted_name:
        draft.formatted_name = text
        draft.is_name_derived = parameters.get("DERIVED", "").upper() == "TRUE"
        return Fate.MAPPED
    if text == draft.formatted_name:
        return Fate.MAPPED
    if not draft.native_name and ("ALTID" in parameters or "LANGUAGE" in parameters):
        draft.native_name = text
        return Fate.MAPPED
    return draft.keep(line)


def once(attribute: str) -> Handler:
    """A handler for a text that a card has at most once; a second, different one is kept."""

    def handle(draft: Draft, line: ContentLine) -> Fate:
        text = draft.text(line)
        if not text:
            return Fate.EMPTY
        if getattr(draft, attribute) not in ("", text):
            return draft.keep(line)
        setattr(draft, attribute, text)
        return Fate.MAPPED

    return handle


def _uid(draft: Draft, line: ContentLine) -> Fate:
    uid = draft.text(line) if line.head.encoding else line.value.strip()
    if not uid:
        return Fate.EMPTY
    if draft.uid not in ("", uid):
        return draft.keep(line)
    draft.uid = uid
    return Fate.MAPPED


def _nickname(draft: Draft, line: ContentLine) -> Fate:
    names = [name for name in draft.pieces(line, ",") if name]
    draft.nicknames.extend(name for name in dict.fromkeys(names) if name not in draft.nicknames)
    return Fate.MAPPED if names else Fate.EMPTY


def _kind(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line).lower()
    if not text:
        return Fate.EMPTY
    kind = _KINDS.get(text)
    if kind is None:
        return draft.keep(line)
    draft.kind = kind
    return Fate.MAPPED


def _show_as(draft: Draft, line: ContentLine) -> Fate:
    if draft.text(line).upper() != "COMPANY":
        return draft.keep(line)
    draft.kind = CardKind.ORG
    draft.is_shown_as_company = True
    return Fate.MAPPED


def settle_kind(draft: Draft) -> None:
    """A card that Apple only shows under its company's name is somebody's if it names somebody."""
    if draft.is_shown_as_company and draft.name.given and not draft.is_ours:
        draft.kind = CardKind.INDIVIDUAL
        if draft.formatted_name in {value.name for name, _group, value in draft.jobs if name == "ORG"}:
            draft.formatted_name = ""


def _list(draft: Draft, line: ContentLine) -> Fate:
    if line.value.strip().upper() != "TRUE":
        return draft.keep(line)
    draft.kind = CardKind.GROUP
    return Fate.MAPPED


def _member(draft: Draft, line: ContentLine) -> Fate:
    member = line.value.strip()
    if not member:
        return Fate.EMPTY
    if not draft.is_group:
        return draft.keep(line)
    draft.members.append(member)
    return Fate.MAPPED


def _lang(draft: Draft, line: ContentLine) -> Fate:
    language = draft.text(line)
    if not language:
        return Fate.EMPTY
    draft.languages.append((line.head.preference or 101, language))
    return Fate.MAPPED


def _org(draft: Draft, line: ContentLine) -> Fate:
    parts = draft.pieces(line, ";")
    while parts and not parts[-1]:
        parts.pop()
    if not parts:
        return Fate.EMPTY
    if draft.is_alternative(line):
        return draft.keep(line)
    organisation = OrganisationValue(name=parts[0], units=tuple(parts[1:]))
    draft.jobs.append(("ORG", line.head.group, organisation))
    return Fate.MAPPED


def _title(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    if not text:
        return Fate.EMPTY
    if draft.is_alternative(line):
        return draft.keep(line)
    draft.jobs.append(("TITLE", line.head.group, OrganisationValue(title=text)))
    return Fate.MAPPED


def _role(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    if not text:
        return Fate.EMPTY
    if draft.is_alternative(line):
        return draft.keep(line)
    draft.jobs.append(("ROLE", line.head.group, OrganisationValue(role=text)))
    return Fate.MAPPED


def _unit(draft: Draft, line: ContentLine) -> Fate:
    """The department in a line of its own, as Roundcube and KAddressBook write it beside ORG."""
    text = draft.text(line)
    if not text:
        return Fate.EMPTY
    draft.jobs.append(("UNIT", line.head.group, OrganisationValue(units=(text,))))
    return Fate.MAPPED


def organisations(jobs: list[tuple[str, str, OrganisationValue]]) -> tuple[OrganisationValue, ...]:
    """Affiliations from the ORG, TITLE and ROLE of a card: by group, else by order; a surplus one stands alone."""
    if len(jobs) == 1:
        return (jobs[0][2],)
    groups = [group for _name, group, _value in jobs if group]
    # A single group of one line is there for a label, not to tie things together.
    ties = len(groups) > 1
    slots: dict[tuple[str, int], dict[str, OrganisationValue]] = {}
    counts: dict[tuple[str, str], int] = {}
    for name, group, value in jobs:
        key = group if ties else ""
        nth = counts.get((key, name), 0)
        counts[key, name] = nth + 1
        slots.setdefault((key, nth), {})[name] = value
    return tuple(_joined(slot) for slot in slots.values())


def _joined(slot: dict[str, OrganisationValue]) -> OrganisationValue:
    none = OrganisationValue()
    organisation = slot.get("ORG", none)
    unit = slot.get("UNIT", none).units
    return OrganisationValue(
        name=organisation.name,
        units=organisation.units if set(unit) <= set(organisation.units) else organisation.units + unit,
        title=slot.get("TITLE", none).title,
        role=slot.get("ROLE", none).role,
    )


def _note(draft: Draft, line: ContentLine) -> Fate:
    text = draft.plain(line, line.value)
    if not text.strip():
        return Fate.EMPTY
    draft.notes.append(text)
    return Fate.MAPPED


def _categories(draft: Draft, line: ContentLine) -> Fate:
    labels = [label for label in draft.pieces(line, ",") if label]
    draft.labels.update(dict.fromkeys(labels))
    return Fate.MAPPED if labels else Fate.EMPTY


def _instant(attribute: str) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        text = draft.text(line)
        moment = dates.read_instant(text)
        if not text:
            return Fate.EMPTY
        if moment is None or getattr(draft, attribute) not in (None, moment):
            return draft.keep(line)
        setattr(draft, attribute, moment)
        return Fate.MAPPED

    return handle


HANDLERS: dict[str, Handler] = {
    "CATEGORIES": _categories,
    "CREATED": _instant("created"),
    "FN": _fn,
    "KIND": _kind,
    "LANG": _lang,
    "MEMBER": _member,
    "N": _n,
    "NICKNAME": _nickname,
    "NOTE": _note,
    "ORG": _org,
    "PRONOUNS": once("pronouns"),
    "REV": _instant("revised"),
    "ROLE": _role,
    "SORT-STRING": once("sort_as"),
    "SOUND": _sound,
    "TITLE": _title,
    "TZ": once("time_zone"),
    "UID": _uid,
    LIST: _list,
    "CATEGORY": _categories,
    "X-ABSHOWAS": _show_as,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "X-ADDRESSBOOKSERVER-MEMBER": _member,
    "X-DEPARTMENT": _unit,
    "X-EPOCSECONDNAME": _nickname,
    "X-GN": _categories,
    "X-KADDRESSBOOK-X-DEPARTMENT": _unit,
    "X-KADDRESSBOOK-X-PROFESSION": _role,
    "X-NICKNAME": _nickname,
    "X-PHONETIC-FIRST-NAME": once("phonetic_given"),
    "X-PHONETIC-LAST-NAME": once("phonetic_family"),
    "X-PRONOUNS": once("pronouns"),
    "X-RELMGR-NATIVE-NAME": once("native_name"),
}
