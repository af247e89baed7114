"""`rescue`: reads what can be read from a damaged file into a new folder, and says what of each table is there."""

import argparse
from pathlib import Path

from relmgr import backup, vault
from relmgr.backup import Backup, Kind
from relmgr.cli import output
from relmgr.cli.opening import passphrase_of, profile_of, unlock
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError, NotFoundError
from relmgr.i18n import _, ngettext
from relmgr.services.whole.words import part_words
from relmgr.vault import DatabaseKey


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """0 once what can be read stands in the new folder; the damaged file is only read."""
    if not options.file.is_file():
        raise NotFoundError(_("There is no file “{path}”. Nothing was changed.").format(path=options.file))
    now = clock.now()
    damaged = Backup(folder=options.file.absolute().parent, made=now, kind=Kind.REPLACED)
    key = _key(options, damaged)
    try:
        done = backup.rescue_to(options.file.absolute(), key, options.target.absolute(), now)
    finally:
        key.forget()
    if options.json:
        output.say_json(
            {
                "target": options.target,
                "read": done.read,
                "lost": done.lost,
                "pages": done.pages,
                "harmed_pages": done.harmed_pages,
                "nameless": done.nameless,
                "tables": {one.name: {"read": one.read, "lost": one.lost} for one in done.tables},
            }
        )
        return 0
    output.say(
        ngettext(
            "{count} entry was read and is in “{folder}”; {lost} are known to be lost.",
            "{count} entries were read and are in “{folder}”; {lost} are known to be lost.",
            done.read,
        ).format(count=done.read, folder=options.target, lost=done.lost)
    )
    output.table(
        [(part_words(one.name), str(one.read), str(one.lost)) for one in done.tables if one.read or one.lost]
    )
    output.say(_("“restore {folder}” puts it in the place of your file.").format(folder=options.target))
    return 0


def _key(options: argparse.Namespace, damaged: Backup) -> DatabaseKey:
    if options.recovery_code_file is not None:
        return backup.key_of(damaged, recovery_code=vault.read_passphrase_file(options.recovery_code_file))
    passphrase = passphrase_of(options)
    if passphrase is not None:
        return backup.key_of(damaged, passphrase=passphrase)
    own = profile_of(options)
    if Path(own.data).resolve() != damaged.folder.resolve():
        raise InputError(
            _(
                "Nothing was changed. Give the recovery key of the file with --recovery-code-file FILE, or its passphrase "
                "with --passphrase-file FILE."
            )
        )
    return unlock(own, None).key
