"""Every fault of quality §3 as a command meets it: code 1, one sentence, no traceback, nothing lost and nothing made."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from relmgr import vault
from relmgr.paths import Profile, profile_at
from tests.builders import Make
from tests.fake_keyring import FakeKeyring, keychain
from tests.faults import victims
from tests.faults.conditions import as_nobody, with_keyring
from tests.faults.effort import IS_FULL
from tests.faults.figures import Figure, Promise
from tests.faults.harms import HARMS, Harm, kept
from tests.faults.small_places import public_folder, read_only
from tests.faults.terminal import run, run_typed, typed
from tests.faults.victims import CHEAP, PASSPHRASE

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora Dean\r\nEND:VCARD\r\n"


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A contact to import."""
    file = tmp_path / "dora.vcf"
    file.write_text(CARD, "utf-8")
    return file


def commands(card: Path) -> list[list[str | Path]]:
    """One of each way to use the file; with RELMGR_FAULTS=full, all commands."""
    usual: list[list[str | Path]] = [["people"], ["log", "Call with Ann"]]
    more: list[list[str | Path]] = [
        ["due"],
        ["check"],
        ["card", "Ann Archer"],
        ["import", card],
        ["import", "--dry-run", card],
        ["export", card.with_name("out.vcf")],
    ]
    return [*usual, *more] if IS_FULL else usual


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.name)
def test_a_file_that_cannot_be_opened_is_said_so_and_left_as_it_is(
    profile: Profile, card: Path, harm: Harm, figure: Figure
) -> None:
    harm.befall(profile)
    before = kept(profile)
    for command in commands(card):
        run(profile, *command).require_sentence(harm.words)
        assert kept(profile) == before, command
    figure(Promise.SAID, f"{len(HARMS)} harms of file and keys, each with its own sentence")
    run(profile, "init").require_sentence(harm.in_the_way)
    assert kept(profile) == before


# Keys


def test_a_wrong_passphrase(profile: Profile, card: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("correct horse battery\n")
    before = kept(profile)
    for command in commands(card):
        answer = run(profile, *command, passphrase_file=wrong)
        answer.require_sentence("That is not the passphrase of this file. Nothing was changed.")
    assert kept(profile) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no passphrase file"),
        (b"", "is empty"),
        (b"\xff\xfe\x00", "is no UTF-8 text"),
        ("folder", "There is no passphrase file"),
    ],
)
def test_a_passphrase_file_that_is_none(
    profile: Profile, tmp_path: Path, content: bytes | str | None, words: str
) -> None:
    file = tmp_path / "given"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content is not None:
        file.mkdir()
    run(profile, "people", passphrase_file=file).require_sentence(words)


def test_a_passphrase_is_asked_for_where_none_was_given(profile: Profile) -> None:
    for command in (["people"], ["log", "Call with Ann"]):
        answer = run_typed(["--profile", str(profile.data), *command])
        answer.require_sentence("Give it with --passphrase-file FILE")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("missing", "has no keyring that Relmgr can trust"),
        ("never set up", "was never set up"),
        ("locked", "is locked"),
        ("silent", "does not answer"),
        ("emptied", "no longer holds Relmgr's secret"),
        ("swapped", "is not the one for this file"),
        ("faulty", "answered with an error (OSError)"),
    ],
)
def test_a_keyring_that_does_not_help_leaves_the_other_ways(
    profile: Profile, tmp_path: Path, state: str, words: str, figure: Figure
) -> None:
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    vault.rewrap_keyring(unlocked, keychain(FakeKeyring()))
    before = kept(profile)
    for command in (["people"], ["log", "Call with Ann"]):
        answer = run_typed(["--profile", str(profile.data), *command], partial(with_keyring, state))
        answer.require_sentence(words)
        assert "Your people are safe. Use your passphrase or your recovery key." in answer.complaint
        assert "hunter2" not in answer.complaint
    assert kept(profile) == before
    assert "Ann Archer" in run(profile, "people", prepare=partial(with_keyring, state)).said
    new = tmp_path / "new"
    made = run_typed(["--profile", str(new), "init"], partial(with_keyring, state))
    if state != "emptied":
        assert (made.code, made.said) == (1, ""), "never a silent fallback to anything"
        assert not list(new.glob("vault*"))
        assert not list(new.glob("*.db*"))
    figure(Promise.WAY_IN, f"{state}: said, and the passphrase opens")


@pytest.mark.parametrize("which", ["vault_file", "vault_copy"])
@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"\x00" * 400)])
def test_one_copy_of_the_keys_is_enough(profile: Profile, which: str, harm: Callable[[Path], object]) -> None:
    whole = profile.vault_file.read_bytes()
    harm(getattr(profile, which))
    assert "Ann Archer" in run(profile, "people").said
    assert (
        profile.vault_file.read_bytes() == profile.vault_copy.read_bytes() != whole
    )  # healed, a generation on


# Somebody else has it


def test_while_a_window_is_open_commands_read_and_do_not_write(profile: Profile, card: Path) -> None:
    holder = victims.start(victims.hold_lock, profile.data)
    assert holder.answer() == "got it"
    before = kept(profile)
    assert "Ann Archer" in run(profile, "people").said
    assert "Ann Archer" in run(profile, "card", "Ann").said
    assert "Ring Ann back" in run(profile, "due", "--on", "2026-11-24").said
    assert run(profile, "import", "--dry-run", card).code == 0
    assert "because Relmgr has the file open" in run(profile, "check").said
    for command in (["log", "Call with Ann"], ["import", card], ["init"]):
        run(profile, *command).require_sentence("already has the file in")
    assert kept(profile) == before
    holder.kill()
    assert run(profile, "log", "Call with Ann").code == 0


def test_twenty_at_once_all_land_or_say_busy(profile: Profile) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda number: run(profile, "log", f"Call with Ann, {number}."), range(20)))
    landed = 0
    for answer in answers:
        if answer.code == 0:
            landed += 1
        else:
            answer.require_sentence("already has the file in")
    assert landed >= 1
    found = json.loads(run(profile, "people", "Ann", "--json").said)
    assert found[0]["conversations"] == 1 + landed
    assert "All is well" in run(profile, "check").said


def hold_the_file(folder: Path, pipe: Connection) -> None:
    """Write in the file and do not finish, as a virus scanner or a synchronisation may hold it."""
    store = vault.open_store(vault.unlock_with_passphrase(profile_at(folder), PASSPHRASE, cost=CHEAP))
    with store.note():
        pipe.send("got it")
        pipe.recv()


if IS_FULL:

    def test_another_program_that_holds_the_file_is_waited_for_and_said(profile: Profile) -> None:
        holder = victims.start(hold_the_file, profile.data)
        assert holder.answer() == "got it"
        assert "Ann Archer" in run(profile, "people").said
        run(profile, "log", "Call with Ann").require_sentence("for more than 5 seconds. Nothing was lost.")
        holder.kill()
        assert run(profile, "log", "Call with Ann").code == 0


# Rights and room


def test_in_a_read_only_folder_commands_read(card: Path, sound_profile: Profile) -> None:
    with public_folder() as outside:
        shutil.copytree(sound_profile.data, outside / "profile")
        profile = profile_at(outside / "profile")
        typed(profile)
        before = kept(profile)
        with read_only(profile.data):
            for command, words in (
                (["people"], "Ann Archer"),
                (["due", "--on", "2026-11-24"], "Ring Ann back"),
                (["card", "Ann"], "Ann Archer"),
                (["check"], "All is well"),
                (["import", "--dry-run", card], "1 new"),
                (["export", card.with_name("out.vcf")], "Wrote 3 cards"),
            ):
                assert words in run(profile, *command).said, command
            for changing in (["log", "Call with Ann"], ["import", card]):
                run(profile, *changing).require_sentence("can only be read, so nothing was changed")
            run(profile, "init").require_sentence("already there")
        assert kept(profile) == before
        assert run(profile, "log", "Call with Ann").code == 0


def test_last_changes_that_lie_in_the_log_are_not_left_out_where_nothing_can_be_written(
    sound_profile: Profile,
) -> None:
    with public_folder() as outside:
        shutil.copytree(sound_profile.data, outside / "profile")
        profile = profile_at(outside / "profile")
        typed(profile)
        victim = victims.start(leave_a_log, profile.data)
        victim.process.join()
        profile.database.with_name("relmgr.db-shm").unlink()
        before = kept(profile)
        assert "relmgr.db-wal" in before
        with read_only(profile.data):
            run(profile, "people").require_sentence("Copy the whole folder to a place that can be written")
        assert kept(profile) == before
        assert "Dora Dean" in run(profile, "people").said


def leave_a_log(folder: Path, _pipe: Connection) -> None:
    """Add somebody and end as `kill -9` would."""
    store = vault.open_store(vault.unlock_with_passphrase(profile_at(folder), PASSPHRASE, cost=CHEAP))
    Make(store).person("Dora Dean")
    os._exit(0)


if sys.platform != "win32" and os.geteuid() == 0:

    def test_what_another_user_may_not_read_or_write_is_said(card: Path, sound_profile: Profile) -> None:
        with public_folder() as outside:
            shutil.copytree(sound_profile.data, outside / "profile")
            profile = profile_at(outside / "profile")
            Path(typed(profile)[3]).chmod(0o644)
            shutil.copy(card, outside / "card.vcf")
            before = kept(profile)
            for folder_mode, file_mode, words in (
                (0o755, 0o600, "cannot be read: this computer does not allow it"),
                (0o000, 0o644, "cannot be read: this computer does not allow it"),
            ):
                for place in profile.data.iterdir():
                    place.chmod(file_mode if place.is_file() else 0o700)
                profile.data.chmod(folder_mode)
                for command in (["people"], ["log", "Call with Ann"]):
                    run(profile, *command, prepare=as_nobody).require_sentence(words)
            profile.data.chmod(0o755)
            profile.vault_file.chmod(0o644)
            profile.vault_copy.chmod(0o644)
            profile.database.chmod(0o600)
            run(profile, "people", prepare=as_nobody).require_sentence("relmgr.db” cannot be read")
            profile.database.chmod(0o644)
            assert "Ann Archer" in run(profile, "people", prepare=as_nobody).said
            run(profile, "log", "Call with Ann", prepare=as_nobody).require_sentence("can only be read")
            run(profile_at(outside / "new"), "init", prepare=as_nobody).require_sentence("cannot be written")
            (outside / "card.vcf").chmod(0o600)
            hidden = run(profile, "import", outside / "card.vcf", prepare=as_nobody)
            hidden.require_sentence("card.vcf” cannot be read")
            out = run(profile, "export", outside / "out.vcf", prepare=as_nobody)
            out.require_sentence("out.vcf” cannot be written")
            assert kept(profile) == before


def test_a_profile_that_is_a_file_or_lies_in_one(tmp_path: Path) -> None:
    file, given = tmp_path / "file", Path(typed(profile_at(tmp_path / "any"))[3])
    file.write_text("mine")
    for place in (file, file / "inside"):
        for command in (["people"], ["init"], ["log", "Call with Ann"]):
            answer = run(profile_at(place), *command, passphrase_file=given)
            answer.require_sentence("is a file, and a folder is needed there")
    assert file.read_text() == "mine"


def test_a_profile_with_a_name_too_long(tmp_path: Path) -> None:
    profile = profile_at(tmp_path / ("long" * 100))
    file = Path(typed(profile_at(tmp_path / "any"))[3])
    for command in (["people"], ["init"], ["log", "Call with Ann"]):
        run(profile, *command, passphrase_file=file).require_sentence("takes no name as long as")


def test_a_profile_that_is_not_there_is_not_made_by_looking(tmp_path: Path, card: Path) -> None:
    profile = profile_at(tmp_path / "disk that is not connected" / "profile")
    file = typed(profile_at(tmp_path / "any"))[3]
    for command in commands(card):
        answer = run(profile, *command, passphrase_file=Path(file))
        answer.require_sentence("There is no Relmgr file in")
    assert not profile.data.parent.exists()


NAMES_OF_FILES = (
    *("lock", "logs", "settings.json", "window.state", "vault.json.tmp", "vault.json.copy.tmp", "backups"),
    *("relmgr.db-wal", "relmgr.db-shm", "relmgr.db-journal", "relmgr.db.new"),
)


@pytest.mark.parametrize("kind", ["folder", "text"] if IS_FULL else ["folder"])
@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_something_else_in_the_place_of_a_lesser_file(profile: Profile, name: str, kind: str) -> None:
    place = profile.data / name
    if place.is_dir():
        place.rmdir()
    place.unlink(missing_ok=True)
    if kind == "folder":
        place.mkdir()
    else:
        place.write_text("Milk\nBread\n" * 500, "utf-8")
    before = profile.database.read_bytes()
    answer = run(profile, "log", "Call with Ann")
    if answer.code != 0:
        answer.require_sentence("relmgr.db" if "db" in name else name)
        assert profile.database.read_bytes() == before
    if place.is_dir():
        place.rmdir()
    else:
        place.unlink(missing_ok=True)
    assert "Ann Archer" in run(profile, "people").said
    assert "All is well" in run(profile, "check").said
