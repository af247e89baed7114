"""Reading what is to be imported: what each file is, and with the answers its entries; for threads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from relmgr.i18n import _
from relmgr.paths import explain_os_error
from relmgr.services.contacts import make_ready
from relmgr.transfer import signature, sources
from relmgr.transfer.hearing import heard
from relmgr.transfer.sources import NO_ANSWERS, Answers, Entry, Format, Recognised
from relmgr.transfer.vcard import Problem
from ui import calm
from ui.tasks import Task

Files = list[tuple[str, list[Entry]]]
TOLD_EVERY = 200


def without_cards(files: Files) -> list[str]:
    """The names of those in which nothing was found that could be imported."""
    return [name for name, entries in files if all(isinstance(one, Problem) for one in entries)]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file, or a text that was pasted, what it is, and what was answered about it; None: nothing yet."""

    recognised: Recognised
    path: Path | None = None
    text: str = ""
    answers: Answers | None = None

    @property
    def name(self) -> str:
        """As it is shown."""
        return self.recognised.name

    @property
    def asks(self) -> bool:
        """Whether something is still to be answered."""
        return bool(self.recognised.asks) and self.answers is None

    def answered(self, answers: Answers | None) -> "Opened":
        """The same with these answers."""
        return replace(self, answers=answers)

    def stream(self) -> BinaryIO:
        """Its bytes. Raises OSError."""
        return BytesIO(self.text.encode("utf-8", "replace")) if self.path is None else self.path.open("rb")


def pasted(text: str) -> Opened:
    """What was pasted: cards, or the signature of an e-mail."""
    name = _("Pasted contact")
    return Opened(Recognised(format=Format.VCARD, name=name), text=text)


def recognise_files(paths: Sequence[Path]) -> list[Opened]:
    """What each file is. Raises DiskError, ReadOnlyError."""
    found = []
    for path in paths:
        try:
            with path.open("rb") as stream:
                found.append(Opened(sources.recognise(stream, path.name), path))
        except OSError as error:
            raise explain_os_error(error, path, reading=True) from error
    return found


def _hear(task: Task, done: int, total: int) -> bool:
    """Tell how much of a file that is looked through first is read; whether anybody still wants it."""
    calm.tidy()
    task.report(done, total)
    return not task.is_cancelled()


def read_files(opened: Sequence[Opened], task: Task) -> Files:
    """The entries of each file. Raises DiskError, ReadOnlyError."""
    with calm.Calm():
        make_ready()
        return _read_files(opened, task)


def _read_files(opened: Sequence[Opened], task: Task) -> Files:
    files: Files = []
    count = 0
    for one in opened:
        entries: list[Entry] = []
        if one.path is None and not signature.is_cards(one.text):
            files.append((one.name, signature.entries(one.text)))
            continue
        try:
            with one.stream() as stream, heard(partial(_hear, task)):
                for entry in sources.read(stream, one.recognised, one.answers or NO_ANSWERS):
                    if task.is_cancelled():
                        return files
                    entries.append(entry)
                    count += 1
                    if count % TOLD_EVERY == 0:
                        calm.tidy()
                        task.report(count, 0)
        except OSError as error:
            raise explain_os_error(error, one.path or Path(one.name), reading=True) from error
        files.append((one.name, entries))
    return files
