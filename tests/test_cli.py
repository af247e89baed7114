"""The command line as a script uses it: what it answers, and that it fails in one sentence."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from benchmarks.data.make_vcards import make_mixture
from relmgr import clock as clocks
from relmgr import vault
from relmgr.cli import main
from relmgr.cli.arguments import FORMATS
from relmgr.domain.kinds import Sensitivity, Side, Stage
from relmgr.domain.partial_date import PartialDate
from relmgr.paths import Profile, profile_at
from relmgr.services import facts, goals, people, stages, ways
from relmgr.services.facts import FactInput
from relmgr.services.goals import GoalInput
from relmgr.services.stages import StageInput
from relmgr.services.ways import WayInput
from relmgr.vault.slots import Argon2
from tests import pdf_text
from tests.builders import NOW
from tests.fake_keyring import NAMES, FakeKeyring

CHEAP = Argon2(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "correct horse battery"
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Answer:
    """What a command said."""

    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_at(tmp_path / "profile")


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


Relmgr = Callable[..., Answer]


@pytest.fixture
def bare(profile: Profile, passphrase_file: Path, capsys: pytest.CaptureFixture[str]) -> Relmgr:
    """Runs commands in a profile where nothing is yet."""

    def run(*arguments: object, keyring: bool = False) -> Answer:
        given = [] if keyring else ["--passphrase-file", str(passphrase_file)]
        code = main(["--profile", str(profile.data), *given, *map(str, arguments)], clock=clocks.fixed(NOW))
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a vault made once, to copy: making one takes a tenth of a second."""
    profile = profile_at(tmp_path_factory.mktemp("mould") / "profile")
    vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=clocks.fixed(NOW), cost=CHEAP)
    return profile.data


@pytest.fixture
def relmgr(bare: Relmgr, profile: Profile, mould: Path, monkeypatch: pytest.MonkeyPatch) -> Relmgr:
    """Runs commands in a profile with an empty file, of which the passphrase is cheap to try and stays so."""
    monkeypatch.setattr(vault, "unlock_with_passphrase", partial(vault.unlock_with_passphrase, cost=CHEAP))
    shutil.copytree(mould, profile.data, dirs_exist_ok=True)
    return bare


def written(path: Path, *cards: str) -> Path:
    """A file of cards, each given by its lines."""
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\n{card}\nEND:VCARD\n" for card in cards)
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return path


def refused(answer: Answer) -> str:
    """The one line of complaint of a command that could not do what it was asked."""
    assert answer.code == 1
    assert answer.out == ""
    (line,) = answer.error.splitlines()
    assert "Traceback" not in line
    return line


@pytest.fixture
def megan(relmgr: Relmgr, tmp_path: Path) -> Path:
    """Megan and Ben are in the file."""
    path = written(
        tmp_path / "two.vcf",
        "N:Jacobs;Megan;;;\nFN:Megan Jacobs\nORG:Fernkloof Logistics\nTITLE:Operations director\nBDAY:1984-11-24",
        "N:Whitaker;Ben;;;\nFN:Ben Whitaker\nEMAIL:ben@calder.example",
    )
    assert relmgr("import", path).code == 0
    return path


def test_init_with_a_passphrase_says_the_recovery_key_once(bare: Relmgr, profile: Profile) -> None:
    answer = bare("init", "--json")
    assert answer.code == 0
    vault.unlock_with_recovery_code(profile, answer.json["recovery_code"]).key.forget()
    assert answer.json["opens_with"] == "passphrase"
    assert "already there" in refused(bare("init"))


def test_init_without_keyring_and_passphrase_makes_nothing(bare: Relmgr, profile: Profile) -> None:
    assert "passphrase" in refused(bare("init", keyring=True))
    assert not profile.database.exists()


def test_init_with_a_keyring(bare: Relmgr, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = FakeKeyring()
    keychain = vault.Keychain(backend, trusted=NAMES)
    monkeypatch.setattr(vault, "system_keychain", lambda: keychain)
    assert bare("init", "--json", keyring=True).json["opens_with"] == "keyring"
    assert bare("people", "--json", keyring=True).json == []


def test_without_a_file_every_command_says_so(bare: Relmgr, tmp_path: Path, profile: Profile) -> None:
    cards = written(tmp_path / "a.vcf", "FN:Ada Abel")
    for command in (("people",), ("import", cards), ("due",), ("log", "x"), ("check",), ("card", "Ada")):
        assert "There is no Relmgr file" in refused(bare(*command))
    assert not profile.database.exists()


def test_a_file_with_a_passphrase_says_how_to_give_it(relmgr: Relmgr) -> None:
    assert "--passphrase-file" in refused(relmgr("people", keyring=True))


def test_a_wrong_passphrase(relmgr: Relmgr, passphrase_file: Path) -> None:
    passphrase_file.write_text("another one entirely", encoding="utf-8")
    assert "not the passphrase" in refused(relmgr("people"))


def test_import_says_what_it_did_and_a_second_time_does_nothing(relmgr: Relmgr, megan: Path) -> None:
    again = relmgr("import", megan, "--json")
    assert (again.json["added"], again.json["merged"], again.json["skipped"]) == (0, 0, 0)
    assert again.json["unchanged"] == 2
    assert {one["why"] for one in again.json["cards"]} == {"nothing_new"}


def test_a_dry_run_changes_nothing(relmgr: Relmgr, tmp_path: Path) -> None:
    path = written(tmp_path / "a.vcf", "FN:Ada Abel", "FN:Taxi\nORG:Taxi")
    answer = relmgr("import", "--dry-run", path)
    assert "Nobody with this name or e-mail yet" in answer.out
    assert "Looks like a company" in answer.out
    assert "1 new, 0 to merge, 0 unchanged, 1 skipped; nothing was written." in answer.out
    assert relmgr("people", "--json").json == []


def test_a_thousand_cards_of_all_dialects_come_in_and_go_out(relmgr: Relmgr, tmp_path: Path) -> None:
    path = tmp_path / "mixture.vcf"
    path.write_bytes(make_mixture(1000))
    answer = relmgr("import", path, "--json").json
    assert (
        answer["added"] + answer["merged"] + answer["unchanged"] + answer["skipped"]
        == len(answer["cards"])
        == 1000
    )
    out = tmp_path / "out.vcf"
    assert relmgr("export", out, "--json").json["cards"] == len(relmgr("people", "--json").json)
    again = relmgr("import", out, "--json").json
    assert (again["added"], again["merged"]) == (0, 0)
    assert relmgr("check", "--json").json["is_sound"]


def test_people_go_out_in_every_form(relmgr: Relmgr, tmp_path: Path) -> None:
    path = tmp_path / "mixture.vcf"
    path.write_bytes(make_mixture(60))
    relmgr("import", path)
    for form, name in (
        ("vcard4", "a.vcf"),
        ("vcard3", "b.vcf"),
        ("share", "c.vcf"),
        ("google-csv", "d.csv"),
        ("outlook-csv", "e.csv"),
        ("csv", "f.csv"),
        ("ics", "g.ics"),
    ):
        out = tmp_path / name
        said = relmgr("export", out, "--format", form, "--json").json
        assert (said["format"], said["file"]) == (form, str(out))
        assert said["cards"] > 10
        assert out.stat().st_mode & 0o777 == 0o600
    assert relmgr("export", tmp_path / "h.csv", "--json").json["format"] == "csv"
    assert relmgr("export", tmp_path / "i.vcf", "--version", "3.0", "--json").json["version"] == "3.0"


def test_one_person_goes_out_alone_and_anywhere(relmgr: Relmgr, tmp_path: Path) -> None:
    path = tmp_path / "mixture.vcf"
    path.write_bytes(make_mixture(5))
    relmgr("import", path)
    somebody = relmgr("people", "--json").json[0]
    assert relmgr("export", tmp_path / "one.vcf", str(somebody["id"]), "--json").json["cards"] == 1
    answer = relmgr("export", "-", str(somebody["id"]), "--format", "share")
    assert answer.out.startswith("BEGIN:VCARD")
    assert "nobody" in refused(relmgr("export", tmp_path / "two.vcf", "Nobody Atall")).casefold()


def test_a_folder_of_cards_follows_and_is_followed(relmgr: Relmgr, tmp_path: Path) -> None:
    path = tmp_path / "mixture.vcf"
    path.write_bytes(make_mixture(8))
    relmgr("import", path)
    folder = tmp_path / "cards"
    assert "not there" in refused(relmgr("sync", "--folder", folder))
    assert "--folder" in refused(relmgr("sync"))
    folder.mkdir()
    first = relmgr("sync", "--folder", folder, "--json").json
    assert first["written"] == len(list(folder.glob("*.vcf"))) == len(relmgr("people", "--json").json)
    assert relmgr("sync", "--folder", folder).out.strip() == "Nothing has changed on either side."
    (folder / "new.vcf").write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Lovelace;Ada\r\nFN:Ada Lovelace\r\nEND:VCARD\r\n"
    )
    assert "1 new person." in relmgr("sync", "--folder", folder).out


def test_broken_and_hostile_cards_are_reported_and_stop_nothing(relmgr: Relmgr, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.vcf"
    hostile.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:No End\r\n"
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Long Line\r\nNOTE:" + b"x" * 1_000_000 + b"\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Many\r\nTEL"
        + b";TYPE=x"
        * 5_000
        + b":+43 1 2345678\r\nEND:VCARD\r\n"
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\x1b]0;owned\x07Escape\r\nNOTE:<img src=file:///etc/passwd>\r\nEND:VCARD\r\n"
        b"no card at all\r\n"
    )
    wide = tmp_path / "wide.vcf"
    wide.write_bytes("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Łucja Wide\r\nEND:VCARD\r\n".encode("utf-16"))
    report = tmp_path / "report.txt"
    answer = relmgr("import", hostile, wide, "--report", report)
    assert answer.code == 0
    assert "6 added" in answer.out
    assert "\x1b" not in answer.out
    said = report.read_text(encoding="utf-8")
    assert "no END:VCARD" in said
    assert "stands outside of any card" in said
    names = {one["name"] for one in relmgr("people", "--json").json}
    assert {"No End", "Jörg Müller", "Long Line", "Łucja Wide"} <= names
    page = relmgr("card", "Escape", "--format", "html").out
    assert "&lt;img src=file:///etc/passwd&gt;" in page
    assert "<img" not in page
    assert "\x1b" not in relmgr("people").out
    assert relmgr("check").code == 0


@pytest.mark.parametrize("content", [b"", b"just text\n", b"\x00" * 500])
def test_a_file_without_cards(relmgr: Relmgr, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "nothing.vcf"
    path.write_bytes(content)
    assert "no contact card" in refused(relmgr("import", path))


def test_import_accounts_for_every_line_in_json(relmgr: Relmgr, tmp_path: Path) -> None:
    path = written(tmp_path / "a.vcf", "N:Okoro;Ben;;;\nX-OWN:kept\nno colon")
    mapping = tmp_path / "map.json"
    mapping.write_text('{"columns": {"Nom": "family"}, "date_order": "dmy"}', encoding="utf-8")
    answer = relmgr("import", path, "--dry-run", "--json", "--map", mapping).json
    assert [(one["file"], one["format"]) for one in answer["sources"]] == [("a.vcf", "vcard")]
    assert [(one["outcome"], one["name"]) for one in answer["cards"]] == [("new", "Ben Okoro")]
    assert [(one["text"], one["outcome"]) for one in answer["lines"]] == [
        ("BEGIN:VCARD", "mapped"),
        ("VERSION:3.0", "mapped"),
        ("N:Okoro;Ben;;;", "mapped"),
        ("X-OWN:kept", "kept"),
        ("no colon", "refused"),
        ("END:VCARD", "mapped"),
    ]
    mapping.write_text("{}]", encoding="utf-8")
    assert "mapping" in refused(relmgr("import", path, "--map", mapping))


def test_a_file_that_is_not_there(relmgr: Relmgr, tmp_path: Path) -> None:
    assert "There is no file" in refused(relmgr("import", tmp_path / "none.vcf"))
    assert "There is no file" in refused(relmgr("import", tmp_path))


@pytest.mark.usefixtures("megan")
def test_people_lists_and_finds(relmgr: Relmgr) -> None:
    rows = relmgr("people", "--json").json
    assert [one["name"] for one in rows] == ["Ben Whitaker", "Megan Jacobs"]
    assert rows[1]["organisation"] == "Fernkloof Logistics"
    assert "Megan Jacobs" in relmgr("people", "fernk").out
    assert relmgr("people", "nobody").out == "Nobody by that name.\n"


@pytest.mark.usefixtures("megan")
def test_the_card_in_every_form_without_qt(relmgr: Relmgr, tmp_path: Path) -> None:
    assert relmgr("card", "megan").out.startswith("Megan Jacobs\n============\nOperations director")
    card = relmgr("card", "megan", "--format", "json").json
    assert card["person"]["name"] == "Megan Jacobs"
    assert len(card["timeline"]) == card["timeline_total"]
    assert [item["title"] for item in card["line"]["items"]] == [card["person"]["role_line"]]
    page = tmp_path / "card.html"
    assert relmgr("card", "megan", "--format", "html", "-o", page).out == ""
    assert "Fernkloof Logistics" in page.read_text(encoding="utf-8")
    assert "Say where the file goes" in refused(relmgr("card", "megan", "--format", "pdf"))


def test_the_card_keeps_what_is_not_to_be_mentioned(relmgr: Relmgr, megan: Path, profile: Profile) -> None:
    assert megan.exists()
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    store = vault.open_store(unlocked)
    (found,) = people.find(store, "Megan")
    secret = FactInput(side=Side.HEALTH, text="Migraines", sensitivity=Sensitivity.NEVER_FIRST)
    facts.add(store, found.id, secret)
    ways.add(store, found.id, WayInput(text="No calls on Fridays"))
    goals.add(store, found.id, GoalInput(to_text="Twelve depots"), NOW.date())
    stages.add(store, found.id, StageInput(stage=Stage.PERSON, on=PartialDate(2024), story="The strike"))
    store.close()
    for form in ("text", "json", "html"):
        said = relmgr("card", "Megan", "--format", form).out
        assert "Migraines" not in said
        assert all(words in said for words in ("No calls on Fridays", "Twelve depots", "The strike"))
        assert "Migraines" in relmgr("card", "Megan", "--format", form, "--all").out
    assert "1 thing that is not to be mentioned is left out." in relmgr("card", "Megan").out
    assert relmgr("card", "Megan", "--format", "json").json["wants"]["goals"][0]["text"] == "Twelve depots"


@pytest.mark.usefixtures("megan")
def test_what_to_read_before_a_call(relmgr: Relmgr, tmp_path: Path) -> None:
    said = relmgr("card", "megan", "--prep").out
    assert said.startswith("Megan Jacobs\n============\nOperations director")
    assert "Ask about" in said
    assert "Timeline" not in said
    view = relmgr("card", "megan", "--prep", "--format", "json").json
    assert view["person"]["name"] == "Megan Jacobs"
    assert [one["source"] for one in view["ask_about"]] == ["milestone", "side"]
    page = tmp_path / "prep.html"
    assert relmgr("card", "megan", "--prep", "--format", "html", "-o", page).code == 0
    assert "Ask about" in page.read_text(encoding="utf-8")
    assert "Say where the file goes" in refused(relmgr("card", "megan", "--prep", "--format", "pdf"))
    assert "turns 46" not in relmgr("card", "megan", "--prep", "--on", "2030-06-01").out


def test_the_card_as_of_a_day(relmgr: Relmgr, megan: Path) -> None:
    assert "turns 46" in relmgr("card", "megan", "--on", "2030-11-01").out
    assert relmgr("card", "megan", "--on", "2030-13-01").code == 2
    assert megan.exists()


def test_a_name_that_may_be_several(relmgr: Relmgr, tmp_path: Path) -> None:
    path = written(tmp_path / "a.vcf", "N:Abel;Ada;;;\nFN:Ada Abel", "N:Bell;Ada;;;\nFN:Ada Bell")
    relmgr("import", path)
    line = refused(relmgr("card", "Ada"))
    assert "Ada Abel" in line
    assert "Ada Bell" in line
    assert relmgr("card", "Ada Bell").code == 0
    assert "Nobody here is called" in refused(relmgr("card", "Zoe"))


@pytest.mark.usefixtures("megan")
def test_due_today_and_by_a_day(relmgr: Relmgr) -> None:
    (item,) = relmgr("due", "--json").json
    assert (item["source"], item["person"]) == ("milestone", "Megan Jacobs")
    assert relmgr("due", "--on", (NOW.date() - timedelta(days=30)).isoformat()).out == "Nothing is due.\n"


@pytest.mark.usefixtures("megan")
def test_log_keeps_what_it_understood_and_says_it(relmgr: Relmgr) -> None:
    answer = relmgr("log", "Coffee with Megan, promised mock-ups by Friday, she left worried about budget")
    assert answer.code == 0
    assert "With: Megan Jacobs" in answer.out
    assert "Mock-ups, Fri 27 Nov" in answer.out
    assert any(item["what"] for item in relmgr("due", "--on", "2026-11-27", "--json").json)
    said = relmgr("log", "Call with Ben Whitaker, all well", "--json").json
    assert (said["kind"], said["people"], said["conversation"]) == ("call", ["Ben Whitaker"], 2)
    assert "worried about budget" in relmgr("card", "Megan").out


def test_log_guesses_nobody(relmgr: Relmgr, tmp_path: Path) -> None:
    assert "Nothing was kept" in refused(relmgr("log", "Coffee with Megan"))
    relmgr("import", written(tmp_path / "a.vcf", "N:Abel;Ada;;;\nFN:Ada Abel", "N:Bell;Ada;;;\nFN:Ada Bell"))
    line = refused(relmgr("log", "Coffee with Ada"))
    assert "Ada Abel" in line
    assert "Ada Bell" in line
    assert relmgr("check", "--json").json["counts"]["conversation"] == 0


CONTRACT = ["people", "kind", "when", "feeling", "promises", "life_events", "milestones", "next_step", "rest"]
THEN = ("--now", "2026-11-24T14:42:00+00:00")


@pytest.mark.usefixtures("megan")
def test_log_dry_run_tells_what_it_understood_and_keeps_nothing(relmgr: Relmgr) -> None:
    before = relmgr("check", "--json").json["counts"]
    line = "Coffee with Megan, Tom starts school 3 Sep, promised mock-ups by Friday, she left worried about budget"
    told = relmgr("log", "--dry-run", "--json", line, *THEN).json
    assert told == {
        "people": ["Megan Jacobs"],
        "kind": "meal",
        "when": "2026-11-24T14:42:00+00:00",
        "feeling": "uneasy",
        "promises": [{"by": "me", "what": "Mock-ups", "due": "2026-11-27"}],
        "life_events": [],
        "milestones": [{"who": "Tom", "what": "Tom starts school", "date": "2027-09-03"}],
        "next_step": None,
        "rest": "about budget",
    }
    assert list(told) == CONTRACT
    assert relmgr("check", "--json").json["counts"] == before


@pytest.mark.usefixtures("megan")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nothing much.", {"people": [], "kind": None, "rest": "Nothing much."}),
        ("Rang Ben yesterday at 3pm", {"when": "2026-11-23T15:00:00-05:00", "kind": "call"}),
        ("Her birthday is 29 Feb", {"milestones": [{"who": "", "what": "Birthday", "date": "--02-29"}]}),
        (
            "Ben is on paternity leave until June",
            {
                "life_events": [
                    {"who": "Ben Whitaker", "what": "On paternity leave", "since": None, "until": "2027-06"}
                ]
            },
        ),
        ("Rang Ben. Call again Thursday", {"next_step": {"what": "Call again", "when": "2026-11-26"}}),
    ],
)
def test_log_in_json_has_every_key_in_the_zone_that_was_given(
    relmgr: Relmgr, line: str, expected: dict[str, Any]
) -> None:
    told = relmgr("log", "--dry-run", "--json", line, "--now", "2026-11-24T14:42:00-05:00").json
    assert list(told) == CONTRACT
    assert {key: told[key] for key in expected} == expected
    assert told["when"].endswith("-05:00")


@pytest.mark.usefixtures("megan")
def test_log_dry_run_in_words(relmgr: Relmgr, tmp_path: Path) -> None:
    answer = relmgr("log", "--dry-run", "Coffee with Zanele", *THEN)
    assert answer.code == 0
    assert answer.out.startswith("Understood, and nothing kept:")
    assert "Nobody in this text is in your list." in answer.out
    relmgr("import", written(tmp_path / "a.vcf", "N:Okoro;Ben;;;\nFN:Ben Okoro"))
    answer = relmgr("log", "--dry-run", "Rang Ben", *THEN)
    assert "“Ben” may be Ben Okoro, Ben Whitaker" in answer.out.replace(
        "Ben Whitaker, Ben Okoro", "Ben Okoro, Ben Whitaker"
    )
    assert relmgr("log", "--dry-run", "--json", "Rang Ben", *THEN).json["people"] == ["Ben"]


@pytest.mark.usefixtures("megan")
def test_log_keeps_the_text_and_the_next_step_of_the_moment_given(relmgr: Relmgr) -> None:
    line = "Rang Ben  at 2pm — büro\tgrün. Call again on 30 Nov"
    assert relmgr("log", line, *THEN).code == 0
    assert "Call again" in relmgr("due", "--on", "2026-11-30").out
    assert "Rang Ben" in relmgr("card", "Ben").out


@pytest.mark.parametrize("now", ["yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_log_wants_a_moment_as_it_is_written(relmgr: Relmgr, now: str) -> None:
    answer = relmgr("log", "--dry-run", "x", "--now", now)
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.usefixtures("megan")
def test_reading_goes_on_beside_an_open_window_and_writing_waits(
    relmgr: Relmgr, profile: Profile, tmp_path: Path
) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from relmgr import vault\n"
        "from relmgr.paths import profile_at\n"
        "profile = profile_at(Path(sys.argv[1]))\n"
        "vault.FileLock(profile).acquire()\n"
        f"store = vault.open_store(vault.unlock_with_passphrase(profile, {PASSPHRASE!r}))\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(profile.data)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "open\n"
        assert len(relmgr("people", "--json").json) == 2
        assert relmgr("card", "Megan").code == 0
        assert relmgr("export", tmp_path / "out.vcf").code == 0
        checked = relmgr("check")
        assert checked.code == 0
        assert "left out" in checked.out
        for command_words in (("log", "Coffee with Megan"), ("import", tmp_path / "out.vcf")):
            assert "already has the file" in refused(relmgr(*command_words))
        window.communicate()


@pytest.mark.usefixtures("megan")
def test_check_says_what_is_out_of_date(relmgr: Relmgr, profile: Profile) -> None:
    store = vault.open_store(vault.unlock_with_passphrase(profile, PASSPHRASE))
    with store.note() as session:
        session.exec_driver_sql("UPDATE summary SET name = 'Somebody Else' WHERE id = 1")
        session.exec_driver_sql("DELETE FROM person_search WHERE rowid = 2")
    store.close()
    answer = relmgr("check")
    assert answer.code == 1
    assert "2 entries (summary 1, person_search 2)" in answer.error


def test_wrong_usage_is_two(relmgr: Relmgr, tmp_path: Path) -> None:
    for wrong in (
        ("frob",),
        ("card",),
        ("import",),
        ("card", "x", "--format", "doc"),
        ("due", "--on", "soon"),
    ):
        assert relmgr(*wrong).code == 2
    assert relmgr("--help").code == 0
    assert relmgr("--version").code == 0
    assert "pdf" in FORMATS
    assert "--format" in refused(relmgr("export", tmp_path / "out.doc"))


@pytest.fixture
def as_process(profile: Profile, passphrase_file: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts main.py itself."""
    running: list[subprocess.Popen[bytes]] = []

    def start(*arguments: object, **environment: str) -> "subprocess.Popen[bytes]":
        given = ("--profile", profile.data, "--passphrase-file", passphrase_file, *arguments)
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), *map(str, given)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **environment},
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("relmgr")
def test_any_character_set_and_a_reader_that_leaves(
    relmgr: Relmgr, as_process: Callable[..., "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    cards = [f"N:Nakamura{number};Łucja;;;\nFN:Łucja Nakamura{number}" for number in range(3000)]
    relmgr("import", written(tmp_path / "many.vcf", *cards))
    plain = as_process("people", "Nakamura7", PYTHONIOENCODING="ascii")
    out, error = plain.communicate(timeout=60)
    assert (plain.returncode, error) == (0, b"")
    assert b"\\u0141ucja Nakamura7" in out
    leaving = as_process("people")
    assert leaving.stdout is not None
    assert b"Nakamura" in leaving.stdout.readline()
    leaving.stdout.close()
    assert leaving.stderr is not None
    assert (leaving.stderr.read(), leaving.wait(60)) == (b"", 0)


@pytest.mark.usefixtures("megan")
def test_pdf_and_picture_through_the_real_program(
    as_process: Callable[..., "subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    for form, mark in (("pdf", b"%PDF-"), ("png", b"\x89PNG")):
        path = tmp_path / f"card.{form}"
        process = as_process("card", "Megan", "--format", form, "-o", path)
        assert process.communicate(timeout=60) == (b"", b"")
        assert path.read_bytes().startswith(mark)
    path = tmp_path / "prep.pdf"
    process = as_process("card", "Megan", "--prep", "--format", "pdf", "-o", path)
    assert process.communicate(timeout=60) == (b"", b"")
    assert "Megan Jacobs Operations director at Fernkloof Logistics" in pdf_text.words(path.read_bytes())


def test_a_fault_of_ours_is_one_sentence_and_logged_without_names(
    relmgr: Relmgr, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    from relmgr.cli.commands import listing

    def fail(*_arguments: object) -> None:
        raise ValueError("Megan Jacobs")

    monkeypatch.setattr(listing, "list_chosen", fail)
    line = refused(relmgr("people"))
    assert "ValueError" in line
    logged = (profile.logs / "relmgr.log").read_text(encoding="utf-8")
    assert "ValueError" in logged
    assert "Megan" not in logged + line


def test_interrupting_is_130(relmgr: Relmgr, monkeypatch: pytest.MonkeyPatch) -> None:
    from relmgr.cli.commands import listing

    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "list_chosen", interrupt)
    assert relmgr("people").code == 130


@pytest.fixture
def plan(relmgr: Relmgr, megan: Path) -> str:
    """The id of a reminder about Megan: on Thursday, two days from now, shown a day ahead as well."""
    said = relmgr("remind", "Megan", "Send the plan", "--start", "2026-11-26", "--lead", "1,0", "--json")
    assert said.json["person"] == "Megan Jacobs"
    assert "1 day ahead" in said.json["rule"]
    return str(said.json["id"])


def _rows(relmgr: Relmgr, *options: str) -> dict[str, dict[str, Any]]:
    return {row["what"]: row for row in relmgr("due", "--json", *options).json if row["source"] == "reminder"}


def test_a_reminder_is_set_and_comes_on_its_day(relmgr: Relmgr, plan: str) -> None:
    assert _rows(relmgr) == {}
    (row,) = _rows(relmgr, "--on", "2026-11-26").values()
    assert (row["person"], row["due"], row["status"]) == ("Megan Jacobs", "2026-11-26", "due")
    assert _rows(relmgr, "--days", "1") == {}
    (coming,) = _rows(relmgr, "--days", "2").values()
    assert (coming["status"], coming["id"]) == ("coming", row["id"])
    (late,) = _rows(relmgr, "--on", "2026-11-28").values()
    assert (late["status"], late["late_days"]) == ("late", 2)


def test_a_rule_is_said_back_in_words(relmgr: Relmgr, megan: Path) -> None:
    answer = relmgr(
        "remind", "Megan", "Review", "--start", "2026-06-01", "--rule", "FREQ=YEARLY;BYDAY=3SU;BYMONTH=6"
    )
    assert "every third Sunday of June" in answer.out
    bad = relmgr("remind", "Megan", "Review", "--start", "2026-06-01", "--rule", "FREQ=HOURLY")
    assert "FREQ is one of" in refused(bad)
    assert _rows(relmgr, "--days", "366")["Review"]["due"] == "2027-06-20"


def test_done_takes_the_id_of_due_and_the_number_of_a_reminder(relmgr: Relmgr, plan: str) -> None:
    (row,) = _rows(relmgr, "--days", "7").values()
    assert relmgr("done", row["id"]).out == "Done: Send the plan\n"
    assert _rows(relmgr, "--days", "30") == {}
    assert "decided already" in refused(relmgr("done", row["id"]))
    number = relmgr("remind", "Megan", "Ring", "--start", "2026-11-20", "--json").json["id"].split(":")[1]
    assert relmgr("done", number).code == 0
    assert _rows(relmgr) == {}


def test_a_snooze_comes_back_when_it_ends(relmgr: Relmgr, plan: str) -> None:
    assert relmgr("snooze", plan, "2026-12-01T14:30").out == "Until 2026-12-01 14:30: Send the plan\n"
    assert _rows(relmgr, "--on", "2026-11-30") == {}
    assert _rows(relmgr, "--days", "10")["Send the plan"]["status"] == "snoozed"
    assert "Send the plan" in _rows(relmgr, "--on", "2026-12-01")


def test_what_names_nothing_is_said(relmgr: Relmgr, plan: str) -> None:
    assert "names nothing here" in refused(relmgr("done", "tomorrow"))
    assert "names nothing here" in refused(relmgr("done", "reminder:1:soon"))
    assert "is not due" in refused(relmgr("done", "999"))
    assert "still to come" in refused(relmgr("snooze", plan, "2020-01-01"))
    assert "A day is written" in refused(relmgr("snooze", plan, "soon"))
    assert relmgr("remind", "Megan", "x", "--start", "2026-11-26", "--lead", "a").code == 2
    assert relmgr("due", "--days", "0").code == 2
    assert "Say what to be reminded of" in refused(relmgr("remind", "Megan", " ", "--start", "2026-11-26"))


def test_people_by_label_circle_and_what_is_not_known(relmgr: Relmgr) -> None:
    everybody = {one["name"] for one in relmgr("people", "--json").json}
    assert relmgr("people", "--circle", "invest", "--json").json == []
    assert relmgr("people", "--label", "no such label").out.startswith("Nobody is in this list.")
    assert {one["name"] for one in relmgr("people", "--missing", "circle", "--json").json} == everybody
    assert relmgr("people", "--allies", "--json").json == []


def test_people_who_can_help(relmgr: Relmgr) -> None:
    assert "Nobody you know comes to mind." in relmgr("people", "--can-help", "astrophysics").out
    assert relmgr("people", "--can-help", "astrophysics", "--json").json == []


@pytest.mark.usefixtures("megan")
def test_an_expectation_is_written_down_and_comes_up_when_its_date_is_near(relmgr: Relmgr) -> None:
    hoped = ("--hoped", "Two depots, Three more depots,Training notes", "--agreed", "two depots")
    said = relmgr("expect", "Megan", "A rollout plan", "--due", "2026-11-26", *hoped, "--json").json
    assert (said["person"], said["status"], said["by"]) == ("Megan Jacobs", "at_risk", "me")
    assert (said["agreed"], said["hoped"]) == (["Two depots"], ["Three more depots", "Training notes"])
    assert any(row["id"].startswith(said["id"]) for row in relmgr("due", "--json").json)


@pytest.mark.usefixtures("megan")
def test_what_is_hoped_of_them_is_said_back(relmgr: Relmgr) -> None:
    answer = relmgr("expect", "Ben", "He decides alone.", "--by", "them")
    assert answer.out == "I expect of Ben Whitaker: He decides alone. No date.\n"
    agreed = relmgr("expect", "Ben", "The page", "--agreed", "The page, The form", "--due", "2026-12-13")
    assert agreed.out == ("Ben Whitaker expects of me: The page. 2 of 2 agreed. Sun 13 Dec, in 19 days.\n")


@pytest.mark.usefixtures("megan")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("Nobody", "A plan"), "Nobody"),
        (("Megan", "  "), "Say what is expected"),
        (("Megan", "A plan", "--hoped", "A,B", "--agreed", "C"), "“C” is agreed but not among what is hoped"),
    ],
)
def test_what_cannot_be_expected_is_refused_in_one_sentence(
    relmgr: Relmgr, arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refused(relmgr("expect", *arguments))


@pytest.mark.usefixtures("megan")
@pytest.mark.parametrize("wrong", [("--by", "us"), ("--due", "Friday")])
def test_what_cannot_be_meant_of_an_expectation_is_a_usage_fault(
    relmgr: Relmgr, wrong: tuple[str, str]
) -> None:
    assert relmgr("expect", "Megan", "A plan", *wrong).code == 2


def test_moments_are_noted_by_kind_and_day(relmgr: Relmgr, megan: Path) -> None:
    said = relmgr(
        "moment", "Megan", "cancelled_last_minute", "--on", "2026-11-13", "--note", " Twice moved. "
    )
    assert said.out == "Megan Jacobs: Cancelled at the last minute on 13 Nov.\n"
    kept = relmgr("moment", "Megan", "asked_for_help", "--json").json
    assert (kept["person"], kept["kind"], kept["sentence"][:19]) == (
        "Megan Jacobs",
        "asked_for_help",
        "Asked for my help o",
    )
    assert "Nobody here" in refused(relmgr("moment", "Zoe", "delay"))


def test_the_catalogue_of_moments_is_listed_without_a_file(bare: Relmgr) -> None:
    catalogue = bare("moment", "--kinds", "--json").json
    assert {"cancelled_last_minute", "asked_for_help", "i_was_late"} <= {one["kind"] for one in catalogue}
    cancelled = next(one for one in catalogue if one["kind"] == "cancelled_last_minute")
    assert (cancelled["warning"], cancelled["direction"]) == ("cancelled_last_minute", "theirs")
    lines = bare("moment", "--kinds").out.splitlines()
    assert len(lines) == len(catalogue)
    assert lines[0].split("  ")[0] == "asked_for_help"


@pytest.mark.parametrize("typed", [(), ("Megan",), ("Megan", "sulked"), ("Megan", "rough_patch_mended")])
def test_a_moment_of_no_known_kind_is_wrong_usage(relmgr: Relmgr, typed: tuple[str, ...]) -> None:
    answer = relmgr("moment", *typed)
    assert answer.code == 2
    assert "moment --kinds" in answer.error


def test_the_card_tells_depth_as_of_its_day(relmgr: Relmgr, megan: Path) -> None:
    for day in ("2026-09-01", "2026-10-01", "2026-11-20"):
        said = f"Coffee with Megan Jacobs on {day}"
        assert relmgr("log", said, "--now", f"{day}T12:00:00+00:00").code == 0
    for kind, day in (
        ("asked_for_help", "2026-09-01"),
        ("did_not_argue_about_money", "2025-10-01"),
        ("cancelled_last_minute", "2026-11-03"),
        ("cancelled_last_minute", "2026-10-20"),
        ("haggling", "2026-11-21"),
    ):
        assert relmgr("moment", "Megan Jacobs", kind, "--on", day).code == 0
    depth = relmgr("card", "Megan", "--format", "json", "--on", "2026-11-24").json["depth"]
    assert set(depth) == {"standing", "trend", "signs", "warnings"}
    assert (depth["standing"], depth["trend"]) == ("at_risk", "falling")
    assert len(depth["signs"]) == 8
    assert depth["signs"]["asks_for_help"] == {"state": "seen", "last": "2026-09-01"}
    assert depth["signs"]["does_not_argue_about_money"] == {"state": "contradicted", "last": "2026-11-21"}
    assert depth["signs"]["refers_me"] == {"state": "not_seen_yet", "last": None}
    assert depth["warnings"] == [
        {
            "kind": "cancelled_last_minute",
            "dates": ["2026-10-20", "2026-11-03"],
            "sentence": "Cancelled at the last minute on 20 Oct and 3 Nov",
        },
        {"kind": "haggling", "dates": ["2026-11-21"], "sentence": "Haggled on 21 Nov"},
    ]
    before = relmgr("card", "Megan", "--format", "json", "--on", "2026-10-02").json["depth"]
    assert (before["standing"], before["warnings"]) == ("new", [])
    assert before["signs"]["does_not_argue_about_money"]["state"] == "fading"


def test_erase_waits_for_the_whole_name(relmgr: Relmgr, megan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for typed in ("", "Megan\n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        answer = relmgr("erase", "Megan")
        assert answer.code == 1
        assert "Nothing was changed" in answer.error
        assert "Fernkloof Logistics" in answer.out
    monkeypatch.setattr(sys, "stdin", io.StringIO("megan jacobs\n"))
    answer = relmgr("erase", "Megan")
    assert answer.code == 0
    assert "Megan Jacobs is erased." in answer.out
    assert [one["name"] for one in relmgr("people", "--json").json] == ["Ben Whitaker"]


def test_erase_reaches_the_copies(relmgr: Relmgr, megan: Path, profile: Profile) -> None:
    copy = profile.backups / "2026-11-24" / profile.database.name
    copy.parent.mkdir(parents=True)
    shutil.copyfile(profile.database, copy)
    answer = relmgr("erase", "Ben", "--yes", "--json").json
    assert answer["erased"] == "Ben Whitaker"
    assert answer["cleaned"] == [str(copy)]
    assert answer["rows"]["contact_method"] == 1
    assert relmgr("check").code == 0
    shutil.copyfile(copy, profile.database)
    assert [one["name"] for one in relmgr("people", "--json").json] == ["Megan Jacobs"]
    assert "Nobody here" in refused(relmgr("erase", "Ben", "--yes", "--json"))


def test_erase_says_which_folders_are_not_there_to_be_cleaned(
    relmgr: Relmgr, megan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cards"
    folder.mkdir()
    assert relmgr("sync", "--folder", folder).code == 0
    shutil.rmtree(folder)
    answer = relmgr("erase", "Ben", "--yes")
    assert answer.code == 0
    assert f"The folder of cards “{folder}” is not there now." in answer.out
    answer = relmgr("erase", "Megan", "--yes", "--json")
    assert answer.json["out_of_reach"] == [f"The folder of cards “{folder}” is not there now."]


@pytest.mark.parametrize("form", ["html", "json"])
def test_everything_about_one_person(relmgr: Relmgr, megan: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"megan.{form}"
    assert relmgr("export", path, "--format", form, "Megan").code == 0
    whole = path.read_text(encoding="utf-8")
    assert "Operations director" in whole
    assert "Whitaker" not in whole
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert relmgr("export", path, "--format", form, "Megan", "--without-my-view").code == 0
    assert len(path.read_text(encoding="utf-8")) < len(whole)
    assert "one person" in refused(relmgr("export", path, "--format", form))


def test_an_archive_goes_out_and_comes_in_once(relmgr: Relmgr, megan: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    written_out = relmgr("export", path, "--format", "archive", "--json")
    assert written_out.code == 0
    assert written_out.json["format"] == "archive"
    first = relmgr("import", path, "--json").json
    assert (first["added"], first["merged"]) == (0, 0)
    assert relmgr("export", tmp_path / "again.zip").code == 0
    path.write_bytes(path.read_bytes()[:-30])
    broken = relmgr("import", path)
    assert broken.code == 1
    assert "Traceback" not in broken.error
