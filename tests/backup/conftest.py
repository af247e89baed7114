"""A vault of one's own with people in it, and the day the backups are made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from relmgr import backup, vault
from relmgr.backup import Backup, Kind, Places
from relmgr.domain.ids import PersonId
from relmgr.paths import Profile, profile_at
from relmgr.services import people
from relmgr.services.people import PersonInput
from relmgr.store import Store
from relmgr.vault import Unlocked
from tests.faults.victims import CHEAP, NOON, PASSPHRASE

NOW = datetime(2026, 11, 24, 14, 42, tzinfo=UTC)


@dataclass
class House:
    """A profile that is open, its keys, and where its backups go."""

    profile: Profile
    unlocked: Unlocked
    code: str
    store: Store
    places: Places

    def add(self, name: str) -> PersonId:
        """Somebody new."""
        return people.add(self.store, PersonInput(given=name), NOW)

    def back_up(self, kind: Kind = Kind.AUTOMATIC, at: datetime = NOW) -> Backup:
        """A round, and the backup it made."""
        return backup.run(self.unlocked, self.places, kind, at).made

    def reopen(self) -> None:
        """Open the file anew, as the next start does."""
        self.store.close()
        self.store = vault.open_store(self.unlocked)

    def names(self) -> set[str]:
        """Who is in the list."""
        ids = people.list_ids(self.store, today=NOW.date())
        return {row.name for row in people.rows(self.store, ids, NOW.date())}


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A profile with nobody in it, and its recovery code; to be copied."""
    folder = tmp_path_factory.mktemp("house") / "profile"
    made = vault.create(profile_at(folder), passphrase=PASSPHRASE, keychain=None, clock=NOON, cost=CHEAP)
    made.unlocked.key.forget()
    return folder, made.recovery_code


@pytest.fixture
def house(made_once: tuple[Path, str], tmp_path: Path) -> Iterator[House]:
    """An open profile with Ada and Grace in it; a second folder that is not there."""
    import shutil

    folder, code = made_once
    shutil.copytree(folder, tmp_path / "profile")
    profile = profile_at(tmp_path / "profile")
    unlocked = vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP)
    made = House(
        profile, unlocked, code, vault.open_store(unlocked), Places(profile.backups, tmp_path / "stick")
    )
    made.add("Ada")
    made.add("Grace")
    yield made
    made.store.close()


Names = Callable[[Profile], set[str]]


@pytest.fixture
def names_in() -> Names:
    """Opens another profile with the passphrase and says who is in its list."""

    def names(profile: Profile) -> set[str]:
        store = vault.open_store(vault.unlock_with_passphrase(profile, PASSPHRASE, cost=CHEAP))
        try:
            return {
                row.name for row in people.rows(store, people.list_ids(store, today=NOW.date()), NOW.date())
            }
        finally:
            store.close()

    return names
