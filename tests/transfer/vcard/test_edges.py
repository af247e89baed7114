"""Odd but legal lines, and lines that repeat or contradict one another: one rule each."""

from datetime import UTC, datetime

import pytest

from relmgr.domain.kinds import ContactKind
from relmgr.transfer import vcard
from relmgr.transfer.vcard import Card, CardKind, ContactValue, NameParts, Outcome, Picture

_GIF = b"GIF89a\x01\x00\x01\x00"


def only(body: str) -> Card:
    (card,) = vcard.read(f"BEGIN:VCARD\n{body}\nEND:VCARD\n".encode())
    assert isinstance(card, Card)
    return card


@pytest.mark.parametrize(
    ("line", "kind", "value", "service"),
    [
        ("EMAIL:mailto:ada@a.example", ContactKind.EMAIL, "ada@a.example", ""),
        ("TEL;VALUE=uri:tel:+1%FF", ContactKind.PHONE, "+1%FF", ""),
        ("IMPP:ada", ContactKind.CHAT, "ada", ""),
        (
            "IMPP;X-SERVICE-TYPE=Matrix:https://chat.example/ada",
            ContactKind.CHAT,
            "https://chat.example/ada",
            "matrix",
        ),
        ("X-SOCIALPROFILE;TYPE=Mastodon;X-USER=ada:x-apple:", ContactKind.CHAT, "ada", "mastodon"),
        ("X-SOCIALPROFILE;TYPE=mastodon:x-apple:ada%20b", ContactKind.CHAT, "ada b", "mastodon"),
        ("TEL:555\\r1\\a", ContactKind.PHONE, "555r1a", ""),
    ],
)
def test_contact_forms(line: str, kind: ContactKind, value: str, service: str) -> None:
    assert only(line).contacts == (ContactValue(kind=kind, value=value, service=service),)


@pytest.mark.parametrize(
    "line",
    [
        "N:;;;;",
        "ADR;item=1:;;;;;;",
        "SOUND;X-IRMC-N:;;;;",
        "FN:",
        "UID: ",
        "KIND:",
        "MEMBER:",
        "LANG:",
        "ORG:;;",
        "TITLE:",
        "ROLE:",
        "NOTE: ",
        "REV:",
        "TZ:",
        "RELATED:",
        "X-ABRELATEDNAMES:",
        "X-SPOUSE:",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;;14",
        "PHOTO:",
        "item1.X-ABLabel:",
    ],
)
def test_empty_lines_say_nothing(line: str) -> None:
    card = only(line)
    assert card == Card()
    assert (card.tally.empty, card.tally.lines) == (1, 3)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("FN:Ada", "FN:Bea"),
        ("N:Brandt;Ada", "N:Costa;Bea"),
        ("UID:1", "UID:2"),
        ("TZ:Europe/Vienna", "TZ:+01:00"),
        ("REV:20240101T000000Z", "REV:20250101T000000Z"),
        ("PHOTO:https://a.example/1", "PHOTO:https://a.example/2"),
        ("N;PHONETIC=x:a;b", "N;PHONETIC=y:c;d"),
        ("KIND:individual", "KIND:location"),
        ("FN:Ada", "N:a;b;c;d;e;f;g;h"),
        ("FN:Ada", "SOUND;X-IRMC-N:a;b;c"),
        ("FN:Ada", "SOUND;WAVE;BASE64:AAAA"),
        ("FN:Ada", "X-ABShowAs:PERSON"),
        ("FN:Ada", "REV:yesterday"),
        ("FN:Ada", "REV:20241301T000000Z"),
        ("FN:Ada", "AGENT:BEGIN:VCARD\\nFN:Bea\\nEND:VCARD"),
        ("FN:Ada", "item1.X-ABADR:at"),
        ("FN:Ada", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Bob;1;;more"),
        ("FN:Ada", "PHOTO:data:image/gif"),
        ("FN:Ada", "PHOTO;ENCODING=b:PHN2Zy8+"),
    ],
)
def test_what_has_no_place_is_kept_as_it_stands(first: str, second: str) -> None:
    card = only(f"{first}\n{second}")
    assert card.unknown == (second,)
    assert (card.tally.mapped, card.tally.kept) == (1, 1)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-01T10:20:30Z", datetime(2024, 3, 1, 10, 20, 30, tzinfo=UTC)),
        ("20240301T102030+0130", datetime(2024, 3, 1, 8, 50, 30, tzinfo=UTC)),
        ("20240301T102030-02", datetime(2024, 3, 1, 12, 20, 30, tzinfo=UTC)),
        ("2024-03-01T10:20:30.999Z", datetime(2024, 3, 1, 10, 20, 30, tzinfo=UTC)),
        ("20240301", datetime(2024, 3, 1, tzinfo=UTC)),
    ],
)
def test_instants(text: str, moment: datetime) -> None:
    assert only(f"REV:{text}").revised == moment


def test_kinds() -> None:
    assert only("KIND:group").kind is CardKind.GROUP
    assert only("X-ABShowAs:COMPANY").kind is CardKind.ORG


def test_the_same_line_twice_says_it_once() -> None:
    card = only("FN:Ada\nFN:Ada\nNICKNAME:A,B\nNICKNAME:B\nUID:1\nUID:1\nCATEGORIES:x,y\nCATEGORIES:y")
    assert (card.nicknames, card.labels, card.unknown) == (("A", "B"), ("x", "y"), ())


def test_a_second_formatted_name_in_another_script() -> None:
    assert only("FN:Taro Yamada\nFN;LANGUAGE=ja:山田太郎").native_name == "山田太郎"


def test_a_derived_name_is_told_from_a_given_one() -> None:
    assert only("FN;DERIVED=TRUE:Ada Brandt\nN:Brandt;Ada;;;").formatted_name == ""
    assert only("FN;DERIVED=TRUE:Ada Brandt").formatted_name == "Ada Brandt"


def test_family_and_suffix_take_in_what_only_the_newer_parts_say() -> None:
    assert only("N:Ferreira;Ines;;;;Lopes;Jr.").name == NameParts(
        family="Ferreira Lopes", given="Ines", suffix="Jr.", secondary="Lopes", generation="Jr."
    )


def test_a_picture_in_any_data_address() -> None:
    expected = Picture("image/gif", _GIF)
    assert only("PHOTO:data:image/gif;base64\\,R0lGODlhAQABAA==").photo == expected
    assert only("PHOTO:data:image/gif,GIF89a%01%00%01%00").photo == expected
    assert only("LOGO;VALUE=URI:logo.gif").logo_url == "logo.gif"


def test_details_without_a_place_are_reported() -> None:
    card = only(
        "item1.TEL;TYPE=work;X-FOO=1:555\nitem1.X-ABLabel:Desk\nX-SOCIALPROFILE;X-USER=ada:https://a.example/b"
    )
    assert [problem.outcome for problem in card.problems] == [Outcome.READ] * 3
    assert card.contacts[0].label == "Desk"


def test_a_samsung_label_in_every_form() -> None:
    card = only("TEL;X-CUSTOM(Studio):1\nTEL;TYPE=X-CUSTOM(Barn):2\nTEL;X-CUSTOM(CHARSET=UTF-8,Loft):3")
    assert [contact.label for contact in card.contacts] == ["Studio", "Barn", "Loft"]


def test_text_in_base64_and_in_unknown_character_sets() -> None:
    card = only(
        "NOTE;ENCODING=B:aGVsbG8=\nNOTE;ENCODING=B:not base64!\nFN;CHARSET=no-such;QUOTED-PRINTABLE:Zo=EB"
    )
    assert card.notes == ("hello", "not base64!")
    assert card.formatted_name == "Zoë"


def test_quotation_marks_left_open() -> None:
    assert only('TEL;LABEL="x:555').contacts[0].value == "555"


def test_an_address_without_parts_is_written_as_a_street() -> None:
    contact = ContactValue(kind=ContactKind.ADDRESS, value="Lindengasse 7")
    (card,) = vcard.read(b"".join(vcard.write([Card(formatted_name="Ada", contacts=(contact,))])))
    assert isinstance(card, Card)
    assert card.contacts[0].parts is not None
    assert card.contacts[0].parts.street == "Lindengasse 7"
