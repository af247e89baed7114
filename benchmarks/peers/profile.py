"""A profile of one's own with the people of a benchmark, and the file of the passphrase that opens it."""

from benchmarks.bench import Bench
from benchmarks.data import build_db
from benchmarks.starting import CHEAP, PASSPHRASE
from relmgr import clock, vault
from relmgr.paths import profile_at


def opening(bench: Bench) -> list[str]:
    """The folder of the profile and the passphrase's file; made when it is first asked for."""
    folder, secret = bench.folder / "own-profile", bench.folder / "own-passphrase"
    if not secret.exists():
        now = clock.fixed(build_db.NOW)
        profile = profile_at(folder)
        made = vault.create(profile, passphrase=PASSPHRASE, keychain=None, clock=now, cost=CHEAP)
        vault.mark_recovery_proved(profile)
        own = vault.open_store(made.unlocked)
        build_db.copy_into(bench.store, own)
        own.close()
        secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return [str(folder), str(secret)]
