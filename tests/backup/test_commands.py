"""`backup`, `backups`, `restore` and `rescue` as a script uses them."""

import json
from pathlib import Path
from typing import Any

import pytest

from relmgr import clock as clocks
from relmgr.cli import main
from relmgr.services import erasing
from tests.backup.conftest import NOW, House, Names
from tests.faults.victims import PASSPHRASE


class Terminal:
    """Runs commands in the profile of the house, whose file is shut."""

    def __init__(self, house: House, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        house.store.close()
        self.folder = folder
        self._profile = house.profile.data
        self._capsys = capsys
        (folder / "passphrase").write_text(PASSPHRASE)
        (folder / "code").write_text(house.code + "\n")

    def run(
        self, *arguments: object, profile: Path | None = None, passphrase: bool = True
    ) -> tuple[int, str, str]:
        """The exit code, what was said and what was complained of."""
        given = ["--passphrase-file", str(self.folder / "passphrase")] if passphrase else []
        where = str(profile or self._profile)
        code = main(["--profile", where, *given, *map(str, arguments)], clock=clocks.fixed(NOW))
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *arguments: object) -> Any:
        """The answer of a command that succeeds."""
        code, out, error = self.run(*arguments, "--json")
        assert (code, error) == (0, "")
        return json.loads(out)


@pytest.fixture
def terminal(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(house, tmp_path, capsys)


def test_a_backup_is_made_listed_looked_into_and_restored(
    house: House, terminal: Terminal, names_in: Names
) -> None:
    made = terminal.json("backup")
    assert (made["people"], made["kind"], made["is_good"]) == (2, "asked", True)
    (listed,) = terminal.json("backups")
    assert listed["name"] == made["name"]
    assert terminal.run("backups")[1].startswith(made["name"])
    preview = terminal.json("restore", made["name"], "--dry-run")
    assert (preview["people"], preview["comes_back"], preview["goes"]) == (2, [], [])
    done = terminal.json("restore", made["name"])
    assert done["people"] == 2
    assert Path(done["replaced"]).is_dir()
    kinds = {one["kind"] for one in terminal.json("backups")}
    assert kinds == {"asked", "before_restore", "replaced"}
    assert names_in(house.profile) == {"Ada", "Grace"}


def test_who_was_erased_is_left_out_unless_they_are_asked_for(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str], names_in: Names
) -> None:
    sven = house.add("Sven")
    made = house.back_up()
    erasing.start(house.store, sven, NOW)
    terminal = Terminal(house, tmp_path, capsys)
    preview = terminal.json("restore", made.name, "--dry-run")
    assert (preview["erased"], preview["comes_back"]) == (["Sven"], [])
    assert (
        "Were erased since, and would be left out: Sven" in terminal.run("restore", made.name, "--dry-run")[1]
    )
    assert (
        "would be brought back: Sven" in terminal.run("restore", made.name, "--dry-run", "--with-erased")[1]
    )
    _code, out, _error = terminal.run("restore", made.name)
    assert "1 person in it was erased since and was left out." in out
    assert names_in(house.profile) == {"Ada", "Grace"}
    assert terminal.json("restore", made.name, "--with-erased")["erased_left_out"] == 0
    assert names_in(house.profile) == {"Ada", "Grace", "Sven"}


def test_into_a_folder_and_onto_a_new_computer(house: House, terminal: Terminal, names_in: Names) -> None:
    stick = terminal.folder / "elsewhere"
    code, _out, error = terminal.run("backup", stick)
    assert (code, "is not there" in error) == (1, True)
    stick.mkdir()
    assert terminal.run("backup", stick)[0] == 0
    assert terminal.json("backups") == []
    (backup,) = stick.iterdir()
    bare = terminal.folder / "bare"
    code, _out, error = terminal.run("restore", backup, profile=bare, passphrase=False)
    assert (code, "--recovery-code-file" in error) == (1, True)
    code, out, error = terminal.run(
        "restore", backup, "--recovery-code-file", terminal.folder / "code", profile=bare, passphrase=False
    )
    assert (code, error) == (0, "")
    assert "Restored: 2 people." in out
    assert names_in(type(house.profile)(data=bare, config=bare, logs=bare / "logs")) == {"Ada", "Grace"}


def test_what_is_not_there_is_said(terminal: Terminal) -> None:
    code, _out, error = terminal.run("restore", "2026-01-01T00-00-00Z")
    assert (code, "There is no backup" in error) == (1, True)
    code, _out, error = terminal.run("rescue", terminal.folder / "nothing.db", terminal.folder / "new")
    assert (code, "There is no file" in error) == (1, True)
    assert terminal.run("backups")[1] == "There is no backup yet. “backup” makes one.\n"


def test_a_damaged_file_is_rescued_and_restored(house: House, terminal: Terminal, names_in: Names) -> None:
    with house.profile.database.open("r+b") as file:
        file.write(b"\xa5\x5a" * 8)
    assert terminal.run("people")[0] == 1
    target = terminal.folder / "rescued"
    done = terminal.json("rescue", house.profile.database, target)
    assert done["tables"]["person"]["read"] == 2
    code, out, _error = terminal.run("restore", target)
    assert (code, "Restored: 2 people." in out) == (0, True)
    assert names_in(house.profile) == {"Ada", "Grace"}
