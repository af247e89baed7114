"""vCard 2.1, 3.0 and 4.0 of any dialect in, 4.0 and 3.0 out: our own tolerant reader and writer (ecosystem.md §3.1)."""

from relmgr.transfer.vcard.controls import without_controls
from relmgr.transfer.vcard.dialects import Dialect
from relmgr.transfer.vcard.model import (
    DEFAULT,
    AddressParts,
    Card,
    CardKind,
    ContactValue,
    FactValue,
    Fate,
    HowMet,
    LastContact,
    Limits,
    MilestoneValue,
    NameParts,
    OrganisationValue,
    Outcome,
    Picture,
    Problem,
    RelationValue,
    Tally,
    Traced,
)
from relmgr.transfer.vcard.reader import read
from relmgr.transfer.vcard.writer import Version, write

__all__ = [
    "DEFAULT",
    "AddressParts",
    "Card",
    "CardKind",
    "ContactValue",
    "Dialect",
    "FactValue",
    "Fate",
    "HowMet",
    "LastContact",
    "Limits",
    "MilestoneValue",
    "NameParts",
    "OrganisationValue",
    "Outcome",
    "Picture",
    "Problem",
    "RelationValue",
    "Tally",
    "Traced",
    "Version",
    "read",
    "without_controls",
    "write",
]
