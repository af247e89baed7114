"""Folders that cannot be written and disks that are full, made by whatever means this user has."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOBODY = 65534
_SYS_ADMIN = 21


def may_mount() -> bool:
    """Whether this process may mount: root, outside of a container that takes that away."""
    status = Path("/proc/self/status")
    if not status.exists():
        return False
    effective = next(line for line in status.read_text().splitlines() if line.startswith("CapEff:"))
    return bool(int(effective.split()[1], 16) >> _SYS_ADMIN & 1)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nobody, root included, write in `folder` for a while."""
    if may_mount():
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        try:
            subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
            yield
        finally:
            subprocess.run(["umount", folder], check=True)
        return
    everything = [folder, *folder.rglob("*")]
    before = {place: place.stat().st_mode for place in everything}
    is_root = os.geteuid() == 0
    for place in everything:
        place.chmod(0o555 if place.is_dir() else 0o444)
    if is_root:  # root without the right to mount: be somebody else for a while
        os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        if is_root:
            os.setresuid(0, 0, 0)
        for place, mode in before.items():
            place.chmod(mode)


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that `read_only` can show to another user too; pytest's own are closed to all others."""
    with tempfile.TemporaryDirectory(prefix="relmgr-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def small_disk(folder: Path, megabytes: int = 2) -> Iterator[None]:
    """Make `folder` a disk of that size; only if `may_mount`."""
    size = f"size={megabytes}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def fill_up(path: Path) -> None:
    """Let a file take all the room that is left on its disk."""
    try:
        with path.open("wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
    except OSError:
        return
