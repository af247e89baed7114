"""`backup` and `backups`: makes a verified backup, and lists those there are."""

import argparse
from dataclasses import replace
from typing import Any

from relmgr import backup
from relmgr.backup import Backup, Kind, kind_words
from relmgr.cli import output
from relmgr.cli.opening import passphrase_of, places_of, profile_of, unlock
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.i18n import _, ngettext
from relmgr.vault import FileLock, state


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """0 once the backup is verified, or the list is said."""
    return _list(options) if options.command == "backups" else _make(options, clock)


def _make(options: argparse.Namespace, clock: Clock) -> int:
    profile = profile_of(options)
    state(profile).require_ready()
    with FileLock(profile):
        unlocked = unlock(profile, passphrase_of(options))
        where = places_of(profile)
        if options.folder is not None:
            where = replace(where, first=options.folder.absolute(), second=None)
        try:
            done = backup.run(unlocked, where, Kind.ASKED, clock.now())
        finally:
            unlocked.key.forget()
    if options.json:
        output.say_json(as_json(done.made) | {"let_go": done.let_go, "second": _folder(done.second)})
        return 0
    words = ngettext(
        "Made and verified “{folder}”: {count} person.",
        "Made and verified “{folder}”: {count} people.",
        done.made.people or 0,
    )
    output.say(words.format(folder=done.made.folder, count=done.made.people or 0))
    if done.second is not None:
        output.say(_("And a copy in “{folder}”.").format(folder=done.second.folder.parent))
    if done.is_second_away:
        output.say(_("The second folder, “{folder}”, is not connected.").format(folder=where.second))
    if done.second_problem:
        output.say(done.second_problem)
    return 0


def _folder(copy: Backup | None) -> str | None:
    return None if copy is None else str(copy.folder)


def _list(options: argparse.Namespace) -> int:
    profile = profile_of(options)
    where = places_of(profile)
    found = [*backup.in_folder(where.first), *backup.replaced_in(profile)]
    if where.second is not None and where.is_second_there:
        found += backup.in_folder(where.second)
    if options.json:
        output.say_json([as_json(one) for one in found])
    elif not found:
        output.say(_("There is no backup yet. “backup” makes one."))
    else:
        output.table([_row(one) for one in found], most=200)
    return 0


def as_json(one: Backup) -> dict[str, Any]:
    """A backup for programs: no row counts but those of people and conversations."""
    return {
        "name": one.name,
        "folder": str(one.folder),
        "made": one.made,
        "kind": one.kind,
        "schema": one.schema,
        "size": one.size,
        "people": one.people,
        "conversations": one.conversations,
        "verified": one.verified,
        "is_good": one.is_good,
    }


def _row(one: Backup) -> tuple[str, ...]:
    if one.people is None:
        counts = ""
    else:
        counts = ngettext("{count} person", "{count} people", one.people).format(count=one.people)
    state_words = _("verified") if one.is_good else _("not verified")
    return (
        one.name,
        counts,
        f"{one.size / 1_000_000:.1f} MB",
        kind_words(one.kind),
        state_words,
        str(one.folder.parent),
    )
