"""Making, opening and changing a vault by keyring, passphrase and recovery code."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from relmgr import vault
from relmgr.errors import DamagedError, InputError, KeyringError, NoVaultError, VaultError, WrongKeyError
from relmgr.paths import Profile, profile_at
from relmgr.store import sqlcipher
from relmgr.vault import KeyringState, SlotKind, Standing
from relmgr.vault.making import create
from relmgr.vault.record import read_copies
from relmgr.vault.slots import STANDARD_COST, Argon2
from tests.fake_keyring import FakeKeyring, keychain
from tests.faults.victims import CHEAP, NEW_PASSPHRASE, NOON, PASSPHRASE, make_database


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_at(tmp_path / "profile")


@pytest.fixture
def backend() -> FakeKeyring:
    return FakeKeyring()


def make(
    profile: Profile, *, passphrase: str | None = PASSPHRASE, backend: FakeKeyring | None = None
) -> vault.Created:
    return create(
        profile,
        passphrase=passphrase,
        keychain=keychain(backend) if backend is not None else None,
        clock=NOON,
        initialise=make_database,
        cost=CHEAP,
    )


def by_passphrase(profile: Profile, passphrase: str = PASSPHRASE) -> vault.Unlocked:
    return vault.unlock_with_passphrase(profile, passphrase, cost=CHEAP)


def opens(unlocked: vault.Unlocked) -> bool:
    connection = sqlcipher.connect(unlocked.profile.database, unlocked.key, vault_id=unlocked.vault_id)
    connection.close()
    return True


def test_each_way_in_leads_to_the_same_key(profile: Profile, backend: FakeKeyring) -> None:
    assert vault.state(profile).standing is Standing.NONE
    created = make(profile, backend=backend)
    state = vault.state(profile)
    assert (state.standing, state.sentence, state.slots) == (Standing.READY, "", frozenset(SlotKind))
    assert state.keyring_backend == "tests.fake_keyring.FakeKeyring"
    for unlocked in (
        vault.unlock_with_keyring(profile, keychain(backend)),
        by_passphrase(profile),
        vault.unlock_with_recovery_code(profile, vault.format_code(created.recovery_code).lower()),
    ):
        assert unlocked.key == created.unlocked.key
        assert opens(unlocked)


def test_the_real_store_goes_into_a_vault(profile: Profile) -> None:
    created = create(profile, passphrase=PASSPHRASE, keychain=None, clock=NOON, cost=CHEAP)
    store = vault.open_store(by_passphrase(profile))
    store.close()
    assert set(os.listdir(profile.data)) == {"relmgr.db", "vault.json", "vault.json.copy", "lock", "logs"}
    assert opens(created.unlocked)


def test_two_vaults_have_two_keys(tmp_path: Path) -> None:
    first, second = make(profile_at(tmp_path / "a")), make(profile_at(tmp_path / "b"))
    assert first.unlocked.key != second.unlocked.key
    assert first.recovery_code != second.recovery_code


def test_without_keyring_a_passphrase_is_needed(profile: Profile) -> None:
    with pytest.raises(InputError, match="passphrase"):
        make(profile, passphrase=None)
    assert not profile.data.exists()


@pytest.mark.parametrize(
    "passphrase", ["", "short", "seven77", "two\nlines of it", "x" * 1025, "surrogate \ud800"]
)
def test_a_passphrase_that_will_not_do(profile: Profile, passphrase: str) -> None:
    with pytest.raises(InputError) as caught:
        make(profile, passphrase=passphrase)
    assert caught.value.field == "passphrase"
    assert not passphrase or passphrase not in str(caught.value)
    assert not profile.data.exists()


def test_however_the_keyboard_composes_letters(profile: Profile) -> None:
    make(profile, passphrase="Schl\u00fcssel w\u00f6rter")
    assert opens(by_passphrase(profile, "Schlu\u0308ssel wo\u0308rter"))


def test_a_wrong_passphrase_says_so(profile: Profile) -> None:
    make(profile)
    with pytest.raises(WrongKeyError, match="not the passphrase"):
        by_passphrase(profile, "entirely wrong")


def test_the_recovery_code_of_another_vault_says_so(tmp_path: Path, profile: Profile) -> None:
    other = make(profile_at(tmp_path / "other"))
    make(profile)
    with pytest.raises(WrongKeyError, match="belongs to another file"):
        vault.unlock_with_recovery_code(profile, other.recovery_code)


@pytest.mark.parametrize("name", ["relmgr.db", "relmgr.db-wal", "vault.json", "vault.json.copy"])
def test_never_over_what_is_there(profile: Profile, name: str) -> None:
    profile.make_folders()
    place = profile.data / name
    place.write_bytes(b"")
    with pytest.raises(DamagedError):
        make(profile)
    assert place.read_bytes() == b""
    assert set(os.listdir(profile.data)) == {name, "lock", "logs"}


def test_a_second_set_up_is_refused_and_harms_nothing(profile: Profile, backend: FakeKeyring) -> None:
    make(profile, backend=backend)
    before = {path.name: path.read_bytes() for path in profile.data.iterdir() if path.is_file()}
    with pytest.raises(DamagedError, match="already there"):
        make(profile, backend=backend)
    assert {path.name: path.read_bytes() for path in profile.data.iterdir() if path.is_file()} == before
    assert opens(vault.unlock_with_keyring(profile, keychain(backend)))


def test_what_fails_while_making_leaves_no_vault_and_no_secret(
    profile: Profile, backend: FakeKeyring
) -> None:
    def fail(path: Path, key: vault.DatabaseKey, vault_id: str) -> None:
        make_database(path, key, vault_id)
        raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        create(
            profile,
            passphrase=None,
            keychain=keychain(backend),
            clock=NOON,
            initialise=fail,
        )
    assert set(os.listdir(profile.data)) == {"lock", "logs"}
    assert backend.secrets == {}
    assert opens(make(profile, backend=backend).unlocked)


def test_a_file_left_open_while_making_is_a_bug(profile: Profile) -> None:
    held = []

    def forget_to_close(path: Path, key: vault.DatabaseKey, _vault_id: str) -> None:
        held.append(sqlcipher.create(path, key))

    with pytest.raises(RuntimeError, match="not closed"):
        create(
            profile, passphrase=PASSPHRASE, keychain=None, clock=NOON, initialise=forget_to_close, cost=CHEAP
        )
    held[0].close()


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), ValueError("bug")])
def test_an_unusable_keyring_is_found_out_before_anything_is_made(
    profile: Profile, backend: FakeKeyring, failure: BaseException
) -> None:
    backend.failure = failure
    with pytest.raises((KeyboardInterrupt, KeyringError)):
        make(profile, backend=backend)
    assert set(os.listdir(profile.data)) == {"lock", "logs"}


def test_the_recovery_code_counts_as_proved_once_typed_back(profile: Profile) -> None:
    make(profile)
    assert not vault.state(profile).recovery_proved
    vault.mark_recovery_proved(profile)
    assert vault.state(profile).recovery_proved
    code = vault.new_recovery_code(by_passphrase(profile))
    assert not vault.state(profile).recovery_proved
    assert opens(vault.unlock_with_recovery_code(profile, code))


def test_a_new_recovery_code_takes_the_place_of_the_old(profile: Profile) -> None:
    created = make(profile)
    vault.new_recovery_code(created.unlocked)
    with pytest.raises(WrongKeyError, match="replaced by a newer one"):
        vault.unlock_with_recovery_code(profile, created.recovery_code)


def test_changing_the_passphrase_leaves_key_and_file(profile: Profile) -> None:
    created = make(profile)
    before = profile.database.read_bytes()
    vault.set_passphrase(created.unlocked, NEW_PASSPHRASE, cost=CHEAP)
    assert by_passphrase(profile, NEW_PASSPHRASE).key == created.unlocked.key
    with pytest.raises(WrongKeyError):
        by_passphrase(profile)
    with pytest.raises(InputError):
        vault.set_passphrase(created.unlocked, "short", cost=CHEAP)
    assert profile.database.read_bytes() == before


def test_the_last_way_in_besides_the_recovery_code_stays(profile: Profile, backend: FakeKeyring) -> None:
    unlocked = make(profile, backend=backend).unlocked
    vault.remove_passphrase(unlocked)
    assert vault.state(profile).slots == {SlotKind.KEYRING, SlotKind.RECOVERY}
    with pytest.raises(InputError, match="only way in"):
        vault.remove_keyring(unlocked, keychain(backend))
    with pytest.raises(VaultError, match="no passphrase"):
        by_passphrase(profile)
    vault.set_passphrase(unlocked, PASSPHRASE, cost=CHEAP)
    vault.remove_keyring(unlocked, keychain(backend))
    assert backend.secrets == {}
    with pytest.raises(InputError, match="only way in"):
        vault.remove_passphrase(unlocked)
    assert opens(by_passphrase(profile))


def test_the_keyring_gets_a_new_secret_and_forgets_the_old(profile: Profile, backend: FakeKeyring) -> None:
    unlocked = make(profile, backend=backend).unlocked
    before = dict(backend.secrets)
    vault.rewrap_keyring(unlocked, keychain(backend))
    assert len(backend.secrets) == 1
    assert not set(before) & set(backend.secrets)
    assert opens(vault.unlock_with_keyring(profile, keychain(backend)))


def empty_keyring(backend: FakeKeyring) -> None:
    backend.secrets.clear()


def swap_secret(backend: FakeKeyring) -> None:
    for name in backend.secrets:
        backend.secrets[name] = "ab" * 32


@pytest.mark.parametrize(
    ("harm", "state"), [(empty_keyring, KeyringState.EMPTIED), (swap_secret, KeyringState.SWAPPED)]
)
def test_after_recovery_a_harmed_keyring_works_again(
    profile: Profile, backend: FakeKeyring, harm: Callable[[FakeKeyring], None], state: KeyringState
) -> None:
    created = make(profile, passphrase=None, backend=backend)
    before = profile.vault_file.read_bytes()
    harm(backend)
    with pytest.raises(KeyringError, match="recovery key") as caught:
        vault.unlock_with_keyring(profile, keychain(backend))
    assert caught.value.state == state
    assert profile.vault_file.read_bytes() == before
    unlocked = vault.unlock_with_recovery_code(profile, created.recovery_code)
    vault.rewrap_keyring(unlocked, keychain(backend))
    assert vault.unlock_with_keyring(profile, keychain(backend)).key == created.unlocked.key


def test_a_missing_keyring_and_a_vault_without_one_say_so(profile: Profile, backend: FakeKeyring) -> None:
    make(profile)
    with pytest.raises(KeyringError) as caught:
        vault.unlock_with_keyring(profile, keychain(backend))
    assert caught.value.state == KeyringState.NOT_SET_UP
    vault.rewrap_keyring(by_passphrase(profile), keychain(backend))
    with pytest.raises(KeyringError) as caught:
        vault.unlock_with_keyring(profile, None)
    assert caught.value.state == KeyringState.MISSING
    assert opens(vault.unlock_with_keyring(profile, keychain(backend)))


def test_a_cheap_passphrase_slot_is_made_dearer_when_it_is_used(profile: Profile) -> None:
    make(profile)
    dearer = Argon2(memory_kib=128, passes=2, lanes=1)
    vault.unlock_with_passphrase(profile, PASSPHRASE, cost=dearer)
    record = read_copies(profile).record
    assert record is not None
    slot = record.slot(SlotKind.PASSPHRASE)
    assert slot is not None
    assert slot.cost == dearer
    assert opens(by_passphrase(profile))
    assert read_copies(profile).record == record


def test_the_standard_cost_is_what_quality_asks(profile: Profile) -> None:
    assert STANDARD_COST.memory_kib == 64 * 1024
    assert STANDARD_COST.passes >= 3
    create(profile, passphrase=PASSPHRASE, keychain=None, clock=NOON, initialise=make_database)
    record = read_copies(profile).record
    assert record is not None
    slot = record.slot(SlotKind.PASSPHRASE)
    assert slot is not None
    assert slot.cost == STANDARD_COST


def test_opening_where_there_is_nothing_makes_nothing(profile: Profile) -> None:
    with pytest.raises(NoVaultError, match="Set one up first"):
        by_passphrase(profile)
    assert not profile.data.exists()


def test_a_key_of_another_vault_changes_nothing_here(tmp_path: Path, profile: Profile) -> None:
    mine, other = make(profile).unlocked, make(profile_at(tmp_path / "other")).unlocked
    with pytest.raises(VaultError, match="exchanged"):
        vault.set_passphrase(replace(other, profile=profile), NEW_PASSPHRASE, cost=CHEAP)
    with pytest.raises(VaultError, match="exchanged"):
        vault.new_recovery_code(replace(mine, key=other.key))
    assert opens(by_passphrase(profile))


def test_locking_forgets_the_key(profile: Profile) -> None:
    unlocked = make(profile).unlocked
    unlocked.key.forget()
    with pytest.raises(RuntimeError, match="locked"):
        opens(unlocked)
    assert opens(by_passphrase(profile))


def test_a_manipulated_cost_does_not_stop_the_computer(profile: Profile) -> None:
    make(profile)
    stored = json.loads(profile.vault_file.read_text())
    for slot in stored["vault"]["slots"]:
        if "argon2id" in slot:
            slot["argon2id"]["memory_kib"] = 2**40
    with pytest.raises(ValueError, match="out of range"):
        Argon2(memory_kib=2**40, passes=1, lanes=1)
    from relmgr.vault.record import Fault, _checksum, decode

    stored["checksum"] = _checksum(stored["vault"])
    assert decode(json.dumps(stored).encode()) is Fault.DAMAGED


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [(b"a b c\n", "a b c"), (b"a b c\r\n", "a b c"), (b"\xef\xbb\xbfa b c", "a b c"), (b" a \n\n", " a \n")],
)
def test_a_passphrase_file_ends_with_one_line_end_at_most(
    tmp_path: Path, content: bytes, passphrase: str
) -> None:
    (tmp_path / "p").write_bytes(content)
    assert vault.read_passphrase_file(tmp_path / "p") == passphrase


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\xfd secret"])
def test_an_unusable_passphrase_file_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(InputError, match="passphrase file") as caught:
        vault.read_passphrase_file(tmp_path / "p")
    assert "secret" not in str(caught.value)
    with pytest.raises(InputError, match="no passphrase file"):
        vault.read_passphrase_file(tmp_path / "none")
