"""No room, and disks that answer with errors: a sentence, the old state or the new one, and all is well once the cause is gone."""

import json
import re
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from relmgr.paths import Profile, profile_at
from tests.faults.conditions import no_file_beyond, said_to, without_backups
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.harms import kept
from tests.faults.small_places import fill_up, may_mount, small_disk
from tests.faults.terminal import run, typed
from tests.faults.tracing import may_trace, run_with_error

pytestmark = pytest.mark.timeout(times(120, 3600))
NO_ROOM = "There is no room left to write"


def people_in(profile: Profile) -> int:
    return len(json.loads(run(profile, "people", "--json").said))


def talks_with_ann(profile: Profile) -> int:
    return int(json.loads(run(profile, "people", "Ann", "--json").said)[0]["conversations"])


def contacts(file: Path, count: int) -> Path:
    """So many contacts of a kilobyte each."""
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {n}\r\nNOTE:{note}\r\nEMAIL:p{n}@example.org\r\nEND:VCARD\r\n"
    file.write_text("".join(card.format(n=number, note="x" * 900) for number in range(count)), "utf-8")
    return file


if may_mount():

    @pytest.fixture
    def disk(tmp_path: Path) -> Iterator[Path]:
        """A disk of two megabytes."""
        folder = tmp_path / "disk"
        folder.mkdir()
        with small_disk(folder):
            yield folder

    @pytest.fixture
    def cramped(disk: Path, sound_profile: Profile) -> Profile:
        """A profile on it."""
        shutil.copytree(sound_profile.data, disk / "profile")
        return profile_at(disk / "profile")

    def test_a_full_disk_while_a_conversation_is_logged(cramped: Profile, disk: Path, tmp_path: Path) -> None:
        given = Path(typed(profile_at(tmp_path / "any"))[3])
        before = kept(cramped)
        fill_up(disk / "fill")
        answer = run(cramped, "log", "Call with Ann", passphrase_file=given)
        answer.require_sentence(NO_ROOM)
        assert re.search(r"\(\d+ MB free; 20 MB are needed\)", answer.complaint)
        assert str(cramped.database) in answer.complaint
        assert talks_on(cramped, given) == 1, "reading goes on"
        (disk / "fill").unlink()
        assert kept(cramped) == before
        assert run(cramped, "log", "Call with Ann", passphrase_file=given).code == 0
        assert talks_on(cramped, given) == 2

    def talks_on(profile: Profile, given: Path) -> int:
        answer = run(profile, "people", "Ann", "--json", passphrase_file=given)
        return int(json.loads(answer.said)[0]["conversations"])

    def test_a_disk_that_fills_up_during_an_import(cramped: Profile, disk: Path, tmp_path: Path) -> None:
        many = contacts(tmp_path / "many.vcf", 1500)
        typed(cramped)
        run(cramped, "import", many).require_sentence("There is no room for a backup")
        assert people_in(cramped) == 3
        run(cramped, "import", many, prepare=without_backups).require_sentence(NO_ROOM)
        assert people_in(cramped) == 3
        assert "All is well" in run(cramped, "check").said
        assert run(cramped, "log", "Call with Ann").code == 0, "the room is free again by itself"

    def test_set_up_export_and_report_on_a_full_disk(disk: Path, cramped: Profile, tmp_path: Path) -> None:
        given = Path(typed(profile_at(tmp_path / "any"))[3])
        new = profile_at(disk / "new")
        (disk / "out.vcf").write_text("kept")
        card = tmp_path / "one.vcf"
        card.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora Dean\r\nX-ODD:1\r\nEND:VCARD\r\n")
        fill_up(disk / "fill")
        run(new, "init", passphrase_file=given).require_sentence(NO_ROOM)
        assert not list(new.data.glob("vault.json*"))
        assert not list(new.data.glob("*.db*"))
        exported = run(cramped, "export", disk / "out.vcf", passphrase_file=given)
        exported.require_sentence(NO_ROOM)
        assert "out.vcf" in exported.complaint
        assert (disk / "out.vcf").read_text() == "kept"
        dry = run(cramped, "import", "--dry-run", card, "--report", disk / "report", passphrase_file=given)
        dry.require_sentence(NO_ROOM)
        (disk / "fill").unlink()
        (disk / "out.vcf").unlink()
        shutil.rmtree(cramped.data)
        assert run(new, "init", passphrase_file=given).code == 0


if sys.platform != "win32":

    def test_a_file_that_may_not_grow(profile: Profile, tmp_path: Path) -> None:
        many = contacts(tmp_path / "many.vcf", 300)
        before = people_in(profile)
        size = profile.database.stat().st_size
        for largest in (8192, size):
            answer = run(profile, "import", many, prepare=partial(no_file_beyond, largest))
            answer.require_sentence("What was saved before is unharmed")
            assert people_in(profile) == before
        assert "All is well" in run(profile, "check").said
        assert run(profile, "import", many).code == 0
        assert people_in(profile) == before + 300

    @pytest.mark.parametrize(
        "command", [["people"], ["card", "Ann", "--format", "html"], ["log", "Call with Ann"]]
    )
    def test_an_answer_that_cannot_be_written(profile: Profile, command: list[str]) -> None:
        answer = run(profile, *command, prepare=partial(said_to, Path("/dev/full")))
        answer.require_sentence("No space left on device")
        assert talks_with_ann(profile) == (2 if command[0] == "log" else 1)


if may_trace():
    CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate")

    @pytest.mark.parametrize(
        ("call", "error"),
        [*((each, "EIO") for each in CALLS), ("pwrite64", "ENOSPC"), ("ftruncate", "ENOSPC")],
    )
    def test_the_disk_fails_at_the_kth_call_of_a_change(
        sound_profile: Profile, tmp_path: Path, call: str, error: str, figure: Figure
    ) -> None:
        """Old state or new state, and a sentence or success; never half of it, and never a traceback."""
        for number in range(1, times(4, 150)):
            folder = tmp_path / str(number)
            folder.mkdir()
            shutil.copytree(sound_profile.data, folder / "profile")
            profile = profile_at(folder / "profile")
            answer, was_hit = run_with_error(call, number, typed(profile, "log", "Call with Ann"), error)
            if answer.code == 0:
                assert talks_with_ann(profile) == 2
            else:  # SQLite tells a full disk from a broken one where it writes, not where it opens
                is_full = error == "ENOSPC" and NO_ROOM in answer.complaint
                answer.require_sentence(NO_ROOM if is_full else "What was saved before is unharmed")
                assert talks_with_ann(profile) in (1, 2)
            assert "All is well" in run(profile, "check").said
            if not was_hit:
                break
        figure(
            Promise.SAID,
            f"{error} at each {call} of a change, up to the {number}th: old or new, and a sentence",
        )

    @pytest.mark.parametrize("call", [*CALLS, "rename"])
    def test_the_disk_fails_at_the_kth_call_of_a_first_run(tmp_path: Path, call: str) -> None:
        """No file or a whole one, and the next try makes it or says that it is there."""
        for number in range(1, times(3, 150)):
            profile = profile_at(tmp_path / str(number) / "profile")
            profile.data.parent.mkdir()
            answer, was_hit = run_with_error(call, number, typed(profile, "init"))
            if answer.code != 0:
                answer.require_sentence("What was saved before is unharmed")
            again = run(profile, "init")
            if answer.code == 0:
                again.require_sentence("already there")
            else:
                assert again.code == 0 or "already there" in again.complaint
            assert "All is well" in run(profile, "check").said
            if not was_hit:
                break

    def test_the_disk_fails_during_an_import(sound_profile: Profile, tmp_path: Path) -> None:
        many = contacts(tmp_path / "many.vcf", 150)
        for number in range(1, 200, times(50, 3)):
            shutil.copytree(sound_profile.data, tmp_path / str(number) / "profile")
            profile = profile_at(tmp_path / str(number) / "profile")
            answer, was_hit = run_with_error("pwrite64", number, typed(profile, "import", many))
            if answer.code != 0:
                answer.require_sentence("What was saved before is unharmed")
            assert people_in(profile) in ((3 + 150,) if answer.code == 0 else (3, 3 + 150))
            assert "All is well" in run(profile, "check").said
            if not was_hit:
                break
