"""Names of many kinds: shown, shortened, and taken apart."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.names import (
    NameParts,
    company_colour,
    display_name,
    first_name,
    fnv1a,
    formal_name,
    graphemes,
    initials,
    is_right_to_left,
    isolate,
    monogram,
    person_colour,
    possessive,
    split_name,
)
from relmgr.domain.pronouns import owner, read_pronouns, subject

MEGAN = NameParts(given="Megan", family="Jacobs")
MISAKI = NameParts(given="美咲", family="佐藤")
LAYLA = NameParts(given="ليلى", family="حدّاد", native="Layla Haddad")
MARIA = NameParts(given="Maria-Alejandra", family="Fernández de la Vega y Montalbán")
CHAU = NameParts(given="Châu", additional="Thị Minh", family="Nguyễn")


@pytest.mark.parametrize(
    ("parts", "display", "letters", "first"),
    [
        (MEGAN, "Megan Jacobs", "MJ", "Megan"),
        (MISAKI, "佐藤 美咲", "美咲", "美咲"),
        (LAYLA, "ليلى حدّاد", "ل", "ليلى"),
        (MARIA, "Maria-Alejandra Fernández de la Vega y Montalbán", "MF", "Maria-Alejandra"),
        (CHAU, "Nguyễn Thị Minh Châu", "NC", "Châu"),
        (NameParts(given="Claire", family="Dubois-Martin"), "Claire Dubois-Martin", "CD", "Claire"),
        (NameParts(given="Ana", family="de la Vega"), "Ana de la Vega", "AV", "Ana"),
        (NameParts(given="Leyla", family="al-Rashid"), "Leyla al-Rashid", "LR", "Leyla"),
        (NameParts(given="Aoife", family="O’Brien"), "Aoife O’Brien", "AO", "Aoife"),
        (NameParts(given="민준", family="김"), "김민준", "민준", "민준"),
        (NameParts(given="ガブリエル"), "ガブリエル", "ガブ", "ガブリエル"),
        (NameParts(given="דוד", family="לוי"), "דוד לוי", "ד", "דוד"),
        (NameParts(given="élodie", family="øre"), "élodie øre", "ÉØ", "élodie"),
        (
            NameParts(given="E\u0301lodie", family="A\u030angstro\u0308m"),
            "E\u0301lodie A\u030angstro\u0308m",
            "E\u0301A\u030a",
            "E\u0301lodie",
        ),
        (NameParts(given="(Bob)"), "(Bob)", "B", "(Bob)"),
        (NameParts(nickname="Meg"), "Meg", "M", "Meg"),
        (NameParts(family="Smith", prefix="Mr"), "Smith", "S", "Smith"),
        (NameParts(given="👩‍🚀 Zed"), "👩‍🚀 Zed", "Z", "👩‍🚀 Zed"),
        (NameParts(given="👩‍🚀"), "👩‍🚀", "👩‍🚀", "👩‍🚀"),
        (NameParts(given="Sam", family="King", suffix="III"), "Sam King III", "SK", "Sam"),
        (NameParts(given="Sam", family="King", suffix="PhD"), "Sam King", "SK", "Sam"),
        (NameParts(), "", "", ""),
    ],
)
def test_a_name_is_shown(parts: NameParts, display: str, letters: str, first: str) -> None:
    assert (display_name(parts), initials(parts), first_name(parts)) == (display, letters, first)


def test_titles_belong_to_the_formal_name() -> None:
    parts = NameParts(prefix="Dr.", given="Anna", family="Berger", suffix="PhD")
    assert formal_name(parts) == "Dr. Anna Berger PhD"
    assert display_name(parts) == "Anna Berger"


_TEXT = st.text(max_size=12)


@given(st.builds(NameParts, given=_TEXT, additional=_TEXT, family=_TEXT, nickname=_TEXT, native=_TEXT))
def test_initials_split_no_grapheme(parts: NameParts) -> None:
    letters = initials(parts)
    assert len(graphemes(letters)) <= 2
    assert bool(letters) == bool(display_name(parts).strip())


@given(st.text())
def test_graphemes_lose_nothing(text: str) -> None:
    clusters = graphemes(text)
    assert "".join(clusters) == text
    assert all(unicodedata.category(cluster[0])[0] != "M" for cluster in clusters[1:])


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("🇿🇦🇯🇴", ["🇿🇦", "🇯🇴"]),
        ("👩‍👧x", ["👩‍👧", "x"]),
        ("👍🏽!", ["👍🏽", "!"]),
        ("각a", ["각", "a"]),
        ("e\u0301e", ["e\u0301", "e"]),
    ],
)
def test_graphemes(text: str, clusters: list[str]) -> None:
    assert graphemes(text) == clusters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Megan Jacobs", MEGAN),
        ("佐藤 美咲", MISAKI),
        ("山田太郎", NameParts(family="山田", given="太郎")),
        ("王小明", NameParts(family="王", given="小明")),
        ("김민준", NameParts(family="김", given="민준")),
        ("남궁민수", NameParts(family="남궁", given="민수")),
        ("ليلى حدّاد", replace(LAYLA, native="")),
        ("Maria-Alejandra Fernández de la Vega y Montalbán", MARIA),
        ("Nguyễn Thị Minh Châu", CHAU),
        ("Claire Dubois-Martin", NameParts(given="Claire", family="Dubois-Martin")),
        (
            "García Márquez, Gabriel José",
            NameParts(given="Gabriel", additional="José", family="García Márquez"),
        ),
        ("José Ortega y Gasset", NameParts(given="José", family="Ortega y Gasset")),
        (
            "Prof. Dr. Ursula von der Leyen",
            NameParts(prefix="Prof. Dr.", given="Ursula", family="von der Leyen"),
        ),
        ("Ana de la Vega III", NameParts(given="Ana", family="de la Vega", suffix="III")),
        ("Sam King, Jr.", NameParts(given="Sam", family="King", suffix="Jr.")),
        ('Margaret "Meg" Jacobs', NameParts(given="Margaret", family="Jacobs", nickname="Meg")),
        ("Mary Ann Lee", NameParts(given="Mary", additional="Ann", family="Lee")),
        ("Cher", NameParts(given="Cher")),
        ("M Lee", NameParts(given="M", family="Lee")),
        ("", NameParts()),
    ],
)
def test_split_name(text: str, parts: NameParts) -> None:
    assert split_name(text) == parts


@given(st.text())
def test_splitting_any_text_loses_no_letter_of_one_word(text: str) -> None:
    parts = split_name(text)
    said = "".join((parts.prefix, parts.given, parts.additional, parts.family, parts.suffix, parts.nickname))
    letters = sorted(character for character in text if character.isalnum())
    assert sorted(character for character in said if character.isalnum()) == letters


def test_possessive() -> None:
    assert possessive("Jonas") == "Jonas’s"
    assert possessive("ليلى") == "\u2068ليلى\u2069’s"


def test_isolate_leaves_no_open_direction() -> None:
    assert isolate("\u202eMegan\u2066") == "\u2068Megan\u2069"


@pytest.mark.parametrize(
    ("text", "expected"), [("ليلى", True), ("(דוד", True), ("12 Megan ل", False), ("…", False)]
)
def test_is_right_to_left(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_fnv1a_published_values(text: str, value: int) -> None:
    assert fnv1a(text) == value


@given(st.text())
def test_colours_are_in_range(stable_id: str) -> None:
    assert 0 <= person_colour(stable_id) < 10
    assert 0 <= company_colour(stable_id) < 6


def test_monogram() -> None:
    assert monogram("Fernkloof Logistics") == "F"
    assert monogram("“ääkköset”") == "Ä"
    assert monogram("Cooperativa Agrícola del Valle de Ricote", "V") == "V"
    assert monogram("") == ""


def test_pronouns_are_never_guessed() -> None:
    her = read_pronouns("She/her")
    assert owner("Megan", her) == "her"
    assert owner("Megan", read_pronouns("")) == "Megan’s"
    assert subject("Sam", read_pronouns("they/them")) == "they"
    assert subject("Sam", read_pronouns("xe/xem")) == "Sam"
