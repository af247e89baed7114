"""How long whole commands take, from the start of the process to its end, beside khard with as many people.

khard is not among what Relmgr needs: `KHARD` names it (`pip install khard` into an environment of its own), else the one
on the path is taken, and without one the commands stand alone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.data.build_db import TODAY
from benchmarks.data.make_vcards import make_mixture
from benchmarks.measure import Budget, Call, Figure, Stat, in_pairs
from benchmarks.starting import made_profile
from relmgr.services import people
from relmgr.store import Store

_TENTH = (Budget(times=0.1), Budget(Stat.CPU, times=0.1))
_SOMEBODY = 4_321
_CARDS = 10_000
_ROOT = Path(__file__).resolve().parent.parent
_KEY_AT_HAND = (
    "import sys, main, benchmarks.started as started; started.make_unlocking_cheap(); sys.exit(main.main())"
)
"""Ours as it is with the key in the keyring: what a passphrase costs on purpose is not the command's."""


def figures(store: Store, folder: Path, *, runs: int) -> Iterator[Figure]:
    """`card NAME` beside `khard show NAME`, and what else is asked in a terminal, in turn with it."""
    home = folder / "commands"
    home.mkdir()
    made_profile(store, home)
    ids = people.list_ids(store, TODAY)
    name = people.rows(store, ids[_SOMEBODY % len(ids) :][:1], TODAY)[0].name
    khard = _khard(home, name)
    for words in (("card", name), ("people", name.split()[0]), ("due",)):
        ours = _ours(home, words)
        ours()  # the first one compiles our modules
        times, limit = in_pairs([(ours, khard)] * runs, repeats=1)
        yield Figure(
            what=f"command line: {words[0]}",
            ours=times,
            limit=limit if khard is not None else None,
            limit_name="khard show",
            goal="CLI",
            budgets=_TENTH[:1] if words[0] == "card" and khard is not None else (),
        )


def _ours(home: Path, words: tuple[str, ...]) -> Call:
    opened = ("--profile", str(home / "profile"), "--passphrase-file", str(home / "passphrase"))
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled |= {"PYTHONPYCACHEPREFIX": str(home / "compiled"), "PYTHONPATH": str(_ROOT)}
    return _command([sys.executable, "-c", _KEY_AT_HAND, *opened, *words], compiled)


def _khard(home: Path, name: str) -> Call | None:
    program = os.environ.get("KHARD") or shutil.which("khard")
    if program is None:
        return None
    cards = home / "cards"
    cards.mkdir()
    for number, card in enumerate(make_mixture(_CARDS).split(b"END:VCARD")):
        if card.strip():
            (cards / f"{number}.vcf").write_bytes(card.lstrip() + b"END:VCARD\r\n")
    (cards / "asked.vcf").write_text(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:asked\r\nFN:{name}\r\nN:;{name};;;\r\nEND:VCARD\r\n",
        encoding="utf-8",
    )
    config = home / "khard.conf"
    config.write_text(
        f"[addressbooks]\n[[people]]\npath = {cards}\n[general]\ndefault_action = list\n", encoding="utf-8"
    )
    words = [program, "-c", str(config), "--skip-unparsable", "show", name]  # it refuses some of the dialects
    return _command(words, os.environ.copy())


def _command(words: list[str], environment: dict[str, str]) -> Call:
    def run() -> None:
        subprocess.run(words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)

    return run
