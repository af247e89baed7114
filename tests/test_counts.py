"""What screens, keys and saves do is counted, and does not become more in kind: a slowdown that no clock is needed for.

`python3 dev.py bench --quick` prints the counts; `--record` keeps new ones in tests/data/counts.json, where a rise is meant.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.counts import RECORDED, Counts, grown, over

_GROWS = {
    "page: today": "ten times the people have ten times as much due",
    "page: people": "the list is everybody, in one narrow table",
    "page: expectations": "ten times the people, ten times the promises on the board",
    "page: reflect": "the map shows everybody",
    "page: referrals": "the page shows every introduction",
    "page: settings": "it says how many people there are, by label and by what is known of them",
    "page: organisations": "the page lists all of them",
    "card: years of data, first pixels": "of ten times the people, ten times as many work at the same firm",
    "card: years of data, all of it": "the same",
    "people: key, 'm'": "all that is found is in the list",
    "people: key, 'mar'": "the same",
    "people: key, 'mar al'": "the same",
    "people: the search cleared": "the list is everybody, in one narrow table",
    "search everything: 'm'": "of names that more than a hundred have, the newest and the nearest are ranked",
    "dialog: log a conversation": "capture knows everybody by name, read once",
    "dialog: quick capture": "capture knows everybody by name, read once",
    "dialog: labels": "each label with how many have it",
    "dialog: all labels": "each label with how many have it",
    "dialog: export": "how many people will be written",
    "dialog: who can help": "it looks at everybody's work, asked for by a button",
    "dialog: who would like": "it looks at everybody's interests, asked for by a button",
}
"""What asks more of the database with ten times the people, and why it may."""


@pytest.mark.timeout(900)  # it builds two files and opens everything; a minute where nothing else runs
@pytest.mark.qt_no_exception_capture  # the windows counted have a process of their own
def test_nothing_does_more_than_was_recorded(tmp_path: Path) -> None:
    told = tmp_path / "counts.json"
    command = [sys.executable, "-m", "benchmarks.counts", "--into", str(told)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: Counts = json.loads(told.read_text("utf-8"))
    recorded: Counts = json.loads(RECORDED.read_text("utf-8"))
    assert found.keys() == recorded.keys()
    assert list(over(found, recorded)) == []
    assert set(grown(found)) <= _GROWS.keys()


def test_a_count_above_its_record_is_told() -> None:
    recorded: Counts = {"page: x": {"200": {"statements": 10, "steps": 50}}}
    found: Counts = {"page: x": {"200": {"statements": 16, "steps": 150}}, "page: y": {"200": {"calls": 1}}}
    assert list(over(found, recorded)) == [
        "page: x at 200 people: 16 statements, recorded 10",
        "page: y: not in counts.json",
    ]


def test_what_reads_everybody_grows() -> None:
    scan: Counts = {"page: x": {"200": {"steps": 200}, "2000": {"steps": 2_000}}}
    index: Counts = {"page: x": {"200": {"steps": 200}, "2000": {"steps": 300}}}
    assert list(grown(scan)) == ["page: x"]
    assert list(grown(index)) == []
