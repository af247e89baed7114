"""Makes files of invented people in a mixture of vCard dialects, the same for the same seed.

As a script: python -m benchmarks.data.make_vcards 1000 mixture.vcf
"""

import base64
import random
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.data.photos import png

_GIVEN = [
    "Ada",
    "Björn",
    "Chloé",
    "Dmitri",
    "Eun",
    "Fatima",
    "Giulia",
    "Håkon",
    "Ines",
    "Jamal",
    "Kaito",
    "Łucja",
    "Mateo",
    "Noor",
    "Óscar",
    "Priya",
    "Quinn",
    "Rui",
]
_FAMILY = [
    "Abel",
    "Brandt",
    "Costa",
    "Dvořák",
    "Eriksen",
    "Fontaine",
    "Gruber",
    "Hoang",
    "Ivanova",
    "Jensen",
    "Kowalski",
    "Lindqvist",
    "Müller",
    "Nakamura",
]
_TOWNS = ["Wien", "Lyon", "Porto", "Oslo", "Gent", "Graz", "Turin", "Brno"]
_FIRMS = ["Orchard", "Harbour", "Lantern", "Meadow", "Compass", "Beacon", "Anchor", "Willow"]
_RELATIONS = ["Spouse", "Child", "Mother", "Father", "Brother", "Sister", "Friend", "Manager", "Assistant"]
_INTERESTS = ["sailing", "tulips", "chess", "climbing", "bread", "jazz", "kites"]


class _Person:
    """The invented facts that every dialect tells in its own way."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self.number = number
        self.given = chance.choice(_GIVEN)
        self.family = f"{chance.choice(_FAMILY)}-{number}"
        self.mail = f"person{number}@mail{chance.randrange(40)}.example"
        self.phone = f"+43 660 {number:07d}"
        self.firm = f"{chance.choice(_FIRMS)} & Co {chance.randrange(200)}"
        self.street = f"Street {chance.randrange(1, 200)}, Top {chance.randrange(1, 20)}"
        self.town = chance.choice(_TOWNS)
        self.born = (chance.randrange(1940, 2006), chance.randrange(1, 13), chance.randrange(1, 29))
        self.year_known = chance.random() < 0.6
        self.relation = chance.choice(_RELATIONS)
        self.relative = f"{chance.choice(_GIVEN)} {self.family}"
        self.interest = chance.choice(_INTERESTS)
        self.uid = f"{chance.getrandbits(128):032x}"
        self.photo = png(chance, 8) if chance.random() < 0.05 else b""

    @property
    def full(self) -> str:
        return f"{self.given} {self.family}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _quoted(text: str, charset: str = "utf-8") -> str:
    return "".join(f"={byte:02X}" for byte in text.encode(charset))


def _folded(line: str, newline: str) -> str:
    return (newline + " ").join(line[at : at + 70] for at in range(0, len(line), 70))


def _photo(person: _Person, head: str, newline: str, end: str = "") -> list[str]:
    if not person.photo:
        return []
    return [_folded(head + base64.b64encode(person.photo).decode(), newline) + end]


def _apple(person: _Person) -> bytes:
    year, month, day = person.born
    birthday = f"BDAY:{year}-{month:02}-{day:02}"
    if not person.year_known:
        birthday = f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{month:02}-{day:02}"
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//macOS 14.5//EN",
        f"N:{person.family};{person.given};;;",
        f"FN:{person.full}",
        f"ORG:{person.firm};",
        "TITLE:Head of purchasing",
        f"EMAIL;type=INTERNET;type=WORK;type=pref:{person.mail}",
        f"TEL;type=CELL;type=VOICE;type=pref:{person.phone}",
        f"item1.ADR;type=HOME;type=pref:;;{_escaped(person.street)};{person.town};;1070;Austria",
        "item1.X-ABADR:at",
        f"item2.X-ABRELATEDNAMES:{person.relative}",
        f"item2.X-ABLabel:_$!<{person.relation}>!$_",
        "item3.X-ABDATE:2021-05-01",
        "item3.X-ABLabel:First contract",
        birthday,
        f"NOTE:Likes {person.interest}\\, and talks about it.\\nSecond line.",
        *_photo(person, "PHOTO;ENCODING=b;TYPE=PNG:", "\r\n"),
        f"X-ABUID:{person.uid}\\:ABPerson",
        f"UID:{person.uid}",
        "REV:2024-03-01T10:00:00Z",
        "END:VCARD",
    ]
    return _joined(lines, "\r\n")


def _google(person: _Person) -> bytes:
    year, month, day = person.born
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{person.full}",
        f"N:{person.family};{person.given};;;",
        f"EMAIL;TYPE=INTERNET;TYPE=HOME:{person.mail}",
        f"TEL;TYPE=CELL:{person.phone}",
        f"item1.ORG:{_escaped(person.firm)}",
        "item1.X-ABLabel:",
        f"BDAY:{year}-{month:02}-{day:02}" if person.year_known else f"BDAY:--{month:02}{day:02}",
        f"item2.X-ABRELATEDNAMES:{person.relative}",
        f"item2.X-ABLabel:{person.relation}",
        f"PHOTO:https://pictures.example/{person.number}.jpg",
        "CATEGORIES:myContacts,Clients",
        f"X-GOOGLE TALK:{person.mail}",
        "END:VCARD",
    ]
    return _joined(lines, "\n")


def _outlook(person: _Person) -> bytes:
    year, month, day = person.born
    street = _quoted(person.street, "utf-8")
    lines = [
        "BEGIN:VCARD",
        "VERSION:2.1",
        "X-MS-SIGNATURE:YES",
        f"N;LANGUAGE=de;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_quoted(person.family)};{_quoted(person.given)}",
        f"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_quoted(person.full)}",
        f"ORG:{person.firm};Sales",
        f"TEL;CELL;VOICE;PREF:{person.phone}",
        f"ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;=\r\n{street};{person.town};;1010;Austria",
        f"BDAY:{year}{month:02}{day:02}",
        f"X-MS-SPOUSE;N:{person.relative}",
        f"EMAIL;PREF;INTERNET:{person.mail}",
        f"NOTE;ENCODING=QUOTED-PRINTABLE:Likes {person.interest}=0D=0Aand=\r\n more of it",
        *_photo(person, "PHOTO;TYPE=PNG;ENCODING=BASE64:", "\r\n", "\r\n"),
        "REV:20230405T060708Z",
        "END:VCARD",
    ]
    return _joined(lines, "\r\n")


def _old_windows(person: _Person) -> bytes:
    given = person.given.encode("cp1252", "replace").decode("cp1252")
    family = person.family.encode("cp1252", "replace").decode("cp1252")
    lines = [
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N;CHARSET=Windows-1252:{family};{given}",
        f"FN;CHARSET=Windows-1252:{given} {family}",
        f"TEL;WORK;VOICE:{person.phone}",
        f"EMAIL;INTERNET:{person.mail}",
        "END:VCARD",
    ]
    return _joined(lines, "\r\n", "cp1252")


def _android(person: _Person) -> bytes:
    _year, month, day = person.born
    lines = [
        "BEGIN:VCARD",
        "VERSION:2.1",
        f"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{_quoted(person.family)};{_quoted(person.given)};;;",
        f"TEL;CELL;PREF:{person.phone}",
        "TEL;X-Studio:+43 1 555 0199",
        f"EMAIL;HOME:{person.mail}",
        f"X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;{person.given[:2]};1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Eva;14;;;;;;;;;;;;;",
        f"BDAY:--{month:02}-{day:02}",
        *_photo(person, "PHOTO;ENCODING=BASE64;PNG:", "\r\n", "\r\n"),
        "END:VCARD",
    ]
    return _joined(lines, "\r\n")


def _evolution(person: _Person) -> bytes:
    year, month, day = person.born
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"X-EVOLUTION-FILE-AS:{person.family}\\, {person.given}",
        f"FN:{person.full}",
        f"N:{person.family};{person.given};;;",
        f"EMAIL;TYPE=WORK;X-EVOLUTION-UI-SLOT=1:{person.mail}",
        f'TEL;X-EVOLUTION-UI-SLOT=1;TYPE="CELL,VOICE":{person.phone}',
        f"X-EVOLUTION-SPOUSE:{person.relative}",
        f"BDAY:{year}-{month:02}-{day:02}",
        "X-MOZILLA-HTML:FALSE",
        f"UID:pas-id-{person.uid}",
        "END:VCARD",
    ]
    return _joined(lines, "\r\n")


def _thunderbird(person: _Person) -> bytes:
    _year, month, day = person.born
    lines = [
        "begin:vcard",
        "version:4.0",
        f"fn:{person.full}",
        f"n:{person.family};{person.given};;;",
        f"email;pref=1;type=work:{person.mail}",
        f'tel;value=uri;type="cell,voice":tel:{person.phone.replace(" ", "-")};ext=12',
        f"bday;value=date:--{month:02}{day:02}",
        f"note:Plain text about {person.interest}\\nwith lines",
        f"uid:{person.uid}",
        "end:vcard",
    ]
    return _joined(lines, "\r\n")


def _nextcloud(person: _Person) -> bytes:
    year, month, _day = person.born
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:urn:uuid:{person.uid}",
        f"FN:{person.full}",
        f"N:{person.family};{person.given};;;;;",
        f"NICKNAME:{person.given[:3]}",
        "PRONOUNS:they/them",
        "LANG;PREF=1:de",
        f"EMAIL;TYPE=HOME:{person.mail}",
        f"item1.ORG:{_escaped(person.firm)}",
        "item1.TITLE:Partner",
        "item2.ORG:School of Examples",
        "item2.ROLE:Teacher",
        f"RELATED;TYPE={person.relation.upper()};VALUE=text:{person.relative}",
        f"BDAY:{year}-{month:02}",
        f"HOBBY;LEVEL=high:{person.interest}",
        *_photo(person, "PHOTO:data:image/png;base64,", "\n"),
        "CATEGORIES:Clients,Architecture\\, Vienna",
        "END:VCARD",
    ]
    return _joined(lines, "\n")


def _minimal(person: _Person) -> bytes:
    return _joined(["BEGIN:VCARD", f"FN:{person.full}", f"TEL:{person.phone}", "END:VCARD"], "\n")


DIALECTS: tuple[Callable[[_Person], bytes], ...] = (
    _apple,
    _google,
    _outlook,
    _old_windows,
    _android,
    _evolution,
    _thunderbird,
    _nextcloud,
    _minimal,
)


def _joined(lines: list[str], newline: str, encoding: str = "utf-8") -> bytes:
    return (newline.join(lines) + newline).encode(encoding)


def make_mixture(count: int, seed: int = 1) -> bytes:
    """A file of `count` cards, of all dialects in turn; every person has a family name and a number of their own."""
    chance = random.Random(seed)
    return b"".join(DIALECTS[number % len(DIALECTS)](_Person(number, chance)) for number in range(count))


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(make_mixture(int(sys.argv[1])))
