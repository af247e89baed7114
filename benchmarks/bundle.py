"""How large what people install is (Z1): the package in dist/, if `python3 dev.py package` has built one."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Budget, Figure, Times

_DIST = Path(__file__).resolve().parents[1] / "dist"
_DOWNLOAD, _INSTALLED = 80.0, 200.0
"""Megabytes."""


def figures() -> Iterator[Figure]:
    """The newest package: to be downloaded, and installed."""
    built = sorted(_DIST.glob("*.deb"), key=lambda path: path.stat().st_mtime)
    download, installed = Times(), Times()
    note = "" if built else "not built: python3 dev.py package"
    if built:
        download.keep(built[-1].stat().st_size / 1e6)
        if shutil.which("dpkg-deb"):
            command = ["dpkg-deb", "--field", str(built[-1]), "Installed-Size"]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            installed.keep(int(told) * 1024 / 1e6)
    for what, times, most in (
        ("package to download", download, _DOWNLOAD),
        ("package installed", installed, _INSTALLED),
    ):
        yield Figure(what=what, ours=times, goal="Z1", unit="MB", budgets=(Budget(plus=most),), note=note)
