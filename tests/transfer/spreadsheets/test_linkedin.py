"""The zip of LinkedIn: connections, the day of the last message, and nothing of what was written."""

import zipfile
from datetime import date
from io import BytesIO

from relmgr.domain.kinds import ConversationKind
from relmgr.transfer.sources import Format, read, recognise
from relmgr.transfer.vcard import Card, LastContact, Problem

_PAGE = "https://www.linkedin.com/in/"
_CONNECTIONS = (
    'Notes:\n"About this file"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
    f"Ada,Lovelace,{_PAGE}ada/,,Acme,Engineer,12 Mar 2024\nBob,Rossi,{_PAGE}bob,,Acme,Cook,1 Apr 2023\n"
)
_MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT\n"
    f'1,,Ada,{_PAGE}ada,Me,{_PAGE}me,2026-08-01 02:00:00 UTC,Secret subject,"Secret,\nover two lines",INBOX,No\n'
    f"1,,Me,{_PAGE}me,Ada,{_PAGE}ada,2026-07-01 02:00:00 UTC,,Secret,INBOX,No\n"
    f"1,,Me,{_PAGE}me,Ada,{_PAGE}ada,2026-09-09 02:00:00 UTC,,Secret,INBOX,Yes\n"
    f'2,,Eve,{_PAGE}eve,"Me,Bob","{_PAGE}me,{_PAGE}bob",2026-08-05 02:00:00 UTC,,Secret,INBOX,No\n'
)
_INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    f'Me,Bob,"3/11/23, 5:00 PM",Secret,OUTGOING,{_PAGE}me,{_PAGE}bob\n'
)


def _zip(**members: str | bytes) -> BytesIO:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in members.items():
            held.writestr(f"Basic_LinkedInDataExport/{name}.csv", content)
    stream.seek(0)
    return stream


def _entries(stream: BytesIO) -> tuple[list[Card], list[Problem]]:
    recognised = recognise(stream, "export.zip")
    assert recognised.format is Format.LINKEDIN
    entries = list(read(stream, recognised))
    return [one for one in entries if isinstance(one, Card)], [
        one for one in entries if isinstance(one, Problem)
    ]


def test_the_last_message_between_two_is_the_last_contact() -> None:
    cards, _problems = _entries(_zip(Connections=_CONNECTIONS, messages=_MESSAGES, Invitations=_INVITATIONS))
    assert [(card.uid, card.last_contact) for card in cards] == [
        ("in/ada", LastContact(on=date(2026, 8, 1), kind=ConversationKind.MESSAGE)),
        ("in/bob", None),
    ]
    assert ("Invitation", "sent 3/11/23, 5:00 PM") in cards[1].columns


def test_nothing_of_what_was_written_is_taken() -> None:
    cards, problems = _entries(_zip(Connections=_CONNECTIONS, messages=_MESSAGES, Invitations=_INVITATIONS))
    assert "Secret" not in repr(cards) + repr(problems)


def test_what_else_is_in_the_zip_is_named() -> None:
    _cards, problems = _entries(_zip(Connections=_CONNECTIONS, Profile="x", Positions="y"))
    assert problems[-1].raw == "profile.csv, positions.csv"


def test_a_part_that_unpacks_to_far_too_much_is_refused() -> None:
    cards, problems = _entries(_zip(Connections=_CONNECTIONS, messages=b"a," * 20_000_000))
    assert len(cards) == 2
    assert [problem.raw for problem in problems if "unpacks" in problem.reason] == ["messages.csv"]


def test_a_damaged_part_is_reported() -> None:
    stream = _zip(Connections=_CONNECTIONS, messages=_MESSAGES * 50)
    content = bytearray(stream.getvalue())
    at = content.find(b"messages.csv") + 60
    content[at : at + 40] = bytes(40)
    cards, problems = _entries(BytesIO(bytes(content)))
    assert len(cards) == 2
    assert any(problem.raw == "messages.csv" for problem in problems)


def test_another_zip_is_none_of_linkedin() -> None:
    assert recognise(_zip(data="x"), "x.zip").format is not Format.LINKEDIN
