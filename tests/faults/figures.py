"""What the faults of a run proved of each promise, as one line of figures a promise (quality.md §1)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from enum import IntEnum

Figure = Callable[["Promise", str], None]
Said = tuple[int, str]
"""A promise and what was shown of it."""
PROPERTY = "figure of promise"


class Promise(IntEnum):
    """The twelve promises of quality.md §1, by their numbers."""

    KEPT = 1
    NEVER_EMPTY = 2
    SAID = 3
    WAY_IN = 4
    BACKED_UP = 5
    UNDONE = 6
    NO_NETWORK = 7
    DISCREET = 8
    AGAIN = 9
    REMINDED = 10
    GONE = 11
    LEAVES_WHOLE = 12


SENTENCES = {
    Promise.KEPT: "a saved change survives kill -9 and power loss",
    Promise.NEVER_EMPTY: "no state of disk, key or keyring leads to an empty file",
    Promise.SAID: "each failure says what happened, what is safe and what to do",
    Promise.WAY_IN: "there is a way in without the keyring",
    Promise.BACKED_UP: "every backup restores, and none is pruned by a clock",
    Promise.UNDONE: "undo for every edit; nothing grows or breaks with use",
    Promise.NO_NETWORK: "no IP socket is opened",
    Promise.DISCREET: "nothing about anybody outside the encrypted file",
    Promise.AGAIN: "importing a file again changes nothing",
    Promise.REMINDED: "no reminder lost and none twice",
    Promise.GONE: "erased means gone",
    Promise.LEAVES_WHOLE: "everything can leave and come back",
}


def lines(figures: Iterable[Said], failed: Iterable[str]) -> list[str]:
    """One line a promise, with the figures of the tests that passed; then the tests that failed."""
    said: dict[int, list[str]] = defaultdict(list)
    for promise, figure in figures:
        if figure not in said[promise]:
            said[promise].append(figure)
    made = [
        f"{promise.value:2}. {SENTENCES[promise]}: {'; '.join(said[promise]) or 'NOT SHOWN'}"
        for promise in Promise
    ]
    return [*made, *(f"FAILED: {name}" for name in failed)]
