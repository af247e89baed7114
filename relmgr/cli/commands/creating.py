"""`init`: makes the encrypted file and says its recovery key, once."""

import argparse

from relmgr import vault
from relmgr.cli import output
from relmgr.cli.opening import passphrase_of, profile_of
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError
from relmgr.i18n import _


def run(options: argparse.Namespace, clock: Clock, _render: Render | None) -> int:
    """With a passphrase file it gets a passphrase, else the keyring; never a silent fallback.

    A portable file always gets a passphrase (docs/decisions/0009): a keyring does not travel.
    """
    profile = profile_of(options)
    passphrase = passphrase_of(options)
    if passphrase is None and profile.is_portable:
        raise InputError(
            _(
                "A portable file opens with a passphrase, which every computer takes. Nothing was made. "
                "Give one with --passphrase-file FILE."
            )
        )
    keychain = vault.system_keychain() if passphrase is None else None
    with vault.FileLock(profile):
        made = vault.create(profile, passphrase=passphrase, keychain=keychain, clock=clock)
    made.unlocked.key.forget()
    if options.json:
        opens = "passphrase" if passphrase is not None else "keyring"
        output.say_json({"file": profile.database, "opens_with": opens, "recovery_code": made.recovery_code})
        return 0
    output.say(_("Made “{path}”.").format(path=profile.database))
    output.say(_("Your recovery key: {code}").format(code=vault.format_code(made.recovery_code)))
    output.say(
        _(
            "Write it down and keep it apart from this computer: it is shown only now, and opens the file. "
            "The window asks for it once, to be sure that you have it."
        )
    )
    return 0
