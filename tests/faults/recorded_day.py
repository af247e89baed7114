"""What is written while the disk is recorded: `python -m tests.faults.recorded_day FOLDER CHANGES`.

Each change is said on the standard output once it is kept, as the window would show it.
"""

import os
import random
import sys
from dataclasses import replace
from pathlib import Path

from relmgr.domain.ids import PersonId
from relmgr.services import people
from tests.faults.writers import NOON, open_file


def main(folder: Path, changes: int) -> None:
    """Add, edit, take back and do again; move the log into the file in between, as the idle window does."""
    chance = random.Random(12)
    store = open_file(folder)
    known: list[PersonId] = []
    for number in range(changes):
        name = f"Person {number}"
        if known and chance.random() < 0.3:
            one = chance.choice(known)
            given = replace(people.details(store, one).input, notes="changed")
            people.edit(store, one, given, NOON)
            store.undo()
        known.append(
            people.add(
                store,
                people.PersonInput(given="Person", family=str(number), notes="x" * chance.randint(0, 9000)),
                NOON,
            )
        )
        os.write(1, f"{name}\n".encode())
        if chance.random() < 0.15:
            store.checkpoint()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
