"""The signature of an e-mail as a card: name, title, organisation, and how to reach them; what is not clear is said so."""

import re
from dataclasses import dataclass, field, replace

from relmgr.domain import names
from relmgr.domain.fold import fold
from relmgr.domain.kinds import ContactKind
from relmgr.i18n import _
from relmgr.transfer.sources import Entry
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    ContactValue,
    Fate,
    NameParts,
    OrganisationValue,
    Outcome,
    Problem,
    Tally,
    Traced,
)

LONGEST = 20_000
"""Characters of a pasted text that are looked at; no signature is longer."""
_MOST_LINES = 200
_LINE = 300
_DIGITS = range(7, 16)
_NAME_WORDS = range(2, 7)

_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LINK = re.compile(r"(?:https?://|www\.)[^\s|<>]{3,}", re.IGNORECASE)
_BARE_LINK = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,24}(?:/\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|\(|\b\d)[\d ()./\u00a0-]{5,28}\d")
_PIECES = re.compile(r"\s*[|•·\t]\s*|\s{3,}|\s+[–—]\s+")
_LABEL = re.compile(r"^\W*([^\W\d]{1,14})\s*[.:]?\s*$")
_PRONOUNS = re.compile(r"[(\[]\s*([^\W\d]{2,6}(?:\s?/\s?[^\W\d]{2,6}){1,2})\s*[)\]]")
_PLACE = re.compile(r"^(?:[A-Z]{1,3}[- ])?(\d{4,6})\s+([^\d,]{2,60})(?:,\s*(.{2,40}))?$")
_UK_PLACE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b")
_STREET = re.compile(
    r"^\d{1,5}[A-Za-z]?\s+[A-ZÀ-Þ][^\W\d]+|[^\W\d]{3,}\.?\s+\d{1,5}\s?[A-Za-z]?(?:[/-]\d+)?(?:\s*,|$)"
)
_DAY = re.compile(r"\(?(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})\b")
_FORMS = re.compile(
    r"\b(?:ltd|limited|llc|llp|inc|corp|plc|gmbh|ag|kg|ug|ohg|e\.?k|e\.?v|s\.?a\.?r\.?l|sas|s\.?p\.?a|s\.?r\.?l|b\.?v|n\.?v|oy|ab|a/s|aps|pty|pvt"
    r"|studios?|agency|agentur|group|gruppe|university|universität|institute?|company|partners|consulting|verlag|press)\b\.?",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"\b(?:manager|director|head of|lead|chief|c[etfomp]o|founder|owner|president|partner|designer|engineer|developer|consultant"
    r"|architect|editor|producer|writer|analyst|assistant|officer|professor|coach|specialist|executive|accountant|photographer"
    r"|leiter(?:in)?|leitung|geschäftsführer(?:in)?|geschäftsführung|inhaber(?:in)?|berater(?:in)?|referent(?:in)?|entwickler(?:in)?"
    r"|redakteur(?:in)?|gestalter(?:in)?|assistenz|vorstand|directeur|directrice|responsable|gérante?|directora?|gerente)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|@|bei|chez|en)\s+|,\s+", re.IGNORECASE)
_CLOSING = re.compile(
    r"^(?:(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks)|best|cheers|sincerely|yours \w+|thank you|thanks"
    r"|mit (?:freundlichen|besten|herzlichen) grüßen|(?:viele|liebe|beste|herzliche) grüße|freundliche grüße|mfg|lg|vg"
    r"|cordialement|bien à vous|saludos(?: cordiales)?|un saludo)\s*[,.!]*$|^[-_=*–\s]+$",
    re.IGNORECASE,
)
_LABELS = {
    "m": "mobile", "mob": "mobile", "mobile": "mobile", "mobil": "mobile", "cell": "mobile", "handy": "mobile",
    "c": "mobile", "f": "fax", "fax": "fax", "o": "work", "office": "work", "büro": "work", "work": "work",
    "d": "work", "direct": "work", "durchwahl": "work", "h": "home", "home": "home", "privat": "home",
}  # fmt: skip
_NETWORKS = ("linkedin.", "xing.", "instagram.", "github.", "twitter.", "x.com", "mastodon.", "facebook.")


def is_cards(text: str) -> bool:
    """Whether the text holds vCards, which are read as such."""
    return "BEGIN:VCARD" in text[:LONGEST].upper()


def is_worth_reading(text: str) -> bool:
    """Whether pasting this text can mean a contact: it holds cards, an e-mail address or a telephone number."""
    beginning = text[:LONGEST]
    return is_cards(beginning) or bool(_EMAIL.search(beginning) or _phones(beginning))


def entries(text: str) -> list[Entry]:
    """The card that a signature makes, or what is to be said of a text that makes none."""
    card = card_of(text)
    return [card] if card.display_name or card.contacts else list(card.problems)


@dataclass(slots=True)
class _Signature:
    """What is known of it so far."""

    name: str = ""
    pronouns: str = ""
    title: str = ""
    firm: str = ""
    contacts: dict[tuple[ContactKind, str], ContactValue] = field(default_factory=dict)
    street: list[str] = field(default_factory=list)
    place: AddressParts = field(default_factory=AddressParts)
    traced: list[Traced] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: ContactKind, value: str, label: str = "") -> None:
        """A way to reach them."""
        self.contacts.setdefault((kind, value.casefold()), ContactValue(kind=kind, value=value, label=label))


def card_of(text: str) -> Card:
    """The signature as a card. Every line is in `traced`; those that were guessed or left out have their problem."""
    found = _Signature()
    lines = text[:LONGEST].splitlines()
    firms = {stem for match in _EMAIL.finditer(text[:LONGEST]) if (stem := _stem(match.group()))}
    for number, raw in enumerate(lines[:_MOST_LINES], 1):
        line = raw.lstrip("> ").strip(" \t*_|")[:_LINE]
        if not line:
            continue
        fate, reason = _read(found, line, firms)
        found.traced.append(Traced(number, fate, raw.strip()[:_LINE]))
        if reason:
            outcome = Outcome.LEFT_OUT if fate is Fate.LEFT_OUT else Outcome.READ
            found.problems.append(
                Problem(line=number, reason=reason, raw=raw.strip()[:_LINE], outcome=outcome)
            )
    if len(text) > LONGEST or len(lines) > _MOST_LINES:
        reason = _("The text goes on; what comes after this line was not read.")
        found.problems.append(Problem(line=min(len(lines), _MOST_LINES), reason=reason, lines=0))
    return _card(found)


def _card(found: _Signature) -> Card:
    parts = names.split_name(found.name)
    address = replace(found.place, street="\n".join(found.street))
    contacts = list(found.contacts.values())
    if address.line:
        contacts.append(ContactValue(kind=ContactKind.ADDRESS, value=address.line, parts=address))
    fates = [one.fate for one in found.traced]
    return Card(
        formatted_name=found.name,
        name=NameParts(
            prefix=parts.prefix,
            given=parts.given,
            additional=parts.additional,
            family=parts.family,
            suffix=parts.suffix,
        ),
        pronouns=found.pronouns,
        contacts=tuple(contacts),
        organisations=(OrganisationValue(name=found.firm, title=found.title),)
        if found.firm or found.title
        else (),
        line=1,
        problems=tuple(found.problems),
        traced=tuple(found.traced),
        tally=Tally(
            structural=fates.count(Fate.STRUCTURAL),
            mapped=fates.count(Fate.MAPPED),
            left_out=fates.count(Fate.LEFT_OUT),
        ),
    )


def _read(found: _Signature, line: str, firms: set[str]) -> tuple[Fate, str]:
    """What becomes of a line, and what is to be said of it."""
    if _CLOSING.match(line):
        return Fate.STRUCTURAL, ""
    lost = [rest for piece in _PIECES.split(line) if piece and (rest := _piece(found, piece, firms))]
    if not lost:
        return Fate.MAPPED, ""
    if len(lost) == 1 and lost[0] == line and not found.title and found.name and not found.contacts:
        found.title = line
        return Fate.MAPPED, _("Taken for what they do, because it follows the name. Please check.")
    reason = _("Not understood: {text}").format(text=" | ".join(lost))
    return (Fate.MAPPED if lost != [line] else Fate.LEFT_OUT), reason


def _piece(found: _Signature, piece: str, firms: set[str]) -> str:
    """Take in one piece of a line; gives back what is left of it that was not understood."""
    rest = _reach(found, piece)
    if not rest or (rest != piece and _LABEL.match(rest)):
        return ""
    return "" if _said(found, rest, firms) else rest


def _reach(found: _Signature, piece: str) -> str:
    """Take out e-mails, links and numbers; what is left."""
    for pattern, kind in ((_EMAIL, ContactKind.EMAIL), (_LINK, ContactKind.LINK)):
        for match in pattern.finditer(piece):
            found.add(kind, match.group().rstrip(".,;)"), _network(match.group()))
        piece = pattern.sub(" ", piece)
    words = piece.split()
    if words and _BARE_LINK.fullmatch(words[-1]) and len(words) <= 2 and not _FORMS.fullmatch(piece.strip()):
        found.add(ContactKind.LINK, words.pop(), "")
        piece = " ".join(words)
    for match in _phones(piece):
        label = _LABEL.search(piece[max(0, match.start() - 20) : match.start()].rpartition(",")[2])
        found.add(
            ContactKind.PHONE, match.group().strip(), _LABELS.get(fold(label.group(1)), "") if label else ""
        )
        piece = piece.replace(match.group(), " , ")
    return " ".join(piece.split()).strip(" ,;:|/")


def _phones(text: str) -> list[re.Match[str]]:
    return [
        match
        for match in _PHONE.finditer(text)
        if sum(character.isdigit() for character in match.group()) in _DIGITS
        and not _DAY.match(match.group())
    ]


def _network(link: str) -> str:
    folded = link.casefold()
    return next((name.strip(".").removesuffix(".com") for name in _NETWORKS if name in folded), "")


def _said(found: _Signature, text: str, firms: set[str]) -> bool:
    """Take in a name, a title, an organisation or a part of an address; whether it was any of them."""
    pronouns = _PRONOUNS.search(text)
    if pronouns:
        found.pronouns = found.pronouns or pronouns.group(1).replace(" ", "")
        text = _PRONOUNS.sub("", text).strip(" ,")
    if not found.name and _is_name(text):
        found.name = text
    elif _job(found, text, firms) or not text:
        return True
    else:
        return _address(found, text)
    return True


def _is_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    if len(words) not in _NAME_WORDS or any(character.isdigit() for character in text):
        return False
    if _FORMS.search(text) or _TITLES.search(text):
        return False
    particles = sum(word[0].islower() for word in words)
    return (
        particles < len(words)
        and all(word[0].isalpha() for word in words)
        and words[0][:1].upper() == words[0][:1]
    )


def _job(found: _Signature, text: str, firms: set[str]) -> bool:
    if (
        not found.firm
        and (fold(text).replace(" ", "") in firms or _FORMS.search(text))
        and not _TITLES.search(text)
    ):
        found.firm = text
        return True
    if found.title or not _TITLES.search(text):
        return False
    title, _glue, firm = _split_at(text)
    found.title = title
    if firm:
        found.firm = found.firm or firm
    return True


def _split_at(text: str) -> tuple[str, str, str]:
    """“Head of Design, Fernkloof” as title and organisation."""
    match = _AT.search(text)
    if match is None or _TITLES.search(text[match.end() :]):
        return text, "", ""
    return text[: match.start()], match.group(), text[match.end() :]


def _address(found: _Signature, text: str) -> bool:
    head, _comma, tail = text.rpartition(", ")
    place = _PLACE.match(text) or _PLACE.match(tail)
    if place is not None:
        found.place = AddressParts(
            postal_code=place.group(1),
            locality=place.group(2).strip(),
            country=(place.group(3) or "").strip(),
        )
        if head and not _PLACE.match(text):
            found.street.append(head)
        return True
    if not found.place.locality and (_UK_PLACE.search(text) or _STREET.search(text)):
        found.street.append(text)
        return True
    return False


def _stem(email: str) -> str:
    """What the domain of an address is called: “fernkloof” of megan@mail.fernkloof.example."""
    labels = email.rpartition("@")[2].split(".")
    return fold(labels[-2]) if len(labels) > 1 else ""
