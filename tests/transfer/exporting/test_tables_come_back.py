"""What goes out as Google, Outlook or spreadsheet table comes back, within what each can carry."""

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.store import Store
from relmgr.transfer import sources
from relmgr.transfer.exporting import Exporter, Form
from relmgr.transfer.importing import apply, plan
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    ContactValue,
    FactValue,
    HowMet,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    RelationValue,
    read,
    write,
)
from tests.builders import NOW, TODAY
from tests.conftest import KEY, VAULT


@pytest.fixture
def other(tmp_path: Path, empty_file: Path) -> Iterator[Store]:
    """A second file, for those who move."""
    from relmgr.store.database import open_store
    from relmgr.store.sqlcipher import DatabaseKey

    path = tmp_path / "other.db"
    shutil.copyfile(empty_file, path)
    opened = open_store(path, DatabaseKey(KEY), VAULT)
    yield opened
    opened.close()


_name = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=2, max_size=8).map(str.title)
_word = st.text("abcdefghij =+-@'\"\n", min_size=1, max_size=12).map(str.strip).filter(bool)
_days = st.dates(min_value=TODAY.replace(year=1930), max_value=TODAY)
_day = _days.map(PartialDate.of) | _days.map(lambda day: PartialDate(None, day.month, day.day))
_contact = st.one_of(
    st.builds(
        ContactValue,
        kind=st.just(ContactKind.EMAIL),
        value=_name.map(lambda name: f"{name.lower()}@x.example"),
        label=st.sampled_from(["home", "work", "other", "Garden club"]),
    ),
    st.builds(
        ContactValue,
        kind=st.just(ContactKind.PHONE),
        value=st.integers(10**9, 10**10).map(lambda n: f"+43{n}"),
        label=st.sampled_from(["home", "work", "mobile", "work fax", "pager"]),
    ),
    st.builds(AddressParts, street=_name, locality=_name, postal_code=_name, country=_name).map(
        lambda parts: ContactValue(kind=ContactKind.ADDRESS, value=parts.line, label="home", parts=parts)
    ),
    st.builds(
        ContactValue,
        kind=st.just(ContactKind.LINK),
        value=_name.map(lambda name: f"https://{name.lower()}.example/"),
        label=st.just("home"),
    ),
)


@st.composite
def _cards(draw: st.DrawFn) -> Card:
    milestones = [
        MilestoneValue(kind=kind, date=date)
        for kind in (MilestoneKind.BIRTHDAY, MilestoneKind.WEDDING, MilestoneKind.JOB_START)
        if (date := draw(st.none() | _day)) is not None
    ]
    titles = draw(st.lists(_name, max_size=2, unique=True))
    milestones += [MilestoneValue(kind=MilestoneKind.CUSTOM, title=one, date=draw(_day)) for one in titles]
    given_name, family = draw(_name), draw(_name)
    return Card(
        uid=f"urn:uuid:{draw(st.uuids())}",
        formatted_name=f"{given_name} {family}",
        name=NameParts(given=given_name, family=family, prefix=draw(st.sampled_from(["", "Dr."]))),
        nicknames=tuple(draw(st.lists(_name, max_size=1))),
        pronouns=draw(st.sampled_from(["", "they/them"])),
        contacts=tuple(draw(st.lists(_contact, max_size=5, unique_by=lambda one: (one.kind, one.value)))),
        organisations=tuple(
            draw(
                st.lists(
                    st.builds(OrganisationValue, name=_name, title=_name),
                    max_size=2,
                    unique_by=lambda one: one.name.casefold(),
                )
            )
        ),
        milestones=tuple(milestones),
        relations=tuple(
            draw(
                st.lists(
                    st.builds(
                        RelationValue,
                        kind=st.sampled_from(
                            [
                                RelationKind.PARTNER,
                                RelationKind.CHILD,
                                RelationKind.INTRODUCED_BY,
                                RelationKind.PET,
                            ]
                        ),
                        name=_name,
                    ),
                    max_size=3,
                    unique_by=lambda one: one.name.casefold(),
                )
            )
        ),
        notes=tuple(draw(st.lists(_word, max_size=1))),
        labels=tuple(draw(st.lists(_name, max_size=3, unique=True))),
        time_zone=draw(st.sampled_from(["", "Europe/Vienna"])),
        languages=tuple(draw(st.lists(st.sampled_from(["de", "en"]), max_size=2, unique=True))),
        facts=tuple(
            FactValue(text=text, label=draw(st.sampled_from(["Coffee", "Hobby"])), side=Side.INTERESTS)
            for text in draw(st.lists(_word, max_size=2, unique_by=str.casefold))
        ),
        how_met=draw(st.builds(HowMet, impression=st.just("") | _word, where=st.just("") | _word)),
        cadence_days=draw(st.none() | st.integers(1, 400)),
    )


def only(store: Store) -> Card:
    """The person, with all there is."""
    (card,) = read(Exporter(store, Form.VCARD4, None, TODAY, discreet=False).run())
    assert isinstance(card, Card)
    return replace(card, uid="", created=None, revised=None)


def sorted_card(card: Card) -> Card:
    """What is listed, in an order of its own, and without what tables do not keep: who is preferred."""
    return replace(
        card,
        contacts=tuple(sorted(card.contacts, key=repr)),
        milestones=tuple(sorted(card.milestones, key=repr)),
        relations=tuple(sorted((replace(one, uid="") for one in card.relations), key=repr)),
        labels=tuple(sorted(card.labels)),
        facts=tuple(sorted(card.facts, key=repr)),
        organisations=tuple(sorted(card.organisations, key=repr)),
    )


def move(store: Store, other: Store, card: Card, form: Form) -> tuple[Card, Card]:
    """The person before and after they went from one file into another in this form; both files are empty again."""
    assert apply(store, plan(store, read(b"".join(write([card])))), now=NOW)
    before = only(store)
    stream = BytesIO(Exporter(store, form, None, TODAY).run())
    recognised = sources.recognise(stream, "people.csv")
    report = apply(other, plan(other, sources.read(stream, recognised)), now=NOW)
    assert report is not None
    assert report.added == 1, (recognised, report)
    after = only(other)
    again = plan(other, sources.read(stream, recognised))
    assert not again.writing, [row.reason for row in again.rows]
    store.undo()
    other.undo()
    return before, after


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(card=_cards())
def test_google_csv_comes_back(store: Store, other: Store, card: Card) -> None:
    before, after = move(store, other, card, Form.GOOGLE_CSV)
    assert sorted_card(after) == sorted_card(before)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(card=_cards())
def test_outlook_csv_comes_back_but_for_labels_of_e_mails_and_links(
    store: Store, other: Store, card: Card
) -> None:
    plain = tuple(
        replace(one, label="") if one.kind in (ContactKind.EMAIL, ContactKind.LINK) else one
        for one in card.contacts
    )
    before, after = move(store, other, replace(card, contacts=plain), Form.OUTLOOK_CSV)
    unlabelled = {ContactKind.EMAIL, ContactKind.LINK}
    assert sorted_card(_without_labels(after, unlabelled)) == sorted_card(_without_labels(before, unlabelled))


def _without_labels(card: Card, kinds: set[ContactKind]) -> Card:
    return replace(
        card,
        contacts=tuple(replace(one, label="") if one.kind in kinds else one for one in card.contacts),
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(card=_cards())
def test_a_spreadsheet_s_table_keeps_texts_as_they_were(store: Store, other: Store, card: Card) -> None:
    before, after = move(store, other, card, Form.CSV)
    for name in ("formatted_name", "name", "pronouns", "nicknames", "notes", "labels"):
        assert getattr(after, name) == getattr(before, name), name
    mine, theirs = before.contacts, after.contacts
    emails = {one.value for one in mine if one.kind is ContactKind.EMAIL}
    assert len(emails) > 3 or emails <= {one.value for one in theirs}


_GOOGLE = (
    "First Name,Last Name,Directory Server,Custom Field 1 - Label,Custom Field 1 - Value,Website 1 - Label,Website 1 - Value\r\n"
    "Ada,Brandt,ldap://x,Shoe size,42,Blog,https://ada.example/\r\n"
)


def test_columns_of_google_without_a_home_come_back_as_they_were(store: Store) -> None:
    stream = BytesIO(_GOOGLE.encode())
    recognised = sources.recognise(stream, "contacts.csv")
    assert apply(store, plan(store, sources.read(stream, recognised)), now=NOW)
    (row,) = csv.DictReader(
        io.StringIO(Exporter(store, Form.GOOGLE_CSV, None, TODAY).run().decode(), newline="")
    )
    fields = {
        row[key]: row[key.replace("Label", "Value")]
        for key in row
        if key.startswith("Custom") and "Label" in key
    }
    said = {**fields, **{key: value for key, value in row.items() if value}}
    facts = said.get("Relmgr data", "")
    assert said.get("Shoe size") == "42" or "Shoe size" in facts
    assert said.get("Directory Server") == "ldap://x"
    assert row["Website 1 - Value"] == "https://ada.example/"
