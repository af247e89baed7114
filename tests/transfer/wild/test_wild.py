"""Every file of the collection gives the people and fields that are stated beside it, and loses nothing."""

from io import BytesIO
from pathlib import Path

import pytest

from relmgr.transfer.sources import read, recognise
from relmgr.transfer.vcard import Card, Fate
from tests.transfer.wild.describing import EXPECTED, WILD, described, stated

FILES = sorted(path for path in WILD.rglob("*") if path.is_file() and not path.name.endswith(EXPECTED))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(WILD).as_posix())
def test_a_file_gives_what_is_stated_beside_it(path: Path) -> None:
    expected = stated(path)
    assert described(path, expected.get("answers")) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(WILD).as_posix())
def test_every_line_of_a_card_has_one_fate(path: Path) -> None:
    stream = BytesIO(path.read_bytes())
    for entry in read(stream, recognise(stream, path.name)):
        if isinstance(entry, Card):
            tally = entry.tally
            told = [one.fate for one in entry.traced]
            assert told.count(Fate.MAPPED) == tally.mapped
            assert told.count(Fate.KEPT) == tally.kept


def test_the_collection_has_not_shrunk() -> None:
    assert len(FILES) >= 150
