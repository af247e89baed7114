"""Which code page a table is read in, and that a hostile one costs no more than any other."""

from collections import Counter

import pytest

from relmgr.transfer.spreadsheets import encodings

GERMAN = "Name;Straße;Größe\nJürgen Müller;Königsallee;groß\nÄnne Öhler;Übergang;süß\n"


@pytest.mark.parametrize("name", ["cp1252", "mac_roman", "cp850"])
def test_western_code_pages_are_told_apart(name: str) -> None:
    assert encodings.legacy_of(GERMAN.encode(name)) == name


def test_others_are_told_by_their_letters() -> None:
    assert encodings.legacy_of("佐藤 美咲;東京都;電話番号".encode("cp932")) == "cp932"
    assert encodings.legacy_of("Иванова Анна;Москва;телефон".encode("cp1251")) == "cp1251"
    assert encodings.legacy_of("Łukasz Śliwiński;Kraków;żółty".encode("cp1250")) == "cp1250"


def test_each_character_is_judged_once_however_often_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: Counter[str] = Counter()

    def judge(one: str, name: str) -> float:
        judged[one + name] += 1
        return 0.0

    monkeypatch.setattr(encodings, "_wide_sense", judge)
    encodings.legacy_of(b"\xb0\xa1" * 100_000)
    assert judged
    assert set(judged.values()) == {1}


def test_a_long_line_is_judged_by_what_is_beyond_ascii() -> None:
    line = b"a" * 5000 + "Иванова Анна;Москва;телефон".encode("cp1251") + b"z" * 5000
    assert encodings.legacy_of(line, encodings.LONGEST_LINE) == "cp1251"
