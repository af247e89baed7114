"""Measures calls in pairs: ours beside a peer or a limit, interleaved in the same run, so that a busy machine cancels out.

Each call is made several times and its quickest counts: what another program took away is not ours.
"""

import gc
import math
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

Call = Callable[[], object]
REPEATS = 3
CALLS = 200
"""How many calls a 99th of a hundred is read from at least (performance.md §5)."""


class Stat(StrEnum):
    """What of many times is looked at."""

    MEDIAN = "median"
    P99 = "p99"
    LONGEST = "longest"
    CPU = "CPU"


@dataclass(slots=True)
class Times:
    """Seconds of many different calls, each the least of its repeats (or what else `Figure.unit` says)."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def note(self, call: Call) -> None:
        """Call it once, and keep how long that took."""
        wall, cpu = once(call)
        self.wall.append(wall)
        self.cpu.append(cpu)

    def keep(self, value: float) -> None:
        """Keep something that is no time, or whose processor's time nobody knows."""
        self.wall.append(value)
        self.cpu.append(value)

    def get(self, stat: Stat) -> float:
        """One of the four; NaN where there is nothing."""
        if stat is Stat.CPU:
            return at(self.cpu, 0.5)
        return at(self.wall, {Stat.MEDIAN: 0.5, Stat.P99: 0.99, Stat.LONGEST: 1.0}[stat])


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `times` × the limit plus `plus`, for one statistic: "p99 <= 3 F + 16.7 ms" (performance.md §4).

    `plus` is in milliseconds, or in the unit of the figure. `of` is the limit's statistic; without it the same one.
    """

    stat: Stat = Stat.MEDIAN
    times: float = 0.0
    plus: float = 0.0
    of: Stat | None = None


@dataclass(frozen=True, slots=True)
class Growth:
    """The median at the largest size is at most `times` × that at a smaller one plus `plus` (ms, or the unit).

    The smaller one is the smallest measured, or with `tenfold` that of a tenth.
    """

    times: float
    plus: float = 0.0
    tenfold: bool = False


PIXELS = Growth(2.0)
"""Whole interactions to the pixel (G1)."""
FUNCTION = Growth(5.0, 0.2, tenfold=True)
"""What a service reads or writes (G1)."""
START = Growth(1.25)
"""From the start of the process (S2)."""
LINEAR = Growth(11.0, tenfold=True)
"""What must look at everybody (I2)."""

FRAME, TWO_FRAMES = 16.7, 33.0
"""Milliseconds of one and two pictures of sixty a second."""


def frames(median: float = FRAME, p99: float = TWO_FRAMES) -> tuple[Budget, ...]:
    """The budget of what answers a key (F2, F3, C1), in ms."""
    return Budget(Stat.MEDIAN, plus=median), Budget(Stat.P99, plus=p99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. Whether a budget is held, and how it grows, is computed and never written by hand.

    `what` is the same at each size, for growth is read from equal names. `limit` is what it is measured against in the
    same run, a limit or a peer; None where the peer is not there, with a `note` that says so.
    """

    what: str
    ours: Times
    limit: Times | None = None
    limit_name: str = ""
    goal: str = ""
    """S1 to Z2 of performance.md §4; nothing where it stands for itself."""
    budgets: tuple[Budget, ...] = ()
    growth: Growth | None = None
    size: int = 0
    """People (or cards); 0 for those of the file that is measured."""
    unit: str = "ms"
    """What the values are: seconds for "ms", else just what it says ("MB", "a second")."""
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


def syncing(path: Path) -> Call:
    """Write four kilobytes and wait until the disk has them: F."""
    file = path.open("wb", buffering=0)
    block = b"\x07" * 4096

    def sync() -> None:
        file.write(block)
        os.fdatasync(file.fileno())

    return sync


@dataclass(slots=True)
class _Sent:
    """One statement as it was sent; `rows`: how many of its rows were fetched, None for all of them."""

    statement: str
    parameters: Any
    is_many: bool
    rows: int | None = None


class _Watched:
    """The driver's connection, or a cursor of it, that notes how many rows of the last statement sent are fetched."""

    def __init__(self, watched: Any, sent: list[_Sent]) -> None:
        self._watched, self._sent = watched, sent
        self._last: _Sent | None = None

    def cursor(self) -> "_Watched":
        """A cursor of the connection."""
        return _Watched(self._watched.cursor(), self._sent)

    def execute(self, *given: Any) -> "_Watched":
        """Send what was noted just before."""
        found = self._watched.execute(*given)
        cursor = self if found is self._watched else _Watched(found, self._sent)
        cursor._last = self._sent[-1] if self._sent else None
        return cursor

    def fetchmany(self, most: int) -> list[Any]:
        """Some of its rows; at their end it has been read whole."""
        rows: list[Any] = self._watched.fetchmany(most)
        if self._last is not None:
            self._last.rows = (self._last.rows or 0) + len(rows) if len(rows) == most else None
            self._last = self._last if len(rows) == most else None
        return rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._watched, name)


def replay(connection: Any, store: Any, call: Call) -> Call:
    """The statements that `call` sends, sent again by the driver alone on `connection`: the limit of a query.

    In one transaction, as ours are. Of what is read only as far as it is wanted (`light.streamed`) as many rows are
    fetched as we did: the limit reads no more than we do.
    """
    from unittest.mock import patch

    from sqlalchemy import event

    from relmgr.store import light

    sent: list[_Sent] = []
    driver_of = light.driver_of

    def note(*args: Any) -> None:
        _connection, _cursor, statement, parameters, _context, many = args
        if not statement.startswith("BEGIN"):
            sent.append(_Sent(statement, parameters, many))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        with patch.object(light, "driver_of", lambda session: _Watched(driver_of(session), sent)):
            call()
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
    return partial(_send, connection, tuple(sent))


def _send(connection: Any, sent: Iterable[_Sent]) -> None:
    connection.execute("BEGIN")
    for one in sent:
        if one.is_many:
            connection.executemany(one.statement, one.parameters)
        elif one.rows is None:
            connection.execute(one.statement, one.parameters).fetchall()
        else:
            cursor = connection.execute(one.statement, one.parameters)
            cursor.fetchmany(one.rows)
            cursor.close()
    connection.commit()
