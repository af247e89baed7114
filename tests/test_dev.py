"""dev.py: prepares, recovers, and says plainly what it may not mend."""

import ast
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[1]
NONE: list[dev.Need] = []


def make_wheel(folder: Path, name: str) -> str:
    """Write a wheel with one module `name` into `folder` and return the line that pins it."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{name}.py", "ANSWER = 42\n")
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(
            f"{about}/RECORD", f"{name}.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n"
        )
    return f"{name}==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two lock files whose packages lie on the disk: no network is needed to install them."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    runtime, tool = make_wheel(tmp_path, "small"), make_wheel(tmp_path, "tool")
    (tmp_path / dev.RUNTIME).write_text(runtime, "utf-8")
    (tmp_path / dev.DEVELOPMENT).write_text(runtime + tool, "utf-8")
    return tmp_path


def installed(project: Path) -> set[str]:
    """Which of the two packages the `.venv` of `project` has, compiled as well."""
    (packages,) = (project / ".venv").glob("lib/python*/site-packages")
    compiled = {path.name.split(".")[0] for path in (packages / "__pycache__").glob("*.pyc")}
    return {name for name in ("small", "tool") if (packages / f"{name}.py").exists()} & compiled


def fake_program(folder: Path, name: str, script: str) -> None:
    """Put a shell script `name` into `folder`."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of the path, with the two programs that a shell script needs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("sh", "env", "true"):
        (folder / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_an_old_python_can_read_it_and_say_what_is_wrong() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 7))
    kinds = [type(node) for node in tree.body]
    check = next(number for number, node in enumerate(tree.body) if isinstance(node, ast.If))
    assert not {ast.FunctionDef, ast.ClassDef, ast.AnnAssign} & set(kinds[:check])
    assert "Relmgr needs Python 3.11 or newer" in ast.unparse(tree.body[check])


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


def test_installing_repeating_adding_and_renewing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.ensure_venv(project, dev.RUNTIME)
    assert installed(project) == {"small"}
    mark = project / ".venv" / "mark"
    mark.touch()

    dev.ensure_venv(project, dev.DEVELOPMENT)
    assert installed(project) == {"small", "tool"}
    assert mark.exists(), "what was there is kept when only something is added"

    with monkeypatch.context() as patch:
        patch.setattr(dev, "installation", lambda *_: pytest.fail("nothing was to do"))
        dev.ensure_venv(project, dev.DEVELOPMENT)
        dev.ensure_venv(project, dev.RUNTIME)

    lock = project / dev.DEVELOPMENT
    lock.write_text(lock.read_text("utf-8") + "# another day\n", "utf-8")
    dev.ensure_venv(project, dev.DEVELOPMENT)
    assert not mark.exists(), "another lock file makes another .venv"
    assert installed(project) == {"small", "tool"}


KILLED_HALF_WAY = """
import os, signal, sys
from pathlib import Path
import dev
def half(command, held):
    if "pip" in command:
        os.kill(os.getpid(), signal.SIGKILL)
    Path(command[-1], "bin").mkdir(parents=True)
dev.installation = half
dev.ensure_venv(Path(sys.argv[1]), dev.RUNTIME)
"""


def test_after_a_kill_and_after_a_wrong_package_the_next_start_begins_anew(project: Path) -> None:
    command = [sys.executable, "-c", KILLED_HALF_WAY, str(project)]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    assert (project / ".venv" / "bin").is_dir()
    assert not dev.is_ready(project, dev.RUNTIME)

    lock = project / dev.RUNTIME
    right = lock.read_text("utf-8")
    lock.write_text(right[:-9] + "00000000\n", "utf-8")
    with pytest.raises(dev.SetUpError, match="begins anew"):
        dev.ensure_venv(project, dev.RUNTIME)
    assert not dev.is_ready(project, dev.RUNTIME)

    lock.write_text(right, "utf-8")
    dev.ensure_venv(project, dev.RUNTIME)
    assert installed(project) == {"small"}
    what_is_not_ready(project)


def what_is_not_ready(project: Path) -> None:
    stamp = project / ".venv" / "relmgr-stamp"
    right = stamp.read_text("utf-8")
    for wrong in (
        "",
        right.replace("Python 3", "Python 4"),
        right + "/elsewhere",
        right.replace("txt ", "txt 0"),
    ):
        stamp.write_text(wrong, "utf-8")
        assert not dev.is_ready(project, dev.RUNTIME)
    stamp.write_text(right, "utf-8")
    assert dev.is_ready(project, dev.RUNTIME)
    assert not dev.is_ready(project, dev.DEVELOPMENT)

    (pip,) = (project / ".venv").glob("lib/python*/site-packages/pip")
    shutil.rmtree(pip)
    assert not dev.is_ready(project, dev.RUNTIME)

    dev.venv_python(project).unlink()
    assert not dev.is_ready(project, dev.RUNTIME)


@pytest.mark.parametrize("what", ["nothing", "file", "folder", "link"])
def test_removing_whatever_stands_in_the_way(tmp_path: Path, what: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv = tmp_path / ".venv"
    make: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "file": venv.touch,
        "folder": lambda: (venv / "bin").mkdir(parents=True),
        "link": lambda: venv.symlink_to(elsewhere),
    }
    make[what]()
    dev.remove_venv(tmp_path)
    assert not os.path.lexists(venv)
    assert elsewhere.exists()


HELD_BY_AN_ORPHAN = """
import sys
from pathlib import Path
import dev
step = "import sys; print('on', flush=True); sys.stdin.read()"
with dev.only_one(Path(sys.argv[1])) as held:
    dev.installation([sys.executable, "-c", step], held)
"""


def test_what_a_killed_dev_py_left_running_is_waited_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HELD_BY_AN_ORPHAN, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "on\n"
    process.kill()
    process.wait()
    with (tmp_path / ".venv.lock").open("a+b") as lock:
        assert not dev.try_lock(lock)
        process.stdin.close()
        assert process.stdout.read() == "", "the orphan has ended"
        assert dev.try_lock(lock)
    process.stdout.close()


def test_libraries_are_looked_for_where_the_linker_does() -> None:
    libraries = {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}
    assert dev.missing_libraries(libraries) == [dev.Need("libnowhere.so.9", "libnowhere9")]


def test_programs_and_fonts(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {"env": "coreutils", "gnome-keyring-daemon": "gnome-keyring"}
    assert dev.missing_programs(wanted) == [dev.Need("gnome-keyring-daemon", "gnome-keyring")]

    monkeypatch.setattr(dev, "FONT_FOLDER", tmp_path)
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "NotoSans-Regular.ttf").touch()
    assert dev.missing_fonts(dev.FONTS) == [dev.Need("NotoSansCJK-Regular", "fonts-noto-cjk", False)]


def test_here_nothing_is_missing() -> None:
    assert [
        need for need in dev.missing_here(windows=False, tests=True, pictures=True) if need.is_required
    ] == NONE


def test_who_may_install(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert dev.administrator() is None, "there is no apt-get"
    fake_program(programs, "apt-get", "exit 0")
    assert dev.administrator() == []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert dev.administrator() is None
    fake_program(programs, "sudo", "exit 1")
    assert dev.administrator() is None
    fake_program(programs, "sudo", '[ "$1" = -n ]')
    assert dev.administrator() == ["sudo", "-n"]


def test_where_it_may_it_installs(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"
    fake_program(programs, "apt-cache", 'if [ "$2" = libglib2.0-0t64 ]; then echo "$2"; fi')
    fake_program(programs, "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {log}')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    answers = [[dev.Need("libglib-2.0.so.0", "libglib2.0-0"), dev.Need("libEGL.so.1", "libegl1")], []]

    dev.ensure_system(lambda: answers.pop(0))

    update, install = log.read_text("utf-8").splitlines()
    assert update.endswith(" -q update")
    assert install.startswith("noninteractive ")
    assert install.endswith(" install -y --no-install-recommends libegl1 libglib2.0-0t64")


def test_where_installing_fails_the_reason_is_shown(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_program(programs, "apt-cache", "exit 0")
    fake_program(programs, "apt-get", "echo no room; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(dev.SetUpError, match="no room"):
        dev.ensure_system(lambda: [dev.Need("libEGL.so.1", "libegl1")])


def test_where_it_may_not_it_gives_the_line_to_type(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = [
        dev.Need("libGL.so.1", "libgl1"),
        dev.Need("libEGL.so.1", "libegl1"),
        dev.Need("Noto", "fonts", False),
    ]
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(
        dev.SetUpError, match=r"lacks libGL\.so\.1, libEGL\.so\.1, Noto\. Install what provides them"
    ):
        dev.ensure_system(lambda: missing)

    fake_program(programs, "apt-cache", "exit 0")
    fake_program(programs, "apt-get", "exit 1")
    with pytest.raises(dev.SetUpError) as refused:
        dev.ensure_system(lambda: missing)
    assert str(refused.value).splitlines()[-1] == (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends fonts libegl1 libgl1"
    )


def test_without_fonts_it_goes_on(
    programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    dev.ensure_system(lambda: [dev.Need("NotoSans-Regular", "fonts-noto-core", False)])
    assert "Going on without." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["--background"], True),
        (["--profile", "people"], True),
        (["--profile=there", "--demo"], True),
        (["--profile", "there", "people"], False),
        (["due", "--json"], False),
        (["--passphrase-file", "check", "check"], False),
        (["--help"], False),
    ],
)
def test_which_arguments_open_a_window(arguments: list[str], expected: bool) -> None:
    assert dev.opens_window(arguments) is expected


def test_without_a_screen_it_says_so_and_installs_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(dev, "prepare", lambda *_, **__: pytest.fail("nothing was to be prepared"))
    assert dev.main(["run"]) == 1
    assert dev.main(["demo", "--background"]) == 1
    assert capsys.readouterr().err.count("There is no screen here") == 2


@pytest.mark.parametrize("command", dev.COMMANDS)
def test_every_command_is_explained(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    assert f"\n  {command} " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["dance"], ["--version"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_check_runs_every_step_and_fails_with_the_first_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = iter([0, 3, 0, 1, 0, 0])
    steps: list[str] = []

    def step(command: list[object], **_: object) -> subprocess.CompletedProcess[bytes]:
        steps.append(" ".join(map(str, command[1:4])))
        return subprocess.CompletedProcess([], next(codes))

    monkeypatch.setattr(dev, "prepare", lambda *_, **__: None)
    monkeypatch.setattr(subprocess, "run", step)
    with pytest.raises(SystemExit) as ended:
        dev.main(["check"])
    assert ended.value.code == 3
    assert [step.split()[1] for step in steps] == ["ruff", "ruff", "mypy", "from", "texts", "pytest"]
    assert capsys.readouterr().out.endswith("Failed: ruff format --check, lint-imports.\n")


def test_an_interruption_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(dev.COMMANDS, "setup", interrupted)
    assert dev.main(["setup"]) == 130
    assert "Type the same again" in capsys.readouterr().err
