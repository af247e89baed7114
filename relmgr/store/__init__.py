"""The database: the only place that knows SQL's and SQLCipher's ways.

`Store` and `Changes` are imported when they are first asked for: SQLAlchemy takes longer to import than the window
to paint, and what stands before the first paint (the lock, the key) needs it not.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relmgr.store.changes import Changes
    from relmgr.store.store import Store

__all__ = ["Changes", "Store"]


def __getattr__(name: str) -> Any:
    if name == "Changes":
        from relmgr.store.changes import Changes

        return Changes
    if name == "Store":
        from relmgr.store.store import Store

        return Store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
