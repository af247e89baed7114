"""One Relmgr for each profile, tried with real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from relmgr.errors import InUseError
from relmgr.paths import Profile
from relmgr.vault import FileLock
from ui import instance, meeting_place

ROOT = Path(__file__).resolve().parents[2]
STARTS = 5
Launch = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def launch(profile: Profile) -> Iterator[Launch]:
    """Starts Relmgr on the profile; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, str(ROOT / "main.py"), "--profile", str(profile.data), *arguments]
        profile.data.mkdir(exist_ok=True)
        with (profile.data / "stderr").open("ab") as file:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=file)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def is_up(profile: Profile) -> bool:
    """Whether a Relmgr answers; told to stay where it is."""
    return instance.hand_over(profile, ("--background",))


def test_a_second_start_hands_its_files_over_and_ends(
    qtbot: QtBot, profile: Profile, launch: Launch, tmp_path: Path
) -> None:
    first = instance.take(profile, ())
    assert first is not None
    asked: list[tuple[str, ...]] = []
    first.asked.connect(asked.append)
    second = launch(str(tmp_path / "phone.vcf"))
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert second.returncode == 0
    assert asked == [(str(tmp_path / "phone.vcf"),)]
    first.end()


def test_of_many_starts_at_once_one_runs(qtbot: QtBot, profile: Profile, launch: Launch) -> None:
    processes = [launch() for _each in range(STARTS)]
    qtbot.waitUntil(lambda: sum(each.poll() is None for each in processes) == 1, timeout=90_000)
    qtbot.waitUntil(lambda: is_up(profile), timeout=60_000)
    assert [each.returncode for each in processes if each.poll() is not None] == [0] * (STARTS - 1)
    assert sum(each.poll() is None for each in processes) == 1


def test_a_killed_first_frees_the_profile_at_once(qtbot: QtBot, profile: Profile, launch: Launch) -> None:
    first = launch()
    qtbot.waitUntil(lambda: is_up(profile), timeout=60_000)
    first.kill()
    first.wait()
    second = launch()
    qtbot.waitUntil(lambda: is_up(profile), timeout=60_000)
    assert second.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(
    qtbot: QtBot, profile: Profile, launch: Launch, number: signal.Signals
) -> None:
    process = launch()
    qtbot.waitUntil(lambda: is_up(profile), timeout=60_000)
    process.send_signal(number)
    qtbot.waitUntil(lambda: process.poll() is not None, timeout=60_000)
    assert process.returncode == 0
    said = (profile.data / "stderr").read_text("utf-8").splitlines()
    assert [line for line in said if not line.startswith("This plugin does not support ")] == []
    assert (profile.config / "window.state").exists()


def test_a_first_that_does_not_listen_is_in_use(
    qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "PATIENCE_SECONDS", 0.0)
    with FileLock(profile), pytest.raises(InUseError):
        instance.take(profile, ())


@pytest.fixture
def taking(qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[instance.Taking]:
    """A later start that does not wait long before it says that the profile is in use."""
    monkeypatch.setattr(instance, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(instance, "_AGAIN_MS", 5)
    made = instance.Taking(profile)
    yield made
    made.end()


def test_it_goes_on_by_itself_when_the_one_before_it_ends(
    qtbot: QtBot, profile: Profile, taking: instance.Taking
) -> None:
    before = FileLock(profile)
    before.acquire()
    with qtbot.waitSignal(taking.failed) as told:
        taking.take(("--today",))
    assert isinstance(told.args[0], InUseError)
    with qtbot.waitSignal(taking.taken) as taken:
        before.release()
    taken.args[0].end()


def test_it_is_told_once_to_one_that_answers_late(
    qtbot: QtBot, profile: Profile, taking: instance.Taking
) -> None:
    lock = FileLock(profile)
    lock.acquire()
    with qtbot.waitSignal(taking.failed):
        taking.take(("--today",))
    first = instance.FirstInstance(profile, lock)
    asked: list[object] = []
    first.asked.connect(asked.append)
    with qtbot.waitSignal(taking.handed_over):
        pass
    assert asked == [("--today",)]
    first.end()


def test_two_profiles_do_not_meet(qtbot: QtBot, profile: Profile, tmp_path: Path) -> None:
    other = Profile(data=tmp_path / "other", config=tmp_path / "other", logs=tmp_path / "other")
    first, second = instance.take(profile, ()), instance.take(other, ())
    assert first is not None
    assert second is not None
    assert meeting_place.socket_name(profile) != meeting_place.socket_name(other)
    first.end()
    second.end()


def test_the_socket_is_in_the_users_own_folder_and_for_the_user_alone(qtbot: QtBot, profile: Profile) -> None:
    first = instance.take(profile, ())
    assert first is not None
    assert first.is_listening
    place = Path(meeting_place.socket_name(profile))
    assert place.parent == Path(os.environ["XDG_RUNTIME_DIR"])
    assert place.stat().st_mode & 0o077 == 0
    first.end()
    assert not place.exists()


def test_without_a_runtime_folder_the_socket_is_in_the_profile(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile.make_folders()
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    name = meeting_place.socket_name(profile)
    assert len(os.fsencode(name)) <= 100
    assert Path(name).parent in (profile.data, Path())


@pytest.mark.parametrize("line", [b"no json\n", b'{"a": 1}\n', b"[1]\n", b"[" * 3000 + b"\n", b"\xff\n"])
def test_a_visitor_that_talks_nonsense_is_ignored(qtbot: QtBot, profile: Profile, line: bytes) -> None:
    first = instance.take(profile, ())
    assert first is not None
    asked: list[object] = []
    first.asked.connect(asked.append)
    visitor = QLocalSocket()
    visitor.connectToServer(meeting_place.socket_name(profile))
    visitor.write(line)
    visitor.flush()
    qtbot.waitUntil(lambda: visitor.state() is QLocalSocket.LocalSocketState.UnconnectedState)
    assert asked == []
    assert visitor.readAll().data() == b""
    first.end()


def test_an_installer_has_the_first_end_and_waits_for_it(
    qtbot: QtBot, profile: Profile, launch: Launch
) -> None:
    first = launch()
    qtbot.waitUntil(lambda: is_up(profile), timeout=60_000)
    asking = launch("--quit")
    qtbot.waitUntil(lambda: asking.poll() is not None, timeout=60_000)
    assert asking.returncode == 0
    qtbot.waitUntil(lambda: first.poll() is not None, timeout=60_000)
    assert first.returncode == 0
    again = launch("--quit")
    qtbot.waitUntil(lambda: again.poll() is not None, timeout=60_000)
    assert again.returncode == 0, "nobody there is as good"


def test_asking_to_end_makes_no_folder(qtbot: QtBot, profile: Profile) -> None:
    assert instance.ask_to_end(profile)
    assert not profile.data.exists()


def test_a_first_that_stays_is_told(qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "_QUIT_SECONDS", 0.0)
    with FileLock(profile):
        assert not instance.ask_to_end(profile)


def test_a_first_that_does_not_listen_yet_is_asked_again(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = FileLock(profile)
    lock.acquire()
    answers = iter((False, False, True))

    def hand_over(_profile: Profile, arguments: tuple[str, ...]) -> bool:
        assert arguments == instance.QUIT
        answer = next(answers)
        if answer:
            lock.release()
        return answer

    monkeypatch.setattr(instance, "hand_over", hand_over)
    assert instance.ask_to_end(profile)
    assert list(answers) == []
