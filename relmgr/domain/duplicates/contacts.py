"""What of an address tells people apart: whose e-mail it is, which number is which, and what an office shares."""

import re
from functools import lru_cache

from relmgr.domain.duplicates.entry import Number
from relmgr.domain.fold import fold

SHORTEST_NUMBER = 6
_TAIL = 7
_SHARED_BOXES = frozenset(
    [
        "info",
        "office",
        "kontakt",
        "contact",
        "contacto",
        "contatti",
        "hello",
        "hi",
        "hey",
        "hallo",
        "mail",
        "email",
        "post",
        "sales",
        "support",
        "admin",
        "team",
        "service",
        "bureau",
        "buero",
        "reception",
        "accounts",
        "accounting",
        "billing",
        "invoice",
        "rechnung",
        "buchhaltung",
        "orders",
        "shop",
        "jobs",
        "hr",
        "press",
        "presse",
        "news",
        "newsletter",
        "noreply",
        "no-reply",
        "welcome",
        "enquiries",
        "inquiries",
        "studio",
        "praxis",
        "kanzlei",
        "sekretariat",
        "secretary",
        "zentrale",
        "help",
        "us",
        "we",
        "booking",
        "bookings",
        "kitchen",
        "marketing",
        "family",
        "familie",
        "famille",
        "familia",
        "famiglia",
        "home",
        "haus",
    ]
)
_FAMILY_BOX = re.compile(r"famil|^the[a-z]+s$|haushalt|household")
_MAIL_HOUSES = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "hotmail.co.uk",
        "live.com",
        "msn.com",
        "yahoo.com",
        "yahoo.co.uk",
        "yahoo.de",
        "yahoo.fr",
        "icloud.com",
        "me.com",
        "mac.com",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "web.de",
        "t-online.de",
        "freenet.de",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "mail.ru",
        "yandex.ru",
        "yandex.com",
        "bk.ru",
        "list.ru",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "libero.it",
        "virgilio.it",
        "tiscali.it",
        "uol.com.br",
        "bol.com.br",
        "qq.com",
        "163.com",
        "126.com",
        "naver.com",
        "daum.net",
        "hanmail.net",
        "seznam.cz",
        "centrum.cz",
        "wp.pl",
        "o2.pl",
        "interia.pl",
        "onet.pl",
        "ziggo.nl",
        "kpnmail.nl",
        "planet.nl",
        "telenet.be",
        "skynet.be",
        "bluewin.ch",
        "btinternet.com",
        "comcast.net",
        "verizon.net",
        "fastmail.com",
        "posteo.de",
        "mailbox.org",
        "zoho.com",
        "online.no",
        "broadpark.no",
        "hushmail.com",
        "tutanota.com",
        "mail.com",
        "example.com",
        "example.org",
        "example.net",
    ]
)
_LEGAL = frozenset(
    [
        "gmbh",
        "mbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "se",
        "eg",
        "ev",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "inc",
        "corp",
        "corporation",
        "co",
        "company",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "snc",
        "bv",
        "nv",
        "ab",
        "as",
        "aps",
        "oy",
        "oyj",
        "sp",
        "z",
        "oo",
        "doo",
        "sro",
        "zrt",
        "kft",
        "pty",
        "pte",
        "lda",
        "ltda",
        "und",
        "and",
        "the",
        "group",
        "gruppe",
        "holding",
        "international",
    ]
)


@lru_cache(maxsize=32768)
def mailbox(address: str) -> str:
    """The address without what its mail house ignores: tags after a plus, and dots at Google."""
    local, at, domain = address.rpartition("@")
    if not at:
        return address
    local = local.partition("+")[0]
    if domain == "googlemail.com":
        domain = "gmail.com"
    if domain == "gmail.com":
        local = local.replace(".", "")
    return f"{local}@{domain}"


@lru_cache(maxsize=32768)
def is_shared_box(address: str) -> bool:
    """Whether an office or a family reads it: info@, familie.berger@."""
    local = address.partition("@")[0]
    return local in _SHARED_BOXES or _FAMILY_BOX.search(local) is not None


@lru_cache(maxsize=32768)
def local_words(address: str) -> tuple[str, ...]:
    """The words before the @, folded: ("anna", "huber")."""
    return tuple(each for each in re.split(r"[._+\-\d]+", fold(address.partition("@")[0])) if len(each) > 1)


@lru_cache(maxsize=32768)
def house(address: str) -> str:
    """The domain of a firm's address; "" for those of mail houses that anybody may use."""
    domain = address.rpartition("@")[2]
    return "" if domain in _MAIL_HOUSES else domain


def number_key(number: Number) -> str:
    """What two spellings of one number share at least; "" for one too short to tell anybody apart."""
    digits = number.digits.lstrip("+0")
    return digits[-_TAIL:] if len(digits) >= SHORTEST_NUMBER else ""


def is_same_number(one: Number, other: Number) -> bool:
    """Whether two numbers are one, of which one may lack its country."""
    if one.digits == other.digits:
        return True
    if one.digits.startswith("+") and other.digits.startswith("+"):
        return False
    long, short = sorted((one.digits.lstrip("+0"), other.digits.lstrip("+0")), key=len, reverse=True)
    return len(short) >= _TAIL and long.endswith(short) and (
        one.digits.startswith("+") or other.digits.startswith("+") or long == short
    )  # fmt: skip


@lru_cache(maxsize=16384)
def firm(name: str) -> str:
    """The organisation's name without its legal form, folded: "Solberg GmbH & Co. KG" is solberg."""
    words = re.findall(r"\w+", fold(name.replace(".", "")))
    kept = [each for each in words if each not in _LEGAL]
    return " ".join(kept or words)
