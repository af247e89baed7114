"""No IP socket, through a whole day in terminal and window, in a place without any network (promise 7)."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faults import canary
from tests.faults.harms import make_profile
from tests.faults.reality import Home, make_home
from tests.faults.tracing import may_trace
from tests.faults.victims import PASSPHRASE

_WITHOUT_NETWORK = (["unshare", "-n"], ["unshare", "--map-root-user", "-n"])
_SOCKET = re.compile(r"socket\((\w+)")
_WRITTEN = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)[^=]*= \d')
_ALLOWED_SOCKETS = {"AF_UNIX", "AF_LOCAL", "AF_NETLINK"}


def without_network() -> list[str]:
    """What to write before a command so that there is no network for it; nothing where that is not allowed."""
    for prefix in _WITHOUT_NETWORK:
        if shutil.which(prefix[0]) and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return prefix
    return []


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home, with a contact to import beside it."""
    made = make_home(tmp_path)
    (made.given / "first.vcf").write_text(canary.card(canary.NAME, canary.MAIL), "utf-8")
    (made.given / "card.vcf").write_text(canary.card(canary.OTHER, "other" + canary.MAIL), "utf-8")
    (made.given / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
    return made


def test_a_day_without_any_network(home: Home) -> None:
    profile = make_profile(home.folder / "profile")
    options = ("--profile", profile.data, "--passphrase-file", home.given / "passphrase")
    before, traces = without_network(), home.given / "traces"
    if may_trace():
        before = [*before, "strace", "-ff", "-qq", "-e", "trace=socket,openat,open,creat", "-o", str(traces)]
    for command in (
        ("import", home.given / "first.vcf"),
        ("log", canary.TALK),
        ("people",),
        ("due",),
        ("card", canary.NAME, "--format", "png", "-o", home.folder / "card.png"),
        ("export", home.folder / "out.vcf"),
        ("check",),
    ):
        ended = home.run(home.command(*options, *command), before)
        assert ended.returncode == 0, ended.stderr
    window = home.run(home.window("a_day", *options), before)
    assert window.returncode == 0, window.stderr
    assert home.seen()["fault"] == ""
    traced = "\n".join(path.read_text("utf-8", "replace") for path in home.given.glob("traces.*"))
    assert set(_SOCKET.findall(traced)) <= _ALLOWED_SOCKETS
    written = {path for path in _WRITTEN.findall(traced) if not path.startswith(("/dev/", "/proc/"))}
    assert str(profile.database) in written or not traced
    outside = {path for path in written if not path.startswith((str(home.folder), str(home.given)))}
    assert not {path for path in outside if "__pycache__" not in path}, "written outside of the home"
