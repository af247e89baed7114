"""Folders that cards were written to besides the one in the settings: remembered, and cleaned of whoever is erased."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import delete, select

from relmgr.store import Store, ledger
from relmgr.store import tables as t

_KEY = "card_folders"
_MOST = 20
_UID = re.compile(rb"^(?:[\w-]+\.)?UID[^:\r\n]*:([^\r\n]+)", re.MULTILINE | re.IGNORECASE)
_LARGEST = 20_000_000


def remember(store: Store, folder: Path) -> None:
    """Note that cards are written to `folder`, once; a folder of long ago makes room for new ones."""
    known = folders(store)
    place = folder.absolute()
    if place in known:
        return
    value = json.dumps([str(one) for one in (*known, place)][-_MOST:], ensure_ascii=False)
    with store.note() as session:
        session.execute(delete(t.meta).where(t.meta.c.key == _KEY))
        session.execute(t.meta.insert().values(key=_KEY, value=value))


def folders(store: Store) -> tuple[Path, ...]:
    """Every folder that cards were written to, there now or not."""
    with store.read() as session:
        found = session.execute(select(t.meta.c.value).where(t.meta.c.key == _KEY)).scalar()
    return tuple(Path(one) for one in json.loads(found)) if found else ()


def clean(places: Iterable[Path], secret: bytes, hashes: frozenset[str]) -> list[tuple[Path, str]]:
    """Delete the cards of whoever bears the hashes; what could not be looked at or deleted, each with the reason.

    A folder that is not there holds nothing that could be reached, and is passed over.
    """
    left: list[tuple[Path, str]] = []
    for folder in places:
        try:
            cards = sorted(folder.glob("*.vcf")) if folder.is_dir() else []
        except OSError as error:
            left.append((folder, error.strerror or type(error).__name__))
            continue
        for card in cards:
            try:
                if _is_of(card, secret, hashes):
                    card.unlink(missing_ok=True)
            except OSError as error:
                left.append((card, error.strerror or type(error).__name__))
    return left


def _is_of(card: Path, secret: bytes, hashes: frozenset[str]) -> bool:
    """Whether the only card in the file has the identity of somebody erased."""
    with card.open("rb") as file:
        found = _UID.findall(file.read(_LARGEST))
    uids = [uid.decode("utf-8", "replace") for uid in found]
    return len(uids) == 1 and bool(ledger.marks(secret, uids=uids).uids & hashes)
