"""`keys`: the ways into the file, listed and changed; no secret ever stands in an argument (quality.md §2)."""

import argparse
import sys

from relmgr import backup, vault
from relmgr.cli import output
from relmgr.cli.opening import passphrase_of, places_of, profile_of, unlock
from relmgr.cli.running import Render
from relmgr.clock import Clock
from relmgr.errors import InputError, KeyringError, RelmgrError
from relmgr.i18n import _
from relmgr.paths import Profile
from relmgr.vault import FileLock, Keychain, KeyringState, SlotKind, Unlocked, VaultState, state

_LONGEST_LINE = 8192


def run(options: argparse.Namespace, _clock: Clock, _render: Render | None) -> int:
    """0 once the ways in are said, or the one that was named is changed; nothing in the file itself changes."""
    profile = profile_of(options)
    standing = state(profile)
    standing.require_ready()
    if options.what == "list":
        _list(standing, as_json=options.json)
        return 0
    with FileLock(profile):
        unlocked = _unlocked(options, profile)
        try:
            code = _change(options, unlocked)
        finally:
            unlocked.key.forget()
        problem = _spread(profile)
    if options.json:
        answer = _answer(state(profile))
        output.say_json(answer if code is None else answer | {"recovery_code": code})
    else:
        _say_done(options.what, code)
    if problem:
        output.complain(problem)
    return 0


def _spread(profile: Profile) -> str:
    """Why the backups still open as before; empty where they do not. The change itself is made by now."""
    try:
        backup.spread_keys(profile, places_of(profile))
    except RelmgrError as error:
        return str(error)
    return ""


def _unlocked(options: argparse.Namespace, profile: Profile) -> Unlocked:
    if options.recovery_code_file is None:
        return unlock(profile, passphrase_of(options))
    return vault.unlock_with_recovery_code(profile, vault.read_passphrase_file(options.recovery_code_file))


def _change(options: argparse.Namespace, unlocked: Unlocked) -> str | None:
    """The new recovery key, where one was made."""
    if options.what == "set-passphrase":
        vault.set_passphrase(unlocked, _new_passphrase(options))
    elif options.what == "remove-passphrase":
        _require_slot(unlocked, SlotKind.PASSPHRASE, _("There is no passphrase. Nothing was changed."))
        if unlocked.profile.is_portable:
            raise InputError(
                _(
                    "A portable file opens with a passphrase, which every computer takes, so it stays. "
                    "Change it with “keys set-passphrase”."
                )
            )
        vault.remove_passphrase(unlocked)
    elif options.what == "use-keyring":
        vault.rewrap_keyring(unlocked, _keychain())
    elif options.what == "stop-keyring":
        _require_slot(unlocked, SlotKind.KEYRING, _("The keyring is not used. Nothing was changed."))
        vault.remove_keyring(unlocked, _keychain_or_none())
    else:
        return vault.new_recovery_code(unlocked)
    return None


def _require_slot(unlocked: Unlocked, kind: SlotKind, words: str) -> None:
    if kind not in state(unlocked.profile).slots:
        raise InputError(words)


def _new_passphrase(options: argparse.Namespace) -> str:
    """From the file that was named, else the first line of the input, where a terminal does not show it."""
    if options.new_passphrase_file is not None:
        return vault.read_passphrase_file(options.new_passphrase_file)
    if sys.stdin is None or not sys.stdin.isatty():
        line = sys.stdin.readline(_LONGEST_LINE) if sys.stdin is not None else ""
        typed = line.removesuffix("\n").removesuffix("\r")
    else:
        from getpass import getpass

        typed = getpass(_("New passphrase (it is not shown):") + " ")
        if typed != getpass(_("Once more:") + " "):
            raise InputError(_("The two are not the same. Nothing was changed. Try again."))
    if not typed:
        raise InputError(
            _(
                "No new passphrase was given. Nothing was changed. "
                "Give it with --new-passphrase-file FILE, or as the first line of the input."
            )
        )
    return typed


def _keychain() -> Keychain:
    keychain = vault.system_keychain()
    if keychain is None:
        raise KeyringError(
            _("This computer has no keyring that Relmgr can trust. Nothing was changed."),
            KeyringState.MISSING,
        )
    return keychain


def _keychain_or_none() -> Keychain | None:
    """What no longer answers is left without its secret being taken out: the secret opens nothing any more."""
    try:
        return vault.system_keychain()
    except KeyringError:
        return None


def _answer(standing: VaultState) -> dict[str, object]:
    return {
        "passphrase": SlotKind.PASSPHRASE in standing.slots,
        "keyring": SlotKind.KEYRING in standing.slots,
        "recovery": SlotKind.RECOVERY in standing.slots,
        "recovery_proved": standing.recovery_proved,
    }


def _list(standing: VaultState, *, as_json: bool) -> None:
    if as_json:
        output.say_json(_answer(standing))
        return
    has_passphrase, has_keyring = SlotKind.PASSPHRASE in standing.slots, SlotKind.KEYRING in standing.slots
    proved = (
        _("typed back once, so it is known to open the file")
        if standing.recovery_proved
        else _("never typed back; the window asks for it once")
    )
    output.table(
        [
            (_("Passphrase"), _("opens the file") if has_passphrase else _("none")),
            (_("Keyring of this computer"), _("opens the file") if has_keyring else _("not used")),
            (_("Recovery key"), proved),
        ],
        most=80,
    )


def _say_done(what: str, code: str | None) -> None:
    if code is not None:
        output.say(_("Your recovery key: {code}").format(code=vault.format_code(code)))
        output.say(
            _(
                "Write it down and keep it apart from this computer: it is shown only now, and opens the file. "
                "The window asks for it once, to be sure that you have it."
            )
        )
        output.say(_("The one before opens nothing any more, but backups on disks that are not connected."))
        return
    done = {
        "set-passphrase": _("The passphrase is set."),
        "remove-passphrase": _("The passphrase is removed."),
        "use-keyring": _("The keyring opens your file from now on."),
        "stop-keyring": _("The keyring is used no longer."),
    }
    output.say(done[what])
