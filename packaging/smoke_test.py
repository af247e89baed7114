#!/usr/bin/env python3
"""Starts a built Relmgr with --self-test in a throw-away home, and ends with 0 if its verdict is good.

python3 packaging/smoke_test.py PROGRAM [ARGUMENT…]

Needs nothing but Python. Fails, too, where the program wrote into its home: the self-test is to leave nothing behind.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PATIENCE_SECONDS = 180
WANTED = {
    *("keyring", "sqlcipher", "migrations", "dates", "contacts", "notifications", "translations"),
    *("svg", "fonts", "pictures", "guide", "window", "card as pdf"),
}
"""The questions that a verdict must hold an answer to."""
_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
}
_OUTSIDE = {"XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp"}
_OURS = ("PYTHONPATH", "PYTHONHOME", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM", "LD_LIBRARY_PATH")


def environment(folder: Path) -> dict[str, str]:
    """The environment of somebody who just moved in: every folder in `folder`, nothing of this Python's."""
    made = {name: value for name, value in os.environ.items() if name not in _OURS}
    for name, place in _HOMES.items():
        made[name] = str(folder / "home" / place)
        Path(made[name]).mkdir(parents=True, exist_ok=True)
    for name, place in _OUTSIDE.items():
        made[name] = str(folder / place)
        Path(made[name]).mkdir(mode=0o700, exist_ok=True)
    return made


def left_behind(folder: Path) -> list[str]:
    """The files in the home and among the temporary ones, relative to `folder`."""
    places = (folder / "home", folder / "tmp")
    return sorted(
        path.relative_to(folder).as_posix()
        for place in places
        for path in place.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    )


def faults(exit_code: int, output: str, left: Sequence[str]) -> list[str]:
    """What is wrong with what the program answered; empty if nothing is."""
    found = [f"it left {', '.join(left)}"] if left else []
    if exit_code:
        found.append(f"it ended with {exit_code}")
    try:
        answer = json.loads(output)
        verdicts = {each["name"]: each for each in answer["verdicts"]}
    except (ValueError, KeyError, TypeError):
        return [*found, f"it gave no verdict: {output[-500:]!r}"]
    found += [f"{name}: not asked" for name in sorted(WANTED - verdicts.keys())]
    found += [f"{name}: {each['detail']}" for name, each in verdicts.items() if not each["passed"]]
    return found


def main(arguments: Sequence[str]) -> int:
    """0 if the program whose command line is `arguments` works."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    program = shutil.which(arguments[0]) or arguments[0]
    with tempfile.TemporaryDirectory(prefix="relmgr-smoke-") as name:
        folder = Path(name)
        done = subprocess.run(
            [os.path.abspath(program), *arguments[1:], "--self-test", "--json"],
            env=environment(folder),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
        )
        wrong = faults(done.returncode, done.stdout, left_behind(folder))
    print(done.stdout, end="")
    for line in [*wrong, *(done.stderr.splitlines() if wrong else [])]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
