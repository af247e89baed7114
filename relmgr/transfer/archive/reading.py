"""Opens an archive, which may come from anywhere: nothing is unpacked to disk, and nothing is believed (quality.md §3).

A zip that claims or turns out to be more than it can be, names that lead elsewhere, a version from the future, a value
of the wrong kind, what refers to nothing: each ends the reading with a sentence for the user, before anything is
changed. Records are read one by one, so that memory does not follow size.
"""

import hashlib
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.services.people.pictures import PHOTO_BYTES
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.layout import NOUN, NOUNS, Form, Noun
from relmgr.transfer.archive.values import Record, WrongRecordError, record_of

MEBIBYTE = 1024 * 1024
DIRECTORY_BYTES = 64 * MEBIBYTE
"""What the zip's table of contents may take: some 500,000 pictures."""
LINE_BYTES = 16 * MEBIBYTE
PIECE_BYTES = 64 * 1024
"""Read at once."""
RECORDS_BYTES = 4096 * MEBIBYTE
MANIFEST_BYTES = MEBIBYTE
MOST_TIMES = 250
"""How much smaller than its content a list of records may be: text is packed to a tenth, hardly ever to a hundredth."""
SMALL = 4 * MEBIBYTE
"""Below this a ratio says nothing."""
LOOKED_AT = 1_000
"""Records looked at between two looks whether to go on: some ten milliseconds."""
_READ = json.JSONDecoder().decode
_END = b"PK\x05\x06"
_PICTURE = re.compile(rf"{layout.PICTURES}/([0-9a-f]{{64}})(\.[a-z]{{3,4}})?")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    ValueError,
)


@dataclass(slots=True)
class Archive:
    """An open archive of which the frame has been looked at. Not for two threads at once."""

    zip: zipfile.ZipFile
    made_at: str
    made_by: str
    counts: Mapping[str, int]
    _pictures: dict[str, str] = field(default_factory=dict)

    def records(self, noun: Noun) -> Iterator[tuple[int, Record]]:
        """(line, record) pairs in their order. Raises InputError for what cannot be one."""
        for number, line in self.lines(noun):
            yield number, _record(noun, number, line)

    def lines(self, noun: Noun) -> Iterator[tuple[int, bytes]]:
        """The lines of a noun with their numbers, from 1."""
        if noun.path not in self.zip.NameToInfo:
            return
        size, number = 0, 0
        try:
            with self.zip.open(noun.path) as entry:
                rest = b""
                while piece := entry.read(PIECE_BYTES):
                    size += len(piece)
                    *lines, rest = (rest + piece).split(b"\n")
                    if size > RECORDS_BYTES or len(rest) > LINE_BYTES:
                        raise _too_large()
                    for line in lines:
                        number += 1
                        if line.strip():
                            yield number, line
                if rest.strip():
                    yield number + 1, rest
        except InputError:
            raise
        except _FAULTS as error:
            raise _damaged() from error

    def picture(self, sha256: str) -> bytes:
        """The picture of this mark. Raises InputError if it is missing, too large, or another one."""
        path = self._pictures.get(sha256)
        if path is None:
            raise _wrong(NOUN["photo"], 0, _("a picture is missing"))
        try:
            with self.zip.open(path) as entry:
                data = entry.read(PHOTO_BYTES + 1)
        except _FAULTS as error:
            raise _damaged() from error
        if len(data) > PHOTO_BYTES:
            raise _too_large()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _damaged()
        return data

    def close(self) -> None:
        """Let go of the file."""
        self.zip.close()


def open_archive(stream: BinaryIO, place: Path | BinaryIO | None = None) -> Archive:
    """The archive in `stream`; where `place` is given, its content is read from there, also once `stream` is closed.

    Raises InputError for anything that is none, or is none to trust.
    """
    _check_directory(stream)
    try:
        stream.seek(0)
        archive = zipfile.ZipFile(stream if place is None else place)
    except _FAULTS as error:
        raise _damaged() from error
    pictures = _entries(archive)
    manifest = _manifest(archive)
    return Archive(
        archive,
        made_at=str(manifest.get("made_at", "")),
        made_by=str(manifest.get("made_by", "")),
        counts=_counts(manifest),
        _pictures=pictures,
    )


def is_archive(stream: BinaryIO) -> bool:
    """Whether the zip in `stream` has a manifest of ours, whatever else is wrong with it."""
    try:
        _check_directory(stream)
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            return layout.MANIFEST in archive.NameToInfo
    except (InputError, *_FAULTS):
        return False


def _check_directory(stream: BinaryIO) -> None:
    """A table of contents of gigabytes would be read into memory before anything could be looked at."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise _damaged()
    (length,) = struct.unpack_from("<L", tail, at + 12)
    far = tail.rfind(b"PK\x06\x06", 0, at)
    if length == 0xFFFFFFFF and far >= 0 and len(tail) - far >= 56:
        (length,) = struct.unpack_from("<Q", tail, far + 40)
    if length > min(size, DIRECTORY_BYTES):
        raise _too_large()


def _entries(archive: zipfile.ZipFile) -> dict[str, str]:
    """The paths of the pictures by their marks. Raises InputError where a name or a size gives reason to."""
    pictures: dict[str, str] = {}
    total = 0
    seen: set[str] = set()
    for entry in archive.infolist():
        name = entry.filename
        if name in seen or name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise InputError(
                _(
                    "This archive holds a file with a name that none of Relmgr’s has. It was not made by Relmgr as it is. "
                    "Nothing was changed. Use the archive as Relmgr wrote it."
                )
            )
        seen.add(name)
        if entry.flag_bits & 0x1:
            raise InputError(
                _("This archive is locked with a password. Nothing was changed. Unpack it, and import that.")
            )
        picture = _PICTURE.fullmatch(name)
        if picture is not None:
            if entry.file_size > PHOTO_BYTES:
                raise _too_large()
            pictures[picture[1]] = name
            continue
        total += entry.file_size
        is_bomb = entry.file_size > SMALL and entry.file_size > MOST_TIMES * max(1, entry.compress_size)
        if is_bomb or total > RECORDS_BYTES or (name == layout.MANIFEST and entry.file_size > MANIFEST_BYTES):
            raise _too_large()
    return pictures


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    if layout.MANIFEST not in archive.NameToInfo:
        raise InputError(_("This zip file is no archive of Relmgr. Nothing was changed."))
    try:
        said = json.loads(archive.read(layout.MANIFEST))
    except (*_FAULTS, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(said, dict) or said.get("format") != layout.FORMAT:
        raise InputError(_("This zip file is no archive of Relmgr. Nothing was changed."))
    version = said.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise _damaged()
    if version > layout.VERSION:
        raise InputError(
            _(
                "This archive is of version {version}, made by a newer Relmgr ({made_by}). Nothing was changed. "
                "Update Relmgr, and import it then."
            ).format(version=version, made_by=str(said.get("made_by", ""))[:60])
        )
    return said


def _counts(manifest: Mapping[str, Any]) -> dict[str, int]:
    counts = manifest.get("counts")
    if not isinstance(counts, dict) or any(
        isinstance(count, bool) or not isinstance(count, int) or count < 0 for count in counts.values()
    ):
        raise _damaged()
    return {str(name): count for name, count in counts.items()}


def _record(noun: Noun, number: int, line: bytes) -> Record:
    try:
        # json.loads looks for the encoding of bytes, which is as long as reading them.
        held = _READ(line.decode()) if line.startswith(b"{") else json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(noun, number, _("this is no JSON")) from error
    try:
        return record_of(noun, held)
    except WrongRecordError as error:
        raise _wrong(noun, number, str(error)) from error


def check(
    archive: Archive, see: Callable[[Noun, Record], None] = lambda _noun, _record: None
) -> Iterator[int]:
    """Read all of it once: every value, every reference, every count and picture. Yields records read so far.

    `see` is shown each record once what it refers to is known to be there. Raises InputError at the first that is
    wrong. After it, `records` can be trusted.
    """
    known: dict[str, set[Any]] = {}
    done = 0
    for noun in NOUNS:
        names: set[Any] = set()
        held = 0
        for number, record in archive.records(noun):
            held += 1
            _check_references(noun, number, record, known)
            see(noun, record)
            name = record.get("number" if noun.is_numbered else noun.known_by)
            if name is not None:
                if name in names:
                    raise _wrong(noun, number, _("there are two of “{name}”").format(name=str(name)[:80]))
                names.add(name)
            done += 1
            if done % LOOKED_AT == 0:
                yield done
        known[noun.name] = names
        if archive.counts.get(noun.name, 0) != held:
            raise _damaged()
    for sha256 in known["photo"]:
        archive.picture(sha256)
        yield done


def _check_references(noun: Noun, number: int, record: Record, known: Mapping[str, set[Any]]) -> None:
    for key, form, target in noun.reaches:
        value = record.get(key)
        if value is None:
            continue
        if form is Form.UP_TO:
            is_known = not value or value in known["moment"]
        else:
            is_known = value in known[layout.ABOUT[record["source"]] if form is Form.ABOUT else target]
        if not is_known:
            raise _wrong(noun, number, _("“{key}” refers to what is not in the archive").format(key=key))


def _wrong(noun: Noun, number: int, reason: str) -> InputError:
    return InputError(
        _("{file}, line {line}: {reason}. Nothing was changed. Use the archive as Relmgr wrote it.").format(
            file=noun.path, line=number, reason=reason
        )
    )


def _damaged() -> InputError:
    return InputError(
        _(
            "This archive is damaged or incomplete. Nothing was changed. Copy it again, or take an earlier one."
        )
    )


def _too_large() -> InputError:
    return InputError(
        _(
            "This archive would unpack to more than any archive of Relmgr holds, so it was not opened. "
            "Nothing was changed."
        )
    )
