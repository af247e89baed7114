"""What an import leaves for people to read: every line that was not simply taken over, and every card left out."""

import csv
from collections.abc import Iterator
from io import StringIO

from relmgr.i18n import _, ngettext
from relmgr.transfer.importing.accounting import Account, Became, accounts
from relmgr.transfer.importing.planning import ImportPlan, PlanRow, Verdict


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
    told = [*accounts(plan, chosen)]
    kept = [one for one in told if one.became is Became.KEPT]
    if kept:
        lines += [
            _("Kept as they are and given back on export, because they have no place here:"),
            *map(_line, kept),
            "",
        ]
    whole = {row.index for row in left}
    refused = [one for one in told if one.became is Became.REFUSED and one.record not in whole]
    if refused:
        lines += [_("Refused:"), *map(_explained, refused), ""]
    odd = [one for one in told if one.became is Became.MAPPED and one.is_guessed]
    if odd:
        lines += [_("Worth a look:"), *map(_explained, odd)]
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


def _line(one: Account) -> str:
    return _("  Line {line}: {text}").format(line=one.line, text=_short(one.text))


def _explained(one: Account) -> str:
    return (
        _("  Line {line}: {reason} {text}")
        .format(line=one.line, reason=one.reason, text=_short(one.text))
        .rstrip()
    )


def _short(text: str) -> str:
    return " ".join(text[:160].split())


def report_file(plan: ImportPlan, suffix: str, chosen: frozenset[int] | None = None) -> bytes:
    """The report in the form that the name of its file asks for: every line in a table for ".csv", else as text."""
    if suffix.lower() != ".csv":
        return problems_text(plan, chosen).encode("utf-8", "replace")
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow((_("File"), _("Line"), _("What became of it"), _("Why"), _("Who"), _("Text")))
    for one in accounts(plan, chosen):
        who = plan.rows[one.record].title if one.record is not None else ""
        cells = (one.file, one.line, became_word(one.became), one.reason, who, one.text)
        writer.writerow([_inert(cell) if isinstance(cell, str) else cell for cell in cells])
    return table.getvalue().encode("utf-8-sig", "replace")


def became_word(became: Became) -> str:
    """What became of a line, in a word."""
    return {Became.MAPPED: _("Taken over"), Became.KEPT: _("Kept"), Became.REFUSED: _("Refused")}[became]


def _inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
