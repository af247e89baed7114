"""Content lines to components: events and tasks with what is inside them, one at a time, in bounded memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from relmgr.transfer.vcard import text as texts
from relmgr.transfer.vcard.lines import ContentLine

LINES = 5_000
"""Of one component; further ones are counted, not kept."""
NESTING = 6
_READ = ("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY")


@dataclass(slots=True)
class Component:
    """An event, a task …; the lines of its alarms are in `inside`, for they say nothing of it."""

    name: str
    line: int
    lines: list[ContentLine] = field(default_factory=list)
    inside: list[ContentLine] = field(default_factory=list)
    too_many: int = 0
    is_whole: bool = False

    def first(self, name: str) -> ContentLine | None:
        """The first line of this property."""
        return next((line for line in self.lines if line.head.name == name), None)

    def each(self, *names: str) -> Iterator[ContentLine]:
        """All lines of these properties."""
        return (line for line in self.lines if line.head.name in names)

    def text(self, name: str) -> str:
        """The value of the property's first line as text; "" if there is none."""
        line = self.first(name)
        return "" if line is None else plain(line)


def plain(line: ContentLine) -> str:
    """The value as text: unescaped, and decoded where it is quoted-printable (vCalendar 1.0)."""
    value = line.value
    if line.head.encoding == "q":
        value = texts.quoted_printable(value, line.head.charset)[0]
    return texts.one_newline(texts.unescape(value)).replace("\0", "").strip()


def components(lines: Iterable[ContentLine]) -> Iterator[Component | ContentLine]:
    """Each event or task once it has ended, and the lines of the calendar itself."""
    reading = _Reading()
    for line in lines:
        yield from reading.take(line)
    if reading.current is not None:
        yield reading.current


@dataclass(slots=True)
class _Reading:
    current: Component | None = None
    depth: int = 0

    def take(self, line: ContentLine) -> Iterator[Component | ContentLine]:
        value = line.value.strip().upper()
        if line.head.name == "BEGIN":
            yield from self._begin(line, value)
        elif self.current is None:
            yield line
        elif line.head.name == "END":
            yield from self._end(self.current, line, value)
        else:
            self._hold(self.current, line)

    def _begin(self, line: ContentLine, value: str) -> Iterator[Component | ContentLine]:
        if self.current is not None:
            if value not in (self.current.name, "VCALENDAR") and self.depth < NESTING:
                self.depth += 1
                self.current.inside.append(line)
                return
            yield self.current  # the one before was never ended
            self.current, self.depth = None, 0
        if value in _READ:
            self.current = Component(value, line.number, lines=[line])
        else:
            yield line

    def _end(self, current: Component, line: ContentLine, value: str) -> Iterator[Component]:
        if self.depth and value != current.name:
            self.depth -= 1
            current.inside.append(line)
            return
        current.lines.append(line)
        current.is_whole = True
        self.current, self.depth = None, 0
        yield current

    def _hold(self, current: Component, line: ContentLine) -> None:
        held = current.inside if self.depth else current.lines
        if len(held) < LINES:
            held.append(line)
        else:
            current.too_many += 1
