"""`import`: takes vCard files in as one change, or says what would happen."""

import argparse
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from relmgr.cli import output
from relmgr.cli.opening import reading, writing
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError
from relmgr.i18n import _, ngettext
from relmgr.paths import explain_os_error, replace_file
from relmgr.transfer import importing
from relmgr.transfer.importing import ImportPlan, ImportReport, PlanRow, Verdict
from relmgr.transfer.vcard import Card, Problem, read

_SHOWN = 20


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """Everything that can be imported is; what cannot is said, and stops nothing."""
    for path in options.files:
        _require_file(path)
    with ExitStack() as held:
        store = held.enter_context(reading(options) if options.dry_run else writing(options))
        files = [(path.name, _entries(held, path)) for path in options.files]
        plan = importing.plan_files(store, files)
        if not plan.rows:
            raise InputError(
                _("There is no contact card in {files}. Nothing was changed.").format(
                    files=", ".join(f"“{path.name}”" for path in options.files)
                )
            )
        report = None if options.dry_run else importing.apply(store, plan, now=clock.now())
    if options.report is not None:
        replace_file(options.report, importing.problems_text(plan).encode("utf-8", "replace"))
    if options.json:
        output.say_json(_as_json(plan, report, options.dry_run))
    else:
        _say(plan, report)
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


def _entries(held: ExitStack, path: Path) -> Iterator[Card | Problem]:
    return read(held.enter_context(path.open("rb")))


def _say(plan: ImportPlan, report: ImportReport | None) -> None:
    if report is None:
        output.table([(_verdict(row), row.title, row.reason) for row in plan.rows], most=80)
        output.say()
        new, merging = plan.count(Verdict.NEW), plan.count(Verdict.MERGE)
        words = _("{new} new, {merge} to merge, {skipped} skipped; nothing was written.")
        output.say(words.format(new=new, merge=merging, skipped=plan.count(Verdict.SKIPPED)))
        _say_problems(plan)
        return
    words = _("{added} added, {merged} merged, {skipped} skipped.")
    output.say(
        words.format(added=report.added, merged=report.merged, skipped=report.skipped + report.unchanged)
    )
    left = [row for row in plan.rows if row.verdict is Verdict.SKIPPED]
    for row in left[:_SHOWN]:
        output.say(_("Skipped: {name}: {reason}").format(name=row.title, reason=row.reason))
    if len(left) > _SHOWN:
        output.say(_("… and {count} more").format(count=len(left) - _SHOWN))
    _say_problems(plan)


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


def _as_json(plan: ImportPlan, report: ImportReport | None, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "files": plan.file_names,
        "added": report.added if report else plan.count(Verdict.NEW),
        "merged": report.merged if report else plan.count(Verdict.MERGE),
        "skipped": report.skipped + report.unchanged if report else plan.count(Verdict.SKIPPED),
        "cards": [
            {
                "line": row.card.line,
                "file": row.file_name,
                "name": row.title,
                "verdict": row.verdict,
                "why": row.why,
                "reason": row.reason,
                "person": row.target,
                "kept_lines": row.card.unknown,
            }
            for row in plan.rows
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
