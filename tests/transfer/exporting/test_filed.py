"""An export on its way into a file: the same bytes, whole or not at all, and no more of it in memory than a slice."""

import tracemalloc
from pathlib import Path

import pytest

from relmgr.store import Store
from relmgr.transfer.exporting import Exporter, Filed, Form
from tests.builders import TODAY, Make


@pytest.mark.parametrize("form", [Form.VCARD4, Form.CSV, Form.ICS])
def test_the_file_is_what_the_export_gives_at_once(
    store: Store, make: Make, tmp_path: Path, form: Form
) -> None:
    for number in range(25):
        make.person(f"Person {number}")
    whole = Exporter(store, form, None, TODAY)
    filed = Filed(Exporter(store, form, None, TODAY), tmp_path / "people")
    while filed.step():
        pass
    filed.finish()
    assert (tmp_path / "people").read_bytes() == whole.run()
    assert [each.name for each in tmp_path.glob("people*")] == ["people"]


def test_cards_are_on_the_disk_as_they_are_read(store: Store, make: Make, tmp_path: Path) -> None:
    for number in range(60):
        make.person(f"Person {number}")
    exporter = Exporter(store, Form.VCARD4, None, TODAY)
    filed = Filed(exporter, tmp_path / "all.vcf")
    held = 0
    while filed.step():
        held = max(held, len(exporter.take()))
    assert held == 0
    assert exporter.content() == b""
    assert filed.finish() == 60


def test_cancelling_leaves_what_stood_there(store: Store, make: Make, tmp_path: Path) -> None:
    for number in range(30):
        make.person(f"Person {number}")
    target = tmp_path / "all.vcf"
    target.write_bytes(b"before")
    filed = Filed(Exporter(store, Form.VCARD4, None, TODAY), target)
    for _count in range(3):
        assert filed.step()
    filed.cancel()
    assert target.read_bytes() == b"before"
    assert [each.name for each in tmp_path.glob("all*")] == ["all.vcf"]


def test_memory_does_not_follow_the_size_of_the_file(store: Store, make: Make, tmp_path: Path) -> None:
    ids = [make.person(f"Person {number}", notes=f"{number} " * 5_000) for number in range(120)]

    def peak(count: int) -> int:
        filed = Filed(Exporter(store, Form.VCARD4, ids[:count], TODAY), tmp_path / "all.vcf")
        filed.step()
        tracemalloc.start()
        try:
            while filed.step():
                pass
            filed.finish()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = peak(30), peak(120)
    assert (tmp_path / "all.vcf").stat().st_size > 1_500_000
    assert many < few + 400_000
