"""The one PyInstaller recipe, evaluated for each system with stand-ins, against what the wheels of each really hold."""

import ast
import importlib.util
import plistlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import PySide6
import pytest
from PySide6.QtCore import QLibraryInfo

import relmgr
from relmgr import APP_ID
from relmgr.vault.keychain import TRUSTED
from tests.packaging.scripts import PACKAGING, ROOT

SPEC = PACKAGING / "relmgr.spec"
WHEELS = ROOT / "tests" / "data" / "wheels"
SYSTEMS = {"linux": "", "win32": "windows.txt", "darwin": "macos.txt"}
Entry = tuple[str, str, str]


@dataclass
class Call:
    """What one of PyInstaller's names was called with."""

    positional: tuple[Any, ...]
    named: dict[str, Any]


@dataclass
class Build:
    """One evaluation of the recipe: its names, and the calls it made."""

    names: dict[str, Any]
    calls: dict[str, list[Call]] = field(default_factory=dict)

    @property
    def analysis(self) -> dict[str, Any]:
        """The arguments of Analysis."""
        return self.calls["Analysis"][0].named

    def kept(self) -> set[str]:
        """The names of the files that stay."""
        return {entry[0].replace("\\", "/") for entry in self.names["analysis"].binaries}


class StandIn:
    """What an Analysis, PYZ, EXE, COLLECT or BUNDLE leaves: lists of (name, source, kind)."""

    def __init__(self, binaries: list[Entry]) -> None:
        self.binaries = binaries
        self.datas = [(f"PySide6/translations/qtbase_{each}.qm", "", "DATA") for each in ("ar", "de", "fi")]
        self.scripts: list[Entry] = []
        self.pure: list[Entry] = []


@cache
def listed(system: str) -> Mapping[str, tuple[str, ...]]:
    """What is linked to what in the wheels of `system`, by names in the wheel (tests/packaging/linked.py)."""
    lines = (WHEELS / SYSTEMS[system]).read_text("utf-8").splitlines()
    return {name: tuple(links.split()) for name, _colon, links in (line.partition(":") for line in lines)}


@cache
def binaries(system: str) -> list[str]:
    """The binaries that PyInstaller may come with: those of the wheels, and on Linux those installed here."""
    if SYSTEMS[system]:
        return list(listed(system))
    folder = Path(PySide6.__path__[0])
    return [f"PySide6/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*.so*")]


def evaluate(system: str, monkeypatch: pytest.MonkeyPatch, **environment: str) -> Build:
    """The recipe as on `system` (a value of sys.platform)."""
    separator = "\\" if system == "win32" else "/"
    found = [(name.replace("/", separator), "", "BINARY") for name in binaries(system)]
    build = Build({"SPECPATH": str(SPEC.parent), "__name__": "spec"})

    def stand_in(name: str) -> Any:
        def call(*positional: Any, **named: Any) -> StandIn:
            build.calls.setdefault(name, []).append(Call(positional, named))
            return StandIn(found)

        return call

    for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE"):
        build.names[name] = stand_in(name)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", system)
        for variable, value in environment.items():
            patch.setenv(variable, value)
        exec(compile(SPEC.read_text("utf-8"), str(SPEC), "exec"), build.names)
    return build


@pytest.fixture(params=SYSTEMS)
def system(request: pytest.FixtureRequest) -> str:
    """Each system in turn."""
    return str(request.param)


@pytest.fixture
def build(system: str, monkeypatch: pytest.MonkeyPatch) -> Build:
    """The recipe, evaluated for it."""
    return evaluate(system, monkeypatch)


@cache
def our_modules() -> tuple[tuple[str, Path], ...]:
    """Each module of the program, and its file."""
    found = []
    for path in (each for folder in ("relmgr", "ui") for each in (ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append((".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return tuple(found)


@cache
def imported() -> frozenset[str]:
    """All modules that the program names in an import, wherever in its text."""
    found: set[str] = set()
    for _name, path in our_modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def test_what_it_names_of_this_repository_is_there(build: Build) -> None:
    scripts = build.calls["Analysis"][0].positional[0]
    assert scripts == [str(ROOT / "main.py")]
    for source, target in build.analysis["datas"]:
        assert Path(source).exists(), source
        assert not Path(target).is_absolute()
    for hook in build.analysis.get("runtime_hooks", []):
        assert Path(hook).is_file(), hook
    targets = {target for _source, target in build.analysis["datas"]}
    assert {"resources", "relmgr/store/migrations"} <= targets


def test_all_of_relmgr_comes_along_and_what_is_named_exists(build: Build) -> None:
    hidden, excluded = build.analysis["hiddenimports"], build.analysis["excludes"]
    ours = {name for name, path in our_modules() if "migrations" not in path.parts}
    assert ours - set(hidden) == ours & set(excluded) == {"ui.shots"}
    for name in hidden:
        assert importlib.util.find_spec(name) is not None, name


def test_nothing_that_the_program_imports_is_excluded(build: Build) -> None:
    needed = imported() - {"ui.shots"}
    for name in build.analysis["excludes"]:
        assert not {each for each in needed if each == name or each.startswith(name + ".")}, name


def test_the_keyrings_of_all_systems_are_those_that_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    named = {name for each in SYSTEMS for name in evaluate(each, monkeypatch).analysis["hiddenimports"]}
    trusted = {name.rpartition(".")[0] for name in TRUSTED}
    assert {name for name in named if name.startswith("keyring.")} == trusted


def test_every_plugin_it_keeps_exists_and_the_ones_that_must_not_lack_are_kept(
    build: Build, system: str
) -> None:
    there = {
        (path.parent.name, path.name.split(".")[0].removeprefix("lib"))
        for path in map(PurePosixPath, binaries(system))
        if "plugins" in path.parts
    }
    named = {(folder, name) for folder, names in build.names["PLUGINS"].items() for name in names}
    assert named - there == set()
    screen = {"linux": "qxcb", "win32": "qwindows", "darwin": "qcocoa"}[system]
    assert {("platforms", screen), ("platforms", "qoffscreen"), ("imageformats", "qsvg")} <= named
    assert {("imageformats", f"q{kind}") for kind in ("jpeg", "webp", "gif")} <= named


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_whatever_is_kept_finds_what_it_is_linked_to(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the modules of Qt that the program imports, and from the plugins, to the last library."""
    kept, links = evaluate(system, monkeypatch).kept(), listed(system)
    files = {PurePosixPath(name).name: name for name in links}
    suffix = ".pyd" if system == "win32" else ".abi3.so"
    modules = {name.split(".")[1] for name in imported() if name.startswith("PySide6.Qt")}
    waiting = [f"PySide6/{module}{suffix}" for module in modules]
    waiting += [name for name in kept if "/plugins/" in name]
    assert len(modules) > 4
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            assert name in kept, name
            waiting += [files[each] for each in links[name]]
    of_qt = {name for name in kept if name.startswith("PySide6/Qt") and not name.endswith(suffix)}
    assert of_qt - seen - {name for name in kept if "DBus" in name} == set(), "kept for nothing"


def test_what_is_dear_and_unused_goes(build: Build) -> None:
    kept = " ".join(name for name in build.kept() if not name.endswith((".pyd", ".abi3.so")))
    for unused in (
        "Quick",
        "Qt6Qml.",
        "QtQml.framework",
        "Designer",
        "opengl32sw",
        "virtualkeyboard",
        "tls/",
    ):
        assert unused not in kept


def test_what_qt_says_itself_comes_in_the_languages_of_relmgr(build: Build) -> None:
    kept = {PurePosixPath(entry[0]).name for entry in build.names["analysis"].datas}
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    languages = [path.name for path in (ROOT / "resources" / "locale").iterdir()]
    assert kept == build.names["TRANSLATIONS"] == {f"qtbase_{language}.qm" for language in languages}
    assert [name for name in kept if not (folder / name).is_file()] == []


def test_the_programs_are_those_that_the_packages_expect(build: Build, system: str) -> None:
    made = {call.named["name"]: call.named["console"] for call in build.calls["EXE"]}
    assert (
        made
        == {
            "linux": {"relmgr": True},
            "win32": {"Relmgr": False, "relmgr-cli": True},
            "darwin": {"Relmgr": False},
        }[system]
    )
    assert all(not call.named["upx"] for call in build.calls["EXE"])
    assert ("BUNDLE" in build.calls) is (system == "darwin")


def test_the_icon_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    build = evaluate("win32", monkeypatch, RELMGR_ICON="build/icons/relmgr.ico")
    assert {call.named["icon"] for call in build.calls["EXE"]} == {"build/icons/relmgr.ico"}


def test_the_bundle_says_what_macos_wants_to_know(monkeypatch: pytest.MonkeyPatch) -> None:
    (bundle,) = evaluate("darwin", monkeypatch).calls["BUNDLE"]
    assert bundle.named["name"] == "Relmgr.app"
    assert bundle.named["bundle_identifier"] == APP_ID
    plist = plistlib.loads(plistlib.dumps(bundle.named["info_plist"]))
    assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == relmgr.__version__
    assert plist["LSMinimumSystemVersion"] == "13.0"
    assert plist["LSUIElement"] is False
    assert plist["NSHighResolutionCapable"] is True
    (kind,) = plist["CFBundleDocumentTypes"]
    assert kind["LSItemContentTypes"] == ["public.vcard"]
    assert kind["LSHandlerRank"] == "Alternate", "never the default"
    catalogues = {path.name for path in (ROOT / "resources" / "locale").iterdir() if path.is_dir()}
    assert set(plist["CFBundleLocalizations"]) == {"en", *catalogues}
    asks = [
        key for key in plist if key.endswith("UsageDescription") or "Network" in key or "Transport" in key
    ]
    assert asks == []


def test_the_listings_are_of_the_qt_that_is_built_with() -> None:
    """Whoever moves PySide6 makes the listings anew: tests/packaging/linked.py says how."""
    pinned = next(
        line.partition("==")[2].split()[0]
        for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines()
        if line.startswith("pyside6-essentials==")
    )
    major, minor, _patch = pinned.split(".")
    assert f"libpyside6.abi3.{major}.{minor}.dylib" in (WHEELS / "macos.txt").read_text("utf-8")
