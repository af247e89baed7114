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
from relmgr.services.organisations.listing import OrganisationRow, listing
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
    "remove",
    "set_role",
    "twins",
]
