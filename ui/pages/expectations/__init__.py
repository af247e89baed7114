"""The Expectations page: a board of four columns, or a table, of what is expected both ways (E5)."""

from ui.pages.expectations.page import ExpectationsPage

__all__ = ["ExpectationsPage"]
