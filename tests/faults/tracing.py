"""Lets calls to the system fail, and lists them, with strace."""

import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.faults.terminal import Answer, run_typed


def may_trace() -> bool:
    """Whether a process may be traced here."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


def run_with_error(
    call: str, number: int, arguments: Sequence[str], error: str = "EIO"
) -> tuple[Answer, bool]:
    """Run `main.py`, its `number`-th call of that name failing with `error`; and whether it came to that."""
    with tempfile.TemporaryDirectory(prefix="relmgr-trace-") as folder:
        trace = Path(folder, "trace")
        options = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
        answer = run_typed(arguments, wait_until_traced, partial(_traced, trace, options))
        return answer, "(INJECTED)" in trace.read_text("utf-8", "replace")


def wait_until_traced() -> None:
    """Go on only once the tracer is there."""
    pause = threading.Event()
    while "TracerPid:\t0\n" in Path("/proc/self/status").read_text():
        pause.wait(0.005)


@contextmanager
def _traced(trace: Path, options: list[str], number: int) -> Iterator[None]:
    tracer = subprocess.Popen(["strace", "-f", "-qq", "-o", trace, *options, "-p", str(number)])
    try:
        yield
    finally:
        tracer.wait()
