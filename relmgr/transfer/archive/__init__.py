"""Relmgr's own archive, in which everything can leave and come back: one zip of JSON and pictures (X3, promise 12).

docs/archive.md describes it; docs/archive-schema.json is made by `schema`.
"""

from relmgr.transfer.archive.writing import Writing, write

__all__ = ["Writing", "write"]
