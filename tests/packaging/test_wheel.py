"""`pip install .`: the wheel holds every module, the resources and the steps of the schema, and one command."""

import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from relmgr import __version__, bundled
from tests.packaging.scripts import ROOT

BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy: setuptools leaves a build folder where it works."""
    away = tmp_path_factory.mktemp("wheel")
    source = away / "source"
    kept = (
        "LICENSE",
        "docs",
        "README.md",
        "main.py",
        "packaging",
        "pyproject.toml",
        "relmgr",
        "resources",
        "ui",
    )
    source.mkdir()
    for name in kept:
        _copy(ROOT / name, source / name)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(away)], cwd=source, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(away.glob("*.whl")))


def _copy(source: Path, target: Path) -> None:
    if source.is_file():
        target.write_bytes(source.read_bytes())
        return
    target.mkdir()
    for each in sorted(source.iterdir()):
        if each.name not in {".venv", "__pycache__"}:
            _copy(each, target / each.name)


def ours(folder: Path, *suffixes: str) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and (not suffixes or path.suffix in suffixes)
    }


def test_it_holds_every_module_and_nothing_of_the_workshop(wheel: zipfile.ZipFile) -> None:
    inside = {name for name in wheel.namelist() if name.endswith(".py")}
    wanted = {f"{package}/{name}" for package in ("relmgr", "ui") for name in ours(ROOT / package, ".py")}
    assert inside == wanted | {"main.py"}


def test_it_holds_all_resources_where_the_installed_program_looks(wheel: zipfile.ZipFile) -> None:
    place = "relmgr/resources/"
    inside = {name.removeprefix(place) for name in wheel.namelist() if name.startswith(place)}
    assert inside == ours(ROOT / "resources")
    assert {f"relmgr/guide/{name}" for name in ours(ROOT / "docs" / "guide")} <= set(wheel.namelist())
    assert any(name.startswith("locale/de/") for name in inside)
    assert ROOT / "resources" == bundled.FOLDER  # in the checkout


def test_it_makes_the_command_and_has_the_one_version(wheel: zipfile.ZipFile) -> None:
    about = f"relmgr-{__version__}.dist-info"
    assert "relmgr = main:main" in wheel.read(f"{about}/entry_points.txt").decode()
    metadata = message_from_bytes(wheel.read(f"{about}/METADATA"))
    assert metadata["Version"] == __version__
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert len(metadata.get_all("Requires-Dist", [])) == len(asked)
