"""Packs the built program with a folder `data` beside it: Relmgr for a memory stick (docs/decisions/0009).

python packaging/windows/portable_zip.py FOLDER FILE.zip
"""

import sys
import zipfile
from pathlib import Path

MARK = "data/portable.txt"
"""Says what the folder is for; an empty one would be left out by some programs that unpack."""
WORDS = (
    "While this folder lies beside the program, Relmgr is portable: your encrypted file, settings, log and backups\r\n"
    "are kept here and travel with it. Without this folder Relmgr uses the one in your profile on the computer.\r\n"
    "\r\n"
    "Solange dieser Ordner neben dem Programm liegt, ist Relmgr portabel: deine verschlüsselte Datei, Einstellungen,\r\n"
    "Protokoll und Sicherungen liegen hier und kommen mit. Ohne ihn nimmt Relmgr den Ordner in deinem Profil auf dem\r\n"
    "Computer.\r\n"
)


def pack(folder: Path, target: Path) -> None:
    """Write all of `folder` and the mark into `target`, under the name of the folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        archive.writestr(f"{folder.name}/{MARK}", "\ufeff" + WORDS)


def main(arguments: list[str]) -> int:
    """Pack what was named; returns the exit code."""
    if len(arguments) != 2 or not Path(arguments[0]).is_dir():
        sys.stderr.write(f"{__doc__}\n")
        return 2
    pack(Path(arguments[0]).resolve(), Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
