"""Which files can be taken in by their names, and the system's dialog that asks for them (X1)."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog, QWidget

from relmgr.i18n import _

SUFFIXES = (".vcf", ".vcard", ".csv", ".tsv", ".txt", ".ics", ".json", ".zip")
"""What is in a file decides how it is read; its name only whether it is offered and may be dropped."""


def ask_files(parent: QWidget) -> tuple[Path, ...]:
    """Ask which files to import; none if the user thought better of it."""
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    names, _kind = QFileDialog.getOpenFileNames(
        parent,
        _("Choose your contacts"),
        str(Path.home()),
        _("Contacts ({patterns});;All files (*)").format(patterns=patterns),
    )
    return tuple(Path(name) for name in names)


def contact_files(urls: list[QUrl]) -> tuple[Path, ...]:
    """The files among `urls` that can be imported: on this computer, and named like something that is read."""
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return tuple(path for path in paths if path.suffix.casefold() in SUFFIXES)
