"""vCard 4: every field of the mapping table out of a real file, into another, and out again the same."""

import shutil
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relmgr.domain.kinds import (
    ContactKind,
    ConversationKind,
    MilestoneKind,
    RelationKind,
    Sensitivity,
    Side,
)
from relmgr.domain.partial_date import PartialDate
from relmgr.store import Store
from relmgr.transfer.exporting import Exporter, Form
from relmgr.transfer.importing import apply, plan
from relmgr.transfer.vcard import (
    AddressParts,
    Card,
    ContactValue,
    FactValue,
    HowMet,
    LastContact,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Picture,
    RelationValue,
    read,
    write,
)
from tests.builders import NOW, TODAY
from tests.conftest import KEY, VAULT

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03"


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


_word = st.text(
    st.characters(codec="utf-8", categories=["Lu", "Ll", "Lo", "Nd", "Po", "Sc"], exclude_characters=",/\0"),
    min_size=1,
    max_size=12,
).filter(lambda text: text.strip() == text and "\ufffd" not in text)
_name = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=2, max_size=8).map(str.title)
_days = st.dates(date(1900, 1, 1), date(2026, 1, 1))
_partial = st.one_of(
    _days.map(PartialDate.of),
    _days.map(lambda day: PartialDate(None, day.month, day.day)),
    _days.map(lambda day: PartialDate(day.year, day.month)),
    _days.map(lambda day: PartialDate(day.year)),
)
_address = st.builds(
    AddressParts,
    street=_word,
    locality=_word,
    postal_code=_word,
    country=_word,
    country_code=st.sampled_from(["", "at"]),
)
_contact = st.one_of(
    st.builds(
        ContactValue,
        kind=st.just(ContactKind.EMAIL),
        value=st.emails(),
        label=st.sampled_from(["", "home", "work", "Garden club"]),
    ),
    st.builds(
        ContactValue,
        kind=st.just(ContactKind.PHONE),
        value=st.integers(10**9, 10**10).map(lambda n: f"+43{n}"),
        label=st.sampled_from(["", "mobile", "work fax"]),
    ),
    _address.map(
        lambda parts: ContactValue(kind=ContactKind.ADDRESS, value=parts.line, label="home", parts=parts)
    ),
    st.builds(
        ContactValue,
        kind=st.just(ContactKind.LINK),
        value=_name.map(lambda name: f"https://{name.lower()}.example/"),
        service=st.sampled_from(["", "linkedin"]),
    ),
    st.builds(ContactValue, kind=st.just(ContactKind.CHAT), value=_name, service=st.just("signal")),
)
_milestone = st.builds(
    MilestoneValue,
    kind=st.sampled_from([MilestoneKind.CUSTOM, MilestoneKind.EXAM, MilestoneKind.JOB_START]),
    title=_name,
    date=_partial,
)
_single = [
    st.none() | st.builds(MilestoneValue, kind=st.just(kind), date=_partial)
    for kind in (
        MilestoneKind.BIRTHDAY,
        MilestoneKind.WEDDING,
        MilestoneKind.DEATH,
        MilestoneKind.FIRST_MET,
        MilestoneKind.WORKING_TOGETHER,
    )
]
_relation = st.builds(
    RelationValue,
    kind=st.sampled_from(RelationKind),
    name=_name,
    label=st.sampled_from(["", "mother", "Trauzeugin"]),
)
_fact = st.builds(
    FactValue,
    text=_word,
    label=st.sampled_from(["", "Coffee", "Hobby", "Interest", "Skill (expert)"]),
    side=st.sampled_from(Side),
    heard_on=st.none() | _days,
    sensitivity=st.sampled_from(Sensitivity),
)
_unknown = st.sampled_from(
    ["X-FOO;BAR=1:some text", "GENDER:F;x", "GEO:geo:1,2", "BIRTHPLACE:Graz", "GRAMGENDER:feminine"]
)


@st.composite
def _cards(draw: st.DrawFn) -> Card:
    milestones = [one for each in _single if (one := draw(each)) is not None]
    milestones += draw(st.lists(_milestone, max_size=2, unique_by=lambda one: one.title))
    given, family = draw(_name), draw(_name)
    return Card(
        uid=f"urn:uuid:{draw(st.uuids())}",
        formatted_name=f"{given} {family}",
        name=NameParts(given=given, family=family, prefix=draw(st.sampled_from(["", "Dr."]))),
        phonetic_given=draw(st.sampled_from(["", "MEH-gan"])),
        native_name=draw(st.sampled_from(["", "山田太郎"])),
        nicknames=tuple(draw(st.lists(_name, max_size=2, unique=True))),
        pronouns=draw(st.sampled_from(["", "they/them"])),
        contacts=tuple(draw(st.lists(_contact, max_size=4, unique_by=lambda one: one.value))),
        organisations=tuple(
            draw(
                st.lists(
                    st.builds(
                        OrganisationValue,
                        name=_name,
                        title=_name,
                        units=st.sampled_from([(), ("Design",)]),
                    ),
                    max_size=3,
                    unique_by=lambda one: one.name.casefold(),
                )
            )
        ),
        milestones=tuple(milestones),
        relations=tuple(draw(st.lists(_relation, max_size=3, unique_by=lambda one: one.name.casefold()))),
        notes=tuple(draw(st.lists(_word, max_size=1))),
        labels=tuple(draw(st.lists(_name, max_size=3, unique=True))),
        time_zone=draw(st.sampled_from(["", "Europe/Vienna", "half past"])),
        languages=tuple(draw(st.lists(st.sampled_from(["de", "en", "fr"]), max_size=2, unique=True))),
        facts=tuple(draw(st.lists(_fact, max_size=3, unique_by=lambda one: one.text.casefold()))),
        how_met=draw(
            st.builds(HowMet, impression=st.just("") | _word, where=st.just("") | _word, through=_word)
        ),
        cadence_days=draw(st.none() | st.integers(1, 3650)),
        last_contact=draw(
            st.none() | st.builds(LastContact, on=_days, kind=st.sampled_from(ConversationKind))
        ),
        photo=draw(st.none() | st.just(Picture("image/png", _PNG))),
        unknown=tuple(draw(st.lists(_unknown, max_size=2, unique=True))),
    )


def take_in(store: Store, content: bytes) -> None:
    """Import a file whole."""
    report = apply(store, plan(store, read(content)), now=NOW)
    assert report is not None
    assert report.added == 1, report


def give_out(store: Store) -> bytes:
    """Everybody as vCard 4.0, with all there is."""
    return Exporter(store, Form.VCARD4, None, TODAY, discreet=False).run()


def only(content: bytes) -> Card:
    """The card of the person; those of kin have none."""
    (card,) = read(content)
    assert isinstance(card, Card)
    return card


_OF_THE_FILE = {"created", "revised", "problems", "tally", "traced", "line", "version", "source"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(card=_cards())
def test_every_field_of_the_mapping_table_comes_back(store: Store, other: Store, card: Card) -> None:
    take_in(store, b"".join(write([card])))
    first = give_out(store)
    take_in(other, first)
    assert give_out(other) == first
    back = only(first)
    for field in fields(Card):
        if field.name in _OF_THE_FILE:
            continue
        mine, theirs = getattr(card, field.name), getattr(back, field.name)
        if isinstance(mine, tuple):
            assert sorted(map(repr, mine)) == sorted(map(repr, theirs)), field.name
        else:
            assert mine == theirs, field.name
    store.undo()
    other.undo()


def test_a_second_import_of_the_export_changes_nothing(store: Store) -> None:
    card = Card(
        formatted_name="Ada Brandt",
        facts=(FactValue(text="Flat white", label="Coffee"),),
        cadence_days=42,
        how_met=HowMet(where="Graz"),
        last_contact=LastContact(on=TODAY - timedelta(days=3), kind=ConversationKind.MEAL),
    )
    take_in(store, b"".join(write([card])))
    assert not plan(store, read(give_out(store))).writing
