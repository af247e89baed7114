"""Relmgr: with a command it answers on the terminal, without one it opens the window."""

import sys
from collections.abc import Sequence
from pathlib import Path

_WITH_VALUE, _CONTACTS = {"--profile", "--passphrase-file"}, (".vcf", ".vcard", ".csv", ".tsv", ".ics")


def is_for_terminal(arguments: Sequence[str]) -> bool:
    """Whether a command or a question is among `arguments`; a contact file alone opens the window."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _WITH_VALUE:
            next(rest, None)
        elif argument in {"-h", "--help", "--version"}:
            return True
        elif not argument.startswith("-"):
            return not argument.casefold().endswith(_CONTACTS)
    return False


def _render(view: object, form: str, path: Path) -> None:
    """Draw a card: the command line knows no windows, so what draws is handed to it."""
    from ui import card_print

    card_print.render(view, form, path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Hand the arguments, or those of the process, to command line, self-test or window; returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if is_for_terminal(arguments):
        from relmgr import quick_classes

        quick_classes.begin()
        from relmgr import cli

        return cli.main(arguments, render=_render, has_process=True)
    if "--self-test" in arguments:
        from ui import self_test

        return self_test.run(arguments)
    from ui import quick_start

    return quick_start.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
