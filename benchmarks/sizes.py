"""How large a file is, beside the same content in plain SQLite; and beside the vCards where it holds contacts alone (Z2)."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.data.build_db import NOW
from benchmarks.data.make_vcards import make_mixture
from benchmarks.measure import Budget, Figure, Times
from relmgr import clock, vault
from relmgr.paths import profile_at
from relmgr.store import Store
from relmgr.transfer import importing, vcard
from relmgr.vault.slots import Argon2

_CHEAP = Argon2(memory_kib=64, passes=1, lanes=1)
_MEGABYTE = 1_000_000
_NAMED = 8


def figures(store: Store, folder: Path, *, cards: int) -> Iterator[Figure]:
    """Both files written anew without a free page, so that nothing but the content counts."""
    plain = _plain(store, folder / "plain.db")
    size = _encrypted(store, folder / "whole.db")
    yield _figure("the file, encrypted", (size, plain), "plain", 1.15, _said(folder / "plain.db"))
    content = make_mixture(cards)
    profile = profile_at(folder / "contacts")
    made = vault.create(profile, passphrase="x" * 12, keychain=None, clock=clock.fixed(NOW), cost=_CHEAP)
    own = vault.open_store(made.unlocked)
    try:
        plan = importing.plan(own, vcard.read(content), "mixture.vcf")
        importer = importing.Importer(own, plan, plan.writing, NOW)
        while importer.step():
            pass
        own.forget_steps()
        size = _encrypted(own, folder / "contacts.db")
        _plain(own, folder / "contacts-plain.db")
    finally:
        own.close()
    said = _said(folder / "contacts-plain.db")
    yield _figure(f"{cards:,} contacts alone", (size, len(content)), "vCards", 1.5, said)


def _said(path: Path) -> str:
    """What takes the most of it, table by table, in hundredths; and how much is one page for each table and index."""
    connection = sqlite3.connect(path)
    try:
        found = connection.execute(
            "SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC"
        ).fetchall()
    except sqlite3.OperationalError:  # this Python's SQLite was built without it
        return ""
    finally:
        connection.close()
    whole = sum(size for _name, size in found)
    most = ", ".join(f"{name} {100 * size / whole:.0f}" for name, size in found[:_NAMED])
    return f"(of 100: {most}; {len(found)} tables and indexes)"


def _figure(what: str, sizes: tuple[int, int], name: str, most: float, note: str) -> Figure:
    ours, limit = Times(), Times()
    ours.keep(sizes[0] / _MEGABYTE)
    limit.keep(sizes[1] / _MEGABYTE)
    return Figure(
        what=f"size: {what}",
        ours=ours,
        limit=limit,
        limit_name=name,
        goal="Z2",
        unit="MB",
        budgets=(Budget(times=most),),
        note=note,
    )


def _plain(store: Store, path: Path) -> int:
    """Bytes of the same content unencrypted. The people are invented; the file goes with the folder."""
    raw: Any = store.connection.connection.driver_connection
    raw.execute("ATTACH DATABASE ? AS plain KEY ''", (str(path),))
    try:
        raw.execute("SELECT sqlcipher_export('plain')").fetchall()
    finally:
        raw.execute("DETACH DATABASE plain")
    return path.stat().st_size


def _encrypted(store: Store, path: Path) -> int:
    raw: Any = store.connection.connection.driver_connection
    raw.execute("ATTACH DATABASE ? AS whole KEY \"x'" + "07" * 32 + "'\"", (str(path),))
    try:
        raw.execute("SELECT sqlcipher_export('whole')").fetchall()
    finally:
        raw.execute("DETACH DATABASE whole")
    return path.stat().st_size
