"""Nothing about anybody outside the encrypted file, through a whole day in terminal and window (promise 8)."""

import re
from pathlib import Path

import pytest

from relmgr import vault
from relmgr.paths import Profile
from tests.faults import canary
from tests.faults.reality import Home, make_home
from tests.faults.victims import CHEAP, PASSPHRASE


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home, with a contact to import beside it."""
    made = make_home(tmp_path)
    (made.given / "first.vcf").write_text(canary.card(canary.NAME, canary.MAIL), "utf-8")
    (made.given / "card.vcf").write_text(canary.card(canary.OTHER, "other" + canary.MAIL), "utf-8")
    (made.given / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
    return made


def test_nothing_about_anybody_is_written_but_into_the_encrypted_file(home: Home) -> None:
    options = ("--passphrase-file", home.given / "passphrase")
    init = home.run(home.command(*options, "init", "--json"))
    assert init.returncode == 0, init.stderr
    recovery = re.findall(rb'"recovery_code": "(\w+)"', init.stdout)[0]
    profile = profile_in(home)
    vault.mark_recovery_proved(profile)
    silent = b""
    for command in (
        ("import", home.given / "first.vcf"),
        ("log", canary.TALK),
        ("people", canary.SEARCH),
        ("due",),
        ("check",),
        ("card", canary.CRASH),
    ):
        silent += home.run(home.command(*options, *command)).stderr.replace(canary.CRASH.encode(), b"")
    window = home.run(home.window("a_crash", *options))
    seen = home.seen()
    assert window.returncode == 1, window.stderr
    assert "LookupError" in seen["crash"]
    sought = canary.spellings(canary.CANARIES, secrets_of(profile, recovery))
    for name, said in (
        ("stderr of commands", silent),
        ("output of the window", window.stdout + window.stderr),
        ("crash report", seen["crash"].encode()),
        ("titles", "\n".join(seen["titles"]).encode()),
        ("process list", "\n".join(seen["processes"]).encode()),
    ):
        assert not canary.heard_in(said, sought), name
    assert len(seen["processes"]) > 4
    assert "Relmgr" in seen["titles"]
    assert canary.heard_below(sought, home.folder) == {}
    assert len(canary.heard_below(sought, home.given)) >= 3, "the search finds what is there"
    log = (profile.logs / "relmgr.log").read_text("utf-8")
    assert "LookupError" in log
    assert list(home.folder.joinpath("tmp").iterdir()) == []


def profile_in(home: Home) -> Profile:
    """The usual profile there."""
    return Profile(
        data=home.folder / "data" / "relmgr",
        config=home.folder / "config" / "relmgr",
        logs=home.folder / "cache" / "relmgr" / "log",
    )


def secrets_of(profile: Profile, recovery: bytes) -> tuple[bytes, ...]:
    """Whatever opens the file."""
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    raw = unlocked.key.raw()
    return raw, recovery, PASSPHRASE.encode(), *(recovery[at : at + 8] for at in range(0, 48, 8))
