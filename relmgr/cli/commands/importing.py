"""`import`: takes files of any known format in as one change, or says what would happen."""

import argparse
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from relmgr.backup import Kind
from relmgr.cli import output
from relmgr.cli.opening import reading, writing_after_backup
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.paths import explain_os_error, replace_file
from relmgr.store import Store
from relmgr.transfer import importing, sources
from relmgr.transfer.importing import ImportPlan, ImportReport, PlanRow, Verdict, Why
from relmgr.transfer.sources import NO_ANSWERS, Answers, Ask, Entry, Recognised
from relmgr.transfer.sources.answering import read_answers
from relmgr.transfer.vcard import DEFAULT, Problem

_SHOWN = 20
_MAPPING_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, what it is, and how its columns are understood."""

    stream: BinaryIO
    recognised: Recognised
    answers: Answers
    is_answered: bool
    """Whether somebody said so, now or for an earlier file of this header."""


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Everything that can be imported is; what cannot is said, and stops nothing."""
    for path in options.files:
        _require_file(path)
    with ExitStack() as held:
        mapped = _mapping(options.map)
        opened = (
            reading(options)
            if options.dry_run
            else writing_after_backup(options, Kind.BEFORE_IMPORT, clock.now())
        )
        store = held.enter_context(opened)
        found = [_opened(held, path, store, mapped) for path in options.files]
        plan = importing.plan_files(store, [(one.recognised.name, _entries(one)) for one in found])
        is_empty = not (plan.rows or plan.loose)
        report = None if options.dry_run or is_empty else importing.apply(store, plan, now=clock.now())
        if report is not None and mapped is not None:
            for one in found:
                importing.remember(store, one.recognised, one.answers, clock.now())
    if options.report is not None:
        replace_file(options.report, importing.report_file(plan, options.report.suffix))
    if options.json:
        output.say_json(_as_json(plan, report, found, options.dry_run))
    if is_empty:
        raise InputError(
            _("There is no contact card in {files}. Nothing was changed.").format(
                files=", ".join(f"“{path.name}”" for path in options.files)
            )
        )
    if not options.json:
        _say(plan, report)
        _say_guesses(found)
    return 0


def _require_file(path: Path) -> None:
    try:
        if stat.S_ISFIFO(path.stat().st_mode):
            return  # a pipe tells each byte only once
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        if isinstance(error, FileNotFoundError | IsADirectoryError):
            raise InputError(_("There is no file “{path}”. Nothing was changed.").format(path=path)) from None
        raise explain_os_error(error, path, reading=True) from error


def _mapping(path: Path | None) -> Answers | None:
    if path is None:
        return None
    _require_file(path)
    with path.open("rb") as stream:
        return read_answers(stream.read(_MAPPING_BYTES))


def _opened(held: ExitStack, path: Path, store: Store, mapped: Answers | None) -> _Source:
    stream: BinaryIO = held.enter_context(path.open("rb"))
    if not stream.seekable():
        stream = BytesIO(stream.read(DEFAULT.file_bytes + 1))
    recognised = sources.recognise(stream, path.name)
    answers = mapped if mapped is not None else importing.recall(store, recognised)
    return _Source(stream, recognised, answers or NO_ANSWERS, answers is not None)


def _entries(one: _Source) -> Iterator[Entry]:
    return sources.read(one.stream, one.recognised, one.answers)


def _say(plan: ImportPlan, report: ImportReport | None) -> None:
    if report is None:
        output.table([(_verdict(row), row.title, row.reason) for row in plan.rows], most=80)
        output.say()
        new, merging = plan.count(Verdict.NEW), plan.count(Verdict.MERGE)
        words = _(
            "{new} new, {merge} to merge, {unchanged} unchanged, {skipped} skipped; nothing was written."
        )
        unchanged = _unchanged(plan)
        skipped = plan.count(Verdict.SKIPPED) - unchanged
        output.say(words.format(new=new, merge=merging, unchanged=unchanged, skipped=skipped))
        _say_problems(plan)
        return
    words = _("{added} added, {merged} merged, {unchanged} unchanged, {skipped} skipped.")
    output.say(
        words.format(
            added=report.added,
            merged=report.merged,
            unchanged=report.unchanged + _unchanged(plan),
            skipped=report.skipped - _unchanged(plan),
        )
    )
    left = [row for row in plan.rows if row.verdict is Verdict.SKIPPED and row.why is not Why.NOTHING_NEW]
    for row in left[:_SHOWN]:
        output.say(_("Skipped: {name}: {reason}").format(name=row.title, reason=row.reason))
    if len(left) > _SHOWN:
        output.say(_("… and {count} more").format(count=len(left) - _SHOWN))
    _say_problems(plan)


def _unchanged(plan: ImportPlan) -> int:
    """Records that say nothing which is not here already."""
    return sum(row.why is Why.NOTHING_NEW for row in plan.rows)


def _say_guesses(found: list[_Source]) -> None:
    for one in found:
        if one.is_answered:
            continue
        if Ask.COLUMNS in one.recognised.asks:
            words = _("What the columns of “{file}” mean was guessed; --map FILE says it.")
            output.say(words.format(file=one.recognised.name))
        if Ask.DATE_ORDER in one.recognised.asks:
            words = _(
                "Dates of “{file}” that can be read in two ways are kept as text; --map FILE says their order."
            )
            output.say(words.format(file=one.recognised.name))


def _verdict(row: PlanRow) -> str:
    return {Verdict.NEW: _("new"), Verdict.MERGE: _("merge"), Verdict.SKIPPED: _("skip")}[row.verdict]


def _say_problems(plan: ImportPlan) -> None:
    count = len(_problems(plan))
    if count:
        words = ngettext(
            "{count} line is worth a look; --report FILE lists it.",
            "{count} lines are worth a look; --report FILE lists them.",
            count,
        )
        output.say(words.format(count=count))


def _problems(plan: ImportPlan) -> list[Problem]:
    strays = [problem for _file, problem in plan.strays]
    return strays + [problem for row in plan.rows for problem in row.card.problems]


def _as_json(
    plan: ImportPlan, report: ImportReport | None, found: list[_Source], dry_run: bool
) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "files": plan.file_names,
        "sources": [_source(one) for one in found],
        "added": report.added if report else plan.count(Verdict.NEW),
        "merged": report.merged if report else plan.count(Verdict.MERGE),
        "unchanged": _unchanged(plan) + (report.unchanged if report else 0),
        "skipped": (report.skipped if report else plan.count(Verdict.SKIPPED)) - _unchanged(plan),
        "cards": [
            {
                "line": row.card.line,
                "file": row.file_name,
                "name": row.title,
                "format": row.card.source,
                "outcome": row.verdict,
                "verdict": row.verdict,
                "why": row.why,
                "reason": row.reason,
                "person": row.target,
                "person_name": row.target_name,
                "kept_lines": row.card.unknown,
                "kept_columns": dict(row.card.columns),
                "beyond": [one.words for one in row.card.beyond],
            }
            for row in plan.rows
        ],
        "lines": [
            {
                "file": one.file,
                "line": one.line,
                "lines": one.lines,
                "outcome": one.became,
                "reason": one.reason,
                "text": one.text,
                "card": one.record,
            }
            for one in importing.accounts(plan)
        ],
        "problems": [
            {
                "line": one.line,
                "lines": one.lines,
                "outcome": one.outcome,
                "reason": one.reason,
                "text": one.raw,
            }
            for one in _problems(plan)
        ],
    }


def _source(one: _Source) -> dict[str, Any]:
    return {
        "file": one.recognised.name,
        "format": one.recognised.format,
        "encoding": one.recognised.encoding,
        "separator": one.recognised.separator,
        "asks": sorted(one.recognised.asks),
        "columns": [
            {
                "heading": column.heading,
                "field": one.answers.columns.get(column.heading, column.guess),
                "samples": column.samples,
            }
            for column in one.recognised.columns
        ],
        "ambiguous_dates": one.recognised.dates,
    }
