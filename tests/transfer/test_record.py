"""Everything about one person: no table forgotten, nothing parsed as markup, what is mine left out where asked."""

import json
from html.parser import HTMLParser

from sqlalchemy import insert

from relmgr.domain.kinds import Sensitivity, Side
from relmgr.services import facts, people
from relmgr.services.facts import FactInput
from relmgr.services.whole import LEFT_OUT, MINE_COLUMNS, MINE_TABLES, Scope, gather
from relmgr.services.whole.words import column_words, table_words
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.record import as_json, groups, html
from tests import every_table
from tests.builders import TODAY, Make


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_table_is_forgotten_and_every_column_has_words(store: Store, make: Make) -> None:
    sven, megan = make.person("Sven Olsen"), make.person("Megan Jacobs")
    every_table.fill(store, sven, megan)
    whole = gather(store, sven)
    tables = {table.name for table in t.metadata.sorted_tables}
    assert {part.table for part in whole.parts} | LEFT_OUT.keys() == tables
    for part in whole.parts:
        assert table_words(part.table)
        for column in t.metadata.tables[part.table].columns:
            stem = column.name
            for end in ("_year", "_month", "_day"):
                if column.name.endswith(end) and f"{column.name.removesuffix(end)}_year" in part.rows[0]:
                    stem = column.name.removesuffix(end)
            assert column_words(part.table, stem), (part.table, column.name)


def test_every_text_stands_on_the_page_and_in_the_json(store: Store, make: Make) -> None:
    sven, megan = make.person("Sven Olsen"), make.person("Megan Jacobs")
    words = every_table.fill(store, sven, megan)
    whole = gather(store, sven)
    page, plain = html(whole, Scope.EVERYTHING, TODAY), as_json(whole, Scope.EVERYTHING, TODAY)
    pictures = {every_table.word_of("photo", "data")}
    assert {word for word in words if word not in plain} == pictures
    program = {
        every_table.word_of(*place)
        for place in (
            *(("photo", "sha256"), ("photo", "media_type"), ("contact_method", "normalised")),
            *(("contact_method", "parts"), ("life_event", "icon"), ("organisation", "monogram")),
            *(("kept_note", "undo"), ("kept_note", "tbl"), ("synced_card", "digest")),
        )
    }
    assert {word for word in words if word not in page} <= program | pictures


def test_what_is_mine_alone_can_be_left_out(store: Store, make: Make) -> None:
    sven, megan = make.person("Sven Olsen"), make.person("Megan Jacobs")
    every_table.fill(store, sven, megan)
    found = json.loads(as_json(gather(store, sven), Scope.WITHOUT_MY_VIEW, TODAY))
    assert not {part["table"] for part in found["parts"]} & MINE_TABLES
    for part in found["parts"]:
        for row in part["rows"]:
            assert not row.keys() & MINE_COLUMNS.get(part["table"], frozenset())
    assert {table.name for table in t.metadata.sorted_tables} >= MINE_TABLES
    for table, columns in MINE_COLUMNS.items():
        assert columns <= set(t.metadata.tables[table].columns.keys())


def test_nothing_typed_becomes_markup_and_nothing_is_fetched(store: Store, make: Make) -> None:
    nasty = (
        '<script>alert(1)</script><img src="https://x.example/a.png"><a href="https://x.example">x</a>&amp;'
    )
    sven = make.person("Sven <b>Olsen</b>", notes=nasty)
    people.set_photo(store, sven, b"\xff\xd8\xff not much", "image/jpeg", make.now)
    page = html(gather(store, sven), Scope.EVERYTHING, TODAY)
    tags = _Tags(page)
    assert nasty in tags.text
    assert {tag for tag, _attributes in tags.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "img", "h1", "h2", "p", "small", "dl", "dt", "dd")
    }
    (image,) = [attributes for tag, attributes in tags.tags if tag == "img"]
    assert str(image["src"]).startswith("data:image/jpeg;base64,")
    assert not any(name in attributes for _tag, attributes in tags.tags for name in ("href", "onclick"))


def test_sensitive_facts_are_flagged(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen")
    for text, how in (("Loves boats", Sensitivity.FINE), ("Is in rehab", Sensitivity.NEVER_FIRST)):
        facts.add(store, sven, FactInput(side=Side.HEALTH, text=text, sensitivity=how))
    whole = gather(store, sven)
    (told,) = [group for group in groups(whole, Scope.EVERYTHING) if group.table == "fact"]
    assert [row.sensitive for row in told.rows] == ["", "Never mention first"]
    found = json.loads(as_json(whole, Scope.EVERYTHING, TODAY))
    (part,) = [part for part in found["parts"] if part["table"] == "fact"]
    assert [row["sensitive"] for row in part["rows"]] == [False, True]


def test_somebody_in_the_trash_can_be_handed_over_too(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen")
    people.remove(store, sven, make.now)
    assert "In the trash since" in html(gather(store, sven), Scope.EVERYTHING, TODAY)


def test_others_are_named_and_nothing_of_theirs_is_told(store: Store, make: Make) -> None:
    sven = make.person("Sven Olsen")
    megan = make.person("Megan Jacobs", notes="Zyqsecret")
    facts.add(store, megan, FactInput(side=Side.HEALTH, text="Zyqfact"))
    make.conversation(sven, megan, their_world="About the harbour")
    with store.change("tie") as session:
        session.execute(
            insert(t.relation).values(from_person_id=sven, to_person_id=megan, relation_kind="friend")
        )
    whole = gather(store, sven)
    for text in (html(whole, Scope.EVERYTHING, TODAY), as_json(whole, Scope.EVERYTHING, TODAY)):
        assert "Megan Jacobs" in text
        assert "Zyq" not in text
