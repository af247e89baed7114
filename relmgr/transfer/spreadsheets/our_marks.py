"""How our own tables say what their dialect has no column for; the exports write it, the readers read it back.

A column's own place comes first. What has none is written as the vCard 4.0 content lines that say it (unfolded, as
`importing.content.lines_of` gives them): in Outlook as a fenced block at the end of Notes, in Google as one custom field.
"""

import re
from collections.abc import Iterable

ID_FIELD = "Relmgr id"
"""The label of Google's custom field, and the heading of our own table, that holds a person's UID."""
DATA_FIELD = "Relmgr data"
"""The label of Google's custom field that holds content lines, one a line."""
PRONOUNS_FIELD = "Pronouns"
"""Google's custom field of this label; Outlook's User 1 reads "Pronouns: they/them"."""

FENCE = "-- Relmgr data, do not edit --"
"""The line that begins the block in Outlook's Notes; it goes to the end of the notes or to the line that ends it."""
FENCE_END = "-- end of Relmgr data --"

OUTLOOK_PRONOUNS = "User 1"
OUTLOOK_CADENCE = "User 2"
OUTLOOK_LAST_CONTACT = "User 3"
OUTLOOK_ID = "User 4"

NEUTRALISED_NAME = "Relmgr people for spreadsheets"
"""What a table is called in which formulas are neutralised, so that nobody takes it for the exact one."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")


def neutralised(cell: str) -> str:
    """`cell` as a spreadsheet shows it and never calculates it: with an apostrophe before = + - @ tab and CR.

    A cell that begins with apostrophes before such a sign gets one more, so that `plain` is its exact reverse.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """`cell` as it was before `neutralised`."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def fenced(note: str, lines: Iterable[str]) -> str:
    """`note` with a block of content lines after it; the note alone if there are none."""
    block = "\n".join(lines)
    if not block:
        return note
    return f"{note}\n\n{FENCE}\n{block}\n{FENCE_END}" if note else f"{FENCE}\n{block}\n{FENCE_END}"


def unfenced(notes: str) -> tuple[str, tuple[str, ...]]:
    """The note without its blocks, and the content lines of them. Programs in between may have changed line ends."""
    if FENCE not in notes:
        return notes, ()
    kept: list[str] = []
    lines: list[str] = []
    is_inside = False
    for line in notes.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        mark = line.strip()
        if mark == FENCE:
            is_inside = True
        elif is_inside and mark == FENCE_END:
            is_inside = False
        elif is_inside:
            lines += [line] if mark else []
        else:
            kept.append(line)
    return "\n".join(kept).rstrip("\n"), tuple(lines)
