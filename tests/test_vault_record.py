"""vault.json reads back what was written, and whatever else is in it is refused, not guessed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.errors import DamagedError
from relmgr.paths import profile_at
from relmgr.vault.record import (
    FORMAT,
    Fault,
    VaultRecord,
    decode,
    encode,
    read_copies,
    require_record,
    write_copies,
)
from relmgr.vault.slots import Argon2, Slot, SlotKind

keys = st.binary(min_size=12, max_size=64)
slots = st.builds(
    Slot,
    kind=st.just(SlotKind.KEYRING),
    salt=keys,
    nonce=keys,
    wrapped=keys,
    backend=st.text(),
    account=st.text(),
) | st.builds(
    Slot,
    kind=st.just(SlotKind.PASSPHRASE),
    salt=keys,
    nonce=keys,
    wrapped=keys,
    cost=st.builds(
        Argon2, memory_kib=st.integers(128, 2**20), passes=st.integers(1, 100), lanes=st.integers(1, 16)
    ),
)
records = st.builds(
    VaultRecord,
    vault_id=st.text(),
    generation=st.integers(0, 10**9),
    made=st.booleans(),
    recovery_proved=st.booleans(),
    created=st.text(),
    key_check=keys,
    slots=st.lists(slots, max_size=3).map(tuple),
)
RECORD = VaultRecord(
    vault_id="v",
    generation=4,
    made=True,
    recovery_proved=False,
    created="2026-09-01T12:00:00+00:00",
    key_check=b"k" * 16,
    slots=(Slot(kind=SlotKind.RECOVERY, salt=b"s" * 16, nonce=b"n" * 12, wrapped=b"w" * 48),),
)


@given(record=records)
def test_what_is_written_is_read(record: VaultRecord) -> None:
    assert decode(encode(record)) == record


@given(position=st.integers(0), value=st.integers(0, 255))
def test_no_changed_byte_is_taken_for_another_record(position: int, value: int) -> None:
    content = bytearray(encode(RECORD))
    content[position % len(content)] = value
    assert decode(bytes(content)) in {RECORD, Fault.DAMAGED, Fault.NEWER}


@given(content=st.binary(max_size=200))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert isinstance(decode(content), Fault)


@pytest.mark.parametrize("value", [None, [], 1, "x", {"format": "1"}, {"format": 1}, {"format": None}])
def test_any_json_is_judged(value: Any) -> None:
    assert decode(json.dumps(value).encode()) is Fault.DAMAGED


def test_a_newer_format_is_known_by_its_number_alone() -> None:
    assert decode(json.dumps({"format": FORMAT + 1}).encode()) is Fault.NEWER


def test_each_writing_counts_and_both_copies_are_equal(tmp_path: Path) -> None:
    profile = profile_at(tmp_path)
    assert read_copies(profile).fault is Fault.MISSING
    written = write_copies(profile, RECORD)
    assert written == replace(RECORD, generation=5)
    copies = read_copies(profile)
    assert (copies.record, copies.fault, copies.are_equal) == (written, None, True)
    assert require_record(profile) == written


def test_the_newer_of_two_copies_holds(tmp_path: Path) -> None:
    profile = profile_at(tmp_path)
    for newer, older in (
        (profile.vault_file, profile.vault_copy),
        (profile.vault_copy, profile.vault_file),
    ):
        newer.write_bytes(encode(replace(RECORD, generation=8)))
        older.write_bytes(encode(replace(RECORD, generation=7, made=False)))
        copies = read_copies(profile)
        assert copies.record == replace(RECORD, generation=8)
        assert not copies.are_equal


def test_a_folder_in_the_place_of_a_copy_is_damage(tmp_path: Path) -> None:
    profile = profile_at(tmp_path)
    profile.vault_file.mkdir()
    assert read_copies(profile).fault is Fault.DAMAGED
    with pytest.raises(DamagedError, match="no longer be read"):
        require_record(profile)


def test_a_slot_is_replaced_and_removed_by_its_kind() -> None:
    new = replace(RECORD.slots[0], salt=b"t" * 16)
    assert RECORD.with_slot(new).slots == (new,)
    passphrase = replace(new, kind=SlotKind.PASSPHRASE)
    both = RECORD.with_slot(passphrase)
    assert both.slots == (*RECORD.slots, passphrase)
    assert both.without_slot(SlotKind.RECOVERY).slots == (passphrase,)
    assert both.slot(SlotKind.KEYRING) is None
