"""What can be typed: the commands and their options."""

import argparse
import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from relmgr import __version__
from relmgr.domain.kinds import Circle, Purpose
from relmgr.domain.moments import OFFERED, MomentKind
from relmgr.domain.people_filter import Missing
from relmgr.domain.recurrence import MAX_DAYS
from relmgr.i18n import _

EXPORTS = ("archive", "vcard4", "vcard3", "share", "google-csv", "outlook-csv", "csv", "ics", "html", "json")
KEYS = ("list", "set-passphrase", "remove-passphrase", "new-recovery-key", "use-keyring", "stop-keyring")
FORMATS = ("text", "json", "html", "pdf", "png")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; ends the process with 2 and a usage line for what cannot be meant, with 0 for --help."""
    parser = make_parser()
    options, left = parser.parse_known_args(arguments)
    if options.command == "export" and not any(each.startswith("-") for each in left):
        options.people = [*options.people, *left]  # argparse takes those behind an option for strangers
        left = []
    if left:
        parser.parse_args(arguments)  # says which, and ends
    if options.command == "moment" and not options.kinds and None in (options.person, options.kind):
        parser.error(_("say whose moment it is and of which kind; “moment --kinds” lists the kinds"))
    return options


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("a day is written as 2026-11-24")) from None


def _leads(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(_("days ahead are written as 7,1,0")) from None


def _days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_DAYS:
        raise argparse.ArgumentTypeError(_("a number of days goes from 1 to 366"))
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        moment.astimezone()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(_("a moment is written as 2026-11-24T14:42:00+00:00")) from None
    return moment


def _kind(text: str) -> MomentKind:
    known = {kind.value: kind for kind in OFFERED}
    if text not in known:
        raise argparse.ArgumentTypeError(
            _("there is no kind “{kind}”; “moment --kinds” lists the kinds").format(kind=text)
        )
    return known[text]


def _path(text: str) -> Path:
    """The path as the system names it: where its character set is not UTF-8, the text has been decoded for reading."""
    try:
        return Path(os.fsdecode(text.encode("utf-8")))
    except UnicodeError:
        return Path(text)


def make_parser() -> argparse.ArgumentParser:
    """All that can be typed: what `--help` and the manual page tell of."""
    parser = argparse.ArgumentParser(
        prog="relmgr",
        description=_(
            "People, not logos: keeps the people you work with in one encrypted file on this computer."
        ),
        epilog=_("Without a command the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"Relmgr {__version__}")
    parser.add_argument(
        "--profile", type=_path, metavar="DIR", help=_("the folder of the file, if not the usual one")
    )
    parser.add_argument(
        "--passphrase-file", type=_path, metavar="FILE", help=_("a file whose first line is the passphrase")
    )
    parser.add_argument("--background", action="store_true", help=_("start the window in the tray"))
    parser.add_argument("--quit", action="store_true", help=_("have the window that is open end"))
    at_once = parser.add_mutually_exclusive_group()
    for opener, words in (
        ("--capture", _("open the window to log a conversation")),
        ("--new-person", _("open the window to add a person")),
        ("--today", _("open the window at Today")),
        ("--self-test", _("try whether this Relmgr works here, in a folder that is thrown away")),
    ):
        at_once.add_argument(opener, action="store_true", help=words)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title=_("commands"))
    _add_commands(commands)
    return parser


def _add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    def command(name: str, words: str, *, lists: bool = False) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        if lists:
            made.add_argument("--json", action="store_true", help=_("answer in JSON"))
        return made

    command("init", _("make the encrypted file"), lists=True)
    importing = command(
        "import", _("take in contacts: vCard, CSV, Monica, calendars, an archive"), lists=True
    )
    importing.add_argument("files", nargs="+", type=_path, metavar="FILE")
    importing.add_argument(
        "--dry-run", action="store_true", help=_("say what would happen, and change nothing")
    )
    importing.add_argument(
        "--map", type=_path, metavar="FILE", help=_("a JSON file that says what the columns of a table mean")
    )
    importing.add_argument(
        "--report",
        type=_path,
        metavar="FILE",
        help=_("write what became of each line to a file, as text or, if it ends in .csv, as a table"),
    )
    people = command("people", _("list people"), lists=True)
    people.add_argument("query", nargs="?", default="", metavar="QUERY")
    people.add_argument("--label", default="", help=_("those with this label"))
    people.add_argument(
        "--circle", choices=[circle.value for circle in Circle], help=_("those in this circle")
    )
    people.add_argument(
        "--missing",
        choices=[missing.value for missing in Missing],
        help=_("those of whom this is not known"),
    )
    people.add_argument(
        "--purpose", choices=[purpose.value for purpose in Purpose], help=_("those kept for this")
    )
    people.add_argument("--allies", action="store_true", help=_("those who work beside me"))
    people.add_argument(
        "--can-help", default="", metavar="TEXT", help=_("who can help with this, allies first, and why")
    )
    card = command("card", _("show a person’s card"))
    card.epilog = _(
        "In JSON, “depth” holds standing, trend, the eight signs with their latest day, and the warnings of the 60 days "
        "up to the card's day, grouped by kind, their days ascending; silence is computed, and its day is that of the "
        "last conversation. What is later than --on does not count."
    )
    card.add_argument("person", metavar="PERSON", help=_("a name, or the number that “people” lists"))
    card.add_argument("--format", choices=FORMATS, default="text")
    card.add_argument(
        "--on", type=_day, metavar="DATE", help=_("as of this day; what came later does not count for depth")
    )
    card.add_argument("-o", "--output", type=_path, metavar="FILE")
    card.add_argument("--prep", action="store_true", help=_("only what to read before a call"))
    card.add_argument("--all", action="store_true", help=_("with what is not to be mentioned"))
    due = command("due", _("list what is due"), lists=True)
    due.add_argument("--on", type=_day, metavar="DATE", help=_("by the end of this day"))
    due.add_argument("--days", type=_days, metavar="N", help=_("and what comes in the N days after"))
    _add_reminding(command)
    _add_expecting(command)
    log = command("log", _("note a conversation, in a sentence"), lists=True)
    log.add_argument("text", metavar="TEXT")
    log.add_argument("--dry-run", action="store_true", help=_("say what was understood, and keep nothing"))
    log.add_argument(
        "--now", type=_moment, metavar="ISO", help=_("as if written then, such as 2026-11-24T14:42:00+00:00")
    )
    _add_witnessing(command)
    _add_exporting(command)
    command("duplicates", _("list who may be one person, with the reasons"), lists=True)
    merging = command("merge", _("make one person of two; nothing of either is lost"), lists=True)
    merging.add_argument("stays", metavar="A", help=_("who stays, and whose values stand"))
    merging.add_argument("goes", metavar="B", help=_("who goes into A; what A lacks comes from B"))
    _add_syncing(command)
    _add_erasing(command)
    command("check", _("look the whole file over"), lists=True)
    _add_backing_up(command)
    keys = command("keys", _("list or change the ways into the file"), lists=True)
    keys.add_argument("what", choices=KEYS, help=_("what to do with them"))
    keys.add_argument(
        "--new-passphrase-file",
        type=_path,
        metavar="FILE",
        help=_(
            "for set-passphrase: a file whose first line is the new one (the first line of the input, if not said)"
        ),
    )
    keys.add_argument(
        "--recovery-code-file",
        type=_path,
        metavar="FILE",
        help=_("a file whose first line is the recovery key"),
    )


def _add_backing_up(command: Callable[..., argparse.ArgumentParser]) -> None:
    backup = command("backup", _("make a backup and verify it"), lists=True)
    backup.add_argument(
        "folder",
        nargs="?",
        type=_path,
        metavar="FOLDER",
        help=_("where it goes, if not with the others"),
    )
    command("backups", _("list the backups"), lists=True)
    restore = command("restore", _("put a backup in the place of the file, which is kept"), lists=True)
    restore.add_argument(
        "backup", type=_path, metavar="BACKUP", help=_("a name that “backups” lists, or its folder")
    )
    restore.add_argument("--dry-run", action="store_true", help=_("say what is in it, and change nothing"))
    restore.add_argument(
        "--with-erased",
        action="store_true",
        help=_("bring back people who were erased since, who are else left out"),
    )
    rescue = command("rescue", _("read what can be read from a damaged file into a new one"), lists=True)
    rescue.add_argument(
        "file", type=_path, metavar="FILE", help=_("the damaged relmgr.db, its vault.json beside it")
    )
    rescue.add_argument("target", type=_path, metavar="TARGET", help=_("a folder that is not there yet"))
    for opened in (restore, rescue):
        opened.add_argument(
            "--recovery-code-file",
            type=_path,
            metavar="FILE",
            help=_("a file whose first line is the recovery key"),
        )


def _add_exporting(command: Callable[..., argparse.ArgumentParser]) -> None:
    exporting = command("export", _("write people to a file that other programs read"), lists=True)
    exporting.add_argument(
        "file",
        type=_path,
        metavar="FILE",
        help=_("where to; its ending says in which form, “-” is the output"),
    )
    exporting.add_argument(
        "people", nargs="*", default=[], metavar="PERSON", help=_("names or numbers (everybody, if not said)")
    )
    exporting.add_argument("--format", choices=EXPORTS, help=_("in which form"))
    exporting.add_argument("--version", dest="vcard", choices=("4.0", "3.0"), help=_("of vCards"))
    exporting.add_argument(
        "--for",
        dest="dialect",
        choices=("apple", "google", "outlook"),
        default="apple",
        help=_("whose vCard 3.0 it is to be (apple, if not said)"),
    )
    exporting.add_argument("--all", action="store_true", help=_("with what is not to be mentioned"))
    exporting.add_argument(
        "--without-my-view",
        action="store_true",
        help=_("of one person’s record, leave out what is my own view of us"),
    )


def _add_syncing(command: Callable[..., argparse.ArgumentParser]) -> None:
    syncing = command("sync", _("bring people and the folder of cards in step, once"), lists=True)
    syncing.add_argument(
        "--folder", type=_path, metavar="DIR", help=_("which folder (the one in the settings, if not said)")
    )
    syncing.add_argument(
        "--without-private", action="store_true", help=_("write cards without private parts")
    )
    syncing.add_argument(
        "--take-deletions",
        action="store_true",
        help=_("even if many files are gone, move those people to the trash"),
    )


def _items(text: str) -> tuple[str, ...]:
    """What stands between the commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _add_erasing(command: Callable[..., argparse.ArgumentParser]) -> None:
    erase = command("erase", _("erase a person for good, from the backups too"), lists=True)
    erase.add_argument("person", metavar="PERSON", help=_("a name, or the number that “people” lists"))
    erase.add_argument("--yes", action="store_true", help=_("do not ask for the name to be typed"))
    erase.add_argument(
        "--texts", action="store_true", help=_("cut what is written in conversations with others too")
    )


def _add_expecting(command: Callable[..., argparse.ArgumentParser]) -> None:
    expect = command("expect", _("write down what one of you expects of the other"), lists=True)
    expect.add_argument("person", metavar="PERSON", help=_("a name, or the number that “people” lists"))
    expect.add_argument("text", metavar="TEXT", help=_("what is expected"))
    expect.add_argument(
        "--by", choices=("me", "them"), default="me", help=_("who is to do it: me, or them (me, if not said)")
    )
    expect.add_argument("--due", type=_day, metavar="DATE", help=_("by when"))
    expect.add_argument("--hoped", type=_items, default=(), metavar="A,B,C", help=_("what is hoped for"))
    expect.add_argument("--agreed", type=_items, default=(), metavar="A", help=_("what of it is agreed"))


def _add_witnessing(command: Callable[..., argparse.ArgumentParser]) -> None:
    moment = command("moment", _("note one dated piece of evidence about a person"), lists=True)
    moment.add_argument(
        "person", nargs="?", metavar="PERSON", help=_("a name, or the number that “people” lists")
    )
    moment.add_argument("kind", nargs="?", type=_kind, metavar="KIND", help=_("as “moment --kinds” names it"))
    moment.add_argument("--on", type=_day, metavar="DATE", help=_("the day it happened (today, if not said)"))
    moment.add_argument("--note", default="", metavar="TEXT", help=_("how it was"))
    moment.add_argument(
        "--kinds", action="store_true", help=_("list the kinds, whose each is and what it speaks for")
    )


def _add_reminding(command: Callable[..., argparse.ArgumentParser]) -> None:
    remind = command("remind", _("set a reminder about a person"), lists=True)
    remind.add_argument("person", metavar="PERSON", help=_("a name, or the number that “people” lists"))
    remind.add_argument("text", metavar="TEXT", help=_("of what"))
    remind.add_argument("--start", type=_day, required=True, metavar="DATE", help=_("its first day"))
    remind.add_argument("--rule", default="", metavar="RRULE", help=_("how it comes round (RFC 5545)"))
    remind.add_argument(
        "--lead", type=_leads, default=(0,), metavar="DAYS,…", help=_("days ahead it is shown, 0 for the day")
    )
    which = _("as “due --json” names it; a number is a reminder’s")
    done = command("done", _("mark what is due as done"), lists=True)
    done.add_argument("id", metavar="ID", help=which)
    snooze = command("snooze", _("put off what is due"), lists=True)
    snooze.add_argument("id", metavar="ID", help=which)
    snooze.add_argument("until", metavar="UNTIL", help=_("a day, 2026-12-01, or a time, 2026-12-01T14:30"))
