"""A simulated year: each backup that is kept restores, with the recovery code alone, and a wrong clock costs none."""

from datetime import datetime, timedelta
from pathlib import Path

from relmgr import backup
from relmgr.backup import Kind, Places
from relmgr.domain.backups import DAYS, LEAST, MONTHS, WEEKS
from relmgr.paths import profile_at
from tests.backup.conftest import NOW, House, Names
from tests.faults.effort import times
from tests.faults.figures import Figure, Promise

EVERY = timedelta(days=times(6, 1))


def test_every_backup_of_a_year_that_is_kept_restores(
    house: House, tmp_path: Path, names_in: Names, figure: Figure
) -> None:
    where = Places(house.profile.backups)
    held: dict[str, int] = {}
    at, end = NOW - timedelta(days=365), NOW
    while at <= end:
        house.add(f"Met on {at.date()}")
        made = backup.run(house.unlocked, where, Kind.AUTOMATIC, at).made
        held[made.name] = 2 + len(held) + 1
        at += EVERY
    kept = backup.in_folder(where.first)
    assert LEAST <= len(kept) <= 2 + DAYS + WEEKS + MONTHS
    assert (kept[0].made - kept[-1].made).days > 200
    for number, one in enumerate(kept):
        bare = profile_at(tmp_path / f"bare-{number}")
        done = backup.restore(bare, one, backup.key_of(one, recovery_code=house.code), NOW)
        assert done.people == held[one.name]
        assert len(names_in(bare)) == held[one.name]
    figure(
        Promise.BACKED_UP,
        f"{len(kept)} of {len(kept)} backups kept of {len(held)} in a simulated year restore on a bare machine",
    )


def test_a_clock_that_is_wrong_for_a_day_costs_no_backup(house: House, figure: Figure) -> None:
    where = Places(house.profile.backups)
    for days in range(4):
        house.back_up(at=NOW + timedelta(days=days))
    before = {one.name for one in backup.in_folder(where.first)}
    for wrong in (datetime(2036, 5, 1, tzinfo=NOW.tzinfo), datetime(1970, 1, 1, tzinfo=NOW.tzinfo)):
        assert backup.run(house.unlocked, where, Kind.AUTOMATIC, wrong).let_go == ()
    right = backup.run(house.unlocked, where, Kind.AUTOMATIC, NOW + timedelta(days=4))
    assert right.let_go == ()
    assert before < {one.name for one in backup.in_folder(where.first)}
    figure(Promise.BACKED_UP, "clocks of 2036 and 1970 prune none")
