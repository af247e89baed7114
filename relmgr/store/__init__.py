"""The database: the only place that knows SQL's and SQLCipher's ways.

`Store` and `Changes` are imported when they are first asked for: SQLAlchemy takes longer to import than the window
to paint, and what stands before the first paint (the lock, the key) needs it not.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relmgr.store.store import Changes, Store

__all__ = ["Changes", "Store"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from relmgr.store import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
