"""Measures calls in pairs: ours beside a peer or a limit, interleaved in the same run, so that a busy machine cancels out.

Each call is made several times and its quickest counts: what another program took away is not ours.
"""

import gc
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Call = Callable[[], object]
REPEATS = 3


@dataclass(slots=True)
class Times:
    """Seconds of many different calls, each the least of its repeats."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def middle(self) -> float:
        """The median by the clock on the wall."""
        return at(self.wall, 0.5)

    def worst(self) -> float:
        """The 99th of a hundred."""
        return at(self.wall, 0.99)

    def busy(self) -> float:
        """The median of the processor's time."""
        return at(self.cpu, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `limit` is what it is measured against in the same run."""

    what: str
    ours: Times
    limit: Times | None = None
    limit_name: str = ""
    goal: str = ""
    """In words, with the number the issue or performance.md §4 gives it."""
    note: str = ""


def at(values: Sequence[float], share: float) -> float:
    """The value that `share` of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def once(call: Call) -> tuple[float, float]:
    """Seconds on the wall and of the processor that one call takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


def in_pairs(pairs: Iterable[tuple[Call, Call | None]], repeats: int = REPEATS) -> tuple[Times, Times]:
    """Our calls and what they are measured against, in turn."""
    ours, limit = Times(), Times()
    gc.collect()
    gc.disable()  # a collection of the measuring program's own litter is nobody's time
    try:
        for call, other in pairs:
            _note(ours, call, repeats)
            if other is not None:
                _note(limit, other, repeats)
    finally:
        gc.enable()
    return ours, limit


def calls(those: Iterable[Call], repeats: int = REPEATS) -> Times:
    """Our calls alone."""
    return in_pairs(((call, None) for call in those), repeats)[0]


def _note(times: Times, call: Call, repeats: int) -> None:
    taken = [once(call) for _number in range(repeats)]
    times.wall.append(min(wall for wall, _cpu in taken))
    times.cpu.append(min(cpu for _wall, cpu in taken))


def table(figures: Iterable[Figure]) -> str:
    """The figures as one table."""
    lines: list[tuple[str, ...]] = [_COLUMNS]
    lines += [_cells(figure) for figure in figures]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_COLUMNS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join("| " + " | ".join(_padded(line, widths)) + " |" for line in lines)


_COLUMNS = ("what", "median ms", "p99 ms", "CPU ms", "calls", "limit: median / p99 / CPU ms", "ratio", "goal")


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [text.ljust(width) if number in (0, 7) else text.rjust(width)
            for number, (text, width) in enumerate(zip(line, widths, strict=True))]  # fmt: skip


def _cells(figure: Figure) -> tuple[str, ...]:
    ours, limit = figure.ours, figure.limit
    against = ratio = ""
    if limit is not None and limit.wall:
        against = f"{figure.limit_name} {_ms(limit.middle())} / {_ms(limit.worst())} / {_ms(limit.busy())}"
        ratio = f"{ours.middle() / limit.middle():.1f}"
    goal = f"{figure.goal}  {figure.note}".strip()
    return (figure.what, _ms(ours.middle()), _ms(ours.worst()), _ms(ours.busy()), str(len(ours.wall)), against, ratio,
            goal)  # fmt: skip


def _ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def replay(connection: Any, store: Any, call: Call) -> Call:
    """The statements that `call` sends, sent again by the driver alone on `connection`: the limit of a query."""
    from sqlalchemy import event

    sent: list[tuple[str, Any, bool]] = []

    def note(*args: Any) -> None:
        _connection, _cursor, statement, parameters, _context, many = args
        if not statement.startswith("BEGIN"):
            sent.append((statement, parameters, many))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        call()
    finally:
        event.remove(store.engine, "before_cursor_execute", note)

    def again() -> None:
        for statement, parameters, many in sent:
            if many:
                connection.executemany(statement, parameters)
            else:
                connection.execute(statement, parameters).fetchall()

    return again
