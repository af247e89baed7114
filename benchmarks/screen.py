"""A screen that is a file: starts programs on it, sees when its picture changes and when it stays, and presses keys."""

import ctypes
import ctypes.util
import hashlib
import mmap
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_WIDTH, _HEIGHT, _DEPTH = 1280, 832, 24
_HEADER = 4096
QUIET_SECONDS = 2.5
"""For so long the picture stays as it is, and the program idle, when what it shows is all there."""
_LONGEST_SECONDS = 90.0
_IDLE = 0.12
"""Cores that a program at rest may use."""
TAG = "RELMGR_PEER"


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds until the picture first and last changed, the processor's till then, and the memory of one's own in MB."""

    first: float
    last: float
    work: float
    memory: float


class Screen:
    """Xvfb, for as long as it is entered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: subprocess.Popen[bytes] | None = None
        self.name = ""

    @staticmethod
    def is_there() -> bool:
        """Whether this machine has what the screen needs."""
        return shutil.which("Xvfb") is not None and ctypes.util.find_library("Xtst") is not None

    def __enter__(self) -> Self:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-fbdir", str(self._folder), "-nolisten", "tcp"]
        command += ["-screen", "0", f"{_WIDTH}x{_HEIGHT}x{_DEPTH}"]
        self._server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"
        with next(self._folder.glob("Xvfb_screen*")).open("rb") as file:
            self._pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        self._keys = _Keys(self.name)
        return self

    def __exit__(self, *_exception: object) -> None:
        self._keys.end()
        if self._server is not None:
            self._server.terminate()
            self._server.wait(20)

    def picture(self) -> bytes:
        """What tells this picture from another; every fifth line of it is looked at."""
        line = _WIDTH * 4
        told = hashlib.blake2b(digest_size=16)
        for at in range(_HEADER, len(self._pixels) - line, 5 * line):
            told.update(self._pixels[at : at + line])
        return told.digest()

    def start(self, command: Sequence[str], environment: Mapping[str, str], tag: str) -> "Shown":
        """Start a program; it is told from others by `tag` in its environment."""
        return Shown(self, command, {**environment, TAG: tag, "DISPLAY": self.name}, tag)

    def press(self, *keys: str) -> None:
        """Press keys together, as "Control_L", "f"."""
        self._keys.press(keys)

    def click(self, across: int, down: int) -> None:
        """Press the mouse's button there."""
        self._keys.click(across, down)

    def focus(self) -> None:
        """Let the keys go to the largest window."""
        self._keys.focus()


class Shown:
    """A program on the screen."""

    def __init__(
        self, screen: Screen, command: Sequence[str], environment: Mapping[str, str], tag: str
    ) -> None:
        self._screen, self._tag = screen, tag
        self._before = screen.picture()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  (what it said is read when it has failed)
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            start_new_session=True,
        )

    def until_it_stays(self, quiet: float = QUIET_SECONDS) -> Seen:
        """Wait until the picture stays and the program rests. Raises TimeoutError if nothing is ever seen."""
        self._screen.focus()
        return self._watch(self._began, self._before, quiet)

    def press(self, *keys: str, quiet: float = QUIET_SECONDS) -> Seen:
        """Press keys, and wait until the picture stays."""
        before, began = self._screen.picture(), time.monotonic()
        self._screen.press(*keys)
        return self._watch(began, before, quiet, longest=20.0)

    def _watch(self, began: float, before: bytes, quiet: float, *, longest: float = _LONGEST_SECONDS) -> Seen:
        first = last = work = 0.0
        looked, used = time.monotonic(), self.work()
        started = used if began > self._began else 0.0
        while time.monotonic() - began < longest:
            picture, now = self._screen.picture(), time.monotonic()
            if picture != before:
                before, last = picture, now - began
                first = first or last
            elif last and now - began - last > quiet and now - looked > 0.5:
                spent = self.work()
                is_idle, work = (spent - used) / (now - looked) < _IDLE, spent - started
                looked, used = now, spent
                if is_idle:
                    return Seen(first, last, work, self.memory())
            elif self._process.poll() is not None and not self._processes():
                raise TimeoutError(f"{self._tag} ended by itself: {self._last_words()}")
            time.sleep(0.003)
        raise TimeoutError(f"{self._tag} never came to rest: {self._last_words()}")

    def _last_words(self) -> str:
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace").strip()[-400:]

    def _processes(self) -> list[int]:
        wanted = f"{TAG}={self._tag}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                is_ours = wanted in (path / "environ").read_bytes().split(b"\0")
            except OSError:
                continue  # it has ended, or is another's
            if is_ours:
                found.append(int(path.name))
        return found

    def work(self) -> float:
        """Seconds of the processor that the program and all that it started have taken."""
        ticks = 0
        for number in self._processes():
            try:
                fields = Path(f"/proc/{number}/stat").read_text("ascii").rpartition(")")[2].split()
            except OSError:
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB of one's own (RssAnon) of the program and all that it started."""
        kilobytes = 0
        for number in self._processes():
            try:
                lines = Path(f"/proc/{number}/status").read_text("utf-8", "replace").splitlines()
            except OSError:
                continue
            kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
        return kilobytes / 1024

    def end(self) -> None:
        """End it and all that it started, and wait until the screen is empty."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for number in self._processes():
                try:
                    os.kill(number, sign)
                except ProcessLookupError:
                    continue
            until = time.monotonic() + 5
            while self._processes() and time.monotonic() < until:
                self._process.poll()
                time.sleep(0.05)
        self._process.wait(20)


class _Keys:
    """The keyboard, by the test extension of X."""

    def __init__(self, name: str) -> None:
        self._x: Any = ctypes.CDLL(ctypes.util.find_library("X11"))
        self._test: Any = ctypes.CDLL(ctypes.util.find_library("Xtst"))
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))

    def press(self, keys: Sequence[str]) -> None:
        """Down in this order, up in the other."""
        codes = [
            self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(self._x.XStringToKeysym(key.encode())))
            for key in keys
        ]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), 1, ctypes.c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), 0, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def click(self, across: int, down: int) -> None:
        """Move the pointer, press and let go."""
        self._test.XTestFakeMotionEvent(self._display, -1, across, down, ctypes.c_ulong(0))
        for is_down in (1, 0):
            self._test.XTestFakeButtonEvent(self._display, ctypes.c_uint(1), is_down, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def focus(self) -> None:
        """Put the pointer into the middle, which the keys follow where no window manager says otherwise."""
        self._test.XTestFakeMotionEvent(self._display, -1, _WIDTH // 3, _HEIGHT // 3, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def end(self) -> None:
        """Let go of the screen."""
        self._x.XCloseDisplay(self._display)
