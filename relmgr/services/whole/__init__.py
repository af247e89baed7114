"""Everything that is kept of one person: every row of every table that names them, as it stands (X3)."""

from relmgr.services.whole.gathering import LEFT_OUT, Part, Whole, gather, gather_in, kept_of
from relmgr.services.whole.views import MINE_COLUMNS, MINE_TABLES, Scope

__all__ = [
    "LEFT_OUT",
    "MINE_COLUMNS",
    "MINE_TABLES",
    "Part",
    "Scope",
    "Whole",
    "gather",
    "gather_in",
    "kept_of",
]
