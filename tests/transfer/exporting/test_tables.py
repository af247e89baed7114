"""Tables out: the columns of Google, of classic Outlook and of a spreadsheet, and what stands beside them."""

import csv
import io

from sqlalchemy import insert

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer.exporting import Exporter, Form
from relmgr.transfer.importing.content import card_of_lines
from relmgr.transfer.spreadsheets import to_google, to_outlook, to_spreadsheet
from relmgr.transfer.spreadsheets.our_marks import DATA_FIELD, ID_FIELD, unfenced
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
)
from tests.builders import TODAY, Make

_HOME = AddressParts(street="Gasse 1\nTür 2", locality="Graz", postal_code="8010", country="Austria")
ADA = Card(
    uid="urn:uuid:7",
    formatted_name="Ada Brandt",
    name=NameParts(given="Ada", family="Brandt"),
    pronouns="she/her",
    contacts=(
        ContactValue(kind=ContactKind.EMAIL, value="ada@home.example", label="home"),
        ContactValue(kind=ContactKind.EMAIL, value="ada@work.example", label="work", preferred=True),
        ContactValue(kind=ContactKind.EMAIL, value="3@x.example"),
        ContactValue(kind=ContactKind.EMAIL, value="4@x.example"),
        ContactValue(kind=ContactKind.PHONE, value="+43660", label="mobile"),
        ContactValue(kind=ContactKind.ADDRESS, value=_HOME.line, label="home", parts=_HOME),
    ),
    organisations=(OrganisationValue(name="Acme", title="Engineer", units=("Design",)),
                   OrganisationValue(name="Club", title="Chair")),
    milestones=(
        MilestoneValue(kind=MilestoneKind.BIRTHDAY, date=PartialDate(None, 4, 12)),
        MilestoneValue(kind=MilestoneKind.WEDDING, date=PartialDate(2009, 6, 20)),
    ),
    relations=(
        RelationValue(kind=RelationKind.PARTNER, name="Georg"),
        RelationValue(kind=RelationKind.CHILD, name="Mia"),
        RelationValue(kind=RelationKind.INTRODUCED_BY, name="Ben Whitaker"),
    ),
    labels=("Choir", "Friends"),
    notes=("Likes rain",),
    facts=(FactValue(text="Flat white", label="Coffee"), FactValue(text="Chess", label="Hobby")),
    how_met=HowMet(where="Graz"),
    cadence_days=42,
    unknown=("X-FOO:bar",),
)  # fmt: skip


def table(content: bytes) -> list[dict[str, str]]:
    """The rows by heading; a heading that stands twice fails."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(set(rows[0])) == len(rows[0])
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_google_s_columns_and_what_has_none() -> None:
    (row,) = table(b"".join(to_google.written([ADA])))
    assert row["First Name"] == "Ada"
    assert row["Birthday"] == " --04-12"
    assert row["Labels"] == "Choir ::: Friends ::: * myContacts"
    assert (row["E-mail 2 - Label"], row["E-mail 2 - Value"]) == ("* Work", "ada@work.example")
    assert (row["Event 1 - Label"], row["Event 1 - Value"]) == ("Anniversary", "2009-06-20")
    assert (row["Relation 3 - Label"], row["Relation 3 - Value"]) == ("Introduced by", "Ben Whitaker")
    assert row["Address 1 - City"] == "Graz"
    custom = {row[f"Custom Field {n} - Label"]: row[f"Custom Field {n} - Value"] for n in (1, 2, 3)}
    assert custom[ID_FIELD] == "urn:uuid:7"
    rest = card_of_lines(tuple(custom[DATA_FIELD].split("\n")))
    assert rest.facts == ADA.facts
    assert rest.how_met == ADA.how_met
    assert rest.cadence_days == 42
    assert rest.organisations == ADA.organisations[1:]
    assert rest.unknown == ADA.unknown


def test_groups_are_as_many_as_the_fullest_has_and_kept_columns_are_custom_fields() -> None:
    kept = (("Custom Field 1 - Label", "Shoe"), ("Custom Field 1 - Value", "42"), ("Initials", "AB"))
    rows = table(b"".join(to_google.written([Card(formatted_name="Bo", columns=kept), ADA])))
    assert rows[0]["E-mail 4 - Value"] == ""
    told = {rows[0][f"Custom Field {at} - Label"]: rows[0][f"Custom Field {at} - Value"] for at in (1, 2)}
    assert told == {"Shoe": "42", "Initials": "AB"}
    assert rows[0]["File As"] == "Bo"


def test_outlook_s_columns_and_the_block_in_the_notes() -> None:
    (row,) = table(b"".join(to_outlook.written([ADA])))
    assert list(row) == to_outlook.HEADER
    assert len(to_outlook.HEADER) == 92
    assert row["E-mail Address"] == "ada@work.example"
    assert row["E-mail 3 Address"] == "3@x.example"
    assert (row["Home Street"], row["Home Street 2"], row["Home City"]) == ("Gasse 1", "Tür 2", "Graz")
    assert row["Birthday"] == ""
    assert row["Anniversary"] == "2009-06-20"
    assert (row["Spouse"], row["Children"], row["Referred By"]) == ("Georg", "Mia", "Ben Whitaker")
    assert (row["User 1"], row["User 2"], row["User 4"]) == ("Pronouns: she/her", "P6W", "urn:uuid:7")
    assert row["Hobby"] == "Chess"
    note, lines = unfenced(row["Notes"])
    assert note == "Likes rain"
    rest = card_of_lines(lines)
    assert [one.value for one in rest.contacts] == ["4@x.example"]
    assert rest.milestones == ADA.milestones[:1]
    assert rest.facts == ADA.facts[:1]
    assert rest.organisations == ADA.organisations[1:]


def test_a_spreadsheet_calculates_nothing() -> None:
    odd = Card(formatted_name="=1+1", notes=("+43 660",), labels=("@home",))
    (row,) = table(b"".join(to_spreadsheet.written([odd])))
    assert (row["Name"], row["Notes"], row["Labels"]) == ("'=1+1", "'+43 660", "'@home")


def test_kept_columns_go_out_in_their_own_format_only(store: Store, make: Make) -> None:
    ada = make.person("Ada Brandt")
    with store.change("Import") as session:
        for form, raw in (
            ("google-csv", '["Initials", "AB"]'),
            ("google-old-csv", '["Occupation", "Painter"]'),
            ("outlook-csv", '["Mileage", "12"]'),
            ("vcard", "X-FOO:bar"),
        ):
            session.execute(insert(t.foreign_line).values(person_id=ada, format=form, raw=raw))
    google = table(Exporter(store, Form.GOOGLE_CSV, None, TODAY).run())[0]
    outlook = table(Exporter(store, Form.OUTLOOK_CSV, None, TODAY).run())[0]
    card = Exporter(store, Form.VCARD4, None, TODAY).run().decode()
    told = {google[f"Custom Field {at} - Label"]: google[f"Custom Field {at} - Value"] for at in (1, 2, 3, 4)}
    assert (told["Initials"], told["Occupation"]) == ("AB", "Painter")
    assert "Mileage" not in told
    assert outlook["Mileage"] == "12"
    assert "X-FOO:bar\r\n" in card
    assert "Mileage" not in card
    assert "Initials" not in card


def test_a_fact_of_another_side_keeps_its_side() -> None:
    tea = Card(facts=(FactValue(text="Tea", side=Side.HEALTH),))
    (row,) = table(b"".join(to_google.written([tea])))
    assert card_of_lines((row["Custom Field 1 - Value"],)).facts == tea.facts
