"""Tables among the sources (X1): recognised by their headings, asked what they leave open, read row by row as cards."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from relmgr.i18n import _, ngettext
from relmgr.transfer.sources.model import (
    NO_ANSWERS,
    Answers,
    Ask,
    Column,
    DateOrder,
    Format,
    Recognised,
    Sample,
)
from relmgr.transfer.spreadsheets.cells import HANDLERS
from relmgr.transfer.spreadsheets.dates import Evidence
from relmgr.transfer.spreadsheets.dialects import is_localised, meanings_of
from relmgr.transfer.spreadsheets.draft import Draft, Manner, Step
from relmgr.transfer.spreadsheets.fields import DATES, IDENTIFYING, KEEP, LEAVE_OUT, Field, Meaning
from relmgr.transfer.spreadsheets.lines import Lines
from relmgr.transfer.spreadsheets.our_marks import plain
from relmgr.transfer.spreadsheets.rows import Row, Rows
from relmgr.transfer.spreadsheets.shape import Shape, made_up, shape_of
from relmgr.transfer.spreadsheets.suggesting import suggest
from relmgr.transfer.vcard.model import (
    DEFAULT,
    EXCERPT,
    MEBIBYTE,
    Card,
    Fate,
    Limits,
    Outcome,
    Problem,
)

SAMPLES = 3
"""How many cells of each column are shown."""
_LOOKED_AT = 40
"""How many cells of each column decide about what it is."""
_SAMPLE = 120
_FIRST_ROWS = 10
_SHOWN_CELL = 2_000
_GOOGLE_JOIN = " ::: "
_WITHOUT_DATES = frozenset({Format.GOOGLE_CSV, Format.GOOGLE_OLD_CSV})
"""Formats that write their dates as ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedTable(Recognised):
    """A table, with what was found out about it on the way."""

    shape: Shape
    evidence: Mapping[int, Evidence]
    """What the dates of each column that has some say about their order."""
    first: tuple[str, ...] = ()
    """The cells of the first row in which much is said, to show what the columns make of it."""


def recognise(sample: Sample) -> Recognised | None:
    """The table in a file, if one is in it. Reads all of it once where its dates have to be looked at.

    Raises OSError where the stream does.
    """
    if _is_other(sample):
        return None
    sample.stream.seek(0)
    shape = shape_of(sample.stream, sample.name)
    if shape is None:
        return None
    sample.stream.seek(0)
    return recognised_of(sample.stream, shape, sample.name)


def _is_other(sample: Sample) -> bool:
    """Whether the beginning says that it is something else, whatever the name."""
    start = sample.text.lstrip("﻿ \t\r\n")[:40].upper()
    return (
        sample.is_zip
        or start.startswith(("BEGIN:V", "{", "[", "<?XML", "<!DOCTYPE", "<HTML", "%PDF", "INSERT INTO"))
        or not sample.beginning.strip()
        or sample.beginning.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3"))
    )


def recognised_of(stream: BinaryIO, shape: Shape, name: str) -> RecognisedTable:
    """What the table in `stream`, which stands at its start, is and leaves open."""
    look = _look(stream, shape)
    form = shape.form or Format.CSV
    if shape.form is None:
        meanings = suggest(shape.headings, look.cells, has_header=shape.has_header)
    else:
        meanings = meanings_of(form, _bare(shape.headings))
    open_dates = _order(look.evidence, meanings, shape)[1]
    asks = {Ask.COLUMNS} if shape.form is None else set()
    if open_dates:
        asks.add(Ask.DATE_ORDER)
    return RecognisedTable(
        format=form,
        name=name,
        asks=frozenset(asks),
        columns=tuple(
            Column(
                heading=heading, samples=tuple(cells[:SAMPLES]), guess="" if meaning == KEEP else meaning.word
            )
            for heading, cells, meaning in zip(shape.headings, look.cells, meanings, strict=True)
        ),
        header=header_key(shape),
        dates=open_dates,
        encoding=shape.encoding.shown,
        separator=shape.separator,
        shape=shape,
        evidence=look.evidence,
        first=tuple(cell[:_SHOWN_CELL] for cell in look.first),
    )


def header_key(shape: Shape) -> str:
    """What tells tables of this header from others; of tables without one, how many columns they have."""
    if not shape.has_header:
        return f"no header, {len(shape.headings)} columns"
    written = "\x1f".join(shape.headings)
    return (
        written if len(written) <= 1_000 else hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()
    )


def _bare(headings: Sequence[str]) -> list[str]:
    """The headings without the number that tells repeated ones apart."""
    return [heading.removesuffix(" (2)") for heading in headings]


@dataclass(slots=True)
class _Look:
    """Some cells of each column, and what all of its dates say about their order."""

    cells: list[list[str]]
    evidence: dict[int, Evidence] = field(default_factory=dict)
    first: list[str] = field(default_factory=list)
    """Of the first rows the one that says most."""


def _look(stream: BinaryIO, shape: Shape) -> _Look:
    """Look at every row once."""
    look = _Look([[] for _heading in shape.headings])
    width = len(shape.headings)
    wanting = set(range(width))
    evidence = look.evidence
    with_dates = shape.form not in _WITHOUT_DATES
    fullest = rows = 0
    for row in rows_of(Lines(stream), shape):
        if not isinstance(row, Row):
            continue
        cells = row.cells
        rows += 1
        if rows <= _FIRST_ROWS and (said := sum(1 for cell in cells[:width] if cell.strip())) > fullest:
            fullest, look.first = said, cells[:width]
        for at in [one for one in wanting if one < len(cells) and cells[one].strip()]:
            look.cells[at].append(cells[at].strip()[:_SAMPLE])
            if len(look.cells[at]) >= _LOOKED_AT:
                wanting.discard(at)
        if not with_dates:
            if not wanting:
                break
            continue
        for at, cell in enumerate(cells[:width]):
            if cell and cell[0].isdigit() and len(cell) < 30 and ("/" in cell or "-" in cell):
                known = evidence.get(at)
                if known is None:
                    known = evidence[at] = Evidence()
                known.add(cell.strip())
    return look


def _order(
    evidence: Mapping[int, Evidence], meanings: Sequence[Meaning], shape: Shape
) -> tuple[DateOrder | None, tuple[str, ...]]:
    """The order of the dates, and those that can be read in two ways if nothing tells it."""
    together = Evidence()
    for at, known in evidence.items():
        if meanings[at].field in DATES:
            together.day_first += known.day_first
            together.month_first += known.month_first
            together.open += [one for one in known.open if one not in together.open]
    if together.order is not None:
        return together.order, ()
    if shape.form is Format.OUTLOOK_CSV and is_localised(_bare(shape.headings)):
        return DateOrder.DMY, ()  # where these languages are spoken, the day comes first
    return None, tuple(together.open[:SAMPLES])


def open_dates(recognised: Recognised, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Dates that can be read in two ways once the columns mean what `columns` says."""
    if not isinstance(recognised, RecognisedTable):
        return recognised.dates
    shape = recognised.shape
    return _order(recognised.evidence, _meanings(recognised, shape, columns), shape)[1]


def first_card(recognised: Recognised, answers: Answers) -> Card | None:
    """What the answers make of a row near the beginning; None if there is none."""
    if not isinstance(recognised, RecognisedTable) or not recognised.first:
        return None
    shape = recognised.shape
    meanings = _meanings(recognised, shape, answers.columns)
    order = answers.date_order or _order(recognised.evidence, meanings, shape)[0]
    return _Table(recognised, shape, meanings, order).card_of(Row(shape.first_line, list(recognised.first)))


def _shape(stream: BinaryIO, recognised: Recognised) -> Shape | None:
    if isinstance(recognised, RecognisedTable):
        return recognised.shape
    return shape_of(stream, recognised.name or "table.csv")


def _meanings(recognised: Recognised, shape: Shape, said: Mapping[str, str]) -> list[Meaning]:
    """What each column means: as the user said, else as guessed; a word that is none keeps the column."""
    guesses = {column.heading: column.guess for column in recognised.columns}
    return [meaning_of_word(said.get(heading, guesses.get(heading, ""))) for heading in shape.headings]


def meaning_of_word(word: str) -> Meaning:
    """The meaning that a word of a mapping has; an empty or unknown one keeps the column as it is."""
    try:
        return Meaning.of(word) if word else KEEP
    except ValueError:
        return KEEP


def rows_of(lines: Lines, shape: Shape, limits: Limits = DEFAULT) -> Iterator[Row | Problem]:
    """The rows of the table below its headings."""
    feed = iter(lines)
    for _above in range(shape.first_line - 1):
        next(feed, None)
    return iter(Rows(feed, shape.separator, width=len(shape.headings), first=shape.first_line, limits=limits))


def read(
    stream: BinaryIO, recognised: Recognised, answers: Answers = NO_ANSWERS, *, limits: Limits = DEFAULT
) -> Iterator[Card | Problem]:
    """The rows as cards, in their order, and between them what is no row.

    Time is linear in the file's length and memory bounded by one row. Raises nothing on any content; OSError where the
    stream does.
    """
    shape = _shape(stream, recognised)
    if shape is None:
        return
    if not isinstance(recognised, RecognisedTable):
        stream.seek(0)
        recognised = recognised_of(stream, shape, recognised.name)
    stream.seek(0)
    meanings = _meanings(recognised, shape, answers.columns)
    yield from _about_the_file(recognised, shape, meanings)
    lines = Lines(stream, limits)
    order = answers.date_order or _order(recognised.evidence, meanings, shape)[0]
    table = _Table(recognised, shape, meanings, order)
    for row in rows_of(lines, shape, limits):
        if isinstance(row, Problem):
            yield row
            continue
        card = table.card_of(row)
        if card is not None:
            yield card
    yield from _about_the_lines(lines, limits)


def _about_the_file(recognised: Recognised, shape: Shape, meanings: Sequence[Meaning]) -> Iterator[Problem]:
    if shape.preamble:
        yield Problem(
            line=shape.preamble_line,
            reason=_("This text stands above the table and is about the file, not about anybody."),
            raw="\n".join(shape.preamble)[:EXCERPT],
            lines=len(shape.preamble),
            outcome=Outcome.LEFT_OUT,
        )
    if shape.encoding.is_guess:
        reason = _("The file does not say its encoding; it was read as {encoding}.")
        yield Problem(
            line=shape.header_line or 1,
            reason=reason.format(encoding=shape.encoding.shown),
            lines=0,
            outcome=Outcome.READ,
        )
    for heading, meaning in zip(shape.headings, meanings, strict=True):
        if meaning == LEAVE_OUT:
            reason = _("The column “{heading}” is left out, as was said.").format(heading=heading)
            yield Problem(line=shape.header_line or 1, reason=reason, raw=heading[:EXCERPT], lines=0)
    if not any(meaning.field in IDENTIFYING or meaning.field is Field.PROFILE for meaning in meanings):
        reason = _("None of the columns says who somebody is; say with a mapping what the columns are.")
        yield Problem(
            line=shape.header_line or 1, reason=reason, raw=", ".join(shape.headings)[:EXCERPT], lines=0
        )


def _about_the_lines(lines: Lines, limits: Limits) -> Iterator[Problem]:
    if lines.guessed:
        reason = ngettext(
            "{count} line is not in {encoding} like the rest; its encoding was guessed.",
            "{count} lines are not in {encoding} like the rest; their encoding was guessed.",
            lines.guessed,
        ).format(count=lines.guessed, encoding=lines.encoding.shown)
        yield Problem(line=lines.first_guessed, reason=reason, lines=0, outcome=Outcome.READ)
    if lines.zeros:
        reason = ngettext(
            "Zero bytes were removed from {count} line.",
            "Zero bytes were removed from {count} lines.",
            lines.zeros,
        ).format(count=lines.zeros)
        yield Problem(line=lines.first_zero, reason=reason, lines=0, outcome=Outcome.READ)
    if lines.first_cut:
        reason = _("This line is too long to be read; its end was left out.")
        yield Problem(line=lines.first_cut, reason=reason, lines=0)
    if lines.is_cut_off:
        reason = _("The file is larger than {megabytes} MB; what comes after this line was not read.")
        megabytes = limits.file_bytes // MEBIBYTE
        yield Problem(line=lines.number, reason=reason.format(megabytes=megabytes), lines=0)


class _Table:
    """What is done with the cells of each column, worked out once for all rows."""

    def __init__(
        self, recognised: Recognised, shape: Shape, meanings: Sequence[Meaning], order: DateOrder | None
    ) -> None:
        form = recognised.format
        is_google = form in (Format.GOOGLE_CSV, Format.GOOGLE_OLD_CSV)
        self._manner = Manner(
            source=form,
            order=order,
            joins=_GOOGLE_JOIN if is_google else "",
            is_neutralised=form is Format.CSV,
        )
        self._steps = [
            (Step(at, heading, meaning), HANDLERS[meaning.field])
            for at, (heading, meaning) in enumerate(zip(shape.headings, meanings, strict=True))
        ]
        first = (Field.LABEL_OF, Field.SERVICE_OF)
        self._before = [at for at, (step, _handle) in enumerate(self._steps) if step.meaning.field in first]
        self._told_before = frozenset(self._before)
        self._headings = shape.headings

    def card_of(self, row: Row) -> Card | None:
        """The card that a row makes; None if nothing stands in it."""
        draft = Draft(row.line, self._manner)
        cells = row.cells
        width = len(self._steps)
        for at in self._before:
            if at < len(cells):
                self._take(draft, at, cells[at])
        for at, cell in enumerate(cells[:width]):
            if cell and at not in self._told_before:
                self._take(draft, at, cell)
        self._beyond_the_header(draft, cells, width)
        if not draft.traced and not draft.birth and not draft.repeated:
            return None
        draft.fates[Fate.EMPTY] += max(0, width - sum(1 for cell in cells[:width] if cell.strip()))
        if row.remark:
            draft.report("", "".join(cells), row.remark)
        return draft.card()

    def _take(self, draft: Draft, at: int, cell: str) -> None:
        text = cell.strip()
        if not text:
            return
        step, handle = self._steps[at]
        if self._manner.is_neutralised and text[0] == "'":
            text = plain(text)
        fate = handle(draft, step, text)
        if fate is not None:
            draft.trace(step.heading, text, fate)

    def _beyond_the_header(self, draft: Draft, cells: Sequence[str], width: int) -> None:
        for number, cell in enumerate(cells[width:], width + 1):
            text = cell.strip()
            if text:
                reason = _(
                    "This row has more cells than there are columns; what is too much is kept as text."
                )
                heading = made_up(number)
                while heading in self._headings:
                    heading += "'"
                draft.trace(heading, text, draft.keep(heading, text, reason))
