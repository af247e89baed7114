"""How long the built program takes to its first paint and to Today, beside a bare window of the same build.

dbus-run-session -- xvfb-run -a -s "-screen 0 1280x832x24 -fbdir FOLDER" python -m benchmarks.installed FOLDER NAME=COMMAND…

One of the names is `bare`. The screen is a file of Xvfb, so what is timed is what somebody would see: the first pixel of
the window, and the last change of the picture. Each is started in turn; warm, and with its files evicted from memory.
"""

import json
import mmap
import os
import shlex
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

RUNS = int(os.environ.get("RELMGR_RUNS", "7"))
QUIET_SECONDS = 8.0
"""For so long the picture must stay as it is to be the last."""
LONGEST_SECONDS = 40.0


def picture(screen: mmap.mmap) -> int:
    """A number that changes with what is on the screen; a twelfth of its rows tells enough."""
    step = len(screen) // 832 * 12
    return hash(b"".join(screen[at : at + step // 12] for at in range(4096, len(screen) - step, step)))


def seen(command: list[str], screen: mmap.mmap) -> tuple[float, float, float, float]:
    """Seconds from the start of `command` to the first change of the picture and to the last; its processor's till then."""
    before = picture(screen)
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    first = last = first_work = last_work = 0.0
    try:
        while time.monotonic() - began < LONGEST_SECONDS:
            now, at = picture(screen), time.monotonic() - began
            if now != before:
                before, first, last = now, first or at, at
                last_work = worked(process.pid)
                first_work = first_work or last_work
            elif first and at - last > QUIET_SECONDS:
                break
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    wait_until_dark(screen)
    return first, last, first_work, last_work


def worked(process: int) -> float:
    """Seconds that the processor spent on `process` so far, for itself and in the system."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_dark(screen: mmap.mmap) -> None:
    """Wait until the window has gone from the screen."""
    until, before, since = time.monotonic() + 5, picture(screen), time.monotonic()
    while time.monotonic() < until and time.monotonic() - since < 0.5:
        now = picture(screen)
        if now != before:
            before, since = now, time.monotonic()


def evict(folder: Path) -> None:
    """Have the system forget what it holds in memory of the files in `folder`."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            descriptor = os.open(path, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def folder_of(command: list[str]) -> Path:
    """The folder that the program of `command` came in: that of its file, or of its Python's environment."""
    program = Path(command[0])
    if program.name.startswith("python"):
        return program.parent.parent
    return program.resolve().parent


def rounds(
    commands: dict[str, list[str]], screen: mmap.mmap, *, cold: bool
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    for number in range(RUNS + 1):
        for name, command in commands.items():
            if cold:
                evict(folder_of(command))
            found = seen(command, screen)
            if number:  # the first round is to get warm
                yield name, found


def medians(found: list[tuple[float, float, float, float]]) -> list[float]:
    """The median of each column."""
    return [statistics.median(column) for column in zip(*found, strict=True)]


def main() -> int:
    """Print the medians as JSON, seconds; and how they stand to the bare window's."""
    folder, *given = sys.argv[1:]
    commands = {name: shlex.split(command) for name, _is, command in (each.partition("=") for each in given)}
    with next(Path(folder).glob("Xvfb_screen*")).open("rb") as file:
        screen = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        for temperature in ("warm", "cold"):
            times: dict[str, list[tuple[float, float, float, float]]] = {}
            for name, found in rounds(commands, screen, cold=temperature == "cold"):
                times.setdefault(name, []).append(found)
            bare = medians(times["bare"])
            for name, each in times.items():
                mine = medians(each)
                marks = ("first paint", "usable", "processor to first paint", "processor to usable")
                said = {mark: round(value, 3) for mark, value in zip(marks, mine, strict=True)}
                said |= {
                    "of bare": round(mine[1] / bare[0], 2),
                    "processor, of bare": round(mine[3] / bare[2], 2),
                }
                print(json.dumps({"what": name, "files": temperature, **said}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
