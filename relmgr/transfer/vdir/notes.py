"""What was last agreed on with each file: both cards as they were then, and marks that tell cheaply whether one changed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.importing.content import digest_of as digest_of_card
from relmgr.transfer.vcard import Card, read, write

_AT_ONCE = 1_000
_S = t.synced_card.c
_NOTED = (
    select(_S.id, _S.uid, _S.file_name, _S.digest)
    .where(_S.id > bindparam("after"))
    .order_by(_S.id)
    .limit(_AT_ONCE)
)
_SAME = delete(t.synced_card).where((_S.uid == bindparam("whose")) | (_S.file_name == bindparam("named")))


@dataclass(frozen=True, slots=True)
class Agreed:
    """One file and one person as they last agreed. `theirs` is the digest of the file, `ours` that of our card."""

    uid: str
    file_name: str
    theirs: str
    ours: str
    cards: str = ""
    """Both cards without pictures, ours first, as JSON of two texts; the second "" if it says the same."""


def only(content: bytes) -> Card:
    """The first card of a file; an empty one if there is none."""
    return next((one for one in read(content) if isinstance(one, Card)), Card())


def cards_in(content: bytes) -> list[Card]:
    """All cards of a file."""
    return [one for one in read(content) if isinstance(one, Card)]


def mark_of(card: Card) -> str:
    """What two cards share that say the same, whenever they were written."""
    return digest_of_card(replace(card, created=None, revised=None))


def agreed(uid: str, file_name: str, theirs_digest: str, ours: Card, theirs: Card) -> Agreed:
    """What is noted once both sides say the same."""
    mine, their = _text(ours), _text(theirs)
    cards = json.dumps([mine, "" if their == mine else their], ensure_ascii=False)
    return Agreed(uid, file_name, theirs_digest, mark_of(ours), cards)


def _text(card: Card) -> str:
    plain = replace(card, photo=None, logo=None, created=None, revised=None)
    return b"".join(write([plain])).decode()


def load(store: Store) -> Iterator[dict[str, Agreed]]:
    """Everything noted but the cards themselves, by the person's identity, some at a time."""
    after, found = 0, _AT_ONCE
    while found == _AT_ONCE:
        with store.read() as session:
            rows = session.execute(_NOTED, {"after": after}).all()
        made = {}
        for id_, uid, file_name, digest in rows:
            theirs, _blank, ours = digest.partition(" ")
            made[uid] = Agreed(uid, file_name, theirs, ours)
            after = id_
        found = len(rows)
        yield made


def before(store: Store, uid: str) -> tuple[Card, Card]:
    """Our card and theirs of somebody, as they were when both last agreed."""
    with store.read() as session:
        held = session.execute(select(t.synced_card.c.card).where(t.synced_card.c.uid == uid)).scalar_one()
    mine, their = json.loads(held)
    return only(mine.encode()), only((their or mine).encode())


def keep(store: Store, made: Iterable[Agreed], now: datetime) -> None:
    """Note these, in the place of what was noted of the same person or file."""
    rows = list(made)
    if not rows:
        return
    with store.note() as session:
        session.execute(_SAME, [{"whose": one.uid, "named": one.file_name} for one in rows])
        session.execute(
            insert(t.synced_card),
            [
                {
                    "uid": one.uid,
                    "file_name": one.file_name,
                    "digest": f"{one.theirs} {one.ours}",
                    "card": one.cards,
                    "at": now,
                }
                for one in rows
            ],
        )


def forget(store: Store, uids: Iterable[str]) -> None:
    """Note nothing of these people any more."""
    gone = [{"whose": uid} for uid in uids]
    if gone:
        with store.note() as session:
            session.execute(delete(t.synced_card).where(t.synced_card.c.uid == bindparam("whose")), gone)


def forget_all(store: Store) -> None:
    """For another folder: nothing is agreed on with it yet."""
    with store.note() as session:
        session.execute(delete(t.synced_card))


__all__ = [
    "Agreed",
    "agreed",
    "before",
    "cards_in",
    "forget",
    "forget_all",
    "keep",
    "load",
    "mark_of",
    "only",
]
