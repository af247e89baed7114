"""--self-test says a verdict a line each and leaves nothing behind; the smoke test reads it without mercy."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from relmgr import __version__, self_test
from relmgr.self_test import Verdict
from tests.packaging.scripts import PACKAGING, ROOT, script

smoke_test = script("smoke_test.py")


def answer(**changed: bool) -> str:
    verdicts = [
        {"name": name, "passed": changed.get(name, True), "detail": "so"} for name in smoke_test.WANTED
    ]
    return json.dumps({"version": __version__, "passed": True, "verdicts": verdicts})


def test_a_checkout_passes_and_leaves_nothing() -> None:
    command = [sys.executable, str(PACKAGING / "smoke_test.py"), sys.executable, str(ROOT / "main.py")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0
    verdicts = json.loads(done.stdout)["verdicts"]
    assert {each["name"] for each in verdicts} == smoke_test.WANTED
    assert "SQLCipher" in next(each["detail"] for each in verdicts if each["name"] == "sqlcipher")


def test_for_people_it_is_a_line_each() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--self-test"], capture_output=True, text=True
    )
    lines = done.stdout.splitlines()
    assert lines[-1] == f"Relmgr {__version__} works here."
    assert all(line.startswith("ok      ") for line in lines[:-1])
    assert len(lines) == len(smoke_test.WANTED) + 1


def test_what_fails_is_told_and_the_rest_is_still_asked(tmp_path: Path) -> None:
    def breaks(folder: Path) -> str:
        raise OSError(f"nothing in {folder.name}")

    found = tuple(
        self_test.verdicts((("it breaks", breaks), ("it holds", lambda folder: folder.name)), tmp_path)
    )
    assert found == (
        Verdict("it breaks", False, "OSError: nothing in it-breaks"),
        Verdict("it holds", True, "it-holds"),
    )


@pytest.mark.parametrize(
    ("code", "output", "left", "complaint"),
    [
        (1, answer(), [], "it ended with 1"),
        (0, "Traceback", [], "it gave no verdict: 'Traceback'"),
        (0, answer(dates=False), [], "dates: so"),
        (0, answer(), ["home/.local/share/relmgr/relmgr.db"], "it left home/.local/share/relmgr/relmgr.db"),
        (0, '{"verdicts": []}', [], "fonts: not asked"),
    ],
)
def test_a_program_that_is_not_whole_does_not_pass(
    code: int, output: str, left: list[str], complaint: str
) -> None:
    assert smoke_test.faults(0, answer(), []) == []
    assert complaint in smoke_test.faults(code, output, left)


def test_what_a_program_writes_into_its_home_is_found(tmp_path: Path) -> None:
    home = Path(smoke_test.environment(tmp_path)["HOME"])
    (home / ".cache" / "fontconfig").mkdir(parents=True)
    (home / ".cache" / "fontconfig" / "fonts").touch()
    assert smoke_test.left_behind(tmp_path) == []
    (home / ".config" / "relmgr").mkdir()
    (home / ".config" / "relmgr" / "settings.json").touch()
    assert smoke_test.left_behind(tmp_path) == ["home/.config/relmgr/settings.json"]
