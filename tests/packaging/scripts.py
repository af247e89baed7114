"""Brings the scripts of packaging/ into tests: they are started by their path and belong to no package."""

import importlib.util
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"


def script(name: str) -> ModuleType:
    """The script at `name` inside packaging/, such as "windows/portable_zip.py", as a module."""
    path = PACKAGING / name
    found = importlib.util.spec_from_file_location(f"packaging_script_{path.stem}", path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
