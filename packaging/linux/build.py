"""Builds what is installed on Linux: the program, its place in the desktop, a .deb and a self-extracting .run.

python3 dev.py package                    all of it into dist/
python3 dev.py package --only run         one of deb, run
python3 dev.py package --fast             packed quickly rather than small, for trying
"""

import argparse
import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build"
BUNDLE = BUILD / "bundle" / "relmgr"
APP_ID = "io.github.relmgr.Relmgr"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
LIBRARY = Path("usr", "lib", "relmgr")
SHARE = Path("usr", "share")

# The libraries that the program is linked to and does not bring along (relmgr.spec, BUNDLED); some were renamed when
# their time became 64 bits wide.
DEPENDS = (
    *("libc6 (>= 2.34)", "libstdc++6", "libgcc-s1", "zlib1g", "libzstd1", "libbrotli1", "tzdata"),
    *("libgl1", "libegl1", "libglib2.0-0 | libglib2.0-0t64", "libfontconfig1", "libfreetype6", "libdbus-1-3"),
    *(
        "libgssapi-krb5-2",
        "libx11-6",
        "libx11-xcb1",
        "libxcb1",
        "libxcb-randr0",
        "libxcb-render0",
        "libxcb-shape0",
    ),
    *("libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1", "libxkbcommon0", "libxkbcommon-x11-0"),
    *("libwayland-client0", "libwayland-cursor0"),
)
RECOMMENDS = (
    "gnome-keyring | kwalletmanager | keepassxc",
    "libcups2 | libcups2t64",
    "xdg-utils",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
    "fonts-noto-cjk",
)
DESCRIPTION = """\
keeps the people you work with, in one encrypted file
 Be the person, not the logo. Relmgr keeps the people a freelancer works with,
 and what matters in their lives, in one encrypted file on this computer. It
 shows the human being before a call, takes a sentence after it, and reminds
 from the tray of what must not be forgotten.
 .
 No account, no cloud, no leads: it opens no network connection."""


def version() -> str:
    """The one version, as relmgr/__init__.py has it."""
    found = re.search(
        r'^__version__ = "(.+)"$', (ROOT / "relmgr" / "__init__.py").read_text("utf-8"), re.MULTILINE
    )
    assert found is not None
    return found[1]


def day() -> datetime:
    """The day of what is built: SOURCE_DATE_EPOCH, or that of the last commit, or now."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said and shutil.which("git"):
        told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
        said = told.stdout.strip()
    return datetime.fromtimestamp(int(said), UTC) if said else datetime.now(UTC)


def run(*command: object, **environment: str) -> None:
    """Run a program of the build; what it says is shown. Raises CalledProcessError."""
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT, env=os.environ | environment)


def build_program() -> None:
    """The program in build/bundle/relmgr, tried on this computer before anything is made of it."""
    run(sys.executable, "packaging/icons.py", BUILD / "icons", QT_QPA_PLATFORM="offscreen")
    pyinstaller = (sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN")
    run(*pyinstaller, "--distpath", BUILD / "bundle", "--workpath", BUILD / "work", "packaging/relmgr.spec")
    forget_the_builder()
    run(sys.executable, "packaging/smoke_test.py", BUNDLE / "relmgr")


def forget_the_builder() -> None:
    """Libraries of a Python built by hand name its folder: a path that leads nowhere, or to somebody else's files."""
    for path in sorted(BUNDLE.rglob("*.so*")):
        if path.is_file() and not path.is_symlink():
            told = subprocess.run(
                ["patchelf", "--print-rpath", path], capture_output=True, text=True, check=True
            )
            places = [place for place in told.stdout.strip().split(":") if place]
            kept = [place for place in places if place.startswith("$ORIGIN")]
            if kept != places:
                change = ["--set-rpath", ":".join(kept)] if kept else ["--remove-rpath"]
                run("patchelf", *change, path)


def filled(name: str, **values: str) -> bytes:
    """The text of `name` in this folder, each @NAME@ replaced."""
    text = (HERE / name).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.encode()


def write(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put `content` at `path`, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(mode)


def packed(content: bytes) -> bytes:
    """gzip without name or time, as Debian wants it: the same content gives the same file."""
    return gzip.compress(content, 9, mtime=0)


def stage(tree: Path) -> None:
    """All that is installed, below `tree` as it will lie below /."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(BUNDLE, tree / LIBRARY, symlinks=True)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / "relmgr").symlink_to("../lib/relmgr/relmgr")
    share = tree / SHARE
    write(share / "applications" / f"{APP_ID}.desktop", (HERE / f"{APP_ID}.desktop").read_bytes())
    metainfo = filled(f"{APP_ID}.metainfo.xml", VERSION=version(), DATE=f"{day():%Y-%m-%d}")
    write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo)
    shutil.copytree(BUILD / "icons" / "hicolor", share / "icons" / "hicolor")
    write(share / "man" / "man1" / "relmgr.1.gz", packed(manual_page().encode()))
    write(share / "doc" / "relmgr" / "copyright", (HERE / "copyright").read_bytes())
    settle(tree)


def manual_page() -> str:
    """The manual page, from what the command line says of itself."""
    sys.path[:0] = [str(ROOT), str(HERE)]
    import manual

    return str(manual.page(f"{day():%Y-%m-%d}"))


def settle(tree: Path) -> None:
    """Rights as a system's folders have them, whatever the umask; libraries are data to be loaded, not started."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            is_open = path.is_dir() or path == tree / LIBRARY / "relmgr"
            path.chmod(0o755 if is_open else 0o644)


def files(tree: Path) -> Iterator[Path]:
    """Every file and link below `tree`, relative to it."""
    for path in sorted(tree.rglob("*")):
        if path.is_symlink() or path.is_file():
            yield path.relative_to(tree)


def control(tree: Path, package_version: str) -> str:
    """What Debian is told of the package."""
    size = sum((tree / path).lstat().st_size for path in files(tree)) // 1024
    fields = {
        "Package": "relmgr",
        "Version": package_version,
        "Architecture": MACHINES[platform.machine()],
        "Maintainer": "Relmgr developers <relmgr@relmgr.github.io>",
        "Installed-Size": str(size),
        "Depends": ", ".join(DEPENDS),
        "Recommends": ", ".join(RECOMMENDS),
        "Section": "misc",
        "Priority": "optional",
        "Description": DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def build_deb(tree: Path, out: Path, *, package_version: str, fast: bool) -> Path:
    """The .deb in `out`. No script runs when it is installed: what the desktop keeps lists of, dpkg tells it."""
    staged = BUILD / "deb"
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(tree, staged, symlinks=True)
    documents = staged / SHARE / "doc" / "relmgr"
    write(documents / "changelog.gz", packed((ROOT / "CHANGELOG.md").read_bytes()))
    entry = filled("changelog.Debian", VERSION=package_version, DATE=f"{day():%a, %d %b %Y %H:%M:%S} +0000")
    write(documents / "changelog.Debian.gz", packed(entry))
    write(staged / SHARE / "lintian" / "overrides" / "relmgr", (HERE / "lintian-overrides").read_bytes())
    settle(staged)
    sums = "".join(
        f"{hashlib.md5((staged / path).read_bytes(), usedforsecurity=False).hexdigest()}  {path}\n"
        for path in files(staged)
        if not (staged / path).is_symlink()
    )
    control_text = control(staged, package_version)
    write(staged / "DEBIAN" / "control", control_text.encode())
    write(staged / "DEBIAN" / "md5sums", sums.encode())
    (staged / "DEBIAN").chmod(0o755)
    made = out / f"relmgr_{package_version}_{MACHINES[platform.machine()]}.deb"
    packing = ("-Zgzip", "-z1") if fast else ("-Zxz", "-z6")
    run("dpkg-deb", "--root-owner-group", *packing, "--build", staged, made)
    return made


def build_run(tree: Path, out: Path, *, package_version: str, fast: bool) -> Path:
    """The .run in `out`: unpacks itself and starts install.sh, for a user's home or for everybody."""
    staged = BUILD / "run"
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(tree / "usr", staged / "tree", symlinks=True)
    for name in ("install.sh", "uninstall.sh"):
        write(staged / name, filled(name, VERSION=package_version), 0o755)
    made = out / f"relmgr-{package_version}-{platform.machine()}.run"
    packing = ("--gzip",) if fast else ("--xz", "--complevel", "6")
    run(
        "makeself", *packing, "--sha256", "--quiet", staged, made, f"Relmgr {package_version}", "./install.sh"
    )
    return made


def main() -> int:
    """Build what the command line asks for, and say where it lies and how large it is."""
    parser = argparse.ArgumentParser(
        prog="dev.py package", description="Builds the .deb and the .run into dist/."
    )
    parser.add_argument("--only", choices=("deb", "run"), help="build this one alone")
    parser.add_argument("--fast", action="store_true", help="pack quickly rather than small")
    parser.add_argument("--keep-program", action="store_true", help="pack the program that was built before")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", metavar="DIR", help="put them there")
    parser.add_argument("--as-version", default=version(), help="call it this, to try upgrades")
    options = parser.parse_args()
    options.into.mkdir(exist_ok=True)
    if not (options.keep_program and BUNDLE.is_dir()):
        build_program()
    tree = BUILD / "tree"
    stage(tree)
    makers = {"deb": build_deb, "run": build_run}
    for name in (options.only,) if options.only else makers:
        made = makers[name](tree, options.into, package_version=options.as_version, fast=options.fast)
        print(f"{made.name}: {made.stat().st_size / 1e6:.1f} MB")
    installed = sum((tree / path).lstat().st_size for path in files(tree))
    print(f"installed: {installed / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
