"""A real Secret Service: gnome-keyring in a session of its own.

Only on Linux; the other systems' keyrings need somebody logged in, and are tried there by hand (docs).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.faults.figures import Figure, Promise

ROOT = Path(__file__).resolve().parents[2]
UNLOCK = 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
NEVER_SET_UP = 'exec "$@"'  # the bus starts the daemon, which has no collection

if sys.platform == "linux":

    def run_in_session(tmp_path: Path, prelude: str, module: str = "keyring_session") -> dict[str, object]:
        """What that module of tests/faults prints in a fresh session bus with a home of its own."""
        for name in ("home", "run"):
            (tmp_path / name).mkdir(mode=0o700)
        without = {"PYTHON_KEYRING_BACKEND", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}
        environment = {name: value for name, value in os.environ.items() if name not in without}
        environment |= {
            "HOME": str(tmp_path / "home"),
            "XDG_RUNTIME_DIR": str(tmp_path / "run"),
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ["PYTHONPATH"]]),
        }
        program = [sys.executable, "-m", f"tests.faults.{module}", str(tmp_path / "profile")]
        ended = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", prelude, "bash", *program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return dict(json.loads(ended.stdout))

    def test_a_real_keyring_from_set_up_to_recovery(tmp_path: Path, figure: Figure) -> None:
        assert run_in_session(tmp_path, UNLOCK) == {
            "backend": "keyring.backends.SecretService.Keyring",
            "opened": True,
            "items": 1,
            "emptied": "emptied",
            "rewrapped": True,
            "locked": "locked",
            "recovered": True,
            "cancelled": "cancelled",
            "other_backend": "moved",
            "moved_to": "Elsewhere",
            "left_behind": True,
            "not_set_up": "not_set_up",
            "missing": "missing",
            "still_opens": True,
        }
        figure(
            Promise.WAY_IN,
            "a real keyring opens, then emptied, locked, cancelled, of another kind, not used, missing: the recovery key opens",
        )

    def test_a_keyring_that_was_never_set_up_says_so_and_nothing_is_made(
        tmp_path: Path, figure: Figure
    ) -> None:
        assert run_in_session(tmp_path, NEVER_SET_UP) == {
            "backend": "keyring.backends.SecretService.Keyring",
            "made": "no_collection",
        }
        assert not list((tmp_path / "profile").glob("vault*"))
        figure(Promise.WAY_IN, "one that was never set up: nothing made")

    def test_the_window_meets_a_real_keyring_in_its_states(tmp_path: Path, figure: Figure) -> None:
        said = "The keyring of this computer"
        assert run_in_session(tmp_path, UNLOCK, "keyring_window") == {
            "by itself": True,
            "emptied": {
                "sentence": f"{said} no longer holds Relmgr's secret",
                "alive": True,
                "opened": True,
                "again": True,
            },
            "swapped": {
                "sentence": "The secret in the keyring of this computer is not the one for this file",
                "alive": True,
                "opened": True,
                "again": True,
            },
            "locked": {"sentence": f"{said} is locked", "alive": True, "opened": True},
        }
        figure(
            Promise.WAY_IN, "the window alive while a real keyring is emptied, swapped, locked: open again"
        )
