"""The import: every card of a file, what happens to it and why, before anything is written (X1)."""

from ui.pages.import_page.page import ImportPage

__all__ = ["ImportPage"]
