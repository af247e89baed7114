"""Writes the manual page relmgr(1) from what the command line says of itself, so that it covers every command."""

import argparse
from collections.abc import Iterator

from relmgr import __version__
from relmgr.cli import arguments

_FILES = (
    (
        "~/.local/share/relmgr",
        "The encrypted file and its key slots, unless XDG_DATA_HOME or --profile names another folder.",
    ),
    ("~/.config/relmgr", "Choices of the windows; nothing personal."),
    ("~/.cache/relmgr/log", "Logs, which hold numbers and never names."),
    (
        "~/.config/autostart/io.github.relmgr.Relmgr.desktop",
        "Made and removed by the setting that starts Relmgr at login.",
    ),
)


def page(day: str) -> str:
    """The page in roff, dated `day` (ISO 8601)."""
    parser = arguments.make_parser()
    lines = [
        f'.TH RELMGR 1 "{day}" "Relmgr {__version__}" "User Commands"',
        ".SH NAME",
        r"relmgr \- remember the people you work with",
        ".SH SYNOPSIS",
        r".B relmgr",
        r"[\fIOPTION\fR]\&... [\fIFILE.vcf\fR]\&...",
        ".br",
        ".B relmgr",
        r"[\fB\-\-profile\fR \fIDIR\fR] [\fB\-\-passphrase\-file\fR \fIFILE\fR] \fICOMMAND\fR \fR[\fIARGUMENT\fR]\&...",
        ".SH DESCRIPTION",
        _escaped(parser.description or ""),
        "Without a command the window opens, or the one that is open comes to the front; contact files are shown before",
        "anything of them is kept.",
        ".SH OPTIONS",
        ".TP",
        r"\fB\-h\fR, \fB\-\-help\fR",
        "List what can be typed, here or after a command, and exit.",
        *_options(parser),
        ".SH COMMANDS",
    ]
    for name, command in commands(parser).items():
        lines += [
            f".SS {_escaped(_usage(name, command))}",
            _sentence(command.description or ""),
            *_options(command),
        ]
    lines += [".SH FILES"]
    for place, words in _FILES:
        lines += [".TP", f".I {_escaped(place)}", _escaped(words)]
    lines += [
        ".SH EXIT STATUS",
        "0; 1 with one sentence on the error stream for what the input or the computer caused; 2 for wrong usage.",
        ".SH ENVIRONMENT",
        ".TP",
        ".B PYTHON_KEYRING_BACKEND",
        "The keyring to use, where it is one that encrypts.",
    ]
    return "\n".join(lines) + "\n"


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Every command of `parser` by its name."""
    (group,) = (each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    return dict(group.choices)


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    given = [each for each in command._actions if not each.option_strings]
    words = [str(each.metavar or each.dest.upper()) + ("..." if each.nargs == "+" else "") for each in given]
    return " ".join((name, *words))


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or "--help" in action.option_strings:
            continue
        if not action.option_strings and not action.help:
            continue
        names = ", ".join(rf"\fB{_escaped(each)}\fR" for each in action.option_strings)
        yield ".TP"
        yield f"{names} {_value(action)}".strip() if names else _value(action)
        yield _sentence(action.help or ", ".join(map(str, action.choices or ())))


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    name = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    return rf"\fI{_escaped(str(name))}\fR"


def _sentence(words: str) -> str:
    text = _escaped(words.replace("%(default)s", ""))
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…")) or not text else ".")


def _escaped(text: str) -> str:
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("“", r"\(lq").replace("”", r"\(rq")
    text = text.replace("’", r"\(cq").replace("…", r"\&...")
    return rf"\&{text}" if text.startswith((".", "'")) else text
