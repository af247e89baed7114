"""How to reach somebody: telephones, e-mail, addresses, links and chat handles of all dialects."""

import re
from urllib.parse import unquote

from relmgr.domain.kinds import ContactKind
from relmgr.i18n import _
from relmgr.transfer.vcard import vocabulary
from relmgr.transfer.vcard.draft import Draft, Handler
from relmgr.transfer.vcard.lines import ContentLine
from relmgr.transfer.vcard.model import AddressParts, Fate

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):(.*)", re.DOTALL)
_SERVICE_OF_SCHEME = {"jabber": "xmpp", "ymsgr": "yahoo", "msnim": "msn", "sips": "sip"}
_NO_SERVICE = "x-apple"


def scheme_of(value: str) -> tuple[str, str]:
    """The scheme of a URI in lower case, and what comes after it; no scheme where it is none."""
    match = _SCHEME.match(value)
    return ("", value) if match is None else (match[1].lower(), match[2])


def _unquoted(text: str) -> str:
    """The text without percent signs' codes; as it stands where these are not UTF-8."""
    try:
        return unquote(text, errors="strict").replace("\0", "").strip()
    except UnicodeDecodeError:
        return text.strip()


def _tel(draft: Draft, line: ContentLine) -> Fate:
    return draft.add_contact(line, ContactKind.PHONE, _number(draft, line))


def _number(draft: Draft, line: ContentLine) -> str:
    number = draft.text(line)
    return _unquoted(number[4:]) if number[:4].lower() == "tel:" else number


def _assistants_tel(draft: Draft, line: ContentLine) -> Fate:
    """The telephone of somebody's assistant, as Symbian's phones write it."""
    return draft.add_contact(line, ContactKind.PHONE, _number(draft, line), label="assistant")


def _email(draft: Draft, line: ContentLine) -> Fate:
    address = draft.text(line).rstrip(";, ")
    if address[:7].lower() == "mailto:":
        address = address[7:].strip()
    if draft.is_list and address:
        draft.members.append(address)
        return Fate.MAPPED
    if address.endswith(">"):
        address = _between_angles(draft, line, address)
    return draft.add_contact(line, ContactKind.EMAIL, address)


def _between_angles(draft: Draft, line: ContentLine, written: str) -> str:
    """The address in `Name <address>`, which is how a message names somebody; a name that the card has not is told."""
    name, _angle, address = written[:-1].rpartition("<")
    name = name.strip(" \"'")
    if "@" not in address or " " in address:
        return written
    if name and name.lower() not in (address.lower(), draft.formatted_name.lower()):
        draft.remark(line, _("Read without this detail, which has no place here: {names}").format(names=name))
    return address


def _adr(draft: Draft, line: ContentLine) -> Fate:
    pieces = draft.pieces(line, ";")
    pieces += [""] * (7 - len(pieces))
    while len(pieces) > 7 and not pieces[-1]:
        pieces.pop()
    formatted = line.head.parameters.get("LABEL", "").replace("\\n", "\n").strip(" \\")
    country = draft.group_countries.get(line.head.group) if line.head.group else None
    if country is not None and not any(pieces) and not formatted:
        country = None
    if country is not None:
        draft.used_groups.add(id(country))
    parts = AddressParts(
        po_box=pieces[0],
        extended=pieces[1],
        street=pieces[2],
        locality=pieces[3],
        region=pieces[4],
        postal_code=pieces[5],
        country=pieces[6],
        country_code="" if country is None else draft.text(country),
        formatted=formatted,
        more=tuple(pieces[7:]),
    )
    return draft.add_address(line, parts) if any(pieces) or formatted else Fate.EMPTY


def _label(draft: Draft, line: ContentLine) -> Fate:
    """LABEL (RFC 2426 §3.2.2) is an address as it is printed: of an ADR that is there too, or all there is of one."""
    if draft.address_labels and draft.address_labels & {"", line.head.label}:
        return draft.keep(line)
    text = draft.text(line)
    return draft.add_address(line, AddressParts(formatted=text)) if text else Fate.EMPTY


def _link(label: str) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        address = draft.text(line)
        own = draft.label_of(line) if address else ""
        service = vocabulary.service_name(line.head.parameters.get("X-SERVICE-TYPE", ""))
        return draft.add_contact(line, ContactKind.LINK, address, service, own or label)

    return handle


def _chat(service: str) -> Handler:
    def handle(draft: Draft, line: ContentLine) -> Fate:
        return draft.add_contact(line, ContactKind.CHAT, draft.text(line), service)

    return handle


def _profile(service: str) -> Handler:
    """A network's own property: the page's address, or the name somebody goes by there."""

    def handle(draft: Draft, line: ContentLine) -> Fate:
        text = draft.text(line)
        is_page = scheme_of(text)[0] in ("http", "https")
        return draft.add_contact(line, ContactKind.LINK if is_page else ContactKind.CHAT, text, service)

    return handle


def _sip(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    scheme, rest = scheme_of(text)
    return draft.add_contact(line, ContactKind.CHAT, rest if scheme in ("sip", "sips") else text, "sip")


def _impp(draft: Draft, line: ContentLine) -> Fate:
    text = draft.text(line)
    parameters = line.head.parameters
    stated = parameters.get("X-SERVICE-TYPE") or parameters.get("SERVICE-TYPE") or ""
    scheme, rest = scheme_of(text)
    service = vocabulary.service_name(stated)
    if not scheme:
        return draft.add_contact(line, ContactKind.CHAT, text, service)
    if scheme in ("http", "https"):
        return draft.add_contact(line, ContactKind.CHAT, text, service)
    if not service and scheme != _NO_SERVICE:
        service = _SERVICE_OF_SCHEME.get(scheme, scheme)
    return draft.add_contact(line, ContactKind.CHAT, _unquoted(rest), service)


def _social(draft: Draft, line: ContentLine) -> Fate:
    """SOCIALPROFILE (RFC 9554 §3.5) and Apple's X-SOCIALPROFILE: a page, or a mere handle."""
    head = line.head
    text = draft.text(line)
    stated = head.parameters.get("SERVICE-TYPE") or head.parameters.get("X-SERVICE-TYPE") or ""
    places = [word for word in head.types if vocabulary.types_of_label(word.lower()) is not None]
    networks = [word for word in head.types if word not in places]
    service = vocabulary.service_name(stated or (networks[0] if networks else ""))
    user = (head.parameters.get("X-USER") or head.parameters.get("USERNAME") or "").strip()
    scheme, rest = scheme_of(text)
    if scheme in ("http", "https"):
        kind, value = ContactKind.LINK, text
    else:
        kind = ContactKind.CHAT
        value = _unquoted(rest) if scheme == _NO_SERVICE else text
        value = value or user
    label = draft.own_label_of(line) or vocabulary.label_of_types(places) if value else ""
    if user and user.lower() not in value.lower():
        draft.remark(line, _("The name for signing in beside this address was not taken over."))
    return draft.add_contact(line, kind, value, service, label)


HANDLERS: dict[str, Handler] = {
    "ADR": _adr,
    "EMAIL": _email,
    "IMPP": _impp,
    "LABEL": _label,
    "SOCIALPROFILE": _social,
    "TEL": _tel,
    "X-ASSISTANT-TEL": _assistants_tel,
    "X-MS-TEL": _tel,
    "X-SIP": _sip,
    "X-SOCIALPROFILE": _social,
    **{name: _profile(service) for name, service in vocabulary.PROFILE_PROPERTIES.items()},
    **{name: _chat(service) for name, service in vocabulary.CHAT_PROPERTIES.items()},
    **{name: _link(label) for name, label in vocabulary.LINK_PROPERTIES.items()},
}
