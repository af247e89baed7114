"""Whether thanks are owed for an introduction: from the same day, and again when it became work (G1)."""

from datetime import date
from enum import StrEnum


class Owed(StrEnum):
    """What is to be thanked for."""

    INTRODUCTION = "introduction"
    WORK = "work"


def owed(thanked_on: date | None, became_work_on: date | None, work_thanked_on: date | None) -> Owed | None:
    """What thanks are owed for, None where nothing is (G1).

    Thanks said when it had become work already are for both: nobody is thanked twice in a breath.
    """
    if thanked_on is None:
        return Owed.INTRODUCTION
    if became_work_on is None or work_thanked_on is not None or thanked_on >= became_work_on:
        return None
    return Owed.WORK
