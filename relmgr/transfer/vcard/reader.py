"""Reads vCards of any dialect as a stream of cards: nothing stops it, nothing is lost without a word."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO

from relmgr.domain.kinds import RelationKind
from relmgr.i18n import _, ngettext
from relmgr.transfer.vcard.lines import ContentLine, LineReader
from relmgr.transfer.vcard.mapping import card_of
from relmgr.transfer.vcard.model import (
    DEFAULT,
    EXCERPT,
    MEBIBYTE,
    Card,
    Fate,
    Limits,
    Outcome,
    Problem,
    RelationValue,
    Traced,
)
from relmgr.transfer.vcard.source import Source

_VERSIONS = ("2.1", "3.0", "4.0")
_STRAY_EXCERPT = 2_000


@dataclass(slots=True)
class _Open:
    """A card of which END has not been seen yet."""

    first: ContentLine
    markers: list[Traced] = field(default_factory=list)
    lines: list[ContentLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    agents: list[RelationValue] = field(default_factory=list)
    size: int = 0
    awaits_agent: bool = False
    first_refused: ContentLine | None = None
    refused: int = 0

    def report(self, line: ContentLine, reason: str, outcome: Outcome, lines: int = 1) -> None:
        """Note a problem about a line of the card."""
        raw = line.raw[:EXCERPT]
        self.problems.append(Problem(line=line.number, reason=reason, raw=raw, lines=lines, outcome=outcome))

    def add(self, line: ContentLine, limits: Limits) -> None:
        """Take in a line, as long as the card has room."""
        self.size += len(line.raw)
        if len(self.lines) >= limits.card_lines or self.size > limits.card_bytes:
            self.first_refused = self.first_refused or line
            self.refused += 1
            return
        self.awaits_agent = line.head.name == "AGENT" and not line.value.strip()
        self.lines.append(line)

    def card(self, limits: Limits) -> Card:
        """What the lines make."""
        if self.first_refused is not None:
            reason = ngettext(
                "This card is too large; {count} line of it was left out.",
                "This card is too large; {count} lines of it were left out.",
                self.refused,
            ).format(count=self.refused)
            self.report(self.first_refused, reason, Outcome.LEFT_OUT, self.refused)
        return card_of(
            self.lines,
            first_line=self.first.number,
            markers=self.markers,
            refused=self.refused,
            problems=self.problems,
            agents=self.agents,
            limits=limits,
        )


def read(source: BinaryIO | bytes, *, limits: Limits = DEFAULT) -> Iterator[Card | Problem]:
    """The cards of a file in order, and between them what stood outside any card, as problems.

    Time is linear in the file's length and memory is bounded by one card. Raises nothing on any content; OSError
    where the stream does. A nested card (AGENT, RFC 2426 §3.5.4) comes before the card that holds it.
    """
    stream = BytesIO(source) if isinstance(source, bytes) else source
    return _Reader(Source(stream, limits), limits).cards()


class _Reader:
    """The cards that are open, and the lines that belong to none."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._stack: list[_Open] = []
        self._stray: list[ContentLine] = []
        self._stray_size = 0
        self._stray_count = 0
        self._foreign = ""
        """What has begun outside of any card and is none: a calendar, a message."""

    def cards(self) -> Iterator[Card | Problem]:
        """All of the file."""
        number = 0
        for line in LineReader(self._limits).read(self._source.batches()):
            number = line.number
            name = line.head.name
            if name in ("BEGIN", "END") and line.value.strip(" .;,").upper() == "VCARD":
                yield from self._begin(line) if name == "BEGIN" else self._end(line)
            elif self._stack:
                self._stack[-1].add(line, self._limits)
            elif not self._foreign and _starts_card(line):
                yield from self._strays()
                self._open_without_begin(line)
            else:
                self._pass_over(line)
        yield from self._abandon()
        yield from self._strays()
        if self._source.has_more_lines:
            reason = _("The file has more than {count} lines; what comes after this line was not read.")
            yield Problem(line=number, reason=reason.format(count=self._limits.file_lines), lines=0)
        if self._source.is_cut_off:
            megabytes = self._limits.file_bytes // MEBIBYTE
            reason = _("The file is larger than {megabytes} MB; what comes after this line was not read.")
            yield Problem(line=number, reason=reason.format(megabytes=megabytes), lines=0)

    def _begin(self, line: ContentLine) -> Iterator[Card | Problem]:
        yield from self._strays()
        if self._stack and not (self._stack[-1].awaits_agent and len(self._stack) <= self._limits.nesting):
            yield from self._abandon()
        self._stack.append(_Open(line, [_marker(line)]))

    def _open_without_begin(self, line: ContentLine) -> None:
        opened = _Open(line)
        opened.report(line, _("This card has no BEGIN:VCARD."), Outcome.READ)
        opened.add(line, self._limits)
        self._stack.append(opened)

    def _end(self, line: ContentLine) -> Iterator[Card]:
        if self._stack:
            self._stack[-1].markers.append(_marker(line))
            yield self._close()
        else:
            self._set_aside(line)

    def _abandon(self) -> Iterator[Card]:
        """Close every open card as if its END had been there."""
        while self._stack:
            opened = self._stack[-1]
            opened.report(opened.first, _("This card has no END:VCARD."), Outcome.READ)
            yield self._close()

    def _close(self) -> Card:
        card = self._stack.pop().card(self._limits)
        if self._stack and self._stack[-1].awaits_agent:
            self._stack[-1].awaits_agent = False
            name, uid = card.display_name, card.uid
            if name or uid:
                self._stack[-1].agents.append(RelationValue(kind=RelationKind.ASSISTANT, name=name, uid=uid))
        return card

    def _pass_over(self, line: ContentLine) -> None:
        if line.head.name == "BEGIN":
            self._foreign = self._foreign or line.value.strip().upper()
        elif line.head.name == "END" and line.value.strip().upper() == self._foreign:
            self._foreign = ""
        self._set_aside(line)

    def _set_aside(self, line: ContentLine) -> None:
        self._stray_count += 1
        if self._stray_size < _STRAY_EXCERPT:
            self._stray.append(line)
            self._stray_size += len(line.raw)

    def _strays(self) -> Iterator[Problem]:
        if self._stray_count:
            yield Problem(
                line=self._stray[0].number,
                reason=_("This text stands outside of any card."),
                raw="\n".join(line.raw for line in self._stray)[:_STRAY_EXCERPT],
                lines=self._stray_count,
            )
        self._stray, self._stray_size, self._stray_count = [], 0, 0


def _marker(line: ContentLine) -> Traced:
    return Traced(line.number, Fate.STRUCTURAL, line.raw[:EXCERPT])


def _starts_card(line: ContentLine) -> bool:
    """Whether a line outside of any card can only belong to one of which BEGIN is missing."""
    value = line.value.strip()
    if line.head.name == "VERSION":
        return value in _VERSIONS
    return line.head.name in ("N", "FN") and value != ""
