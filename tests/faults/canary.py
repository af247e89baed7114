"""Words that stand for everything personal: whatever Relmgr writes is searched for them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

NAME = "Zyxqwel Vrombaut"
OTHER = "Wuppelman Gerritsje"
COMPANY = "Klimpfabrik"
MAIL = "kanarie@vogelhuis.example"
NOTE = "Gondelkwark"
TALK = f"Call with {NAME}, their Slurpveld is better, I promised the Tortelplan by Friday"
SEARCH = "Fluisterzoek"
TYPED = "Nooitbewaard"
CRASH = "Struikelwoord"
REMINDER = "Knikkerbel"
CANARIES = (
    *(
        "Zyxqwel",
        "Vrombaut",
        "Wuppelman",
        "Gerritsje",
        COMPANY,
        "kanarie@",
        "vogelhuis",
        NOTE,
        "Slurpveld",
        "Tortelplan",
    ),
    *(SEARCH, TYPED, CRASH, REMINDER),
)


def card(name: str, mail: str) -> str:
    """A contact with words in all its places."""
    given, family = name.split()
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{family};{given};;;\r\nFN:{name}\r\nORG:{COMPANY}\r\nEMAIL:{mail}\r\n"
        f"NOTE:{NOTE}\r\nBDAY:1980-11-25\r\nX-{NOTE.upper()}:{NOTE}\r\nEND:VCARD\r\n"
    )


def spellings(words: Iterable[str], secrets: Iterable[bytes] = ()) -> dict[bytes, str]:
    """How each word and secret may stand in a file, lower case, and what it is a spelling of."""
    found: dict[bytes, str] = {}
    for word in words:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
            found[word.lower().encode(encoding)] = word
    for secret in secrets:
        found[secret.lower()] = "a secret"
        found[secret.hex().encode()] = "a secret in hexadecimal"
    return found


def heard_in(content: bytes, sought: dict[bytes, str]) -> set[str]:
    """Which of them `content` holds."""
    lower = content.lower()
    return {word for spelling, word in sought.items() if spelling in lower}


def files_below(*folders: Path) -> Iterator[Path]:
    """Every file there, links left out."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def heard_below(sought: dict[bytes, str], *folders: Path) -> dict[str, set[str]]:
    """The files below these folders that hold any, or are named so."""
    found = {}
    for path in files_below(*folders):
        words = heard_in(path.read_bytes(), sought) | heard_in(str(path).encode(errors="replace"), sought)
        if words:
            found[str(path)] = words
    return found
