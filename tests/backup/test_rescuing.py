"""What can be read from a damaged file is read, and what is lost is said (quality.md §1, "Damage")."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from relmgr import backup, vault
from relmgr.backup.trust import known_tables, tables_of_searches
from relmgr.errors import DamagedError, InputError
from relmgr.services import people
from relmgr.services.check import check
from relmgr.store import migrate
from relmgr.store import tables as t
from relmgr.store.database import open_store
from relmgr.store.rescue import rescue
from relmgr.store.rescue.pages import read_pages
from relmgr.store.rescue.reading import read_tables
from relmgr.store.sqlcipher import DatabaseKey
from tests.backup.conftest import NOW, House
from tests.builders import Make
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise

PAGE = 4096
HITS = times(24, 400)


@pytest.fixture(scope="module")
def full(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A file with many people and much about them, and how many rows each table has."""
    path = tmp_path_factory.mktemp("full") / "relmgr.db"
    shutil.copyfile(empty_file, path)
    store = open_store(path, DatabaseKey(bytes(range(32))), "a vault of the tests")
    make = Make(store)
    with store.change("fill"):
        pass
    for number in range(120):
        who = make.person(
            f"Person {number}", company=f"Firm {number % 9}", notes="What she said. " * (number % 30)
        )
        for talk in range(6):
            make.conversation(who, on=-talk, our_work=f"About {number}.{talk} " + "and much more " * 40)
    store.close()
    return path, _counts(path)


def _counts(path: Path) -> dict[str, int]:
    store = open_store(path, DatabaseKey(bytes(range(32))), "a vault of the tests")
    try:
        with store.read() as session:
            return {
                table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
                for table in t.metadata.sorted_tables
                if table.name not in ("summary", "meta")
            }
    finally:
        store.close()


def _rescue(source: Path, target: Path) -> tuple[Any, dict[str, int]]:
    key = DatabaseKey(bytes(range(32)))
    done = rescue(
        source,
        key,
        "a vault of the tests",
        target,
        known=known_tables(),
        searches=tables_of_searches(),
        now=NOW,
    )
    return done, _counts(target)


def test_all_of_a_sound_file_is_read(full: tuple[Path, dict[str, int]], tmp_path: Path) -> None:
    path, counts = full
    done, rescued = _rescue(path, tmp_path / "rescued.db")
    assert rescued == counts
    assert (done.lost, done.harmed_pages, done.nameless) == (0, 0, 0)
    store = open_store(tmp_path / "rescued.db", DatabaseKey(bytes(range(32))), "a vault of the tests")
    report = check(store)
    store.close()
    assert report.is_sound, report.faults


@pytest.mark.timeout(times(120, 1800))
def test_nine_rows_of_ten_are_read_where_one_page_is_hit(
    full: tuple[Path, dict[str, int]], tmp_path: Path, figure: Figure
) -> None:
    path, counts = full
    pages = path.stat().st_size // PAGE
    chance = random.Random(8)
    hit = sorted({1, 2, 3, *(chance.randrange(1, pages + 1) for _number in range(HITS))})
    shares = {}
    for page in hit:
        harmed, target = tmp_path / f"{page}.db", tmp_path / f"{page}-rescued.db"
        shutil.copyfile(path, harmed)
        with harmed.open("r+b") as file:
            file.seek((page - 1) * PAGE + chance.randrange(PAGE))
            file.write(bytes([chance.randrange(256) ^ 0x55]))
        done, rescued = _rescue(harmed, target)
        shares[page] = sum(min(rescued[name], counts[name]) for name in counts) / sum(counts.values())
        assert {name for name in counts if rescued[name] > counts[name]} == set(), page
        assert done.harmed_pages <= 1 or page == 1
        harmed.unlink()
        target.unlink()
    assert {page: share for page, share in shares.items() if share < 0.9} == {}
    figure(
        Promise.SAID,
        f"a rescue reads at least {min(shares.values()):.1%} of the rows with one page hit, {len(shares)} pages tried",
    )


def test_who_lost_the_name_keeps_what_belongs_to_them(house: House, tmp_path: Path) -> None:
    make = Make(house.store)
    for number in range(60):
        make.conversation(make.person(f"Somebody {number}"), on=-1, our_work=f"Talk {number}")
    house.store.close()
    path = house.profile.database
    pages = read_pages(path, house.unlocked.key)
    tables = read_tables(pages, known_tables()[migrate.REVISION])
    ids = sorted(tables["person"].tree.rows)
    leaf = _page_of(pages.sound, f"Somebody {ids[-1] // 2}".encode(), tables)
    with path.open("r+b") as file:
        file.seek((leaf - 1) * PAGE + 900)
        file.write(b"\xa5\x5a" * 8)
    done = backup.rescue_in_place(house.unlocked, NOW)
    assert done.rescued.nameless > 0
    assert done.replaced.is_dir()
    house.store = vault.open_store(house.unlocked)
    assert people.count(house.store) >= 60
    with house.store.read() as session:
        assert session.execute(select(func.count()).select_from(t.conversation)).scalar_one() == 60
    assert any(name.startswith("Name lost (") for name in house.names())
    report = check(house.store)
    assert report.is_sound, report.faults


def _page_of(pages: dict[int, bytes], words: bytes, tables: Any) -> int:
    """A leaf of the table of people that holds `words`."""
    leaves = [
        number
        for number, page in pages.items()
        if page[0] == 0x0D and words in page and b"Europe" not in page[:8]
    ]
    uid = next(iter(tables["person"].tree.rows.values())).values[1]
    assert isinstance(uid, str)
    return next(number for number in leaves if _holds_a_person(pages[number], tables))


def _holds_a_person(page: bytes, tables: Any) -> bool:
    return any(str(row.values[1]).encode() in page for row in tables["person"].tree.rows.values())


def test_the_last_changes_beside_the_file_are_read_too(house: House, tmp_path: Path) -> None:
    for number in range(30):
        house.add(f"Late {number}")
    copy = tmp_path / "copy"
    copy.mkdir()
    for place in house.profile.data.glob("relmgr.db*"):
        (copy / place.name).write_bytes(_read_elsewhere(place))
    assert (copy / "relmgr.db-wal").stat().st_size > 0
    done = rescue(
        copy / "relmgr.db",
        house.unlocked.key,
        house.unlocked.vault_id,
        tmp_path / "new.db",
        known=known_tables(),
        searches=tables_of_searches(),
        now=NOW,
    )
    assert {one.name: one.read for one in done.tables}["person"] == 32


def _read_elsewhere(place: Path) -> bytes:
    import subprocess
    import sys

    program = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read())"
    return subprocess.run([sys.executable, "-c", program, str(place)], capture_output=True, check=True).stdout


def test_first_bytes_that_are_lost_do_not_lose_the_rest(
    full: tuple[Path, dict[str, int]], tmp_path: Path
) -> None:
    path, counts = full
    harmed = tmp_path / "harmed.db"
    shutil.copyfile(path, harmed)
    with harmed.open("r+b") as file:
        file.write(b"\xa5\x5a" * 8)
    _done, rescued = _rescue(harmed, tmp_path / "rescued.db")
    assert rescued == counts


def test_half_a_file_gives_what_is_in_that_half(full: tuple[Path, dict[str, int]], tmp_path: Path) -> None:
    path, counts = full
    harmed = tmp_path / "half.db"
    content = path.read_bytes()
    harmed.write_bytes(content[: len(content) * 3 // 4])
    done, rescued = _rescue(harmed, tmp_path / "rescued.db")
    assert rescued["conversation"] > counts["conversation"] // 4
    assert done.lost > 0


@pytest.mark.parametrize(
    "content", [b"", b"Milk and bread\n" * 999, bytes(40960), random.Random(1).randbytes(40960)]
)
def test_what_is_not_ours_gives_nothing_and_makes_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(DamagedError, match="Nothing can be read"):
        _rescue(tmp_path / "x.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_into_a_folder_of_its_own_that_can_be_restored(house: House, tmp_path: Path) -> None:
    house.store.close()
    target = tmp_path / "rescued"
    before = house.profile.database.read_bytes()
    done = backup.rescue_to(house.profile.database, house.unlocked.key, target, NOW)
    assert done.read > 1
    assert house.profile.database.read_bytes() == before
    (found,) = backup.found_at(target)
    assert backup.look(found, backup.key_of(found, recovery_code=house.code)).names == ("Ada", "Grace")
    with pytest.raises(InputError, match="something at"):
        backup.rescue_to(house.profile.database, house.unlocked.key, target, NOW)
    house.store = vault.open_store(house.unlocked)


def test_a_file_of_an_older_schema_is_rescued_and_brought_up_to_date(tmp_path: Path) -> None:
    old = Path(__file__).resolve().parent.parent / "data" / "schemas" / "0002.db"
    done, _rescued = _rescue(old, tmp_path / "new.db")
    assert done.lost == 0
    assert {one.name: one.read for one in done.tables}["person"] > 13
