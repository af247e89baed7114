"""Tables in a real file: the last message is one conversation, who introduced us is tied, a newer export brings the news."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from sqlalchemy import func, select

from relmgr.domain.kinds import ConversationKind, RelationKind
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.transfer import importing
from relmgr.transfer.importing import Verdict
from relmgr.transfer.sources import Entry, read, recognise
from tests.builders import NOW

_PAGE = "https://www.linkedin.com/in/"
_HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def _zip(day: str, company: str = "Acme") -> BytesIO:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as held:
        held.writestr("Connections.csv", f"{_HEAD}Ada,Lovelace,{_PAGE}ada,,{company},Engineer,12 Mar 2024\n")
        held.writestr(
            "messages.csv",
            "FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT\n"
            f"Ada,{_PAGE}ada,Me,{_PAGE}me,{day} 02:00:00 UTC,Secret\n",
        )
    stream.seek(0)
    return stream


def _entries(stream: BytesIO, name: str) -> Iterator[Entry]:
    return read(stream, recognise(stream, name))


def _take_in(store: Store, stream: BytesIO, name: str) -> list[Verdict]:
    plan = importing.plan_files(store, [(name, _entries(stream, name))])
    importing.apply(store, plan, now=NOW)
    return [row.verdict for row in plan.rows]


def test_the_last_message_is_one_conversation_however_often_it_is_imported(store: Store) -> None:
    assert _take_in(store, _zip("2026-03-01"), "export.zip") == [Verdict.NEW]
    assert _take_in(store, _zip("2026-03-01"), "export.zip") == [Verdict.SKIPPED]
    with store.read() as session:
        kinds = session.execute(select(t.conversation.c.conversation_kind)).scalars().all()
    assert kinds == [ConversationKind.MESSAGE]


def test_a_newer_export_finds_the_person_by_their_page(store: Store) -> None:
    _take_in(store, _zip("2026-03-01"), "export.zip")
    assert _take_in(store, _zip("2026-05-01", company="Engine Works"), "export.zip") == [Verdict.MERGE]
    with store.read() as session:
        people = session.execute(select(func.count()).select_from(t.person)).scalar_one()
        talks = session.execute(select(func.count()).select_from(t.conversation)).scalar_one()
    assert (people, talks) == (1, 2)


def test_who_referred_them_is_who_introduced_us(store: Store) -> None:
    head = "First Name,Last Name,E-mail Address,Business Phone,Business Street,Referred By\n"
    content = (
        head + "Ben,Whitaker,ben@calder.example,,,Megan Jacobs\nMegan,Jacobs,m@f.example,,,\n"
    ).encode()
    _take_in(store, BytesIO(content), "outlook.csv")
    with store.read() as session:
        r = t.relation.c
        kinds = session.execute(select(r.relation_kind)).scalars().all()
        people = session.execute(select(func.count()).select_from(t.person)).scalar_one()
    assert [kind in (RelationKind.INTRODUCED_BY, RelationKind.INTRODUCED) for kind in kinds] == [True]
    assert people == 2
