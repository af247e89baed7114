"""Starts in odd places: bare environments, strange folders, closed and broken outputs, signals."""

import json
import os
import signal
import subprocess
import sys
import threading
import time as system_time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from relmgr.paths import Profile, profile_at
from tests.faults.effort import IS_FULL
from tests.faults.reality import ROOT, Home, make_home
from tests.faults.terminal import run, run_typed, typed
from tests.faults.victims import PASSPHRASE

_DESKTOP = {"HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "XDG_RUNTIME_DIR"}


def in_reality(
    arguments: list[str], *, shell: str = 'exec "$@"', **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `main.py` in a fresh Python, through a line of shell."""
    return subprocess.run(
        ["sh", "-c", shell, "sh", sys.executable, str(ROOT / "main.py"), *arguments],
        env={name: value for name, value in os.environ.items() if name not in _DESKTOP} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=100,
    )


def test_with_no_environment_and_a_terminal_of_ascii(tmp_path: Path) -> None:
    profile = profile_at(tmp_path / "My people – Zoë" / "profile")
    given = Path(typed(profile_at(tmp_path / "any"))[3])
    assert run(profile, "init", passphrase_file=given).code == 0
    bare = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    card = tmp_path / "zoë.vcf"
    card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë Çelik\r\nEND:VCARD\r\n", "utf-8")
    imported = in_reality(typed(profile, "import", card, passphrase_file=given), **bare)
    assert (imported.returncode, imported.stderr) == (0, "")
    logged = in_reality(
        typed(profile, "log", "Call with Zoë Çelik, they moved to Zürich.", passphrase_file=given), **bare
    )
    assert (logged.returncode, logged.stderr) == (0, "")
    assert "moved to Zürich" in run(profile, "card", "Zoë", passphrase_file=given).said


def without_a_home() -> None:
    """Nobody says where home is."""
    import pwd

    for name in list(os.environ):
        if name == "HOME" or name.startswith("XDG_"):
            del os.environ[name]

    def unknown(_number: int) -> object:
        raise KeyError("no such user")

    pwd.getpwuid = unknown  # type: ignore[assignment]


def test_without_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = typed(profile_at(tmp_path / "any"))[3]
    here = sorted(Path.cwd().iterdir())
    for command in (["people"], ["init"]):
        answer = run_typed(["--passphrase-file", given, *command], without_a_home)
        answer.require_sentence("Say where the file lies, with --profile FOLDER")
    assert sorted(Path.cwd().iterdir()) == here, "a folder called ~ was made"
    profile = profile_at(tmp_path / "said")
    assert run(profile, "init", prepare=without_a_home).code == 0


def test_a_home_that_nobody_has(tmp_path: Path) -> None:
    profile_path = "~nobody-of-that-name/profile"
    answer = run_typed(["--profile", profile_path, "people"])
    answer.require_sentence("There is no Relmgr file in")


def in_zone(zone: str) -> None:
    """Be there."""
    os.environ["TZ"] = zone
    system_time.tzset()


ZONES = [
    "Mars/Olympus",
    "UTC+99",
    "Asia/Kathmandu",
    *(["", ":", "<+14>-14", "/etc/passwd"] if IS_FULL else []),
]


@pytest.mark.parametrize("zone", ZONES)
def test_in_an_odd_zone(profile: Profile, zone: str) -> None:
    prepare = partial(in_zone, zone)
    due = run(profile, "due", "--on", "2026-11-24", prepare=prepare)
    assert (due.code, due.complaint) == (0, "")
    assert "Ring Ann back" in due.said
    assert run(profile, "log", "Call with Ann", prepare=prepare).code == 0
    assert run(profile, "card", "Ann", prepare=prepare).complaint == ""


@pytest.mark.parametrize(
    "folder", ["with spaces and 100%", "人々", "\u202egnp", "q?x=1#frag", "-dash", "a" * 200, "d/" * 60]
)
def test_in_a_folder_with_an_odd_name(tmp_path: Path, folder: str) -> None:
    given = Path(typed(profile_at(tmp_path / "any"))[3])
    profile = profile_at(tmp_path / folder / "profile")
    assert run(profile, "init", passphrase_file=given).code == 0
    assert (tmp_path / folder / "profile" / "relmgr.db").stat().st_size > 0
    check = run(profile, "check", passphrase_file=given)
    assert (check.code, check.complaint) == (0, "")


def test_in_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    given = Path(typed(profile_at(tmp_path / "any"))[3])
    profile = profile_at(tmp_path / os.fsdecode(b"p\xff\xfe"))
    made = run(profile, "init", passphrase_file=given)
    assert (made.code, made.complaint) == (0, "")
    assert run(profile, "people", "--json", passphrase_file=given).said == "[]\n"


def test_in_a_folder_deeper_than_sqlite_goes(tmp_path: Path) -> None:
    given = Path(typed(profile_at(tmp_path / "any"))[3])
    profile = profile_at(tmp_path.joinpath(*["deep" * 20] * 9))
    run(profile, "init", passphrase_file=given).require_sentence("takes no name as long as")
    assert not list(profile.data.glob("vault*"))


@pytest.mark.parametrize(
    "shell", ['exec "$@" <&-', 'exec "$@" >&-', 'exec "$@" 2>&-', 'exec "$@" <&- >&- 2>&-']
)
def test_with_standard_files_closed(profile: Profile, shell: str) -> None:
    before = profile.database.read_bytes()
    ended = in_reality(typed(profile, "people"), shell=shell)
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert ("Ann Archer" in ended.stdout) is (">&- 2" not in shell and not shell.endswith('" >&-'))
    assert profile.database.read_bytes() == before


def test_nobody_reads_to_the_end(profile: Profile) -> None:
    ended = in_reality(typed(profile, "people"), shell='{ "$@"; echo $? >&2; } | true')
    assert ended.stderr == "0\n"


def test_contacts_from_a_pipe(profile: Profile) -> None:
    card = r"BEGIN:VCARD\nVERSION:3.0\nFN:Dora Dean\nEND:VCARD\n"
    ended = in_reality(typed(profile, "import", "/dev/stdin"), shell=f"printf '{card}' | \"$@\"")
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        0,
        "1 added, 0 merged, 0 unchanged, 0 skipped.\n",
        "",
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_in_the_middle_of_an_import(profile: Profile, tmp_path: Path, number: int) -> None:
    many = tmp_path / "many.vcf"
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nEND:VCARD\r\n"
    many.write_text("".join(card.format(n=each) for each in range(20_000)), "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *typed(profile, "import", many)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    log = profile.database.with_name("relmgr.db-wal")
    while process.poll() is None and not log.exists():
        pass
    process.send_signal(number)
    said, complaint = process.communicate(timeout=60)
    assert (said, complaint) == ("", "")
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    assert len(json.loads(run(profile, "people", "--json").said)) == 3
    assert "All is well" in run(profile, "check").said


# The window

Started = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def started() -> Iterator[Started]:
    """Starts a window on a profile, and waits until its file is open."""
    processes: list[subprocess.Popen[bytes]] = []

    def start_it(
        home: Home, profile: Profile, shell: str = 'exec "$@"', **environment: str
    ) -> "subprocess.Popen[bytes]":
        given = home.given / "passphrase"
        given.write_text(PASSPHRASE + "\n", "utf-8")
        command = home.window("waits", "--profile", profile.data, "--passphrase-file", given)
        process = subprocess.Popen(
            ["sh", "-c", shell, "sh", *command],
            env=home.environment(**environment),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        processes.append(process)
        pause = threading.Event()
        while process.poll() is None and not home.report.exists():
            pause.wait(0.05)
        assert process.poll() is None, process.communicate()
        return process

    yield start_it
    for process in processes:
        process.kill()
        process.communicate()


def require_clean_end(process: subprocess.Popen[bytes], profile: Profile) -> None:
    """SIGTERM ends it with 0, the file closed and free."""
    process.send_signal(signal.SIGTERM)
    _said, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint
    assert b"Traceback" not in complaint
    assert not list(profile.data.glob("relmgr.db-*"))
    assert run(profile, "log", "Call with Ann").code == 0


def test_a_window_in_a_bare_environment_ends_cleanly(
    started: Started, tmp_path: Path, profile: Profile
) -> None:
    home = make_home(tmp_path / "odd – Zoë")
    profile = profile_at(profile.data.rename(home.folder / "in a folder – 人々"))
    process = started(
        home,
        profile,
        LC_ALL="C",
        TZ="UTC+99",
        TMPDIR="/nowhere",
        HOME="/nowhere",
        XDG_RUNTIME_DIR="/nowhere",
        XDG_CACHE_HOME="/nowhere",
    )
    require_clean_end(process, profile)


def test_a_window_without_standard_files_ends_cleanly(
    started: Started, tmp_path: Path, profile: Profile
) -> None:
    process = started(make_home(tmp_path / "odd"), profile, 'exec "$@" <&- >&- 2>&-')
    require_clean_end(process, profile)


def test_a_second_window_raises_the_first_and_ends(
    started: Started, tmp_path_factory: pytest.TempPathFactory, profile: Profile
) -> None:
    home = make_home(tmp_path_factory.mktemp("h"))  # the path of a socket is short: 108 bytes
    first = started(home, profile)
    second = home.run(home.command("--profile", profile.data))
    assert (second.returncode, second.stdout) == (0, b"")
    assert first.poll() is None
    refused = run(profile, "log", "Call with Ann")
    refused.require_sentence("already has the file in")
    assert "Ann Archer" in run(profile, "people").said
    require_clean_end(first, profile)
