"""A text that was typed and not saved."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unsaved:
    """The title of where it was typed, the name of the field, and what stood in it."""

    where: str
    field: str
    text: str
