"""`duplicates` and `merge` as a script uses them (X4)."""

from pathlib import Path

import pytest

from tests.test_cli import Relmgr, bare, mould, passphrase_file, profile, refused, relmgr, written

__all__ = ["bare", "mould", "passphrase_file", "profile", "relmgr"]


@pytest.fixture
def doubled(relmgr: Relmgr, tmp_path: Path) -> Path:
    """Bill and William Harris at one firm, and somebody else."""
    path = written(
        tmp_path / "three.vcf",
        "N:Harris;Bill;;;\nFN:Bill Harris\nORG:Fen\nTEL;TYPE=CELL:+44 7700 900123\nTZ:Europe/London",
        "N:Harris;William;;;\nFN:William Harris\nORG:Fen Ltd\nNOTE:Sails.",
        "N:Katz;Bo;;;\nFN:Bo Katz\nEMAIL:bo@katz.example",
    )
    assert relmgr("import", path).code == 0
    return path


def test_duplicates_are_listed_with_class_and_reasons(relmgr: Relmgr, doubled: Path) -> None:
    answer = relmgr("duplicates", "--json")
    (pair,) = answer.json
    assert {pair["one"]["name"], pair["other"]["name"]} == {"Bill Harris", "William Harris"}
    assert (pair["class"], pair["because"]) == ("likely", "Nickname of William and both at Fen")
    assert pair["score"] >= 60
    assert "Nickname of William" in relmgr("duplicates").out


def test_merge_keeps_the_first_and_takes_the_rest_of_the_second(relmgr: Relmgr, doubled: Path) -> None:
    answer = relmgr("merge", "Bill Harris", "William Harris", "--json")
    assert answer.json["name"] == "Bill Harris"
    assert {"field": "name", "kept": "Bill Harris", "earlier": "William Harris"} in answer.json["earlier"]
    assert relmgr("duplicates", "--json").json == []
    assert "Nobody stands here twice" in relmgr("duplicates").out
    assert "Sails." in relmgr("export", doubled.parent / "out.vcf").out or "Sails." in (
        doubled.parent / "out.vcf"
    ).read_text(encoding="utf-8")


def test_importing_again_finds_the_one_who_stayed(relmgr: Relmgr, doubled: Path) -> None:
    relmgr("merge", "Bill Harris", "William Harris")
    assert relmgr("import", doubled).code == 0
    assert {one["name"] for one in relmgr("people", "--json").json} == {"Bill Harris", "Bo Katz"}


def test_nobody_is_merged_with_themselves(relmgr: Relmgr, doubled: Path) -> None:
    assert "one and the same person" in refused(relmgr("merge", "Bo Katz", "Bo Katz"))
