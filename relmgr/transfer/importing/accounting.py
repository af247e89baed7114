"""Accounts for every line of what is imported: taken over, kept as it is, or refused, and why (X1, issue 7)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from relmgr.i18n import _
from relmgr.transfer.importing.planning import ImportPlan, PlanRow, Verdict, Why
from relmgr.transfer.vcard import Fate, Outcome, Problem


class Became(StrEnum):
    """What became of a line."""

    MAPPED = "mapped"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One content line of a file, or one cell of a table; `reason` is a sentence, empty where nothing is to be said.

    `line` is 1-based, `lines` how many content lines the entry speaks of, `text` the first characters of the first.
    No line of its own has what is told of a whole record, so that it speaks of none. `record` is the index of the plan's
    row it belongs to, None for what stands outside of any. `is_guessed` is a line read with a guess or without a detail.
    """

    file: str
    line: int
    became: Became
    text: str
    reason: str = ""
    lines: int = 1
    record: int | None = None
    is_guessed: bool = False


_BECAME = {
    Fate.STRUCTURAL: Became.MAPPED,
    Fate.EMPTY: Became.MAPPED,
    Fate.MAPPED: Became.MAPPED,
    Fate.KEPT: Became.KEPT,
    Fate.LEFT_OUT: Became.REFUSED,
}
_BECAME_OF_OUTCOME = {
    Outcome.READ: Became.MAPPED,
    Outcome.KEPT: Became.KEPT,
    Outcome.LEFT_OUT: Became.REFUSED,
}
_TAKEN_IN = frozenset({Why.NOTHING_NEW, Why.TWICE_IN_FILE})
"""Why a record that is skipped is here all the same."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Every line, record by record and made when it is asked for: all of them at once take more room than the plan.

    Part 0 is what stands outside of any record, part n the record n of the plan, and the last what belongs to nobody.
    """

    plan: ImportPlan
    chosen: Collection[int] | None = None
    """The rows that are imported, None for all."""

    def __len__(self) -> int:
        return len(self.plan.rows) + 2

    def part(self, number: int) -> list[Account]:
        """The lines of one part. IndexError where there is none."""
        if number == 0:
            return list(self._strays())
        if number <= len(self.plan.rows):
            row = self.plan.rows[number - 1]
            return list(_of_row(row, _left_out(row, self.chosen)))
        if number > len(self.plan.rows) + 1:
            raise IndexError(number)
        things = (one for _source, loose in self.plan.loose for one in loose.beyond)
        return [Account(file="", line=one.line, became=Became.MAPPED, text=one.words) for one in things]

    def _strays(self) -> Iterator[Account]:
        strays: dict[str, list[Problem]] = defaultdict(list)
        for name, problem in self.plan.strays:
            strays[name].append(problem)
        for name in self.plan.file_names:
            for problem in strays[name]:
                yield _of_problem(name, problem, None)


def accounts(plan: ImportPlan, chosen: Collection[int] | None = None) -> Iterator[Account]:
    """Every line, file by file and in the order of records; `chosen` are the rows that are imported, None for all.

    Lines of a record that is not imported are refused with the reason why it is not.
    """
    told = Accounts(plan, chosen)
    for number in range(len(told)):
        yield from told.part(number)


def _left_out(row: PlanRow, chosen: Collection[int] | None) -> str:
    """Why the record is not taken in; "" if it is, now or before."""
    if row.verdict is Verdict.SKIPPED:
        return "" if row.why in _TAKEN_IN else row.reason
    if chosen is not None and row.index not in chosen:
        return _("Not chosen")
    return ""


def _of_row(row: PlanRow, refused: str) -> Iterator[Account]:
    reasons: dict[int, list[Problem]] = defaultdict(list)
    for problem in row.card.problems:
        reasons[problem.line].append(problem)
    traced = tuple(row.card.traced)
    told = Counter(one.line for one in traced)
    heard: set[Problem] = set()
    for line, fate, text in traced:
        said = [one for one in reasons.get(line, ()) if told[line] == 1 or _is_about(one, text)]
        heard.update(said)
        became, reason = _BECAME[fate], " ".join(problem.reason for problem in said)
        if refused:
            became, reason = Became.REFUSED, refused
        yield Account(
            file=row.file_name,
            line=line,
            became=became,
            text=text,
            reason=reason or _said_of(fate),
            lines=max((problem.lines for problem in said if problem.outcome is Outcome.LEFT_OUT), default=1),
            record=row.index,
            is_guessed=any(problem.outcome is Outcome.READ for problem in said),
        )
    for problem in row.card.problems:
        if problem.line not in told:
            yield _of_problem(row.file_name, problem, row.index)
        elif problem not in heard:
            yield replace(_of_problem(row.file_name, problem, row.index), lines=0)


def _is_about(problem: Problem, text: str) -> bool:
    """Whether of all cells or leaves that share a line this is the one that is spoken of: "Birthday: 29/02/2001"."""
    return bool(problem.raw) and (text == problem.raw or text.endswith(f": {problem.raw}"))


def _said_of(fate: Fate) -> str:
    return {
        Fate.STRUCTURAL: _("It speaks of the file, not of the person."),
        Fate.EMPTY: _("It says nothing."),
        Fate.KEPT: _("It has no place here, so it is kept as it is and given back on export."),
    }.get(fate, "")


def _of_problem(name: str, problem: Problem, record: int | None) -> Account:
    return Account(
        file=name,
        line=problem.line,
        became=_BECAME_OF_OUTCOME[problem.outcome],
        text=problem.raw,
        reason=problem.reason,
        lines=problem.lines,
        record=record,
        is_guessed=problem.outcome is Outcome.READ,
    )
