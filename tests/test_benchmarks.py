"""The benchmarks judge themselves by their numbers, and a part that is measured again replaces its own rows only."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from benchmarks import growth, load, results
from benchmarks.measure import FUNCTION, START, Budget, Figure, Stat, Times, _send, replay
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.light import driver_of, light, streamed
from tests.builders import Make


def _times(*milliseconds: float) -> Times:
    seconds = [each / 1000 for each in milliseconds]
    return Times(list(seconds), list(seconds))


def _row(figure: Figure, size: int = 1_000) -> results.Row:
    return results.row("saving", figure, size, 0.1)


def _save(ours: Times, limit: Times | None = None) -> Figure:
    budgets = (Budget(times=3, plus=1), Budget(Stat.P99, times=3, plus=16.7, of=Stat.MEDIAN))
    return Figure(what="a save", ours=ours, limit=limit, limit_name="F", goal="W1", budgets=budgets)


def test_a_budget_is_worked_out_from_the_limit_of_the_same_run() -> None:
    row = _row(_save(_times(2, 2, 20), _times(1, 1, 9)))
    assert [budget["text"] for budget in row["budgets"]] == [
        "median ≤ 3 × F + 1 ms",
        "p99 ≤ 3 × median F + 16.7 ms",
    ]
    assert [budget["allowed"] for budget in row["budgets"]] == [4.0, 19.7]
    assert results.verdict(row) == "missed"
    assert results.missed([row]) == [
        "W1 a save at 1,000: p99 ≤ 3 × median F + 16.7 ms = 19.7, got 20.0",
    ]
    assert results.verdict(_row(_save(_times(4, 4, 19), _times(1, 1, 9)))) == "held"


def test_without_the_limit_nothing_is_judged() -> None:
    assert results.verdict(_row(_save(_times(2)))) == "not measured"
    assert results.verdict(_row(Figure(what="read", ours=_times(2)))) == ""


def test_growth_is_read_from_equal_names() -> None:
    def rows(rule: object, *medians: float) -> list[results.Row]:
        figures = [Figure(what="x", ours=_times(each), growth=rule) for each in medians]  # type: ignore[arg-type]
        return [_row(figure, 1_000 * 10**number) for number, figure in enumerate(figures)]

    (tenfold,) = results.grown(rows(FUNCTION, 1, 2, 10.2))
    assert (tenfold["since"], tenfold["ratio"], tenfold["verdict"]) == (10_000, 5.1, "held")
    (whole,) = results.grown(rows(START, 100, 110, 126))
    assert (whole["since"], whole["verdict"]) == (1_000, "missed")
    assert results.grown(rows(START, 100)) == []


def test_a_part_measured_again_replaces_its_own_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KEPT", "TABLE", "PICTURE"):
        monkeypatch.setattr(results, name, tmp_path / getattr(results, name).name)
    run = results.run_of(load.Calibration(150, 0.2, 0.02, 0.1), "2026-11-22", "2 cores", 3)

    def measured(size: int, milliseconds: float) -> None:
        figure = Figure(what="read", ours=_times(milliseconds), growth=FUNCTION, goal="F1")
        results.keep("reading", size, [_row(figure, size)], run)

    measured(1_000, 5)
    measured(10_000, 7)
    measured(1_000, 6)
    found = [(one["size"], one["ours"]["median"]) for one in results.read()["rows"]]
    assert found == [(1_000, 6.0), (10_000, 7.0)]
    assert "| F1 | read | 1,000 | 6.00 |" in results.TABLE.read_text("utf-8")
    picture = ElementTree.fromstring(results.PICTURE.read_text("utf-8"))
    assert len(picture.findall("{http://www.w3.org/2000/svg}circle")) == 2


def test_the_picture_holds_what_does_not_take_any_time() -> None:
    line = {
        "what": "x < y",
        "goal": "",
        "unit": "ms",
        "ratio": 0.0,
        "verdict": "",
        "medians": {1: 0.0, 10: 1.0},
    }
    assert "x &lt; y" in growth.picture([{**line, "limits": {}}])


def test_the_limit_reads_no_more_rows_than_we_do(store: Store, make: Make) -> None:
    for number in range(40):
        make.person(f"Ada {number}")
    ids = select(t.person.c.id)

    def some() -> None:
        with store.read() as session:
            light(session).execute(ids.limit(3)).all()
            found = streamed(light(session), ids, {})
            next(found)
            found.close()  # type: ignore[attr-defined]  # a generator

    driver = driver_of(store.connection)
    again = replay(driver, store, some)
    fetched: list[int] = []

    class Watched:
        """Counts the rows that come."""

        def __init__(self, of: Any) -> None:
            self.of = of

        def execute(self, *given: Any) -> "Watched":
            return Watched(self.of.execute(*given))

        def fetchall(self) -> None:
            fetched.append(len(self.of.fetchall()))

        def fetchmany(self, most: int) -> None:
            fetched.append(len(self.of.fetchmany(most)))

        def __getattr__(self, name: str) -> Any:
            return getattr(self.of, name)

    _send(Watched(driver), again.args[1])  # type: ignore[attr-defined]  # a partial
    assert fetched == [3, 32]
