"""Runs one command and turns whatever comes of it into an exit code and at most one line of complaint."""

import argparse
import gc
import importlib
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from relmgr import i18n
from relmgr.cli import arguments as typed
from relmgr.cli import output
from relmgr.clock import Clock, reread_zone
from relmgr.errors import RelmgrError
from relmgr.i18n import _
from relmgr.i18n.choice import of_terminal, wished
from relmgr.paths import explain_os_error, hold_standard_files

Render = Callable[[object, str, Path], None]
"""Draws a card (`services.card.CardView`) as "pdf" or "png" to a path; the windows' side knows how."""

INTERRUPTED = 130
_log = logging.getLogger(__name__)


def main(
    arguments: Sequence[str],
    render: Render | None = None,
    clock: Clock | None = None,
    *,
    has_process: bool = False,
) -> int:
    """The exit code: 0, 1 for what environment or input caused, 2 for wrong usage, 130 when interrupted.

    `has_process`: the process is the command's alone, and garbage is collected from when it is imported.
    """
    hold_standard_files()
    reread_zone()
    output.prepare()
    i18n.use(wished(_chosen_language(arguments), of_terminal()))
    try:
        options = typed.parse([_as_typed(argument) for argument in arguments])
    except SystemExit as end:
        return int(end.code or 0)
    try:
        return _run(options, render, clock or Clock(), has_process=has_process)
    except KeyboardInterrupt:
        return INTERRUPTED


def _chosen_language(arguments: Sequence[str]) -> str:
    """The language in the settings of the profile that `arguments` name; "" where none is chosen."""
    from relmgr import settings
    from relmgr.cli.opening import profile_of

    asking = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    asking.add_argument("--profile", type=Path)
    try:
        options, _rest = asking.parse_known_args(list(arguments))
        return settings.load(profile_of(options).settings_file).settings.language
    except (argparse.ArgumentError, RelmgrError):  # the command itself will say what is wrong
        return ""


def _as_typed(argument: str) -> str:
    """The argument as UTF-8, in a terminal whose settings name another character set or none."""
    if argument.isascii():
        return argument
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


def _run(
    options: argparse.Namespace, render: Render | None, clock: Clock, *, has_process: bool = False
) -> int:
    # Each command is imported alone: a list of people needs neither the vCard reader nor dates in words.
    command = importlib.import_module(f"relmgr.cli.commands.{_MODULES[options.command]}")
    if has_process:
        gc.freeze()  # what was imported stays for good, and is not looked through when the key is forgotten
        gc.enable()
    try:
        code = int(command.run(options, clock, render))
        sys.stdout.flush()
    except RelmgrError as error:
        output.complain(str(error))
        return 1
    except BrokenPipeError:
        output.give_up()  # whoever read us has had enough
        return 0
    except OSError as error:
        output.give_up()
        output.complain(str(_explained(error)))
        return 1
    except Exception as error:  # noqa: BLE001  (the last place that can say it in a sentence)
        return _fault(options, error)
    return code


def _explained(error: OSError) -> RelmgrError:
    if error.filename is not None:
        return explain_os_error(error, Path(os.fsdecode(error.filename)))
    return RelmgrError(
        _(
            "This computer refused to read or to write something ({reason}), perhaps the answer. "
            "What was saved is safe. Look whether a disk is full, and try again."
        ).format(reason=error.strerror or type(error).__name__)
    )


def _fault(options: argparse.Namespace, error: Exception) -> int:
    from relmgr import log
    from relmgr.cli.opening import profile_of

    folder = profile_of(options).logs
    log.start(folder)
    _log.error("command %s failed", options.command, exc_info=error)
    log.stop()
    output.complain(
        _(
            "Relmgr met a fault of its own ({kind}). What was saved before is unharmed. "
            "The log in “{folder}” says where, and holds no names."
        ).format(kind=type(error).__name__, folder=folder)
    )
    return 1


_MODULES = {
    "init": "creating",
    "import": "importing",
    "people": "listing",
    "card": "showing",
    "due": "reminding",
    "remind": "setting",
    "done": "deciding",
    "snooze": "deciding",
    "log": "noting",
    "moment": "witnessing",
    "expect": "expecting",
    "export": "exporting",
    "duplicates": "joining",
    "merge": "joining",
    "erase": "erasing",
    "check": "checking",
    "sync": "syncing",
    "backup": "backing_up",
    "backups": "backing_up",
    "restore": "restoring",
    "rescue": "rescuing",
    "keys": "keys",
}
