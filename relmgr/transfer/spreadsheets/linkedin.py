"""What LinkedIn hands out: the connections alone, or the zip with them, of which the messages tell when we last wrote.

Of messages nothing but the day is read: no text, no subject. A day counts only between two people; a message to many is
nobody's in particular.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from typing import BinaryIO

from relmgr.domain.kinds import ConversationKind
from relmgr.i18n import _, ngettext
from relmgr.transfer.sources.model import NO_ANSWERS, Answers, Format, Recognised, Sample
from relmgr.transfer.spreadsheets import reading
from relmgr.transfer.spreadsheets.cells import slug_of
from relmgr.transfer.spreadsheets.headings import folded
from relmgr.transfer.spreadsheets.lines import Lines
from relmgr.transfer.spreadsheets.rows import Row, Rows
from relmgr.transfer.spreadsheets.shape import shape_of
from relmgr.transfer.vcard.model import DEFAULT, MEBIBYTE, Card, LastContact, Limits, Outcome, Problem

_CONNECTIONS, _MESSAGES, _INVITATIONS = "connections.csv", "messages.csv", "invitations.csv"
_MOST_MEMBERS = 5_000
_DENSEST = 200
"""How many times smaller than its text an honest table is at most; a zip bomb is thousands of times smaller."""
_DENSITY_FROM = 10 * MEBIBYTE
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_INVITATION = "Invitation"
"""The heading under which the day of an invitation is kept."""
_SHOWN = 8


def recognise(sample: Sample) -> Recognised | None:
    """The zip of a LinkedIn member, if it holds connections. Raises OSError where the stream does."""
    if not sample.is_zip:
        return None
    with _Zip(sample.stream) as held:
        inner = held.content(_CONNECTIONS, DEFAULT) if held.size(_CONNECTIONS) <= DEFAULT.file_bytes else None
        if inner is None:
            return None
        shape = shape_of(inner, _CONNECTIONS)
        if shape is None or shape.form is not Format.LINKEDIN:
            return None
        inner.seek(0)
        return reading.recognised_of(inner, shape, sample.name)


def read(
    stream: BinaryIO, recognised: Recognised, answers: Answers = NO_ANSWERS, *, limits: Limits = DEFAULT
) -> Iterator[Card | Problem]:
    """The connections, each with the day of the last message where the zip tells it. Raises OSError as the stream does."""
    stream.seek(0)
    is_zip = stream.read(2) == b"PK"
    stream.seek(0)
    if not is_zip:
        yield from reading.read(stream, recognised, answers, limits=limits)
        return
    with _Zip(stream) as held:
        connections = held.content(_CONNECTIONS, limits)
        if connections is None:
            yield held.refusal(_CONNECTIONS, limits)
            return
        contacts = _Contacts()
        for name, take in ((_MESSAGES, contacts.message), (_INVITATIONS, contacts.invitation)):
            table = held.content(name, limits)
            if table is None:
                if held.has(name):
                    yield held.refusal(name, limits)
                continue
            for row in _records(table, limits):
                take(row)
        for entry in reading.read(connections, recognised, answers, limits=limits):
            yield contacts.told(entry) if isinstance(entry, Card) else entry
        yield from _not_taken(held, contacts)


@dataclass(slots=True)
class _Contacts:
    """The days of messages and invitations by LinkedIn page."""

    last: dict[str, date] = field(default_factory=dict)
    invited: dict[str, list[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def message(self, row: dict[str, str]) -> None:
        """One message: the day it was written, if it is between two people and not a draft."""
        if row.get("is message draft", "").strip().lower() in ("yes", "true"):
            return
        if row.get("folder", "").strip().upper() in ("SPAM", "TRASH"):
            return
        recipients = re.split(r"[,;\s]+", row.get("recipient profile urls", "").strip())
        pages = {slug for url in (row.get("sender profile url", ""), *recipients) if (slug := slug_of(url))}
        day = _day(row.get("date", ""))
        if day is None or len(pages) != 2:
            return
        for page in pages:
            self.last[page] = max(day, self.last.get(page, day))

    def invitation(self, row: dict[str, str]) -> None:
        """One invitation: its day, and who sent it."""
        sent = row.get("sent at", "").strip()
        for heading, words in (("inviteeprofileurl", "sent"), ("inviterprofileurl", "received")):
            page = slug_of(row.get(heading, ""))
            if page and sent:
                self.invited.setdefault(page, []).append(f"{words} {sent}")

    def told(self, card: Card) -> Card:
        """The card with the day we last wrote, and the invitation it began with."""
        page = card.uid
        self.seen.add(page)
        day = self.last.get(page)
        columns = tuple((_INVITATION, words) for words in self.invited.get(page, ()))
        last = None if day is None else LastContact(on=day, kind=ConversationKind.MESSAGE)
        return (
            replace(card, last_contact=last, columns=(*card.columns, *columns)) if last or columns else card
        )


def _day(text: str) -> date | None:
    found = _DAY.match(text.strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _records(stream: BinaryIO, limits: Limits) -> Iterator[dict[str, str]]:
    """The rows of a table by folded heading."""
    headings: list[str] = []
    for row in Rows(Lines(stream, limits), ",", limits=limits):
        if not isinstance(row, Row):
            continue
        if not headings:
            headings = [folded(cell) for cell in row.cells]
            continue
        yield dict(zip(headings, row.cells, strict=False))


def _not_taken(held: "_Zip", contacts: _Contacts) -> Iterator[Problem]:
    strangers = len(contacts.last.keys() - contacts.seen)
    if strangers > 1:  # one of them is whose export it is
        reason = ngettext(
            "You wrote with {count} person who is not among the connections; they were not taken.",
            "You wrote with {count} people who are not among the connections; they were not taken.",
            strangers - 1,
        ).format(count=strangers - 1)
        yield Problem(line=0, reason=reason, raw=_MESSAGES, lines=0)
    others = held.others()
    if others:
        reason = _("Of this archive only the connections and the days of messages and invitations are read.")
        yield Problem(
            line=0, reason=reason, raw=", ".join(others[:_SHOWN]), lines=0, outcome=Outcome.LEFT_OUT
        )


class _Zip:
    """The members of a zip by the end of their names in lower case; a broken zip has none."""

    def __init__(self, stream: BinaryIO) -> None:
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._file: zipfile.ZipFile | None = None
        try:
            self._file = zipfile.ZipFile(stream)
            infos = self._file.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError):
            infos = []
        for info in infos[:_MOST_MEMBERS]:
            if not info.is_dir():
                self._members.setdefault(info.filename.rpartition("/")[2].lower(), info)

    def __enter__(self) -> "_Zip":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._file is not None:
            self._file.close()

    def has(self, name: str) -> bool:
        """Whether there is such a member."""
        return name in self._members

    def size(self, name: str) -> int:
        """How large the member says it is unpacked, in bytes; 0 without it."""
        return self._members[name].file_size if name in self._members else 0

    def others(self) -> list[str]:
        """The members that are not read."""
        return [name for name in self._members if name not in (_CONNECTIONS, _MESSAGES, _INVITATIONS)]

    def content(self, name: str, limits: Limits) -> BinaryIO | None:
        """The member unpacked; None if there is none, or it is refused. Never more than the limit is unpacked."""
        info = self._members.get(name)
        if info is None or self._file is None or self._is_bomb(info, limits):
            return None
        try:
            with self._file.open(info) as member:
                content = member.read(limits.file_bytes + 1)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            EOFError,
            ValueError,
            OSError,
            zlib.error,
        ):
            return None
        return BytesIO(content) if len(content) <= limits.file_bytes else None

    def _is_bomb(self, info: zipfile.ZipInfo, limits: Limits) -> bool:
        if info.file_size > limits.file_bytes:
            return True
        return info.file_size > _DENSITY_FROM and info.file_size > info.compress_size * _DENSEST

    def refusal(self, name: str, limits: Limits) -> Problem:
        """Why a member that is there is not read."""
        info = self._members.get(name)
        if info is not None and self._is_bomb(info, limits):
            reason = _(
                "This part of the archive unpacks to more than {megabytes} MB or far too much; it was not read."
            )
            reason = reason.format(megabytes=limits.file_bytes // MEBIBYTE)
        else:
            reason = _("This part of the archive is damaged or locked; it was not read.")
        return Problem(line=0, reason=reason, raw=name, lines=0)
