"""Photos for one in twenty of the people of a file: pictures of random grey dots, which nothing packs smaller."""

import hashlib
import random
import struct
import zlib
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from relmgr.store import Store
from relmgr.store import tables as t

ONE_IN = 20
_SIDE = 128
"""Pixels; some 16 kB, as a portrait that was taken in small has."""

_LAST = select(func.max(t.person.c.id))
_SHOWN = [
    update(table).where(table.c.id == bindparam("whose")).values(photo_id=bindparam("photo"))
    for table in (t.person, t.summary)
]


def add(store: Store) -> None:
    """Give every twentieth a photo, unless somebody has one; nothing to undo."""
    with store.note() as session:
        if session.execute(select(t.photo.c.id).limit(1)).first() is not None:
            return
        chance = random.Random(20)
        whose = range(ONE_IN // 2, int(session.execute(_LAST).scalar() or 0) + 1, ONE_IN)
        rows = [_row(number, png(chance, _SIDE)) for number, _person in enumerate(whose, 1)]
        if not rows:
            return
        session.execute(insert(t.photo), rows)
        shown = [{"whose": person, "photo": number} for number, person in enumerate(whose, 1)]
        for statement in _SHOWN:
            session.execute(statement, shown)
    store.checkpoint()


def _row(number: int, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"id": number, "sha256": digest, "media_type": "image/png", "data": content}


def png(chance: random.Random, side: int) -> bytes:
    """A picture of `side` × `side` random grey dots."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    rows = b"".join(b"\0" + chance.randbytes(side) for _row in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 1))
        + chunk(b"IEND", b"")
    )
