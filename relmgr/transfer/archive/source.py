"""Archives among the sources: a zip with our manifest, read as a card for each person and the whole besides."""

from relmgr.transfer.archive import layout
from relmgr.transfer.archive.reading import is_archive
from relmgr.transfer.sources.model import Format, Recognised, Sample

_BEGINNING = 300


def recognise(sample: Sample) -> Recognised | None:
    """The file as an archive, one that was cut off too."""
    if not sample.is_zip:
        return None
    begins_so = f"{layout.RECORDS}/".encode() in sample.beginning[:_BEGINNING]
    if begins_so or is_archive(sample.stream):
        return Recognised(format=Format.ARCHIVE, name=sample.name)
    return None
