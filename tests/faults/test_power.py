"""Power that goes at any call to the disk: what was said to be kept is there, and the file is whole (promise 1)."""

import random
import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from relmgr.services.check import check
from relmgr.store import tables as t
from tests.faults.disk_record import Disk, Gone, Said, Sync, Unsynced, Write, record
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise
from tests.faults.tracing import may_trace
from tests.faults.writers import open_file

pytestmark = pytest.mark.timeout(times(120, 3600))
CUTS = times(60, 1000)
CHANGES = times(25, 120)

if may_trace():

    def test_nothing_acknowledged_is_lost_when_the_power_goes(
        tmp_path: Path, empty_file: Path, figure: Figure
    ) -> None:
        folder, image = tmp_path / "recorded", tmp_path / "image"
        folder.mkdir()
        shutil.copyfile(empty_file, folder / "relmgr.db")
        command = [sys.executable, "-m", "tests.faults.recorded_day", str(folder), str(CHANGES)]
        events = record(command, tmp_path / "trace")
        assert sum(isinstance(each, Said) for each in events) == CHANGES
        assert {type(each) for each in events} >= {Write, Sync, Said, Gone}
        chance = random.Random(8)
        cuts = sorted(chance.sample(range(len(events)), min(CUTS, len(events))))
        disk = Disk({"relmgr.db": empty_file.read_bytes()})
        lost, at = 0, 0
        for number, cut in enumerate(cuts):
            for event in events[at:cut]:
                disk.take(event)
            at = cut
            unsynced = list(Unsynced)[number % 3]
            lost += len(disk.promised - _found(disk.after_power_loss(unsynced, chance), image))
        assert lost == 0
        careless = Disk({"relmgr.db": empty_file.read_bytes()})
        for event in events:
            if not isinstance(event, Sync | Gone):
                careless.take(event)
        kept = _found(careless.after_power_loss(Unsynced.DROPPED, chance), image)
        assert careless.promised - kept, (
            "of a program that never syncs everything is lost: the trial can fail"
        )
        figure(
            Promise.KEPT,
            f"{lost} acknowledged changes lost in {len(cuts)} cuts of power, unsynced writes kept, dropped, torn",
        )


def _found(content: dict[str, bytes], image: Path) -> set[str]:
    """The names in the file after a start with what the disk holds; it must be sound."""
    shutil.rmtree(image, ignore_errors=True)
    image.mkdir()
    for name, each in content.items():
        (image / name).write_bytes(each)
    store = open_file(image)
    try:
        report = check(store)
        assert report.is_sound, report.faults
        with store.read() as session:
            return set(session.execute(select(t.person.c.display_name)).scalars())
    finally:
        store.close()
