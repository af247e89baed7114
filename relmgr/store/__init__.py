"""The database: the only place that knows SQL's and SQLCipher's ways. Windows use Store and Changes alone."""

from relmgr.store.store import Changes, Store

__all__ = ["Changes", "Store"]
