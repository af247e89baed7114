"""Every fault of quality §3 as a command meets it: code 1, one sentence, no traceback, nothing lost and nothing made."""

from pathlib import Path

import pytest

from relmgr.paths import Profile, profile_at
from tests.faults.effort import IS_FULL
from tests.faults.harms import HARMS, Harm, kept
from tests.faults.terminal import run

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dora Dean\r\nEND:VCARD\r\n"


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A contact to import."""
    file = tmp_path / "dora.vcf"
    file.write_text(CARD, "utf-8")
    return file


def commands(card: Path) -> list[list[str | Path]]:
    """One of each way to use the file; with RELMGR_FAULTS=full, all commands."""
    usual: list[list[str | Path]] = [["people"], ["log", "Call with Ann"], ["check"]]
    more: list[list[str | Path]] = [
        ["due"],
        ["card", "Ann Archer"],
        ["import", card],
        ["import", "--dry-run", card],
        ["export", card.with_name("out.vcf")],
    ]
    return [*usual, *more] if IS_FULL else usual


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.name)
def test_a_file_that_cannot_be_opened_is_said_so_and_left_as_it_is(
    profile: Profile, card: Path, harm: Harm
) -> None:
    harm.befall(profile)
    before = kept(profile)
    for command in commands(card):
        run(profile, *command).require_sentence(harm.words)
        assert kept(profile) == before, command
    run(profile, "init").require_sentence(harm.in_the_way)
    assert kept(profile) == before
