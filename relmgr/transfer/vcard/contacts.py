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
    number = draft.text(line)
    if number[:4].lower() == "tel:":
        number = _unquoted(number[4:])
    return draft.add_contact(line, ContactKind.PHONE, number)


def _email(draft: Draft, line: ContentLine) -> Fate:
    address = draft.text(line)
    if address[:7].lower() == "mailto:":
        address = address[7:].strip()
    if draft.is_list and address:
        draft.members.append(address)
        return Fate.MAPPED
    return draft.add_contact(line, ContactKind.EMAIL, address)


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
    "SOCIALPROFILE": _social,
    "TEL": _tel,
    "X-SOCIALPROFILE": _social,
    **{name: _chat(service) for name, service in vocabulary.CHAT_PROPERTIES.items()},
    **{name: _link(label) for name, label in vocabulary.LINK_PROPERTIES.items()},
}
