"""A whole day in terminal and window, lived once and looked at from all sides: nothing about anybody outside the encrypted
file (promise 8), and no IP socket, in a place without any network (promise 7).
"""

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import Any

import pytest

from relmgr import vault
from relmgr.paths import Profile
from tests.faults import canary
from tests.faults.figures import Figure, Promise
from tests.faults.reality import Home, make_home
from tests.faults.tracing import may_trace
from tests.faults.victims import CHEAP, PASSPHRASE

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


@dataclass
class Day:
    """A day in a home of its own. What is given to Relmgr, and what it is asked to write out, lies outside the home."""

    home: Home
    recovery: bytes = b""
    complaints: bytes = b""
    window: bytes = b""
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def profile(self) -> Profile:
        """The usual profile there."""
        return Profile(
            data=self.home.folder / "data" / "relmgr",
            config=self.home.folder / "config" / "relmgr",
            logs=self.home.folder / "cache" / "relmgr" / "log",
        )

    def live(self) -> None:
        """Set up, import, log, look, draw, export; then the window, and a mistake of the program at its end."""
        given = self.home.given
        before = without_network()
        if may_trace():
            calls = "trace=socket,openat,open,creat"
            before = [*before, "strace", "-ff", "-qq", "-e", calls, "-o", str(given / "traces")]
        options = ("--passphrase-file", given / "passphrase")
        made = self.home.run(self.home.command(*options, "init", "--json"), before)
        self.recovery = re.findall(rb'"recovery_code": "(\w+)"', made.stdout)[0]
        vault.mark_recovery_proved(self.profile)
        for command in (
            ("import", given / "first.vcf"),
            ("log", canary.TALK),
            ("people", canary.SEARCH),
            ("due",),
            ("card", canary.NAME, "--format", "png", "-o", given / "card.png"),
            ("export", given / "out.vcf"),
            ("check",),
        ):
            ended = self.home.run(self.home.command(*options, *command), before)
            assert ended.returncode == 0, ended.stderr
            self.complaints += ended.stderr
        ended = self.home.run(self.home.window("a_crash", *options), before)
        self.seen = self.home.seen()
        assert (ended.returncode, "LookupError" in self.seen["crash"]) == (1, True), ended.stderr
        self.window = ended.stdout + ended.stderr

    def sought(self) -> dict[bytes, str]:
        """Every word about anybody, and whatever opens the file."""
        raw = vault.unlock_with_passphrase(self.profile, PASSPHRASE, cost=CHEAP).key.raw()
        groups = (self.recovery[at : at + 8] for at in range(0, 48, 8))
        return canary.spellings(canary.CANARIES, (raw, PASSPHRASE.encode(), self.recovery, *groups))

    def traced(self) -> str:
        """The calls of all its processes; nothing where processes may not be traced."""
        return "\n".join(path.read_text("utf-8", "replace") for path in self.home.given.glob("traces.*"))


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """One that was lived."""
    home = make_home(tmp_path_factory.mktemp("day"))
    (home.given / "first.vcf").write_text(canary.card(canary.NAME, canary.MAIL), "utf-8")
    (home.given / "card.vcf").write_text(canary.card(canary.OTHER, "other" + canary.MAIL), "utf-8")
    (home.given / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
    lived = Day(home)
    lived.live()
    return lived


def test_nothing_about_anybody_is_written_but_into_the_encrypted_file(day: Day) -> None:
    sought = day.sought()
    assert canary.heard_below(sought, day.home.folder) == {}
    assert len(canary.heard_below(sought, day.home.given)) >= 4, "the search finds what is there"
    assert "LookupError" in (day.profile.logs / "relmgr.log").read_text("utf-8")
    assert not list((day.home.folder / "tmp").iterdir())


def test_nothing_about_anybody_is_said_where_others_see_it(day: Day, figure: Figure) -> None:
    sought = day.sought()
    for name, said in (
        ("stderr of commands", day.complaints),
        ("output of the window", day.window),
        ("crash report", day.seen["crash"].encode()),
        ("titles", "\n".join(day.seen["titles"]).encode()),
        ("process list", "\n".join(day.seen["processes"]).encode()),
    ):
        assert not canary.heard_in(said, sought), name
    assert len(day.seen["processes"]) > 4
    assert "Relmgr" in day.seen["titles"]
    figure(
        Promise.DISCREET,
        f"0 of {len(sought)} spellings of {len(canary.CANARIES)} canary words found in files, output, titles",
    )


def test_all_of_it_without_an_ip_socket(day: Day, figure: Figure) -> None:
    assert set(_SOCKET.findall(day.traced())) <= _ALLOWED_SOCKETS
    assert b"NetworkUsedError" not in day.complaints + day.window  # tests/no_network.py holds in every child
    calls = len(_SOCKET.findall(day.traced()))
    figure(Promise.NO_NETWORK, f"0 IP sockets among {calls} sockets of a traced day, in a net of its own")


def test_nothing_is_written_outside_of_the_home(day: Day) -> None:
    traced = day.traced()
    written = {path for path in _WRITTEN.findall(traced) if not path.startswith(("/dev/", "/proc/"))}
    assert str(day.profile.database) in written or not traced
    inside = (str(day.home.folder), str(day.home.given))
    assert not {path for path in written if not path.startswith(inside) and "__pycache__" not in path}
