"""The folder and the people follow each other: both ways, per field, without losing a value, whatever happens in between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from relmgr.domain.kinds import ContactKind, MilestoneKind, RelationKind, Replacing, Side
from relmgr.domain.partial_date import PartialDate
from relmgr.errors import DiskError, RelmgrError
from relmgr.services import erasing, facts, people, relations
from relmgr.services.facts import FactInput
from relmgr.services.people import ContactMethodInput
from relmgr.services.relations import RelationInput
from relmgr.store import Store
from relmgr.store import tables as t
from relmgr.store.sqlcipher import DatabaseKey
from relmgr.transfer.vcard import Card, ContactValue, MilestoneValue, NameParts, read, write
from relmgr.transfer.vdir import Folder, MassDeletionError, Report, Sync, Verb, notes
from tests.builders import NOW, Make
from tests.conftest import KEY, VAULT

Passing = Callable[..., Report]

KHARD = (
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nUID:khard-abc123\r\nFN:Olena Kovalchuk\r\nN:Kovalchuk;Olena;;;\r\n"
    b'TEL;TYPE=cell:+380501234567\r\nX-KHARD-THING;FOO="a b":kept as it is\r\nREV:20260101T000000Z\r\nEND:VCARD\r\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cards"
    made.mkdir()
    return made


@pytest.fixture
def sync(store: Store, folder: Path) -> Passing:
    """One pass."""

    def run(*, is_whole: bool = True, may_delete: bool = False) -> Report:
        place = Folder(folder)
        return Sync(store, place, place.scan(), NOW, is_whole=is_whole, may_delete=may_delete).run()

    return run


def the_card(folder: Path) -> Card:
    """The card of the only file."""
    (path,) = folder.glob("*.vcf")
    (card,) = read(path.read_bytes())
    assert isinstance(card, Card)
    return card


def put(folder: Path, card: Card) -> None:
    """Let the other side write the only file."""
    (path,) = folder.glob("*.vcf")
    path.write_bytes(b"".join(write([card], "3.0")))


def earlier(store: Store) -> dict[str, str]:
    """Earlier values by field."""
    with store.read() as session:
        rows = session.execute(select(t.earlier_value)).all()
    assert all(row.replacing is Replacing.SYNC for row in rows)
    return {row.field: row.value for row in rows}


def verbs(report: Report) -> list[Verb]:
    return [one.verb for one in report.done]


def test_each_person_has_a_file_and_a_second_pass_does_nothing(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    megan = make.person("Megan Jacobs", company="Calder Rail", notes="Likes rain")
    make.kin(megan, "Tom Jacobs")
    report = sync()
    assert verbs(report) == [Verb.WRITTEN]
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert the_card(folder).notes == ("Likes rain",)
    stamp = path.stat().st_mtime_ns
    assert verbs(sync()) == []
    assert path.stat().st_mtime_ns == stamp


def test_without_private_parts(make: Make, folder: Path, sync: Passing) -> None:
    megan = make.person("Megan Jacobs", notes="SECRET", labels=("SECRET",))
    make.birthday(megan, PartialDate(1986, 2, 3))
    sync(is_whole=False)
    text = next(folder.iterdir()).read_text()
    assert "SECRET" not in text
    assert "BDAY" not in text
    put(folder, replace(the_card(folder), notes=("from the phone",)))
    sync(is_whole=False)
    assert people.details(make.store, megan).input.notes == "SECRET"
    people.edit(
        make.store, megan, replace(people.details(make.store, megan).input, city="", nickname="Meg"), NOW
    )
    sync(is_whole=False)
    card = the_card(folder)
    assert card.nicknames == ("Meg",)
    assert card.notes == ("from the phone",)


def test_changes_of_both_sides_meet(store: Store, make: Make, folder: Path, sync: Passing) -> None:
    phone = ContactMethodInput(kind=ContactKind.PHONE, label="mobile", value="+44 1")
    megan = make.person("Megan Jacobs", notes="Old", contact_methods=(phone,))
    sync()
    card = the_card(folder)
    added = ContactValue(kind=ContactKind.EMAIL, value="megan@x.example", label="work")
    put(folder, replace(card, contacts=(*card.contacts, added), notes=("Theirs",)))
    given = people.details(store, megan).input
    people.edit(store, megan, replace(given, notes="Mine", nickname="Meg"), NOW)
    report = sync()
    assert verbs(report) == [Verb.TAKEN, Verb.WRITTEN]
    held = people.details(store, megan).input
    assert held.notes == "Mine"
    assert [one.value for one in held.contact_methods] == ["+44 1", "megan@x.example"]
    assert earlier(store) == {"notes": "Theirs"}
    card = the_card(folder)
    assert (card.notes, card.nicknames, len(card.contacts)) == (("Mine",), ("Meg",), 2)
    assert verbs(sync()) == []


def test_what_they_change_alone_is_taken_and_the_old_value_is_kept(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    phone = ContactMethodInput(kind=ContactKind.PHONE, label="mobile", value="+44 1")
    megan = make.person("Megan Jacobs", notes="Old", contact_methods=(phone,))
    make.birthday(megan, PartialDate(1986, 2, 3))
    sync()
    card = the_card(folder)
    birthday = MilestoneValue(kind=MilestoneKind.BIRTHDAY, date=PartialDate(1987, 2, 3))
    put(
        folder,
        replace(
            card,
            name=replace(card.name, family="Miller"),
            contacts=(),
            notes=("New",),
            milestones=(birthday,),
        ),
    )
    assert verbs(sync()) == [Verb.TAKEN]
    held = people.details(store, megan).input
    assert (held.family, held.notes, held.contact_methods) == ("Miller", "New", ())
    kept = earlier(store)
    assert kept["family"] == "Jacobs"
    assert kept["notes"] == "Old"
    assert kept["phone"] == "+44 1 (mobile)"
    assert "1986" in kept["birthday"]
    store.undo()
    assert people.details(store, megan).input.family == "Jacobs"
    assert verbs(sync()) == [Verb.WRITTEN]
    assert the_card(folder).name.family == "Jacobs"


def test_what_programs_drop_is_not_deleted(store: Store, make: Make, folder: Path, sync: Passing) -> None:
    megan = make.person("Megan Jacobs", pronouns="she/her", labels=("Choir",))
    make.kin(megan, "Tom Jacobs")
    make.birthday(megan, PartialDate(1986, 2, 3))
    facts.add(store, megan, FactInput(side=Side.INTERESTS, label="Coffee", text="Flat white"))
    sync()
    put(
        folder,
        Card(
            uid=the_card(folder).uid,
            formatted_name="Megan Jacobs",
            name=NameParts(given="Megan", family="Jacobs"),
        ),
    )
    assert Verb.WRITTEN not in verbs(sync())
    held = people.details(store, megan).input
    assert (held.pronouns, held.labels) == ("she/her", ("Choir",))
    assert len(facts.of(store, megan)) == 1
    assert earlier(store) == {}


def test_a_file_of_another_program_becomes_a_person_and_stays_as_it_is(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    (folder / "abc123.vcf").write_bytes(KHARD)
    (folder / "notes.txt").write_text("not ours")
    (folder / "x.sync-conflict-2026.vcf").write_bytes(KHARD)
    (folder / "two.vcf").write_bytes(KHARD + KHARD)
    report = sync()
    assert verbs(report) == [Verb.LEFT, Verb.NEW_HERE]
    assert (folder / "abc123.vcf").read_bytes() == KHARD
    (olena,) = people.list_ids(store, make.today)
    people.edit(store, olena, replace(people.details(store, olena).input, nickname="Olya"), NOW)
    sync()
    written = (folder / "abc123.vcf").read_bytes()
    assert b'X-KHARD-THING;FOO="a b":kept as it is\r\n' in written
    assert b"UID:khard-abc123\r\n" in written
    assert b"VERSION:4.0" in written
    assert b"NICKNAME:Olya" in written
    assert sorted(path.name for path in folder.iterdir()) == [
        "abc123.vcf",
        "notes.txt",
        "two.vcf",
        "x.sync-conflict-2026.vcf",
    ]


def test_a_file_about_somebody_who_is_here_is_joined_with_them(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    phone = ContactMethodInput(kind=ContactKind.PHONE, label="mobile", value="+380501234567")
    make.person("Olena Kovalchuk", nickname="Olya", contact_methods=(phone,))
    (folder / "abc123.vcf").write_bytes(KHARD)
    sync()
    assert people.count(store) == 1
    card = the_card(folder)
    assert card.nicknames == ("Olya",)
    assert card.unknown == ('X-KHARD-THING;FOO="a b":kept as it is',)
    assert verbs(sync()) == []


def test_deletions_go_to_the_trash_one_by_one_and_never_in_bulk(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    for number in range(10):
        make.person(f"Person Number{number}")
    sync()
    paths = sorted(folder.iterdir())
    paths[0].unlink()
    assert verbs(sync()) == [Verb.TRASHED]
    assert people.count(store) == 9
    store.undo()
    assert people.count(store) == 10
    sync()
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(MassDeletionError, match="10 files of 10 are gone"):
        sync()
    assert people.count(store) == 10
    sync(may_delete=True)
    assert people.count(store) == 0
    folder.rmdir()
    with pytest.raises(DiskError):
        sync()


def test_somebody_deleted_here_leaves_the_folder_unless_changed_there(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    megan, ben = make.person("Megan Jacobs"), make.person("Ben Whitaker")
    sync()
    path = next(one for one in folder.iterdir() if b"Whitaker" in one.read_bytes())
    path.write_bytes(path.read_bytes().replace(b"END:", b"NOTE:changed there\r\nEND:"))
    people.remove(store, megan, NOW)
    people.remove(store, ben, NOW + timedelta(minutes=1))
    assert sorted(verbs(sync())) == sorted([Verb.REMOVED, Verb.LEFT])
    assert list(folder.iterdir()) == [path]
    assert b"changed there" in path.read_bytes()


def test_a_change_outlives_a_deletion(store: Store, make: Make, folder: Path, sync: Passing) -> None:
    megan = make.person("Megan Jacobs")
    sync()
    next(folder.iterdir()).unlink()
    people.edit(store, megan, replace(people.details(store, megan).input, nickname="Meg"), NOW)
    assert verbs(sync()) == [Verb.WRITTEN]
    assert people.count(store) == 1


def test_only_changed_files_are_written(store: Store, make: Make, folder: Path, sync: Passing) -> None:
    ids = [make.person(f"Person Number{number}") for number in range(60)]
    assert len(verbs(sync())) == 60
    people.edit(store, ids[30], replace(people.details(store, ids[30]).input, nickname="X"), NOW)
    assert verbs(sync()) == [Verb.WRITTEN]


def test_a_crash_between_writing_and_noting_is_harmless(
    store: Store, make: Make, folder: Path, sync: Passing, monkeypatch: pytest.MonkeyPatch
) -> None:
    megan = make.person("Megan Jacobs", notes="Old")

    def crash(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(notes, "keep", crash)
        with pytest.raises(KeyboardInterrupt):
            sync()
    assert len(list(folder.iterdir())) == 1
    assert people.count(store) == 1
    sync()
    assert people.count(store) == 1
    put(folder, replace(the_card(folder), notes=("New",)))
    with monkeypatch.context() as patch:
        patch.setattr(notes, "keep", crash)
        with pytest.raises(KeyboardInterrupt):
            sync()
    sync()
    assert people.details(store, megan).input.notes == "New"
    assert verbs(sync()) == []
    assert len(list(folder.iterdir())) == 1


def test_a_disk_that_refuses_stops_it_and_it_goes_on_later(
    make: Make, folder: Path, sync: Passing, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        make.person(f"Person Number{number}")
    written = Path.write_bytes
    count = 0

    def full(path: Path, content: bytes) -> int:
        nonlocal count
        count += 1
        if count > 2:
            raise OSError(28, "No space left on device", str(path))
        return written(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(RelmgrError):
            sync()
    assert len(list(folder.iterdir())) == 2
    assert len(verbs(sync())) == 3
    assert len(list(folder.iterdir())) == 5


_words = st.sampled_from(["", "a", "b", "c"])
_numbers = st.lists(st.sampled_from(["+441", "+442", "+443", "+444"]), max_size=3, unique=True)
_labels = st.lists(st.sampled_from(["x", "y", "z"]), max_size=3, unique=True)
Said = tuple[str, str, list[str], list[str]]
_side = st.tuples(_words, _words, _numbers, _labels)


def _contacts(numbers: list[str]) -> tuple[ContactMethodInput, ...]:
    return tuple(ContactMethodInput(kind=ContactKind.PHONE, value=one) for one in numbers)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(base=_side, mine=_side, theirs=_side)
def test_no_value_of_either_side_is_lost(  # noqa: PLR0917  (fixtures and three sides)
    store: Store, folder: Path, sync: Passing, base: Said, mine: Said, theirs: Said
) -> None:
    make = Make(store)
    for path in folder.iterdir():
        path.unlink()
    steps = 0

    def given_of(side: Said) -> people.PersonInput:
        note, nickname, numbers, labels = side
        return people.PersonInput(
            given="Ada", family="Brandt", notes=note, nickname=nickname,
            contact_methods=_contacts(numbers), labels=tuple(labels),
        )  # fmt: skip

    ada = people.add(store, given_of(base), make.now)
    sync()
    card = the_card(folder)
    note, nickname, numbers, labels = theirs
    put(
        folder,
        replace(
            card,
            notes=(note,) if note else (),
            nicknames=(nickname,) if nickname else (),
            contacts=tuple(ContactValue(kind=ContactKind.PHONE, value=one) for one in numbers),
            labels=tuple(labels),
        ),
    )
    people.edit(store, ada, given_of(mine), NOW)
    sync()
    held = people.details(store, ada).input
    with store.read() as session:
        kept = {row.value for row in session.execute(select(t.earlier_value.c.value))}
    for at, now in ((0, held.notes), (1, held.nickname)):
        for value in (mine[at], theirs[at]):
            assert not value or value == base[at] or value == now or value in kept
        assert mine[at] in (now, "") or mine[at] in kept
    shown = {one.value for one in held.contact_methods}
    assert set(mine[2]) <= shown | kept
    assert set(theirs[2]) <= shown | (set(base[2]) - set(mine[2]))
    assert set(mine[3]) <= set(held.labels) | kept
    assert set(theirs[3]) <= set(held.labels) | (set(base[3]) - set(mine[3]))
    back = the_card(folder)
    assert {one.value for one in back.contacts} == shown or not theirs[2]
    assert verbs(sync()) == []
    while store.undo() is not None:
        steps += 1
    assert steps
    with store.note() as session:
        session.execute(t.synced_card.delete())


def test_who_was_erased_does_not_come_back_by_a_file(
    store: Store, make: Make, folder: Path, sync: Passing
) -> None:
    megan = make.person("Megan Jacobs")
    tom = make.person("Tom Jacobs")
    relations.add(store, megan, RelationInput(kind=RelationKind.SIBLING, other_id=tom), NOW)
    sync()
    files = {path: path.read_bytes() for path in folder.iterdir()}
    erasing.start(store, tom, NOW)
    for path, content in files.items():  # as another program may write them again
        path.write_bytes(content)
    report = sync()
    assert Verb.LEFT in verbs(report)
    assert people.count(store) == 1
    card = next(
        path
        for path in folder.iterdir()
        if b"Megan" in path.read_bytes() and b"FN:Megan" in path.read_bytes()
    )
    assert b"Tom" not in card.read_bytes()
    assert relations.of(store, megan) == ()


def test_a_folder_of_long_ago_is_remembered_and_cleaned_of_whoever_is_erased(
    store: Store, make: Make, folder: Path, tmp_path: Path
) -> None:
    sven, _megan = make.person("Sven Olsen"), make.person("Megan Jacobs")
    (folder / "olena.vcf").write_bytes(KHARD)
    away, other = tmp_path / "away", tmp_path / "other"
    for place in (folder, other, away):
        place.mkdir(exist_ok=True)
        at = Folder(place)
        Sync(store, at, at.scan(), NOW).run()
        notes.forget_all(store)
    assert erasing.card_folders(store) == (folder, other, away)
    away.rename(tmp_path / "unplugged")
    (folder / "two.vcf").write_bytes(2 * KHARD)
    ids = people.list_ids(store, today=NOW.date())
    (olena,) = (row.id for row in people.rows(store, ids, NOW.date()) if row.name == "Olena Kovalchuk")
    for person in (sven, olena):
        places = erasing.Places(
            database=store.path,
            key=DatabaseKey(KEY),
            vault_id=VAULT,
            other_cards=erasing.card_folders(store),
        )
        assert erasing.erase(store, person, places, NOW).is_whole
    left = {place.name: {path.name for path in place.glob("*.vcf")} for place in (folder, other)}
    assert {name for names in left.values() for name in names if "two" not in name} == {
        path.name for path in other.glob("*.vcf")
    }
    assert [b"Megan" in path.read_bytes() for path in other.glob("*.vcf")] == [True]
    assert "two.vcf" in left[folder.name], "a file with several cards is not ours, and is left alone"
