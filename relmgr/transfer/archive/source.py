"""Archives among the sources: a zip with our manifest, read as a card for each person that the whole will write."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from relmgr.errors import InputError
from relmgr.store.store import Session
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.adding import Adding
from relmgr.transfer.archive.reading import Archive, is_archive, open_archive
from relmgr.transfer.archive.survey import Survey
from relmgr.transfer.beyond import Loose, Taken, Whole
from relmgr.transfer.hearing import goes_on
from relmgr.transfer.sources.model import Answers, Format, Recognised, Sample
from relmgr.transfer.sources.registry import Entry
from relmgr.transfer.vcard import Problem

_BEGINNING = 300


class Everybody(Whole):
    """All people of an archive, with all that hangs on them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def begin(self, session: Session, people: Mapping[str, Taken], now: datetime) -> Adding:
        """Ready to write these."""
        return Adding(session, self._archive, people, now)


def recognise(sample: Sample) -> Recognised | None:
    """The file as an archive, one that was cut off too."""
    if not sample.is_zip:
        return None
    begins_so = f"{layout.RECORDS}/".encode() in sample.beginning[:_BEGINNING]
    if begins_so or is_archive(sample.stream):
        return Recognised(format=Format.ARCHIVE, name=sample.name)
    return None


def read(stream: BinaryIO, _recognised: Recognised, _answers: Answers) -> Iterator[Entry]:
    """A card for each person; one problem and nobody where anything in it is not as it should be.

    All of it is looked through first; whoever hears of it (`hearing`) may stop that, and nothing is given.

    The archive is read again when it is written, so it is held open beside `stream`.
    """
    try:
        archive = open_archive(stream, _place(stream))
        survey = Survey(archive)
        total = sum(archive.counts.values())
        for done in survey.run():
            if not goes_on(done, total):
                archive.close()
                return
    except InputError as error:
        yield Problem(line=1, reason=str(error))
        return
    everybody = Everybody(archive)
    yield from survey.cards(everybody)
    if not survey.people:
        yield Loose(source=Format.ARCHIVE, whole=everybody)


def _place(stream: BinaryIO) -> Path | BytesIO:
    """From where the archive can be read once `stream` is closed."""
    name = getattr(stream, "name", None)
    if isinstance(name, str) and Path(name).is_file():
        return Path(name).absolute()
    stream.seek(0)
    return BytesIO(stream.read())
