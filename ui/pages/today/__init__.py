"""Today: one calm page with a human sentence on top (R6)."""

from ui.pages.today.page import TodayPage

__all__ = ["TodayPage"]
