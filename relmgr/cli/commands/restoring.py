"""`restore`: puts a backup in the place of the file, which is kept; on a bare machine with the recovery key alone."""

import argparse
from pathlib import Path

from relmgr import backup, vault
from relmgr.backup import Backup, Difference, Inside
from relmgr.cli import output
from relmgr.cli.commands.backing_up import as_json
from relmgr.cli.opening import passphrase_of, places_of, profile_of, unlock
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError, NotFoundError, RelmgrError
from relmgr.i18n import _, ngettext
from relmgr.paths import Profile
from relmgr.vault import DatabaseKey, FileLock, Unlocked


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """0 once the backup stands in the place of the file, or with --dry-run once it is said what is in it."""
    profile = profile_of(options)
    chosen = _chosen(profile, options.backup)
    key = _key(options, profile, chosen)
    try:
        if options.dry_run:
            return _preview(options, profile, chosen, key)
        with FileLock(profile):
            now = clock.now()
            present = Unlocked(profile, key, backup.vault_id_of(chosen))
            backup.keep_present(present, places_of(profile), now)
            done = backup.restore(profile, chosen, key, now, with_erased=options.with_erased)
    finally:
        key.forget()
    if options.json:
        output.say_json(
            as_json(chosen)
            | {
                "people": done.people,
                "conversations": done.conversations,
                "erased_left_out": done.left_out,
                "replaced": done.replaced,
            }
        )
        return 0
    output.say(
        ngettext("Restored: {count} person.", "Restored: {count} people.", done.people).format(
            count=done.people
        )
    )
    if done.left_out:
        output.say(
            ngettext(
                "{count} person in it was erased since and was left out. “--with-erased” brings back whom you erased.",
                "{count} people in it were erased since and were left out. “--with-erased” brings back whom you erased.",
                done.left_out,
            ).format(count=done.left_out)
        )
    if done.replaced.exists():
        output.say(_("What was there before is kept in “{folder}”.").format(folder=done.replaced))
    return 0


def _chosen(profile: Profile, named: Path) -> Backup:
    where = places_of(profile)
    known = [*backup.in_folder(where.first), *backup.replaced_in(profile)]
    if where.second is not None and where.is_second_there:
        known += backup.in_folder(where.second)
    for one in known:
        if one.name == str(named):
            return one
    found = backup.found_at(named.absolute()) if named.is_dir() else ()
    if not found:
        raise NotFoundError(
            _(
                "There is no backup “{name}”. “backups” lists those there are; else give the folder of one."
            ).format(name=named)
        )
    return found[0]


def _key(options: argparse.Namespace, profile: Profile, chosen: Backup) -> DatabaseKey:
    if options.recovery_code_file is not None:
        typed = vault.read_passphrase_file(options.recovery_code_file)
        return backup.key_of(chosen, recovery_code=typed)
    passphrase = passphrase_of(options)
    if passphrase is not None:
        return backup.key_of(chosen, passphrase=passphrase)
    try:
        unlocked = unlock(profile, None)
    except RelmgrError as error:
        raise InputError(
            _(
                "The keys of this computer do not open the backup. Nothing was changed. Give its recovery key with "
                "--recovery-code-file FILE, or its passphrase with --passphrase-file FILE."
            )
        ) from error
    return unlocked.key


def _preview(options: argparse.Namespace, profile: Profile, chosen: Backup, key: DatabaseKey) -> int:
    inside, difference = _compared(profile, chosen, key)
    if options.json:
        output.say_json(
            as_json(chosen)
            | {
                "people": inside.people,
                "conversations": inside.conversations,
                "comes_back": None if difference is None else difference.comes_back,
                "goes": None if difference is None else difference.goes,
                "changed": None if difference is None else difference.changed,
                "erased": inside.erased,
            }
        )
        return 0
    people = ngettext("{count} person", "{count} people", inside.people).format(count=inside.people)
    talks = ngettext("{count} conversation", "{count} conversations", inside.conversations)
    output.say(
        _("In the backup: {people}, {talks}.").format(
            people=people, talks=talks.format(count=inside.conversations)
        )
    )
    if difference is not None:
        for words, names in (
            (_("Would come back: {names}"), difference.comes_back),
            (_("Would go: {names}"), difference.goes),
            (_("Are described differently: {names}"), difference.changed),
        ):
            if names:
                output.say(words.format(names=_(", ").join(names)))
    if inside.erased:
        words = (
            _("Were erased since, and would be brought back: {names}")
            if options.with_erased
            else _("Were erased since, and would be left out: {names}")
        )
        output.say(words.format(names=_(", ").join(inside.erased)))
    output.say(_("Nothing was changed."))
    return 0


def _compared(profile: Profile, chosen: Backup, key: DatabaseKey) -> tuple[Inside, Difference | None]:
    if profile.database.exists():
        try:
            return backup.compare(chosen, Unlocked(profile, key, backup.vault_id_of(chosen)))
        except RelmgrError:  # the file itself does not open: what is in the backup is said all the same
            return backup.look(chosen, key, present=profile), None
    return backup.look(chosen, key, present=profile), None
