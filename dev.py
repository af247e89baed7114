#!/usr/bin/env python3
"""Prepares this folder and runs what a developer runs. Needs nothing but Python 3.11 or newer.

`.venv` is made from the hash-pinned lock files. A stamp naming what was installed is written last: a `.venv` without
the right stamp is half made, outdated or somebody else's, and is made anew.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

# This file stays readable for Python 3.6, so that an old Python can still say what is wrong.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Relmgr needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))

from collections.abc import Callable, Iterator
from typing import IO, NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
PYTHON_VERSION = f"{sys.version_info[0]}.{sys.version_info[1]}"

# What Qt links to and does not bring along, and the package of Debian and Ubuntu that does.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxkbcommon.so.0": "libxkbcommon0",
}
# The same for windows on a screen.
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the tests of the keyring and of screen readers start.
TEST_PROGRAMS = {
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "Xvfb": "xvfb",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
}
# What some of the tests use where it is there: calls that fail, clocks that jump, the installer for Windows compiled.
TEST_TOOLS = {"strace": "strace", "faketime": "faketime", "makensis": "nsis"}
# What builds the packages of Linux; objdump finds what a library is linked to.
PACKAGE_TOOLS = {
    "dpkg-deb": "dpkg",
    "makeself": "makeself",
    "objdump": "binutils",
    "patchelf": "patchelf",
    "strip": "binutils",
    "xz": "xz-utils",
}
BUILDER = ("-I", "packaging/linux/build.py")
# What pictures of every script need; Inter, which the windows use, comes with Relmgr.
FONTS = {"NotoSans-Regular": "fonts-noto-core", "NotoSansCJK-Regular": "fonts-noto-cjk"}
FONT_FOLDER = Path("/usr/share/fonts")
# All tests, as many at a time as there are cores; who names some of them has them one after the other.
ALL_TESTS = ["-n", "auto", "--dist", "worksteal"]


class SetUpError(Exception):
    """Something is missing that this script may not or cannot mend. The text says what to do."""


class Need(NamedTuple):
    """Something the operating system should have, and the Debian package that brings it."""

    name: str
    package: str
    is_required: bool = True


def missing_libraries(libraries: dict[str, str]) -> list[Need]:
    """Those of `libraries` that the dynamic linker does not find."""
    missing = []
    for name, package in libraries.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(Need(name, package))
    return missing


def missing_programs(programs: dict[str, str], *, is_required: bool = True) -> list[Need]:
    """Those of `programs` that are not on the path."""
    missing = [name for name in programs if shutil.which(name) is None]
    return [Need(name, programs[name], is_required) for name in missing]


def missing_fonts(fonts: dict[str, str]) -> list[Need]:
    """Those of `fonts` that have no file in the system's folder."""
    there = {path.stem for path in FONT_FOLDER.rglob("Noto*")}
    return [Need(name, package, False) for name, package in fonts.items() if name not in there]


def missing_for_python() -> list[Need]:
    """What `python -m venv` lacks; Debian and Ubuntu keep it in a package of its own."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return []
    return [Need("ensurepip", f"python{PYTHON_VERSION}-venv")]


def administrator() -> list[str] | None:
    """What to put before apt-get to run it as root; None if there is none, or it would ask for a password."""
    if sys.platform == "win32" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def debian_package(name: str) -> str:
    """`name` as this release calls it: some libraries were renamed when their time became 64 bits wide."""
    wide = name + "t64"
    known = subprocess.run(["apt-cache", "pkgnames", wide], capture_output=True, text=True).stdout.split()
    return wide if wide in known else name


def install_packages(packages: list[str], root: list[str]) -> None:
    """Install `packages` of Debian or Ubuntu with what `administrator` gave. Raises SetUpError."""
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", "-q"]
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL)
    names = [debian_package(package) for package in packages]
    print(f"Installing what this machine lacks: {' '.join(names)} …", flush=True)
    done = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *names],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SetUpError(f"{done.stdout}\napt-get could not install {' '.join(names)}; its reason is above.")


def lack(missing: list[Need]) -> str:
    """The sentence that says what is missing and how to get it."""
    names = ", ".join(need.name for need in missing)
    if not shutil.which("apt-get"):
        return f"This machine lacks {names}. Install what provides them, then start again."
    packages = sorted({debian_package(need.package) for need in missing})
    return (
        f"This machine lacks {names}. Type this line, then start again:\n"
        f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    )


def ensure_system(find_missing: Callable[[], list[Need]]) -> None:
    """Install what the operating system lacks, where we may; else raise SetUpError with the line to type."""
    missing = find_missing()
    root = administrator() if missing else None
    if root is not None:
        install_packages(sorted({need.package for need in missing}), root)
        missing = find_missing()
    if any(need.is_required for need in missing):
        raise SetUpError(lack(missing))
    if missing:
        print(f"{lack(missing)}\nGoing on without.", file=sys.stderr)


def missing_here(*, windows: bool, tests: bool, pictures: bool) -> list[Need]:
    """All that this machine lacks: for Qt, for `windows` on a screen, for the `tests`, for `pictures` of windows."""
    missing = missing_for_python()
    if sys.platform == "linux":
        missing += missing_libraries(QT_LIBRARIES)
        if windows:
            missing += missing_libraries(WINDOW_LIBRARIES)
        if tests:
            missing += missing_programs(TEST_PROGRAMS)
            missing += missing_programs(TEST_TOOLS, is_required=False)
        if pictures:
            missing += missing_fonts(FONTS)
    return missing


def venv_python(root: Path) -> Path:
    """The interpreter of the `.venv` in `root`."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted_stamp(root: Path, lock: str) -> str:
    """What the stamp of a `.venv` says that holds just what the lock file `lock` lists."""
    digest = hashlib.sha256((root / lock).read_bytes()).hexdigest()
    return f"{lock} {digest} Python {PYTHON_VERSION} {root}"


def is_ready(root: Path, lock: str) -> bool:
    """Whether the `.venv` in `root` holds what `lock` lists (or more) and works."""
    locks = {each for each in (lock, DEVELOPMENT) if (root / each).is_file()}
    stamp = root / ".venv" / "relmgr-stamp"
    if not stamp.is_file() or stamp.read_text("utf-8") not in {wanted_stamp(root, each) for each in locks}:
        return False
    probe = f"import sys, pip; sys.exit('%d.%d' % sys.version_info[:2] != '{PYTHON_VERSION}')"
    try:
        return subprocess.run([venv_python(root), "-I", "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def remove_venv(root: Path) -> None:
    """Remove whatever stands at `.venv`."""
    venv = root / ".venv"
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[int]:
    """Wait until no other dev.py changes the `.venv` in `root`, then hold the others off."""
    with (root / ".venv.lock").open("a+b") as file:
        if not try_lock(file):
            print("Waiting for another dev.py to finish its installation …", flush=True)
            while not try_lock(file):
                time.sleep(0.2)
        yield file.fileno()


def try_lock(file: IO[bytes]) -> bool:
    """Take the lock on `file` for as long as it is open; False if somebody else has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def installation(command: list[str], held: int) -> None:
    """Run one step of the installation. Raises SetUpError.

    The step inherits the lock `held`: should this process be killed, the next one waits for what still goes on.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    inherited = () if os.name == "nt" else (held,)
    if subprocess.run(command, env=environment, pass_fds=inherited).returncode:
        raise SetUpError(
            "The installation stopped; the reason is above. Start again when that is mended: it begins anew."
        )


def ensure_venv(root: Path, lock: str) -> None:
    """Make the `.venv` in `root` hold what the file `lock` lists; at once if it does. Raises SetUpError."""
    if is_ready(root, lock):
        return
    with only_one(root) as held:
        if is_ready(root, lock):
            return
        began = time.monotonic()
        print(f"Installing what {lock} lists into .venv; the first time this takes a minute …", flush=True)
        if is_ready(root, RUNTIME):
            (root / ".venv" / "relmgr-stamp").unlink()
        else:
            remove_venv(root)
            installation([sys.executable, "-I", "-m", "venv", str(root / ".venv")], held)
        pip = [str(venv_python(root)), "-I", "-m", "pip", "install", "--quiet", "--no-deps"]
        installation([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(root / lock)], held)
        (root / ".venv" / "relmgr-stamp").write_text(wanted_stamp(root, lock), "utf-8")
        print(f"Installed in {time.monotonic() - began:.0f} s.", flush=True)


def prepare(lock: str, *, windows: bool = False, tests: bool = False, pictures: bool = False) -> None:
    """Make everything ready for a command. Raises SetUpError."""
    ensure_system(lambda: missing_here(windows=windows, tests=tests, pictures=pictures))
    ensure_venv(ROOT, lock)


def become(*arguments: str) -> NoReturn:
    """Go on as the Python of `.venv`, which keeps signals and the exit code simple."""
    command = [str(venv_python(ROOT)), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


def opens_window(arguments: list[str]) -> bool:
    """Whether `main.py` opens a window when given `arguments`: it does unless a command or a question is among them."""
    rest = iter(arguments)
    for argument in rest:
        if argument in {"--profile", "--passphrase-file"}:
            next(rest, None)
        elif argument in {"-h", "--help", "--version"} or not argument.startswith("-"):
            return False
    return True


def has_screen() -> bool:
    """Whether a window could be shown (or was told to be drawn into memory)."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def open_app(arguments: list[str]) -> NoReturn:
    """Run main.py, after a word if there is no screen for the window that it would open."""
    windows = opens_window(arguments)
    if windows and not has_screen():
        raise SetUpError(
            "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open; "
            "`python3 dev.py run --help` lists what works without one."
        )
    prepare(RUNTIME, windows=windows)
    become(str(ROOT / "main.py"), *arguments)


def setup(arguments: list[str]) -> None:
    """Prepare everything for the commands below, and run nothing."""
    prepare(DEVELOPMENT, windows=True, tests=True, pictures=True)
    print("Ready. `python3 dev.py run` opens Relmgr, `python3 dev.py test` tests it.")


def run(arguments: list[str]) -> None:
    """Open Relmgr; arguments go to main.py (`run --help` lists them)."""
    open_app(arguments)


def demo(arguments: list[str]) -> None:
    """Open Relmgr with thirteen invented people, in a file that is thrown away."""
    open_app(["--demo", *arguments])


def test(arguments: list[str]) -> None:
    """Run all tests, without a screen; arguments go to pytest."""
    prepare(DEVELOPMENT, windows=True, tests=True, pictures=True)
    os.chdir(ROOT)
    become("-m", "pytest", *(arguments or ALL_TESTS))


def check(arguments: list[str]) -> None:
    """Run linter, formatter, type checker, import rules, the look at all texts and all tests; fail if one of them does."""
    prepare(DEVELOPMENT, windows=True, tests=True, pictures=True)
    steps = {
        "ruff check": ["-m", "ruff", "check"],
        "ruff format --check": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy"],
        "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
        "texts --check": ["-m", "texts", "--check"],
        "pytest": ["-m", "pytest", *(arguments or ALL_TESTS)],
    }
    codes = {}
    for name, step in steps.items():
        print(f"\n{name}", flush=True)
        codes[name] = subprocess.run([venv_python(ROOT), *step], cwd=ROOT).returncode
    failed = [name for name, code in codes.items() if code]
    if failed:
        print(f"Failed: {', '.join(failed)}.")
        sys.exit(codes[failed[0]])


def faults(arguments: list[str]) -> None:
    """Try what Relmgr must withstand, in full counts, and print one line a promise; --quick tries as the tests do."""
    prepare(DEVELOPMENT, windows=True, tests=True, pictures=True)
    os.chdir(ROOT)
    become("-m", "tests.faults", *arguments)


def texts(arguments: list[str]) -> None:
    """Bring the catalogues of the languages up to the code; --check only looks for faults."""
    os.chdir(ROOT)
    sys.exit(subprocess.run([sys.executable, "-m", "texts", *arguments]).returncode)


def fix(arguments: list[str]) -> None:
    """Mend what the linter can mend, and format."""
    prepare(DEVELOPMENT)
    for step in (["check", "--fix"], ["format"]):
        code = subprocess.run([venv_python(ROOT), "-m", "ruff", *step], cwd=ROOT).returncode
        if code:
            sys.exit(code)


def bench(arguments: list[str]) -> None:
    """Measure speed; arguments go to benchmarks."""
    prepare(DEVELOPMENT)
    os.chdir(ROOT)
    become("-m", "benchmarks", *arguments)


def shots(arguments: list[str]) -> None:
    """Draw a picture of every screen into the folder given."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise SetUpError("Say where the pictures go: python3 dev.py shots DIR")
    folder = Path(arguments[0]).resolve()
    prepare(RUNTIME, pictures=True)
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    become("-m", "ui.shots", str(folder))


def package(arguments: list[str]) -> None:
    """Build what is installed on this system into dist/ (packaging/README.md); arguments go to the builder."""
    if sys.platform != "linux":
        raise SetUpError("packaging/README.md tells how Relmgr is built on this system.")
    ensure_system(
        lambda: [*missing_for_python(), *missing_libraries(QT_LIBRARIES), *missing_programs(PACKAGE_TOOLS)]
    )
    ensure_venv(ROOT / "packaging", RUNTIME)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.execv(venv_python(ROOT / "packaging"), [str(venv_python(ROOT / "packaging")), *BUILDER, *arguments])


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    each.__name__: each for each in (setup, run, demo, test, check, faults, texts, fix, bench, shots, package)
}


def usage() -> str:
    """The list of commands."""
    lines = [f"  {name:9}{(command.__doc__ or '').strip()}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: python3 dev.py COMMAND [ARGUMENT…]", "", *lines])


def main(arguments: list[str]) -> int:
    """Run the command that `arguments` begin with, and return the exit code."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(usage())
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        print(usage(), file=sys.stderr)
        return 2
    try:
        COMMANDS[arguments[0]](arguments[1:])
    except (SetUpError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Type the same again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
