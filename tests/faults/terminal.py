"""Runs one command of Relmgr as a terminal would, in a process of its own, and keeps what came of it."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from encodings import utf_8_sig
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import main
from relmgr import log, vault
from relmgr.cli.commands import (  # loaded once, in the process that the others are forked from
    checking,
    creating,
    exporting,
    importing,
    listing,
    noting,
    reminding,
    showing,
)
from relmgr.domain import capture
from relmgr.paths import Profile
from tests.faults import victims
from tests.faults.victims import CHEAP, PASSPHRASE

LOADED = (
    utf_8_sig,
    log,
    capture,
    checking,
    creating,
    exporting,
    importing,
    listing,
    noting,
    reminding,
    showing,
)
LONGEST_SECONDS = 60
"""A command that takes longer hangs; those that wait for others on purpose take a little over five."""

Prepare = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int | None
    said: str
    complaint: str

    def require_sentence(self, words: str) -> None:
        """Exit code 1, nothing said, and one sentence on the error stream with `words` in it."""
        assert (self.code, self.said) == (1, ""), self
        assert self.complaint.endswith("\n"), self
        assert self.complaint.count("\n") == 1, self
        assert words in self.complaint, self
        assert "Traceback" not in self.complaint
        assert "a fault of its own" not in self.complaint, self


def typed(profile: Profile, *command: str | Path, passphrase_file: Path | None = None) -> list[str]:
    """What is typed after `main.py`; without a `passphrase_file`, one beside the profile."""
    if passphrase_file is None:
        passphrase_file = profile.data.parent / "passphrase"
        if not passphrase_file.exists():
            passphrase_file.write_text(PASSPHRASE + "\n", "utf-8")
    before = ["--profile", profile.data, "--passphrase-file", passphrase_file]
    return [str(word) for word in (*before, *command)]


def run(
    profile: Profile,
    *command: str | Path,
    passphrase_file: Path | None = None,
    prepare: Prepare | None = None,
) -> Answer:
    """Run a command on `profile`. `prepare` is called first, in its process; a function of a module, perhaps partial."""
    return run_typed(typed(profile, *command, passphrase_file=passphrase_file), prepare)


def run_typed(
    arguments: Sequence[str],
    prepare: Prepare | None = None,
    watch: Callable[[int], AbstractContextManager[object]] = nullcontext,
) -> Answer:
    """Run `main.py` with these arguments. `watch` accompanies the process of that number."""
    with tempfile.TemporaryDirectory(prefix="relmgr-answer-") as name:
        folder = Path(name)
        victim = start_typed(arguments, folder, prepare)
        with watch(victim.process.pid or 0):
            if not victim.ends_within(LONGEST_SECONDS):
                victim.kill()
        said, complaint = ((folder / each).read_text("utf-8", "replace") for each in ("out", "err"))
        return Answer(victim.process.exitcode, said, complaint)


def start_typed(arguments: Sequence[str], folder: Path, prepare: Prepare | None = None) -> victims.Victim:
    """Start `main.py` with these arguments, its answers going to files in `folder`."""
    return victims.start(partial(_behave, tuple(arguments), prepare), folder)


def _behave(arguments: tuple[str, ...], prepare: Prepare | None, folder: Path, _pipe: Connection) -> None:
    for number, name in ((1, "out"), (2, "err")):
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(descriptor, number)
        os.close(descriptor)
    make_keys_cheap()
    if prepare is not None:
        prepare()
    sys.exit(main.main(list(arguments)))


def make_keys_cheap() -> None:
    """Derive keys from passphrases at the cost the tests' slots have: else every command would take half a second."""
    for function in (vault.create, vault.unlock_with_passphrase, vault.set_passphrase):
        defaults = getattr(function, "__kwdefaults__", None)
        assert defaults is not None
        defaults["cost"] = CHEAP
