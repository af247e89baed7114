"""Reads what can be read from a damaged file, past SQLite, page by page, and writes it into a new one (quality.md §2)."""

from relmgr.store.rescue.saving import Rescued, TableRescued, rescue

__all__ = ["Rescued", "TableRescued", "rescue"]
