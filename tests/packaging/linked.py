"""Reads what the libraries in a wheel link to, for systems that this one is not: PE (Windows) and Mach-O (macOS).

python -m tests.packaging.linked WHEEL… > tests/data/wheels/SYSTEM.txt

writes the listing that test_spec.py reads: a line for each program or library, "its name in the wheel: names of others in
these wheels that it is linked to". Make both listings anew when PySide6 moves.
"""

import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

_FAT, _THIN = b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe"
_LOAD_DYLIB, _LOAD_WEAK = 0xC, 0x80000018
_IMPORTS, _DELAYED = 1, 13


def links(content: bytes) -> set[str]:
    """The file names of the libraries that the program or library `content` is linked to; empty if it is neither."""
    if content[:2] == b"MZ":
        return set(_of_windows(content))
    if content[:4] == _FAT:
        (at,) = struct.unpack_from(">I", content, 16)  # the first processor's
        return set(_of_macos(content[at:]))
    return set(_of_macos(content)) if content[:4] == _THIN else set()


def _text(content: bytes, at: int) -> str:
    return content[at : content.index(b"\0", at)].decode()


def _of_windows(content: bytes) -> Iterator[str]:
    """PE32+: the tables of imports and of delayed imports, each entry with the address of a name."""
    (head,) = struct.unpack_from("<I", content, 0x3C)
    (sections,) = struct.unpack_from("<H", content, head + 6)
    (optional,) = struct.unpack_from("<H", content, head + 20)
    table = head + 24 + optional

    def place(address: int) -> int:
        for number in range(sections):
            size, start, length, at = struct.unpack_from("<IIII", content, table + 40 * number + 8)
            if start <= address < start + max(size, length):
                return int(at + address - start)
        return 0

    for directory, width, name in ((_IMPORTS, 20, 12), (_DELAYED, 32, 4)):
        (address,) = struct.unpack_from("<I", content, head + 24 + 112 + 8 * directory)
        at = place(address) if address else 0
        while at and (named := struct.unpack_from("<I", content, at + name)[0]):
            yield _text(content, place(named))
            at += width


def _of_macos(content: bytes) -> Iterator[str]:
    """Mach-O, 64 bit: the commands that load libraries."""
    (commands,) = struct.unpack_from("<I", content, 16)
    at = 32
    for _number in range(commands):
        kind, size = struct.unpack_from("<II", content, at)
        if kind in {_LOAD_DYLIB, _LOAD_WEAK}:
            (name,) = struct.unpack_from("<I", content, at + 8)
            yield PurePosixPath(_text(content, at + name)).name
        at += size


def listing(wheels: list[str]) -> str:
    """The text for the libraries in `wheels`, without QML and what develops."""
    found: dict[str, set[str]] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if (
                    not {"qml", "designer", "libexec"} & set(name.casefold().split("/"))
                    and ".app/" not in name
                ):
                    content = archive.read(name)
                    if content[:2] == b"MZ" or content[:4] in {_FAT, _THIN}:
                        found[name] = links(content)
    own = {PurePosixPath(name).name for name in found}
    return "".join(f"{name}: {' '.join(sorted(found[name] & own))}".rstrip() + "\n" for name in sorted(found))


if __name__ == "__main__":
    sys.stdout.write(listing(sys.argv[1:]))
