"""Reads a passphrase from a file, for scripts: an argument or a variable would show it to every other program."""

from pathlib import Path

from relmgr.errors import InputError
from relmgr.i18n import _
from relmgr.paths import explain_os_error

_LARGEST = 8192


def read_passphrase_file(path: Path) -> str:
    """The passphrase in `path`: UTF-8, without one line end at its end. Raises InputError if there is none."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except (FileNotFoundError, IsADirectoryError):
        raise InputError(
            _("There is no passphrase file “{path}”. Nothing was changed.").format(path=path)
        ) from None
    except OSError as error:
        raise explain_os_error(error, path, reading=True) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(
            _("The passphrase file “{path}” is no UTF-8 text. Nothing was changed. Save it as UTF-8.").format(
                path=path
            )
        ) from None  # the cause would quote the bytes
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        raise InputError(_("The passphrase file “{path}” is empty. Nothing was changed.").format(path=path))
    return text
