"""Writes everything there is as one zip: a manifest, a list of records for each noun, and the pictures (X3)."""

import json
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Row

from relmgr import __version__, disk
from relmgr.paths import create_private_file, explain_os_error, sync_folder
from relmgr.store import Store
from relmgr.store.store import Session
from relmgr.transfer.archive import layout
from relmgr.transfer.archive.layout import ABOUT, NOUN, NOUNS, Field, Form, Noun

SLICE = 200
"""Records written at once: some five milliseconds."""
Encode = Callable[[Sequence[Any]], Any]
"""One value of a record, from the values of a row."""


class Writing:
    """An archive under way. Call `step` until it gives False; `cancel` leaves no file.

    The store can be read meanwhile, but not changed: the archive shows one moment.
    """

    def __init__(self, store: Store, path: Path, now: datetime) -> None:
        store.require_names()
        self._store = store
        self._path = path
        self._now = now.astimezone(UTC)
        self._work = self._slices()
        self.done = 0
        """Records written so far."""
        self.total = 0
        """Records there are; 0 before the first step."""
        self.counts: dict[str, int] = {}
        """How many records of each noun were written."""

    def step(self) -> bool:
        """Write the next slice; False when the file is in its place. Raises RelmgrError, and there is no file then."""
        return next(self._work, None) is not None

    def cancel(self) -> None:
        """Leave what stood there before; does nothing after the end."""
        self._work.close()

    def _slices(self) -> Generator[int, None, None]:
        temporary = self._path.with_name(self._path.name + ".tmp")
        try:
            temporary.unlink(missing_ok=True)  # left by a kill; nothing refers to it
            create_private_file(temporary)
            try:
                with temporary.open("r+b") as file:
                    yield from self._write(file)
                    file.flush()
                    disk.sync(file.fileno())
                disk.put_in_place(temporary, self._path)
            finally:
                temporary.unlink(missing_ok=True)
            sync_folder(self._path.parent)
        except OSError as error:
            raise explain_os_error(error, self._path) from error

    def _write(self, file: BinaryIO) -> Iterator[int]:
        with (
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
            self._store.read() as session,
        ):
            self.total = sum(_count(session, noun) for noun in NOUNS)
            numbers = _Numbers(session)
            for noun in NOUNS:
                self.counts[noun.name] = 0
                with archive.open(self._entry(noun.path), "w") as entry:
                    for lines in _lines(session, noun, numbers):
                        entry.write(b"".join(lines))
                        self.counts[noun.name] += len(lines)
                        self.done += len(lines)
                        with self._store.resting():
                            yield self.done
            for path, data in _pictures(session):
                archive.writestr(self._entry(path), data, zipfile.ZIP_STORED)
                with self._store.resting():
                    yield self.done
            archive.writestr(self._entry(layout.MANIFEST), self._manifest())

    def _entry(self, path: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self._now.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry

    def _manifest(self) -> bytes:
        said = {
            "format": layout.FORMAT,
            "version": layout.VERSION,
            "made_at": self._now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "made_by": f"Relmgr {__version__}",
            "counts": self.counts,
        }
        return (json.dumps(said, indent=2) + "\n").encode()


def write(
    store: Store,
    path: Path,
    *,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> dict[str, int] | None:
    """Everything there is, at `path`, put in place whole; how many records of each noun, or None if it was cancelled.

    Raises RelmgrError where the disk refuses; what stood at `path` is then as it was.
    """
    writing = Writing(store, path, now)
    while writing.step():
        progress(writing.done, writing.total)
        if cancelled():
            writing.cancel()
            return None
    return writing.counts


class _Numbers:
    """Which number each row has in its own list, for the nouns that have no other name."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, dict[int, int]] = {}
        self._named: dict[str, dict[int, str]] = {}

    def begin(self, name: str) -> dict[int, int]:
        """Empty numbers, to be filled while the rows are written: what refers to them is written later."""
        return self._known.setdefault(name, {})

    def of(self, name: str) -> dict[int, int]:
        """Numbers by row ids, from 1, in the order of the ids."""
        if name not in self._known:
            ids = self._session.exec_driver_sql(f'SELECT id FROM "{name}" ORDER BY id').scalars()
            self._known[name] = {id_: number for number, id_ in enumerate(ids, 1)}
        return self._known[name]

    def names(self, name: str, known_by: str) -> dict[int, str]:
        """What rows are known by elsewhere, by their ids."""
        if name not in self._named:
            rows = self._session.exec_driver_sql(f'SELECT id, "{known_by}" FROM "{name}"')
            self._named[name] = {row[0]: row[1] for row in rows}
        return self._named[name]

    def up_to(self, newest: int) -> int:
        """How many moments there are up to this id."""
        asked = self._session.exec_driver_sql("SELECT count(*) FROM moment WHERE id <= ?", (newest,))
        return int(asked.scalar_one())


def _count(session: Session, noun: Noun) -> int:
    query = f'SELECT count(*) FROM "{noun.name}"{_which(noun)}'
    return int(session.exec_driver_sql(query).scalar_one())


def _which(noun: Noun) -> str:
    """Marks of what was taken in from archives stay: they are of this file."""
    return f" WHERE source <> '{layout.MARK}'" if noun.name == "identity" else ""


def _lines(session: Session, noun: Noun, numbers: _Numbers) -> Iterator[list[bytes]]:
    """The records of a noun, a slice at a time. Values are read as they are stored: days and words are texts there."""
    selected: list[str] = ["id"]
    encoders: list[tuple[Field, Encode]] = []
    for field in noun.fields:
        at = len(selected)
        selected += [_column(noun, field, column) for column in field.columns]
        encoders.append((field, _encoder(field, at, numbers)))
    number = numbers.begin(noun.name) if noun.is_numbered else None
    source = selected.index('"source"') if '"source"' in selected else 0
    query = f'SELECT {", ".join(selected)} FROM "{noun.name}"{_which(noun)} ORDER BY id'
    for rows in session.exec_driver_sql(query).partitions(SLICE):
        if number is not None:
            number.update((row[0], count) for count, row in enumerate(rows, len(number) + 1))
        yield [
            _line(record) for row in rows if (record := _record(row, encoders, number, source)) is not None
        ]


def _column(noun: Noun, field: Field, column: str) -> str:
    known_by = layout.KNOWN_BY.get(field.target, "")
    if not known_by:
        return f'"{column}"'
    return f'(SELECT "{known_by}" FROM "{field.target}" AS named WHERE named.id = "{noun.name}"."{column}")'


def _record(
    row: Row[Any], encoders: list[tuple[Field, Encode]], number: dict[int, int] | None, source: int
) -> dict[str, Any] | None:
    """None for a decision about what is no longer there."""
    record: dict[str, Any] = {} if number is None else {"number": number[row[0]]}
    for field, encode in encoders:
        if field.form is Form.ABOUT:
            value = encode((row[source], row[source + 1]))
            if value is None:
                return None
        else:
            value = encode(row)
        if value is None or (field.empty and value == ""):
            continue
        record[field.key] = value
    return record


def _line(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _encoder(field: Field, at: int, numbers: _Numbers) -> Encode:
    if field.form is Form.FLAG:
        return lambda row: None if row[at] is None else bool(row[at])
    if field.form is Form.PARTIAL:
        return lambda row: partial_text(*row[at : at + 3])
    if field.form is Form.JSON:
        return lambda row: _json(row[at])
    if field.form is Form.UP_TO:
        return lambda row: numbers.up_to(row[at])
    if field.form is Form.ABOUT:
        return lambda pair: _about(pair[0], pair[1], numbers)
    if field.form is Form.TIME:
        return lambda row: None if row[at] is None else str(row[at]).removesuffix(".000000")
    if field.form is Form.REFERENCE and field.target not in layout.KNOWN_BY:
        return lambda row: None if row[at] is None else numbers.of(field.target)[row[at]]
    return lambda row: row[at]


def _about(source: str, row_id: int, numbers: _Numbers) -> str | int | None:
    """What a decision is about: as others name it. None where it is gone."""
    name = ABOUT.get(source)
    if name is None:
        return None
    known_by = NOUN[name].known_by
    if not known_by:
        return numbers.of(name).get(row_id)
    return numbers.names(name, known_by).get(row_id)


def _json(text: str) -> Any:
    """What the text holds, if writing that down gives the text; else the text."""
    try:
        held = json.loads(text)
    except ValueError:
        return text
    return held if isinstance(held, dict | list) and json.dumps(held, ensure_ascii=False) == text else text


def partial_text(year: int | None, month: int | None, day: int | None) -> str | None:
    """A partial date as ISO 8601 and RFC 6350 §4.3.1 write it: 1987-04-12, 1987-04, 1987, --04-12, --04, ---12."""
    if year is None and month is None and day is None:
        return None
    head = "-" if year is None else f"{year:04}"
    if month is None:
        return head if day is None else f"{head}--{day:02}"
    return f"{head}-{month:02}" if day is None else f"{head}-{month:02}-{day:02}"


def _pictures(session: Session) -> Iterator[tuple[str, bytes]]:
    ids = session.exec_driver_sql("SELECT id FROM photo ORDER BY sha256").scalars().all()
    for id_ in ids:
        row = session.exec_driver_sql("SELECT sha256, media_type, data FROM photo WHERE id = ?", (id_,)).one()
        yield layout.picture_path(row.sha256, row.media_type), row.data


__all__ = ["Writing", "partial_text", "write"]
