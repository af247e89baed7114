"""What the repository promises about itself, where no linter already keeps the promise."""

import ast
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pytestqt.qtbot import QtBot

import relmgr
from tests import no_network

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
BUILD_LOCK = "packaging/requirements.txt"
TOP_LEVEL = {
    *(
        ".ci",
        ".github",
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "README.md",
        "benchmarks",
    ),
    *("dev.py", "docs", "main.py", "packaging", "pyproject.toml", "relmgr", "requirements-dev.txt"),
    *("requirements.txt", "resources", "tests", "texts", "ui"),
}
VAGUE_NAMES = {"utils", "helpers", "manager", "handler", "data", "info"}
LONGEST_MODULE = 500
LONGEST_MAIN = 50
PIN = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; .+?)?(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)
SWITCHED_OFF_OR_WAITING = re.compile(r"pytest\.(?:mark\.)?(?:skip|xfail|importorskip)\w*|bot\.wait\(")
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.~])/(?:home|root|Users|work)/\w|[A-Z]:\\\\?Users\\")


def is_ours(name: str) -> bool:
    """Whether a file or folder of this name is none that .gitignore names."""
    patterns = [".git", *(ROOT / ".gitignore").read_text("utf-8").split()]
    return not any(PurePath(name).match(pattern.rstrip("/")) for pattern in patterns)


def files_without_git() -> Iterator[Path]:
    """The files that stand here and are not to be ignored."""
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = filter(is_ours, subfolders)
        yield from (Path(folder, name) for name in names if is_ours(name))


@cache
def all_files() -> tuple[Path, ...]:
    """The files of the repository: those in git, or where there is no git those that stand here."""
    if shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
        if listed.returncode == 0:
            return tuple(ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(files_without_git())


def our_files(*suffixes: str) -> list[Path]:
    """The files of the repository that end in one of `suffixes`."""
    return sorted(path for path in all_files() if path.suffix in suffixes and path.is_file())


def pins(lock: str) -> dict[str, tuple[str, str]]:
    """The version and the hashes that the file `lock` gives for each package. Fails for a line without them."""
    lines = (ROOT / lock).read_text("utf-8").replace("\\\n", " ").splitlines()
    found: dict[str, tuple[str, str]] = {}
    for line in lines:
        text = re.sub(r"\s+", " ", line.split(" #")[0]).strip()
        if text and not text.startswith("#"):
            match = PIN.fullmatch(text)
            assert match, f"not pinned with hashes: {text[:80]}"
            found[canonicalize_name(match["name"])] = (match["version"], match["hashes"])
    return found


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Each (module, name) that the file at `path` imports; the name is empty for a whole module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def modules_of(folder: str) -> list[Path]:
    return [path for path in our_files(".py") if path.is_relative_to(ROOT / folder)]


@pytest.mark.parametrize("lock", [*LOCKS, BUILD_LOCK])
def test_lock_files_name_no_place_to_download_from(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash)", text, re.MULTILINE)
    assert " @ " not in text


def test_all_pins_have_hashes_and_tests_run_on_what_users_get() -> None:
    runtime, development = (pins(lock) for lock in LOCKS)
    assert len(runtime) > 10
    assert runtime.items() <= development.items()
    assert runtime.items() <= pins(BUILD_LOCK).items()


def test_lock_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = {
        LOCKS[0]: project["project"]["dependencies"],
        LOCKS[1]: project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        BUILD_LOCK: project["project"]["dependencies"] + project["dependency-groups"]["build"],
    }
    for lock, lines in asked.items():
        pinned = pins(lock)
        for requirement in map(Requirement, lines):
            assert pinned[canonicalize_name(requirement.name)][0] in requirement.specifier, (
                f"{lock}: {requirement}"
            )


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "relmgr.__version__"}
    written = [
        path for path in our_files(".py", ".toml") if f'"{relmgr.__version__}"' in path.read_text("utf-8")
    ]
    assert written == [ROOT / "relmgr" / "__init__.py"]


def test_the_files_are_found_with_git_and_without() -> None:
    assert {path for path in all_files() if path.is_file()} <= {*files_without_git()}


def test_the_top_level_is_as_the_architecture_says() -> None:
    here = {path.relative_to(ROOT).parts[0] for path in our_files("", ".py", ".md", ".toml", ".txt", ".yml")}
    assert here <= TOP_LEVEL
    assert {"LICENSE", "CONTRIBUTING.md", "dev.py", "main.py", "relmgr", "ui", "tests"} <= here


def test_ci_runs_what_a_developer_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.read_text("utf-8").splitlines()[-1] == "exec python3 dev.py check"
    assert script.stat().st_mode & stat.S_IXUSR


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    for path in our_files(".py", ".md", ".toml", ".txt", ".yml", ".html", ".json", ".svg", ".sh"):
        found = SOMEBODYS_FOLDER.findall(path.read_text("utf-8"))
        assert found == [], path


def icon_names(path: Path) -> Iterator[str]:
    """The names that the file at `path` spells out where an icon is asked for: `icon="…"` and `icons.paint(…, "…")`."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            given = [keyword.value for keyword in call.keywords if keyword.arg == "icon"]
            if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "icons":
                given += call.args
            yield from (
                each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def test_every_icon_named_is_there_and_so_are_the_licences() -> None:
    icons = ROOT / "resources" / "icons" / "lucide"
    named = {name for path in modules_of("ui") for name in icon_names(path)}
    assert len(named) > 5
    assert named - {path.stem for path in icons.glob("*.svg")} == set()
    assert "ISC" in (icons / "LICENSE").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE" in (ROOT / "resources" / "fonts" / "OFL.txt").read_text("utf-8")


def test_main_is_small() -> None:
    assert len((ROOT / "main.py").read_text("utf-8").splitlines()) <= LONGEST_MAIN


def test_modules_are_short_and_named_for_what_they_do() -> None:
    for path in [*modules_of("relmgr"), *modules_of("ui")]:
        is_frozen = "versions" in path.parts
        assert is_frozen or len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE, path
        assert not VAGUE_NAMES & {*path.with_suffix("").relative_to(ROOT).parts, *path.stem.split("_")}, path


def test_only_paths_decides_where_files_lie() -> None:
    asking = {
        path.relative_to(ROOT).as_posix() for path in our_files(".py") if ("appdirs", "") in imports(path)
    }
    assert asking == {"relmgr/paths.py"}


def test_the_domain_imports_only_the_standard_library_and_dateutil() -> None:
    allowed = {*sys.stdlib_module_names, "dateutil", "relmgr"}
    for path in modules_of("relmgr/domain"):
        assert {module.split(".")[0] for module, _ in imports(path)} <= allowed, path


def test_the_windows_see_of_the_store_only_its_front() -> None:
    for path in modules_of("ui"):
        seen = {name for module, name in imports(path) if module == "relmgr.store"}
        assert seen <= {"Store", "Changes"}, path


def test_of_qts_network_only_the_local_socket_is_used() -> None:
    for path in our_files(".py"):
        used = {name for module, name in imports(path) if module == "PySide6.QtNetwork"}
        assert used <= {"QLocalServer", "QLocalSocket"}, path
        assert ("PySide6", "QtNetwork") not in imports(path), path


def test_no_test_is_switched_off_and_none_waits_for_the_clock() -> None:
    for path in modules_of("tests"):
        found = SWITCHED_OFF_OR_WAITING.findall(path.read_text("utf-8"))
        assert found == [], path


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM])
def test_ip_sockets_are_refused(family: socket.AddressFamily, kind: socket.SocketKind) -> None:
    with pytest.raises(no_network.NetworkUsedError):
        socket.socket(family, kind)
    assert no_network.attempts.pop().startswith("socket.__new__")


def test_connecting_is_refused() -> None:
    with pytest.raises(no_network.NetworkUsedError):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    assert no_network.attempts.pop().startswith("socket.getaddrinfo")


def test_ip_sockets_are_refused_in_programs_that_tests_start() -> None:
    command = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=1)"
    child = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert child.returncode == 1
    assert "NetworkUsedError" in child.stderr


def test_sockets_of_this_machine_work(qtbot: QtBot) -> None:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    server, client = QLocalServer(), QLocalSocket()
    assert server.listen(f"relmgr-test-{os.getpid()}")
    with qtbot.waitSignal(server.newConnection):
        client.connectToServer(server.serverName())
    client.disconnectFromServer()
    server.close()


def test_there_is_no_keyring_unless_a_test_makes_one() -> None:
    command = "import keyring; print(type(keyring.get_keyring()).__module__)"
    child = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "keyring.backends.fail"


def test_home_is_nobodys() -> None:
    folders = {os.environ[name] for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")}
    assert all("relmgr-tests-" in folder for folder in folders)
    assert Path.home() == Path(os.environ["HOME"])


FORBIDDEN = re.compile(
    r"(?<!\w)(?:leads?(?! (?:to|there|back))|pipelines?|prospects?|deals?|(?<!no )accounts?|touch ?points?|engagements?|nurtur\w*|churn\w*|leverag\w*"
    r"|convert(?:s|ed|ing)?|conversions?|scor(?:e|es|ed|ing)|users?|assets?|successfully|please note|simply|oops|uh-oh"
    r"|just checking in)(?!\w)",
    re.IGNORECASE,
)
"""What the app never says (DESIGN §9); whole words, for accountability is one of the seven characteristics."""


def texts_of(path: Path) -> set[str]:
    """Every text a module says through gettext."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = {"_": node.args[:1], "ngettext": node.args[:2], "pgettext": node.args[1:2]}.get(
                node.func.id, []
            )
            found |= {
                one.value for one in texts if isinstance(one, ast.Constant) and isinstance(one.value, str)
            }
    return found


def test_no_word_that_grades_or_sells_is_said_anywhere() -> None:
    said = {text for path in [*modules_of("relmgr"), *modules_of("ui")] for text in texts_of(path)}
    assert len(said) > 1000
    assert sorted(text for text in said if FORBIDDEN.search(text)) == []
