"""Cards as real programs write them, read into the same values."""

from pathlib import Path

import pytest

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind
from relmgr.domain.partial_date import PartialDate
from relmgr.transfer import vcard
from relmgr.transfer.vcard import (
    Card,
    CardKind,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Outcome,
    Problem,
    RelationValue,
)

_FILES = Path(__file__).parents[2] / "data" / "vcards"


def cards_of(name: str) -> list[Card]:
    return [item for item in vcard.read((_FILES / name).read_bytes()) if isinstance(item, Card)]


def reach(card: Card, kind: ContactKind) -> list[tuple[str, str, bool]]:
    return [
        (contact.value, contact.label, contact.preferred) for contact in card.contacts if contact.kind is kind
    ]


def relations(card: Card) -> list[tuple[RelationKind, str, str]]:
    return [(relation.kind, relation.name or relation.uid, relation.label) for relation in card.relations]


def only(text: str | bytes) -> Card:
    """The one card that the lines make, with BEGIN and END put around them."""
    body = text.encode() if isinstance(text, str) else text
    (card,) = vcard.read(b"BEGIN:VCARD\r\n" + body.replace(b"\n", b"\r\n") + b"\r\nEND:VCARD\r\n")
    assert isinstance(card, Card)
    return card


def test_apple() -> None:
    helene, acme, club = cards_of("apple-3.0.vcf")
    assert helene.name == NameParts(prefix="Dr.", given="Helene", additional="Maria Luise", family="Brandt")
    assert (helene.phonetic_given, helene.phonetic_family) == ("he-LE-ne", "brant")
    assert helene.organisations == (
        OrganisationValue(name="Brandt & Söhne GmbH", units=("Einkauf",), title="Leiterin Einkauf"),
    )
    assert reach(helene, ContactKind.EMAIL) == [
        ("helene@brandt.example", "work", True),
        ("leni@garten.example", "Garden club", False),
    ]
    assert reach(helene, ContactKind.PHONE) == [
        ("+43 660 555 0101", "mobile", True),
        ("+43 1 555 0102", "work fax", False),
        ("+43 1 555 0103", "home fax", False),
    ]
    address = next(contact.parts for contact in helene.contacts if contact.parts is not None)
    assert (address.street, address.country_code) == ("Lindengasse 7, Top 3", "at")
    assert address.line == "Lindengasse 7, Top 3, 1070 Wien, Austria"
    assert [contact.value for contact in helene.contacts if contact.service == "skype"] == ["leni.brandt"]
    assert ("http://brandt.example/team", "homepage", True) in reach(helene, ContactKind.LINK)
    assert helene.milestones == (
        MilestoneValue(kind=MilestoneKind.BIRTHDAY, date=PartialDate(None, 4, 12)),
        MilestoneValue(kind=MilestoneKind.WEDDING, date=PartialDate(2009, 6, 20)),
        MilestoneValue(kind=MilestoneKind.CUSTOM, title="First contract", date=PartialDate(2021, 5, 1)),
    )
    assert relations(helene) == [
        (RelationKind.PARTNER, "Georg Brandt", ""),
        (RelationKind.PARENT, "Clara", "mother"),
        (RelationKind.OTHER, "Otto", "Trauzeuge"),
    ]
    assert helene.notes == ("Likes tulips, hates lilies.\nCall after ten.",)
    assert helene.labels == ("Client", "Vienna")
    assert helene.photo is not None
    assert helene.photo.media_type == "image/png"
    assert helene.uid == "c0ffee00-1111-4222-8333-444455556666"
    assert (acme.kind, acme.display_name, acme.line) == (CardKind.ORG, "Acme Orchard", 43)
    assert acme.milestones[0].date == PartialDate(None, 2, 29)
    assert (club.kind, club.members) == (CardKind.GROUP, ("urn:uuid:c0ffee00-1111-4222-8333-444455556666",))


def test_google_keeps_a_birthday_in_words_and_says_so() -> None:
    (jamal,) = cards_of("google-3.0.vcf")
    assert jamal.unknown == ("BDAY;VALUE=text:circa 1980", "X-GOOGLE TALK:jamal@chat.example")
    assert [(problem.line, problem.outcome) for problem in jamal.problems] == [(12, Outcome.KEPT)]
    assert jamal.organisations == (OrganisationValue(name="Okoro Studio", title="Director"),)
    assert jamal.photo_url == "https://pictures.example/jamal.jpg"
    assert relations(jamal) == [(RelationKind.SIBLING, "Tunde Okoro", "brother")]
    assert reach(jamal, ContactKind.LINK) == [("https://www.okoro.example/profile", "PROFILE", False)]


def test_outlook_in_windows_1252_with_soft_breaks() -> None:
    (joerg,) = cards_of("outlook-2.1.vcf")
    assert joerg.display_name == "Jörg Müller"
    assert joerg.name.prefix == "Herr"
    assert joerg.notes == ("Trägt gern Grün; mag keine Anrufe am Freitag nach 15 Uhr.",)
    assert reach(joerg, ContactKind.PHONE)[1] == ("+49 170 555 0106", "mobile", True)
    assert reach(joerg, ContactKind.ADDRESS)[0][0] == "Hafenstraße 5, Hof 2, 10115 Berlin, Deutschland"
    assert relations(joerg) == [
        (RelationKind.PARTNER, "Sörine", ""),
        (RelationKind.CHILD, "Pia", ""),
        (RelationKind.MANAGER, "Frau Dr. Weiß", ""),
    ]
    assert [milestone.date for milestone in joerg.milestones] == [
        PartialDate(1970, 8, 17),
        PartialDate(1999, 5, 15),
    ]
    assert joerg.photo is not None
    assert (
        "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Hafenstra=DFe 5=0D=0AHof 2=0D=0A10115 Berlin"
        in joerg.unknown
    )


def test_android() -> None:
    jan, other = cards_of("android-2.1.vcf")
    assert (jan.display_name, jan.nicknames) == ("Jan Novák", ("Honza",))
    assert [label for _value, label, _preferred in reach(jan, ContactKind.PHONE)] == [
        "mobile",
        "Chata",
        "Škola",
    ]
    assert relations(jan) == [(RelationKind.PARTNER, "Eva", ""), (RelationKind.OTHER, "Lucáš", "kmotr")]
    assert {milestone.date for milestone in jan.milestones} == {
        PartialDate(2011, 9, 1),
        PartialDate(None, 6, 21),
        PartialDate(None, 3, 7),
    }
    assert jan.notes == ("Další\nřádek",)
    assert other.display_name == "Only Given"


def test_bare_carriage_returns_and_a_card_within_a_card() -> None:
    matti, aino = cards_of("nokia-2.1-bare-cr.vcf")
    assert (matti.display_name, matti.line) == ("Matti Korhonen", 9)
    assert relations(aino) == [(RelationKind.ASSISTANT, "Matti Korhonen", "")]
    assert reach(aino, ContactKind.PHONE)[1][1] == "home mobile"
    assert aino.revised is not None


def test_evolution_and_kde_relations() -> None:
    expected = [RelationKind.PARTNER, RelationKind.MANAGER, RelationKind.ASSISTANT]
    for name in ("evolution-3.0.vcf", "kde-3.0.vcf"):
        (card,) = cards_of(name)
        assert [relation.kind for relation in card.relations] == expected
        assert MilestoneKind.WEDDING in {milestone.kind for milestone in card.milestones}


def test_thunderbird_in_lower_case() -> None:
    (noor,) = cards_of("thunderbird-4.0.vcf")
    assert reach(noor, ContactKind.PHONE)[1] == ("+31-6-5550116;ext=12", "mobile", False)
    assert reach(noor, ContactKind.LINK) == [("https://dijk.example/?q=a,b;c", "work", False)]
    assert [milestone.date for milestone in noor.milestones] == [PartialDate(None, 2, 29), PartialDate(2012)]
    assert noor.unknown == ("x-custom1;value=text:Own field",)
    assert noor.time_zone == "Europe/Amsterdam"


def test_nextcloud_and_the_seven_part_name() -> None:
    (ines,) = cards_of("nextcloud-4.0.vcf")
    assert ines.name.family == "Ferreira Lopes"
    assert (ines.name.secondary, ines.name.generation, ines.name.additional) == (
        "Lopes",
        "Filha",
        "Maria Rosa",
    )
    assert ines.organisations == (
        OrganisationValue(name="Ferreira Arquitetos", units=("Lisboa",), title="Sócia"),
        OrganisationValue(name="Universidade do Exemplo", role="Docente"),
        OrganisationValue(title="Presidente"),
    )
    assert relations(ines) == [
        (RelationKind.PARENT, "Rosa Ferreira", "mother"),
        (RelationKind.COLLEAGUE, "Rui", ""),
        (RelationKind.PARTNER, "urn:uuid:0aa1b5a7-1111-4222-8333-abcdefabcdef", ""),
        (RelationKind.INTRODUCED_BY, "Old Mr. Silva", ""),
    ]
    assert ines.languages == ("pt", "en")
    assert ines.labels == ("Cliente", "Arquitetura, Lisboa")
    assert [milestone.date for milestone in ines.milestones] == [
        PartialDate(1985, 4),
        PartialDate(None, None, 12),
    ]
    assert 'X-CUSTOM-1;FOO="a:b;c":Something ours alone' in ines.unknown
    assert [problem.outcome for problem in ines.problems] == [Outcome.READ]


def test_declared_character_sets() -> None:
    (yamada,) = cards_of("shift-jis-2.1.vcf")
    assert (yamada.name.family, yamada.name.given) == ("山田", "太郎")
    assert yamada.organisations[0].name == "表示ソ"
    assert yamada.notes == ("日本",)
    assert not yamada.problems
    assert cards_of("gbk-2.1.vcf")[0].formatted_name == "王小明"


@pytest.mark.parametrize("form", ["16-le-bom", "16-be-bom", "16-le-plain", "16-be-plain", "32-bom"])
def test_wide_characters(form: str) -> None:
    (zoe,) = cards_of(f"utf-{form}.vcf")
    assert zoe.formatted_name == "Zoë Ångström 🌷"
    assert zoe.notes == ("Wide characters",)


def test_a_character_split_by_a_fold() -> None:
    assert cards_of("split-utf-8-fold.vcf")[0].formatted_name == "Zoë Vermeer"


def test_undeclared_characters_are_read_as_windows_1252_and_reported() -> None:
    card = only(b"FN:Zo\xeb\nNOTE:\x93quoted\x94\x81")
    assert card.formatted_name == "Zoë"
    assert [problem.outcome for problem in card.problems] == [Outcome.READ, Outcome.READ]


def test_broken_cards_stop_nothing() -> None:
    items = list(vcard.read((_FILES / "broken.vcf").read_bytes()))
    first, second, third, empty = (item for item in items if isinstance(item, Card))
    strays = [item for item in items if isinstance(item, Problem)]
    assert [(problem.line, problem.lines) for problem in strays] == [(1, 1), (22, 2)]
    assert first.formatted_name == "First without end"
    assert reach(first, ContactKind.EMAIL) == [("first@broken.example", "", False)]
    assert first.unknown == ("BDAY:1985-02-29",)
    assert first.notes == ("A note of two\nlines as a careless program writes itand a folded tail",)
    assert {problem.line: problem.outcome for problem in first.problems} == {
        3: Outcome.READ,
        7: Outcome.KEPT,
        8: Outcome.LEFT_OUT,
        11: Outcome.READ,
    }
    assert second.unknown == (
        "some.other.value:Strange",
        "PHOTO;ENCODING=b:###",
        "item1.X-ABLabel:Orphan label",
    )
    assert third.formatted_name == "Third without begin"
    assert empty == Card()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("BDAY:--0412", PartialDate(None, 4, 12)),
        ("BDAY:--04-12", PartialDate(None, 4, 12)),
        ("BDAY: --04-12", PartialDate(None, 4, 12)),
        ("BDAY:--0229", PartialDate(None, 2, 29)),
        ("BDAY:1985", PartialDate(1985)),
        ("BDAY:1985-04", PartialDate(1985, 4)),
        ("BDAY:--04", PartialDate(None, 4)),
        ("BDAY:---12", PartialDate(None, None, 12)),
        ("BDAY:19850412", PartialDate(1985, 4, 12)),
        ("BDAY:1985-04-12T00:00:00Z", PartialDate(1985, 4, 12)),
        ("BDAY:19850412T000000+0200", PartialDate(1985, 4, 12)),
        ("BDAY:12.4.1985", PartialDate(1985, 4, 12)),
        ("BDAY:1604-04-12", PartialDate(None, 4, 12)),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-04-12", PartialDate(None, 4, 12)),
    ],
)
def test_birthdays(written: str, expected: PartialDate) -> None:
    card = only(f"FN:Ada\n{written}")
    assert [milestone.date for milestone in card.milestones] == [expected]
    assert not card.problems


@pytest.mark.parametrize("text", ["circa 1800", "1985-02-29", "1604", "1985-13-01", "1985-00-10", "x" * 1000])
def test_what_is_no_date_is_kept_and_reported(text: str) -> None:
    card = only(f"FN:Ada\nBDAY:{text}")
    assert card.milestones == ()
    assert card.unknown == (f"BDAY:{text}",)
    assert [problem.outcome for problem in card.problems] == [Outcome.KEPT]


def test_a_birth_with_a_time_loses_it_with_a_word() -> None:
    card = only("FN:Ada\nBDAY:1985-04-12T07:30:00Z")
    assert card.milestones[0].date == PartialDate(1985, 4, 12)
    assert [problem.outcome for problem in card.problems] == [Outcome.READ]


def test_a_second_birthday_is_kept() -> None:
    card = only("FN:Ada\nBDAY:1985-04-12\nBDAY:1985-04-12\nBDAY:1986-04-12")
    assert len(card.milestones) == 1
    assert card.unknown == ("BDAY:1986-04-12",)


def test_commas_and_escapes_in_names() -> None:
    assert only(r"N:O\;Neil\, jr.;Ann\\,Bea,Cleo;;;M.D.,A.C.P.").name == NameParts(
        family="O;Neil, jr.", given="Ann\\ Bea Cleo", suffix="M.D., A.C.P."
    )
    assert only("N:Doe, John;;;;").name.family == "Doe, John"


def test_the_lowest_preference_of_each_kind_counts() -> None:
    card = only("TEL;PREF=50:1\nTEL;PREF=2:2\nEMAIL:a@a.example\nTEL;PREF=2:3\nEMAIL;PREF=900:b@b.example")
    assert [contact.value for contact in card.contacts if contact.preferred] == ["2", "3"]


def test_native_names() -> None:
    card = only("VERSION:4.0\nN;ALTID=1:Yamada;Taro;;;\nN;ALTID=1;LANGUAGE=ja:山田;太郎;;;\nFN:Taro Yamada")
    assert card.native_name == "山田 太郎"


def test_pictures_by_address_are_text_and_the_second_picture_is_kept() -> None:
    card = only("PHOTO;VALUE=uri:https://a.example/a,b;c.png\nPHOTO:ftp://b.example/b.png")
    assert card.photo_url == "https://a.example/a,b;c.png"
    assert card.unknown == ("PHOTO:ftp://b.example/b.png",)
    assert card.photo is None


def test_related_people_by_uid() -> None:
    card = only("RELATED;TYPE=friend;X-RELMGR-NAME=Bo:urn:uuid:1\nRELATED;TYPE=PET;VALUE=text:Rex: the dog")
    assert card.relations == (
        RelationValue(kind=RelationKind.FRIEND, name="Bo", uid="urn:uuid:1"),
        RelationValue(kind=RelationKind.PET, name="Rex: the dog"),
    )


def test_text_is_not_a_folder_name_in_quoted_printable() -> None:
    assert only("VERSION:2.1\nNOTE;QUOTED-PRINTABLE:C:\\new=20folder").notes == ("C:\\new folder",)
