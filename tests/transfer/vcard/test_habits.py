"""Habits of the programs that write vCards: folds on top of soft breaks, cut-off characters, line ends as they are."""

import pytest

from relmgr.domain.partial_date import PartialDate
from relmgr.transfer.vcard import Card, Fate, read, worded_dates
from relmgr.transfer.vcard.model import ContactValue
from relmgr.transfer.vcard.text import Doubt, decode
from relmgr.transfer.vcard.vocabulary import label_of_types, label_of_words, plain_label, relation_of_words


def _card(*lines: str) -> Card:
    text = "\r\n".join(("BEGIN:VCARD", "VERSION:2.1", *lines, "END:VCARD", ""))
    (card,) = [entry for entry in read(text.encode()) if isinstance(entry, Card)]
    return card


def _only(card: Card) -> ContactValue:
    (contact,) = card.contacts
    return contact


QP = ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"


def test_a_blank_after_a_soft_break_is_text_unless_the_file_shows_that_it_folds() -> None:
    assert _card(f"NOTE{QP}see you=", " soon").notes == ("see you soon",)
    card = _card(f"N{QP}=D0=9B=D1=8E=D0=", " =B4=D0=B0", f"NOTE{QP}see y=", " ou")
    assert (card.name.family, card.notes) == ("Люда", ("see you",))


def test_only_one_sign_of_a_soft_break_is_taken_off() -> None:
    assert _card(f"N{QP}=D0=9B==", "D1=8E").name.family == "Лю"


def test_blanks_after_a_soft_break_are_the_transports() -> None:
    assert _card(f"NOTE{QP}good =  ", "morning").notes == ("good morning",)


@pytest.mark.parametrize(
    ("content", "charset", "text", "doubt"),
    [
        ("Іванна".encode()[:-1], "UTF-8", "Іванн", Doubt.DAMAGED),
        ("Іванна".encode()[:-1], "", "Іванн", Doubt.DAMAGED),
        ("さとう".encode("shift_jis")[:-1], "SHIFT_JIS", "さと", Doubt.DAMAGED),
        ("Müller".encode("cp1252"), "UTF-8", "Müller", Doubt.DOES_NOT_FIT),
        ("Müller".encode("cp1252"), "", "Müller", Doubt.NOT_STATED),
        ("Müller".encode("cp1252"), "WINDOWS-1252", "Müller", Doubt.NONE),
        ("über ".encode() + "Müller".encode("cp1252"), "", "Ã¼ber Müller", Doubt.NOT_STATED),
    ],
)
def test_damaged_text_is_not_taken_for_another_character_set(
    content: bytes, charset: str, text: str, doubt: Doubt
) -> None:
    assert decode(content, charset) == (text, doubt)


def test_an_address_may_run_over_a_line_end_that_was_written_as_it_is() -> None:
    card = _card("ADR;WORK:;;14 Canal Road", "Second Floor;Kochi;Kerala;682001;India", "TEL:1")
    parts = card.contacts[0].parts
    assert parts is not None
    assert (parts.street, parts.locality, parts.country) == ("14 Canal Road\nSecond Floor", "Kochi", "India")
    assert [one.fate for one in card.traced[2:4]] == [Fate.MAPPED, Fate.MAPPED]
    assert len(card.problems) == 1


def test_the_rest_of_a_line_that_is_only_kept_is_left_out_and_reported() -> None:
    card = _card("TITLE;ALTID=1:Baker", "TITLE;ALTID=1;LANGUAGE=de:Bäcker", "und Koch")
    assert card.unknown == ("TITLE;ALTID=1;LANGUAGE=de:Bäcker",)
    assert card.traced[-2].fate is Fate.LEFT_OUT
    assert [problem.raw for problem in card.problems] == ["und Koch"]


def test_a_label_is_the_address_where_there_is_no_other() -> None:
    assert _only(_card("LABEL;HOME:Shore 3, Turku")).value == "Shore 3, Turku"
    assert _only(_card("ADR;HOME:;;Shore 3;Turku", "LABEL;HOME:Shore 3, Turku")).value == "Shore 3, Turku"
    assert len(_card("ADR;HOME:;;Shore 3;Turku", "LABEL;WORK:Quay 1, Turku").contacts) == 2
    assert _card("LABEL;HOME: ").contacts == ()


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Ann Ito <ann@ito.example>", "ann@ito.example"),
        ('"Ito, Ann" <ann@ito.example>', "ann@ito.example"),
        ("<ann@ito.example>", "ann@ito.example"),
        ("ann@ito.example;", "ann@ito.example"),
        ("Ann <not here>", "Ann <not here>"),
    ],
)
def test_an_address_is_taken_out_of_what_a_message_writes_around_it(written: str, address: str) -> None:
    assert _only(_card(f"EMAIL;INTERNET:{written}")).value == address


def test_a_page_of_a_network_is_a_link_and_a_name_there_a_way_to_write() -> None:
    card = _card(
        "X-LINKEDIN:https://linkedin.example/in/ann", "X-INSTAGRAM:@ann", "X-SIP:sip:ann@ito.example"
    )
    assert [(one.kind.value, one.service, one.value) for one in card.contacts] == [
        ("link", "linkedin", "https://linkedin.example/in/ann"),
        ("chat", "instagram", "@ann"),
        ("chat", "sip", "ann@ito.example"),
    ]


def test_words_of_other_programs_for_types() -> None:
    assert label_of_types(("WORKFAX",)) == "work fax"
    assert label_of_types(("X-EVOLUTION-CALLBACK",)) == "callback"
    assert label_of_types(("AOL",)) == "AOL"
    assert label_of_words("WORK;VOICE;PREF") == "work"
    assert label_of_words("ATELIER") == "ATELIER"
    assert label_of_words("Work") == "Work"
    assert plain_label("_$!<GirlfriendOrBoyfriend>!$_") == "girlfriend or boyfriend"


def test_labels_that_somebody_typed_here_stay_as_they_were_typed() -> None:
    lines = ("item1.TEL:1", "item1.X-ABLabel:WORK")
    assert _only(_card(*lines)).label == "work"
    assert _only(_card("PRODID:-//Relmgr//Relmgr//EN", *lines)).label == "WORK"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("younger sister", "sibling"),
        ("mother in law", "other"),
        ("ex husband", "other"),
        ("eldest son", "child"),
    ],
)
def test_a_word_before_the_relation_may_make_it_another(label: str, kind: str) -> None:
    found, finer = relation_of_words((label,))
    assert (found.value, finer) == (kind, label)


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("12/25/1980", PartialDate(1980, 12, 25)),
        ("25-12-1980", PartialDate(1980, 12, 25)),
        ("4/4/1980", PartialDate(1980, 4, 4)),
        ("25.12.", PartialDate(None, 12, 25)),
        ("December 25, 1604", PartialDate(None, 12, 25)),
        ("25. Dezember", PartialDate(None, 12, 25)),
        ("12月25日", PartialDate(None, 12, 25)),
        ("3/4/1980", None),
        ("25-Dec-80", None),
        ("circa May 1980", None),
        ("31 February 1980", None),
        ("10-12", None),
        ("", None),
    ],
)
def test_a_date_is_read_where_it_can_be_read_in_one_way_only(written: str, date: PartialDate | None) -> None:
    assert worded_dates.read(written) == date
