"""What search sees of a text, against the real full-text index."""

import unicodedata
from collections.abc import Iterator

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from relmgr.domain.fold import fold, match_query, sort_key, sort_keys


class Index:
    """A full-text table as the store keeps it."""

    def __init__(self) -> None:
        self.connection = sqlcipher3.connect(":memory:")
        self.connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61', prefix='1 2 3')")

    def finds(self, text: str, query: str) -> bool:
        """Whether typing `query` finds a row of `text`."""
        match = match_query(query)
        if match is None:
            return False
        self.connection.execute("DELETE FROM t")
        self.connection.execute("INSERT INTO t VALUES (?)", (fold(text),))
        rows = self.connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (match,))
        return bool(rows.fetchone()[0])


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    made = Index()
    yield made
    made.connection.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz Großmann", "lukasz grossmann"),
        ("Øyvind Đorđević", "oyvind dordevic"),
        ("Æsop Œuvre", "aesop oeuvre"),
        ("Nguyễn Thị Minh Châu", "nguyen thi minh chau"),
        ("ILGIN Işık İpek", "ilgin isik ipek"),
        ("佐藤 美咲", "佐 藤 美 咲"),
        ("김민준", "김 민 준"),
        ("ガブリエル", "ガ ブ リ エ ル"),
        ("ｶﾞ", "ガ"),
        ("ليلى حدّاد", "ليلي حداد"),
        ("أحمد إبراهيم آدم", "احمد ابراهيم ادم"),
        ("שָׁלוֹם", "שלום"),
        ("Ａｎｎａ", "anna"),
        ("٠٧٩ ۱۲", "079 12"),
        ("  Anna\t\n Berger ", "anna berger"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_settles(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_does_not_depend_on_how_accents_are_written(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Łukasz Großmann", "lukasz gros"),
        ("Strasse", "straße"),
        ("山田太郎", "太郎"),
        ("山田太郎", "山"),
        ("佐藤 美咲", "藤美"),
        ("ليلى حدّاد", "حداد"),
        ("Siobhán O’Brien", "o'bri"),
        ("zoe-mu", "zoe-m"),
        ("Anna AND NEAR", "AND NEAR"),
        ('say "yes"', '"yes'),
        ("Saffron & Slate", "saffron & slate"),
        ("Megan Jacobs", "jacobs meg"),
        ("สมชาย", "ชาย"),
        ("हिन्दी", "हिन्"),
    ],
)
def test_what_is_typed_is_found(index: Index, text: str, query: str) -> None:
    assert index.finds(text, query)


@pytest.mark.parametrize(("text", "query"), [("山田太郎", "郎太"), ("Megan", "egan"), ("Megan", "megan ben")])
def test_what_is_not_there_is_not_found(index: Index, text: str, query: str) -> None:
    assert not index.finds(text, query)


@pytest.mark.parametrize("query", ["", "  ", '"', "-", "()*^:", "\x00", "\ud800"])
def test_no_word_asks_nothing(query: str) -> None:
    assert match_query(query) is None


@pytest.mark.parametrize(
    "query", ["o'brien", '"bob', "NEAR(", "a:b", "{x}", "a\x00b", "x" * 50_000, "w " * 5_000, "あ" * 5_000]
)
def test_nothing_typed_is_a_syntax_error(index: Index, query: str) -> None:
    assert index.finds(query, query)


@given(st.text())
def test_no_text_makes_full_text_search_raise(index: Index, text: str) -> None:
    index.finds(text, text)


_KNOWN_LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x024F)


@given(st.text(_KNOWN_LETTERS, max_size=60), st.integers(0, 30))
def test_each_beginning_of_a_text_finds_it(index: Index, text: str, length: int) -> None:
    beginning = text[:length]
    if match_query(beginning) is not None:
        assert index.finds(text, beginning)


def test_people_are_sorted_as_they_are_shown() -> None:
    shown = ["Zoë", "anna", "Émile", "(Bob)", "…", "Łucja", "de la Vega", "佐藤 美咲"]
    ordered = sorted(shown, key=lambda name: sort_key("", "", name))
    assert ordered == ["anna", "(Bob)", "de la Vega", "Émile", "Łucja", "Zoë", "佐藤 美咲", "…"]


def test_sorting_falls_back_on_the_parts() -> None:
    assert sort_key("Berger", "Anna", " ") == "anna berger"


@given(st.lists(st.text() | st.text("ab -.\t\n9")))
def test_the_sort_keys_of_many_are_those_of_each(shown: list[str]) -> None:
    assert sort_keys(shown) == [sort_key("", "", name) for name in shown]


@given(st.text(alphabet="aB ÄßéŁøﬁ佐藤ليلىΣς½²\u0301\u200b-.7", min_size=1, max_size=12))
def test_a_text_of_many_characters_is_folded_like_a_short_one(text: str) -> None:
    long = " ".join([text] * 1200)
    assert fold(long) == " ".join([fold(text)] * 1200).strip() or not fold(text)
    key = sort_key("", "", f"x {text}")
    assert sort_key("", "", " ".join([f"x {text}"] * 1200)) == " ".join([key] * 1200)
