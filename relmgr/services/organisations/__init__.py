"""Organisations: the logos, the people behind them, and what joins two of the same name."""

from relmgr.services.organisations.board import (
    Board,
    BoardColumn,
    BoardPerson,
    Evidence,
    board,
    note_in,
    set_role,
)
from relmgr.services.organisations.listing import Listed, OrganisationRow, listing, reading, rows
from relmgr.services.organisations.merging import merge, twins
from relmgr.services.organisations.record import (
    OrganisationDetails,
    OrganisationInput,
    details,
    edit,
    find,
    known,
    named,
    names,
    remove,
)

__all__ = [
    "Board",
    "BoardColumn",
    "BoardPerson",
    "Evidence",
    "Listed",
    "OrganisationDetails",
    "OrganisationInput",
    "OrganisationRow",
    "board",
    "details",
    "edit",
    "find",
    "known",
    "listing",
    "merge",
    "named",
    "names",
    "note_in",
    "reading",
    "remove",
    "rows",
    "set_role",
    "twins",
]
