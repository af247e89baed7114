"""Signs Relmgr.app from the inside out, and proves it.

python3 packaging/macos/sign.py APP

With RELMGR_SIGN_IDENTITY ("Developer ID Application: …", in an unlocked keychain) everything gets the hardened runtime
and a time stamp, as notarisation asks; without it an ad-hoc signature, which Apple silicon needs to run anything.
codesign's own --deep signs in the wrong order and gives every library the program's entitlements: it is only asked to
verify. Needs macOS and nothing but Python.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ENTITLEMENTS = Path(__file__).resolve().parent / "entitlements.plist"
AD_HOC = "-"
MACH_O = {
    b"\xcf\xfa\xed\xfe",  # 64 bit
    b"\xca\xfe\xba\xbe",  # for several processors
    b"\xca\xfe\xba\xbf",
}
"""How a program or library of macOS begins (mach-o/loader.h, mach-o/fat.h)."""
JAVA_CLASS = range(43, 100)
"""Version numbers in the place where a file for several processors has their count, which is small."""

Run = Callable[[Sequence[str]], None]


class SigningError(Exception):
    """What is to be signed is not there, or is not a bundle."""


def is_code(path: Path) -> bool:
    """Whether the file at `path` is a program or a library."""
    with path.open("rb") as file:
        start = file.read(8)
    if start[:4] == b"\xca\xfe\xba\xbe" and int.from_bytes(start[4:], "big") in JAVA_CLASS:
        return False
    return start[:4] in MACH_O


def programs(app: Path) -> list[Path]:
    """The executables that are started: those beside the bundle's own."""
    return sorted(each for each in (app / "Contents" / "MacOS").iterdir() if each.is_file() and is_code(each))


def frameworks(app: Path) -> list[Path]:
    """The versions of the frameworks inside, which are signed as wholes: …/QtCore.framework/Versions/A."""
    return [
        version
        for found in app.rglob("*.framework")
        if found.is_dir() and not found.is_symlink()
        for version in (found / "Versions").glob("*")
        if version.is_dir() and not version.is_symlink()
    ]


def inside_out(app: Path) -> list[Path]:
    """What is signed, in order: libraries, then frameworks, each after what is in it; then programs; then the bundle.

    Raises SigningError where `app` is no bundle.
    """
    if not (app / "Contents" / "Info.plist").is_file():
        raise SigningError(f"{app} is no application bundle")
    last = programs(app)
    if not last:
        raise SigningError(f"there is no program in {app}")
    wholes = frameworks(app)
    mains = {version / version.parent.parent.stem for version in wholes}
    libraries = [
        each
        for each in app.rglob("*")
        if not each.is_symlink()
        and each.is_file()
        and each not in last
        and each not in mains
        and is_code(each)
    ]
    deepest_first = sorted([*libraries, *wholes], key=lambda each: (-len(each.parts), str(each)))
    return [*deepest_first, *last, app]


def commands(app: Path, identity: str) -> Iterator[list[str]]:
    """The calls of codesign that sign `app` with `identity`, then the one that verifies."""
    order = inside_out(app)
    started = {*programs(app), app}
    for path in order:
        command = ["codesign", "--force", "--sign", identity]
        if identity != AD_HOC:
            command += ["--timestamp", "--options", "runtime"]
            if path in started:
                command += ["--entitlements", str(ENTITLEMENTS)]
        yield [*command, str(path)]
    yield ["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)]


def call(command: Sequence[str]) -> None:
    """Run `command`. Raises CalledProcessError."""
    subprocess.run(command, check=True)


def sign(app: Path, identity: str, run: Run = call) -> None:
    """Sign and verify `app`. Raises SigningError, CalledProcessError."""
    for command in commands(app, identity):
        run(command)


def main(arguments: list[str]) -> int:
    """Sign the bundle named; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    identity = os.environ.get("RELMGR_SIGN_IDENTITY") or AD_HOC
    try:
        sign(Path(arguments[0]), identity)
    except (SigningError, OSError, subprocess.CalledProcessError) as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    sys.stdout.write("Signed ad hoc.\n" if identity == AD_HOC else f"Signed by {identity}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
