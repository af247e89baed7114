"""`keys` as a script uses it: each way in listed, set and taken away, and no secret in an argument (S1)."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from relmgr import backup, vault
from relmgr.errors import RelmgrError
from relmgr.paths import Placing, Profile
from relmgr.settings import Settings
from tests import fake_keyring
from tests.fake_keyring import FakeKeyring
from tests.test_cli import PASSPHRASE, Relmgr, bare, mould, passphrase_file, profile, refused, relmgr

__all__ = ["bare", "mould", "passphrase_file", "profile", "relmgr"]
ANOTHER = "four other long words"


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """The keyring of this computer."""
    backend = FakeKeyring()
    monkeypatch.setattr(vault, "system_keychain", lambda: fake_keyring.keychain(backend))
    return backend


def opens(profile: Profile, passphrase: str) -> None:
    vault.unlock_with_passphrase(profile, passphrase).key.forget()


def test_the_ways_in_are_listed(relmgr: Relmgr) -> None:
    assert relmgr("keys", "list", "--json").json == {
        "passphrase": True,
        "keyring": False,
        "recovery": True,
        "recovery_proved": False,
    }
    said = relmgr("keys", "list").out
    assert "opens the file" in said
    assert "never typed back" in said


def test_a_passphrase_is_changed_by_a_file(relmgr: Relmgr, profile: Profile, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text(ANOTHER + "\n", encoding="utf-8")
    assert relmgr("keys", "set-passphrase", "--new-passphrase-file", new).out == "The passphrase is set.\n"
    opens(profile, ANOTHER)
    assert "not the passphrase" in refused(relmgr("people"))


def test_a_passphrase_is_changed_by_the_input(
    relmgr: Relmgr, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANOTHER + "\r\nanother line\n"))
    assert relmgr("keys", "set-passphrase").code == 0
    opens(profile, ANOTHER)


@pytest.mark.parametrize(("typed", "complaint"), [("", "No new passphrase"), ("short\n", "at least")])
def test_what_is_no_passphrase_changes_nothing(
    relmgr: Relmgr, profile: Profile, monkeypatch: pytest.MonkeyPatch, typed: str, complaint: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert complaint in refused(relmgr("keys", "set-passphrase"))
    opens(profile, PASSPHRASE)


def test_the_only_passphrase_stays(relmgr: Relmgr, profile: Profile) -> None:
    assert "only way in besides the recovery key" in refused(relmgr("keys", "remove-passphrase"))
    opens(profile, PASSPHRASE)


def test_the_keyring_takes_over_and_gives_back(
    relmgr: Relmgr, keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert relmgr("keys", "use-keyring", "--json").json["keyring"] is True
    assert relmgr("people", keyring=True).code == 0
    assert relmgr("keys", "remove-passphrase").code == 0
    assert "There is no passphrase" in refused(relmgr("keys", "remove-passphrase", keyring=True))
    assert "only way in" in refused(relmgr("keys", "stop-keyring", keyring=True))
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    assert relmgr("keys", "set-passphrase", keyring=True).code == 0
    assert relmgr("keys", "stop-keyring").out == "The keyring is used no longer.\n"
    assert keyring.secrets == {}
    assert "The keyring is not used" in refused(relmgr("keys", "stop-keyring"))


def test_a_new_recovery_key_opens_and_the_old_one_does_not(
    relmgr: Relmgr, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (relmgr("keys", "new-recovery-key", "--json").json["recovery_code"] for _each in range(2))
    code_file = tmp_path / "code.txt"
    code_file.write_text(first, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(ANOTHER + "\n"))
    with_code = ("keys", "set-passphrase", "--recovery-code-file", code_file)
    refused(relmgr(*with_code, keyring=True))
    code_file.write_text(second, encoding="utf-8")
    assert relmgr(*with_code, keyring=True).code == 0
    opens(profile, ANOTHER)
    assert relmgr("keys", "list", "--json").json["recovery_proved"] is False


def test_a_computer_without_a_keyring_is_told_so(relmgr: Relmgr, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "system_keychain", lambda: None)
    assert "no keyring that Relmgr can trust" in refused(relmgr("keys", "use-keyring"))


def test_a_portable_file_keeps_its_passphrase(
    relmgr: Relmgr, keyring: FakeKeyring, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert relmgr("keys", "use-keyring").code == 0
    portable = replace(profile, placing=Placing.BESIDE)
    monkeypatch.setattr("relmgr.cli.commands.keys.profile_of", lambda _options: portable)
    assert "so it stays" in refused(relmgr("keys", "remove-passphrase"))


def test_backups_follow_so_that_an_old_secret_opens_none_of_them(
    relmgr: Relmgr, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert relmgr("backup").code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(ANOTHER + "\n"))
    assert relmgr("keys", "set-passphrase").code == 0
    (made,) = backup.in_folder(backup.places(profile, Settings()).first)
    backup.key_of(made, passphrase=ANOTHER).forget()
    with pytest.raises(RelmgrError):
        backup.key_of(made, passphrase=PASSPHRASE)
