"""What an import leaves for people to read: every line that was not simply taken over, and every card left out."""

from collections.abc import Iterator

from relmgr.i18n import _, ngettext
from relmgr.transfer.importing.planning import ImportPlan, PlanRow, Verdict
from relmgr.transfer.vcard import Outcome, Problem


def problems_text(plan: ImportPlan, chosen: frozenset[int] | None = None) -> str:
    """The report as plain text: cards that are not imported, lines kept as they are, lines read with a guess or not."""
    lines = [
        ngettext("{count} card in {files}", "{count} cards in {files}", len(plan.rows)).format(
            count=len(plan.rows), files=", ".join(plan.file_names)
        ),
        *_totals(plan),
        "",
    ]
    left = [
        row
        for row in plan.rows
        if row.verdict is Verdict.SKIPPED or (chosen is not None and row.index not in chosen)
    ]
    if left:
        lines += [_("Not imported:"), *(_left_out(row) for row in left), ""]
    kept = [(row, line) for row in plan.rows if row.is_writing for line in row.card.unknown]
    if kept:
        lines += [
            _("Kept as they are and given back on export, because they have no place here:"),
            *(_kept(row, line) for row, line in kept),
            "",
        ]
    said = [*_said(plan)]
    if said:
        lines += [_("Worth a look:"), *said]
    return "\n".join(lines).rstrip() + "\n"


def _totals(plan: ImportPlan) -> Iterator[str]:
    tallies = [row.card.tally for row in plan.rows]
    strays = sum(problem.lines for _file, problem in plan.strays)
    yield _(
        "{lines} lines: {mapped} taken over, {kept} kept as they are, {empty} empty, {structural} about the file only, "
        "{left_out} left out, {strays} outside of any card"
    ).format(
        lines=sum(tally.lines for tally in tallies) + strays,
        mapped=sum(tally.mapped for tally in tallies),
        kept=sum(tally.kept for tally in tallies),
        empty=sum(tally.empty for tally in tallies),
        structural=sum(tally.structural for tally in tallies),
        left_out=sum(tally.left_out for tally in tallies),
        strays=strays,
    )


def _left_out(row: PlanRow) -> str:
    return _("  Line {line}: {name}: {reason}").format(line=row.card.line, name=row.title, reason=row.reason)


def _kept(row: PlanRow, line: str) -> str:
    return _("  {name}: {text}").format(name=row.title, text=_short(line))


def _said(plan: ImportPlan) -> Iterator[str]:
    for _file, problem in plan.strays:
        yield _problem(problem)
    for row in plan.rows:
        for problem in row.card.problems:
            yield _problem(problem)


def _problem(problem: Problem) -> str:
    outcome = {
        Outcome.READ: _("read"),
        Outcome.KEPT: _("kept as it is"),
        Outcome.LEFT_OUT: _("left out"),
    }[problem.outcome]
    return (
        _("  Line {line} ({outcome}): {reason} {text}")
        .format(line=problem.line, outcome=outcome, reason=problem.reason, text=_short(problem.raw))
        .rstrip()
    )


def _short(text: str) -> str:
    return " ".join(text[:160].split())
