"""Keeps what was measured beside this file (`results.json`), judges it by its budgets, and writes RESULTS.md from it.

A run replaces the rows of its parts and sizes only, so that one part can be measured again by itself.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks import growth
from benchmarks.load import Calibration
from benchmarks.measure import Budget, Figure, Stat, Times

FOLDER = Path(__file__).parent
KEPT, TABLE, PICTURE = FOLDER / "results.json", FOLDER / "RESULTS.md", FOLDER / "growth.svg"
BUSY = 0.5
"""Cores that others may keep busy before what the clock on the wall says is doubted."""

Row = dict[str, Any]
"""One figure as it is kept."""

HEAD = """# Results

Written by `python3 dev.py bench` (benchmarks/README.md says how it measures, NOTES.md where the time goes). Medians and the 99th of a
hundred, by the clock; CPU is the processor's time of the median call. Each limit or peer was measured in turn with ours, in the same run.
"Held" is computed from the numbers of the row. A row marked * was measured while others kept more than half a core busy.
"""
_ORDER = ("S", "F", "C", "W", "R", "I", "G", "T", "Z", "P", "")


def row(part: str, figure: Figure, size: int, load: float) -> Row:
    """A figure in numbers, in its unit, with what its budgets allow."""
    scale = 1000.0 if figure.unit == "ms" else 1.0
    limit = None if figure.limit is None or not figure.limit.wall else _numbers(figure.limit, scale)
    ours = _numbers(figure.ours, scale)
    return {
        "part": part,
        "goal": figure.goal,
        "what": figure.what,
        "size": figure.size or size,
        "unit": figure.unit,
        "ours": ours,
        "limit": limit,
        "limit_name": figure.limit_name,
        "budgets": [
            {"text": _said(one, figure), "allowed": _allowed(one, limit), "got": ours.get(one.stat.value)}
            for one in figure.budgets
        ],
        "growth": None if figure.growth is None else asdict(figure.growth),
        "note": figure.note,
        "load": None if math.isnan(load) else round(load, 2),
    }


def _numbers(times: Times, scale: float) -> Row:
    found: Row = {stat.value: _rounded(scale * times.get(stat)) for stat in Stat}
    return {**found, "calls": len(times.wall)}


def _rounded(value: float) -> float | None:
    return None if math.isnan(value) else float(f"{value:.4g}")


def _allowed(budget: Budget, limit: Row | None) -> float | None:
    if not budget.times:
        return budget.plus
    if limit is None:
        return None
    base = limit[(budget.of or budget.stat).value]
    return None if base is None else _rounded(budget.times * base + budget.plus)


def _said(budget: Budget, figure: Figure) -> str:
    unit = f" {figure.unit}" if budget.plus else ""
    terms = []
    if budget.times:
        of = f"{budget.of.value} " if budget.of and budget.of is not budget.stat else ""
        terms.append(f"{_factor(budget.times)} × {of}{figure.limit_name}")
    if budget.plus or not terms:
        terms.append(f"{budget.plus:g}{unit}")
    return f"{budget.stat.value} ≤ {' + '.join(terms)}"


def _factor(times: float) -> str:
    return (
        f"1/{round(1 / times)}" if times < 0.75 and abs(1 / times - round(1 / times)) < 0.01 else f"{times:g}"
    )


def verdict(one: Row) -> str:
    """ "held", "missed", "not measured", or nothing where there is no budget."""
    if not one["budgets"]:
        return ""
    pairs = [(budget["got"], budget["allowed"]) for budget in one["budgets"]]
    if any(got is not None and allowed is not None and got > allowed for got, allowed in pairs):
        return "missed"
    return "not measured" if any(got is None or allowed is None for got, allowed in pairs) else "held"


def grown(rows: Sequence[Row]) -> list[Row]:
    """Growth of each name that was measured at several sizes: the medians, the ratio, and its budget if it has one."""
    names: dict[tuple[str, str], list[Row]] = {}
    for one in rows:
        if one["ours"]["median"] is not None:
            names.setdefault((one["part"], one["what"]), []).append(one)
    found = []
    for (part, what), those in names.items():
        ordered = sorted(those, key=lambda one: one["size"])
        if len(ordered) > 1:
            found.append(_growth(part, what, ordered))
    return found


def _growth(part: str, what: str, ordered: list[Row]) -> Row:
    last, rule = ordered[-1], ordered[-1]["growth"]
    medians = {one["size"]: one["ours"]["median"] for one in ordered}
    since = min(medians)
    if rule and rule["tenfold"]:
        since = max((size for size in medians if size * 10 <= last["size"]), default=since)
    allowed = None if rule is None else rule["times"] * medians[since] + rule["plus"]
    got = medians[last["size"]]
    limits = {one["size"]: one["limit"]["median"] for one in ordered if one["limit"]}
    return {
        "part": part,
        "goal": last["goal"],
        "what": what,
        "limits": limits if ordered[0]["limit_name"] == last["limit_name"] else {},
        "unit": last["unit"],
        "medians": medians,
        "since": since,
        "until": last["size"],
        "ratio": got / medians[since] if medians[since] else math.inf,
        "text": ""
        if rule is None
        else f"≤ {rule['times']:g} ×" + (f" + {rule['plus']:g}" if rule["plus"] else ""),
        "verdict": "" if allowed is None else "held" if got <= allowed else "missed",
    }


def read() -> Row:
    """All that was kept, empty at first."""
    if not KEPT.exists():
        return {"runs": {}, "rows": []}
    found: Row = json.loads(KEPT.read_text("utf-8"))
    return found


def keep(part: str, size: int, rows: list[Row], run: Row) -> None:
    """Replace the rows of one part at one size, and write RESULTS.md anew."""
    kept = read()
    name = f"{part} {size}"
    kept["rows"] = [{**one, "run": name} for one in rows] + [
        one for one in kept["rows"] if one["run"] != name
    ]
    kept["runs"][name] = run
    kept["rows"].sort(key=lambda one: (_place(one), one["part"], one["size"]))
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    TABLE.write_text(page(kept), "utf-8")
    PICTURE.write_text(growth.picture([one for one in grown(kept["rows"]) if one["text"]]), "utf-8")


def run_of(calibration: Calibration, when: str, machine: str, seconds: float) -> Row:
    """What is noted of the run that a part was measured in."""
    return {"when": when, "machine": machine, "seconds": round(seconds), **asdict(calibration)}


def _place(one: Row) -> tuple[int, str]:
    return _ORDER.index(one["goal"][:1]), one["goal"]


def page(kept: Row) -> str:
    """RESULTS.md."""
    rows: list[Row] = kept["rows"]
    parts = [HEAD, *_missed(rows), *_rows(rows), *_growths(rows), *_runs(kept["runs"])]
    return "\n".join(parts).rstrip() + "\n"


def missed(rows: Sequence[Row]) -> list[str]:
    """One line for each budget that is not held."""
    lines = []
    for one in rows:
        if verdict(one) == "missed":
            over = [
                f"{budget['text']}{_worked_out(budget)}, got {number(budget['got'])}"
                for budget in one["budgets"]
                if budget["allowed"] is not None and budget["got"] > budget["allowed"]
            ]
            lines.append(
                f"{one['goal'] or '–'} {one['what']} at {one['size']:,}{_star(one)}: {'; '.join(over)}"
            )
    for one in grown(rows):
        if one["verdict"] == "missed":
            lines.append(
                f"G1 {one['what']}: {one['ratio']:.1f} × from {one['since']:,} to {one['until']:,}, {one['text']}"
            )
    return lines


def _worked_out(budget: Row) -> str:
    return f" = {number(budget['allowed'])}" if "×" in budget["text"] else ""


def _star(one: Row) -> str:
    return " *" if (one["load"] or 0) > BUSY else ""


def _missed(rows: Sequence[Row]) -> Iterator[str]:
    lines = missed(rows)
    judged = sum(1 for one in rows if verdict(one) in ("held", "missed"))
    yield f"## Budgets missed\n\n{len(lines)} of {judged} rows with a budget, and of what must not grow:\n"
    yield from (f"- {line}" for line in lines)
    yield ""


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    yield "## Each beside its limit or peer\n"
    yield from _table(
        (
            "goal",
            "what",
            "people",
            "median",
            "p99",
            "CPU",
            "limit or peer: median / p99",
            "ratio",
            "budget",
            "held",
        ),
        (_cells(one) for one in rows),
    )
    yield ""


def _cells(one: Row) -> Sequence[str]:
    ours, limit = one["ours"], one["limit"]
    against = ratio = ""
    if limit is not None:
        against = f"{one['limit_name']} {number(limit['median'])} / {number(limit['p99'])}"
        ratio = (
            f"{ours['median'] / limit['median']:.2f}"
            if limit["median"] and ours["median"] is not None
            else ""
        )
    budget = "; ".join(each["text"] for each in one["budgets"])
    what = f"{one['what']} ({one['note']})" if one["note"] else one["what"]
    unit = "" if one["unit"] == "ms" else f" {one['unit']}"
    return (one["goal"], what, f"{one['size']:,}" if one["size"] else "", number(ours["median"]) + unit, number(ours["p99"]),
            number(ours["CPU"]), against, ratio, budget, verdict(one) + _star(one))  # fmt: skip


def number(value: float | None) -> str:
    """In milliseconds or whatever the figure counts in."""
    if value is None:
        return "–"
    if value == 0 or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _growths(rows: Sequence[Row]) -> Iterator[str]:
    found = grown(rows)
    if not found:
        return
    sizes = sorted({size for one in found for size in one["medians"]})
    yield "## Growth\n\nMedians; the ratio is that of the largest size to the smaller one that the budget names. In the picture, both scales"
    yield "are logarithmic, limits are dashed, and what grows more than it may is red.\n\n![Growth](growth.svg)\n"
    yield from _table(
        ("goal", "what", *(f"{size:,}" for size in sizes), "ratio", "budget", "held"),
        (
            (
                one["goal"],
                one["what"],
                *(number(one["medians"][size]) if size in one["medians"] else "" for size in sizes),
                f"{one['ratio']:.1f}",
                one["text"],
                one["verdict"],
            )
            for one in found
        ),
    )
    yield ""


def _runs(runs: dict[str, Row]) -> Iterator[str]:
    yield "## The runs\n\nB is a bare window's whole process, F four kilobytes kept, Q fifty rows by the driver alone, in ms; load is the cores\n"
    yield "that others kept busy meanwhile.\n"
    yield from _table(
        ("part and size", "when", "took", "B", "F", "Q", "load", "machine"),
        (
            (
                name,
                run["when"],
                f"{run['seconds']} s",
                number(run["b"]),
                number(run["f"]),
                number(run["q"]),
                f"{run['load']:.1f}",
                run["machine"],
            )
            for name, run in sorted(runs.items())
        ),
    )


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for line in lines:
        yield f"| {' | '.join(line)} |"
